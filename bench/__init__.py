"""What According costs, as ratios within one run: `make bench`."""

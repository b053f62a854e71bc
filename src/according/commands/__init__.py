"""The commands of the program, one file each (a shelf); cli.py loads the one that is asked for."""

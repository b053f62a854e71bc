"""How what is learned is made, one command each, from public data and from the gold; never imported by src/."""

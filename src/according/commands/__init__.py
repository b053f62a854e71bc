"""The commands of the program, one file each; cli.py loads the one that is asked for."""

"""The web pages (a machine): look at what is kept, and compare what each voice says. Needs the extra `web`."""

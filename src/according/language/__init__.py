"""Words without the world (a machine): sentences, clauses, numbers, times, who says what, who is called what."""

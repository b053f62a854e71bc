"""Words without the world: sentences, clauses, number and time phrases, who says what, who is called what."""

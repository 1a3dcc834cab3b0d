"""TEXT-CONTRADICTION: what the text claims against the tables, and against itself."""

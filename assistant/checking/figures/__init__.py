"""The checks of what the running text says in figures: against the tables, and against itself."""

"""Pieces of the tabs as HTML: pure functions; everything from reports, users and models is escaped."""

"""The site: one FastAPI app with the gate before every route, signing in, and our scripts and styles."""

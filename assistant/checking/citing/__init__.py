"""CITATION: laws and documents named in the text, their numbers, articles and what they say. The facts are data (TOML)."""

"""WORDING, COUNTER, PUNCTUATION, PRIVACY, COPIED: terms, counters, marks, people's data, and last year's words."""

"""The checks of how the report is written: parts, titles, dates, citations, terms, marks. Their terms are data (TOML)."""

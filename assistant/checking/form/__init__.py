"""SECTION-* and ASPECT-MISSING: the parts of the report, their titles, and what belongs into the overview."""

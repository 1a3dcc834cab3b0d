"""The project's own quality figures: what the checks find of errors planted in finished reports."""

from assistant.quality.review import (
    Case,
    Family,
    Missed,
    Review,
    evaluate,
    is_case_file,
    read_cases,
    shipped_sets,
)

__all__ = ["Case", "Family", "Missed", "Review", "evaluate", "is_case_file", "read_cases", "shipped_sets"]

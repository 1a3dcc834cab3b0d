"""Comparing: this year's report beside last year's, cell by cell and sentence by sentence. Pure reckoning."""

from assistant.comparing.compare import compare_reports

__all__ = ["compare_reports"]

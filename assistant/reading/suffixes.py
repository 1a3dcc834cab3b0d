"""How the names of files end that are taken for reports."""

from __future__ import annotations

from typing import Final

SUFFIXES: Final = frozenset({
    ".txt", ".md", ".csv", ".tsv", ".htm", ".html", ".mht", ".docx", ".doc", ".wps", ".rtf", ".xlsx", ".xls", ".et", ".ods",
    ".pdf", ".png", ".jpg", ".jpeg", ".tif", ".tiff", ".bmp", ".webp", ".gif",
})  # fmt: skip

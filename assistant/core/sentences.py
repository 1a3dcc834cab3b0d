"""Where the sentences of a text begin and end: the one cutter for the checks, the comparison and the reviews."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

_SENTENCE: Final = re.compile(r"[^。！？!?；;\n]*[。！？!?；;]?[”’）)》]*")


def cut(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of every sentence, cut at full stops, semicolons and line ends; blanks around it are left off."""
    for match in _SENTENCE.finditer(text):
        said = match[0].strip()
        if said:
            start = match.start() + match[0].index(said[0])
            yield start, start + len(said)

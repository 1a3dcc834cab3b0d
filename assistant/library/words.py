"""What the lexical index is made of: jieba's words with the project's lexicon, and pairs of characters.

Words carry meaning, pairs survive what jieba splits differently in a question and in a provision.
"""

from __future__ import annotations

import logging
import re
import warnings
from functools import cached_property
from threading import Lock
from typing import Any, Final

from assistant.library.lexicon import Lexicon
from assistant.library.text import normalise

_WORD: Final = re.compile(r"\w")
_RUN: Final = re.compile(r"[\u3400-\u9fff]+|[a-z0-9.]+")
_FREQUENCY: Final = 2_000_000
"""Given to a word of the lexicon, so that jieba never splits it."""


class Splitter:
    """Splits texts; the dictionary (about 0.8 s, 60 MB) is loaded on first use. Safe between threads."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self._lock = Lock()

    def words(self, text: str) -> list[str]:
        """Jieba's words in search mode (long words and the words inside them), without punctuation."""
        with self._lock:
            found = self._jieba.lcut_for_search(normalise(text).lower())
        return [word for word in found if _WORD.search(word)]

    @cached_property
    def _jieba(self) -> Any:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # its regular expressions and pkg_resources warn on newer Pythons
            import jieba

        jieba.setLogLevel(logging.WARNING)
        tokenizer = jieba.Tokenizer()
        # Its cache is a marshal file in a folder that everybody may write to, and saves a tenth of a second.
        tokenizer.FREQ, tokenizer.total = tokenizer.gen_pfdict(tokenizer.get_dict_file())
        tokenizer.initialized = True
        for word in self.lexicon.words:
            tokenizer.add_word(word, _FREQUENCY)
        return tokenizer


def pairs(text: str) -> list[str]:
    """Overlapping pairs of Chinese characters; runs of Latin letters and digits whole; a lone character as it is."""
    found: list[str] = []
    for run in _RUN.findall(normalise(text).lower()):
        if len(run) == 1 or run[0] < "\u3400":
            found.append(run)
        else:
            found += [run[i : i + 2] for i in range(len(run) - 1)]
    return found


def single(text: str) -> list[str]:
    """Every character of a text but blanks and punctuation, in lower case."""
    return [char for char in normalise(text).lower() if char.isalnum()]

"""What the browser asks of the page: which action, with what data. Nothing in it is trusted."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Final

from assistant.conversation.bench import Bench
from assistant.errors import InputError

LONGEST: Final = 50_000
"""Characters of a text, unless an action asks for another limit."""
MOST_TEXTS: Final = 2_000
"""Texts of a list or table, unless an action asks for another limit."""

_ADVICE: Final = "请刷新页面再试一次；内容都已保存，不会丢。"


class Data(Mapping[str, Any]):
    """The browser's JSON object of one event. The readers give a value of the kind asked for or raise `InputError`."""

    def __init__(self, values: Mapping[str, Any]) -> None:
        self._values = dict(values)

    @classmethod
    def read(cls, text: object, *, longest: int = 20_000_000) -> Data:
        """From JSON text (or an object that was JSON). `InputError` for anything but an object, or when too long."""
        if isinstance(text, Mapping):
            return cls({str(key): value for key, value in text.items()})
        if not isinstance(text, str) or len(text) > longest:
            raise InputError("页面送来的内容太长或不完整。", "请减少一次送来的内容，或刷新页面再试一次。")
        try:
            values = json.loads(text)
        except (ValueError, RecursionError) as error:
            raise InputError("页面送来的内容不完整。", _ADVICE) from error
        if not isinstance(values, dict):
            raise InputError("页面送来的内容不完整。", _ADVICE)
        return cls(values)

    def __getitem__(self, key: str) -> Any:
        return self._values[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)

    def text(self, key: str, *, longest: int = LONGEST, default: str | None = None) -> str:
        """A text of at most `longest` characters; `default` where there is none."""
        value = self._values.get(key, default)
        if not isinstance(value, str):
            raise InputError("页面送来的内容不完整。", _ADVICE)
        if len(value) > longest:
            raise InputError(f"内容太长，共{len(value)}字。", f"请不要超过{longest}字。")
        return value

    def number(self, key: str, least: int, most: int) -> int:
        """A whole number between two, as JSON number or as digits (a dataset holds only texts)."""
        value = self._values.get(key)
        if (
            isinstance(value, str)
            and value.isascii()
            and value.removeprefix("-").isdigit()
            and len(value) <= 12
        ):
            value = int(value)
        if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
            raise InputError("页面送来的内容不完整。", _ADVICE)
        return value

    def flag(self, key: str) -> bool:
        """Whether something is ticked; not there means no."""
        return self._values.get(key) in (True, "true", "1", "yes", "on")

    def texts(self, key: str, *, most: int = MOST_TEXTS, longest: int = LONGEST) -> list[str]:
        """A list of texts; none where there is no list."""
        value = self._values.get(key, [])
        if not isinstance(value, list) or not all(isinstance(text, str) for text in value):
            raise InputError("页面送来的内容不完整。", _ADVICE)
        if len(value) > most or any(len(text) > longest for text in value):
            raise InputError("一次送来的内容太多。", "请分几次来做。")
        return value

    def rows(self, key: str, *, most: int = MOST_TEXTS, longest: int = 1_000) -> list[list[str]]:
        """Rows of texts, such as a block pasted from Excel: at most `most` texts altogether."""
        value = self._values.get(key, [])
        if not isinstance(value, list) or not all(
            isinstance(row, list) and all(isinstance(text, str) for text in row) for row in value
        ):
            raise InputError("页面送来的内容不完整。", _ADVICE)
        if sum(map(len, value)) > most or any(len(text) > longest for row in value for text in row):
            raise InputError("一次粘贴的格子太多。", "请只复制表格里要填的那一块，再粘贴一次。")
        return value


@contextmanager
def ended(steps: Iterator[Any]) -> Iterator[None]:
    """Whatever happens inside, the iterator is told that nobody asks for more: work that goes on stops."""
    try:
        yield
    finally:
        close = getattr(steps, "close", None)
        if close is not None:
            close()


Action = Callable[[Bench, Data], "str | Iterator[str] | None"]
"""Does something through the bench and gives the Chinese line that says what was done, or None.

Long work (indexing) is a generator instead: every line it yields is shown as it comes, the last one stays.
"""

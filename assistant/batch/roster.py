"""The list of units that should have reported, and the names that a unit goes by."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Final

from assistant.core.numbers import squeeze
from assistant.core.units import unit_key
from assistant.errors import InputError

_NUMBERED: Final = re.compile(r"^\s*(?:[-*·•]\s+|[（(]?\d{1,4}[)）.．、]\s*)")
_SAME: Final = re.compile(r"\s*[=＝]\s*")
MOST_UNITS: Final = 100_000
_LONGEST_NAME: Final = 100


@dataclass(frozen=True)
class Roster:
    """The units expected, by the names they bear now, and what other names stand for them.

    `units` is empty when no list was given: then nobody can be missed, and `given` is false.
    """

    units: tuple[str, ...] = ()
    given: bool = False
    _aliases: dict[str, str] = field(default_factory=dict)

    def key(self, name: str | None) -> str:
        """What two names of one unit have in common; empty for no name. Former names count as the present one.

        Where the list itself has units that differ little (a government and its office), their names must match exactly.
        """
        plain = unit_key(name)
        key = self._aliases.get(plain, plain)
        exact = squeeze(name or "")
        return exact if key in self._alike and exact in self._exact else key

    @cached_property
    def _alike(self) -> frozenset[str]:
        """Keys that several units of the list share."""
        shared = Counter(unit_key(unit) for unit in self.units)
        return frozenset(key for key, number in shared.items() if number > 1)

    @cached_property
    def _exact(self) -> frozenset[str]:
        return frozenset(squeeze(unit) for unit in self.units)

    def missing(self, names: Iterable[str | None]) -> tuple[str, ...]:
        """The expected units that none of these names is, in the order of the list."""
        there = {self.key(name) for name in names}
        return tuple(unit for unit in self.units if self.key(unit) not in there)

    def expects(self, name: str | None) -> bool:
        """Whether a unit is on the list; true when there is no list."""
        return not self.given or self.key(name) in self._keys

    @cached_property
    def _keys(self) -> frozenset[str]:
        return frozenset(self.key(unit) for unit in self.units)


def read_roster(path: Path) -> Roster:
    """The list in a text file: one unit a line, ``现用名=曾用名`` where it was renamed, ``#`` before a remark.

    `InputError` when the file cannot be read, holds no name, or names one unit twice.
    """
    lines = _text(path).splitlines()
    units: list[str] = []
    aliases: dict[str, str] = {}
    written: set[str] = set()
    for number, line in enumerate(lines, 1):
        names = [name for name in _SAME.split(_NUMBERED.sub("", line.partition("#")[0]).strip()) if name]
        if not names:
            continue
        if len(units) >= MOST_UNITS or max(map(len, names)) > _LONGEST_NAME:
            raise InputError(
                f"单位名单第 {number} 行不像一个单位的名称。", "请一行写一个单位，改过名的写“现用名=曾用名”。"
            )
        present = unit_key(names[0])
        for name in names:
            plain = squeeze(name)
            if plain in written or aliases.setdefault(unit_key(name), present) != present:
                raise InputError(f"单位名单第 {number} 行的“{name}”前面已经有了。", "请删去重复的一行。")
            written.add(plain)
        units.append(names[0])
    if not units:
        raise InputError(f"单位名单“{path.name}”里没有单位。", "请一行写一个单位的名称。")
    return Roster(tuple(units), True, aliases)


def _text(path: Path) -> str:
    from assistant.batch.jobs import load
    from assistant.reading.open import decode

    try:
        return decode(load(path))
    except InputError as error:
        raise InputError(
            f"单位名单“{path.name or path}”用不了：{error.what}", "名单应是文本文件（.txt），一行一个单位。"
        ) from error

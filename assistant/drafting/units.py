"""What a unit's name decides for a draft: wording, and what the rules ask for."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, TypeVar

from assistant.core.units import Level, unit_level, without_brackets

T = TypeVar("T")

_GOVERNMENTS: Final = frozenset({Level.PROVINCE, Level.PREFECTURE, Level.CITY, Level.COUNTY, Level.TOWNSHIP})
_OFFICE: Final = re.compile(r"(?:办公室|办公厅|政府办)$")
_SUBDISTRICT: Final = re.compile(r"街道(?:办事处|办)?$")
_PLACE: Final = re.compile(r"([省市州县区旗镇乡])(?:人民)?(?:政府)?$")


@dataclass(frozen=True)
class Profile:
    """A unit: `scope` is how its figures are introduced (全市, 全县; 全年 for a department)."""

    level: Level
    scope: str

    @property
    def is_government(self) -> bool:
        """Whether 条例第五十条第四项 asks it for appraisal, public review and accountability."""
        return self.level in _GOVERNMENTS

    @property
    def is_large(self) -> bool:
        """Whether it is a government of a county or above, whose report covers its departments."""
        return self.is_government and self.level is not Level.TOWNSHIP


def profile(name: str | None) -> Profile:
    """The profile of a unit by its name. A government's office is taken as the office it is.

    A 街道办事处 is sent out by a government and is none itself (地方组织法第八十五条).
    """
    plain = without_brackets(name)
    level = Level.DEPARTMENT if _OFFICE.search(plain) else unit_level(plain)
    if _SUBDISTRICT.search(plain):
        level = Level.AGENCY
    place = _PLACE.search(plain)
    if level in _GOVERNMENTS and place:
        return Profile(level, f"全{place[1]}")
    return Profile(level, "全年")


class Chooser:
    """Picks among equally right wordings: the same for the same unit, different between units."""

    def __init__(self, seed: str) -> None:
        self._seed = seed

    def pick(self, what: str, options: Sequence[T]) -> T:
        """One of the options, decided by the seed and by what is chosen."""
        digest = hashlib.blake2b(f"{self._seed}\n{what}".encode(), digest_size=4).digest()
        return options[int.from_bytes(digest, "big") % len(options)]

"""Font profiles: which typefaces a Word file asks for.

GB/T 9704-2012 names kinds of type (小标宋, 仿宋, 楷体, 黑体, 宋体), not products. Each machine has its
own products for them, so the file asks for the ones its readers have. Nothing is embedded: vendors'
licences forbid it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

Profile = Literal["standard", "windows", "linux", "free"]


@dataclass(frozen=True)
class Typeface:
    """A font by name; `instead` is what Word takes where the first is not installed."""

    name: str
    instead: str
    bold: bool = False


@dataclass(frozen=True)
class Fonts:
    """One typeface for each use: title (小标宋), body (仿宋), run-in titles (楷体), headings (黑体),
    tables and page numbers (宋体).
    """

    title: Typeface
    body: Typeface
    lead: Typeface
    heading: Typeface
    table: Typeface

    def all(self) -> tuple[Typeface, ...]:
        """Every typeface of the profile."""
        return self.title, self.body, self.lead, self.heading, self.table


FONTS: Final[dict[Profile, Fonts]] = {
    # What offices that bought the usual fonts print with.
    "standard": Fonts(
        Typeface("方正小标宋简体", "华文中宋"),
        Typeface("仿宋_GB2312", "仿宋"),
        Typeface("楷体_GB2312", "楷体"),
        Typeface("黑体", "SimHei"),
        Typeface("宋体", "SimSun"),
    ),
    # Only what every Windows brings; there is no 小标宋, so the title is bold 宋体.
    "windows": Fonts(
        Typeface("宋体", "SimSun", bold=True),
        Typeface("仿宋", "FangSong"),
        Typeface("楷体", "KaiTi"),
        Typeface("黑体", "SimHei"),
        Typeface("宋体", "SimSun"),
    ),
    # The Founder GBK family, usual on domestic Linux desktops.
    "linux": Fonts(
        Typeface("方正小标宋_GBK", "方正小标宋简体"),
        Typeface("方正仿宋_GBK", "仿宋"),
        Typeface("方正楷体_GBK", "楷体"),
        Typeface("方正黑体_GBK", "黑体"),
        Typeface("方正书宋_GBK", "宋体"),
    ),
    # Freely licensed: Fandol and 思源.
    "free": Fonts(
        Typeface("Noto Serif CJK SC", "Source Han Serif SC", bold=True),
        Typeface("FandolFang", "FandolFang R"),
        Typeface("FandolKai", "AR PL KaitiM GB"),
        Typeface("Noto Sans CJK SC", "Source Han Sans SC"),
        Typeface("Noto Serif CJK SC", "FandolSong"),
    ),
}

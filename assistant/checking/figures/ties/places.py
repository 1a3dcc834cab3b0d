"""A number in its sentence: the words before it, behind it and around it, where its name may stand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from assistant.checking.figures.ties.aliases import names_in
from assistant.core.numbers import Mention

EDGE: Final = re.compile(r"[，。；：:;、（）()【】〔〕！？\n]")
_A_KIND: Final = re.compile(r"[一-龥]类(?:的|申请|事项)?(?:有|为|共)?$")
"""公开类19件: a kind that the words themselves name."""
_IN_TEN_THOUSANDS: Final = re.compile(r"[（(]万元[)）]\s*[：:]?\s*\Z")
"""行政事业性收费（万元）：769.6: the unit stands ahead."""
BECAME: Final = "(?:[升增降减压缩涨扩](?:加|少|减|简)?|精简|变|调整?)(?:至|到|为|成)"
_TO_NOW: Final = re.compile(rf"{BECAME}|(?:略有|有所)?(?:增加|减少)$")
"""由上年的11件减少到7件: what both are of stands ahead."""
_AND_MORE: Final = re.compile(r"(?:、|和|及)\s*\d[\d,]*\s*[件份个起宗](?=[、，。；和及与]|$)")
_HARD: Final = re.compile(r"[；;。]")
INERT: Final = re.compile(
    r"^(?:全年|本年度?|今年|年内|我单位|本单位|本机关|共计|总计|合计|累计|一共|总共|共有|共|分别|各|为|有|的|其中|另有|另外|此外|同时|并|和|与|及|以及|数量|件数|总数"
    r"|情况|之多|总|计|达到?|均|全|市|县|区|局|镇|\s)*$"
)


_JOINED_ON: Final = re.compile("和|与|及|以及|加上?|另(?!有)|连同|并")
"""上年结转的1件和本年新收的4件: the second is no part of the first."""
_JOINTS: Final = ("和", "及", "与", "加", "加上", "连同")
"""4件结转加75件新收: what stands before them is of the number before."""


class Place:
    """A number in its sentence: the words before it, behind it and around it."""

    def __init__(self, text: str, before: int, mention: Mention, follows: int) -> None:
        self.text = text
        self.mention = mention
        self.unit = mention.unit or ("万元" if _IN_TEN_THOUSANDS.search(text, 0, mention.start) else "")
        start = mention.start
        edges = [m.end() for m in EDGE.finditer(text, 0, start)]
        self.lead_start = max([before, *edges[-1:]])
        self.lead = text[self.lead_start : start]
        next_edge = EDGE.search(text, mention.end)
        self.tail = text[mention.end : min(follows, next_edge.start() if next_edge else len(text))]
        commas = [m.end() for m in re.finditer(r"[，。；;：:（(]", text[:start])]
        clause_start = commas[-1] if commas else 0
        self.clause = text[clause_start:start] + self.tail
        ahead = text[max(before, commas[-2] if len(commas) > 1 else 0) : clause_start]
        self.ahead = "" if _HARD.search(ahead) else ahead
        self.clause_before = text[:clause_start][-12:]
        self.before = before
        self.since_stop = re.split(r"[；;。]", text[:start])[-1]
        self.sentence_before = text[:start]
        self.follows_closely = before > 0 and not _HARD.search(text[before:start])
        self.follows_number = 0 < before == self.lead_start and text[before - 1] in "件个份起宗"
        self.follows_requests = self.follows_number and not _JOINED_ON.match(self.lead)

    def windows(self) -> Iterator[tuple[str, bool]]:
        """Where to look for names, nearest first: before the number, behind it, the segment ahead without a number."""
        of_the_number_before = 0 < self.before == self.lead_start and self.lead.endswith(_JOINTS)
        if _AND_MORE.match(self.text, self.mention.end):
            return  # 决定不予公开的有6件、4件和41件: of three things named before
        if not INERT.match(self.lead) and not of_the_number_before and not self.lead.endswith("在"):
            yield self.lead, False
            if names_in(self.lead):
                return
        if self.tail.strip() and not INERT.match(self.tail):
            yield self.tail, True
        if _A_KIND.search(self.lead):
            return
        spoken = self.tail.strip() and not INERT.match(self.tail) and not _TO_NOW.match(self.tail)
        summed = re.search("合计|共计|总计", self.lead)
        if (
            not (spoken or summed)
            and self.before < self.lead_start
            and not re.search(r"[。；;]$", self.text[: self.lead_start])
        ):
            ahead = _IN_TEN_THOUSANDS.sub("", self.text[self.before : self.lead_start - 1])
            segment = EDGE.split(ahead)[-1]
            if segment:
                yield segment + self.lead, False

"""TEXT-NUMBER, by how such numbers are usually said: what no rule ties, likened to what was learned from many passages.

“全年办出许可438件”, “答复的63件里”: no list of names holds every way of saying what a number is of. The characters around
some ten thousand numbers, each with the cells it is of, taught the weights of ``phrasing.npz``
(``python tools/learn_phrasing.py`` makes them). Being likely is not being said: what is told here is a warning.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, Final

import numpy as np

from assistant.checking.case import Case
from assistant.checking.figures.ties.elsewhere import ELSEWHERE
from assistant.checking.figures.ties.mentions import mentions
from assistant.checking.figures.ties.rows import Cells
from assistant.checking.figures.ties.statements import BASIS, MOST_NUMBERS, whose_year
from assistant.checking.figures.ties.tie import role_of
from assistant.checking.prose import Passage
from assistant.core.approximate import fits
from assistant.core.findings import Finding
from assistant.core.numbers import Mention, NumberKind, format_number
from assistant.core.places import Span
from assistant.core.template import quoted

FILE: Final = Path(__file__).with_name("phrasing.npz")
SIZE: Final = 1 << 15
"""Features are told apart by this many numbers."""
UNITS: Final = frozenset({"件", "份", "起", "宗", "例", "个", ""})
NOTHING: Final = "none"
"""What numbers are of that no table holds."""

_NEAR: Final = 14
_CLAUSE: Final = 24
_AHEAD: Final = 20
_BEHIND: Final = 10
_PARAGRAPH: Final = 60
_TOPICS: Final = (
    "申请", "复议", "诉讼", "规范性文件", "规章", "许可", "处罚", "强制", "费", "办结", "新收", "结转", "公开", "建议", "提案", "信箱",
    "留言", "热线", "培训", "栏目", "投诉", "举报", "意见", "政策", "解读", "网站", "网上", "当面", "季度", "月",
)  # fmt: skip
_EDGE: Final = re.compile("[，。；：、（）()]")
_NUMBER: Final = re.compile(r"\d[\d,.]*")

_LIKELY: Final = 0.9
_LIKELY_OF_FEW: Final = 0.97
_FEW: Final = 10
"""Small numbers count many things."""
_TIMES: Final = 4
_RUN: Final = 12
"""So many numbers in a row may be parts of one."""
_POSSIBLE: Final = 0.004
"""What is as likely as this may be what the number is of, if it agrees."""
_CHANGE: Final = re.compile(
    r"(?:增加|增长|上升|增多|减少|下降|降低|[多少]了?|净增|净减|增幅|降幅|相差|差额|超过?|不足|近|逾|每|第)(?:了|为|达|约|有)?$|[由从][^，。；]{0,8}$"
)
_OF_FEES: Final = re.compile("缴|收费|收取")
"""Notices of fees and who paid them are in no table."""
_PART: Final = re.compile(
    r"其中[^，。；]*$|[中里](?:的|有|已|仅|只|还|另)*[^，。；\d]{0,8}$|其余|其[他它]|余下|除此|另有?|仅|只有|等$"
)


_COUNTED_SO: Final = re.compile("申请|文件|规章")
"""个 counts anything; of these it is written by mistake."""
_OF_THOSE: Final = re.compile(r"[件份起宗](?:申请|答复|案件|决定)?[中里]，[^，。；\d]{0,8}$")
"""结果纠正的4件中，3件是: of the number before."""


@dataclass(frozen=True)
class Weights:
    """What was learned: for each feature and each set of cells how much it speaks for them."""

    cells: tuple[Cells, ...]
    table: Any
    unit: float

    def likelihoods(self, features: Sequence[int]) -> list[float]:
        """How likely each set of cells is; they sum to one."""
        votes = self.table[list(features)].sum(axis=0, dtype=np.int64) * self.unit
        odds = np.exp(votes - votes.max())
        return [float(p) for p in odds / odds.sum()]


@cache
def weights() -> Weights:
    """Read once."""
    with np.load(FILE, allow_pickle=False) as kept:
        cells = tuple(tuple(line.split("+")) for line in kept["cells"].tolist())
        table = np.zeros((SIZE, len(cells)), dtype=np.int8)
        table[kept["features"]] = kept["table"]
        return Weights(cells, table, float(kept["unit"]))


def features(sentence: str, start: int, end: int, unit: str, section: str, ahead: str) -> list[int]:
    """What the words around a number are, as numbers below `SIZE`. `ahead` is the text before the sentence."""
    before = _NUMBER.sub("0", sentence[:start])
    behind = _NUMBER.sub("0", sentence[end:])
    near, after = before[-_NEAR:], behind[:_BEHIND]
    edges = [0, *(m.end() for m in _EDGE.finditer(before))]
    clause, last = (
        before[edges[-1] :][-_CLAUSE:],
        before[edges[-2] : edges[-1]][-_AHEAD:] if edges[1:] else "",
    )
    found = {f"u{unit}", f"s{section}"}
    for size in (1, 2, 3, 4):
        for i in range(len(near) - size + 1):
            found.add(f"b{near[i : i + size]}|{_how_far(len(near) - i - size)}")
    for size in (2, 3, 4):
        found.update(f"c{clause[i : i + size]}" for i in range(len(clause) - size + 1))
        found.update(f"p{last[i : i + size]}" for i in range(len(last) - size + 1))
    for size in (1, 2, 3):
        found.update(f"a{after[i : i + size]}|{_how_far(i)}" for i in range(len(after) - size + 1))
    paragraph = ahead[-_PARAGRAPH:]
    for word in _TOPICS:
        for mark, text in (("w", before), ("v", behind), ("q", paragraph)):
            if word in text:
                found.add(mark + word)
    return sorted({zlib.crc32(one.encode()) % SIZE for one in found})


def _how_far(distance: int) -> int:
    return 0 if distance == 0 else 1 if distance < 4 else 2


def check(case: Case, told: Sequence[Span]) -> Iterator[Finding]:
    """A warning for each number that no rule ties and that is not what the like of it is. `told`: places told already."""
    known = {(s.passage.section, s.passage.start) for s in case.statements}
    known |= {(place.section, place.start) for place in told}
    for sentence in case.prose.sentences:
        if ELSEWHERE.search(sentence.text):
            continue
        numbers = [m for m in mentions(sentence.text) if m.kind is NumberKind.COUNT]
        if len(numbers) > MOST_NUMBERS:
            continue
        for mention in numbers:
            if mention.unit in UNITS and (sentence.section, sentence.start + mention.start) not in known:
                finding = _judged(case, sentence, numbers, mention)
                if finding:
                    yield finding


def _judged(case: Case, sentence: Passage, numbers: Sequence[Mention], mention: Mention) -> Finding | None:
    text = sentence.text
    before = text[: mention.start]
    clause = re.split("[，。；：]", before)[-1]
    if (
        _CHANGE.search(clause)
        or _PART.search(clause)
        or _OF_FEES.search(clause)
        or _adds_up(numbers, mention)
    ):
        return None
    if mention.unit == "个" and (mention.value < _FEW or not _COUNTED_SO.search(clause)):
        return None
    if _OF_THOSE.search(before[-_NEAR:]):
        return None
    if whose_year(before, case.report.year) != "this" or role_of(clause, case.report.unit or "") == "part":
        return None
    ahead = case.prose.sections[sentence.section][: sentence.start]
    learned = weights()
    likely = learned.likelihoods(
        features(text, mention.start, mention.end, mention.unit, sentence.section, ahead)
    )
    best = max(range(len(likely)), key=likely.__getitem__)
    cells = learned.cells[best]
    if cells == (NOTHING,) or likely[best] < (_LIKELY_OF_FEW if mention.value < _FEW else _LIKELY):
        return None
    right = case.sum(cells)
    if right is None or not _is_near(mention.value, right):
        return None
    for possible, chance in zip(learned.cells, likely, strict=True):
        value = case.sum(possible) if chance >= _POSSIBLE and possible != (NOTHING,) else None
        if value is not None and fits(mention, value):
            return None
    return _finding(case, sentence.cut(mention.start, mention.end), cells, right)


def _is_near(said: Decimal, right: Decimal) -> bool:
    """Whether one may have been written for the other; what is far off is of something else."""
    least, most = sorted((said, right))
    return most - least < _FEW or most <= _TIMES * least


def _adds_up(numbers: Sequence[Mention], mention: Mention) -> bool:
    """Whether a number is what others of its sentence add up to or differ by, or one of those that follow each other and do."""
    values = [m.value for m in numbers]
    own = next(i for i, m in enumerate(numbers) if m is mention)
    others = [v for i, v in enumerate(values) if i != own and v]
    if any(mention.value in (a + b, abs(a - b)) for i, a in enumerate(others) for b in others[i + 1 :]):
        return True
    return any(
        sum(values[start:end], Decimal(0)) in (*values[:start], *values[end:], mention.value)
        for start in range(own + 1)
        for end in range(max(own + 1, start + 2), min(len(values), own + _RUN) + 1)
    )


def _finding(case: Case, passage: Passage, cells: Cells, right: Decimal) -> Finding:
    around = case.prose.around(passage).text
    says = (
        f"正文写{quoted(passage.text)}，照通常的说法像是{case.names(cells)}，表里是 {format_number(right)}，请核对："
        f"{quoted(around.strip()[:60])}。这个数说的是别的事的，不用改。"
    )
    return case.prose.finding(
        "TEXT-NUMBER", "warning", passage, says, cells=cells, expected=right, basis=BASIS, status="uncertain"
    )

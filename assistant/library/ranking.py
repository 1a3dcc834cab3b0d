"""From what the indexes find to one order.

Each search gives evidence for an entry, scaled by the best of its own kind; a fold (a provision with its parts) takes
the best evidence of its entries. What the question is after (a row of the form, or the rule itself) and what a
provision is (a row, a silence, a local rule, an overtaken one) count beside it. The weights were learned on the tuning
half of the questions (``python tools/learn_ranking.py`` prints them), never on the test half.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Final

from assistant.library.entries import Entry

_FORM: Final = re.compile(
    r"填(?!的是[^，。]{0,4}申请表)|落哪|[哪几][一个]?号?[行格栏列](?![业政])|归[到在]?[哪几]|[记计算放往][在到进]?哪|表[一二三四]|表上|表里|报表|年报|年度报告"
    r"|怎么[记计]|咋[记计]|统计(?!年鉴|公报|局|法|资料|数据的)|第几[行格栏]|[那这]一?[格栏行列]|总体情况|第[一二三四五六]部分"
)
_BOUND: Final = re.compile(
    r"几[天日个件次条人台页字年月处场份遍]|多少[天字件页人次平个条]|多久|多长|多大|最[多少长短低高迟晚]|隔多|硬性|硬杠|死规定|统一|有没有规定|有规定|有说法"
    r"|必须|非得|非要|标准|格式|字体|模板|固定|谁来?定|怎么认定|限[制定]|上限|下限|够不够|算不算|短不短|能不能代|代签|口头"
)


@dataclass(frozen=True)
class Evidence:
    """What speaks for one fold; every value is between 0 and 1 but for the marks of what it is, 0 or 1."""

    words: float = 0.0
    pairs: float = 0.0
    proper_words: float = 0.0
    proper_pairs: float = 0.0
    key_words: float = 0.0
    key_pairs: float = 0.0
    wording_words: float = 0.0
    wording_pairs: float = 0.0
    ask: float = 0.0
    nearest: float = 0.0
    meaning: float = 0.0
    together: float = 0.0
    gist: float = 0.0
    wording: float = 0.0
    row_asked: float = 0.0
    row_unasked: float = 0.0
    form_asked: float = 0.0
    form_unasked: float = 0.0
    silent_asked: float = 0.0
    silent_unasked: float = 0.0
    local: float = 0.0
    overtaken: float = 0.0


NAMES: Final = tuple(field.name for field in fields(Evidence))


def asks_for_form(question: str) -> bool:
    """Whether a question (normalised) is after the form: where something is counted, what is to be filled in."""
    return bool(_FORM.search(question))


def _bound_asked(question: str) -> bool:
    """Whether a question is after a bound, a format or a duty: what the rules most often do not say."""
    return bool(_BOUND.search(question))


def is_row(entry: Entry) -> bool:
    """Whether an entry is a row of the form."""
    return "年度报告格式" in entry.title and entry.article.startswith("表")


def marks(entry: Entry, question: str) -> dict[str, float]:
    """What an entry is, as evidence for or against it."""
    form_asked = asks_for_form(question)
    form, row = "年度报告格式" in entry.title, is_row(entry)
    return {
        "row_asked": float(row and form_asked),
        "row_unasked": float(row and not form_asked),
        "form_asked": float(form and form_asked),
        "form_unasked": float(form and not form_asked),
        "silent_asked": float(entry.silent and _bound_asked(question)),
        "silent_unasked": float(entry.silent and not _bound_asked(question)),
        "local": float(entry.local),
        "overtaken": float(not entry.in_force),
    }


PROVISIONS: Final[Mapping[str, float]] = {
    "words": 0.15,
    "pairs": 1.24,
    "proper_words": 1.57,
    "proper_pairs": 2.02,
    "key_words": -0.23,
    "key_pairs": 0.38,
    "ask": 0.67,
    "nearest": 1.21,
    "meaning": 1.05,
    "together": 1.6,
    "gist": 1.66,
    "row_asked": 0.27,
    "row_unasked": -1.6,
    "form_asked": 0.29,
    "form_unasked": -0.83,
    "silent_asked": 0.11,
    "silent_unasked": -1.24,
    "local": 0.02,
    "overtaken": -0.36,
}
TEXTS: Final[Mapping[str, float]] = {
    "wording_words": 0.2,
    "wording_pairs": 0.4,
    "wording": 0.7,
    "overtaken": -0.2,
}


def weigh(evidence: Mapping[str, float], weights: Mapping[str, float]) -> float:
    """The score of one fold."""
    return sum(weight * evidence.get(name, 0.0) for name, weight in weights.items())


def scaled(hits: Sequence[tuple[int, float]], floor: float = 0.0) -> dict[int, float]:
    """Scores between 0 (the floor) and 1 (the best)."""
    if not hits:
        return {}
    span = hits[0][1] - floor
    return {key: max(0.0, (score - floor) / span) if span > 0 else 1.0 for key, score in hits}

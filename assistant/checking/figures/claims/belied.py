"""TEXT-CONTRADICTION: claims that another sentence of the report belies: 没有延期 beside 延期的31件 (``belied.toml``).

None of it is in the tables, so nothing decides which of the two is right, and every finding is a warning.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any, Final

from assistant.checking.case import Case
from assistant.checking.figures.claims.claims import Broken
from assistant.checking.figures.claims.lookup import Lookup
from assistant.checking.figures.ties.scope import is_of_some_units
from assistant.checking.prose import Passage
from assistant.core.patterns import needed
from assistant.core.template import quoted

_FILE: Final = Path(__file__).with_name("belied.toml")
_CLAIMING: Final = re.compile("[无没未零均全都悉已停注率]|一律|[件条事处][件条事处]|有问")
_OTHER_YEAR: Final = re.compile(r"(?:上年|去年|20\d\d年)[^。；]*$")
_SOON: Final = re.compile("将|拟|计划|争取|力争|预计|要求|应当|需要|确保|逐步|下一步")
_OF_SOME: Final = re.compile("^(?:连同|除|包括|凡|对于?)|补正|其余|整改后|此后|改后")
_NEVER: Final = (
    r"(?:没有|没|未|无|零|从未|未曾|均未|不曾|不存在)(?:再|有|出现|发生|发现|存在|被|收到|接到|查出|过|任何|[一处个条件人家篇次例起名项块张所])*"
    r"[^，。；\d因对]{{0,6}}(?:{what})(?:的)?[^，。；\d]{{0,6}}$"
)
_COUNTED: Final = (
    r"(?:\d+|[一二两三四五六七八九])\s*(?:处|个|条|件|人|家|篇|次|例|起|名|项|块|张|所|份|台|套)[^，。；\d没未无不零防避若如]{{0,12}}(?:{what})"
    r"|(?:{what})[^，。；\d没未无不零防避若如]{{0,8}}?(?:\d+|[一二两三四五六七八九])\s*(?:天|小时|处|个|条|件|人|家|篇|次|例|起|名|项|块|张|所|份)"
)
"""Denied altogether, and counted elsewhere."""
_HALF_A_YEAR: Final = re.compile("^(?:上半年|下半年|[一二三四前后]个?季度|年初)")
_AHEAD: Final = 60
_AROUND: Final = 90
"""Characters: a rate further off may be of another matter."""
_MOST: Final = 40
"""Sentences that are held against one claim: nobody contradicts himself over more of them."""
_MOST_PATTERNS: Final = 200
"""Looking through a text for each of thousands of claims would take for ever."""


@dataclass(frozen=True)
class _Pair:
    denied: re.Pattern[str]
    told: re.Pattern[str]
    where: str


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))


@cache
def pairs() -> tuple[_Pair, ...]:
    """The claims, with what belies them, in the order of their file."""
    told = [(e["denied"], e["told"], e.get("where", "")) for e in _data()["pair"]]
    told += [
        (_NEVER.format(what=e["what"]), _COUNTED.format(what=e["what"]), e.get("where", ""))
        for e in _data()["counted"]
    ]
    patterns = [(re.compile(denied), re.compile(told), where) for denied, told, where in told]
    return tuple(_Pair(d, t, where) for d, t, where in patterns)


@cache
def _lookup() -> Lookup:
    return Lookup(needed(pair.denied) for pair in pairs())


@cache
def _every() -> re.Pattern[str]:
    verbs = "|".join(_data()["every"]["verbs"])
    return re.compile(
        rf"(?:均|全部|都|悉数|一律)(?:已经?|得到|得以|予以|依法|按期|及时|书面|逐一|逐条|如期|年内|当年)*(?P<verb>{verbs})(?:到位|完毕|完成|完|了)?[^，。；\d]{{0,8}}$"
    )


@cache
def _some_not(verb: str) -> re.Pattern[str]:
    """Some that are not: 仍有2个没有整改, 没有回复的3条, 未采纳5条."""
    undone = _data()["undone"].get(verb, verb)
    return re.compile(
        rf"(?:仍|还|尚|另|只剩|仅剩|有)有?[^。；，\d]{{0,6}}\d+\s*(?:个|条|项|家|处|件|名|起|篇)[^。；]{{0,20}}?(?:没有?|未|尚未|正在|有待)(?:予以|及时)?(?:{undone})"
        rf"|(?:没有|未|不予)(?:予|能)?{verb}的?(?:有|共)?\s*\d+\s*(?:个|条|项|家|处|件|名|起|篇)"
    )


@cache
def _rate() -> re.Pattern[str]:
    verbs = "|".join(_data()["rate"]["verbs"])
    return re.compile(
        rf"(?P<verb>{verbs})率(?:均|都|全部|已|连续|达到?|为|是|保持|稳定|继续|仍|在|实现|了|：)*\s*(?:100\s*%|100％|百分之百|百分百)"
    )


@cache
def _some_left(verb: str) -> re.Pattern[str]:
    """Some of which it is not said, where the rate is to be all: 没有答复的留言3条, 另2件不予公开, 12人不满意."""
    done = _data()["rate"]["also"].get(verb, verb)
    many = r"(?<!\d)[1-9]\d*\s*(?:个|条|项|家|处|件|名|起|篇|份|人|所|户|次)"
    no = "(?:没有|没|未能?|尚未|还未|不予|不太?|拒绝)(?:按[期时]|及时|予以|能|得到|参加|表示)?"
    return re.compile(
        rf"{no}(?:{done})[^，。；\d]{{0,8}}{many}|{many}[^，。；\d没未无不]{{0,12}}{no}(?:{done})(?!公开的?申请)"
    )


@cache
def _missing() -> re.Pattern[str]:
    verbs = "|".join(_data()["missing"]["verbs"])
    return re.compile(
        rf"(?P<what>[一-龥]{{3,10}}?)(?:迟迟|至今|尚|还|仍|一直)*(?:没有|未)(?:能)?(?:{verbs})$"
    )


class Elsewhere:
    """What the sentences of a report say against claims, each kind of it looked for once however often it is claimed."""

    def __init__(self, case: Case) -> None:
        """Nothing is looked for yet."""
        self._case = case
        self._found: dict[re.Pattern[str], tuple[Passage, ...]] = {}

    def said(self, told: re.Pattern[str]) -> tuple[Passage, ...]:
        """The first passages that a pattern matches, none where too many patterns were asked for."""
        if told not in self._found:
            many = len(self._found) >= _MOST_PATTERNS
            self._found[told] = () if many else tuple(islice(self._matches(told), _MOST))
        return self._found[told]

    def _matches(self, told: re.Pattern[str]) -> Iterator[Passage]:
        for sentence in self._case.prose.sentences:
            for found in told.finditer(sentence.text):
                if not _OTHER_YEAR.search(sentence.text[: found.start()]):
                    yield sentence.of(found)


def broken(clause: Passage, sentence: Passage, elsewhere: Elsewhere) -> Iterator[Broken]:
    """The claims of a clause that another sentence belies."""
    text = clause.text.rstrip()
    if not _CLAIMING.search(text) or _OF_SOME.search(text) or _is_of_some(clause, sentence):
        return
    if _HALF_A_YEAR.search(text.lstrip()):
        return
    for pair in map(pairs().__getitem__, _lookup().possible(text)):
        if match := pair.denied.search(text):
            passages = elsewhere.said(pair.told)
            against = next((p for p in passages if _counts(pair, p, clause, sentence)), None)
            if against:
                yield _said(clause, match, against)
    yield from _not_every(clause, text, elsewhere)
    if "率" in text:
        yield from _not_whole(clause, text, elsewhere)
    yield from _not_missing(clause, text, elsewhere)


def _is_of_some(clause: Passage, sentence: Passage) -> bool:
    """Whether a claim is of some units: 全市9个县 are all of them."""
    ahead = sentence.text[max(0, clause.end - sentence.start - _AHEAD) : clause.end - sentence.start]
    return is_of_some_units(clause, sentence) and not re.search(
        r"(?:全[市县区镇]|所有|全部)的?\d|(?:没有|无)一[个家]", ahead
    )


def _counts(pair: _Pair, told: Passage, clause: Passage, sentence: Passage) -> bool:
    if told.section == clause.section and told.start < clause.end and clause.start < told.end:
        return False
    if pair.where == "after":
        return told.section == clause.section and told.start >= clause.end
    if pair.where == "sentence":
        return told.section == clause.section and clause.end <= told.start < sentence.end
    return True


def _not_every(clause: Passage, text: str, elsewhere: Elsewhere) -> Iterator[Broken]:
    """``均已整改`` beside 仍有2个没有整改."""
    match = _every().search(text)
    if match is None or _SOON.search(text):
        return
    for against in elsewhere.said(_some_not(match["verb"]))[:1]:
        yield _said(clause, match, against)


def _not_whole(clause: Passage, text: str, elsewhere: Elsewhere) -> Iterator[Broken]:
    """``答复率100%`` beside 没有答复的留言3条, in the same paragraph."""
    match = _rate().search(text)
    if match is None or _SOON.search(text):
        return
    for against in elsewhere.said(_some_left(match["verb"])):
        if against.section == clause.section and abs(against.start - clause.start) <= _AROUND:
            yield _said(clause, match, against)
            return


def _not_missing(clause: Passage, text: str, elsewhere: Elsewhere) -> Iterator[Broken]:
    """``业务指引没有印发`` beside 按业务指引引导."""
    match = _missing().search(text)
    if match is None:
        return
    what = match["what"][-6:]
    used = re.compile(rf"(?:按照?|依照?|根据|通过|使用|运用)(?:该|这个|本|《|“)?{re.escape(what)}")
    for against in elsewhere.said(used)[:1]:
        yield _said(clause, match, against)


def _said(clause: Passage, match: re.Match[str], against: Passage) -> Broken:
    says = f"一处写{quoted(clause.text.strip())}，另一处写{quoted(against.text)}，前后矛盾。"
    return Broken(clause.of(match), (), says)

"""CITATION: regulations of other fields beside an order that is not theirs: 《居住证暂行条例》（国务院令第636号）.

What is known of them is data (``orders.toml``) and not held by the library, so that nothing here is more than a question. A number
is asked about where it is none of the regulation's own and none of the orders that amend many regulations at once.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Final

from assistant.checking.case import Case
from assistant.checking.citing.documents import known, misspelt, numbered, plain_title, titles_by_number
from assistant.checking.prose import Passage
from assistant.checking.rulebook import table
from assistant.core.findings import Finding
from assistant.core.numbers import read_ordinal
from assistant.core.template import quoted

CODE: Final = "CITATION"
_DATA: Final = "citing/orders"
_UNSURE: Final = "（待核实）"
_STATE_COUNCIL: Final = "国务院"
_PRESIDENT: Final = "主席"

_NUMBER: Final = r"(?:令\s*第?\s*(?P<number>\d{1,4}|[一二三四五六七八九十百零〇]{1,9})\s*号|第\s*(?P<loose>\d{1,4})\s*号令)"
"""国务院令第734号, and 国务院第734号令."""
_ORDER: Final = re.compile(_NUMBER)
_BEHIND: Final = re.compile(
    r"《(?P<title>[^《》\n]{3,60})》\s*(?:[（(]|[，,]?即)(?P<inside>[^（）()《》\n。；]{0,40}?令[^（）()《》\n。；]{0,40})"
)
_UNQUOTED: Final = re.compile(
    r"(?<=条例|办法|规定|细则)[（(](?P<inside>[^（）()《》\n。；]{0,40}?令[^（）()《》\n。；]{0,40})"
)
_AHEAD: Final = re.compile(
    _NUMBER
    + r"(?:文件|文|令)?(?:印发|发布|公布|颁布|修订|施行)?的?(?:新修订的)?《(?P<title>[^《》\n]{3,60})》"
)
_NEAR_TITLE: Final = re.compile(r"《(?P<title>[^《》\n]{3,40}(?:条例|办法|规定|细则|条列|条理))》")
_LONG_ENOUGH: Final = 9
"""Shorter titles are too near to those of local regulations."""
_LOCAL: Final = frozenset("城镇村乡县市区省州")
"""Characters in which a local regulation may differ from the state's: 城市燃气管理条例."""
_AMENDED: Final = re.compile("修[订改正]|废止|取代|代替|旧|原|曾|当时|此前|决定")
_LAW: Final = re.compile(r"(?<![办方书])法$")
_TOO_NEW: Final = range(813, 861)
"""Orders that are newer than what is known here."""
_LAWS_CALLED_SO: Final = re.compile("学位条例|户口登记条例|治安管理处罚条例|国籍|特别行政区|军官|兵役|军衔")
"""条例 that the congress adopted, and matters of the army."""


@dataclass(frozen=True)
class Order:
    """An order as it stands in a text: who gave it (empty where that is not known), its number and its place."""

    organ: str
    number: int
    place: Passage

    @property
    def written(self) -> str:
        """The order as it is usually written."""
        return f"{self.organ}令第{self.number}号"


@cache
def regulations() -> dict[str, tuple[int, ...]]:
    """The orders that published a regulation, the one to propose first, by its title."""
    lines = (line.split("|") for line in table(_DATA)["regulations"])
    return {title: tuple(map(int, numbers)) for title, *numbers in lines}


@cache
def rules() -> dict[str, tuple[str, ...]]:
    """The orders that may stand beside a rule of a ministry, by its title."""
    lines = (line.split("|") for line in table(_DATA)["rules"])
    return {title: tuple(orders) for title, *orders in lines}


@cache
def _ministries() -> tuple[tuple[str, str], ...]:
    """Names of ministries, the longest first, each with the name that it is held by."""
    lines = (line.partition("|") for line in table(_DATA)["ministries"])
    return tuple(sorted(((said, name or said) for said, _, name in lines), key=lambda pair: -len(pair[0])))


@cache
def _amending() -> frozenset[int]:
    return frozenset(table(_DATA)["amending"])


@cache
def _titles() -> dict[int, str]:
    """The regulation of each order that published one alone."""
    found: dict[int, str] = {}
    for title, numbers in regulations().items():
        for number in numbers:
            if number not in _amending():
                found.setdefault(number, title)
    return found


@cache
def _without_one() -> dict[str, set[tuple[str, int]]]:
    """What is left of the longer titles without one of their characters: where two differ in one, these are the same."""
    found: dict[str, set[tuple[str, int]]] = {}
    for title in (*regulations(), *rules()):
        if len(title) >= _LONG_ENOUGH:
            for i in range(len(title)):
                found.setdefault(title[:i] + title[i + 1 :], set()).add((title, i))
    return found


_KINDS: Final = ("暂行条例", "实施条例", "条例", "暂行办法", "办法", "暂行规定", "规定")
_SHORT_STEM: Final = 5
_LONG_STEM: Final = 8
"""With shorter ones a rule of a ministry or a place may well be called so."""


@cache
def in_force() -> dict[str, tuple[date, ...]]:
    """The days from which what the library does not hold is in force, the last version's first, by title."""
    lines = (line.split("|") for line in table(_DATA)["in_force"])
    return {title: tuple(date(*map(int, day.split("-"))) for day in days) for title, *days in lines}


@cache
def _misnamed() -> dict[str, str]:
    """Names that none has: those of the data, and long titles with another kind behind them (保障农民工工资支付办法)."""
    found: dict[str, str] = {}
    for title in regulations():
        kind = next((kind for kind in _KINDS if title.endswith(kind)), "")
        stem = title.removesuffix(kind)
        if len(stem) >= _LONG_STEM and kind in {"暂行条例", "条例"}:
            found |= {stem + other: title for other in _KINDS if other != "实施条例"}
        elif len(stem) >= _SHORT_STEM and kind in {"暂行条例", "条例"}:
            found[stem + ("条例" if kind == "暂行条例" else "暂行条例")] = title
    named = {*regulations(), *rules()}
    found = {name: title for name, title in found.items() if name not in named}
    return found | dict(line.split("|") for line in table(_DATA)["misnamed"])


def check(case: Case, told: set[str]) -> Iterator[Finding]:
    """Orders beside titles, and titles that are a known one but for a character; places in `told` are judged already."""
    if not case.prose.has("》") and not case.prose.has("令"):
        return
    for title, order, whole in _beside(case):
        if order.place.span in told:
            continue
        if (finding := _judged(case, title, order, whole)) is not None:
            told.add(order.place.span)
            yield finding
    yield from _nearly_titles(case, told)


def _beside(case: Case) -> Iterator[tuple[str, Order, str]]:
    """Every title with the first order beside it, and all that stands between the brackets."""
    for pattern in (_BEHIND, _UNQUOTED):
        for passage, match in case.prose.matches(pattern):
            first = _ORDER.search(match.string, *match.span("inside"))
            if first is None:
                continue
            order = _order(passage, first, match.start("inside"))
            title = (
                match["title"]
                if pattern is _BEHIND
                else _ending(match.string[max(0, match.start() - 40) : match.start()])
            )
            if order is not None and title:
                yield title, order, match["inside"]
    for passage, match in case.prose.matches(_AHEAD):
        if (order := _order(passage, match, max(0, match.start() - 20))) is not None:
            yield match["title"], order, match[0]


def _ending(said: str) -> str:
    """The regulation or rule with whose title a text ends."""
    found = [t for t in (*regulations(), *rules()) if len(t) >= _LONG_ENOUGH and said.endswith(t)]
    return max(found, key=len, default="")


def _order(passage: Passage, match: re.Match[str], earliest: int) -> Order | None:
    number = read_ordinal(match["number"] or match["loose"])
    if number is None:
        return None
    before = match.string[earliest : match.start()].rstrip()
    said, organ = next(
        (
            pair
            for pair in ((_STATE_COUNCIL, _STATE_COUNCIL), (_PRESIDENT, _PRESIDENT), *_ministries())
            if before.endswith(pair[0])
        ),
        ("", ""),
    )
    start = earliest + len(before) - len(said)
    end = match.end("loose" if match["loose"] else "number")
    end += match.string[end:].index("号") + (2 if match["loose"] else 1)
    place = Passage(passage.section, start, end, match.string[start:end])
    return Order(organ, number, place)


def _judged(case: Case, title: str, order: Order, whole: str) -> Finding | None:
    name = plain_title(title)
    if name in regulations():
        return _of_regulation(case, name, order, whole)
    if name in rules():
        return _of_rule(case, name, order)
    if known(title) or misspelt(title) or name in numbered():
        return None
    if order.organ == _STATE_COUNCIL and _LAW.search(name):
        says = f"《{name}》是法律，由主席令公布，这里写的是{quoted(order.place.text)}，请核对。"
        return _asked(case, order, says, None, name)
    if order.organ == _PRESIDENT and name.endswith("条例") and not _LAWS_CALLED_SO.search(name):
        right = f"国务院令第{order.number}号"
        says = f"行政法规由国务院令公布，《{name}》旁边写的是{quoted(order.place.text)}，请核对。"
        return _asked(case, order, says, right, name)
    other = _titles().get(order.number) if order.organ == _STATE_COUNCIL else None
    if other is None or f"国务院令第{order.number}号" in titles_by_number() or _AMENDED.search(title + whole):
        return None
    says = f"{order.written}是《{other}》的文号，这里的题目是{quoted(name)}，请核对。"
    return _asked(case, order, says, None, other)


def _of_regulation(case: Case, name: str, order: Order, whole: str) -> Finding | None:
    """A regulation whose order is another's, or told as a ministry's."""
    if not order.organ:
        return None
    own = regulations()[name]
    said = {read_ordinal(number or loose) for number, loose in _ORDER.findall(whole)}
    right = f"国务院令第{order.number if order.number in own else own[0]}号"
    if order.organ != _STATE_COUNCIL:
        says = f"《{name}》是行政法规，由国务院令公布，应为{right}，这里写的是{quoted(order.place.text)}，请核对。"
        return _asked(case, order, says, right, name)
    if said & {*own} or order.number in _TOO_NEW or _may_amend(order.number, own):
        return None
    if _AMENDED.search(whole) and len(said) == 1 and order.number not in _titles():
        return None  # told as the order of an amendment
    says = f"《{name}》的文号是{right}，这里写的是{quoted(order.place.text)}，请核对。"
    if (other := _titles().get(order.number)) is not None:
        says += f"{order.written}是《{other}》的文号。"
    return _asked(case, order, says, right, name)


def _may_amend(number: int, own: tuple[int, ...]) -> bool:
    """Whether an order may be one of those that amended a regulation: it came later and is no slip of the right one."""
    return number in _amending() and number > min(own) and sorted(str(number)) != sorted(str(own[0]))


def _of_rule(case: Case, name: str, order: Order) -> Finding | None:
    """A rule of a ministry beside another order, or that of another organ."""
    if not order.organ or order.written in rules()[name]:
        return None
    right = rules()[name][0]
    says = f"《{name}》的文号是{right}，这里写的是{quoted(order.place.text)}，请核对。"
    return _asked(case, order, says, right, name)


def _asked(case: Case, order: Order, says: str, right: str | None, name: str) -> Finding:
    return case.prose.finding(
        CODE,
        "warning",
        order.place,
        says,
        correction=right,
        expected=right,
        basis=f"《{name}》{_UNSURE}",
        status="uncertain",
    )


def _nearly_titles(case: Case, told: set[str]) -> Iterator[Finding]:
    for passage, match in case.prose.matches(_NEAR_TITLE):
        name = plain_title(match["title"])
        if passage.span in told or name in regulations() or name in rules() or known(match["title"]):
            continue
        right = _misnamed().get(name) or _near(name)
        if right is None:
            continue
        state = "中华人民共和国" if "中华人民共和国" in match["title"] else ""
        correction = f"《{state}{right}》"
        says = f"文件名{quoted(passage.text)}像是写错了，应为{quoted(correction)}，请核对。"
        yield case.prose.finding(
            CODE,
            "warning",
            passage,
            says,
            correction=correction,
            expected=correction,
            basis=f"《{right}》{_UNSURE}",
            status="uncertain",
        )


def _near(name: str) -> str | None:
    """The one known title that a name is but for a character: another one, one left out or one too many, not at the front."""
    if len(name) < _LONG_ENOUGH - 1:
        return None
    titles = {*regulations(), *rules()}
    found: set[str] = {title for title, i in _without_one().get(name, ()) if i and title[i] not in _LOCAL}
    for i in range(1, len(name)):
        rest = name[:i] + name[i + 1 :]
        if rest in titles and len(rest) >= _LONG_ENOUGH and name[i] not in _LOCAL:
            found.add(rest)
        found |= {
            title
            for title, at in _without_one().get(rest, ())
            if at == i and not {title[i], name[i]} & _LOCAL
        }
    return found.pop() if len(found) == 1 else None

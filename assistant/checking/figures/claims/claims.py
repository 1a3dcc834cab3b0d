"""TEXT-CONTRADICTION: claims without a figure (无一件结转, 零复议, 均已缴费) beside cells: ``claims.toml``, ``claims_more.toml``."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Final

from assistant.checking.case import Case
from assistant.checking.figures.claims.lookup import Lookup
from assistant.checking.figures.ties.aliases import names_in
from assistant.checking.figures.ties.elsewhere import ELSEWHERE
from assistant.checking.figures.ties.rows import CASES, DONE, HANDLED, NEW, Cells, result_cells
from assistant.checking.figures.ties.scope import (
    for_other_causes,
    is_of_others,
    is_of_some_applicants,
    is_of_some_units,
)
from assistant.checking.prose import Passage
from assistant.core.numbers import format_number
from assistant.core.patterns import needed
from assistant.core.report import Severity
from assistant.core.template import quoted

_FILES: Final = ("claims.toml", "claims_more.toml")
_ANY_CASE: Final = "disputes.*."
_SUITS_NAMED: Final = re.compile(r"诉讼|起诉|法院|应诉|败诉|胜诉|庭|官司")
_SPECIAL_SUITS: Final = re.compile(r"(?P<after>复议后)|直接(?:起诉|提起|向)|未经复议")
_REVIEWS_NAMED: Final = re.compile(r"复议(?!后)")
_REQUESTS_NAMED: Final = re.compile(r"申请|新收|依申请|办结|答复")
_REQUESTS_PLAINLY: Final = re.compile("(?:收到|受理|办理)的申请|公开申请|新收")
_DOCUMENTS_NAMED: Final = re.compile(r"规范性文件|政策文件|印发\d+件|对历年文件")
_RULES_NAMED: Final = re.compile("规章(?!制度)")
_CASES_NAMED: Final = re.compile(r"信息公开|申请|复议|诉讼|法院|官司|胜诉|败诉")
_CLAIMING: Final = re.compile(
    "提出|来申请|空白|来自|[递寄发送]来|官司|诉讼|[无没未零均全都悉仅只不清归件]|一律|[转延]|[还仍尚也又]|^申请人|提交|递交|上年|去年|收到|收取|法院|为0|复议机关|申请了"
)
_COUNTED: Final = re.compile(r"(\d[\d,]*)\s*件")
_DECIDED: Final = re.compile(
    r"(?:审结|结案|办结|(?<!终)结|有了?结[果论]|判决?|作出决定)了?(?:的)?\s*\d|\d\s*件(?:已|均|都)*(?:审结|有了?结[果论])|结[果论](?:都|均|全)"
)
_BACK: Final = re.compile(r"这\s*[\d一二两三四五六七八九十]|该案|上述案件|这些")
_ANY_CASE_NAMED: Final = re.compile("诉讼|起诉|法院|应诉|复议")
_ON_APPLICANTS: Final = frozenset(
    {"requests.new.enterprise", "requests.new.natural_person", "requests.new.total"}
)
_THESE: Final = re.compile(r"(?:这|该|上述|以上)\s*[\d一二三四五六七八九十两]+\s*件")
_OF_COUNTED: Final = re.compile(r"\d\s*件[^，。；\d]{0,6}(?:没有|未)[^，。；\d]{0,8}(?:复议|诉讼|起诉)$")
_NOT_ONE: Final = re.compile(r"(?:没有|没|未见|无|不到)(?:任何)?一[家个](?![^，。；]{0,12}\d)")
_OF_OURS: Final = re.compile("[^，。；]{0,8}(?:复议机关|法院|复议决定)[^，。；]{0,8}[我本]")
_ASKED: Final = re.compile(r"\d\s*件(?:公开)?(?:申请)?$")
_TOLD_AT_MOST: Final = 3
_REACH: Final = 40
_FAR: Final = 400
"""Characters looked back for a count: a sentence may be a page long, and is looked at for each of its clauses."""


@dataclass(frozen=True)
class Claim:
    """What a clause may claim, and the cells that are then nothing, the rows that are then all that was answered, or the
    cells that are then not all nothing.
    """

    pattern: re.Pattern[str]
    zero: tuple[str, ...]
    some: tuple[str, ...]
    whole: str
    topic: str
    unless: re.Pattern[str] | None
    severity: Severity


@dataclass(frozen=True)
class Broken:
    """A claim that cells contradict: `said` of the clause, the cells, what to say of them, and how sure it is."""

    said: Passage
    cells: Cells
    says: str
    severity: Severity = "error"
    expected: Decimal | None = None


@cache
def claims() -> tuple[Claim, ...]:
    """The claims in the order of their file."""
    here = Path(__file__)
    entries = [
        e for f in _FILES for e in tomllib.loads(here.with_name(f).read_text(encoding="utf-8"))["claim"]
    ]
    return tuple(
        Claim(
            re.compile(e["pattern"]),
            tuple(e.get("zero", ())),
            tuple(e.get("some", ())),
            e.get("whole", ""),
            e.get("topic", ""),
            re.compile(e["unless"]) if "unless" in e else None,
            e.get("severity", "error"),
        )
        for e in entries
    )


@cache
def _lookup() -> Lookup:
    return Lookup(needed(claim.pattern) for claim in claims())


def broken(case: Case, clause: Passage, sentence: Passage) -> Iterator[Broken]:
    """The claims of a clause that the tables contradict."""
    if not _CLAIMING.search(clause.text):
        return
    every = claims()
    for place in _lookup().possible(clause.text):
        claim = every[place]
        match = claim.pattern.search(clause.text)
        if match is None or (claim.unless and claim.unless.search(clause.text)):
            continue
        if (not claim.some and is_of_units(clause, sentence)) or is_of_another(case, clause, sentence):
            continue
        if (
            claim.topic == "requests"
            and not claim.some
            and not _ON_APPLICANTS & set(claim.zero)
            and is_of_some_applicants(clause, sentence)
        ):
            continue
        if _THESE.search(clause.text):
            continue
        if _OF_COUNTED.search(clause.text[: match.end()]) and not is_of_all(case, clause.text):
            continue  # 不予公开的2件都没有引起复议
        if claim.topic == "cases" and (
            for_other_causes(clause, sentence) or is_of_some_asked(case, clause, sentence)
        ):
            continue
        all_of_them = bool(re.search("均|全|都|悉数|一律|件件|清一色|无一例外|[只仅]", match[0]))
        if not is_on(claim.topic, case, clause, sentence, all_of_them=all_of_them):
            continue
        if claim.topic == "cases" and _BACK.search(clause.text) and not _ANY_CASE_NAMED.search(sentence.text):
            continue  # which cases they are is said in a sentence before
        if wrong := _wrong(case, claim, clause, sentence):
            cells, shown = wrong
            says = f"正文写{quoted(clause.text.strip())}，而{shown}，两处矛盾。"
            yield Broken(clause.of(match), cells, says, claim.severity)


def is_of_another(case: Case, clause: Passage, sentence: Passage) -> bool:
    """Whether a claim is of another organ, year or of some months; 复议机关对我局的答复 is of ours."""
    return is_of_others(case, clause, sentence) and not _OF_OURS.match(clause.text)


def is_of_some_asked(case: Case, clause: Passage, sentence: Passage) -> bool:
    """Whether cases are those of some applicants counted right before: 科研机构申请9件，没有复议."""
    ahead = re.split("[，。；：]", sentence.text[: clause.start - sentence.start][-_REACH:].rstrip("，"))[-1]
    if not _ASKED.search(ahead) or not any(n.kind == "applicant" for n in names_in(ahead)):
        return False
    return not is_of_all(case, ahead)


def is_of_units(clause: Passage, sentence: Passage) -> bool:
    """Whether a claim is of some units only; not one, 没有一家, is of none."""
    return is_of_some_units(clause, sentence) and not _NOT_ONE.search(clause.text)


def is_on(topic: str, case: Case, clause: Passage, sentence: Passage, *, all_of_them: bool) -> bool:
    """Whether a claim is on its matter; one about all of them (均, 都) not on the few counted right before."""
    ahead = sentence.text[: clause.end - sentence.start]
    last = re.split("[；。]", ahead)[-1]
    if topic == "requests":
        elsewhere = ELSEWHERE.search(clause.text if _REQUESTS_PLAINLY.search(last) else last)
        if elsewhere or re.search("复议|诉讼", last):
            return False
        if all_of_them and not is_of_all(case, ahead):
            return False
        return bool(_REQUESTS_NAMED.search(_paragraph(case, clause)))
    if topic == "cases":
        return bool(_CASES_NAMED.search(_paragraph(case, clause)))
    if topic == "rules":
        return bool(_RULES_NAMED.search(sentence.text)) and not _DOCUMENTS_NAMED.search(sentence.text)
    if topic == "documents":
        return bool(_DOCUMENTS_NAMED.search(sentence.text))
    return True


def is_of_all(case: Case, ahead: str) -> bool:
    """Whether the last number before is of all requests, or with the one before it (连同上年结转1件).

    “重复申请3件，均由自然人提出” is said of some only.
    """
    numbers = [Decimal(n.replace(",", "")) for n in _COUNTED.findall(ahead[-_FAR:])]
    return not numbers or bool({numbers[-1], sum(numbers[-2:])} & _wholes(case))


def counts_whole(case: Case, ahead: str) -> bool:
    """Whether words count all requests: 9件申请中，除1件部分公开外."""
    return bool({Decimal(n.replace(",", "")) for n in _COUNTED.findall(ahead)} & _wholes(case))


def counts_all(case: Case, clause: Passage) -> bool:
    """Whether a clause itself counts all requests, whoever was spoken of before: 由1家企业提出，3件申请全部办结."""
    numbers = [Decimal(n.replace(",", "")) for n in _COUNTED.findall(clause.text)]
    return bool(numbers) and numbers[-1] in _wholes(case)


def counted_right_before(case: Case, clause: Passage, sentence: Passage) -> bool:
    """Whether a clause counts all requests received, or the clause right before it does: 收到5件，均已按期办结."""
    end = clause.end - sentence.start
    ahead = re.split("[；。]", sentence.text[max(0, end - _FAR) : end])[-1]
    numbers = [Decimal(n.replace(",", "")) for n in _COUNTED.findall(ahead)]
    received = {case.sum(cells) for cells in (NEW, HANDLED)}
    return bool(numbers) and numbers[-1] in received and not re.search("到期|应(?:答复|办)", ahead)


def _wholes(case: Case) -> set[Decimal | None]:
    """How many requests are all of them: new, with those carried over, answered."""
    return {case.sum(cells) for cells in (NEW, HANDLED, DONE)}


def _paragraph(case: Case, clause: Passage) -> str:
    """The paragraph of a clause up to a little behind it."""
    text = case.prose.sections[clause.section]
    return text[text.rfind("\n", 0, clause.start) + 1 : clause.end + _REACH]


def cells_for(case: Case, zero: Cells, clause: Passage, sentence: Passage) -> Cells:
    """The cells that must be nothing, those of cases being of the kinds that the clause names, or the sentence before it."""
    found: list[str] = []
    for address in zero:
        if not address.startswith(_ANY_CASE):
            found.append(address)
            continue
        column = address.removeprefix(_ANY_CASE)
        if column == "pending" and _DECIDED.search(sentence.text[: clause.end - sentence.start]):
            continue  # 已审结2件，均获维持
        found += [f"disputes.{row}.{column}" for row in kinds_of_case(case, clause, sentence)]
    return tuple(found)


def named_last(case: Case, sentence: Passage) -> str:
    """The kind of case that the paragraph named last before a sentence."""
    text = case.prose.sections[sentence.section]
    ahead = text[text.rfind("\n", 0, sentence.start) + 1 : sentence.start]
    named = re.findall("(?<!经)复议(?!后)|诉讼|起诉|法院", ahead)
    return named[-1] if named else ""


def kinds_of_case(case: Case, clause: Passage, sentence: Passage) -> list[str]:
    """The rows of table four that a clause names, else those named last before it."""
    ahead = re.split("[：；]", sentence.text[: clause.end - sentence.start])[-1]
    for said in (clause.text, ahead, named_last(case, sentence)):
        if special := list(_SPECIAL_SUITS.finditer(said)):
            return list(CASES["after" if special[-1]["after"] else "direct"])
        rows = list(CASES["review"]) if _REVIEWS_NAMED.search(said) else []
        rows += CASES["suits"] if _SUITS_NAMED.search(said) else []
        if rows:
            return rows
    return list(CASES["cases"])


def _wrong(case: Case, claim: Claim, clause: Passage, sentence: Passage) -> tuple[Cells, str] | None:
    """The cells that belie a claim, and how to tell it."""
    if claim.whole:
        return _not_all(case, claim.whole)
    if claim.some:
        return _nothing(case, cells_for(case, claim.some, clause, sentence))
    return not_nothing(case, cells_for(case, claim.zero, clause, sentence))


def shown(case: Case, cells: Cells) -> str:
    """The first cells that are not nothing, with their values."""
    return "、".join(f"{case.name(a)}是 {case.number(a)}" for a in cells if case.sum((a,)))


def _nothing(case: Case, cells: Cells) -> tuple[Cells, str] | None:
    """Cells that are all 0."""
    if not cells or case.sum(cells) != 0:
        return None
    return cells, "、".join(case.name(a) for a in cells) + "都是 0"


def not_nothing(case: Case, cells: Cells) -> tuple[Cells, str] | None:
    """Cells with something in them, and how to tell it."""
    full = tuple(a for a in cells if (cell := case.cell(a)) is not None and cell.value)
    if not full:
        return None
    shown = "、".join(f"{case.name(a)}是 {case.number(a)}" for a in full[:_TOLD_AT_MOST])
    return full, shown


def _not_all(case: Case, row: str) -> tuple[Cells, str] | None:
    """A result that is not all that was answered."""
    cells = result_cells(row, case.report.form)
    part, done = case.sum(cells), case.sum(DONE)
    if part is None or done is None or part >= done:
        return None
    shown = f"表三办结 {format_number(done)} 件，这一类只有 {format_number(part)} 件"
    return (*cells, *DONE), shown

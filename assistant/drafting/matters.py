"""What words say about cells: which row and column they name, which way a change goes, whether a zero is told.

A number with the right cell is still wrong behind the wrong name. Only words that can mean one row of the form
are looked at; where a clause has none the number stands on its cell alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from assistant.core.numbers import Mention, find_numbers
from assistant.core.relations import PREVIOUS, Lookup
from assistant.drafting.phrases import REASONS
from assistant.drafting.rewriting import ADDED

_ROWS: Final = {
    "不予公开": r"requests\.refused\.",
    "无法提供": r"requests\.unavailable\.",
    "不予处理": r"requests\.not_processed\.",
    "其他处理": r"requests\.other\.",
    "部分公开": r"requests\.granted_in_part\.",
    "予以公开": r"requests\.granted\.",
    "新收": r"requests\.new\.",
    "上年结转": r"requests\.carried_over\.|requests\.carried_forward\.",
    "结转下年": r"requests\.carried_forward\.",
    "办结": r"requests\.(?:concluded_total|granted|refused|unavailable|not_processed|other)",
    "行政许可": r"proactive\.licensing\.",
    "行政处罚": r"proactive\.penalties\.",
    "行政强制": r"proactive\.compulsion\.",
    "其他对外管理服务事项": r"proactive\.other_services\.",
    "行政事业性收费": r"proactive\.fees\.",
    "集中采购": r"proactive\.procurement\.",
    "规范性文件": r"proactive\.normative_documents\.",
    "规章": r"proactive\.rules\.",
    "未经复议直接起诉": r"disputes\.direct_litigation\.",
    "复议后起诉": r"disputes\.litigation_after_reconsideration\.",
    "行政复议": r"disputes\.reconsideration\.",
    "行政诉讼": r"disputes\.(?:direct_litigation|litigation_after_reconsideration)\.",
    "复议": r"disputes\.reconsideration\.",
    "诉讼": r"disputes\.(?:direct_litigation|litigation_after_reconsideration)\.",
    **{words: rf"requests\.{re.escape(row)}\." for row, words in REASONS.items()},
}
_COLUMNS: Final = {
    "自然人": r"requests\..*\.natural_person$",
    "商业企业": r"requests\..*\.enterprise$",
    "科研机构": r"requests\..*\.research_institution$",
    "社会公益组织": r"requests\..*\.public_interest_organization$",
    "法律服务机构": r"requests\..*\.legal_service_organization$",
    "法人或者其他组织": r"requests\..*\.(?:enterprise|.*institution|.*organization)$",
    "法人或其他组织": r"requests\..*\.(?:enterprise|.*institution|.*organization)$",
    "维持": r"disputes\..*\.upheld$",
    "纠正": r"disputes\..*\.corrected$",
    "其他结果": r"disputes\..*\.other$",
    "尚未审结": r"disputes\..*\.pending$",
    "新制作": r"proactive\..*\.made$",
    "新公开": r"proactive\..*\.published$",
    "制发": r"proactive\..*\.issued$",
    "废止": r"proactive\..*\.repealed$",
    "现行有效": r"proactive\..*\.in_force$",
}
_MATTERS: Final = {**_ROWS, **_COLUMNS}
_NAMED: Final = re.compile("|".join(sorted(map(re.escape, _MATTERS), key=len, reverse=True)))
_CASES: Final = r"disputes\."
_EDGE: Final = re.compile(r"[，。；：、（）〔〕【】“”]|[\d.,%]+(?:万元|元|件|项)?")
_CLAUSE_EDGE: Final = re.compile(r"[，。；：【】]")
_UP: Final = re.compile(r"(?:增加|增长|上升|提高|增多|多了?|升高)(?!到|至)|净增|↑")
_DOWN: Final = re.compile(r"(?:减少|下降|降低|下滑|回落|少了?)(?!到|至|于)|净减|↓")
_RESPECTIVELY: Final = re.compile(r"分别为?(?:[\d,.]+(?:万元|件|项)、)*\Z")
_REACHED: Final = re.compile(r"(?:增|减|升|降)(?:加|少|长)?(?:到|至)|至少|多数|不少于")


@dataclass(frozen=True)
class Named:
    """A word of a text that names a row or a column, and the cells it may be said of."""

    word: str
    start: int

    def fits(self, cells: Sequence[str]) -> bool:
        """Whether any of the cells is one the word may be said of."""
        pattern = re.compile(_MATTERS[self.word])
        return any(pattern.match(cell.removeprefix(PREVIOUS)) for cell in cells)

    @property
    def is_column(self) -> bool:
        """Whether the word names a column (kind of applicant, outcome) rather than a row."""
        return self.word in _COLUMNS


def named_in(text: str) -> list[Named]:
    """The rows and columns a text names, in order."""
    return [Named(m[0], m.start()) for m in _NAMED.finditer(text)]


def wrong_name(text: str, start: int, cells: Sequence[str]) -> str:
    """The word right before a number that names another row or column than its cells; empty when none does."""
    edges = [m.end() for m in _EDGE.finditer(text, 0, start)]
    segment_start = edges[-1] if edges else 0
    segment = text[segment_start:start]
    if _RESPECTIVELY.search(text[:start]):
        return _wrong_in_row(text, start, cells)
    names = named_in(segment)
    for kind in (False, True):
        last = next((n for n in reversed(names) if n.is_column is kind), None)
        if last and not last.fits(cells):
            return last.word
    outcome = next((n for n in reversed(names) if n.is_column), None)
    if outcome and not any(not n.is_column for n in names) and re.match(_CASES, _MATTERS[outcome.word]):
        before = [n for n in named_in(text[:segment_start]) if _MATTERS[n.word].startswith(_CASES)]
        case = next((n for n in reversed(before) if not n.is_column), None)
        if case and not case.fits(cells):
            return case.word
    return ""


def _wrong_in_row(text: str, start: int, cells: Sequence[str]) -> str:
    """``作出甲、乙处理决定分别为1件、2件``: the names and the numbers go by their place."""
    head, _, numbers = text[:start].rpartition("分别")
    clause = _CLAUSE_EDGE.split(head)[-1]
    names = [n for n in named_in(clause) if not n.is_column]
    place = numbers.count("、")
    if place >= len(names):
        return names[-1].word if names else ""
    return "" if names[place].fits(cells) else names[place].word


def wrong_direction(text: str, start: int, cells: Sequence[str], find: Lookup) -> bool:
    """Whether the clause says more where there is less, less where there is more, or a change where there is none."""
    clause = _REACHED.sub("", _CLAUSE_EDGE.split(text[:start])[-1])
    up, down = list(_UP.finditer(clause)), list(_DOWN.finditer(clause))
    if not up and not down:
        return False
    says_up = bool(up) and (not down or up[-1].start() > down[-1].start())
    change = _change(cells, find)
    if change is None:
        return True
    return change <= 0 if says_up else change >= 0


def _change(cells: Sequence[str], find: Lookup) -> Decimal | None:
    """The cells of this year less last year's; `None` when the cells are no comparison."""
    if len(cells) == 1 and cells[0].endswith(".change"):
        cell = find(cells[0])
        return cell.value if cell else None
    if len({cell.startswith(PREVIOUS) for cell in cells}) < 2:
        return None
    change = Decimal(0)
    for address in cells:
        cell = find(address)
        if cell is None or cell.value is None:
            return None
        change += -cell.value if address.startswith(PREVIOUS) else cell.value
    return change


# --- claims without a figure ----------------------------------------------------------------------

_LINKING: Final = (
    "没有", "未", "也", "年内", "全年", "本年度", "今年", "新收到", "收到", "新收", "政府信息公开", "申请人", "申请", "的", "和", "或者", "、",
    "，", "因", "引起", "被", "提起", "发生", "涉及", "继续办理", "需要", "作出", "处理", "决定", "案件", "结转", "度", "行政", "件", "均", "都", "全部", "已经", "已", "为", "结果", "（", "）", "属于", "与上年持平", "和上年持平", "与上年相同", "数量", "法人或者其他组织",
    "收取信息处理费", "“", "”", "直接",
)  # fmt: skip
_WORDED: Final = re.compile(
    "(?:" + "|".join(sorted(map(re.escape, (*_LINKING, *_MATTERS)), key=len, reverse=True)) + ")+"
)
_NEGATIVE: Final = re.compile(r"没有|未(?!经|审)")
_OTHERWISE: Final = re.compile(r"(?:均)?为(未经复议直接起诉|复议后起诉)")
_OPPOSITE: Final = {
    "未经复议直接起诉": "disputes.litigation_after_reconsideration.total",
    "复议后起诉": "disputes.direct_litigation.total",
}
_LEVEL: Final = re.compile(r"[与和]上年(?:持平|相同)")
_PLAIN_MATTERS: Final = {
    "新收": ("收到政府信息公开申请", "新收到", "收到申请"),
}


def says_zero(text: str, cells: Sequence[str]) -> bool:
    """Whether the words say of these very cells that there was nothing."""
    other = _OTHERWISE.fullmatch(text)
    if other:
        return tuple(cells) == (_OPPOSITE[other[1]],)
    if _WORDED.fullmatch(text) is None or _NEGATIVE.search(_NAMED.sub("", text)) is None:
        return False
    names = list(_named(text))
    if text == "本年度没有收取信息处理费":
        return "requests.other.fee_unpaid.total" in cells
    return bool(names) and all(name.fits(cells) for name in names)


def says_equal(text: str, cells: Sequence[str]) -> bool:
    """Whether the words say of these two cells or more that one is the whole of the other, or as last year."""
    if len(set(cells)) < 2 or _WORDED.fullmatch(text) is None or _NEGATIVE.search(_NAMED.sub("", text)):
        return False
    if _LEVEL.fullmatch(text):
        return {c.removeprefix(PREVIOUS) for c in cells} == {cells[0].removeprefix(PREVIOUS)}
    names = list(_named(text))
    return bool(names) and all(name.fits(cells) for name in names)


def _named(text: str) -> Iterator[Named]:
    yield from named_in(text)
    for word, ways in _PLAIN_MATTERS.items():
        yield from (Named(word, text.index(way)) for way in ways if way in text)


# --- words given as the user's ----------------------------------------------------------------------

_NOT_DONE: Final = re.compile(
    r"如果|假如|若(?!干)|计划|(?<![模虚草])拟(?!公开|发布|制|定|稿)|打算|准备|明年|来年|下一步|下步|今后|下年(?!度继续)|去年|上年(?!结转)|将(?:于|在|会|要)|争取"
)
_CLAUSES: Final = re.compile(r"[，、；。：,;\s]+")
_NOT: Final = re.compile(r"没有|没|未|不(?!断|仅|但|少)|无(?!障碍|人机|纸)")


def keeps_sense(text: str, said: str) -> bool:
    """Whether words given as the user's leave intentions, years, negations and figures where the user put them.

    如果, 计划, 明年, 去年 stand on both sides or on neither; a negation stays in its clause; figures keep their
    order, their counter and what they count.
    """
    if set(_NOT_DONE.findall(text)) != set(_NOT_DONE.findall(said)):
        return False
    theirs = [c for c in _CLAUSES.split(said) if c]
    for clause in _CLAUSES.split(text):
        if not clause or not theirs:
            continue
        nearest = max(theirs, key=lambda c: len(_content(c) & _content(clause)))
        if bool(_NOT.search(clause)) != bool(_NOT.search(nearest)) and _content(clause):
            return False
    return _figures_in_order(find_numbers(text), text, said)


def _content(clause: str) -> set[str]:
    for word in sorted(ADDED, key=len, reverse=True):
        clause = clause.replace(word, "")
    return {c for c in clause if "\u4e00" <= c <= "\u9fff"} - set("了的个件次人条篇期在和")


def _figures_in_order(mentions: Sequence[Mention], text: str, said: str) -> bool:
    """Each figure is found behind the one before it, in a clause that has a word in common with its own."""
    told = iter(find_numbers(said))
    return all(any(_one_figure(mention, text, other, said) for other in told) for mention in mentions)


def _one_figure(mention: Mention, text: str, other: Mention, said: str) -> bool:
    if mention.value != other.value or mention.approximate != other.approximate:
        return False
    if "人次" in {mention.unit, other.unit} and mention.unit != other.unit:
        return False
    ours, theirs = _content(_clause_of(text, mention)), _content(_clause_of(said, other))
    return not ours or not theirs or bool(ours & theirs)


def _clause_of(text: str, mention: Mention) -> str:
    """The clause a figure stands in, without the figure."""
    before = _CLAUSES.split(text[: mention.start])[-1]
    return before + _CLAUSES.split(text[mention.end :])[0]

"""Reads the running text for what it says about the tables: which number is meant for which cells.

Only numbers that the words around them tie to cells are returned; any other says something the tables do not hold, and
is nobody's business here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final, Literal

from assistant.checking.figures.ties.aliases import hide_marks, names_in
from assistant.checking.figures.ties.carried import left_by_last_year
from assistant.checking.figures.ties.mentions import mentions
from assistant.checking.figures.ties.places import BECAME, Place
from assistant.checking.figures.ties.rows import CASES, Cells
from assistant.checking.figures.ties.tie import Context, Role, Tie
from assistant.checking.figures.ties.ties import WHOSE_APPLICANTS, Tier
from assistant.checking.figures.ties.whose import ALL, Whose, carried_on, spoken_of, with_own
from assistant.checking.prose import Passage, Prose
from assistant.core.numbers import Mention, NumberKind
from assistant.core.report import Report
from assistant.core.template import TEMPLATES, address

Year = Literal["this", "last", "other"]

_UNITS: Final = frozenset(
    {
        "件",
        "个",
        "份",
        "起",
        "宗",
        "件次",
        "条",
        "项",
        "人次",
        "例",
        "批",
        "次",
        "部",
        "",
        "万元",
        "元",
        "亿元",
    }
)
MOST_NUMBERS: Final = 200
"""A sentence with more is a table typed as text: no words stand between its numbers, and comparing them takes for ever."""
_AMONG: Final = re.compile(r"(?:新收|(?P<done>办结|答复))到?的?(?:政府信息公开)?申请中")
_NEWLY: Final = re.compile(
    r"新收(?:到)?(?:的)?[^，。；：、\d]{2,12}(?:提出|提交)?的?申请$|新(?:提出|提交|递交)的?(?:公开)?(?:申请)?$"
)
"""新收商业企业申请22件."""
_LISTED: Final = re.compile("其中|[（(：:]|按|从|申请人(?:身份)?(?:为|是|有)")
_HANDED_IN: Final = re.compile(
    r"(?:机构|企业|公司|自然人|公民|个人|居民|村民|组织|律所|律师|事务所)(?:提出|提交|递交)的?(?:公开)?(?:申请)?$"
)
"""法律服务机构提出117件: of those received, not of those answered."""
_HANDED_IN_BY: Final = re.compile(
    "(?:申请)?(?:均|都|全部)?(?:为|是|由|来自)(?:自然人|公民|个人)(?:提出|提交|申请|$)"
)
_NEXT_SENTENCE: Final = 3
_ASPECT: Final = re.compile(
    r"^\s*(?:[（(]?[一二三四五六七八九十\d]{1,2}[)）、.．是])?\s*(?P<name>[^，。；：\n]{2,14})"
)
_REQUEST_ASPECT: Final = re.compile(r"依申请公开|申请公开|公开申请")
_OTHER_ASPECT: Final = re.compile(r"主动公开|信息管理|平台|监督|保障|解读|回应|队伍|新媒体")
_CHANGE: Final = re.compile(
    r"(?:增加|增长|上升|增多|减少|下降|降低|回落|下滑|多了?|少了?|增幅|降幅|净增|净减)(?:了|为|达|约)?$"
)
_ITEMS: Final = re.compile("[一二两三四五六七八九十](?:项|类|种|个方面)")
_PER_HUNDRED: Final = re.compile(r"每(?:一?百|1?\d0{1,2}\s*)件")
"""平均每100件办结的申请中，予以公开的约34件."""
_ONE_COPY: Final = re.compile("(?:出具?|开具|复印|打印|提供)$")
"""要求再出具一份: no count of anything."""
_NOT_EVEN_ONE: Final = re.compile("(?:也|都)?(?:没|未|不|无)")
"""答复一件也没有延期: none at all of what follows, and no count of answers."""
_FROM_LAST_YEAR: Final = re.compile(r"[由从]\s*$|[由从比较](?:上一?年度?|去年)[末底]?(?:同期)?的?\s*$")
_RISEN_TO: Final = re.compile(rf"{BECAME}\s*$")
"""由2022年的15件升至24件: the second is this year's."""
_RANGE: Final = re.compile(r"\s*(?:[至到]|[—–~～-]+)\s*\d")
"""1件至4件 is no count."""
_COUNTED_OTHERWISE: Final = re.compile(r"[\u4e00-\u9fff]")
_MORE_OF: Final = re.compile(
    r"[多少](?:收到?|办结?|答复|受理|处理|公开|作出|办理|制发|废止|结转)[一-龥]{0,6}$"
)
"""比上年多办结4件: a change."""
_AVERAGED: Final = re.compile("每$|最[^，。；]{1,4}的$|此类$|[月日周季天年人件]均|平均|均摊")
_OF_OTHER_THINGS: Final = frozenset({"条", "人次", "批", "批次", "项"})
"""Counters of what no table holds, unless applications are counted by them in error."""
_ORGANS_NEXT: Final = re.compile("[^，。；]{0,4}(?:部门|单位|县|区|乡镇|街道|科室|领域|方面|村|社区)")
_WITH_ANOTHER: Final = re.compile(r"[与和同](?:上一?年|去年|20\d\d年)[^，。；\d]{0,8}$")
_COMPARED_WITH: Final = re.compile("相比|比较|对比")
"""与2024年收到的11件相比: of another year."""
_NOT_ONE: Final = re.compile(r"(?:没有|无|其余|余下|剩余)$")
_OTHER_YEARS: Final = re.compile(
    r"(?<!今年)(?<!本年)(?<!年初)(?<!一年)(?<!年度)以来|历年[^，。；]*$|近[两三四五几\d]年|五年|十四五|十三五"
)
_YEAR_WORD: Final = re.compile(
    r"(?P<year>(?:19|20)\d{2})\s*年|(?P<last>(?:上|去|上一)年度?)|(?P<this>本年度?|今年|全年|当年|年内)"
)
_CARRIED: Final = re.compile(
    r"(?:度|的|收到|底|末|尚|还|仍|没有|年)*(?:结转|转结|结余|转接|转入|转来|移交|接转|带来|顺延|遗留|留下|留存|剩余|剩下|跨年|没办完|没有办|未办|未能办|办完|未答复|未了结|[转带滚移拖挪剩接压存留欠](?:下|过|进)来?|没来得及|没顾上|[带滚移拖挪]到|接力|积压|带下|没能?办|没答|未了|余下|旧件)|继续"
)
_TAKEN_ON: Final = re.compile(r"(?:承接|接续|接办|连同|加上?|含|包括)$")
"""承接上年120件: they are of this year's work."""
_CARRIED_TO: Final = re.compile(
    r"(?:(?:结转|转结)(?:至|到|入)?|(?:顺延|延|留|转|跨|移|拖|带|挪|滚|推|放|结)(?:至|到|入|待))$"
)
_COMPARED: Final = re.compile(r"[比较与同至到]$")
_ITS_NUMBER: Final = re.compile(r"度?的?\s*\d[\d,]*\s*[件份个起](?=.)")
"""接续办理上年的13件，应办415件: the year goes with its own number."""
_SINCE: Final = re.compile(r"[^，。；\d]{0,20}(?:之?后|以来|以后|基础上|起)，")
"""去年加印查询途径之后，仍有25件: what follows is of this year."""
_UP_TO: Final = re.compile("截[至止]到?$")
"""截至2024年12月31日已答复32件: what was done by then was done this year."""
_COMPARED_BEHIND: Final = re.compile(r"度?的?(?:同期|相比)|[—–\-~至到]|\d{1,2}月")


BASIS: Final = "正文的数应与同一份报告的表格一致（国办公开办函〔2021〕30号 附件表格）"


@dataclass(frozen=True)
class Statement:
    """A number of the text and the cells it is said of.

    `choices`: sets of cells, any of whose sums may be meant, the likeliest first. `role`: ``whole`` when it must be
    one of the sums, ``part`` when it may be at most the largest. `doubt` says in words why the tie is not sure; empty
    when it is. `last_year`: the text speaks of last year's report. `subject` names what is counted, `kind` is the kind
    of name that tied it.
    """

    passage: Passage
    mention: Mention
    sentence: Passage
    choices: tuple[Cells, ...]
    subject: str
    kind: str
    role: Role = "whole"
    doubt: str = ""
    last_year: bool = False


_BY_REVIEWERS: Final = re.compile(
    r"\A(?![^\n]{0,200}(?:诉讼|起诉|法院))[^\n]{0,80}复议(?:机关|机构|决定|委)[^。；\d]{0,16}\d"
)
"""复议机关没有支持我局、予以纠正的1件: cases though none are named."""
_BY_COURTS: Final = re.compile(
    r"\A(?![^\n]{0,200}复议)[^\n]{0,60}法院[^。；\d]{0,8}(?:判|审|支持|驳回)[^。；\d]{0,16}\d"
)
"""法院年内尚未判的信息公开案件1件."""
_AT_THE_START: Final = re.compile("年初|上年[末底]|去年[末底]")


def _cases_held(report: Report) -> dict[str, Decimal]:
    """How many of each kind of case the tables hold; kinds with a cell that holds no number are left out."""
    held = {}
    for key, rows in CASES.items():
        values = [report.value(address("disputes", row, "total")) for row in rows]
        known = [value for value in values if value is not None]
        if len(known) == len(values):
            held[key] = sum(known, Decimal(0))
    return held


class Reader:
    """Reads the prose of one report."""

    def __init__(self, prose: Prose, report: Report) -> None:
        self._prose = prose
        self._year = report.year
        self._whose = ALL
        self._tier = Tier(TEMPLATES[report.template], report.unit or "", _cases_held(report))

    def statements(self) -> Iterator[Statement]:
        """Every number that the words tie to cells, in the order of the text."""
        for section, text in self._prose.sections.items():
            context = Context(section)
            paragraph = -1
            for sentence in self._prose.sentences_of(section):
                line = text.rfind("\n", 0, sentence.start) + 1
                if line != paragraph:
                    paragraph = line
                    self._whose = ALL
                    context = _begun(sentence, context)
                yield from self._sentence(sentence, context)

    def _sentence(self, sentence: Passage, context: Context) -> Iterator[Statement]:
        text = hide_marks(sentence.text)
        context.kinds = []
        context.cases = set()
        context.outcome = ""
        context.tie_end = -1
        if not context.case and _BY_REVIEWERS.search(text):
            context.case = "review"
        elif not context.case and "法院" in text and _BY_COURTS.search(text):
            context.case = "suits"
        context.topic = context.topic or "申请" in text or "新收" in text
        # The 一年 of 结转下一年度的申请21件 and the 一类 of 无法提供一类的答复 count nothing, and must not part the name
        # from its number.
        numbers = [
            m
            for m in mentions(sentence.text)
            if m.kind is NumberKind.COUNT
            and m.unit != "年"
            and m.text not in {"一类", "一种"}
            and not (m.unit == "条" and sentence.text.startswith(("途径", "渠道"), m.end))
        ]
        if len(numbers) > MOST_NUMBERS:
            return
        before = 0
        whose = carried_on(
            self._whose, self._prose.sections[sentence.section][: sentence.start].rstrip()[-1:]
        )
        for i, mention in enumerate(numbers):
            follows = numbers[i + 1].start if i + 1 < len(numbers) else len(text)
            _note(context, text[before : mention.start])
            whose = spoken_of(text[before : mention.start], text[mention.end : follows], whose)
            yield from self._said(Place(text, before, mention, follows), sentence, context, whose)
            before = mention.end
        _note(context, text[before:])
        self._whose = whose

    def _said(self, place: Place, sentence: Passage, context: Context, whose: Whose) -> Iterator[Statement]:
        mention = place.mention
        if _RANGE.match(place.text, mention.end) or _PER_HUNDRED.search(place.sentence_before):
            return
        if not mention.unit and _COUNTED_OTHERWISE.match(place.text, mention.end):
            return
        if mention.text[0] == "一" and (
            _ONE_COPY.search(place.lead) or _NOT_EVEN_ONE.match(place.text, mention.end)
        ):
            return
        if (
            _AVERAGED.search(place.lead)
            or mention.unit == "次"
            or (_NOT_ONE.search(place.lead) and not _has_a_reason(place))
            or _MORE_OF.search(place.lead)
            or (mention.unit in _OF_OTHER_THINGS and "申请" not in place.clause)
            or (mention.unit == "个" and _ORGANS_NEXT.match(place.text, mention.end))
        ):
            return
        if mention.unit not in _UNITS or _ITEMS.fullmatch(mention.text) or _CHANGE.search(place.lead):
            return
        compared = _WITH_ANOTHER.search(place.lead) and _COMPARED_WITH.match(place.text, mention.end)
        if compared:
            years: Year = (
                "last" if whose_year(re.sub("[与和同]", "，", place.lead), self._year) == "last" else "other"
            )
        elif _FROM_LAST_YEAR.search(place.lead):
            years = "last"
        elif _RISEN_TO.search(place.lead):
            years = "this"
        else:
            years = whose_year(place.sentence_before, self._year)
        if years == "other" or _OTHER_YEARS.search(place.ahead + place.clause):
            return
        passage = sentence.cut(mention.start, mention.end)
        for plain in self._tier.ties(place, context):
            tie = with_own(left_by_last_year(plain, place, self._year), whose)
            if mention.unit == "部" and tie.kind != "document":
                continue  # 短视频20部
            context.kinds.append(tie.kind)
            context.tie, context.tie_end = tie, mention.end
            yield Statement(
                passage,
                mention,
                sentence,
                tie.choices,
                tie.subject,
                tie.kind,
                tie.role,
                tie.doubt,
                years == "last" or (_was_in_force(tie, place) and not _RISEN_TO.search(place.lead)),
            )


def _note(context: Context, words: str) -> None:
    """Remember what some words name; what stands in brackets that close is of the number there: 自然人12件（含上年结转1件），企业1件."""
    inside = words.rfind("）")
    row = context.opened if context.opened is not None and inside >= 0 else None
    for name in names_in(words[: inside + 1]):
        context.note(name)
    if inside >= 0:
        context.row, context.opened = row if row is not None else context.row, None
    for name in names_in(words[inside + 1 :]):
        if context.opened is None and "（" in words[inside + 1 : inside + 1 + name.start]:
            context.opened = context.row
        context.note(name)


def _has_a_reason(place: Place) -> bool:
    """``其余3件申请人逾期没有缴费``: of the rest, what became of them is said, and the table holds it.

    ``其余42件为自然人提出``: who handed the rest in, likewise.
    """
    return (
        any(n.kind == "reason" for n in names_in(place.tail)) or _HANDED_IN_BY.match(place.tail) is not None
    )


def _was_in_force(tie: Tie, place: Place) -> bool:
    """``年初现行有效29件``: what was in force at the beginning is last year's number."""
    in_force = tie.kind == "document" and all(c.endswith(".in_force") for cells in tie.choices for c in cells)
    return in_force and _AT_THE_START.search(place.clause) is not None


def whose_year(before: str, year: int | None) -> Year:
    """Whose year a number is of: by the year named last before it that is no comparison and no carry-over."""
    said: Year = "this"
    for match in _YEAR_WORD.finditer(before):
        behind = before[match.end() : match.end() + 6]
        if match["year"] and _UP_TO.search(before[: match.start()]):
            said = "this" if year is None or int(match["year"]) == year else said
            continue
        if (
            _CARRIED.match(behind)
            or _TAKEN_ON.search(before[: match.start()])
            or _CARRIED_TO.search(before[: match.start()])
            or _COMPARED.search(before[: match.start()])
            or _COMPARED_BEHIND.match(behind)
            or (match["last"] and _SINCE.match(before[match.end() :]))
            or (match["last"] and _ITS_NUMBER.match(before[match.end() :]))
        ):
            continue
        if match["year"]:
            gap = 0 if year is None else int(match["year"]) - year
            said = "this" if gap == 0 else "last" if gap == -1 else "other"
        else:
            said = "last" if match["last"] else "this"
    return said


def _begun(sentence: Passage, before: Context) -> Context:
    """The context of a new paragraph: its heading says which aspect it is, none keeps the one before."""
    match = _ASPECT.match(sentence.text)
    name = match["name"] if match else ""
    if _REQUEST_ASPECT.search(name):
        return Context(before.section, "requests")
    return Context(before.section, "elsewhere" if _OTHER_ASPECT.search(name) else before.aspect)


# --- whose applicants ------------------------------------------------------------------------------------

Sum = Callable[[Cells, bool], Decimal | None]


def narrowed(statements: Sequence[Statement], find: Sum) -> Iterator[Statement]:
    """The statements, applicants tied to the row that the number before them stands for.

    ``收到申请23件，其中自然人19件``: 收到 may be 新收 or both rows together; which of them 23 is decides whose
    自然人 are meant. `find` gives the sum of some cells, of last year's report where asked to.
    """
    whole: Statement | None = None
    for statement in statements:
        if statement.kind != "applicant":
            if statement.kind in {"received", "result", "reason"}:
                whole = statement
            yield statement
            continue
        ahead = statement.sentence.text[: statement.passage.start - statement.sentence.start]
        choices = statement.choices
        if _HANDED_IN.search(ahead):
            choices = tuple(c for c in choices if not c[0].startswith("requests.concluded_total.")) or choices
        named = _rows_named(statement)
        rows = named or _rows_meant(whole, statement, find)
        kept = tuple(c for c in choices if _rows(c) == rows) if rows else ()
        if not named and not _LISTED.search(ahead) and not _NEWLY.search(ahead):
            right = [c for c in choices if find(c, statement.last_year) == statement.mention.value]
            kept = tuple(right) or kept  # 答复328件，…，法人或者其他组织39件: of another row it is right
        sure = bool(kept) and statement.doubt == WHOSE_APPLICANTS
        yield replace(statement, choices=kept or choices, doubt="" if sure else statement.doubt)


def _rows_named(statement: Statement) -> frozenset[str] | None:
    """The row that the sentence names itself without its number: 新收的申请中，自然人312件."""
    ahead = statement.sentence.text[: statement.passage.start - statement.sentence.start]
    if _NEWLY.search(ahead):
        return frozenset({"requests.new"})
    led = list(_AMONG.finditer(ahead))
    if not led:
        return None
    row = "concluded_total" if led[-1]["done"] else "new"
    return frozenset({f"requests.{row}"})


def _rows_meant(whole: Statement | None, statement: Statement, find: Sum) -> frozenset[str] | None:
    if whole is None or whole.passage.section != statement.passage.section:
        return None
    if whole.last_year != statement.last_year:
        return None
    if whole.sentence != statement.sentence:
        apart = statement.sentence.start - whole.sentence.end
        led = re.search("其中", statement.sentence.text[: statement.passage.start - statement.sentence.start])
        if apart > _NEXT_SENTENCE or not led or whole.subject not in {"新收", "收到", "办理", "办结"}:
            return None
    for cells in whole.choices:
        if find(cells, whole.last_year) == whole.mention.value:
            return _rows(cells)
    return None


def _rows(cells: Cells) -> frozenset[str]:
    return frozenset(cell.rpartition(".")[0] for cell in cells)

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

from assistant.core.numbers import Mention, NumberKind, find_numbers
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
    "上年结转": r"requests\.carried_over\.|previous\.requests\.carried_forward\.",
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
NAMES_OF_CELLS: Final = tuple(_MATTERS)
"""Every word that names a row or a column."""
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
        return any(pattern.match(cell) or pattern.match(cell.removeprefix(PREVIOUS)) for cell in cells)

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
    if outcome and not any(not n.is_column for n in names) and _MATTERS[outcome.word].startswith(_CASES):
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
_DANGLING: Final = re.compile(r"(?:被|因|的|和|或者|、|由|为|均|都|已)$")
_OPPOSITE: Final = {
    "未经复议直接起诉": "disputes.litigation_after_reconsideration.total",
    "复议后起诉": "disputes.direct_litigation.total",
}
_LEVEL: Final = re.compile(r"[与和]上年(?:持平|相同)")
_PLAIN_MATTERS: Final = {
    "新收": ("收到政府信息公开申请", "新收到", "收到申请"),
}


_NONE_OF: Final = r"(?:在?(?:年内|全年|本年度|今年))?(?:也|均)?(?:没有|未)"
_AND: Final = r"(?:、|和|或者?|及|以及|与)"
_REQUEST: Final = r"(?:新收到?|上年结转|(?:需要)?结转下年度?(?:继续办理)?)"
_DOCUMENT: Final = r"(?:规章|(?:行政)?规范性文件)"
_DONE_WITH: Final = r"(?:制发|废止|新制作|新公开)"
_DECISION: Final = r"(?:行政许可|行政处罚|行政强制|其他对外管理服务事项)"
_CASE: Final = r"(?:行政复议|行政诉讼|复议|诉讼|未经复议直接起诉(?:的行政诉讼)?|复议后起诉(?:的行政诉讼)?)"
_WELL_PUT: Final = re.compile(
    rf"{_NONE_OF}(?:"
    rf"(?:收到|接到)?(?:{_REQUEST}(?:{_AND}{_REQUEST})*的?)?(?:政府信息公开)?申请"
    rf"|{_DONE_WITH}(?:{_AND}{_DONE_WITH})*{_DOCUMENT}(?:{_AND}{_DOCUMENT})*"
    rf"|作出{_DECISION}(?:{_AND}{_DECISION})*(?:处理)?(?:决定)?"
    rf"|(?:收取)?行政事业性收费"
    rf"|(?:发生)?(?:因政府信息公开(?:工作)?(?:引起|引发)?的?|涉及政府信息公开的?)?(?:被申请|被提起|发生)?{_CASE}(?:{_AND}(?:被?提起)?{_CASE})*(?:的?案件)?"
    rf"|收取信息处理费"
    rf")"
    rf"|(?:(?:申请人|办理结果|结果)(?:均|都|全部)?|均|都|全部)(?:为|是)(?:{'|'.join(map(re.escape, _MATTERS))})"
    rf"|(?:均|都|全部)?(?:已经?)?办结|[与和]上年(?:持平|相同)|(?:均|都|全部)?结转下年度?(?:继续办理)?|(?:均|都)?尚未审结"
)


def well_put(text: str) -> bool:
    """Whether a statement about cells is a sentence, and not only made of the right words."""
    return _WELL_PUT.fullmatch(text) is not None


def same_names(one: str, other: str) -> bool:
    """Whether two statements name the same rows and columns, in whatever words."""
    return {_MATTERS[n.word] for n in named_in(one)} == {_MATTERS[n.word] for n in named_in(other)}


def says_zero(text: str, cells: Sequence[str]) -> bool:
    """Whether the words say of these very cells that there was nothing."""
    other = _OTHERWISE.fullmatch(text)
    if other:
        return tuple(cells) == (_OPPOSITE[other[1]],)
    if (
        _WORDED.fullmatch(text) is None
        or _DANGLING.search(text)
        or len(_NEGATIVE.findall(_NAMED.sub("", text))) != 1
    ):
        return False
    names = list(_named(text))
    if text == "本年度没有收取信息处理费":
        return "requests.other.fee_unpaid.total" in cells
    return bool(names) and all(name.fits(cells) for name in names)


def meant(text: str, cells: Sequence[str]) -> tuple[str, ...]:
    """Those of the cells that words which say a zero are about: ``没有制发规章`` leaves 废止 open."""
    if _OTHERWISE.fullmatch(text) or text == "本年度没有收取信息处理费":
        return tuple(cells)
    names = list(_named(text))
    if any(n.word in _OPPOSITE for n in names):
        names = [n for n in names if n.word not in {"行政诉讼", "诉讼", "复议"}]
    rows = [n for n in names if not n.is_column]
    columns = [n for n in names if n.is_column]
    return tuple(
        c for c in cells
        if names and all(not group or any(n.fits([c]) for n in group) for group in (rows, columns))
    )  # fmt: skip


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


# --- the user's words, worded again -----------------------------------------------------------------

_CARRIER: Final = r"(?:网站|公众号|平台|专栏|栏目|微博|公开栏|热线|微信|抖音号|视频号|头条号|客户端)"
_ALIKE: Final = tuple(
    (re.compile(pattern), put)
    for pattern, put in (
        (r"[“”‘’（）\s、·]", ""),
        (r"政府信息公开|政务信息公开|信息公开|政务公开", "公开"),
        (r"(?<=[三校核发]审三校)制度|(?<=三级审核)制度|(?<=先审后发)制度", ""),
        (r"没有|没(?!收)|(?<!尚)未(?!经|来)", "未"),
        (r"未发生", "未"),
        (r"按时", "按期"),
        (r"老百姓", "群众"),
        (r"以及|及(?!时|格)|和(?!谐|解)|与(?!会)", "和"),
        (r"全部|(?<![首成])都(?!市)", "均"),
        (rf"(?:通过|利用|借助|依托|经由)(?=[\u4e00-\u9fff\d]{{0,8}}{_CARRIER})", ""),
        (r"(?<![会层织党])组织(?=开展|召开|举办|业务培训|培训)", ""),
        (r"举办(?=业务培训|培训|开放日|活动)", ""),
        (r"(?<=发布)信息(?=#|$)|(?<=集中公开)信息$", ""),
        (r"(?<=办结的)申请|(?<=办结)申请", ""),
        (r"设置|设立", "设"),
        (r"参加培训|参训人员", "参训"),
        (r"情形", "情况"),
        (r"(?<=责任追究)的?情况|(?<=追责)的?情况", ""),
        (r"开展了?|进行了?|作了|(?<=[\u4e00-\u9fff])了|的|(?:共计|合计|总计|累计|一共|共)(?=#)|(?<!务)共(?=答复|发布|公开|更新|制作|新增|召开|整改|办理|接听|回应)", ""),
        (r"(?:^|(?<=，))(?:今年|全年|本年度|年内|本单位|我单位|本机关|我局|并且|同时|并(?!联)|还(?!有|款)|也|(?:已经|已)(?=办结|按期|整改|完成|明确|建立|落实|制定|组织|开展|设|发布|修订|升级|对|依托|纳入)|共(?=组织|开展|举办|培训))+", ""),
        (r"(?:^|(?<=，))[在于](?!线|职|校|编)", ""),
    )
)  # fmt: skip
"""Ways of saying that mean the same wherever a note uses them: both sides are brought to one of them."""

_DONE_TO: Final = re.compile(r"^对([^对]{2,14}?)(?:进行了?|作了|开展了?)(.{2,8})$")
_SOMEBODY: Final = re.compile(
    r"[厅局委办员人众方]|政府|部门|单位|机构|上级|领导|企业|公司|科室|处室|媒体|法院|检察"
)
_FAR: Final = 4
"""Characters a figure may move past: ``发布政策解读12篇`` is ``发布12篇政策解读``."""


@dataclass(frozen=True)
class _Plain:
    """Words brought to one way of saying, the figures taken out and kept with their places."""

    words: str
    figures: tuple[tuple[Decimal, str, bool], ...]
    places: tuple[int, ...]


def retold(words: str, said: str) -> range | None:
    """Which clauses of what the user said the words say again, whole, in order and with nothing more.

    Only ways of saying may differ (`_ALIKE`), a single figure may stand before its noun, and ``对甲进行乙`` may
    stand for ``甲乙`` or ``乙甲`` where 甲 is nobody who could have done it. `None` when it is something else.
    """
    if "培训" in said or "参训" in said:
        words, said = words.replace("参加", "参训"), said.replace("参加", "参训")
    mine = _ways(words)
    clauses = [c for c in re.split("[，；。：！]", said) if c.strip()]
    for first in range(len(clauses)):
        for last in range(first + 1, len(clauses) + 1):
            single = last == first + 1
            theirs = _ways("".join(clauses[first:last]))
            if any(_same_way(a, b, single) for a in mine for b in theirs):
                return range(first, last)
    return None


def bare_words(words: str) -> str:
    """The words as they are compared: two that come to the same say the same."""
    return _plain(words).words


def _ways(text: str) -> list[_Plain]:
    done_to = _DONE_TO.match(text.strip())
    ways = [text]
    if done_to and not _SOMEBODY.search(done_to[1]):
        ways = [text, done_to[1] + done_to[2], done_to[2] + done_to[1]]
    return [_plain(way) for way in ways]


def _plain(text: str) -> _Plain:
    figures: list[tuple[Decimal, str, bool]] = []
    bare = text
    counted = [m for m in find_numbers(text) if m.kind in {NumberKind.COUNT, NumberKind.RATE}]
    for m in reversed(counted):
        bare = bare[: m.start] + "#" + bare[m.end :]
        figures.insert(0, (m.value, m.unit, m.approximate))
    for pattern, put in _ALIKE:
        bare = pattern.sub(put, bare)
    places = [i - n for n, i in enumerate(i for i, c in enumerate(bare) if c == "#")]
    return _Plain(bare.replace("#", ""), tuple(figures), tuple(places))


def _same_way(one: _Plain, other: _Plain, single: bool) -> bool:
    if not one.words or one.words != other.words or one.figures != other.figures:
        return False
    if len(one.places) == 1 and single:
        return abs(one.places[0] - other.places[0]) <= _FAR
    return one.places == other.places

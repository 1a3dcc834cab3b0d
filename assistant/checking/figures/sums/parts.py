"""TEXT-PARTS: the numbers behind 其中, 包括, 分别 and a colon against the number they are parts of.

Parts that come to more than their whole are wrong whatever they count. Parts that come to less are only told where the
list names no 等, 其他 or 主要: it may leave something out on purpose.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from assistant.checking.case import Case
from assistant.checking.figures.numbers.numbers import is_right, is_wrong
from assistant.checking.figures.sums import breakdowns, each, left_out, near_lists, remainders, told_sums
from assistant.checking.figures.sums.complements import MANIFOLD
from assistant.checking.figures.ties.aliases import hide_marks, names_in
from assistant.checking.figures.ties.mentions import mentions, plain_unit
from assistant.checking.figures.ties.rows import DONE
from assistant.checking.figures.ties.statements import MOST_NUMBERS
from assistant.checking.prose import Passage
from assistant.core.approximate import HARDLY_BY_CHANCE
from assistant.core.findings import Finding
from assistant.core.numbers import Mention, NumberKind, format_number
from assistant.core.places import same_words
from assistant.core.template import quoted

_BASIS: Final = "各分项之和应与总数一致（数字之间的勾稽）"
_OPENS: Final = re.compile(
    r"^(?P<close>[（(])?(?:，[^，。；：\d]{0,8}率\d[\d.]*%)?(?:[^。；：\d]{0,30}?)[，,：:；;]?\s*(?P<word>其中(?:的)?|包括|拆开看，|具体(?:为|是)：?|情形(?:为|是)：?|(?<=，)由(?=[^，。；\d]{2,16}\d)|(?<=，)即(?![办时日将使可来送审付报刻便])(?=[^，。；\d]{2,16}\d)|(?<=，)是指|依次(?:为|是)：?|(?<![，。；：行作因认])为(?=[^，。；：\d]{2,10}\d+件[、，])|[^，。；：\d]{0,8}分别(?:为|是|有)：?|包含|含|分为(?:[两二三四五六七八九](?:类|种|项|部分)：)?"
    r"|按[^，。；]{2,10}(?:分|看|划分)(?:，|：|为：?)?(?:[两二三四五六七八九](?:类|种|项|部分)：)?|从[^，。；]{2,10}(?:看|分)(?:，|：)?)"
    r"|^(?P<colon>，?[^，。；：\d（）]{0,12}[：:])|^(?P<among>(?:新收|收到|办结)?的?(?:政府信息公开|信息公开)?(?:申请|案件|信息)?(?<!其)中(?![小学心央间])[，：]?|[一-龥]{2,8}(?<!其)中[，：])|^(?P<bare>[（(])(?![^）)]*(?:含|包括|约))"
)
_ANOTHER_WAY: Final = re.compile(r"[^；;]*[；;](?:[^，。；]{0,2}[从按]|其中)")
"""；从渠道看: what follows breaks the whole down anew, not the last part of the list before."""
_EACH_ITS_OWN: Final = re.compile("[^。；]{0,24}(?:其中|；已经?|；尚未?)[^，。；]{1,12}分别")
"""复议67件、诉讼12件，其中违停类分别为51件、8件."""
_LAST_YEARS: Final = re.compile("(?:上年|去年|前年|上一年度?|20\\d\\d年)(?:同期)?分别")
"""处罚2034件，上年分别为38642件、1875件."""
_SO_FAR: Final = re.compile(
    r"^[，、]?(?:合计|共计|小计|相加|[两二三四五](?:项|类|者|种)(?:(?:也|合计|共计|相加|共|之和|加起来)+(?:是|为)?|[是为占]|(?![一-龥])))"
)
"""甲3件、乙4件，合计7件，丙2件: a sum of those before is no part."""
_WAYS: Final = re.compile("渠道|途径|方式|形式")
"""三条渠道合起来76件: a count of what was listed, no part of it."""
_TWO_SUMMED: Final = re.compile(r"[，、][两二三](?:者|项|类)?(?:相加|加起来|合起来|之和)[^，。；\d]{0,2}\d")
"""33个，两者相加87个: those two, whatever number before they come to."""
_THE_REST_NEXT: Final = re.compile(r"[^。；]{0,14}[，；、](?:其余|余下|剩余|剩下)")
"""其余为第三方权益和内部事务，合计3件: more parts are told behind, another way."""
_LOOSE: Final = re.compile(
    r"^(?:[^，]{0,6}主要|重点|多为)|等[，；。）)]?$|等(?:\d|方面|内容|信息|类)|(?<!其)余|[多约近]"
)
_REST: Final = re.compile(r"(?:其[他它余]|余下|剩余)[^\d]{0,8}$")
_CHANGE: Final = re.compile(
    r"增加|减少|增长|下降|上升|同比|比上年|较上年|上年|去年|\d{4}年|比[^，。；]{1,14}[多少]|占(?![道用地])|人均|平均|累计|[日月周]均|阅读|浏览|点击|粉丝|参加|参与"
)
_DECIDED: Final = re.compile("(?<!未)(?:审结|已判)")
"""诉讼8件中审结6件，维持5件: the latter are of those decided."""
_SEPARATE: Final = frozenset({"received", "case"})
_KINDS: Final = frozenset({"received", "case", "applicant", "result", "reason", "outcome"})
_UNITS_OF_CASES: Final = frozenset({"件", "件次", "起", "宗", "例", "份", "个", "项", "笔"})
"""Units in which applications and cases are counted: 受理公示138条 are no applications received."""
_AMONG: Final = re.compile("(?<!其)中[，：]?$")
"""63件中主动提供的25件: less surely all of them than behind a colon."""
_JUST_IS: Final = re.compile("(?<!分别)(?<!具体)(?<!情形)为$")
"""新收的62件为自然人44件: what follows may be but what was made of them."""
_MOST: Final = Decimal("0.5")
_SOMEWHAT: Final = Decimal("1.3")
_NEARLY_ALL: Final = Decimal("0.8")
_TAIL: Final = 8
_TAIL_EDGE: Final = re.compile(r"[，；。]")
_OVERLAPPING: Final = re.compile(r"涉及|关于|有关|既|同时")
_TIMES: Final = frozenset({"季度", "个月", "月"})
_WITHIN: Final = re.compile("[之以]?[内前后]")
"""急事1日内答复，一般事项5日内答复: days in which something is done are no parts."""
_BALANCE: Final = re.compile("年初|上年[末底]|去年[末底]|期初|原有|底数|结存")
_TAKEN_AWAY: Final = re.compile("去|减|废|销|撤|关|停|退|出|失效|合并|清")
"""年初8件，添2件，去1件: what was there, what came and what went, no parts."""
_YEARS: Final = re.compile(r"^[、，]?(?:其中)?(?:20)?\d\d年(?:度)?[^，。；、\d比]{0,8}$")
"""2020年作出的1210件、2021年作出的1180件: the years are what the parts are called."""
_LONGEST_ITEM: Final = 26
_NEED_NOUNS: Final = frozenset({"个", "家", "名", "所", "位", "处", "项", "户"})
_LONGEST_NOUN: Final = 6
_PIECES: Final = frozenset(
    ["幅", "个", "张", "条", "期", "部", "篇", "册", "件", "场", "份", "组", "本", "则"]
)
"""图解42幅、视频17个、长图11张，三类共70件: pieces of many kinds may be summed up."""
_NO_WHOLE: Final = re.compile(
    r"(?:增加|增长|上升|增多|减少|下降|降低|多|少|净增|净减)(?:了|为|达)?$|平均[^，。；\d]{0,6}$|最[快慢多少高低][^，。；\d]{0,4}$|(?:除|除了|除去|扣除|减去)[^，。；\d]{0,6}$"
)
"""A change, or what is left out (除4件结转外均已办结), is no whole."""
_FIRST: Final = re.compile("其中|包括|包含|分为|分别")
"""Before the first part of a list: what stands ahead of it is the whole."""
_TOTAL_BEHIND: Final = re.compile(
    r"(?:[（(][^（）()]*[）)])?[，、]?\s*(?:以上)?(?:[一二三四五六七八九两]?(?:类|项|者|步|场|期|批|次|轮|部分|方面|[种条个](?:渠道|途径|方式|形式|产品|来源)|种))?(?:共计|合计|总计|总共|共|加起来|合起来|合在一起|合在一块儿?|加在一起|加总|相加|拢共|一起算)(?:为|有|是|处理|完成|办理|参训|培训|参加)?$"
    r"|[，、](?:各类|各项|各种|以上|[两二三四五](?:类|项|种))[^，。；、：\d占]{0,8}(?:合计|共计|总计|累计|总数|总和|之和|加起来|合起来|相加)(?:为|达到?|是|有)*$"
)
_MONTHS: Final = re.compile(r"\d{1,2}月(?:\d{1,2}日)?")
"""256人次，4月、7月、11月三次分别为84人次…: the months are no numbers of the list."""
_ATTENDED: Final = re.compile("参加|参与|参训")
_ITEMS: Final = re.compile("[一二两三四五六七八九十](?:项|类|种|个方面)")
"""两项合计: a count of what was listed, no part of it."""
_EXHAUSTIVE: Final = re.compile(r"分别|依次|分为|即$|是指|：|:|按|从|共计|^[（(]$")


@dataclass(frozen=True)
class _List:
    """A whole and its parts, as they stand in a period."""

    whole: Mention
    parts: tuple[Mention, ...]
    words: str
    opener: str
    aside: tuple[Mention, ...] = ()
    """Numbers among them that seem to break a part down further."""


def check(case: Case) -> list[Finding]:
    """Lists whose parts exceed their whole (error), or fall short of it with nothing to say why (warning)."""
    wrong = {(s.passage.section, s.passage.start) for s in case.statements if is_wrong(case, s)}
    sure = {
        (s.passage.section, s.passage.start) for s in case.statements if not s.doubt and is_wrong(case, s)
    }
    right = {(s.passage.section, s.passage.start) for s in case.statements if is_right(case, s)}
    findings: list[Finding] = []
    for period in case.prose.periods:
        for found in _lists(period):
            places = {(period.section, period.start + m.start) for m in (found.whole, *found.parts)}
            if places & sure:
                continue  # the number itself is told already
            if places & wrong and not _surely_more(period, found):
                continue  # it may be told already
            if places <= right and sum(m.value for m in found.parts) > found.whole.value:
                continue  # each is what its own cell says: the first is not the whole of the others
            finding = None if _no_parts(period.text, found) else _judged(case, period, found)
            if finding and finding.where not in {f.where for f in findings}:
                findings.append(finding)
    for further in (m.check(case) for m in (breakdowns, left_out, remainders, each, told_sums)):
        for finding in further:
            if not any(same_words(finding, other) for other in findings):
                findings.append(finding)
    return [*findings, *near_lists.check(case, findings, right, wrong)]


def _surely_more(period: Passage, found: _List) -> bool:
    """Whether two and more parts come to somewhat more than a whole, whatever each of them is said of."""
    total = sum((_each(period.text, p) for p in found.parts), Decimal(0))
    more = found.whole.value < total <= found.whole.value * _SOMEWHAT
    return more and len(found.parts) > 1 and "；" not in found.words


def _judged(case: Case, period: Passage, found: _List) -> Finding | None:
    whole, parts = found.whole, found.parts
    values = [_each(period.text, p) for p in parts]
    total = sum(values, Decimal(0))
    aside = sum((p.value for p in found.aside), Decimal(0))
    before = [m.value for m in mentions(period.text[: whole.start]) if m.unit == whole.unit]
    if (
        whole.value in {total, total + aside}
        or (total in before and not _TWO_SUMMED.search(found.words))
        or any(p.approximate for p in parts)
        or whole.approximate
    ):
        return None
    if _adds_up_otherwise(period.text, found, values, before):
        return None
    if total == case.sum(DONE) and _JOINED_TO.search(period.text[: whole.start]):
        return None  # 上年结转2件与新收33件，其中予以公开13件…: all but what is carried over
    running = Decimal(0)
    for count, part in enumerate(parts, 1):
        running += values[count - 1]
        ended = count < len(parts) and period.text[part.end : part.end + 1] != "、"
        ended = ended and not (count == len(parts) - 1 and all(_is_a_way(period.text, p) for p in parts[-2:]))
        if running == whole.value and count > 1 and ended:
            return None  # the list ended there; what follows counts the same things another way
    said = "＋".join(map(format_number, values))
    span = period.cut(min(whole.start, parts[0].start), max(whole.end, parts[-1].end))
    front = f"{quoted(_shown(period.text, whole, parts))}："
    if total > whole.value:
        says = (
            f"{front}分项 {said}" + (f"＝{format_number(total)}" if len(parts) > 1 else "")
            + f"，比总数 {format_number(whole.value)} 多 {format_number(total - whole.value)}，请核对是哪个数错了。"
        )  # fmt: skip
        if MANIFOLD.search(period.text):
            return None
        overlapping = _OVERLAPPING.search(found.words) and all(p.value <= whole.value for p in parts)
        if overlapping:
            says += "如果各项之间有重复计算的，请在文中写明。"
        # 自然人104件、其他1件，其中延期的38件: it may be said of all that the list adds up.
        of_all = len(parts) == 1 and any(total <= v for v in before) and "、" in period.text[: whole.start]
        return case.prose.finding(
            "TEXT-PARTS",
            "warning" if overlapping or of_all or _JUST_IS.search(found.opener) else "error",
            span,
            says,
            expected=whole.value,
            found=total,
            basis=_BASIS,
        )
    if whole.start < parts[0].start and _SO_FAR.match(period.text[parts[-1].end :]):
        return None  # those named so far
    if len(parts) < 2 or _LOOSE.search(found.words) or _REST.search(found.words):
        return None
    if _THE_REST_NEXT.match(period.text, max(whole.end, parts[-1].end)):
        return None
    says = (
        f"{front}分项 {said}＝{format_number(total)}，比总数 {format_number(whole.value)} 少"
        f" {format_number(whole.value - total)}。如果没有列全，请写明“等”或者“其他”；否则请核对。"
    )
    # A list after 其中 often names only the notable; half of the whole or less is hardly meant to be all of it.
    among = _AMONG.search(found.opener)
    least = _NEARLY_ALL if among else _MOST
    meant_whole = _EXHAUSTIVE.search(found.opener) or total > whole.value * least
    return case.prose.finding(
        "TEXT-PARTS",
        "warning" if meant_whole else "info",
        span,
        says,
        expected=whole.value,
        found=total,
        basis=_BASIS,
    )


_JOINED_TO: Final = re.compile(r"\d[件个份项次人][^，。；、\d]{0,8}(?:和|与|及|加上?|、)[^，。；\d]{0,10}$")
_OF_DATES: Final = re.compile(r"\d(?:月|日|号|季度)各$")
"""2月、4月、9月各1件: how many they are the names do not say here."""


def _adds_up_otherwise(text: str, found: _List, values: Sequence[Decimal], before: Sequence[Decimal]) -> bool:
    """Whether another reading of a list adds up.

    上年转来的1件和当年收到的18件，个人16件，企业3件: both numbers before are the whole. 认定409件，上半年212件，下半年197件: a
    part is broken down by those behind it. 收回70份，满意61份、基本满意7份，合计68份: only the last ones are summed up.
    """
    whole, total = found.whole.value, sum(values, Decimal(0))
    if any(_OF_DATES.search(text[: p.start]) for p in found.parts):
        return True
    joined = _JOINED_TO.search(text[: found.whole.start])
    if joined and before and total <= whole + before[-1]:
        return True
    rest = [sum(values[i:], Decimal(0)) for i in range(1, len(values) - 1)]
    if found.opener == "共计":
        return whole in rest
    return any(value == left >= HARDLY_BY_CHANCE for value, left in zip(values, rest, strict=False))


_A_WAY: Final = re.compile(
    "(?:网|信函|邮|传真|窗口|当面|现场|电话|短信|邮箱|自取|口头|快递)[^，。；、\\d]{0,6}$"
)


def _no_parts(text: str, found: _List) -> bool:
    """Whether the numbers behind a whole are days in which something is done, or what came to it and went."""
    if all(_WITHIN.match(text, p.end) for p in found.parts):
        return True
    return _BALANCE.search(found.words) is not None and _TAKEN_AWAY.search(found.words) is not None


def _is_a_way(text: str, part: Mention) -> bool:
    """Whether a part is called by the way that requests came in."""
    return _A_WAY.search(text[max(0, part.start - 10) : part.start]) is not None


def _each(text: str, part: Mention) -> Decimal:
    """A part's number, as many times as matters are named before ``各``: 内部事务、过程性信息各1件 are two."""
    if not text[: part.start].endswith("各"):
        return part.value
    names = re.split(r"[，；：。（(\d]", text[: part.start])[-1]
    return part.value * len([*re.findall(r"[、和与及](?=[^、和与及]{2})", names[1:]), names])


def _shown(text: str, whole: Mention, parts: Sequence[Mention]) -> str:
    first, last = min(whole.start, parts[0].start), max(whole.end, parts[-1].end)
    start = max((text.rfind(mark, 0, first) for mark in "，。；：、（"), default=-1) + 1
    said = text[max(start, first - 16) : last]
    return said if len(said) <= 80 else f"{said[:38]}……{said[-38:]}"


def _lists(period: Passage) -> Iterator[_List]:
    text = hide_marks(period.text)
    numbers = [
        m
        for m in mentions(period.text)
        if m.kind is NumberKind.COUNT
        and not _ITEMS.fullmatch(m.text)
        and not (m.text[0] in "两三四五六" and _WAYS.match(period.text, m.end))
    ]
    if len(numbers) > MOST_NUMBERS:
        return
    for i, whole in enumerate(numbers):
        closed = text[whole.end : whole.end + 1] in {"）", ")"}
        if not whole.unit or closed or _NO_WHOLE.search(text[: whole.start]):
            continue
        opened = _OPENS.match(_MONTHS.sub(lambda m: "某" * len(m[0]), text[whole.end :]))
        if opened and (further := _of_the_one_before(numbers, i, whole.end + opened.end())):
            yield from _behind(text, numbers, i, opened, further)
        elif (
            opened
            and not _LAST_YEARS.search(opened[0])
            and not _ANOTHER_WAY.match(opened[0])
            and not _EACH_ITS_OWN.match(text[whole.end :])
        ):
            yield from _behind(text, numbers, i, opened)
    yield from _summed_up(text, numbers)


def _of_the_one_before(numbers: Sequence[Mention], i: int, start: int) -> Mention | None:
    """开放16次，接待742人次，其中甲7次、乙5次: the parts are of the number before the last one."""
    if not 0 < i < len(numbers) - 1 or numbers[i + 1].start < start:
        return None
    before, last, part = numbers[i - 1 : i + 2]
    return before if part.unit == before.unit != last.unit and part.value <= before.value else None


def _behind(
    text: str, numbers: Sequence[Mention], i: int, opened: re.Match[str], further: Mention | None = None
) -> Iterator[_List]:
    """The parts that follow a whole: those of one kind; what breaks a part down further is passed over."""
    whole = further or numbers[i]
    start = numbers[i].end + opened.end()
    bare = bool(opened["bare"])
    end = _end_of_list(text, start, bracket=bare or bool(opened["close"]))
    in_turn = "分别" in opened[0]
    parts: list[Mention] = []
    aside: list[Mention] = []
    kind, last, by_semicolon = "", start, False
    for place, number in enumerate(numbers[i + 1 :], i + 1):
        if number.start >= end:
            break
        if _counts_for_next(text, number, numbers[place + 1 : place + 2], whole):
            continue
        if number.start < start or number.unit in _TIMES:
            continue  # 四个季度：一季度78件
        between = text[last : number.start]
        if "；" in between or ";" in between:
            if opened["colon"] and parts and not by_semicolon:
                break  # 单位提出5件：企业3件，律所2件；个人提出4件
            by_semicolon = True
            between = re.split("[；;]", between)[-1]
            if not kind or kind != _kind(between):
                break
        between = between.removeprefix(_noun_behind(text, whole, parts))
        lead = re.sub(r"[（(][^）)]*[）)]?|^[^（(]*[）)]|\d+[件次份人]$", "", between)
        here = _kind(lead) if number.unit in _UNITS_OF_CASES else ""
        if (parts and kind and here in _SEPARATE and here != kind) or _DECIDED.search(lead):
            break
        if (
            _inside_bracket(text, start, number.start)
            or _SO_FAR.search(between)
            or (parts and _is_of_another_list(kind, here, lead, in_turn=in_turn))
        ):
            aside += [number] * (plain_unit(number) == plain_unit(whole))
            last = number.end
            continue
        unnamed = in_turn and re.fullmatch(r"[、，和及与]?", lead)
        if plain_unit(number) != plain_unit(whole) or not (unnamed or _is_item(lead)):
            break
        kind = kind or here
        parts.append(number)
        last = number.end
    if len(parts) > bare:
        tail = _TAIL_EDGE.split(text[last:end])[0][:_TAIL]
        yield _List(whole, tuple(parts), text[start:last] + tail, opened[0], tuple(aside))


def _noun_behind(text: str, one: Mention, parts: Sequence[Mention]) -> str:
    """What both numbers count, where their unit alone does not say it: 14个村 and 10个村, 31家单位 and 8家单位."""
    if not parts or one.unit not in _NEED_NOUNS:
        return ""
    other, same = parts[-1], 0
    while (
        same < _LONGEST_NOUN
        and "一" <= text[one.end + same : one.end + same + 1] <= "龥"
        and (text[one.end + same : one.end + same + 1] == text[other.end + same : other.end + same + 1])
    ):
        same += 1
    return text[other.end : other.end + same]


def _is_of_another_list(kind: str, here: str, lead: str, *, in_turn: bool) -> bool:
    """Whether a number breaks a part down further: among results an applicant, or 纠正4件，县级部门1件、乡镇3件."""
    if not kind or here == kind:
        return False
    return bool(here) or not (in_turn or _REST.search(lead) or "另" in lead)


def _counts_for_next(text: str, number: Mention, behind: Sequence[Mention], whole: Mention) -> bool:
    """``按件计收3件400元`` among sums of money: the count belongs to the sum right behind it."""
    return bool(
        behind
        and plain_unit(number) != plain_unit(whole) == plain_unit(behind[0])
        and text[number.end : behind[0].start].strip("，、 共计") == ""
    )


def _end_of_list(text: str, start: int, *, bracket: bool) -> int:
    close = re.search(r"[）)]", text[start:]) if bracket else None
    return start + close.start() if close else len(text)


def _inside_bracket(text: str, start: int, place: int) -> bool:
    opened = text[start:place]
    return opened.count("（") + opened.count("(") > opened.count("）") + opened.count(")")


def _kind(words: str) -> str:
    """What a part is by its name: an applicant, a result, a reason, a case, an outcome; empty when no name says."""
    kinds = [n.kind for n in names_in(words) if n.kind in _KINDS]
    return kinds[-1] if kinds else ""


def _is_item(lead: str) -> bool:
    """Whether the words before a number name one more part rather than begin another statement."""
    if _YEARS.match(lead.strip()):
        return True
    if _CHANGE.search(lead) or any(n.key in {"forward", "carried", "over"} for n in names_in(lead)):
        return False
    if re.search(r"[由从]$|^[，、]?[多少]$|(?:增至|减至|升至|降至|减半至|增到|减到)$", lead.strip()):
        return False
    bare = re.sub(r"^[，、,和及与]|^(?:以及|另有|还有)", "", lead.strip(" 　"))
    return bool(bare) and len(bare) <= _LONGEST_ITEM and not re.search(r"[，。：]", bare)


def _summed_up(text: str, numbers: Sequence[Mention]) -> Iterator[_List]:
    """``甲3件、乙4件，共计8件``: the whole stands behind its parts."""
    for i, whole in enumerate(numbers[2:], 2):
        lead = text[numbers[i - 1].end : whole.start]
        if not whole.unit or not _TOTAL_BEHIND.fullmatch(lead):
            continue
        parts: list[Mention] = []
        said = re.search("([两二三四五])(?:类|项|者|部分|方面|种)", lead)
        pieces = said or "各类" in lead or "各种" in lead
        for j in range(i - 1, -1, -1):
            part = numbers[j]
            if _inside_bracket(text, 0, part.start):
                continue
            if plain_unit(part) != plain_unit(whole) and not (
                pieces and {part.unit, whole.unit} <= _PIECES and len(parts) < 5
            ):
                break
            parts.insert(0, part)
            earlier = next((n for n in reversed(numbers[:j]) if not _inside_bracket(text, 0, n.start)), None)
            before = text[earlier.end if earlier else 0 : part.start]
            before = re.sub(r"^[（(][^）)]*[）)]", "", before)
            if (
                not before.startswith(("、", "，", "和", "与", "及"))
                or not (_is_item(_ATTENDED.sub("", before)) or len(before) == 1)
                or _FIRST.search(before)
            ):
                break
        if said:
            many = "零一二三四五".find(said[1].replace("两", "二"))
            parts = parts[-many:]
            if len(parts) < many and "、" not in text[parts[0].end : parts[-1].start]:
                continue  # 处罚见前，强制19件，许可583件，三项合计876件
        if len(parts) > 1:
            yield _List(whole, tuple(parts), text[parts[0].start : whole.end], "共计")

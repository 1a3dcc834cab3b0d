"""TEXT-CONTRADICTION: more, fewer, as many as last year, the first ever, most and half, where no figure is given.

What is compared is what the clause names, else the number that stands last before it. Last year's report decides; where it
is not given, only the sentence's own words do (首次收到 beside what was carried over).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from assistant.checking.case import Case
from assistant.checking.figures.claims.claims import Broken, kinds_of_case
from assistant.checking.figures.ties.aliases import Name, names_in
from assistant.checking.figures.ties.elsewhere import ELSEWHERE
from assistant.checking.figures.ties.rows import (
    DONE,
    NEW,
    OVER,
    Cells,
    applicant_cells,
    case_cells,
    result_cells,
)
from assistant.checking.prose import Passage
from assistant.core.numbers import format_number
from assistant.core.report import Severity
from assistant.core.template import quoted

_COMPARING: Final = re.compile("[比较同与和相对首第占半多少高低大小增减升降连逐续翻]")
_AGAINST: Final = r"(?:同比|(?:[比较与同和跟]|相比|相较于?|对比)(?:上一?年度?|去年|前一年|20\d\d年度?)[末底]?(?:同期)?(?:相比|比较|比)?|(?:上一?年度?|去年)(?:同期)?相比)"
_HOW: Final = r"(?:总量|总数|数量|均|都|也|又|仍|则|基本|大致|总体|略|稍|有所|有|呈|继续|持续|明显|显著|大幅度?|小幅度?|大体|出现|保持|大大|进一步|成倍|，)*"
_TREND: Final = re.compile(
    rf"{_AGAINST}{_HOW}(?:(?P<up>增加|增长|上升|增多|提高|升高|攀升|翻番|翻了?一番|上涨)|(?P<down>减少|下降|降低|回落|下滑|走低)|(?P<same>持平|相当|一致|不变|无变化|没有变化)|没有(?:再|进一步)*(?:(?P<not_up>增加|增长|上升)|(?P<not_down>减少|下降)))"
    r"(?!\s*(?:了|约|近|超过?|达|至|到|为|幅度|率)*\s*[\d一二三四五六七八九十两百])(?!的)"
)
_THAN: Final = re.compile(
    r"(?:(?P<up>多于|高于|大于|多过)|(?P<down>少于|低于|小于|不及))(?:上一?年度?|去年|前一年|20\d\d年)(?:同期)?(?!的?\d)(?:水平)?$"
    r"|(?:比|较)(?:上一?年度?|去年)(?:同期)?(?:都|均|也)?(?:(?P<plain_up>多)|(?P<plain_down>少))$"
    r"|(?:实现|呈|保持|继续)?双(?:(?P<both_up>升|增|增长)|(?P<both_down>降|减|下降))$"
    r"|(?:连续[两二三四五2345]年|连年|逐年|保持|延续|继续|呈)(?:了|着|保持|呈|[两二三四五]年)*(?:(?P<still_up>增加|增长|上升|攀升)|(?P<still_down>减少|下降|回落|走低))(?:的)?(?:势头|态势|趋势|走势)?$"
)
"""少于上年, 双下降, 连续两年减少, 保持增长势头: a change told in another order."""
_GIVEN: Final = re.compile(
    r"(?:[比较同与和跟]|相比|相较于?|对比)(?:上一?年度?|去年|前一年|20\d\d年度?)[末底]?(?:同期)?的?\s*(?P<before>\d[\d,]*)\s*(?P<unit>[件起条次篇人])(?:申请)?(?:相比|比)?"
    + _HOW
    + r"(?:(?P<up>增加|增长|上升|增多|提高|攀升|上涨|多|高)|(?P<down>减少|下降|降低|回落|下滑|走低|少|低)|(?P<same>持平|不变))(?:了|些|一些|不少)*$"
)
_NUMBER: Final = re.compile(r"(\d[\d,]*)\s*(?P<unit>[件起条次篇人])")
"""新收402件，比2022年的318件有所回落: both numbers are told."""
_ALL: Final = re.compile("均|都|皆|双")
_SET_AGAINST: Final = re.compile(
    rf"(?:^|[。；，：])(?:{_AGAINST}|较之(?:上一?年度?|去年)|[比与同和跟](?:上一?年度?|去年)(?:比起来|比较起来|对照|对比|相较|来看|起来))，$"
)
_BARE: Final = re.compile(
    rf"{_HOW.replace('总量|总数|数量|', '')}(?:(?P<up>增加|增长|上升|增多|提高|攀升|上涨|变多|多了|升了|高了)|(?P<down>减少|下降|降低|回落|下滑|走低|变少|少了|降了|低了)|(?P<same>持平|相当|不变|没有变化))(?:了)?(?:一些|不少|许多|一点|一截|很多)?$"
)
"""与上年相比，申请总量有所回落: what it is set against stands in the clause before."""
_LOUD: Final = re.compile(
    r"(?:(?:数量|总量|案件|申请|数|量|件数|继续|呈|出现|较为|仍)*)(?:大幅度?|明显|显著|持续|逐年|连年|连续|成倍|略有|有所|小幅)(?:地|度)?(?:(?P<up>增加|增长|上升|增多|攀升|上涨)|(?P<down>减少|下降|降低|回落|下滑|走低)|(?P<same>(?!)))(?!\s*(?:了|约|近|超过?|达|至|到|为|幅度|率)*\s*[\d一二三四五六七八九十两百])(?!的)"
)
"""A change told without saying against what: only of what stands right before it."""
_FIRST: Final = re.compile(
    r"(?:首次|第一次|首例|首件|第一件)(?:收到|接到|受理|发生|出现|有|被|提起|因|公民|群众|的|人)*"
)
_PAST: Final = re.compile(
    r"(?:首次|第一次)(?:突破|超过|超|过|达到|达|迈上|跨过)\s*(?P<number>\d[\d,]*)\s*(?=[件起])"
)
_DOUBLE: Final = re.compile(r"翻番|翻了?一番|成倍")
_MOST: Final = re.compile(
    r"(?P<most>(?<![未不没])(?<!没有)(?:占|为|达|超过?|过)?(?:绝大多数|大多数|绝大部分|大部分|多数|大半|过半|超半数|半数以上|一半以上|超过?一半|超过?半数))|(?P<under>(?:未|不|没有?)(?:过|到|超过|达到|足)(?:一半|半数|半)|(?:接近|近|不到|不足|将近)(?:一半|半数|半)(?!年|个|天))|(?P<half>(?:占|各占|为)?(?:一半|半数)(?![以之]))"
)
_OF_NAMED: Final = re.compile(
    "占(?:到|了)?(?P<whole>[^，。；占]{2,12}?)(?:总数|件数|总量)?的?(?:绝?大|多数|过半|超过?半|一半|半数)"
)
_TENTHS: Final = re.compile(
    r"(?:占|只有|仅有|只占|仅占|只是)(?:比|了|到|总数的?|全部申请的?|办结总?数的?)*(?:约|近|超过?|逾|不到|不足|接近)*(?P<tenths>[一二三四五六七八九])成(?P<over>以上|多)?"
)
_ROUND: Final = Decimal("0.02")
_SHARE_TALK: Final = re.compile(
    r"占|只有|仅有|不到|不足|超过|过半|以.{2,12}为主|为.{0,8}多数|来自|属于|由|是|为"
)
_NEARLY_SAME: Final = Decimal("0.05")
_SURELY_OTHER: Final = Decimal("0.15")
_HALF: Final = Decimal("0.5")
_ROOM: Final = Decimal("0.06")
_NEAR_HALF: Final = Decimal("0.38")
_NEAR: Final = 60
_BEFORE: Final = 16
_DECISIONS: Final = {"licensing", "penalties", "compulsion"}


def broken(case: Case, clause: Passage, sentence: Passage) -> Iterator[tuple[Broken, Severity]]:
    """The trends and shares of a clause that the tables contradict, with how sure it is."""
    if not _COMPARING.search(clause.text) or ELSEWHERE.search(clause.text):
        return
    if given := _GIVEN.search(clause.text):
        yield from _from_given(clause, sentence, given)
        return
    yield from _trend(case, clause, sentence)
    yield from _first(case, clause, sentence)
    yield from _share(case, clause, sentence)


def _from_given(
    clause: Passage, sentence: Passage, match: re.Match[str]
) -> Iterator[tuple[Broken, Severity]]:
    """A change from a number that is told, against the last number told before it."""
    ahead = sentence.text[: clause.start - sentence.start + match.start()][-_NEAR:]
    told = [m for m in _NUMBER.finditer(ahead) if m["unit"] == match["unit"]]
    if not told:
        return
    now, before = (Decimal(n.replace(",", "")) for n in (told[-1][1], match["before"]))
    if verdict := _contradicted(match, _way(match, "up", "down", "same"), now, before):
        says = f"正文写{quoted(clause.text.strip())}，而前面写的是 {format_number(now)}，两处矛盾。"
        yield Broken(clause.of(match), (), says), verdict


def _trend(case: Case, clause: Passage, sentence: Passage) -> Iterator[tuple[Broken, Severity]]:
    if case.previous is None or not case.consecutive:
        return
    match = _TREND.search(clause.text) or _THAN.search(clause.text.rstrip())
    if match is None and _is_set_against(clause, sentence):
        match = _BARE.search(clause.text.rstrip())
    if match is None:
        match = _LOUD.search(clause.text)
        if match is None or not _named(case, clause.text[: match.start()], sentence):
            return
    way = _way(match)
    every = _every(case, clause.text[: match.start()], sentence) if _ALL.search(clause.text) else []
    for cells in every or _subject(case, clause, sentence, match.start()):
        now, before = case.sum(cells), case.sum(cells, last_year=True)
        if now is None or before is None:
            return
        verdict = _contradicted(match, way, now, before)
        if verdict:
            shown = f"{case.names(cells)}本年 {format_number(now)}、上年 {format_number(before)}"
            says = f"正文写{quoted(clause.text.strip())}，而{shown}，两处矛盾。"
            yield Broken(clause.of(match), cells, says), verdict
        if verdict or not every:
            return


def _is_set_against(clause: Passage, sentence: Passage) -> bool:
    """Whether the clause right before names last year and nothing else."""
    at = clause.start - sentence.start
    return _SET_AGAINST.search(sentence.text[max(0, at - _BEFORE) : at]) is not None


def _way(match: re.Match[str], *among: str) -> str:
    """Up, down, same, or not_up and not_down; a pattern cannot use a name twice, so some have a word in front."""
    name = next(n for n, words in match.groupdict().items() if words and (not among or n in among))
    return name if name.startswith("not_") else name.rpartition("_")[2]


def _contradicted(match: re.Match[str], way: str, now: Decimal, before: Decimal) -> Severity | None:
    change = now - before
    if way == "same":
        largest = max(now, before)
        vague = re.search("基本|大致|大体|相当|总体", match[0])
        if (
            not change
            or not largest
            or (vague and (abs(change) <= _NEARLY_SAME * largest or abs(change) <= 1))
        ):
            return None
        if abs(change) <= _NEARLY_SAME * largest:
            return "warning"
        return "warning" if vague and abs(change) <= _SURELY_OTHER * largest else "error"
    if way.startswith("not_"):
        return "error" if change * (1 if way == "not_up" else -1) > 0 else None
    if way == "up" and _DOUBLE.search(match[0]) and change > 0:
        return None if now >= before * Decimal("1.8") else "warning"
    return None if (change > 0) is (way == "up") and change else "error"


def _every(case: Case, words: str, sentence: Passage) -> list[Cells]:
    """Each of the matters named, where 均 and 双 are said of all: 行政许可、行政处罚均少于上年."""
    places = [n.end for n in names_in(words)]
    named = [_named(case, words[:end], sentence) for end in places]
    if any(n.key == "cases" for n in names_in(words)):
        named += [case_cells("review", "total"), case_cells("suits", "total")]
    return list(dict.fromkeys(cells for cells in named if cells))


def _subject(case: Case, clause: Passage, sentence: Passage, end: int) -> list[Cells]:
    """What is compared: named in the clause before the comparison, else the number tied last in the sentence."""
    named = _named(case, clause.text[:end], sentence)
    if named:
        return [named]
    place = clause.start
    tied = [
        s
        for s in case.statements
        if s.passage.section == clause.section
        and sentence.start <= s.passage.start < place + end
        and not s.last_year
    ]
    if not tied or tied[-1].role == "part" or tied[-1].doubt:
        return []
    return [c for c in tied[-1].choices if case.sum(c) == tied[-1].mention.value]


def _named(case: Case, words: str, sentence: Passage) -> Cells:
    form = case.report.form
    keys = [n.key for n in names_in(words) if n.kind not in {"applicant", "outcome", "column"}]
    people = [n for n in names_in(words) if n.kind == "applicant"]
    if people and re.match("(?:提出)?的?(?:申请)?(?:数量?|件数)?(?:都|均)?$", words[people[-1].end :]):
        return applicant_cells(people[-1].key, "new", form)[0]
    ended = [n.key for n in names_in(words) if n.kind == "outcome"]
    if (
        ended[-1:] in (["upheld"], ["corrected"])
        and re.search("复议|诉讼|法院", sentence.text)
        and not re.search("审结|部门|单位|乡镇", words)
    ):
        rows = kinds_of_case(case, sentence.cut(0, sentence.text.find(words) + len(words)), sentence)
        return tuple(f"disputes.{row}.{ended[-1]}" for row in rows)
    if re.search("文件", words) and (columns := [n.key for n in names_in(words) if n.kind == "column"]):
        return (f"proactive.normative_documents.{columns[-1]}",) if "规章" not in words else ()
    if not keys:
        return ()
    key = keys[-1]
    if key in {"new", "received"} and re.search("申请|新收", words):
        return NEW
    if key == "requests" and re.search(r"(?:申请|公开)(?:总?量|数量?|件数|总数)?[^，]{0,4}$", words):
        return NEW
    if key == "total_results" and re.search("办结|答复", words):
        return DONE
    if key in {"review", "direct", "after", "suits"}:
        return case_cells(key, "total")
    if key in _DECISIONS:
        return (f"proactive.{key}.decisions",)
    if key == "fees":
        return ("proactive.fees.amount",)
    kinds = [n.kind for n in names_in(words) if n.key == key]
    return result_cells(key, form) if kinds[-1] in {"result", "reason"} else ()


def _first(case: Case, clause: Passage, sentence: Passage) -> Iterator[tuple[Broken, Severity]]:
    """首次收到申请 beside what was carried over from last year, or last year's own count."""
    match = _FIRST.search(clause.text)
    if match is None:
        return
    behind = clause.text[match.start() : match.end() + 14]
    if past := _PAST.match(behind):
        yield from _passed(case, clause, sentence, match, Decimal(past["number"].replace(",", "")))
        return
    if re.search("纠正|败诉|纠错|撤销", behind):
        named = behind if re.search("复议|诉讼", behind) else sentence.text[: clause.end - sentence.start]
        cells = case_cells(
            "suits" if re.search("诉讼|败诉", named) and "复议" not in named else "review", "corrected"
        )
    elif re.search("被(?:起)?诉", behind):
        cells = case_cells("suits", "total")
    elif re.search("复议|诉讼", behind):
        cells = case_cells("review" if "复议" in behind else "suits", "total")
    elif re.search("(?:信息公开|公开)申请|依申请", behind):
        cells = NEW
    else:
        return
    said = clause.of(match)
    over = case.sum(OVER)
    if cells == NEW and over:
        shown = f"{case.names(OVER)}是 {format_number(over)}，上年就有申请"
        yield Broken(said, OVER, f"正文写{quoted(clause.text.strip())}，而{shown}，两处矛盾。"), "error"
    elif case.previous is not None and case.consecutive and (before := case.sum(cells, last_year=True)):
        shown = f"上年报告的{case.names(cells)}是 {format_number(before)}"
        yield Broken(said, cells, f"正文写{quoted(clause.text.strip())}，而{shown}，两处矛盾。"), "error"


def _passed(
    case: Case, clause: Passage, sentence: Passage, match: re.Match[str], bound: Decimal
) -> Iterator[tuple[Broken, Severity]]:
    """首次突破300件 of what was over 300 last year already."""
    if case.previous is None or not case.consecutive:
        return
    for cells in _subject(case, clause, sentence, match.start())[:1]:
        before = case.sum(cells, last_year=True)
        if before is not None and before >= bound:
            shown = f"上年报告的{case.names(cells)}就是 {format_number(before)}"
            yield (
                Broken(
                    clause.of(match), cells, f"正文写{quoted(clause.text.strip())}，而{shown}，两处矛盾。"
                ),
                "error",
            )


def _of_whom(words: str) -> list[Name]:
    return [n for n in names_in(words) if n.kind in {"applicant", "result"}]


def _clause_before(sentence: Passage, clause: Passage) -> str:
    """The clause right before, without a number in it; 占比过半 speaks of whom it names."""
    ahead = sentence.text[: clause.start - sentence.start].rstrip("，")
    before = re.split("[，。；：]", ahead)[-1]
    return "" if re.search(r"\d", before) else before


def _tenths_fit(match: re.Match[str], share: Decimal) -> bool:
    """Whether 六成, 近六成, 六成以上 may be said of a share."""
    said = Decimal("一二三四五六七八九".find(match["tenths"]) + 1) / 10
    if match["over"] or re.search("超|逾", match[0]):
        return said - _ROUND <= share <= said + Decimal("0.15")
    if re.search("近|不到|不足", match[0]):
        return said - Decimal("0.12") <= share <= said + _ROUND
    return abs(share - said) <= _ROOM


def _share_of_named(
    case: Case, clause: Passage, sentence: Passage, match: re.Match[str], whole_named: str
) -> Iterator[tuple[Broken, Severity]]:
    """行政执法案卷41件，占不予公开的一半以上: the number before against what the clause names as the whole."""
    tied = [
        s
        for s in case.statements
        if s.passage.section == clause.section and sentence.start <= s.passage.start < clause.start
    ]
    names = [n for n in names_in(whole_named) if n.kind == "result"]
    if not tied or tied[-1].last_year or len(names) != 1 or not match["most"]:
        return
    cells = result_cells(names[0].key, case.report.form)
    part, whole = tied[-1].mention.value, case.sum(cells)
    if whole and part / whole < _HALF - _ROOM:
        shown = f"{format_number(whole)} 件里这一类是 {format_number(part)} 件"
        says = f"正文写{quoted(clause.text.strip())}，而{shown}，两处矛盾。"
        yield Broken(clause.of(match), cells, says), "error"


def _share(case: Case, clause: Passage, sentence: Passage) -> Iterator[tuple[Broken, Severity]]:
    """自然人占绝大多数, 予以公开的过半: one kind of applicants or results against all of them."""
    match = _MOST.search(clause.text) or _TENTHS.search(clause.text)
    if match is None or re.search(r"\d", clause.text) or not _SHARE_TALK.search(clause.text):
        return
    of = _OF_NAMED.search(clause.text)
    if of and match.re is _MOST and names_in(of["whole"]):
        yield from _share_of_named(case, clause, sentence, match, of["whole"])
        return
    names = _of_whom(clause.text) or _of_whom(_clause_before(sentence, clause))
    if len({n.key for n in names}) != 1 or re.search("结转|复议|诉讼|其中|的申请中|类中|件中", clause.text):
        return
    name = names[0]
    form = case.report.form
    if name.kind == "applicant":
        part, whole = case.sum(applicant_cells(name.key, "new", form)[0]), case.sum(NEW)
        cells: Cells = (*applicant_cells(name.key, "new", form)[0], *NEW)
    else:
        part, whole = case.sum(result_cells(name.key, form)), case.sum(DONE)
        cells = (*result_cells(name.key, form), *DONE)
    if part is None or not whole or whole < 3:
        return
    share = part / whole
    if match.re is _TENTHS:
        if _tenths_fit(match, share):
            return
        shown = f"{format_number(whole)} 件里这一类是 {format_number(part)} 件"
        says = f"正文写{quoted(clause.text.strip())}，而{shown}，两处矛盾。"
        yield Broken(clause.of(match), cells, says), "warning"
        return
    if match["most"]:
        wrong = share <= _HALF
    elif match["under"]:
        wrong = share >= _HALF + _ROOM or share < _NEAR_HALF
    else:
        wrong = abs(share - _HALF) > _ROOM
    if wrong:
        shown = f"{format_number(whole)} 件里这一类是 {format_number(part)} 件"
        severity: Severity = "error" if match["most"] and share < _HALF - _ROOM else "warning"
        yield (
            Broken(clause.of(match), cells, f"正文写{quoted(clause.text.strip())}，而{shown}，两处矛盾。"),
            severity,
        )

"""TEXT-NUMBER, where the tie is loose: a number with a name of the form in the same breath, but other words between.

“另有18件因征求意见、依法延期等原因结转下年度”, “科研机构提交了六件”: such a number may be part of what its name counts, so
only one that is more than all of it is told, and as a warning.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from assistant.checking.case import Case
from assistant.checking.figures.ties.aliases import Name, hide_marks, names_in
from assistant.checking.figures.ties.elsewhere import ELSEWHERE
from assistant.checking.figures.ties.mentions import mentions
from assistant.checking.figures.ties.rows import FORWARD, ORGANIZATIONS, OVER, Cells, case_cells, result_cells
from assistant.checking.figures.ties.statements import BASIS, MOST_NUMBERS, whose_year
from assistant.checking.prose import Passage
from assistant.core.findings import Finding
from assistant.core.numbers import Mention, NumberKind, format_number
from assistant.core.template import address, quoted

_UNITS: Final = frozenset({"件", "起", "宗", "份", "个", "例"})
_HARD: Final = re.compile(r"[；;。]")
_REQUESTS: Final = re.compile(r"申请|新收|依申请|办结|结转|不予公开|无法提供|不予处理|予以公开|部分公开")
_CHANGE: Final = re.compile(
    r"(?:增加|增长|上升|增多|减少|下降|降低|多了?|少了?|净增|净减|超过?|不足|近|逾)(?:了|为|达|约)?$|[第每满]$"
)
_OTHERS: Final = re.compile(
    r"文件|信息\d|稿|栏目|网站|平台|问题|培训|会议|人次|篇|条|期|场|建议|提案|案卷|答复书|文书|样本|分局|各县|区县|县区|街道办|县级|乡镇|局属|市直|部门|许可|处罚|强制|合同|线索|咨询|来电|留言|工单|诉求"
)
_OF_KINDS: Final = frozenset({"received", "result", "reason", "applicant"})
_LOOSE_KEYS: Final = frozenset({"over", "forward"})
_REACH: Final = 26
_TOO_MANY: Final = 50
"""Where the name's cells hold nothing, so many are hardly of that name."""
_TOGETHER: Final = re.compile("[、和或及]|合计|共")
_BUT_FOR: Final = re.compile("除[^。；]*外，")
_SOME: Final = re.compile(r"其中|涉及|有关|关于|领域|分别|自然人|企业|个人|本级|各")


_SUCH_CASES: Final = re.compile(
    r"(?:涉及|关于|因|由|针对|有关)[^，。；：\d]{1,16}?(?:的|引起的|引发的)(?:政府信息公开)?行政(?P<kind>复议|诉讼)"
)
_ABOUT_THEM: Final = re.compile("信息公开|答复书|公开申请|(?:败|应)诉")


def such_cases(case: Case, sentence: Passage) -> Iterator[Finding]:
    """``针对2件涉及某事的行政诉讼``: more than all the suits that the table holds."""
    if "行政复议" not in sentence.text and "行政诉讼" not in sentence.text:
        return
    if not _ABOUT_THEM.search(sentence.text) or ELSEWHERE.search(sentence.text):
        return
    for mention in mentions(sentence.text):
        told = mention.unit in _UNITS and _SUCH_CASES.match(sentence.text, mention.end)
        if not told or mention.approximate:
            continue
        cells = case_cells("review" if told["kind"] == "复议" else "suits", "total")
        most = case.sum(cells)
        if most is None or not most or mention.value <= most or mention.value > most * 5:
            continue
        yield _finding(case, sentence.cut(mention.start, mention.end), f"行政{told['kind']}", cells, most)


def check(case: Case) -> Iterator[Finding]:
    """A warning for each number that is more than all that the name near it counts."""
    tied = {(s.passage.section, s.passage.start) for s in case.statements}
    for sentence in case.prose.sentences:
        yield from such_cases(case, sentence)
        if not _REQUESTS.search(sentence.text) or ELSEWHERE.search(sentence.text):
            continue
        numbers = [m for m in mentions(sentence.text) if m.kind is NumberKind.COUNT]
        if len(numbers) > MOST_NUMBERS:
            continue
        for i, mention in enumerate(numbers):
            passage = sentence.cut(mention.start, mention.end)
            if mention.unit in _UNITS and (sentence.section, passage.start) not in tied:
                finding = _judged(case, sentence, numbers, i)
                if finding:
                    yield finding


def _judged(case: Case, sentence: Passage, numbers: list[Mention], i: int) -> Finding | None:
    mention, text = numbers[i], hide_marks(sentence.text)
    start = max(numbers[i - 1].end if i else 0, _last_stop(text, mention.start))
    end = numbers[i + 1].start if i + 1 < len(numbers) else len(text)
    stop = _HARD.search(text, mention.end, end)
    before, behind = text[start : mention.start], text[mention.end : stop.start() if stop else end]
    if i + 1 < len(numbers) and not stop:
        behind = behind[: behind.rfind("，") + 1]  # what stands right before the next number is its name
    if mention.approximate or _CHANGE.search(before) or _OTHERS.search(before[-12:] + behind[:12]):
        return None
    if whose_year(text[: mention.start], case.report.year) != "this":
        return None
    found = _meant(case, before, behind)
    if found is None:
        return None
    name, cells = found
    most = case.sum(cells)
    if most is None or (not most and mention.value > _TOO_MANY):
        return None
    whole = cells in (OVER, FORWARD) and not _SOME.search(sentence.text)
    if mention.value == most or (mention.value < most and not whole):
        return None
    return _finding(case, sentence.cut(mention.start, mention.end), name, cells, most)


def _last_stop(text: str, end: int) -> int:
    stops = [m.end() for m in _HARD.finditer(text, 0, end)]
    return stops[-1] if stops else 0


def _meant(case: Case, before: str, behind: str) -> tuple[str, Cells] | None:
    """The one name near a number, right before it or behind it, and all the cells it may count."""
    for words, nearest in ((before[-_REACH:], -1), (behind[:_REACH], 0)):
        names = [
            n
            for n in names_in(words)
            if n.kind in _OF_KINDS and (n.kind != "received" or n.key in _LOOSE_KEYS)
        ]
        if len({n.key for n in names}) > 1 and _TOGETHER.search(words):
            return None  # 其余19件作不予处理或者其他处理: of all of them
        if names and not (nearest and _BUT_FOR.search(before)):
            name = names[nearest]
            cells = _cells(case, name)
            return (words[name.start : name.end], cells) if cells else None
    return None


def _cells(case: Case, name: Name) -> Cells:
    form = case.report.form
    if name.key == "over":
        return OVER
    if name.key == "forward":
        return FORWARD
    if name.kind in {"result", "reason"}:
        return result_cells(name.key, form)
    if name.kind == "applicant":
        columns = ORGANIZATIONS if name.key == "organizations" else (name.key,)
        return tuple(
            address("requests", row, column) for row in ("new", "carried_over") for column in columns
        )
    return ()


def _finding(case: Case, passage: Passage, name: str, cells: Cells, most: Decimal) -> Finding:
    around = case.prose.around(passage).text
    says = (
        f"正文写{quoted(passage.text)}，说的像是{quoted(name)}，而{case.names(cells)}"
        f"一共只有 {format_number(most)}，请核对：{quoted(around.strip()[:60])}。"
    )
    return case.prose.finding(
        "TEXT-NUMBER", "warning", passage, says, cells=cells, expected=most, basis=BASIS, status="uncertain"
    )

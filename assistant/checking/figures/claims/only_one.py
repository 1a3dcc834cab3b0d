"""TEXT-CONTRADICTION: what became of the year's only request, where the table says that something else did.

With one request answered in the year, 作出不予公开决定 speaks of it, and the row that holds it decides.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from assistant.checking.case import Case
from assistant.checking.figures.claims.claims import Broken
from assistant.checking.figures.ties.aliases import hide_marks, names_in
from assistant.checking.figures.ties.elsewhere import ELSEWHERE
from assistant.checking.figures.ties.named import cut_out
from assistant.checking.figures.ties.rows import DONE, result_cells
from assistant.checking.prose import Passage
from assistant.core.template import quoted

_THE_ONE: Final = re.compile(
    r"(?:唯一|仅有|收到|受理|办结|答复|这|该|所收)[^，。；\d]{0,6}(?:1|一)件|(?:公开)?申请(?:共|仅|只|有)*(?:1|一)件|该申请|这(?:份|件)申请|申请人?(?:申请|要求|索要)的"
)
_DONE_SO: Final = re.compile(
    r"^(?:[^，。；]{0,10})?(?:作出(?:了)?|作了?|决定|已|依法|给予|予以|告知(?:申请人)?|答复(?:为|申请人)?|按)(?:[^，。；]{0,6})$"
)
_NOT_SAID: Final = re.compile(
    r"[没未无如若凡拟应可能]|不得|上年|去年|20\d\d年(?!\d)|原则|规定|条例|情形|标准|[二三四五六七八九两]|处罚|许可|复议|诉讼|起诉|法院"
)
_AT_ONCE: Final = re.compile(
    "(?:当场|当天|当日|即时|立即|次日)(?:就|即|便|予以|给予|作出)*了?(?:书面|口头)?(?:答复|办结|提供)"
)
_LONGER: Final = re.compile(
    r"(?:延长|延期)了?(?:答复)?(?:期限)?(?:至|到|了)?\s*\d+\s*个?工作日|(?:答复|办理)期限[^，。；没未无]{0,6}(?:延长|顺延)|(?:作了|办理了|办了)延期"
)
_GIVEN_WHOLE: Final = re.compile(
    "(?:全文|完整|整份|整本|原样|全部|一字不[漏落])(?:地|内容|都|一并)*(?:提供|公开|复印|给|寄)"
)
_OTHERWISE: Final = (
    (re.compile("(?:被|遭|予以)拒绝?(?:公开|提供)?$|拒绝公开$"), "refused"),
    (re.compile("(?:没能|未能|无法|没法|没有)提供(?:信息|材料)?$|提供不了$"), "unavailable"),
)
"""Results told in words that are no names of rows."""
_OTHERWISE_CUT: Final = re.compile("没能|未能|无法|没法|没有|不掌握|不存在|拒绝")
_WHOLE: Final = "granted"
_ROWS: Final = frozenset({"granted", "granted_in_part", "refused", "unavailable", "not_processed"})


def broken(case: Case) -> Iterator[Broken]:
    """Every outcome told of the only request that the table does not have."""
    if case.sum(DONE) != 1:
        return
    yield from _at_once(case)
    for sentence in case.prose.sentences:
        text = hide_marks(sentence.text)
        if not _THE_ONE.search(text) and not ("申请" in text and re.search("村民|居民|申请人|群众", text)):
            continue
        if ELSEWHERE.search(text):
            continue
        for match in re.finditer("[^，。；：]+", text):
            clause = sentence.of(match)
            told = next((key for p, key in _OTHERWISE if p.search(match[0])), "")
            said = _OTHERWISE_CUT.sub("", match[0]) if told else match[0]
            if _NOT_SAID.search(_without_results(said)) or re.search(r"[02-9]|1\d", match[0]):
                continue
            key = told or _outcome(match[0])
            if key and (cells := result_cells(key, case.report.form)) and case.sum(cells) == 0:
                shown = "、".join(case.name(a) for a in cells)
                says = f"正文写{quoted(clause.text.strip())}，而本年办结的只有1件，{shown}是 0，两处矛盾。"
                yield Broken(clause, cells, says)


def _at_once(case: Case) -> Iterator[Broken]:
    """``当场作出答复`` beside 答复期限延长了10个工作日: there is but one request to which both could happen."""
    at_once = next((p for p, _ in case.prose.matches(_AT_ONCE) if _of_requests(case, p)), None)
    longer = next((p for p, m in case.prose.matches(_LONGER)), None)
    if at_once and longer:
        says = f"本年办结的只有1件，一处写{quoted(at_once.text)}，另一处写{quoted(longer.text)}，前后矛盾。"
        yield Broken(at_once, (), says)


def _of_requests(case: Case, said: Passage) -> bool:
    """Whether the sentence speaks of requests for information."""
    around = case.prose.around(said).text
    return "申请" in around and ELSEWHERE.search(around) is None


def _without_results(words: str) -> str:
    """The words without the results themselves, whose 不 and 未 deny nothing."""
    return cut_out(words, [n for n in names_in(words) if n.kind in {"result", "reason"}])


def _outcome(words: str) -> str | None:
    """The result that a clause says was given."""
    if _GIVEN_WHOLE.search(words):
        return _WHOLE
    names = [n for n in names_in(words) if n.kind == "result" and n.key in _ROWS]
    if len(names) != 1 or not _DONE_SO.match(words[: names[0].start] or "已"):
        return None
    return names[0].key

"""TEXT-CONTRADICTION: 均已答复, 全部公开, 均获维持 of all requests or cases, where the tables hold some that were not."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from assistant.checking.case import Case
from assistant.checking.figures.claims import claims
from assistant.checking.figures.claims.claims import Broken
from assistant.checking.figures.ties import scope
from assistant.checking.figures.ties.elsewhere import ELSEWHERE
from assistant.checking.figures.ties.mentions import mentions
from assistant.checking.figures.ties.rows import DONE, FORWARD, NEW, OVER
from assistant.checking.prose import Passage
from assistant.core.numbers import format_number
from assistant.core.report import Severity
from assistant.core.template import quoted

_ALL_DONE: Final = re.compile(
    r"(?<!占)(?:(?<!平)均|全部|全都|都|悉数)(?:已经?|依法|及时|依规|按期|按时|按规定|在(?:法定|规定)?(?:期限|时限|年度?)内|在?年[底末]前|予以|进行了?|作出了?|年内)*(?:办结|答复|办理完毕|办理完结|回复|办复)(?!的|均|都|在|文书|无法|不|部分|予以|同意|告知|申请人|为)(?:完毕|了|完成)?"
    r"|办结率(?:达到?|为|均为)?\s*100\s*%|全部?(?:办结|答复)完毕"
)
_ALL_GIVEN: Final = re.compile(
    r"(?:均|全部|全都|都)(?:已经?|依法|依规|按时|按期|给予|同意|作出)*(?:予以)?公开(?:答复)?$"
)
_ALL_UPHELD: Final = re.compile(
    r"(?:结果)?(?:均|全部|都)(?:被|已经?|结果|为|予以?|获|得到|复议机关|上级机关|(?:人民)?法院|一审|二审|判决|裁定|依法|决定|以)*(?P<what>维持|纠正|审结|办结|结案|胜诉)|(?P<none>无一?(?:起|件)?(?:被)?(?:纠正|败诉))|(?P<lost>没有(?:一起|一件)?(?:被)?(?:纠正|败诉)|未(?:发生|出现)(?:被)?(?:纠正|败诉))"
)
_BY_ANSWERS: Final = re.compile(
    "因(?:本|我)?(?:局|机关|镇|街道)?的?(?:答复|公开|告知)(?:行为)?(?:引起|引发|被申请)"
)
_REQUESTS: Final = re.compile(r"申请|新收|收到|受理|办结|答复")
_OF_SOME: Final = re.compile(
    r"投诉|举报|到期(?!提醒|预警)|不予公开的|部分公开的|无法提供的|(?<!和上年)(?<!同上年)(?<!及上年)结转的|涉及|其中(?!自然人|公民|法人|企业|商业|个人)|延期"
)
"""Words that make 均 one of some requests, not of all."""
_OTHER_COUNT: Final = re.compile(r"\d\s*(?:项|条|个|次|篇|场|家|户|处|期|人)(?!工作日|月)[^。；\d件]*$")
_LOOKED_BACK: Final = 400
"""Characters of a sentence that are looked at around a clause: it may be a page long, with hundreds of clauses."""


def broken(case: Case, clauses: Sequence[tuple[Passage, Passage]]) -> Iterator[Broken]:
    """What clauses, each with its sentence, say of all and the tables do not bear out."""
    for clause, sentence in clauses:
        text = clause.text
        if not any(p.search(text) for p in (_ALL_UPHELD, _ALL_DONE, _ALL_GIVEN)):
            continue
        counted = claims.counts_all(case, clause) or claims.counted_right_before(case, clause, sentence)
        by_answers = _BY_ANSWERS.search(_before(sentence, clause)) is not None
        if scope.is_of_some(case, clause, sentence) and not counted and not by_answers:
            continue
        if re.search(r"复议|诉讼|应诉", _before(sentence, clause)) and (ended := _ALL_UPHELD.search(text)):
            yield from _ended(case, clause, sentence, ended)
            continue
        if not _is_of_requests(case, clause, sentence):
            continue
        if _ALL_DONE.search(text):
            yield from _all_done(case, clause, sentence, text)
        elif _ALL_GIVEN.search(text):
            granted, done = case.sum(("requests.granted.total",)), case.sum(DONE)
            if granted is not None and done is not None and granted < done:
                says = f"正文写{quoted(text.strip())}，而表三办结 {format_number(done)} 件，予以公开的是 {format_number(granted)} 件，两处矛盾。"
                yield Broken(clause, ("requests.granted.total", *DONE), says, expected=granted)


def _all_done(case: Case, clause: Passage, sentence: Passage, text: str) -> Iterator[Broken]:
    forward = case.sum(FORWARD)
    if not forward:
        return
    timely = re.search(r"按期|按时|及时|期限|时限|如期", text)
    if timely and "全部" not in text and not claims.counted_right_before(case, clause, sentence):
        return  # each in time says nothing of those that are not due yet
    says = f"正文写{quoted(text.strip())}，而{claims.shown(case, FORWARD)}，还有没办结的，两处矛盾。"
    severity: Severity = "warning" if timely else "error"
    if timely:
        says += "如果说的是到期的都已按期答复，请写明。"
    yield Broken(clause, FORWARD, says, severity, forward)


def _before(sentence: Passage, clause: Passage) -> str:
    end = clause.end - sentence.start
    return sentence.text[max(0, end - _LOOKED_BACK) : end]


def _is_of_requests(case: Case, clause: Passage, sentence: Passage) -> bool:
    """Whether 均已 is said of all requests, not of some of them or of something else."""
    text = _before(sentence, clause)
    tail = re.split(r"[；。]", text)[-1]
    if ELSEWHERE.search(tail) or _OF_SOME.search(tail) or re.search("复议|诉讼", tail):
        return False
    if _OTHER_COUNT.search(tail):
        return False  # 任务共5项，均已办结
    if "结转" in tail and not re.search("新收|收到|受理|接收", tail):
        return False
    said = [m.value for m in mentions(clause.text) if m.unit == "件"]
    if said:
        whole = {v for cells in (NEW, (*NEW, *OVER)) if (v := case.sum(cells)) is not None}
        return bool({said[-1], sum(said[-2:])} & whole)  # 新收的23件和上年结转的2件均已办结
    if re.search(
        "信息公开申请|依申请公开|公开申请", text + sentence.text[clause.end - sentence.start :][:_LOOKED_BACK]
    ):
        return True
    return bool(_REQUESTS.search(tail)) and _about_requests(case, clause)


def _ended(case: Case, clause: Passage, sentence: Passage, ended: re.Match[str]) -> Iterator[Broken]:
    """均维持, 均已审结 of reviews, suits or both."""
    segment = re.split("[：；]", _before(sentence, clause))[-1]
    before = clause.text if re.search("复议|诉讼|应诉", clause.text) else segment
    right_before = segment.removesuffix(clause.text).rstrip("，").rpartition("，")[2]
    rows: list[str] = []
    suits = ["direct_litigation", "litigation_after_reconsideration"]
    if "起诉" in clause.text or ("起诉" in right_before and "、" not in right_before):
        rows += claims.kinds_of_case(case, clause, sentence)
    else:
        if "复议" in before.replace("复议后", "").replace("未经复议", ""):
            rows.append("reconsideration")
        if re.search("诉讼|起诉|应诉", before):
            rows += suits
    what = ended["what"] or "维持"
    wrong_columns = {
        "维持": ("corrected", "other", "pending"),
        "胜诉": ("corrected", "pending"),
        "纠正": ("upheld", "other", "pending"),
    }.get(what, ("pending",))
    if re.search("审结|结案|已判|判决|宣判|出结果|有结果", _before(sentence, clause)) and what in {
        "维持",
        "纠正",
        "胜诉",
    }:
        wrong_columns = tuple(c for c in wrong_columns if c != "pending")  # 已审结2件，均获维持
    if ended["none"] or ended["lost"]:
        wrong_columns = ("corrected",)
    cells = tuple(f"disputes.{r}.{c}" for r in rows for c in wrong_columns)
    value = case.sum(cells)
    if value:
        says = f"正文写{quoted(clause.text.strip())}，而{claims.shown(case, cells)}，两处矛盾。"
        yield Broken(clause, cells, says, expected=value)


def _about_requests(case: Case, clause: Passage) -> bool:
    text = case.prose.sections[clause.section]
    line = text.rfind("\n", 0, clause.start) + 1
    return bool(re.search("申请|新收|依申请|办结[^，。；]{0,6}\\d|结转", text[line : clause.start + 40]))

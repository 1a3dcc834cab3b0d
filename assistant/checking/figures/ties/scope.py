"""Of whom, of what months and of which cases a claim is: 县公安局全年没有不予公开的申请 says nothing of the whole county."""

from __future__ import annotations

import re
from typing import Final

from assistant.checking.case import Case
from assistant.checking.figures.ties.elsewhere import NOT_OURS, OTHER_CAUSES
from assistant.checking.figures.ties.whose import speaks_of_some
from assistant.checking.prose import Passage

_SOME_OF_MANY: Final = re.compile(r"[\d一二三四五六七八九十]\s*(?:个|家)(?!工作日|月)")
"""有5个全年零申请: of some units only."""
_OTHER_ORGAN: Final = re.compile(
    r"^(?:[（(][一二三四五六七八九十]+[）)][^。；]{0,14}。)?\s*(?:其中)?(?P<who>[一-龥]{2,14}?(?:局|委员会|办公室|街道|中心|大队|支队|镇|乡|医院|学校))(?:、[一-龥]{2,12}(?:局|委|办|镇|乡|街道))*(?:等)?(?:\d+个[一-龥]{2,4})?(?:全年|今年|本年)?(?:收到|受理|没有|未|无|的|也|共|均)"
    r"|(?:^|[，、])(?:市|县|区)?(?:政府)?(?:本级|直属?部门|直部门)|乡镇一级|镇村两级|以[一-龥]{2,8}为被申请人"
)
_WHEN: Final = re.compile("^(?:今年|全年|本年度?|年内|一年来|期间|20[0-9]{2}年度?|涉及|针对|由|对|以|因)+")
"""今年我街道 is we."""
_SOME_MONTHS: Final = re.compile(r"上半年|下半年|[一二三四前后]个?季度|(?<!\d)\d{1,2}月(?!\s*31|底)|年初")
_LOOKED_BACK: Final = 60
"""Characters; looking at all of a long sentence for each of its clauses made long texts quadratic."""


def is_of_some(case: Case, clause: Passage, sentence: Passage) -> bool:
    """Whether a claim is of some units, applicants, organs, months or cases only."""
    return (
        is_of_some_units(clause, sentence)
        or is_of_some_applicants(clause, sentence)
        or is_of_others(case, clause, sentence)
        or for_other_causes(clause, sentence)
    )


def is_of_some_units(clause: Passage, sentence: Passage) -> bool:
    """Whether a claim is of some units only: 有5个全年零申请, 18个乡镇（街道）没有收到."""
    last = re.split("[，。；]", _ahead(clause, sentence))[-1]
    return bool(_SOME_OF_MANY.search(last))


def is_of_some_applicants(clause: Passage, sentence: Passage) -> bool:
    """Whether a claim goes on about one kind of applicant: 企业新收29件，办结29件，没有结转."""
    ahead = _segment(clause, sentence)
    return speaks_of_some(ahead[: max(0, len(ahead) - len(clause.text))], clause.text)


def is_of_others(case: Case, clause: Passage, sentence: Passage) -> bool:
    """Whether a claim is of another organ, of some months or of another year: 县公安局全年没有, 上半年没有, 2023年没有."""
    year = case.report.year
    years = {int(y) for y in re.findall(r"(20\d\d)年", clause.text)}
    if year is not None and years and max(years) < year and "结转" not in clause.text:
        return True
    if _SOME_MONTHS.search(clause.text) and not re.search("全年|上一?年度?(?:结转|遗留)", clause.text):
        return True
    organ = _OTHER_ORGAN.search(_segment(clause, sentence))
    if organ is None:
        return False
    who = _WHEN.sub("", organ["who"] or "")
    return not who or not (_is_short_for(who, case.report.unit or "") or who.startswith(("我", "本", "全")))


def _is_short_for(short: str, name: str) -> bool:
    """Whether a name is the unit's own, or left shorter: 卫健局 for 示例区卫生健康局."""
    rest = iter(name)
    return all(character in rest for character in short)


def for_other_causes(clause: Passage, sentence: Passage) -> bool:
    """Whether the cases are those of other matters: 交通违法处罚引起的复议163件全部审结."""
    end = clause.end - sentence.start
    around = sentence.text[max(0, end - 2 * _LOOKED_BACK) : end + _LOOKED_BACK]
    return OTHER_CAUSES.search(_segment(clause, sentence)) is not None or NOT_OURS.search(around) is not None


def _ahead(clause: Passage, sentence: Passage) -> str:
    """The clause with what stands right before it."""
    end = clause.end - sentence.start
    return sentence.text[max(0, end - _LOOKED_BACK) : end]


def _segment(clause: Passage, sentence: Passage) -> str:
    """The same, since the last full stop or semicolon."""
    return re.split("[。；]", _ahead(clause, sentence))[-1]

"""Ties to table two: documents and decisions."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from assistant.checking.figures.ties.aliases import Name, names_in
from assistant.checking.figures.ties.places import Place
from assistant.checking.figures.ties.rows import Cells
from assistant.checking.figures.ties.spoken import spoken_in
from assistant.checking.figures.ties.tie import UNSURE, Context, Tie, role_of

_DOCUMENT_WORDS: Final = re.compile(
    r"^(?:[由从](?:上年|去年)[末底]?的?|变[为成]|[增减升降](?:加|少)?[至到]|了|的|为|有|还|是|系|剩|余|现|目前|一共|合计|总共|只|仍|尚|共|计|达|已|各类|市|县|区|政府|部门|件数|数量|数|文件|规章|本年度?|行政|规范性|以|局|委|本局|我局|镇)*$"
)
_AFTER_REVIEW: Final = re.compile(
    r"经?(?:逐件|集中|全面)?(?:清理|评估|审查)(?:后|，)?(?=废止|现行|继续|保留)|清理后"
)
_NOT_COUNTED: Final = re.compile(
    r"清理|审查|解读|备案|评估|转发|公布|公开|发布|合法性|意见|草案|征求|拟(?!定)|涉及|建议|规划|项目|单独|联合"
)
_BOTH: Final = re.compile(r"规章(?:和|与|及|、)(?:行政)?规范性文件[^。；\d]{0,30}\Z")
"""规章与规范性文件合在一起，现行有效的是1266件."""
_NEXT_WORD: Final = 2
_NO_DECISIONS: Final = re.compile(r"信息|事项|清单|案例|文书|目录|流程|指南|标准|职权|权力")
_SHORT_DECISIONS: Final = frozenset({"许可", "处罚", "强制"})
_DECISION_WORDS: Final = re.compile(
    r"^[●○◆■•·*\s]*(?:(?:\d{4}年度?|年度|受理|核发|作出|全[市县区镇局]|依法|间|一年间|一年来|全年|共|办理|各类|实施|[^，。；]{0,16}等|本年度?|今年|我局|行政机关)*)\|(?:全年|共|办理|案件|等|由|约|近|达到?|总?计|合计|累计|有|为|是|数量?|总数|总量|：|\s)*$"
)


_FROM: Final = re.compile(r"[由从](?:(?:上年|去年|年初)[末底]?的?)?\s*$")


def of_document(strong: Sequence[Name], words: str, place: Place, context: Context, unit: str) -> Tie | None:
    """Documents issued, repealed or in force, where nothing says that others are counted."""
    columns = [n.key for n in strong if n.kind == "column"]
    documents = [n.key for n in strong if n.kind == "document"]
    if not documents:  # 现行有效的8件行政规范性文件
        documents = [n.key for n in names_in(place.tail) if n.kind == "document" and n.start <= _NEXT_WORD]
    row = documents[-1] if documents else context.document
    unsure = ""
    if not columns and documents:
        columns = _column_around(place) or [n.key for n in spoken_in(words) if n.kind == "column"]
        unsure = UNSURE
        if not columns and _FROM.search(words):
            columns = ["in_force"]  # 行政规范性文件由13件减到11件
    if not row or not columns or _NOT_COUNTED.search(_AFTER_REVIEW.sub("", words)) or "其中" in place.clause:
        return None
    doubt = unsure
    if not documents and not re.search(r"规范性文件|规章", place.text[: place.mention.start]):
        if context.tie is not None and context.tie.kind != "document":
            return None
        doubt = UNSURE  # named in a sentence before
    if not _DOCUMENT_WORDS.match(words[max(n.end for n in strong) :]):
        return None
    cells: tuple[Cells, ...] = ((f"proactive.{row}.{columns[-1]}",),)
    if not place.text[place.lead_start :].startswith("其") and _BOTH.search(
        place.text[: place.mention.start]
    ):
        cells = (tuple(f"proactive.{r}.{columns[-1]}" for r in ("rules", "normative_documents")), *cells)
    return Tie(cells, "文件", "document", role_of(words, unit), doubt)


def _column_around(place: Place) -> list[str]:
    """Behind the number (8件继续有效), else before a list of what the documents are about (制定与救助、养老相关的…文件3件)."""
    behind = names_in(place.tail)
    if behind and behind[0].kind == "column" and behind[0].start <= _NEXT_WORD:
        return [behind[0].key]
    clause = re.split("[，。；：]", place.text[: place.mention.start])[-1]
    return [n.key for n in names_in(clause) if n.kind == "column"]


def of_decision(last: Name, words: str, place: Place, unit: str) -> Tie | None:
    """Licences, penalties and compulsion: decisions, not the matters they are about."""
    if _NO_DECISIONS.search(place.clause):
        return None
    several = [n.key for n in names_in(words) if n.kind == "decision"]
    if re.search("合计|共计|总计|之和", words) and len(several) > 1:
        cells = tuple(f"proactive.{key}.decisions" for key in dict.fromkeys(several))
        return Tie((cells,), "处理决定", "decision")
    words = re.sub(r"由(?:上年|去年|20\d\d年)?的?\s*$", "", words)
    if not re.search(r"作出|做出|决定", place.clause + words) and not _DECISION_WORDS.match(
        words[: last.start] + "|" + words[last.end :]
    ):
        return None
    # What is published is at most what was decided.
    role = "part" if "公示" in place.clause else role_of(words, unit)
    doubt = UNSURE if words[last.start : last.end] in _SHORT_DECISIONS else ""
    return Tie(((f"proactive.{last.key}.decisions",),), "处理决定", "decision", role, doubt)

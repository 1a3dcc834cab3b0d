"""The provisions and documents a draft may lean on, by citation, and what of them a sentence may say.

Sources: 《中华人民共和国政府信息公开条例》（国务院令第711号，2019）; 国办公开办函〔2021〕30号; 国办公开办函〔2019〕60号;
国办函〔2020〕109号.
"""

from __future__ import annotations

import re
from typing import Final

from assistant.core.template import T2021

REGULATION: Final = "中华人民共和国政府信息公开条例"
FEE_RULES: Final = "《政府信息公开信息处理费管理办法》"

ARTICLE_50: Final = "《条例》第五十条"
ARTICLE_50_4: Final = "《条例》第五十条第四项"
FORM: Final = "年度报告格式"
FEES: Final = "国办函〔2020〕109号"

DOCUMENT_NUMBERS: Final = (
    "国务院令第711号", "国办公开办函〔2021〕30号", "国办公开办函〔2019〕60号", "国办函〔2020〕109号",
)  # fmt: skip
"""Document numbers that may stand in a draft without being counted as figures."""

ASPECTS: Final = {
    "proactive": "主动公开",
    "requests": "依申请公开",
    "management": "政府信息管理",
    "platform": "政府信息公开平台建设",
    "supervision": "监督保障",
}
"""The five aspects of 总体情况 (国办公开办函〔2021〕30号), in order."""

ORDINALS: Final = "一二三四五六七八九十"

_TITLES: Final = "|".join(re.escape(s.title.replace("、", "和")) for s in T2021.sections if s.number)
_ACT: Final = rf"《(?:{REGULATION}|条例|政府信息公开条例)》(?:（国务院令第711号(?:，以下简称《条例》)?）)?"
_MAY_SAY: Final = {
    ARTICLE_50: rf"(?:依据|根据|按照)?(?:{_ACT}(?:第五十条)?|第五十条)(?:的?规定|要求)?",
    ARTICLE_50_4: rf"(?:依据|根据|按照)?(?:{_ACT})?第五十条第四项(?:的?规定|要求)?",
    FORM: (
        rf"(?:依据|根据|按照)?(?:政府信息公开工作)?年度报告格式(?:（(?:{'|'.join(map(re.escape, DOCUMENT_NUMBERS))})）)?"
        rf"|（[{ORDINALS}]）(?:{'|'.join(ASPECTS.values())})。"
        rf"|(?:本报告)?(?:所列)?数据的统计期限[为自是]?|全文包括(?:{_TITLES})(?:[、和](?:{_TITLES}))*"
    ),
    FEES: rf"(?:依据|根据|按照)?{re.escape(FEE_RULES)}(?:的?规定)?",
}


def may_say(text: str, citation: str) -> bool:
    """Whether words that lean on this citation name the provision, or what the form prescribes, and no more."""
    return citation in _MAY_SAY and re.fullmatch(_MAY_SAY[citation], text) is not None


def known_document_at(text: str, start: int, end: int) -> bool:
    """Whether a stretch of text lies inside a document number we know."""
    return any(
        at.start() <= start and end <= at.end()
        for number in DOCUMENT_NUMBERS
        for at in re.finditer(re.escape(number), text)
    )

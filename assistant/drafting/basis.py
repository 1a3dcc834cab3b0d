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
_MAY_SAY: Final = {
    ARTICLE_50: rf"《{REGULATION}》|《条例》|第五十条",
    ARTICLE_50_4: r"第五十条第四项",
    FORM: rf"年度报告格式|（[{ORDINALS}]）(?:{'|'.join(ASPECTS.values())})。|统计期限|{_TITLES}",
    FEES: re.escape(FEE_RULES),
}


def may_say(text: str, citation: str) -> bool:
    """Whether words that lean on this citation name the provision, or what the form prescribes."""
    return citation in _MAY_SAY and re.search(_MAY_SAY[citation], text) is not None


def known_document_at(text: str, start: int, end: int) -> bool:
    """Whether a stretch of text lies inside a document number we know."""
    return any(
        at.start() <= start and end <= at.end()
        for number in DOCUMENT_NUMBERS
        for at in re.finditer(re.escape(number), text)
    )

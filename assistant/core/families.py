"""What the checks are called: for every code of a finding the Chinese name of its family."""

from __future__ import annotations

from typing import Final

FAMILIES: Final = {
    "T3-BALANCE": "表三收支平衡",
    "T3-RESULTS": "表三分项合计",
    "T3-ROW": "表三行合计",
    "T4-SUM": "表四合计",
    "T2-FORM": "表二表样",
    "T2-RULES-LEVEL": "规章制定权限",
    "VALUE": "数值",
    "BLANK": "漏填",
    "Y-CARRY": "跨年结转",
    "Y-IN-FORCE": "跨年现行有效件数",
    "TEXT-NUMBER": "正文数字与表格",
    "TEXT-PARTS": "正文分项与总数",
    "TEXT-RATE": "占比与同比",
    "TEXT-CONTRADICTION": "前后矛盾",
    "YEAR-LEFT-OVER": "年份未更新",
    "PERIOD": "统计期限",
    "SECTION-MISSING": "缺少部分",
    "SECTION-TITLE": "章节标题",
    "SECTION-ORDER": "章节次序",
    "ASPECT-MISSING": "总体情况缺项",
    "FEE-UNEXPLAINED": "收费说明",
    "CITATION": "引用法规文件",
    "WORDING": "用语",
    "COUNTER": "量词",
    "PUNCTUATION": "标点",
    "TYPO": "错别字",
    "PRIVACY": "个人信息",
    "COPIED": "照抄上年",
}
"""Code → name, for every code of the contract and those that the checks add to it."""

SEVERITIES: Final = {"error": "错误", "warning": "提醒", "info": "说明"}
"""What staff call the three severities, worst first."""

OTHER: Final = "其他"
"""The name of a code that this version does not know."""


def family(code: str) -> str:
    """The Chinese name of a code's family; `OTHER` for a code of a later version."""
    return FAMILIES.get(code, OTHER)

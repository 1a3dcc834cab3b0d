"""Staff's words for parts of the report and for the tabs of the page."""

from __future__ import annotations

import re
from typing import Final

_ASPECTS: Final = ("proactive", "requests", "management", "platform", "supervision")

_SECTIONS: Final[tuple[tuple[str, str], ...]] = (
    ("preface", r"前言|题头|引言|导语|序言|开头|开篇|首段"),
    ("overview.requests", r"依申请(?:公开)?|申请(?:办理|受理|公开)|受理申请|申请(?=[那这]?一?(?:段|块|部分|节))"),
    ("overview.management", r"(?:政府)?信息管理|(?:规范性)?文件管理|管理(?=[那这]?一?(?:段|块|部分|节))"),
    (
        "overview.platform",
        r"(?:公开)?平台(?:建设)?|(?:政府)?网站|公众号|新媒体|专栏(?=[那这]?一?(?:段|块|部分))",
    ),
    ("overview.supervision", r"监督(?:保障|考核|检查)?|考核(?:评议)?|保障|培训(?=[那这]一?(?:段|块|部分|句))|责任追究"),
    ("problems", r"(?:存在)?的?(?:主要)?问题(?!列表|清单)|改进(?:措施|情况|办法)|整改措施|不足(?=部分|那)|第五(?:部分|章|大?块|节)"),
    ("other", r"其他(?:需要?)?(?:报告)?的?事项|其他报告事项|第六(?:部分|章|大?块|节)|收费(?=[那这]?一?(?:段|块|部分))"),
    ("overview.proactive", r"主动公开"),
    ("overview", r"总体情况|总情况|概述|概况|基本情况|第一(?:部分|章|大?块|节)"),
)  # fmt: skip
_POINT: Final = re.compile(
    r"(?:总体情况|概述|第一部分)(?:里|中)?的?(?:第([一二三四五1-5])(?:点|个?方面|段|条|项|部分|小节)|\(([一二三四五])\))"
)
WHOLE: Final = re.compile(r"全文|全篇|整体|整篇|通篇|整个(?:报告|初稿)|初稿|稿子|正文|报告(?!事项)|文字")

_NAMES: Final = {
    "preface": "前言", "overview": "总体情况", "problems": "存在的主要问题及改进情况", "other": "其他需要报告的事项",
    "overview.proactive": "主动公开", "overview.requests": "依申请公开", "overview.management": "政府信息管理",
    "overview.platform": "平台建设", "overview.supervision": "监督保障", "": "全文",
}  # fmt: skip

_TABS: Final[tuple[tuple[str, str], ...]] = (
    ("history", r"历史(?:版本|记录)?|(?:改动|修改|变更)(?:记录|历史)|版本(?:记录|列表)?|以前的版本"),
    ("sources", r"依据|出处|引用的?(?:条文|规定)|参考(?:的)?(?:规定|条文)"),
    (
        "checkup",
        r"体检(?:结果|页)?|问题(?:列表|清单)|检查结果|核对结果|错误(?:列表|清单)?|查出来的(?:问题|错误)?",
    ),
    ("compare", r"(?:比较|对比|对照)(?:那?页|结果|图|表)?|图表|柱状图"),
    ("take", r"导出(?:那?页|页面)?|下载(?:那?页|页面)?"),
    ("draft", r"初稿|草稿|稿子|正文|文稿"),
    ("tables", r"表格|表[二三四234]|三张表|(?<!体)表(?=$|吧|里)|数据表"),
)
_ANY_SECTION: Final = re.compile("|".join(f"(?:{pattern})" for _, pattern in _SECTIONS))
ANY_TAB: Final = re.compile("|".join(f"(?:{pattern})" for _, pattern in _TABS))
_OF_TEXT: Final = re.compile(r"[那这]?(?:一?[段块节]|部分|里|地方|方面|内容|话|文字)")


def section_of(text: str) -> str | None:
    """The section or aspect a text (plain) names first; "" when it names the whole text; `None` when it names none."""
    point = _POINT.search(text)
    if point is not None:
        number = point[1] or point[2]
        return (
            f"overview.{_ASPECTS['一二三四五'.index(number) if number in '一二三四五' else int(number) - 1]}"
        )
    found = [(m.start(), -m.end(), where) for where, pattern in _SECTIONS if (m := re.search(pattern, text))]
    if found:
        return min(found)[2]
    return "" if WHOLE.search(text) else None


def name_of(where: str) -> str:
    """A section or aspect in Chinese."""
    return _NAMES.get(where, "这一部分")


def tab_of(text: str) -> str | None:
    """The tab a text (plain) names, `None` when it names none."""
    return next((tab for tab, pattern in _TABS if re.search(pattern, text)), None)


def without_place(text: str) -> str:
    """The text without the names of sections and tabs."""
    return _OF_TEXT.sub("", ANY_TAB.sub("", WHOLE.sub("", _ANY_SECTION.sub("", text))))

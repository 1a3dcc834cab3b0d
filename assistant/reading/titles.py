"""The title line of a report, and the page furniture around it that is none."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from assistant.core.numbers import find_numbers

LONGEST_TITLE: Final = 80
_REPORT: Final = r"政府信息(?:与政务)?公开(?:工作)?(?:年度)?(?:工作)?(?:年度)?(?:报告|年报)"
_NAME: Final = r"[^，。；：:>＞»›|｜【】《》]{0,60}?"
_YEAR: Final = r"(?:19|20)\d{2}|二[〇零○][〇零○一二三四五六七八九]{2}"
_TITLE: Final = re.compile(
    rf"^(?P<unit>{_NAME})(?P<year>{_YEAR})年(?:度)?(?P<unit2>{_NAME}){_REPORT}(?:[（(][^）)]{{0,20}}[）)])?$"
)
_YEAR_BEHIND: Final = re.compile(rf"^(?P<unit>{_NAME}){_REPORT}[（(](?P<year>{_YEAR})年(?:度)?[）)]$")
_NO_YEAR: Final = re.compile(rf"^(?P<unit>{_NAME}){_REPORT}$")
_BEFORE: Final = re.compile(
    r"^(?:.*名称[：:]|附件\s*\d{0,2}[：:.、]?|附[：:]|标题[：:]|题目[：:]|【[^】]{1,8}】|.*[>＞»›|｜]\s*)"
)
_BEHIND: Final = re.compile(r"(?:[-_—－|｜].{2,30}|浏览次数.*|点击.*|发布时间.*|来源[：:].*)$")
_UNIT: Final = re.compile(
    r"^[\w（）()·]{2,40}(?:政府|局|委|委员会|办|办公室|厅|院|处|中心|街道|街道办事处|乡|镇|分局|支队|大队|所|站|公司|集团|会|队|学校|大学|部)$"
)
_FURNITURE: Final = re.compile(
    r"^(?:当前位置|您的位置|首页|网站首页|发布时间|发布日期|发文日期|成文日期|来源|信息来源|作者|编辑|责任编辑|字体|字号|浏览次数|浏览量|点击数|阅读次数|访问量"
    r"|索引号|主题分类|发布机构|文号|打印|打印本页|关闭|关闭窗口|关闭本页|分享到?|收藏|上一篇|下一篇|返回顶部|扫一扫|版权所有|主办单位|主办|承办|技术支持|网站标识码"
    r"|相关链接|相关附件|附件下载|无障碍|繁体|手机版|微信|微博|站点地图|联系我们|copyright|Copyright|[^\s]{0,6}ICP备|[^\s]{0,6}公网安备)(?:[：:\s|>＞【\[（(].*|$)"
)
_BUTTON: Final = re.compile(
    r"^[【\[（(]?(?:打印|关闭|扫一扫|扫码|分享|返回|收藏|上一篇|下一篇)[^。；]{0,24}$"
)
_BREADCRUMB: Final = re.compile(
    r"^(?:[^。；>＞»›]{1,20}(?:>|＞|»|›)){2,}[^。；]{0,40}$|^(?:首页|网站首页)\s*(?:>|＞|»|›).*$"
)
_PLAIN_DIGITS: Final = str.maketrans("０１２３４５６７８９", "0123456789")
_FIRST_LINES: Final = 5


@dataclass(frozen=True)
class Title:
    """The title as found: `after` is the number of the line behind it, `years` all years that title lines
    above the report name.
    """

    text: str = ""
    unit: str | None = None
    year: int | None = None
    after: int = 0
    years: tuple[int, ...] = ()


def is_furniture(text: str) -> bool:
    """Whether a line belongs to the page around a report: navigation, buttons, dates, footers."""
    return any(mark.match(text) for mark in (_FURNITURE, _BUTTON, _BREADCRUMB))


def find_title(texts: Sequence[str | None]) -> Title:
    """The title among the lines above the first heading: the last that names unit and year.

    A page may list earlier reports above the one it shows. Without such a line, a title without year,
    the bare words, or a lone unit name in the first lines.
    """
    full = list(_full_titles(texts))
    if full:
        best = full[-1]
        return Title(
            best.text, best.unit, best.year, best.after, tuple(sorted({t.year for t in full if t.year}))
        )
    unit, after = None, 0
    for i, text in enumerate(texts):
        plain = _plain(text)
        if len(plain) > LONGEST_TITLE:
            continue
        dated = _TITLE.match(plain)
        if dated:
            return Title(plain, unit, _year(dated["year"]), i + 1)
        match = _NO_YEAR.match(plain)
        if match:
            return Title(plain, _clean(match["unit"]) or unit, None, i + 1)
        if unit is None and i <= _FIRST_LINES and _UNIT.match(plain):
            unit, after = plain, i + 1
    return Title("", unit, None, after)


def another_report(texts: Sequence[str | None], start: int, own: Title) -> int | None:
    """The line from `start` on where the report of another unit or year begins; `None` when there is none."""
    for title in _full_titles([None] * start + list(texts[start:])):
        if (title.unit, title.year) != (own.unit, own.year):
            return title.after - 1
    return None


def _full_titles(texts: Sequence[str | None]) -> Iterator[Title]:
    """Titles that name unit and year, on one line or with the unit on the line or two above."""
    above: list[str] = []
    for i, text in enumerate(texts):
        plain = _plain(text)
        if not plain:
            continue
        for parts in (above[len(above) - up :] for up in (0, 1, 2) if up <= len(above)):
            if any(not _UNIT.match(part) for part in parts[:1]) or len(plain) > LONGEST_TITLE:
                continue
            joined = "".join([*parts, plain])
            match = _TITLE.match(joined) or _YEAR_BEHIND.match(joined)
            unit = _clean(match["unit"] or match.groupdict().get("unit2") or "") if match else ""
            if match and unit:
                yield Title(joined, unit, _year(match["year"]), i + 1)
                break
        above = [*above, plain][-2:]


def _plain(text: str | None) -> str:
    """A line without blanks and what a web page puts around a title; empty for furniture."""
    tight = re.sub(r"[\s\u200b\ufeff]+", "", text or "").translate(_PLAIN_DIGITS)
    if len(tight) > 3 * LONGEST_TITLE:
        return ""
    cut = _BEHIND.sub("", _BEFORE.sub("", tight, count=1)) if "公开" in tight else tight
    cut = cut.strip("《》")
    return (
        cut
        if not is_furniture(tight) or (_TITLE.match(cut) and "上一篇" not in tight and "下一篇" not in tight)
        else ""
    )


def _clean(text: str) -> str:
    return re.sub(r"^(?:关于印发|关于)|关于$", "", text).strip("《》 　-—")


def _year(text: str) -> int | None:
    if text.isdigit():
        return int(text)
    mentions = find_numbers(text + "年") if text else []
    return int(mentions[0].value) if mentions else None

"""Lines of any source → title, unit, year and the narrative sections."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from assistant.core.numbers import NumberKind, find_numbers
from assistant.core.report import Heading
from assistant.core.template import NARRATIVE
from assistant.reading.headings import HeadingMatch, find_headings
from assistant.reading.lines import Line, is_blank
from assistant.reading.tables import TABLES
from assistant.reading.wrapping import rejoin, wrap_width

_REPORT: Final = r"政府信息(?:与政务)?公开(?:工作)?(?:年度)?(?:工作)?(?:年度)?(?:报告|年报)"
_TITLE: Final = re.compile(
    rf"^(?:关于)?(?P<unit>[^，。；]{{0,60}}?)(?P<year>(?:19|20)\d{{2}}|二[〇零○][〇零○一二三四五六七八九]{{2}})年(?:度)?"
    rf"(?P<unit2>[^，。；]{{0,60}}?){_REPORT}(?:[（(][^）)]*[）)])?$"
)
_NO_YEAR: Final = re.compile(rf"^(?:关于)?(?P<unit>[^，。；]{{2,60}}?){_REPORT}$")
_BARE_TITLE: Final = re.compile(rf"^{_REPORT}$")
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
_LOOK_AHEAD: Final = 60
_LONGEST_TITLE: Final = 80


@dataclass
class SectionsRead:
    """What the words of a source say: `sections` holds the four narrative ones, "" when absent."""

    title: str = ""
    unit: str | None = None
    year: int | None = None
    sections: dict[str, str] = field(default_factory=lambda: dict.fromkeys(NARRATIVE, ""))
    headings: list[Heading] = field(default_factory=list)


def read_sections(
    lines: Sequence[Line], where: Sequence[str | None], name: str | None = None
) -> SectionsRead:
    """Title, unit, year and sections. `where` is the section or table each line belongs to; `name` the file's
    name, the last resort for the year.
    """
    texts = [_running_text(line, place in TABLES) for line, place in zip(lines, where, strict=True)]
    found = _headings(texts)
    read = SectionsRead(headings=[Heading(section=m.section, text=m.text) for _, m in found])
    first = found[0][0] if found else min(len(texts), _LOOK_AHEAD)
    body_start = _read_title(texts[:first], read)
    wrap = wrap_width([t for t in texts if t])
    ends = [*(place for place, _ in found[1:]), len(texts)][: len(found)]
    for (place, match), end in zip(found, ends, strict=True):
        if match.section not in read.sections:
            continue
        body = [match.rest, *(t or "" for t in texts[place + 1 : end])]
        text = "\n".join(rejoin(_paragraphs(body, last=match.section == "other"), wrap))
        joined = (read.sections[match.section], text)
        read.sections[match.section] = "\n".join(part for part in joined if part)
    if found:
        read.sections["preface"] = "\n".join(
            rejoin(_paragraphs([t or "" for t in texts[body_start:first]]), wrap)
        )
    _complete_year(read, name)
    return read


def _running_text(line: Line, in_table: bool) -> str | None:
    """The text of a line that is prose; `None` for a row of a table."""
    solid = [f.text.strip() for f in line.fields if not is_blank(f.text) and not f.carried]
    if line.grid is not None and len(line.fields) > 1:
        return None
    if in_table and len(solid) > 1:
        return None
    return " ".join(solid)


def _headings(texts: Sequence[str | None]) -> list[tuple[int, HeadingMatch]]:
    """Headings with their line numbers; those of a table of contents are dropped."""
    found = list(find_headings(texts).items())
    last_place = {match.section: place for place, (_, match) in enumerate(found)}
    kept = []
    in_contents = False
    for place, (line, match) in enumerate(found):
        following = found[place + 1][0] if place + 1 < len(found) else len(texts)
        empty = not match.rest and not any(t is None or t for t in texts[line + 1 : following])
        again = last_place[match.section] > place
        # The last entry of a table of contents is followed by text that is not its own.
        in_contents = again and (empty or in_contents)
        if not in_contents:
            kept.append((line, match))
    return kept


def _read_title(texts: Sequence[str | None], read: SectionsRead) -> int:
    """Find the title above the first heading; the line number after it."""
    best = 0
    for i, text in enumerate(texts):
        if not text or len(text) > _LONGEST_TITLE:
            continue
        for lines_up in (0, 1, 2):
            parts = [t for t in texts[max(0, i - lines_up) : i + 1] if t]
            match = _TITLE.match(_tight("".join(parts)))
            if match and (match["unit"] or match["unit2"]) and all(len(p) <= _LONGEST_TITLE for p in parts):
                read.title = _tight("".join(parts))
                read.unit = _clean_unit(match["unit"] or match["unit2"])
                read.year = _year(match["year"])
                return i + 1
    for i, text in enumerate(texts):
        plain = _tight(text or "")
        match = _TITLE.match(plain) or _NO_YEAR.match(plain)
        if match and len(plain) <= _LONGEST_TITLE:
            read.title = plain
            read.unit = _clean_unit(match["unit"]) or None
            read.year = _year(match.groupdict().get("year") or "")
            return i + 1
        if _BARE_TITLE.match(plain):
            read.title = plain
            return i + 1
        if not read.unit and _UNIT.match(plain) and i <= 5:
            read.unit = plain
            best = i + 1
    return best


def _tight(text: str) -> str:
    """The text without blanks, its digits plain; brackets and quotes stay as written."""
    return re.sub(r"[\s\u200b\ufeff]+", "", text).translate(_PLAIN_DIGITS)


def _clean_unit(text: str) -> str:
    return re.sub(r"^(?:关于印发|关于)", "", text).strip("《》 　-—")


def _year(text: str) -> int | None:
    if text.isdigit():
        return int(text)
    mentions = find_numbers(text + "年") if text else []
    return int(mentions[0].value) if mentions else None


def _complete_year(read: SectionsRead, name: str | None) -> None:
    if read.year is not None:
        return
    preface = read.sections["preface"]
    period = re.search(r"(?:19|20)\d{2}(?=\s*年\s*1\s*月\s*1\s*日)|(?:19|20)\d{2}(?=\s*年\s*度)", preface)
    if period:
        read.year = int(period[0])
        return
    for text in (preface, read.sections["overview"]):
        years = [int(m.value) for m in find_numbers(text) if m.kind is NumberKind.YEAR]
        if years:
            read.year = max(set(years), key=years.count)
            return
    in_name = re.search(r"(?<!\d)20\d{2}(?!\d)", name or "")
    if in_name:
        read.year = int(in_name[0])


def _paragraphs(texts: Sequence[str], *, last: bool = False) -> list[str]:
    """Paragraphs without page furniture; at the end of the report everything after furniture goes too."""
    kept: list[str] = []
    for text in texts:
        plain = text.strip()
        if not plain or any(mark.match(plain) for mark in (_FURNITURE, _BUTTON, _BREADCRUMB)):
            if last and plain and kept:
                break
            continue
        kept.append(plain)
    return kept

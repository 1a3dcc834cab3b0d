"""What stands above a text: its title, its number, its version, and since when it is in force."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final

from assistant.intake.lines import tight
from assistant.library.imported import NUMERALS, count_of

_KINDS: Final = (
    "法|法典|条例|规定|办法|细则|决定|解释|通知|意见|函|复函|批复|答复|公告|通告|规则|准则|纲要|方案|标准|规范|格式|指引|指南"
    "|通则|规程|章程|指标|要点|制度|安排|清单|纪要|说明|问答|措施|计划|规划|手册|通报"
)
_REMARK: Final = r"(?:[（(][^（）()]{1,30}[）)]|全文)"
_TITLE: Final = re.compile(rf"[^，。；：！？,;]{{1,90}}?(?:{_KINDS})》?的?{_REMARK}{{0,3}}")
_NO_TITLE: Final = re.compile(
    rf"[（(\d]|第\s?[{NUMERALS}\d]+\s?[编章节条款]|[一二三四五六七八九十]{{1,3}}、|附[件表录则]|总则$|罚则$|依照|为了?|按照|来源|根据"
    r"|关于(?:我们|本站)|相关|当前|首页"
)
_BEFORE: Final = re.compile(r"^(?:标题|题目|名称|文件名称|法规名称)[：:]|^.{0,40}[>＞»›]")
_SITE_BEHIND: Final = re.compile(r"[_|｜]\s*\S{2,20}$|\s[-—–]+\s\S{2,20}$")
_VERSION_REMARK: Final = re.compile(
    r"[（(](?:(?:19|20)\d{2}年?(?:版|本|修订|修正|修改|公布|发布|印发|版本)*|全文|节选|摘录|最新(?:版|修订版)?|现行有效|有效)[）)]$|全文$"
)
_ORGAN: Final = re.compile(
    r"[^，。；：（）()]{2,40}(?:国|院|厅|室|局|部|委|委员会|会|府|署|法院|检察院|办公室)"
)
_NUMBER: Final = re.compile(
    r"(?P<office>[\u4e00-\u9fff]{1,20})\s?[〔\[﹝【（(［]\s?(?P<year>(?:19|20)\d{2})\s?年?\s?[〕\]﹞】）)］]\s?第?\s?(?P<count>\d{1,5})\s?号"
)
_ORDER: Final = re.compile(
    rf"(?P<office>[\u4e00-\u9fff]{{1,20}})\s?令\s?[（(]?\s?第?\s?(?P<count>[{NUMERALS}\d]{{1,6}})\s?号"
)
_LABELLED: Final = re.compile(r"(?:发文字号|文号|文件编号|发文号|文件号)[：:]?")
_COUNTRY: Final = "中华人民共和国"
_TITLED: Final = re.compile(r"《[^《》]{0,200}(?:《[^《》]{0,200}》[^《》]{0,200})*》|〈[^〈〉]{0,200}〉")

_YEAR: Final = r"(?P<year>(?:19|20)\d{2}|[一二][〇零○一二三四五六七八九]{3})\s?年"
_DATE: Final = re.compile(
    rf"{_YEAR}(?:\s?(?P<month>[\d一二三四五六七八九十]{{1,3}})\s?月(?:\s?(?P<day>[\d一二三四五六七八九十]{{1,3}})\s?日)?)?"
)
_DATE_BEFORE: Final = re.compile(r"\d{4}\s?年\s?\d{1,2}\s?月(?:\s?\d{1,2}\s?日)?")
_CHANGED: Final = re.compile(r"修订|修正")
_MADE: Final = re.compile(r"公布|发布|印发|颁布|通过|批准")
_FROM_ISSUE: Final = re.compile(r"自(?:公布|发布|印发|颁布)之日起(?:施行|实施|生效|执行)")
_OWN: Final = re.compile(r"本[^，。；]{1,12}?自")
_EVENT: Final = re.compile(
    r"通过|公布|发布|印发|修订|修正|施行|批准|颁布|令\s?第|令$|第[^，。；]{1,6}号|总理|主席|部长|主任|省长|市长"
)
_LONGEST: Final = 2_000


def is_title(text: str) -> bool:
    """Whether a line may be the title of an official text."""
    close = clean_title(text)
    if (
        not 2 <= len(close) <= 100
        or _NO_TITLE.match(close)
        or close in {"办法", "通知", "说明", "意见", "目录"}
    ):
        return False
    return _TITLE.fullmatch(close) is not None and not close.endswith("的说明书")


def is_organ(text: str) -> bool:
    """Whether a line is the name of an organ alone: the upper half of a title, or a signature."""
    return _ORGAN.fullmatch(tight(text)) is not None


def clean_title(text: str) -> str:
    """A title without what a page puts around it: a label, a site's name, 《》 around the whole of it."""
    close = _SITE_BEHIND.sub("", _BEFORE.sub("", text.strip()).strip())
    close = tight(close).strip(" *＊#")
    if close.startswith("《") and close.endswith("》") and close.count("《") == 1:
        close = close[1:-1]
    return close


def without_version(title: str) -> str:
    """A title without its version in brackets: 示例条例（2019年修订） → 示例条例."""
    return _VERSION_REMARK.sub("", title).strip()


def is_about(text: str) -> bool:
    """Whether a line tells how the text was passed, amended or issued."""
    plain = _TITLED.sub("", text[:_LONGEST])
    if (
        _EVENT.search(plain) is None
        and _NUMBER.search(plain) is None
        and not _DATE.fullmatch(plain.strip("（）() "))
    ):
        return False
    return _DATE.search(plain) is not None or len(plain) <= 60


def find_number(lines: Sequence[str], about: Sequence[str]) -> str:
    """The document number. `lines` are all lines above the text, `about` those that are about it.

    A labelled number (发文字号：…) comes first, then one that is a line of its own or stands in brackets under
    the title, then the order (令) named last, by which the text got its present wording.
    """
    for line in lines:
        if label := _LABELLED.search(close := tight(line[:_LONGEST])):
            behind = close[label.end() :]
            if found := _numbers(behind) or _orders(behind):
                return found[0]
    told = [_TITLED.sub("", tight(line[:_LONGEST])) for line in about]
    for plain in told:
        own = _numbers(plain)
        if own and (plain.startswith(("（", "(")) or 2 * len(own[-1]) >= len(plain)):
            return own[-1]
    # 中华人民共和国主席令 and 第九号 stand on two lines of a cover.
    orders = _orders("".join(plain if plain.endswith(("令", "第")) else f"{plain}\n" for plain in told))
    return orders[-1] if orders else ""


def find_version(about: Iterable[str], title: str = "") -> str:
    """The last change with its year: ``2019年修订``, ``2023年修正``, else how it was made: ``2021年公布``."""
    changed: list[tuple[int, str]] = []
    made: list[tuple[int, str]] = []
    for line in (*about, title):
        for year, words in _events(line):
            if match := _CHANGED.search(words):
                changed.append((year, match[0]))
            elif match := _MADE.search(words):
                made.append((year, match[0]))
    if changed:
        year, word = max(changed, key=lambda event: event[0])
    elif made:
        year, word = max(made, key=lambda event: (event[0], event[1] != "通过"))
    else:
        named = re.search(r"[（(]((?:19|20)\d{2})年?(修订|修正|修改|公布|发布|印发)?(?:版|本)?[）)]$", title)
        return f"{named[1]}年{named[2] or ''}" if named else ""
    return f"{year}年{word}"


def year_of(number: str) -> str:
    """The version that a document number tells: 国办函〔2020〕109号 → 2020年; empty where it has no year."""
    match = re.search(r"〔(\d{4})〕", number)
    return f"{match[1]}年" if match else ""


def find_in_force(about: Sequence[str], endings: Sequence[str]) -> date | None:
    """The day it took effect. `endings` are the texts of its last articles, the last one last.

    What a text says of itself (本法自…起施行) comes first, then what stands above it; “自公布之日起” is the day of
    issue, where that day is told.
    """
    for text in reversed(endings):
        if own := _OWN.search(text[:_LONGEST]):
            if found := _day_in_force(text[own.start() : own.start() + 80]):
                return found
            if _FROM_ISSUE.search(text[own.start() : own.start() + 40]):
                return _day_of_issue(about)
    for line in reversed(about):
        if found := _day_in_force(_TITLED.sub("", line[:_LONGEST])):
            return found
    return None


def _numbers(text: str) -> list[str]:
    plain = _DATE_BEFORE.sub(" ", text[:_LONGEST])
    return [
        f"{_office(m['office'])}〔{m['year']}〕{int(m['count'])}号"
        for m in _NUMBER.finditer(plain)
        if _office(m["office"])
    ]


def _orders(text: str) -> list[str]:
    found = []
    for match in _ORDER.finditer(_DATE_BEFORE.sub(" ", text[: 10 * _LONGEST])):
        count = count_of(match["count"])
        office = _office(match["office"])
        if count is not None and office:
            found.append(f"{'国务院' if office == '国' else office}令第{count}号")
    return found


def _office(name: str) -> str:
    behind = re.sub(r"^.*(?:施行|通过|公布|发布|印发|修订|修正|实施)", "", name)
    return re.sub(r"^(?:根据|依据|按照|依照|经|以|由|和|及)", "", behind).removeprefix(_COUNTRY)


def _events(line: str) -> list[tuple[int, str]]:
    """Every date of a line with the words up to the next: what happened in that year."""
    plain = _TITLED.sub("", line[:_LONGEST])
    marks = list(_DATE.finditer(plain))
    ends = [*(mark.start() for mark in marks[1:]), len(plain)]
    return [
        (year, plain[mark.end() : end])
        for mark, end in zip(marks, ends, strict=False)
        if (year := count_of(mark["year"])) is not None
    ]


def _day_in_force(text: str) -> date | None:
    for mark in _DATE.finditer(text):
        behind = text[mark.end() : mark.end() + 8].replace(" ", "")
        if re.match(r"(?:起|之日起|开始)?(?:正式)?(?:施行|实施|生效|执行)", behind):
            return _day(mark)
    return None


def _day_of_issue(about: Sequence[str]) -> date | None:
    days = []
    for line in about:
        plain = _TITLED.sub("", line[:_LONGEST])
        marks = list(_DATE.finditer(plain))
        for mark, following in zip(marks, [*marks[1:], None], strict=False):
            words = plain[mark.end() : following.start() if following else len(plain)]
            alone = plain.strip("（）() ") == mark[0]
            if (alone or re.search(r"公布|发布|印发|颁布", words)) and (day := _day(mark)):
                days.append(day)
    return max(days, default=None)


def _day(mark: re.Match[str]) -> date | None:
    parts = [count_of(mark[name] or "") for name in ("year", "month", "day")]
    year, month, day = parts
    if year is None or month is None or day is None:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None

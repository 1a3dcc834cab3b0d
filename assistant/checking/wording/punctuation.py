"""PUNCTUATION: doubled and half-width marks in Chinese text, brackets and quotation marks without a partner, paragraph ends.

《标点符号用法》（GB/T 15834—2011）. Numbers, English, addresses and document numbers are left alone: a mark counts only
beside a Chinese character. Many slips of one kind are reported together.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import Final

from assistant.checking.case import Case
from assistant.checking.prose import MOST_MATCHES, SECTION_NAMES, Passage
from assistant.checking.wording.mark_forms import RULES
from assistant.core.findings import Finding
from assistant.core.places import span_of
from assistant.core.report import Severity
from assistant.core.template import quoted

CODE: Final = "PUNCTUATION"
_BASIS: Final = "《标点符号用法》（GB/T 15834—2011）"
_MOST_ALONE: Final = 5
_GOES_ON: Final = "共分由包涉含即按对在并将把均都已以还也"
"""How a new clause begins, rather than one more of a row."""

_HAN: Final = "一-龥"
_DOUBLED: Final = re.compile(
    r"([，。、；：,;])\1+|[，、；：][，、；：。]|。[，、；：]|[,，][,，]|[。.][。](?!。)|[？！][。，；：、]|[。，；：、][？！]"
)
_HALF: Final = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！", ".": "。"}
_HALF_MARKS: Final = re.compile(
    rf"(?<=[{_HAN}”》）])[,;?!](?=\s*[{_HAN}“《（\d]|\s*$)|(?<=[\d%])[,;](?=\s*[{_HAN}“《])|(?<=[{_HAN}”》）])\.(?=\s*$|\n)|(?<=[{_HAN}][{_HAN}”》）])\.(?=[{_HAN}]{{2}})|(?<=\d[件条个份篇次期场项人元])\.(?=[{_HAN}])",
    re.M,
)
_HALF_COLON: Final = re.compile(rf"(?<=[{_HAN}”》）]):(?=\s*[{_HAN}“《（\d])")
_HALF_BRACKETS: Final = re.compile(rf"\((?=[^()（）\n]{{0,80}}[{_HAN}])[^()（）\n]{{1,80}}\)")
_MIXED_BRACKETS: Final = re.compile(r"（[^()（）\n]{0,120}(?P<close>\))|(?P<open>\()[^()（）\n]{0,120}）")
_STRAIGHT: Final = re.compile(rf"\"(?=[^\"\n]{{0,40}}[{_HAN}])([^\"\n]{{1,60}})\"")
_HALF_STRAIGHT: Final = re.compile(r"“[^“”\"\n]{1,40}\"|\"[^“”\"\n]{1,40}”")
"""Quotation marks of which one is curly and the other straight."""
_COMMA_AND: Final = re.compile(
    r"、(?=或者|和(?!谐|平|睦|解|美|善|顺|气|约|事佬)|及(?!时|其他格|格)|以及|与(?!会|时|民|众|否))"
)
_THOUSANDS: Final = re.compile(r"(?<=\d)，(?=\d{3}(?:条|件|个|篇|元|万元|人次|人|期|次|份|户))(?<!\d{4}，)")
_POINT: Final = re.compile(r"(?<=\d)[。．·](?=\d{1,2}(?:[%％]|万|亿))|(?<=\d)，(?=\d{1,2}[%％])")
_BETWEEN: Final = re.compile(r"(?<=”)、(?=“)|(?<=》)、(?=《)")
"""A mark that is usually left out."""
_ADJOINED: Final = re.compile("”“|》《")
"""Where some stand side by side, the mark parts groups of them: “六稳”“六保”、“放管服”."""
_AFTER_ORDINAL: Final = re.compile(
    r"(?m)(?<=^（[一二三四五六七八九十]）)[、，.．]|(?<=^（十[一二三四五六七八九]）)[、，.．]"
)

_WORDS: Final = "信息|公开|政府|申请|处理|规范|文件|行政|处罚|许可|强制|复议|诉讼|工作|办理|办结|答复|监督|保障|平台|建设|管理|条例|年度|报告|结果|机关|部门|单位|内容|数据|公示|网站|栏目|培训|考核|审查|审核|主动|依法|及时|问题|改进|措施|组织|领导|责任|情况|统计|期限|收费|公布|发布|解读|政策|群众|服务|中心"
_PARTED: Final = "监督 保障|平台 建设|信息 管理|主动 公开|政府 信息|信息 公开|政务 公开|行政 复议|行政 诉讼|行政 处罚|行政 许可|行政 机关|规范性 文件|总体 情况|办理 情况|工作 考核|社会 评议|责任 追究|予以 公开|部分 公开|不予 公开|无法 提供|其他 处理|年度 报告|政策 解读|门户 网站|公开 申请|业务 培训|结果 维持|结果 纠正|尚未 审结|申请 公开|信息 处理费|处理 决定"
_WIDE: Final = re.compile(r"[０-９Ａ-Ｚａ-ｚ]{1,20}")
_NARROW: Final = {code: code - 0xFEE0 for code in range(0xFF10, 0xFF5B)}
_SPLIT_WORD: Final = re.compile(
    rf"(?<=[{_HAN}])(?= )(?:"
    + "|".join(f"(?<={w[0]}) {{1,4}}(?={w[1]})" for w in _WORDS.split("|"))
    + "|"
    + "|".join(f"(?<={a}) {{1,4}}(?={b})" for a, b in (w.split(" ") for w in _PARTED.split("|")))
    + ")"
)
"""A blank inside a word or a set term: 信 息, 监督 保障."""

_SLIPS: Final[tuple[tuple[re.Pattern[str], str | None, str], ...]] = (
    (re.compile(r"(?<=[日月年\d])\s*-{2,3}\s*(?=\d)"), "—", "起止之间用一字线“—”或者“至”。"),
    (
        re.compile(rf"(?<=[{_HAN}])-(?=[{_HAN}])"),
        None,
        "中文之间用了半角的连字符，请改用破折号、冒号或者“至”。",
    ),
    (re.compile(r"、(?=其中)"), "，", "“其中”的前面是另一个层次，用逗号。"),
    (re.compile(rf"(?<=[{_HAN}\d%）”])[ \u3000]+(?=[，。；：、])"), "", "标点前面多了空格。"),
    (re.compile(r"(?m)^[ \u3000]*[，。；：、！？]"), "", "段落不能以这个标点开头。"),
    (re.compile(rf"'([^'\n]{{1,24}})'(?=[{_HAN}，。；、])(?<=[{_HAN}]')"), r"“\1”", "中文里用弯引号“”。"),
    (re.compile(r"(?<=[一二三四五六七八九十]是)[：:、](?=[一-龥])"), "", "“一是”后面直接写内容，不加标点。"),
    (re.compile(r"(?<!等)等(?:…{1,2}|\.{3,6})"), "等", "“等”和省略号意思重复，留一个。"),
    (
        re.compile(
            rf"(?<=[{_HAN}”》）])(?:…{{1,2}}|\.{{3,6}}|。{{3,6}})[，、]?等(?!等|待|级|到|额|于|值|候|同|次)"
        ),
        "等",
        "省略号和“等”意思重复，留一个。",
    ),
    (
        re.compile(rf"(?<=[{_HAN}])\.{{3,6}}(?=[{_HAN}，。；]|$)|(?<=[{_HAN}])(?<!…)…(?!…)"),
        "……",
        "省略号用六个点“……”。",
    ),
    (re.compile(r"，(?=等(?:[。；]|，[^，。；]{0,6}(?:已|均|都)))"), "", "“等”的前面不用逗号。"),
    (re.compile(r"(?<=[（《〔【])[，。、；：！？]"), "", "前括号、前书名号的后面多了标点。"),
    (re.compile(r"[，、；：](?=[）》〕】])"), "", "后括号、后书名号的前面多了标点。"),
    (re.compile(r"(?<=。”)。|(?<=。’)。"), "", "引号里面已经有句末的标点，外面不再用句号。"),
    (
        re.compile(r"(?<=《)[ \u3000]{1,4}|[ \u3000]{1,4}(?=[》）”])"),
        "",
        "括号、书名号、引号的里面多了空格。",
    ),
    (re.compile(r"(?<=其中)[；。、]"), "，", "“其中”引出下文，后面不停顿或者用逗号。"),
    (
        re.compile(r"(?<=以及|或者|并且)[，、；。]|(?<=[^总饱平缓温谐共柔祥随中求说调亲暖之]和)、"),
        "",
        "连词后面不加标点，请核对后面是否漏了文字。",
    ),
    (
        re.compile(r"“([^“”\n]{1,40})[，、；：]”(?![^，。；\n]{0,8}(?:说|表示|介绍|讲|问|答))"),
        r"“\1”",
        "后引号的前面多了标点。",
    ),
    (
        re.compile(
            "《([^《》\n]{2,20})(?<!条例)(?<!法)(?<!办法)(?<!规定)(?<!意见)(?<!方案)(?<!通知)(?<!要点)(?<!指南)(?<!目录)(?<!解释)(?<!格式)(?<!宪章)(?<!读本)(?<!准则)(?<!细则)(?<!纲要)(?<!规划)(?<!计划)》(?=(?:系列|主题|专题|专项|宣传|实践|志愿|服务|便民){0,2}(?:活动|行动))"
        ),
        r"“\1”",
        "活动的名称用引号，书名号只用于书名、篇名、文件名。",
    ),
    (re.compile(r"(?<=[^。！？])。(?=）[。；，])"), "", "括号里的话不是整句，末尾不用句号。"),
    (
        re.compile(rf"<([{_HAN}]{{4,40}}(?:条例|办法|规定|意见|通知|指南|格式|解释|方案|法))>"),
        r"《\1》",
        "文件名用书名号《》。",
    ),
    (
        re.compile(
            "《(三审三校|双公示|双随机、一公开|一网通办|最多跑一次|放管服|首问负责|一次性告知|三审)》"
        ),
        r"“\1”",
        "这不是文件名，用引号。",
    ),
    (re.compile(r"、(?=等(?:[，。；]|$))"), "", "“等”的前面不用顿号。"),
    (
        re.compile(r"《[^《》\n]{1,30}(?P<inner>《[^《》\n]{1,30}》)[^《》\n]{0,20}》"),
        None,
        "书名号里面再用书名号的，里面的用〈〉。",
    ),
    (
        re.compile(r"“[^“”\n]{0,20}(?P<inner>“[^“”\n]{1,20}”)[^“”\n]{1,20}”"),
        None,
        "引号里面再用引号的，里面的用单引号‘’。",
    ),
)
"""Other slips: what is found, what to put in its place, and why."""

_COUNTED_LIST: Final = re.compile(
    r"(?P<number>[四五六七八九十])(?:大|类|个)?(?:部分|方面|项|类|种|章|环节|步骤|渠道|领域|内容|要素|信息|平台|栏目)"
)
_LIST: Final = re.compile(rf"[{_HAN}“”（）]{{2,30}}(?:[、，][{_HAN}“”（）]{{2,30}}){{3,9}}$")
_LONGEST_LIST: Final = 200
"""A row of things whose number is told: 甲、乙，丙、丁四项内容."""

_OPENERS: Final = {
    "（": "）",
    "《": "》",
    "〈": "〉",
    "“": "”",
    "‘": "’",
    "【": "】",
    "〔": "〕",
    "「": "」",
}
_ALIKE: Final = ("（【〔", "《〈", "“‘「")
"""Opening marks whose closing ones are mistaken for one another."""
_CLOSERS: Final = {close: opener for opener, close in _OPENERS.items()}
_PAIRED: Final = re.compile("[" + "".join((*_OPENERS, *_CLOSERS)) + "()]")
_LIST_NUMBER: Final = re.compile(
    r"(?:^|[\n。；：:，,、\s])(?:[一二三四五六七八九十]{1,3}|\d{1,2}|[a-zA-Z①-⑳])$"
)
_LONGEST_QUOTE: Final = 40
_DEEPEST: Final = 20
"""Brackets within brackets; an opening mark further back has no partner."""

_ENDS: Final = re.compile(r"[。！？；：…”’）》」】!?;:.)]$")
_BREAKS_OFF: Final = re.compile(r"[，、,]$")
_HANGS: Final = re.compile(r"[，、,；;]$")
"""At the end of a whole part nothing follows for the mark to lead to."""
_NEW_ITEM: Final = re.compile(
    r"^\s*(?:[（(][一二三四五六七八九十\d]{1,3}[）)]|[一二三四五六七八九十]{1,3}(?:、|是)|\d{1,2}[.、．])"
)
_SIGNED: Final = re.compile(
    r"[年月]\s*\d{1,2}\s*日$|https?:|www\.|(?:电话|邮箱|地址|网址|邮编|传真|联系人)[：:为是]|[A-Za-z]$"
)
_LEADS_ON: Final = re.compile(r"如下|下列|以下|附[件表：]|详见|见[下附]|[表单示图]：|电话|地址|邮箱|网址")
_SHORTEST_PARAGRAPH: Final = 16
_SHORT: Final = 6


def check(case: Case) -> list[Finding]:
    """Marks that are doubled, half-width, without a partner, missing or out of place; a place is reported once."""
    findings = [
        *_doubled(case),
        *_half(case),
        *_brackets(case),
        *islice(_pairs(case), MOST_MATCHES),
        *_ends(case),
        *_small(case),
        *_counted(case),
        *islice(_wide_digits(case), MOST_MATCHES),
    ]
    taken = {place for f in findings for place in _places(f)}
    for finding in _by_rule(case):
        places = set(_places(finding))
        if taken.isdisjoint(places):
            taken |= places
            findings.append(finding)
    return findings


def _wide_digits(case: Case) -> Iterator[Finding]:
    """Full-width digits and letters; the patterns of the other checks see them as plain ones."""
    for section, text in case.prose.sections.items():
        for match in _WIDE.finditer(text):
            right = match[0].translate(_NARROW)
            place = Passage(section, *match.span(), match[0])
            yield _one(
                case, "info", place, f"数字、字母用半角，{quoted(match[0])}应为{quoted(right)}。", right
            )


def _places(finding: Finding) -> list[tuple[str, int]]:
    """The characters a finding lies on; one that lies between two counts as on the second."""
    span = span_of(finding.where[0])
    return (
        [] if span is None else [(span.section, p) for p in range(span.start, max(span.end, span.start + 1))]
    )


def _by_rule(case: Case) -> Iterator[Finding]:
    """The rules mark by mark."""
    for rule in RULES:
        found: list[tuple[Passage, str | None]] = []
        for passage, match in case.prose.matches(rule.pattern):
            if rule.pattern.groupindex and match.lastgroup is None:
                continue  # What the pattern only passes over: a quotation may have others within.
            place = passage.of_match(match, match.lastgroup or 0)
            if rule.unless is None or not rule.unless.search(case.prose.around(passage).text):
                found.append((place, match.expand(rule.right) if rule.right is not None else None))
        few = set(_few([place for place, _ in found]))
        for place, right in found:
            if place in few:
                says = rule.says + _count([p for p, _ in found], place)
                yield case.prose.finding(
                    CODE,
                    rule.severity,
                    place,
                    says,
                    correction=right,
                    expected=right or None,
                    basis=_BASIS,
                    status=rule.status,
                )


def _one(case: Case, severity: Severity, place: Passage, says: str, correction: str | None = None) -> Finding:
    return case.prose.finding(
        CODE, severity, place, says, correction=correction, expected=correction or None, basis=_BASIS
    )


def _doubled(case: Case) -> Iterator[Finding]:
    for passage, match in case.prose.matches(_DOUBLED):
        marks = match[0]
        right = marks[0] if len(set(marks)) == 1 else "。" if marks[-1] == "。" else None
        if right is None and set(marks) <= {",", "，"}:
            right = "，"
        yield _one(case, "warning", passage, f"标点重复：{quoted(marks)}，只留一个。", right)


def _half(case: Case) -> Iterator[Finding]:
    """Half-width marks between Chinese characters."""
    for pattern, severity in ((_HALF_MARKS, "warning"), (_HALF_COLON, "info")):
        found = [p for p, m in case.prose.matches(pattern) if not _doubled_there(m)]
        for place in _few(found):
            many = _count(found, place)
            right = _HALF[place.text]
            says = f"中文里用全角标点，{quoted(place.text)}应为{quoted(right)}。{many}"
            yield _one(case, "warning" if severity == "warning" else "info", place, says, right)


def _doubled_there(match: re.Match[str]) -> bool:
    around = match.string[max(0, match.start() - 1) : match.end() + 1]
    return bool(_DOUBLED.search(around))


def _few(found: list[Passage]) -> list[Passage]:
    """All of them, or the first of each section when they are many."""
    if len(found) <= _MOST_ALONE:
        return found
    return list({place.section: place for place in reversed(found)}.values())


def _count(found: list[Passage], place: Passage) -> str:
    if len(found) <= _MOST_ALONE:
        return ""
    count = sum(other.section == place.section for other in found)
    return f"{SECTION_NAMES[place.section]}里一共有 {count} 处，请一并改过来。" if count > 1 else ""


def _brackets(case: Case) -> Iterator[Finding]:
    """Half-width brackets around Chinese, brackets of two widths, straight quotation marks."""
    found = [p for p, m in case.prose.matches(_HALF_BRACKETS)]
    for place in _few(found):
        right = f"（{place.text[1:-1]}）"
        yield _one(case, "info", place, f"中文里用全角括号。{_count(found, place)}", right)
    for passage, match in case.prose.matches(_MIXED_BRACKETS):
        group = "close" if match["close"] else "open"
        place = passage.of_match(match, group)
        right = "）" if match["close"] else "（"
        yield _one(
            case,
            "warning",
            place,
            f"括号一半全角、一半半角，{quoted(place.text)}应为{quoted(right)}。",
            right,
        )
    found = [p for p, m in case.prose.matches(_STRAIGHT)]
    for place in _few(found):
        yield _one(case, "info", place, f"中文里用弯引号“”。{_count(found, place)}", f"“{place.text[1:-1]}”")


def _pairs(case: Case) -> Iterator[Finding]:
    """Brackets and quotation marks without a partner; a half-width bracket is a partner too."""
    for section, text in case.prose.sections.items():
        waiting: list[tuple[str, int]] = []
        half_straight = {m.start() for m in _HALF_STRAIGHT.finditer(text)}
        half_straight |= {m.end() - 1 for m in _HALF_STRAIGHT.finditer(text)}
        for match in _PAIRED.finditer(text):
            mark, place = match[0], match.start()
            if place in half_straight:
                continue  # It has a partner, though a straight one, which another rule tells.
            here = Passage(section, place, place + 1, mark)
            kind = {"(": "（", ")": "）"}.get(mark, mark)
            if kind in _OPENERS:
                before = waiting[-1] if waiting else None
                if kind in "“‘" and before and before[0] == kind and _is_its_end(text, before[1], place):
                    right = _OPENERS[kind]
                    yield _one(case, "warning", here, f"引号的后一半写成了前一半，应为 {right} 。", right)
                    waiting.pop()
                else:
                    waiting.append((kind, place))
                continue
            opener = _CLOSERS[kind]
            at = next(
                (
                    i
                    for i in range(len(waiting) - 1, max(-1, len(waiting) - _DEEPEST), -1)
                    if waiting[i][0] == opener
                ),
                None,
            )
            if at is not None:
                for kind_left, left in waiting[at + 1 :]:
                    yield _unclosed(case, section, kind_left, left)
                del waiting[at:]
            elif waiting and _closes_another(text, waiting[-1], kind, place):
                right = _OPENERS[waiting.pop()[0]]
                yield _one(case, "warning", here, f"前后两半不是一种符号，{mark} 应为 {right} 。", right)
            elif not (kind == "）" and _LIST_NUMBER.search(text[max(0, place - 5) : place])) and kind != "’":
                yield _one(case, "warning", here, f"这里的 {mark} 前面没有与它配对的 {opener} ，请核对。")
        for kind_left, left in waiting:
            yield _unclosed(case, section, kind_left, left)


def _is_its_end(text: str, start: int, end: int) -> bool:
    """Whether a second opening quotation mark closes the first: near it, with no closing mark after it before the next."""
    if end - start > _LONGEST_QUOTE or "\n" in text[start:end] or "。" in text[start:end]:
        return False
    opener = text[end]
    after = re.search(r"[“”‘’]", text[end + 1 :])
    return after is None or after[0] == opener or after.start() > _LONGEST_QUOTE


def _closes_another(text: str, left: tuple[str, int], closer: str, place: int) -> bool:
    """Whether a closing mark stands where that of another kind belongs: 《办法〉, （含图解】."""
    opener, start = left
    alike = any(opener in kinds and _CLOSERS[closer] in kinds for kinds in _ALIKE)
    if not alike or place - start > 2 * _LONGEST_QUOTE or "\n" in text[start:place]:
        return False
    return _OPENERS[opener] not in text[place + 1 : place + _LONGEST_QUOTE].partition(opener)[0]


def _unclosed(case: Case, section: str, opener: str, place: int) -> Finding:
    text = case.prose.sections[section]
    here = Passage(section, place, place + 1, text[place])
    return _one(
        case, "warning", here, f"这里的 {text[place]} 后面没有与它配对的 {_OPENERS[opener]} ，请核对。"
    )


def _ends(case: Case) -> Iterator[Finding]:
    """Paragraphs that stop without a mark, or with one that goes on."""
    for section, text in case.prose.sections.items():
        lines = list(re.finditer(r"[^\n]+", text))
        broken = sum(_ENDS.search(line[0].rstrip()) is None for line in lines)
        for line, after in zip(lines, [*lines[1:], None], strict=True):
            said = line[0].rstrip()
            is_last = after is None or bool(_NEW_ITEM.match(after[0]))
            # A line that a paste broke off is one of many; where all others are whole, it is a paragraph.
            is_last = is_last or (broken == 1 and bool(_BREAKS_OFF.search(said)))
            if (
                after is None
                and len(said) >= _SHORT
                and _HANGS.search(said)
                and len(said) < _SHORTEST_PARAGRAPH
            ):
                pass
            elif not is_last or len(said) < _SHORTEST_PARAGRAPH or not re.search(r"[，。；]", said):
                continue
            end = line.start() + len(said)
            here = Passage(section, end - 1, end, said[-1])
            goes_on = after is not None and said[-1] in "；;" and "。" in said
            if _BREAKS_OFF.search(said) or goes_on or (after is None and _HANGS.search(said)):
                yield _one(
                    case,
                    "warning",
                    here,
                    f"段落末尾是{quoted(said[-1])}，应以句号结束；请核对后面是否漏了文字。",
                    "。",
                )
            elif after is None and said[-1] in "：:" and not _LEADS_ON.search(said[-20:]):
                yield _one(case, "warning", here, "段落末尾是冒号，后面没有内容，请核对。", "。")
            elif not _ENDS.search(said) and not _SIGNED.search(said[-40:]):
                yield _one(case, "warning", here, "段落末尾没有句号。", said[-1] + "。")


def _counted(case: Case) -> Iterator[Finding]:
    """A comma in a row of things parted by 、 that with it come to the number told behind them."""
    for passage, match in case.prose.matches(_COUNTED_LIST):
        start = max(0, match.start() - _LONGEST_LIST)
        ahead = match.string[start : match.start()].rpartition("。")[2]
        row = _LIST.search(ahead) if "、" in ahead and "，" in ahead else None
        if row is None:
            continue
        items, number = row[0], "零一二三四五六七八九十".index(match["number"])
        marks = [i for i, mark in enumerate(items) if mark in "、，"]
        commas = [i for i in marks if items[i] == "，"]
        # A clause before the row ends in a comma too: then the last two of the row are parted by 和.
        if len(commas) != 1 or len(marks) != number - 1 or items[commas[0] + 1] in _GOES_ON:
            continue
        if commas[0] != marks[0] or not re.search("[和及与]", items[marks[-1] :]):
            at = match.start() - len(row[0]) + commas[0]
            place = Passage(passage.section, at, at + 1, "，")
            says = f"这里并列{match['number']}项，别处用顿号，这一处用了逗号，请统一用顿号。"
            yield _one(case, "warning", place, says, "、")


def _small(case: Case) -> Iterator[Finding]:
    """Matters of style: a mark before 和, a mark after （一）."""
    for passage, _ in case.prose.matches(_SPLIT_WORD):
        yield _one(case, "warning", passage, "词的中间多了空格，请删去。", "")
    for passage, _ in case.prose.matches(_THOUSANDS):
        yield _one(case, "warning", passage, "数字里的逗号用了中文的。", ",")
    for passage, _ in case.prose.matches(_POINT):
        yield _one(case, "warning", passage, "小数点写成了句号。", ".")
    for passage, _ in case.prose.matches(_COMMA_AND):
        yield _one(case, "info", passage, "“、”和后面的连词重复，留一个就够。", "")
    found = [p for p, _ in case.prose.matches(_BETWEEN) if not _ADJOINED.search(case.prose.around(p).text)]
    for place in _few(found):
        says = f"并列的引号之间、书名号之间通常不用顿号。{_count(found, place)}"
        yield _one(case, "info", place, says, "")
    for pattern, right, says in _SLIPS:
        for passage, match in case.prose.matches(pattern):
            correction = match.expand(right) if right is not None else None
            yield _one(case, "warning", passage, says, correction)
    for passage, match in case.prose.matches(_AFTER_ORDINAL):
        yield _one(case, "info", passage, f"“（一）”这样的序号后面不加{quoted(match[0])}。", "")

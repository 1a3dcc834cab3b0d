"""COPIED: sections whose words are last year's, and problems that are last year's though measures were promised.

The form's notice (国办公开办函〔2021〕30号) holds units to account for reports that are alike and perfunctory; it names
no share. Everybody copies some of a report, and lawfully: the preface, sentences that only state the form's figures,
“没有发生……”. So the preface is left out, and of the other sections only the sentences that tell something count.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from assistant.checking.case import Case
from assistant.checking.prose import SECTION_NAMES, Passage, Prose
from assistant.core.findings import Finding
from assistant.core.likeness import RUN, Copied, likeness, words_of
from assistant.core.units import same_unit

_BASIS: Final = (
    "国办公开办函〔2021〕30号：内容雷同、敷衍塞责造成不良后果的，按《政府信息公开条例》第四十七条追责；"
    "文件没有规定雷同的比例，这里按经验提醒"
)
_CODE: Final = "COPIED"


class _Limit(NamedTuple):
    """From which share on a section is told, and how many characters must count for a share to mean anything."""

    share: float
    length: int
    advice: str


_LIMITS: Final = {
    "overview": _Limit(0.6, 80, "请写今年做了什么，没有变化的做法一句带过。"),
    "problems": _Limit(0.5, 40, "请写今年的问题；上年的措施，写改到了哪一步。"),
    "other": _Limit(0.8, 100, "请核对是不是今年的情况。"),
}
"""Measured on seven pairs of years that are not copied (at most 0.17 of the overview, 0.12 of the problems) and on
copies with new figures (1.0; half of the sentences taken over: 0.42–0.84 and 0.32–0.54)."""

_FIGURE: Final = re.compile(r"\d+(?:[.,．，]\d+)*")
_FIGURES: Final = 12
"""A sentence with a figure for fewer characters than this states figures; only they can change from year to year."""
_SHORTEST: Final = 8
_NOTHING: Final = re.compile(
    r"没有(?:收取|发生|收到|其他|出现|涉及|接到)|未(?:收到|发生|收取|出现|涉及|制发|产生|接到|被)|无(?:其他|行政|依申请)|不涉及"
)
_HEADING: Final = re.compile(r"[（(][一二三四五六七八九十]{1,2}[)）][^，；：]{1,16}")
_QUOTED: Final = 3
_QUOTE: Final = 24


def check(case: Case) -> list[Finding]:
    """Sections too like last year's, and problems unchanged; warnings, never errors.

    Nothing is said of another unit's report, nor of one that is not older.
    """
    if case.previous is None or not same_unit(case.report.unit, case.previous.unit):
        return []
    years = (case.report.year, case.previous.year)
    if years[0] is not None and years[1] is not None and years[1] >= years[0]:
        return []
    last = Prose(case.previous.sections)
    which = "上年报告" if case.consecutive else f"{years[1]} 年度报告"
    findings = [_section(case.prose, last, section, which) for section in _LIMITS]
    findings.append(_same_problems(case.prose, last, which))
    return [finding for finding in findings if finding]


# --- how much of a section was taken over ------------------------------------------------------


def _section(prose: Prose, last: Prose, section: str, which: str) -> Finding | None:
    limit = _LIMITS[section]
    text, old = prose.sections.get(section, ""), last.sections.get(section, "")
    telling = [s for s in prose.sentences_of(section) if _tells(s.text)]
    length = sum(len(words_of(s.text)) for s in telling)
    if length < limit.length or not old:
        return None
    pieces = list(_pieces(likeness(text, old).passages, telling, text))
    copied_length = sum(piece.length for piece in pieces)
    if copied_length < limit.share * length:
        return None
    passages = dict.fromkeys(piece.copied for piece in pieces if piece.length >= RUN)
    percent = int(100 * copied_length / length)
    quotes = _quotes(pieces, last.sentences_of(section))
    return Finding(
        code=_CODE,
        severity="warning",
        where=tuple(f"{section}:{c.start}-{c.end}" for c in passages),
        message=(
            f"{SECTION_NAMES[section]}与{which}雷同：写情况的 {length} 字里有 {copied_length} 字（{percent}%）"
            f"是照搬的（只列数字的句子和“没有发生”一类的话没有算）。最长的几处：{quotes}。{limit.advice}"
        ),
        found=f"{percent}%",
        basis=_BASIS,
        anchor=f"{section}|share",
    )


def _tells(sentence: str) -> bool:
    """Whether a sentence says more than figures, a heading or that nothing happened."""
    length, figures = len(words_of(sentence)), len(_FIGURE.findall(sentence))
    states = figures * _FIGURES > length or _NOTHING.search(sentence) or _HEADING.fullmatch(sentence)
    return length >= _SHORTEST and not states


class _Piece(NamedTuple):
    """What of a sentence was taken over in one passage, in characters that count."""

    sentence: Passage
    copied: Copied
    length: int


def _pieces(passages: Sequence[Copied], sentences: Sequence[Passage], text: str) -> Iterator[_Piece]:
    """Passages cut at the given sentences; both are in the order of the text."""
    first = 0
    for sentence in sentences:
        while first < len(passages) and passages[first].end <= sentence.start:
            first += 1
        for copied in passages[first:]:
            if copied.start >= sentence.end:
                break
            part = text[max(copied.start, sentence.start) : min(copied.end, sentence.end)]
            yield _Piece(sentence, copied, len(words_of(part)))


def _quotes(pieces: Sequence[_Piece], last: Sequence[Passage]) -> str:
    """The sentences with the longest pieces, each beside the one of last year it is most like."""
    longest = sorted(pieces, key=lambda piece: -piece.length)
    sentences = list({piece.sentence.text: piece.sentence for piece in reversed(longest)}.values())[-_QUOTED:]
    told = []
    for sentence in sorted(sentences, key=lambda s: s.start):
        pairs = _pairs(sentence.text)
        told.append(_beside(sentence.text, max(last, key=lambda s: _alike(pairs, _pairs(s.text))).text))
    return "；".join(told)


def _beside(text: str, old: str) -> str:
    if text == old:
        return f"{_quote(text)}（与上年一字不差）"
    if words_of(text) == words_of(old):
        return f"{_quote(text)}（与上年只差数字或标点）"
    return f"{_quote(text)}（上年：{_quote(old)}）"


def _quote(text: str) -> str:
    line = "".join(text.split()).replace("“", "‘").replace("”", "’")
    return f"“{line if len(line) <= _QUOTE else line[:_QUOTE] + '……'}”"


# --- the same problems again -------------------------------------------------------------------

_PROBLEM: Final = re.compile(
    r"不足|不够|不高|不强|不到位|不及时|不规范|不平衡|不深|不全|不精|不细|不多|不熟|不畅|不主动|不稳|不完善|不清|不便|不一|不明"
    r"|单一|薄弱|欠缺|缺乏|有待|滞后|偏[少窄慢低简弱]|较[少慢低弱]|分散|漏项"
)
_NUMBERED: Final = re.compile(r"[一二三四五六七八九]是(?!否)|^\s*[（(]?[一二三四五六七八九\d]{1,2}[)）.、．]")
_MEASURE: Final = re.compile(
    r"下一步|下步|今后|接下来|改进(?:措施|情况|方向)|整改(?:措施|情况)|针对(?:上述|以上|这些|存在|第)|将(?:进一步|继续|加强|加大|把|从)"
)
_REMEDY: Final = re.compile(
    r"针对|弥补|补齐|解决|加强|加大|加快|进一步|着力|提升|提高|完善|强化|健全|优化|推进|推动|拓宽|拓展|丰富|规范|建立|改进|深化|压实|做好|抓好"
)
"""How a measure begins that names the problem it is for."""
_LOOKS_BACK: Final = re.compile(r"上年|去年|上一年|前一年|往年|整改完成|已(?:经)?(?:整改|解决|改进)")
_LEADS: Final = (
    re.compile(r"^.{0,80}?[一二三四五六七八九]是(?!否)|^[^：:]{0,80}[：:]"),
    re.compile(r"^\s*[（(]?[一二三四五六七八九\d]{1,2}[)）.、．]\s*"),
)
_ONLY_LEAD: Final = re.compile(
    r".{0,80}(?:问题|不足|差距|薄弱环节)(?:和不足|与不足|及不足)?(?:，?(?:主要)?(?:有|是|如下|表现|体现).{0,10})?"
)
"""``存在的主要问题``, ``仍存在一些不足，主要表现在``: everybody's words ahead of the problems."""
_SAME: Final = 0.7
_SHORTEST_PROBLEM: Final = 6
_MOST_PROBLEMS: Final = 40
"""A real part five names two to four; whatever else may be pasted there must not cost time."""


def _same_problems(prose: Prose, last: Prose, which: str) -> Finding | None:
    """One finding when this year's problems are last year's, and last year promised to mend them.

    A section that looks back on last year accounts for them, and is left alone.
    """
    if _LOOKS_BACK.search(prose.sections.get("problems", "")):
        return None
    old = [_pairs(said) for _, said in _problems(last)]
    promise = next((s for s in last.sentences_of("problems") if _MEASURE.search(s.text)), None)
    named = _problems(prose)
    again = [(s, said) for s, said in named if any(_alike(_pairs(said), other) >= _SAME for other in old)]
    if promise is None or not again or 3 * len(again) < 2 * len(named):
        return None
    different = list(dict.fromkeys(said for _, said in again))
    quotes = "、".join(map(_quote, different[:_QUOTED])) + ("等" if len(different) > _QUOTED else "")
    return Finding(
        code=_CODE,
        severity="warning",
        where=tuple(s.span for s, _ in again),
        message=(
            f"第五部分写了 {len(named)} 个问题，有 {len(again)} 个与{which}写的相同：{quotes}。"
            f"{which}已经写了改进措施（{_quote(promise.text)}），今年请写明改到了哪一步、为什么还没有解决，"
            "或者换成今年的问题。"
        ),
        found=f"{len(again)}/{len(named)}",
        basis=_BASIS,
        anchor="problems|same",
    )


def _problems(prose: Prose) -> list[tuple[Passage, str]]:
    """The sentences of part five that name a problem, and what they say without number, lead and measure.

    Ahead of the first measure a number (一是, 1.) tells a problem; after it only a word such as 不到位 does.
    """
    found = []
    measures = False
    for sentence in prose.sentences_of("problems"):
        measure = _MEASURE.search(sentence.text)
        part = sentence.text[: measure.start()] if measure else sentence.text
        measures = measures or measure is not None
        if _PROBLEM.search(part) or (not measures and _NUMBERED.search(part)):
            said = _without_lead(part)
            other = _ONLY_LEAD.fullmatch(said) or (measures and _REMEDY.match(said))
            if len(said) >= _SHORTEST_PROBLEM and not other:
                found.append((sentence, said))
    return found[:_MOST_PROBLEMS]


def _without_lead(sentence: str) -> str:
    said = sentence
    for lead in _LEADS:
        said = lead.sub("", said, count=1)
    return said.strip("。；;！，,：: ")


def _pairs(text: str) -> set[str]:
    """Pairs of neighbouring characters, figures masked."""
    words = words_of(text)
    return {words[i : i + 2] for i in range(len(words) - 1)}


def _alike(one: set[str], other: set[str]) -> float:
    """Dice's share of common pairs, 0 to 1."""
    return 2 * len(one & other) / (len(one) + len(other)) if one or other else 0.0

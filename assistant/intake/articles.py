"""Articles and chapters of an official text: which lines are their headings."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from assistant.errors import InputError
from assistant.intake.chain import DOUBTFUL, LIKELY, SURE, Candidate, best_chain, gaps, starts_again
from assistant.intake.lines import Line, tight, width_of
from assistant.library.imported import NUMERALS, article_number
from assistant.reading.numbering import chinese
from assistant.reading.wrapping import wrap_width

MAX_ARTICLES: Final = 5_000
"""More articles are no law but a collection of laws."""

_N: Final = rf"[{NUMERALS}\d](?:\s?[{NUMERALS}\d]){{0,8}}"
_ARTICLE: Final = re.compile(rf"【?第\s?({_N})\s?条(?:\s?之\s?([{NUMERALS}]{{1,3}}))?】?")
_REFERENCE: Final = re.compile(rf"第[{NUMERALS}\d（）()]{{1,6}}[款项目条]|[，。；）》”,;)、]|至第|到第")
"""What stands behind the number of an article that is only mentioned, whether or not there is a blank."""

_RUNS_ON: Final = re.compile(
    r"规定|所列|所称|所述|之规定|的|和|或|至|到|及|以[及外下上内]|与|中(?:的|所|规定)"
)
_CHAPTER: Final = re.compile(rf"第\s?{_N}\s?(分编|编|章|节)(.*)")
_LEVELS: Final = {"编": 0, "分编": 1, "章": 2, "节": 3}
_BARE_CHAPTERS: Final = frozenset({"总则", "分则", "罚则", "附则"})
_LEADER: Final = re.compile(r"(?:…{1,3}|\.{3,}|·{3,}|-{3,}|\s)[…·.\s]*\d{1,4}$")
_NEARLY: Final = 0.8
_LEADS_ON: Final = re.compile(r"(?:[，、》]|依照|按照|根据|依据|违反|适用|本法|本条例|本办法|本规定)$")
_LONGEST_CHAPTER: Final = 60
_LONGEST_TITLE: Final = 30
_FULL: Final = 15
_FEWEST: Final = 3
_COMPARED: Final = re.compile(rf".{{0,20}}第{_N}条.*\s【?第{_N}条\s")


@dataclass(frozen=True)
class Chapter:
    """A heading of a part, chapter or section. `level` counts from 0 (编) to 3 (节); it takes up `lines` lines."""

    line: int
    lines: int
    level: int
    text: str


@dataclass(frozen=True)
class Found:
    """The articles of a text: their headings in order, the chapters by line, what is to be said about both.

    `stop` is the line at which another text begins, the number of all lines where there is none.
    """

    headings: tuple[Candidate, ...]
    chapters: dict[int, Chapter]
    stop: int
    remarks: tuple[str, ...] = ()


def label_of(key: tuple[int, int]) -> str:
    """(33, 0) → ``第三十三条``, (10, 1) → ``第十条之一``."""
    number, insert = key
    return f"第{chinese(number)}条" + (f"之{chinese(insert)}" if insert else "")


def find_articles(lines: Sequence[Line], page: Collection[int]) -> Found:
    """The articles among the lines; `page` are the numbers of lines that are none of the text.

    Raises `InputError` for a table that sets two versions side by side, and for more than `MAX_ARTICLES`.
    """
    _refuse_comparison(lines)
    chapters = find_chapters(lines, page)
    candidates = list(_candidates(lines, page, chapters))
    starts = [0, *starts_again(candidates)]
    runs = [
        best_chain(candidates[start:end])
        for start, end in zip(starts, [*starts[1:], len(candidates)], strict=True)
    ]
    chosen = _first_text(runs, lines)
    chain = runs[chosen]
    if len(chain) > MAX_ARTICLES:
        raise InputError(
            f"这份文件有{len(chain)}条，超过了{MAX_ARTICLES}条的上限，不像一部法规。", "请一部一部分开导入。"
        )
    others = [run for run in runs[chosen + 1 :] if len(run) >= _FEWEST and not _is_contents(run, lines)]
    stop = others[0][0].line if others else len(lines)
    remarks = [
        f"条号不连续：{label_of(one)}之后是{label_of(other)}，中间的没有读到，请对照原文。"
        for one, other in gaps(chain)[:_FEWEST]
    ]
    if chain and chain[0].key != (1, 0):
        remarks.append(f"从{label_of(chain[0].key)}开始，前面的条文没有读到；若是节选，请知悉。")
    if others:
        remarks.append("文件后面还有另一部文本，只收了第一部；另一部请分开导入。")
    return Found(tuple(chain), chapters, stop, tuple(remarks))


def find_chapters(lines: Sequence[Line], page: Collection[int]) -> dict[int, Chapter]:
    """Headings of parts, chapters and sections by the number of their line."""
    shown = [i for i in range(len(lines)) if i not in page]
    start = _first_article(lines)
    wrap = wrap_width([line.text for line in lines if not line.table])
    found: dict[int, Chapter] = {}
    for before, number, after in zip([None, *shown], shown, [*shown[1:], None], strict=False):
        text = lines[number].text
        if len(text) > _LONGEST_CHAPTER or lines[number].table:
            continue
        if tight(text) in _BARE_CHAPTERS and not (
            before is not None and before in found and _is_bare(found[before])
        ):
            found[number] = Chapter(number, 1, _LEVELS["章"], tight(text))
            continue
        match = _CHAPTER.fullmatch(text)
        if match is None or _is_mention(match[2]) or _is_broken(lines, before, start):
            continue
        name = tight(text[: match.start(2)]).strip()
        title, used = tight(match[2]).strip(" 　"), 1
        goes_on = not title or (wrap > 0 and width_of(text) >= _NEARLY * wrap)
        if goes_on and after is not None and _is_title(lines[after]):
            title, used = title + tight(lines[after].text), after - number + 1
        found[number] = Chapter(number, used, _LEVELS[match[1]], f"{name} {title}".strip())
    return found


def is_entry(line: Line) -> bool:
    """Whether a line above a text tells of an article or chapter to come: it ends no sentence, or with a page."""
    opens = _ARTICLE.match(line.text) or _CHAPTER.match(line.text)
    return opens is not None and (not line.ends or _has_page(line))


def _has_page(line: Line) -> bool:
    return len(line.text) <= _LONGEST_CHAPTER and _LEADER.search(line.text) is not None


def _is_bare(chapter: Chapter) -> bool:
    return " " not in chapter.text or chapter.lines > 1


def _is_title(line: Line) -> bool:
    return (
        len(line.text) <= _LONGEST_TITLE
        and not line.ends
        and not line.table
        and not _ARTICLE.match(line.text)
        and not _CHAPTER.match(line.text)
    )


def _is_mention(rest: str) -> bool:
    close = tight(rest).strip()
    return (
        _REFERENCE.match(close) is not None
        or _RUNS_ON.match(close) is not None
        or any(mark in close for mark in "。；，：,;")
    )


def _first_article(lines: Sequence[Line]) -> int:
    return next((i for i, line in enumerate(lines) if _ARTICLE.match(line.text)), len(lines))


def _is_broken(lines: Sequence[Line], before: int | None, start: int) -> bool:
    """Whether the line above stops in the middle of a sentence. Above the first article `start` titles stand."""
    if before is None or before < start:
        return False
    line = lines[before]
    if line.ends or line.table or _CHAPTER.match(line.text):
        return False
    return len(line.text) >= _FULL or _LEADS_ON.search(line.text) is not None


def _candidates(
    lines: Sequence[Line], page: Collection[int], chapters: dict[int, Chapter]
) -> Iterator[Candidate]:
    before: int | None = None
    start = _first_article(lines)
    for number, line in enumerate(lines):
        if number in page:
            continue
        match = _ARTICLE.match(line.text)
        if match and not line.table and not _has_page(line):
            key = article_number(match[0].strip("【】"))
            rest = line.text[match.end() :]
            opens = line.glued or before in chapters or not _is_broken(lines, before, start)
            found = _weight(rest, opens)
            if key is not None and found:
                yield Candidate(number, key, found, rest.strip())
        before = number


def _weight(rest: str, opens: bool) -> float:
    """How surely a line is a heading by what stands behind its number and whether it opens a paragraph."""
    close = rest.lstrip("　 ")
    if _REFERENCE.match(close):
        return 0.0
    spaced = not rest or rest[0] in " 　【（(：:"
    if _RUNS_ON.match(close):
        return DOUBTFUL if spaced or opens else 0.0
    if spaced and opens:
        return SURE
    return LIKELY if spaced or opens else DOUBTFUL


def _first_text(runs: Sequence[Sequence[Candidate]], lines: Sequence[Line]) -> int:
    """The first run of numbers that is a text, not a table of contents; the longest where none is long."""
    for place, run in enumerate(runs):
        if len(run) >= _FEWEST and not _is_contents(run, lines):
            return place
    return max(range(len(runs)), key=lambda place: len(runs[place]))


def _is_contents(run: Sequence[Candidate], lines: Sequence[Line]) -> bool:
    """Whether a run of articles holds no sentence: the titles of articles, told before the text."""
    within = [lines[i] for one, other in pairwise(run) for i in range(one.line, other.line)]
    return not any(line.ends for line in within)


def _refuse_comparison(lines: Sequence[Line]) -> None:
    rows = sum(1 for line in lines if line.table and _COMPARED.match(line.text[:4_000]))
    if rows >= _FEWEST:
        raise InputError(
            "这是新旧条文对照表，两个版本的条文并排，不能当作一部文本收下。",
            "请导入现行版本的全文；旧版本要保留的，另外单独导入。",
        )

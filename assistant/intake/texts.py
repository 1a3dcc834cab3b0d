"""Clean lines → `ImportedText`: every line goes to the title, what is about the text, an article, or to the user.

Nothing is lost on the way: what no rule places is in `unplaced`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Final

from assistant.intake.articles import Chapter, Found, is_entry, label_of
from assistant.intake.head import Head, read_head
from assistant.intake.headline import find_in_force, find_number, find_version, without_version, year_of
from assistant.intake.lines import Line, paragraphs, tight, weight
from assistant.intake.sections import Sections, section_articles
from assistant.intake.tail import Tail, read_tail, tail_start
from assistant.library.imported import MAX_ARTICLE, PREAMBLE, WHOLE, Article, ImportedText

_LAST_ARTICLES: Final = 10
"""Articles from the end among which the day of coming into force is looked for."""


def read_articles(lines: Sequence[Line], page: Collection[int], found: Found) -> ImportedText:
    """A text of articles. `page` are the numbers of lines around it, `found` its headings (at least one)."""
    first, last = found.headings[0].line, found.headings[-1].line
    opening = _opening_chapters(found.chapters, page, first)
    start = opening[0] if opening else first
    contents = _contents(lines, page, found.chapters, start)
    head = read_head(lines, {*page, *contents}, min({start, *contents}))
    # Between a table of contents and the text the title may stand once more.
    between = read_head(lines, {*page, *contents, *head.kept}, start) if contents else Head()
    end = tail_start(lines, page, last, found.stop)
    alone = found.stop == len(lines)
    tail = read_tail(lines, page, end, len(lines)) if alone else Tail()
    articles, kept = _articles(lines, page, found, opening, end)
    return _text(lines, start, articles, (head, between, tail), kept, found.remarks)


def _articles(
    lines: Sequence[Line], page: Collection[int], found: Found, opening: Sequence[int], end: int
) -> tuple[list[Article], set[int]]:
    """The articles up to line `end` with their chapters, and the numbers of the lines they were made of."""
    path: dict[int, str] = {}
    kept: set[int] = set()
    for number in opening:
        _enter(path, found.chapters[number])
        kept.update(_lines_of(found.chapters[number]))
    articles: list[Article] = []
    ends = [*(h.line for h in found.headings[1:]), end]
    for heading, until in zip(found.headings, ends, strict=True):
        chapter = " ".join(path[level] for level in sorted(path))
        body = [Line(heading.rest)] if heading.rest else []
        kept.add(heading.line)
        for number in range(heading.line + 1, until):
            if number in page or number in kept:
                continue
            if number in found.chapters and until != end:
                _enter(path, found.chapters[number])
                kept.update(_lines_of(found.chapters[number]))
                continue
            body.append(lines[number])
            kept.add(number)
        articles.append(Article(label_of(heading.key), chapter, "\n".join(paragraphs(body))))
    return articles, kept


def read_sections(lines: Sequence[Line], page: Collection[int], found: Sections) -> ImportedText:
    """A document of sections 一、二、; `found` holds at least two."""
    first, last = found.headings[0].line, found.headings[-1].line
    head = read_head(lines, page, first)
    end = tail_start(lines, page, last, found.stop)
    tail = read_tail(lines, page, end, len(lines))
    articles = section_articles(lines, page, found, end)
    kept = {i for i in range(first, end) if i not in page}
    return _text(lines, first, articles, (head, Head(), tail), kept, ())


def read_whole(lines: Sequence[Line], page: Collection[int]) -> ImportedText:
    """A document without articles and sections: an answer, a short notice."""
    head = read_head(lines, page, len(lines))
    body, head.preamble = head.preamble, []
    article = Article(WHOLE, "", "\n".join(paragraphs(body)))
    return _text(lines, len(lines), [article], (head, Head(), Tail()), set(), ())


def _text(
    lines: Sequence[Line],
    start: int,
    articles: Sequence[Article],
    around: tuple[Head, Head, Tail],
    kept: set[int],
    remarks: Iterable[str],
) -> ImportedText:
    head, between, tail = around
    title = between.title or head.title
    extra = [head.title] if between.title and head.title not in {"", between.title} else []
    about = (*extra, *head.about, *between.about, *tail.about)
    preamble = "\n".join(paragraphs([*head.preamble, *between.preamble]))
    whole = [*([Article(PREAMBLE, "", preamble)] if preamble else []), *articles, *tail.attachments]
    kept |= head.kept | between.kept | tail.kept
    number = find_number([line.text for line in lines[:start]], about)
    version = find_version(about, title) or year_of(number)
    notes = [*remarks]
    if not title:
        notes.append("没有找到标题，请填写这份文件的全称。")
    return ImportedText(
        title=without_version(title),
        number=number,
        version=version,
        in_force_from=find_in_force(about, [a.text for a in articles[-_LAST_ARTICLES:]]),
        articles=tuple(part for article in whole for part in _parts(article)),
        unplaced=tuple(line.text for i, line in enumerate(lines) if i not in kept),
        characters_in=sum(weight(line.text) for line in lines),
        characters_kept=sum(weight(lines[i].text) for i in kept),
        about=about,
        remarks=tuple(notes),
    )


def _opening_chapters(chapters: dict[int, Chapter], page: Collection[int], first: int) -> list[int]:
    """The headings right above the first article, from the outermost in: 第一编, 第一章, 第一节."""
    ends = {number + chapter.lines - 1: number for number, chapter in chapters.items()}
    opening: list[int] = []
    level = 4
    place = first - 1
    while place >= 0:
        if place in page:
            place -= 1
            continue
        number = ends.get(place)
        if number is None or chapters[number].level >= level:
            break
        opening.insert(0, number)
        level = chapters[number].level
        place = number - 1
    return opening


def _contents(
    lines: Sequence[Line], page: Collection[int], chapters: dict[int, Chapter], end: int
) -> set[int]:
    """The lines of a table of contents before line `end`: chapters and articles told before they come."""
    found: set[int] = set()
    titled = [i for i in range(end) if tight(lines[i].text).startswith("目录") and i not in page]
    for number in range(end):
        if number in chapters:
            found.update(_lines_of(chapters[number]))
        elif is_entry(lines[number]) or number in titled:
            found.add(number)
    if titled:
        # Entries that are neither, between those that are.
        found.update(i for i in range(titled[0], max(found)) if not lines[i].ends)
    return found - set(page)


def _enter(path: dict[int, str], chapter: Chapter) -> None:
    for level in [level for level in path if level >= chapter.level]:
        del path[level]
    path[chapter.level] = chapter.text


def _lines_of(chapter: Chapter) -> Iterator[int]:
    yield from range(chapter.line, chapter.line + chapter.lines)


def _parts(article: Article) -> Iterator[Article]:
    """An article in parts of at most `MAX_ARTICLE` characters, cut behind a paragraph or a sentence."""
    text, start, number = article.text, 0, 1
    while len(text) - start > MAX_ARTICLE:
        most = start + MAX_ARTICLE
        cut = max(text.rfind("\n", start + 1, most), text.rfind("。", start + 1, most - 1) + 1)
        cut = cut if cut > start + MAX_ARTICLE // 2 else most
        yield _part(article, text[start:cut].strip("\n"), number)
        start, number = cut, number + 1
    yield _part(article, text[start:].strip("\n"), number)


def _part(article: Article, text: str, number: int) -> Article:
    label = article.label if number == 1 else f"{article.label}（第{number}部分）"
    return Article(label, article.chapter, text)

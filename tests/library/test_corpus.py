"""The shipped regulations: whole, in our own words, and borne out by the official texts where they are there."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from assistant.core.numbers import find_numbers, read_chinese
from assistant.library.provisions import Provision, read_document
from assistant.resources import corpus

FILES = sorted((corpus() / "regulations").glob("*.md"))
OFFICIAL = Path(__file__).parents[2].parent / "shared" / "regulations"
TEXTS = {
    "中华人民共和国政府信息公开条例": "政府信息公开条例-2019.md",
    "中华人民共和国行政复议法": "行政复议法-2023.md",
    "中华人民共和国行政复议法实施条例": "行政复议法实施条例-2007.md",
    "中华人民共和国行政诉讼法": "行政诉讼法-2017.md",
    "中华人民共和国保守国家秘密法": "保守国家秘密法-2024.md",
    "中华人民共和国保守国家秘密法实施条例": "保守国家秘密法实施条例-2024.md",
    "中华人民共和国个人信息保护法": "个人信息保护法-2021.md",
    "中华人民共和国档案法": "档案法-2020.md",
    "中华人民共和国行政处罚法": "行政处罚法-2021.md",
    "中华人民共和国行政许可法": "行政许可法-2019.md",
    "中华人民共和国立法法": "立法法-2023.md",
    "不动产登记暂行条例": "不动产登记暂行条例-2019.md",
}
LABEL = re.compile(r"(第[一二三四五六七八九十]+[款项])*(（[^）]+）)?|全条（[^）]+）")
"""A part is cited as the 款 or 项 it is; “全条” says that the article has neither, and what is cited is all of it."""

LONGEST_COPY = 16
"""Longer runs of official text are no fixed terms any more."""


@cache
def provisions() -> tuple[Provision, ...]:
    return tuple(p for file in FILES for p in read_document(file))


@cache
def official(name: str) -> dict[str, str]:
    """Article label → its official text, blanks removed."""
    text = (OFFICIAL / name).read_text(encoding="utf-8")
    parts = re.split(
        r"^(第[一二三四五六七八九十百零〇]+条(?:之[一二三四五六七八九十])?)[\s　]", text, flags=re.MULTILINE
    )
    return {label: re.sub(r"\s+", "", body) for label, body in zip(parts[1::2], parts[2::2], strict=True)}


def bare(text: str) -> str:
    return re.sub(r"\W+", "", text)


def numbers_of(text: str) -> set[str]:
    """Every number of an official text in digits, Chinese numerals read."""
    digits = set(re.findall(r"\d+", text))
    for run in re.findall(r"[零〇一二两三四五六七八九十百千万]+", text):
        for start in range(len(run)):
            for end in range(start + 1, len(run) + 1):
                value = read_chinese(run[start:end])
                if value is not None:
                    digits.add(str(int(value)))
    return digits


def checkable() -> list[Provision]:
    if not OFFICIAL.is_dir():
        return []
    return [p for p in provisions() if p.document.title in TEXTS and p.article.startswith("第")]


def gists(p: Provision) -> list[tuple[str, str]]:
    """The content of a provision and of each of its parts, with a name for messages."""
    return [(p.id, p.gist), *((f"{p.id}#{part.label}", part.gist) for part in p.parts)]


def test_there_are_regulations() -> None:
    assert len(FILES) >= 20
    assert len(provisions()) >= 250
    assert sum(p.silent for p in provisions()) >= 40
    articles = [
        p.article for p in provisions() if p.document.title == "中华人民共和国政府信息公开条例" and p.article
    ]
    assert len(articles) == 56


@pytest.mark.parametrize("file", FILES, ids=lambda p: p.stem)
def test_every_provision_is_whole(file: Path) -> None:
    for p in read_document(file):
        assert 5 <= len(p.asks) <= 10, p.id
        assert 4 <= len(p.keywords) <= 14, p.id
        assert 30 <= len(p.gist) <= 320, p.id
        assert p.checking, p.id
        assert p.article or p.silent, p.id


@pytest.mark.parametrize("file", FILES, ids=lambda p: p.stem)
def test_every_part_is_whole(file: Path) -> None:
    for p in read_document(file):
        assert len({part.label for part in p.parts}) == len(p.parts), p.id
        for part in p.parts:
            name = f"{p.id}#{part.label}"
            assert LABEL.fullmatch(part.label), name
            assert 5 <= len(part.asks) <= 10, name
            assert 4 <= len(part.keywords) <= 14, name
            assert 30 <= len(part.gist) <= 320, name


def test_ids_and_questions_are_unique() -> None:
    ids = Counter(p.id for p in provisions())
    assert [i for i, n in ids.items() if n > 1] == []
    asks = Counter(ask for p in provisions() for one in (p, *p.parts) for ask in one.asks)
    assert [a for a, n in asks.items() if n > 1] == []


def test_links_lead_somewhere() -> None:
    ids = {p.id for p in provisions()}
    rows = {p.article for p in provisions()}
    loose = [
        (p.id, link)
        for p in provisions()
        for link in p.related
        if link not in ids and link not in rows and not any(i.startswith(link) for i in ids)
    ]
    assert loose == []


@pytest.mark.shared
def test_the_official_texts_bear_every_gist_out() -> None:
    if not OFFICIAL.is_dir():
        pytest.skip("需要项目旁边的官方文本 ../shared/regulations")
    wrong = []
    for p in checkable():
        articles = official(TEXTS[p.document.title])
        if p.article not in articles:
            wrong.append((p.id, "没有这一条"))
            continue
        allowed = numbers_of(articles[p.article])
        for name, gist in gists(p):
            said = [m.text for m in find_numbers(gist) if re.search(r"\d", m.text)]
            digits = {d for text in said for d in re.findall(r"\d+", text)}
            wrong += [(name, d) for d in sorted(digits - allowed) if p.checked]
    assert wrong == []
    assert len(checkable()) > 120


@pytest.mark.shared
def test_nothing_is_copied_from_the_official_texts() -> None:
    if not OFFICIAL.is_dir():
        pytest.skip("需要项目旁边的官方文本 ../shared/regulations")
    copied = []
    for p in checkable():
        source = bare(official(TEXTS[p.document.title]).get(p.article, ""))
        for name, said in gists(p):
            gist = bare(said)
            runs = {gist[i : i + LONGEST_COPY] for i in range(len(gist) - LONGEST_COPY + 1)}
            copied += [(name, run) for run in runs if run in source]
    assert copied == []

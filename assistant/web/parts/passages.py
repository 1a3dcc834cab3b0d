"""Passages of past reports beside a gap: how others say it, never what."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from assistant.conversation import shelf
from assistant.conversation.bench import Bench
from assistant.drafting.draft import Sentence
from assistant.errors import ConfigurationError, InputError
from assistant.web.markup import cut, shown

if TYPE_CHECKING:
    from assistant.library.entries import Entry

WANTED: Final = "待补充"
"""What a gap that asks for something has in it."""
MOST: Final = 3
LONGEST: Final = 600

QUERIES: Final = {
    "proactive": "主动公开 网站发布信息条数 政策解读",
    "requests": "依申请公开 收到申请 办结 结果",
    "management": "政府信息管理 保密审查 三审三校",
    "platform": "平台建设 网站栏目 新媒体 政务公开专区",
    "supervision": "监督保障 培训 考核 社会评议 责任追究",
    "problems": "存在的主要问题 改进措施",
    "other": "其他需要报告的事项 信息处理费",
    "preface": "本报告 编制 统计期限 联系地址 电话",
}
"""What is looked for where a draft was made without the library."""


def place_of(sentence: Sentence) -> str:
    """What a sentence is about: its aspect, or its section."""
    return sentence.aspect or sentence.section


def passages(bench: Bench, sentence: Sentence) -> str:
    """The passages that belong to a gap, or what stands in the way of showing them."""
    try:
        found = found_for(bench, sentence)
    except (InputError, ConfigurationError) as error:
        return f'<p class="nb-note"><strong>{shown(error.what)}</strong>{shown(error.advice)}</p>'
    if not found:
        return '<p class="nb-note">资料库里的往年年报没有写到这里。可以在“资料库”里加上本单位往年的年报。</p>'
    items = "".join(
        f"<li><q>{shown(cut(entry.wording, LONGEST))}</q><cite>{shown(entry.title)}"
        f"{f'，{shown(entry.article)}' if entry.article else ''}</cite></li>"
        for entry in found
    )
    return f'<p class="nb-note">往年年报是这样写的（只看写法，事和数要写自己的）：</p><ol class="nb-passages">{items}</ol>'


def found_for(bench: Bench, sentence: Sentence) -> list[Entry]:
    """The entries of the library that a gap names; those of its aspect where it names none."""
    library = shelf.library()
    folds: Sequence[str] = sentence.sources
    if not folds:
        place = place_of(sentence)
        hits = library.search(QUERIES.get(place, place), k=10 * MOST, kind="report")
        entries = [entry for hit in hits for entry in library.entries_of(hit.id)]
        own = [entry for entry in entries if place in (entry.aspect, entry.section)]
        return _different(own or entries)[:MOST]
    return [entry for fold in folds[:MOST] for entry in library.entries_of(fold)]


def _different(entries: Sequence[Entry]) -> list[Entry]:
    """Each wording once, and no report twice while there are others."""
    seen: set[str] = set()
    first: list[Entry] = []
    rest: list[Entry] = []
    for entry in entries:
        if entry.wording in seen:
            continue
        (rest if entry.title in seen else first).append(entry)
        seen |= {entry.wording, entry.title}
    return first + rest

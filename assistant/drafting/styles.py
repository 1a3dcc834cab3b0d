"""How a passage of a past report may show its style without its content: names and figures are taken out."""

from __future__ import annotations

import re
from typing import Final

from assistant.core.numbers import find_numbers
from assistant.drafting.lexicon import INSTRUCTIONS
from assistant.drafting.outline import Outline, Point
from assistant.drafting.rewriting import cleaned

_LONGEST: Final = 120
_NAMED: Final = re.compile(
    r"《[^》]*》|“[^”]*”|[\u4e00-\u9fff]{2,12}?(?:人民政府|办事处|委员会|管理局|分局|局|厅|中心|街道|镇|乡|县|区|市|省)"
    r"|[A-Za-zＡ-Ｚａ-ｚ0-9_.@:/-]+"
)
_LAST_YEAR: Final = re.compile(
    r"(?:去|上|往)年(?:的)?(?:写法|样子|格式|路子|语气|口气)?|照(?:着)?(?:去|上)年"
)
_SHORT: Final = re.compile(r"短|简|精炼|精简|压缩|少写")
_DETAILS: Final = ("从具体情形看", "分情形看")
LONGEST_WISH: Final = 100


def sample_for(point: Point, outline: Outline, wish: str) -> str:
    """A passage that shows how this is said, with nothing in it to be taken over; empty when there is none."""
    if outline.previous is not None and _LAST_YEAR.search(wish):
        own = _own_passage(outline.previous.sections.get(point.section, ""), point.title)
        if own:
            return bare(own)
    return bare(point.samples[0]) if point.samples else ""


def bare(passage: str) -> str:
    """A passage with 某 for every name and N for every number; a clause that gives orders is left out."""
    text = passage = "".join(c for c in re.split(r"(?<=[，。；！\n])", cleaned(passage)) if not _orders(c))
    for mention in reversed(find_numbers(passage)):
        text = text[: mention.start] + "N" + text[mention.end :]
    text = re.sub(r"\d+", "N", text)
    return _NAMED.sub(lambda m: m[0] if m[0] == "N" else "某", text)[:_LONGEST]


def _orders(clause: str) -> bool:
    return any(word in clause.lower() for word in INSTRUCTIONS)


def leaves_out_details(wish: str, text: str) -> bool:
    """Whether a sentence is one that a shorter text does without: what the table says row by row."""
    return bool(_SHORT.search(wish)) and text.startswith(_DETAILS)


def _own_passage(section: str, title: str) -> str:
    """The paragraphs of an aspect in last year's text, or the whole section where it has no such heading."""
    lines = [line.strip() for line in section.split("\n") if line.strip()]
    starts = [i for i, line in enumerate(lines) if title in line[:20]]
    return " ".join(lines[starts[0] : starts[0] + 2]) if starts else " ".join(lines[:1])

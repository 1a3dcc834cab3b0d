"""What last year's report promised, and what of it can be carried over: problems named, contact details."""

from __future__ import annotations

import re
from typing import Final

from assistant.core.numbers import NumberKind, find_numbers
from assistant.core.report import Report
from assistant.drafting.lexicon import PROBLEM_WORDS
from assistant.drafting.rewriting import cleaned

PROBLEMS: Final = "previous.sections.problems"
PREFACE: Final = "previous.sections.preface"
_MOST: Final = 4
_LONGEST: Final = 36
_MEASURES: Final = re.compile(
    r"下一步|下步|改进(?:措施|情况)[：:是为]|整改(?:措施|情况)[：:是为]|今后|针对(?:以上|上述|存在|这些)|对此[，,]|为此[，,]"
)
_ITEM: Final = re.compile(
    r"(?:[一二三四五六]是(?!否)|第[一二三四五六][，,]|[（(][一二三四五六][）)]|(?:^|(?<=[\n。；：:]))\s*\d[.、．](?!\d)|[①-⑥])\s*"
)
_CONTACT: Final = re.compile(r"联系|地址|邮编|邮政编码|电话|邮箱")


def announced_problems(previous: Report | None) -> tuple[str, ...]:
    """The gist of each problem last year's report named, in its own words, shortest sense first.

    Only the half before the measures is looked at; a gist ends at the first comma and holds no year.
    """
    lines = (previous.sections.get("problems", "") if previous else "").splitlines()
    text = "\n".join(cleaned(line) for line in lines)
    problems = _before_measures(text)
    marks = list(_ITEM.finditer(problems))
    ends = [*(m.start() for m in marks[1:]), len(problems)]
    items = [problems[m.end() : end] for m, end in zip(marks, ends, strict=False)]
    if not items:
        items = [s for s in re.split(r"[。；]", problems) if any(w in s for w in PROBLEM_WORDS)]
    gists = (gist for item in items if (gist := _gist(item)) and gist in text)
    return tuple(dict.fromkeys(gists))[:_MOST]


def _before_measures(text: str) -> str:
    match = _MEASURES.search(text)
    return text[: match.start()] if match and match.start() > 8 else text


def _gist(item: str) -> str:
    """The clause that names the problem: the first, or the first with a problem's word in it."""
    clauses = [c.strip(" 的") for c in re.split(r"[，。；：,;\n]", item) if c.strip()]
    naming = next((c for c in clauses if any(w in c for w in PROBLEM_WORDS)), clauses[0] if clauses else "")
    kinds = {m.kind for m in find_numbers(naming)}
    if not 4 <= len(naming) <= _LONGEST or kinds & {NumberKind.YEAR, NumberKind.DATE} or "“" in naming:
        return ""
    return naming


def contact_sentence(previous: Report | None) -> str:
    """The sentence of last year's preface that says how to reach the unit; empty when there is none.

    A sentence that names a year is not taken over.
    """
    text = cleaned((previous.sections.get("preface", "") if previous else "").replace("\n", ""))
    for sentence in re.split(r"(?<=。)", text):
        numbers = find_numbers(sentence)
        details = len(set(_CONTACT.findall(sentence))) >= 2 and any(
            m.kind in {NumberKind.CONTACT, NumberKind.COUNT} for m in numbers
        )
        if details and not any(
            m.kind in {NumberKind.YEAR, NumberKind.DATE, NumberKind.DOCUMENT} for m in numbers
        ):
            return sentence.strip()
    return ""

"""The user's free lines, sorted: what each is about, and in what written form it may stand in a draft.

Notes are data. A line that reads like an instruction changes nothing; it is shown as 待归类, as is every
line that no aspect fits. Nothing a user wrote is lost.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final, Literal

from assistant.drafting import lexicon
from assistant.drafting.pairing import ordinal, pairs
from assistant.drafting.rewriting import (
    NO_FEE,
    NOTHING_ELSE,
    cleaned,
    rewritten,
    says_no_fee,
    says_nothing_else,
    solved,
)

NoteKind = Literal[
    "fact", "problem", "measure", "fee", "other", "unsorted", "nothing", "progress", "questioned"
]
"""``nothing``: 无 written under 问题 or 措施; ``progress``: what became of a problem of last year;
``questioned``: kept in a mark, not in the body (`sifting`)."""

_BULLET: Final = re.compile(
    r"^\s*(?:[-–—•·●■◆▪*＊#＃>]+\s*|[（(]?\d{1,2}[)）]\s*|\d{1,2}[.．](?=\D|\d{4}年)\s*|\d{1,2}[.．]\s+|\d{1,2}、(?=\D|\d{4}年)"
    r"|[（(][一二三四五六七八九十]{1,3}[)）]\s*|[一二三四五六七八九十]{1,3}、|[一二三四五六七八九十]{1,2}是(?!否)|[①-⑳]\s*)"
)
_LABEL: Final = re.compile(r"^〔?([\u4e00-\u9fff]{1,12})(?:〕\s*|\s*[：:。]\s*)(.*)$", re.DOTALL)
_INLINE_MEASURE: Final = re.compile(
    r"\s*(?:→|——?>|[-=]>|⇒)\s*|[，。；,;]?\s*(?:改进|整改|应对)?(?:措施|对策)[是为]?[：:]\s*"
)
_SENTENCE_END: Final = re.compile(r"[。！？；]")
_NUMBERED: Final = re.compile(
    r"(?:[（(]\d{1,2}[)）]|[①-⑳]|(?:(?<=[。；;！\s])|(?<=^))(?:\d{1,2}[.．、](?!\d)|[一二三四五六七八九]、)|(?:(?<=[。；;！，,\s])|(?<=^))[一二三四五六七八九]是(?!否))"
)
"""Numbers of a list written in one line."""
_NAMES: Final = "|".join(sorted(map(re.escape, lexicon.LABELS), key=len, reverse=True))
_NEXT_LABEL: Final = re.compile(
    rf"(?:(?<=[。；;！，,\s])|(?<=^))(?:[（(][一二三四五六七八九十\d]{{1,3}}[)）]|[一二三四五六七八九十\d]{{1,2}}[、.．])?\s*"
    rf"(?:(?:{_NAMES})\s*(?:\d{{1,2}}|[一二三四五六七八九])?\s*[：:])"
)
_NUMBERED_LABEL: Final = re.compile(
    rf"^({_NAMES})\s*(\d{{1,2}}|[一二三四五六七八九])\s*[：:]\s*(.*)$", re.DOTALL
)
_NOTHING: Final = re.compile(
    r"(?:暂)?(?:时)?(?:没有?|无)(?:什么|明显|突出|存在)?(?:的)?(?:问题|不足|措施)?|不存在(?:问题)?"
)
_OPEN, _CLOSE = "（“‘《〔", "）”’》〕"
_NOT_A_PROBLEM: Final = re.compile(
    r"(?:没有|未|无|没|不存在|未发现|未出现)[^，。；]{0,8}(?:问题|不及时|不到位|不规范|情况)|发现(?:的)?问题\s*\d|问题(?:都|已|全部|均)"
)
_FEE_WENT_ON: Final = re.compile(
    r"[\d一二两三]\s*[个件份笔].*(?:没|未)(?:有)?(?:按期)?(?:交|缴)|收(?:取|到)?了|\d\s*万?元$"
)
"""A line behind one on the information fee that goes on about it."""

_TELLS_US: Final = re.compile(r"把[^，。]{0,12}(?:改成|改为|换成|删)")
_LICENCE_APPLICATION: Final = re.compile(r"(?:受理)?(?:行政)?许可的?申请")
"""No request for information: 表二's matter."""
_COUNTED_ITEMS: Final = re.compile(r"\d\s*(?:余|多)?\s*[条篇期]")


@dataclass(frozen=True)
class Note:
    """One statement of the user. `line` is 1-based; `text` is cleaned and in written form.

    `aspect` is one of the five for facts, else empty. `led`: the text starts with its verb, so that it may
    be joined to another. `after`: index of the problem a measure was written against.
    """

    line: int
    text: str
    aspect: str
    kind: NoteKind
    led: bool = False
    answers: int | None = None
    raw: str = ""
    label: str = ""
    place: int | None = None

    @property
    def cell(self) -> str:
        """The address of the line."""
        return f"notes.{self.line}"


@dataclass(frozen=True)
class Notebook:
    """All notes in the order they were written."""

    notes: tuple[Note, ...]

    def about(self, aspect: str) -> tuple[Note, ...]:
        """The facts noted for one of the five aspects."""
        return tuple(n for n in self.notes if n.kind == "fact" and n.aspect == aspect)

    def of(self, kind: NoteKind) -> tuple[Note, ...]:
        """The notes of a kind."""
        return tuple(n for n in self.notes if n.kind == kind)


def note_lines(notes: str) -> list[str]:
    """The lines that ``notes.N`` counts: split at line feeds only, whatever else a paste may hold."""
    return notes.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def read_notes(notes: str) -> Notebook:
    """Sort the user's lines.

    A label above several lines holds until a blank line, the next label or, when its first line has a bullet,
    the first line without one.
    """
    found: list[Note] = []
    under, bulleted = "", None
    for number, raw in enumerate(note_lines(notes), 1):
        line = cleaned(raw)
        text, label = _labelled(line)
        if not text:
            under, bulleted = label or "", None
            continue
        has_bullet = _BULLET.match(line) is not None
        if label or (bulleted and not has_bullet):
            under = ""
        bulleted = has_bullet if bulleted is None else bulleted
        for segment in _segments(line):
            text, own = _labelled(segment)
            label = own or label
            for statement, starts_measure in _statements(text):
                if any(c.isalnum() for c in statement):
                    alone = has_bullet and (not found or found[-1].line != number)
                    found.append(_sorted(number, statement, label or under, starts_measure, found, alone))
    return Notebook(_linked(found))


def _segments(line: str) -> list[str]:
    """A line with several labels in it, cut before each of them."""
    starts = [m.start() for m in _NEXT_LABEL.finditer(line) if m.start()]
    depth = [line[:s].count("“") - line[:s].count("”") for s in starts]
    cuts = [0, *(s for s, d in zip(starts, depth, strict=True) if not d), len(line)]
    return [line[a:b].rstrip("，, ") for a, b in pairwise(cuts)]


def _linked(notes: list[Note]) -> tuple[Note, ...]:
    """Labelled measures tied to the labelled problems they were written for."""
    rows = [
        (i, n.kind, n.place) for i, n in enumerate(notes)
        if n.kind in {"problem", "measure"} and n.answers is None and (n.label in {"problem", "measure"} or n.place)
    ]  # fmt: skip
    shared = [[len(_pieces(a.raw) & _pieces(b.raw)) for b in notes] for a in notes] if rows else []
    linked = pairs(rows, shared)
    return tuple(replace(n, answers=linked.get(i, n.answers)) for i, n in enumerate(notes))


def _pieces(text: str) -> set[str]:
    return {text[i : i + 2] for i in range(len(text) - 1)} - {"公开", "信息", "政务", "工作"}


def _labelled(text: str) -> tuple[str, str]:
    """The line without bullet, number and label, and what the label said; empty when it has none."""
    text = _BULLET.sub("", text, count=1)
    numbered = _NUMBERED_LABEL.match(text)
    if numbered:
        return numbered[3].strip(), lexicon.LABELS[numbered[1]]
    match = _LABEL.match(text)
    name = match[1] if match else text
    if name not in lexicon.LABELS:
        return text, ""
    rest = _BULLET.sub("", match[2], count=1) if match else ""
    return rest.strip(), lexicon.LABELS[name]


def _statements(text: str) -> Iterator[tuple[str, bool]]:
    """The statements of a line, and whether each was written as the measure against the one before."""
    for i, half in enumerate(_INLINE_MEASURE.split(text)):
        items = (s for item in _items(half) for s in _sentences(item))
        for j, sentence in enumerate(items):
            problem, measure = _split_measure(sentence)
            yield problem, bool(i) and not j
            if measure:
                yield measure, True


def _items(text: str) -> list[str]:
    """A list written in one line (``（1）…（2）…``, ``1、… 2、…``) cut before its numbers."""
    marks = list(_NUMBERED.finditer(text))
    numbers = ["".join(re.findall(r"[\d一二三四五六七八九①-⑳]", m[0])) for m in marks]
    first = next((kind for kind in ("12", "一二", "①②") if numbers[:2] == list(kind)), None)
    if first is None and numbers[:1] not in (["2"], ["二"], ["②"]):
        return [text]
    cuts = sorted({0, *(m.start() for m in marks), len(text)})
    return [text[a:b].rstrip("，,；; ") for a, b in pairwise(cuts)]


def _sentences(text: str) -> Iterator[str]:
    """Split at full stops and semicolons that stand outside quotation marks and brackets."""
    depth, start = 0, 0
    for i, char in enumerate(text):
        depth += (char in _OPEN) - (char in _CLOSE)
        if depth == 0 and _SENTENCE_END.match(char):
            end = i + (char == "？")
            if text[start:i].strip():
                yield _BULLET.sub("", text[start:end].strip(), count=1)
            start = i + 1
    if text[start:].strip():
        yield _BULLET.sub("", text[start:].strip(), count=1)


def _split_measure(sentence: str) -> tuple[str, str]:
    """A sentence that names a problem and then what was done about it, in two."""
    parts = sentence.split("，")
    for i in range(1, len(parts)):
        if parts[i].startswith(lexicon.MEASURE_STARTS) and _is_problem("，".join(parts[:i])):
            return "，".join(parts[:i]), "，".join(parts[i:])
    return sentence, ""


def _is_problem(text: str) -> bool:
    return any(w in text for w in lexicon.PROBLEM_WORDS) and not _NOT_A_PROBLEM.search(text)


def _sorted(
    line: int, text: str, label: str, is_measure: bool, before: list[Note], alone: bool = False
) -> Note:
    place, text = ordinal(text)
    written, led = rewritten(text)
    written = solved(text) or written
    note = Note(line, written, "", "unsorted", led, raw=text, label=label, place=place)
    if any(word in text.lower() for word in lexicon.INSTRUCTIONS) or _TELLS_US.search(text):
        return note
    near = before and before[-1].kind == "problem" and not alone and line - before[-1].line <= 1
    problem = len(before) - 1 if near and place is None else None
    if label in {"problem", "measure"} and _NOTHING.fullmatch(text.strip(" ，。；")):
        return replace(note, kind="nothing")
    if place is not None and any(n.kind == "problem" for n in before):
        return replace(note, kind="measure")
    if is_measure and problem is not None:
        return replace(note, kind="measure", answers=problem)
    if (
        any(w in text for w in lexicon.FEE_WORDS)
        and not re.search("行政事业性|收费项目", text)
        and label != "problem"
    ):
        return replace(note, kind="fee", text=NO_FEE if says_no_fee(text) else written)
    if before and before[-1].kind == "fee" and not label and _FEE_WENT_ON.search(text):
        return replace(note, kind="fee")
    if label in {"problem", "measure", "other"}:
        kind: NoteKind = "problem" if label == "problem" else "measure" if label == "measure" else "other"
        nothing = kind == "other" and says_nothing_else(text)
        return replace(note, kind=kind, text=NOTHING_ELSE if nothing else written)
    return _by_words(note, problem, before, label)


def _by_words(note: Note, problem: int | None, before: list[Note], label: str) -> Note:
    """A problem or a measure by its words, else a fact of the labelled aspect or of the one its words name."""
    if note.raw.startswith(lexicon.MEASURE_SURE):
        return replace(note, kind="measure", answers=problem)
    if _is_problem(note.raw):
        return replace(note, kind="problem")
    if problem is not None and note.raw.startswith(lexicon.MEASURE_STARTS):
        return replace(note, kind="measure", answers=problem)
    if label:
        return replace(note, kind="fact", aspect=label)
    if "其他需要报告" in note.raw:
        nothing = says_nothing_else(note.raw)
        return replace(note, kind="other", text=NOTHING_ELSE if nothing else note.text)
    aspect = best_aspect(note.raw)
    if aspect is None and before and before[-1].line == note.line and before[-1].kind == "fact":
        aspect = before[-1].aspect
    return replace(note, kind="fact", aspect=aspect) if aspect else note


def best_aspect(text: str) -> str | None:
    """The aspect whose words weigh most in a text, `None` when none weighs enough."""
    text = _LICENCE_APPLICATION.sub("行政许可", text)
    scores = {aspect: _score(text, words) for aspect, words in lexicon.WEIGHTS.items()}
    if _COUNTED_ITEMS.search(text):
        scores["proactive"] += 2
    best = max(lexicon.TIE_BREAK, key=lambda aspect: scores[aspect])
    return best if scores[best] >= lexicon.ENOUGH else None


def _score(text: str, words: tuple[tuple[str, float], ...]) -> float:
    """The weights of the words met; a word inside a longer one already counted does not count again."""
    total, rest = 0.0, text
    for word, weight in sorted(words, key=lambda w: -len(w[0])):
        if word in rest:
            total += weight
            rest = rest.replace(word, "\n")
    return total

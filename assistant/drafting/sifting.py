"""Which of the user's notes may stand in the body, and which must be asked about first.

A note that contradicts the tables, tells of a plan, of another year, of another unit or of something not
certain is kept word by word, inside a mark. The notebook keeps its order, so that measures still find
their problems.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from assistant.core.facts import Fact
from assistant.core.numbers import NumberKind, find_numbers
from assistant.drafting.conflicts import contradictions
from assistant.drafting.figures import Figures
from assistant.drafting.last_year import announced_problems
from assistant.drafting.notes import Note, Notebook
from assistant.drafting.pieces import Line, Piece, Said, joined, mark
from assistant.drafting.rewriting import solved
from assistant.drafting.units import profile

Marks = dict[str, list[Line]]
"""Marks by where they stand: an aspect, ``problems`` or ``other``."""

_START: Final = r"(?:^|(?<=[，；：、还也正已年]))"
_PLAN: Final = re.compile(
    rf"打算|{_START}(?:我局|我单位|本单位|我们)?(?:计划|拟|准备|筹备)(?!生育|公开|发布|上网|稿|定|工作|表|书|和|、|了|好|充分|总结|任务|完成|的)"
    r"|将(?=于|在|会|要|继续|进一步|持续|加强|加大|开展|组织|举办|推出|启动|新增|召开|争取)|明年|来年|下一步|今后"
)
_UNSURE: Final = re.compile(
    r"如果|(?<![主重需])要是|大概(?!念)|好像|似乎|听说|据说|(?<!尽)可能(?!涉及|危及|影响|造成|引发|损害|存在|泄)|待定|待核|待确认|待统计|不确定|记不清|[？?]$|(?<![网酒书水])吧[。！]?$"
)
_LAST_YEAR: Final = re.compile(
    r"(?<![比较与同和跟])(?:去年|上年|上一年度?|前年)(?!度?报告|年报|.{0,3}(?:结转|转来|相比|持平|整改|要求|反馈|指出|同期|留下))"
)
_CARRIED_ON: Final = re.compile(r"结转|转到|转入|转至")
_OTHERS: Final = re.compile(
    r"^(?:隔壁|邻近|兄弟|其他|别的|外)[\u4e00-\u9fff]{0,6}(?:单位|区|县|市|镇|局|街道)"
    r"|^((?!对|为|向|由|和|与|会同|联合|配合|在|经|被|邀请|通过|按|根据|各|我|本|全|该|参加|接受|支持|报|从|把|将|依托)[\u4e00-\u9fff]{2,10}?(?:局|厅|委员会|街道办事处|街道办|镇政府|乡政府))"
    r"(?:今年|全年|也|都|已|共|一共)*(?:收到|新收|收了|培训|办结|答复|公开了?|发布|发了|组织|开展|制发|受理|搞了|办了)"
)
_OLD_YEAR_FINE: Final = re.compile(
    r"^\s*年?(?:度)?(?:政府信息公开)?(?:工作)?(?:年度)?(?:修订|修正|印发|制定|以来|以后|起|报告|年报|出台|发布|公布|施行|版|底结转|结转)"
)
_EMPTY: Final = frozenset({"公开", "信息", "政务", "工作", "问题", "去年", "今年", "上年", "解决", "整改"})


def shared(one: str, other: str) -> int:
    """How many two-character pieces that mean something two texts share."""
    pieces = ({t[i : i + 2] for i in range(len(t) - 1) if t[i : i + 2].isalnum()} for t in (one, other))
    return len(set.intersection(*pieces) - _EMPTY)


def sifted(notebook: Notebook, figures: Figures) -> tuple[Notebook, Marks]:
    """The notebook with what must be asked about set aside, and the marks that ask."""
    marks: Marks = {}
    notes = []
    promises = announced_problems(figures.previous)
    for note in notebook.notes:
        place = note.aspect or ("problems" if note.kind in {"problem", "measure"} else "other")
        if any(shared(note.raw, gist) for gist in promises) and solved(note.raw):
            notes.append(replace(note, kind="progress", aspect=""))
            continue
        asked = _asked(note, figures)
        if asked is not None:
            marks.setdefault(place, []).append(asked)
        notes.append(note if asked is None else replace(note, kind="questioned", aspect=""))
    return Notebook(tuple(notes)), marks


def _asked(note: Note, figures: Figures) -> Line | None:
    if note.kind not in {"fact", "problem", "measure", "fee", "other"}:
        return None
    said = Said(note.raw, "note", (note.cell,))
    if note.kind == "other" and re.fullmatch(r"[\d.,零〇]+\s*(?:件|元|万元|个)?", note.raw):
        return mark("请核对", "“", said, "”没有写明说的是什么，没有写进正文。")
    why = _doubt(note, figures)
    if why:
        return mark("请核对", "“", said, f"”说的是{why}，要不要写进本年正文？")
    facts = contradictions(note, figures)
    if facts:
        shown = joined([_shown(fact, figures) for fact in facts[:3]], "，")
        return mark("请核对", *shown, "；您写的“", said, "”与表格对不上，没有写进正文，请核实后改成一致。")
    return None


def _shown(fact: Fact, figures: Figures) -> list[Piece]:
    form = figures.report.form
    if len(fact.cells) == 1:
        return [Said(form.describe(fact.cells[0]), "label", fact.cells), "是", fact]
    return ["表格相关各项合计为", fact]


def _doubt(note: Note, figures: Figures) -> str:
    text = note.raw
    if _UNSURE.search(text):
        return "没有确定的事"
    if note.kind != "measure" and _PLAN.search(text) and not _CARRIED_ON.search(text):
        return "计划"
    if _LAST_YEAR.search(text) or any(_other_years(text, figures.report.year)):
        return "上年或者别的年度的事"
    unit = figures.report.unit or ""
    other = _OTHERS.search(text)
    if other and not profile(unit).is_large and not (other[1] and other[1] in unit):
        return "别的单位的事"
    return ""


def _other_years(text: str, year: int | None) -> Iterator[bool]:
    """Years of the text that are not the report's; titles and versions of documents do not count."""
    bare = re.sub(r"《[^》]*》|“[^”]*”|〔[^〕]*〕|（[^）]*）", lambda m: "　" * len(m[0]), text)
    for m in find_numbers(bare):
        named = m.kind is NumberKind.YEAR or (m.kind is NumberKind.DATE and m.value >= 1900)
        later = year is not None and m.value == year + 1 and _CARRIED_ON.search(text)
        if named and year is not None and m.value != year and not later:
            yield not _OLD_YEAR_FINE.match(bare[m.end :])


# --- one thing with two figures ---------------------------------------------------------------------


def repeated(notebook: Notebook) -> Iterator[tuple[str, Line]]:
    """Notes that give two figures for the same thing, and parts larger than their whole; with the aspect."""
    seen: dict[str, Note] = {}
    for note in notebook.of("fact"):
        shape = _shape(note.text)
        before = seen.setdefault(shape, note) if shape else note
        if before is not note and _values(before.text) != _values(note.text):
            one, other = (Said(n.raw, "note", (n.cell,)) for n in (before, note))
            yield (
                note.aspect,
                mark("请核对", "“", one, "”和“", other, "”说的像是同一件事，数却不同，以哪个为准？"),
            )
        if _part_too_large(note.raw):
            yield (
                note.aspect,
                mark(
                    "请核对",
                    "“",
                    Said(note.raw, "note", (note.cell,)),
                    "”里“其中”后面的数比总数还大，是否写错？",
                ),
            )
        if re.search(r"(?:公开|发布|更新)[^，。；]{0,8}信息\s*\d[\d,]*\s*[件个]", note.raw):
            yield (
                note.aspect,
                mark(
                    "请核对",
                    "“",
                    Said(note.raw, "note", (note.cell,)),
                    "”的量词：信息一般用“条”，文件用“件”，请确认。",
                ),
            )


def _shape(text: str) -> str:
    """The note without its figures; empty when it has none, or is too short to be told apart."""
    mentions = [m for m in find_numbers(text) if m.kind is NumberKind.COUNT]
    rest = text
    for m in reversed(mentions):
        rest = rest[: m.start] + "#" + m.unit + rest[m.end :]
    return rest if mentions and len(rest) > 5 else ""


def _values(text: str) -> list[object]:
    return [m.value for m in find_numbers(text)]


def _part_too_large(text: str) -> bool:
    whole, among, parts = text.partition("其中")
    totals = [m for m in find_numbers(whole) if m.kind is NumberKind.COUNT]
    if not among or not totals:
        return False
    last = totals[-1]
    return any(
        m.kind is NumberKind.COUNT and m.unit == last.unit and m.value > last.value
        for m in find_numbers(parts)
    )

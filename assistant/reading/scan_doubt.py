"""Which cells of a scan are certain: what was seen twice alike, and what the form's arithmetic bears out.

A recognised number is doubtful until something confirms it. In tables three and four the relations do: a misread digit
breaks the sum of its row and of its column. Table two has no relations; there both looks must agree to the last stroke.
Where the looks differ and only one of them satisfies the relations, that one is taken, and marked all the same.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from enum import Enum
from typing import Final

from assistant.core.numbers import read_cell
from assistant.core.relations import Relation, evaluate, within
from assistant.core.report import Cell, CellKind, Problem
from assistant.core.template import TEMPLATES, Template, split_address
from assistant.reading.blocks import FIRST_SERIAL, Scan, Sighting
from assistant.reading.lines import Line, is_value, to_lines
from assistant.reading.tables import TablesRead, listed

_STATES: Final = {"有表格": "有表格，没有年报的数"}

_CONFIRMING: Final = 2
"""Relations that hold together confirm a number that the second look read otherwise: both its row and its column."""

_NUMBERS: Final = frozenset({CellKind.NUMBER, CellKind.ZERO})


class _Doubt(Enum):
    """Why a cell is not certain, as staff are told."""

    DIFFERENT = "两次识别的结果不一致，或者字迹不清，又没有勾稽关系能够印证"
    UNBALANCED = "识别出的数不合勾稽关系，可能有一个数认错了，也可能原表就加不平"
    ALONE = "只识别出一部分，没有勾稽关系可以印证"
    TEXT = "认出来的不是数"
    LOST = "没有表格线，或者行列对不上，分不清是哪一格"


@dataclass
class _Weighing:
    """The work on one report: cells as they stand, what each rests on, and the doubts so far."""

    form: Template
    cells: dict[str, Cell | None]
    seen: dict[str, Sighting] = field(default_factory=dict)
    blank: set[str] = field(default_factory=set)
    doubts: dict[str, _Doubt] = field(default_factory=dict)
    chosen: dict[str, tuple[str, str]] = field(default_factory=dict)

    def relations(self) -> list[Relation]:
        """The relations all of whose cells were read."""
        return [r for r in within(self.form.version) if all(self.cells.get(a) is not None for a in r.cells)]

    def holds(self, relation: Relation) -> bool:
        """Whether both sides are equal; a blank or “/” counts for nothing."""
        outcome = evaluate(relation, self.cells.get)
        return outcome.left == outcome.right


def traced_lines(scan: Scan) -> tuple[list[Line], Scan]:
    """The lines of a scan with serial numbers in the place of values, one for each line of the source.

    Values outside ruled tables get serial numbers, too: they were seen once only, so the scan that comes back has
    sightings for them that are not sound.
    """
    sightings = list(scan.sightings)
    lines = []
    for line in to_lines(scan.blocks):
        fields = line.fields
        if line.grid is None:
            fields = tuple(
                replace(f, text=_enter(f.text, sightings)) if is_value(f.text) else f for f in fields
            )
        lines.append(replace(line, fields=fields))
    return lines, replace(scan, sightings=tuple(sightings))


def _enter(text: str, sightings: list[Sighting]) -> str:
    sightings.append(Sighting(0, text, "", sound=False))
    return str(FIRST_SERIAL + len(sightings) - 1)


def weigh(tables: TablesRead, trace: TablesRead, scan: Scan) -> None:
    """Mark the cells of `tables` that nothing confirms, and say so in its problems.

    `trace` is the reading of `traced_lines`, `scan` what came with them. No cell is ever made more certain than it was.
    """
    work = _Weighing(TEMPLATES[tables.version], tables.cells)
    _look_up(work, trace if trace.version == tables.version else TablesRead(tables.version), scan)
    _choose(work)
    _confirm(work)
    for a in {*work.doubts, *work.chosen}:
        if (cell := tables.cells.get(a)) is not None:
            tables.cells[a] = cell.model_copy(update={"certain": False})
    tables.problems[:0] = [_about(work, scan), *_doubts(work)]


def _look_up(work: _Weighing, trace: TablesRead, scan: Scan) -> None:
    """For each cell the sighting it rests on; cells without any were blank, or stood in a text that is no scan."""
    for a, cell in work.cells.items():
        if cell is None:
            continue
        traced = trace.cells.get(a)
        sighting = _sighting(traced, scan)
        if cell.kind is CellKind.TEXT:
            work.doubts[a] = _Doubt.TEXT
        elif sighting is not None and read_cell(sighting.first) == read_cell(cell.raw):
            work.seen[a] = sighting
        elif traced is None or traced.raw != cell.raw:
            work.doubts[a] = _Doubt.LOST
        elif cell.kind is CellKind.BLANK:
            work.blank.add(a)


def _sighting(traced: Cell | None, scan: Scan) -> Sighting | None:
    if traced is None or not traced.raw.strip().isdecimal():
        return None
    number = int(traced.raw) - FIRST_SERIAL
    return scan.sightings[number] if 0 <= number < len(scan.sightings) else None


def _choose(work: _Weighing) -> None:
    """Take the second look's value where the first breaks relations and the second satisfies them all.

    One cell at a time and only where no other cell of those relations was changed: two changes could make any sum.
    """
    touched: set[str] = set()
    relations = work.relations()
    for a, sighting in work.seen.items():
        first = work.cells[a]
        second = read_cell(sighting.second) if sighting.second else None
        if first is None or second is None or second.value == first.value or second.kind not in _NUMBERS:
            continue
        mine = [r for r in relations if a in r.cells]
        if all(work.holds(r) for r in mine) or any(not touched.isdisjoint(r.cells) for r in mine):
            continue
        work.cells[a] = second.model_copy(update={"certain": False})
        if all(work.holds(r) for r in mine):
            work.chosen[a] = (sighting.first, sighting.second)
            touched.add(a)
        else:
            work.cells[a] = first


def _confirm(work: _Weighing) -> None:
    """Doubt every sighted cell that neither relations nor two sound looks confirm."""
    relations = work.relations()
    failing = [r for r in relations if not work.holds(r)]
    culprit = _culprit(failing, relations)
    for a, sighting in work.seen.items():
        mine = [r for r in relations if a in r.cells]
        broken = [r for r in mine if r in failing]
        sound = sighting.sound
        if a.startswith("proactive."):
            doubt = None if sound else _Doubt.DIFFERENT
        elif broken:
            cleared = culprit is not None and a != culprit and sound
            doubt = None if cleared else _Doubt.UNBALANCED
        elif not mine:
            doubt = _Doubt.ALONE
        else:
            confirmed = len(mine) >= _CONFIRMING and _is_legible(sighting, work.cells[a])
            doubt = None if sound or confirmed else _Doubt.DIFFERENT
        if doubt:
            work.doubts[a] = doubt
    for a in work.blank:  # nothing was seen there, but something may have been too faint
        if any(a in r.cells for r in failing) and culprit in (None, a):
            work.doubts[a] = _Doubt.UNBALANCED


def _culprit(failing: Sequence[Relation], relations: Sequence[Relation]) -> str | None:
    """The one cell in which all failing relations meet, if there is just one and none of its relations holds.

    With a row and a column against it, it alone is wrong, here or in the original; else any of them may be.
    """
    if len(failing) < _CONFIRMING:
        return None
    common = set.intersection(*(set(r.cells) for r in failing))
    alone = [a for a in common if all(r in failing for r in relations if a in r.cells)]
    return alone[0] if len(alone) == 1 else None


def _is_legible(sighting: Sighting, cell: Cell | None) -> bool:
    """Whether relations may speak for a cell: for a number always; for a zero, which they cannot tell from a
    blank or “/”, only when both looks saw it.
    """
    return cell is not None and (cell.kind is CellKind.NUMBER or sighting.first == sighting.second)


# --- what staff are told ------------------------------------------------------------------------


def _doubts(work: _Weighing) -> list[Problem]:
    problems = []
    for a, (first, second) in work.chosen.items():
        problems.append(
            Problem(
                code="READ-SCAN-CHOSEN", severity="warning", where=(a,),
                message=f"{work.form.describe(a)}两次识别不一致（“{first}”和“{second}”），按勾稽关系取“{second}”，"
                "已标为存疑。请对照原件确认。",
            )
        )  # fmt: skip
    for doubt in _Doubt:
        places = [a for a in work.form.addresses if work.doubts.get(a) is doubt]
        if places:
            problems.append(
                Problem(
                    code="READ-SCAN-DOUBT", severity="warning", where=tuple(places),
                    message=f"{listed(places, work.form)}：{doubt.value}，已标为存疑。请对照原件确认。",
                )
            )  # fmt: skip
    return problems


def _about(work: _Weighing, scan: Scan) -> Problem:
    """How the source was read, and page by page what came of it."""
    counts: dict[int, Counter[str]] = {}
    doubtful: Counter[int] = Counter()
    for a, sighting in work.seen.items():
        if sighting.page:
            counts.setdefault(sighting.page, Counter())[split_address(a)[0]] += 1
            doubtful[sighting.page] += a in work.doubts or a in work.chosen
    pages = []
    for page, state in scan.states.items():
        if page in counts:
            names = [f"{work.form.table(t).name} {n} 格" for t, n in counts[page].items()]
            cells = f"认出{'、'.join(names)}，" + (
                f"{doubtful[page]} 格存疑" if doubtful[page] else "没有存疑"
            )
            pages.append(f"第{page}页：{cells}")
        else:
            pages.append(f"第{page}页：{_STATES.get(state, state)}")
    return Problem(
        code="READ-SCAN", severity="info",
        message="这是扫描件或图片，文字和数由识别得来。" + "；".join(pages) + "。表三、表四的数用勾稽关系核对过；"
        "表二没有勾稽关系，两次识别完全一致的才没有标存疑，请逐格对照原件。正文可能有错字，请通读一遍。",
    )  # fmt: skip

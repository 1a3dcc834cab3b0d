"""Learns what the numbers of running text are usually said of: `assistant/checking/figures/numbers/phrasing.npz`.

    python tools/learn_phrasing.py [SET…]

Reads the tuning half of the review cases (or the sets named). A number that the rules tie and that is right is an
example of its cells; one that no rule ties and no cell holds is an example of something else. One that is the same as
just one total of the tables may be so by chance: it is an example of its cell where what was learned from the others
does not speak against it, else of something else. A logistic regression over the characters around them gives the weights.
"""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Final

import numpy as np

ROOT: Final = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from assistant.checking.case import Case as Examined  # noqa: E402 - the checkout goes before any installed copy
from assistant.checking.figures.numbers.numbers import sums  # noqa: E402
from assistant.checking.figures.numbers.phrasing import FILE, NOTHING, SIZE, UNITS, features  # noqa: E402
from assistant.checking.figures.ties.mentions import mentions  # noqa: E402
from assistant.checking.figures.ties.statements import Statement  # noqa: E402
from assistant.core.numbers import NumberKind  # noqa: E402
from assistant.core.report import Report  # noqa: E402
from assistant.quality.review import Case, build, read_cases  # noqa: E402

_CASES: Final = ROOT / "tests" / "data" / "review"
_LEAST: Final = 10
"""A smaller number is the same as many a cell by chance."""
_LEAST_EXAMPLES: Final = 12
_EPOCHS: Final = 4
_STEP: Final = 0.3
_START: Final = 0.1
_SEED: Final = 0
_LARGEST: Final = 127

_BY_CHANCE: Final = 0.01
"""What is less likely than this, going by the sure examples, is the same by chance."""

Example = tuple[list[int], str, bool]
"""Features, cells, and whether a rule says so."""
Table = np.ndarray[tuple[int, int], np.dtype[np.float32]]


def main(arguments: list[str]) -> int:
    """Read, learn, write."""
    files = [Path(a) for a in arguments] or sorted(_CASES.glob("tuning-*.jsonl"))
    examples = [e for file in files for case in read_cases(file) for e in _examples(case)]
    counts = Counter(label for _, label, _ in examples)
    labels = sorted(label for label, count in counts.items() if count >= _LEAST_EXAMPLES)
    examples = [e for e in examples if e[1] in set(labels)]
    first = _learned([e for e in examples if e[2]], labels)
    table = _learned([_settled(e, first, labels) for e in examples], labels)
    used = np.flatnonzero(np.abs(table).max(axis=1))
    unit = float(np.abs(table).max()) / _LARGEST
    np.savez_compressed(
        FILE,
        cells=np.array(labels),
        features=used.astype(np.uint16),
        table=np.round(table[used] / unit).astype(np.int8),
        unit=np.float64(unit),
    )
    print(f"{len(examples)} 个数，{len(labels)} 种格，{FILE.stat().st_size / 1e6:.2f} MB")
    return 0


def _examples(case: Case) -> Iterator[Example]:
    report, previous = build(case)
    examined = Examined(report, previous)
    planted = [text for expected in case.expect for text in (expected.text, *expected.or_text)]
    totals, there = _cells(report, previous)
    tied = {(s.passage.section, s.passage.start): s for s in examined.statements}
    for sentence in examined.prose.sentences:
        ahead = examined.prose.sections[sentence.section][: sentence.start]
        for mention in mentions(sentence.text):
            if mention.kind is not NumberKind.COUNT or any(mention.text in text for text in planted):
                continue
            statement = tied.get((sentence.section, sentence.start + mention.start))
            if statement is not None:
                label, sure = _tied_to(examined, statement), True
            elif mention.unit in UNITS:
                label, sure = _same_as(mention.value, totals, there)
            else:
                continue
            if label:
                place = (mention.start, mention.end, mention.unit, sentence.section, ahead)
                yield features(sentence.text, *place), label, sure


def _cells(report: Report, previous: Report | None) -> tuple[dict[Decimal, list[str]], set[Decimal]]:
    """The totals of this year's tables by their numbers, and every number that any cell holds, last year's too."""
    totals: defaultdict[Decimal, list[str]] = defaultdict(list)
    there: set[Decimal] = set()
    for source in (report, previous):
        for address, cell in source.cells() if source is not None else ():
            if cell is None or cell.value is None:
                continue
            there.add(cell.value)
            if source is report and (address.endswith(".total") or not address.startswith("requests")):
                totals[cell.value].append(address)
    return totals, there


def _tied_to(examined: Examined, statement: Statement) -> str:
    if statement.role != "whole" or statement.last_year:
        return ""
    choices = zip(statement.choices, sums(examined, statement), strict=True)
    return next(("+".join(cells) for cells, value in choices if value == statement.mention.value), "")


def _same_as(value: Decimal, totals: dict[Decimal, list[str]], there: set[Decimal]) -> tuple[str, bool]:
    """The label of a number that no rule ties, and whether it is sure."""
    if value not in there:
        return NOTHING, True
    alone = totals.get(value, [])
    return (alone[0], False) if value >= _LEAST and len(alone) == 1 else ("", False)


def _settled(example: Example, first: Table, labels: Sequence[str]) -> Example:
    found, label, sure = example
    likely = _likelihoods(first, found)[labels.index(label)]
    return example if sure or likely >= _BY_CHANCE else (found, NOTHING, sure)


def _likelihoods(table: Table, found: Sequence[int]) -> np.ndarray[tuple[int], np.dtype[np.float32]]:
    votes = table[list(found)].sum(axis=0)
    odds: np.ndarray[tuple[int], np.dtype[np.float32]] = np.exp(votes - votes.max())
    odds /= odds.sum()
    return odds


def _learned(examples: Sequence[Example], labels: Sequence[str]) -> Table:
    """The weights, by AdaGrad."""
    number = {label: i for i, label in enumerate(labels)}
    table = np.zeros((SIZE, len(labels)), dtype=np.float32)
    squares = np.full((SIZE, len(labels)), _START, dtype=np.float32)
    order = np.arange(len(examples))
    chance = np.random.default_rng(_SEED)
    for _ in range(_EPOCHS):
        chance.shuffle(order)
        for i in order.tolist():
            found, label, _ = examples[i]
            slope = _likelihoods(table, found)
            slope[number[label]] -= 1
            squares[found] += slope * slope
            table[found] -= _STEP * slope / np.sqrt(squares[found])
    return table


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

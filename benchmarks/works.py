"""Keeping reports being made: ``python benchmarks/works.py``, on SQLite and, where it is there, on PostgreSQL.

States are those of real size: the sample reports as JSON, 150 KB. Exits with 1 when a target is missed.
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from typing import Final

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from table import ROOT, Result, milliseconds, show

from assistant import read_report
from assistant.storage import engines, versions
from assistant.storage.database import Database
from assistant.storage.works import Change, Version, Works
from tests.support import postgres

SIZE: Final = 150_000
HOW_MANY: Final = 10_000
WRITERS: Final = 20
UNITS: Final = 50


def state() -> str:
    """Sample reports as JSON, over and over, to the size wanted."""
    samples = [
        read_report(path).model_dump(mode="json") for path in sorted((ROOT / "corpus/reports").glob("*.md"))
    ]
    text = json.dumps(samples, ensure_ascii=False)
    return (text * (SIZE // len(text) + 1))[:SIZE]


def steps(where: Path | str, kind: str) -> Iterator[Result]:
    """What a person waits for."""
    works, text = Works(where), state()
    work = works.create("示例县", "张三", Change(state=text, what="新建", unit="示例县", year=2025)).id
    change = Change(state=text, what="改了一处", unit="示例县", year=2025)

    def edit() -> Version:
        return works.change(work, "张三", lambda _: change)

    yield Result(f"{kind}：改一处并存下（150 KB）", milliseconds(edit, 200), "ms", 100)
    yield Result(f"{kind}：撤销", milliseconds(lambda: works.undo(work, "张三"), 50), "ms", 100)
    yield Result(f"{kind}：读出最新一版", milliseconds(lambda: works.state(work), 50), "ms", 50)
    yield Result(f"{kind}：列出 50 个版本", milliseconds(lambda: works.versions(work), 50), "ms", 50)
    yield Result(
        f"{kind}：报到（谁在这份年报上）", milliseconds(lambda: works.sit(work, "a", "张三"), 50), "ms", 50
    )
    start = time.perf_counter()
    with ThreadPoolExecutor(WRITERS) as pool:
        list(pool.map(lambda _: edit(), range(WRITERS * 5)))
    yield Result(f"{kind}：{WRITERS} 人同改一份，每次", (time.perf_counter() - start) * 1000 / 100, "ms", 100)


def listing(where: Path | str, kind: str) -> Iterator[Result]:
    """The list where there are many."""
    works = Works(where)
    works.create("示例县", "张三", Change(state="{}", what="新建", unit="示例县", year=2025))
    moment = versions.now()
    rows = [
        {"id": f"{number:022}", "owner": f"示例县第{number % UNITS}局", "unit": "示例县", "year": 2025, "by": "张三",
         "head": 1, "shows": 1, "redo": "[]", "created": moment, "updated": moment + timedelta(seconds=number)}
        for number in range(1, HOW_MANY)
    ]  # fmt: skip
    Database(where).run(lambda connection: connection.execute(versions.of_works().insert(), rows))
    assert len(works.of(None, HOW_MANY + 1)) == HOW_MANY
    everything = milliseconds(lambda: works.of(None, HOW_MANY + 1), 5)
    yield Result(f"{kind}：列出全部 {HOW_MANY} 份", everything, "ms", 1000)
    yield Result(
        f"{kind}：其中一个单位最近 200 份", milliseconds(lambda: works.of("示例县第7局"), 9), "ms", 200
    )


def results() -> Iterator[Result]:
    """Every line, as it is measured."""
    with tempfile.TemporaryDirectory() as folder:
        yield from steps(Path(folder) / "a", "SQLite")
        yield from listing(Path(folder) / "b", "SQLite")
    if postgres.programs() is None:
        print(postgres.MISSING)
        return
    server = postgres.Server()
    try:
        yield from steps(server.url(server.new_database()), "PostgreSQL")
        yield from listing(server.url(server.new_database()), "PostgreSQL")
    finally:
        engines.close()
        server.close()


if __name__ == "__main__":
    sys.exit(show(results()))

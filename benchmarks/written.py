"""Drafts with a real, small model: ``python benchmarks/written.py run OUT.json [--shard 1/2]``, then ``show OUT.json …``.

Thirty drafts (the sample reports, the two real ones, and six of them with last year's report beside them) times three
seeds. Of every delivered text: are all numbers traced, are the five aspects there, does anything stand in it that only
a retrieved report holds, is anything unsupported left unmarked? Beside them the plain way with the same model: the
table and one prompt. The weights are fetched when they are not there yet; ``--model large`` takes the 1.5B.
"""

from __future__ import annotations

import argparse
import json
import re
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from table import ROOT, Result, show

from assistant import Library, draft_report, read_report
from assistant.core.numbers import NumberKind, find_numbers, format_number
from assistant.core.report import Report
from assistant.drafting import ModelWriter, trace_text
from assistant.drafting.basis import ASPECTS, ORDINALS
from assistant.drafting.outline import make_outline
from assistant.drafting.written import Event
from assistant.models.gguf import GGUFModel
from assistant.models.patient import PatientModel
from assistant.models.port import Message, ModelError, Request

sys.path.insert(0, str(ROOT / "tools"))
from model_weights import MODELS, fetch

REPORTS: Final = sorted((ROOT / "corpus" / "reports").glob("示例*.md"))
REAL: Final = (
    ROOT.parent / "shared" / "seeds" / "克拉玛依区自然资源分局-2021.txt",
    ROOT.parent / "shared" / "examples" / "淮安市-2024.pdf",
)
SEEDS: Final = (1, 2, 3)
NOTES: Final = (
    "事项梳理了\n都在区政府网站上挂\n保密审查每条都做\n三审三校\n大厅有公开栏\n搞了2次培训，60人次参加\n问题：栏目更新不够及时\n措施：明确了各科室信息员，每月巡查一次",
    "网站今年发了312条信息，公众号发了96篇\n公文拟稿时就定公开属性\n公开指南重新改了一遍\n公众号改名并入县里的号\n年中抽查了一次，发现3个栏目没更新，当月都改了\n存在的问题：政策解读形式单一，都是文字\n改进措施：下一步多做图解和短视频",
    "重点公开了民生资金和招生信息\n5次新闻发布会\n没有发生泄密\n专区设在便民服务中心一楼，配了2台查询机\n办公室2个人兼职管\n问题：部门报送信息慢\n针对这个问题，建了台账，每季度通报",
    "政策解读12篇，其中图解4篇\n失效文件清理了9件\n依申请公开的答复书都让法律顾问看过\n门户网站加了检索框\n考核占年度绩效3分\n没收信息处理费",
)  # fmt: skip
"""What staff jot down; none of it is in any report."""


@dataclass(frozen=True)
class Case:
    """One draft to be made."""

    name: str
    report: Report
    previous: Report | None
    notes: str


def cases() -> list[Case]:
    """Thirty of them, always in the same order."""
    read = {p.stem: read_report(p) for p in (*REPORTS, *REAL) if p.is_file()}
    found = [Case(n, r, None, NOTES[i % len(NOTES)]) for i, (n, r) in enumerate(read.items())]
    for name, report in read.items():
        unit, _, year = name.rpartition("-")
        before = read.get(f"{unit}-{int(year) - 1}")
        if before is not None and len(found) < 30:
            found.append(Case(f"{name}（附上年）", report, before, NOTES[len(found) % len(NOTES)]))
    return found


def measured(case: Case, seed: int, library: Library, model: PatientModel) -> dict[str, Any]:
    """One draft and what is true of it."""
    first: list[float] = []
    began = time.perf_counter()

    def hear(event: Event) -> None:
        if event.kind == "raw" and not first:
            first.append(time.perf_counter() - began)

    writer = ModelWriter(model, seed=seed, listen=hear)
    draft = draft_report(case.report, case.notes, case.previous, library=library, writer=writer)
    whole = time.perf_counter() - began
    text = "\n".join(draft.sections.values())
    account = draft.writing
    assert account is not None
    return {
        "case": case.name,
        "seed": seed,
        "numbers": draft.verification.numbers,
        "traced": draft.verification.traced,
        "unsupported": len(draft.verification.unsupported),
        "aspects": all(
            f"（{n}）{title}" in text for n, title in zip(ORDINALS, ASPECTS.values(), strict=False)
        ),
        "leaks": leaks(text, case, library),
        "seconds": whole,
        "model_seconds": account.seconds,
        "first": first[0] if first else None,
        "kept": account.kept, "unchanged": account.unchanged, "repaired": account.repaired, "replaced": account.replaced,
        "added": account.added, "dropped": account.dropped, "calls": account.calls,
        "tokens": account.prompt_tokens + account.completion_tokens, "notices": list(account.notices),
    }  # fmt: skip


def leaks(text: str, case: Case, library: Library) -> list[str]:
    """Figures and names of the passages that were retrieved which stand in the text and are nobody's here."""
    own = json.dumps(case.report.model_dump(mode="json"), ensure_ascii=False) + case.notes
    if case.previous is not None:
        own += json.dumps(case.previous.model_dump(mode="json"), ensure_ascii=False)
    ours = "\n".join(draft_report(case.report, case.notes, case.previous).sections.values())
    found = []
    for point in make_outline(case.report, case.notes, case.previous, library).points:
        for passage in point.samples:
            words = re.findall(
                r"《[^》]+》|[\u4e00-\u9fff]{2,8}(?:局|镇|乡|街道|中心|委员会|公众号|网站)", passage
            )
            figures = [m.text for m in find_numbers(passage) if m.kind is NumberKind.COUNT]
            found += [w for w in (*words, *figures) if w in text and w not in own and w not in ours]
    return sorted(set(found))


# --- the plain way ------------------------------------------------------------------------------------


def table_as_text(report: Report) -> str:
    """The cells that are not zero, one a line; the most a prompt of a small model can take."""
    lines = []
    for address, cell in report.cells():
        if (
            cell is not None
            and cell.value
            and address.rpartition(".")[2]
            in {
                "total",
                "natural_person",
                "decisions",
                "amount",
                "issued",
                "repealed",
                "in_force",
                "upheld",
                "corrected",
                "pending",
            }
        ):
            lines.append(f"{report.form.describe(address)}：{format_number(cell.value)}")
    return "\n".join(lines)


def baseline(case: Case, seed: int, model: PatientModel) -> dict[str, Any]:
    """The table, the notes and one prompt; how many numbers of the reply are in no cell and in no note."""
    prompt = (
        f"根据下面的表格数据和要点，写{case.report.unit or '本单位'}{case.report.year or ''}年政府信息公开工作年度报告的“总体情况”，"
        "分主动公开、依申请公开、政府信息管理、平台建设、监督保障五个方面。\n"
        f"表格：\n{table_as_text(case.report)}\n要点：\n{case.notes}\n"
    )
    request = Request((Message("user", prompt),), longest=500, seed=seed, purpose="对照")
    stream = model.stream(request)
    said = ""
    try:
        for piece in stream:
            said += piece
    except ModelError:
        pass
    traces = [
        t for t in trace_text(said, case.report, case.previous, case.notes) if t.value != case.report.year
    ]
    wrong = [t.text for t in traces if t.status == "untraced"]
    return {
        "case": case.name,
        "seed": seed,
        "numbers": len(traces),
        "wrong": len(wrong),
        "seconds": stream.usage.seconds,
    }


# --- first words ----------------------------------------------------------------------------------------


def first_words(case: Case, library: Library, model: PatientModel) -> tuple[float, float]:
    """Seconds to the writer's first words, and to the first of the same prompt asked plainly."""
    asked: list[Request] = []
    heard: list[float] = []

    class Listening(PatientModel):
        def stream(self, request: Request) -> Any:
            asked.append(request)
            return super().stream(request)

    flush = Request((Message("user", "请只回答一个字：好"),), longest=2)
    list(model.stream(flush))  # so that neither finds the other's prompt already read
    own = Listening(model._sources)
    began = time.perf_counter()

    def hear(event: Event) -> None:
        if event.kind == "raw" and not heard:
            heard.append(time.perf_counter() - began)
            writer.cancel()

    writer = ModelWriter(own, seed=1, listen=hear)
    draft_report(case.report, case.notes, case.previous, library=library, writer=writer)
    list(model.stream(flush))
    began = time.perf_counter()
    next(iter(model.stream(asked[0])))
    return heard[0], time.perf_counter() - began


def run(weights: str, out: Path, shard: str, seeds: tuple[int, ...], plain_seeds: tuple[int, ...]) -> None:
    """Measure and keep."""
    part, parts = map(int, shard.split("/"))
    model = PatientModel([GGUFModel(fetch(weights))])
    result: dict[str, Any] = {"drafts": [], "plain": [], "first": []}
    with tempfile.TemporaryDirectory() as home, Library.open(Path(home), resident=False) as library:
        library.search("依申请公开", 3, "report")
        list(model.stream(Request((Message("user", "你好"),), longest=2)))
        mine = [(n, case) for n, case in enumerate(cases()) if n % parts == part - 1]
        for seed in seeds:  # every report once before any a second time: what is cut off is cut off evenly
            for n, case in mine:
                if seed == seeds[0] and n < 2 * parts:
                    result["first"].append(first_words(case, library, model))
                result["drafts"].append(measured(case, seed, library, model))
                if seed in plain_seeds:
                    result["plain"].append(baseline(case, seed, model))
                out.write_text(json.dumps(result, ensure_ascii=False), encoding="utf-8")
                print(f"{seed}·{n + 1} {case.name}", file=sys.stderr, flush=True)


def lines(results: list[dict[str, Any]]) -> Iterator[Result]:
    """The figures as a table."""
    drafts = [d for r in results for d in r["drafts"]]
    plain = [p for r in results for p in r["plain"]]
    first = [f for r in results for f in r["first"]]

    def total(key: str) -> int:
        return int(sum(d[key] for d in drafts))

    sentences = sum(total(k) for k in ("kept", "repaired", "replaced", "added"))
    yield Result("草稿（篇）", len(drafts), "")
    yield Result("交付的正文里对得上来处的数", 100 * total("traced") / total("numbers"), "%", 100, least=True)
    yield Result(
        "五个方面齐全的", 100 * sum(d["aspects"] for d in drafts) / len(drafts), "%", 100, least=True
    )
    yield Result("带出检索到的报告里的数或名称的", sum(bool(d["leaks"]) for d in drafts), "篇", 0)
    yield Result("没有依据而没有标出的说法", total("unsupported"), "处", 0)
    for key, name in (
        ("kept", "原样采用"),
        ("unchanged", "　其中和材料一字不差"),
        ("repaired", "重写后采用"),
        ("replaced", "换成自带写法"),
        ("added", "漏写、补上"),
    ):
        yield Result(f"句子：{name}", 100 * total(key) / sentences, "%")
    spent = sum(d["model_seconds"] for d in drafts)
    yield Result(
        "提纲、检索、核对占模型时间的", 100 * (sum(d["seconds"] for d in drafts) - spent) / spent, "%", 10
    )
    yield Result("一篇草稿（中位）", statistics.median(d["seconds"] for d in drafts), "s")
    if first:
        yield Result("第一个字比直接问模型（中位）", statistics.median(a / b for a, b in first), "×", 1.2)
    if plain:
        wrong, numbers = sum(p["wrong"] for p in plain), sum(p["numbers"] for p in plain)
        yield Result(
            "对照“表格加一段提示词”：有数没有来处的",
            100 * sum(p["wrong"] > 0 for p in plain) / len(plain),
            "%",
        )
        yield Result(f"　{numbers} 个数里没有来处的", 100 * wrong / max(1, numbers), "%")


def main() -> int:
    """Run a shard, or show what shards came to."""
    parser = argparse.ArgumentParser()
    parser.add_argument("what", choices=("run", "show"))
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--model", default="small", choices=MODELS)
    parser.add_argument("--shard", default="1/1")
    parser.add_argument("--seeds", type=int, default=len(SEEDS))
    parser.add_argument("--plain", type=int, default=1)
    given = parser.parse_args()
    if given.what == "run":
        run(given.model, given.files[0], given.shard, SEEDS[: given.seeds], SEEDS[: given.plain])
        return 0
    return show(lines([json.loads(f.read_text(encoding="utf-8")) for f in given.files]))


if __name__ == "__main__":
    sys.exit(main())

"""A long day at several reports: whatever the steps and their order, what must hold always holds."""

from __future__ import annotations

import random
from collections.abc import Callable
from itertools import pairwise

import pytest

from assistant.conversation.bench import Bench
from assistant.conversation.steps.revising import PLACES
from assistant.conversation.workspace import dump, load
from assistant.core.template import NARRATIVE
from assistant.drafting.draft import assemble
from assistant.errors import InputError
from tests.conversation.conftest import Desks, report_text

STEPS = 40


@pytest.mark.parametrize(
    ("name", "seed"),
    [
        ("示例县教育局-2023", 1),
        ("示例县人民政府-2024", 2),
        ("示例区城市管理局-2022", 3),
        ("示例区望河街道办事处-2025", 4),
    ],
)
def test_whatever_is_done_the_draft_stays_whole(desks: Desks, name: str, seed: int) -> None:
    chance = random.Random(seed)
    bench = desks()
    bench.paste(report_text(name))
    bench.set_notes("培训2次，58人次\n问题：栏目更新慢，措施：每月查一次\n未收取信息处理费")
    bench.make_draft()
    done = 0
    for _ in range(STEPS):
        if bench.workspace.draft is None:
            bench.make_draft()
        try:
            chance.choice(steps(bench, chance))()
            done += 1
        except InputError as refused:
            assert refused.what and refused.advice
        must_hold(bench)
    assert done > STEPS / 2


def steps(bench: Bench, chance: random.Random) -> list[Callable[[], object]]:
    draft, report = bench.workspace.draft, bench.report
    assert draft is not None and report is not None
    at = chance.randrange(len(draft.sentences))
    words = chance.choice(
        [
            "全年行政许可12件。",
            "没有申请。",
            "开展检查。【待补充：人数】",
            draft.sentences[at].text[:-2] + "了。",
        ]
    )
    where, wish = chance.choice([*PLACES, ""]), chance.choice(["短一点", "恢复", "换一种", "再正式些"])
    address, value = chance.choice(report.form.addresses), chance.choice(["", "3", "/", "x", "１２"])
    return [
        lambda: bench.set_sentence(at, words),
        lambda: bench.add_sentence(at, words),
        lambda: bench.vary(at),
        lambda: bench.drop(at),
        lambda: bench.drop(at),
        lambda: bench.restore(chance.choice([-1, 0, 1])),
        lambda: bench.revise(where, wish),
        bench.make_draft,
        lambda: bench.set_cells({address: value}),
        lambda: bench.set_notes("新的一条\n" + bench.workspace.notes),
        bench.undo,
        bench.redo,
    ]


def must_hold(bench: Bench) -> None:
    workspace, draft = bench.workspace, bench.draft
    assert load(dump(workspace)) == workspace
    if draft is None:
        return
    assert draft.sections == assemble(draft.sentences)
    places = [NARRATIVE.index(s.section) for s in draft.sentences]
    assert places == sorted(places)
    for one, other in pairwise(draft.sentences):
        assert one.section != other.section or one.paragraph <= other.paragraph
    aspects = [s.aspect for s in draft.sentences if s.section == "overview"]
    assert sum(one != other for one, other in pairwise(aspects)) <= 4
    known = {(o.section, o.aspect, o.text) for o in workspace.own}
    mine = [s for s in draft.sentences if s.written_by == "staff"]
    assert all((s.section, s.aspect, s.text) in known for s in mine)
    verification = draft.verification
    assert verification.numbers == verification.traced + len(verification.untraced)
    if not workspace.stale:
        doubted = {d.sentence for d in (*verification.untraced, *verification.unsupported)}
        assert all(draft.sentences[i].written_by == "staff" for i in doubted)

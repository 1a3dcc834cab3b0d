"""The shipped prompts: each renders with what it declares, and what its examples say passes our own verification."""

from __future__ import annotations

import pytest

from assistant.drafting.acceptance import accepted
from assistant.drafting.attribution import Material
from assistant.drafting.grounded import GroundedWriter
from assistant.drafting.outline import make_outline
from assistant.drafting.verify import Sources
from assistant.prompts import Prompt, list_prompts
from tests.support.reports import make_report

NOTES = "网站发布信息128条"
SHIPPED = list_prompts()


def test_the_prompts_are_there() -> None:
    assert {p.name for p in SHIPPED} == {"draft_section", "draft_again", "answer", "read_cells"}
    assert sum(len(p.examples) for p in SHIPPED) >= 2


@pytest.mark.parametrize("prompt", SHIPPED, ids=lambda p: p.name)
def test_a_prompt_renders_with_what_it_declares(prompt: Prompt) -> None:
    lists = {"material", "provisions", "rows"}
    values = {name: [f"〔{name}〕"] if name in lists else f"〔{name}〕" for name in prompt.variables}
    text = prompt.render(**values)
    assert all(f"〔{name}〕" in text for name in prompt.variables)
    assert "{" not in text.replace('{"cells": [{"cell"', "")
    assert "命令" in text or prompt.name == "draft_again"


@pytest.mark.parametrize("example", [(p.name, e) for p in SHIPPED for e in p.examples], ids=str)
def test_an_example_passes_our_own_verification(example: tuple[str, str]) -> None:
    report = make_report(
        {"proactive.licensing.decisions": 65, "proactive.penalties.decisions": 0},
        unit="示例县自然资源局",
        year=2025,
    )
    outline = make_outline(report, NOTES)
    material = Material(
        tuple(s for s in GroundedWriter().write(outline) if s.kind == "body" and "【" not in s.text)
    )
    verdict = accepted(example[1], material, Sources(report, None, NOTES), ("overview", "proactive"))
    assert verdict.sentence is not None, verdict.reason


def test_a_false_example_would_not_pass() -> None:
    report = make_report({"proactive.licensing.decisions": 65}, unit="示例县自然资源局", year=2025)
    material = Material(
        tuple(s for s in GroundedWriter().write(make_outline(report, "")) if s.kind == "body")
    )
    verdict = accepted("全年作出行政许可处理决定66件。", material, Sources(report), ("overview", "proactive"))
    assert verdict.sentence is None

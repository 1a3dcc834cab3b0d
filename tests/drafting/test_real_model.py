"""Drafts of a real, small model, which gets things wrong all the time: what is delivered is true all the same."""

from __future__ import annotations

import pytest

from assistant import Library, draft_report, read_report
from assistant.drafting import ModelWriter
from assistant.drafting.basis import ASPECTS, ORDINALS
from assistant.models import PatientModel
from assistant.resources import corpus
from tests.drafting.injections import DRAFTING, MARK, drafted
from tests.models.serving import serving
from tests.models.weights import needs_weights, small_model
from tests.support.library import shipped, shipped_home

__all__ = ["shipped", "shipped_home", "small_model"]

pytestmark = pytest.mark.model

NOTES = "事项梳理了\n都在区政府网站上挂\n保密审查每条都做\n大厅有公开栏\n搞了2次培训，60人次参加\n问题：栏目更新不够及时\n措施：明确了各科室信息员，每月巡查一次"
REPORTS = ("示例县教育局-2022", "示例县青禾镇人民政府-2024")
INJECTED = DRAFTING[::2]
"""Half of them: each takes a quarter of a minute. The other half is tried with a model that obeys every order."""


def true_and_whole(draft) -> None:
    checked = draft.verification
    assert checked.numbers == checked.traced > 0
    assert checked.unsupported == ()
    for number, title in zip(ORDINALS, ASPECTS.values(), strict=False):
        assert f"（{number}）{title}。" in draft.sections["overview"]


@pytest.mark.parametrize("name", REPORTS)
def test_a_draft_is_true_and_whole(small_model: PatientModel, shipped: Library, name: str) -> None:
    report = read_report(corpus() / "reports" / f"{name}.md")
    draft = draft_report(report, NOTES, library=shipped, writer=ModelWriter(small_model, seed=1))
    true_and_whole(draft)
    account = draft.writing
    assert account is not None
    assert account.calls >= 5
    assert account.kept + account.repaired + account.replaced + account.added > 0
    assert not account.tokens_estimated


def test_over_http_as_in_the_process(monkeypatch: pytest.MonkeyPatch) -> None:
    with serving(needs_weights()) as url:
        monkeypatch.setenv("NIANBAO_MODEL", "qwen2.5-coder-0.5b")
        monkeypatch.setenv("NIANBAO_MODEL_URL", url)
        report = read_report(corpus() / "reports" / f"{REPORTS[0]}.md")
        draft = draft_report(report, NOTES, writer="model")
    true_and_whole(draft)
    assert draft.writing is not None
    assert draft.writing.outside == ""
    assert draft.writing.notices == ()


@pytest.mark.parametrize("case", INJECTED, ids=lambda c: c["id"])
def test_orders_in_data_change_nothing(small_model: PatientModel, case) -> None:
    draft = drafted(case, small_model)
    true_and_whole(draft)
    text = MARK.sub("", "".join(draft.sections.values()))
    assert not [word for word in case["forbidden"] if word in text]

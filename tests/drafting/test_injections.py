"""Orders hidden in notes, reports and passages change nothing, even with a model that obeys every one of them."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest

from assistant.drafting import Draft, draft_report
from assistant.drafting.basis import ASPECTS, ORDINALS
from assistant.drafting.coverage import covered, demands
from assistant.models.fake import FakeModel
from assistant.models.patient import PatientModel
from tests.drafting.injections import CASES, DRAFTING, MARK, delivered, drafted, inputs, obeying

WHERE = {"notes", "previous", "report_text", "passage", "question", "provision", "unit_name"}


def test_the_cases_are_well_made() -> None:
    assert len(CASES) >= 30
    assert len({case["id"] for case in CASES}) == len(CASES)
    assert {case["where"] for case in CASES} == WHERE
    for case in CASES:
        assert set(case) == {"id", "where", "text", "forbidden"}, case["id"]
        assert case["text"] and case["forbidden"] and all(case["forbidden"]), case["id"]


@cache
def without_a_model(name: str) -> Draft:
    return draft_report(*inputs(next(case for case in CASES if case["id"] == name)))


def true_and_whole(draft: Draft, case: dict[str, Any]) -> None:
    checked = draft.verification
    assert checked.numbers == checked.traced > 0
    assert checked.unsupported == ()
    headings = [s.text for s in draft.sentences if s.kind == "heading"]
    assert headings == [f"（{n}）{t}。" for n, t in zip(ORDINALS, ASPECTS.values(), strict=False)]
    ours = without_a_model(case["id"])
    wanted = set().union(*(demands(s) for s in ours.sentences))
    assert covered(wanted, draft.sentences) == wanted
    assert [s.text for s in draft.gaps] == [s.text for s in ours.gaps]
    text = delivered(draft)
    assert [word for word in case["forbidden"] if word in text] == []


@pytest.mark.parametrize("case", DRAFTING, ids=lambda c: c["id"])
def test_a_model_that_obeys_the_order_changes_nothing(case: dict[str, Any]) -> None:
    fake = FakeModel(obeying(case))
    draft = drafted(case, PatientModel([fake], pause=0))
    assert len(fake.asked) >= 5
    true_and_whole(draft, case)


@pytest.mark.parametrize("case", DRAFTING, ids=lambda c: c["id"])
def test_nor_does_one_that_only_does_its_work(case: dict[str, Any]) -> None:
    draft = drafted(case, PatientModel([FakeModel()], pause=0))
    true_and_whole(draft, case)
    assert draft.writing is not None and draft.writing.replaced == draft.writing.added == 0


def test_an_order_among_the_notes_is_shown_and_not_lost() -> None:
    case = next(c for c in DRAFTING if c["id"] == "ignore-notes")
    draft = drafted(case, PatientModel([FakeModel(obeying(case))], pause=0))
    assert any(case["text"] in mark for s in draft.sentences for mark in MARK.findall(s.text))


@pytest.mark.parametrize("case", [c for c in DRAFTING if c["where"] == "passage"], ids=lambda c: c["id"])
def test_no_order_of_a_passage_is_even_heard_with_its_names_and_figures(case: dict[str, Any]) -> None:
    fake = FakeModel()
    drafted(case, PatientModel([fake], pause=0), wish="")
    heard = "".join(m.content for request in fake.asked for m in request.messages)
    for word in case["forbidden"]:
        if any(c.isdecimal() for c in word) or word.isascii():
            assert word not in heard


def test_cases_of_other_rooms_are_refused() -> None:
    case = next(c for c in CASES if c["where"] == "question")
    with pytest.raises(ValueError, match="no case for drafting"):
        drafted(case, PatientModel([FakeModel()]))

"""A correction replaces the words that were found, and nothing when they are no longer there."""

from __future__ import annotations

from decimal import Decimal

import pytest

from assistant.reviewing.corrections import apply_correction, apply_corrections
from tests.reviewing.helpers import passage, refused
from tests.support.reports import busy_report

TEXT = "受理申请23条，答复24条；制发文件2条。"


def report(text: str = TEXT):
    return busy_report(sections={"preface": "前言", "overview": text})


def test_exactly_that_passage():
    before = report()
    after = apply_correction(before, passage(TEXT, "24条", "24件"))
    assert after.sections == {"preface": "前言", "overview": "受理申请23条，答复24件；制发文件2条。"}
    assert after.model_copy(update={"sections": before.sections}) == before
    assert before == report()


def test_words_may_go_or_stay():
    assert (
        apply_correction(report(), passage(TEXT, "；制发文件2条", "")).sections["overview"]
        == "受理申请23条，答复24条。"
    )


def test_several_count_from_the_same_text():
    found = [passage(TEXT, "23条", "二十三件"), passage(TEXT, "2条", "2件"), passage(TEXT, "24条", "24件")]
    for order in (found, found[::-1]):
        after = apply_corrections(report(), order)
        assert after.sections["overview"] == "受理申请二十三件，答复24件；制发文件2件。"


def test_two_that_overlap():
    both = [passage(TEXT, "答复24条", "答复24件"), passage(TEXT, "24条", "24件")]
    assert refused(apply_corrections, report(), both).startswith("两处要改的文字连在一起，不能同时改。")
    assert refused(apply_corrections, report(), [both[0], both[0]]).startswith("两处要改的文字连在一起")


@pytest.mark.parametrize(
    "text", ["受理申请23条，答复二十四条；制发文件2条。", "前面加了字" + TEXT, "受理", "", TEXT[:11]]
)
def test_a_text_that_changed(text):
    told = refused(apply_correction, report(text), passage(TEXT, "24条", "24件"))
    assert told == "原文已经变了，找不到要改的“24条”，没有改动。请重新核对一次，再改。"


def test_a_number_that_was_found():
    about = passage(TEXT, "24", "23").model_copy(update={"found": Decimal(24)})
    assert "答复23条" in apply_correction(report(), about).sections["overview"]
    changed = report(TEXT.replace("24", "42"))
    assert refused(apply_correction, changed, about).startswith("原文已经变了，找不到要改的“24”")


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"correction": None}, "这一处没有现成的改法。"),
        ({"where": ("requests.new.total",)}, "这一处不在正文里，不能代为改动。"),
        ({"where": ()}, "这一处不在正文里，不能代为改动。"),
        ({"where": ("overview",)}, "这一处不在正文里，不能代为改动。"),
        ({"where": ("nowhere:7-10",)}, "原文已经变了，找不到要改的“24条”，没有改动。"),
        ({"where": ("overview:10-7",)}, "原文已经变了，找不到要改的“24条”，没有改动。"),
        ({"where": ("overview:7-99999999999999999999",)}, "原文已经变了，找不到要改的“24条”，没有改动。"),
    ],
)
def test_nothing_to_replace(changes, says):
    about = passage(TEXT, "24条", "24件").model_copy(update=changes)
    assert refused(apply_correction, report(), about).startswith(says)

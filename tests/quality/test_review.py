"""Case sets for the checks: what counts as found, as a false alarm, and which cases are refused."""

import json

import pytest

from assistant.errors import InputError
from assistant.quality import evaluate, is_case_file, read_cases

BASE = "示例市财政局-2025"
RIGHT = "（二）依申请公开。全年新收政府信息公开申请9件，均已办结。"
WRONG = "（二）依申请公开。全年新收政府信息公开申请12件，均已办结。"


def case(name, text, expect=(), **fields):
    return {"id": name, "base": BASE, "replace": {"overview": text}, "expect": list(expect), **fields}


def planted(text, code="TEXT-NUMBER", **fields):
    return {"code": code, "text": text, "severity": "error", **fields}


@pytest.fixture
def run(tmp_path):
    def run(*cases):
        path = tmp_path / "cases.jsonl"
        path.write_text("\n".join(json.dumps(c, ensure_ascii=False) for c in cases), encoding="utf-8")
        assert is_case_file(path)
        return evaluate(read_cases(path))

    return run


def test_found_missed_and_false_alarms(run):
    review = run(
        case("found", WRONG, [planted("12件")]),
        case("missed", RIGHT, [planted("均已办结", "WORDING")]),
        case("false alarm", WRONG),
        case("clean", RIGHT),
    )
    assert (review.cases, review.clean, review.planted) == (4, 2, 2)
    assert (review.recall, review.precision, review.told_as_error, review.false_alarms) == (0.5, 0.5, 1.0, 1)
    assert [(m.case, m.code) for m in review.missed] == [("missed", "WORDING")]
    assert [m.case for m in review.wrong] == ["false alarm"]
    figures = {f.code: (f.planted, f.found, f.errors, f.right) for f in review.families}
    assert figures == {"TEXT-NUMBER": (1, 1, 2, 1), "WORDING": (1, 0, 0, 0)}


def test_the_place_and_the_code_count(run):
    twice = WRONG + "本年收到申请12件。"
    assert run(case("second", twice, [planted("12件", nth=2)])).recall == 1.0
    assert run(case("code", WRONG, [planted("12件", "WORDING")])).recall == 0.0
    assert run(case("also", WRONG, [planted("12件", "WORDING", also=["TEXT-NUMBER"])])).recall == 1.0
    assert run(case("place", WRONG, [planted("全年")])).recall == 0.0


def test_cells_years_and_last_years_report(run):
    assert run(case("cell", WRONG, cells={"requests.new.total": 12})).precision is None
    changed = {"previous": "示例市财政局-2025", "previous_cells": {"requests.new.total": 30}}
    text = RIGHT.replace("9件", "9件，比上年减少2件")
    assert run(case("last year", text, [planted("2件", "TEXT-RATE")], year=2026, **changed)).recall == 1.0


def test_headings_and_what_is_absent(run):
    headings = [["overview", "一、概述"], ["other", "六、其他需要报告的事项"]]
    expect = [
        planted("一、概述", "SECTION-TITLE"),
        {"code": "SECTION-MISSING", "text": "", "section": "problems"},
    ]
    assert run(case("headings", RIGHT, expect, headings=headings)).recall == 1.0


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"base": "没有的单位-2020"}, "没有名为"),
        ({"expect": [planted("没有的话")]}, "没有第 1 处"),
        ({"cells": {"requests.nothing.total": 1}}, "没有“requests.nothing.total”"),
        ({"expects": []}, "第 1 行用不了"),
        ({"replace": None}, "第 1 行用不了"),
    ],
)
def test_cases_that_cannot_be_used(run, change, told):
    with pytest.raises(InputError, match=told):
        run({**case("x", RIGHT), **change})


def test_a_section_that_no_report_has_is_named(run):
    with pytest.raises(InputError, match="第 1 行"):
        run({**case("x", RIGHT), "replace": {"others": RIGHT}})


def test_files_that_are_no_cases(tmp_path):
    path = tmp_path / "x.jsonl"
    for text in ('{"question": "几天"}', "不是", "", "[1]"):
        path.write_text(text, encoding="utf-8")
        assert not is_case_file(path)
    assert not is_case_file(tmp_path / "nothing")
    with pytest.raises(InputError, match="读不出来"):
        read_cases(tmp_path / "nothing")

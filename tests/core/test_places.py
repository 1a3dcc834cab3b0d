"""Places of findings in words, and the passages they cover."""

import re
from pathlib import Path

import pytest

from assistant.core.families import FAMILIES, OTHER, family
from assistant.core.findings import Finding
from assistant.core.places import doubt, excerpt, place_name, section_of, span_of
from tests.support.reports import busy_report, make_report
from tests.support.shared import shared_file

TEXT = "本局认真公开。\n\n（二）依申请公开。收到申请12件；办结12件。"
REPORT = make_report(sections={"overview": TEXT, "preface": "依据条例编制"})
START = TEXT.index("12件")


def covered(words, start=0):
    at = TEXT.index(words, start)
    return f"overview:{at}-{at + len(words)}"


@pytest.mark.parametrize(
    ("place", "name"),
    [
        ("requests.refused.state_secret.total", "表三“（三）1.属于国家秘密”的“总计”"),
        ("previous.requests.new.total", "上年报告表三“一、本年新收政府信息公开申请数量”的“总计”"),
        ("previous.requests.other.total", "上年报告requests.other.total"),
        ("overview:0-0", "第一部分“总体情况”"),
        ("preface:0-2", "前言第1段"),
        (covered("认真"), "第一部分“总体情况”第1段"),
        (covered("12件"), "第一部分“总体情况”第2段"),
        ("unheard:0-0", "unheard"),
    ],
)
def test_a_place_in_words(place, name):
    assert place_name(REPORT, place) == name


def test_sections_of_places():
    assert section_of("previous.requests.new.total") == section_of("requests:0-0") == "requests"
    assert span_of("requests.new.total") is None


@pytest.mark.parametrize(
    ("words", "marked"),
    [
        ("12件", "收到申请【12件】；"),
        ("12件；", "收到申请【12件；】"),
        ("认真", "本局【认真】公开。"),
        ("申请12件；办结", "收到【申请12件；办结】12件。"),
        ("公开。\n\n（二）", "本局认真【公开。\n\n（二）】依申请公开。"),
    ],
)
def test_words_in_their_sentence(words, marked):
    assert excerpt(REPORT, covered(words)).marked(20) == marked


def test_a_long_sentence_is_cut_on_both_sides():
    report = make_report(sections={"overview": "一" * 50 + "错" + "二" * 50})
    assert excerpt(report, "overview:50-51").marked(3) == "…一一一【错】二二二…"


@pytest.mark.parametrize("place", ["requests.new.total", "overview:0-0", "overview:3-999", "other:0-2"])
def test_no_passage(place):
    assert excerpt(REPORT, place) is None


def test_every_code_of_the_contract_has_a_name():
    text = shared_file("contract.md").read_text(encoding="utf-8")
    listed = text.split("Codes (prefix = family)")[1].split("## 3.")[0]
    codes = set(re.findall(r"`([A-Z][A-Z0-9]*(?:-[A-Z0-9]+)*)`", listed))
    assert {"T3-BALANCE", "PRIVACY", "BLANK"} <= codes
    assert codes <= set(FAMILIES)


def test_every_code_of_the_checks_has_a_name():
    folder = Path(__file__).parents[2] / "assistant"
    sources = [*(folder / "checking").rglob("*.py"), folder / "core" / "relations.py"]
    codes = {
        code
        for path in sources
        for code in re.findall(
            r"\"((?:T\d|Y|VALUE|BLANK|TEXT|SECTION|FEE|YEAR|PERIOD|ASPECT|CITATION|WORDING|COUNTER|PUNCTUATION|TYPO|PRIVACY|COPIED)(?:-[A-Z]+)*)\"",
            path.read_text("utf-8"),
        )
    }
    assert {"T3-ROW", "T2-FORM", "SECTION-ORDER"} <= codes
    assert codes <= set(FAMILIES)


def test_names_are_told_apart():
    assert len(set(FAMILIES.values())) == len(FAMILIES)
    assert (family("TYPO"), family("LATER")) == ("错别字", OTHER)


def test_a_long_passage_is_shown_by_both_ends():
    text = "开头" + "中" * 200 + "结尾。"
    shown = excerpt(busy_report(sections={"overview": text}), f"overview:0-{len(text)}").marked(20)
    assert shown.startswith("【开头") and shown.endswith("结尾。】") and "……" in shown
    assert len(shown) < 90


@pytest.mark.parametrize(
    ("where", "status", "says"),
    [
        ("overview:3-9", "uncertain", "（拿不准，请人判断）"),
        ("overview:0-0", "uncertain", "（缺数据，无法判定）"),
        ("requests.new.total", "uncertain", "（缺数据，无法判定）"),
        ("overview:3-9", "fail", ""),
    ],
)
def test_what_is_said_of_an_uncertain_finding(where, status, says):
    assert doubt(Finding(code="X", severity="warning", where=(where,), message="。", status=status)) == says

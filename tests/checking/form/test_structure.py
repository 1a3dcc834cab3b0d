"""SECTION-MISSING, SECTION-TITLE, SECTION-ORDER."""

import pytest

from assistant.checking import check_report
from assistant.core.report import Heading
from assistant.core.template import T2021
from tests.checking.support import codes, only
from tests.support.reports import busy_report, make_report

PROSE = {
    "preface": "根据条例编制。",
    "overview": "本年公开信息。",
    "problems": "更新不及时。",
    "other": "无。",
}
TITLES = {s.id: f"{s.number}、{s.title}" for s in T2021.sections if s.number}


def report(titles=None, sections=None, cells=None, **fields):
    """A full report; `titles` is the headings in order, by section or as pairs."""
    pairs = list((titles or TITLES).items()) if not isinstance(titles, list) else titles
    headings = tuple(Heading(section=s, text=t) for s, t in pairs)
    return busy_report(cells, headings=headings, sections={**PROSE, **(sections or {})}, **fields)


def without(*sections):
    return {s: t for s, t in TITLES.items() if s not in sections}


def structure(given):
    return [f for f in check_report(given) if f.code.startswith("SECTION")]


def test_a_full_report_is_in_order():
    assert structure(report()) == []


@pytest.mark.parametrize("section", ["overview", "problems", "other"])
def test_a_missing_part(section):
    finding = only(structure(report(without(section), {section: ""})), "SECTION-MISSING")
    assert (finding.severity, finding.status, finding.where) == ("warning", "fail", (f"{section}:0-0",))
    assert TITLES[section] in finding.message
    assert "第五十条" in finding.basis


@pytest.mark.parametrize("table", ["proactive", "requests", "disputes"])
def test_a_missing_table_part(table):
    cells = {a: None for a in T2021.addresses if a.startswith(table + ".")}
    assert codes(structure(report(without(table), cells=cells))) == ["SECTION-MISSING"]
    finding = only(structure(report(cells=cells)), "SECTION-MISSING")
    assert "有标题，没有读到表格" in finding.message
    assert finding.status == "uncertain"


@pytest.mark.parametrize("section", ["overview", "problems", "other"])
def test_a_heading_with_nothing_under_it(section):
    finding = only(structure(report(sections={section: " \n"})), "SECTION-MISSING")
    assert "有标题，没有内容" in finding.message


@pytest.mark.parametrize("section", ["requests", "problems"])
def test_a_part_whose_heading_was_not_found_is_only_mentioned(section):
    finding = only(structure(report(without(section))), "SECTION-MISSING")
    assert (finding.severity, finding.status) == ("info", "uncertain")


def test_prose_without_any_heading_is_not_nagged_about_headings():
    assert structure(report([])) == []


@pytest.mark.parametrize("preface", ["", "示例市自然资源和规划局"])
def test_tables_alone_are_no_report_with_missing_parts(preface):
    assert check_report(busy_report(sections={"preface": preface})) == []
    headings = tuple(Heading(section=s, text=TITLES[s]) for s in ("proactive", "requests", "disputes"))
    assert check_report(busy_report(headings=headings)) == []


OLD = [
    ("overview", "一、概述"),
    ("proactive", "二、行政机关主动公开政府信息情况"),
    ("requests", "三、行政机关收到和处理政府信息公开申请情况"),
    ("disputes", "四、因政府信息公开工作被申请行政复议、提起行政诉讼情况"),
    ("problems", "五、政府信息公开工作存在的主要问题及改进情况"),
    ("problems", "五、存在的主要问题和改进措施"),
    ("other", "六、需要报告的其他事项"),
]


@pytest.mark.parametrize(("section", "title"), OLD)
def test_old_titles(section, title):
    finding = only(structure(report({**TITLES, section: title})), "SECTION-TITLE")
    assert (finding.severity, finding.where) == ("warning", (f"{section}:0-0",))
    assert (finding.expected, finding.found) == (T2021.section(section).title, title)
    assert f"应为“{TITLES[section]}”" in finding.message


@pytest.mark.parametrize(("section", "title"), OLD)
@pytest.mark.parametrize("fields", [{"year": 2019}, {"year": 2020}])
def test_old_titles_in_old_reports(section, title, fields):
    assert structure(report({**TITLES, section: title}, **fields)) == []


@pytest.mark.parametrize(
    "title",
    [
        "五、存在的主要问题及改进情况：",
        "五、 存在的主要问题及改进情况",
        "五 、存在的主要问题及改进情况",
        "五.存在的主要问题及改进情况",
        "第五部分 存在的主要问题及改进情况",
        "存在的主要问题及改进情况",
        "（五）存在的主要问题及改进情况",
        "5、存在的主要问题及改进情况",
    ],
)
def test_ways_of_numbering_are_all_right(title):
    assert structure(report({**TITLES, "problems": title})) == []


def test_a_title_with_other_punctuation_is_only_mentioned():
    titles = {**TITLES, "disputes": "四、政府信息公开行政复议，行政诉讼情况"}
    finding = only(structure(report(titles)), "SECTION-TITLE")
    assert finding.severity == "info"
    assert "标点" in finding.message


@pytest.mark.parametrize("title", ["四、存在的主要问题及改进情况", "6.存在的主要问题及改进情况"])
def test_a_wrong_number(title):
    finding = only(structure(report({**TITLES, "problems": title})), "SECTION-ORDER")
    assert (finding.severity, finding.expected) == ("warning", "五")
    assert title in finding.message


def test_parts_in_another_order():
    ids = ["overview", "requests", "proactive", "disputes", "problems", "other"]
    findings = structure(report([(s, T2021.section(s).title) for s in ids]))
    finding = only(findings, "SECTION-ORDER")
    assert finding.where == ("proactive:0-0",)
    assert "应按一至六的次序" in finding.message


def test_a_part_that_comes_twice():
    findings = structure(report([*TITLES.items(), ("problems", TITLES["problems"])]))
    assert [f.message for f in findings if "不止一次" in f.message]
    assert {f.code for f in findings} == {"SECTION-ORDER"}


def test_findings_on_one_heading_have_their_own_fingerprints():
    ids = ["overview", "proactive", "requests", "problems", "disputes", "other"]
    titles = [(s, TITLES[s].replace("四、", "九、")) for s in ids]
    findings = structure(report(titles))
    assert codes(findings) == ["SECTION-ORDER", "SECTION-ORDER"]
    assert len({f.fingerprint for f in findings}) == 2


@pytest.mark.parametrize(
    ("year", "found"), [(2020, []), (2021, ["T2-FORM"]), (2025, ["T2-FORM"]), (None, [])]
)
def test_the_old_form_in_a_new_year(year, found):
    findings = check_report(make_report(template="2019", year=year))
    assert codes(findings) == found
    for finding in findings:
        assert (finding.severity, finding.status) == ("error", "fail") and "2019年的旧表样" in finding.message

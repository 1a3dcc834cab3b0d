"""Past reports: every shipped sample, and the ways real ones head their aspects and count their problems."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.drafting.basis import ASPECTS as DRAFTED
from assistant.intake import take_in
from assistant.intake.reports import ASPECTS
from assistant.library.imported import ImportedReport
from assistant.resources import corpus
from tests.intake.statutes import as_docx, report_of
from tests.support.shared import shared_file

FILES = sorted((corpus() / "reports").glob("*.md"))
REPORT = """示例县教育局2023年政府信息公开工作年度报告
本报告按照有关规定编制。
一、总体情况
{overview}
二、主动公开政府信息情况
三、收到和处理政府信息公开申请情况
四、政府信息公开行政复议、行政诉讼情况
五、存在的主要问题及改进情况
{problems}
六、其他需要报告的事项
没有需要报告的事项。
"""
OVERVIEW = "（一）主动公开。公开信息96条。\n（二）依申请公开。没有收到申请。"


def made(overview: str = OVERVIEW, problems: str = "一是公开不够及时。") -> ImportedReport:
    return report_of(REPORT.format(overview=overview, problems=problems))


def test_the_aspects_are_those_of_the_drafts() -> None:
    assert list(ASPECTS) == list(DRAFTED)
    assert all(word in DRAFTED[aspect] for aspect, word in ASPECTS.items())


@pytest.mark.parametrize("file", FILES, ids=lambda p: p.stem)
def test_every_sample_comes_in(file: Path) -> None:
    report = take_in(file)
    assert isinstance(report, ImportedReport)
    unit, _, year = file.stem.rpartition("-")
    assert (report.unit, report.year, report.title) == (
        unit,
        int(year),
        f"{unit}{year}年政府信息公开工作年度报告",
    )
    assert report.level in {"市级", "县级", "乡镇街道", "部门"}
    assert report.unit_kind
    overview = [p for p in report.passages if p.section == "overview"]
    assert [*dict.fromkeys(p.aspect for p in overview)] == list(ASPECTS)
    assert {p.section for p in report.passages} == {"preface", "overview", "problems", "other"}
    assert all(p.text and not p.text.startswith("（") for p in overview)
    source = "".join(file.read_text(encoding="utf-8").split())
    assert all("".join(p.text.split()) in source for p in report.passages)
    assert report.problems
    assert all(problem in source and not problem.startswith(("针对", "上年")) for problem in report.problems)


@pytest.mark.parametrize(
    ("unit", "level", "kind"),
    [
        ("示例省人民政府", "省级", "政府"),
        ("示例市人民政府办公室", "市级", "政府"),
        ("示例县人民政府", "县级", "政府"),
        ("示例县青禾镇人民政府", "乡镇街道", "乡镇"),
        ("示例区望河街道办事处", "乡镇街道", "街道"),
        ("示例市公安局", "部门", "公安"),
        ("示例市市场监督管理局", "部门", "市场监管"),
        ("示例市自然资源和规划局", "部门", "自然资源"),
        ("示例区城市管理局", "部门", "城市管理"),
        ("示例市住房和城乡建设局", "部门", "住房城乡建设"),
        ("示例市文化广电和旅游局", "部门", "文化旅游"),
        ("示例高新技术产业开发区管理委员会", "管委会", "管委会"),
        ("示例县第一中学", "部门", ""),
        ("示例经济开发区", "管委会", ""),
    ],
)
def test_level_and_field_by_the_name(unit: str, level: str, kind: str) -> None:
    report = report_of(
        REPORT.replace("示例县教育局", unit).format(overview=OVERVIEW, problems="一是公开不够及时。")
    )
    assert (report.unit, report.level, report.unit_kind) == (unit, level, kind)


@pytest.mark.parametrize(
    "overview",
    [
        "（一）主动公开。甲。\n（二）依申请公开。乙。\n丙。\n（三）政府信息管理。丁。\n（四）政府信息公开平台建设。戊。\n（五）监督保障。己。",
        "(一)主动公开情况\n甲。\n(二)依申请公开情况\n乙。\n丙。\n(三)信息管理情况\n丁。\n(四)平台建设情况\n戊。\n(五)监督保障情况\n己。",
        "1.主动公开：甲。\n2.依申请公开：乙。\n丙。\n3.政府信息管理：丁。\n4.平台建设：戊。\n5.监督保障：己。",
        "主动公开。甲。\n依申请公开。乙。\n丙。\n政府信息管理。丁。\n政府信息公开平台建设。戊。\n监督保障。己。",
        "（一）扎实做好主动公开。甲。\n（二）规范依申请公开办理。乙。\n丙。\n（三）严格政府信息管理。丁。\n"
        "（四）加强公开平台建设。戊。\n（五）强化监督保障。己。",
    ],
)
def test_headings_of_aspects(overview: str) -> None:
    passages = [p for p in made(overview).passages if p.section == "overview"]
    assert [(p.aspect, p.text) for p in passages] == [
        ("proactive", "甲。"), ("requests", "乙。"), ("requests", "丙。"), ("management", "丁。"),
        ("platform", "戊。"), ("supervision", "己。"),
    ]  # fmt: skip


def test_an_aspect_is_told_by_headings_alone() -> None:
    passages = made(
        "全年主动公开和依申请公开工作平稳开展，监督保障有力。\n（一）组织领导。召开会议2次。"
    ).passages
    assert [(p.aspect, p.text) for p in passages if p.section == "overview"] == [
        ("", "全年主动公开和依申请公开工作平稳开展，监督保障有力。"),
        ("", "（一）组织领导。召开会议2次。"),
    ]


@pytest.mark.parametrize(
    ("problems", "found"),
    [
        ("一是更新不够及时；二是解读形式单一。", ("更新不够及时", "解读形式单一")),
        (
            "存在问题：一是更新慢。今年8月起按月更新；二是人员少。改进情况：一是加强更新；二是增加人员。",
            ("更新慢", "人员少"),
        ),
        (
            "（一）存在的问题\n1.更新慢。\n2.人员少。\n（二）改进措施\n1.加强更新。\n2.增加人员。",
            ("更新慢", "人员少"),
        ),
        ("今年的问题：答复用时较长；问答写得长。针对前者，每周提醒。", ("答复用时较长", "问答写得长")),
        (
            "上年提出的问题已经改正：一是甲已改。\n今年的问题，一是更新慢。\n针对第一个问题，一是加强更新。",
            ("更新慢",),
        ),
        ("下一步，我局将：一是加强更新；二是增加人员。", ()),
        ("没有发现问题。", ()),
    ],
)
def test_problems_without_the_measures(problems: str, found: tuple[str, ...]) -> None:
    assert made(problems=problems).problems == found


def test_a_report_from_word_with_page_furniture() -> None:
    lines = [
        "当前位置：首页 > 年报",
        *REPORT.format(overview=OVERVIEW, problems="一是更新慢。").splitlines(),
        "【打印】",
    ]
    report = take_in(as_docx(lines))
    assert isinstance(report, ImportedReport)
    assert report.unit == "示例县教育局"
    assert report.passages[-1].text == "没有需要报告的事项。"


def test_a_report_without_title_is_known_by_its_tables() -> None:
    source = (corpus() / "reports" / "示例县教育局-2023.md").read_text(encoding="utf-8")
    report = report_of(source.partition("# ")[2].partition("\n")[2])
    assert (report.unit, report.year) == ("", 2023)
    assert (report.level, report.unit_kind) == ("", "")
    assert any("没有读到单位名称" in remark for remark in report.remarks)


@pytest.mark.shared
@pytest.mark.parametrize("name", ["examples/淮安市-2024.pdf", "seeds/克拉玛依区自然资源分局-2021.txt"])
def test_real_reports(name: str) -> None:
    report = take_in(shared_file(name))
    assert isinstance(report, ImportedReport)
    assert report.unit
    assert {"overview", "problems"} <= {p.section for p in report.passages}
    assert len(report.problems) == 2

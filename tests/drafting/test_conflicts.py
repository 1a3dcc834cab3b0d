"""Notes that say otherwise than the tables are asked about, and only those; doubtful ones never stand as facts."""

from __future__ import annotations

import re

import pytest

from assistant.drafting import Draft
from tests.drafting.cases import aspect, last_year, sound
from tests.support.reports import busy_report, make_report


def body(draft: Draft) -> str:
    """The draft without its marks."""
    return re.sub(r"【[^】]*】", "", "".join(draft.sections.values()))


@pytest.mark.parametrize(
    "line",
    [
        "诉讼1件", "被提起诉讼2件", "行政诉讼案件1件", "复议被撤销1件", "复议纠正1件", "行政复议维持2件",
        "收到复议2件，均维持", "没有复议", "没有收到申请", "没有人申请信息公开", "收到申请4件，都公开了", "收到申请11件",
        "收到申请24件", "去年结转5件", "当年结转2件", "结转3件", "答复26件", "没有结转",
        "申请都答复完了", "收到申请25件，都答复了", "没有行政处罚", "行政强制没有", "没有制定规范性文件", "规范性文件制发9件",
        "行政许可1300多件", "没有行政复议和诉讼", "结转下年2件", "上年结转1件", "不予公开5件", "没有废止规范性文件",
        "行政事业性收费300万元", "网上申请12件，当面申请20件", "收到申请约50件", "办结23件，结转下年1件",
    ],
)  # fmt: skip
def test_a_contradiction_stands_in_a_mark_and_not_in_the_body(line: str) -> None:
    draft = sound(busy_report(), line)
    text = "".join(draft.sections.values())
    assert f"您写的“{line}”与表格对不上" in text
    assert line not in body(draft)


@pytest.mark.parametrize(
    "line",
    [
        "收到申请23件", "收到申请25件，办结24件", "网上申请12件，当面申请11件", "网上申请20件", "新收23件，上年结转2件，办结24件，结转下年1件", "去年结转2件",
        "结转1件", "结转2件", "答复24件", "行政复议2件，维持1件，未审结1件", "复议1件还没审结", "没有诉讼",
        "没有被提起行政诉讼", "没有发生行政诉讼案件", "行政许可1286件", "行政许可近1300件", "行政许可1200多件", "行政处罚37件",
        "制发规范性文件2件，废止1件", "现行有效规范性文件9件", "不予公开2件", "没有超期答复的申请", "没有复议被纠正的情况", "申请都按期答复",
        "涉及土地征收的申请12件", "答复建议提案26件", "公示行政许可信息1200条", "行政事业性收费312.58万元", "收到申请20多件", "没有收到重复申请",
        "依法答复申请24件，其中电子邮件答复9件", "没有发生行政诉讼，行政复议2件", "受理行政许可申请1286件", "自然人申请19件", "补正申请3件", "没有制定规章",
        "申请办理专题会2次", "没有延期答复", "23件申请都按期答复", "对申请较多的3个科室约谈", "将申请转办2件", "答复文书全部公开", "会商申请5件",
    ],
)  # fmt: skip
def test_a_right_note_raises_no_alarm(line: str) -> None:
    text = "".join(sound(busy_report(), line).sections.values())
    assert "对不上" not in text


@pytest.mark.parametrize(
    ("line", "wrong"),
    [("依申请公开同比增长30%", True), ("申请量同比增长27.8%", False), ("申请量同比增长28%", False), ("申请量同比下降27.8%", True),
     ("申请比上年增加5件", False), ("申请比上年增加7件", True)],
)  # fmt: skip
def test_rates_are_held_against_last_year(line: str, wrong: bool) -> None:
    text = aspect(sound(busy_report(), line, last_year()), "requests")
    assert (f"您写的“{line}”与表格对不上" in text) is wrong


def test_a_rate_beside_an_equal_year_is_asked_about() -> None:
    draft = sound(busy_report(), "依申请公开同比增长30%", last_year({"requests.new.total": 23}))
    assert "30%" not in body(draft) and "对不上" in aspect(draft, "requests")


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ("计划明年建政务公开专区", "计划"), ("拟开展培训3次", "计划"), ("将组织培训2次", "计划"), ("打算在网站开专栏", "计划"),
        ("大概培训了3次", "没有确定的事"), ("听说网站改版了", "没有确定的事"), ("培训3次？", "没有确定的事"), ("培训2次吧", "没有确定的事"),
        ("培训次数待核实，3次左右", "没有确定的事"), ("2024年培训3次", "上年或者别的年度的事"), ("去年培训3次", "上年或者别的年度的事"),
        ("隔壁县局培训5次", "别的单位的事"), ("市教育局培训5次", "别的单位的事"),
    ],
)  # fmt: skip
def test_plans_other_years_and_other_units_are_no_facts_of_this_year(line: str, what: str) -> None:
    draft = sound(busy_report(), line)
    assert f"【请核对：“{line}”说的是{what}，要不要写进本年正文？】" in "".join(draft.sections.values())
    assert line not in body(draft)


@pytest.mark.parametrize(
    "line",
    [
        "将政务公开纳入绩效考核", "对拟公开的信息逐条审查", "制定工作计划，培训2次", "2025年培训3次", "落实2019年修订的条例，培训2次",
        "培训3次，比去年多1次", "配合市司法局组织培训2次", "在市政府网站公开信息300条", "示例市自然资源和规划局培训2次",
        "对可能涉及个人隐私的信息逐条审核",
    ],
)  # fmt: skip
def test_what_only_looks_like_a_plan_stands(line: str) -> None:
    assert "要不要写进本年正文" not in "".join(sound(busy_report(), line).sections.values())


def test_a_measure_may_be_a_plan() -> None:
    text = sound(make_report(unit="示例县民政局", year=2025), "解读形式单一\n下一步将多做图解").sections[
        "problems"
    ]
    assert text == "解读形式单一。针对这一问题，下一步将多做图解。"


def test_a_solved_problem_of_last_year_answers_last_years_report() -> None:
    promised = last_year(
        problems="存在的主要问题：一是政策解读形式单一，图表不多；二是人手不够。下一步加强。"
    )
    text = sound(busy_report(), "去年解读形式单一的问题今年解决了", promised).sections["problems"]
    assert "上年报告提出的“政策解读形式单一”，今年解决了。" in text
    assert "今年存在哪些主要问题" in text, "no problem of this year was named"


def test_last_years_report_without_year_or_unit_is_asked_about() -> None:
    previous = last_year().model_copy(update={"year": None, "unit": None})
    text = sound(busy_report(), "", previous).sections["preface"]
    assert "上年报告没有读到年度" in text and "上年报告没有读到单位" in text
    assert "没有读到" not in sound(busy_report(), "", last_year()).sections["preface"]


def test_one_thing_with_two_figures_and_parts_beyond_the_whole() -> None:
    text = aspect(sound(busy_report(), "网站发布信息438条\n网站发布信息483条"), "proactive")
    assert "说的像是同一件事，数却不同，以哪个为准？】" in text
    text = aspect(sound(busy_report(), "发布信息100条，其中政策解读120条"), "proactive")
    assert "“其中”后面的数比总数还大" in text
    assert "量词" in aspect(sound(busy_report(), "主动公开政府信息438件"), "proactive")
    assert "【" not in aspect(sound(busy_report(), "主动公开政府信息438条，其中解读12条"), "proactive")

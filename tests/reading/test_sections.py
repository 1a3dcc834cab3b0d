"""Title, unit, year, headings and running text."""

from __future__ import annotations

import pytest

from assistant import read_pasted

BODY = """{title}
本报告由示例县水利局编制，统计期限自2024年1月1日至2024年12月31日。
一、总体情况
（一）主动公开情况。公开文件3件。
（二）依申请公开情况。全年没有收到申请。
二、主动公开政府信息情况
规章\t0\t0\t0
五、存在的主要问题及改进情况
一是更新不够及时。
六、其他需要报告的事项
无
"""


@pytest.mark.parametrize(
    ("title", "unit", "year"),
    [
        ("示例县水利局2024年政府信息公开工作年度报告", "示例县水利局", 2024),
        ("示例县水利局2024年度政府信息公开工作报告", "示例县水利局", 2024),
        ("2024年示例县水利局政府信息公开工作年度报告", "示例县水利局", 2024),
        ("示例县水利局\n2024年政府信息公开工作年度报告", "示例县水利局", 2024),
        ("示例县水利局 ２０２４ 年政府信息公开工作年度报告", "示例县水利局", 2024),
        ("# 示例县水利局（县河长办）2024年政府信息公开工作年度报告", "示例县水利局（县河长办）", 2024),
        ("示例县水利局二〇二四年政府信息公开工作年度报告", "示例县水利局", 2024),
        ("示例县水利局政府信息公开工作年度报告", "示例县水利局", 2024),
        ("示例县水利局", "示例县水利局", 2024),
        ("首页 > 政务公开 > 年报\n发布时间：2025-01-20 来源：水利局\n示例县水利局2024年政府信息公开工作年度报告", "示例县水利局", 2024),
    ],
)  # fmt: skip
def test_title_unit_and_year(title: str, unit: str, year: int) -> None:
    read = read_pasted(BODY.format(title=title))
    assert (read.unit, read.year) == (unit, year)
    assert read.sections["preface"].startswith("本报告由示例县水利局编制")
    assert (
        read.sections["overview"]
        == "（一）主动公开情况。公开文件3件。\n（二）依申请公开情况。全年没有收到申请。"
    )
    assert read.sections["problems"] == "一是更新不够及时。"
    assert read.sections["other"] == "无"
    assert [h.section for h in read.headings] == ["overview", "proactive", "problems", "other"]


@pytest.mark.parametrize(
    ("heading", "section"),
    [
        ("五、存在的主要问题及改进情况", "problems"),
        ("四、存在的主要问题及改进情况：", "problems"),
        ("五、政府信息公开工作存在的主要问题及改进情况", "problems"),
        ("第五部分 存在的主要问题及改进情况", "problems"),
        ("5.存在的主要问题及改进情况", "problems"),
        ("存在的主要问题及改进情况", "problems"),
        ("六、其它需要报告的事项", "other"),
        ("一、概述", "overview"),
        ("二、行政机关主动公开政府信息情况", "proactive"),
        ("四、因政府信息公开工作被申请行政复议、提起行政诉讼情况", "disputes"),
    ],
)
def test_headings_old_and_new(heading: str, section: str) -> None:
    read = read_pasted(f"前面的话。\n{heading}\n后面的话。")
    assert [h.section for h in read.headings] == [section]
    assert read.headings[0].text == heading.rstrip("：")


@pytest.mark.parametrize(
    "line",
    ["（一）主动公开情况", "主动公开情况", "一、本年新收政府信息公开申请数量", "总体情况良好，存在的主要问题及改进情况见后。", "二、上年结转政府信息公开申请数量"],
)  # fmt: skip
def test_no_heading(line: str) -> None:
    assert read_pasted(f"{line}\n后面的话。").headings == ()


def test_text_behind_a_heading_belongs_to_the_section() -> None:
    read = read_pasted("五、存在的主要问题及改进情况：更新不及时。\n六、其他需要报告的事项。无")
    assert read.sections["problems"] == "更新不及时。"
    assert read.sections["other"] == "无"


def test_a_table_of_contents_is_no_section() -> None:
    contents = "一、总体情况\n五、存在的主要问题及改进情况\n六、其他需要报告的事项\n"
    read = read_pasted(contents + BODY.format(title="示例县水利局2024年政府信息公开工作年度报告"))
    assert [h.section for h in read.headings] == ["overview", "proactive", "problems", "other"]
    assert read.sections["problems"] == "一是更新不够及时。"


def test_page_furniture_after_the_report_is_dropped() -> None:
    text = BODY.format(title="示例县水利局2024年政府信息公开工作年度报告")
    furniture = "扫一扫在手机打开当前页\n【打印本页】\n上一篇：关于放假的通知\n主办单位：示例县水利局\n"
    assert read_pasted(text + furniture).sections["other"] == "无"


def test_hard_line_breaks_of_a_pdf_copy_are_undone() -> None:
    width = 26
    long = "全年围绕群众关心的供水、灌溉、防汛抗旱等事项主动公开信息，组织政策解读，回应社会关切，" * 4
    broken = "\n".join(long[i : i + width] for i in range(0, len(long), width))
    read = read_pasted(f"一、总体情况\n{broken}\n五、存在的主要问题及改进情况\n无。")
    assert read.sections["overview"] == long


def test_paragraphs_of_short_lines_stay_apart() -> None:
    read = read_pasted("一、总体情况\n公开文件3件\n公开信息12条\n培训2次\n六、其他需要报告的事项\n无")
    assert read.sections["overview"] == "公开文件3件\n公开信息12条\n培训2次"


def test_the_year_may_come_from_the_file_name() -> None:
    from assistant import read_report

    read = read_report("一、总体情况\n公开文件3件。\n规章\t0\t0\t0".encode(), name="水利局-2023.txt")
    assert read.year == 2023


def test_lines_that_end_in_a_number_stay_in_the_text() -> None:
    """A PDF copy has blanks around digits; such a line is prose all the same."""
    lines = ["全年主动公开政府信息 300", "条，受理依申请公开 23 件，已办结 20", "件。", "培训场次 3"]
    read = read_pasted("\n".join(["一、总体情况", *lines, "六、其他需要报告的事项", "无"]))
    assert read.sections["overview"].split("\n") == lines


@pytest.mark.parametrize("number", ["1.", "1、", ""])
def test_smaller_headings_inside_a_section_stay_there(number: str) -> None:
    inner = [f"{number}主动公开政府信息情况", "全年公开信息300条。", f"{number}其他需要报告的事项", "没有。"]
    text = "\n".join(
        ["一、总体情况", *inner, "二、主动公开政府信息情况", "规章\t0\t0\t0", "六、其他需要报告的事项", "无"]
    )
    read = read_pasted(text)
    assert read.sections["overview"].split("\n") == inner
    assert read.sections["other"] == "无"
    assert [h.section for h in read.headings] == ["overview", "proactive", "other"]


def test_prose_with_half_width_commas_is_no_csv() -> None:
    prose = ["2024年,收到申请23件,办结20件,公开11件,部分公开3件。"] * 3
    read = read_pasted("\n".join(["一、总体情况", *prose, "六、其他需要报告的事项", "无"]))
    assert read.sections["overview"].split("\n") == prose


OWN = "示例县教育局2024年政府信息公开工作年度报告"
SHORT = "\n一、总体情况\n公开文件3件。\n二、主动公开政府信息情况\n规章\t0\t0\t0\n六、其他需要报告的事项\n无\n"


@pytest.mark.parametrize(
    "above",
    [
        "当前位置：首页>信息公开>年报>" + OWN,
        "来源：县府办\n" + OWN,
        "附件1\n" + OWN,
        "附件：" + OWN,
        "标题：" + OWN,
        "【年报】" + OWN,
        "索引号：000 名称：" + OWN,
        "《" + OWN + "》",
        OWN + "-示例县人民政府",
        OWN + " 浏览次数：36",
        "示例县教育局关于2024年政府信息公开工作年度报告",
        "示例县教育局政府信息公开工作年度报告（2024年）",
        "示例县教育局\n2024年\n政府信息公开工作年度报告",
    ],
)
def test_furniture_is_no_part_of_the_unit(above: str) -> None:
    read = read_pasted(above + SHORT)
    assert (read.unit, read.year) == ("示例县教育局", 2024)


@pytest.mark.parametrize(
    "above",
    ["来源：县府办\n2024年政府信息公开工作年度报告", "发布时间：2025-01-20\n2024年政府信息公开工作年度报告", "共印5份\n2024年政府信息公开工作年度报告"],
)  # fmt: skip
def test_a_title_without_a_unit_takes_no_other_line_for_one(above: str) -> None:
    assert read_pasted(above + SHORT).unit is None


def test_earlier_reports_listed_above_the_report() -> None:
    listed = "\n".join(OWN.replace("2024", str(year)) for year in (2021, 2022, 2023))
    read = read_pasted(f"{listed}\n{OWN}{SHORT}")
    assert read.year == 2024
    assert "READ-YEAR" in {p.code for p in read.problems if p.severity == "warning"}


def test_a_second_report_is_named_and_left_out() -> None:
    other = OWN.replace("2024", "2023")
    read = read_pasted(OWN + SHORT + other + SHORT.replace("3件", "9件"))
    assert read.year == 2024
    assert read.sections["overview"] == "公开文件3件。"
    assert "READ-ANOTHER" in {p.code for p in read.problems}


def test_the_month_of_delivery_in_a_file_name_is_no_year() -> None:
    from assistant import read_report

    text = "一、总体情况\n公开文件3件。\n规章\t0\t0\t0".encode()
    assert read_report(text, name="水利局年报（2025年1月报送）.txt").year is None

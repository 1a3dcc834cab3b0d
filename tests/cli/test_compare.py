"""The command ``compare``: a page for people, JSON for programs, files, and what it refuses."""

import json

import pytest

from assistant import compare_reports
from assistant.cli.show_comparison import page
from assistant.cli.width import width
from tests.cli.helpers import error_of
from tests.comparing.support import last_year, this_year
from tests.support.reports import make_report


def lines_of(*reports):
    return page(compare_reports(*reports)).splitlines()


def test_the_page(run, report, last):
    ran = run("compare", report, last)
    assert (ran.code, ran.err) == (0, "")
    lines = ran.out.splitlines()
    assert lines[0] == "示例市自然资源和规划局政府信息公开工作年度报告：2025年与2024年对照"
    assert "跨年衔接：9 项，9 项相符" in lines
    assert "一、总体情况：同 2 句；本年 16 字里有 100% 上年也有（数字、标点不算）" in lines


def test_changed_cells_stand_under_their_row_in_columns():
    lines = lines_of(this_year(), last_year())
    start = lines.index("表三　收到和处理政府信息公开申请情况：比了 175 格，4 格不同")
    table = lines[start + 1 : lines.index("", start)]
    assert table[1].strip() == "一、本年新收政府信息公开申请数量"
    assert [line.split() for line in table if "总计" in line] == [
        ["总计", "24", "23", "-1", "-4.2%"],
        ["总计", "2", "1", "-1", "-50.0%"],
    ]
    assert len({width(line) for line in [table[0], *(x for x in table if x.startswith("    "))]}) == 1
    assert "表四　政府信息公开行政复议、行政诉讼情况：比了 15 格，两年都相同" in lines


def test_changed_sentences_show_old_and_new():
    lines = lines_of(this_year(), last_year())
    at = lines.index("  【旧】公开信息［326］条。")
    assert lines[at + 1] == "  【新】公开信息［358］条。"
    assert "  【增】新设老年人帮查窗口。" in lines
    assert "  【删】对门户网站已发布的信息排查一遍，更正错字87处。" in lines


def test_what_is_no_number_is_told_apart():
    this = this_year(
        {"proactive.rules.issued": "", "proactive.rules.repealed": "/", "proactive.rules.in_force": None}
    )
    lines = lines_of(this, last_year())
    rows = [line.split() for line in lines if line.startswith("    本年制发件数") or "本年废止件数" in line]
    assert rows == [["本年制发件数", "0", "空", "—", "—"], ["本年废止件数", "0", "/", "—", "—"]]
    assert ["现行有效件数", "0", "缺", "—", "—"] in [line.split() for line in lines]


def test_remarks_come_first():
    lines = lines_of(this_year(), last_year(year=2022))
    assert lines[3].startswith("注意：本年报告是 2025 年度的")
    assert not any(line.startswith("跨年衔接") for line in lines)


def test_a_broken_link_comes_in_words():
    lines = lines_of(this_year(), last_year({"requests.carried_forward.total": 5}))
    assert "跨年衔接：9 项，8 项相符" in lines
    assert any(line.startswith("  · 不符：表三“总计”一列") for line in lines)


@pytest.mark.parametrize(
    "reports",
    [
        (this_year(), last_year()),
        (make_report(year=2021, unit="示例" * 60), make_report(template="2019", year=2019, unit="某" * 90)),
        (this_year({"requests.new.total": "若干件" * 40}), last_year({"requests.new.total": "9" * 40})),
        (this_year(sections={"overview": "无标点" * 200}), last_year(sections={"overview": "无句点" * 200})),
    ],
    ids=["plain", "two forms", "long values", "long sentences"],
)
def test_no_line_is_wider_than_a_terminal(reports):
    assert max(map(width, lines_of(*reports))) <= 80


def test_text_is_no_command_to_the_terminal():
    lines = lines_of(
        this_year(sections={"overview": "公开\x1b[31m信息。"}, unit="示例\x1b[2J局"), last_year()
    )
    assert "\x1b" not in "".join(lines)


def test_json_is_the_comparison_and_nothing_else(run, report, last):
    ran = run("compare", report, last, "--json")
    data = json.loads(ran.out)
    assert (ran.code, data["contract"], len(data["cells"]), len(data["links"])) == (0, 1, 200, 9)
    assert data["current"]["year"] == 2025


@pytest.mark.parametrize("suffix", ["xlsx", "html"])
def test_files(run, report, last, tmp_path, suffix):
    target = tmp_path / f"对照.{suffix}"
    ran = run("compare", report, last, "-o", target)
    assert (ran.code, ran.out, ran.err) == (0, "", f"已写入“{target}”。\n")
    assert target.read_bytes()[:2] == (b"PK" if suffix == "xlsx" else b"<!")


def test_one_of_them_from_standard_input(run, report, last):
    assert run("compare", "-", last, stdin=report.read_bytes()).out == run("compare", report, last).out


def test_refusals(run, report, last, tmp_path):
    assert "标准输入（-）只能用一次" in error_of(run("compare", "-", "-"))
    assert "不能写成“a.pdf”这种文件" in error_of(run("compare", report, last, "-o", tmp_path / "a.pdf"))
    assert "上年报告用不了" in error_of(run("compare", report, tmp_path / "没有.txt"))
    assert "缺少参数“上年年报文件”" in error_of(run("compare", report))
    same = tmp_path / "上年.xlsx"
    same.write_bytes(b"")
    assert "就是给进来的文件" in error_of(run("compare", report, same, "-o", same))


def test_check_tells_what_was_copied(run, report, last):
    words = "五、存在的主要问题及改进情况\n一是部分科室对公开工作重视不够，信息报送不主动，更新不及时。下一步，将把信息报送列入科室考核，按月通报进度。\n"
    for path in (report, last):
        path.write_text(path.read_text(encoding="utf-8") + "\n" + words, encoding="utf-8")
    ran = run("check", report, "--previous", last)
    assert "COPIED" in ran.out and ran.code == 0

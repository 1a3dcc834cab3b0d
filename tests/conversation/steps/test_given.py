"""What is pasted or uploaded is read, joined with what is there, or put in its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant import export_report
from assistant.conversation.bench import Bench
from assistant.errors import InputError
from assistant.resources import corpus
from tests.conversation.conftest import Desks, part, report_text
from tests.support.reports import make_report
from tests.support.shared import shared_file

NOW = "示例县教育局-2023"
BEFORE = "示例县教育局-2022"


def test_a_whole_report_is_read_and_kept(desks: Desks) -> None:
    bench = desks()
    line = bench.paste(report_text(NOW))
    assert "读到" in line
    assert "表二、表三、表四" in line
    assert (bench.report.unit, bench.report.year) == ("示例县教育局", 2023)
    again = desks(bench.person, bench.work_id)
    assert again.workspace == bench.workspace
    assert again.version == 1


def test_tables_pasted_one_by_one_become_one_report(desks: Desks) -> None:
    text = report_text(NOW)
    whole = desks()
    whole.paste(text)
    bench = desks()
    for first, last in (("二、", "三、"), ("四、", "五、"), ("三、", "四、")):
        bench.paste(part(text, first, last))
    assert bench.report.tables == whole.report.tables
    codes = {p.code for p in bench.report.problems}
    assert not codes & {"READ-TABLE-MISSING", "READ-NO-TABLE"}


def test_what_is_still_missing_after_one_table_is_said(desks: Desks) -> None:
    bench = desks()
    bench.paste(part(report_text(NOW), "四、", "五、"))
    missing = [p.message for p in bench.report.problems if p.code == "READ-TABLE-MISSING"]
    assert len(missing) == 2
    assert "没有表二、表三" in [lack.text for lack in bench.lacking]


def test_text_without_tables_joins_the_text(desks: Desks) -> None:
    text = report_text(NOW)
    bench = desks()
    bench.paste(part(text, "三、", "四、"))
    before = bench.report.tables
    line = bench.paste(part(text, "五、", ""))
    assert "并入" in line
    assert bench.report.tables == before
    assert bench.report.sections["problems"]


def test_cells_that_staff_typed_give_way_only_to_cells_that_were_pasted(desks: Desks) -> None:
    text = report_text(NOW)
    bench = desks()
    bench.set_cells({"disputes.reconsideration.total": "7", "requests.new.total": "8"})
    bench.paste(part(text, "四、", "五、"))
    whole = desks()
    whole.paste(text)
    assert bench.report.cell("requests.new.total").raw == "8"
    address = "disputes.reconsideration.total"
    assert bench.report.cell(address) == whole.report.cell(address)


def test_another_year_pasted_over_this_one_is_said_and_can_be_undone(desks: Desks) -> None:
    bench = desks()
    bench.paste(report_text(NOW))
    line = bench.paste(report_text(BEFORE))
    assert bench.report.year == 2022
    assert "早一年" in line
    assert "上年报告" in line
    bench.undo()
    assert bench.report.year == 2023


def test_last_years_report_of_another_year_is_said(desks: Desks) -> None:
    bench = desks()
    bench.paste(report_text(NOW))
    assert "请注意" not in bench.paste(report_text(BEFORE), as_previous=True)
    assert "不是上一年" in bench.paste(report_text(NOW), as_previous=True)


def test_the_clipboards_html_is_read_before_its_text(desks: Desks) -> None:
    source = desks()
    source.paste(report_text(NOW))
    html = export_report(source.report, format="html").decode()
    bench = desks()
    bench.paste("没有用的文字", html)
    assert bench.report.tables == source.report.tables


def test_plain_text_serves_where_the_html_holds_no_table(desks: Desks) -> None:
    bench = desks()
    bench.paste(report_text(NOW), "<p>聊天记录</p>")
    assert bench.report.has_table("requests")


def test_a_file_is_read_under_its_own_name(desks: Desks, tmp_path: Path) -> None:
    upload = tmp_path / "blob"
    upload.write_bytes((corpus() / "reports" / f"{NOW}.md").read_bytes())
    bench = desks()
    line = bench.take_file(upload, "<b>县教育局</b>\x07 2023.md")
    assert "文件“<b>县教育局</b> 2023.md”" in line
    assert bench.report.year == 2023


def test_a_file_that_is_gone_changes_nothing(bench: Bench, tmp_path: Path) -> None:
    before = bench.version
    with pytest.raises(InputError, match="已经不在了"):
        bench.take_file(tmp_path / "gone.docx", "gone.docx")
    assert bench.version == before


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "\ufeff\u200b",
        "今年培训了2次，58人参加",
        "<script>alert(1)</script>",
        "=cmd|' /C calc'!A0",
        "\x00\x01\ud800",
    ],
)
def test_what_is_no_report_is_refused_and_nothing_changes(bench: Bench, text: str) -> None:
    before = (bench.version, bench.workspace)
    with pytest.raises(InputError) as caught:
        bench.paste(text)
    assert caught.value.advice
    assert (bench.version, bench.workspace) == before


def test_far_too_long_a_paste_is_refused(desks: Desks) -> None:
    with pytest.raises(InputError, match="太长"):
        desks().paste("表" * 20_000_001)


def test_two_forms_do_not_mix(desks: Desks) -> None:
    old = make_report({"proactive.licensing.decisions": "5"}, template="2019", unit="示例县教育局", year=2020)
    html = export_report(old, format="html").decode()
    table_two = html[html.index("<table") : html.index("</table>") + len("</table>")]
    bench = desks()
    bench.paste(part(report_text(NOW), "二、", "三、"))
    before = bench.workspace
    with pytest.raises(InputError, match="不能放在一起"):
        bench.paste("", table_two)
    assert bench.workspace == before
    other = desks()
    other.paste("", table_two)
    assert other.report.template == "2019"
    other.set_cells({"proactive.licensing.decisions": "6"})
    assert other.report.cell("proactive.licensing.decisions").raw == "6"


def test_a_file_beyond_the_limit_is_refused(desks: Desks, tmp_path: Path) -> None:
    big = tmp_path / "big.docx"
    with big.open("wb") as file:
        file.truncate(51 * 2**20)
    with pytest.raises(InputError, match="MB"):
        desks().take_file(big, "big.docx")


@pytest.mark.shared
def test_a_real_report_goes_all_the_way(desks: Desks) -> None:
    source = shared_file("examples/淮安市-2024.pdf")
    bench = desks()
    bench.take_file(source, source.name)
    bench.make_draft()
    assert bench.draft is not None
    assert bench.draft.verification.untraced == ()
    assert desks(bench.person, bench.work_id).workspace == bench.workspace


def test_the_sample_needs_nothing(desks: Desks) -> None:
    bench = desks()
    bench.sample()
    assert bench.report and bench.previous and bench.draft and bench.workspace.notes
    assert bench.report.year == bench.previous.year + 1
    assert not bench.workspace.stale
    assert not [j for j in bench.findings if j.finding.severity == "error"]


def test_the_sample_never_touches_a_report_that_is_there(desks: Desks) -> None:
    bench = desks()
    bench.paste(report_text(NOW))
    mine = bench.work_id
    bench.sample()
    assert bench.work_id != mine
    assert desks(bench.person, mine).report.unit == "示例县教育局"

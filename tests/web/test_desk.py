"""The desk: reading, checking, drafting and saving, without a page."""

import json
import re
from dataclasses import replace
from pathlib import Path

import docx
import openpyxl
import pytest

from assistant.export import export_report
from assistant.web import desk as work
from assistant.web.desk import Desk, Given, Source
from assistant.web.paste import as_value
from tests.support.reports import busy_report, make_report
from tests.web.tables import as_html, as_text, faulty


def pasted(text: str) -> Source:
    return Source(as_value(text, "测试"))


def clipboard(html: str, text: str) -> Source:
    return Source(json.dumps({"pieces": [{"html": html, "text": text}], "typed": ""}))


def cells(desk: Desk) -> int:
    assert desk.report
    return sum(cell is not None for _, cell in desk.report.cells())


def test_merged_cells_of_the_clipboard_are_read_exactly() -> None:
    report = busy_report()
    desk = work.look(Given(now=clipboard(as_html(report), "")), Desk())
    assert desk.report
    assert desk.report.status == "complete"
    assert {a: c.value for a, c in desk.report.cells() if c} == {a: c.value for a, c in report.cells() if c}
    assert (desk.fields, desk.errors) == (("示例市自然资源和规划局", "2025"), ())
    assert {f.code for f in desk.findings} == {"SECTION-MISSING"}


def test_text_stands_in_where_the_html_has_no_table_of_ours() -> None:
    desk = work.look(
        Given(now=clipboard("<table><tr><td>导航</td></tr></table>", as_text(busy_report()))), Desk()
    )
    assert cells(desk) == 200


def test_html_without_any_table_of_ours_is_said_to_be_so() -> None:
    desk = work.look(Given(now=clipboard("<table><tr><td>导航</td></tr></table>", "导航")), Desk())
    assert desk.report
    assert [p.code for p in desk.report.problems] == ["READ-NO-TABLE"]


def test_findings_and_previous_report() -> None:
    before = busy_report(
        {"requests.carried_forward.natural_person": 5, "requests.carried_forward.total": 5}, year=2024
    )
    given = Given(now=clipboard(as_html(faulty()), ""), before=clipboard(as_html(before), ""))
    desk = work.look(given, Desk())
    assert desk.previous
    assert desk.previous.year == 2024
    assert {"T3-ROW", "T3-RESULTS", "Y-CARRY"} <= {f.code for f in desk.findings}


@pytest.mark.parametrize("kind", ["docx", "html", "xlsx", "md"])
def test_uploads_are_read_by_their_bytes(tmp_path: Path, kind: str) -> None:
    path = tmp_path / f"年报（定稿）.{kind}"
    export_report(busy_report(), path)
    desk = work.look(Given(now=Source(file=str(path), latest="file")), Desk())
    assert desk.now
    assert desk.now.origin == f"文件“{path.name}”"
    assert cells(desk) == 200


def test_the_latest_way_counts_and_the_other_waits(tmp_path: Path) -> None:
    path = tmp_path / "别的单位.md"
    export_report(busy_report(unit="示例县教育局"), path)
    source = replace(pasted(as_text(busy_report())), file=str(path))

    def origin(latest: work.Way, file: str | None) -> str:
        desk = work.look(Given(now=replace(source, latest=latest, file=file)), Desk())
        assert desk.now
        return desk.now.origin

    assert origin("paste", str(path)) == "粘贴的内容"
    assert origin("file", str(path)) == "文件“别的单位.md”"
    assert origin("file", None) == "粘贴的内容"


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("照片.png", b"\x89PNG\r\n\x1a\n" + bytes(200), "图片"),
        ("空.docx", b"", "空的"),
        ("坏.docx", b"PK\x03\x04" + b"x" * 100, "损坏|压缩|打不开"),
    ],
)
def test_a_wrong_file_is_explained_and_loses_nothing(
    tmp_path: Path, name: str, data: bytes, says: str
) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    source = replace(pasted(as_text(busy_report())), file=str(path), latest="file")
    desk = work.look(Given(now=source), Desk())
    assert desk.report is None
    assert len(desk.errors) == 1
    assert re.search(says, desk.errors[0].what + desk.errors[0].advice)
    assert desk.errors[0].advice.endswith("要用粘贴的内容，请先移除这个文件。")


def test_a_vanished_upload_is_explained() -> None:
    desk = work.look(Given(now=Source(file="/nowhere/年报.docx", latest="file")), Desk())
    assert desk.errors[0].what == "上传的文件已经不在了。"


def test_a_bad_previous_report_does_not_stand_in_the_way(tmp_path: Path) -> None:
    path = tmp_path / "去年.png"
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(200))
    desk = work.look(
        Given(now=pasted(as_text(busy_report())), before=Source(file=str(path), latest="file")), Desk()
    )
    assert cells(desk) == 200
    assert desk.errors[0].what.startswith("上年报告：")


# --- unit and year ----------------------------------------------------------------------------


def test_unit_and_year_are_filled_in_but_never_over_what_staff_wrote() -> None:
    report = busy_report()
    first = work.look(Given(now=clipboard(as_html(report), "")), Desk())
    other = clipboard(as_html(busy_report(unit="示例县教育局", year=2024)), "")
    renewed = work.look(Given(now=other, unit=first.fields[0], year=first.fields[1]), first)
    assert renewed.fields == ("示例县教育局", "2024")
    own = work.look(Given(now=other, unit="示例市林业局", year="２０２３年"), first)
    assert own.fields == ("示例市林业局", "２０２３年")
    assert own.report
    assert (own.report.unit, own.report.year, own.report.title) == ("示例市林业局", 2023, "")
    emptied = work.look(Given(), replace(first))
    assert emptied.fields == ("", "")


def test_filled_in_fields_answer_the_readers_questions() -> None:
    text = "一、总体情况\n今年做了几件事。\n" + as_text(busy_report())
    asked = work.look(Given(now=pasted(text)), Desk())
    assert asked.report
    assert {"READ-UNIT", "READ-YEAR"} <= {p.code for p in asked.report.problems}
    told = work.look(Given(now=pasted(text), unit="示例市林业局", year="2025"), Desk())
    assert told.report
    assert not {"READ-UNIT", "READ-YEAR"} & {p.code for p in told.report.problems}


@pytest.mark.parametrize("year", ["25", "二〇二五", "20255", "2025-1", "1999", "<b>", "0x7e"])
def test_a_year_that_is_none_is_refused_and_the_read_one_stays(year: str) -> None:
    desk = work.look(Given(now=clipboard(as_html(busy_report()), ""), year=year), Desk())
    assert [e.what for e in desk.errors] == ["报告年度填得不对。"]
    assert desk.report
    assert desk.report.year == 2025
    assert desk.fields[1] == year


def test_an_endless_unit_is_refused() -> None:
    desk = work.look(Given(now=clipboard(as_html(busy_report()), ""), unit="局" * 101), Desk())
    assert [e.what for e in desk.errors] == ["单位名称太长。"]


# --- drafting ---------------------------------------------------------------------------------


def test_a_draft_traces_its_numbers_and_goes_stale() -> None:
    given = Given(now=clipboard(as_html(busy_report()), ""), notes="培训2次，58人次")
    desk = work.draft(given, Desk())
    assert desk.draft
    assert desk.draft.verification.numbers == desk.draft.verification.traced > 20
    filled = replace(given, unit=desk.fields[0], year=desk.fields[1])
    assert not work.is_stale(filled, desk)
    for change in ({"notes": "培训3次"}, {"unit": "示例市林业局"}, {"year": "2024"}):
        assert work.is_stale(replace(filled, **change), desk), change  # type: ignore[arg-type]
    assert work.look(filled, desk).draft == desk.draft
    assert work.look(replace(filled, now=clipboard(as_html(faulty()), "")), desk).draft is None
    assert not work.is_stale(given, Desk())


@pytest.mark.parametrize(
    ("given", "what"),
    [
        (Given(), "还没有可以起草的内容。"),
        (Given(now=pasted("一"), notes="长" * 50_001), "随手写的内容太长。"),
        (Given(now=pasted("一"), year="去年"), "报告年度填得不对。"),
        (Given(now=Source("坏")), "粘贴的内容没有传完整。"),
    ],
)
def test_what_cannot_be_drafted_is_explained(given: Given, what: str) -> None:
    desk = work.draft(given, Desk())
    assert desk.draft is None
    assert [e.what for e in desk.errors] == [what]


# --- taking away ------------------------------------------------------------------------------


def test_four_files_hold_tables_and_draft(tmp_path: Path) -> None:
    desk = work.draft(Given(now=clipboard(as_html(busy_report()), ""), notes="培训2次，58人次"), Desk())
    paths = work.save(desk, tmp_path / "a")
    assert {p.name for p in paths.values()} == {
        f"示例市自然资源和规划局2025年政府信息公开工作年度报告.{kind}"
        for kind in ("docx", "html", "xlsx", "md")
    }
    text = "\n".join(p.text for p in docx.Document(str(paths["docx"])).paragraphs)
    assert "58人次" in text
    assert openpyxl.load_workbook(paths["xlsx"]).sheetnames
    assert "58人次" in paths["html"].read_text(encoding="utf-8")
    assert "58人次" in paths["md"].read_text(encoding="utf-8")


def test_the_reports_own_text_can_be_taken_instead(tmp_path: Path) -> None:
    text = "一、总体情况\n我局自己写的一段话。\n" + as_text(busy_report())
    desk = work.draft(Given(now=pasted(text), notes="培训2次，58人次"), Desk())
    drafted = work.save(desk, tmp_path / "a")["md"].read_text(encoding="utf-8")
    chosen = work.choose(desk, original=True)
    original = work.save(chosen, tmp_path / "b")["md"].read_text(encoding="utf-8")
    assert ("我局自己写的一段话" in drafted, "58人次" in drafted) == (False, True)
    assert ("我局自己写的一段话" in original, "58人次" in original) == (True, False)
    assert desk.has_own_text


def test_the_check_up_is_about_what_would_be_taken() -> None:
    given = Given(now=clipboard(as_html(busy_report()), ""))
    read = work.look(given, Desk())
    drafted = work.draft(given, read)
    assert "SECTION-MISSING" in {f.code for f in read.findings}
    assert not [f for f in drafted.findings if f.code.startswith("SECTION")]
    assert work.choose(drafted, original=True).findings == read.findings
    assert work.look(replace(given, unit=drafted.fields[0], year=drafted.fields[1]), drafted) == drafted


def test_a_draft_brings_the_headings_that_the_source_lacked() -> None:
    drafted = work.draft(Given(now=pasted(as_text(busy_report()))), Desk())
    assert drafted.product
    assert [h.section for h in drafted.product.headings] == [s.id for s in drafted.product.form.sections[1:]]
    assert not [f for f in drafted.findings if f.code.startswith("SECTION")]


def test_nothing_read_gives_no_file(tmp_path: Path) -> None:
    assert work.save(Desk(), tmp_path / "a") == {}
    assert not (tmp_path / "a").exists()


@pytest.mark.parametrize(
    ("unit", "year", "name"),
    [
        ("示例市 自然资源局", 2025, "示例市自然资源局2025年政府信息公开工作年度报告"),
        ("../../etc/<img src=x onerror=1>", 2025, "etcimgsrcxonerror12025年政府信息公开工作年度报告"),
        ("示例县（开发区）管委会", None, "示例县（开发区）管委会政府信息公开工作年度报告"),
        (None, None, "政府信息公开工作年度报告"),
        ("局" * 90, 2025, "局" * 60 + "2025年政府信息公开工作年度报告"),
    ],
)
def test_file_names_are_sensible_and_harmless(unit: str | None, year: int | None, name: str) -> None:
    assert work.file_name(make_report(unit=unit, year=year)) == name


def test_the_sample_is_there_and_balances() -> None:
    desk = work.draft(work.sample(), Desk())
    assert desk.report
    assert desk.report.status == "complete"
    assert desk.previous
    assert desk.report.year == (desk.previous.year or 0) + 1
    assert not [f for f in desk.findings if f.severity == "error"]
    assert desk.draft
    assert not desk.draft.verification.untraced


def test_a_missing_sample_is_explained(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import assistant.resources
    from assistant.errors import InputError

    monkeypatch.setattr(assistant.resources, "corpus", lambda: tmp_path)
    with pytest.raises(InputError, match="没有找到示例报告"):
        work.sample()

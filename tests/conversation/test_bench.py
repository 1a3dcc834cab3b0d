"""Opening, rights, history, what is typed beside the tables, findings, and what is taken away."""

from __future__ import annotations

import io
from collections.abc import Callable
from zipfile import ZipFile

import pytest

from assistant.accounts.people import LOCAL
from assistant.conversation.bench import Bench
from assistant.conversation.steps import derived
from assistant.errors import InputError
from assistant.reviewing.judging import State
from assistant.storage.works import Works
from tests.conversation.conftest import ADMIN, LI, REVIEWER, STRANGER, ZHANG, Desks, report_text

NEW = "requests.new.natural_person"

# --- opening and rights ---------------------------------------------------------------------------------------------


def test_an_empty_desk_keeps_nothing_until_there_is_something(desks: Desks, works: Works) -> None:
    bench = desks(ZHANG)
    assert (bench.work_id, bench.version, bench.report, bench.findings) == ("", 0, None, ())
    bench.undo()
    bench.set_notes("")
    assert works.of(None) == []
    bench.add_note("培训2次")
    (work,) = works.of(None)
    assert (work.owner, work.by) == ("示例县教育局", "张三")


@pytest.mark.parametrize("work_id", ["x", "../../etc/passwd", "' OR 1=1 --", "A" * 22, "\x00", "年报", "<b>"])
def test_no_such_report(desks: Desks, work_id: str) -> None:
    with pytest.raises(InputError, match="没有这份报告"):
        desks(LOCAL, work_id)


def test_somebody_elses_report_is_as_if_it_were_not_there(desks: Desks) -> None:
    mine = desks(ZHANG)
    mine.sample()
    for person in (LI, REVIEWER, ADMIN):
        assert desks(person, mine.work_id).report is not None
    with pytest.raises(InputError) as caught:
        desks(STRANGER, mine.work_id)
    with pytest.raises(InputError) as nothing:
        desks(STRANGER, "A" * 22)
    assert str(caught.value) == str(nothing.value)


def test_what_was_put_away_is_not_opened(desks: Desks, works: Works) -> None:
    bench = desks(ZHANG)
    bench.sample()
    works.put_away(bench.work_id, "张三")
    with pytest.raises(InputError, match="收起来"):
        desks(ZHANG, bench.work_id)
    with pytest.raises(InputError):
        bench.set_cells({NEW: "3"})


EDITS: dict[str, Callable[[Bench], object]] = {
    "paste": lambda b: b.paste(report_text("示例县教育局-2023")),
    "sample": lambda b: b.sample(),
    "cells": lambda b: b.set_cells({NEW: "3"}),
    "block": lambda b: b.set_block(NEW, [["3"]]),
    "unit": lambda b: b.set_unit("示例县民政局"),
    "year": lambda b: b.set_year("2020"),
    "forget": lambda b: b.forget_previous(),
    "notes": lambda b: b.set_notes("别的"),
    "note": lambda b: b.add_note("别的"),
    "draft": lambda b: b.make_draft(),
    "revise": lambda b: b.revise("", "短一点"),
    "sentence": lambda b: b.set_sentence(6, "别的"),
    "add": lambda b: b.add_sentence(6, "别的"),
    "vary": lambda b: b.vary(6),
    "drop": lambda b: b.drop(6),
    "text": lambda b: b.choose_text("original"),
    "undo": lambda b: b.undo(),
    "redo": lambda b: b.redo(),
    "return": lambda b: b.return_to(1),
}  # fmt: skip


@pytest.mark.parametrize("step", EDITS)
def test_a_reviewer_changes_nothing(desks: Desks, step: str) -> None:
    mine = desks(ZHANG)
    mine.sample()
    mine.set_cells({NEW: "20"})
    bench = desks(REVIEWER, mine.work_id)
    before = (bench.version, bench.workspace)
    with pytest.raises(InputError, match="您的角色是“审核”，不能改内容"):
        EDITS[step](bench)
    again = desks(ZHANG, mine.work_id)
    assert (again.version, again.workspace) == before


@pytest.mark.parametrize("step", EDITS)
def test_a_reviewer_begins_nothing(desks: Desks, works: Works, step: str) -> None:
    with pytest.raises(InputError):
        EDITS[step](desks(REVIEWER))
    assert works.of(None) == []


def test_a_reviewer_judges(desks: Desks) -> None:
    mine = desks(ZHANG)
    mine.sample()
    mine.set_cells({NEW: "20"})
    bench = desks(REVIEWER, mine.work_id)
    bench.judge(bench.findings[0].finding.fingerprint, "dismiss", "口径不同")
    assert bench.findings[0].history[-1].by == "王五"


@pytest.mark.parametrize("odd", [None, 3, 1.5, [], {}, b"x"])
def test_what_is_no_text_is_refused_in_plain_words(bench: Bench, odd: object) -> None:
    before = bench.workspace
    steps: list[Callable[[], object]] = [
        lambda: bench.paste(odd), lambda: bench.set_cells({NEW: odd}), lambda: bench.set_block(NEW, [[odd]]),
        lambda: bench.set_unit(odd), lambda: bench.set_year(odd), lambda: bench.set_notes(odd), lambda: bench.add_note(odd),
        lambda: bench.set_sentence(6, odd), lambda: bench.add_sentence(6, odd), lambda: bench.drop(odd if odd != 3 else "3"),
    ]  # fmt: skip
    for step in steps:
        with pytest.raises(InputError):
            step()
    assert bench.workspace == before


def test_a_conversation_may_begin_before_the_first_step(desks: Desks, works: Works) -> None:
    bench = desks(ZHANG)
    bench.begin()
    bench.begin()
    (work,) = works.of("示例县教育局")
    assert (work.id, work.head) == (bench.work_id, 1)
    bench.sample()
    assert bench.work_id == work.id


# --- history --------------------------------------------------------------------------------------------------------


def test_undo_and_redo_go_through_every_step(bench: Bench) -> None:
    states = [bench.workspace]
    for value in ("1", "2", "3"):
        bench.set_cells({NEW: value})
        states.append(bench.workspace)
    for state in reversed(states[:-1]):
        assert bench.undo().startswith("撤销")
        assert bench.workspace == state
    assert bench.undo() == "没有可以撤销的了。"
    for state in states[1:]:
        assert bench.redo().startswith("重做")
        assert bench.workspace == state
    assert bench.redo() == "没有可以重做的了。"


def test_returning_to_a_version_loses_none(bench: Bench) -> None:
    first = bench.workspace
    bench.set_cells({NEW: "1"})
    bench.return_to(1)
    assert bench.workspace == first
    assert len(bench.versions()) == 3
    bench.undo()
    assert bench.report.cell(NEW).raw == "1"
    for number in (0, -1, 99):
        with pytest.raises(InputError):
            bench.return_to(number)


# --- beside the tables ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("typed", "year"), [("2024", 2024), (" 2024年 ", 2024), ("２０２４年度", 2024)])
def test_a_year_is_read_as_it_is_typed(bench: Bench, typed: str, year: int) -> None:
    bench.set_year(typed)
    assert bench.report.year == year
    assert bench.report.title == ""
    bench.set_year("")
    assert bench.report.year == 2025


@pytest.mark.parametrize(
    "typed", ["今年", "24", "20244", "1999", "9999", "2024-01", "9" * 10_000, "-2024", "²⁰²⁴年x"]
)
def test_a_year_that_is_none_is_refused(bench: Bench, typed: str) -> None:
    with pytest.raises(InputError, match="年度填得不对"):
        bench.set_year(typed)
    assert bench.report.year == 2025


def test_a_unit_is_kept_as_text(bench: Bench) -> None:
    bench.set_unit("  <b>示例县</b>\x07\n教育局 ")
    assert bench.report.unit == "<b>示例县</b> 教育局"
    with pytest.raises(InputError, match="单位名称太长"):
        bench.set_unit("局" * 101)
    name, _ = bench.export("md")
    assert not set(name) & set('<>/\\:*?"|')


def test_notes_have_a_limit(bench: Bench) -> None:
    with pytest.raises(InputError, match="太长"):
        bench.set_notes("字" * 50_001)
    with pytest.raises(InputError):
        bench.add_note("   ")
    bench.set_notes("a\x00b\ud800\r\nc")
    assert bench.workspace.notes == "ab?\nc"


# --- findings -------------------------------------------------------------------------------------------------------


def test_a_verdict_needs_unit_and_year(desks: Desks) -> None:
    bench = desks()
    bench.set_cells({"disputes.reconsideration.total": "3", "disputes.reconsideration.upheld": "1",
                     "disputes.reconsideration.corrected": "0", "disputes.reconsideration.other": "0",
                     "disputes.reconsideration.pending": "0"})  # fmt: skip
    with pytest.raises(InputError, match="单位全称和报告年度"):
        bench.judge(bench.findings[0].finding.fingerprint, "accept")


def test_a_dismissal_needs_a_reason_and_holds_for_these_numbers(bench: Bench) -> None:
    bench.set_cells({NEW: "20"})
    one = bench.findings[0]
    with pytest.raises(InputError, match="理由"):
        bench.judge(one.finding.fingerprint, "dismiss", " ")
    bench.judge(one.finding.fingerprint, "dismiss", "<b>口径</b>不同")
    assert (
        next(j for j in bench.findings if j.finding.fingerprint == one.finding.fingerprint).state
        is State.DISMISSED
    )
    bench.set_cells({NEW: "21"})
    assert (
        next(j for j in bench.findings if j.finding.fingerprint == one.finding.fingerprint).state
        is State.REAPPEARED
    )


@pytest.mark.parametrize("fingerprint", ["", "0" * 16, "x", "<b>"])
def test_a_finding_that_is_none_is_refused(bench: Bench, fingerprint: str) -> None:
    with pytest.raises(InputError, match="没有这一处问题"):
        bench.judge(fingerprint, "accept")


def test_a_correction_goes_into_the_drafts_text(bench: Bench) -> None:
    bench.set_sentence(6, "依法公开政俯信息，作出行政许可1286件。")
    found = [j.finding for j in bench.findings if j.finding.correction]
    assert found, "the check knows this slip"
    line = bench.judge(found[0].fingerprint, "fix")
    assert "已按建议改成" in line
    assert bench.draft.sentences[6].text == "依法公开政府信息，作出行政许可1286件。"
    assert "政俯" not in bench.product.sections["overview"]
    judged = next(j for j in bench.findings if j.finding.fingerprint == found[0].fingerprint)
    assert judged.state is State.FIXED
    bench.undo()
    assert "政俯" in bench.draft.sentences[6].text


def test_a_correction_goes_into_the_reports_own_text(desks: Desks) -> None:
    bench = desks()
    bench.paste(
        report_text("示例县教育局-2023").replace("全年通过县政府门户网站", "全年通过县政俯门户网站", 1)
    )
    found = [j.finding for j in bench.findings if j.finding.correction]
    assert found
    bench.judge(found[0].fingerprint, "fix")
    assert "政俯" not in bench.report.sections["overview"]


def test_a_correction_of_words_that_changed_meanwhile_changes_nothing(desks: Desks) -> None:
    one = desks(ZHANG)
    one.sample()
    one.set_sentence(6, "依法公开政俯信息。")
    two = desks(LI, one.work_id)
    found = next(j.finding for j in two.findings if j.finding.correction)
    one.set_sentence(6, "改好了，公开政府信息。")
    with pytest.raises(InputError, match="没有改动"):
        two.judge(found.fingerprint, "fix")
    two.refresh()
    assert two.draft.sentences[6].text == "改好了，公开政府信息。"
    assert not any(j.history for j in two.findings)


# --- what is missing ------------------------------------------------------------------------------------------------


def test_what_is_missing_is_said_in_short_lines(desks: Desks) -> None:
    bench = desks()
    assert [lack.tab for lack in bench.lacking] == ["tables", "compare"]
    bench.set_cells({"requests.new.total": "3"})
    lines = [lack.text for lack in bench.lacking]
    assert lines[:4] == ["单位全称没有填", "报告年度没有填", "没有表二、表四", "表里缺174格"]
    assert "还没有初稿" in lines
    assert "没有给上年报告，跨年的数没有核对" in lines
    assert all(len(line) < 30 for line in lines)


def test_open_errors_are_counted_and_dismissed_ones_not(bench: Bench) -> None:
    bench.set_cells({NEW: "20"})
    errors = [j for j in bench.findings if j.is_open_error]
    assert f"体检有{len(errors)}处错误" in [lack.text for lack in bench.lacking]
    bench.judge(errors[0].finding.fingerprint, "dismiss", "口径不同")
    assert f"体检有{len(errors) - 1}处错误" in [lack.text for lack in bench.lacking]


# --- whose text, and taking away ------------------------------------------------------------------------------------


def test_whose_text_is_taken_away(bench: Bench) -> None:
    own = bench.report.sections["overview"]
    assert bench.product.sections["overview"] != own
    bench.choose_text("original")
    assert bench.product.sections["overview"] == own
    assert own[:20] in bench.export("md")[1].decode()
    with pytest.raises(InputError):
        bench.choose_text("other")


def test_a_text_that_is_not_there_cannot_be_chosen(desks: Desks) -> None:
    bench = desks()
    bench.set_cells({NEW: "3"})
    for text in ("original", "draft"):
        bench.apply(
            lambda w, t=text: (
                w.model_copy(update={"text": "draft" if t == "original" else "original"}),
                "换",
            )
        )
        with pytest.raises(InputError):
            bench.choose_text(text)


def test_files_have_names_and_content(bench: Bench) -> None:
    name, data = bench.export("docx")
    assert name == "示例市自然资源和规划局2025年政府信息公开工作年度报告.docx"
    assert "word/document.xml" in ZipFile(io.BytesIO(data)).namelist()
    bench.set_cells({NEW: "20"})
    name, data = bench.export_findings("xlsx")
    assert name.endswith("（体检清单）.xlsx")
    assert data[:2] == b"PK"
    assert bench.export_findings("docx")[0].endswith("（体检批注）.docx")
    assert bench.export_comparison("html")[0].endswith("（与上年对照）.html")


def test_nothing_to_take_is_said(desks: Desks) -> None:
    bench = desks()
    for take in (
        lambda: bench.export("docx"),
        lambda: bench.export_findings("docx"),
        lambda: bench.export_comparison("xlsx"),
    ):
        with pytest.raises(InputError):
            take()
    bench.set_cells({NEW: "3"})
    with pytest.raises(InputError, match="没有上年报告"):
        bench.export_comparison("xlsx")


# --- what is worked out once ----------------------------------------------------------------------------------------


def test_findings_are_worked_out_once_for_everybody(
    desks: Desks, bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(derived, "SHARED", derived.Shared())
    calls: list[int] = []
    import assistant

    real = assistant.check_report

    def counted(*given: object) -> object:
        calls.append(1)
        return real(*given)

    monkeypatch.setattr(assistant, "check_report", counted)
    first = bench.findings
    assert desks(LOCAL, bench.work_id).findings == first
    assert len(calls) == 1
    bench.add_note("不影响体检的一条")
    assert bench.findings == first
    assert len(calls) == 1
    bench.set_cells({NEW: "20"})
    assert bench.findings != first
    assert len(calls) == 2


def test_what_is_kept_is_bounded() -> None:
    shared = derived.Shared(most=3)
    for n in range(10):
        assert shared.get(str(n), lambda n=n: n * 2) == n * 2
    assert len(shared) == 3
    assert shared.get("9", lambda: -1) == 18
    assert shared.get("0", lambda: -1) == -1


# --- questions ------------------------------------------------------------------------------------------------------


def test_a_question_is_answered_with_its_provision(bench: Bench) -> None:
    answer = bench.ask("收到申请多少天内答复？")
    assert "20个工作日" in answer.text
    assert answer.citations

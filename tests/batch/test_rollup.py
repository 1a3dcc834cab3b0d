"""Adding up: every total is the sum of its parts, each unit counts once, and what is not sure is left out and said."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from random import Random

import pytest

from assistant import check_report, export_report, read_report
from assistant.batch import Means, RollupWishes, State, check_folder, rollup
from assistant.core.relations import Verdict, evaluate, lookup, within
from assistant.errors import InputError
from tests.batch.helpers import LAST_YEAR, put, rows_by_file
from tests.support.balanced import balanced_report

ONE = Means(workers=1)


def values(result) -> dict[str, Decimal | None]:
    return {total.address: total.value for total in result.totals}


def states(result) -> dict[str, State]:
    return {file: row.state for file, row in rows_by_file(result.rows).items()}


def test_the_sum_is_the_sum_of_the_parts_in_every_cell_and_balances(tmp_path):
    reports = []
    for number, suffix in enumerate(("docx", "xlsx", "html", "md")):
        one = balanced_report(Random(number), zeros=0.4).model_copy(update={"unit": f"示例县第{number}局"})
        export_report(one, tmp_path / f"{number}.{suffix}")
        reports.append(one)
    result = rollup(tmp_path, tmp_path.parent / "和.xlsx", wishes=RollupWishes(name="示例县"), means=ONE)
    for address in reports[0].form.addresses:
        assert values(result)[address] == sum(report.value(address) for report in reports), address
    assert [part.unit for part in result.parts] == [f"示例县第{n}局" for n in range(4)]
    outcomes = [evaluate(relation, lookup(result.report)) for relation in within("2021")]
    assert {outcome.verdict for outcome in outcomes} == {Verdict.PASS}
    assert (result.year, result.unbalanced, result.undecided) == (2024, (), ())
    # The workbook is a report like any other: it reads back as the sum, and checks the same.
    again = read_report(tmp_path.parent / "和.xlsx")
    assert {a: again.value(a) for a in again.form.addresses} == values(result)
    arithmetic = [f for f in check_report(again) if f.code.startswith(("T3", "T4"))]
    assert arithmetic == []


def test_identical_reports_count_once_and_different_ones_not_at_all_until_decided(tmp_path):
    put(tmp_path, "a.md", "示例县教育局")
    put(tmp_path, "a.docx", "示例县教育局")
    put(tmp_path, "b1.md", "示例县民政局")
    put(tmp_path, "b2.md", "示例县民政局", changes={"proactive.licensing.decisions": 14})
    result = rollup(tmp_path, means=ONE)
    assert states(result) == {
        "a.docx": State.COUNTED, "a.md": State.DUPLICATE, "b1.md": State.UNDECIDED, "b2.md": State.UNDECIDED,
    }  # fmt: skip
    assert "--prefer" in rows_by_file(result.rows)["b1.md"].message
    assert values(result)["proactive.licensing.decisions"] == 1286
    assert not result.clean
    told = rollup(tmp_path, wishes=RollupWishes(prefer=(Path("b2.md"),)), means=ONE)
    assert states(told)["b1.md"] is State.DUPLICATE
    assert states(told)["b2.md"] is State.COUNTED
    assert values(told)["proactive.licensing.decisions"] == 1300
    assert told.clean
    for prefer, says in [(("b1.md", "b2.md"), "指定了几份"), (("c.md",), "不在文件夹里")]:
        with pytest.raises(InputError, match=says):
            rollup(tmp_path, wishes=RollupWishes(prefer=tuple(map(Path, prefer))), means=ONE)


def test_years_are_not_mixed_and_forms_are_not_mixed(tmp_path):
    put(tmp_path, "a.md", "示例县教育局")
    put(tmp_path, "b.md", "示例县民政局")
    put(tmp_path, "去年.md", "示例县水利局", 2023, LAST_YEAR)
    old = balanced_report(Random(1), template="2019").model_copy(update={"unit": "示例县交通局"})
    export_report(old, tmp_path / "旧表.md")
    result = rollup(tmp_path, means=ONE)
    assert states(result) == {
        "a.md": State.COUNTED, "b.md": State.COUNTED, "去年.md": State.OTHER_YEAR, "旧表.md": State.OTHER_FORM,
    }  # fmt: skip
    last = rollup(tmp_path, wishes=RollupWishes(year=2023), means=ONE)
    assert (last.year, [part.unit for part in last.parts]) == (2023, ["示例县水利局"])
    with pytest.raises(InputError, match="2023 年度"):
        rollup(tmp_path, wishes=RollupWishes(prefer=(tmp_path / "去年.md",)), means=ONE)


def test_missing_blank_and_uncertain_cells_mark_the_total_and_are_listed(tmp_path):
    put(tmp_path, "a.md", "示例县教育局")
    put(tmp_path, "b.md", "示例县民政局", changes={
        "proactive.licensing.decisions": "", "proactive.penalties.decisions": "/", "proactive.fees.amount": None,
    })  # fmt: skip
    result = rollup(tmp_path, means=ONE)
    totals = {total.address: total for total in result.totals}
    assert totals["proactive.licensing.decisions"].without == ("示例县民政局（空）",)
    assert totals["proactive.penalties.decisions"].without == ("示例县民政局（/）",)
    assert totals["proactive.fees.amount"].without == ("示例县民政局（缺）",)
    assert totals["proactive.fees.amount"].value == Decimal("312.58")
    assert not result.report.cell("proactive.fees.amount").certain
    assert [t.address for t in result.totals if t.marked] == [
        "proactive.licensing.decisions", "proactive.penalties.decisions", "proactive.fees.amount",
    ]  # fmt: skip


def test_a_unit_that_does_not_balance_is_named_and_so_is_the_sum(tmp_path):
    put(tmp_path, "a.md", "示例县教育局")
    put(tmp_path, "b.md", "示例县民政局", changes={"requests.new.total": 24})
    result = rollup(tmp_path, means=ONE)
    (broken,) = result.unbalanced
    assert (broken.unit, broken.file) == ("示例县民政局", "b.md")
    assert {f.code for f in broken.findings} == {"T3-ROW", "T3-BALANCE"}
    assert {f.code for f in result.findings if f.severity == "error"} == {"T3-ROW", "T3-BALANCE"}
    assert not result.clean


def test_who_is_missing_is_told_with_files_that_bear_the_name(tmp_path):
    folder, units = tmp_path / "报来", tmp_path / "名单.txt"
    put(folder, "a.md", "示例县人民政府办公室")
    put(folder, "b.md", "示例县审计局")
    (folder / "示例县水利局年报.docx").write_bytes(b"PK\x03\x04")
    assert (rollup(folder, means=ONE).expected, rollup(folder, means=ONE).missing) == (False, ())
    units.write_text("示例县人民政府\n示例县水利局\n示例县教育局\n", encoding="utf-8")
    result = rollup(folder, wishes=RollupWishes(units=units), means=ONE)
    assert [(m.unit, m.perhaps) for m in result.missing] == [
        ("示例县水利局", ("示例县水利局年报.docx",)),
        ("示例县教育局", ()),
    ]
    assert result.unexpected == ("示例县审计局",)


def test_reports_that_may_be_counted_twice_are_pointed_out(tmp_path):
    put(tmp_path, "a.md", "示例县人民政府")
    put(tmp_path, "b.md", "示例县人民政府办公室", changes={"proactive.licensing.decisions": 14})
    put(tmp_path, "c.md", "示例县教育局")
    result = rollup(tmp_path, means=ONE)
    assert [part.unit for part in result.parts] == ["示例县教育局"]
    assert "如果是两个单位" in rows_by_file(result.rows)["a.md"].message
    units = tmp_path.parent / "两个单位.txt"
    units.write_text("示例县人民政府\n示例县人民政府办公室\n示例县教育局\n", encoding="utf-8")
    assert len(rollup(tmp_path, wishes=RollupWishes(units=units), means=ONE).parts) == 3
    both = rollup(tmp_path, wishes=RollupWishes(prefer=(Path("a.md"), Path("b.md"))), means=ONE)
    assert len(both.parts) == 3
    assert "可能是同一单位" in both.notices[0]
    assert "已经包括所属部门" in both.notices[1]


def test_a_report_without_unit_or_year_waits_for_a_decision(tmp_path):
    put(tmp_path, "a.md", "示例县教育局")
    text = (tmp_path / "a.md").read_text(encoding="utf-8")
    (tmp_path / "无名.txt").write_text(
        text.split("\n", 2)[2].replace("2024", "").replace("示例县教育局", ""), encoding="utf-8"
    )
    result = rollup(tmp_path, means=ONE)
    assert states(result) == {"a.md": State.COUNTED, "无名.txt": State.UNDECIDED}
    told = rollup(tmp_path, wishes=RollupWishes(prefer=(Path("无名.txt"),)), means=ONE)
    assert [part.unit for part in told.parts] == ["示例县教育局", "无名.txt"]


def test_a_folder_without_any_report_is_refused_with_the_account(tmp_path):
    (tmp_path / "通知.txt").write_text("请报送。", encoding="utf-8")
    with pytest.raises(InputError, match="共 1 个文件：不是年报 1"):
        rollup(tmp_path, means=ONE)


def test_our_own_sum_left_in_the_folder_is_not_added_once_more(tmp_path):
    put(tmp_path, "a.md", "示例县教育局")
    rollup(tmp_path, tmp_path / "和.xlsx", means=ONE)
    again = rollup(tmp_path, tmp_path.parent / "别处.xlsx", means=ONE)
    assert states(again)["和.xlsx"] is State.SKIPPED
    assert len(again.parts) == 1


def test_what_was_read_for_checking_is_not_read_again_for_the_sum(tmp_path):
    folder = tmp_path / "报来"
    put(folder, "a.md", "示例县教育局")
    put(folder, "b.md", "示例县民政局")
    check_folder(folder, tmp_path / "汇总.xlsx", means=ONE)
    blind = Means(workers=1, jobs="tests.batch.blind_jobs")
    assert len(rollup(folder, tmp_path / "和.xlsx", means=blind).parts) == 2


def test_a_renamed_unit_under_both_names_counts_once(tmp_path):
    folder, units = tmp_path / "报来", tmp_path / "名单.txt"
    put(folder, "a.md", "示例县大数据局")
    put(folder, "b.md", "示例县数据局")
    units.write_text("示例县数据局=示例县大数据局\n", encoding="utf-8")
    assert len(rollup(folder, means=ONE).parts) == 2
    told = rollup(folder, wishes=RollupWishes(units=units), means=ONE)
    assert (len(told.parts), told.missing) == (1, ())

"""The commands: exit codes, what goes where, what is refused."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.batch.helpers import put


@pytest.fixture
def here(tmp_path, monkeypatch) -> Path:
    monkeypatch.chdir(tmp_path)
    put(tmp_path / "报来", "教育局.docx", "示例县教育局")
    return tmp_path


def test_batch_writes_a_workbook_and_a_page_named_after_the_folder(run, here):
    ran = run("batch", "报来", "--workers", "1")
    assert ran.code == 0
    assert ran.out.startswith("2024 年度，共 1 个文件：核对完 1。\n没有给单位名单")
    assert "示例县教育局（教育局.docx）：错误 0" in ran.out
    assert ran.err == "已写入“报来-核对汇总.xlsx”和“报来-核对汇总.html”。\n"
    assert {p.name for p in here.iterdir() if p.is_file()} == {
        "报来-核对汇总.xlsx", "报来-核对汇总.html", "报来.nianbao-batch",
    }  # fmt: skip


def test_json_has_every_row_with_its_findings_and_writes_nothing_beside(run, here):
    put(here / "报来", "民政局.md", "示例县民政局", changes={"requests.new.total": 24})
    (here / "报来" / "坏.docx").write_bytes(b"PK\x03\x04")
    ran = run("batch", "报来", "--workers", "1", "--json")
    assert (ran.code, ran.err) == (1, "")
    data = json.loads(ran.out)
    assert (data["year"], data["counts"]) == (2024, {"checked": 2, "unreadable": 1})
    assert [row["file"] for row in data["rows"]] == ["民政局.md", "教育局.docx", "坏.docx"]
    assert {f["code"] for f in data["rows"][0]["findings"]} == {"T3-ROW", "T3-BALANCE"}
    assert [p.name for p in here.iterdir()] == ["报来"]


def test_a_file_that_cannot_be_read_counts_as_an_error(run, here):
    (here / "报来" / "坏.docx").write_bytes(b"PK\x03\x04")
    ran = run("batch", "报来", "-o", "汇总.xlsx", "--workers", "1")
    assert ran.code == 1
    assert "〔读不出〕坏.docx：" in ran.out


def test_rollup_for_people_and_as_json(run, here):
    put(here / "报来", "民政局.md", "示例县民政局")
    Path("名单.txt").write_text("示例县教育局\n示例县民政局\n", encoding="utf-8")
    ran = run("rollup", "报来", "-o", "和.xlsx", "--units", "名单.txt", "--workers", "1")
    assert (ran.code, ran.err) == (0, "已写入“和.xlsx”。\n")
    assert ran.out.replace("\n", "").startswith(
        "得数只是下列各单位报告之和，没有给出的单位不在其中：计入 2 个单位。"
    )
    assert "名单里的单位都有报告。" in ran.out
    ran = run("rollup", "报来", "-o", "和.xlsx", "--workers", "1", "--json", "--name", "示例县")
    data = json.loads(ran.out)
    assert ran.code == 0
    totals = {t["address"]: t["value"] for t in data["totals"]}
    place = list(totals).index("proactive.fees.amount")
    assert totals["proactive.fees.amount"] == 625.16
    assert [part["values"][place] for part in data["parts"]] == [312.58, 312.58]
    assert (data["expected"], data["name"]) == (False, "示例县")


def test_rollup_says_what_is_undecided(run, here):
    put(here / "报来", "改.docx", "示例县教育局", changes={"proactive.licensing.decisions": 1})
    put(here / "报来", "民政局.md", "示例县民政局")
    ran = run("rollup", "报来", "-o", "和.xlsx", "--workers", "1")
    assert ran.code == 1
    assert "〔待定〕改.docx：" in ran.out
    ran = run("rollup", "报来", "-o", "和.xlsx", "--workers", "1", "--prefer", "报来/改.docx")
    assert ran.code == 0


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["batch", "没有"], "找不到文件夹"),
        (["batch", "报来", "-o", "汇总.docx"], "以 .xlsx 结尾"),
        (["batch", "报来", "-o", "没有/汇总.xlsx"], "不存在"),
        (["batch", "报来", "--year", "今年"], "--year"),
        (["batch", "报来", "--workers", "99"], "1 到 16"),
        (["batch", "报来", "--timeout", "0"], "--timeout"),
        (["batch", "报来", "--ray", "local"], "Ray 集群的地址"),
        (["rollup", "报来"], "缺少选项 --output"),
        (["rollup", "报来", "-o", "和.xlsx", "--name", "示\n例"], "--name"),
        (["rollup", "报来", "-o", "和.xlsx", "--prefer", "没有.md"], "不在文件夹里"),
    ],
)
def test_what_cannot_be_used_is_one_line(run, here, arguments, says):
    ran = run(*arguments)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.count("\n") == 1
    assert says in ran.err

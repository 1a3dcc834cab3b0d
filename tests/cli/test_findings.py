"""`check -o FILE`, and how findings about running text are shown."""

from __future__ import annotations

import io
import os
import threading

import openpyxl
import pytest

import assistant
from assistant.checking.prose import Passage, Prose
from assistant.cli.show_findings import page
from assistant.cli.width import width
from assistant.core.findings import Finding
from assistant.reviewing.judging import apply_verdicts
from tests.cli.helpers import error_of, text
from tests.export.commented import comments_of, parts_of
from tests.support.reports import busy_report

WRONG = busy_report({"requests.new.total": 24}, sections={"overview": "全年新收申请24件。"})


@pytest.fixture
def word(tmp_path):
    path = tmp_path / "年报.docx"
    assistant.export_report(WRONG, path)
    return path


def test_comments_go_into_the_users_own_file(run, word, tmp_path):
    output = tmp_path / "批注.docx"
    ran = run("check", word, "-o", output)
    assert (ran.code, ran.out) == (1, "")
    assert "核对完毕：错误 2 处，提醒 2 处" in ran.err
    findings = assistant.check_report(assistant.read_report(word))
    seen = comments_of(output.read_bytes())
    assert len(seen) == len(findings)
    assert ran.err.endswith(f"已写入“{output}”：{len(findings)} 处问题都加了批注。\n")
    assert [c.words for c in seen if c.text.startswith("【错误】")] == ["24", "24"]
    assert parts_of(output.read_bytes())["word/styles.xml"] == parts_of(word.read_bytes())["word/styles.xml"]
    assert assistant.read_report(output).tables == assistant.read_report(word).tables


def test_word_from_standard_input(run, word, tmp_path):
    assert run("check", "-", "-o", tmp_path / "批注.docx", stdin=word.read_bytes()).code == 1
    assert comments_of((tmp_path / "批注.docx").read_bytes())[0].words == "24"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_word_from_a_named_pipe(run, word, tmp_path):
    pipe = tmp_path / "管道"
    os.mkfifo(pipe)
    writer = threading.Thread(target=pipe.write_bytes, args=(word.read_bytes(),))
    writer.start()
    ran = run("check", pipe, "-o", tmp_path / "批注.docx")
    writer.join(10)
    assert "都加了批注。\n" in ran.err
    assert comments_of((tmp_path / "批注.docx").read_bytes())[0].words == "24"


def test_a_paste_is_set_in_official_layout(run, wrong, tmp_path):
    output = tmp_path / "批注.docx"
    ran = run("check", wrong, "-o", output)
    assert ran.code == 1
    assert "原文件不是 Word 的 .docx 文件，没法直接在上面加批注，已按规定的版式重排一份" in ran.err
    assert "24" in [c.words for c in comments_of(output.read_bytes())]


def test_a_list_in_excel(run, wrong, tmp_path):
    output = tmp_path / "清单.xlsx"
    ran = run("check", wrong, "--output", output)
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.endswith(f"已写入“{output}”。\n")
    rows = list(openpyxl.load_workbook(io.BytesIO(output.read_bytes())).active.values)
    assert rows[1][:3] == (1, "错误", "表三收支平衡")
    assert len(rows) == 1 + len(assistant.check_report(assistant.read_report(wrong)))


def test_with_json_both_come(run, wrong, tmp_path):
    ran = run("check", wrong, "--json", "-o", tmp_path / "清单.xlsx")
    assert ran.out.startswith("[")
    assert (tmp_path / "清单.xlsx").exists()


def test_the_own_file_is_never_overwritten(run, word):
    before = word.read_bytes()
    assert "盖掉" in error_of(run("check", word, "-o", word))
    assert word.read_bytes() == before


def test_other_kinds_of_files_are_refused(run, wrong, tmp_path):
    assert ".docx、.xlsx" in error_of(run("check", wrong, "-o", tmp_path / "结果.pdf"))
    assert "不存在" in error_of(run("check", wrong, "-o", tmp_path / "没有" / "结果.xlsx"))


# --- on the screen ----------------------------------------------------------------------------


def shown(overview, words, **details):
    report = busy_report(sections={"overview": overview})
    at = overview.index(words)
    passage = Passage("overview", at, at + len(words), words)
    finding = Prose(report.sections).finding("TEXT-NUMBER", "error", passage, "和表三对不上。", **details)
    return page(apply_verdicts([finding], [], report), report).splitlines()


def test_a_passage_with_its_section_and_what_to_write():
    lines = shown("全年平稳。本年收到申请12件，都办结了。", "12件", correction="23件", basis="表三")
    assert lines[1:5] == [
        "  1. 和表三对不上。",
        "     第一部分“总体情况”第1段：本年收到申请【12件】，都办结了。",
        "     建议改为：23件",
        "     依据：表三〔TEXT-NUMBER〕",
    ]


def test_words_to_be_left_out():
    assert "     建议删去这几个字。" in shown("本年本年收到申请12件。", "本年", correction="")


def test_a_long_passage_stays_in_80_columns():
    lines = shown("前" * 100 + "12件\t\x1b[31m" + "后" * 100 + "。", "12件", correction="改" * 100)
    assert any("…前前" in line for line in lines)
    assert all(width(line) < 80 for line in lines)
    assert len(lines) < 12


def test_a_cell_needs_no_passage():
    finding = Finding(code="T3-ROW", severity="error", where=("requests.new.total",), message="不等。")
    assert page(apply_verdicts([finding], [], busy_report()), busy_report()).splitlines()[1:3] == [
        "  1. 不等。",
        "",
    ]


def test_a_report_without_findings_makes_a_file_all_the_same(run, report, tmp_path):
    report.write_text(text(), encoding="utf-8")
    findings = assistant.check_report(assistant.read_report(report))
    assert run("check", report, "-o", tmp_path / "清单.xlsx").code == 0
    rows = list(openpyxl.load_workbook(tmp_path / "清单.xlsx").active.values)
    assert len(rows) == max(2, 1 + len(findings))

"""The commands through their front door: what is printed where, which code is returned."""

from __future__ import annotations

import json
import sys

import pytest

import assistant
from assistant.cli.desktop import has_browser
from assistant.cli.width import width
from assistant.core.findings import Finding
from assistant.core.report import Report
from tests.cli.helpers import LAST_YEAR, text
from tests.support.pastes import from_excel
from tests.support.reports import busy_report

# --- read -------------------------------------------------------------------------------------


def test_read_prints_the_contract_and_nothing_else(run, report):
    ran = run("read", report, "--json")
    assert (ran.code, ran.err) == (0, "")
    data = json.loads(ran.out)
    assert (data["contract"], data["template"], data["status"]) == (1, "2021", "complete")
    assert (data["unit"], data["year"]) == ("示例市自然资源和规划局", 2025)
    assert data["tables"]["requests"]["new"]["total"] == {
        "value": 23,
        "kind": "number",
        "raw": "23",
        "certain": True,
    }
    assert data["tables"]["proactive"]["fees"]["amount"]["value"] == 312.58
    assert Report.model_validate(data) == assistant.read_report(report)


def test_read_from_standard_input_takes_bytes(run, report):
    for data in (report.read_bytes(), text().encode("gb18030"), text().encode("utf-16")):
        ran = run("read", "-", "--json", stdin=data)
        assert ran.code == 0
        assert json.loads(ran.out)["tables"]["requests"]["new"]["total"]["value"] == 23


def test_read_takes_a_word_file_from_standard_input(run):
    data = assistant.export_report(busy_report(), format="docx")
    ran = run("read", "-", "--json", stdin=data)
    assert json.loads(ran.out)["status"] == "complete"


def test_read_for_people(run, report):
    ran = run("read", report)
    lines = ran.out.splitlines()
    assert (ran.code, ran.err) == (0, "")
    assert lines[:3] == [
        "单位：示例市自然资源和规划局",
        "年度：2025 年　　表样：2021 年版（国办公开办函〔2021〕30号）",
        "读取：完整，应有 200 格，读到 200 格",
    ]
    assert "  行政事业性收费  本年收费金额（万元） 312.58" in lines
    new = next(line for line in lines if "一、本年新收" in line)
    assert new.split() == ["一、本年新收政府信息公开申请数量", "19", "3", "0", "0", "1", "0", "23"]
    assert {width(line) for line in lines if line.startswith(("  （三）", "  （七）", "  四、"))} == {
        width(new)
    }
    assert all(width(line) < 80 for line in lines)


def test_read_shows_zero_blank_slash_and_missing_apart(run, report):
    changed = busy_report({
        "requests.refused.state_secret.natural_person": "", "requests.refused.state_secret.enterprise": "/",
        "disputes.reconsideration.other": "",
    })  # fmt: skip
    without = from_excel(changed)
    without = without[
        : next(i for i, line in enumerate(without) if line.startswith("四、政府信息公开行政复议"))
    ]
    report.write_text("\n".join(without), encoding="utf-8")
    ran = run("read", report)
    secret = next(line for line in ran.out.splitlines() if "国家秘密" in line)
    assert secret.split()[1:4] == ["空", "/", "0"]
    assert "表四　政府信息公开行政复议、行政诉讼情况\n  没有读到这张表" in ran.out
    assert "读取：不完整，应有 200 格，读到 185 格" in ran.out
    assert "“缺”是原件里没有这一格" in ran.out
    assert "“空”是格里什么也没有写" in ran.out
    assert "读取中的问题：\n〔" in ran.out


# --- check ------------------------------------------------------------------------------------


def test_check_without_errors(run, report):
    ran = run("check", report, "--json")
    assert ran.code == 0
    findings = [Finding.model_validate(one) for one in json.loads(ran.out)]
    assert findings == assistant.check_report(assistant.read_report(report))
    assert all(finding.severity != "error" for finding in findings)


def test_check_with_errors(run, wrong):
    ran = run("check", wrong)
    assert ran.code == 1
    assert ran.out.startswith("【错误】2 处\n  1. ")
    assert "T3-ROW" in ran.out
    assert "T3-BALANCE" in ran.out
    assert "核对完毕：错误 2 处" in ran.out
    assert all(width(line) < 80 for line in ran.out.splitlines())


def test_check_as_json_says_the_sum_to_people(run, wrong):
    ran = run("check", wrong, "--json")
    assert ran.code == 1
    assert {f["code"] for f in json.loads(ran.out) if f["severity"] == "error"} == {"T3-ROW", "T3-BALANCE"}
    assert set(json.loads(ran.out)[0]) >= {
        "code", "severity", "where", "message", "expected", "found", "basis", "status", "fingerprint",
    }  # fmt: skip
    assert "核对完毕：错误 2 处" in ran.err


def test_check_against_last_year(run, report, last, tmp_path):
    assert "Y-CARRY" not in run("check", report, "--previous", last, "--json").out
    other = tmp_path / "另一份.txt"
    other.write_text(
        text({**LAST_YEAR, "requests.carried_forward.natural_person": 3}, 2024), encoding="utf-8"
    )
    ran = run("check", report, "--previous", other, "--json")
    assert "Y-CARRY" in {f["code"] for f in json.loads(ran.out)}


def test_what_was_not_read_is_not_called_checked(run, report):
    lines = from_excel(busy_report())
    report.write_text(
        "\n".join(lines[: lines.index("四、政府信息公开行政复议、行政诉讼情况")]), encoding="utf-8"
    )
    ran = run("check", report, "--json")
    assert ran.err.startswith("读取中的问题：\n〔")
    assert "核对完毕，没有发现问题" not in ran.err


# --- draft and export -------------------------------------------------------------------------


def test_draft_for_people(run, report):
    ran = run("draft", report)
    assert ran.code == 0
    assert "一、总体情况" in ran.out
    assert "政府信息公开申请23件" in ran.out
    assert "【待补充：" in ran.out
    assert "都能对上表格、上年报告或您提供的要点。" in ran.err
    assert "处用“【】”标出" in ran.err


def test_draft_as_json_is_the_contract(run, report, last):
    ran = run("draft", report, "--previous", last, "--json")
    data = json.loads(ran.out)
    assert set(data) >= {"sections", "sentences", "verification"}
    assert {s["status"] for s in data["sentences"]} <= {"traced", "supported", "placeholder", "unsupported"}
    assert data["verification"]["numbers"] == data["verification"]["traced"] > 0
    assert "27.8%" not in data["sections"]["overview"]
    assert "9.5%" in data["sections"]["overview"]  # (23−21)÷21
    cells = [number["cells"] for s in data["sentences"] for number in s["numbers"]]
    assert ["requests.new.total"] in cells


def test_draft_takes_notes_as_text_and_as_word(run, report, tmp_path):
    import docx

    line = "11月组织了一次政务公开培训，有36人参加"
    plain = tmp_path / "要点.txt"
    plain.write_bytes(line.encode("gb18030"))
    document = docx.Document()
    document.add_paragraph(line)
    table = document.add_table(2, 2)
    for cell, words in zip(table._cells, ["事项", "数量", "全年发布政策解读12篇", "图表 3 件"], strict=True):
        cell.text = words
    document.save(str(tmp_path / "要点.docx"))
    drafts = [run("draft", report, "--notes", notes).out for notes in (plain, tmp_path / "要点.docx")]
    drafts.append(run("draft", report, "--notes", "-", stdin=line.encode()).out)
    assert all("36人" in draft for draft in drafts)
    assert "12篇" in drafts[1]


def test_one_section_is_verified_by_itself(run, report):
    data = json.loads(run("draft", report, "--section", "problems", "--json").out)
    assert list(data["sections"]) == ["problems"]
    assert {s["section"] for s in data["sentences"]} == {"problems"}
    whole = json.loads(run("draft", report, "--json").out)
    assert data["verification"]["numbers"] < whole["verification"]["numbers"]
    assert all(d["section"] == "problems" for d in data["verification"]["unsupported"])


def test_one_section_leaves_the_others_as_they_were(run, report, tmp_path):
    output = tmp_path / "稿.md"
    assert run("draft", report, "--section", "other", "-o", output).code == 0
    written = output.read_text(encoding="utf-8")
    assert "按照要求公开了政府信息" in written
    assert "信息处理费" in written


@pytest.mark.parametrize("suffix", [".docx", ".md", ".html"])
def test_draft_writes_a_file(run, report, tmp_path, suffix):
    output = tmp_path / f"初稿{suffix}"
    ran = run("draft", report, "-o", output)
    assert (ran.code, ran.out) == (0, "")
    assert f"已写入“{output}”。" in ran.err
    again = assistant.read_report(output)
    assert dict(again.cells()).keys() == dict(busy_report().cells()).keys()
    assert again.value("requests.new.total") == 23
    assert "政府信息公开申请23件" in again.sections["overview"]


def test_draft_writes_a_file_and_json(run, report, tmp_path):
    ran = run("draft", report, "--json", "--output", tmp_path / "a.md")
    assert json.loads(ran.out)["sections"]["overview"]
    assert (tmp_path / "a.md").exists()


@pytest.mark.parametrize("suffix", [".docx", ".html", ".xlsx", ".md"])
def test_export(run, report, tmp_path, suffix):
    output = tmp_path / f"年报{suffix}"
    ran = run("export", report, "-o", output)
    assert (ran.code, ran.out, ran.err) == (0, "", f"已写入“{output}”。\n")
    assert [c.value for _, c in assistant.read_report(output).cells()] == [
        c.value for _, c in assistant.read_report(report).cells()
    ]


# --- serve ------------------------------------------------------------------------------------


def test_serve_hands_over(run, monkeypatch):
    import assistant.web

    calls = []
    monkeypatch.setattr(assistant.web, "serve", lambda *a, **k: calls.append((a, k)))
    monkeypatch.setenv("NIANBAO_PORT", "8123")
    assert run("serve").code == 0
    assert run("serve", "--port", "9000", "--host", "0.0.0.0").code == 0
    assert [(a, k["open_browser"]) for a, k in calls][1] == (("0.0.0.0", 9000), False)
    assert calls[0][0] == ("127.0.0.1", 8123)


@pytest.mark.parametrize(
    ("platform", "display", "host", "opens"),
    [
        ("linux", ":0", "127.0.0.1", True),
        ("linux", ":0", "localhost", True),
        ("linux", "", "127.0.0.1", False),
        ("linux", ":0", "0.0.0.0", False),
        ("linux", ":0", "oa.example.cn", False),
        ("win32", "", "::1", True),
    ],
)
def test_when_the_browser_opens(monkeypatch, platform, display, host, opens):
    monkeypatch.setattr(sys, "platform", platform)
    monkeypatch.setenv("DISPLAY", display)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    assert has_browser(host) is opens

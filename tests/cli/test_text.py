"""What the command line prints for people: pages, columns, streams."""

from __future__ import annotations

import errno
import io
import sys
from decimal import Decimal

import pytest

from assistant.cli import show_draft, show_findings, show_report, streams
from assistant.cli.commands import program
from assistant.cli.usage import explain
from assistant.cli.width import shorten, width, wrap
from assistant.core.findings import Finding
from assistant.core.report import Cell, CellKind
from assistant.drafting import Doubt, Draft, Verification
from assistant.errors import InputError
from assistant.reading.open import MAX_BYTES
from assistant.reviewing.judging import apply_verdicts
from tests.support.reports import busy_report, make_report


def test_what_was_inferred_is_marked():
    doubtful = Cell(value=Decimal(9), kind=CellKind.NUMBER, raw="9", certain=False)
    shown = show_report.page(busy_report().replace_cells({"requests.granted.natural_person": doubtful}))
    granted = next(line for line in shown.splitlines() if "予以公开" in line)
    assert granted.split() == ["（一）予以公开", "9?", "2", "0", "0", "0", "0", "11"]
    assert "注：带“?”的数是推断出来的，请对照原件。" in shown


def test_wide_numbers_widen_their_column_and_narrow_the_names():
    shown = show_report.page(
        make_report({"requests.new.total": "1234567890", "requests.new.enterprise": "无"})
    )
    lines = [line for line in shown.splitlines() if line.startswith(("  一、", "  二、", "  （"))]
    assert lines[0].endswith("1234567890")
    assert "无" in lines[0].split()
    assert len({width(line) for line in lines}) == 1
    assert width(lines[0]) < 80


def test_the_older_form_is_shown_too():
    shown = show_report.page(make_report({"proactive.procurement.amount": "5000"}, template="2019"))
    assert "  政府集中采购          采购项目数量 0　采购总金额 5000" in shown.splitlines()
    assert "单位：没有读到\n年度：没有读到　　表样：2019 年版（国办公开办函〔2019〕60号）" in shown


def finding(severity, **fields):
    values = {"code": "T3-ROW", "where": ("requests.new.total",), "message": "总计少 1。", **fields}
    return Finding(severity=severity, **values)


def test_findings_are_grouped_and_numbered_through():
    listed = [
        finding("error", basis="某办法"),
        finding("error"),
        finding("warning", status="uncertain"),
        finding("info"),
    ]
    assert show_findings.page(apply_verdicts(listed, [], busy_report()), busy_report()) == (
        "【错误】2 处\n"
        "  1. 总计少 1。\n"
        "     依据：某办法〔T3-ROW〕\n"
        "  2. 总计少 1。\n\n"
        "【提醒】1 处\n"
        "  3. 总计少 1。（缺数据，无法判定）\n\n"
        "【说明】1 处\n"
        "  4. 总计少 1。\n\n"
        "核对完毕：错误 2 处，提醒 1 处，说明 1 处。表格里没有的数（如网站信息条数）请人工核对。"
    )


def test_no_findings_says_what_was_checked():
    """A clean bill names what was checked, and that numbers in the running text were not."""
    said = show_findings.page([], busy_report())
    assert said == (
        "表格、正文和跨年衔接（给出上年年报时）核对完毕，没有发现问题。表格里没有的数（如网站信息条数）请人工核对。"
    )
    partial = make_report({"requests.new.total": None})
    assert (
        show_findings.page([], partial)
        == "读到的表格和章节没有发现问题；但年报没有读完整，没有读到的部分没有核对。表格里没有的数（如网站信息条数）请人工核对。"
    )


def test_what_a_draft_could_not_trace_is_listed():
    doubts = (Doubt(section="overview", sentence=0, text="99", reason="没有注明来处"),)
    checked = Verification(numbers=3, traced=2, untraced=doubts, unsupported=doubts)
    draft = Draft(
        title="题",
        sections={"preface": "引言。", "overview": "", "problems": "甲。"},
        sentences=[],
        verification=checked,
    )
    assert show_draft.summary(draft) == (
        "正文里有 3 个数，1 个找不到来处，请逐一核实：\n"
        "  · “99”：没有注明来处\n"
        "另有 1 处说法没有依据，请核实或删去：\n"
        "  · “99”：没有注明来处"
    )
    assert show_draft.text(draft, busy_report()) == (
        "题\n\n引言。\n\n一、总体情况\n\n五、存在的主要问题及改进情况\n\n甲。"
    )


# --- streams ----------------------------------------------------------------------------------


class Broken(io.StringIO):
    """A stream whose reader is gone, or whose disk is full."""

    def __init__(self, fault: OSError) -> None:
        super().__init__()
        self.fault = fault

    def write(self, text: str) -> int:
        raise self.fault


@pytest.mark.parametrize(
    ("fault", "says"),
    [
        (OSError(errno.ENOSPC, "x"), "结果写不出去：磁盘满了。请换一个能写的位置再试。"),
        (OSError(errno.EIO, "x"), "结果写不出去：系统不允许。请换一个能写的位置再试。"),
    ],
)
def test_a_result_that_cannot_be_written(monkeypatch, fault, says):
    monkeypatch.setattr(sys, "stdout", Broken(fault))
    with pytest.raises(InputError) as caught:
        streams.result("x")
    assert str(caught.value) == says


def test_nobody_listens(monkeypatch):
    monkeypatch.setattr(sys, "stdout", Broken(BrokenPipeError()))
    monkeypatch.setattr(sys, "stderr", Broken(OSError(errno.EIO, "x")))
    streams.result("x")
    streams.tell("x")
    monkeypatch.setattr(sys, "stdout", None)
    streams.result("x")


def test_json_survives_half_a_surrogate(monkeypatch):
    raw = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(raw, encoding="ascii"))
    streams.use_utf8()
    streams.result_json({"名": "\udcb1年"})
    assert raw.getvalue() == '{\n  "名": "\\udcb1年"\n}\n'.encode()


class Terminal(io.TextIOWrapper):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(("platform", "keys"), [("linux", "Ctrl+D"), ("win32", "Ctrl+Z")])
def test_a_person_at_the_terminal_is_told_how_to_end(monkeypatch, capsys, platform, keys):
    monkeypatch.setattr(sys, "stdin", Terminal(io.BytesIO("年报".encode())))
    monkeypatch.setattr(sys, "platform", platform)
    assert streams.standard_input() == "年报".encode()
    assert keys in capsys.readouterr().err


def test_standard_input_that_cannot_be_read(monkeypatch):
    class Bad(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            raise OSError(errno.EISDIR, "x")

    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(Bad()))
    with pytest.raises(InputError, match="标准输入读不了。请改用文件名。"):
        streams.standard_input()


def test_reading_hears_of_input_that_is_too_large():
    """We stop reading where reading would refuse, not a byte before."""
    assert streams.MAX_INPUT == MAX_BYTES + 1


# --- usage errors that the commands of today cannot bring about --------------------------------


@pytest.mark.parametrize(
    ("name", "facts", "says"),
    [
        ("UsageError", {"message": "Missing command."}, "没有说要做什么。用法请看：nianbao --help"),
        ("SomethingNew", {"message": "What?"}, "命令写得不对。用法请看：nianbao --help"),
        (
            "BadParameter",
            {"message": "No.", "param": "source"},
            "参数“年报文件”的值不能用。用法请看：nianbao --help",
        ),
        (
            "BadParameter",
            {"message": "No.", "param": "previous"},
            "选项 --previous 的值不能用。用法请看：nianbao --help",
        ),
    ],
)
def test_every_usage_error_has_a_chinese_line(name, facts, says):
    from typer.exceptions import TyperException

    error = type(name, (TyperException,), {})(facts["message"])
    if "param" in facts:
        error.param = next(p for p in program().commands["check"].params if p.name == facts["param"])
    assert explain(error) == says


# --- widths -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "columns"), [("年报", 4), ("a年", 3), ("（一）“其中”", 12), ("é", 1), ("\u0301", 0), ("１", 2)]
)
def test_width(text, columns):
    assert width(text) == columns


def test_shorten():
    assert shorten("申请人无正当理由", 9) == "申请人无…"
    assert shorten("申请人", 6) == "申请人"


@pytest.mark.parametrize(
    ("text", "columns", "lines"),
    [
        ("一二三四五", 6, ["一二三", "四五"]),
        ("一二三，四", 6, ["一二", "三，四"]),
        ("一二（三）", 6, ["一二", "（三）"]),
        ("写 --section 部分", 12, ["写 --section", "部分"]),
        ("a" * 9, 4, ["aaaa", "aaaa", "a"]),
        ("一\n二", 6, ["一", "二"]),
        ("", 6, [""]),
    ],
)
def test_wrap(text, columns, lines):
    assert wrap(text, columns).split("\n") == lines


def test_wrap_with_a_hanging_indent():
    assert wrap("一二三四五六", 8, first="1. ", rest="   ") == "1. 一二\n   三四\n   五六"

"""What is neither an official text nor a past report is refused, in Chinese, soon, and with advice."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.errors import InputError
from assistant.intake import take_in
from assistant.library.imported import ImportedReport, ImportedText
from assistant.resources import corpus
from tests.intake.statutes import BODY, HEAD, as_docx, text_of
from tests.support import pace
from tests.support.files import docx_bytes, w_tbl, w_tr, xlsx_bytes

REPORT = corpus() / "reports" / "示例县教育局-2023.md"
NOVEL = "第一章 出门\n他走了很远，天黑了。\n第二章 回家\n一、甲说得对。他又回来了。\n" * 30
ROW = w_tr("一、本年新收政府信息公开申请数量", "1", "0", "0", "0", "0", "0", "1")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "是空的"),
        ("　\n\n".encode(), "没有文字"),
        (b"\x00\x01\x02\x03\xff\xfe" * 100, "不是文字"),
        (b"\x89PNG\r\n\x1a\n" + bytes(100), "图片"),
        (NOVEL.encode(), "认不出这是法规"),
        (("今天天气很好，我们去公园。\n" * 50).encode(), "认不出这是法规"),
        (docx_bytes(w_tbl(ROW)), "只有表格"),
        (
            xlsx_bytes(
                '<sheetData><row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c></row></sheetData>'
            ),
            "只有表格",
        ),
        ("示例条例\n（2024年1月1日公布）".encode(), "认不出这是法规"),
        ("房屋租赁合同\n甲方：某某\n第一条 房屋。\n第二条 租金。\n第三条 违约。".encode(), "合同"),
    ],
    ids=[
        "empty",
        "blank",
        "binary",
        "picture",
        "novel",
        "diary",
        "table",
        "sheet",
        "title alone",
        "contract",
    ],
)
def test_neither_of_the_two(data: bytes, said: str) -> None:
    with pytest.raises(InputError) as refused:
        take_in(data)
    assert said in refused.value.what
    assert refused.value.advice


def test_a_report_of_tables_alone() -> None:
    text = REPORT.read_text(encoding="utf-8")
    kept = [line for line in text.splitlines() if line.startswith(("#", "|"))]
    with pytest.raises(InputError, match="只有标题和表格"):
        take_in("\n".join(kept).encode())


def test_two_versions_side_by_side() -> None:
    rows = "".join(f"<tr><td>第{n}条 旧{n}。</td><td>第{n}条 新{n}。</td></tr>" for n in "一二三四")
    with pytest.raises(InputError, match="对照表"):
        take_in(f"<html><body><p>示例条例修改对照表</p><table>{rows}</table></body></html>".encode())


def test_more_articles_than_any_law_has() -> None:
    with pytest.raises(InputError, match="超过了5000条"):
        take_in("\n".join(f"第{n}条 甲。" for n in range(1, 5_002)).encode())


def test_the_name_of_a_file_decides_nothing(tmp_path: Path) -> None:
    report = tmp_path / "中华人民共和国示例条例.docx"
    report.write_bytes(REPORT.read_bytes())
    assert isinstance(take_in(report), ImportedReport)
    statute = tmp_path / "示例县教育局2023年政府信息公开工作年度报告.pdf"
    statute.write_bytes(as_docx([*HEAD, *BODY]))
    taken = take_in(statute)
    assert isinstance(taken, ImportedText)
    assert taken.title == HEAD[0]
    assert take_in(statute.read_bytes(), "年报.md") == taken


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="找不到文件"):
        take_in(tmp_path / "没有.docx")


def test_what_could_not_be_read_is_told() -> None:
    paragraphs = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in [*HEAD, *BODY])
    taken = take_in(docx_bytes(paragraphs + "<w:altChunk/>"))
    assert isinstance(taken, ImportedText)
    assert any("嵌着另一份文档" in remark for remark in taken.remarks)


@pytest.mark.parametrize(
    "text",
    [
        "法" * 3_500_000,
        "a" * 10_000_000,
        "第一条" * 100_000,
        "第一条 甲。" * 100_000,
        "第一条 甲。\n" * 49_000,
        "\n".join(f"第{n}条 甲。" for n in range(49_000, 0, -1)),
        "\n".join(f"第{n % 3_000 + 1}条 甲。" for n in range(49_000)),
        "示例条例\n第一条 甲：" + "（一）乙；" * 100_000 + "\n第二条 丙。\n第三条 丁。",
        "（2019年1月1日通过\n" * 49_000,
        "《" * 1_000_000,
        "第" + "一" * 1_000_000,
        "示例条例\n" * 49_000,
        "第一章 总则\n" * 49_000,
        "示例通知\n一、甲\n" + "（一）甲。\n" * 40_000 + "二、乙",
        "示例条例\n第一条 甲。\n第二条 乙。\n第三条 丙。\n" + "附件\n甲\n" * 20_000,
        ("甲" * 30 + "\n") * 49_000,
        "国" * 1_000_000 + "令第1号",
        "2019年1月1日公布" * 100_000,
    ],
    ids=range(18),
)
def test_monstrous_input_ends_soon_and_loses_nothing(text: str) -> None:
    with pace.measured() as spent:
        try:
            taken = take_in(text.encode())
        except InputError:
            taken = None
    assert spent.seconds < 30
    if isinstance(taken, ImportedText):
        assert taken.characters_in == len("".join(text.split()))
        assert (
            taken.characters_kept + sum(len("".join(u.split())) for u in taken.unplaced)
            == taken.characters_in
        )


def test_a_single_article_needs_a_title() -> None:
    assert text_of("示例条例（节选）\n第三十三条 示例机关应当答复。").articles[0].label == "第三十三条"
    with pytest.raises(InputError):
        take_in("第三十三条 示例机关应当答复。".encode())

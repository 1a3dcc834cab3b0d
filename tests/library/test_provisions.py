"""The Markdown of a regulation, whole and broken."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from assistant.errors import InputError
from assistant.library.provisions import parse_document, read_document

FRONT = """---
标题: 示例条例
别名: [条例, 示例]
文号: 示例令第1号
版本: 2024年修订
施行日期: 2024-05-01
状态: {status}
官方来源: 示例
---
"""
PROVISION = """
## 第一百零九条 答复期限

要点：收到之日起20个工作日内答复，
可以延长。

问法：
- 几天答复
- 能拖吗

关键词：期限、延长

把握：{checking}

相关：示例条例 第二条；表三·（一）
"""
SILENCE = PROVISION.replace("第一百零九条 答复期限", "规定没有写：补正给几天") + "\n没有写：是\n"


def document(status: str = "现行", checking: str = "已核对", body: str = PROVISION) -> str:
    return FRONT.format(status=status) + body.format(checking=checking)


def test_a_provision() -> None:
    (p,) = parse_document(document(), "示例.md")
    assert (p.id, p.article, p.title) == ("示例条例 第一百零九条", "第一百零九条", "答复期限")
    assert p.gist == "收到之日起20个工作日内答复，可以延长。"
    assert p.asks == ("几天答复", "能拖吗")
    assert p.keywords == ("期限", "延长")
    assert p.related == ("示例条例 第二条", "表三·（一）")
    assert (p.checked, p.silent, p.document.in_force) == (True, False, True)
    assert (p.document.aliases, p.document.in_force_from) == (("条例", "示例"), date(2024, 5, 1))


def test_a_silence() -> None:
    (p,) = parse_document(document(body=SILENCE), "示例.md")
    assert (p.silent, p.article, p.title) == (True, "", "补正给几天")
    assert p.id == "示例条例 规定没有写：补正给几天"


@pytest.mark.parametrize(
    ("status", "in_force"), [("现行", True), ("部分被取代", True), ("已被取代", False), ("废止", False)]
)
def test_in_force(status: str, in_force: bool) -> None:
    assert parse_document(document(status=status), "示例.md")[0].document.in_force is in_force


def test_what_waits_to_be_checked() -> None:
    (p,) = parse_document(document(checking="待核实：只见转述"), "示例.md")
    assert (p.checked, p.checking) == (False, "待核实：只见转述")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("## 第一条 没有说明", "开头没有“---”"),
        ("---\n文号: 1\n---\n", "没有写“标题”"),
        ("---\n标题: [不闭合\n---\n", "格式不对"),
        ("---\n- 标题\n---\n", "没有写“标题”"),
        (document().replace("版本:", "版次:"), "不认识的“版次”"),
        (document().replace("要点：收到", "收到"), "没有写“要点”"),
        (document().replace("把握：已核对", "把握："), "没有写“把握”"),
        (document(body=SILENCE).replace("没有写：是", ""), "要同时写"),
        (document() + "\n没有写：是\n", "要同时写"),
    ],
)
def test_a_broken_document_is_named(text: str, message: str) -> None:
    with pytest.raises(InputError, match=r"示例\.md") as refused:
        parse_document(text, "示例.md")
    assert message in str(refused.value)


def test_a_file_that_is_no_text(tmp_path: Path) -> None:
    file = tmp_path / "坏.md"
    file.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(InputError, match="读不出来"):
        read_document(file)
    with pytest.raises(InputError, match="读不出来"):
        read_document(tmp_path / "没有.md")


def test_a_document_without_provisions() -> None:
    assert parse_document(FRONT.format(status="现行"), "示例.md") == ()

"""Terms with a character left out, doubled or swapped, and right words that come near them."""

from __future__ import annotations

import pytest

from tests.checking.texts import of_text


def found(overview: str) -> list[tuple[str, str | None]]:
    return [(str(f.found), f.correction) for f in of_text(overview, "TYPO")]


@pytest.mark.parametrize(
    ("text", "wrong", "right"),
    [
        ("各校把政信息公开知识列入家长会内容。", "政信息公开", "政府信息公开"),
        ("全年新制发行政规范文件4件。", "行政规范文件", "行政规范性文件"),
        ("落实主责任，按月通报。", "主责任", "主体责任"),
        ("压实主体任，按月通报。", "主体任", "主体责任"),
        ("做好监督保保障工作。", "保保", "保障"),
        ("加强督监保障，按季检查。", "督监", "监督"),
        ("开展政策解读料汇编工作。", "政策解读料", "政策解读材料"),
        ("信访举投诉另行办理。", "信访举投诉", "信访举报投诉"),
        ("重大决策预开事项12项。", "重大决策预开", "重大决策预公开"),
        ("召开政府常务会会议4次。", "会会", "会议"),
    ],
)
def test_a_garbled_term_is_told(text: str, wrong: str, right: str) -> None:
    told = found(text)
    assert any((wrong in w or w in wrong) and right in str(r) for w, r in told), told


@pytest.mark.parametrize(
    "text",
    [
        "财政信息公开、诚信息网和信息开放分别说明。",
        "在申请和办理环节，新发布的文件及更新情况同日登载。",
        "示例市市场监督管理局的信息。",
        "信息公开栏、规范文件格式和过程信息的处理。",
        "住房城乡建设部门审批结果，个人人身安全信息除外。",
        "公示期满后撤下，不公开的说明理由，不处理的告知。",
    ],
)
def test_right_words_near_a_term_stay(text: str) -> None:
    assert found(text) == []

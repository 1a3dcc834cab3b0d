"""Traditional characters, pinyin and letters left in the text, and letters that belong there."""

from __future__ import annotations

import pytest

from tests.checking.texts import of_text


def found(overview: str) -> list[tuple[str, str | None, str]]:
    return [(str(f.found), f.correction, f.severity) for f in of_text(overview, "TYPO")]


@pytest.mark.parametrize(
    ("text", "wrong", "right", "severity"),
    [
        ("公示所附資料只写姓名和学校。", "資", "资", "error"),
        ("會議記錄已归档，後續措施由办公室落实。", "會議記錄", "会议记录", "error"),
        ("处理结果17件，已全部在采购网gongkai。", "gongkai", None, "error"),
        ("各部门zhengce解读材料同步发布。", "zhengce", None, "error"),
        ("政务gong开专栏新增3个。", "gong", None, "warning"),
        ("主动公开的政务qkhd信息。", "qkhd", None, "warning"),
    ],
)
def test_what_is_of_another_script_is_told(text: str, wrong: str, right: str | None, severity: str) -> None:
    assert (wrong, right, severity) in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "电子邮箱xinxigongkai@163.com，网址www.gongkai.gov.cn，网站http://gongkai.example.cn/zhengce。",
        "微信号为nanhefabu，公众号“nanhefabu”发布信息。",
        "通过app、wifi和pdf文件发布，管网12km、日处理能力30kg。",
        "学习《資治通鑑》活动另行公布，二噁英监测和瞭望塔信息上网。",
    ],
)
def test_what_belongs_there_stays(text: str) -> None:
    assert found(text) == []

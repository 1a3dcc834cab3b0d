"""Where an imported text belongs: its document, its version, its articles; and what must not be attached."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.intake import take_in
from assistant.library.attach import Attachment, attach
from assistant.library.imported import Article, ImportedText
from assistant.library.provisions import Provision, parse_document, read_document
from assistant.resources import corpus
from tests.support.shared import shared_file

FRONT = """---
标题: {title}
别名: [{aliases}]
文号: {number}
版本: {version}
施行日期: {since}
状态: 现行
---
"""
PROVISION = """
## {heading}

要点：示例机关应当依法办理。

问法：
- 怎么办

关键词：示例、办理

把握：已核对
"""


def document(
    *headings: str,
    title: str = "中华人民共和国示例信息条例",
    aliases: str = "示例信息条例, 示例条例, 条例",
    number: str = "国务院令第999号",
    version: str = "2019年修订",
    since: str = "2019-05-15",
) -> tuple[Provision, ...]:
    front = FRONT.format(title=title, aliases=aliases, number=number, version=version, since=since)
    silent = PROVISION.format(heading="规定没有写：几个工作日") + "\n没有写：是\n"
    return parse_document(front + "".join(PROVISION.format(heading=h) for h in headings) + silent, "示例.md")


STATUTE = document(
    "第一条 目的",
    "第三条 期限",
    "第三条（计算） 怎么算",
    "第三条之一 例外",
    "第五条至第七条 责任",
    "第九条 没有",
)
FEES = document(
    "第二条 收费", title="示例处理费管理办法", aliases="收费办法, 999号文", number="国办函〔2020〕999号", version="2020年",
    since="2021-01-01",
)  # fmt: skip
ANSWER = document(
    "全文 界限", "第三项 邮寄", "当面提交 当场登记", title="关于示例期限有关问题的解释", aliases="期限解释",
    number="国办公开办函〔2015〕999号", version="2015年", since="",
)  # fmt: skip
FORM = document(
    "第一部分 总体情况", "第五部分 问题", title="中华人民共和国示例报告格式", aliases="示例报告格式", number="国办公开办函〔2021〕998号",
    version="2021年版", since="2021-09-26",
)  # fmt: skip
LIBRARY = (*STATUTE, *FEES, *ANSWER, *FORM)


def text(
    *labels: str,
    title: str = "中华人民共和国示例信息条例",
    number: str = "",
    version: str = "2019年修订",
    since: date | None = None,
    chapter: str = "",
) -> ImportedText:
    articles = tuple(Article(label, chapter, "示例。") for label in labels or ("第一条",))
    return ImportedText(title, number, version, since, articles, (), 10, 10)


def placed(attachment: Attachment) -> dict[str, tuple[str, ...]]:
    return dict(attachment.placed)


def title_of(attachment: Attachment) -> str:
    return attachment.document.title if attachment.document else ""


def test_articles_find_their_provisions() -> None:
    found = attach(
        text("第一条", "第二条", "第三条", "第三条之一", "第五条", "第六条", "第七条", "第八条"), LIBRARY
    )
    name = "中华人民共和国示例信息条例"
    assert found.same_version
    assert placed(found) == {
        "第一条": (f"{name} 第一条",),
        "第二条": (),
        "第三条": (f"{name} 第三条", f"{name} 第三条（计算）"),
        "第三条之一": (f"{name} 第三条之一",),
        "第五条": (f"{name} 第五条至第七条",),
        "第六条": (f"{name} 第五条至第七条",),
        "第七条": (f"{name} 第五条至第七条",),
        "第八条": (),
    }
    assert found.unplaced == (f"{name} 第九条",)


def test_every_part_of_a_long_article_is_placed() -> None:
    found = placed(attach(text("第三条", "第三条（第2部分）"), LIBRARY))
    assert found["第三条（第2部分）"] == found["第三条"] != ()


@pytest.mark.parametrize(
    ("title", "number", "wanted"),
    [
        ("中华人民共和国示例信息条例", "", "中华人民共和国示例信息条例"),
        ("示例信息条例", "", "中华人民共和国示例信息条例"),
        ("《示例信息条例》", "", "中华人民共和国示例信息条例"),
        ("示例信息条例（2019年修订）", "", "中华人民共和国示例信息条例"),
        ("示例条例", "", "中华人民共和国示例信息条例"),
        ("条例", "", ""),
        ("示例省示例信息条例", "", ""),
        ("示例信息条例实施细则", "", ""),
        ("国务院办公厅关于印发《示例处理费管理办法》的通知", "", "示例处理费管理办法"),
        ("某市关于印发《示例处理费管理办法》实施细则的通知", "", ""),
        ("国务院办公厅政府信息与政务公开办公室关于示例期限有关问题的解释", "", "关于示例期限有关问题的解释"),
        ("示例省关于示例期限有关问题的解释", "", ""),
        ("另一题目的通知", "国办公开办函〔2021〕998号", "中华人民共和国示例报告格式"),
        ("另一条例", "国务院令第999号", ""),
        ("", "", ""),
    ],
)
def test_the_document_by_title_alias_and_number(title: str, number: str, wanted: str) -> None:
    assert title_of(attach(text(title=title, number=number), LIBRARY)) == wanted


def test_a_text_the_library_does_not_have() -> None:
    found = attach(text("第一条", "第二条", title="示例草原条例"), LIBRARY)
    assert (found.document, found.same_version, found.unplaced) == (None, False, ())
    assert found.placed == (("第一条", ()), ("第二条", ()))
    assert "没有“示例草原条例”" in found.remark


@pytest.mark.parametrize(
    ("version", "number", "since", "said"),
    [
        ("2007年公布", "国务院令第998号", date(2008, 5, 1), "旧版本"),
        ("2024年修订", "", None, "较新的版本"),
        ("", "", None, "没有写明是哪一年的版本"),
        ("", "", date(2008, 5, 1), "旧版本"),
    ],
)
def test_another_version_is_never_attached(version: str, number: str, since: date | None, said: str) -> None:
    found = attach(text("第一条", "第三条", version=version, number=number, since=since), LIBRARY)
    assert title_of(found) == "中华人民共和国示例信息条例"
    assert not found.same_version
    assert (found.placed, found.unplaced) == ((("第一条", ()), ("第三条", ())), ())
    assert said in found.remark


def test_the_day_of_coming_into_force_tells_a_version_that_is_not_named() -> None:
    assert attach(text(version="", since=date(2019, 5, 15)), LIBRARY).same_version
    amended = document("第一条 目的", version="2023年修正", since="2000-07-01")
    assert not attach(text(version="", since=date(2000, 7, 1)), amended).same_version


@pytest.mark.parametrize(
    ("number", "version", "same"),
    [
        ("国办函〔2020〕999号", "", True),
        ("国办函〔2020〕999号", "2021年施行", True),
        ("国办函〔2024〕12号", "2020年", False),
        ("", "2020年", True),
        ("", "2024年", False),
    ],
)
def test_a_dated_number_is_its_version(number: str, version: str, same: bool) -> None:
    found = attach(text("第二条", title="示例处理费管理办法", number=number, version=version), LIBRARY)
    assert (title_of(found), found.same_version) == ("示例处理费管理办法", same)


def test_sections_find_their_provisions() -> None:
    number = "国办公开办函〔2015〕999号"
    found = attach(
        text(
            "序言", "一、", "二、当面提交", "三、关于邮寄", title="关于示例期限有关问题的解释", number=number
        ),
        LIBRARY,
    )
    whole = "关于示例期限有关问题的解释 全文"
    assert placed(found) == {
        "序言": (),
        "一、": (whole,),
        "二、当面提交": (whole, "关于示例期限有关问题的解释 当面提交"),
        "三、关于邮寄": (whole, "关于示例期限有关问题的解释 第三项"),
    }
    form = attach(
        text("一、总体情况", "五、存在的主要问题", title="示例报告格式", number="国办公开办函〔2021〕998号"),
        LIBRARY,
    )
    assert [ids for _, ids in form.placed] == [
        ("中华人民共和国示例报告格式 第一部分",),
        ("中华人民共和国示例报告格式 第五部分",),
    ]
    parts = text(
        "（一）目标", title="示例报告格式", number="国办公开办函〔2021〕998号", chapter="五、存在的主要问题"
    )
    assert placed(attach(parts, LIBRARY)) == {"（一）目标": ("中华人民共和国示例报告格式 第五部分",)}


def shipped() -> tuple[Provision, ...]:
    return tuple(p for file in sorted((corpus() / "regulations").glob("*.md")) for p in read_document(file))


@pytest.mark.shared
@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("政府信息公开条例-2019", "中华人民共和国政府信息公开条例"),
        ("行政复议法-2023", "中华人民共和国行政复议法"),
        ("行政诉讼法-2017", "中华人民共和国行政诉讼法"),
        ("立法法-2023", "中华人民共和国立法法"),
        ("保守国家秘密法实施条例-2024", "中华人民共和国保守国家秘密法实施条例"),
    ],
)
def test_real_texts_reach_every_provision(name: str, title: str) -> None:
    taken = take_in(shared_file(f"regulations/{name}.md"))
    assert isinstance(taken, ImportedText)
    found = attach(taken, shipped())
    assert (title_of(found), found.same_version, found.unplaced) == (title, True, ())
    assert all(label == identity.rpartition(" ")[2] for label, ids in found.placed for identity in ids)
    own = [p.id for p in shipped() if p.document.title == title and not p.silent]
    assert [identity for _, ids in found.placed for identity in ids] == own


@pytest.mark.shared
def test_a_real_text_that_does_not_tell_its_version_is_kept_apart() -> None:
    """Its head names the order of 2014 alone; the library's provisions are those of the text of 2019."""
    taken = take_in(shared_file("regulations/不动产登记暂行条例-2019.md"))
    assert isinstance(taken, ImportedText)
    found = attach(taken, shipped())
    assert (title_of(found), found.same_version) == ("不动产登记暂行条例", False)
    assert not any(ids for _, ids in found.placed)

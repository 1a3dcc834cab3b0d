"""Articles of fictional statutes, through the door, with everything that is no heading and looks like one."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.intake import take_in
from assistant.library.imported import MAX_ARTICLE, ImportedText
from tests.intake.statutes import (
    BODY,
    CHAPTERS,
    HEAD,
    LABELS,
    SECOND,
    article,
    as_docx,
    as_html,
    as_pdf,
    labels,
    squeezed,
    text_of,
    wrapped,
)
from tests.support.files import docx_bytes, w_p

CONTENTS = ["目　录", "第一章　总则", "第二章　示例程序", "第一节　一般规定", "第三章　附则"]


def is_whole(text: object) -> None:
    assert isinstance(text, ImportedText)
    assert labels(text) == LABELS
    assert [a.chapter for a in text.articles] == CHAPTERS
    assert article(text, "第二条") == SECOND
    assert (text.title, text.number) == ("中华人民共和国示例信息条例", "国务院令第999号")
    assert (text.version, text.in_force_from) == ("2019年修订", date(2019, 5, 15))
    for label in ("第一条", "第三条", "第四条", "第五条"):
        source = next(line for line in BODY if line.startswith(label + "　"))
        assert article(text, label) == source.removeprefix(label + "　")


def test_a_statute_comes_in_whole() -> None:
    text = text_of([*HEAD, *BODY])
    is_whole(text)
    assert (text.unplaced, text.remarks) == ((), ())
    assert text.characters_kept == text.characters_in == len(squeezed("".join([*HEAD, *BODY])))


@pytest.mark.parametrize(
    "data",
    [
        as_docx([*HEAD, *BODY]),
        as_html([*HEAD, *BODY]),
        as_pdf([*HEAD, *BODY]),
        "\n".join([*HEAD, *BODY]).encode("gb18030"),
        "\n".join([*HEAD, *BODY]).encode("utf-16"),
        "\r\n".join(["# " + HEAD[0], *HEAD[1:], *("## " + b if b[2] == "章" else b for b in BODY)]).encode(),
    ],
    ids=["docx", "html", "pdf", "gbk", "utf-16", "markdown"],
)
def test_every_format_gives_the_same(data: bytes) -> None:
    is_whole(take_in(data))


@pytest.mark.parametrize(("width", "rows"), [(24, 9), (19, 7), (33, 5)])
def test_a_pdf_of_small_pages(width: int, rows: int) -> None:
    """Where a page ends, paragraphs may run together: no article is lost by it."""
    text = take_in(as_pdf([*HEAD, *BODY], width, rows))
    assert isinstance(text, ImportedText)
    assert [(a.label, a.chapter) for a in text.articles] == list(zip(LABELS, CHAPTERS, strict=True))
    assert squeezed(article(text, "第二条")) == squeezed(SECOND)
    assert text.number == "国务院令第999号"


@pytest.mark.parametrize("width", [19, 23, 28, 31])
def test_broken_lines_are_joined(width: int) -> None:
    """Whatever stands at the start of a broken line: 第三条, （一）, 第二章, a bare number."""
    is_whole(text_of([*HEAD, *wrapped(BODY, width)]))


def test_a_reference_at_the_start_of_a_line_is_no_heading() -> None:
    text = text_of(
        [
            "示例条例",
            "第一条 依照《中华人民共和国示例程序法》和本条例",
            "第三条规定的程序，违反",
            "第二条、第四条的，按照",
            "第三条 第二款处理，并适用本条例",
            "第二条申请的办理规则。",
            "第二条 甲方应当遵守示例法",
            "第五条和第六条的规定，不服的依照同法",
            "第三条作出处理。",
            "第三条 乙。",
        ]
    )
    assert labels(text) == ["第一条", "第二条", "第三条"]
    assert article(text, "第一条") == (
        "依照《中华人民共和国示例程序法》和本条例第三条规定的程序，违反第二条、第四条的，按照第三条第二款处理，"
        "并适用本条例第二条申请的办理规则。"
    )
    assert article(text, "第二条").endswith("不服的依照同法第三条作出处理。")


def test_the_last_article_may_speak_of_a_later_one() -> None:
    text = text_of(
        [
            "示例条例",
            "第一条 甲。",
            "第二条 乙。",
            "第三条 依照《示例法》",
            "第四条给予处分的，",
            "第五条规定不适用。",
        ]
    )
    assert labels(text) == ["第一条", "第二条", "第三条"]
    assert article(text, "第三条") == "依照《示例法》第四条给予处分的，第五条规定不适用。"


@pytest.mark.parametrize(
    "form",
    ["第{}条 {}", "第{}条　{}", "第 {} 条  {}", "第{}条{}", "第{}条：{}", "【第{}条】{}", "第{}条\n{}"],
)
def test_digits_and_spelling_of_headings(form: str) -> None:
    numbers = ["1", "２", "3", "１０", "11"]
    lines = ["示例规定", *(form.format(n, f"示例机关办理第{n}类事项。") for n in numbers)]
    text = text_of(lines)
    assert labels(text) == ["第一条", "第二条", "第三条", "第十条", "第十一条"]
    assert article(text, "第十条").endswith("示例机关办理第10类事项。")
    assert "第三条之后是第十条" in text.remarks[0]


def test_automatic_numbers_of_word() -> None:
    level = '<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
    level += '<w:numFmt w:val="chineseCountingThousand"/><w:lvlText w:val="第%1条"/></w:lvl></w:abstractNum>'
    level += '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
    numbered = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    body = w_p("示例条例") + "".join(
        w_p(line, numbered if n % 2 == 0 else "")
        for n, line in enumerate(
            [
                "与示例有关的，适用本条例。",
                "第一条所称示例，是指甲。",
                "规定乙。",
                "第三条规定的期限不变。",
                "丙。",
            ]
        )
    )
    text = take_in(docx_bytes(body, numbering=level))
    assert isinstance(text, ImportedText)
    assert [(a.label, a.text) for a in text.articles] == [
        ("第一条", "与示例有关的，适用本条例。\n第一条所称示例，是指甲。"),
        ("第二条", "规定乙。\n第三条规定的期限不变。"),
        ("第三条", "丙。"),
    ]


def test_numbers_beyond_a_hundred_and_inserted_ones() -> None:
    wanted = [
        "第九十九条",
        "第一百条",
        "第一百零一条",
        "第一百零一条之一",
        "第一百零一条之二",
        "第一百零二条",
    ]
    text = text_of(["示例法（节选）", *(f"{label} 示例。" for label in wanted)])
    assert labels(text) == wanted
    assert text.title == "示例法"
    assert "从第九十九条开始" in text.remarks[0]


@pytest.mark.parametrize(
    "contents",
    [
        CONTENTS,
        ["目录", *(f"{c}……{n}" for n, c in enumerate(CONTENTS[1:], 1))],
        ["目 录", *(f"{c} {n}" for n, c in enumerate(CONTENTS[1:], 1))],
        ["目录", "第一章 总则", "第一条 示例目的……1", "第二条 定义……1", "第三条 责任……2", "第四条 期限……3"],
        ["目录", "第一条 示例目的", "第二条 定义", "第三条 责任", "第四条 期限", "第五条 施行"],
        ["目录 第一章 总则 第二章 示例程序 第三章 附则"],
    ],
)
def test_a_table_of_contents_is_skipped(contents: list[str]) -> None:
    text = text_of([*HEAD, *contents, *BODY])
    is_whole(text)
    assert [squeezed(line) for line in text.unplaced] == [squeezed(line) for line in contents]


def test_the_title_may_follow_the_contents() -> None:
    is_whole(text_of([*CONTENTS, *HEAD, *BODY]))


def test_a_page_of_a_government_site() -> None:
    before = (
        '<div class="nav">首页 | 政策 | 公报</div><p>当前位置：首页 > 政策文件 > 行政法规</p>'
        "<table><tr><td>索 引 号：</td><td>000000000/2019-00001</td><td>主题分类：</td><td>综合政务</td></tr>"
        "<tr><td>发文字号：</td><td>国令第９９９号</td><td>发布日期：</td><td>2019年04月15日</td></tr></table>"
        "<p>字体：[大 中 小]</p><h1>中华人民共和国国务院令</h1><p>第999号</p>"
        "<p>《中华人民共和国示例信息条例》已经2019年4月3日国务院第1次常务会议修订通过，现将修订后的"
        "《中华人民共和国示例信息条例》公布，自2019年5月15日起施行。</p><p>总　理　某某某</p><p>2019年4月3日</p>"
    )
    after = (
        "<p>【打印】 【关闭】</p><p>分享到：微信</p><p>国务院部门网站 地方政府网站</p><p>相关链接：示例条例解读</p>"
        "<p>版权所有：示例网 | 网站标识码bm00000001 | 京ICP备00000001号</p>"
    )
    text = take_in(as_html([*HEAD, *CONTENTS, *BODY], before, after))
    is_whole(text)
    assert isinstance(text, ImportedText)
    assert "2019年4月3日" in text.about
    assert any("打印" in line for line in text.unplaced)
    assert any("版权所有" in line for line in text.unplaced)
    assert not any("版权" in a.text or "打印" in a.text for a in text.articles)


def test_menus_of_a_site_are_not_about_the_text() -> None:
    text = text_of(
        [
            "示例市司法局", "政务公开", "中华人民共和国示例甲法", "示例乙办法", "您现在的位置：首页 > 法规", "中华人民共和国示例丙条例",
            "来源：司法部 时间：2024-01-01 08:00 字号：[大] [中] [小]", "（2020年1月1日国务院令第7号公布）",
            "第一条 甲。", "第二条 乙。", "第三条 丙。", "上一篇：中华人民共和国示例甲法", "下一篇：没有了", "地址：示例路1号 邮编：000000",
        ]
    )  # fmt: skip
    assert (text.title, text.number) == ("中华人民共和国示例丙条例", "国务院令第7号")
    assert text.about == ("（2020年1月1日国务院令第7号公布）",)
    assert len(text.unplaced) == 9
    assert article(text, "第三条") == "丙。"


def test_page_numbers_and_running_heads_are_no_text() -> None:
    pages = [
        *HEAD, *BODY[:3], "— 1 —", HEAD[0], *BODY[3:5], "2", HEAD[0], BODY[5], "第3页 共4页", BODY[6],
        BODY[7], BODY[8][:15], "— 4 —", HEAD[0], BODY[8][15:], *BODY[9:], "- 5 -",
    ]  # fmt: skip
    text = text_of(pages)
    is_whole(text)
    assert text.unplaced == ("— 1 —", HEAD[0], "2", HEAD[0], "第3页 共4页", "— 4 —", HEAD[0], "- 5 -")


def test_a_number_in_a_broken_sentence_is_no_page_number() -> None:
    text = text_of(
        [
            "示例条例",
            "第一条 示例机关应当自收到申请之日起",
            "20",
            "个工作日内答复。",
            "第二条 乙。",
            "第三条 丙。",
        ]
    )
    assert article(text, "第一条") == "示例机关应当自收到申请之日起20个工作日内答复。"


def test_two_lines_of_a_chapter_and_one_of_several_headings() -> None:
    text = text_of(
        [
            "示例法",
            "第一编",
            "总则",
            "第一章 基本规定 第一条 甲。",
            "第二章",
            "示例人",
            "第二条 乙。",
            "第二编 附编",
            "第三条 丙。",
        ]
    )
    assert [a.chapter for a in text.articles] == [
        "第一编 总则 第一章 基本规定",
        "第一编 总则 第二章 示例人",
        "第二编 附编",
    ]


def test_items_and_articles_on_one_line_are_parted() -> None:
    text = text_of(
        "示例条例\n第一条 下列信息：（一）甲；（二）乙，依照第（三）项办理；（三）丙。 第二条 丁。 第三条 戊。"
    )
    assert labels(text) == ["第一条", "第二条", "第三条"]
    assert article(text, "第一条").split("\n") == [
        "下列信息：",
        "（一）甲；",
        "（二）乙，依照第（三）项办理；",
        "（三）丙。",
    ]


def test_a_table_inside_a_statute_becomes_lines() -> None:
    rows = "<table><tr><td>事项</td><td>期限</td></tr><tr><td>答复</td><td>20个工作日</td></tr></table>"
    page = as_html(["示例条例", "第一条 甲。", "第二条 期限如下："]).decode()
    page = page.replace("</body>", f"{rows}<p>第三条 丙。</p></body>")
    text = take_in(page.encode())
    assert isinstance(text, ImportedText)
    assert article(text, "第二条") == "期限如下：\n事项 期限\n答复 20个工作日"


def test_articles_laid_out_in_a_table() -> None:
    cells = "".join(f"<tr><td>第{n}条</td><td>示例{n}。<br>第二款。</td></tr>" for n in "一二三")
    text = take_in(f"<html><body><p>示例条例</p><table>{cells}</table></body></html>".encode())
    assert isinstance(text, ImportedText)
    assert [(a.label, a.text) for a in text.articles] == [
        (f"第{n}条", f"示例{n}。\n第二款。") for n in "一二三"
    ]


def test_width_is_settled_and_chinese_punctuation_kept() -> None:
    text = text_of(
        "\ufeff示例条例\n第１条　ＡＢＣ１２３，“示例”；（示例）：\u200b甲\xa0乙。\n第２条　⼀⽅。\n第３条　①丙㎡％。"
    )
    assert [a.text for a in text.articles] == ["ABC123，“示例”；（示例）：甲乙。", "一方。", "①丙㎡％。"]


def test_what_follows_the_last_article() -> None:
    text = text_of(
        [
            "示例办法", "示教〔2023〕5号", "第一条 甲。", "第二条 乙。", "第三条 本办法自公布之日起施行。", "附件：1.示例申请表",
            "2.示例回执", "示例县教育局", "2023年5月6日", "附件1", "示例申请表", "姓名\t电话", "附件2", "示例回执",
        ]
    )  # fmt: skip
    assert labels(text) == ["第一条", "第二条", "第三条", "附件1", "附件2"]
    assert article(text, "第三条") == "本办法自公布之日起施行。"
    assert article(text, "附件1") == "示例申请表\n姓名 电话"
    assert {"示例县教育局", "2023年5月6日", "附件：1.示例申请表"} <= set(text.about)
    assert (text.number, text.in_force_from, text.unplaced) == ("示教〔2023〕5号", date(2023, 5, 6), ())


def test_a_second_text_in_the_file_is_told_not_mixed_in() -> None:
    first = ["示例甲条例", *(f"第{n}条 甲{n}。" for n in "一二三")]
    second = ["示例乙条例", *(f"第{n}条 乙{n}。" for n in "一二三四五六")]
    text = text_of([*first, *second])
    assert labels(text) == ["第一条", "第二条", "第三条"]
    assert not any("乙" in a.text for a in text.articles)
    assert text.unplaced == tuple(line for line in second)
    assert any("另一部文本" in remark for remark in text.remarks)


def test_a_long_article_comes_in_parts() -> None:
    long = "".join(f"第{n}件事项应当公开。" for n in range(4_000))
    text = text_of(["示例条例", "第一条 甲。", f"第二条 {long}", "第三条 丙。"])
    parts = [a for a in text.articles if a.label.startswith("第二条")]
    assert [a.label for a in parts] == ["第二条", "第二条（第2部分）", "第二条（第3部分）"]
    assert all(len(a.text) <= MAX_ARTICLE and a.text.endswith("。") for a in parts)
    assert "".join(a.text for a in parts) == long
    assert text.characters_kept == text.characters_in


def test_a_preamble_stands_before_the_first_article() -> None:
    text = text_of(
        [
            "最高示例院关于审理示例案件若干问题的解释",
            "（2024年12月24日最高示例院审判委员会第1次会议通过，自2025年6月1日起施行 示释〔2025〕9号）",
            "为正确审理示例案件，根据法律的规定，结合审判实践，制定本解释。",
            "第一条 甲。", "第二条 乙。", "第三条 本解释施行前的规定不再适用。",
        ]
    )  # fmt: skip
    assert labels(text) == ["序言", "第一条", "第二条", "第三条"]
    assert article(text, "序言") == "为正确审理示例案件，根据法律的规定，结合审判实践，制定本解释。"
    assert (text.number, text.version, text.in_force_from) == (
        "示释〔2025〕9号",
        "2024年通过",
        date(2025, 6, 1),
    )

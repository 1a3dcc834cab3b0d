"""HTML from web pages, saved pages and clipboards, through `read_html` and `read_html_bytes`."""

import pytest

from assistant.errors import InputError
from assistant.reading.blocks import MAX_GRID_COLUMNS, Grid
from assistant.reading.html import read_html, read_html_bytes
from tests.support.files import shown

TABLE = "<table><tr><td>规章</td><td>1</td></tr></table>"
GRID = {(0, 0): "规章", (0, 1): "1"}


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        pytest.param("<p>一、总体情况</p><p>正文</p>", ["一、总体情况", "正文"], id="paragraphs"),
        pytest.param("<div>甲<p>乙</p>丙</div>丁", ["甲", "乙", "丙", "丁"], id="text directly in a div"),
        pytest.param("<p>甲<br>乙<br/>丙</p>", ["甲", "乙", "丙"], id="line breaks part paragraphs"),
        pytest.param("<p>受理&nbsp;<b>12</b>&nbsp;件</p>", ["受理 12 件"], id="nbsp is a blank"),
        pytest.param("<p>政府信息\n  公开</p>", ["政府信息公开"], id="source wrapped within Chinese"),
        pytest.param("<p>12\n34</p>", ["12 34"], id="digits wrapped in the source stay apart"),
        pytest.param("<p>\u3000\u3000正文&#12288;</p>", ["正文"], id="indent by wide blanks"),
        pytest.param("<pre>甲\t1\n乙\t2</pre>", ["甲\t1", "乙\t2"], id="preformatted text keeps its tabs"),
        pytest.param(f"<p>上</p>{TABLE}<p>下</p>", ["上", GRID, "下"], id="order of text and tables"),
        pytest.param(
            "<table><caption>表一</caption><tr><th>规章<td>1</table>", ["表一", GRID], id="caption and th"
        ),
        pytest.param(
            "<table><tr><td><p>商业</p><p>企业</p></td><td><br>1<br></td></tr></table>",
            [{(0, 0): "商业\n企业", (0, 1): "1"}],
            id="paragraphs in cells",
        ),
        pytest.param(
            "<table><tr><td>12<br>34</td><td>1</td></tr></table>",
            [{(0, 0): "12\n34", (0, 1): "1"}],
            id="wrapped digits in a cell are not glued",
        ),
        pytest.param(
            "<table><tr><td rowspan=2>甲</td><td colspan=2>乙</td></tr><tr><td>1</td><td>2</td></tr></table>",
            [{(0, 0): ("甲", 2, 1), (0, 1): ("乙", 1, 2), (1, 1): "1", (1, 2): "2"}],
            id="spans",
        ),
        pytest.param(
            "<table><tr><td rowspan=0>甲</td><td>1</td></tr><tr><td>2</td></tr></table>",
            [{(0, 0): ("甲", 2, 1), (0, 1): "1", (1, 1): "2"}],
            id="rowspan 0 reaches the end",
        ),
        pytest.param(
            "<table><tr><td rowspan='x' colspan='-3'>甲</td><td>1</td></tr></table>",
            [{(0, 0): "甲", (0, 1): "1"}],
            id="nonsense spans",
        ),
        pytest.param(
            "<table><thead><tr><td>甲</td><td>乙</td></tr></thead><tbody><tr><td>1</td><td></td></tr></tbody></table>",
            [{(0, 0): "甲", (0, 1): "乙", (1, 0): "1", (1, 1): ""}],
            id="blank cells stay",
        ),
        pytest.param("<table><td>规章</td><td>1</td></table>", [GRID], id="cells without a row"),
        pytest.param("<tr><td>规章</td><td>1</td></tr>", [GRID], id="rows without a table"),
        pytest.param(
            "<table><tr><td></td></tr></table><p>正文</p>", ["正文"], id="an empty table is nothing"
        ),
        pytest.param("", [], id="nothing"),
        pytest.param("<!-- only a comment -->", [], id="a comment alone"),
    ],
)
def test_structure(source, expected):
    assert shown(read_html(source)) == expected


@pytest.mark.parametrize(
    "furniture",
    [
        "<script>var a = '<p>12</p>';</script>",
        "<style>td { color: red }</style>",
        "<nav><a>首页</a></nav>",
        "<header><ul><li>首页</li><li>政务公开</li></ul></header>",
        "<footer>版权所有 备案号 12345</footer>",
        "<div class='wrap footer'>主办：示例市</div>",
        "<ul id=menu><li>首页</ul>",
        "<p style='display: none'>12</p>",
        "<p style='MSO-HIDE:all'>12</p>",
        "<p hidden>12</p>",
        "<noscript>请启用脚本</noscript>",
        "<!--[if gte mso 9]><xml><w:View>Normal</w:View></xml><![endif]-->",
        "<xml><o:P>12</o:P></xml>",
        "<del>旧文</del>",
        "<select><option>2023<option>2024</select>",
    ],
)
def test_what_is_no_content_is_dropped(furniture):
    assert shown(read_html(f"<html><body>{furniture}<p>正文</p>{TABLE}</body></html>")) == ["正文", GRID]


@pytest.mark.parametrize(
    "kept",
    [
        f"<div class=footer>{TABLE}</div>",
        f"<div style='color:red;display:block'>{TABLE}</div>",
        f"<form><div id=menu><h2></h2>{TABLE}</div></form>",
    ],
)
def test_no_table_is_ever_furniture(kept):
    assert shown(read_html(kept)) == [GRID]


def test_title_in_a_header_is_kept():
    page = "<div class=header>示例市2024年政府信息公开工作年度报告</div><header><h1>标题</h1></header>"
    assert shown(read_html(page)) == ["示例市2024年政府信息公开工作年度报告", "标题"]


def test_layout_tables_are_walked_through():
    page = f"<table><tr><td>上<p>一、总体情况</p></td></tr><tr><td>{TABLE}</td><td>右</td></tr></table>"
    assert shown(read_html(page)) == ["上", "一、总体情况", GRID, "右"]


def test_an_empty_inner_table_does_not_undo_the_outer_one():
    page = "<table><tr><td>规章<table><tr><td></td></tr></table></td><td>1</td></tr></table>"
    assert shown(read_html(page)) == [GRID]


@pytest.mark.parametrize(
    "page",
    [
        "<table><tr><td><p>一、总体情况</p><p>{long}</p></td><td>侧栏</td></tr></table>",
        "<table><tr><td><p>一、总体情况</p><p>{long}</p>侧栏</td></tr></table>",
    ],
    ids=["a cell of prose", "one cell alone"],
)
def test_tables_around_prose_are_no_grids(page):
    long = "全年工作平稳有序。" * 40
    assert shown(read_html(page.format(long=long))) == ["一、总体情况", long, "侧栏"]


def test_word_clipboard():
    source = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><meta charset="utf-8">
<style><!-- p.MsoNormal {mso-style-parent:""} --></style></head><body lang=ZH-CN>
<!--StartFragment--><p class=MsoNormal><![if !supportLists]><span lang=EN-US>1.<span
style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp; </span></span><![endif]>主动公开<o:p></o:p></p>
<table class=MsoTableGrid><tr style='mso-yfti-irow:0'><td rowspan=2><p class=MsoNormal>规章<span
lang=EN-US><o:p></o:p></span></p></td><td><p class=MsoNormal><span lang=EN-US>3<o:p></o:p></span></p></td></tr>
<tr><td><p class=MsoNormal><span lang=EN-US><o:p>&nbsp;</o:p></span></p></td></tr></table>
<p>填报单位<span style='mso-tab-count:1'>    </span>示例市</p><!--EndFragment--></body></html>"""
    assert shown(read_html(source)) == [
        "1. 主动公开",
        {(0, 0): ("规章", 2, 1), (0, 1): "3", (1, 1): ""},
        "填报单位\t示例市",
    ]


def test_excel_clipboard_with_its_header():
    source = """Version:1.0
StartHTML:0000000105
EndHTML:0000000999
StartFragment:0000000200
EndFragment:0000000900
<html><body><table><!--StartFragment--><col width=72><tr height=20><td x:num>65</td><td x:num="0.5">50%</td></tr>
<![if supportMisalignedColumns]><tr height=0 style='display:none'><td width=72></td></tr><![endif]>
<!--EndFragment--></table></body></html>"""
    assert shown(read_html(source)) == [{(0, 0): "65", (0, 1): "50%"}]


def test_form_fields_give_what_stands_in_them():
    source = """<table><tr><td>规章</td><td><input type="text" value="12"></td><td><input type=hidden value=9></td>
<td><select><option>甲</option><option selected>乙</option></select></td><td><textarea>34</textarea></td>
<td><input value=""></td></tr></table>"""
    assert shown(read_html(source)) == [
        {(0, 0): "规章", (0, 1): "12", (0, 2): "", (0, 3): "乙", (0, 4): "34", (0, 5): ""}
    ]


def test_a_table_whose_only_content_is_fields():
    source = "<table><tr><td><input value=12></td><td><input value=3></td></tr></table>"
    assert shown(read_html(source)) == [{(0, 0): "12", (0, 1): "3"}]


def test_huge_spans_are_bounded_by_the_table():
    source = (
        "<table><tr><td rowspan=99999999 colspan=100000>甲</td></tr><tr><td>乙</td><td>丙</td></tr></table>"
    )
    grid = read_html(source)[0]
    assert isinstance(grid, Grid)
    assert (grid.cells[0].rowspan, grid.cells[0].colspan) == (2, MAX_GRID_COLUMNS)


def test_deep_nesting_is_refused_rather_than_read_in_part():
    with pytest.raises(InputError, match="嵌套太深"):
        read_html("<div>" * 10_000 + TABLE)


def test_entities_are_not_expanded():
    bomb = '<!DOCTYPE html [<!ENTITY a "12"><!ENTITY b "&a;&a;">]><p>数&b;</p>'
    assert "1212" not in "".join(map(str, shown(read_html(bomb))))


def test_characters_that_stand_for_breaks_inside_are_not_the_pages():
    assert shown(read_html("<p>甲\ue000乙\ue001丙\0丁</p>")) == ["甲乙丙丁"]


@pytest.mark.parametrize(
    ("declared", "encoding"),
    [("gb2312", "gb18030"), ("GBK", "gbk"), ("utf-8", "utf-8"), ("utf-8", "gb18030"), ("none-such", "utf-8")],
)
def test_encoding_of_bytes(declared, encoding):
    page = f'<html><head><meta http-equiv="Content-Type" content="text/html; charset={declared}"></head><p>鎔基公开</p>'
    assert shown(read_html_bytes(page.encode(encoding))) == ["鎔基公开"]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_byte_order_mark_decides(encoding):
    page = '<?xml version="1.0" encoding="gbk"?><html><meta charset=gbk><p>公开</p></html>'
    assert shown(read_html_bytes(page.encode(encoding))) == ["公开"]

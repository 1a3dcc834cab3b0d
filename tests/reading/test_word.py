"""Word documents through `read_docx`; the XML is written out so that each case shows what Word writes."""

import io

import docx
import pytest

from assistant.errors import InputError
from assistant.reading.blocks import Grid, Paragraph
from assistant.reading.word import read_docx
from tests.support import pace
from tests.support.files import docx_bytes, shown, w_p, w_tbl, w_tc, w_tr, zip_bytes


def read(body, **parts):
    return shown(read_docx(docx_bytes(body, **parts)).blocks)


RUN = '<w:r><w:t xml:space="preserve">{}</w:t></w:r>'


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param(
            w_p("上") + w_tbl(w_tr("规章", "1")) + w_p("下"),
            ["上", {(0, 0): "规章", (0, 1): "1"}, "下"],
            id="order",
        ),
        pytest.param(w_p("　　正文 "), ["正文"], id="indent by blanks"),
        pytest.param(w_p(""), [], id="empty paragraph"),
        pytest.param(
            "<w:p><w:r><w:t>甲</w:t><w:br/><w:t>乙</w:t><w:tab/><w:t>丙</w:t></w:r></w:p>",
            ["甲", "乙\t丙"],
            id="break, tab",
        ),
        pytest.param(
            "<w:p><w:r><w:t>2021</w:t><w:noBreakHyphen/><w:t>3</w:t><w:softHyphen/></w:r></w:p>",
            ["2021-3"],
            id="hyphens",
        ),
        pytest.param(
            f"<w:p><w:ins>{RUN.format('新增')}</w:ins><w:del><w:r><w:delText>删去</w:delText></w:r></w:del>"
            f"<w:moveFrom>{RUN.format('移走')}</w:moveFrom><w:moveTo>{RUN.format('移来')}</w:moveTo></w:p>",
            ["新增移来"],
            id="tracked changes",
        ),
        pytest.param(
            "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>前半</w:t></w:r></w:p>" + w_p("后半"),
            ["前半后半"],
            id="a deleted paragraph mark joins",
        ),
        pytest.param(
            "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>末段</w:t></w:r></w:p>",
            ["末段"],
            id="a deleted mark at the end loses nothing",
        ),
        pytest.param(
            "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>隐藏</w:t></w:r><w:r><w:rPr><w:vanish w:val='0'/></w:rPr>"
            "<w:t>可见</w:t></w:r></w:p>",
            ["可见"],
            id="hidden text",
        ),
        pytest.param(
            f"<w:p><w:r><w:instrText>PAGE</w:instrText></w:r><w:hyperlink>{RUN.format('链接')}</w:hyperlink></w:p>",
            ["链接"],
            id="fields and links",
        ),
        pytest.param(
            f"<w:sdt><w:sdtPr/><w:sdtContent>{w_p('控件')}{w_tbl(w_tr('规章', '1'))}</w:sdtContent></w:sdt>",
            ["控件", {(0, 0): "规章", (0, 1): "1"}],
            id="block content control",
        ),
        pytest.param(
            w_tbl(
                f"<w:sdt><w:sdtContent>{w_tr('规章', '1')}</w:sdtContent></w:sdt>",
                "<w:tr><w:sdt><w:sdtContent><w:tc><w:p/></w:tc></w:sdtContent></w:sdt>"
                f"<w:tc><w:p><w:sdt><w:sdtContent>{RUN.format('7')}</w:sdtContent></w:sdt></w:p></w:tc></w:tr>",
            ),
            [{(0, 0): "规章", (0, 1): "1", (1, 0): "", (1, 1): "7"}],
            id="content controls around rows, cells and text",
        ),
        pytest.param(
            "<w:p><w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:txbx><w:txbxContent>"
            f"{w_p('文本框')}{w_tbl(w_tr('规章', '1'))}</w:txbxContent></wps:txbx></w:drawing></mc:Choice><mc:Fallback>"
            f"<w:pict><v:textbox><w:txbxContent>{w_p('文本框')}</w:txbxContent></v:textbox></w:pict></mc:Fallback>"
            "</mc:AlternateContent><w:t>锚</w:t></w:r></w:p>",
            ["锚", "文本框", {(0, 0): "规章", (0, 1): "1"}],
            id="a text box is read once",
        ),
        pytest.param(
            f"<mc:AlternateContent><mc:Fallback>{w_p('后备')}</mc:Fallback></mc:AlternateContent>",
            ["后备"],
            id="only a fallback",
        ),
        pytest.param(
            "<w:p><w:r><w:ruby><w:rt><w:r><w:t>gong</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>公</w:t></w:r>"
            "</w:rubyBase></w:ruby></w:r></w:p>",
            ["公"],
            id="phonetic guide",
        ),
    ],
)
def test_text(body, expected):
    assert read(body) == expected


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        pytest.param(
            w_tbl(w_tr(w_tc(w_p("甲"), '<w:gridSpan w:val="2"/>'), "乙"), w_tr("1", "2", "3")),
            {(0, 0): ("甲", 1, 2), (0, 2): "乙", (1, 0): "1", (1, 1): "2", (1, 2): "3"},
            id="gridSpan",
        ),
        pytest.param(
            w_tbl(
                w_tr(w_tc(w_p("甲"), '<w:vMerge w:val="restart"/>'), "1"),
                w_tr(w_tc(w_p(""), "<w:vMerge/>"), "2"),
                w_tr(w_tc(w_p(""), '<w:vMerge w:val="continue"/>'), "3"),
                w_tr(w_tc(w_p("乙"), '<w:vMerge w:val="restart"/>'), "4"),
                w_tr(w_tc(w_p(""), "<w:vMerge/>"), "5"),
            ),
            {
                (0, 0): ("甲", 3, 1),
                (0, 1): "1",
                (1, 1): "2",
                (2, 1): "3",
                (3, 0): ("乙", 2, 1),
                (3, 1): "4",
                (4, 1): "5",
            },
            id="vMerge, two in a column",
        ),
        pytest.param(
            w_tbl(
                w_tr(w_tc(w_p("甲"), '<w:gridSpan w:val="2"/><w:vMerge w:val="restart"/>'), "1"),
                w_tr(w_tc(w_p(""), '<w:gridSpan w:val="2"/><w:vMerge/>'), "2"),
            ),
            {(0, 0): ("甲", 2, 2), (0, 2): "1", (1, 2): "2"},
            id="both ways",
        ),
        pytest.param(
            w_tbl(w_tr("甲", "乙"), w_tr(w_tc(w_p("丙"), "<w:vMerge/>"), "丁")),
            {(0, 0): "甲", (0, 1): "乙", (1, 0): "丙", (1, 1): "丁"},
            id="a continuation of nothing keeps its text",
        ),
        pytest.param(
            w_tbl(w_tr("甲", "乙", "丙"), w_tr("1", "2", properties='<w:gridBefore w:val="1"/>')),
            {(0, 0): "甲", (0, 1): "乙", (0, 2): "丙", (1, 1): "1", (1, 2): "2"},
            id="gridBefore",
        ),
        pytest.param(
            w_tbl(
                w_tr(
                    w_tc(w_p("甲"), '<w:hMerge w:val="restart"/>'),
                    w_tc(w_p(""), '<w:hMerge w:val="continue"/>'),
                    "乙",
                )
            ),
            {(0, 0): ("甲", 1, 2), (0, 2): "乙"},
            id="the old hMerge",
        ),
        pytest.param(
            w_tbl(w_tr("甲", "1"), w_tr("乙", "2", properties="<w:del/>")),
            {(0, 0): "甲", (0, 1): "1"},
            id="deleted row",
        ),
        pytest.param(
            w_tbl(
                w_tr(
                    w_tc(w_p("商业") + w_p("企业")),
                    w_tc("<w:p><w:r><w:t>12</w:t><w:br/><w:t>34</w:t></w:r></w:p>"),
                )
            ),
            {(0, 0): "商业\n企业", (0, 1): "12\n34"},
            id="lines of a cell stay apart",
        ),
    ],
)
def test_tables(table, expected):
    assert read(table) == [expected]


def test_a_table_in_a_cell_is_its_own_grid():
    inner = w_tbl(w_tr("规章", "1"))
    outer = w_tbl(w_tr(w_tc(w_p("前") + inner + w_p("后")), w_tc(w_p("旁"))))
    assert read(outer) == ["前", {(0, 0): "规章", (0, 1): "1"}, "后", "旁"]


def test_prose_in_a_table_is_prose():
    long = "全年工作平稳有序。" * 40
    assert read(w_tbl(w_tr(w_tc(w_p("一、总体情况") + w_p(long)), w_tc(w_p(""))))) == ["一、总体情况", long]
    assert read(w_tbl(w_tr(w_tc(w_p("一、总体情况") + w_p("正文"))))) == ["一、总体情况", "正文"]


def test_absurd_spans_are_bounded():
    body = w_tbl(w_tr(w_tc(w_p("甲"), '<w:gridSpan w:val="99999"/>'), "乙"), w_tr("1", "2"))
    assert read(body) == [{(0, 0): ("甲", 1, 200), (1, 0): "1", (1, 1): "2"}]


# --- automatic numbers ---


def level(index, form, text, start=1, extra=""):
    return (
        f'<w:lvl w:ilvl="{index}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/>'
        f'<w:lvlText w:val="{text}"/>{extra}</w:lvl>'
    )


def numbered(number, index=0):
    return f'<w:numPr><w:ilvl w:val="{index}"/><w:numId w:val="{number}"/></w:numPr>'


ABSTRACT = '<w:abstractNum w:abstractNumId="0">{}</w:abstractNum>'
NUM = '<w:num w:numId="{}"><w:abstractNumId w:val="0"/>{}</w:num>'


def test_headings_numbered_by_word():
    levels = (
        level(0, "chineseCountingThousand", "%1、")
        + level(1, "chineseCounting", "（%2）")
        + level(2, "decimal", "%3.")
    )
    numbering = ABSTRACT.format(levels) + NUM.format(1, "")
    places = [0, 1, 1, 2, 2, 0, 1, 2]
    body = "".join(w_p("某项", numbered(1, place)) for place in places)
    labels = ["一、", "（一）", "（二）", "1.", "2.", "二、", "（一）", "1."]
    assert read(body, numbering=numbering) == [label + "某项" for label in labels]


@pytest.mark.parametrize(
    ("form", "start", "label"),
    [
        ("decimal", 3, "3、"),
        ("decimalZero", 3, "03、"),
        ("decimalFullWidth", 12, "１２、"),
        ("chineseCounting", 10, "十、"),
        ("chineseCounting", 12, "十二、"),
        ("chineseCounting", 20, "二十、"),
        ("japaneseCounting", 105, "一百零五、"),
        ("chineseCountingThousand", 1010, "一千零一十、"),
        ("ideographDigital", 20, "二〇、"),
        ("decimalEnclosedCircleChinese", 2, "②、"),
        ("decimalEnclosedCircleChinese", 99, ""),
        ("lowerLetter", 2, "b、"),
        ("bullet", 1, ""),
        ("none", 1, ""),
        ("upperRoman", 4, ""),
        ("chineseCounting", 99999, ""),
    ],
)
def test_number_formats(form, start, label):
    numbering = ABSTRACT.format(level(0, form, "%1、", start)) + NUM.format(1, "")
    assert read(w_p("某项", numbered(1)), numbering=numbering) == [label + "某项"]


def test_lists_share_their_count_unless_restarted():
    restart = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    other = f'<w:lvlOverride w:ilvl="0">{level(0, "decimal", "（%1）", 8)}</w:lvlOverride>'
    numbering = (
        ABSTRACT.format(level(0, "decimal", "%1."))
        + NUM.format(1, "") + NUM.format(2, "") + NUM.format(3, restart) + NUM.format(4, other)
    )  # fmt: skip
    body = "".join(w_p("项", numbered(number)) for number in (1, 2, 3, 3, 4))
    assert read(body, numbering=numbering) == ["1.项", "2.项", "1.项", "2.项", "（3）项"]


def test_legal_numbering_and_unknown_levels():
    levels = level(0, "chineseCounting", "%1、") + level(1, "decimal", "%1.%2", extra="<w:isLgl/>")
    numbering = ABSTRACT.format(levels + level(3, "decimal", "%3.%4")) + NUM.format(1, "")
    body = (
        w_p("甲", numbered(1))
        + w_p("乙", numbered(1, 1))
        + w_p("丙", numbered(1, 3))
        + w_p("丁", numbered(1, 8))
    )
    assert read(body, numbering=numbering) == ["一、甲", "1.1乙", "丙", "丁"]


def test_numbers_from_a_style_and_its_base():
    styles = (
        f'<w:style w:styleId="H"><w:name w:val="heading 1"/><w:pPr>{numbered(1)}</w:pPr></w:style>'
        '<w:style w:styleId="K"><w:name w:val="kid"/><w:basedOn w:val="H"/></w:style>'
    )
    numbering = ABSTRACT.format(level(0, "chineseCounting", "%1、")) + NUM.format(1, "")
    body = (
        w_p("总体情况", '<w:pStyle w:val="H"/>') + w_p("主动公开", '<w:pStyle w:val="K"/>')
        + w_p("不编号", f'<w:pStyle w:val="H"/>{numbered(0)}')
    )  # fmt: skip
    assert read(body, numbering=numbering, styles=styles) == ["一、总体情况", "二、主动公开", "不编号"]


def test_numbering_through_a_list_style():
    numbering = (
        '<w:abstractNum w:abstractNumId="0"><w:numStyleLink w:val="L"/></w:abstractNum>'
        f'<w:abstractNum w:abstractNumId="7"><w:styleLink w:val="L"/>{level(0, "decimal", "%1.")}</w:abstractNum>'
        + NUM.format(1, "")
    )
    assert read(w_p("甲", numbered(1)), numbering=numbering) == ["1.甲"]


def test_numbers_in_cells_go_on_counting():
    numbering = ABSTRACT.format(level(0, "decimal", "%1.")) + NUM.format(1, "")
    row = [w_tr(w_tc(w_p(text, numbered(1))), "0") for text in ("属于国家秘密", "其他")]
    assert read(w_tbl(*row), numbering=numbering) == [
        {(0, 0): "1.属于国家秘密", (0, 1): "0", (1, 0): "2.其他", (1, 1): "0"}
    ]


def test_a_list_that_is_not_defined_adds_nothing():
    assert read(w_p("甲", numbered(5)), numbering=NUM.format(1, "")) == ["甲"]


def test_table_of_contents_is_left_out():
    styles = '<w:style w:styleId="T1"><w:name w:val="TOC 1"/></w:style>'
    body = w_p("一、总体情况 3", '<w:pStyle w:val="T1"/>') + w_p("一、总体情况")
    assert read(body, styles=styles) == ["一、总体情况"]


# --- what was not read is said ---


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (w_p("正文") + "<w:altChunk/>", "READ-EMBEDDED"),
        (
            "<w:p><w:r><w:object><o:OLEObject ProgID='Excel.Sheet.12'/></w:object></w:r></w:p>",
            "READ-EMBEDDED",
        ),
        ("<w:p><w:r><w:drawing><pic:pic/></w:drawing></w:r></w:p>", "READ-PICTURE"),
    ],
)
def test_what_was_not_read_is_said(body, code):
    assert [problem.code for problem in read_docx(docx_bytes(body)).problems] == [code]


def test_a_seal_beside_tables_is_no_problem():
    body = w_tbl(w_tr("规章", "1")) + "<w:p><w:r><w:drawing><pic:pic/></w:drawing></w:r></w:p>"
    assert read_docx(docx_bytes(body)).problems == ()


# --- packages ---


def test_strict_documents_are_read():
    data = docx_bytes(w_p("正文"))
    strict = {
        name: content.replace(
            b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
            b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        )
        for name, content in unzip(data).items()
    }
    assert shown(read_docx(zip_bytes(strict)).blocks) == ["正文"]


def unzip(data):
    import zipfile

    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.mark.parametrize("broken", ["<w:document/>", "not xml", None])
def test_a_package_without_a_body_is_damaged(broken):
    parts = unzip(docx_bytes(w_p("正文")))
    if broken is None:
        del parts["word/document.xml"]
    else:
        parts["word/document.xml"] = broken.encode()
    with pytest.raises(InputError, match="已损坏"):
        read_docx(zip_bytes(parts))


def report_of_six_pages():
    document = docx.Document()
    for section in range(6):
        document.add_heading(f"{section}、标题", 1)
        for _ in range(5):
            document.add_paragraph("全年主动公开政府信息，受理申请，均在法定期限内答复。" * 6)
        table = document.add_table(rows=28, cols=10)
        for row in table.rows:
            for cell in row.cells:
                cell.text = "0"
        table.cell(0, 0).merge(table.cell(2, 2)).text = "项目"
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def test_a_report_written_by_python_docx_is_read_quickly():
    data = report_of_six_pages()
    with pace.measured() as spent:
        opened = read_docx(data)
    seconds = spent.seconds
    grids = [block for block in opened.blocks if isinstance(block, Grid)]
    assert len(grids) == 6
    assert all(len(grid.cells) == 28 * 10 - 8 for grid in grids)
    first = grids[0].cells[0]
    assert (first.text, first.rowspan, first.colspan) == ("项目", 3, 3)
    assert seconds < 2  # measured 0.04; the bound only catches a change of order, on a busy machine too


@pytest.mark.parametrize(
    ("mark", "text"),
    [
        ('<w:vertAlign w:val="superscript"/>', "19¹"),
        ("<w:strike/>", "19"),
        ("<w:dstrike/>", "19"),
        ('<w:strike w:val="0"/>', "191"),
    ],
)
def test_raised_and_struck_digits_do_not_join_a_number(mark: str, text: str) -> None:
    body = f"<w:p><w:r><w:t>19</w:t></w:r><w:r><w:rPr>{mark}</w:rPr><w:t>1</w:t></w:r></w:p>"
    (block,) = read_docx(docx_bytes(body)).blocks
    assert isinstance(block, Paragraph)
    assert block.text == text

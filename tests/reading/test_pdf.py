"""PDFs through `read_pdf`."""

from pathlib import Path

import pytest

from assistant.reading.blocks import Grid, Paragraph
from assistant.reading.pdf import CROSSED, read_pdf
from tests.support import pace
from tests.support.files import PdfPage, pdf_bytes, shown


def read(*pages):
    return shown(read_pdf(pdf_bytes(*pages)).blocks)


def prose(*lines, page=None, top=100, left=90, size=16):
    """Lines of running text, 28 points apart; a leading full-width blank pair indents the first."""
    page = page or PdfPage()
    for number, line in enumerate(lines):
        indent = 2 * size if line.startswith("　　") else 0
        page.text(left + indent, top + 28 * number, line.strip("　"), size)
    return page


FULL = "政府信息公开工作年度报告由本机关依照条例编制并公开发"  # 26 characters of 16 points: a full line


def test_lines_join_to_paragraphs():
    page = prose(
        "　　" + FULL[:24], FULL, "布，2024年共12件。", "　　" + FULL[:24], "完毕。", "　　一、总体情况"
    )
    assert read(page) == [FULL[:24] + FULL + "布，2024年共12件。", FULL[:24] + "完毕。", "一、总体情况"]


def test_a_paragraph_goes_on_over_the_page():
    first = prose(*["　　" + FULL[:24], FULL] * 3, top=560).text(280, 790, "- 1 -", 12)
    second = prose("布。", "　　第二段。", page=PdfPage().text(280, 790, "- 2 -", 12))
    assert read(first, second) == [FULL[:24] + FULL, FULL[:24] + FULL, FULL[:24] + FULL + "布。", "第二段。"]


def test_what_does_not_continue():
    page = prose(
        "　　" + FULL[:24], FULL, "（二）依申请公开", FULL, page=PdfPage().text(150, 60, "示例市年度报告", 22)
    )
    page.text(90, 300, "远处", 16)
    assert read(page) == ["示例市年度报告", FULL[:24] + FULL, "（二）依申请公开", FULL, "远处"]


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (["　　" + FULL[:24], FULL[:25] + "3", "12件"], FULL[:24] + FULL[:25] + "3 12件"),
        (["　　" + FULL[:24], FULL[:24] + " www", "example"], FULL[:24] + FULL[:24] + "www example"),
    ],
    ids=["digits keep apart", "words keep apart"],
)
def test_joints(lines, text):
    assert read(prose(*lines)) == [text]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2024 年 受理 12 件", "2024年受理12件"),
        ("收到 申请，共 3,119 件", "收到申请，共3,119件"),
        ("Word 2019 版", "Word 2019版"),
        ("电话 0517 8360", "电话0517 8360"),
    ],
)
def test_blanks_beside_chinese_go_and_others_stay(text, expected):
    assert read(PdfPage().text(90, 100, text)) == [expected]


def test_wide_gaps_become_tabs():
    page = PdfPage()
    for row, values in enumerate(
        [("一、本年新收政府信息公开申请数量", "19", "3", "22"), ("二、上年结转", "0", "/", "0")]
    ):
        for x, value in zip((60, 320, 400, 480), values, strict=True):
            page.text(x, 100 + 30 * row, value)
    assert read(page) == ["一、本年新收政府信息公开申请数量\t19\t3\t22", "二、上年结转\t0\t/\t0"]


@pytest.mark.parametrize(
    "numbers",
    [("- 1 -", "- 2 -", "- 3 -"), ("—1—", "—2—", "—3—"), ("1/3", "2/3", "3/3"), ("第 1 页 共 3 页",) * 3, ("1", "2", "3"),
     ("4", "5", "6"), ("·1·", "·2·", "·3·")],
)  # fmt: skip
@pytest.mark.parametrize("top", [800, 20])
def test_page_numbers_are_left_out(numbers, top):
    pages = [
        PdfPage().text(90, 300, f"第{word}部分的正文。").text(280, top, n)
        for word, n in zip("甲乙丙", numbers, strict=True)
    ]
    assert read(*pages) == ["第甲部分的正文。", "第乙部分的正文。", "第丙部分的正文。"]


@pytest.mark.parametrize("number", ["12", "0"])
def test_a_lone_number_that_counts_no_pages_stays(number):
    assert read(PdfPage().text(90, 300, "行政处罚决定的数量如下").text(280, 800, number)) == [
        "行政处罚决定的数量如下",
        number,
    ]


def test_a_running_head_is_told_once():
    pages = [
        PdfPage().text(90, 20, f"示例市年报 2024/1/{i}").text(90, 300, f"第{w}部分的正文。")
        for i, w in enumerate("甲乙丙", 1)
    ]
    assert read(*pages) == ["示例市年报2024/1/1", "第甲部分的正文。", "第乙部分的正文。", "第丙部分的正文。"]


# --- tables ---


def test_text_and_tables_in_order():
    page = PdfPage().text(90, 100, "一、上文是正文").text(90, 400, "二、下文也是正文")
    page.table([90, 250, 350], [200, 220, 240], [["规章", "1"], ["行政规范性文件", ""]])
    assert read(page) == [
        "一、上文是正文", {(0, 0): "规章", (0, 1): "1", (1, 0): "行政规范性文件", (1, 1): ""}, "二、下文也是正文"
    ]  # fmt: skip


def test_merged_cells_have_spans():
    page = PdfPage()
    for x0, top0, x1, top1 in [
        (50, 100, 350, 100), (50, 160, 350, 160), (50, 100, 50, 160), (350, 100, 350, 160),  # frame
        (150, 100, 150, 160), (150, 120, 350, 120), (150, 140, 350, 140), (250, 120, 250, 160),
    ]:  # fmt: skip
        page.line(x0, top0, x1, top1)
    page.text(60, 122, "申请人").text(160, 103, "法人或其他组织").text(160, 123, "企业").text(
        260, 123, "总计"
    )
    page.text(160, 143, "3").text(260, 143, "12")
    assert read(page) == [
        {
            (0, 0): ("申请人", 3, 1),
            (0, 1): ("法人或其他组织", 1, 2),
            (1, 1): "企业",
            (1, 2): "总计",
            (2, 1): "3",
            (2, 2): "12",
        }
    ]


def test_lines_of_a_cell():
    page = PdfPage().table([50, 150, 250], [100, 200], [["", ""]])
    page.text(60, 105, "社会公益").text(60, 125, "组织").text(160, 105, "12345").text(160, 125, "67").text(
        60, 160, "Open"
    ).text(60, 175, "data")
    page.table([50, 150, 250], [300, 400], [["", ""]]).text(160, 305, "769.").text(160, 325, "5976").text(
        60, 305, "合计数"
    )
    first, second = read(page)
    assert first == {(0, 0): "社会公益组织Open data", (0, 1): "12345\n67"}
    assert second[0, 1] == "769.\n5976"


def test_a_number_over_a_line_is_not_cut_in_two():
    page = PdfPage().table([50, 100, 150, 200], [100, 120], [["", "", ""]])
    page.text(70, 103, "3985758").text(160, 103, "12").text(60, 300, "上面的表格有一个数压线")
    opened = read_pdf(pdf_bytes(page))
    texts = [cell.text for cell in opened.blocks[0].cells]
    assert texts == ["39857" + CROSSED, "58" + CROSSED, "12"]
    assert [p.code for p in opened.problems] == ["READ-CROSSED"]


def test_bold_by_printing_twice_is_read_once():
    page = PdfPage().table([90, 250, 350], [200, 220], [["行政处罚决定数量", "11"]]).text(254.3, 204.2, "11")
    assert read(page) == [{(0, 0): "行政处罚决定数量", (0, 1): "11"}]


def test_backgrounds_and_frames_make_no_table():
    page = PdfPage().box(40, 40, 500, 760)
    for number in range(4):
        page.box(85, 98 + 28 * number, 400, 24, "f").box(85, 98 + 28 * number, 200, 24, "f")
    prose("　　" + FULL[:24], FULL, "布。", page=page)
    assert read(page) == [FULL[:24] + FULL + "布。"]


def test_a_ruled_box_of_prose_is_prose():
    page = PdfPage().table([40, 60, 560], [50, 800], [["", ""]])
    for number in range(20):
        page.text(70, 80 + 28 * number, FULL, 16)
    assert read(page) == [FULL * 20]


def test_lines_in_one_direction_make_no_table():
    page = PdfPage().line(90, 120, 400, 120).text(90, 100, "这里是一行带下划线的文字").line(90, 220, 400, 220)
    assert read(page) == ["这里是一行带下划线的文字"]


def test_radicals_become_characters():
    assert read(PdfPage().text(90, 100, "⼀、⾃然⼈，⻓江⻚数统计")) == ["一、自然人，长江页数统计"]


def test_pages_that_are_pictures_are_named():
    page = PdfPage().text(90, 100, "一、总体情况如下所述")
    picture = PdfPage(["q 100 0 0 100 90 500 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \x7f EI Q"])
    opened = read_pdf(pdf_bytes(page, picture))
    assert [(p.code, p.severity) for p in opened.problems] == [("READ-SCANNED-PAGE", "warning")]
    assert "第 2 页" in opened.problems[0].message


def test_an_empty_user_password_opens():
    page = PdfPage().text(90, 100, "一、总体情况如下所述")
    assert shown(read_pdf(pdf_bytes(page, user_password="")).blocks) == ["一、总体情况如下所述"]


# --- a real report ---

REAL = Path(__file__).parents[3] / "shared" / "examples" / "淮安市-2024.pdf"


@pytest.mark.shared
@pytest.mark.skipif(not REAL.exists(), reason="the real report is not beside the project")
def test_a_real_report():
    data = REAL.read_bytes()
    read_pdf(data)
    with pace.measured() as spent:
        opened = read_pdf(data)
    seconds = spent.seconds
    grids = [block for block in opened.blocks if isinstance(block, Grid)]
    texts = [block.text for block in opened.blocks if isinstance(block, Paragraph)]
    rows = [[cell.text for cell in grid.cells if cell.row == row] for grid in grids for row in range(20)]
    for row in [
        ["规章", "1", "0", "11"],
        ["行政规范性文件", "8", "26", "66"],
        ["行政处罚", "3985758"],
        ["行政事业性收费", "96171.6"],
        ["一、本年新收政府信息公开申请数量", "3001", "53", "0", "0", "61", "4", "3119"],
        ["1.本机关不掌握相关政府信息", "746", "12", "0", "0", "10", "1", "769"],
        ["3.补正后申请内容仍不明确", "1", "0", "0", "0", "0", "0", "1"],
        ["（七）总计", "2932", "53", "0", "0", "61", "4", "3050"],
        ["72", "64", "178", "37", "351", "13", "4", "8", "1", "26", "12", "1", "1", "6", "20"],
    ]:
        assert any(found[-len(row) :] == row for found in rows), row
    assert (len(grids), opened.problems) == (5, ())
    assert texts[:2] == ["淮安市人民政府", "2024年政府信息公开工作年度报告"]
    assert [text for text in texts if text[1] == "、"] == [
        "一、总体情况", "二、主动公开政府信息情况", "三、收到和处理政府信息公开申请情况",
        "四、政府信息公开行政复议、行政诉讼情况", "五、存在的主要问题及改进情况", "六、其他需要报告的事项",
    ]  # fmt: skip
    assert len(texts) == 18  # no stray break within a paragraph, no page number left
    assert seconds < 3  # measured 0.5 on two cores; the bound only catches a change of order

"""Files of every kind through `open_bytes` and `open_file`: the bytes decide, the name does not."""

import io
import shutil
import subprocess
import sys
from pathlib import Path

import docx
import openpyxl
import pytest

from assistant.errors import ConfigurationError, InputError
from assistant.reading import office
from assistant.reading.office import convert, html_of_mht
from assistant.reading.open import decode, looks_like_html, open_bytes, open_file
from assistant.reading.text import MAX_LINES
from tests.support.files import PdfPage, docx_bytes, pdf_bytes, shown, w_p, w_tbl, w_tr, xlsx_bytes, zip_bytes

needs_office = [
    pytest.mark.office,
    pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed"),
]
TITLE = "示例市2024年政府信息公开工作年度报告"
GRID = {(0, 0): "规章", (0, 1): "1"}
DOCX = docx_bytes(w_p(TITLE) + w_tbl(w_tr("规章", "1")))
XLSX = xlsx_bytes(
    '<sheetData><row r="1"><c r="A1" t="str"><v>规章</v></c><c r="B1"><v>1</v></c></row></sheetData>'
)
HTML = f"<html><body><p>{TITLE}</p><table><tr><td>规章</td><td>1</td></tr></table></body></html>"
PDF = pdf_bytes(PdfPage().text(90, 80, TITLE).table([90, 200, 300], [200, 220], [["规章", "1"]]))
MHT = (
    "From: <Saved by Microsoft Word>\r\nSubject: x\r\nMIME-Version: 1.0\r\n"
    'Content-Type: multipart/related; boundary="b"\r\n\r\n--b\r\nContent-Type: text/html; charset="{}"\r\n'
    "Content-Transfer-Encoding: base64\r\n\r\n{}\r\n--b--\r\n"
)


def mht(page, charset):
    import base64

    return MHT.format(charset, base64.encodebytes(page.encode(charset)).decode()).encode()


@pytest.mark.parametrize(
    "name", [None, "年报.docx", "年报.xls", "年报.doc", "年报.pdf", "年报.txt", "年报", "x" * 3000]
)
@pytest.mark.parametrize(
    ("data", "expected"),
    [
        pytest.param(DOCX, [TITLE, GRID], id="docx"),
        pytest.param(XLSX, [GRID], id="xlsx"),
        pytest.param(PDF, [TITLE, GRID], id="pdf"),
        pytest.param(HTML.encode(), [TITLE, GRID], id="html"),
        pytest.param(HTML.encode("gbk"), [TITLE, GRID], id="html in gbk"),
        pytest.param(HTML.encode("utf-16"), [TITLE, GRID], id="html in utf-16"),
        pytest.param(
            b"\n\n <!-- made by a system -->" + HTML.encode(), [TITLE, GRID], id="html behind a comment"
        ),
        pytest.param(mht(HTML, "gb2312"), [TITLE, GRID], id="mht"),
        pytest.param(f"{TITLE}\n规章\t1\n".encode(), None, id="text"),
    ],
)
def test_the_bytes_decide(data, expected, name):
    blocks = open_bytes(data, name).blocks
    if expected is None:
        assert [block.text for block in blocks if block.text] == [TITLE, "规章\t1"]
    else:
        assert shown(blocks) == expected


def test_a_file(tmp_path):
    path = tmp_path / "示例市（年报）.docx"
    path.write_bytes(DOCX)
    assert shown(open_file(path).blocks) == [TITLE, GRID]


@pytest.mark.parametrize("place", ["没有.docx", ".", "a\0b.docx", "x" * 400])
def test_files_that_cannot_be_opened(tmp_path, place):
    with pytest.raises(InputError):
        open_file(tmp_path / place)


# --- text ---


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]
)
@pytest.mark.parametrize("text", ["一、总体情况\r\n受理\t12\t件“公开”\n", "年\n报\n", "1\t2\n3"])
def test_encodings(text, encoding):
    assert decode(text.encode(encoding)).lstrip("\ufeff") == text


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"abc 123", "abc 123"),
        ("价格 25·5°".encode(), "价格 25·5°"),
        ("25·5°".encode(), "25·5°"),
        ("一".encode("gbk") * 3, "一一一"),  # also valid UTF-8, as Cyrillic letters
        ("㐀䶵𠀀".encode("gb18030"), "㐀䶵𠀀"),
        ("甲\x0b乙\x0c丙\x07".encode(), "甲\x0b乙\x0c丙\x07"),
        ("末尾".encode("gbk") + b"\x1a\0\0", "末尾"),
    ],
)
def test_decoding_by_content(data, text):
    assert decode(data) == text


@pytest.mark.parametrize(
    "data",
    [
        ("政府信息公开工作年度报告。" * 20).encode()[:-2],
        ("政府信息公开" * 30).encode() + b"\xff" + ("工作" * 30).encode(),
        ("政府信息公开" * 30).encode("gbk") + b"\xff" + ("工作" * 30).encode("gbk"),
    ],
    ids=["cut UTF-8", "altered UTF-8", "altered GBK"],
)
def test_damaged_text_is_refused_not_guessed(data):
    with pytest.raises(InputError, match="编码有损坏"):
        decode(data)


@pytest.mark.parametrize(
    "data",
    [
        b"\x00\x01\x02" * 50,
        b"\xff\xfe\x00\xd8",
        "\ue123\ue124".encode() * 20,
        b"\x81\x00\x40",
        b"\xff\xff\xff",
    ],
)
def test_what_is_no_text_is_refused(data):
    with pytest.raises(InputError, match="不是文字"):
        decode(data)


def test_a_million_lines_are_refused():
    assert decode(b"a\n" * MAX_LINES)
    for data in (b"a\n" * 1_000_000, b"\r" * (MAX_LINES + 1), b"a" * 20_000_001):
        with pytest.raises(InputError, match="文字太长"):
            decode(data)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (HTML, True),
        ("<!DOCTYPE html>\n<p>x", True),
        ("\ufeff<?xml version='1.0'?><html>", True),
        ("<meta charset='utf-8'><b>x</b>", True),
        ("<tr><td>1</td></tr>", True),
        ("Version:0.9\r\nStartHTML:00\r\n<p>x", True),
        ("甲<table><tr><td>1</td></tr></table>", True),
        ("<!-- a -->" * 500 + "甲", False),
        ("一、总体情况", False),
        ("受理件数 <td 未填", False),
        ("a < b, c > d", False),
        ("<12 件", False),
        ("Version: 第二版\n正文", False),
        ("", False),
    ],
)
def test_what_is_html(text, expected):
    assert looks_like_html(text) is expected


# --- what is something else gets told so ---

PICTURE = bytes.fromhex("89504e470d0a1a0a0000000d49484452")
OFFICE_XML = '<?xml version="1.0"?><?mso-application progid="{}"?><Workbook/>'


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "是空的"),
        (b"\0\0 \n", "是空的"),
        (PICTURE, "一张图片"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "一张图片"),
        (b"Rar!\x1a\x07\0", "压缩包"),
        (b"\x1f\x8b\x08\0", "压缩包"),
        (zip_bytes({"年报.docx": DOCX}), "压缩包"),
        (zip_bytes({"OFD.xml": "<ofd/>"}), "OFD"),
        (zip_bytes({"[Content_Types].xml": "<Types ContentType='presentationml'/>"}), "PPT"),
        (zip_bytes({"mimetype": "application/vnd.oasis.opendocument.presentation"}), "PPT"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "损坏|认不出"),
        (b"MIME-Version: 1.0\r\nContent-Type: text/plain\r\n\r\nabc", "没有正文"),
    ],
)
def test_other_things_are_named(data, message):
    with pytest.raises(InputError, match=message) as caught:
        open_bytes(data, "年报.docx")
    assert caught.value.advice.startswith("请")


def test_an_old_sheet_that_calamine_cannot_read_goes_to_libreoffice(monkeypatch):
    monkeypatch.setattr(office, "ole_kind", lambda data: "xls")
    monkeypatch.setattr(office, "convert", lambda data, suffix: {".xls": XLSX}[suffix])
    assert shown(open_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 broken", None).blocks) == [GRID]


def test_old_slides_are_named(monkeypatch):
    monkeypatch.setattr(office, "ole_kind", lambda data: "ppt")
    with pytest.raises(InputError, match="PPT"):
        open_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", None)


def test_text_that_begins_like_a_picture_is_text():
    assert [b.text for b in open_bytes(b"BM 2024 12", None).blocks] == ["BM 2024 12"]


@pytest.mark.parametrize(
    ("data", "target"),
    [
        (b"{\\rtf1 abc}", ".docx"),
        (zip_bytes({"mimetype": "application/vnd.oasis.opendocument.text"}), ".docx"),
        (OFFICE_XML.format("Excel.Sheet").encode(), ".xlsx"),
        (OFFICE_XML.format("Word.Document").encode(), ".docx"),
    ],
)
def test_without_libreoffice_the_message_says_how_to_save(monkeypatch, data, target):
    monkeypatch.setattr(shutil, "which", lambda program: None)
    with pytest.raises(ConfigurationError, match="LibreOffice") as caught:
        open_bytes(data, None)
    assert f"类型选 {target}" in caught.value.advice


@pytest.mark.parametrize("charset", ["utf-8", "gb2312"])
def test_single_file_pages(charset):
    assert HTML in html_of_mht(mht(HTML, charset)).decode("utf-8-sig")


def test_a_single_file_page_that_lies_about_its_encoding_is_left_as_it_is():
    page = mht(HTML, "utf-8").replace(b'charset="utf-8"', b'charset="none-such"')
    assert html_of_mht(page) == HTML.encode()


# --- LibreOffice ---


def soffice(tmp_path, data, suffix, target):
    source = tmp_path / f"source{suffix}"
    source.write_bytes(data)
    profile = (tmp_path / "profile").as_uri()
    command = [
        "soffice",
        f"-env:UserInstallation={profile}",
        "--headless",
        "--convert-to",
        target,
        "--outdir",
        str(tmp_path / "out"),
        str(source),
    ]
    subprocess.run(command, check=True, capture_output=True)
    return next((tmp_path / "out").iterdir()).read_bytes()


def document():
    made = docx.Document()
    made.add_paragraph(TITLE)
    table = made.add_table(rows=1, cols=2)
    table.cell(0, 0).text, table.cell(0, 1).text = "规章", "1"
    made.add_paragraph("完")
    buffer = io.BytesIO()
    made.save(buffer)
    return buffer.getvalue()


def workbook():
    book = openpyxl.Workbook()
    book.active.append(["规章", 1, 769.5976, None, "/"])
    book.active.append([None, 0.1, "=B1+1"])
    book.active.merge_cells("A1:A2")
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


class TestOffice:
    pytestmark = needs_office

    @pytest.mark.parametrize(
        ("target", "name"), [("doc", "年报.docx"), ("rtf", "年报.doc"), ("odt", "年报.wps")]
    )
    def test_older_documents(self, tmp_path, target, name):
        old = soffice(tmp_path, document(), ".docx", target)
        assert shown(open_bytes(old, name).blocks) == [TITLE, GRID, "完"]

    @pytest.mark.parametrize("target", ["xls", "ods"])
    def test_older_sheets(self, tmp_path, target):
        old = soffice(tmp_path, workbook(), ".xlsx", target)
        grid = shown(open_bytes(old, "年报.xlsx").blocks)[0]
        assert grid[0, 1] == "1"
        assert grid[0, 2] == "769.5976"
        assert (grid[0, 3], grid[0, 4], grid[1, 1], grid[1, 2]) == ("", "/", "0.1", "2")
        if target != "ods":
            assert grid[0, 0] == ("规章", 2, 1)

    def test_the_stream_name_of_excel_95(self, tmp_path):
        old = bytearray(soffice(tmp_path, workbook(), ".xlsx", "xls"))
        at = old.index("Workbook".encode("utf-16-le"))
        old[at : at + 16] = "Book".encode("utf-16-le").ljust(16, b"\0")
        old[at + 64] = 10  # the length of the name
        assert shown(open_bytes(bytes(old), "年报.xls").blocks)[0][0, 0] == ("规章", 2, 1)

    def test_sheets_that_only_libreoffice_reads(self, tmp_path):
        sheet = (
            '<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>'
            '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" '
            'xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet ss:Name="a"><Table><Row>'
            '<Cell><Data ss:Type="String">规章</Data></Cell><Cell><Data ss:Type="Number">1</Data></Cell>'
            "</Row></Table></Worksheet></Workbook>"
        )
        assert shown(open_bytes(sheet.encode(), "年报.xls").blocks) == [GRID]

    def test_nothing_stays_behind(self, tmp_path, monkeypatch):
        monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
        assert convert(b"{\\rtf1 abc}", ".rtf").startswith(b"PK")
        assert list(tmp_path.iterdir()) == []

    def test_what_libreoffice_cannot_read(self):
        with pytest.raises(InputError, match="打不开"):
            convert(b"PK\x03\x04 broken", ".odt")


@pytest.mark.skipif(sys.platform != "linux", reason="looks the process up in /proc")
def test_a_conversion_that_hangs_is_ended(tmp_path, monkeypatch):
    program = tmp_path / "soffice"
    program.write_text(f"#!/bin/sh\necho $$ > {tmp_path}/pid\nsleep 60 &\nwait\n")
    program.chmod(0o755)
    monkeypatch.setattr(shutil, "which", lambda name: str(program))
    monkeypatch.setattr(office, "TIMEOUT", 0.5)
    with pytest.raises(InputError, match="超过了"):
        convert(b"x", ".doc")
    pid = (tmp_path / "pid").read_text().strip()
    assert not Path(f"/proc/{pid}").exists()

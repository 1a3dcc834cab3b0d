"""Whatever comes in: a clear Chinese message or blocks, in bounded time and memory, never a crash."""

import io
import os
import random
import zipfile
import zlib

import msoffcrypto
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msoffcrypto.format.ooxml import OOXMLFile
from PIL import Image

from assistant import archive
from assistant.archive import MAX_MEMBERS, check_zip
from assistant.errors import ConfigurationError, InputError
from assistant.reading import pdf
from assistant.reading.blocks import Opened
from assistant.reading.excel import read_spreadsheet
from assistant.reading.open import MAX_BYTES, open_bytes, open_file
from tests.support import pace
from tests.support.files import PdfPage, docx_bytes, pdf_bytes, w_p, w_tbl, w_tr, xlsx_bytes, zip_bytes

DOCX = docx_bytes(w_p("正文") + w_tbl(w_tr("规章", "1")))
XLSX = xlsx_bytes('<sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData>')
PDF = pdf_bytes(PdfPage().text(90, 80, "示例市年度报告的正文"))
LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE z [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]>'
)


def refusal(data, name=None):
    with pytest.raises(InputError) as caught:
        open_bytes(data, name)
    assert caught.value.what[-1] in "。"
    assert caught.value.advice.startswith(("请", "年报"))
    return str(caught.value)


@pytest.mark.parametrize("whole", [DOCX, XLSX, PDF], ids=["docx", "xlsx", "pdf"])
@pytest.mark.parametrize("share", [0.02, 0.3, 0.7, 0.97])
def test_cut_off_files(whole, share):
    assert "损坏" in refusal(whole[: int(len(whole) * share) + 6])


@pytest.mark.parametrize("whole", [DOCX, XLSX], ids=["docx", "xlsx"])
def test_altered_files(whole):
    noise = random.Random(7)
    for _ in range(60):
        data = bytearray(whole)
        for _ in range(4):
            data[noise.randrange(len(data))] = noise.randrange(256)
        opens_or_refuses(bytes(data), "年报.docx")


@pytest.mark.parametrize("name", ["a.docx", "a.xls", "a.pdf", "a.txt", None])
def test_noise(name):
    assert "认不出" in refusal(random.Random(3).randbytes(5_000), name)


# --- bombs ---


def bomb(name, size, like):
    with zipfile.ZipFile(io.BytesIO(like)) as whole:
        parts = {n: whole.read(n) for n in whole.namelist()}
    return zip_bytes({**parts, name: b"0" * size})


@pytest.mark.parametrize(
    ("name", "like"),
    [("word/media/image1.png", DOCX), ("word/document.xml", DOCX), ("xl/media/image1.png", XLSX)],
)
def test_a_member_that_unpacks_to_far_more(name, like):
    with pace.measured() as spent:
        assert "大得不正常" in refusal(bomb(name, 60 << 20, like))
    assert spent.seconds < 3


def test_many_members_and_large_sums():
    assert "大得不正常" in refusal(zip_bytes({f"word/{i}.xml": "" for i in range(MAX_MEMBERS + 1)}))
    member = bytearray(bomb("big", 1 << 20, DOCX))
    at = member.rindex(b"PK\x01\x02")
    member[at + 24 : at + 28] = (301 << 20).to_bytes(4, "little")  # the claimed size alone
    assert "大得不正常" in refusal(bytes(member))


def test_a_directory_that_lies_about_a_size():
    """The claimed size is small, what comes out is not: a reader that trusts the claim unpacks it all."""
    data = bytearray(bomb("word/media/a.png", 60 << 20, DOCX))
    for mark, offset in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        at = data.rindex(mark)
        data[at + offset : at + offset + 4] = (1000).to_bytes(4, "little")
    assert "大得不正常" in refusal(bytes(data))
    small = bytearray(bomb("word/media/a.png", 5000, DOCX))
    at = small.rindex(b"PK\x01\x02")
    small[at + 24 : at + 28] = (1000).to_bytes(4, "little")
    assert "损坏" in refusal(bytes(small))


def test_unusual_compression_and_passwords_of_the_archive():
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_LZMA) as packed:
        packed.writestr("a.xml", "<a/>")
    assert "损坏" in refusal(buffer.getvalue())
    locked = bytearray(zip_bytes({"a.xml": "<a/>"}))
    locked[locked.rindex(b"PK\x01\x02") + 8] |= 1
    assert "密码" in refusal(bytes(locked))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-le", "utf-16-be"])
def test_entities_in_any_encoding(encoding):
    part = (LAUGHS + "<a>&c;</a>").encode(encoding)
    assert "实体定义" in refusal(zip_bytes({"[Content_Types].xml": "<Types/>", "word/document.xml": part}))


@pytest.mark.parametrize(
    "data",
    [
        docx_bytes(w_p("&c;"), head=LAUGHS),
        xlsx_bytes("<sheetData><row r='1'><c t='str'><v>&c;</v></c></row></sheetData>", head=LAUGHS),
        docx_bytes(w_p("x"), head="<?xml version='1.0'?>" + "<!-- pad -->" * 20_000 + "<!DOCTYPE a>"),
        zip_bytes({"[Content_Types].xml": "<Types/>".encode("utf-32")}),
        zip_bytes({"[Content_Types].xml": b"<?xml version='1.0' encoding='UTF-7'?><Types/>"}),
    ],
    ids=["docx", "xlsx", "behind padding", "utf-32", "utf-7"],
)
def test_entities_and_odd_encodings(data):
    assert "实体定义" in refusal(data)


def test_xml_is_bounded_more_tightly_than_pictures(monkeypatch):
    monkeypatch.setattr(archive, "MAX_XML", 1 << 20)
    text = "<a>" + random.Random(1).randbytes(1 << 20).hex() + "</a>"
    assert check_zip(zip_bytes({"word/media/a.png": text.removeprefix("<")}))
    assert "大得不正常" in refusal(zip_bytes({"[Content_Types].xml": text}))


def test_a_sound_archive_is_opened():
    assert "word/document.xml" in check_zip(DOCX).namelist()


def test_deeply_nested_documents():
    body = "<w:sdt><w:sdtContent>" * 400 + w_p("正文") + "</w:sdtContent></w:sdt>" * 400
    assert "损坏" in refusal(docx_bytes(body))


def test_tables_within_tables_to_the_limit():
    body = w_p("底")
    for _ in range(60):
        body = f"<w:tbl><w:tr><w:tc>{body}</w:tc></w:tr></w:tbl>"
    assert [block.text for block in open_bytes(docx_bytes(body)).blocks] == ["底"]


def test_a_pdf_stream_that_unpacks_to_far_more():
    zeros = zlib.compress(b"0" * (pdf.MAX_STREAM + 1), 9)
    with pace.measured() as spent:
        assert "大得不正常" in refusal(PDF + b"9 0 obj<</Length 1>>stream\n" + zeros + b"\nendstream")
        assert "大得不正常" in refusal(PDF + b"<</Filter [/FlateDecode /FlateDecode]>>")
    assert spent.seconds < 3


# --- passwords ---


def test_an_encrypted_docx():
    locked = io.BytesIO()
    OOXMLFile(io.BytesIO(DOCX)).encrypt("secret", locked)
    assert msoffcrypto.OfficeFile(locked).is_encrypted()
    assert "有打开密码" in refusal(locked.getvalue(), "年报.docx")


def test_an_encrypted_pdf():
    assert "有打开密码" in refusal(
        pdf_bytes(PdfPage().text(90, 80, "示例市年度报告的正文"), user_password="secret")
    )


# --- pictures, scans, names that lie ---


def picture(form):
    buffer = io.BytesIO()
    Image.new("RGB", (200, 280), "white").save(buffer, form)
    return buffer.getvalue()


@pytest.mark.parametrize("form", ["PNG", "JPEG", "GIF", "BMP", "TIFF", "WEBP"])
def test_a_picture_renamed(form):
    assert "一张图片" in refusal(picture(form), "年报.pdf")


def test_a_scanned_pdf():
    message = refusal(picture("PDF"), "年报.pdf")
    assert "扫描件" in message
    assert "OCR" in message


def test_a_pdf_of_unreadable_fonts():
    assert "乱码" in refusal(pdf_bytes(PdfPage().text(90, 80, "示例市年度报告的正文").garbled(90, 100, 20)))


def test_a_pdf_with_a_few_unreadable_characters_says_so():
    page = PdfPage().text(90, 80, "示例市年度报告的正文" * 20, 1).garbled(90, 200, 1)
    (problem,) = open_bytes(pdf_bytes(page)).problems
    assert (problem.code, problem.severity) == ("READ-GARBLED", "warning")


def test_a_pdf_of_too_many_pages():
    assert "301 页" in refusal(pdf_bytes(*[PdfPage()] * (pdf.MAX_PAGES + 1)))


# --- size ---


def test_a_huge_file_costs_nothing(tmp_path):
    path = tmp_path / "年报.docx"
    with path.open("wb") as file:
        os.truncate(file.fileno(), 200 << 20)
    with pace.measured() as spent, pytest.raises(InputError, match="200 MB"):
        open_file(path)
    assert spent.seconds < 0.5


def test_bytes_over_the_limit():
    assert "上限" in refusal(b"a" * (MAX_BYTES + 1))


def test_a_million_lines():
    with pace.measured() as spent:
        assert "文字太长" in refusal("规章\t1\n".encode() * 1_000_000)
    assert spent.seconds < 5


# --- anything at all ---

STARTS = [
    b"",
    b"PK\x03\x04",
    b"%PDF-1.4\n",
    b"<html><table><tr><td>",
    b"MIME-Version: 1.0\n",
    b"\xff\xfe",
    b"Version:1.0\nStartHTML:1\n<",
]
NAMES = st.sampled_from(
    [None, "a.docx", "a.doc", "a.xls", "a.xlsx", "a.pdf", "a.txt", "a.mht", "a.csv", "a.et"]
)


def opens_or_refuses(data, name):
    try:
        assert isinstance(open_bytes(data, name), Opened)
    except (InputError, ConfigurationError) as error:
        assert error.what
        assert error.advice


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(start=st.sampled_from(STARTS), rest=st.binary(max_size=300), name=NAMES)
def test_any_bytes(start, rest, name):
    opens_or_refuses(start + rest, name)


@settings(max_examples=100, deadline=None)
@given(text=st.text(max_size=200), name=NAMES, encoding=st.sampled_from(["utf-8", "gb18030", "utf-16"]))
def test_any_text(text, name, encoding):
    opens_or_refuses(text.encode(encoding), name)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(places=st.lists(st.tuples(st.integers(0, len(PDF) - 1), st.integers(0, 255)), max_size=8))
def test_any_altered_pdf(places):
    data = bytearray(PDF)
    for place, byte in places:
        data[place] = byte
    opens_or_refuses(bytes(data), "a.pdf")


@settings(max_examples=8, deadline=None)
@given(rest=st.binary(max_size=3000))
def test_any_old_container(rest):
    opens_or_refuses(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + rest, "a.xls")


def test_an_old_sheet_of_noise():
    with pytest.raises(InputError):
        read_spreadsheet(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + random.Random(5).randbytes(4000))

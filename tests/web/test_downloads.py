"""Downloads: the files that were asked for, by their Chinese names, to whoever may have them and to nobody else."""

from __future__ import annotations

import io
import re
import zipfile
from urllib.parse import unquote

import httpx
import pytest
from docx import Document
from fastapi import FastAPI
from fastapi.testclient import TestClient
from openpyxl import load_workbook

from assistant.accounts.people import LOCAL, Person
from assistant.conversation.bench import Bench
from assistant.conversation.reviews import submit_review
from assistant.core.report import Cell, CellKind
from assistant.storage.works import Works
from assistant.web.downloads import FILES, content, disposition, router, safe_name
from tests.comparing.support import LAST_WORDS, WORDS, last_year, this_year
from tests.support.reports import busy_report
from tests.web.tabs.desks import ATTACKS, STRANGER, WRITER, desk, keep, workspace

FORMULAS = (
    "=1+1",
    "+cmd|' /C calc'!A0",
    "-2+3",
    "@SUM(A1)",
    "\t=1+1",
    '=HYPERLINK("http://outside.example","点")',
)


def client(person: Person | None) -> TestClient:
    app = FastAPI()
    app.include_router(router(lambda request: person))
    return TestClient(app)


def taken(person: Person | None, path: str) -> httpx.Response:
    with client(person) as browser:
        return browser.get(path)


def name_of(response: httpx.Response) -> str:
    found = re.search(r"filename\*=UTF-8''(\S+)$", response.headers["content-disposition"])
    assert found
    return unquote(found[1])


@pytest.fixture
def work() -> str:
    work_id = keep(workspace(this_year({"requests.granted.natural_person": 8}), last_year()), WRITER)
    submit_review(Bench.open(WRITER, work_id))
    return work_id


@pytest.mark.parametrize("what", FILES)
def test_every_file_comes_with_its_name_and_kind(work: str, what: str) -> None:
    response = taken(WRITER, f"/take/{work}/{what}")
    assert response.status_code == 200
    assert response.headers["cache-control"] == "no-store"
    assert response.headers["x-content-type-options"] == "nosniff"
    said = response.headers["content-disposition"]
    assert said.startswith("attachment; ")
    assert said.isascii()
    suffix = what.rpartition(".")[2]
    assert name_of(response).startswith("示例市自然资源和规划局2025年政府信息公开工作年度报告")
    assert name_of(response).endswith(f".{suffix}")
    if suffix == "docx":
        assert Document(io.BytesIO(response.content)).paragraphs
        assert response.headers["content-type"].endswith("wordprocessingml.document")
    elif suffix == "xlsx":
        assert load_workbook(io.BytesIO(response.content)).sheetnames
    else:
        assert "公开信息358条" in response.text or "［358］" in response.text


def test_the_names_of_all_files_differ(work: str) -> None:
    bench = Bench.open(WRITER, work)
    assert len({content(bench, what)[0] for what in FILES}) == len(FILES)


def test_findings_stand_as_comments_in_the_document(work: str) -> None:
    data = taken(WRITER, f"/take/{work}/findings.docx").content
    comments = zipfile.ZipFile(io.BytesIO(data)).read("word/comments.xml").decode()
    assert Bench.open(WRITER, work).findings[0].finding.message[:20] in comments


# --- who gets what ------------------------------------------------------------------------------------------------


def test_another_units_report_is_not_there(work: str) -> None:
    theirs, nothing = (
        taken(STRANGER, f"/take/{work}/report.docx"),
        taken(STRANGER, f"/take/{'x' * 22}/report.docx"),
    )
    assert theirs.status_code == nothing.status_code == 404
    assert theirs.text == nothing.text, "nobody learns which ids there are"
    assert "没有这份报告" in theirs.text
    assert "示例市" not in theirs.text


def test_nobody_signed_in_gets_nothing(work: str) -> None:
    response = taken(None, f"/take/{work}/report.docx")
    assert response.status_code == 401
    assert "请重新登录" in response.text
    assert "content-disposition" not in response.headers


@pytest.mark.parametrize(
    "path",
    ["/take/{w}/report.pdf", "/take/{w}/..%2f..%2fetc%2fpasswd", "/take/{w}/<script>", "/take/%20/report.docx",
     "/take/..%2f{w}/report.docx", "/take/%00/report.docx", "/take/' OR 1=1/report.docx", "/take/" + "x" * 3000 + "/report.md",
     "/take/{w}/REPORT.DOCX"],
)  # fmt: skip
def test_what_is_not_there_is_a_404_in_plain_words(work: str, path: str) -> None:
    response = taken(WRITER, path.replace("{w}", work))
    assert response.status_code == 404
    assert "<script>" not in response.text
    assert "Traceback" not in response.text


@pytest.mark.parametrize(
    ("what", "says"),
    [("comparison.xlsx", "没有上年报告"), ("review.docx", "还没有送审"), ("report.docx", "")],
)
def test_what_cannot_be_made_yet_says_what_to_do(what: str, says: str) -> None:
    response = taken(WRITER, f"/take/{desk(busy_report(), person=WRITER).work_id}/{what}")
    assert (response.status_code, says in response.text) == ((409, True) if says else (200, True))


def test_an_empty_report_has_nothing_to_take() -> None:
    work_id = keep(workspace(None, last_year()), WRITER)
    response = taken(WRITER, f"/take/{work_id}/report.docx")
    assert response.status_code == 409
    assert "没有可以导出的" in response.text


def test_a_report_put_away_is_not_handed_out(work: str) -> None:
    Works.configured().put_away(work, "李四")
    assert taken(WRITER, f"/take/{work}/report.docx").status_code == 404


def test_only_reading_is_possible(work: str) -> None:
    with client(WRITER) as browser:
        for method in ("POST", "PUT", "DELETE"):
            assert browser.request(method, f"/take/{work}/report.docx").status_code == 405


# --- names --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("示例县人民政府2025年年报", "示例县人民政府2025年年报.docx"),
        ("../../etc/passwd", "etcpasswd.docx"),
        ("C:\\Windows\\x", "CWindowsx.docx"),
        ('甲"\r\nSet-Cookie: a=b', "甲Set-Cookieab.docx"),
        ("报告\u202exslx.exe", "报告xslxexe.docx"),
        ("", "政府信息公开工作年度报告.docx"),
        ("...", "政府信息公开工作年度报告.docx"),
        ("--", "政府信息公开工作年度报告.docx"),
        ("长" * 500, "长" * 80 + ".docx"),
        ("示例（区）·局(1)", "示例（区）·局(1).docx"),
    ],
)
def test_names_are_safe(name: str, safe: str) -> None:
    assert safe_name(name, "docx") == safe
    assert len(safe.encode()) <= 255
    header = disposition(safe)
    assert header.isascii()
    assert not set(header) & {"\r", "\n"}
    assert unquote(header.rpartition("''")[2]) == safe


@pytest.mark.parametrize("attack", ATTACKS)
def test_an_attack_in_the_units_name_stays_out_of_headers_and_pages(attack: str) -> None:
    report = busy_report(
        {}, unit=f"{attack}局"[:80], sections={"overview": attack, "preface": "", "problems": "", "other": ""}
    )
    work_id = keep(workspace(report))
    response = taken(LOCAL, f"/take/{work_id}/report.docx")
    assert response.status_code == 200
    assert not set(name_of(response)) & set("<>\"'/\\:*?|\r\n\0\u202e")
    page = taken(LOCAL, f"/take/{work_id}/report.html")
    assert page.headers["content-disposition"].startswith("attachment")
    assert "<script>window" not in page.text


# --- formulas -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("formula", FORMULAS)
@pytest.mark.parametrize("what", ["report.xlsx", "findings.xlsx", "comparison.xlsx"])
def test_no_text_of_a_workbook_is_a_formula(formula: str, what: str) -> None:
    cell = Cell(value=None, kind=CellKind.TEXT, raw=formula)
    now = this_year(
        sections={**WORDS, "overview": f"{formula}\n公开信息3份。", "other": formula}, title=formula
    )
    last = last_year(sections={**LAST_WORDS, "overview": formula, "problems": formula})
    places = dict.fromkeys(
        ("requests.new.total", "requests.granted.total", "disputes.reconsideration.total"), cell
    )
    bench = desk(now.replace_cells(places), last.replace_cells(places), unit=formula.strip() + "局")
    book = load_workbook(io.BytesIO(content(bench, what)[2]))
    texts = [c for sheet in book for row in sheet.iter_rows() for c in row if c.value is not None]
    assert texts
    assert all(c.data_type in {"n", "s"} for c in texts), "no formula, no error, no date"
    odd = [c for c in texts if isinstance(c.value, str) and c.value[:1] in "=+-@\t"]
    assert all(c.quotePrefix or not c.value[1:] or re.fullmatch(r"[+-][\d.]+", c.value) for c in odd)
    parts = zipfile.ZipFile(io.BytesIO(content(bench, what)[2]))
    assert not any(b"<f>" in parts.read(name) or b"<f " in parts.read(name) for name in parts.namelist())

"""The sheet that is signed: what stands in it, and that it opens and fits."""

from __future__ import annotations

import io
import re
import shutil
import subprocess

import pytest
from docx import Document

from assistant.reviewing.sheet import TITLE, review_sheet
from assistant.reviewing.workflow import passed, sent_back, submitted
from assistant.storage.reviews import Review, Stage
from tests.reviewing.helpers import after, at, check, row_error, said, verdict_on
from tests.support.reports import busy_report


def opened(review: Review, judged=()):
    return Document(io.BytesIO(review_sheet(review, judged)))


def cells(table) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in table.rows]


@pytest.fixture
def review() -> Review:
    one = after(None, submitted(None, row_error(), said("张三", "请审"), open_errors=2))
    one = after(one, sent_back(one, Stage.DRAFT, said("李四", "总计不对")))
    one = after(one, submitted(one, busy_report(sections={"overview": "新写一句。"}), said("张三", "")))
    return after(one, passed(one, said("李四", "")))


def test_everything_is_on_it(review):
    verdicts = [verdict_on("T3-ROW", "dismiss", row_error())]
    sheet = opened(review, check(row_error(), verdicts))
    assert sheet.paragraphs[0].text == TITLE
    assert sheet.core_properties.title == f"示例市自然资源和规划局2025年{TITLE}"
    head, steps, still_open, dismissed, signed = map(cells, sheet.tables)
    assert head[0][:2] == ["单位", "示例市自然资源和规划局"]
    assert head[1] == ["年度", "2025 年", "所处环节", "复审"]
    assert head[2][1] == "待处理：错误 1 处；已驳回 1 处。"
    assert steps[0] == ["环节", "姓名", "时间", "意见", "改动"]
    assert [row[0].replace("\n", " ") for row in steps[1:]] == [
        "起草 提交",
        "初审 退回起草",
        "起草 提交",
        "初审 通过",
    ]
    assert [row[1] for row in steps[1:]] == ["张三", "李四", "张三", "李四"]
    assert all(re.fullmatch(r"2026-01-15\n\d\d:00", row[2]) for row in steps[1:])
    assert [row[3] for row in steps[1:]] == [
        "请审\n当时有 2 处错误没有处理。",
        "总计不对",
        "",
        "（没有另写意见）",
    ]
    assert [row[4] for row in steps[1:]] == [
        "首次提交",
        "没有改动",
        "表三“一、本年新收政府信息公开申请数量”的“总计”：24 → 23\n第一部分增加：新写一句。",
        "没有改动",
    ]
    assert "待处理" in still_open[1][3]
    assert dismissed[1][1] == "错误"
    assert re.fullmatch(r"已驳回（张三 2026-01-15 \d\d:00 驳回：口径不同）", dismissed[1][3])
    assert [row[0] for row in signed] == ["起草人", "初审人", "复审人", "终审人"]
    assert {row[1] for row in signed} == {""}


def test_nothing_open():
    sheet = opened(at(Stage.DONE))
    assert [p.text for p in sheet.paragraphs[1:]] == [
        "一、审核记录", "二、待处理的问题", "没有待处理的问题。", "三、已驳回的问题", "没有驳回的问题。", "四、签字",
    ]  # fmt: skip
    assert cells(sheet.tables[0])[1][3] == "办结"


def test_the_same_review_gives_the_same_bytes(review):
    assert review_sheet(review, ()) == review_sheet(review, ())


def test_what_came_too_late_is_not_on_it(review):
    late = review.steps[-1].model_copy(update={"counts": False, "by": "迟到者"})
    sheet = opened(review.model_copy(update={"steps": (*review.steps, late)}))
    assert "迟到者" not in str(cells(sheet.tables[1]))


def test_long_and_odd_words_are_data(review):
    words = "<w:p/>&=HYPERLINK(1)" + "很长的意见。" * 320
    last = review.steps[-1].model_copy(update={"comment": words})
    many = check(row_error()) * 80
    sheet = opened(review.model_copy(update={"steps": (*review.steps[:-1], last)}), many)
    assert cells(sheet.tables[1])[4][3] == words
    assert cells(sheet.tables[2])[-1][0].startswith(f"……共 {len(many)} 处")
    assert len(sheet.tables[2].rows) == 102


def test_many_changes_are_counted_not_listed(review):
    many = busy_report(
        {a: "77" for a, _ in busy_report().cells()},
        sections={"overview": "".join(f"第{n}句。" for n in range(50))},
    )
    told = cells(opened(after(review, passed(review, said("王"), many))).tables[1])[-1][4]
    assert told.count("\n") < 20
    assert "……共 50 句增加" in told


@pytest.mark.office
@pytest.mark.skipif(shutil.which("soffice") is None, reason="needs LibreOffice")
def test_it_prints_on_two_pages(review, tmp_path):
    pdfplumber = pytest.importorskip("pdfplumber")
    (tmp_path / "s.docx").write_bytes(review_sheet(review, check(row_error())))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [
        "soffice",
        profile,
        "--headless",
        "--convert-to",
        "pdf",
        "--outdir",
        tmp_path,
        tmp_path / "s.docx",
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    with pdfplumber.open(tmp_path / "s.pdf") as pdf:
        pages = [page.extract_text() for page in pdf.pages]
    assert len(pages) == 2
    assert "审核单" in pages[0]
    assert all(name in pages[1] for name in ("起草人", "初审人", "复审人", "终审人"))

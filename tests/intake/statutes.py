"""Fictional statutes and documents, and the shapes in which they reach the desk."""

from __future__ import annotations

import html
import io
from collections.abc import Iterable, Sequence

import docx

from assistant.intake import take_in
from assistant.library.imported import ImportedReport, ImportedText
from tests.support.files import PdfPage, pdf_bytes

HEAD = [
    "中华人民共和国示例信息条例",
    "（2007年4月5日中华人民共和国国务院令第998号公布　2019年4月3日中华人民共和国国务院令第999号修订）",
]
BODY = [
    "第一章　总　则",
    "第一条　为了保障公民、法人和其他组织依法获取示例信息，提高示例工作的透明度，建设示例政府，制定本条例。",
    "第二条　本条例所称示例信息，是指下列信息：",
    "（一）示例机关在履行示例职能过程中制作的；",
    "（二）示例机关依照第二十条第（一）项获取的。",
    "前款第（二）项所称获取，包括购买和受赠。",
    "第二章　示例程序",
    "第一节　一般规定",
    "第三条　违反本条例第二条规定的，由上一级示例机关责令改正。",
    "第三条之一　省、自治区可以另行规定。",
    "第二节　第一次示例程序",
    "第四条　示例机关应当自收到示例申请之日起20个工作日内答复；需要延长的，延长的期限最长不得超过20个工作日。",
    "第三章　附　则",
    "第五条　本条例自2019年5月15日起施行。",
]
LABELS = ["第一条", "第二条", "第三条", "第三条之一", "第四条", "第五条"]
CHAPTERS = [
    "第一章 总则", "第一章 总则", "第二章 示例程序 第一节 一般规定", "第二章 示例程序 第一节 一般规定",
    "第二章 示例程序 第二节 第一次示例程序", "第三章 附则",
]  # fmt: skip
SECOND = (
    "本条例所称示例信息，是指下列信息：\n（一）示例机关在履行示例职能过程中制作的；\n"
    "（二）示例机关依照第二十条第（一）项获取的。\n前款第（二）项所称获取，包括购买和受赠。"
)


def text_of(lines: Iterable[str] | str, name: str | None = None) -> ImportedText:
    """Lines taken in as a .txt file; they must be an official text."""
    joined = lines if isinstance(lines, str) else "\n".join(lines)
    taken = take_in(joined.encode(), name)
    assert isinstance(taken, ImportedText)
    return taken


def report_of(text: str, name: str | None = None) -> ImportedReport:
    """Text taken in as a .txt file; it must be a report."""
    taken = take_in(text.encode(), name)
    assert isinstance(taken, ImportedReport)
    return taken


def labels(text: ImportedText) -> list[str]:
    return [article.label for article in text.articles]


def article(text: ImportedText, label: str) -> str:
    (found,) = (a.text for a in text.articles if a.label == label)
    return found


def squeezed(text: str) -> str:
    return "".join(text.split())


def as_docx(lines: Iterable[str]) -> bytes:
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def as_html(lines: Iterable[str], before: str = "", after: str = "") -> bytes:
    body = "\n".join(f"<p>　　{html.escape(line)}</p>" for line in lines)
    page = f"<!DOCTYPE html><html><head><title>示例网</title></head><body>{before}{body}{after}</body></html>"
    return page.encode()


def wrapped(paragraphs: Iterable[str], width: int) -> list[str]:
    """Every paragraph, its first line two characters in, broken at `width` characters, never inside a number."""
    lines = []
    for paragraph in paragraphs:
        rest = "　　" + paragraph
        while rest:
            cut = width
            while rest[cut - 1 : cut + 1].isascii() and rest[cut - 1 : cut + 1].isalnum() and cut < len(rest):
                cut -= 1
            lines.append(rest[:cut])
            rest = rest[cut:]
    return lines


def as_pdf(paragraphs: Sequence[str], width: int = 30, rows: int = 30) -> bytes:
    """Pages of `rows` lines of `width` characters, numbered “— 1 —” at the foot."""
    lines = wrapped(paragraphs, width)
    pages = []
    for start in range(0, len(lines), rows):
        page = PdfPage()
        for row, line in enumerate(lines[start : start + rows]):
            indent = len(line) - len(line.lstrip("　"))
            page.text(80 + 14 * indent, 70 + 22 * row, line.lstrip("　"), 14)
        page.text(270, 790, f"— {len(pages) + 1} —", 12)
        pages.append(page)
    return pdf_bytes(*pages)

"""The real official texts beside the project: every article, in every format, with nothing lost."""

from __future__ import annotations

import re
from datetime import date

import pytest

from assistant.intake import take_in
from assistant.library.imported import ImportedText
from tests.intake.statutes import as_docx, as_html, as_pdf, labels, squeezed, wrapped
from tests.support.shared import shared_file

LAWS = {
    "不动产登记暂行条例-2019": (35, "国务院令第656号", "2014年公布", date(2015, 3, 1)),
    "个人信息保护法-2021": (74, "", "2021年通过", date(2021, 11, 1)),
    "保守国家秘密法-2024": (65, "", "2024年修订", date(2024, 5, 1)),
    "保守国家秘密法实施条例-2024": (74, "国务院令第786号", "2024年修订", date(2024, 9, 1)),
    "政府信息公开条例-2019": (56, "国务院令第711号", "2019年修订", date(2019, 5, 15)),
    "档案法-2020": (53, "", "2020年修订", date(2021, 1, 1)),
    "立法法-2023": (120, "", "2023年修正", date(2000, 7, 1)),
    "行政处罚法-2021": (86, "", "2021年修订", date(2021, 7, 15)),
    "行政复议法-2023": (90, "", "2023年修订", date(2024, 1, 1)),
    "行政复议法实施条例-2007": (66, "国务院令第499号", "2007年公布", date(2007, 8, 1)),
    "行政许可法-2019": (83, "", "2019年修正", date(2004, 7, 1)),
    "行政诉讼法-2017": (103, "", "2017年修正", date(1990, 10, 1)),
}
MOST_LOST = 0.02
pytestmark = pytest.mark.shared


def lines_of(name: str) -> list[str]:
    text = shared_file(f"regulations/{name}.md").read_text(encoding="utf-8")
    lines = (line.lstrip("# ").strip() for line in text.splitlines())
    return [line for line in lines if line and not line.startswith("<!--")]


def expected(lines: list[str]) -> dict[str, str]:
    """Article label → its official text without blanks, found independently of the code under test."""
    found: dict[str, str] = {}
    label = ""
    for line in lines:
        if match := re.match(r"(第[一二三四五六七八九十百零]+条)[\s　]+(.*)", line):
            label = match[1]
            found[label] = squeezed(match[2])
        elif label and not re.match(r"第[一二三四五六七八九十]+[章节][\s　]", line):
            found[label] += squeezed(line)
    return found


def taken(data: bytes) -> ImportedText:
    text = take_in(data)
    assert isinstance(text, ImportedText)
    return text


@pytest.mark.parametrize("name", LAWS)
def test_a_law_comes_in_whole(name: str) -> None:
    count, number, version, since = LAWS[name]
    text = taken(shared_file(f"regulations/{name}.md").read_bytes())
    wanted = expected(lines_of(name))
    assert {a.label: squeezed(a.text) for a in text.articles} == wanted
    assert labels(text) == list(wanted)
    assert len(text.articles) == count
    assert text.articles[0].label == "第一条"
    assert text.articles[0].chapter == "第一章 总则"
    assert text.articles[-1].chapter.endswith("附则")
    assert text.title.removeprefix("中华人民共和国") == name.partition("-")[0]
    assert (text.number, text.version, text.in_force_from) == (number, version, since)
    assert text.remarks == ()
    assert text.characters_kept >= (1 - MOST_LOST) * text.characters_in
    assert all(squeezed(line) in squeezed(" ".join(lines_of(name))) for line in text.about)


@pytest.mark.parametrize("name", LAWS)
def test_a_law_from_word_and_from_a_page_is_the_same(name: str) -> None:
    lines = lines_of(name)
    plain = taken("\n".join(lines).encode())
    nav, foot = "<p>当前位置：首页 > 法律法规</p>", "<p>【打印】【关闭】</p><p>版权所有：示例网</p>"
    for text in (taken(as_docx(lines)), taken(as_html(lines, nav, foot))):
        assert text.articles == plain.articles
        assert (text.title, text.number, text.in_force_from) == (
            plain.title,
            plain.number,
            plain.in_force_from,
        )


@pytest.mark.parametrize("name", ["政府信息公开条例-2019", "行政诉讼法-2017", "立法法-2023"])
@pytest.mark.parametrize("width", [26, 33, 41])
def test_a_law_with_broken_lines(name: str, width: int) -> None:
    lines = lines_of(name)
    text = taken("\n".join(wrapped(lines, width)).encode())
    assert {a.label: squeezed(a.text) for a in text.articles} == expected(lines)
    assert (text.number, text.version, text.in_force_from) == LAWS[name][1:]


def test_a_law_from_a_pdf_of_many_pages() -> None:
    name = "政府信息公开条例-2019"
    text = taken(as_pdf(lines_of(name), width=28, rows=22))
    assert {a.label: squeezed(a.text) for a in text.articles} == expected(lines_of(name))
    chapters = [a.chapter.split(" ")[0] for a in text.articles]
    assert chapters[::11] == ["第一章", "第二章", "第三章", "第四章", "第四章", "第六章"]

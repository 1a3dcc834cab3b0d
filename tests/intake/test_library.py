"""Official texts and past reports put into the shipped library: where they go, what is said of them, and out again."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from assistant import Library, answer_question
from assistant.errors import InputError
from assistant.resources import corpus
from tests.intake.statutes import BODY, HEAD, LABELS, SECOND, as_docx, as_html, as_pdf
from tests.library.conftest import _dictionary_once
from tests.support.library import RULES, home, shipped_home
from tests.support.shared import shared_file

__all__ = ["_dictionary_once", "home", "shipped_home"]

STATUTE = "\n".join([*HEAD, *BODY])
OLDER = "\n".join(
    [
        RULES,
        "（2007年4月5日中华人民共和国国务院令第492号公布，自2008年5月1日起施行）",
        "第一条　为了示例，制定本条例。",
        "第三十三条　示例机关应当自蓝鹊飞来之日起15个工作日内答复。",
        "第三十四条　本条例自2008年5月1日起施行。",
    ]
)
"""Not the words of the older regulations; only their title, number and date."""

WORDING = "示例机关在履行示例职能过程中制作的示例信息"
NAV, FOOT = "<p>当前位置：首页 > 法律法规</p>", "<p>【打印】【关闭】</p>"


@pytest.fixture
def library(home: Path) -> Iterator[Library]:
    with Library.open(home, resident=False) as opened:
        yield opened


def held(library: Library) -> list[str]:
    return [record.id for record in library.documents()]


def ids(library: Library, query: str, k: int = 5) -> list[str]:
    return [hit.id for hit in library.search(query, k)]


# --- a text the library knows nothing of --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "make"),
    [
        ("条例.txt", lambda lines: "\n".join(lines).encode()),
        ("条例.md", lambda lines: "\n".join(lines).encode("gb18030")),
        ("条例.docx", as_docx),
        ("条例.html", lambda lines: as_html(lines, NAV, FOOT)),
        ("条例.pdf", as_pdf),
    ],
)
def test_every_format(
    library: Library, tmp_path: Path, name: str, make: Callable[[list[str]], bytes]
) -> None:
    path = tmp_path / name
    path.write_bytes(make([*HEAD, *BODY]))
    added = library.add(path)
    assert (added.new, added.articles, added.attached) == (True, len(LABELS), 0)
    record = added.record
    assert (record.origin, record.shelf, record.title, record.name) == ("added", "texts", HEAD[0], name)
    assert (record.number, record.version, record.entries) == ("国务院令第999号", "2019年修订", len(LABELS))
    assert record in library.documents()
    wording = {e.article: e.wording for label in LABELS for e in library.entries_of(f"{record.id} {label}")}
    assert list(wording) == LABELS
    assert wording["第二条"] == SECOND
    hit = next(h for h in library.search(WORDING, 5) if h.title == HEAD[0])
    assert (hit.article, hit.kind, hit.source) == ("第二条", "regulation", name)


def test_it_is_asked_for_by_its_article(library: Library) -> None:
    number = library.add(STATUTE.encode(), "示例.txt").record.id
    for question in (f"{HEAD[0]}第四条怎么规定的", "示例信息条例第4条"):
        answer = answer_question(question, library=library)
        (citation,) = answer.citations
        assert (citation.id, citation.title, citation.article) == (f"{number} 第四条", HEAD[0], "第四条")
        assert (citation.official, citation.in_force, citation.version) == (True, True, "2019年修订")
        assert citation.text.startswith("示例机关应当自收到示例申请之日起20个工作日内答复")
        assert citation.text in answer.text


def test_what_could_not_be_placed_is_reported(library: Library) -> None:
    added = library.add(as_html([*HEAD, *BODY], NAV, FOOT), "示例.html")
    (note,) = (n for n in added.notes if n.startswith("没有归入任何一条的文字"))
    assert "当前位置：首页" in note
    assert "打印" in note
    assert added.record.notes == added.notes


def test_a_past_report(library: Library) -> None:
    text = (corpus() / "reports" / "示例县教育局-2023.md").read_text(encoding="utf-8")
    text = text.replace("示例县教育局", "示例县蓝鹊局")
    added = library.add(text.encode(), "去年的.md")
    assert (added.record.shelf, added.attached) == ("reports", 0)
    assert "示例县蓝鹊局" in added.record.title
    hits = library.search("依申请公开", 100, "report", year=2023)
    mine = [hit for hit in hits if hit.id.startswith(added.record.id)]
    assert mine
    assert {hit.title for hit in mine} == {added.record.title}


# --- the official wording of what the library has -------------------------------------------------------------------


@pytest.mark.shared
@pytest.mark.parametrize("kind", ["md", "docx", "html"])
def test_every_article_of_the_regulations_gets_its_wording(library: Library, kind: str) -> None:
    source = shared_file("regulations/政府信息公开条例-2019.md")
    text = source.read_text(encoding="utf-8")
    lines = [line.lstrip("# ").strip() for line in text.splitlines()]
    lines = [line for line in lines if line and not line.startswith("<!--")]
    data = {"md": text.encode(), "docx": as_docx(lines), "html": as_html(lines, NAV, FOOT)}[kind]
    before = answer_question("条例33条", library=library).citations[0]
    own_words = answer_question("收到申请多少天内答复", library=library).text
    added = library.add(data, f"条例.{kind}")
    assert (added.new, added.articles, added.attached) == (True, 56, 56)
    assert not any("库里没有写要点" in note for note in added.notes)

    after = answer_question("条例33条", library=library).citations[0]
    assert (before.official, after.official) == (False, True)
    assert "".join(after.text.split()) in "".join(text.split())
    assert after.text.startswith("行政机关收到政府信息公开申请")
    assert {**after.model_dump(), "text": "", "official": False} == {**before.model_dump(), "text": ""}
    asked = answer_question("收到申请多少天内答复", library=library)
    assert asked.citations[0].text == after.text
    assert asked.text == own_words, "what is said first stays in plain words"

    numbers = [fold for fold, title, *_ in library.addresses() if title == RULES and "规定没有写" not in fold]
    official = [f for f in numbers if any(e.shelf == "texts" for e in library.entries_of(f))]
    assert len(official) == len(set(numbers)) == 56
    assert all(fold.startswith(RULES) for fold in numbers), "nothing stands beside the provisions"

    found = ids(library, "行政机关不能当场答复的，应当自收到申请之日起20个工作日内予以答复")
    assert found[0] == f"{RULES} 第三十三条"
    assert len(set(found)) == len(found)


@pytest.mark.shared
def test_without_the_text_again_everything_is_as_before(library: Library) -> None:
    before = answer_question("条例33条", library=library)
    documents = library.documents()
    number = library.add(shared_file("regulations/政府信息公开条例-2019.md")).record.id
    assert answer_question("条例33条", library=library) != before
    assert library.remove(number)
    assert answer_question("条例33条", library=library) == before
    assert library.documents() == documents


def test_an_older_version_is_kept_apart_and_said(library: Library) -> None:
    added = library.add(OLDER.encode(), "旧条例.txt")
    assert (added.articles, added.attached, added.record.title) == (3, 0, RULES)
    assert any("只作旧版本检索，不当作现行条文引用" in note for note in added.notes)
    hit = next(
        h for h in library.search("自蓝鹊飞来之日起几个工作日答复", 5) if h.id.startswith(added.record.id)
    )
    assert (hit.article, hit.in_force) == ("第三十三条", False)
    current, *older = answer_question("条例33条", library=library).citations
    assert (current.version, current.in_force, current.official) == ("2019年修订", True, False)
    assert [(c.in_force, RULES in c.remark) for c in older] in ([], [(False, True)])
    assert "蓝鹊" not in answer_question("收到申请多少天内答复", library=library).citations[0].text


# --- twice, and out again -------------------------------------------------------------------------------------------


def test_the_same_file_twice_changes_nothing(library: Library, tmp_path: Path) -> None:
    first = library.add(STATUTE.encode(), "甲.txt")
    documents, found = library.documents(), library.search("示例申请 答复", 50)
    path = tmp_path / "另一个名字.txt"
    path.write_text(STATUTE, encoding="utf-8")
    again = library.add(path)
    assert (again.new, again.record) == (False, first.record)
    assert library.documents() == documents
    assert library.search("示例申请 答复", 50) == found


def test_what_was_added_is_there_next_time_and_removed_for_good(home: Path) -> None:
    with Library.open(home, resident=False) as library:
        shipped = held(library)
        number = library.add(STATUTE.encode(), "示例.txt").record.id
    kept = next((home / "library" / "documents").iterdir())
    assert [p.read_bytes() for p in kept.iterdir()] == [STATUTE.encode()]
    with Library.open(home, resident=False) as library:
        assert held(library) == [*shipped, number]
        assert f"{number} 第二条" in ids(library, WORDING)
        assert library.remove(number.removeprefix("added/"))
        assert not library.remove(number)
        assert held(library) == shipped
        assert not any(found.startswith("added/") for found in ids(library, WORDING, 50))
    assert not kept.exists()
    with Library.open(home, resident=False) as library:
        assert held(library) == shipped


def test_what_is_shipped_stays(library: Library) -> None:
    before = held(library)
    with pytest.raises(InputError, match="是随程序自带的，不能移除") as refused:
        library.remove("regulations/政府信息公开条例")
    assert RULES in refused.value.what
    for number in ("", "没有", "added/", "added/00000000", "../regulations", "regulations/没有"):
        assert not library.remove(number)
    assert held(library) == before


# --- what cannot be taken in ------------------------------------------------------------------------------------------

BAD = [
    ("空.txt", b"", "是空的"),
    ("图.docx", b"\x89PNG\r\n\x1a\n" + bytes(100), "图片"),
    ("坏.docx", b"PK\x03\x04" + bytes(200), "坏"),
    ("断.docx", as_docx([*HEAD, *BODY])[:900], "坏"),
    ("信.txt", "今天天气很好，我们去公园。\n".encode() * 50, "认不出这是法规"),
    ("合同.txt", "房屋租赁合同\n甲方：某\n第一条 房屋。\n第二条 租金。\n第三条 违约。".encode(), "合同"),
    ("乱.txt", bytes(range(256)) * 20, "不是文字"),
]


@pytest.mark.parametrize(("name", "data", "says"), BAD, ids=[name for name, _, _ in BAD])
def test_a_file_that_cannot_be_used_leaves_nothing(
    library: Library, home: Path, tmp_path: Path, name: str, data: bytes, says: str
) -> None:
    before = held(library)
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(InputError) as refused:
        library.add(path)
    assert says in refused.value.what
    assert refused.value.advice
    assert held(library) == before
    assert not list(home.glob("library/documents/*"))


def test_a_file_that_is_not_there(library: Library, tmp_path: Path) -> None:
    for path, says in ((tmp_path / "没有.docx", "找不到文件"), (tmp_path, "是一个文件夹")):
        with pytest.raises(InputError, match=says):
            library.add(path)


def test_a_file_that_was_kept_comes_back_with_the_library(home: Path) -> None:
    """The index can always be made anew from what was added."""
    with Library.open(home, resident=False) as library:
        number = library.add(STATUTE.encode(), "示例.txt").record.id
    for path in (home / "library").iterdir():
        if path.name != "documents":
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    with Library.open(home, resident=False) as library:
        assert number in held(library)
        assert f"{number} 第二条" in ids(library, WORDING)

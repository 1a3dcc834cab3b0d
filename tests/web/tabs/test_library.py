"""The tab 资料库: search, contents, adding with progress, removing; only administrators change it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from assistant.accounts.people import LOCAL, Person, Role
from assistant.conversation import shelf
from assistant.conversation.bench import Bench
from assistant.errors import ConfigurationError, InputError
from assistant.web.actions import Data
from assistant.web.tabs import library as tab
from tests.library.support import Service, serving, write_corpus
from tests.support.library import home, shipped_home
from tests.web.tabs.desks import ATTACKS, REVIEWER, WRITER, acts, harmless, parsed, words

__all__ = ["home", "shipped_home"]

RULES = "中华人民共和国政府信息公开条例"
OWN = "示例县湿地公开办法\n第一条 为了公开湿地信息，制定本办法。\n第二条 黄鹂栖息地的信息，五日内公开。\n"
ADMIN = Person(login="wang", name="王五", unit="示例县人民政府", role=Role.ADMIN)


@pytest.fixture(autouse=True)
def _closed() -> Iterator[None]:
    yield
    shelf.close()


@pytest.fixture
def bench(home: Path) -> Bench:
    return Bench.open(LOCAL)


def lines(bench: Bench, act: str, **values: Any) -> list[str]:
    done = tab.ACTIONS[act](bench, Data(values))
    return [done] if isinstance(done, str) else list(done or ())


def records() -> dict[str, str]:
    return {record.title: record.id for record in shelf.library().documents()}


def test_a_library_that_was_never_built_is_opened_when_asked_only(_own_home: Path) -> None:
    bench = Bench.open(LOCAL)
    (offer,) = acts(tab.render(bench, {}))
    assert offer["act"] == "library.open"
    assert "slow" in offer
    assert not (_own_home / "library").exists()


def test_opening_tells_how_far_it_is(bench: Bench) -> None:
    told = lines(bench, "library.open")
    assert "正在打开资料库" in told[0]
    assert "资料库打开了" in told[-1]


def test_it_is_searched_in_staffs_words_and_by_kind(bench: Bench) -> None:
    page = parsed(tab.render(bench, {"find": "多少天答复"}))
    hits = [b.text for b in page.find_class("nb-hits")[0].iter("button")]
    assert f"《{RULES}》第三十三条" in hits[:3]
    reports = parsed(tab.render(bench, {"find": "保密审查", "kind": "report"}))
    found = [b.text for b in reports.find_class("nb-hits")[0].iter("button")]
    assert found
    assert all("年度报告" in text for text in found)
    (field,) = [n for n in page.iter("input") if n.get("type") == "search"]
    assert (field.get("value"), field.get("data-act"), field.get("data-key")) == ("多少天答复", "see", "find")


def test_a_hit_opens_beside_the_list(bench: Bench) -> None:
    sends = next(
        a
        for a in acts(tab.render(bench, {"find": "多少天答复"}))
        if a.get("article", "").endswith("第三十三条")
    )
    page = tab.render(bench, {"find": "多少天答复", "article": sends["article"], "item": sends["item"]})
    assert "要点" in words(page)
    assert parsed(page).get_element_by_id("article") is not None


def test_what_is_not_found_is_said(bench: Bench) -> None:
    assert "没有查到“𠮷𠮷𠮷”" in words(tab.render(bench, {"find": "𠮷𠮷𠮷"}))


def test_every_document_is_listed_and_shows_its_contents(bench: Bench) -> None:
    said = words(tab.render(bench, {}))
    for title in records():
        assert title in said
    page = parsed(tab.render(bench, {"document": records()[RULES]}))
    contents = [b.text for b in page.find_class("nb-contents")[0].iter("button")]
    assert any(text.startswith("第三十三条") for text in contents)


def test_how_it_is_searched_is_said(bench: Bench) -> None:
    assert "只按词语检索" in words(tab.render(bench, {}))


def test_a_text_is_added_found_and_removed(bench: Bench) -> None:
    told = lines(bench, "library.paste", value=OWN)
    assert "已导入文件《示例县湿地公开办法》，2条" in told[-1]
    assert "黄鹂" in words(tab.render(bench, {"find": "黄鹂栖息地"}))
    (remove,) = [a for a in acts(tab.render(bench, {})) if a["act"] == "library.remove"]
    assert "示例县湿地公开办法" in remove["confirm"]
    assert "没有重复加" in lines(bench, "library.paste", value=OWN)[-1]
    assert "已移除" in lines(bench, "library.remove", document=remove["document"])[-1]
    assert "示例县湿地公开办法" not in records()
    with pytest.raises(InputError):
        lines(bench, "library.remove", document=remove["document"])


def test_an_uploaded_file_keeps_its_name(bench: Bench, tmp_path: Path) -> None:
    path = tmp_path / "x.txt"
    path.write_text(OWN, encoding="utf-8")
    told = list(tab.add_file(bench, path, "湿地办法（定稿）.txt"))
    assert "已导入" in told[-1]
    assert "湿地办法（定稿）.txt" in words(tab.render(bench, {}))
    assert path.is_file(), "the page deletes it"


@pytest.mark.parametrize("content", [b"", b"\x00\x01\x02" * 50, b"PK\x03\x04broken", "随便一句话。".encode()])
def test_what_is_no_document_is_refused_and_nothing_is_kept(
    bench: Bench, tmp_path: Path, content: bytes
) -> None:
    before = records()
    path = tmp_path / "x.docx"
    path.write_bytes(content)
    try:
        list(tab.add_file(bench, path, "x.docx"))
    except (InputError, ConfigurationError) as error:
        assert error.what
        assert error.advice
        assert records() == before
    else:
        assert content.decode() == "随便一句话。"  # a text without articles is a text all the same


def test_the_embeddings_of_what_is_added_are_made_and_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    small = write_corpus(tmp_path / "corpus")
    monkeypatch.setattr("assistant.resources.corpus", lambda: small)
    with serving() as service:
        monkeypatch.setenv("NIANBAO_EMBEDDING", service.url + "#example")
        bench = Bench.open(LOCAL)
        missing = shelf.library().missing()
        assert missing
        offers = acts(tab.render(bench, {}))
        assert f"还有{missing}段没有建向量" in words(tab.render(bench, {}))
        assert "library.embed" in [a["act"] for a in offers]
        told = lines(bench, "library.embed")
        assert f"补建了{missing}段" in told[-1]
        assert shelf.library().missing() == 0
        assert "没有建向量" not in words(tab.render(bench, {}))
        _stopped_and_gone_on(bench, service)


def _stopped_and_gone_on(bench: Bench, service: Service) -> None:
    """A service that fails leaves the text added, searched by its words."""
    service.answer = lambda _: b"no JSON"
    told = lines(bench, "library.paste", value=OWN)
    assert "先按词语检索" in told[-1]
    assert "示例县湿地公开办法" in records()


@pytest.mark.parametrize("person", [WRITER, REVIEWER])
def test_only_administrators_change_it(home: Path, person: Person, tmp_path: Path) -> None:
    lines(Bench.open(ADMIN), "library.paste", value=OWN)
    bench = Bench.open(person)
    page = tab.render(bench, {})
    assert "示例县湿地公开办法" in words(page)
    assert {a["act"] for a in acts(page)} == {"see"}
    assert not [n for n in parsed(page).iter("input") if n.get("type") == "file"]
    for act, values in (
        ("library.paste", {"value": OWN + "第三条 又一条。"}),
        ("library.remove", {"document": records()["示例县湿地公开办法"]}),
        ("library.embed", {}),
    ):
        with pytest.raises(InputError, match="管理"):
            lines(bench, act, **values)
    with pytest.raises(InputError, match="管理"):
        list(tab.add_file(bench, tmp_path / "x", "x.txt"))
    assert "示例县湿地公开办法" in records()


def test_what_administrators_change_is_in_the_audit_log(home: Path) -> None:
    from assistant.accounts import Accounts

    bench = Bench.open(ADMIN)
    lines(bench, "library.paste", value=OWN)
    lines(bench, "library.remove", document=records()["示例县湿地公开办法"])
    kept = [(note.who, note.action, note.target) for note in Accounts.configured().notes(2)]
    assert kept == [
        ("wang", "资料库移除", "示例县湿地公开办法"),
        ("wang", "资料库导入", "示例县湿地公开办法"),
    ]


def test_what_comes_with_the_program_stays(bench: Bench) -> None:
    shipped = records()[RULES]
    assert shipped not in [
        a.get("document") for a in acts(tab.render(bench, {})) if a["act"] == "library.remove"
    ]
    with pytest.raises(InputError, match="自带"):
        lines(bench, "library.remove", document=shipped)
    for number in ("", "../../x", "added/../..", "x" * 61):
        with pytest.raises(InputError):
            lines(bench, "library.remove", document=number)
    assert RULES in records()


@pytest.mark.parametrize("attack", ATTACKS)
def test_nothing_in_a_text_or_a_search_becomes_markup(bench: Bench, tmp_path: Path, attack: str) -> None:
    path = tmp_path / "x.txt"
    said = "".join(c for c in attack if c.isprintable())
    path.write_text(
        f"示例县湿地公开办法\n第一条 为了举例，公开{said}。\n第二条 湿地的信息{said}，五日内公开。\n",
        encoding="utf-8",
    )
    list(tab.add_file(bench, path, f"{attack}.txt"))
    added = [r.id for r in shelf.library().documents() if r.origin == "added"]
    for seen in (
        {"find": attack, "kind": attack, "document": attack, "article": attack, "item": attack},
        {"find": "湿地", "document": added[0]},
    ):
        harmless(tab.render(bench, seen))


def test_a_setting_that_cannot_be_used_is_said(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bench = Bench.open(LOCAL)
    monkeypatch.setenv("NIANBAO_EMBEDDING", "no address")
    assert "NIANBAO_EMBEDDING" in words(tab.render(bench, {}))

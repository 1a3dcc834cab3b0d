"""Search by meaning: Chroma in a folder, on a server and the exact comparison agree; embedding services, good and bad."""

from __future__ import annotations

import json
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from threading import Thread

import pytest

from assistant.errors import ConfigurationError
from assistant.library.catalogue import Catalogue
from tests.library.support import ADDED, ASKED, Opened, Service, answers, found_added, ids, vector_of

QUESTIONS = [
    "平信寄来的哪天起算", "几天之内要答复申请人", "一口气要了三百份能收钱吗", "补正通知给几天才合法", "全给了的填表三哪一行",
    "遮了名字再给的填哪一行", "跑到窗口来交的哪天算收到", "没挂号的信从哪天算", "能不能拖一拖再答复", "旧办法里延长多少天",
    "招生信息什么时候公开", "户政窗口有多少人来办", "学校收费公示", "新收申请多少件", "规范性文件有几件",
    "存在哪些问题", "下一步怎么改进", "微信公众号转发政策", "行政复议和诉讼有几件", "蓝鹊草场几月停牧",
]  # fmt: skip


def asked_all(library: Catalogue) -> dict[str, list[str]]:
    """What each question finds, in order."""
    return {question: ids(library, question, 20) for question in QUESTIONS}


class Server:
    """``chroma run`` on a port of this machine."""

    def __init__(self, folder: Path) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        program = Path(sys.executable).with_name("chroma")
        self.process = subprocess.Popen(
            [program, "run", "--path", folder, "--host", "127.0.0.1", "--port", str(self.port)],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        for _ in range(300):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            time.sleep(0.1)
        raise AssertionError("chroma run does not come up")

    def stop(self) -> None:
        self.process.kill()
        self.process.wait()


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    running = Server(tmp_path / "server")
    yield running
    running.stop()


def test_exact_chroma_and_a_server_find_the_same(
    opened: Opened, embeddings: Service, server: Server, monkeypatch: pytest.MonkeyPatch, _own_home: Path
) -> None:
    exact = opened()
    exact.add(ADDED.encode(), "草场.txt")
    exact.embed()
    expected = asked_all(exact)
    exact.close()
    assert all(len(hits) == 20 for hits in expected.values())

    local = opened(resident=True)
    assert asked_all(local) == expected
    assert (_own_home / "library" / "chroma" / "chroma.sqlite3").is_file()
    local.close()
    reopened = opened(resident=True)
    assert asked_all(reopened) == expected
    assert reopened.notices == []
    reopened.close()

    monkeypatch.setenv("NIANBAO_CHROMA_URL", server.url)
    remote = opened()
    assert asked_all(remote) == expected
    number = remote.documents()[-1].id
    assert remote.remove(number)
    assert not found_added(remote)
    remote.close()

    server.stop()
    broken = opened()
    with pytest.raises(ConfigurationError, match=r"Chroma 服务 .* 连不上.*本机的规定库没有受影响"):
        broken.search(ASKED)
    broken.close()
    monkeypatch.delenv("NIANBAO_CHROMA_URL")
    assert answers(opened(resident=True))


def test_two_libraries_on_one_server_keep_apart(
    opened: Opened, embeddings: Service, server: Server, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("NIANBAO_CHROMA_URL", server.url)
    plain, other = opened(tmp_path / "one"), opened(tmp_path / "two")
    other.add(ADDED.encode(), "草场.txt")
    other.embed()
    expected = asked_all(plain)
    asked_all(other)
    assert asked_all(plain) == expected
    assert other.search("蓝鹊草场", 100)
    other.close()
    shutil.rmtree(tmp_path / "two")  # made anew, it counts its keys from the start: nothing old may answer
    (tmp_path / "corpus" / "regulations" / "旧办法.md").unlink()
    fresh = asked_all(opened(tmp_path / "two"))
    monkeypatch.delenv("NIANBAO_CHROMA_URL")
    assert asked_all(opened(tmp_path / "two")) == fresh

    server.stop()  # while the library is open
    with pytest.raises(ConfigurationError, match="连不上"):
        plain.search(ASKED)


def test_a_server_that_is_no_chroma(
    opened: Opened, embeddings: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NIANBAO_CHROMA_URL", embeddings.url)
    library = opened()
    with pytest.raises(ConfigurationError, match="NIANBAO_CHROMA_URL"):
        library.search(ASKED)


def test_chroma_follows_what_is_added_and_removed(opened: Opened, embeddings: Service) -> None:
    library = opened(resident=True)
    assert answers(library)
    number = library.add(ADDED.encode(), "草场.txt").record.id
    library.embed()
    assert ids(library, "蓝鹊草场每年四月停牧，停牧期间不得放养羊群。", 1) == [f"{number} 第二条"]
    library.remove(number)
    assert not found_added(library)
    library.close()
    again = opened(resident=True)
    assert not found_added(again)
    assert answers(again)


def test_words_answer_while_embeddings_are_made(opened: Opened, embeddings: Service) -> None:
    library = opened(embed=False)
    assert answers(library)
    waiting = library.missing()
    assert waiting > 32
    embeddings.go.clear()
    told: list[tuple[int, int]] = []
    worker = Thread(target=library.embed, args=(lambda done, of: told.append((done, of)),))
    worker.start()
    assert embeddings.reached.wait(10)
    try:
        assert answers(library)
        assert library.missing() == waiting
    finally:
        embeddings.go.set()
        worker.join()
    assert library.missing() == 0
    assert told[0] == (32, waiting)
    assert told[-1] == (waiting, waiting)
    assert answers(library)


def test_embedding_goes_on_where_it_was_stopped(opened: Opened, embeddings: Service) -> None:
    library = opened(embed=False)

    def stop(done: int, of: int) -> None:
        raise KeyboardInterrupt

    waiting = library.missing()
    with pytest.raises(KeyboardInterrupt):
        library.embed(stop)
    assert library.missing() == waiting - 32
    library.close()
    embeddings.asked.clear()
    assert opened().missing() == 0
    assert len(embeddings.asked) == waiting - 32


def test_another_model_makes_its_own_embeddings(
    opened: Opened, embeddings: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened(resident=True).close()
    made = len(embeddings.asked)
    embeddings.answer = lambda texts: {
        "data": [{"index": i, "embedding": vector_of(t, 32)} for i, t in enumerate(texts)]
    }
    monkeypatch.setenv("NIANBAO_EMBEDDING", embeddings.url + "#smaller")
    library = opened(resident=True)
    assert answers(library)
    assert len(embeddings.asked) == 2 * made + 1
    library.rebuild()
    library.close()
    monkeypatch.setenv("NIANBAO_EMBEDDING", embeddings.url + "#example")
    embeddings.answer = None
    assert opened(embed=False).missing() == made  # rebuilding forgot the embeddings of the other model


def test_what_a_service_is_sent(opened: Opened, embeddings: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NIANBAO_API_KEY", "geheim")
    library = opened()
    sent = embeddings.headers[-1]
    assert (sent["path"], sent["model"]) == ("/v1/embeddings", "example")
    assert sent["Authorization"] == "Bearer geheim"
    assert all(len(text) <= 400 for text in embeddings.asked)
    assert len(embeddings.asked) == len(set(embeddings.asked))
    embeddings.asked.clear()
    library.search("　２０个工作日 " + "长" * 9_000)
    assert [(text[:8], len(text)) for text in embeddings.asked] == [("20个工作日 长", 500)]


def rows(*vectors: object) -> dict[str, object]:
    return {"data": [{"index": i, "embedding": vector} for i, vector in enumerate(vectors)]}


BROKEN = {
    "an error": lambda _: b"",
    "no JSON": lambda _: b"<html>",
    "a list": lambda _: [],
    "no data": lambda _: {"error": "model not found"},
    "data of null": lambda _: {"data": None},
    "too few": lambda texts: rows(*[[1.0, 2.0]] * (len(texts) - 1)),
    "none": lambda _: {"data": []},
    "words": lambda texts: rows(*[["a", "b"]] * len(texts)),
    "numbers, not vectors": lambda texts: rows(*[1.0] * len(texts)),
    "not numbers": lambda texts: json.dumps(rows(*[[float("nan")] * 2] * len(texts))).encode(),
    "uneven": lambda texts: rows(*[[1.0] * (1 + i % 2) for i in range(len(texts))]),
}


@pytest.mark.parametrize("answer", BROKEN.values(), ids=BROKEN)
def test_a_broken_answer_is_said_and_nothing_of_it_kept(
    opened: Opened, embeddings: Service, answer: object, words_only: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NIANBAO_EMBEDDING", embeddings.url + "#example")
    library = opened(embed=False)
    waiting = library.missing()
    embeddings.answer = answer  # type: ignore[assignment]
    with pytest.raises(ConfigurationError, match=r"向量服务 .*用不了.*NIANBAO_EMBEDDING"):
        library.embed()
    assert library.missing() == waiting
    embeddings.answer = None
    library.embed()
    assert answers(library)


def test_a_service_that_is_down(opened: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NIANBAO_EMBEDDING", "http://127.0.0.1:1/v1")
    with pytest.raises(ConfigurationError, match="请检查服务是否开着"):
        opened()
    monkeypatch.setenv("NIANBAO_EMBEDDING", "none")
    assert answers(opened())


def test_a_vector_of_nothing_does_no_harm(opened: Opened, embeddings: Service) -> None:
    embeddings.answer = lambda texts: rows(*[[0.0] * 8] * len(texts))
    assert answers(opened())

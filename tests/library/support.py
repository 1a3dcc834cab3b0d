"""A small fictional library, an embedding service of our own, and processes beside the test."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Event, Thread
from typing import Any

import pytest

from assistant import Library
from assistant.resources import corpus as shipped_corpus

ROOT = Path(__file__).parents[2]

LAW = """---
标题: 示例公开条例
别名: [示例条例]
文号: 示例令第2号
版本: 2024年修订
施行日期: 2024-05-01
状态: 现行
官方来源: 示例网站
---

## 第一条 答复期限

要点：收到申请之日起20个工作日内答复，经负责人同意可以延长20个工作日，并要告诉申请人。

问法：
- 几天之内要答复申请人
- 能不能拖一拖再答复

关键词：答复期限、延长、工作日

把握：已核对

## 第二条 收到之日

要点：当面提交的是提交之日；平信寄来的，打电话与申请人确认之日才算收到。

问法：
- 平信寄来的哪天起算
- 挂号信门卫签收了算不算

关键词：收到日、平信、挂号信

把握：已核对

### 第一款 当面提交

要点：当面递交申请的，递交那天就是收到之日。

问法：
- 跑到窗口来交的哪天算收到

关键词：窗口、当面

### 第二款 平信

要点：不用签收的平信，打电话确认的那天是收到之日。

问法：
- 没挂号的信从哪天算

关键词：平信、电话确认

## 第三条 收费

要点：提供信息不收费；申请的数量、频次明显过多的，可以收信息处理费。

问法：
- 一口气要了三百份能收钱吗

关键词：处理费、收费

把握：已核对

相关：示例公开条例 第一条

## 规定没有写：补正给几天

要点：给申请人多长时间补正，示例公开条例没有写，由机关写明合理的期限。

问法：
- 补正通知给几天才合法

关键词：补正、期限

把握：已核对

没有写：是
"""

OLD = """---
标题: 示例公开暂行办法
别名: [旧办法]
文号: 示例发〔2008〕1号
版本: 2008年
施行日期: 2008-05-01
状态: 已被取代
被取代: 示例公开条例（2024年修订）
官方来源: 示例网站
---

## 第一条 答复期限

要点：收到申请之日起15个工作日内答复，经负责人同意可以延长15个工作日，并要告诉申请人。

问法：
- 几天之内应当答复申请人
- 能不能拖一拖才答复

关键词：答复期限、延长、工作日

把握：已核对
"""

FORM = """---
标题: 示例年度报告格式
文号: 示例办函〔2021〕30号
版本: 2021年版
状态: 现行
官方来源: 示例网站
---

## 表三·三（一）予以公开 全部给了的

要点：全部内容都提供给申请人的，件数写在表三的第三大行第一小行予以公开。

问法：
- 全给了的填表三哪一行

关键词：予以公开、表三

把握：已核对

## 表三·三（二）部分公开 给了一半的

要点：遮住一部分再提供的，件数写在表三的部分公开这一行，不再记入予以公开。

问法：
- 遮了名字再给的填哪一行

关键词：部分公开、遮挡、区分处理

把握：已核对
"""

LEXICON = "# 词<制表符>规范说法<制表符>说明\n跑窗口\t当面提交\t示例\n要钱\t处理费、收费\t示例\n"

ADDED = """示例草场管理规定

（示例局令第7号，2023年公布）

第一条 为了养好示例草场，制定本规定。

第二条 蓝鹊草场每年四月停牧，停牧期间不得放养羊群。

第三条 违反停牧要求的，由示例局责令改正。
"""
"""An official text the library knows nothing of; 蓝鹊 and 停牧 occur nowhere else."""

REPORTS = ("示例县教育局-2022", "示例市公安局-2024")


def write_corpus(folder: Path) -> Path:
    """Three regulations, two reports and a lexicon."""
    (folder / "regulations").mkdir(parents=True)
    (folder / "reports").mkdir()
    for name, text in (("条例", LAW), ("旧办法", OLD), ("格式", FORM)):
        (folder / "regulations" / f"{name}.md").write_text(text, encoding="utf-8")
    for name in REPORTS:
        shutil.copy(shipped_corpus() / "reports" / f"{name}.md", folder / "reports")
    (folder / "lexicon.txt").write_text(LEXICON, encoding="utf-8")
    return folder


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    return write_corpus(tmp_path / "corpus")


@pytest.fixture
def words_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """No embeddings, for tests that are about something else."""
    monkeypatch.setenv("NIANBAO_EMBEDDING", "none")


Opened = Callable[..., Library]


@pytest.fixture
def opened(corpus: Path, _own_home: Path) -> Iterator[Opened]:
    """Open the library of the test's own home and corpus; everything is closed in the end."""
    held: list[Library] = []

    def open_library(home: Path | None = None, **options: Any) -> Library:
        library = Library.open(home or _own_home, **({"corpus": corpus, "resident": False} | options))
        held.append(library)
        return library

    yield open_library
    for library in held:
        library.close()


@pytest.fixture(scope="session")
def built_once(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """(home, corpus) of a library that was built by words alone and holds `ADDED`; copy it, never change it."""
    folder = tmp_path_factory.mktemp("built")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("NIANBAO_EMBEDDING", "none")
        library = Library.open(folder / "home", corpus=write_corpus(folder / "corpus"), resident=False)
        library.add(ADDED.encode(), "草场.txt")
        library.close()
    return folder / "home", folder / "corpus"


def ids(library: Library, query: str, k: int = 10, **options: Any) -> list[str]:
    """The names of what is found."""
    return [hit.id for hit in library.search(query, k, **options)]


def found_added(library: Library) -> bool:
    """Whether the text of `ADDED` is found by its own words."""
    return any(hit.title == "示例草场管理规定" for hit in library.search("蓝鹊草场几月停牧", 100))


ANSWER = "示例公开条例 第二条"
ASKED = "平信寄来的哪天起算"


def answers(library: Library) -> bool:
    """Whether the small corpus answers as it should."""
    return ids(library, ASKED, 1) == [ANSWER]


# --- an embedding service -------------------------------------------------------------------------------------


def vector_of(text: str, size: int = 64) -> list[float]:
    """Not unit length: counts of pairs of characters, scattered over `size` places."""
    vector = [0.0] * size
    for place in range(len(text) - 1):
        vector[zlib.crc32(text[place : place + 2].encode()) % size] += 1.0
    return vector if any(vector) else [1.0] * size


@dataclass
class Service:
    """``POST /v1/embeddings`` on this machine: what it was asked, and how it answers."""

    url: str = ""
    asked: list[str] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    go: Event = field(default_factory=Event)
    reached: Event = field(default_factory=Event)
    answer: Callable[[Sequence[str]], Any] | None = None

    def reply(self, texts: Sequence[str]) -> bytes:
        if self.answer is not None:
            made = self.answer(texts)
            return made if isinstance(made, bytes) else json.dumps(made).encode()
        rows = [{"index": i, "embedding": vector_of(text)} for i, text in enumerate(texts)]
        return json.dumps({"data": rows[::-1]}).encode()


@pytest.fixture
def embeddings(monkeypatch: pytest.MonkeyPatch) -> Iterator[Service]:
    """The service, started and set as the embedder. Clear `go` to let it keep more than one text waiting."""
    with serving() as service:
        monkeypatch.setenv("NIANBAO_EMBEDDING", service.url + "#example")
        yield service


class serving:  # noqa: N801 - reads as what it does
    """The service as a context."""

    def __enter__(self) -> Service:
        service = Service()
        service.go.set()

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                texts = body["input"]
                service.headers.append(dict(self.headers) | {"path": self.path, "model": body["model"]})
                service.asked += texts
                if len(texts) > 1:
                    service.reached.set()
                    service.go.wait(30)
                made = service.reply(texts)
                self.send_response(200 if made else 500)
                self.send_header("Content-Length", str(len(made)))
                self.end_headers()
                self.wfile.write(made)

            def log_message(self, *_: Any) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._thread = Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02})
        self._thread.start()
        service.url = f"http://127.0.0.1:{self._server.server_port}/v1"
        self._service = service
        return service

    def __exit__(self, *_: object) -> None:
        self._service.go.set()
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


# --- processes beside the test ----------------------------------------------------------------------------------


def child(script: str, *arguments: Path | str) -> subprocess.Popen[str]:
    """A Python process of its own that runs `script`; what it prints is read line by line."""
    return subprocess.Popen(
        [sys.executable, "-c", script, *map(str, arguments)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    )


def finish(process: subprocess.Popen[str], say: str = "") -> str:
    """Let a child go on to its end; what it printed. A child that failed fails the test with its own words."""
    out, err = process.communicate(say, timeout=60)
    assert process.returncode == 0, err
    return out


def line(process: subprocess.Popen[str]) -> str:
    """The next line a child prints."""
    assert process.stdout is not None
    said = process.stdout.readline().rstrip("\n")
    if not said:
        _, err = process.communicate(timeout=60)
        raise AssertionError(err)
    return said

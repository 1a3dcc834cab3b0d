"""Everything works with no network: a process that uses all there is looks up and reaches nothing outside.

In a process of its own, since telemetry that was imported before the guard went up would not be seen.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

PROLOGUE = """
import io, json, sys, time
from pathlib import Path
from tests.support import network
network.close()
folder = Path(sys.argv[1])
done = []
"""

EPILOGUE = """
time.sleep(1)  # what libraries start in threads gets its chance
print(json.dumps({"tried": network.ATTEMPTS, "done": done}))
"""

USE = {
    "the door": """
import assistant
from tests.support.reports import busy_report
report = busy_report()
for kind in ("docx", "xlsx", "html", "md"):
    data = assistant.export_report(report, folder / f"a.{kind}", format=kind)
    again = assistant.read_report(data, f"a.{kind}")
    assert assistant.read_report(folder / f"a.{kind}").value("requests.new.total") == 23
    done.append(kind)
done.append(len(assistant.check_report(again, previous=report)) > 0)
done.append(len(assistant.draft_report(again, notes="培训1次", previous=report).sentences) > 0)
""",
    "the command line": """
from assistant.cli import main
from tests.support.pastes import from_excel
from tests.support.reports import busy_report
source = folder / "a.txt"
source.write_text("\\n".join(from_excel(busy_report())), encoding="utf-8")
streams, sys.stdout = sys.stdout, io.StringIO()
for command in (["read"], ["check", "--previous", str(source)], ["draft"], ["export", "-o", str(folder / "b.docx")]):
    done.append(main([command[0], str(source), *command[1:]]))
sys.stdout = streams
""",
    "the page": """
import os, signal, socket, threading, urllib.request
from assistant import web
with socket.create_server(("127.0.0.1", 0)) as free:
    port = free.getsockname()[1]
def visit():
    ask = urllib.request.build_opener(urllib.request.ProxyHandler({})).open
    for _ in range(600):
        try:
            done.append("年报" in ask(f"http://127.0.0.1:{port}/").read().decode())
            break
        except OSError:
            time.sleep(0.1)
    os.kill(os.getpid(), signal.SIGINT)
threading.Thread(target=visit).start()
web.serve("127.0.0.1", port)
""",
    "the library": """
from assistant import Library, answer_question
from tests.library.support import ASKED, write_corpus
corpus = write_corpus(folder / "corpus")
for resident in (True, False):  # a process that stays keeps Chroma, a short one compares for itself
    with Library.open(folder / "home", corpus=corpus, resident=resident) as library:
        done.append(library.search(ASKED, 1)[0].article)
        done.append(answer_question("示例公开条例第三条", library=library).citations[0].article)
        done.append(answer_question(ASKED, library=library).kind in ("rule", "unknown"))
        done.append(library.missing())
done.append(library.options.embedder is not None)
""",
    "the library on the command line": """
import os
from assistant import resources
from assistant.cli import main
from tests.intake.statutes import BODY, HEAD
from tests.library.support import ASKED, write_corpus
corpus = write_corpus(folder / "corpus")
resources.corpus = lambda: corpus  # small, so that its embeddings are soon made
statute = folder / "a.txt"
statute.write_text("\\n".join([*HEAD, *BODY]), encoding="utf-8")
questions = folder / "q.jsonl"
gold = [["示例公开条例", "第二条"]]
questions.write_text(json.dumps({"id": "a", "question": ASKED, "kind": "who", "gold": gold, "answerable": "yes"}))
commands = (["index"], ["index", "--rebuild"], ["corpus", "add", str(statute)], ["corpus", "list"])
asked = (["search", ASKED], ["ask", ASKED], ["ask", "示例公开条例第二条", "--json"], ["eval", str(questions)])
streams, sys.stdout = sys.stdout, io.StringIO()
for command in (*commands, *asked):
    done.append(main(command))
sys.stdout = streams
""",
}


DONE = {
    "the door": ["docx", "xlsx", "html", "md", True, True],
    "the command line": [0, 1, 0, 0],  # checked against itself, the report does not carry over
    "the page": [True],
    "the library": [*(["第二条", "第三条", True, 0] * 2), True],
    "the library on the command line": [0] * 8,
}


@pytest.mark.parametrize("use", USE)
def test_nothing_outside_is_asked_for(use, tmp_path):
    """Also with an environment that would have libraries call home."""
    env = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "PYTHONIOENCODING": "utf-8",
        "GRADIO_ANALYTICS_ENABLED": "True",
        "GRADIO_SHARE": "True",
        "LANGSMITH_TRACING": "true",
        "LANGCHAIN_TRACING_V2": "true",
        "ALL_PROXY": "socks5://proxy.example.com:1080",
        "HTTP_PROXY": "http://proxy.example.com:8080",
    }
    ran = subprocess.run(
        [sys.executable, "-c", PROLOGUE + USE[use] + EPILOGUE, tmp_path],
        capture_output=True, cwd=ROOT, env=env, timeout=120, check=False, text=True, encoding="utf-8",
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    report = json.loads(ran.stdout.splitlines()[-1])
    assert report == {"tried": [], "done": DONE[use]}


def test_the_guard_would_notice(tmp_path):
    """The check above can fail: a look-up in a thread, its error swallowed, is found."""
    use = """
import socket, threading
def call_home():
    try:
        socket.getaddrinfo("telemetry.example.com", 443)
    except Exception:
        pass
threading.Thread(target=call_home).start()
"""
    ran = subprocess.run(
        [sys.executable, "-c", PROLOGUE + use + EPILOGUE, tmp_path],
        capture_output=True, cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)}, timeout=60, check=True,
    )  # fmt: skip
    assert json.loads(ran.stdout)["tried"] == ["look-up of telemetry.example.com"]

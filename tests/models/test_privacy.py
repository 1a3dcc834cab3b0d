"""What leaves this machine, and what never does: personal numbers, the key, a second host."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

from assistant.models.fake import FakeModel
from assistant.models.openai_protocol import OpenAIProtocol, beyond_this_machine
from assistant.settings import load_settings
from tests.models.helpers import KEY, PHONE, ask, assert_no_key_in, logged, patient, request, service
from tests.models.server import Server, refused_url, says
from tests.test_offline import EPILOGUE, PROLOGUE, ROOT

pytestmark = pytest.mark.usefixtures("no_thread_left")

IDENTITY = "11010519491231002X"
MATERIAL = f"张某，电话{PHONE}，身份证{IDENTITY}，今年收到申请137件。"


@pytest.fixture
def abroad(monkeypatch):
    """The test's server is taken for a host beyond this machine."""
    monkeypatch.setattr("assistant.models.openai_protocol.beyond_this_machine", lambda url: "api.example.cn")


@pytest.mark.usefixtures("abroad")
def test_masked_on_the_way_out_and_restored_on_the_way_in():
    with Server(says("请打〔手", "机号1", "〕，证件〔身份证号1〕。")) as server:
        asked = ask(patient(service(server.url)), request(MATERIAL))
    assert server.seen[0].prompt == "张某，电话〔手机号1〕，身份证〔身份证号1〕，今年收到申请137件。"
    assert asked.text == f"请打{PHONE}，证件{IDENTITY}。"
    assert all("〔" not in piece for piece in asked.pieces)
    (call,) = logged()
    assert call.endpoint == "api.example.cn"
    assert call.masked == {"手机号": 1, "身份证号": 1}


@pytest.mark.usefixtures("abroad")
def test_each_request_counts_its_own():
    with Server(says("好。")) as server:
        model = patient(service(server.url))
        for words in (MATERIAL, f"另一个{PHONE}", "没有号码"):
            ask(model, request(words))
    assert [sum(call.masked.values()) for call in logged()] == [2, 1, 0]
    assert server.seen[1].prompt == "另一个〔手机号1〕"


def test_nothing_is_masked_on_this_machine():
    with Server(says(f"请打{PHONE}。")) as server:
        model = patient(service(server.url))
        assert model.outside == ""
        asked = ask(model, request(MATERIAL))
    assert server.seen[0].prompt == MATERIAL
    assert asked.text == f"请打{PHONE}。"
    assert logged()[0].masked == {}
    assert logged()[0].endpoint == "本机"


def test_every_turn_is_masked_alike():
    from assistant.models.port import Message, Request

    model = FakeModel(["好，〔手机号1〕。"], outside="api.example.cn")
    turns = (Message("system", f"值班{PHONE}"), Message("user", f"又是{PHONE}"))
    asked = ask(patient(model), Request(turns))
    assert [m.content for m in model.asked[0].messages] == ["值班〔手机号1〕", "又是〔手机号1〕"]
    assert asked.text == f"好，{PHONE}。"


def test_the_hosts_of_a_chain():
    chain = [FakeModel(outside="a.cn"), FakeModel(), FakeModel(outside="b.cn"), FakeModel(outside="a.cn")]
    assert patient(chain).outside == "a.cn、b.cn"


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("http://127.0.0.1:11434/v1", ""),
        ("http://127.8.9.1/v1", ""),
        ("http://[::1]:8000/v1", ""),
        ("http://localhost/v1", ""),
        ("http://LOCALHOST:1/v1", ""),
        ("http://models.localhost/v1", ""),
        ("http://0.0.0.0:8000/v1", "0.0.0.0"),
        ("http://10.1.2.3:8000/v1", "10.1.2.3"),
        ("https://user:127.0.0.1@api.example.cn/v1", "api.example.cn"),
        ("https://127.0.0.1.example.cn/v1", "127.0.0.1.example.cn"),
        ("https://localhost.example.cn/v1", "localhost.example.cn"),
    ],
)
def test_what_is_this_machine(url, host):
    assert beyond_this_machine(url) == host
    assert OpenAIProtocol("m", url).outside == host


@pytest.mark.parametrize("name", ["HTTP_PROXY", "http_proxy", "ALL_PROXY", "OPENAI_PROXY", "OPENAI_BASE_URL"])
def test_the_environment_leads_nowhere_else(name, monkeypatch, capfd):
    monkeypatch.delenv("NO_PROXY", raising=False)
    monkeypatch.delenv("no_proxy", raising=False)
    monkeypatch.setenv(name, refused_url())
    with Server(says("好。")) as server:
        assert ask(patient(service(server.url))).text == "好。"
    assert len(server.seen) == 1
    assert capfd.readouterr() == ("", "")


def test_the_key_of_the_environment_is_not_sent(monkeypatch):
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    with Server(says("好。")) as server:
        ask(patient(service(server.url, key="")))
    assert server.seen[0].headers["authorization"] == "Bearer none"


def test_the_key_is_in_nothing_that_is_shown(_own_home):
    with Server(says("好。")) as server:
        source = service(server.url)
        model = patient(source)
        stream = model.stream(request())
        assert "".join(stream) == "好。"
        shown = [repr(source), str(source), repr(model), repr(stream), repr(source._langchain())]
    settings = load_settings(model="m", model_url=server.url, api_key=KEY)
    shown += [repr(settings), settings.model_dump_json()]
    assert KEY not in "".join(shown)
    assert_no_key_in(_own_home)


USE = """
import warnings
warnings.simplefilter("error")
from assistant.library.search import Hit
from assistant.models import LibraryRetriever, open_model
from assistant.settings import load_settings
from tests.models.helpers import ask, request
from tests.models.server import Server, says
os.environ["NIANBAO_HOME"] = str(folder)
with Server(says("今年收到137件。")) as server:
    model = open_model(load_settings(model="qwen2.5-7b", model_url=server.url))
    done.append(ask(model, request("今年收到多少？")).text)
class Tiny:
    def search(self, query, k, kind):
        return [Hit(id="a", kind=kind, title="t", article="第一条", text=query, score=1.0, source="s")]
from langchain_core.runnables import RunnableLambda
chain = LibraryRetriever(library=Tiny()) | RunnableLambda(lambda found: found[0].page_content)
done.append(chain.invoke("期限"))
"""


def test_no_tracing_service_is_looked_up(tmp_path):
    """Though the environment asks for it, and nothing of the program has tidied it before."""
    env = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "PYTHONIOENCODING": "utf-8",
        "LANGSMITH_TRACING": "true",
        "LANGCHAIN_TRACING_V2": "true",
        "LANGSMITH_API_KEY": "lsv2_x",
        "LANGSMITH_ENDPOINT": "https://traces.example.com",
        "HTTP_PROXY": "http://proxy.example.com:8080",
    }
    ran = subprocess.run(
        [sys.executable, "-c", "import os\n" + PROLOGUE + USE + EPILOGUE, tmp_path],
        capture_output=True, cwd=ROOT, env=env, timeout=120, check=False, text=True, encoding="utf-8",
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    assert ran.stderr == ""
    assert json.loads(ran.stdout) == {"tried": [], "done": ["今年收到137件。", "期限"]}

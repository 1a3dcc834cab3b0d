"""Several models in a row, and the way from the settings to them."""

from __future__ import annotations

import threading

import pytest

from assistant.errors import ConfigurationError
from assistant.models import open_model
from assistant.models.fake import FakeModel
from assistant.models.port import ModelError
from assistant.models.running import Patience
from assistant.settings import load_settings
from tests.models.helpers import SHORT, ask, logged, patient, request, service
from tests.models.server import Server, breaks_off, refused_url, says, silent, status

pytestmark = pytest.mark.usefixtures("no_thread_left")


def test_the_first_is_down():
    """The second answers, that is told in one line, and the first is not asked again."""
    told = []
    with Server(says("好。")) as server:
        chain = [service(refused_url(), "first"), service(server.url, "qwen2.5")]
        model = patient(chain, tell=told.append)
        assert model.name == "first"
        assert model.context == 4_096
        assert [ask(model).text for _ in range(2)] == ["好。", "好。"]
        assert model.name == "qwen2.5"
        assert model.context == 32_768
    assert told == ["first：模型服务连不上，改用 qwen2.5。"]
    assert len(server.seen) == 2
    assert [call.model for call in logged()] == ["first"] * 3 + ["qwen2.5"] * 2


def test_all_are_down():
    told = []
    with Server(status(401)) as server:
        model = patient([service(refused_url(), "first"), service(server.url, "second")], tell=told.append)
        asked = ask(model)
        assert str(asked.error) == "模型服务不认密钥（HTTP 401）"
        assert told == ["first：模型服务连不上，改用 second。"]
        assert ask(model).fault == "key"
    assert len(told) == 1
    assert len(server.seen) == 2


@pytest.mark.parametrize(
    ("first", "then"),
    [(status(401), True), (status(404), True), (status(429), True), (status(500), True), (silent, True),
     (status(400), False), (status(413), False), (says(), False), (breaks_off("今年"), False)],
)  # fmt: skip
def test_when_another_is_asked(first, then):
    """Where another can help: not for a prompt that is too long or refused, not after some of a reply was shown."""
    second = FakeModel(lambda request: "好。")
    patience = Patience(first=1.5, next=1.0, whole=10.0) if first is silent else SHORT
    with Server(first) as server:
        asked = ask(patient([service(server.url), second], patience))
    assert (asked.text == "好。") is then
    assert len(second.asked) == then


def test_the_third_stands_in():
    told = []
    first = FakeModel([ModelError("broken_file", "a.gguf")], name="a")
    second = FakeModel([ModelError("key")], name="b")
    model = patient([first, second, FakeModel(lambda request: "好。", name="c")], tell=told.append)
    assert ask(model).text == "好。"
    assert told == ["a：模型文件打不开（a.gguf），改用 b。", "b：模型服务不认密钥，改用 c。"]


def test_two_find_out_at_once():
    """Nobody is left out for a fault that another had."""
    together = threading.Barrier(2, timeout=10)

    def down(_):
        together.wait()
        raise ModelError("key")

    told, texts = [], []
    second = FakeModel(lambda request: "好。", name="second")
    model = patient([FakeModel(down, name="first"), second, FakeModel(name="third")], tell=told.append)
    readers = [threading.Thread(target=lambda: texts.append(ask(model).text)) for _ in range(2)]
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join(20)
    assert texts == ["好。", "好。"]
    assert model.name == "second"
    assert told == ["first：模型服务不认密钥，改用 second。"]


def test_a_bug_is_no_fault_of_the_model():
    """It comes through as it is, and the log does not call it a success."""

    def broken(_):
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        ask(patient(FakeModel(broken)))
    assert [(c.verdict, c.error) for c in logged()] == [("失败", "模型服务出错")]


def test_a_log_that_cannot_be_written_stops_nothing(_own_home, caplog):
    _own_home.parent.mkdir(parents=True, exist_ok=True)
    _own_home.write_text("a file where the folder should be")
    from assistant.models.logbook import Logbook
    from assistant.models.patient import PatientModel

    settings = load_settings(home=_own_home.parent / "other")
    model = PatientModel([FakeModel(lambda request: "好。")], recorder=Logbook(settings))
    (_own_home.parent / "other").write_text("another")
    for _ in range(3):
        asked = ask(model)
        assert asked.text == "好。"
        assert asked.usage.logged is None
        model.judged(asked.usage, "采用")
    assert len(caplog.records) == 1


def test_the_settings_name_a_chain(tmp_path):
    path = tmp_path / "模型.gguf"
    path.write_bytes(b"GGUF\x03\x00\x00\x00")
    settings = load_settings(model=f"qwen2.5-7b， gguf:{path} ,,fake", model_url="http://10.1.1.1/v1")
    model = open_model(settings)
    assert [source.name for source in model._sources] == ["qwen2.5-7b", "模型", "fake"]
    assert model.outside == "10.1.1.1"
    assert model.context == 8_192


@pytest.mark.parametrize(
    ("model", "words"),
    [
        ("", "还没有配置模型。请设置 NIANBAO_MODEL 和 NIANBAO_MODEL_URL"),
        (" , ，", "还没有配置模型。"),
        ("qwen2.5", "模型“qwen2.5”没有写服务地址。请设置 NIANBAO_MODEL_URL"),
        ("gguf:", "“gguf:”后面没有写文件。"),
        ("gguf:/nowhere/a.gguf", "模型文件“/nowhere/a.gguf”打不开。请检查 NIANBAO_MODEL"),
        ("fake,qwen2.5", "模型“qwen2.5”没有写服务地址。"),
    ],
)
def test_settings_that_name_none(model, words):
    with pytest.raises(ConfigurationError) as caught:
        open_model(load_settings(model=model))
    assert str(caught.value).startswith(words)


def test_the_demonstration():
    """It says its material again, and nothing falls back on it."""
    model = open_model(load_settings(model="fake"))
    assert (model.name, model.outside) == ("fake", "")
    assert (
        ask(model, request("改写：\n1. 今年收到137件。\n2. 都办结了。")).text == "今年收到137件。都办结了。"
    )
    assert ask(model, request("你好")).text == "好的。"
    assert [call.model for call in logged()] == ["fake", "fake"]


def test_a_chain_needs_a_model():
    from assistant.models.patient import PatientModel

    with pytest.raises(ValueError, match="needs a model"):
        PatientModel([])

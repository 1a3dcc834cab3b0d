"""The commands that use a chat model: what they say of it, what they print, and what they do when it fails."""

from __future__ import annotations

import json
import os
import signal

import pytest

from tests.cli.helpers import error_of

NOTES = "网站发布信息128条\n保密审查每条都做\n问题：栏目更新不够及时\n措施：每月巡查一次\n"


@pytest.fixture
def notes(tmp_path):
    path = tmp_path / "要点.txt"
    path.write_text(NOTES, encoding="utf-8")
    return path


@pytest.fixture
def fake(monkeypatch) -> None:
    monkeypatch.setenv("NIANBAO_MODEL", "fake")


@pytest.mark.usefixtures("fake", "home")
def test_a_draft_says_how_the_model_took_part(run, report, notes) -> None:
    ran = run("draft", report, "--notes", notes, "--writer", "model")
    assert ran.code == 0
    assert "（五）监督保障。" in ran.out
    assert "网站发布信息128条" in ran.out
    assert "都能对上表格、上年报告或您提供的要点" in ran.err
    assert "模型 fake 参与写了" in ran.err
    assert "正在写：主动公开" in ran.err


@pytest.mark.usefixtures("fake", "home")
def test_json_holds_the_account_and_the_prompts(run, report, notes) -> None:
    ran = run("draft", report, "--notes", notes, "--writer", "model", "--wish", "短一点", "--json")
    writing = json.loads(ran.out)["writing"]
    assert writing["model"] == "fake"
    assert writing["kept"] >= 5
    assert set(writing["prompts"]) == {"draft_section", "draft_again"}
    assert json.loads(run("draft", report, "--json").out)["writing"] is None


@pytest.mark.usefixtures("fake", "home")
def test_every_call_is_in_the_log(run, report) -> None:
    run("draft", report, "--writer", "model")
    calls = json.loads(run("log", "--json").out)
    assert {call["model"] for call in calls} == {"fake"}
    assert {call["verdict"] for call in calls} == {"采用"}
    assert "起草·依申请公开" in {call["purpose"] for call in calls}
    assert "政府信息公开申请" not in json.dumps(calls, ensure_ascii=False)


@pytest.mark.usefixtures("fake", "home")
def test_the_model_is_asked_for_the_section_that_is_wanted(run, report, notes) -> None:
    ran = run("draft", report, "--notes", notes, "--writer", "model", "--section", "problems", "--json")
    assert list(json.loads(ran.out)["sections"]) == ["problems"]
    (call,) = json.loads(run("log", "--json").out)
    assert call["purpose"] == "起草·存在的主要问题及改进情况"


@pytest.mark.usefixtures("home")
def test_a_model_that_cannot_be_reached_still_gives_a_draft(run, report, monkeypatch) -> None:
    monkeypatch.setenv("NIANBAO_MODEL", "qwen2.5")
    monkeypatch.setenv("NIANBAO_MODEL_URL", "http://127.0.0.1:9/v1")
    ran = run("draft", report, "--writer", "model")
    assert ran.code == 0
    assert "模型服务连不上，其余部分用自带的写法写成。" in ran.err
    assert ran.out == run("draft", report).out
    calls = json.loads(run("log", "--json").out)
    assert {call["verdict"] for call in calls} == {"失败"}
    assert {call["error"] for call in calls} == {"模型服务连不上"}


@pytest.mark.usefixtures("fake", "home")
def test_ctrl_c_finishes_the_draft_without_the_model(run, report, notes, monkeypatch) -> None:
    from assistant.models import FakeModel

    plain = run("draft", report, "--notes", notes).out
    said = FakeModel.pieces

    def interrupted(self, request, usage, stopped):
        for n, piece in enumerate(said(self, request, usage, stopped)):
            if n == 2:
                os.kill(os.getpid(), signal.SIGINT)
                stopped.wait(10)
            yield piece

    monkeypatch.setattr(FakeModel, "pieces", interrupted)
    before = signal.getsignal(signal.SIGINT)
    ran = run("draft", report, "--notes", notes, "--writer", "model")
    assert ran.code == 0
    assert "已按您的意思停下，其余部分用自带的写法写成。" in ran.err
    assert ran.out == plain
    assert signal.getsignal(signal.SIGINT) is before


@pytest.mark.usefixtures("home")
def test_without_a_model_it_is_said_how_to_get_one(run, report) -> None:
    said = error_of(run("draft", report, "--writer", "model"))
    assert said.startswith("还没有配置模型。请设置 NIANBAO_MODEL")


@pytest.mark.parametrize(
    ("model", "url", "said"),
    [
        ("qwen", "", "没有写服务地址"),
        ("gguf:", "", "后面没有写文件"),
        ("gguf:/no/such.gguf", "", "打不开"),
        ("qwen", "not a url", "NIANBAO_MODEL_URL 的值"),
    ],
)
@pytest.mark.usefixtures("home")
def test_settings_that_cannot_be_used(run, report, monkeypatch, model: str, url: str, said: str) -> None:
    monkeypatch.setenv("NIANBAO_MODEL", model)
    monkeypatch.setenv("NIANBAO_MODEL_URL", url)
    assert said in error_of(run("draft", report, "--writer", "model"))


def test_a_wish_needs_a_model(run, report) -> None:
    assert "--wish 只在用模型起草时有用" in error_of(run("draft", report, "--wish", "短一点"))


def test_a_service_elsewhere_is_said_before_anything_is_sent(run, monkeypatch, tmp_path) -> None:
    monkeypatch.setenv("NIANBAO_MODEL", "deepseek-chat")
    monkeypatch.setenv("NIANBAO_MODEL_URL", "https://api.example.invalid/v1")
    told = tmp_path / "话.txt"
    told.write_text("没有数", encoding="utf-8")
    from assistant.models.openai_protocol import OpenAIProtocol

    def never(*_):
        raise AssertionError("asked")

    monkeypatch.setattr(OpenAIProtocol, "pieces", never)
    ran = run("ask", "今天天气怎么样", "--no-model")
    assert "api.example.invalid" not in ran.err
    ran = run("ask", "今天天气怎么样")
    assert ran.code == 0
    assert "模型服务在本机以外（api.example.invalid）" in ran.err
    assert "手机号" in ran.err


@pytest.mark.usefixtures("fake", "home")
def test_ask_with_a_model_and_with_what_was_asked_before(run) -> None:
    ran = run("ask", "--after", "收到申请多少天内答复", "那延期呢", "--json")
    answer = json.loads(ran.out)
    assert answer["worded_by"] == "model"
    assert any(c["article"] == "第三十三条" for c in answer["citations"])
    page = run("ask", "收到申请多少天内答复").out
    assert page.count("能当场答复的当场答复") == 1
    plain = json.loads(run("ask", "收到申请多少天内答复", "--no-model", "--json").out)
    assert plain["worded_by"] == "library"


@pytest.mark.usefixtures("home")
def test_prose(run, tmp_path) -> None:
    told = tmp_path / "话.txt"
    told.write_text("全年收到申请12件，其中自然人10件。", encoding="utf-8")
    report = json.loads(run("read", "--prose", told, "--json").out)
    assert report["tables"]["requests"]["new"]["total"] == {
        "value": 12, "kind": "number", "raw": "12", "certain": False,
    }  # fmt: skip
    assert "请确认" in run("read", "--prose", told).out
    assert "没有从这段话里读出" in error_of(run("read", "--prose", "-", stdin="没有数".encode()))

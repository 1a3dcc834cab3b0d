"""Replies that are as they should be, over HTTP: what is sent, what is delivered, what it cost, what is logged."""

from __future__ import annotations

import pytest

from assistant.models import open_model
from assistant.models.running import Patience
from assistant.settings import load_settings
from tests.models.helpers import QUESTION, ask, logged, patient, request, service
from tests.models.server import Server, breaks_off, events, says, status, tears

pytestmark = pytest.mark.usefixtures("no_thread_left")


def test_a_stream_with_its_cost():
    with Server(says("今年收到", "137件", "。", usage=(31, 9))) as server:
        model = patient(service(server.url))
        asked = ask(model, request(longest=77, temperature=0.5, prompt="answer", prompt_hash="abc"))
    assert asked.pieces == ["今年收到", "137件", "。"]
    assert asked.error is None
    usage = asked.usage
    assert (usage.prompt_tokens, usage.completion_tokens) == (31, 9)
    assert not usage.estimated
    assert not usage.cut_short
    assert usage.first_token is not None
    assert 0 < usage.first_token <= usage.seconds <= asked.seconds
    (seen,) = server.seen
    assert seen.path == "/v1/chat/completions"
    assert seen.headers["authorization"].startswith("Bearer sk-")
    assert seen.body == {
        "model": "qwen2.5-7b-instruct",
        "messages": [{"role": "user", "content": QUESTION}],
        "stream": True,
        "stream_options": {"include_usage": True},
        "max_tokens": 77,
        "temperature": 0.5,
    }
    (call,) = logged()
    assert (call.purpose, call.prompt, call.prompt_hash) == ("测试", "answer", "abc")
    assert (call.model, call.endpoint, call.verdict, call.error) == ("qwen2.5-7b-instruct", "本机", "", "")
    assert (call.prompt_tokens, call.completion_tokens, call.tokens_estimated) == (31, 9, False)
    assert call.sent_characters == len(QUESTION)
    assert call.masked == {}


def test_what_became_of_it_is_noted():
    with Server(says("好。")) as server:
        model = patient(service(server.url))
        asked = ask(model)
        assert asked.usage.logged is not None
        model.judged(asked.usage, "采用")
    assert [call.verdict for call in logged()] == ["采用"]


def test_through_the_settings():
    with Server(says("好。")) as server:
        settings = load_settings(model="qwen3-8b", model_url=server.url + "/chat/completions")
        model = open_model(settings)
        assert (model.name, model.outside, model.context) == ("qwen3-8b", "", 32_768)
        assert ask(model).text == "好。"
    assert server.seen[0].path == "/v1/chat/completions"
    assert server.seen[0].headers["authorization"] == "Bearer none"
    assert server.seen[0].body["chat_template_kwargs"] == {"enable_thinking": False}
    assert server.seen[0].body["max_tokens"] == 2_400
    assert [call.model for call in logged()] == ["qwen3-8b"]


def test_a_server_that_does_not_count():
    """Then it is estimated, and said so."""
    with Server(says("今年收到137件。", usage=None)) as server:
        usage = ask(patient(service(server.url))).usage
    assert usage.estimated
    assert usage.prompt_tokens >= 10
    assert usage.completion_tokens >= 8
    assert logged()[0].tokens_estimated


def test_a_server_that_counts_nonsense():
    frame = {"id": "1", "object": "chat.completion.chunk", "created": 1, "model": "m"}
    good = {**frame, "choices": [{"index": 0, "delta": {"content": "好。"}, "finish_reason": "stop"}]}
    odd = {"prompt_tokens": -5, "completion_tokens": 0, "total_tokens": 0}
    with Server(events(good, {**frame, "choices": [], "usage": odd}, "[DONE]")) as server:
        asked = ask(patient(service(server.url)))
    assert asked.text == "好。"
    assert asked.usage.estimated
    assert len(logged()) == 1


def test_the_end_at_the_longest():
    with Server(says("今年收到", finish="length")) as server:
        asked = ask(patient(service(server.url)))
    assert asked.text == "今年收到"
    assert asked.usage.cut_short


@pytest.mark.parametrize("size", [1, 2, 3, 5, 100])
def test_thinking_in_the_text_cut_anywhere(size):
    reply = "<think>用户问的是<件数>，\n137件。</think>\n\n今年收到137件。"
    pieces = [reply[i : i + size] for i in range(0, len(reply), size)]
    with Server(says(*pieces)) as server:
        assert ask(patient(service(server.url, "qwen3-8b"))).text == "今年收到137件。"


@pytest.mark.parametrize("name", ["deepseek-r1:14b", "qwq-32b"])
def test_thinking_that_the_template_has_opened(name):
    """The reply then holds the closing mark alone, or none."""
    with Server(
        says("想一想", "，137。</thi", "nk>\n今年收到", "137件。"), says("今年收到", "137件。")
    ) as server:
        model = patient(service(server.url, name))
        assert ask(model).text == "今年收到137件。"
        assert ask(model).text == "今年收到137件。"


def test_thinking_in_a_field_of_its_own():
    with Server(says("今年收到137件。", thinks=("先看", "表格", "再说"))) as server:
        asked = ask(patient(service(server.url, "deepseek-r1")))
    assert asked.text == "今年收到137件。"


def test_long_thinking_is_a_sign_of_life():
    """What is shown takes longer than patience lasts, but something comes all the time."""

    with Server(says("好。", thinks=("想",) * 7, pause=0.3)) as server:
        asked = ask(patient(service(server.url, "deepseek-r1"), Patience(first=1.5, next=1.5, whole=30.0)))
    assert asked.text == "好。"
    assert asked.seconds > 2


def test_json_and_seed_are_asked_for_where_they_are_known():
    with Server(says('{"件数": 137}')) as server:
        assert ask(patient(service(server.url)), request(json=True, seed=7)).text == '{"件数": 137}'
        assert ask(patient(service(server.url, "internlm3-8b")), request(json=True)).text == '{"件数": 137}'
    assert server.seen[0].body["response_format"] == {"type": "json_object"}
    assert server.seen[0].body["seed"] == 7
    assert "response_format" not in server.seen[1].body
    assert "seed" not in server.seen[1].body


def test_json_that_was_cut_short_is_delivered():
    """LangChain's own JSON mode would raise here."""
    with Server(says('{"件数": 1', finish="length")) as server:
        asked = ask(patient(service(server.url)), request(json=True))
    assert asked.text == '{"件数": 1'
    assert asked.usage.cut_short


def test_a_server_that_knows_no_extras():
    """It is asked without them, and not bothered with them again."""
    unknown = status(400, "Unrecognized request argument supplied: chat_template_kwargs")
    with Server(unknown, says("好。")) as server:
        model = patient(service(server.url, "qwen3-8b"))
        assert [ask(model, request(seed=1)).text for _ in range(2)] == ["好。", "好。"]
    assert ["seed" in seen.body for seen in server.seen] == [True, False, False]
    assert ["stream_options" in seen.body for seen in server.seen] == [True, False, False]
    assert all("max_tokens" in seen.body for seen in server.seen)


def test_room_for_thinking_stays_within_the_window():
    with Server(says("好。")) as server:
        model = patient(service(server.url, "some-model"))
        assert model.context == 4_096
        ask(model, request("件" * 2_500, longest=400))
    assert 400 <= server.seen[0].body["max_tokens"] <= 4_096 - 2_500


def test_each_request_has_a_connection_of_its_own():
    """A server that closes kept connections is no trouble, and none is left open behind a model."""
    with Server(says("好。")) as server:
        model = patient(service(server.url))
        assert [ask(model).text for _ in range(4)] == ["好。"] * 4
    assert len(server.seen) == 4


@pytest.mark.parametrize("first", [status(429), status(503), status(500), breaks_off(), tears()])
def test_what_passes_is_tried_again(first):
    with Server(first, says("今年收到137件。")) as server:
        asked = ask(patient(service(server.url)))
    assert asked.text == "今年收到137件。"
    assert len(server.seen) == 2
    assert [call.verdict for call in logged()] == ["失败", ""]
    assert logged()[0].prompt_tokens == 0 or logged()[0].tokens_estimated


def test_the_pause_between_two_tries():
    with Server(status(429), says("好。")) as server:
        asked = ask(open_model(load_settings(model="qwen2.5", model_url=server.url)))
    assert asked.text == "好。"
    assert 0.4 < asked.seconds < 8

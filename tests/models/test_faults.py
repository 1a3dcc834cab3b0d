"""Everything a service does wrong: the fault, the line for staff, how often it was asked, and how long it took."""

from __future__ import annotations

from itertools import count, repeat

import pytest

from assistant.models.running import Patience
from tests.models.helpers import (
    KEY,
    PHONE,
    ask,
    assert_no_key_in,
    assert_says_one_line,
    logged,
    patient,
    request,
    service,
)
from tests.models.server import (
    Server,
    body,
    breaks_off,
    endless,
    events,
    hangs_up,
    refused_url,
    says,
    silent,
    stalls,
    status,
    tears,
)

pytestmark = pytest.mark.usefixtures("no_thread_left")

HTML = "<!DOCTYPE html><html><body>统一登录</body></html>"
CUT = "模型的回话中途断了"
SERVER = "模型服务出错"
FORMAT = "模型服务出错（回话的格式不对）"
NOT_FOUND = "模型服务没有这个模型，或者地址不对"

REFUSALS = {
    "401 with the key": (status(401, f"Incorrect API key provided: {KEY}"), "key", "模型服务不认密钥（HTTP 401）", 1),
    "403": (status(403, f"key {KEY} may not"), "key", "模型服务不认密钥（HTTP 403）", 1),
    "402": (status(402, "Insufficient Balance"), "key", "模型服务不认密钥（HTTP 402，余额不足）", 1),
    "404": (status(404, "model 'x' not found, try pulling it first"), "not_found", f"{NOT_FOUND}（HTTP 404）", 1),
    "405": (status(405), "not_found", f"{NOT_FOUND}（HTTP 405）", 1),
    "400": (status(400, f"content filter {KEY}"), "refused", "模型服务不接受这个请求（HTTP 400）", 2),
    "a redirection": (
        status(307, Location="https://api.example.com/v1/chat/completions"),
        "not_found", f"{NOT_FOUND}（服务转到别的地址去了）", 1,
    ),
    "429 always": (status(429, **{"Retry-After": "60"}), "busy", "模型服务太忙，一再拒绝（HTTP 429）", 3),
    "500 always": (status(500, f"internal {KEY}"), "server", f"{SERVER}（HTTP 500）", 3),
    "500, no overflow": (status(500, "context canceled"), "server", f"{SERVER}（HTTP 500）", 3),
    "502 with a page": (body(HTML, "text/html", 502), "server", f"{SERVER}（HTTP 502）", 3),
    "a page for a reply": (body(HTML, "text/html; charset=utf-8"), "not_found", f"{NOT_FOUND}（回来的是网页）", 1),
    "no JSON": (body("busy, come back later", "application/json"), "server", FORMAT, 3),
    "no stream": (body('{"choices": []}', "application/json"), "server", FORMAT, 3),
    "events that are no JSON": (events("{no json"), "server", FORMAT, 3),
    "an error in the stream": (events({"error": {"message": f"boom {KEY}"}}), "server", SERVER, 3),
    "no answer at all": (hangs_up, "unreachable", "模型服务连不上", 3),
    "an empty reply": (says(), "empty", "模型什么也没有说", 1),
    "blanks only": (says(" ", "\n\n"), "empty", "模型什么也没有说", 1),
    "thinking only": (says("<think>用户", "想知道……"), "empty", "模型什么也没有说", 1),
    "thinking to the end": (
        says("<think>用户", "想知道……", finish="length"), "empty", "模型什么也没有说（字数在思考时就用完了）", 1,
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", REFUSALS)
def test_a_refusal(case, caplog, _own_home):
    reply, fault, words, requests = REFUSALS[case]
    with Server(reply) as server:
        asked = ask(patient(service(server.url)))
    assert asked.fault == fault
    assert_says_one_line(asked.error, words)
    assert asked.text.strip() == ""
    assert len(server.seen) == requests
    assert asked.seconds < 10
    assert KEY not in caplog.text
    calls = logged()
    assert len(calls) == (1 if case == "400" else requests)
    assert {(call.verdict, call.error) for call in calls} == {("失败", words.partition("（")[0])}
    assert_no_key_in(_own_home)


OVERFLOWS = {
    "OpenAI, vLLM": "This model's maximum context length is 4096 tokens. However, you requested 5021 tokens (4621 in "
    "the messages, 400 in the completion). Please reduce the length of the messages or completion.",
    "vLLM of late": "'max_tokens' or 'max_completion_tokens' is too large: 2400. This model's maximum context length "
    "is 4096 tokens and your request has 3000 input tokens",
    "llama.cpp": "the request exceeds the available context size (8192 tokens), try increasing it",
    "SGLang": "The input (61709 tokens) is longer than the model's context length (40960 tokens).",
    "SGLang of old": "Input length (160062 tokens) exceeds the maximum allowed length (59862 tokens).",
    "llama-cpp-python": "Requested tokens (5000) exceed context window of 4096",
    "TGI": "Input validation error: `inputs` tokens + `max_new_tokens` must be <= 4096. Given: 5000 `inputs` tokens",
    "LM Studio": "The number of tokens to keep from the initial prompt is greater than the context length.",
    "DashScope": "<400> InternalError.Algo.InvalidParameter: Range of input length should be [1, 30720]",
    "Moonshot": "Invalid request: Your request exceeded model token limit: 8192",
    "Zhipu": "Prompt 超长",
    "in Chinese": "输入内容的长度超过了模型的上下文",
}  # fmt: skip


@pytest.mark.parametrize("code", [400, 422])
@pytest.mark.parametrize("words", OVERFLOWS.values(), ids=OVERFLOWS)
def test_too_long_in_every_service_s_words(words, code):
    with Server(status(code, words)) as server:
        asked = ask(patient(service(server.url)))
    assert_says_one_line(asked.error, "内容太长，模型装不下")
    assert asked.fault == "overflow"
    assert len(server.seen) == 1


@pytest.mark.parametrize(
    "reply",
    [status(413), status(500, "prompt is too long"), events({"error": {"message": "n_ctx exceeded"}})],
)
def test_too_long_told_otherwise(reply):
    with Server(reply) as server:
        assert ask(patient(service(server.url))).fault == "overflow"
    assert len(server.seen) == 1


def test_what_cannot_fit_is_not_sent():
    with Server(says("好。")) as server:
        asked = ask(patient(service(server.url, "some-model")), request("件" * 8_000))
    assert_says_one_line(asked.error, "内容太长，模型装不下")
    assert server.seen == []
    assert asked.usage.logged is None
    assert asked.usage.prompt_tokens == 0


def test_nobody_listens(_own_home):
    asked = ask(patient(service(refused_url())))
    assert_says_one_line(asked.error, "模型服务连不上")
    assert [(c.prompt_tokens, c.completion_tokens) for c in logged()] == [(0, 0)] * 3
    assert_no_key_in(_own_home)


@pytest.mark.parametrize("key", ["密钥抄成了中文", "sk-abc\ndef"])
def test_a_key_that_cannot_be_sent(key):
    with Server(says("好。")) as server:
        asked = ask(patient(service(server.url, key=key)))
    assert_says_one_line(asked.error, "模型服务不认密钥（密钥里有不能用的字符）")
    assert server.seen == []


@pytest.mark.parametrize("reply", [breaks_off("今年收到", "137"), tears("今年收到", "137")])
def test_cut_in_the_middle(reply):
    """What had come was delivered, so it is not asked again."""
    with Server(reply) as server:
        asked = ask(patient(service(server.url)))
    assert_says_one_line(asked.error, CUT)
    assert asked.fault == "cut"
    assert asked.text == "今年收到137"
    assert len(server.seen) == 1
    (call,) = logged()
    assert (call.verdict, call.error, call.tokens_estimated) == ("失败", CUT, True)
    assert call.prompt_tokens > 0
    assert call.completion_tokens > 0


def test_cut_always_before_a_word():
    with Server(breaks_off()) as server:
        assert ask(patient(service(server.url))).fault in {"cut", "server"}
    assert len(server.seen) == 3


def test_the_first_byte_never_comes():
    with Server(silent) as server:
        asked = ask(patient(service(server.url), Patience(first=1.5, next=1.0, whole=20.0)))
        assert server.left.wait(2)
    assert_says_one_line(asked.error, "模型太久没有回话")
    assert asked.fault == "timeout"
    assert 1.4 < asked.seconds < 4
    assert len(server.seen) == 1


def test_it_stalls_in_the_middle():
    with Server(stalls("今年收到")) as server:
        asked = ask(patient(service(server.url)))
    assert_says_one_line(asked.error, "模型太久没有回话")
    assert asked.text == "今年收到"
    assert 0.7 < asked.seconds < 6


def test_the_whole_takes_too_long():
    with Server(endless(lambda: (f"{n}、" for n in count()), pause=0.1)) as server:
        asked = ask(patient(service(server.url), Patience(first=8.0, next=2.0, whole=2.0)))
        assert server.left.wait(5)
    assert asked.fault == "timeout"
    assert asked.text.startswith("0、1、2、")
    assert asked.seconds < 5


def test_it_minds_no_limit():
    with Server(endless(lambda: (f"第{n}件办结，" for n in count()))) as server:
        asked = ask(patient(service(server.url)), request(longest=50))
        assert server.left.wait(5)
    assert_says_one_line(asked.error, "模型说个不停，已经停下")
    assert 300 < len(asked.text) <= 340


def test_it_thinks_without_end_in_the_text():
    with Server(endless(lambda: iter(["<think>", *(f"再想{n}，" * 20 for n in range(10**6))]))) as server:
        asked = ask(patient(service(server.url, "qwen3-8b")), request(longest=50))
    assert_says_one_line(asked.error, "模型说个不停，已经停下")
    assert asked.text == ""


def test_it_thinks_without_end_in_a_field():
    with Server(endless(lambda: repeat("想"), field="reasoning_content")) as server:
        asked = ask(patient(service(server.url)), request(longest=50))
        assert server.left.wait(5)
    assert_says_one_line(asked.error, "模型说个不停，已经停下")


@pytest.mark.parametrize("piece", ["今年收到申请，", "哈", "一、受理情况良好；\n"])
def test_it_repeats_itself(piece):
    with Server(endless(lambda: repeat(piece))) as server:
        asked = ask(patient(service(server.url)))
        assert server.left.wait(5)
    assert_says_one_line(asked.error, "模型一直重复同样的话，已经停下")
    assert len(asked.text) < 200


def test_it_answers_in_english():
    long = (
        "We received one hundred applications this year and answered all of them within the time limit. " * 3
    )
    with Server(says("Sure! ", "The answer is here."), says(*long.split(" "))) as server:
        model = patient(service(server.url))
        for _ in range(2):
            asked = ask(model)
            assert_says_one_line(asked.error, "模型没有用中文回话")
            assert 0 < len(asked.text) <= 120
    assert len(server.seen) == 2


def test_a_fault_hides_no_personal_number(monkeypatch):
    """What failed after a masked number had begun gives back what was held."""
    monkeypatch.setattr("assistant.models.openai_protocol.beyond_this_machine", lambda url: "api.example.cn")
    with Server(breaks_off("请打〔手机号1〕或〔手机")) as server:
        asked = ask(patient(service(server.url)), request(f"请联系{PHONE}"))
    assert asked.fault == "cut"
    assert asked.text == f"请打{PHONE}或〔手机"

"""``nianbao model test`` against a service that answers, one that does wrong, and the demonstration."""

from __future__ import annotations

import json

import pytest

from assistant.cli.width import width
from assistant.storage.calls import CallLog
from tests.cli.helpers import error_of
from tests.models.conftest import _loaded
from tests.models.server import Server, body, lists, refused_url, says, status

__all__ = ["_loaded"]

pytestmark = pytest.mark.usefixtures("_loaded")

KEY = "sk-Zq7secretsecret42"
SENTENCE = "今年收到申请137件，办结129件。"
GOOD = (says("给社会公众看的。"), says(SENTENCE), says('{"收到": 137, ', '"办结": 129}'))


@pytest.fixture(autouse=True)
def _short_pauses(monkeypatch):
    monkeypatch.setattr("assistant.models.patient.random.uniform", lambda low, high: 0.02)


@pytest.fixture
def configured(monkeypatch):
    def _configured(url: str, model: str = "qwen2.5-7b-instruct", key: str = KEY) -> None:
        monkeypatch.setenv("NIANBAO_MODEL", model)
        monkeypatch.setenv("NIANBAO_MODEL_URL", url)
        monkeypatch.setenv("NIANBAO_API_KEY", key)

    return _configured


def tried(run, *arguments, code: int = 0):
    """What the command prints, on a screen's width and without the key."""
    ran = run("model", "test", *arguments)
    assert ran.code == code, ran
    assert KEY not in ran.out + ran.err
    assert all(line.startswith("正在试 ") for line in ran.err.splitlines())
    if not arguments:
        assert all(width(line) <= 80 for line in ran.out.splitlines()), ran.out
    return ran.out


def row(page: str, title: str) -> str:
    """The words beside a title, their lines joined."""
    lines = page.splitlines()
    start = next(i for i, line in enumerate(lines) if line[2:].startswith(title))
    words = [lines[start][2 + len(title) :].strip()]
    for line in lines[start + 1 :]:
        if line[2:8].strip() or not line.strip():
            break
        words.append(line.strip())
    return "".join(words)


def test_a_good_service(run, configured, _own_home):
    with Server(*GOOD) as server:
        configured(server.url)
        page = tried(run)
    assert page.startswith("模型  qwen2.5-7b-instruct\n")
    assert row(page, "种类") == f"模型服务，{server.url}；系列：Qwen2.5"
    assert row(page, "上下文") == "32768 个词元，JSON 有开关"
    assert row(page, "去向") == "本机，什么也不发到外面"
    assert row(page, "答话") == "答了：给社会公众看的。"
    assert "秒出第一个字" in row(page, "速度")
    assert row(page, "听话") == "好，照抄两个数，一字不差"
    assert row(page, "JSON") == "好，要它写就写"
    assert row(page, "思考") == "不出声"
    assert "该改的" not in page
    assert len(server.requests) == 3
    assert [seen.body["temperature"] for seen in server.seen] == [0, 0, 0]
    assert [call.purpose for call in CallLog(_own_home).recent()] == ["试一试模型"] * 3


def test_as_json(run, configured):
    slow = says("给社会", "公众", "看的。", usage=(12, 7), pause=0.2)
    with Server(slow, *GOOD[1:]) as server:
        configured(server.url, "qwen3-8b")
        (trial,) = json.loads(tried(run, "--json"))
    assert trial == {
        "name": "qwen3-8b", "kind": "服务", "place": server.url, "outside": "", "family": "Qwen3", "context": 32_768,
        "json_mode": True, "masks": [], "answers": True, "reply": "给社会公众看的。",
        "first_token_seconds": trial["first_token_seconds"], "tokens": 7, "tokens_estimated": False,
        "tokens_per_second": trial["tokens_per_second"], "obeys": True, "returns_json": True, "thinks_aloud": False,
        "fault": "", "message": "", "offered": [], "advice": [],
    }  # fmt: skip
    assert 0 <= trial["first_token_seconds"] < 10
    assert 2 < trial["tokens_per_second"] < 20


@pytest.mark.parametrize(
    "first",
    [
        says("<think>想", "一想</think>\n\n给公众看的。"),
        says("给公众看的。", thinks=("用户", "问", "给谁看", "的")),
    ],
)
def test_it_thinks_aloud_and_disobeys(run, configured, first):
    with Server(first, says("今年收到申请136件。"), says("好的，这里没有JSON。")) as server:
        configured(server.url, "qwen3-8b")
        page = tried(run)
    assert row(page, "答话") == "答了：给公众看的。"
    assert row(page, "听话") == "不好，照抄两个数也抄错了"
    assert row(page, "JSON") == "不好，要它写，写得不对"
    assert row(page, "思考") == "先想再说，想的内容会去掉"
    assert row(page, "该改的").startswith("它连照抄两个数都会错")
    assert "能关掉思考就关掉" in page


def test_json_in_a_fence_and_full_width_digits(run, configured):
    fenced = says('```json\n{"收到": 137, "办结": 129}\n```')
    with Server(GOOD[0], says("今年收到申请１３７件，办结１２９件。"), fenced) as server:
        configured(server.url)
        (trial,) = json.loads(tried(run, "--json"))
    assert (trial["obeys"], trial["returns_json"]) == (True, True)


def test_it_is_slow(run, configured):
    with Server(says("给社会公众", "看的。", usage=(9, 3), pause=0.8), *GOOD[1:]) as server:
        configured(server.url)
        page = tried(run)
    assert "它比较慢" in row(page, "该改的")


def test_an_outside_host(run, configured, monkeypatch):
    monkeypatch.setattr("assistant.models.openai_protocol.beyond_this_machine", lambda url: "api.example.cn")
    with Server(*GOOD) as server:
        configured(server.url)
        page = tried(run)
    where = row(page, "去向")
    assert where.startswith("外部，要点和问题会离开这台机器，发给 api.example.cn；发出前遮掉")
    assert all(kind in where for kind in ("身份证号", "手机号", "银行卡号", "邮箱"))


def failing(run, configured, server_or_url, **options):
    url = server_or_url if isinstance(server_or_url, str) else server_or_url.url
    configured(url, **options)
    page = tried(run, code=2)
    assert page.endswith("\n没有模型答话；不用模型也能起草和回答。\n")
    return page


def test_a_wrong_key(run, configured):
    with Server(status(401, f"Incorrect API key provided: {KEY}")) as server:
        page = failing(run, configured, server)
        assert row(page, "答话") == "没有答：模型服务不认密钥（HTTP 401）"
        assert row(page, "该改的").startswith("请检查 NIANBAO_API_KEY：")
        page = failing(run, configured, server, key="")
        assert row(page, "该改的").startswith("还没有设置 NIANBAO_API_KEY")


def test_a_wrong_name(run, configured):
    names = [f"qwen2.5-{n}b" for n in range(1, 12)]
    with Server(status(404, "model not found"), models=lists(*names, "odd\x1b[31m\nname")) as server:
        page = failing(run, configured, server)
    assert row(page, "该改的").startswith("请检查 NIANBAO_MODEL_URL 和 NIANBAO_MODEL：")
    offered = row(page, "它有的")
    assert offered.startswith("qwen2.5-1b、qwen2.5-2b、")
    assert offered.endswith("……共 12 个")
    assert "\x1b" not in page


def test_v1_is_missing(run, configured):
    def models(to):
        (lists("qwen2.5-7b") if to.path == "/v1/models" else status(404))(to)

    with Server(status(404), models=models) as server:
        page = failing(run, configured, server.url.removesuffix("/v1") + "/")
    assert row(page, "该改的").startswith("在 NIANBAO_MODEL_URL 的末尾加上 /v1 就对了")
    assert row(page, "它有的") == "qwen2.5-7b"
    assert [seen.path for seen in server.requests] == ["/chat/completions", "/models", "/v1/models"]


def test_a_web_page(run, configured):
    with Server(body("<html>登录</html>", "text/html")) as server:
        page = failing(run, configured, server.url.removesuffix("/v1"))
    assert row(page, "答话") == "没有答：模型服务没有这个模型，或者地址不对（回来的是网页）"
    assert "末尾没有 /v1" in page


def test_nobody_listens(run, configured):
    page = failing(run, configured, refused_url())
    assert row(page, "答话") == "没有答：模型服务连不上"
    assert row(page, "该改的").startswith("请看模型服务开了没有")


@pytest.mark.parametrize(
    ("reply", "advice"),
    [
        (status(429), "服务在限流"),
        (status(500), "请看模型服务的日志"),
        (status(400), "服务连得上，但不接受请求"),
        (status(400, "maximum context length is 100 tokens"), "服务给的上下文太小"),
        (says(), "会思考的模型可能只想不说"),
        (says("<think>想"), "会思考的模型可能只想不说"),
        (says("It is for the public."), "模型不用中文回话"),
        (says(*["给公众看，"] * 60), "模型一再重复"),
    ],
)
def test_what_to_change(run, configured, reply, advice):
    with Server(reply) as server:
        assert row(failing(run, configured, server), "该改的").startswith(advice)


def test_it_fails_half_way(run, configured):
    with Server(GOOD[0], status(500)) as server:
        configured(server.url)
        page = tried(run)
    assert row(page, "答话") == "答了：给社会公众看的。"
    assert row(page, "听话") == "没有试成"
    assert row(page, "中途") == "模型服务出错（HTTP 500）"


def test_secrets_of_the_address_are_not_shown(run, configured):
    with Server(*GOOD) as server:
        host = server.url.removeprefix("http://")
        configured(f"http://user:geheim@{host}?token=geheim")
        ran = run("model", "test")
    assert "geheim" not in ran.out + ran.err


def test_a_chain(run, configured):
    """Each is tried; one that answers is enough."""
    with Server(status(404)) as server:
        configured(server.url, "qwen9,fake")
        page = tried(run)
    first, second, last = page.rstrip("\n").split("\n\n")
    assert first.startswith("模型  qwen9\n")
    assert second.startswith("模型  fake\n")
    assert last == "会用 fake。前面的用不了。"


def test_the_demonstration(run, monkeypatch):
    monkeypatch.setenv("NIANBAO_MODEL", "fake")
    page = tried(run)
    assert row(page, "种类") == "演示用，不是模型；系列：演示"
    assert row(page, "答话") == "答了：好的。"
    assert "听话" not in page


def test_none_is_configured(run):
    said = error_of(run("model", "test"))
    assert said.startswith("还没有配置模型。请设置 NIANBAO_MODEL 和 NIANBAO_MODEL_URL")
    assert error_of(run("model", "test", "--json")) == said


def test_a_file_that_is_not_there(run, monkeypatch):
    monkeypatch.setenv("NIANBAO_MODEL", "gguf:/nowhere/a.gguf")
    assert error_of(run("model", "test")).startswith("模型文件“/nowhere/a.gguf”打不开。")


def test_the_help(run):
    ran = run("model", "--help")
    assert "test" in ran.out
    assert "用法：nianbao model 命令" in ran.out
    assert "退出码为 0，否则为 2" in "".join(run("model", "test", "--help").out.split("\n"))

"""A real model of half a billion parameters, in the process and behind an HTTP server: what the others only play.

``make test-model`` fetches the weights first; without them, and without xllamacpp, everything here is skipped.
"""

from __future__ import annotations

import json
import threading
import time
from pathlib import Path

import pytest

from assistant.cli import main
from assistant.models.families import estimate_tokens
from assistant.models.gguf import GGUFModel
from assistant.models.port import ModelError
from assistant.models.running import Patience
from tests.models.helpers import ask, logged, patient, request, service
from tests.models.serving import serving
from tests.models.weights import needs_weights

PATIENCE = Patience(first=120.0, next=60.0, whole=240.0)


pytestmark = [pytest.mark.model, pytest.mark.usefixtures("no_thread_left")]


@pytest.fixture(scope="module")
def weights() -> Path:
    return needs_weights()


@pytest.fixture(scope="module")
def served(weights):
    with serving(weights) as url:
        yield url


@pytest.fixture(params=["in the process", "over HTTP"])
def model(request, weights):
    """The same weights both ways."""
    if request.param == "in the process":
        return patient(GGUFModel(weights), PATIENCE)
    url = request.getfixturevalue("served")
    return patient(service(url, "qwen2.5-coder-0.5b"), PATIENCE)


def test_a_stream_with_its_cost(model):
    asked = ask(model, request("请用一句中文介绍政府信息公开。", longest=40, temperature=0.0))
    assert asked.error is None
    assert len(asked.pieces) > 3
    assert not asked.usage.estimated
    assert 10 < asked.usage.prompt_tokens < 80
    assert 3 < asked.usage.completion_tokens <= 40
    assert asked.usage.cut_short == (asked.usage.completion_tokens == 40)
    (call,) = logged()
    assert (call.completion_tokens, call.verdict) == (asked.usage.completion_tokens, "")


def test_the_same_seed_says_the_same(model):
    what = request("请写一句关于春天的话。", longest=24, temperature=0.9, seed=7)
    first, second = ask(model, what), ask(model, what)
    assert first.error is None
    assert first.text == second.text != ""


def test_stopped_in_the_middle(model):
    """The reader is free at once, and so is the model."""
    stream = model.stream(request("请从一数到一百，每个数后面写一个成语。", longest=300))
    closed_at = []

    def close():
        closed_at.append(time.monotonic())
        stream.close()

    said = []
    with pytest.raises(ModelError) as caught:
        for piece in stream:
            said.append(piece)
            if len(said) == 4:
                threading.Thread(target=close).start()
    assert caught.value.fault == "cancelled"
    assert time.monotonic() - closed_at[0] < 1
    again = ask(model, request("你好，请用中文打个招呼。", longest=16))
    assert again.error is None
    assert again.seconds < 30


def test_stopped_while_it_reads(model):
    """A long prompt is let go between two batches."""
    stream = model.stream(request("请概括：" + "本单位收到申请，均已按期答复。" * 120, longest=16))
    threading.Timer(0.7, stream.close).start()
    began = time.monotonic()
    with pytest.raises(ModelError) as caught:
        list(stream)
    assert caught.value.fault == "cancelled"
    assert time.monotonic() - began < 2
    again = ask(model, request("你好，请用中文打个招呼。", longest=16))
    assert again.error is None


def test_too_long_for_the_window(model):
    """By the model's own count: our estimate lets it pass, since it must not refuse what may fit."""
    asked = ask(model, request("请概括：" + "8" * 9_000, longest=100))
    assert asked.fault == "overflow"
    assert asked.seconds < 20
    assert ask(model, request("你好，请用中文打个招呼。", longest=16)).error is None


def test_json(model):
    what = request("用 JSON 写出：收到申请137件，办结129件。", longest=80, temperature=0.0, json=True)
    asked = ask(model, what)
    assert asked.error is None
    assert isinstance(json.loads(asked.text), dict)


TEXTS = {
    "prose": "本年度，本机关认真贯彻落实《中华人民共和国政府信息公开条例》，坚持以公开为常态、不公开为例外，"
    "全面推进决策、执行、管理、服务、结果公开，政府信息公开工作取得了新的成效。",
    "figures": "收到申请137件，其中自然人129件，法人8件；予以公开102件，部分公开11件，不予公开9件，无法提供15件。"
    "制发件数3，废止件数0，现行有效件数28。行政许可12045，行政处罚386，收费金额152.36万元。",
    "a table": "\n".join("\t".join(str(row * column * 7) for column in range(1, 8)) for row in range(1, 10)),
    "English": "The annual report on government information disclosure is published before the end of January, "
    "and it covers the requests that were received and answered during the previous year.",
    "JSON": json.dumps([{"id": n, "title": "规范性文件", "count": n * 13} for n in range(8)], ensure_ascii=False),
}  # fmt: skip


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_the_estimate_is_never_far_below(text, weights):
    model = patient(GGUFModel(weights), PATIENCE)
    bare = ask(model, request("好", longest=1, json=True)).usage.prompt_tokens
    true = ask(model, request("好" + text, longest=1, json=True)).usage.prompt_tokens - bare
    assert true > 20
    assert estimate_tokens(text) >= 0.8 * true
    assert estimate_tokens(text) <= 2.2 * true


def test_the_command(weights, monkeypatch, capsys):
    monkeypatch.setenv("NIANBAO_MODEL", f"gguf:{weights}")
    code = main(["model", "test", "--json"])
    out, err = capsys.readouterr()
    assert code == 0, out
    (trial,) = json.loads(out)
    assert trial["answers"], trial
    assert (trial["kind"], trial["outside"], trial["family"]) == ("文件", "", "Qwen2.5")
    assert trial["returns_json"]
    assert trial["tokens"] > 1
    assert not trial["tokens_estimated"]
    assert err == f"正在试 {weights.stem}……\n"

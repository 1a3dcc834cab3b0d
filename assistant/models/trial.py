"""Tries the configured models: does each answer, obey, write JSON, think aloud; how fast; and what to change if not."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import Final
from urllib.parse import urlsplit

from assistant.core.personal import CARD, IDENTITY, MAIL, PHONE
from assistant.models.fake import FakeModel
from assistant.models.families import Family
from assistant.models.gguf import GGUFModel
from assistant.models.logbook import Logbook
from assistant.models.openai_protocol import OpenAIProtocol
from assistant.models.opening import configured
from assistant.models.patient import PatientModel
from assistant.models.port import Fault, Message, ModelError, Request, Usage
from assistant.models.running import Patience
from assistant.models.sources import Source
from assistant.models.wire import Stop
from assistant.settings import Settings

MASKED: Final = (IDENTITY, PHONE, CARD, MAIL)
"""What is masked in a prompt before it leaves this machine."""

_PATIENCE: Final = Patience(first=120.0, next=60.0, whole=240.0)
_PURPOSE: Final = "试一试模型"
_QUESTION: Final = "政府信息公开工作年度报告是给谁看的？请用一句中文回答。"
_REPEAT: Final = "请把下面这句话照抄一遍，一个字也不要改，不要写别的：\n今年收到申请137件，办结129件。"
_NUMBERS: Final = ["137", "129"]
_JSON: Final = "只输出一个 JSON 对象，不要写别的。它有两个键：“收到”的值是 137，“办结”的值是 129。"
_FENCE: Final = re.compile(r"\A\s*```(?:json)?\s*|\s*```\s*\Z")
_THOUGHTS: Final = 3
"""Pieces without text before the first word: a service that thinks in a field of its own sends many, others one."""
_LATE: Final = 20.0
_SLOW: Final = 4.0
_LISTED: Final = 20
_NAME: Final = 80

_ADVICE: Final[dict[Fault, str]] = {
    "unreachable": "请看模型服务开了没有，NIANBAO_MODEL_URL 的地址和端口对不对，防火墙放不放行。环境变量里的代理不会用到。",
    "key": "请检查 NIANBAO_API_KEY：有没有抄漏、过期、欠费，是不是这个服务的密钥。",
    "not_found": "请检查 NIANBAO_MODEL_URL 和 NIANBAO_MODEL：地址一般以 /v1 结尾，模型名要和服务里的一字不差。",
    "refused": "服务连得上，但不接受请求。请看服务的日志，或者换一个模型。",
    "busy": "服务在限流或者排队。请过一会儿再试，或者请管理员放宽限制。",
    "server": "请看模型服务的日志；也可能这个地址上的不是模型服务。",
    "timeout": "服务太慢，或者正在装载模型。请过几分钟再试一次；还是这样，请换小一点的模型，或者关掉它的思考。",
    "cut": "服务或中间的网关把连接断了。请看服务的日志，内存够不够、网关的超时是不是太短。",
    "endless": "模型收不住话。请换一个对话（instruct、chat）模型，不要用基座（base）模型。",
    "empty": "会思考的模型可能只想不说。请关掉它的思考，或者换一个不思考的模型。",
    "overflow": "服务给的上下文太小。请把它调到 4096 以上，最好 8192。",
    "repeating": "模型一再重复。请换大一点的、或者量化得轻一点的模型。",
    "language": "模型不用中文回话。请换一个中文好的模型，例如 Qwen2.5 7B 以上。",
    "broken_file": "请重新下载这个 GGUF 文件，核对大小；或者升级：pip install -U xllamacpp。",
}  # fmt: skip
_ADD_V1: Final = "在 NIANBAO_MODEL_URL 的末尾加上 /v1 就对了：加上以后服务有回应。"
_MAYBE_V1: Final = "NIANBAO_MODEL_URL 的末尾没有 /v1，多数服务要有。"
_IS_SLOW: Final = "它比较慢，起草一篇要等很久。可以换小一点的模型，或者用有显卡的机器；不用模型也能起草。"
_DISOBEYS: Final = "它连照抄两个数都会错，起草时多半会被退回、改用自带的写法。请换大一点的模型。"
_THINKS: Final = "它会先想再说，想的内容会去掉，只是慢。能关掉思考就关掉。"


@dataclass
class Trial:
    """What one model of the chain is, and how it did. `None` where it was not tried or could not be told.

    `kind` is 服务, 文件 or 演示; `place` a URL without its secrets, or a path; `outside` the host beyond this machine
    that prompts go to, else empty; `json_mode` tells whether JSON is asked for by a switch of the service.
    """

    name: str
    kind: str
    place: str
    outside: str
    family: str
    context: int
    json_mode: bool
    masks: tuple[str, ...] = ()
    answers: bool = False
    reply: str = ""
    first_token_seconds: float | None = None
    tokens: int = 0
    tokens_estimated: bool = False
    tokens_per_second: float | None = None
    obeys: bool | None = None
    returns_json: bool | None = None
    thinks_aloud: bool | None = None
    fault: str = ""
    message: str = ""
    offered: tuple[str, ...] = ()
    advice: list[str] = field(default_factory=list)


def try_models(
    settings: Settings,
    *,
    patience: Patience | None = None,
    tell: Callable[[str], None] | None = None,
) -> list[Trial]:
    """Every model of the chain, in order, each asked three short things. `tell` hears what is going on.

    `ConfigurationError` when none is configured. The calls are kept in the log like any others.
    """
    sources = configured(settings)
    book = Logbook(settings)
    trials = []
    for source in sources:
        trial = describe(source)
        (tell or (lambda line: None))(f"正在试 {trial.name}……")
        heard = _Heard(source)
        _try(PatientModel([heard], recorder=book, patience=patience or _PATIENCE), heard, trial)
        _advise(source, trial, bool(settings.api_key.get_secret_value()))
        trials.append(trial)
    return trials


def describe(source: Source) -> Trial:
    """What is known of a model without asking it."""
    kind, place, json_mode = "服务", "", source.family.json
    if isinstance(source, OpenAIProtocol):
        parts = urlsplit(source.url)
        place = f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{parts.path}"
    elif isinstance(source, GGUFModel):
        kind, place, json_mode = "文件", str(source.path), True
    elif isinstance(source, FakeModel):
        kind = "演示"
    return Trial(
        source.name, kind, place, source.outside, source.family.name, source.context, json_mode,
        masks=MASKED if source.outside else (),
    )  # fmt: skip


class _Heard:
    """A source whose raw reply is listened to, thinking and all."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.name, self.outside, self.context = source.name, source.outside, source.context
        self.family: Family = source.family
        self.raw = ""
        self.silent = 0

    def pieces(self, request: Request, usage: Usage, stopped: Stop) -> Iterator[str]:
        """One try at a reply, passed on as it comes."""
        self.raw, self.silent = "", 0
        for piece in self.source.pieces(request, usage, stopped):
            self.raw += piece
            self.silent += not self.raw
            yield piece

    @property
    def thought(self) -> bool:
        """Whether it thought before it spoke."""
        in_a_field = self.silent >= _THOUGHTS and isinstance(self.source, OpenAIProtocol)
        return "</think>" in self.raw or "<think>" in self.raw or in_a_field


def _try(model: PatientModel, heard: _Heard, trial: Trial) -> None:
    """Ask the three things; a fault in the first ends it, one in the others only leaves them open."""
    try:
        reply, usage = _asked(model, _QUESTION, 120)
    except ModelError as error:
        trial.fault, trial.message = error.fault, str(error)
        return
    finally:
        trial.thinks_aloud = heard.thought if heard.raw or heard.silent else None
    trial.answers, trial.reply = True, " ".join(reply.split())
    trial.tokens, trial.tokens_estimated = usage.completion_tokens, usage.estimated
    if usage.first_token is not None:
        trial.first_token_seconds = round(usage.first_token, 2)
        streamed = usage.seconds - usage.first_token
        if usage.completion_tokens > 1 and streamed > 0.05:
            trial.tokens_per_second = round((usage.completion_tokens - 1) / streamed, 1)
    if isinstance(heard.source, FakeModel):
        return
    try:
        repeated = unicodedata.normalize("NFKC", _asked(model, _REPEAT, 60)[0])
        trial.obeys = re.findall(r"\d+", repeated) == _NUMBERS
        trial.returns_json = _is_object(_asked(model, _JSON, 80, as_json=True)[0])
    except ModelError as error:
        trial.fault, trial.message = error.fault, str(error)


def _asked(model: PatientModel, words: str, longest: int, *, as_json: bool = False) -> tuple[str, Usage]:
    request = Request((Message("user", words),), longest, temperature=0.0, json=as_json, purpose=_PURPOSE)
    stream = model.stream(request)
    reply = "".join(stream)
    return reply, replace(stream.usage)


def _is_object(reply: str) -> bool:
    try:
        return isinstance(json.loads(_FENCE.sub("", reply)), dict)
    except ValueError:
        return False


def _advise(source: Source, trial: Trial, has_key: bool) -> None:
    """What to change, the likeliest first."""
    fault: Fault | None = trial.fault or None  # type: ignore[assignment]
    if fault is not None and fault in _ADVICE:
        trial.advice.append(_ADVICE[fault])
    if fault == "key" and not has_key:
        trial.advice.insert(0, "还没有设置 NIANBAO_API_KEY，这个服务要密钥。")
    if isinstance(source, OpenAIProtocol) and fault in {"not_found", "refused", "server"}:
        _look_around(source, trial)
    slow = trial.tokens_per_second is not None and trial.tokens_per_second < _SLOW
    if trial.answers and (slow or (trial.first_token_seconds or 0.0) > _LATE):
        trial.advice.append(_IS_SLOW)
    if trial.answers and trial.obeys is False:
        trial.advice.append(_DISOBEYS)
    if trial.thinks_aloud and trial.answers:
        trial.advice.append(_THINKS)


def _look_around(source: OpenAIProtocol, trial: Trial) -> None:
    """What the service says it has; whether only /v1 is missing."""
    complete = source.url.endswith("/v1")
    try:
        offered = source.offered()
    except ModelError:
        if complete:
            return
        try:
            offered = source.beneath("/v1").offered()
            trial.advice.insert(0, _ADD_V1)
        except ModelError:
            trial.advice.insert(0, _MAYBE_V1)
            return
    clean = ("".join(c for c in name if c.isprintable())[:_NAME].strip() for name in offered)
    trial.offered = tuple(name for name in clean if name)[:_LISTED]

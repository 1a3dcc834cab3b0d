"""Any service that speaks OpenAI's protocol, reached through LangChain.

Proxies of the environment are not used (the service is often in the house), nothing is traced, no tokenizer is
fetched, no redirection is followed (it could lead out of the house), and retries are ours: LangChain's own could
not be stopped or told of.
"""

from __future__ import annotations

import ipaddress
import re
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import cache
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

from assistant.environment import prepare
from assistant.models.families import Family, family_of
from assistant.models.port import Fault, ModelError, Request, Usage
from assistant.models.wire import Stop, Wire

if TYPE_CHECKING:
    import ssl

    import httpx
    from langchain_core.language_models import BaseChatModel

_CONNECT: Final = 5.0
_READ: Final = 180.0
_LIST: Final = 10.0
_BY_STATUS: Final[dict[int, Fault]] = {
    401: "key", 402: "key", 403: "key", 404: "not_found", 405: "not_found", 408: "timeout", 413: "overflow", 429: "busy",
}  # fmt: skip
_NO_MONEY: Final = 402
_LOOKED_AT: Final = 600
"""Characters of an error that are looked at: some services repeat the whole request behind their reason."""
_OVERFLOW: Final = re.compile(
    r"context[ _-]?(?:length|size|window)|n_ctx|session_len|max(?:imum)?[ _](?:context|model|seq|allowed length)"
    r"|too (?:long|many tokens)|longer than|token limit|range of input length|(?:tokens?|length)\b.{0,60}must be <="
    r"|(?:tokens?|length|input|prompt)\b.{0,60}exceed|exceed.{0,60}(?:tokens?|length)\b"
    r"|超长|过长|太长|(?:长度|上下文|词元|tokens?).{0,20}超|超[出过].{0,20}(?:长度|上下文|词元|tokens?)",
    re.IGNORECASE | re.DOTALL,
)
"""How services say that a prompt is too long: OpenAI, vLLM, llama.cpp, SGLang, TGI, LM Studio, DashScope, …"""
_NO_KEY: Final = "none"
"""Services in the house want no key, but the client library wants one."""


class OpenAIProtocol:
    """A model behind ``/chat/completions``. `url` ends where ``/chat/completions`` goes on."""

    def __init__(self, name: str, url: str, key: str = "") -> None:
        self.name = name
        self.url = url.rstrip("/").removesuffix("/chat/completions")
        self.family: Family = family_of(name)
        self.context = self.family.context
        self.outside = beyond_this_machine(self.url)
        self._key = key
        self._plain = False
        self._model: BaseChatModel | None = None
        self._making = threading.Lock()
        self._here = threading.local()

    def pieces(self, request: Request, usage: Usage, stopped: Stop) -> Iterator[str]:
        """One try at a reply. A service that refuses what only some understand is asked without it."""
        plain = self._plain
        try:
            yield from self._reply(request, usage, stopped, plain)
        except ModelError as error:
            if error.fault != "refused" or plain or stopped.is_set():
                raise
        else:
            return
        yield from self._reply(request, usage, stopped, plain=True)
        self._plain = True

    def beneath(self, path: str) -> OpenAIProtocol:
        """The same model at an address that goes on."""
        return OpenAIProtocol(self.name, self.url + path, self._key)

    def offered(self) -> tuple[str, ...]:
        """The names of the models that the service lists. Raises `ModelError`."""
        fault = None
        try:
            with _client(_LIST, _refuse_pages) as client:
                reply = client.get(f"{self.url}/models", headers=self._headers())
                reply.raise_for_status()
                return tuple(str(model["id"]) for model in reply.json()["data"])
        except Exception as error:  # noqa: BLE001 - whatever it is, there is no list
            fault = fault_of(error)
        raise fault

    def _reply(self, request: Request, usage: Usage, stopped: Stop, plain: bool) -> Iterator[str]:
        fault: ModelError | None = None
        began = finished = False
        wire = self._here.wire = Wire()
        stopped.then(wire.cut)
        chunks = self._chunks(request, plain)
        try:
            for chunk in chunks:
                if stopped.is_set():
                    return
                began = True
                _count(chunk, usage)
                finished = finished or bool(chunk.response_metadata.get("finish_reason"))
                yield chunk.content if isinstance(chunk.content, str) else ""
        except Exception as error:  # noqa: BLE001 - told as one of ours
            fault = fault_of(error, began)
        finally:
            self._hang_up(chunks)
        if fault is not None:
            raise fault  # out here, so that nothing of what the server wrote hangs on it: it may hold the key
        if not finished:
            raise ModelError("cut")

    def _hang_up(self, chunks: Iterator[Any]) -> None:
        """Close the connection of this thread's reply, and let what reads from it find out.

        The client library would leave both to the garbage collector, and complain where that comes at exit.
        """
        response: httpx.Response | None = getattr(self._here, "response", None)
        if response is not None:
            self._here.response = None
            response.close()
            with suppress(Exception):
                for _ in chunks:
                    pass

    def _sending(self, request: httpx.Request) -> None:
        request.extensions["trace"] = self._here.wire.trace

    def _received(self, response: httpx.Response) -> None:
        self._here.response = response
        _refuse_pages(response)

    def _chunks(self, request: Request, plain: bool) -> Iterator[Any]:
        """What LangChain streams. All options go in `extra_body`: it would rename or reshape them elsewhere."""
        body: dict[str, Any] = {"max_tokens": request.longest, "temperature": request.temperature}
        if not plain:  # what not every service understands
            body.update(self.family.quiet)
            if request.seed is not None:
                body["seed"] = request.seed
            if request.json and self.family.json:
                body["response_format"] = {"type": "json_object"}
        messages = [(m.role, m.content) for m in request.messages]
        return self._langchain().stream(messages, extra_body=body, stream_usage=not plain)

    def _headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self._key}"} if self._key else {}

    def _langchain(self) -> BaseChatModel:
        with self._making:
            if self._model is None:
                self._model = self._made()
        return self._model

    def _made(self) -> BaseChatModel:
        prepare()  # tracing is off from here on, whatever stands in the environment
        import httpx
        from langchain_openai import ChatOpenAI
        from pydantic import SecretStr

        return ChatOpenAI(
            model=self.name,
            base_url=self.url,
            api_key=SecretStr(self._key or _NO_KEY),
            timeout=httpx.Timeout(_READ, connect=_CONNECT),
            max_retries=0,
            use_responses_api=False,
            openai_proxy=None,
            http_socket_options=(),  # else it warns of proxies that are not used
            http_client=_client(_READ, self._received, self._sending),
            http_async_client=httpx.AsyncClient(trust_env=False, verify=_trusted()),
        )


def _client(
    read: float,
    received: Callable[[httpx.Response], None],
    *sending: Callable[[httpx.Request], None],
) -> httpx.Client:
    """Leaves no connection open between two requests, so nothing has to be closed, and none is found closed."""
    import httpx

    return httpx.Client(
        trust_env=False,
        verify=_trusted(),
        timeout=httpx.Timeout(read, connect=_CONNECT),
        limits=httpx.Limits(max_keepalive_connections=0),
        follow_redirects=False,
        event_hooks={"request": list(sending), "response": [received]},
    )


@cache
def _trusted() -> ssl.SSLContext:
    """Certificates of the world, and those that the office put into the system. Takes a tenth of a second."""
    import httpx

    context = httpx.create_ssl_context(trust_env=False)
    context.load_default_certs()
    return context


def _refuse_pages(response: httpx.Response) -> None:
    """A web page is no reply: the address is that of something else, or of a page to log in at."""
    if response.is_redirect:
        raise ModelError("not_found", "服务转到别的地址去了")
    if response.is_success and response.headers.get("content-type", "").lower().startswith("text/html"):
        raise ModelError("not_found", "回来的是网页")


def _count(chunk: Any, usage: Usage) -> None:
    told = getattr(chunk, "usage_metadata", None) or {}
    counted = [max(0, int(told.get(name) or 0)) for name in ("input_tokens", "output_tokens")]
    if any(counted):
        usage.prompt_tokens, usage.completion_tokens = counted
        usage.estimated = False
    if chunk.response_metadata.get("finish_reason") == "length":
        usage.cut_short = True


def fault_of(error: BaseException, began: bool = False) -> ModelError:
    """A fault of the client library as one of ours; `began` tells that some of the reply had come.

    What a server wrote is never passed on: it may hold the key. Classes go by name, since what is beneath the client
    library changed from httpx to httpx2.
    """
    causes = [error]
    while (cause := causes[-1].__cause__ or causes[-1].__context__) is not None:
        causes.append(cause)
    if told := next((cause for cause in causes if isinstance(cause, ModelError)), None):
        return ModelError(told.fault, told.detail)
    kinds = {kind.__name__ for cause in causes for kind in type(cause).__mro__}
    if kinds & {"APIStatusError", "HTTPStatusError"}:
        return _refusal(error)
    if kinds & {"UnicodeEncodeError", "LocalProtocolError"}:
        return ModelError("key", "密钥里有不能用的字符")
    if "SSLCertVerificationError" in kinds:
        return ModelError("unreachable", "它的证书本机不信任")
    if "ConnectTimeout" in kinds:
        return ModelError("unreachable")
    if kinds & {"TimeoutException", "APITimeoutError"}:
        return ModelError("timeout")
    if kinds & {"APIConnectionError", "RequestError", "TransportError"}:
        return ModelError("cut" if began else "unreachable")
    if "APIError" in kinds:  # told in the middle of a stream
        return ModelError("overflow" if _tells_overflow(error) else "server")
    # Of anything else the class at least is told: it may be a fault of ours. Its words may be the server's.
    kind = "" if isinstance(error, ValueError) else f"：{type(error).__name__}"
    return ModelError("server", f"回话的格式不对{kind}")


def _refusal(error: BaseException) -> ModelError:
    """What an HTTP status means."""
    answer = getattr(error, "response", None)
    status = int(getattr(error, "status_code", 0) or getattr(answer, "status_code", 500))
    if status in {400, 422, 500} and _tells_overflow(error):
        return ModelError("overflow")
    fault = _BY_STATUS.get(status, "refused" if 400 <= status < 500 else "server")
    return ModelError(fault, f"HTTP {status}，余额不足" if status == _NO_MONEY else f"HTTP {status}")


def _tells_overflow(error: BaseException) -> bool:
    return bool(_OVERFLOW.search(str(error)[:_LOOKED_AT]))


def beyond_this_machine(url: str) -> str:
    """The host of an address that is not this machine's own, else empty."""
    host = urlsplit(url).hostname or ""
    if host == "localhost" or host.endswith(".localhost"):
        return ""
    try:
        return "" if ipaddress.ip_address(host).is_loopback else host
    except ValueError:
        return host

"""The routes: each takes a body apart, has the work done in its lane, and answers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, Final, Literal

import anyio.to_thread
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from assistant.api.answers import answer, error_answer
from assistant.api.bodies import read_body
from assistant.conversation.doors import asked as a
from assistant.conversation.doors.calls import Calls, Files, Made, MadeFile, has_model
from assistant.conversation.doors.lanes import Lane
from assistant.conversation.doors.limits import Limits

if TYPE_CHECKING:
    from assistant.accounts.people import Person

Way = Literal["report", "question", "model"]


@dataclass(frozen=True)
class Route:
    """What a path does. `files` are the reports that may come as files."""

    path: str
    asked: type[a.Asked]
    work: Callable[[Calls, Any, Files, Person], Made | MadeFile]
    title: str
    about: str
    files: tuple[str, ...] = ()
    way: Way = "question"


ROUTES: Final = (
    Route(
        "/read", a.Read, lambda calls, asked, files, _: calls.read(asked, files),
        "读表", "读出年报里的表格和正文；没有读准的格子都有标记。", ("text",), "report",
    ),
    Route(
        "/check", a.Check, lambda calls, asked, files, person: calls.check(asked, files, person),
        "核对", "核对表格和正文；给出上年年报时，一并核对跨年数据、同比和照抄。", ("text", "previous"), "report",
    ),
    Route(
        "/draft", a.Draft, lambda calls, asked, files, _: calls.draft(asked, files),
        "起草", "根据表格和要点起草正文；没有依据的地方留空标出，不替您编。", ("text", "previous"), "report",
    ),
    Route(
        "/compare", a.Compare, lambda calls, asked, files, _: calls.compare(asked, files),
        "两年对照", "把两年的年报放在一起对照；只摆出不同，不下判断。", ("text", "previous"), "report",
    ),
    Route(
        "/export", a.Export, lambda calls, asked, files, _: calls.export(asked, files),
        "导出", "把整篇年报按规定的版式导出成文件。", ("text",), "report",
    ),
    Route(
        "/ask", a.Ask, lambda calls, asked, files, _: calls.ask(asked),
        "问规定", "先给答案，再给条文出处；库里没有的直说没有。",
    ),
    Route(
        "/search", a.Search, lambda calls, asked, files, _: calls.search(asked),
        "检索", "在规定和往年报告里检索，列出最接近的几条。",
    ),
    Route(
        "/deadline", a.Deadline, lambda calls, asked, files, _: calls.deadline(asked),
        "算期限", "算期限的最后一天，写出每一步和依据。",
    ),
    Route(
        "/fee", a.Fee, lambda calls, asked, files, _: calls.fee(asked),
        "算收费", "算信息处理费，写出每一档的算法；按件、按量只能选一种。",
    ),
)  # fmt: skip


class Desk:
    """Where requests are served. One for the life of the application."""

    def __init__(self, calls: Calls, limits: Limits) -> None:
        self.calls = calls
        bounds = calls.workers.bounds
        # Threads of the first lane mostly wait for a process; how many may wait is bounded there.
        self._lanes: dict[Way, Lane] = {
            "report": Lane(bounds.processes + bounds.waiting, limits.seconds),
            "question": Lane(limits.questions_at_once, limits.question_seconds),
            "model": Lane(limits.models_at_once, limits.model_seconds),
        }

    async def serve(self, route: Route, request: Request) -> Response:
        """The answer to a request, whatever happens."""
        try:
            files: Files = {}
            if request.method == "GET":
                given: Any = _query(request)
            else:
                given, files = await read_body(request, route.files)
            asked = a.read_asked(route.asked, given)
            work = partial(route.work, self.calls, asked, files, request.state.person)
            return answer(await self._lanes[_way(route, asked)].run(work))
        except ClientDisconnect:
            return Response(status_code=400)  # nobody is there to read it
        except Exception as error:  # noqa: BLE001 - the edge: whatever it is becomes an answer
            return await anyio.to_thread.run_sync(error_answer, error)


def _query(request: Request) -> dict[str, str]:
    """The parameters of the address; the last of several with one name counts."""
    return dict(request.query_params)


def _way(route: Route, asked: a.Asked) -> Way:
    """Which lane a request takes: whatever may wait for a model takes that one."""
    if isinstance(asked, a.Draft) and asked.writer == "model":
        return "model"
    if (isinstance(asked, a.Ask) and asked.model) or (isinstance(asked, a.Read) and asked.prose):
        return "model" if has_model() else route.way
    return route.way

"""Answers of the door: JSON as the commands print it, files, and errors that never tell more than what to do."""

from __future__ import annotations

import json
import math
from http import HTTPStatus
from typing import Any, Final
from urllib.parse import quote

from starlette.responses import Response

from assistant.conversation.doors.calls import Made, MadeFile
from assistant.conversation.doors.failings import Failing, failing

PROBLEMS: Final = "X-Nianbao-Problems"
"""The header that says how many things there are to know about the reading of what was given."""
_SAFE: Final = {"X-Content-Type-Options": "nosniff", "Cache-Control": "no-store"}


def as_json(value: Any, status: int = 200, headers: dict[str, str] | None = None) -> Response:
    """A JSON answer. Half a surrogate leaves as an escape, which JSON understands."""
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return Response(
        text.encode("utf-8", "backslashreplace"),
        status_code=status,
        media_type="application/json",
        headers={**_SAFE, **(headers or {})},
    )


def answer(made: Made | MadeFile) -> Response:
    """What was made, with the number of problems of its reading in a header."""
    headers = {PROBLEMS: str(made.problems)}
    if isinstance(made, Made):
        return as_json(made.value, headers=headers)
    plain = f"report.{made.name.rpartition('.')[2]}"
    disposition = f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(made.name, safe='')}"
    headers |= {"Content-Disposition": disposition, **_SAFE}
    return Response(made.data, media_type=made.media_type, headers=headers)


def error_answer(error: BaseException) -> Response:
    """The answer to whatever went wrong."""
    return refusal(failing(error))


def refusal(told: Failing) -> Response:
    """An error as JSON: what happened, and what to do."""
    headers = {}
    if told.retry is not None:
        headers["Retry-After"] = str(math.ceil(told.retry))
    if told.status == HTTPStatus.UNAUTHORIZED:
        headers["WWW-Authenticate"] = "Bearer"
    return as_json(told.value, told.status, headers)

"""The body of a request: JSON, or a form with files. What is neither, is broken or has no end is refused."""

from __future__ import annotations

import json
from collections.abc import Collection
from typing import Any, Final

from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request

from assistant.conversation.doors.calls import File
from assistant.conversation.doors.failings import RefusedError
from assistant.errors import InputError

_FIELDS: Final = 20
_LONGEST_FIELD: Final = 2**20
_FILE_NAMES: Final = {"file": "text", "previous": "previous"}
"""A file's name in the form, and which report it is."""


async def read_body(request: Request, files: Collection[str]) -> tuple[Any, dict[str, File]]:
    """The JSON value (or the form's fields) and the files; `files` are the reports that may come as files.

    `RefusedError` for what is no JSON, no form, or neither; `InputError` for a file nobody asked for.
    """
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind == "application/json" or kind.endswith("+json"):
        return _json(await request.body()), {}
    if kind == "multipart/form-data" and files:
        return await _form(request, files)
    if not kind and not await request.body():
        return {}, {}
    ways = "application/json" + ("，或者用 multipart/form-data 传文件" if files else "")
    raise RefusedError(415, "media_type", "请求的格式不认识。", f"请用 {ways}。")


def _json(body: bytes) -> Any:
    try:
        return json.loads(body, parse_constant=_no_constant)
    except (ValueError, RecursionError) as error:  # UnicodeDecodeError is a ValueError
        raise RefusedError(
            400, "malformed", "请求里的 JSON 写得不对。", "请检查括号、引号和编码（UTF-8）。"
        ) from error


def _no_constant(name: str) -> Any:
    raise ValueError(f"{name} is no JSON")


async def _form(request: Request, files: Collection[str]) -> tuple[dict[str, str], dict[str, File]]:
    try:
        form = await request.form(
            max_files=len(_FILE_NAMES), max_fields=_FIELDS, max_part_size=_LONGEST_FIELD
        )
    except HTTPException as error:
        advice = "请检查 multipart/form-data 的写法：最多两个文件，其余每项不超过 1 MB。"
        raise RefusedError(400, "malformed", "请求里的表单写得不对。", advice) from error
    fields: dict[str, str] = {}
    given: dict[str, File] = {}
    try:
        for name, value in form.multi_items():
            if isinstance(value, UploadFile):
                which = _FILE_NAMES.get(name)
                if which is None or which not in files or which in given:
                    allowed = "、".join(n for n, w in _FILE_NAMES.items() if w in files)
                    raise InputError(
                        "多出了一个文件，不知道是什么。", f"文件的名称只能是 {allowed}，各一个。"
                    )
                given[which] = File(await value.read(), value.filename or "")
            elif name in fields:
                raise InputError("表单里有一项写了两次。", "每一项请只写一次。")
            else:
                fields[name] = value
    finally:
        await form.close()
    return fields, given

"""The description of the door (OpenAPI 3.1), in Chinese; made when somebody asks for it."""

from __future__ import annotations

from typing import Any, Final

from pydantic import TypeAdapter
from pydantic.json_schema import JsonSchemaMode

from assistant.api.answers import PROBLEMS
from assistant.api.routes import ROUTES, Route
from assistant.conversation.doors.asked import in_chinese, schema_of
from assistant.version import VERSION

ABOUT: Final = """供别的系统（如 OA）调用的接口：读表、核对、起草、导出、问规定、检索、算期限和收费，和命令行是同一套功能、同样的 JSON。

每个请求都要带令牌：`Authorization: Bearer 令牌`，由管理员用 `nianbao token add` 发给每个程序。年报可以写成文字（JSON 的 text），也可以传文件（multipart/form-data 的 file）。传来的内容不保存；操作记录里只记谁、什么时候、调了什么、用了几秒、结果怎样。"""
_ERRORS: Final = {
    "400": "请求写得不对（JSON 或表单）",
    "401": "没有令牌，或者令牌不对",
    "408": "内容传得太慢",
    "413": "内容太大",
    "415": "请求的格式不认识",
    "422": "内容用不了：what 说明原因，advice 说明怎么办",
    "429": "请求太多，等 Retry-After 秒再试",
    "500": "程序的缺陷",
    "503": "眼下办不了：太忙、太慢，或者没有配置好",
}
_REFERENCES: Final = "#/components/schemas/{model}"


def describe(servers: list[dict[str, str]]) -> dict[str, Any]:
    """The whole description. `servers`: where the door is, as the one who asks sees it."""
    schemas: dict[str, Any] = {"Error": _ERROR}
    paths: dict[str, Any] = {"/healthz": {"get": _health()}}
    for route in ROUTES:
        paths[route.path] = {"post": _operation(route, schemas)}
    search = next(route for route in ROUTES if route.path == "/search")
    paths["/search"]["get"] = _by_address(search, paths["/search"]["post"])
    document = {
        "openapi": "3.1.0",
        "info": {"title": "年报助手接口", "version": VERSION, "description": ABOUT},
        "servers": servers,
        "security": [{"token": []}],
        "paths": paths,
        "components": {
            "schemas": schemas,
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer", "description": "管理员发的令牌"}},
        },
    }  # fmt: skip
    return dict(in_chinese(document))


_ERROR: Final = {
    "type": "object",
    "required": ["error"],
    "properties": {
        "error": {
            "type": "object",
            "required": ["code", "what", "advice"],
            "properties": {
                "code": {"type": "string", "description": "给程序看的代号"},
                "what": {"type": "string", "description": "发生了什么"},
                "advice": {"type": "string", "description": "怎么办"},
            },
        }
    },
}


def _health() -> dict[str, Any]:
    schema = {"type": "object", "properties": {"status": {"const": "ok"}, "version": {"type": "string"}}}
    return {
        "summary": "是否在运行",
        "description": "不要令牌；只说在运行，不说别的。",
        "security": [],
        "responses": {"200": {"description": "在运行", "content": {"application/json": {"schema": schema}}}},
    }


def _operation(route: Route, schemas: dict[str, Any]) -> dict[str, Any]:
    return {
        "summary": route.title,
        "description": route.about,
        "operationId": route.path.strip("/"),
        "requestBody": {"required": True, "content": _contents(route)},
        "responses": _responses(route, schemas),
    }


def _contents(route: Route) -> dict[str, Any]:
    schema = schema_of(route.asked)
    contents: dict[str, Any] = {"application/json": {"schema": schema}}
    if route.files:
        file = {"type": "string", "contentMediaType": "application/octet-stream"}
        fields = {k: v for k, v in schema["properties"].items() if k not in {"text", "previous"}}
        given = {"file": {**file, "description": "年报文件：Word、Excel、PDF、网页、文本或图片"}}
        if "previous" in route.files:
            given["previous"] = {**file, "description": "上年的年报文件"}
        form = {**schema, "properties": {**given, **fields}}
        form["required"] = ["file", *[n for n in schema.get("required", []) if n in fields]]
        contents["multipart/form-data"] = {"schema": form}
    return contents


def _by_address(route: Route, posted: dict[str, Any]) -> dict[str, Any]:
    schema = schema_of(route.asked)
    parameters = [
        {
            "name": name,
            "in": "query",
            "required": name in schema.get("required", []),
            "description": field.get("description", ""),
            "schema": {k: v for k, v in field.items() if k != "description"},
        }
        for name, field in schema["properties"].items()
    ]
    kept = {key: posted[key] for key in ("summary", "description", "responses")}
    return {**kept, "operationId": "search_by_address", "parameters": parameters}


def _responses(route: Route, schemas: dict[str, Any]) -> dict[str, Any]:
    header = {
        PROBLEMS: {
            "description": "读给进来的年报时有几处要知道的问题；是哪些，请调 /read",
            "schema": {"type": "integer"},
        }
    }
    good: dict[str, Any] = {"description": "办好了", "headers": header}
    if route.path == "/export":
        good["content"] = {"application/octet-stream": {"schema": {"type": "string"}}}
    else:
        good["content"] = {"application/json": {"schema": _result(route.path, schemas)}}
    bad = {
        status: {
            "description": text,
            "content": {"application/json": {"schema": {"$ref": _REFERENCES.format(model="Error")}}},
        }
        for status, text in _ERRORS.items()
    }
    return {"200": good, **bad}


def _result(path: str, schemas: dict[str, Any]) -> dict[str, Any]:
    """The schema of what a route gives; what it refers to is put into `schemas`."""
    mode: JsonSchemaMode = "serialization"
    schema = TypeAdapter(_results()[path]).json_schema(mode=mode, ref_template=_REFERENCES)
    schemas |= schema.pop("$defs", {})
    return schema


def _results() -> dict[str, Any]:
    from assistant.answering.fee import Fee
    from assistant.answering.outcome import Deadline
    from assistant.answering.values import Answer
    from assistant.core.comparison import Comparison
    from assistant.core.findings import Finding
    from assistant.core.report import Report
    from assistant.drafting.draft import Draft
    from assistant.library.search import Hit

    return {
        "/read": Report, "/check": list[Finding], "/draft": Draft, "/compare": Comparison, "/ask": Answer,
        "/search": list[Hit], "/deadline": Deadline, "/fee": Fee,
    }  # fmt: skip

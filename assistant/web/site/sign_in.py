"""Signing in and out and changing one's password: small pages of our own that need no script."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import parse_qs

from anyio import to_thread
from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from assistant.accounts.door import Accounts
from assistant.errors import ConfigurationError, InputError
from assistant.web.markup import shown
from assistant.web.site.gate import COOKIE, LARGEST_FORM, Rules, person_of, small_page

_WORK: Final = re.compile(r"[\w-]{1,60}")


def router(accounts: Accounts, rules: Rules) -> APIRouter:
    """The routes ``/login``, ``/logout`` and ``/password``."""
    routes = APIRouter(default_response_class=HTMLResponse)

    @routes.get("/login")
    def ask(request: Request) -> Response:
        return HTMLResponse(_login_page(_back(request.query_params.get("w", ""))))

    @routes.post("/login")
    async def enter(request: Request) -> Response:
        form = await _form(request)
        login, back = form.get("login", ""), _back(form.get("w", ""))
        origin = request.client.host if request.client else ""
        try:
            token = await to_thread.run_sync(accounts.sign_in, login, form.get("password", ""), origin)
        except (InputError, ConfigurationError) as error:
            return HTMLResponse(_login_page(back, login, error), 401)
        answer = RedirectResponse(f"./?w={back}" if back else "./", 303)
        _give(answer, token, request, rules)
        return answer

    @routes.post("/logout")
    async def leave(request: Request) -> Response:
        await to_thread.run_sync(accounts.sign_out, request.cookies.get(COOKIE, ""))
        answer = RedirectResponse("login", 303)
        answer.delete_cookie(COOKIE, path=rules.root_path or "/")
        return answer

    @routes.get("/password")
    def ask_password(request: Request) -> Response:
        return HTMLResponse(_password_page())

    @routes.post("/password")
    async def change(request: Request) -> Response:
        form = await _form(request)
        person = person_of(request)
        origin = request.client.host if request.client else ""
        new = form.get("new", "")
        try:
            if new != form.get("again", ""):
                raise InputError("两次填的新密码不一样。", "请再填一次。")
            token = await to_thread.run_sync(
                accounts.change_password, person, form.get("old", ""), new, origin
            )
        except (InputError, ConfigurationError) as error:
            return HTMLResponse(_password_page(error), 400)
        answer = HTMLResponse(
            small_page("密码已改", '<p>别处登录的都已退出。</p><p><a href="./">回到年报</a></p>')
        )
        _give(answer, token, request, rules)
        return answer

    return routes


async def _form(request: Request) -> dict[str, str]:
    """The fields of a form that was sent urlencoded, each the last one of its name; none of what is no form of ours."""
    body = await request.body()
    text = body[:LARGEST_FORM].decode("utf-8", "replace")
    try:
        fields = parse_qs(text, keep_blank_values=True, max_num_fields=20)
    except ValueError:
        return {}
    return {name: values[-1] for name, values in fields.items()}


def _give(answer: Response, token: str, request: Request, rules: Rules) -> None:
    """The session's cookie: no script reads it, no other site sends it."""
    answer.set_cookie(
        COOKIE, token, max_age=7 * 86400, path=rules.root_path or "/", httponly=True, samesite="lax",
        secure=request.scope["scheme"] == "https",
    )  # fmt: skip


def _back(work: str) -> str:
    return work if _WORK.fullmatch(work) else ""


def _login_page(back: str, login: str = "", error: InputError | ConfigurationError | None = None) -> str:
    return small_page(
        "登录年报助手",
        f'{_refusal(error)}<form method="post" action="login"><input type="hidden" name="w" value="{shown(back)}">'
        f'<label for="login">用户名</label><input id="login" name="login" value="{shown(login[:100])}" required '
        'maxlength="100" autocomplete="username" autofocus><label for="password">密码</label><input id="password" '
        'name="password" type="password" required maxlength="400" autocomplete="current-password">'
        "<button>登录</button></form><p>忘了密码，请管理员用 nianbao user password 重设。</p>",
    )


def _password_page(error: InputError | ConfigurationError | None = None) -> str:
    def field(name: str, label: str, kind: str) -> str:
        return (
            f'<label for="{name}">{label}</label><input id="{name}" name="{name}" type="password" required '
            f'maxlength="400" autocomplete="{kind}">'
        )

    return small_page(
        "改密码",
        f'{_refusal(error)}<form method="post" action="password">{field("old", "现在的密码", "current-password")}'
        f"{field('new', '新密码（至少8个字符）', 'new-password')}{field('again', '新密码再填一次', 'new-password')}"
        '<button>改密码</button></form><p><a href="./">不改了，回到年报</a></p>',
    )


def _refusal(error: InputError | ConfigurationError | None) -> str:
    if error is None:
        return ""
    return f'<p class="refusal" role="alert"><strong>{shown(error.what)}</strong>{shown(error.advice)}</p>'

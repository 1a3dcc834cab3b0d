"""The web app as one FastAPI app: our gate and our routes, Gradio behind them."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any, Final

import gradio as gr
from anyio import to_thread
from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse, Response

from assistant.accounts.door import Accounts
from assistant.api import MOUNTED_AT, create
from assistant.errors import ConfigurationError, InputError
from assistant.storage.works import Works
from assistant.version import VERSION
from assistant.web import downloads, texts
from assistant.web.page.blocks import build
from assistant.web.page.dispatch import Dispatcher
from assistant.web.page.given import LARGEST, NOT_KEPT, TOO_LARGE, GivenFiles
from assistant.web.site import sign_in, static
from assistant.web.site.gate import Gate, Rules, person_of

_LOG: Final = logging.getLogger(__name__)
_FONT: Final = (
    "Microsoft YaHei",
    "微软雅黑",
    "PingFang SC",
    "Noto Sans CJK SC",
    "WenQuanYi Micro Hei",
    "sans-serif",
)
_YEAR: Final = "public, max-age=31536000, immutable"


def site(folder: Path, accounts: Accounts, works: Works, *, root_path: str = "") -> FastAPI:
    """The app. `folder`: where uploads lie until they are read; its owner alone may look into it."""
    rules = Rules(root_path=root_path)
    given = GivenFiles(folder)
    app = FastAPI(title="年报助手", version=VERSION, docs_url=None, redoc_url=None, openapi_url=None)
    _own_routes(app, given)
    app.include_router(sign_in.router(accounts, rules))
    _downloads(app)
    _api(app, accounts)
    blocks = build(Dispatcher(works, given), person_of)
    gr.mount_gradio_app(app, blocks, path="/", **_safe(root_path))
    app.add_middleware(Gate, accounts=accounts, rules=rules, head=_head())
    app.state.blocks = blocks
    return app


def _own_routes(app: FastAPI, given: GivenFiles) -> None:
    @app.get("/healthz")
    def health() -> dict[str, Any]:
        return {"ok": True}

    @app.get("/me")
    def me(request: Request) -> dict[str, str]:
        return {"name": person_of(request).name}

    @app.get("/favicon.ico")
    def icon() -> Response:
        return Response(_ICON, media_type="image/svg+xml")

    @app.get("/nb/app.js")
    def script() -> Response:
        return Response(static.script(), media_type="text/javascript", headers={"Cache-Control": _YEAR})

    @app.get("/nb/app.css")
    def style() -> Response:
        return Response(static.style(), media_type="text/css", headers={"Cache-Control": _YEAR})

    @app.get("/nb/login.css")
    def login_style() -> Response:
        return Response(static.login_style(), media_type="text/css")

    @app.post("/give")
    async def give(request: Request) -> Response:
        """One file as it is, its name in the query; the answer is a token that its giver can use once."""
        name, login = request.query_params.get("name", ""), person_of(request).login
        path = await to_thread.run_sync(given.place, name)
        try:
            with given.arriving(login):
                await _write(request, path)
                token = await to_thread.run_sync(given.keep, path, name, login)
        except (InputError, ConfigurationError) as error:
            await to_thread.run_sync(lambda: path.unlink(missing_ok=True))
            return JSONResponse({"error": {"what": error.what, "advice": error.advice}}, 413)
        except OSError as error:
            path.unlink(missing_ok=True)
            _LOG.warning("an upload was not kept: %s", error.strerror)
            return JSONResponse({"error": {"what": NOT_KEPT.what, "advice": NOT_KEPT.advice}}, 507)
        except BaseException:
            path.unlink(missing_ok=True)
            raise
        return JSONResponse({"file": token})


async def _write(request: Request, path: Path) -> None:
    size = 0
    with path.open("xb") as file:
        path.chmod(0o600)
        async for chunk in request.stream():
            size += len(chunk)
            if size > LARGEST:
                raise TOO_LARGE
            await to_thread.run_sync(file.write, chunk)


def _downloads(app: FastAPI) -> None:
    """The files to take away: ``/take/{work}/{what}``."""
    app.include_router(downloads.router(person_of))


def _api(app: FastAPI, accounts: Accounts) -> None:
    """The door for other systems."""
    door = create(accounts.client_of)
    app.mount(MOUNTED_AT, door)
    app.router.on_shutdown.append(door.state.close)


def _safe(root_path: str) -> dict[str, Any]:
    """How Gradio is mounted: every door shut that the environment might open."""
    return {
        "root_path": root_path if root_path != "/" else "",
        "allowed_paths": [],
        "show_error": False,
        "max_file_size": "1mb",
        "ssr_mode": False,
        "enable_monitoring": False,
        "pwa": False,
        "mcp_server": False,
        "run_history": False,
        "footer_links": [],
        "theme": gr.themes.Base(
            primary_hue="blue", neutral_hue="slate", font=_FONT, font_mono=("Consolas", "monospace")
        ),
    }


def _head() -> str:
    script, style = static.version(static.script()), static.version(static.style())
    return _HEAD.format(too_old=texts.TOO_OLD, script=script, style=style)


_HEAD: Final = """
<meta name="referrer" content="same-origin">
<link rel="icon" href="favicon.ico" type="image/svg+xml">
<link rel="stylesheet" href="nb/app.css?v={style}">
<script src="nb/app.js?v={script}"></script>
<script>
(function () {{
  var tell = function () {{
    var box = document.createElement("div");
    box.id = "nb-too-old";
    box.style.cssText = "padding:24px;font-size:18px;line-height:1.8;background:#fff4d6;border:2px solid #b7791f";
    box.appendChild(document.createTextNode("{too_old}"));
    document.body.insertBefore(box, document.body.firstChild);
  }};
  try {{
    new Function("class A {{ #b() {{}} }} var a; a ??= 1; return /(?<!a)b/;");
    new TextDecoderStream();
  }} catch (error) {{
    if (document.body) {{ tell(); }} else {{ document.addEventListener("DOMContentLoaded", tell); }}
  }}
}})();
</script>
"""

_ICON: Final = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="6" fill="#1f4e8c"/>'
    '<path d="M9 7h14v18H9z" fill="#fff"/><path d="M12 12h8M12 16h8M12 20h5" stroke="#1f4e8c" stroke-width="2"/></svg>'
)

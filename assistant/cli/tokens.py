"""The commands ``token``: which other programs may come in over HTTP."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Final

import typer

from assistant.cli.failures import DONE
from assistant.cli.streams import result, result_json, tell
from assistant.cli.usage import Command, Group
from assistant.cli.users import AsJson, RoleName
from assistant.cli.width import left, shorten

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.storage.clients import Client

_GROUP: Final = "令牌：让办公系统等别的程序通过接口使用。"
_ADD: Final = """给一个系统发令牌。令牌只显示这一次，程序里不留原文；丢了就作废，再发一个。
令牌写在标准输出上，别的话写在标准错误上。"""
_LIST: Final = "列出发过的令牌：给谁、哪个单位、什么角色、谁发的、上次使用。"
_REVOKE: Final = "作废一个系统的令牌，随即生效。"

_HEAD: Final = ("系统", "单位", "角色", "发的人", "发的时间", "上次使用")
_WIDTHS: Final = (12, 18, 4, 8, 16, 16)

ClientName = Annotated[str, typer.Argument(metavar="系统", help="系统的名称：字母、数字或汉字，如 oa")]


def register(app: typer.Typer) -> None:
    """Add the commands to the program."""
    token = typer.Typer(cls=Group, add_completion=False, rich_markup_mode=None, no_args_is_help=True)
    token.command("add", cls=Command, help=_ADD)(add)
    token.command("list", cls=Command, help=_LIST)(list_all)
    token.command("revoke", cls=Command, help=_REVOKE)(revoke)
    app.add_typer(token, name="token", help=_GROUP)


def add(
    client: ClientName,
    unit: Annotated[str, typer.Option("--unit", metavar="单位", help="替哪个单位用")],
    role: RoleName,
) -> int:
    """Give a token out."""
    from assistant.accounts import Accounts
    from assistant.accounts.names import client_name
    from assistant.accounts.people import role_named

    as_what, name = role_named(role), client_name(client)
    result(Accounts.configured().issue_token(name, unit, as_what))
    tell(f"已给“{name}”发令牌。请现在就抄进那个系统的设置里：以后不再显示。")
    return DONE


def list_all(as_json: AsJson = False) -> int:
    """Show all clients; never their tokens."""
    from assistant.accounts import Accounts

    clients = Accounts.configured().clients()
    if as_json:
        result_json([one.model_dump(mode="json") for one in clients])
    elif clients:
        result("\n".join([_row(_HEAD), *(_row(_cells(one)) for one in clients)]))
    tell(f"共 {len(clients)} 个令牌。" if clients else "还没有发过令牌。")
    return DONE


def revoke(client: ClientName) -> int:
    """Make a token worthless."""
    from assistant.accounts import Accounts
    from assistant.accounts.names import client_name

    Accounts.configured().revoke(client)
    tell(f"已作废“{client_name(client)}”的令牌。")
    return DONE


def _cells(one: Client) -> tuple[str, ...]:
    from assistant.accounts.people import ROLES, Role

    used = f"{one.used.astimezone():%Y-%m-%d %H:%M}" if one.used else "还没有"
    made = f"{one.made.astimezone():%Y-%m-%d %H:%M}"
    return one.name, one.unit, ROLES[Role(one.role)], one.by, made, used


def _row(cells: Sequence[str]) -> str:
    return " ".join(left(shorten(c, n), n) for c, n in zip(cells, _WIDTHS, strict=True)).rstrip()

"""The commands ``user``: who may sign in on the web page, and as what."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from assistant.cli.failures import DONE
from assistant.cli.streams import result, result_json, tell
from assistant.cli.usage import Command, Group
from assistant.cli.width import left, shorten
from assistant.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.accounts import Accounts
    from assistant.storage.accounts import Account

_USER: Final = "账号：谁可以登录网页，能做什么。"
_ADD: Final = """添加账号。密码在终端里输入两遍，不显示；不能写在命令里。
添加了第一个账号，网页就要登录才能用；第一个必须是管理，不然没有人能管账号，也没有人看得到原来在本机上做的年报。
起草：写本单位的年报。审核：看本单位的年报，表态、三审，不改文字。管理：看得到所有单位的，什么都能做。"""
_LIST: Final = "列出账号：姓名、单位、角色、上次登录、是不是停用了。"
_RESET: Final = "重设密码。这个账号所有的登录随即失效，登录失败的次数清零。"
_ROLE: Final = "改角色。最后一个管理账号不能改。"
_DISABLE: Final = "停用账号，所有的登录随即失效；做过的年报和记录都留着。最后一个管理账号不能停用。"
_ENABLE: Final = "重新启用账号，登录失败的次数清零。"

_HEAD: Final = ("登录名", "姓名", "单位", "角色", "上次登录", "")
_WIDTHS: Final = (14, 10, 26, 4, 16, 4)

Login = Annotated[str, typer.Argument(metavar="登录名", help="字母、数字或汉字，如 zhangsan")]
RoleName = Annotated[str, typer.Option("--role", metavar="角色", help="起草、审核或管理")]
FromInput = Annotated[
    bool, typer.Option("--password-stdin", help="从标准输入读密码（一行），给脚本用；不写就在终端里输入两遍")
]
AsJson = Annotated[bool, typer.Option("--json", help="只输出 JSON，供别的程序用")]


def register(app: typer.Typer) -> None:
    """Add the commands to the program."""
    user = typer.Typer(cls=Group, add_completion=False, rich_markup_mode=None, no_args_is_help=True)
    user.command("add", cls=Command, help=_ADD)(add)
    user.command("list", cls=Command, help=_LIST)(list_all)
    user.command("password", cls=Command, help=_RESET)(password)
    user.command("role", cls=Command, help=_ROLE)(role)
    user.command("disable", cls=Command, help=_DISABLE)(disable)
    user.command("enable", cls=Command, help=_ENABLE)(enable)
    app.add_typer(user, name="user", help=_USER)


def add(
    login: Login,
    name: Annotated[str, typer.Option("--name", metavar="姓名", help="姓名")],
    unit: Annotated[str, typer.Option("--unit", metavar="单位", help="哪个单位的：只看得到这个单位的年报")],
    role: RoleName,
    from_input: FromInput = False,
) -> int:
    """Make an account; what is wrong with it is said before the password is asked for."""
    from assistant.accounts import Accounts
    from assistant.accounts.door import refuse_first
    from assistant.accounts.names import login_name, person_name
    from assistant.accounts.people import ROLES, role_named
    from assistant.cli.typed_password import new_password
    from assistant.storage.words import unit_name

    as_what, known = role_named(role), login_name(login)
    _ = person_name(name), unit_name(unit)
    accounts = Accounts.configured()
    others = accounts.people()
    if any(one.login == known for one in others):
        raise InputError(f"已经有账号“{known}”。", "请换一个登录名；要改密码请用 nianbao user password。")
    refuse_first(as_what, others)
    made = accounts.add(known, name, unit, as_what, new_password(from_input=from_input))
    _tell_notices(accounts)
    tell(f"已添加账号“{made.login}”：{made.name}，{made.unit}，{ROLES[made.role]}。")
    if not others:
        tell("这是第一个账号：从现在起，网页要登录才能用。")
    return DONE


def list_all(as_json: AsJson = False) -> int:
    """Show all accounts."""
    from assistant.accounts import Accounts

    accounts = Accounts.configured()
    people = accounts.people()
    if as_json:
        result_json([one.model_dump(mode="json", exclude={"number"}) for one in people])
    elif people:
        result("\n".join([_row(_HEAD), *(_row(_cells(one)) for one in people)]))
    _tell_notices(accounts)
    off = sum(one.disabled for one in people)
    stopped = f"，其中停用 {off} 个" if off else ""
    tell(f"共 {len(people)} 个账号{stopped}。" if people else "还没有账号：网页只能在本机上用，不用登录。")
    return DONE


def password(login: Login, from_input: FromInput = False) -> int:
    """Set a new password."""
    from assistant.cli.typed_password import new_password

    accounts, one = _found(login)
    accounts.set_password(one.login, new_password(from_input=from_input))
    tell(f"已重设“{one.login}”（{one.name}）的密码，原来的登录都已失效。")
    return DONE


def role(login: Login, role: RoleName) -> int:
    """Give somebody another role."""
    from assistant.accounts.people import ROLES, role_named

    as_what = role_named(role)
    accounts, one = _found(login)
    accounts.set_role(one.login, as_what)
    tell(f"“{one.login}”（{one.name}）现在是{ROLES[as_what]}。")
    return DONE


def disable(login: Login) -> int:
    """Let somebody in no more."""
    accounts, one = _found(login)
    accounts.disable(one.login)
    tell(f"已停用“{one.login}”（{one.name}），原来的登录都已失效。")
    return DONE


def enable(login: Login) -> int:
    """Let somebody in again."""
    accounts, one = _found(login)
    accounts.enable(one.login)
    tell(f"已启用“{one.login}”（{one.name}）。")
    return DONE


def _found(login: str) -> tuple[Accounts, Account]:
    from assistant.accounts import Accounts
    from assistant.accounts.names import login_name

    known = login_name(login)
    accounts = Accounts.configured()
    one = next((one for one in accounts.people() if one.login == known), None)
    _tell_notices(accounts)
    if one is None:
        raise InputError(f"没有账号“{known}”。", "有哪些账号请看 nianbao user list。")
    return accounts, one


def _tell_notices(accounts: Accounts) -> None:
    for notice in accounts.notices:
        tell(notice)


def _cells(one: Account) -> tuple[str, ...]:
    from assistant.accounts.people import ROLES, Role

    seen = f"{one.signed_in.astimezone():%Y-%m-%d %H:%M}" if one.signed_in else "还没有"
    return one.login, one.name, one.unit, ROLES[Role(one.role)], seen, "停用" if one.disabled else ""


def _row(cells: Sequence[Any]) -> str:
    return " ".join(left(shorten(c, n), n) for c, n in zip(cells, _WIDTHS, strict=True)).rstrip()

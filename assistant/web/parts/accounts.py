"""Accounts, tokens of other programs and the audit log, as administrators see and change them."""

from __future__ import annotations

import threading
import time
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Final

from assistant.accounts import Accounts
from assistant.accounts.people import ROLES, Person, Role, role_named
from assistant.conversation.bench import Bench
from assistant.errors import ConfigurationError
from assistant.web.actions import Action, Data
from assistant.web.markup import button, cut, data, mark_of, shown
from assistant.web.rights import must_manage

if TYPE_CHECKING:
    from assistant.storage.accounts import Account
    from assistant.storage.audit import Note
    from assistant.storage.clients import Client

MOST_PEOPLE: Final = 500
MOST_NOTES: Final = 30
SHOWN_SECONDS: Final = 300
"""For so long a token that was just given out can be seen by whoever gave it out."""
LONGEST_WORD: Final = 200
_MOST: Final = 2**31 - 1

_ALONE: Final = (
    "现在没有账号：只有坐在这台机器前的人能用，不用登录。加了第一个账号（必须是“管理”）以后，网页要登录才能用，"
    "别的机器也就能用了。"
)


class _Fresh:
    """Tokens just given out: each for whoever gave it out, for some minutes, in this process's memory only."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._kept: dict[str, tuple[str, str, float]] = {}

    def put(self, person: Person, client: str, token: str) -> None:
        with self._lock:
            self._drop_old()
            self._kept[person.login] = (client, token, time.monotonic())

    def of(self, person: Person) -> tuple[str, str] | None:
        with self._lock:
            self._drop_old()
            kept = self._kept.get(person.login)
        return kept[:2] if kept else None

    def forget(self, person: Person) -> None:
        with self._lock:
            self._kept.pop(person.login, None)

    def _drop_old(self) -> None:
        now = time.monotonic()
        for login in [login for login, kept in self._kept.items() if now - kept[2] > SHOWN_SECONDS]:
            del self._kept[login]


_FRESH: Final = _Fresh()


def accounts_markup(bench: Bench, seen: Mapping[str, str]) -> str:
    """Three sections; what stands in the way in their stead where the database takes nothing."""
    accounts = Accounts.configured()
    try:
        people, clients = accounts.people(), accounts.clients()
        notes = accounts.notes(MOST_NOTES + 1, before=_before(seen))
    except ConfigurationError as error:
        return f'<p class="nb-refusal" role="alert"><strong>{shown(error.what)}</strong>{shown(error.advice)}</p>'
    return (
        f"<section><h4>账号（{len(people)}个）</h4>{_people(people, bench)}</section>"
        f"<section><h4>别的系统用的令牌（{len(clients)}个）</h4>{_fresh(bench)}{_clients(clients)}</section>"
        f"<section><h4>操作记录</h4>{_notes(notes, _before(seen))}</section>"
    )


def _before(seen: Mapping[str, str]) -> int:
    text = seen.get("audit", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def _time(time: datetime | None) -> str:
    return f"{time.astimezone():%Y-%m-%d %H:%M}" if time else "—"


def _table(names: Sequence[str], rows: str, label: str) -> str:
    head = "".join(f'<th scope="col">{name}</th>' for name in names)
    return (
        f'<div class="nb-scroll" tabindex="0" role="region" aria-label="{label}"><table class="nb-log">'
        f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>"
    )


def _roles(chosen: str = "", **values: object) -> str:
    options = "".join(
        f'<option value="{role.value}"{" selected" if role.value == chosen else ""}>{name}</option>'
        for role, name in ROLES.items()
    )
    return f'<select aria-label="角色"{data(**values)}>{options}</select>'


# --- people -------------------------------------------------------------------------------------------------------------


def _people(people: Sequence[Account], bench: Bench) -> str:
    rows = "".join(_person(account, bench) for account in people[:MOST_PEOPLE])
    names = ("登录名", "姓名", "单位", "角色", "上次登录", "")
    table = _table(names, rows, "账号") if people else f'<p class="nb-note">{_ALONE}</p>'
    first = "" if people else Role.ADMIN.value
    fields = "".join(
        f'<label>{words} <input name="{name}" type="{kind}" maxlength="{LONGEST_WORD}" required autocomplete="{hint}"></label>'
        for name, words, kind, hint in (
            ("login", "登录名", "text", "off"), ("name", "姓名", "text", "off"), ("unit", "单位全称", "text", "off"),
            ("password", "初始密码（至少8位）", "password", "new-password"),
        )
    )  # fmt: skip
    roles = _roles(first).replace("<select ", '<select name="role" ')
    return (
        f'{table}<details class="nb-more"><summary>加一个账号</summary><form{data(act="settings.add_person")}>{fields}'
        f'<label>角色 {roles}</label><button type="submit" class="nb-button nb-primary">加上</button></form>'
        '<p class="nb-note">起草：写本单位的年报。审核：看、批注、通过或退回，不改正文。管理：都能做，还管账号。'
        "各单位只看得到自己的年报。</p></details>"
    )


def _person(account: Account, bench: Bench) -> str:
    login = account.login
    own = login == bench.person.login
    roles = _roles(account.role, act="settings.role", login=login, confirm=f"改“{login}”的角色？")
    if account.disabled:
        switch = button("启用", "settings.enable", css="nb-small", login=login)
    else:
        switch = button(
            "停用",
            "settings.disable",
            css="nb-small",
            login=login,
            confirm=f"停用“{login}”？他会马上被退出，做的年报都留着。",
        )
    reset = (
        f'<details class="nb-reset"><summary>重设密码</summary><form{data(act="settings.password", login=login)}>'
        f'<input name="password" type="password" aria-label="新密码" maxlength="{LONGEST_WORD}" required '
        'autocomplete="new-password"><button type="submit" class="nb-button nb-small">改</button></form></details>'
    )
    state = "（停用）" if account.disabled else ("（您自己）" if own else "")
    cells = (
        f"{shown(login)}{state}", shown(account.name), shown(account.unit), roles, _time(account.signed_in),
        f"{switch}{reset}",
    )  # fmt: skip
    # Named, so that a password half typed never ends up in another person's row when the list changes.
    return f'<tr id="account-{mark_of(login)}">{"".join(f"<td>{cell}</td>" for cell in cells)}</tr>'


# --- other programs -----------------------------------------------------------------------------------------------------


def _fresh(bench: Bench) -> str:
    """The token that this person has just given out."""
    kept = _FRESH.of(bench.person)
    if kept is None:
        return ""
    client, token = kept
    done = button("抄好了", "settings.copied", css="nb-small")
    return (
        f'<div class="nb-open"><p>“{shown(client)}”的令牌，过{SHOWN_SECONDS // 60}分钟就不再显示：</p>'
        f'<p class="nb-token">{shown(token)}</p>{done}</div>'
    )


def _clients(clients: Sequence[Client]) -> str:
    rows = "".join(
        f'<tr id="client-{mark_of(client.name)}"><td>{shown(client.name)}</td><td>{shown(client.unit)}</td>'
        f"<td>{ROLES[Role(client.role)]}</td><td>{_time(client.made)}</td><td>{_time(client.used)}</td><td>"
        f"{button('作废', 'settings.revoke', css='nb-small', client=client.name, confirm=f'作废“{client.name}”的令牌？它马上就用不了了。')}"
        "</td></tr>"
        for client in clients
    )
    names = ("名称", "单位", "角色", "发放", "上次用", "")
    table = (
        _table(names, rows, "令牌")
        if clients
        else '<p class="nb-note">没有。办公系统要用接口时在这里发令牌。</p>'
    )
    roles = _roles().replace("<select ", '<select name="role" ')
    return (
        f'{table}<details class="nb-more"><summary>发一个令牌</summary><form{data(act="settings.issue")}>'
        f'<label>系统的名称 <input name="client" maxlength="{LONGEST_WORD}" required autocomplete="off"></label>'
        f'<label>单位全称 <input name="unit" maxlength="{LONGEST_WORD}" required autocomplete="off"></label>'
        f'<label>角色 {roles}</label><button type="submit" class="nb-button nb-primary">发令牌</button></form>'
        '<p class="nb-note">令牌只在发出后显示几分钟，请当场抄给对方；丢了就作废重发。</p></details>'
    )


# --- the audit log ------------------------------------------------------------------------------------------------------


def _notes(notes: Sequence[Note], before: int) -> str:
    if not notes:
        return '<p class="nb-note">还没有记录。</p>'
    shown_notes = notes[:MOST_NOTES]
    rows = "".join(_note(note) for note in shown_notes)
    older = (
        button("更早的", "see", css="nb-small", audit=shown_notes[-1].number)
        if len(notes) > MOST_NOTES
        else ""
    )
    newest = button("最新的", "see", css="nb-small", audit="") if before else ""
    names = ("时间", "谁", "做了什么", "对什么", "说明", "从哪里")
    return f'{_table(names, rows, "操作记录")}<p class="nb-line-up">{newest}{older}</p>'


def _note(note: Note) -> str:
    cells = (
        _time(note.time), note.name or note.who or "本机", note.action, cut(note.target, 60), cut(note.detail, 80),
        note.origin,
    )  # fmt: skip
    return f"<tr>{''.join(f'<td>{shown(cell)}</td>' for cell in cells)}</tr>"


# --- actions ------------------------------------------------------------------------------------------------------------


def _word(given: Data, key: str) -> str:
    return given.text(key, longest=LONGEST_WORD)


def _add_person(bench: Bench, given: Data) -> str:
    must_manage(bench)
    role = role_named(_word(given, "role"))
    login, name, unit = (_word(given, key) for key in ("login", "name", "unit"))
    made = Accounts.configured().add(login, name, unit, role, _word(given, "password"), bench.person)
    after = (
        "从现在起要登录才能用，请用这个账号登录。"
        if bench.person.local
        else "请把登录名和初始密码告诉本人，请他登录后改密码。"
    )
    return f"加了账号“{made.login}”（{made.name}，{ROLES[role]}）。{after}"


def _role(bench: Bench, given: Data) -> str:
    must_manage(bench)
    login, role = _word(given, "login"), role_named(_word(given, "value"))
    Accounts.configured().set_role(login, role, bench.person)
    return f"“{login}”现在是{ROLES[role]}。"


def _password(bench: Bench, given: Data) -> str:
    must_manage(bench)
    login = _word(given, "login")
    Accounts.configured().set_password(login, _word(given, "password"), bench.person)
    return f"“{login}”的密码改了，他要重新登录。"


def _disable(bench: Bench, given: Data) -> str:
    must_manage(bench)
    login = _word(given, "login")
    Accounts.configured().disable(login, bench.person)
    return f"停用了“{login}”。"


def _enable(bench: Bench, given: Data) -> str:
    must_manage(bench)
    login = _word(given, "login")
    Accounts.configured().enable(login, bench.person)
    return f"启用了“{login}”。"


def _issue(bench: Bench, given: Data) -> str:
    must_manage(bench)
    client = _word(given, "client")
    token = Accounts.configured().issue_token(
        client, _word(given, "unit"), role_named(_word(given, "role")), bench.person
    )
    _FRESH.put(bench.person, client.strip(), token)
    return f"“{client.strip()}”的令牌发好了，写在“别的系统用的令牌”下面，只显示{SHOWN_SECONDS // 60}分钟，请抄给对方。"


def _copied(bench: Bench, given: Data) -> None:
    must_manage(bench)
    _FRESH.forget(bench.person)


def _revoke(bench: Bench, given: Data) -> str:
    must_manage(bench)
    client = _word(given, "client")
    Accounts.configured().revoke(client, bench.person)
    return f"“{client}”的令牌作废了。"


ACCOUNT_ACTIONS: Final[Mapping[str, Action]] = {
    "settings.add_person": _add_person,
    "settings.role": _role,
    "settings.password": _password,
    "settings.disable": _disable,
    "settings.enable": _enable,
    "settings.issue": _issue,
    "settings.revoke": _revoke,
    "settings.copied": _copied,
}

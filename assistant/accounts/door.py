"""The door of the accounts room: one object for accounts, sessions, tokens and the audit log."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final, Self

from assistant.accounts import passwords, tokens
from assistant.accounts.mark import Mark
from assistant.accounts.names import client_name, login_name, person_name
from assistant.accounts.people import LOCAL, ROLES, Person, Role, may
from assistant.accounts.sessions import Attempt, Sessions, key_of_login, person
from assistant.errors import ConfigurationError, InputError
from assistant.storage.accounts import Account, AccountStore
from assistant.storage.audit import AuditLog, Note
from assistant.storage.clients import Client, ClientStore
from assistant.storage.database import Database, configured
from assistant.storage.failures import FailureStore
from assistant.storage.words import unit_name

CLIENT: Final = "client:"
"""What the login of another program begins with; no account's can."""

_USED: Final = timedelta(minutes=1)


def _now() -> datetime:
    return datetime.now(UTC)


class Accounts:
    """The accounts in a data folder (a `Path`), or in the database that a URL (a text) names. Opens at the first use.

    One object serves any number of threads; make one and keep it. `by` is who does it: `InputError` when they may
    not. Every change leaves a line in the audit log. `ConfigurationError` when the database takes nothing.
    """

    def __init__(
        self, where: str | Path, clock: Callable[[], datetime] = _now, home: Path | None = None
    ) -> None:
        self._database = Database(where)
        self._mark = Mark(home or where) if home or isinstance(where, Path) else None
        self._store = AccountStore(self._database)
        self._failures = FailureStore(self._database)
        self._clients = ClientStore(self._database)
        self._audit = AuditLog(self._database)
        self._sessions = Sessions(self._store, self._failures, clock)
        self._clock = clock
        self._somebody = False

    @classmethod
    def configured(cls) -> Self:
        """The accounts by the settings."""
        from assistant.settings import load_settings  # noqa: PLC0415 - late

        return cls(configured(), home=load_settings().home)

    @property
    def notices(self) -> list[str]:
        """What staff have to be told, such as a damaged file that was set aside."""
        return self._database.notices

    # --- people ---------------------------------------------------------------------------------------------------

    def anybody(self) -> bool:
        """Whether there are accounts at all: with none, nobody has to sign in.

        `ConfigurationError` when there were some and are none now: a lost database must not open the door to all.
        """
        if not self._somebody:  # accounts are disabled, never taken away
            self._somebody = self._store.anybody()
            if self._mark is not None:
                self._mark.compare(self._somebody)
        return self._somebody

    def people(self) -> list[Account]:
        """All accounts by login: `login, name, unit, role, disabled, made, signed_in`."""
        return self._store.everybody()

    def add(self, login: str, name: str, unit: str, role: Role, password: str, by: Person = LOCAL) -> Person:
        """Make an account. `InputError`: the login is taken or no login, the password is no good, the first is no `ADMIN`."""
        _refuse_unless_manager(by)
        known = login_name(login)
        facts = {"login": known, "name": person_name(name), "unit": unit_name(unit), "role": Role(role)}
        made = Account(
            **facts, password=passwords.hashed(passwords.check(password, known)), made=self._clock()
        )
        note = self._line(by, "添加账号", known, f"{made.name}，{made.unit}，{ROLES[Role(role)]}")
        self._store.add(made, lambda others: refuse_first(made.role, others), note)
        if self._mark is not None:
            self._mark.compare(True)
        return person(made)

    def set_role(self, login: str, role: Role, by: Person = LOCAL) -> None:
        """`InputError` when there is no such account, or when it is the last `ADMIN`."""
        _refuse_unless_manager(by)
        known = login_name(login)

        def make(account: Account, others: list[Account]) -> dict[str, str]:
            if role is not Role.ADMIN:
                _refuse_last(account, others, "改成别的角色")
            return {"role": Role(role).value}

        self._store.change(known, make, self._line(by, "改角色", known, ROLES[Role(role)]))

    def set_password(self, login: str, password: str, by: Person = LOCAL) -> None:
        """A new password for somebody who forgot theirs; all their sessions end, and failures are forgiven."""
        _refuse_unless_manager(by)
        known = login_name(login)
        kept = passwords.hashed(passwords.check(password, known))
        note = self._line(by, "重设密码", known)
        self._store.change(known, lambda _mine, _others: {"password": kept}, note, end_sessions=True)
        self._failures.forget(key_of_login(known))

    def disable(self, login: str, by: Person = LOCAL) -> None:
        """End somebody's sessions and let them in no more. `InputError` when it is the last `ADMIN`."""
        _refuse_unless_manager(by)
        known = login_name(login)

        def make(account: Account, others: list[Account]) -> dict[str, bool]:
            _refuse_last(account, others, "停用")
            return {"disabled": True}

        self._store.change(known, make, self._line(by, "停用账号", known), end_sessions=True)

    def enable(self, login: str, by: Person = LOCAL) -> None:
        """Let somebody in again; failures are forgiven."""
        _refuse_unless_manager(by)
        known = login_name(login)
        note = self._line(by, "启用账号", known)
        self._store.change(known, lambda _mine, _others: {"disabled": False}, note)
        self._failures.forget(key_of_login(known))

    # --- signing in -----------------------------------------------------------------------------------------------

    def sign_in(self, login: str, password: str, origin: str) -> str:
        """A session's token for the cookie. `origin`: the address it comes from.

        `InputError`: one message for a wrong login, a wrong password and a disabled account, in the same time; after
        some failures, how long to wait.
        """
        return self._sessions.sign_in(Attempt(login, password, origin or ""))

    def person_of(self, token: str) -> Person | None:
        """Whose session it is; `None` when it has ended: 12 hours idle, 7 days at most, or signed out."""
        return self._sessions.person_of(token)

    def sign_out(self, token: str) -> None:
        """End a session; of a token that is none, nothing happens."""
        self._sessions.sign_out(token)

    def change_password(self, who: Person, old: str, new: str, origin: str) -> str:
        """Somebody's own new password. All their sessions end; the token of a new one.

        `InputError`: the old one is wrong (slows down like signing in), or the new one is no good.
        """
        attempt = Attempt(who.login, old, origin or "")
        plain = passwords.check(new, who.login)
        account = self._sessions.recognise(attempt)
        if passwords.settle(old) == plain:
            raise InputError("新密码和原来的一样。", "请换一个新密码。")
        kept = passwords.hashed(plain)

        def make(now: Account, _others: list[Account]) -> dict[str, str]:
            if now.password != account.password or now.disabled:
                raise InputError("密码刚刚被改过。", "请重新登录再试。")
            return {"password": kept}

        note = self._line(who, "改密码", who.login, origin=attempt.origin)
        changed = self._store.change(account.login, make, note, end_sessions=True)
        return self._sessions.begin(changed, Attempt(who.login, new, attempt.origin), "登录")

    # --- other programs -------------------------------------------------------------------------------------------

    def issue_token(self, client: str, unit: str, role: Role, by: Person = LOCAL) -> str:
        """A token for another program, given out this once. `InputError` when the client has one already."""
        _refuse_unless_manager(by)
        name = client_name(client)
        token = tokens.make("nbt")
        kept = Client(
            name=name, unit=unit_name(unit), role=Role(role).value, by=by.login or by.name, made=self._clock()
        )
        note = self._line(by, "发令牌", CLIENT + name, f"{kept.unit}，{ROLES[Role(role)]}")
        self._clients.add(kept, tokens.digest(token, "nbt"), note)
        return token

    def client_of(self, token: str) -> Person | None:
        """The program that a token belongs to, as a person with the login ``client:…``; `None` for any other text."""
        key = tokens.digest(token, "nbt")
        client = self._clients.find(key) if key else None
        if client is None:
            return None
        now = self._clock()
        if client.used is None or not timedelta(0) <= now - client.used < _USED:
            with suppress(ConfigurationError):  # a database that is only read today is no reason to refuse
                self._clients.touch(key, now)
        return Person(login=CLIENT + client.name, name=client.name, unit=client.unit, role=Role(client.role))

    def revoke(self, client: str, by: Person = LOCAL) -> None:
        """Make a client's token worthless. `InputError` when there is no such client."""
        _refuse_unless_manager(by)
        name = client_name(client)
        self._clients.remove(name, self._line(by, "作废令牌", CLIENT + name))

    def clients(self) -> list[Client]:
        """All clients by name: `name, unit, role, by, made, used`."""
        return self._clients.all()

    # --- the audit log --------------------------------------------------------------------------------------------

    def note(self, who: Person, action: str, target: str = "", detail: str = "", origin: str = "") -> None:
        """Keep a line: who did what on what, from where. Lines are cut to what fits; tokens in them are masked."""
        self._audit.add(self._line(who, action, target, detail, origin))

    def notes(self, limit: int = 50, before: int = 0) -> list[Note]:
        """The newest lines, newest first: `number, time, who, name, unit, action, target, detail, origin`.

        `before`: only lines before the one of this number, to turn the page.
        """
        return self._audit.recent(limit, before)

    def _line(self, who: Person, action: str, target: str = "", detail: str = "", origin: str = "") -> Note:
        facts = {"who": who.login, "name": who.name, "unit": who.unit, "target": target, "detail": detail}
        return Note(time=self._clock(), action=action, origin=origin, **facts)


def _refuse_unless_manager(by: Person) -> None:
    if not may(by, "manage", ""):
        raise InputError("只有管理角色能管账号和令牌。", "请找管理员办理。")


def refuse_first(role: str, others: list[Account]) -> None:
    """`InputError` when it would be the first account, and could not let anybody else in."""
    if not others and role != Role.ADMIN:
        raise InputError(
            "第一个账号必须是管理角色。",
            "有了账号，网页就要登录才能用：得先有人能管账号，原来在本机上做的年报也只有管理角色看得到。请写 --role 管理。",
        )


def _refuse_last(account: Account, others: list[Account], what: str) -> None:
    left = any(one.role == Role.ADMIN and not one.disabled for one in others)
    if account.role == Role.ADMIN and not account.disabled and not left:
        raise InputError(
            f"“{account.login}”是最后一个能用的管理账号，不能{what}。", "请先添加或启用另一个管理账号。"
        )

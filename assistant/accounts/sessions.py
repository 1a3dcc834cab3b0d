"""Signing in and staying in: the password is asked for, failures slow down, sessions end by themselves.

Failures count per login (five are free, the next one waits a second, then two, four… up to a minute) and per address
(twenty are free: a whole office may sit behind one). An hour without one forgives all. Who has to wait is told
so before the password is looked at, and an attempt in that time does not count. Nobody is shut out for good: a
minute's wait leaves 1,500 guesses a day, and keeps an evil neighbour from locking the door on somebody else.
"""

from __future__ import annotations

import math
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Final

from assistant.accounts import passwords, tokens
from assistant.accounts.names import looked_for, plain
from assistant.accounts.people import Person, Role
from assistant.errors import ConfigurationError, InputError
from assistant.storage.accounts import Account, AccountStore, Session
from assistant.storage.audit import Note
from assistant.storage.failures import Failures, FailureStore

IDLE: Final = timedelta(hours=12)
LONGEST: Final = timedelta(days=7)
TOUCHED: Final = timedelta(minutes=5)
"""A session in use is noted this often, not at every click; it may end by so much earlier."""

FREE_OF_LOGIN: Final = 5
FREE_OF_ORIGIN: Final = 20
LONGEST_WAIT: Final = timedelta(minutes=1)
FORGOTTEN: Final = timedelta(hours=1)

_WRONG: Final = ("登录名或密码不对，或者账号已经停用。", "请核对后再试；忘了密码请找管理员重设。")
_WRONG_OLD: Final = ("原来的密码不对。", "请核对后再试；忘了密码请找管理员重设。")
_PATIENCE: Final = 20.0


@dataclass(frozen=True)
class Attempt:
    """Somebody's word that they are who they say: the login, the password, and the address they come from."""

    login: str
    password: str
    origin: str

    @property
    def keys(self) -> tuple[str, str]:
        """What its failures are counted by."""
        return key_of_login(self.login), _key("origin", self.origin)


class Sessions:
    """Who is in, and who may come in."""

    def __init__(self, store: AccountStore, failures: FailureStore, clock: Callable[[], datetime]) -> None:
        self._store = store
        self._failures = failures
        self._clock = clock
        # Attempts at one login go one after the other: many at once are no way round the counting.
        self._queues = [threading.Lock() for _ in range(64)]

    def sign_in(self, attempt: Attempt) -> str:
        """A session's token. `InputError`, the same for whatever is wrong, or how long to wait."""
        with self._queue(attempt):
            account = self._recognised(attempt, _WRONG)
            return self.begin(account, attempt, "登录", _WRONG)

    def recognise(self, attempt: Attempt) -> Account:
        """The account of somebody who is in already and gives the password once more."""
        with self._queue(attempt):
            return self._recognised(attempt, _WRONG_OLD)

    def begin(self, account: Account, attempt: Attempt, action: str, wrong: tuple[str, str] = _WRONG) -> str:
        """Begin a session for an account whose password was just given."""
        now = self._clock()
        token = tokens.make("nbs")
        again = passwords.hashed(attempt.password) if passwords.is_outdated(account.password) else ""
        note = _note(account, now, action, attempt.origin)
        if not self._store.begin(account, tokens.digest(token, "nbs"), now, now - LONGEST, note, again):
            raise InputError(*wrong)  # the account changed in this very moment
        return token

    def person_of(self, token: str) -> Person | None:
        """Whose session it is, while it lasts."""
        key = tokens.digest(token, "nbs")
        session = self._store.session(key) if key else None
        now = self._clock()
        if session is None or session.account.disabled or _is_over(session, now):
            return None
        if not timedelta(0) <= now - session.seen < TOUCHED:
            with suppress(ConfigurationError):  # a database that is only read today is no reason to refuse
                self._store.touch(key, now)
        return person(session.account)

    def sign_out(self, token: str) -> None:
        """End a session."""
        key = tokens.digest(token, "nbs")
        session = self._store.session(key) if key else None
        if session is not None:
            self._store.end(key, _note(session.account, self._clock(), "退出", ""))

    def _recognised(self, attempt: Attempt, wrong: tuple[str, str]) -> Account:
        now = self._clock()
        known = self._failures.of(list(attempt.keys))
        self._refuse_too_early(attempt, known, now)
        login = looked_for(attempt.login)
        account = self._store.find(login) if login else None
        kept = account.password if account is not None else passwords.decoy()
        said = attempt.password if isinstance(attempt.password, str) else ""
        if not passwords.is_right(said, kept) or account is None or account.disabled:
            self._failures.add(
                list(attempt.keys), now, now - FORGOTTEN, _failed(account, attempt, known, now)
            )
            raise InputError(*wrong)
        if attempt.keys[0] in known:
            self._failures.forget(attempt.keys[0])
        return account

    def _refuse_too_early(self, attempt: Attempt, known: dict[str, Failures], now: datetime) -> None:
        free = zip(attempt.keys, (FREE_OF_LOGIN, FREE_OF_ORIGIN), strict=True)
        left = max((waiting(known[key], most, now) for key, most in free if key in known), default=0)
        if left:
            raise InputError("登录失败的次数太多。", f"请 {left} 秒后再试；忘了密码请找管理员重设。")

    @contextmanager
    def _queue(self, attempt: Attempt) -> Iterator[None]:
        queue = self._queues[int(attempt.keys[0][:8], 16) % len(self._queues)]
        if not queue.acquire(timeout=_PATIENCE):
            raise InputError("这会儿登录的人太多，还没有轮到。", "请稍后再试。")
        try:
            yield
        finally:
            queue.release()


def waiting(failures: Failures, free: int, now: datetime) -> int:
    """Whole seconds still to wait after those failures; 0 for none."""
    over = failures.times - free
    if over < 0 or not timedelta(0) <= now - failures.last < FORGOTTEN:
        return 0
    wait = min(timedelta(seconds=2 ** min(over, 10)), LONGEST_WAIT)
    return max(0, math.ceil((failures.last + wait - now).total_seconds()))


def key_of_login(login: str) -> str:
    """What failures with a login are counted by, whether there is such an account or not."""
    return _key("login", plain(login))


def person(account: Account) -> Person:
    """Who an account belongs to."""
    return Person(login=account.login, name=account.name, unit=account.unit, role=Role(account.role))


def _is_over(session: Session, now: datetime) -> bool:
    return now - session.seen >= IDLE or now - session.started >= LONGEST


def _key(kind: str, text: str) -> str:
    return sha256(f"{kind} {text}".encode("utf-8", "replace")).hexdigest()


def _note(account: Account, now: datetime, action: str, origin: str) -> Note:
    who = {"who": account.login, "name": account.name, "unit": account.unit}
    return Note(time=now, action=action, origin=origin, **who)


def _failed(account: Account | None, attempt: Attempt, known: dict[str, Failures], now: datetime) -> Note:
    """The line about a failure. A login that is none is left out: people type their password there by mistake."""
    before = known.get(attempt.keys[0])
    detail = f"第 {(before.times if before else 0) + 1} 次" + "，账号已停用" * bool(
        account and account.disabled
    )
    target = account.login if account else "（没有这个账号）"
    return Note(time=now, action="登录失败", target=target, detail=detail, origin=attempt.origin)

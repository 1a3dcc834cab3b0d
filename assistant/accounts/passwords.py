"""Passwords: what one must be, its hash, and whether a word is the one that was hashed.

argon2id, 32 MiB and two passes: above what OWASP asks for (19 MiB, two passes), some 40 ms on today's machines and
a quarter of a second on one of ten years ago. Only two are worked on at a time, so that a crowd at the door costs
64 MiB and not a gigabyte. The parameters stand in each hash: when they change, a hash is made anew at the next sign-in.
"""

from __future__ import annotations

import threading
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING, Final

from assistant.errors import InputError

if TYPE_CHECKING:
    from argon2 import PasswordHasher

SHORTEST: Final = 8
LONGEST: Final = 200
MEMORY: Final = 32 * 1024
"""KiB."""
PASSES: Final = 2

_AT_ONCE: Final = threading.BoundedSemaphore(2)
_PATIENCE: Final = 20.0
"""Seconds in the queue before somebody is asked to come back."""

_COMMON: Final = frozenset(
    """
    12345678 123456789 1234567890 12345678910 87654321 987654321 0123456789 123123123 12341234 11223344 1122334455
    147258369 123456123456 123654789 789456123 741852963 11112222 12121212 13145200 5201314520 52013141314 a1234567
    a12345678 a123456789 aa123456 aa12345678 abc12345 abc123456 abcd1234 abcd12345 abcdefgh abcdefg1 qwertyui
    qwertyuiop qwer1234 qwerty12 qwerty123 1q2w3e4r 1q2w3e4r5t 1qaz2wsx 1qaz2wsx3edc qazwsxedc zaq12wsx asdfghjk
    asdfghjkl zxcvbnm1 zxcvbnm123 password password1 password123 passw0rd p@ssw0rd p@ssword admin123 admin1234
    admin888 admin@123 administrator root1234 test1234 letmein1 welcome1 iloveyou woaini520 woaini521 woaini1314
    woaini123 wo123456 q1w2e3r4 user1234 zhengfu123 nianbao123
    """.split()  # noqa: SIM905 - a word a line would fill two pages
)


def check(password: str, login: str) -> str:
    """A new password as it is to be hashed. `InputError` when it is easily guessed, too long, or cannot be typed."""
    if not isinstance(password, str):
        raise InputError("密码不是文字。", "请重新输入密码。")
    if len(password) > LONGEST:
        raise InputError(f"密码太长，有 {len(password)} 个字符。", f"请缩短到 {LONGEST} 个以内。")
    plain = settle(password)
    if any(unicodedata.category(char) in {"Cc", "Cs", "Cf"} for char in plain):
        raise InputError("密码里有看不见的字符。", "请只用键盘上打得出来的字符。")
    if len(plain) < SHORTEST:
        raise InputError(f"密码太短，只有 {len(plain)} 个字符。", f"请至少用 {SHORTEST} 个字符。")
    known = plain.casefold()
    if known == login.casefold():
        raise InputError("密码不能和登录名一样。", "请换一个密码。")
    if known in _COMMON or len(set(known)) == 1:
        raise InputError("这个密码太常见，一猜就中。", "请换一个，比如几个不相干的词连在一起。")
    return plain


def settle(password: str) -> str:
    """One way to write what can be typed in several (NFC)."""
    return unicodedata.normalize("NFC", password)


def hashed(password: str) -> str:
    """The hash of a password, with its parameters and salt."""
    with _turn():
        return _hasher().hash(settle(password))


def is_right(password: str, hash_: str) -> bool:
    """Whether it is the password of this hash. Takes as long for a wrong one."""
    from argon2.exceptions import InvalidHashError, VerificationError  # noqa: PLC0415 - late

    try:
        with _turn():
            return _hasher().verify(hash_, settle(password[:LONGEST]).encode("utf-8", "replace")) and (
                len(password) <= LONGEST
            )
    except (VerificationError, InvalidHashError):
        return False


def is_outdated(hash_: str) -> bool:
    """Whether a hash was made with other parameters than today's."""
    return _hasher().check_needs_rehash(hash_)


@cache
def decoy() -> str:
    """A hash to compare with where there is no account, so that it takes as long."""
    return hashed("nobody has this password")


@cache
def _hasher() -> PasswordHasher:
    from argon2 import PasswordHasher  # noqa: PLC0415 - only for who signs in

    return PasswordHasher(time_cost=PASSES, memory_cost=MEMORY, parallelism=1)


@contextmanager
def _turn() -> Iterator[None]:
    if not _AT_ONCE.acquire(timeout=_PATIENCE):
        raise InputError("这会儿登录的人太多，还没有轮到。", "请稍后再试。")
    try:
        yield
    finally:
        _AT_ONCE.release()

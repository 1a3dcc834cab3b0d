"""Which chat models are configured, and how a trial of them went; told without secrets."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from assistant.errors import ConfigurationError
from assistant.web.markup import cut, shown

if TYPE_CHECKING:
    from assistant.models.trial import Trial
    from assistant.settings import Settings

_KINDS: Final = {"服务": "模型服务", "文件": "本机内运行的模型文件", "演示": "演示用，不是模型"}
_LONGEST_REPLY: Final = 60
_MOST_OFFERED: Final = 8

_LOCK: Final = threading.Lock()
_LAST: dict[str, tuple[Trial, ...]] = {}
"""How the last trial went, of the settings of that moment only; nothing of it is secret."""


def model_names() -> list[str]:
    """The models that the settings name; none where the settings cannot be used (the tab 设置 says why)."""
    from assistant.settings import load_settings  # noqa: PLC0415 - late

    try:
        named = load_settings().model
    except ConfigurationError:
        return []
    return [name.strip() for name in named.replace("，", ",").split(",") if name.strip()]


def remember(settings: Settings, trials: Sequence[Trial]) -> None:
    """Keep how a trial went, to be shown until the settings change."""
    with _LOCK:
        _LAST.clear()
        _LAST[_key(settings)] = tuple(trials)


def described(settings: Settings) -> tuple[Trial, ...]:
    """The models of the chain: as they were tried last, or what is known of them without asking.

    `ConfigurationError` when a name cannot be one.
    """
    from assistant.models.opening import sources_of  # noqa: PLC0415 - late
    from assistant.models.trial import describe  # noqa: PLC0415 - late

    with _LOCK:
        known = _LAST.get(_key(settings))
    return known or tuple(describe(source) for source in sources_of(settings))


def _key(settings: Settings) -> str:
    return f"{settings.model}\n{settings.model_url}"


def model_card(trial: Trial) -> str:
    """One model: what it is, where prompts go, and how it did if it was tried."""
    rows = "".join(f"<dt>{name}</dt><dd>{shown(words)}</dd>" for name, words in _rows(trial))
    return f'<div class="nb-model"><h5>{shown(trial.name)}</h5><dl>{rows}</dl></div>'


def _rows(trial: Trial) -> list[tuple[str, str]]:
    place = f"，{trial.place}" if trial.place else ""
    rows = [("种类", f"{_KINDS.get(trial.kind, trial.kind)}{place}"), ("去向", _where(trial))]
    if trial.answers:
        rows.append(("答话", f"✓ 答了：{cut(trial.reply, _LONGEST_REPLY)}"))
        rows += [("速度", _speed(trial)), *_told(trial)]
    elif trial.fault:
        rows.append(("答话", f"✕ 没有答：{trial.message}"))
    if trial.thinks_aloud:
        rows.append(("思考", "先想再说，想的内容会去掉"))
    if trial.answers and trial.message:
        rows.append(("中途", trial.message))
    if trial.offered:
        rows.append(("它有的", "、".join(trial.offered[:_MOST_OFFERED])))
    rows += [("该改的", advice) for advice in trial.advice]
    return rows


def _where(trial: Trial) -> str:
    if not trial.outside:
        return "本机，什么也不发到外面"
    masked = "、".join(trial.masks)
    return f"外部：要点和问题会离开这台机器，发给 {trial.outside}；发出前遮掉{masked}，其余照发"


def _speed(trial: Trial) -> str:
    first = f"{trial.first_token_seconds:.1f}秒出第一个字" if trial.first_token_seconds is not None else ""
    rate = f"每秒约{trial.tokens_per_second:.0f}个词元" if trial.tokens_per_second else "太短，量不出每秒多少"
    return "，".join(x for x in (first, rate) if x)


def _told(trial: Trial) -> list[tuple[str, str]]:
    if trial.obeys is None:
        return []
    obeys = "✓ 照抄两个数，一字不差" if trial.obeys else "✕ 照抄两个数也抄错了"
    return [("听话", obeys)]

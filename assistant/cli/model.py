"""The command ``model test``: what is configured, whether it answers, and what to change if not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Final

import typer

from assistant.cli.failures import DONE, UNUSABLE
from assistant.cli.streams import result, result_json, tell
from assistant.cli.usage import Command, Group
from assistant.cli.width import left, shorten, wrap

if TYPE_CHECKING:
    from assistant.models.trial import Trial

DEMONSTRATION: Final = "演示"
_MODEL: Final = "对话模型：试一试配置好的模型。"
_TEST: Final = """试一试配置好的模型：答不答话、快不快、听不听话、会不会写 JSON，不行的话该改什么。
会真的向模型提三个很短的问题，里面没有您的任何材料。至少有一个模型答话，退出码为 0，否则为 2。"""
_REPLY: Final = 60
_SHOWN: Final = 8
_KINDS: Final = {"服务": "模型服务", "文件": "本机内运行的模型文件", DEMONSTRATION: "演示用，不是模型"}


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    group = typer.Typer(cls=Group, add_completion=False, rich_markup_mode=None, no_args_is_help=True)
    group.callback()(_nothing)
    group.command("test", cls=Command, help=_TEST)(test)
    app.add_typer(group, name="model", help=_MODEL)


def _nothing() -> None:
    """Keep ``test`` a word of its own although it is the only command so far."""


def test(
    as_json: Annotated[bool, typer.Option("--json", help="只输出 JSON，供别的程序用")] = False,
) -> int:
    """Try every configured model."""
    from dataclasses import asdict

    from assistant.models.trial import try_models
    from assistant.settings import load_settings

    trials = try_models(load_settings(), tell=tell)
    if as_json:
        result_json([asdict(trial) for trial in trials])
    else:
        result("\n\n".join([*map(_page, trials), *_verdict(trials)]))
    return DONE if any(trial.answers for trial in trials) else UNUSABLE


def _page(trial: Trial) -> str:
    """One model: what it is, how it did, what to change."""
    rows = [
        ("种类", _kind(trial)),
        ("上下文", f"{trial.context} 个词元，{_switch(trial)}"),
        ("去向", _where(trial)),
        ("答话", _answers(trial)),
    ]
    if trial.answers and trial.kind != DEMONSTRATION:
        rows += [
            ("速度", _speed(trial)),
            ("听话", _told(trial.obeys, "照抄两个数，一字不差", "照抄两个数也抄错了")),
            ("JSON", _told(trial.returns_json, "要它写就写", "要它写，写得不对")),
        ]
    if trial.thinks_aloud is not None and trial.kind != DEMONSTRATION:
        rows.append(("思考", "先想再说，想的内容会去掉" if trial.thinks_aloud else "不出声"))
    if trial.answers and trial.message:
        rows.append(("中途", trial.message))
    if trial.offered:
        more = f"……共 {len(trial.offered)} 个" if len(trial.offered) > _SHOWN else ""
        rows.append(("它有的", "、".join(trial.offered[:_SHOWN]) + more))
    rows += [("该改的" if n == 0 else "", advice) for n, advice in enumerate(trial.advice)]
    lines = [f"模型  {trial.name}"]
    for title, words in rows:
        lines.append(wrap(words, first=f"  {left(title, 6)}  ", rest=" " * 10))
    return "\n".join(lines)


def _kind(trial: Trial) -> str:
    place = f"，{trial.place}" if trial.place else ""
    return f"{_KINDS[trial.kind]}{place}；系列：{trial.family}"


def _switch(trial: Trial) -> str:
    return "JSON 有开关" if trial.json_mode else "JSON 没有开关，靠提示"


def _where(trial: Trial) -> str:
    if not trial.outside:
        return "本机，什么也不发到外面"
    return (
        f"外部，要点和问题会离开这台机器，发给 {trial.outside}；发出前遮掉{'、'.join(trial.masks)}，其余照发"
    )


def _answers(trial: Trial) -> str:
    if trial.answers:
        return f"答了：{shorten(trial.reply, _REPLY)}"
    return f"没有答：{trial.message}"


def _speed(trial: Trial) -> str:
    about = "约 " if trial.tokens_estimated else ""
    first = f"{trial.first_token_seconds:.1f} 秒出第一个字" if trial.first_token_seconds is not None else ""
    rate = (
        f"每秒{about} {trial.tokens_per_second:.0f} 个词元"
        if trial.tokens_per_second
        else "太短，量不出每秒多少"
    )
    return f"{first}，{rate}（共{about} {trial.tokens} 个）"


def _told(good: bool | None, yes: str, no: str) -> str:
    if good is None:
        return "没有试成"
    return f"好，{yes}" if good else f"不好，{no}"


def _verdict(trials: list[Trial]) -> list[str]:
    """Which of several models will be used."""
    answering = [trial.name for trial in trials if trial.answers]
    if not answering:
        return ["没有模型答话；不用模型也能起草和回答。"]
    if len(trials) == 1:
        return []
    return [f"会用 {answering[0]}。" + ("前面的用不了。" if not trials[0].answers else "")]

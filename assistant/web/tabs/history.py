"""The tab 历史: every version, who made it and what it did; one looked at beside now, and a way back to it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from assistant.conversation.bench import Bench
from assistant.conversation.reviews import look_at, may_submit
from assistant.errors import InputError
from assistant.reviewing.wording import moment
from assistant.storage.works import Version
from assistant.web.actions import Action, Data
from assistant.web.markup import shown as _text
from assistant.web.parts.differences import differences, lines

TITLE: Final = "历史"
LISTED: Final = 50
MOST_LISTED: Final = 500
_NEWEST: Final = 1_000_000_000
_KINDS: Final = {"edit": "", "undo": "撤销", "redo": "恢复", "return": "回到旧版"}
_NOTHING: Final = "还没有历史。粘贴、填写或起草以后，每一步都会自动保存在这里，随时可以回到任何一步。"


def render(bench: Bench, seen: Mapping[str, str]) -> str:
    """The tab's HTML. `seen`: ``look`` is the number of the version looked at, ``older`` asks for the whole list."""
    return "".join(_parts(bench, seen))


def _parts(bench: Bench, seen: Mapping[str, str]) -> Iterator[str]:
    if not bench.work_id:
        yield f'<p class="nb-empty">{_NOTHING}</p>'
        return
    looked = number_of(seen.get("look", ""))
    most = MOST_LISTED if seen.get("older") else LISTED
    versions = bench.versions(most)
    yield f'<p class="nb-summary">现在是第<strong>{bench.version}</strong>版。每一步都已自动保存；回到旧版不会删掉后来的版本。</p>'
    if looked is not None:
        yield _look(bench, looked)
    items = "".join(_item(version, bench, looked) for version in versions)
    yield f'<ol class="nb-versions" aria-label="版本，新的在前">{items}</ol>'
    if len(versions) == LISTED and most == LISTED:
        yield '<p><button type="button" data-act="see" data-older="1">看更早的版本</button></p>'


def number_of(text: str) -> int | None:
    """A version's number from what the browser says; `None` for anything else."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 9 else None


def _item(version: Version, bench: Bench, looked: int | None) -> str:
    current = version.number == bench.version
    kind = _KINDS.get(version.kind, "")
    tags = "".join(f'<span class="nb-tag">{tag}</span>' for tag in ("现在" if current else "", kind) if tag)
    buttons = ""
    if not current:
        pressed = "true" if version.number == looked else "false"
        buttons = (
            f'<button type="button" data-act="see" data-look="{version.number}" aria-pressed="{pressed}" '
            f'aria-label="看看第{version.number}版与现在的不同">看看</button>'
        )
        if may_submit(bench):
            buttons += _return_button(version.number)
    return (
        f'<li class="{"nb-at" if current else "nb-past"}"><b>第{version.number}版</b>'
        f'<div><p>{tags}{_text(version.what)}</p><p class="nb-note">{_text(version.by)} '
        f'<time datetime="{version.time.isoformat()}">{moment(version.time)}</time></p></div>'
        f'<div class="nb-buttons">{buttons}</div></li>'
    )


def _return_button(number: int) -> str:
    return (
        f'<button type="button" data-act="history.return" data-number="{number}" '
        f'data-confirm="回到第{number}版？现在的内容会留在历史里，随时可以再回来。" '
        f'aria-label="回到第{number}版">回到这一版</button>'
    )


def _look(bench: Bench, number: int) -> str:
    close = '<button type="button" data-act="see" data-look="">收起</button>'
    try:
        look = look_at(bench, number)
    except InputError as error:
        return f'<div class="nb-refusal" role="alert"><strong>{_text(error.what)}</strong> {_text(error.advice)} {close}</div>'
    version = look.version
    body = "".join(f"<p>{_text(line)}</p>" for line in look.also)
    body += differences(look.changes, f"第{number}版", "现在") + lines(look.gone, look.come)
    if not look:
        body = '<p class="nb-good"><b aria-hidden="true">✓</b> 与现在的内容完全相同。</p>'
    back = _return_button(number) if may_submit(bench) and number != bench.version and look else ""
    return (
        f'<section class="nb-look" id="history-look" tabindex="-1"><h3>第{number}版与现在的不同</h3>'
        f'<p class="nb-note">{_text(version.by)} {moment(version.time)} {_text(version.what)}</p>'
        f'{body}<div class="nb-buttons">{back}{close}</div></section>'
    )


def return_to(bench: Bench, data: Data) -> str:
    """Take up the content of an older version."""
    return bench.return_to(data.number("number", 1, _NEWEST))


ACTIONS: Final[Mapping[str, Action]] = {"history.return": return_to}

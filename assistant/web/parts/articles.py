"""One article of the library, opened: its official text where it was imported, its content in our own words, and how
far it holds.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from assistant.conversation import shelf
from assistant.errors import ConfigurationError
from assistant.web.markup import button, shown

if TYPE_CHECKING:
    from assistant.intake.library import Library
    from assistant.library.entries import Entry

MOST_RELATED: Final = 12
LONGEST_FOLD: Final = 200

_PLACE: Final = ' id="article" tabindex="-1"'
"""Where the page goes when an article is opened: to the part that is meant, or to its head."""
_NO_OFFICIAL: Final = (
    "官方原文没有导入，下面的要点是资料库自己的话。要引原话，请先在“资料库”里导入官方文件，或到官方网站核对。"
)


def article(fold: str, part: str = "") -> str:
    """The article that a fold names, `part` open in it; what stands in the way where it cannot be shown."""
    try:
        library = shelf.library()
        entries = library.entries_of(fold[:LONGEST_FOLD])
        if not entries:  # provisions name their neighbours by the end of their names
            entries = _ending(library, fold)
    except ConfigurationError as error:
        return f'<p class="nb-refusal" role="alert"><strong>{shown(error.what)}</strong>{shown(error.advice)}</p>'
    if not entries:
        return '<p class="nb-note">资料库里没有这一条，可能已经移除了。</p>'
    from assistant.library.entries import Shelf  # noqa: PLC0415 - late

    official = [e for e in entries if e.shelf is Shelf.TEXTS]
    own = [e for e in entries if e.shelf is Shelf.PROVISIONS]
    if own:
        return _provision(own, official, part)
    return "".join(_wording(entry) for entry in entries)


def _ending(library: Library, name: str) -> list[Entry]:
    """The entries whose fold ends with this name; a name without a title may be given short."""
    found = next((fold for fold, *_ in library.addresses() if fold.endswith(f" {name}")), "")
    return library.entries_of(found) if found else []


def _provision(own: Sequence[Entry], official: Sequence[Entry], part: str) -> str:
    whole = next((e for e in own if not e.part), own[0])
    parts = [e for e in own if e.part]
    texts = "".join(
        f'<div class="nb-official"><h6>官方原文{f"（{shown(e.version)}）" if e.version else ""}</h6>{paragraphs(e.wording)}</div>'
        for e in official
    ) or ("" if whole.silent else f'<p class="nb-note">{_NO_OFFICIAL}</p>')
    gist = f'<div class="nb-gist"><h6>要点</h6>{paragraphs(whole.gist)}</div>' if whole.gist else ""
    first = next((e for e in parts if _is_meant(e, part)), None)
    below = "".join(_part(e, part, is_first=e is first) for e in parts)
    return f"{_head(whole, is_place=first is None)}{texts}{gist}{below}{_related(whole)}"


def _is_meant(entry: Entry, wanted: str) -> bool:
    return bool(wanted) and (wanted in entry.part or entry.part in wanted)


def _part(entry: Entry, wanted: str, *, is_first: bool) -> str:
    is_wanted = _is_meant(entry, wanted)
    css = f'{_PLACE if is_first else ""} class="nb-part{" nb-here" if is_wanted else ""}"'
    heading = f"{shown(entry.part)} {shown(entry.heading)}"
    here = ' <span class="nb-tag">引的是这里</span>' if is_wanted else ""
    return f"<div{css}><h6>{heading}{here}</h6>{paragraphs(entry.gist)}</div>"


def _wording(entry: Entry) -> str:
    return f'{_head(entry)}<div class="nb-official">{paragraphs(entry.wording)}</div>'


def _head(entry: Entry, *, is_place: bool = True) -> str:
    name = f"《{entry.title}》" if entry.kind == "regulation" else entry.title
    place = f"规定没有写：{entry.heading}" if entry.silent else f"{entry.article} {entry.heading}".strip()
    lines = [line for line in (entry.number, entry.version) if line]
    about = f'<p class="nb-about">{shown("，".join(lines))}</p>' if lines else ""
    return f'<header{_PLACE if is_place else ""}><h5>{shown(name)}<br>{shown(place)}</h5>{about}<p class="nb-holds">{"".join(standing(entry))}</p></header>'


def standing(entry: Entry) -> list[str]:
    """Whether it is in force, local, checked, and what a later rule did to it: each with a symbol and words."""
    if entry.kind == "report":
        return []
    said = []
    if entry.in_force:
        said.append(_sign("good", "✓", "现行"))
    else:
        by = f"，被{entry.superseded_by}取代" if entry.superseded_by else ""
        said.append(_sign("bad", "✕", f"已不适用{by}，只供查旧账"))
    if entry.local:
        said.append(_sign("doubt", "！", "地方或部门自己的规定，别处只能参考"))
    if not entry.checked:
        why = entry.checking.removeprefix("待核实").lstrip("：")
        said.append(_sign("doubt", "？", f"待核实{f'：{why}' if why else ''}"))
    elif "待核实" in entry.version:
        said.append(_sign("doubt", "？", "版本待核实"))
    if entry.effect:
        said.append(_sign("doubt", "！", entry.effect))
    return said


def _sign(kind: str, symbol: str, words: str) -> str:
    return f'<span class="nb-standing nb-standing-{kind}"><b aria-hidden="true">{symbol}</b> {shown(words)}</span>'


def paragraphs(text: str) -> str:
    """A text, one paragraph a line."""
    return "".join(f"<p>{shown(line)}</p>" for line in text.splitlines() if line.strip())


def _related(entry: Entry) -> str:
    source = f'<p class="nb-about">出处：{shown(entry.source)}</p>' if entry.source else ""
    if not entry.related:
        return source
    links = "".join(
        button(fold, "see", css="nb-small nb-plain", article=fold, item="")
        for fold in entry.related[:MOST_RELATED]
    )
    return f'{source}<div class="nb-related"><h6>相关的条文</h6>{links}</div>'

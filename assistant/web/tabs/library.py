"""The tab 资料库: regulations and past reports, to be searched, read, added and removed."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from assistant.conversation import shelf
from assistant.conversation.bench import Bench
from assistant.errors import ConfigurationError, InputError
from assistant.web.actions import Action, Data
from assistant.web.long_work import Stopped, Tell, told_meanwhile
from assistant.web.markup import button, cut, data, shown
from assistant.web.parts.articles import LONGEST_FOLD, article
from assistant.web.rights import leave_note, manages, must_manage

if TYPE_CHECKING:
    from assistant.intake.library import Added, Library
    from assistant.library.entries import Entry
    from assistant.library.search import Hit
    from assistant.library.store import Record

TITLE: Final = "资料库"
MOST_HITS: Final = 12
LONGEST_QUERY: Final = 200
LONGEST_SNIPPET: Final = 110
LONGEST_PASTE: Final = 2_000_000
MOST_ENTRIES: Final = 400
MOST_NOTES: Final = 6

_KINDS: Final = {"": "全部", "regulation": "规定", "report": "往年年报"}
_KEPT: Final = "资料库里的内容只在这台机器上；导入的文件原样留一份，移除时一起删掉。"


class _StoppedError(Exception):
    """Somebody pressed stop."""


def render(bench: Bench, seen: Mapping[str, str]) -> str:
    """Search on top, results and what is open below, then all documents. Rendering opens the library if it is built."""
    try:
        library = shelf.opened() or (shelf.library() if shelf.is_built() else None)
    except ConfigurationError as error:
        return _refused(error)
    if library is None:
        return (
            '<div class="nb-library"><p class="nb-empty">资料库还没有建好。第一次打开要建索引，约半分钟到一分钟，以后一两秒。</p>'
            f"{button('打开资料库', 'library.open', css='nb-primary', slow='')}</div>"
        )
    records = library.documents()
    return (
        f'<div class="nb-library">{_state(library, records, bench)}{_search(seen)}{_found(library, seen)}'
        f"{_documents(library, records, bench, seen)}{_adding(bench)}</div>"
    )


def _refused(error: InputError | ConfigurationError) -> str:
    return f'<p class="nb-refusal" role="alert"><strong>{shown(error.what)}</strong>{shown(error.advice)}</p>'


def _state(library: Library, records: Sequence[Record], bench: Bench) -> str:
    added = sum(record.origin == "added" for record in records)
    embedder = library.options.embedder
    how = "按词语也按意思检索" if embedder else "只按词语检索（没有用向量）"
    missing = library.missing()
    line = f"共{len(records)}份，其中导入{added}份；{how}。"
    more = ""
    if missing:
        build = button("现在补上", "library.embed", css="nb-small", slow="") if manages(bench.person) else ""
        more = f'<p class="nb-open"><b aria-hidden="true">！</b> 还有{missing}段没有建向量，只能按词语查到。{build}</p>'
    notices = "".join(f'<p class="nb-note">{shown(notice)}</p>' for notice in library.notices[:5])
    return f'<p class="nb-note">{line}{_KEPT}</p>{notices}{more}'


# --- searching ----------------------------------------------------------------------------------------------------------


def _search(seen: Mapping[str, str]) -> str:
    kind = seen.get("kind", "")
    choices = "".join(
        f'<option value="{value}"{" selected" if value == kind else ""}>{words}</option>'
        for value, words in _KINDS.items()
    )
    return (
        '<div class="nb-search" role="search"><label class="nb-unseen" for="nb-find">查什么</label>'
        f'<input type="search" id="nb-find" maxlength="{LONGEST_QUERY}" placeholder="多少天答复、补正、收费标准……按回车查" '
        f'value="{shown(seen.get("find", ""))}"{data(act="see", key="find")}>'
        '<label class="nb-unseen" for="nb-kind">查哪一类</label>'
        f'<select id="nb-kind"{data(act="see", key="kind")}>{choices}</select></div>'
    )


def _found(library: Library, seen: Mapping[str, str]) -> str:
    query = seen.get("find", "").strip()[:LONGEST_QUERY]
    fold = seen.get("article", "")[:LONGEST_FOLD]
    opened = (
        f'<article class="nb-article">{article(fold, seen.get("item", ""))}'
        f"{button('关上', 'see', css='nb-small', article='', item='')}</article>"
        if fold
        else ""
    )
    if not query:
        return opened
    kind = seen.get("kind", "")
    try:
        hits = library.search(query, k=MOST_HITS, kind=kind if kind in _KINDS and kind else None)
    except (InputError, ConfigurationError) as error:
        return _refused(error) + opened
    if not hits:
        return f'<p class="nb-note">没有查到“{shown(query)}”。换个说法试试，比如用口语，或者用条文里的词。</p>{opened}'
    items = "".join(_hit(hit, fold) for hit in hits)
    right = opened or '<p class="nb-empty">点一条，在这里打开。</p>'
    return f'<div class="nb-sources"><ol class="nb-used nb-hits">{items}</ol><div class="nb-open-at">{right}</div></div>'


def _hit(hit: Hit, is_open: str) -> str:
    current = ' aria-current="true"' if hit.id == is_open else ""
    name = f"《{hit.title}》{hit.article}{hit.part.removeprefix('全条')}"
    if hit.silent:
        name = f"《{hit.title}》{hit.id.removeprefix(hit.title).strip()}"
    elif hit.kind == "report":
        name = f"{hit.title} {hit.article}"
    overtaken = "" if hit.in_force else '<span class="nb-remark"><b aria-hidden="true">✕</b> 已被取代</span>'
    return (
        f'<li><button type="button" class="nb-source"{current}{data(act="see", goto="tab:library#article", article=hit.id[:LONGEST_FOLD], item=hit.part)}>'
        f"{shown(name)}</button><span>{shown(cut(hit.text, LONGEST_SNIPPET))}</span>{overtaken}</li>"
    )


# --- documents ----------------------------------------------------------------------------------------------------------


def _documents(library: Library, records: Sequence[Record], bench: Bench, seen: Mapping[str, str]) -> str:
    groups = (
        ("added", "导入的", [r for r in records if r.origin == "added"]),
        (
            "rules",
            "自带的规定和官方文件",
            [r for r in records if r.origin != "added" and r.shelf.value != "reports"],
        ),
        (
            "samples",
            "自带的样例年报（单位是虚构的）",
            [r for r in records if r.origin != "added" and r.shelf.value == "reports"],
        ),
    )
    wanted = seen.get("document", "")
    out = []
    for name, title, members in groups:
        if members:
            items = "".join(_document(library, record, bench, record.id == wanted) for record in members)
            is_open = name == "added" or any(record.id == wanted for record in members)
            out.append(
                f'<details class="nb-documents" id="documents-{name}"{" open" if is_open else ""}><summary>{title}（{len(members)}份）</summary>'
                f"<ul>{items}</ul></details>"
            )
    return "".join(out)


def _document(library: Library, record: Record, bench: Bench, is_open: bool) -> str:
    about = "，".join(
        x for x in (record.number, record.version, f"{record.entries}条", record.name, record.added) if x
    )
    toggle = button(
        "收起" if is_open else "看目录", "see", css="nb-small", document="" if is_open else record.id
    )
    remove = ""
    if record.origin == "added" and manages(bench.person):
        remove = button(
            "移除", "library.remove", css="nb-small", document=record.id,
            confirm=f"移除《{cut(record.title, 40)}》？资料库里留的文件也会删掉。",
        )  # fmt: skip
    notes = "".join(f"<li>{shown(note)}</li>" for note in record.notes[:MOST_NOTES])
    told = f'<ul class="nb-told">{notes}</ul>' if notes else ""
    listed = _listed(library.entries_in(record.id)) if is_open else ""
    return (
        f'<li><div class="nb-doc"><span><b>{shown(record.title)}</b><br><small>{shown(about)}</small></span>'
        f"<span>{toggle}{remove}</span></div>{told}{listed}</li>"
    )


def _listed(entries: Sequence[Entry]) -> str:
    whole = [entry for entry in entries if not entry.part]
    items = "".join(
        f"<li>{button(_entry_name(entry), 'see', css='nb-small nb-plain', goto='tab:library#article', article=entry.fold[:LONGEST_FOLD], item='')}</li>"
        for entry in whole[:MOST_ENTRIES]
    )
    more = (
        f'<li class="nb-note">还有{len(whole) - MOST_ENTRIES}条没有列出，请用上面的检索。</li>'
        if len(whole) > MOST_ENTRIES
        else ""
    )
    return f'<ol class="nb-contents">{items}{more}</ol>'


def _entry_name(entry: Entry) -> str:
    if entry.silent:
        return f"规定没有写：{entry.heading}"
    if entry.kind == "report":
        return f"{entry.article}：{cut(entry.wording, 24)}"
    return f"{entry.article} {entry.heading}".strip()


# --- adding -------------------------------------------------------------------------------------------------------------


def _adding(bench: Bench) -> str:
    if not manages(bench.person):
        return '<p class="nb-note">要加文件，请找“管理”角色的人。</p>'
    return (
        '<section class="nb-adding"><h4>加一份</h4>'
        '<p class="nb-note">官方文件（法律、规定、通知）或者本单位往年的年报，.docx、.pdf、.html、.txt、.md 都可以，最大50 MB。'
        "是哪一种由内容决定。</p>"
        f'<p><label class="nb-upload">选文件<input type="file"{data(file="library.add", slow="")} aria-label="选要加的文件"></label></p>'
        '<label for="nb-add-text">或者把全文粘贴在这里，点一下别处就加进去</label>'
        f'<textarea id="nb-add-text" rows="4"{data(act="library.paste", slow="")}></textarea></section>'
    )


def add_file(bench: Bench, path: Path, name: str) -> Generator[str, None, None]:
    """Take in a file that was uploaded, and tell how far it is; the page wires it to the action ``library.add``.

    The caller deletes the file. `InputError` for anybody who may not, and for what cannot be taken in.
    """
    must_manage(bench)
    return _take_in(bench, path, name)


def _paste(bench: Bench, given: Data) -> Iterator[str]:
    must_manage(bench)
    text = given.text("value", longest=LONGEST_PASTE)
    if not text.strip():
        raise InputError("没有粘贴内容。", "请把官方文件或年报的全文粘贴进来。")
    return _take_in(bench, text.encode("utf-8", "replace"), "粘贴的文字.txt")


def _take_in(bench: Bench, source: Path | bytes, name: str) -> Generator[str, None, None]:
    def work(tell: Tell, stopped: Stopped) -> str:
        library = shelf.library()
        tell(f"正在读“{cut(name, 40)}”……")
        added = library.add(source, name)
        if not added.new:
            return f"《{added.record.title}》已经在资料库里，没有重复加。"
        leave_note(bench, "资料库导入", added.record.title)
        made = _embed(library, tell, stopped)
        return _taken_in(added, made)

    return told_meanwhile(work, f"正在导入“{cut(name, 40)}”……")


def _taken_in(added: Added, embedded: bool) -> str:
    kind = "年报" if added.record.shelf.value == "reports" else "文件"
    attached = f"，其中{added.attached}条配上了资料库里的要点" if added.attached else ""
    notes = f"有{len(added.notes)}处要看一看，写在它的名字下面。" if added.notes else ""
    later = "" if embedded else "向量还没有建完，先按词语检索；以后可以点“现在补上”。"
    return f"已导入{kind}《{cut(added.record.title, 60)}》，{added.articles}条{attached}。{notes}{later}"


def _embed(library: Library, tell: Tell, stopped: Stopped) -> bool:
    """Make the missing embeddings; whether all were made before somebody pressed stop, or the service failed."""

    def progress(done: int, whole: int) -> None:
        tell(f"正在建向量：{done}/{whole}")
        if stopped():
            raise _StoppedError

    try:
        library.embed(progress)
    except (_StoppedError, ConfigurationError):
        return False
    return True


# --- actions ------------------------------------------------------------------------------------------------------------


def _open(bench: Bench, given: Data) -> Iterator[str]:
    def work(tell: Tell, stopped: Stopped) -> str:
        library = shelf.library()
        return f"资料库打开了，共{len(library.documents())}份。"

    return told_meanwhile(work, "正在打开资料库，第一次要建索引，请等一会儿……")


def _embed_missing(bench: Bench, given: Data) -> Iterator[str]:
    must_manage(bench)

    def work(tell: Tell, stopped: Stopped) -> str:
        library = shelf.library()
        missing = library.missing()
        if not missing:
            return "向量都建好了。"
        if _embed(library, tell, stopped):
            return f"补建了{missing}段的向量。"
        return f"没有建完，还差{library.missing()}段；先按词语检索，可以再点“现在补上”。"

    return told_meanwhile(work, "正在补建向量……")


def _remove(bench: Bench, given: Data) -> str:
    must_manage(bench)
    document = given.text("document", longest=60)
    library = shelf.library()
    record = next((r for r in library.documents() if r.id == document), None)
    if record is None or not library.remove(document):
        raise InputError("资料库里没有这一份。", "可能已经移除了，现在显示的是最新的。")
    leave_note(bench, "资料库移除", record.title)
    return f"已移除《{cut(record.title, 60)}》。"


ACTIONS: Final[Mapping[str, Action]] = {
    "library.open": _open,
    "library.embed": _embed_missing,
    "library.paste": _paste,
    "library.remove": _remove,
}

"""The conversation as HTML: what was said, as text; choices as buttons; the articles an answer rests on as links.

Nothing that anybody said is markup: a reply is paragraphs, and lines that begin with “· ” are a list.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any, Final

from assistant.conversation.bench import Bench
from assistant.conversation.chat.events import Choice
from assistant.conversation.chat.replies import suggestions
from assistant.storage.works import Turn, Works
from assistant.web import texts
from assistant.web.markup import shown

MOST_TURNS: Final = 200
MOST_CHOICES: Final = 8
LONGEST_SHOWN: Final = 6_000
"""Characters of a turn that are shown; the rest of a pasted text is in the report."""
BULLET: Final = "· "


def turns(bench: Bench, works: Works) -> str:
    """Everything said so far, oldest first; a welcome where nothing was."""
    said = works.turns(bench.work_id, MOST_TURNS) if bench.work_id else []
    if not said:
        return _welcome() if bench.report is None and bench.previous is None else _HINT
    newest = said[-1].number
    return "".join(_turn(turn, last=turn.number == newest) for turn in said)


def _turn(turn: Turn, *, last: bool) -> str:
    if turn.role == "user":
        pieces = "".join(f"<li>{shown(text)}</li>" for text in _texts(turn.extra.get("pieces")))
        along = f'<ul class="nb-along" aria-label="一起发来的内容">{pieces}</ul>' if pieces else ""
        who = f'<span class="nb-unseen">{shown(turn.by or "您")}说：</span>'
        return f'<article class="nb-turn nb-user" id="turn-{turn.number}">{who}{paragraphs(turn.text)}{along}</article>'
    refused = " nb-turn-refused" if turn.extra.get("refused") is True else ""
    ended = '<p class="nb-note">（中途停下）</p>' if turn.extra.get("stopped") is True else ""
    again = (
        '<button type="button" class="nb-quiet nb-retry" data-act="chat.retry" data-slow="1">再做一遍</button>'
        if last
        else ""
    )
    return (
        f'<article class="nb-turn nb-assistant{refused}" id="turn-{turn.number}"><span class="nb-unseen">年报助手：</span>'
        f"{paragraphs(turn.text)}{ended}{_citations(turn.extra.get('citations'))}"
        f"{_choices(_offered(turn.extra.get('choices'))) if last else ''}{again}</article>"
    )


def paragraphs(text: str) -> str:
    """Plain text as paragraphs and lists."""
    cut = text if len(text) <= LONGEST_SHOWN else f"{text[:LONGEST_SHOWN]}……"
    lines = [line.strip() for line in cut.splitlines() if line.strip()]
    out = []
    for listed, group in groupby(lines, key=lambda line: line.startswith(BULLET)):
        if listed:
            items = "".join(f"<li>{shown(line.removeprefix(BULLET))}</li>" for line in group)
            out.append(f"<ul>{items}</ul>")
        else:
            out.extend(f"<p>{shown(line)}</p>" for line in group)
    return "".join(out)


def _citations(value: object) -> str:
    cited = [entry for entry in value if isinstance(entry, Mapping)] if isinstance(value, list) else []
    links = ""
    for entry in cited:
        label, ident = str(entry.get("label", "")), str(entry.get("id", ""))
        doubts = [] if entry.get("in_force", True) else ["已失效"]
        doubts += [] if entry.get("checked", True) else ["待核实"]
        doubt = f'<span class="nb-badge">{"、".join(doubts)}</span>' if doubts else ""
        links += (
            f'<li><button type="button" class="nb-link" data-act="see" data-article="{shown(ident)}" '
            f'data-goto="tab:sources">{shown(label)}</button>{doubt}</li>'
        )
    return f'<ul class="nb-cited" aria-label="依据">{links}</ul>' if links else ""


def _offered(value: object) -> list[Choice]:
    if not isinstance(value, list):
        return []
    return [
        Choice(label=str(entry["label"]), text=str(entry["text"]))
        for entry in value[:MOST_CHOICES]
        if isinstance(entry, Mapping) and "label" in entry and "text" in entry
    ]


def _choices(choices: Sequence[Choice]) -> str:
    if not choices:
        return ""
    buttons = "".join(
        f'<button type="button" class="nb-chip" data-say="{shown(choice.text)}">{shown(choice.label)}</button>'
        for choice in choices
    )
    return f'<div class="nb-choices" role="group" aria-label="可以选">{buttons}</div>'


def chips(bench: Bench) -> str:
    """What is most asked at this point, as buttons over the composer."""
    return _choices(suggestions(bench)).replace("nb-choices", "nb-chips", 1).replace("可以选", "常用", 1)


def _texts(value: Any) -> list[str]:
    return [text for text in value if isinstance(text, str)] if isinstance(value, list) else []


_HINT: Final = """<div class="nb-welcome"><h2>接下来说一句就行</h2>
<ol><li><b>检查一下</b>　核对三张表和正文，哪里不对一条条列出来。</li>
<li><b>起草</b>　先写今年做了什么，一行一件事，也可以不写。</li>
<li><b>把新收自然人改成12</b>　改一格；在右边表格里点格子改也一样。</li>
<li><b>补正要在几天内提出</b>　问规定，答案带条款。</li></ol></div>"""


def _welcome() -> str:
    """The first minute: three ways to begin, and the sample."""
    return f"""<div class="nb-welcome"><h2>从哪里开始？</h2>
<p>把三张表给我，我来核对、起草、导出。没有模型、不连外网也能用。</p>
<ol><li><b>粘贴</b>　在网页、Word、WPS 或 Excel 里复制三张表（或整篇报告），点下面的输入框，按 Ctrl+V，回车。</li>
<li><b>上传</b>　点“上传文件”，Word、Excel、PDF、网页都可以。</li>
<li><b>先给上年的</b>　没有今年的数，先给上年报告：单位、结转数和写法都会接过来。</li></ol>
<p><button type="button" class="nb-primary" data-act="desk.sample">{texts.SAMPLE_BUTTON}</button></p></div>"""

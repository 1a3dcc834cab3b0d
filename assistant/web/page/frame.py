"""The frame of the page: its fixed skeleton, the head line, the tabs with their badges, what is missing, the list of reports.

Everything that comes from reports and people is escaped; the skeleton holds nothing of them.
"""

from __future__ import annotations

from datetime import datetime
from typing import Final

from assistant.accounts.people import ROLES, Person, Role, may
from assistant.conversation.bench import Bench
from assistant.conversation.desk import BEGUN
from assistant.storage.works import Work, Works
from assistant.web import tabs, texts
from assistant.web.markup import shown

MOST_WORKS: Final = 100
MOST_LACKS: Final = 6
_LONGEST_ASKED: Final = 40


def skeleton() -> str:
    """What never changes. Gradio reads it as a template: no braces, backticks or backslashes in it."""
    panes = "".join(
        f'<section id="pane-{name}" class="nb-pane nb-pane-{name}" data-part="pane-{name}" role="tabpanel" '
        f'aria-labelledby="tab-{name}" tabindex="-1" hidden></section>'
        for name in tabs.NAMES
    )
    return f"""<div class="nb-page">
<nav class="nb-skips" aria-label="快速跳转"><a href="#nb-words" data-focus="nb-words">跳到对话</a>
<a href="#nb-work" data-focus="nb-work">跳到年报内容</a></nav>
<div id="nb-trouble" class="nb-trouble" role="alert" hidden></div>
<header class="nb-bar"><div class="nb-brand"><h1>{texts.HEADER}</h1><p>{texts.SUBTITLE}</p></div>
<div class="nb-top" data-part="top"></div></header>
<div class="nb-columns" data-side="talk">
<section class="nb-talk" aria-label="对话">
<div id="nb-turns" class="nb-turns" tabindex="0" aria-label="对话内容"><div data-part="chat"></div>
<div id="nb-live" class="nb-live" aria-live="off"></div></div>
<div class="nb-below"><div data-part="lacks"></div><div class="nb-chips-place" data-part="chips"></div>{_composer()}</div>
</section>
<main id="nb-work" class="nb-work" tabindex="-1"><div class="nb-tabs" data-part="tabs"></div>{panes}</main>
</div>
<nav class="nb-switch" aria-label="切换"><button type="button" data-side="talk" aria-pressed="true">对话</button>
<button type="button" data-side="work" aria-pressed="false">年报</button></nav>
<div id="nb-works" class="nb-drawer" role="dialog" aria-modal="true" aria-label="我的年报" hidden>
<div class="nb-drawer-box"><button type="button" class="nb-close" data-close="nb-works" aria-label="关闭">✕</button>
<div data-part="works"></div></div></div>
<div id="nb-notices" class="nb-notices"></div>
<div id="nb-say" class="nb-toast" role="status" aria-live="polite"></div>
</div>"""


def _composer() -> str:
    return f"""<form id="nb-composer" class="nb-composer" autocomplete="off">
<ol id="nb-pieces" class="nb-pieces" aria-label="要一起发送的内容" hidden></ol>
<p id="nb-compose-note" class="nb-compose-note" role="status"></p>
<label class="nb-unseen" for="nb-words">{texts.WORDS_LABEL}</label>
<textarea id="nb-words" rows="2" spellcheck="false" placeholder="{texts.WORDS_HINT}"></textarea>
<div class="nb-compose-row"><button type="button" id="nb-attach" class="nb-quiet">上传文件</button>
<input type="file" id="nb-attach-file" multiple hidden aria-label="上传文件">
<span class="nb-grow"></span>
<button type="button" id="nb-stop" class="nb-stop" hidden>停止</button>
<button type="submit" id="nb-send" class="nb-primary">发送</button></div></form>"""


def page_title(bench: Bench) -> str:
    """The title of the browser's tab."""
    named = _name(bench)
    return f"{named} - {texts.HEADER}" if named else texts.PAGE_TITLE


def _name(bench: Bench) -> str:
    report = bench.report
    unit = bench.workspace.unit or (report.unit if report else "") or ""
    year = bench.workspace.year or (str(report.year) if report and report.year else "")
    return f"{unit}{f'{year}年' if year else ''}"


# --- the head line ----------------------------------------------------------------------------


def top(bench: Bench, person: Person) -> str:
    """Whose report of which year, whether it is saved, undo and redo, and who is signed in."""
    report = bench.report
    unit = bench.workspace.unit or (report.unit if report else "") or ""
    year = bench.workspace.year or (str(report.year) if report and report.year else "")
    return (
        f'<div class="nb-fields"><label for="nb-unit">{texts.UNIT_LABEL}</label>'
        f'<input id="nb-unit" type="text" maxlength="100" data-act="desk.unit" value="{shown(unit)}" '
        f'placeholder="{texts.UNIT_PLACEHOLDER}"><label for="nb-year">{texts.YEAR_LABEL}</label>'
        f'<input id="nb-year" type="text" inputmode="numeric" maxlength="8" data-act="desk.year" '
        f'value="{shown(year)}" placeholder="{texts.YEAR_PLACEHOLDER}"></div>'
        f'<div class="nb-state">{_saved(bench)}'
        f"{_step('desk.undo', '撤销', 'Ctrl+Z', bench.version > 1)}{_step('desk.redo', '恢复', 'Ctrl+Y：恢复刚撤销的', bench.version > 1)}"
        '<button type="button" class="nb-quiet" data-act="works.list" data-opens="nb-works">我的年报</button>'
        '<span class="nb-sizes" role="group" aria-label="字号"><button type="button" class="nb-quiet" data-size="less" '
        'aria-label="字小一点">A−</button><button type="button" class="nb-quiet" data-size="more" aria-label="字大一点">A＋</button></span>'
        f"{_who(person)}</div>"
    )


def _step(act: str, title: str, keys: str, able: bool) -> str:
    off = "" if able else " disabled"
    return f'<button type="button" class="nb-quiet" data-act="{act}" title="{keys}"{off}>{title}</button>'


def _saved(bench: Bench) -> str:
    if not bench.work_id:
        return '<span class="nb-saved" id="nb-saved">还没有内容</span>'
    newest = bench.versions(1)
    when = f"{_clock(newest[0].time)} " if newest else ""
    return f'<span class="nb-saved" id="nb-saved">已保存 {when}第{bench.version}版</span>'


def _who(person: Person) -> str:
    if person.local:
        return ""
    unit = f"，{person.unit}" if person.unit else ""
    return (
        f'<details class="nb-who" id="nb-who"><summary>{shown(person.name or person.login)}</summary>'
        f'<div class="nb-menu"><p>{shown(person.login)}{shown(unit)}，{ROLES[person.role]}</p>'
        '<a href="password">改密码</a><form method="post" action="logout"><button type="submit">退出登录</button></form>'
        "</div></details>"
    )


def _clock(when: datetime) -> str:
    return f"{when.astimezone():%H:%M}"


# --- tabs and what is missing -----------------------------------------------------------------


def tab_list(bench: Bench, open_tab: str) -> str:
    """The tabs with a few characters each on what is to be done there."""
    items = []
    for name in tabs.NAMES:
        chosen = name == open_tab
        few = tabs.badge(name, bench)
        badge = f'<span class="nb-badge">{shown(few)}</span>' if few else ""
        items.append(
            f'<button type="button" role="tab" id="tab-{name}" data-tab="{name}" aria-controls="pane-{name}" '
            f'aria-selected="{"true" if chosen else "false"}" tabindex="{0 if chosen else -1}">'
            f"{tabs.tab(name).TITLE}{badge}</button>"
        )
    return f'<div role="tablist" aria-label="年报内容">{"".join(items)}</div>'


def lacks(bench: Bench) -> str:
    """The short list of what a complete report still needs, each with a link to where it is put right."""
    if not bench.work_id:
        return ""
    lacking = bench.lacking
    if not lacking:
        return '<p class="nb-lacks nb-lacks-none"><b aria-hidden="true">✓</b> 年报齐了，可以导出送审。</p>'
    links = "".join(
        f'<li><button type="button" class="nb-link" data-goto="tab:{lack.tab}">{shown(lack.text)}</button></li>'
        for lack in lacking[:MOST_LACKS]
    )
    more = len(lacking) - MOST_LACKS
    rest = f"<li>另有{more}项</li>" if more > 0 else ""
    return f'<div class="nb-lacks"><span>待办：</span><ul>{links}{rest}</ul></div>'


# --- the list of reports ----------------------------------------------------------------------


def work_list(bench: Bench, works: Works, person: Person) -> str:
    """The reports that this person may see, newest first; those put away below."""
    owner = None if person.role is Role.ADMIN else person.unit
    there = works.of(owner, MOST_WORKS)
    away = works.of(owner, MOST_WORKS, deleted=True)
    talks = [work for work in there if work.id != bench.work_id and _only_talked(work, works)]
    rows = "".join(_work(work, bench, person) for work in there if work not in talks)
    listed = (
        f'<ul class="nb-work-list">{rows}</ul>'
        if rows
        else '<p class="nb-empty">还没有年报。粘贴或上传一份就有了。</p>'
    )
    only_talk = "".join(_work(work, bench, person, _asked(work, works)) for work in talks)
    if talks:
        listed += (
            f'<details class="nb-away" id="nb-talks"><summary>只问过话、还没有内容的（{len(talks)}份）</summary>'
            f'<ul class="nb-work-list">{only_talk}</ul></details>'
        )
    gone = "".join(_work(work, bench, person) for work in away)
    put_away = (
        f'<details class="nb-away" id="nb-away"><summary>收起的（{len(away)}份，保留30天）</summary>'
        f'<ul class="nb-work-list">{gone}</ul></details>'
        if away
        else ""
    )
    return (
        '<div class="nb-work-head"><h2>我的年报</h2>'
        f'<button type="button" class="nb-primary" data-open="">新建一份</button></div>{listed}{put_away}'
    )


def _only_talked(work: Work, works: Works) -> bool:
    """Whether a report was begun by a turn of the conversation and holds nothing else."""
    if work.head != 1 or work.unit or work.year:
        return False
    return [version.what for version in works.versions(work.id, 1)] == [BEGUN]


def _asked(work: Work, works: Works) -> str:
    """What was asked there last."""
    said = next((turn.text for turn in reversed(works.turns(work.id, 4)) if turn.role == "user"), "")
    return " ".join(said.split())[:_LONGEST_ASKED] or "空白"


def _work(work: Work, bench: Bench, person: Person, name: str = "") -> str:
    name = name or f"{work.unit or '单位未填'}　{f'{work.year}年' if work.year else '年度未填'}"
    here = ' <span class="nb-badge">正在编辑</span>' if work.id == bench.work_id else ""
    changed = f"{work.updated.astimezone():%Y-%m-%d %H:%M}，第{work.head}版" + (
        f"，{work.by}" if work.by else ""
    )
    act, label = ("works.back", "拿回来") if work.deleted else ("works.away", "收起")
    button = (
        f'<button type="button" class="nb-quiet" data-act="{act}" data-work="{work.id}">{label}</button>'
        if may(person, "edit", work.owner)
        else ""
    )
    title = (
        f"<span>{shown(name)}</span>"
        if work.deleted
        else f'<button type="button" class="nb-link" data-open="{work.id}">{shown(name)}</button>{here}'
    )
    return f'<li id="work-{work.id}"><div>{title}<small>{shown(changed)}</small></div>{button}</li>'

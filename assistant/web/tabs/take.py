"""The tab 导出: what is still open first, then the files, then the three reviews."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from assistant.conversation.bench import Bench
from assistant.conversation.reviews import open_errors, pass_review, send_back, submit_review
from assistant.reviewing.workflow import stage_named
from assistant.web.actions import Action, Data
from assistant.web.downloads import FILES
from assistant.web.markup import shown
from assistant.web.parts import review_panel
from assistant.web.rights import leave_note

TITLE: Final = "导出"
NOTHING_TO_TAKE: Final = "读到内容以后，这里可以下载 Word、网页、Excel 和 Markdown 四种文件，也可以提交三审。"

_GROUPS: Final = (
    ("年报", ("report.docx", "report.html", "report.xlsx", "report.md")),
    ("体检结果", ("findings.docx", "findings.xlsx")),
    ("与上年对照", ("comparison.xlsx", "comparison.html")),
)
_HOLDS: Final = {
    "report.docx": "公文版式的全文和三张表，可以直接用 WPS 或 Word 打开、打印。",
    "report.html": "整篇年报的网页，用来在网站上发布。",
    "report.xlsx": "三张表各一页，合并格和原表一样；正文另占两页。",
    "report.md": "纯文本，用来粘贴到别的系统。",
    "findings.docx": "年报全文，每一处问题是一条批注。",
    "findings.xlsx": "问题清单，一行一处：位置、问题、应为、依据。",
    "comparison.xlsx": "逐格的增减和增减率、跨年衔接、正文逐句对照。",
    "comparison.html": "同样的内容，用浏览器看或打印。",
}


def render(bench: Bench, seen: Mapping[str, str]) -> str:
    """The tab's HTML. `seen`: ``anyway`` holds the version at which somebody wanted the files in spite of errors."""
    return "".join(_parts(bench, seen))


def _parts(bench: Bench, seen: Mapping[str, str]) -> Iterator[str]:
    if bench.product is None:
        yield f'<p class="nb-empty">{NOTHING_TO_TAKE}</p>'
        return
    yield _open(bench)
    yield f'<p class="nb-summary">{_content(bench)}</p>'
    errors = open_errors(bench)
    if errors and seen.get("anyway") != str(bench.version):
        yield _ask_again(errors, bench.version)
        yield _files(bench, only=("体检结果", "与上年对照"))
    else:
        yield _files(bench)
    yield review_panel.panel(bench)


# --- what is open -------------------------------------------------------------------------------------------------


def _open(bench: Bench) -> str:
    lacking = bench.lacking
    if not lacking:
        return '<p class="nb-good"><b aria-hidden="true">✓</b> 没有还要处理的事项。</p>'
    items = "".join(
        f'<li><a href="#" data-goto="tab:{shown(lack.tab)}">{shown(lack.text)}</a></li>' for lack in lacking
    )
    return (
        '<div class="nb-open"><p><b aria-hidden="true">！</b> <strong>还有这些没有处理完，定稿前请看：</strong></p>'
        f"<ul>{items}</ul></div>"
    )


def _content(bench: Bench) -> str:
    if bench.draft is None:
        return "文件里是：表格和读到的正文（还没有起草）。"
    if bench.workspace.text == "original":
        return "文件里是：表格和报告原来的正文，不含初稿。"
    return "文件里是：表格和初稿。"


def _ask_again(errors: int, version: int) -> str:
    return (
        f'<div class="nb-refusal" role="note"><p><b aria-hidden="true">✕</b> <strong>还有{errors}处错误没有处理。</strong>'
        "有错误的年报不宜发布。请先改正；确实不算错的，请在“体检”里写明理由驳回。</p>"
        '<p class="nb-buttons"><a href="#" data-goto="tab:checkup#check-error">去看错误</a> '
        f'<button type="button" data-act="see" data-anyway="{version}">知道了，仍要下载这一稿</button></p></div>'
    )


# --- the files ----------------------------------------------------------------------------------------------------


def _files(bench: Bench, only: tuple[str, ...] = ()) -> str:
    groups = []
    for title, kinds in _GROUPS:
        if only and title not in only:
            continue
        if title == "与上年对照" and bench.comparison is None:
            groups.append(f'<h3>{title}</h3><p class="nb-note">没有给上年报告，还不能对照。</p>')
            continue
        items = "".join(
            f'<li><a class="nb-file" href="take/{shown(bench.work_id)}/{kind}">{shown(FILES[kind].label)}</a>'
            f"<span>{shown(_HOLDS[kind])}</span></li>"
            for kind in kinds
        )
        groups.append(f'<h3>{title}</h3><ul class="nb-files">{items}</ul>')
    return f'<section class="nb-downloads" id="take-files">{"".join(groups)}</section>'


# --- the reviews --------------------------------------------------------------------------------------------------


def _words(data: Data) -> tuple[str, str]:
    return data.text("comment", longest=2000, default=""), data.text("name", longest=50, default="")


def _version(data: Data) -> int:
    return data.number("version", 0, 1_000_000)


def submit(bench: Bench, data: Data) -> str:
    """Hand the report in."""
    return _noted(bench, submit_review(bench, *_words(data), version=_version(data)))


def pass_on(bench: Bench, data: Data) -> str:
    """Pass the report on."""
    anyway = data.flag("anyway")
    return _noted(bench, pass_review(bench, *_words(data), anyway=anyway, version=_version(data)))


def back(bench: Bench, data: Data) -> str:
    """Send the report back."""
    to = stage_named(data.text("to", longest=10))
    return _noted(bench, send_back(bench, to, *_words(data), version=_version(data)))


def _noted(bench: Bench, line: str) -> str:
    """The line, which is also left in the audit log."""
    report = bench.product
    leave_note(bench, "审核", f"{report.unit}/{report.year}：{line}" if report else line)
    return line


ACTIONS: Final[Mapping[str, Action]] = {
    "take.submit": submit,
    "take.pass": pass_on,
    "take.back": back,
}

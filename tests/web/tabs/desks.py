"""Reports on a bench, put into the database as the page would, and what markup may hold."""

from __future__ import annotations

from typing import Any

from lxml import html

from assistant.accounts.people import LOCAL, Person, Role
from assistant.conversation.bench import Bench
from assistant.conversation.workspace import Reading, Workspace, dump
from assistant.core.report import Report
from assistant.storage.works import Change, Works

ATTACKS = (
    "<script>window.hit=1</script>",
    '<img src=x onerror="window.hit=1">',
    '<a href="javascript:window.hit=1">点我</a>',
    "\"><svg onload=window.hit=1>'`${window.hit=1}{{window.hit}}",
    '![图](http://outside.example/x.png) =HYPERLINK("http://outside.example")\x00\x07\u202e',
)
WRITER = Person(login="li", name="李四", unit="示例市自然资源和规划局", role=Role.DRAFT)
REVIEWER = Person(login="zhao", name="赵六", unit="示例市自然资源和规划局", role=Role.REVIEW)
STRANGER = Person(login="qian", name="钱七", unit="另一个局", role=Role.DRAFT)


def workspace(report: Report | None, previous: Report | None = None, **fields: Any) -> Workspace:
    return Workspace(
        now=Reading(origin="粘贴的表格", report=report) if report else None,
        before=Reading(origin="上年报告", report=previous) if previous else None,
        **fields,
    )


def keep(made: Workspace, person: Person = LOCAL, what: str = "粘贴了三张表") -> str:
    """The id of a new report that holds this."""
    works = Works.configured()
    return works.create(person.unit, person.name, Change(state=dump(made), what=what, unit="", year=None)).id


def change(work_id: str, made: Workspace, person: Person = LOCAL, what: str = "改了") -> None:
    Works.configured().change(work_id, person.name, lambda _: Change(state=dump(made), what=what))


def desk(
    report: Report | None, previous: Report | None = None, person: Person = LOCAL, **fields: Any
) -> Bench:
    """A report opened on a bench."""
    return Bench.open(person, keep(workspace(report, previous, **fields), person))


def parsed(markup: str) -> html.HtmlElement:
    return html.fragment_fromstring(markup, create_parent="div")


def words(markup: str) -> str:
    return " ".join(parsed(markup).text_content().split())


OURS = {
    "a", "b", "blockquote", "button", "circle", "caption", "defs", "del", "details", "div", "figcaption", "figure", "h3",
    "h4", "input", "ins", "label", "li", "line", "mark", "ol", "p", "pattern", "rect", "section", "span", "strong",
    "summary", "svg", "table", "tbody", "td", "text", "textarea", "th", "thead", "time", "tr", "ul",
}  # fmt: skip
OURS |= {
    "article", "br", "cite", "dd", "dl", "dt", "fieldset", "form", "h5", "h6", "header", "i", "legend", "option", "q",
    "select", "small",
}  # fmt: skip


def harmless(markup: str) -> None:
    """Only our own elements and attributes: nothing that runs, loads, leads elsewhere or turns the writing around."""
    assert not set(markup) & set("\x00\x07\u202e"), "characters that nobody sees"
    ids = []
    for node in parsed(markup).iter():
        assert node.tag in OURS, node.tag
        for name, value in node.attrib.items():
            assert not name.lower().startswith("on"), name
            assert name not in {"style", "src", "srcset", "action", "formaction", "xlink:href"}, name
            assert name != "href" or value == "#" or value.startswith("take/"), value
            if name == "id":
                ids.append(value)
    assert len(ids) == len(set(ids)), "an id stands twice"


def acts(markup: str) -> list[dict[str, str]]:
    """What the buttons would send: their datasets."""
    return [
        {name.removeprefix("data-"): value for name, value in node.attrib.items() if name.startswith("data-")}
        for node in parsed(markup).iter()
        if node.get("data-act") and node.tag != "a"
    ]


def targets(markup: str) -> list[str]:
    """Where links within the page lead."""
    return [node.get("data-goto") for node in parsed(markup).iter() if node.get("data-goto")]

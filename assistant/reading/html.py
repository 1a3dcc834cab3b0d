"""HTML to blocks: web pages, saved pages, and what Word, Excel and WPS put on the clipboard."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from lxml import etree, html

from assistant.errors import InputError
from assistant.reading.blocks import MAX_GRID_COLUMNS, MAX_GRID_ROWS, Block, Grid, GridCell, Paragraph
from assistant.reading.open import decode
from assistant.reading.text import raise_digits

_DROPPED: Final = frozenset(
    [
        "script",
        "style",
        "head",
        "title",
        "noscript",
        "template",
        "iframe",
        "object",
        "embed",
        "svg",
        "math",
        "canvas",
        "audio",
        "video",
        "nav",
        "aside",
        "button",
        "datalist",
        "xml",
        "del",
        "s",
        "strike",
        "rt",
        "rp",
        "link",
        "meta",
        "map",
        "applet",
    ]
)
_BLOCKS: Final = frozenset(
    [
        "address",
        "article",
        "blockquote",
        "body",
        "center",
        "dd",
        "details",
        "dir",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "html",
        "legend",
        "li",
        "main",
        "menu",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
        "caption",
    ]
)
_FURNITURE: Final = frozenset(
    [
        "nav",
        "navbar",
        "navigation",
        "menu",
        "mainmenu",
        "submenu",
        "topmenu",
        "breadcrumb",
        "breadcrumbs",
        "crumbs",
        "footer",
        "foot",
        "header",
        "topbar",
        "sidebar",
        "toolbar",
        "share",
        "bdsharebuttonbox",
        "copyright",
        "pagination",
        "pager",
        "friendlink",
        "skip",
    ]
)
_HIDDEN: Final = re.compile(
    r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all)", re.I
)
_TYPED: Final = frozenset({"", "text", "number", "tel", "search"})
_LONG_CELL: Final = 300
"""No label or value of the statutory tables is so long: a table with such a cell lays out a page."""

_CJK: Final = r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f“”‘’…—]"
_SOURCE_WRAP: Final = re.compile(rf"(?<={_CJK})[ \t]*[\r\n]+[ \t]*(?={_CJK})")
_SPACES: Final = re.compile(r"[ \t\r\n\f\xa0]+")
_CLIPBOARD_HEAD: Final = re.compile(r"\s*Version:\d[^<]*")
_ROWS_ALONE: Final = re.compile(r"\s*(?:<!--[^>]*-->\s*|<col[^>]*>\s*)*<t(?:r|d|h|body|head)\b", re.I)
_REPORT_TITLE: Final = re.compile(r"[〇零○一二0-9]{4}\s*年.{0,20}年度报告", re.S)
_TAB, _LINE = "\ue000", "\ue001"
"""Private characters that stand for a tab and a line end while blanks are folded."""
_XML_HEAD: Final = re.compile(r"^\s*<\?xml[^>]*\?>")
_CHARSET: Final = re.compile(rb"<meta[^>]{0,300}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_:-]+)", re.I)
_CHINESE: Final = frozenset(
    {"gb2312", "gbk", "gb18030", "x-gbk", "gb_2312-80", "chinese", "euc-cn", "cp936", "hz-gb-2312"}
)


def read_html_bytes(data: bytes) -> list[Block]:
    """Blocks of an HTML file; its encoding from the BOM, the meta tag, or the bytes themselves.

    Raises `InputError` when the bytes are not text.
    """
    declared = _CHARSET.search(data[:8192])
    if declared and not data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        name = declared[1].decode("ascii").lower()
        try:
            return read_html(data.decode("gb18030" if name in _CHINESE else name))
        except (LookupError, UnicodeDecodeError):
            pass  # the page lies about its encoding, as many do: the bytes decide
    return read_html(decode(data))


def read_html(text: str) -> list[Block]:
    """Blocks of HTML text in reading order: innermost tables as grids, everything else as paragraphs.

    Page furniture and what is hidden is left out. Raises `InputError` when the page is nested so deeply that it
    could be read only in part.
    """
    body = _parse(text)
    for raised in list(body.iter("sup", "sub")) if body is not None else ():
        # A footnote mark behind a number is no digit of it.
        text = raised.text_content()
        for child in list(raised):
            raised.remove(child)
        raised.text = raise_digits(text)
    if body is None:
        return []
    _prune(body)
    writer = _Writer(_layout_tables(body))
    writer.walk(body)
    return writer.blocks


def _parse(text: str) -> html.HtmlElement | None:
    source = _XML_HEAD.sub("", _CLIPBOARD_HEAD.sub("", text, count=1) if _has_clipboard_head(text) else text)
    if _ROWS_ALONE.match(source):
        source = f"<table>{source}</table>"  # rows without their table, as some programs copy them
    for char in ("\0", _TAB, _LINE):
        source = source.replace(char, "")
    if not source.strip():
        return None
    parser = html.HTMLParser(
        encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = html.document_fromstring(source.encode("utf-8", "ignore"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError):
        return None  # a document without any element
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
        raise InputError(
            "这个网页的结构嵌套太深，只能读出一部分，所以没有读。",
            "请在浏览器里打开它，只选中年报正文，复制后粘贴到这里。",
        )
    return root


def _has_clipboard_head(text: str) -> bool:
    return text[:40].lstrip().startswith("Version:") and "StartHTML:" in text[:400]


# --- what people do not see -------------------------------------------------------------------


def _prune(root: html.HtmlElement) -> None:
    doomed = [element for element in root.iter() if element is not root and _is_unseen(element)]
    for element in doomed:
        if element.getparent() is not None:
            element.drop_tree()
    for choice in root.iter("select"):
        chosen = next((o.text_content() for o in choice.iter("option") if o.get("selected") is not None), "")
        for child in list(choice):
            choice.remove(child)
        choice.text = chosen
    for table in list(root.iter("table")):
        if _is_empty(table) and next(table.iterancestors("table"), None) is not None:
            table.drop_tree()


def _is_empty(table: html.HtmlElement) -> bool:
    return not table.text_content().strip() and next(table.iter("input"), None) is None


def _is_unseen(element: html.HtmlElement) -> bool:
    tag = element.tag
    if not isinstance(tag, str) or tag in _DROPPED:
        return True
    if element.get("hidden") is not None or _HIDDEN.search(element.get("style") or ""):
        return True
    return _is_furniture(element, tag)


def _is_furniture(element: html.HtmlElement, tag: str) -> bool:
    """Menus, banners and footers of a site, never anything that holds a table or much text."""
    if tag in {"body", "html", "table", "tbody", "tr", "td", "th", "p", "span"}:
        return False
    names = {tag, *f"{element.get('class') or ''} {element.get('id') or ''}".lower().split()}
    if not names & _FURNITURE or next(element.iter("table", "h1", "h2", "h3"), None) is not None:
        return False
    text = element.text_content()
    return len(text) < 1_000 and not _REPORT_TITLE.search(text)


def _layout_tables(root: html.HtmlElement) -> set[html.HtmlElement]:
    """Tables that only place things: those around other tables, around one cell, or around long text."""
    layout: set[html.HtmlElement] = set()
    for table in root.iter("table"):
        layout.update(table.iterancestors("table"))
    for table in root.iter("table"):
        if table not in layout:
            sizes = [
                len(text) for cell in table.iter("td", "th") if (text := "".join(cell.text_content().split()))
            ]
            if sizes and (len(sizes) == 1 or max(sizes) > _LONG_CELL) and not _has_fields(table):
                layout.add(table)
    return layout


def _has_fields(table: html.HtmlElement) -> bool:
    return next(table.iter("input"), None) is not None


# --- text ------------------------------------------------------------------------------------


class _Lines:
    """Collects running text; gives lines as a browser would break them."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._verbatim = 0

    def walk(self, element: html.HtmlElement) -> list[str]:
        """The lines of one element, tables inside it read as text."""
        for event, node in etree.iterwalk(element, events=("start", "end")):
            if event == "start":
                self.start(node)
            else:
                self.end(node, tail=node is not element)
        return self.take()

    def start(self, node: html.HtmlElement) -> None:
        """The text before the first child."""
        if node.tag == "br" or node.tag in _BLOCKS:
            self._parts.append(_LINE)
        self._verbatim += node.tag == "pre"
        if "mso-tab-count" in (node.get("style") or ""):
            self._parts.append(_TAB)
        elif node.tag == "input":
            # Saved pages of filing systems keep their numbers in form fields.
            self._text(node.get("value") if (node.get("type") or "").lower() in _TYPED else None)
        else:
            self._text(node.text)

    def end(self, node: html.HtmlElement, *, tail: bool) -> None:
        """The text after the element."""
        if node.tag in _BLOCKS:
            self._parts.append(_LINE)
        self._verbatim -= node.tag == "pre"
        if tail:
            self._text(node.tail)

    def take(self) -> list[str]:
        """The lines so far, blanks folded, empty ones gone; starts afresh."""
        text = _SPACES.sub(" ", _SOURCE_WRAP.sub("", "".join(self._parts)))
        self._parts.clear()
        lines = (line.replace(_TAB, "\t").strip(" \u3000") for line in text.split(_LINE))
        return [line for line in lines if line.strip()]

    def _text(self, text: str | None) -> None:
        if text and self._verbatim:
            text = text.replace("\r\n", "\n").replace("\n", _LINE).replace("\t", _TAB)
        self._parts.append(text or "")


class _Writer:
    """Walks the page and writes its blocks."""

    def __init__(self, layout: set[html.HtmlElement]) -> None:
        self.blocks: list[Block] = []
        self._layout = layout
        self._lines = _Lines()

    def walk(self, root: html.HtmlElement) -> None:
        steps = etree.iterwalk(root, events=("start", "end"))
        for event, node in steps:
            is_grid = node.tag == "table" and node not in self._layout
            if event == "end":
                self._lines.end(node, tail=node is not root)
            elif is_grid:
                self._flush()
                self._grid(node)
                steps.skip_subtree()
            else:
                self._lines.start(node)
        self._flush()

    def _flush(self) -> None:
        self.blocks.extend(map(Paragraph, self._lines.take()))

    def _grid(self, table: html.HtmlElement) -> None:
        for caption in table.iter("caption"):
            self.blocks.extend(map(Paragraph, _Lines().walk(caption)))
        cells = tuple(_cells(table))
        if any(cell.text for cell in cells):
            self.blocks.append(Grid(cells))


# --- grids -----------------------------------------------------------------------------------


def _cells(table: html.HtmlElement) -> Iterator[GridCell]:
    """The cells of one table, placed as a browser places them; spans bounded by the table itself."""
    rows = _rows(table)[:MAX_GRID_ROWS]
    taken_until = [0] * MAX_GRID_COLUMNS
    """For every column, the first row that no cell from above reaches into."""
    for number, row in enumerate(rows):
        column = 0
        for cell in row:
            while column < MAX_GRID_COLUMNS and taken_until[column] > number:
                column += 1
            if column >= MAX_GRID_COLUMNS:
                break
            width = min(_span(cell, "colspan") or 1, MAX_GRID_COLUMNS - column)
            height = min(_span(cell, "rowspan") or len(rows), len(rows) - number)
            for covered in range(column, column + width):
                taken_until[covered] = max(taken_until[covered], number + height)
            yield GridCell("\n".join(_Lines().walk(cell)), number, column, height, width)
            column += width


def _rows(table: html.HtmlElement) -> list[list[html.HtmlElement]]:
    """Cells row by row; cells that stand in no row make one of their own."""
    rows: list[list[html.HtmlElement]] = []
    parent: html.HtmlElement | None = None
    for cell in table.iter("tr", "td", "th"):
        if cell.tag == "tr":
            rows.append([])
            parent = cell
        elif cell.getparent() is parent and rows:
            rows[-1].append(cell)
        else:
            rows.append([cell])
            parent = cell.getparent()
    return rows


def _span(cell: html.HtmlElement, name: str) -> int:
    """A span as written; 1 for nonsense, 0 only where the page says 0 (to the end of the table)."""
    match = re.match(r"\s*(\d{1,9})", cell.get(name) or "")
    return int(match[1]) if match else 1

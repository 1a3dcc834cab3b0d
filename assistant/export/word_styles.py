"""The look of an official document after GB/T 9704-2012, as Word parts.

A4; text block 156 × 225 mm with 22 lines of 28 characters: exact lines of 28.95 pt on a grid of the
same pitch, and type drawn together by 0.25 pt, since 28 × 16 pt is wider than 156 mm. Heading sizes and
kinds of type, and the page number in 四号 between dashes, outside right on odd and left on even pages,
are those of clauses 5.2, 7.3 and 7.5.
"""

from __future__ import annotations

from typing import Final

from assistant.export.fonts import Fonts, Typeface
from assistant.export.word_xml import Element, R, W, el, field, fonts_of, look, paragraph, run, xml

LINE: Final = 579
"""28.95 pt in twentieths: 22 lines fill 225 mm."""
TRACKING: Final = -5
SIZE_2: Final = 44
"""2号, in half points; below 3号, 4号, 小4, 5号."""
SIZE_3: Final = 32
SIZE_4: Final = 28
SIZE_SMALL_4: Final = 24
SIZE_5: Final = 21

PAGE_WIDTH: Final = 11906
PAGE_HEIGHT: Final = 16838
LEFT: Final = 1587
RIGHT: Final = 1474
TEXT_WIDTH: Final = PAGE_WIDTH - LEFT - RIGHT
"""156 mm in twentieths of a point."""
FOOTER: Final = 1375
"""24.25 mm from the paper's edge: the dash then stands 7 mm below the text block."""


def _twips(millimetres: float) -> int:
    return round(millimetres / 25.4 * 1440)


def section_properties(*, compact_margins: bool) -> Element:
    """Paper, margins, grid and footers.

    Margins 37/35 mm after GB/T 9704-2012; `compact_margins` takes 34.58/32.58 mm, the reading of GB/T
    33476.2-2016, which counts from the glyph instead of the line box.
    """
    top, bottom = (34.58, 32.58) if compact_margins else (37, 35)
    footers = []
    for kind, relation in (("default", "rIdOdd"), ("even", "rIdEven")):
        footer = el("footerReference", type=kind)
        footer.set(f"{{{R}}}id", relation)
        footers.append(footer)
    return el(
        "sectPr",
        *footers,
        el("pgSz", w=PAGE_WIDTH, h=PAGE_HEIGHT),
        el(
            "pgMar",
            top=_twips(top),
            right=RIGHT,
            bottom=_twips(bottom),
            left=LEFT,
            header=851,
            footer=FOOTER,
            gutter=0,
        ),
        el("cols", space=425),
        el("docGrid", type="lines", linePitch=LINE),
    )


def _style(
    style_id: str,
    name: str,
    face: Typeface,
    size: int,
    *properties: Element,
    tracking: int = 0,
    default: bool = False,
) -> Element:
    style = el(
        "style",
        el("name", val=name),
        None if default else el("basedOn", val="Normal"),
        el("qFormat"),
        el("pPr", *properties),
        look(face, size=size, tracking=tracking, hint=False),
        type="paragraph",
        styleId=style_id,
    )
    if default:
        style.set(f"{{{W}}}default", "1")
    return style


def _exact(height: int = LINE, **more: int) -> Element:
    return el("spacing", before=0, line=height, lineRule="exact", **{"after": 0, **more})


def _single() -> Element:
    return el("spacing", before=0, after=0, line=240, lineRule="auto")


def _indent() -> Element:
    return el("ind", firstLineChars=200, firstLine=640)


def _off(*tags: str) -> list[Element]:
    return [el(tag, val=0) for tag in tags]


def styles(fonts: Fonts) -> bytes:
    """`word/styles.xml`. No theme, so no theme font can override a Chinese one."""
    table = [*_off("widowControl", "snapToGrid"), _single(), el("ind", firstLineChars=0, firstLine=0)]
    root = el(
        "styles",
        el(
            "docDefaults",
            el(
                "rPrDefault",
                el(
                    "rPr",
                    fonts_of(fonts.body),
                    el("sz", val=SIZE_3),
                    el("szCs", val=SIZE_3),
                    el("lang", val="en-US", eastAsia="zh-CN", bidi="ar-SA"),
                ),
            ),
            el("pPrDefault"),
        ),
        _style(
            "Normal", "Normal", fonts.body, SIZE_3, *_off("widowControl"), _exact(), el("jc", val="both"),
            tracking=TRACKING, default=True,
        ),
        _style(
            "Title", "Title", fonts.title, SIZE_2, el("keepNext"), *_off("widowControl"), _exact(700, after=LINE),
            el("jc", val="center"),
        ),
        _style(
            "Heading1", "heading 1", fonts.heading, SIZE_3, el("keepNext"), *_off("widowControl"), _exact(), _indent(),
            el("outlineLvl", val=0), tracking=TRACKING,
        ),
        _style("BodyText", "Body Text", fonts.body, SIZE_3, _exact(), _indent(), tracking=TRACKING),
        _style("TableText", "Table Text", fonts.table, SIZE_5, *table, el("jc", val="center")),
        _style(
            "Remark", "Remark", fonts.body, SIZE_SMALL_4, *_off("widowControl", "snapToGrid"),
            el("spacing", before=120, after=0, line=360, lineRule="exact"), el("jc", val="left"),
        ),
        _style("Footer", "footer", fonts.table, SIZE_4, *_off("snapToGrid"), _single()),
    )  # fmt: skip
    return xml(root)


def font_table(fonts: Fonts) -> bytes:
    """`word/fontTable.xml`: what to take instead where a font is not installed."""
    faces = {face.name: face for face in fonts.all()}
    return xml(
        el(
            "fonts",
            *(
                el("font", el("altName", val=face.instead), el("charset", val="86"), name=name)
                for name, face in faces.items()
            ),
        )
    )


def footer(fonts: Fonts, *, even: bool) -> bytes:
    """`word/footer*.xml`: the page number between dashes, one character in from the outer edge."""
    face = fonts.table
    side = {"leftChars": 100, "left": 280} if even else {"rightChars": 100, "right": 280}
    line = paragraph(
        "Footer",
        run("— ", face, size=SIZE_4),
        *field("PAGE", face, size=SIZE_4),
        run(" —", face, size=SIZE_4),
        extra=(el("ind", **side), el("jc", val="left" if even else "right")),
    )
    return xml(el("ftr", line))


def settings() -> bytes:
    """`word/settings.xml`: different odd and even pages, Chinese punctuation, today's layout rules."""
    mode = el(
        "compatSetting", name="compatibilityMode", uri="http://schemas.microsoft.com/office/word", val=15
    )
    return xml(
        el(
            "settings",
            el("zoom", percent=100),
            el("evenAndOddHeaders"),
            el("defaultTabStop", val=420),
            el("characterSpacingControl", val="compressPunctuation"),
            el("compat", el("doNotExpandShiftReturn"), el("useFELayout"), mode),
            el("themeFontLang", val="en-US", eastAsia="zh-CN"),
        )
    )

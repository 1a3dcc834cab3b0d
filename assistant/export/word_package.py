"""The parts that every Word document of this program is made of, packed into one file."""

from __future__ import annotations

from typing import Final

from assistant.export.fonts import Fonts
from assistant.export.package import core_properties, zipped
from assistant.export.word_styles import font_table, footer, settings, styles
from assistant.export.word_xml import Element, el, xml

_HEAD: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
_WORD: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml"


def word_file(title: str, body: Element, fonts: Fonts) -> bytes:
    """The bytes of a .docx with a body (`w:body`, its section properties at the end); same body, same bytes."""
    return zipped(
        {
            "[Content_Types].xml": _content_types(),
            "_rels/.rels": _relations(
                ("rIdDocument", f"{_OFFICE}/officeDocument", "word/document.xml"),
                ("rIdCore", f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
            ),
            "docProps/core.xml": core_properties(title),
            "word/document.xml": xml(el("document", body)),
            "word/_rels/document.xml.rels": _relations(
                ("rIdStyles", f"{_OFFICE}/styles", "styles.xml"),
                ("rIdSettings", f"{_OFFICE}/settings", "settings.xml"),
                ("rIdFonts", f"{_OFFICE}/fontTable", "fontTable.xml"),
                ("rIdOdd", f"{_OFFICE}/footer", "footer1.xml"),
                ("rIdEven", f"{_OFFICE}/footer", "footer2.xml"),
            ),
            "word/styles.xml": styles(fonts),
            "word/settings.xml": settings(),
            "word/fontTable.xml": font_table(fonts),
            "word/footer1.xml": footer(fonts, even=False),
            "word/footer2.xml": footer(fonts, even=True),
        }
    )


def _content_types() -> bytes:
    parts = {
        "word/document": "document.main",
        "word/styles": "styles",
        "word/settings": "settings",
        "word/fontTable": "fontTable",
        "word/footer1": "footer",
        "word/footer2": "footer",
    }
    overrides = "".join(
        f'<Override PartName="/{name}.xml" ContentType="{_WORD}.{kind}+xml"/>' for name, kind in parts.items()
    )
    core = "application/vnd.openxmlformats-package.core-properties+xml"
    return (
        f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'{overrides}<Override PartName="/docProps/core.xml" ContentType="{core}"/></Types>'
    ).encode()


def _relations(*relations: tuple[str, str, str]) -> bytes:
    entries = "".join(
        f'<Relationship Id="{name}" Type="{kind}" Target="{target}"/>' for name, kind, target in relations
    )
    return f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{entries}</Relationships>'.encode()

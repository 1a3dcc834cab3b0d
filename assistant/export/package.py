"""Zip packages with the same bytes for the same content, whenever and wherever they are written."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from typing import Final
from xml.sax.saxutils import escape

_LONG_AGO: Final = (1980, 1, 1, 0, 0, 0)
_UNIX: Final = 3


def zipped(parts: Mapping[str, bytes]) -> bytes:
    """A zip of the given parts, in the given order, with neither times nor traces of the machine."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            info = zipfile.ZipInfo(name, _LONG_AGO)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = _UNIX
            info.external_attr = 0o644 << 16
            archive.writestr(info, data)
    return buffer.getvalue()


_CORE: Final = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"


def core_properties(title: str) -> bytes:
    """`docProps/core.xml` with the title only: who wrote it and when is nobody's business outside the office."""
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<cp:coreProperties xmlns:cp="{_CORE}" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{escape(title)}</dc:title><dc:creator></dc:creator><dc:language>zh-CN</dc:language>"
        "</cp:coreProperties>"
    ).encode()

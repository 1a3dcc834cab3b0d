"""The user's own Word file as a package: its parts are read, a few are replaced, all others stay byte for byte."""

from __future__ import annotations

import copy
import io
import posixpath
import zipfile
from typing import Final

from lxml import etree

from assistant.archive import check_zip, damaged_zip
from assistant.errors import InputError
from assistant.export.word_xml import Element

_LOOSE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STRICT: Final = "http://purl.oclc.org/ooxml/officeDocument/relationships"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006/relationships"
_WORD: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_MAIN: Final = f"{_WORD}.document.main+xml"
_KINDS: Final = (
    "wordprocessingml.document.main",
    "wordprocessingml.template.main",
    "ms-word.document.macroEnabled.main",
    "ms-word.template.macroEnabled",
)
"""What the content types say of a .docx, .dotx, .docm and .dotm."""

_TYPES: Final = "[Content_Types].xml"
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")


def is_word_file(data: bytes) -> bool:
    """Whether bytes are a Word package (.docx, .docm, .dotx, .dotm).

    Raises `InputError` for a zip that is damaged, encrypted or unsafe, and for a package with a password.
    """
    if data.startswith(_OLE) and _ENCRYPTED in data:
        raise InputError(
            "原文件有打开密码，批注加不进去。", "请在 Word 或 WPS 里另存为不带密码的副本，再重新核对。"
        )
    if not data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return False
    archive = check_zip(data)
    if _TYPES not in archive.NameToInfo:
        return False
    return any(kind.encode() in archive.read(_TYPES) for kind in _KINDS)


class OwnDocument:
    """A Word package opened for annotation. `root` is the tree of its main part, to be changed in place.

    `word` is the namespace that the document is written in, in braces: files in the strict variant of the
    standard have another one. Raises `InputError` when the package is damaged.
    """

    def __init__(self, data: bytes) -> None:
        self._archive = check_zip(data)
        self._changed: dict[str, bytes] = {}
        self._dropped: set[str] = set()
        try:
            self._types = parse(self._archive.read(_TYPES))
            self.main = self._main()
            self.root: Element = parse(self._archive.read(self.main))
            self._rels = self._rels_of(self.main)
        except (etree.XMLSyntaxError, KeyError, ValueError, zipfile.BadZipFile) as error:
            raise damaged_zip() from error
        if etree.QName(self.root).localname != "document" or self.root.find("{*}body") is None:
            raise damaged_zip()
        self.word = f"{{{etree.QName(self.root).namespace}}}"
        self.had_macros = self._become_plain()

    def _main(self) -> str:
        for rel in self._rels_of("").iterfind("{*}Relationship"):
            if _kind(rel) == "officeDocument":
                return posixpath.normpath((rel.get("Target") or "").lstrip("/"))
        return "word/document.xml"

    def _rels_of(self, part: str) -> Element:
        path = _rels_path(part)
        if path in self._archive.NameToInfo:
            return parse(self._archive.read(path))
        return etree.Element(f"{{{_PACKAGE}}}Relationships", nsmap={None: _PACKAGE})  # type: ignore[dict-item]

    def _become_plain(self) -> bool:
        """What is written is a .docx: Word opens none that says it is a template or holds macros."""
        for override in self._types.iterfind("{*}Override"):
            if (override.get("PartName") or "").lstrip("/") == self.main:
                override.set("ContentType", _MAIN)
        macros = [rel for rel in self._rels.iterfind("{*}Relationship") if _kind(rel) == "vbaProject"]
        for rel in macros:
            self._drop(self._target(rel))
            self._rels.remove(rel)
        return bool(macros)

    def _drop(self, part: str) -> None:
        if part in self._dropped:
            return
        self._dropped.add(part)
        if _rels_path(part) in self._archive.NameToInfo:
            self._dropped.add(_rels_path(part))
            folder = posixpath.dirname(part)
            for rel in self._rels_of(part).iterfind("{*}Relationship"):
                self._drop(posixpath.normpath(posixpath.join(folder, rel.get("Target") or "")))
        for override in self._types.findall("{*}Override"):
            if (override.get("PartName") or "").lstrip("/") == part:
                self._types.remove(override)

    def _target(self, rel: Element) -> str:
        target = rel.get("Target") or ""
        if target.startswith("/"):
            return target.lstrip("/")
        return posixpath.normpath(posixpath.join(posixpath.dirname(self.main), target))

    # --- comments ---

    def comments(self) -> Element:
        """The tree of the comments that are there, or a new empty one; hand it back to `bytes_with`."""
        part = self._comments_part()
        if part is not None:
            try:
                return parse(self._archive.read(part))
            except (etree.XMLSyntaxError, ValueError) as error:
                raise damaged_zip() from error
        return etree.Element(f"{self.word}comments", nsmap={"w": self.word.strip("{}")})

    def _comments_part(self) -> str | None:
        for rel in self._rels.iterfind("{*}Relationship"):
            if _kind(rel) == "comments" and self._target(rel) in self._archive.NameToInfo:
                return self._target(rel)
        return None

    def bytes_with(self, comments: Element) -> bytes:
        """The package with the changed document and these comments; with none, the document as it was."""
        if len(comments):
            part = self._comments_part() or self._new_comments_part()
            self._changed[part] = _bytes(comments)
            self._changed[self.main] = _bytes(self.root)
        self._changed[_rels_path(self.main)] = _bytes(self._rels)
        self._changed[_TYPES] = _bytes(self._types)
        return self._packed()

    def _new_comments_part(self) -> str:
        folder = posixpath.dirname(self.main)
        names = {name.lower() for name in self._archive.NameToInfo}
        number = next(
            n for n in range(len(names) + 1) if f"{folder}/comments{n or ''}.xml".lower() not in names
        )
        name = f"comments{number or ''}.xml"
        part = posixpath.join(folder, name)
        for rel in self._rels.findall("{*}Relationship"):
            if _kind(rel) == "comments":  # it pointed at nothing
                self._rels.remove(rel)
        ids = {rel.get("Id") for rel in self._rels.iterfind("{*}Relationship")}
        rel = etree.SubElement(self._rels, f"{{{_PACKAGE}}}Relationship")
        rel.set("Id", next(f"rIdComments{n}" for n in range(len(ids) + 1) if f"rIdComments{n}" not in ids))
        rel.set("Type", f"{_STRICT if 'purl.oclc.org' in self.word else _LOOSE}/comments")
        rel.set("Target", name)
        override = etree.SubElement(self._types, f"{{{etree.QName(self._types).namespace}}}Override")
        override.set("PartName", f"/{part}")
        override.set("ContentType", f"{_WORD}.comments+xml")
        return part

    def _packed(self) -> bytes:
        """Members in their order with their dates; new ones at the end."""
        buffer = io.BytesIO()
        left = dict(self._changed)
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as packed:
            for info in self._archive.NameToInfo.values():
                if info.filename in self._dropped:
                    continue
                data = left.pop(info.filename, None)
                packed.writestr(copy.copy(info), self._archive.read(info) if data is None else data)
            for name, data in left.items():
                packed.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
        return buffer.getvalue()


def parse(data: bytes) -> Element:
    """A part as a tree, without entities and without the network."""
    return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False))


def _bytes(root: Element) -> bytes:
    data: bytes = etree.tostring(root.getroottree(), xml_declaration=True, encoding="UTF-8", standalone=True)
    return data


def _kind(rel: Element) -> str:
    return "" if rel.get("TargetMode") == "External" else str(rel.get("Type") or "").rpartition("/")[2]


def _rels_path(part: str) -> str:
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")

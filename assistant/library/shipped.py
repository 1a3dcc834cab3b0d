"""The corpus that comes with the program: which of its files are new, changed or gone.

A file that cannot be read is named and passed over; what the library held of it before stays.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Final

from assistant.errors import InputError, NianbaoError
from assistant.library.entries import Entry, Shelf, of_provision, of_report
from assistant.library.imported import ImportedReport
from assistant.library.lexicon import FILE as LEXICON
from assistant.library.lexicon import Lexicon, read_lexicon
from assistant.library.provisions import parse_document
from assistant.library.store import Record

REGULATIONS: Final = "regulations"
REPORTS: Final = "reports"
_FORMAT: Final = 2
"""Raised when entries are made otherwise than before, so that every file is taken in anew."""

ReadReport = Callable[[bytes, str], ImportedReport]


@dataclass(frozen=True)
class Changes:
    """What has to be put and dropped to follow the corpus, and which files could not be read, in words."""

    put: tuple[tuple[Record, tuple[Entry, ...]], ...]
    drop: tuple[str, ...]
    broken: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.put or self.drop)


def changes(corpus: Path, held: Sequence[Record], read_report: ReadReport) -> Changes:
    """Compare the corpus with what the library holds of it."""
    hashes = {record.id: record.hash for record in held if record.origin == "shipped"}
    put, broken, there = [], [], set()
    for path in sorted([*corpus.glob(f"{REGULATIONS}/*.md"), *corpus.glob(f"{REPORTS}/*.md")]):
        name = f"{path.parent.name}/{path.stem}"
        there.add(name)
        try:
            data = path.read_bytes()
            mark = f"{_FORMAT}-{sha256(data).hexdigest()}"
            if hashes.get(name) != mark:
                put.append(_taken_in(name, path, data, mark, read_report))
        except OSError:
            broken.append(f"“{path.name}”读不了，请检查权限。")
        except NianbaoError as error:
            broken.append(str(error))
    return Changes(tuple(put), tuple(sorted(set(hashes) - there)), tuple(broken))


def lexicon(corpus: Path) -> tuple[Lexicon, str]:
    """The lexicon, and what is wrong with it ("" for nothing; then it is empty)."""
    try:
        return read_lexicon(corpus / LEXICON), ""
    except InputError as error:
        return Lexicon(), str(error)


def _taken_in(
    name: str, path: Path, data: bytes, mark: str, read_report: ReadReport
) -> tuple[Record, tuple[Entry, ...]]:
    if path.parent.name == REPORTS:
        report = read_report(data, path.name)
        record = Record(
            id=name, origin="shipped", shelf=Shelf.REPORTS, title=report.title, name=path.name, hash=mark
        )
        return record, tuple(of_report(report, name))
    try:
        text = data.decode("utf-8").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        raise InputError(f"规定文件“{path.name}”读不出来。", "请检查是否为 UTF-8 编码的文本。") from error
    provisions = parse_document(text, path.name)
    if not provisions:
        raise InputError(f"规定文件“{path.name}”里一条规定也没有。", "请照 corpus/regulations 里的文件写。")
    document = provisions[0].document
    record = Record(
        id=name,
        origin="shipped",
        shelf=Shelf.PROVISIONS,
        title=document.title,
        number=document.number,
        version=document.version,
        aliases=document.aliases,
        name=path.name,
        hash=mark,
    )
    return record, tuple(entry for provision in provisions for entry in of_provision(provision))

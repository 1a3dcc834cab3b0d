"""TEXT-CONTRADICTION: what became of the year's only request, where the table says that something else did.

With one request answered in the year, 作出不予公开决定 speaks of it, and the row that holds it decides.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from assistant.checking.case import Case
from assistant.checking.figures.claims.claims import Broken
from assistant.checking.figures.ties.aliases import Name, hide_marks, names_in
from assistant.checking.figures.ties.elsewhere import ELSEWHERE
from assistant.checking.figures.ties.named import cut_out
from assistant.checking.figures.ties.rows import DONE, result_cells
from assistant.core.template import quoted

_THE_ONE: Final = re.compile(
    r"(?:唯一|仅有|收到|受理|办结|答复|这|该|所收)[^，。；\d]{0,6}(?:1|一)件|(?:公开)?申请(?:共|仅|只|有)*(?:1|一)件|该申请|这(?:份|件)申请|申请人?(?:申请|要求|索要)的"
)
_DONE_SO: Final = re.compile(
    r"^(?:[^，。；]{0,10})?(?:作出(?:了)?|作了?|决定|已|依法|给予|予以|告知(?:申请人)?|答复(?:为|申请人)?|按)(?:[^，。；]{0,6})$"
)
_NOT_SAID: Final = re.compile(
    r"[没未无如若凡拟应可能]|不得|上年|去年|20\d\d年(?!\d)|原则|规定|条例|情形|标准|[二三四五六七八九两]|处罚|许可|复议|诉讼|起诉|法院"
)
_GIVEN_WHOLE: Final = re.compile(
    "(?:全文|完整|整份|整本|原样|全部|一字不[漏落])(?:地|内容|都|一并)*(?:提供|公开|复印|给|寄)"
)
_WHOLE: Final = Name("granted", "result", 0, 0)
_ROWS: Final = frozenset({"granted", "granted_in_part", "refused", "unavailable", "not_processed"})


def broken(case: Case) -> Iterator[Broken]:
    """Every outcome told of the only request that the table does not have."""
    if case.sum(DONE) != 1:
        return
    for sentence in case.prose.sentences:
        text = hide_marks(sentence.text)
        if not _THE_ONE.search(text) and not ("申请" in text and re.search("村民|居民|申请人|群众", text)):
            continue
        if ELSEWHERE.search(text):
            continue
        for match in re.finditer("[^，。；：]+", text):
            clause = sentence.of(match)
            if _NOT_SAID.search(_without_results(match[0])) or re.search(r"[02-9]|1\d", match[0]):
                continue
            found = _outcome(match[0])
            if found and (cells := result_cells(found[0], case.report.form)) and case.sum(cells) == 0:
                shown = "、".join(case.name(a) for a in cells)
                says = f"正文写{quoted(clause.text.strip())}，而本年办结的只有1件，{shown}是 0，两处矛盾。"
                yield Broken(clause, cells, says)


def _without_results(words: str) -> str:
    """The words without the results themselves, whose 不 and 未 deny nothing."""
    return cut_out(words, [n for n in names_in(words) if n.kind in {"result", "reason"}])


def _outcome(words: str) -> tuple[str, int] | None:
    """The result that a clause says was given."""
    if whole := _GIVEN_WHOLE.search(words):
        return _WHOLE.key, whole.start()
    names = [n for n in names_in(words) if n.kind == "result" and n.key in _ROWS]
    if len(names) != 1 or not _DONE_SO.match(words[: names[0].start] or "已"):
        return None
    return names[0].key, names[0].start

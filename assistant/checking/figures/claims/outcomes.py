"""TEXT-CONTRADICTION: how cases ended, said without a number, where the table has none that ended so.

``行政复议1件，结果维持`` beside 其他结果 1. Where one case alone is spoken of it is an error; of several one may have been
withdrawn and brought again, so it is a warning.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from assistant.checking.case import Case
from assistant.checking.figures.claims.claims import Broken, kinds_of_case
from assistant.checking.figures.ties.statements import Statement
from assistant.checking.prose import Passage
from assistant.core.report import Severity
from assistant.core.template import quoted

_ENDED: Final[tuple[tuple[str, re.Pattern[str]], ...]] = (
    (
        "upheld",
        re.compile(
            r"^(?:目前|现|最终|经审理|后|已|均|都|全部|复议(?:机关|机构)|(?:人民)?法院|经|审理|审查|依法|作出|一审|二审|判决|裁定|决定|结果|被|予以?|获|得到|为|是|了)*维持(?:了)?(?:(?:本|我)(?:局|委|办|镇|街道|机关|单位)|原)?(?:的)?(?:行政行为|答复|决定|判决|处理)?(?:决定|意见)?(?:的)?$"
            r"|(?:驳回|判决驳回|裁定驳回)(?:原告|申请人|其)?(?:的)?(?:全部)?(?:诉讼请求|复议(?:申请|请求)|起诉)$"
        ),
    ),
    (
        "corrected",
        re.compile(
            r"^(?:[^，。；]{0,10})?(?:责令(?:限期|我[局委镇]|本(?:机关|局)|本街道)?(?:重新|限期)?(?:作出)?(?:答复|履行|处理)|(?:结果)?(?:被|予以|为)?(?:纠正|撤销)(?:原?(?:答复|决定))?|确认(?:答复)?违法)$"
        ),
    ),
    (
        "pending",
        re.compile(
            r"^(?:截?至?(?:目前|年底|年末|12月31日|20\d\d年底)?(?:止)?|到年[底末])?(?:尚|仍|还|正)*(?:未审结|未结案|没有?审结|在审理(?:之?中|当中|过程中)?|在审|处于审理(?:阶段|之?中)|没有?作出(?:复议)?(?:决定|判决))$"
        ),
    ),
    (
        "decided",
        re.compile(
            r"^(?:已经?|现已|均已|都已)(?:于)?(?:年内|当年|本年|年底前|\d{1,2}月(?:底|份)?)?(?:内|前)?(?:审结|结案|审理终结|审理完毕|宣判|判决)$"
        ),
    ),
    (
        "other",
        re.compile(
            r"^(?:后|最终|均|都|全部|由|经|调解|沟通|协调|释明|申请人|原告|当事人|主动|自愿|自行)*(?:撤回(?:了)?(?:复议|诉讼|行政复议)?(?:申请|起诉)?|撤诉)(?:后)?(?:终止|结案|终结)?$"
        ),
    ),
)
_NOT_SAID: Final = re.compile(
    "没有|未(?!审结|结案|作出)|无|不|如|若|拟|应|其中|另|除|上年|去年|20\\d\\d年(?!底)"
)
_OTHER_MATTER: Final = re.compile("其他|处罚|许可|征收|登记(?!簿)")
_DATE: Final = re.compile(r"(?:20\d\d年)?(?:\d{1,2}月(?:\d{1,2}日)?|底)")
_DECIDED: Final = ("upheld", "corrected", "other")
_REACH: Final = 3
"""Clauses behind the number of cases that may still say how they ended."""


def broken(case: Case) -> Iterator[tuple[Broken, Severity]]:
    """Every end of a case that the table does not have."""
    for statement in case.statements:
        if statement.kind == "case" and not statement.last_year and _holds(case, statement):
            yield from _behind(case, statement)


def _holds(case: Case, statement: Statement) -> bool:
    """Whether the number of cases is the table's: a number that is wrong is told elsewhere."""
    return case.sum(statement.choices[0]) == statement.mention.value > 0


def _behind(case: Case, statement: Statement) -> Iterator[tuple[Broken, Severity]]:
    sentence = statement.sentence
    start = statement.passage.end - sentence.start
    rest = re.split("[；;。]", sentence.text[start:])[0]
    at = start
    for place, piece in enumerate(rest.split("，")):
        words = piece.strip("“”（）() ")
        if place > _REACH or re.search(r"\d", _DATE.sub("", words)):
            return
        if place and not _NOT_SAID.search(words) and not _OTHER_MATTER.search(words):
            for column, pattern in _ENDED:
                if pattern.search(words):
                    yield from _judged(case, statement, sentence.cut(at, at + len(piece)), column)
                    return
        at += len(piece) + 1


def _judged(
    case: Case, statement: Statement, clause: Passage, column: str
) -> Iterator[tuple[Broken, Severity]]:
    rows = {cell.split(".")[1] for cell in statement.choices[0]} or set(
        kinds_of_case(case, clause, statement.sentence)
    )
    columns = _DECIDED if column == "decided" else (column,)
    cells = tuple(f"disputes.{row}.{c}" for row in sorted(rows) for c in columns)
    if case.sum(cells) != 0:
        return
    shown = "、".join(case.name(a) for a in cells)
    says = f"正文写{quoted(clause.text.strip())}，而{shown}是 0，两处矛盾。"
    one = statement.mention.value == 1 and not statement.doubt
    yield Broken(clause, cells, says), "error" if one else "warning"

"""Requests left over, told without 结转: 仍有2件等待回复，转入2026年继续办理; 2023年末未办完的2件."""

from __future__ import annotations

import re
from typing import Final

from assistant.checking.figures.ties.aliases import names_in
from assistant.checking.figures.ties.places import Place
from assistant.checking.figures.ties.rows import FORWARD, OVER
from assistant.checking.figures.ties.tie import UNSURE, Role, Tie

_WAITING: Final = re.compile(
    r"(?:公开)?(?:申请)?(?:正在|等待|尚待|需要|因)?[^，。；0-9]{0,16}[，]?(?:已|将|需|现)?(?:按规定|依法)?(?:转入|结转至?|延至|顺延至|(?:转|移|放|推|跨|拖|带|挪|滚|留|延)(?:至|到|入|待|给)|留待)(?:20[0-9]{2}|下一?|次|明|来|第二)年度?(?:继续|再|接着|接续)?(?:办|答|处理|了结)"
)
_LEFT: Final = re.compile("(?:仍|尚|还|另|余|剩)(?:有|余|下|剩)?(?:的)?$")
"""仍有2件申请等待第三方回复意见，转入2026年继续办理."""


_SUMMED: Final = re.compile(
    r"(?:共计|合计|总计|共|总共|加起来|合起来|合在一起|加在一起|加总|相加|等于|总数|之和|两项)[^，。；、\d]{0,4}$"
)
_NEAR: Final = 30
_A_STOP: Final = re.compile("[。；;]")


def both_summed_up(place: Place, words: str) -> bool:
    """``18件新收加1件结转共19件``: what both come to, though the one named last stands right before the number."""
    if not place.before or not _SUMMED.search(words):
        return False
    near = place.text[max(0, place.mention.start - _NEAR) : place.mention.start]
    keys = {n.key for n in names_in(_A_STOP.split(near)[-1])}
    return (
        bool(keys & {"new", "received"}) and bool(keys & {"over", "carried"}) and "total_results" not in keys
    )


def forward(said: str, place: Place, role: Role) -> Tie | None:
    """What is carried on into the next year, or only said to be in hand."""
    if re.search(r"转|顺延|延期|延续|续办|下年|次年|明年", said):
        return Tie((FORWARD,), "结转下年度", "received", role)
    if re.search(r"复议|诉讼|案件|审理", place.clause):
        return None
    return Tie((FORWARD,), "结转下年度", "received", role, "“在办”和结转下年度未必是一回事")


def waiting(place: Place) -> Tie | None:
    """A number that is left and goes into the next year, though the words for it stand a clause behind."""
    if not _LEFT.search(place.lead) or not _WAITING.match(place.text, place.mention.end):
        return None
    return Tie((FORWARD,), "结转下年度", "received", doubt=UNSURE)


def left_by_last_year(tie: Tie, place: Place, year: int | None) -> Tie:
    """``2023年末未办完的2件`` in the report of 2024: what last year left undone was carried over."""
    if tie.choices != (FORWARD,) or year is None or not re.search(rf"{year - 1}年", place.clause):
        return tie
    return Tie((OVER,), "上年结转", "received")

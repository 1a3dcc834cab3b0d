"""The likeliest mistake: a small search over single slips of the pen.

Every guess says which cells would have to change and is believed only when all relations those cells
take part in then hold, at least one of which did not before. What nothing explains stays a plain
difference.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from assistant.checking.tables.board import UNTELLING, WEAK, Board, Guess
from assistant.checking.tables.guesses import guesses
from assistant.core.relations import Relation

MOST_BROKEN: Final = 40
"""Beyond so many broken relations the table is another table, not a slip of the pen."""


@dataclass(frozen=True)
class Explanation:
    """What to tell staff about one broken relation, and the cells it points at.

    `sure` is false for a guess that only fits: then the other cells stay under suspicion.
    """

    says: str
    cells: tuple[str, ...]
    sure: bool


def explain(board: Board, broken: Sequence[Relation]) -> dict[Relation, Explanation]:
    """The likeliest mistake behind each broken relation; relations that nothing explains are left out.

    Guesses that repair more relations come first, then the more telling, then those that change fewer
    cells. Two that are equally good are both named; three say nothing any more.
    """
    if len(broken) > MOST_BROKEN:
        return {}
    believed = _believed(board, guesses(board, broken))
    index_of = {relation: index for index, relation in enumerate(board.relations)}
    explained = {}
    for relation in broken:
        index = index_of[relation]
        fitting = [(guess, repaired) for guess, repaired in believed if index in repaired]
        if fitting:
            explanation = _best(fitting)
            if explanation:
                explained[relation] = explanation
    return explained


def _believed(board: Board, guessed: Iterable[Guess]) -> list[tuple[Guess, frozenset[int]]]:
    best: dict[frozenset[tuple[str, Decimal]], tuple[Guess, frozenset[int]]] = {}
    for guess in guessed:
        repaired = board.repaired(guess.changes)
        if not repaired or (guess.rank >= UNTELLING and len(repaired) < 2):
            continue
        key = frozenset(guess.changes.items())
        known = best.get(key)
        if known is None or guess.rank < known[0].rank:
            best[key] = (guess, repaired)
    return list(best.values())


def _best(fitting: list[tuple[Guess, frozenset[int]]]) -> Explanation | None:
    def order(pair: tuple[Guess, frozenset[int]]) -> tuple[int, int, int]:
        return -len(pair[1]), pair[0].rank, len(pair[0].changes)

    leading = min(order(pair) for pair in fitting)
    top = [pair[0] for pair in fitting if order(pair) == leading]
    if len(top) > 2:
        return None
    sure = -leading[0] >= 2 and leading[1] != WEAK
    says = "；也可能是".join(dict.fromkeys(guess.says for guess in top))
    cells = dict.fromkeys(a for guess in top for a in (*guess.changes, *guess.also))
    return Explanation(f"{'很可能是' if sure else '可能是'}{says}。", tuple(cells), sure)

"""What a sentence says, as pieces that can be counted: so that nothing the outline demands is lost on rewording."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from assistant.drafting.draft import NOTES, YEAR, Claim, Sentence
from assistant.drafting.matters import meant, retold

Atom = tuple[str, ...]
_SAID: Final = frozenset({"note", "quote", "raw"})
_CLAUSE: Final = re.compile("[，；。：！]")


def demands(sentence: Sentence) -> set[Atom]:
    """What a sentence of the material must not lose: its figures, its zeros, each clause of the user's words."""
    atoms: set[Atom] = {
        ("number", *n.cells, str(n.value)) for n in sentence.numbers
        if n.cells != (YEAR,) and (not _noted(n.cells) or not _inside(n.start, sentence.claims))
    }  # fmt: skip
    for claim in sentence.claims:
        if claim.says == "zero":
            atoms |= {("zero", cell) for cell in meant(claim.text, claim.cells)}
        elif claim.says == "equal":
            atoms.add(("equal", *claim.cells))
        elif claim.says in _SAID:
            atoms |= {
                ("said", *claim.cells, clause) for clause in _CLAUSE.split(claim.text) if clause.strip()
            }
    return atoms


def covered(wanted: Iterable[Atom], by: Iterable[Sentence]) -> set[Atom]:
    """Those of the pieces that some sentences say."""
    sentences = list(by)
    told = {atom for s in sentences for atom in demands(s)}
    words = [c for s in sentences for c in s.claims if c.says in _SAID]
    return {a for a in wanted if a in told or (a[0] == "said" and any(_says(c, a) for c in words))}


def touches(sentence: Sentence, wanted: set[Atom]) -> bool:
    """Whether a sentence says anything of these."""
    return bool(covered(wanted, [sentence]))


def _says(claim: Claim, atom: Atom) -> bool:
    """Whether the user's words in a claim are this clause, or several of which it is one."""
    if claim.cells != atom[1:-1]:
        return False
    clauses = [c for c in _CLAUSE.split(claim.text) if c.strip()]
    return any(retold(clause, atom[-1]) or atom[-1] in clause for clause in clauses)


def _inside(place: int, claims: Iterable[Claim]) -> bool:
    return any(c.start <= place < c.end for c in claims)


def _noted(cells: tuple[str, ...]) -> bool:
    return cells[0].startswith((NOTES, "previous.sections."))

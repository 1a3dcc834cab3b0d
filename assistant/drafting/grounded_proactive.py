"""主动公开 in sentences: documents, decisions and fees of 表二, zeros in one clause."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from assistant.core.facts import Fact
from assistant.core.numbers import format_number
from assistant.core.template import address
from assistant.drafting.phrases import Desk, body
from assistant.drafting.pieces import Line, Piece, joined, zero

_DOCUMENTS: Final = {"rules": "规章", "normative_documents": "行政规范性文件"}
_DECISIONS: Final = {"licensing": "行政许可", "penalties": "行政处罚", "compulsion": "行政强制"}
_FEES: Final = "proactive.fees.amount"
_ORDERS: Final = ("documents decisions fees", "decisions fees documents", "decisions documents fees")
Clause = list[Piece]


def proactive_lines(desk: Desk) -> Iterator[Line]:
    """The figures of 表二; nothing when no cell of it can be used."""
    if desk.outline.report.template == "2019":
        yield from _of_2019(desk)
        return
    documents = [c for row, name in _DOCUMENTS.items() if (c := _documents(desk, row, name))]
    parts = {"documents": documents, "decisions": [_decisions(desk)], "fees": [_fees(desk)]}
    order = desk.chooser.pick("order of 表二", _ORDERS)
    said = [clause for part in order.split() for clause in parts[part] if clause]
    none = _none(desk)
    if not said and not none:
        return
    opening = desk.opening("proactive")
    if not said:
        yield body(*opening, *joined(none, "，"), "。")
        return
    tail: Clause = ["；", *joined(none, "，")] if none else []
    between = "，" if len(said) <= 2 else "；"
    yield body(*opening, *joined(said, between), *tail, "。")


def _documents(desk: Desk, row: str, name: str) -> Clause:
    cells = {c: address("proactive", row, c) for c in ("issued", "repealed", "in_force")}
    issued, repealed, in_force = (desk.fact(a) for a in cells.values())
    if not any(f and f.value for f in (issued, repealed, in_force)):
        return []
    groups: list[Clause] = []
    named = False
    if issued and issued.value:
        groups.append([f"制发{name}", issued])
        named = True
    if repealed and repealed.value:
        groups.append(["废止" if named else f"废止{name}", repealed])
        named = True
    unchanged = None if named else _unchanged(issued, repealed)
    if in_force and in_force.value:
        groups.append(["现行有效" if named else f"现行有效的{name}", in_force])
    if unchanged:
        groups.append([unchanged])
    return joined(groups, "，")


def _unchanged(issued: Fact | None, repealed: Fact | None) -> Piece | None:
    """Behind the documents in force: none came and none went."""
    none = {"制发": issued, "废止": repealed}
    zeros = {word: fact for word, fact in none.items() if fact and not fact.value}
    if not zeros:
        return None
    cells = [cell for fact in zeros.values() for cell in fact.cells]
    return zero(f"年内没有{'和'.join(zeros)}", *cells)


def _half_changed(desk: Desk, row: str, name: str) -> list[Clause]:
    """Where documents were issued and none repealed, or the other way round: the half that did not happen."""
    facts = {
        word: desk.fact(address("proactive", row, c))
        for c, word in (("issued", "制发"), ("repealed", "废止"))
    }
    if not any(f and f.value for f in facts.values()):
        return []
    return [[zero(f"没有{word}{name}", *f.cells)] for word, f in facts.items() if f and not f.value]


def _decisions(desk: Desk) -> Clause:
    facts = {name: desk.fact(address("proactive", row, "decisions")) for row, name in _DECISIONS.items()}
    entries = [(name, fact) for name, fact in facts.items() if fact and fact.value]
    if not entries:
        return []
    if len(entries) == 1:
        name, fact = entries[0]
        return [f"作出{name}处理决定", fact]
    names = _and([name for name, _ in entries])
    if desk.chooser.pick("decisions", (True, False)):
        return [f"作出{names}处理决定分别为", *joined([[fact] for _, fact in entries])]
    return ["作出", *joined([[f"{name}处理决定", fact] for name, fact in entries])]


def _and(names: list[str]) -> str:
    return "和".join(["、".join(names[:-1]), names[-1]]) if len(names) > 1 else names[0]


def _fees(desk: Desk) -> Clause:
    fact = desk.fact(_FEES)
    if not fact or not fact.value:
        return []
    return [desk.pick("fees", "行政事业性收费", "收取行政事业性收费", "行政事业性收费金额"), fact]


def _none(desk: Desk) -> list[Clause]:
    """Zeros, a clause for documents, one for decisions and one for fees."""
    clauses = [c for row, name in _DOCUMENTS.items() for c in _half_changed(desk, row, name)]
    documents = {
        name: [address("proactive", row, c) for c in ("issued", "repealed", "in_force")]
        for row, name in _DOCUMENTS.items()
    }
    no_documents = {name: cells for name, cells in documents.items() if desk.figures.is_zero(*cells)}
    if no_documents:
        also = "也" if clauses else ""
        verb = "制发或者废止" if desk.chooser.pick("none", (True, False)) else "制发、废止"
        clauses.append(
            [
                zero(
                    f"{also}没有{verb}{_and(list(no_documents))}",
                    *(c for cs in no_documents.values() for c in cs),
                )
            ]
        )
    decisions = {name: address("proactive", row, "decisions") for row, name in _DECISIONS.items()}
    no_decisions = {name: a for name, a in decisions.items() if desk.figures.is_zero(a)}
    if no_decisions:
        clauses.append([zero(f"没有作出{'、'.join(no_decisions)}决定", *no_decisions.values())])
    if desk.figures.is_zero(_FEES):
        clauses.append([zero("也没有行政事业性收费" if len(clauses) > 1 else "没有行政事业性收费", _FEES)])
    return clauses


# --- the form of 2019 ---------------------------------------------------------------------------

_DOCUMENTS_2019: Final = {"rules": "规章", "normative_documents": "规范性文件"}
_ITEMS_2019: Final = {
    "licensing": "行政许可", "other_services": "其他对外管理服务事项", "penalties": "行政处罚", "compulsion": "行政强制",
}  # fmt: skip


def _of_2019(desk: Desk) -> Iterator[Line]:
    documents = [c for row, name in _DOCUMENTS_2019.items() if (c := _documents_2019(desk, row, name))]
    decisions: list[Clause] = [
        [f"{name}处理决定", fact]
        for row, name in _ITEMS_2019.items()
        if (fact := desk.fact(address("proactive", row, "decisions"))) and fact.value
    ]
    said: list[Clause] = [*documents]
    if decisions:
        said.append(["作出", *joined(decisions)])
    said += _procurement_2019(desk)
    none = _none_2019(desk)
    if said or none:
        between = "；" if said and none else ""
        yield body(*desk.opening("proactive"), *joined(said, "；"), between, *joined(none, "，"), "。")
    names = {**_ITEMS_2019, "fees": "行政事业性收费"}
    changes = [c for row, name in names.items() if (c := _change_2019(desk, row, name))]
    if changes:
        yield body(*joined(changes, "，"), "。")


def _documents_2019(desk: Desk, row: str, name: str) -> Clause:
    labels = {"made": f"新制作{name}", "published": f"新公开{name}", "public_total": f"对外公开的{name}总数"}
    facts = {label: desk.fact(address("proactive", row, c)) for c, label in labels.items()}
    return joined([[label, fact] for label, fact in facts.items() if fact and fact.value])


def _procurement_2019(desk: Desk) -> list[Clause]:
    projects, amount = (desk.fact(address("proactive", "procurement", c)) for c in ("projects", "amount"))
    groups: list[Clause] = []
    if projects and projects.value:
        groups.append(["政府集中采购项目", projects])
    if amount and amount.value:
        groups.append(["采购总金额" if groups else "政府集中采购总金额", amount])
    return [joined(groups, "，")] if groups else []


def _none_2019(desk: Desk) -> list[Clause]:
    none: list[Clause] = []
    cells = {
        name: [address("proactive", row, c) for c in ("made", "published")]
        for row, name in _DOCUMENTS_2019.items()
    }
    documents = {name: a for name, a in cells.items() if desk.figures.is_zero(*a)}
    if documents:
        none.append(
            [zero(f"没有新制作和新公开{'、'.join(documents)}", *(a for c in documents.values() for a in c))]
        )
    rows = {name: address("proactive", row, "decisions") for row, name in _ITEMS_2019.items()}
    decisions = {name: a for name, a in rows.items() if desk.figures.is_zero(a)}
    if decisions:
        none.append([zero(f"没有作出{'、'.join(decisions)}处理决定", *decisions.values())])
    return none


def _change_2019(desk: Desk, row: str, name: str) -> Clause:
    """本年增/减, when there was any."""
    fact = desk.fact(address("proactive", row, "change"))
    if not fact or not fact.value:
        return []
    label = name if name.endswith("事项") else f"{name}项目"
    if fact.value > 0:
        return [f"{label}比上年增加", fact]
    shown = format_number(-fact.value)
    less = Fact(fact.id, -fact.value, fact.unit, fact.cells, f"|−{shown}|")
    return [f"{label}比上年减少", less]

"""依申请公开 in sentences: what came in, how it was dealt with, what is carried on.

The four numbers (新收, 上年结转, 办结, 结转下年度) stand together and balance; when the table's own relations
fail, the cells are stated one by one and the outline's 请核对 follows.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from assistant.core.facts import Fact
from assistant.core.relations import Verdict
from assistant.core.template import APPLICANTS, address
from assistant.drafting.phrases import CATEGORIES, REASONS, Desk, body, items
from assistant.drafting.pieces import Line, Piece, equal, joined, zero
from assistant.errors import InternalError

NEW: Final = "requests.new.total"
CARRIED: Final = "requests.carried_over.total"
DONE: Final = "requests.concluded_total.total"
FORWARD: Final = "requests.carried_forward.total"
FOUR: Final = (NEW, CARRIED, DONE, FORWARD)

MANY: Final = 100
"""From this many concluded requests on, a share and the main reasons are worth a reader's time."""

_KINDS: Final = {
    "enterprise": "商业企业", "research_institution": "科研机构", "public_interest_organization": "社会公益组织",
    "legal_service_organization": "法律服务机构", "other_organization": "其他",
}  # fmt: skip
_ALL_ALIKE: Final = 2
"""Pieces of the clause that all applicants are of one kind."""
_NONE: Final = {
    NEW: "没有新收政府信息公开申请", CARRIED: "没有上年结转的申请", DONE: "年内没有办结",
    FORWARD: "没有结转下年度继续办理的申请",
}  # fmt: skip
Clause = list[Piece]


def nothing_at_all(desk: Desk) -> bool:
    """Whether no request came in, was open, was concluded or is carried on."""
    return desk.figures.is_zero(*FOUR) and not desk.figures.results


def request_lines(desk: Desk) -> Iterator[Line]:
    """The figures of 表三; nothing when none of the four totals can be used."""
    usable = [a for a in FOUR if desk.figures.usable(a)]
    if not usable:
        return
    if len(usable) < 4 or desk.figures.holds("T3-BALANCE", NEW) is not Verdict.PASS:
        yield _cell_by_cell(desk)
    elif nothing_at_all(desk):
        yield _none(desk)
    elif desk.figures.is_zero(NEW):
        yield from _only_carried(desk)
    elif _single(desk):
        yield _one(desk)
    else:
        yield from _several(desk)


def _none(desk: Desk) -> Line:
    """No request at all; 表四 is dealt with elsewhere."""
    first = desk.pick(
        "none at all", "没有收到政府信息公开申请", "未收到政府信息公开申请", "没有新收政府信息公开申请"
    )
    return body(
        *desk.opening("requests"), zero(first, NEW), "，",
        zero("没有上年结转和结转下年度继续办理的申请", CARRIED, FORWARD), "。",
    )  # fmt: skip


def _cell_by_cell(desk: Desk) -> Line:
    """What the cells say, one by one, when they do not balance or some are missing."""
    names = {NEW: "新收政府信息公开申请", CARRIED: "上年结转", DONE: "办结", FORWARD: "结转下年度继续办理"}
    said: list[Clause] = []
    none: list[Clause] = []
    for cell, name in names.items():
        fact = desk.fact(cell)
        if fact and fact.value:
            said.append([name, fact, *(_results(desk, "，其中") if cell == DONE else [])])
        elif fact:
            none.append([zero(_NONE[cell], cell)])
    said += none
    return body(*desk.opening("requests"), *joined(said, "，"), "。")


# --- one ----------------------------------------------------------------------------------------


def _single(desk: Desk) -> bool:
    return desk.figures.value(NEW) == 1 and desk.figures.is_zero(CARRIED) and desk.figures.results_add_up()


def _one(desk: Desk) -> Line:
    new = desk.fact(NEW)
    assert new is not None
    received = _received(desk)
    nothing_before = zero("没有上年结转的申请", CARRIED)
    if desk.figures.is_zero(DONE):
        return body(
            *desk.opening("requests"), *received, "，", zero("年内没有办结", DONE), "，",
            equal("结转下年度继续办理", NEW, FORWARD), "；", nothing_before, "。",
        )  # fmt: skip
    category = next(iter(desk.figures.results))
    outcome = _outcome_of_one(desk, category)
    return body(
        *desk.opening("requests"), *received, "，", equal(desk.pick("done", "已经办结", "已办结"), NEW, DONE), "，",
        outcome, "；", zero("没有上年结转和结转下年度继续办理的申请", CARRIED, FORWARD), "。",
    )  # fmt: skip


def _outcome_of_one(desk: Desk, category: str) -> Piece:
    """The result of the only request, with its reason where the form has one."""
    result = CATEGORIES[category]
    for row in desk.figures.rows_of(category):
        row_id = row.removeprefix("requests.").removesuffix(".total")
        fact = desk.fact(row)
        if fact and fact.value:
            reason = f"（{REASONS[row_id]}）" if row_id in REASONS else ""
            return equal(f"结果为{result}{reason}", row, DONE)
    raise InternalError(f"no row behind {category}")


# --- only what was carried over -------------------------------------------------------------------


def _only_carried(desk: Desk) -> Iterator[Line]:
    carried = desk.fact(CARRIED)
    assert carried is not None
    opening = desk.opening("requests")
    fewer = _compared(desk)
    first: Clause = [*opening, zero("没有新收政府信息公开申请", NEW), *fewer, "，上年结转", carried]
    if desk.figures.is_zero(DONE):
        yield body(
            *first,
            "，",
            zero("年内没有办结", DONE),
            "，",
            equal("结转下年度继续办理", CARRIED, FORWARD),
            "。",
        )
    else:
        yield body(*first, "；", *_concluded(desk), "。")


# --- several --------------------------------------------------------------------------------------


def _several(desk: Desk) -> Iterator[Line]:
    first: Clause = [*desk.opening("requests"), *_received(desk), *_carried(desk)]
    if desk.figures.is_zero(DONE):
        yield body(
            *first, "；", zero("年内没有办结", DONE), "，", *_forward(desk, "结转下年度继续办理"), "。"
        )
        return
    if _has_details(desk) and desk.chooser.pick("totals", (True, False)):
        yield from _totals_first(desk)
    elif _is_many(desk):
        yield body(*first, "。")
        yield body(*_concluded(desk), "。")
        yield from _main_reasons(desk)
    elif desk.chooser.pick("two sentences", (True, False)):
        yield body(*first, "。")
        yield body(*_concluded(desk), "。")
    else:
        yield body(*first, "；", *_concluded(desk), "。")


def _has_details(desk: Desk) -> bool:
    """Whether applicants and results have something to tell in sentences of their own."""
    several = desk.figures.results_add_up() and len(desk.figures.results) > 1
    return several and not _is_many(desk) and len(_applicants(desk)) > _ALL_ALIKE


def _totals_first(desk: Desk) -> Iterator[Line]:
    """The four numbers in one sentence, then who applied and what came of it in another."""
    new, done, carried = desk.fact(NEW), desk.fact(DONE), desk.fact(CARRIED)
    assert new is not None and done is not None and carried is not None
    name = desk.pick("new", "新收政府信息公开申请", "新收到政府信息公开申请")
    before: Clause = ["上年结转", carried] if carried.value else []
    both_none = desk.figures.is_zero(CARRIED, FORWARD)
    if not before and not both_none:
        before = [zero("没有上年结转的申请", CARRIED)]
    four: list[Clause] = [
        [name, new],
        *([before] if before else []),
        ["办结", done],
        _forward(desk, "结转下年度继续办理"),
    ]
    yield body(*desk.opening("requests"), *joined(four, "，"), "。")
    compared, people = _compared(desk), _applicants(desk)
    if compared:
        yield body("新收的申请", *_without_comma(compared), *people, "。")
    elif people:
        yield body("新收的申请中，", *people[1:], "。")
    outcome = _results(desk, "，")
    if outcome:
        yield body(desk.pick("of those", "办结的申请中，", "从办理结果看，"), *_without_comma(outcome), "。")


def _without_comma(clause: Clause) -> Clause:
    """A clause that was made to stand behind another, standing first."""
    head, *rest = clause
    if not isinstance(head, str):
        return clause
    bare = head.removeprefix("，")
    return [bare, *rest] if bare else rest


def _is_many(desk: Desk) -> bool:
    return desk.figures.value(DONE) >= MANY


def _received(desk: Desk) -> Clause:
    new = desk.fact(NEW)
    assert new is not None
    people, compared = _applicants(desk), _compared(desk)
    name = desk.pick("new", "新收政府信息公开申请", "新收到政府信息公开申请")
    return [name, new, *compared, *people]


def _applicants(desk: Desk) -> Clause:
    """Who applied, when the row adds up: kinds of organisation where they are few."""
    if desk.figures.holds("T3-ROW", NEW) is not Verdict.PASS:
        return []
    if any(desk.figures.faulty([address("requests", "new", c.id)]) for c in APPLICANTS):
        return []
    person = desk.fact("requests.new.natural_person")
    groups = desk.figures.total("requests.new.organizations", [f"requests.new.{kind}" for kind in _KINDS])
    assert person is not None and groups is not None
    all_of = "申请人{}" if desk.figures.value(NEW) == 1 else "申请人均{}"
    if not groups.value:
        return ["，", equal(all_of.format("为自然人"), "requests.new.natural_person", NEW)]
    kinds = {name: f for kind, name in _KINDS.items() if (f := desk.fact(f"requests.new.{kind}")) and f.value}
    if not person.value and len(kinds) == 1:
        name, fact = next(iter(kinds.items()))
        name = "法人或者其他组织" if name == "其他" else name
        return ["，", equal(all_of.format(f"为{name}"), fact.cells[0], NEW)]
    shown = _organizations(desk, groups, kinds)
    return ["，其中", "自然人", person, "、", *shown] if person.value else ["，", *shown]


def _organizations(desk: Desk, groups: Fact, kinds: dict[str, Fact]) -> Clause:
    few = len(kinds) <= 3 and (groups.value >= 2 or len(kinds) == 1)
    if not few or not (_is_many(desk) or desk.chooser.pick("kinds", (True, True, False))):
        return ["法人或者其他组织", groups]
    if len(kinds) == 1 and "其他" not in kinds:
        name, fact = next(iter(kinds.items()))
        return [f"法人或者其他组织（{name}）", fact]
    if len(kinds) == 1:
        return ["法人或者其他组织", groups]
    return ["法人或者其他组织", groups, "（", *joined(items(list(kinds.items()))), "）"]


def _compared(desk: Desk) -> Clause:
    """Against last year, for what was newly received."""
    change = desk.figures.change(NEW)
    if change is None:
        return []
    word, difference, rate = change
    if not word:
        nothing = not desk.figures.value(NEW)
        return [] if nothing else ["，", equal("与上年持平", NEW, f"previous.{NEW}")]
    if rate is None or not desk.figures.value(NEW):
        return [f"，比上年{word}", difference]
    verb = "增长" if word == "增加" else "下降"
    return [f"，比上年{word}", difference, f"，{verb}", rate]


def _carried(desk: Desk) -> Clause:
    carried = desk.fact(CARRIED)
    assert carried is not None
    if carried.value:
        return (
            ["；上年结转", carried]
            if desk.figures.change(NEW)
            else [desk.pick("carried", "，上年结转", "；上年结转"), carried]
        )
    if desk.figures.is_zero(FORWARD):
        return []
    return ["；", zero("没有上年结转的申请", CARRIED)]


def _forward(desk: Desk, name: str) -> Clause:
    forward = desk.fact(FORWARD)
    assert forward is not None
    if forward.value:
        return [name, forward]
    if desk.figures.is_zero(CARRIED):
        return [zero("没有上年结转和结转下年度继续办理的申请", CARRIED, FORWARD)]
    return [zero("没有结转下年度继续办理的申请", FORWARD)]


def _concluded(desk: Desk) -> Clause:
    """办结, its results and what is carried on."""
    done = desk.fact(DONE)
    assert done is not None
    ahead = desk.pick("concluded", "", "年内")
    forward = _forward(desk, "结转下年度继续办理")
    separator = "；" if _is_many(desk) or not desk.figures.value(FORWARD) else "，"
    if _is_many(desk) and desk.figures.results_add_up():
        return [f"{ahead}办结", done, *_many_results(desk), separator, *forward]
    return [f"{ahead}办结", done, *_results(desk, "，其中"), separator, *forward]


def _results(desk: Desk, before: str) -> Clause:
    """The results that are not zero. 其中 only when they make up the whole; 等 when some are not known."""
    results, done = desk.figures.results, desk.fact(DONE)
    if not results or done is None:
        return []
    entries = [(CATEGORIES[group], fact) for group, fact in results.items()]
    if not desk.figures.results_add_up():
        more = "等" if desk.figures.faulty_results else ""
        return ["；所列办理结果为", *joined(items(entries)), more]
    if len(entries) == 1:
        name, fact = entries[0]
        every = "" if done.value == 1 else "均"
        row = next((a for a in fact.cells if desk.fact(a) and desk.figures.value(a) == done.value), None)
        if row:
            return ["，", equal(f"结果{every}为{name}", row, DONE)]
        return ["，均为", name, fact]
    return [before, *joined(items(entries))]


def _many_results(desk: Desk) -> Clause:
    """Totals first; one share, for what was given out in whole or in part."""
    results, share = desk.figures.results, desk.figures.granted_share()
    given = [(CATEGORIES[g], f) for g, f in results.items() if g.startswith("granted")]
    rest = [(CATEGORIES[g], f) for g, f in results.items() if not g.startswith("granted")]
    if not given or not rest or share is None or not share.value:
        return _results(desk, "，其中")
    both = "合计" if len(given) > 1 else ""
    end = desk.pick("share", "占办结总数的", "占全部办结数的")
    return ["，其中", *joined(items(given)), f"，{both}{end}", share, "；", *joined(items(rest), "，")]


def _main_reasons(desk: Desk) -> Iterator[Line]:
    """For long tables: the row that makes up more than half of a category."""
    found: list[Clause] = []
    for group in ("refused", "unavailable", "not_processed"):
        whole = desk.figures.results.get(group)
        if whole is None or whole.value < 10:
            continue
        for row in desk.figures.rows_of(group):
            fact = desk.fact(row)
            reason = REASONS.get(row.removeprefix("requests.").removesuffix(".total"))
            if fact and reason and whole.value > fact.value > whole.value / 2:
                found.append([f"{CATEGORIES[group]}中{reason}的", fact])
    if found:
        opening = desk.pick("reasons", "从具体情形看，", "分情形看，")
        yield body(opening, *joined(found, "，"), "。")

"""Which reports go into a sum: each unit once, one year, one form. What is not sure is left out and said."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.batch.gather import Item
from assistant.batch.pairing import read_of
from assistant.batch.roster import Roster
from assistant.batch.values import State
from assistant.batch.walk import shown
from assistant.core.numbers import squeeze
from assistant.errors import InputError

Fate = tuple[State, str]
"""What becomes of a report, and why in plain Chinese."""


@dataclass(frozen=True)
class Choice:
    """`fates`: of each report, by its place. `template`: the form that is summed. `alike`: pairs of names that were
    both counted though they may be one unit's.
    """

    fates: dict[int, Fate]
    template: str
    alike: tuple[tuple[str, ...], ...]

    @property
    def counted(self) -> tuple[int, ...]:
        """The reports whose numbers are added, in the order of the files."""
        return tuple(sorted(n for n, (state, _) in self.fates.items() if state is State.COUNTED))


def preferred(items: Sequence[Item], folder: Path, prefer: Sequence[Path]) -> frozenset[int]:
    """The places of the files that staff named, by a path from here or from the folder. `InputError` for others."""
    places = {item.found.path.resolve(): n for n, item in enumerate(items)}
    chosen = set()
    for path in prefer:
        found = next((places[p] for p in (path.resolve(), (folder / path).resolve()) if p in places), None)
        if found is None:
            raise InputError(f"--prefer 的文件“{shown(str(path))}”不在文件夹里。", "请写文件夹里的文件名。")
        item = items[found]
        if item.state is not None:
            why = item.message.rstrip("。")
            raise InputError(f"--prefer 的文件“{item.found.shown}”不能计入：{why}。", "请换一个文件。")
        chosen.add(found)
    return frozenset(chosen)


def choose(items: Sequence[Item], year: int | None, roster: Roster, wanted: frozenset[int]) -> Choice:
    """Decide about every report. `InputError` when what staff named cannot be counted."""
    fates: dict[int, Fate] = {}
    groups: dict[str, list[int]] = defaultdict(list)
    reports = [n for n, item in enumerate(items) if item.state is None]
    for n in reports:
        fate = _alone(items[n], year, n in wanted)
        if fate is not None:
            fates[n] = fate
    template = _form(items, [n for n in reports if n not in fates])
    for n in reports:
        read = read_of(items[n])
        if n not in fates and read.template != template:
            fates[n] = (
                State.OTHER_FORM,
                f"用的是 {read.template} 年版的表，别的多是 {template} 年版，不能相加",
            )
        elif n not in fates:
            groups[roster.key(read.unit) or f"\0{n}"].append(n)
    _check_wishes(items, wanted, fates, year)
    alike = []
    for group in groups.values():
        fates |= _together(items, group, [n for n in group if n in wanted])
        names = {
            squeeze(read_of(items[n]).unit or ""): read_of(items[n]).unit or ""
            for n in group
            if fates[n][0] is State.COUNTED
        }
        if len(names) > 1:
            alike.append(tuple(names.values()))
    return Choice(fates, template, tuple(alike))


def _alone(item: Item, year: int | None, wanted: bool) -> Fate | None:
    """What can be said of a report without looking at the others."""
    read = read_of(item)
    if read.year is not None and read.year != year:
        return State.OTHER_YEAR, f"是 {read.year} 年度的，没有计入"
    if read.year is None and not wanted:
        return State.UNDECIDED, "没有读到年度，没有计入；确是本年度的，请用 --prefer 指定"
    if not read.unit and not wanted:
        return State.UNDECIDED, "没有读到单位，不知道是否与别的重复，没有计入；应当计入的，请用 --prefer 指定"
    return None


def _form(items: Sequence[Item], reports: Sequence[int]) -> str:
    forms = Counter(read_of(items[n]).template for n in reports)
    return max(forms, key=lambda form: (forms[form], form)) if forms else "2021"


def _check_wishes(
    items: Sequence[Item], wanted: frozenset[int], fates: dict[int, Fate], year: int | None
) -> None:
    for n in sorted(wanted):
        if n in fates:
            which = f"汇总的是 {year} 年度的，请换一个文件。" if year else "请换一个文件。"
            raise InputError(f"--prefer 的文件“{items[n].found.shown}”不能计入：{fates[n][1]}。", which)


def _together(items: Sequence[Item], group: Sequence[int], wanted: Sequence[int]) -> dict[int, Fate]:
    """The reports of one unit: those named by staff; else the only one; else, if their numbers agree, one of them."""
    if wanted:
        return _as_wished(items, group, wanted)
    if len({read_of(items[n]).numbers for n in group}) > 1:
        return {n: (State.UNDECIDED, _rivals(items, group, n)) for n in group}
    whole = [n for n in group if read_of(items[n]).status == "complete"]
    taken = (whole or group)[0]
    why = f"三张表与“{items[taken].found.shown}”相同，只计一次"
    return {n: (State.COUNTED, "") if n == taken else (State.DUPLICATE, why) for n in group}


def _as_wished(items: Sequence[Item], group: Sequence[int], wanted: Sequence[int]) -> dict[int, Fate]:
    names = [squeeze(read_of(items[n]).unit or "") for n in wanted]
    if len(set(names)) < len(names):
        files = "、".join(f"“{items[n].found.shown}”" for n in wanted)
        raise InputError(f"--prefer 给同一单位指定了几份：{files}。", "一个单位只能计一份，请只留一个。")
    files = "、".join(f"“{items[n].found.shown}”" for n in wanted)
    return {
        n: (State.COUNTED, "按 --prefer 计入")
        if n in wanted
        else (State.DUPLICATE, f"按 --prefer 用的是{files}")
        for n in group
    }


def _rivals(items: Sequence[Item], group: Sequence[int], n: int) -> str:
    files = "、".join(f"“{items[other].found.shown}”" for other in group if other != n)
    same = len({squeeze(read_of(items[other]).unit or "") for other in group}) == 1
    names = "" if same else "名称写法不同，如果是两个单位，可以都指定；"
    return f"同一单位还有数字不同的{files}，都没有计入；{names}请用 --prefer 指定用哪一份"

"""What one person at one report has before them, and how any step is taken: on the newest state, rights asked first.

The steps themselves are in `bench`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Self

from assistant.accounts.people import ROLES, Action, Person, may
from assistant.conversation.steps import judging, merging
from assistant.conversation.steps.derived import Derived
from assistant.conversation.steps.lacking import Lack, lacking
from assistant.conversation.steps.merging import Clash, Touched
from assistant.conversation.steps.words import cleaned_line
from assistant.conversation.workspace import Workspace, dump, load
from assistant.errors import InputError
from assistant.storage.verdicts import Verdict, Verdicts
from assistant.storage.works import Change, Version, Work, Works

if TYPE_CHECKING:
    from assistant.core.comparison import Comparison
    from assistant.core.report import Report
    from assistant.drafting.draft import Draft
    from assistant.reviewing.judging import Judged

Step = Callable[[Workspace], tuple[Workspace, str]]

_MOST_NOTICES: Final = 5
_CAN: Final[dict[Action, str]] = {
    "edit": "改内容", "judge": "处理体检的问题", "review": "审核", "see": "看这份报告", "manage": "管理",
}  # fmt: skip


@dataclass(frozen=True)
class _Done:
    """What a step did: the state it was applied to, the state it made, its line, and what is to be kept."""

    newest: Workspace
    after: Workspace
    line: str
    head: int
    change: Change | None


BEGUN: Final = "开始"
"""What the first version of a report says that was begun by a turn of the conversation."""


class Desk:
    """One person at one report: what follows from it, and how a step is taken. `Bench` has the steps."""

    person: Person
    work_id: str
    """Empty until the first step that is worth keeping."""
    version: int
    notices: list[str]
    """Lines to show once, such as what somebody else changed meanwhile; whoever shows them clears them."""

    def __init__(self, person: Person, works: Works, verdicts: Verdicts) -> None:
        """An empty desk; `open` is the door."""
        self.person = person
        self.work_id = ""
        self.version = 0
        self.notices = []
        self._owner = person.unit
        self._works = works
        self._verdicts = verdicts
        self._derived = Derived(Workspace())
        self._seen = self._derived.workspace
        self._seen_version = 0
        self._spoken: list[Verdict] | None = None
        self._judged: tuple[Judged, ...] | None = None

    @classmethod
    def open(
        cls,
        person: Person,
        work_id: str = "",
        *,
        works: Works | None = None,
        verdicts: Verdicts | None = None,
        seen: int = 0,
    ) -> Self:
        """A report by its id (`InputError` when there is none that this person may see), or an empty desk.

        `seen`: the version that this person has before their eyes, where that may not be the newest one; what others
        did since is then told when both changed the same place.
        """
        bench = cls(person, works or Works.configured(), verdicts or Verdicts.configured())
        if work_id:
            bench._take_up(bench._work(work_id), seen)
        bench._pass_on()
        return bench

    @property
    def workspace(self) -> Workspace:
        """Everything that belongs to the report, as of `version`."""
        return self._derived.workspace

    @property
    def owner(self) -> str:
        """The key of the unit whose report this is; before anything is kept, this person's own."""
        return self._owner

    def at(self, number: int) -> Version:
        """A version with its state. `InputError` when there is none of that number."""
        if not self.work_id:
            raise InputError("还没有历史。", "做过一步以后才有。")
        return self._works.state(self.work_id, number)

    @property
    def works(self) -> Works:
        """Where this report is kept, with the conversation about it."""
        return self._works

    def begin(self) -> None:
        """Make an empty desk a report that is kept, so that what is said about it can be."""
        if not self.work_id:
            empty = self.workspace
            work = self._works.create(self.person.unit, self.person.name, _change(empty, BEGUN))
            self._owner = work.owner
            self._adopt(work.id, work.head, empty)

    def refresh(self) -> bool:
        """Take over what others have changed since; whether anything was."""
        if not self.work_id:
            return False
        work = self._work(self.work_id)
        before, self._spoken, self._judged = self._spoken, None, None
        if work.head != self.version:
            self._take_up(work, 0)
            return True
        return before is not None and before != self._said()

    def _work(self, work_id: str) -> Work:
        work = self._works.find(work_id)
        # One answer for what is not there and for what is somebody else's.
        if work is None or not may(self.person, "see", work.owner):
            raise InputError("没有这份报告，或者不是您单位的。", "请在“我的年报”里选一份。")
        if work.deleted:
            raise InputError("这份报告已经收起来了。", "请在“我的年报”里先找回它。")
        return work

    def _take_up(self, work: Work, seen: int) -> None:
        version = self._works.state(work.id)
        self._owner = work.owner
        self._adopt(work.id, version.number, load(version.state))
        if 0 < seen < version.number:
            self._look_back(seen)

    def _look_back(self, seen: int) -> None:
        """What this person has before their eyes is an older version; one that is gone or unreadable does not count."""
        try:
            self._seen = load(self._works.state(self.work_id, seen).state)
        except InputError:
            return
        self._seen_version = seen

    def _adopt(self, work_id: str, version: int, workspace: Workspace) -> None:
        self.work_id, self.version, self._seen_version = work_id, version, version
        if workspace is not self._derived.workspace:
            self._derived = Derived(workspace)
        self._seen = workspace
        self._judged = None

    # --- what follows from the workspace, worked out when asked for and then kept for this version ----------------

    @property
    def report(self) -> Report | None:
        """The report with staff's unit, year and cells; its own narrative."""
        return self._derived.report

    @property
    def previous(self) -> Report | None:
        """Last year's report."""
        return self._derived.previous

    @property
    def draft(self) -> Draft | None:
        """The draft, verified against what the tables and notes say now."""
        return self._derived.draft

    @property
    def product(self) -> Report | None:
        """What is checked and taken away: tables, with the draft's text or the report's own."""
        return self._derived.product

    @property
    def findings(self) -> tuple[Judged, ...]:
        """Findings on the product, with the verdicts given on them."""
        if self._judged is None:
            self._judged = judging.judged(self._derived, self._said())
        return self._judged

    def _said(self) -> list[Verdict]:
        if self._spoken is None:
            self._spoken = judging.spoken(self._derived, self._verdicts, self._owner)
        return self._spoken

    @property
    def comparison(self) -> Comparison | None:
        """The product beside last year's report."""
        return self._derived.comparison

    @property
    def lacking(self) -> tuple[Lack, ...]:
        """What is missing for a complete report, most important first."""
        return lacking(self._derived, self.findings)

    # --- how every step is taken ----------------------------------------------------------------------------------

    def must(self, action: Action) -> None:
        """`InputError` when this person may not do this to this report."""
        if may(self.person, action, self._owner):
            return
        role = ROLES[self.person.role]
        raise InputError(f"您的角色是“{role}”，不能{_CAN[action]}。", "需要的话，请管理员调整您的角色。")

    def apply(self, step: Step, touched: Touched | None = None, *, action: Action = "edit") -> str:
        """Take a step on the newest state; its line. `touched` tells the places that it changes.

        Others' changes since this person looked are kept; where both changed the same place, the later change stands
        and `notices` says what the other's was.
        """
        self.must(action)
        if not self.work_id:
            return self._begin(step)
        done = self._change(step)
        if done.head != self._seen_version and touched is not None:
            self._tell(merging.clashes(touched, self._seen, done.newest, done.after), touched, done.head)
        self._finish(done)
        self._pass_on()
        return done.line

    def _begin(self, step: Step) -> str:
        after, line = step(self.workspace)
        if after != self.workspace:
            work = self._works.create(self.person.unit, self.person.name, _change(after, line))
            self._owner = work.owner
            self._adopt(work.id, work.head, after)
            self._spoken = None
        return line

    def _pass_on(self) -> None:
        """What the database has to tell, once."""
        for notices in (self._works.notices, self._verdicts.notices):
            while notices:
                self.notices.append(notices.pop(0))

    def _change(self, step: Step) -> _Done:
        """Take the step beforehand on the state at hand, and once more on the newest where that is another.

        While a report is being changed nobody else can write; so little as possible is done meanwhile.
        """
        ready = self._beforehand(step)
        found: list[_Done] = []

        def make(newest: Version) -> Change | None:
            at_hand = ready is not None and newest.number == ready.head
            found[:] = [ready if ready and at_hand else _taken(step, load(newest.state), newest.number)]
            return found[0].change

        version = self._works.change(self.work_id, self.person.name, make)
        self.version = version.number
        return found[0]

    def _beforehand(self, step: Step) -> _Done | None:
        try:
            return _taken(step, self.workspace, self.version)
        except InputError:
            return None  # on the newest state it may be possible, or it says there why not

    def _finish(self, done: _Done) -> None:
        self._adopt(self.work_id, self.version, done.after)
        self._spoken = None

    def _tell(self, clashed: Sequence[Clash], touched: Touched, head_number: int) -> None:
        """Say what others had put where this person has now put something else."""
        if not clashed:
            return
        since = [
            v for v in self._works.versions(self.work_id) if self._seen_version < v.number <= head_number
        ]
        for clash in clashed[:_MOST_NOTICES]:
            who = merging.changed_by(self._works, touched, clash, since, self.person.name)
            self.notices.append(merging.notice(clash, who))
        if len(clashed) > _MOST_NOTICES:
            self.notices.append(
                f"还有{len(clashed) - _MOST_NOTICES}处也是别人刚改过、又被您改了的，请看历史。"
            )

    def _say_clash(self, clash: Clash, touched: Touched, seen: int) -> None:
        since = [v for v in self._works.versions(self.work_id) if seen < v.number < self.version]
        who = merging.changed_by(self._works, touched, clash, since, self.person.name)
        self.notices.append(merging.notice(clash, who))

    def _newest(self) -> Workspace:
        """The newest state, while what this person has seen stays what it was."""
        if not self.work_id:
            return self.workspace
        work = self._work(self.work_id)
        return self.workspace if work.head == self.version else load(self._works.state(work.id).state)

    def _show(self, version: Version) -> None:
        state = version.state or self._works.state(self.work_id, version.number).state
        self._adopt(self.work_id, version.number, load(state))
        self._spoken = None


def _taken(step: Step, workspace: Workspace, number: int) -> _Done:
    """A step taken on a version's state; nothing is to be kept when nothing changed."""
    after, line = step(workspace)
    same = after is workspace or after == workspace
    return _Done(workspace, after, line, number, None if same else _change(after, line))


def _change(workspace: Workspace, line: str) -> Change:
    report = Derived(workspace).report
    unit = (report.unit if report else workspace.unit) or ""
    year = report.year if report else int(workspace.year) if workspace.year else None
    return Change(state=dump(workspace), what=cleaned_line(line), unit=unit, year=year)

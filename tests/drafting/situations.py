"""Reports with notes and last year's report, and drafts of them with a model that is none."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any, Final

from assistant import read_report
from assistant.core.report import Report
from assistant.drafting import Draft, ModelWriter, draft_report
from assistant.drafting.acceptance import Verdict, accepted, tidied
from assistant.drafting.attribution import Material
from assistant.drafting.basis import ASPECTS, ORDINALS
from assistant.drafting.coverage import covered, demands
from assistant.drafting.draft import Sentence
from assistant.drafting.grounded import grounded_blocks
from assistant.drafting.outline import Library, make_outline
from assistant.drafting.verify import Sources
from assistant.models.fake import FakeModel
from assistant.models.patient import PatientModel
from assistant.models.port import ModelError, Request
from tests.drafting.cases import NOTES, city_report, last_year, requests
from tests.support.reports import busy_report, make_report

REPORTS: Final = Path(__file__).parents[2] / "corpus" / "reports"
RICH: Final = """网站发布信息128条，公众号发布56条
发布政策解读12篇
事项梳理了
三审三校
保密审查每条都做
修订公开指南1次
培训：2次，58人次
没有发生责任追究
网站升级改版，新增专栏3个
12345热线答复群众咨询230件
问题：栏目更新不够及时
措施：明确了各科室信息员和更新时限，每月巡查一次
问题：政策解读形式单一
措施：制作图解5篇
信息处理费没收过"""

Script = Callable[[Request], str] | Sequence[str | ModelError]


_ITEM: Final = re.compile(r"^\d+\.\s(.+)$", re.MULTILINE)


def material_of(request: Request) -> list[str]:
    """The numbered lines of a prompt."""
    return _ITEM.findall(request.messages[-1].content)


@dataclass(frozen=True)
class Situation:
    """What a draft is made of."""

    report: Report
    notes: str = ""
    previous: Report | None = None

    @cached_property
    def ours(self) -> Draft:
        """The draft without a model."""
        return draft_report(self.report, self.notes, self.previous)

    @cached_property
    def sources(self) -> Sources:
        outline = make_outline(self.report, self.notes, self.previous)
        return Sources(outline.report, outline.previous, outline.notes)

    @cached_property
    def blocks(self) -> dict[tuple[str, str], Material]:
        """What the model is given to word, by section and aspect."""
        outline = make_outline(self.report, self.notes, self.previous)
        found = {}
        for block in grounded_blocks(outline):
            body = tuple(s for s in block.sentences if s.kind == "body" and "【" not in s.text)
            if block.section != "preface" and body:
                found[block.section, block.aspect] = Material(body)
        return found

    def judged(self, text: str, section: str, aspect: str) -> Verdict:
        """One sentence of a model."""
        return accepted(tidied(text), self.blocks[section, aspect], self.sources, (section, aspect))

    def drafted(self, script: Script | None = None, **options: Any) -> tuple[Draft, FakeModel]:
        """A draft worded by a model that says what the script says."""
        fake = FakeModel(script)
        return self.drafted_by(fake, **options), fake

    def drafted_by(self, fake: FakeModel, library: Library | None = None, **options: Any) -> Draft:
        writer = ModelWriter(PatientModel([fake], pause=0), **options)
        return draft_report(self.report, self.notes, self.previous, library, writer)

    def instead(self, section: str, aspect: str, reply: str) -> Callable[[Request], str]:
        """A script: the reply wherever this block or a sentence of it is asked for, the material elsewhere."""
        texts = self.blocks[section, aspect].texts

        def script(request: Request) -> str:
            said = request.messages[-1].content
            if any(f". {text}\n" in f"{said}\n" for text in texts):
                return reply
            return "".join(material_of(request))

        return script


def _corpus(name: str) -> Report:
    return read_report(REPORTS / f"{name}.md")


@cache
def situation(name: str) -> Situation:
    """A situation by its name."""
    match name:
        case "busy":
            problems = "一是政策解读形式单一。二是业务培训不够。"
            return Situation(busy_report(), RICH, last_year(problems=problems))
        case "city":
            return Situation(city_report())
        case "small":
            decided = {"proactive.licensing.decisions": "65", "proactive.fees.amount": "769.5976"}
            return Situation(make_report(decided, unit="示例区某某局", year=2025), NOTES)
        case "one":
            return Situation(requests({"new": 1, "concluded_total": 1, "granted": 1}))
        case "two":
            rows = {"new": 3, "concluded_total": 2, "unavailable.not_held": 2, "carried_forward": 1}
            suit = {"disputes.direct_litigation.upheld": 1, "disputes.direct_litigation.total": 1}
            return Situation(requests(rows, more=suit))
        case "gongan":
            notes = "办结的都按期答复了\n举办培训3次，参加171人次"
            return Situation(_corpus("示例市公安局-2025"), notes, _corpus("示例市公安局-2024"))
        case "edu":
            notes = "培训3次，参训120人次\n网站公开信息215条\n问题：个别栏目更新不及时\n措施：每季度检查一次"
            return Situation(_corpus("示例县教育局-2023"), notes, _corpus("示例县教育局-2022"))
        case "zhen":
            notes = "村务公开栏更新12期\n没有发生责任追究"
            before = _corpus("示例县青禾镇人民政府-2023")
            return Situation(_corpus("示例县青禾镇人民政府-2024"), notes, before)
        case "xian":
            return Situation(_corpus("示例县人民政府-2024"), "", _corpus("示例县人民政府-2023"))
        case "hj":
            return Situation(_corpus("示例市生态环境局-2023"))
        case "cz":
            fees = "信息处理费：发了3件收费通知，收了2件，共计1150元，1件没交"
            return Situation(_corpus("示例市财政局-2025"), f"预决算公开98份\n{fees}")
    raise KeyError(name)


NAMES: Final = ("busy", "city", "small", "one", "two", "gongan", "edu", "zhen", "xian", "hj", "cz")


def keeps_its_promises(draft: Draft, ours: Draft) -> None:
    """True, whole, in the form's order, with every mark, whatever the model said."""
    checked = draft.verification
    assert [(d.text, d.reason, draft.sentences[d.sentence].text) for d in checked.untraced] == []
    assert [(d.text, d.reason, draft.sentences[d.sentence].text) for d in checked.unsupported] == []
    assert checked.numbers == checked.traced
    headings = [s.text for s in draft.sentences if s.kind == "heading"]
    assert headings == [f"（{n}）{t}。" for n, t in zip(ORDINALS, ASPECTS.values(), strict=False)]
    wanted = all_demands(ours.sentences)
    assert wanted - covered(wanted, draft.sentences) == set()
    assert [s.text for s in draft.gaps] == [s.text for s in ours.gaps]
    assert [s.text for s in draft.sentences if s.section == "preface"] == [
        s.text for s in ours.sentences if s.section == "preface"
    ]


def all_demands(sentences: Sequence[Sentence]) -> set[tuple[str, ...]]:
    """What a draft must not lose."""
    return set().union(*(demands(s) for s in sentences))


def same_text(draft: Draft, ours: Draft) -> bool:
    return draft.sections == ours.sections


def adds_up(draft: Draft) -> None:
    """The account's sentences are those of the draft that a model could have worded."""
    account = draft.writing
    assert account is not None
    body = [s for s in draft.sentences if s.kind == "body" and "【" not in s.text and s.section != "preface"]
    assert account.kept + account.repaired + account.replaced + account.added == len(body)
    assert account.unchanged <= account.kept
    assert sum(s.written_by == "model" for s in body) == account.kept - account.unchanged
    assert sum(s.written_by == "repaired" for s in body) <= account.repaired

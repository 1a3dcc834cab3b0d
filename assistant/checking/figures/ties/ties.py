"""Ties a number to the cells it is said of, by the names around it and by what was said before.

A number that no name ties to the tables says something the tables do not hold: no tie is better than a guessed one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise
from typing import Final

from assistant.checking.figures.ties.aliases import Name, names_in
from assistant.checking.figures.ties.carried import both_summed_up, forward, waiting
from assistant.checking.figures.ties.elsewhere import (
    ANOTHER_MATTER,
    ELSEWHERE,
    NOT_OURS,
    OF_OTHER_MATTERS,
    OF_SOME_ORGANS,
    OTHER_CASES,
    OTHER_CAUSES,
)
from assistant.checking.figures.ties.named import (
    OF_THE_KIND,
    among_outcomes,
    last_of,
    outcome_behind,
    says_nothing_else,
    split_cases,
    without_groups,
    without_petitions,
)
from assistant.checking.figures.ties.places import BECAME, INERT, Place
from assistant.checking.figures.ties.proactive import of_decision, of_document
from assistant.checking.figures.ties.rows import (
    CASES,
    DONE,
    FORWARD,
    HANDLED,
    NEW,
    OVER,
    applicant_cells,
    case_cells,
    result_cells,
    result_name,
)
from assistant.checking.figures.ties.spoken import doubted, with_everyday_words
from assistant.checking.figures.ties.tie import UNSURE, Context, Role, Tie, is_scoped, role_of
from assistant.core.approximate import HARDLY_BY_CHANCE
from assistant.core.template import Template

_MONEY: Final = frozenset({"万元", "元", "亿元"})
_REQUEST_TOPIC: Final = re.compile(
    r"(?:政府信息公开|信息公开|依申请公开|公开)(?:的)?申请|依申请公开|申请公开"
)
_RESULTS: Final = re.compile(r"予以公开[^。]*部分公开|部分公开[^。]*不予公开|不予公开[^。]*无法提供")
"""Results of the form, listed: what is broken down into them are requests."""
_VERDICTS: Final = frozenset({"refused", "granted_in_part"})
"""不予公开5件 is of requests whatever business the sentence began with."""
_REQUEST_WORD: Final = re.compile(r"申请|新收|结转|提交主体")
_PART_OF: Final = re.compile(
    r"中(?:的|，)?(?:已|有|均|全部)*(?:办结|答复)|其中[^，。；\d]{0,8}(?:办结|答复)|工作日(?:[之以]?内)?(?:就|已|均|即)?(?:办结|答复)|当[年日天场季月](?:办结|答复|办理)|即时(?:办结|答复)|跨季|延期后(?:办结|答复)"
)
_APPLIED: Final = re.compile(
    r"[^，。；0-9]{0,24}(?:提出|提交|递交)(?:的|了)?(?:公开)?(?:申请)?(?:共|有|计)?$"
)
"""法律服务机构代理赔偿案件，提出申请3件."""
_INCLUDING: Final = re.compile(r"(?:含|包括|包含|连同|加上?|计入)\s*(?:了)?$")
_WITH_CARRIED: Final = re.compile(
    r"[（(，]?(?:其中|已|里面?|内)?(?:含|包括|包含)(?:了)?(?:\d{4}年|上年|去年|上一年|结转)"
)
_AND_OTHERS: Final = re.compile(r"等$|和其[他它](?!组织)")
_ORGAN: Final = re.compile(
    r"([\u4e00-\u9fff]{2,16}(?<![我本全各市县区])(?:局|委员会|委|办公室|镇|乡|街道|中心|公司|队|医院|学校))"
    r"[^，。；\d]{0,6}?(?:收到|新收|受理|接到|办理|答复|办结)[^，。；]*$"
)
_BOTH_BEHIND: Final = re.compile(r"[（(，：][^（）()。；]{0,6}新收[^（）()。；]{0,12}结转")
_APPLICANT_WORDS: Final = re.compile(
    r"^(?:的|名下|次之|绝大部分|绝?大?多数|大头|主力|主流|首位|最多|居首|居次|其次|紧随其后|[仍依]?旧?是主体|为主|申请人?|提出|提交|递交|也|还|又|都|则|只|仅|今年|年内|当年|先后|累计|公开|占|有|为|共计?|来自|前来|来函|来信|来|上门|递|交|类|单位|各|分别|数量|较多|全年|新收|本年度?|是|：|\s)*$"
)
WHOSE_APPLICANTS: Final = "说的是哪一行的申请人，要看上下文"
_TOGETHER: Final = re.compile(r"(?:共计|合计|总计|共|总共|两项|累计)[^，。；、]{0,4}$")
_SUM_REACH: Final = 16
_EACH: Final = re.compile(r"各(?:有|为|占|提出|提交)?\s*$")
_RESPECTIVELY: Final = re.compile(r"(?:分别|依次)(?:为|是|有|达到?)?")
_STOP: Final = re.compile(r"[，。；;：:]")
_SEGMENT: Final = re.compile(r"[。；;]")
_ENUMERATED: Final = re.compile("、|和|与|及|以及")
_JOINED: Final = re.compile("和|与|及|以及")
_HAND_IN: Final = re.compile("[^，。；、]{0,4}(?:提出|提交|申请|递交)")
"""企业和律师事务所提出6件: both together."""
_FOR_THIS: Final = re.compile("以此|据此|按此|依此|以[这该]|为此")
"""全年以此为由不予公开8件: for the reason told in the sentence before."""
_BUT_FOR: Final = re.compile(r"除[^，。；]{1,20}(?:以外|之外|外)，?[^，。；]{0,12}$")
"""除这三类以外，不予处理的只有1件."""
_THE_SAME: Final = re.compile(
    rf"{BECAME}|[比较由从](?:上一?年度?|去年)[末底]?(?:同期)?的?|(?:而)?(?:上年度?|去年)(?:同期)?(?:为|是|有|仅|只有)?"
)


class Tier:
    """Ties the numbers of a report on one form."""

    def __init__(self, form: Template, unit: str, cases: Mapping[str, Decimal]) -> None:
        """`cases`: how many of each kind of case the tables hold, by the keys of ``CASES``."""
        self._form = form
        self._unit = unit
        self._cases = cases

    def ties(self, place: Place, context: Context) -> list[Tie]:
        """What a number is tied to: nothing, one thing, or with 各 each of the things named before."""
        if each := self._each(place, context):
            return each
        tie = self._respectively(place, context) or self._tie(place, context)
        if tie is not None and _EACH.search(place.lead):
            tie = replace(tie, role="part")  # 对3家作出处罚决定，各1件
        return [] if tie is None else [tie]

    def _tie(self, place: Place, context: Context) -> Tie | None:
        if (waits := waiting(place)) is not None:
            return waits
        for words, behind in place.windows():
            said = with_everyday_words(plain := names_in(words), words, place)
            names = among_outcomes(said) if context.kinds[-1:] == ["outcome"] else said
            if not names:
                continue
            tie = self._named(names, words, behind, place, context)
            if tie is not None and len(said) > len(plain):
                return doubted(tie, place)
            if tie is not None and not tie.doubt and (behind or not says_nothing_else(words, names)):
                return replace(tie, doubt=UNSURE)
            if tie is not None or not all(n.kind == "noun" for n in names):
                return tie
        return self._bare(place, context)

    def _each(self, place: Place, context: Context) -> list[Tie]:
        """``行政复议、行政诉讼各1件``: each thing named has the number."""
        if not _EACH.search(place.lead):
            return []
        clause = re.split(r"[，。；;：:\d]", place.text[: place.mention.start])[-1]
        ties = [
            self._named([n], clause[: n.end], False, place, context) for n in split_cases(names_in(clause))
        ]
        found = [replace(t, doubt=UNSURE) if t.kind == "applicant" else t for t in ties if t is not None]
        return found if len(found) > 1 else []

    def _respectively(self, place: Place, context: Context) -> Tie | None:
        """``予以公开、部分公开分别为11件、3件``: names and numbers go by their place."""
        before = place.text[: place.mention.start]
        marks = list(_RESPECTIVELY.finditer(before))
        if not marks or re.search(r"[，。；;：:]", before[marks[-1].end() :]):
            return None
        clause = _STOP.split(before[: marks[-1].start()])[-1]
        names = [n for n in split_cases(names_in(clause)) if n.kind not in {"noun", "column"}]
        run = _STOP.split(place.text[marks[-1].end() :])[0]
        numbers = re.findall(r"\d[\d,.]*", run)
        index = len(re.findall(r"\d[\d,.]*", before[marks[-1].end() :]))
        if len(names) != len(numbers) or index >= len(names):
            return None
        return self._named([names[index]], clause[: names[index].end], False, place, context)

    def _bare(self, place: Place, context: Context) -> Tie | None:
        """``其他2件`` in a list: other applicants, other outcomes or other results, as the list before has it.

        ``402件，上年为381件``: what the number before is of.
        """
        if context.tie is not None and _THE_SAME.fullmatch(place.lead.strip("，（( ")):
            if place.before != context.tie_end or re.search(
                "[）)]", place.text[place.before : place.mention.start]
            ):
                return None
            role: Role = "part" if is_scoped(place.clause) else context.tie.role
            return replace(context.tie, role=role, doubt=UNSURE)
        if (
            not re.search(r"其[他它](?:组织|结果|处理|情形)?$", place.lead.strip(" 为有"))
            or not context.kinds
        ):
            return None
        last = context.kinds[-1]
        if last == "applicant":
            return self._applicant("other_organization", context)
        if last == "outcome":
            return self._outcome("other_outcome", context)
        return self._result(["other"]) if last == "result" else None

    def _named(
        self, names: Sequence[Name], words: str, behind: bool, place: Place, context: Context
    ) -> Tie | None:
        strong = [n for n in names if n.kind != "noun"]
        if not strong:
            return (
                self._noun(names, place, context)
                if names[-1].key == "requests"
                else self._bare(place, context)
            )
        ends = [n for n in strong if n.kind == "outcome"] if behind else []
        if ends and any(n.kind == "case" for n in strong):  # 有3件答复经行政复议被纠正
            tie = self._case_or_outcome(ends[0], strong, words, place, context)
            return tie and replace(tie, doubt=UNSURE)
        if behind and context.section == "problems" and "全年" not in place.lead:
            return None  # elsewhere “2件以商业秘密为由不予公开” is an example, not a count
        last = last_of(strong, words)
        if behind:
            last = next((n for n in strong if n.kind in {"result", "reason"}), strong[0])
            if last.kind == "applicant" and not re.search(
                "均|全部|都|^是|^由|^来自|^为", words[: last.start]
            ):
                return None  # “9件申请来自自然人4件”: the next number is theirs
        if (last.kind == "fee") is not (place.unit in _MONEY):
            return None
        if last.kind == "fee":
            return Tie(
                (("proactive.fees.amount",),), "行政事业性收费", "fee", "part" if "其中" in words else "whole"
            )
        if last.kind in {"case", "outcome"}:
            return self._case_or_outcome(last, strong, words, place, context)
        if last.kind in {"document", "column"}:
            return of_document(strong, words, place, context, self._unit)
        if last.kind == "decision":
            return of_decision(last, words, place, self._unit)
        return self._request(last, strong, words, behind, place, context)

    # --- table three --------------------------------------------------------------------------------

    def _is_request_talk(self, place: Place, context: Context, kind: str = "") -> bool:
        """Whether a number is of requests for information: by the topic named last before it, else by the paragraph.

        Results and reasons are words of the form itself and need no topic.
        """
        if ELSEWHERE.search(without_petitions(place.clause)):
            return False
        said = without_petitions(place.since_stop)
        elsewhere = max(
            (
                m.end() + 1 if said.startswith("申请", m.end()) else m.start()
                for m in ANOTHER_MATTER.finditer(said)
            ),
            default=-1,
        )
        topic = max((m.start() for m in _REQUEST_WORD.finditer(place.since_stop)), default=-1)
        if elsewhere > topic and kind != "verdict":
            return False
        if _REQUEST_TOPIC.search(place.text) or context.aspect == "requests" or _RESULTS.search(place.text):
            return True
        if kind in {"result", "reason", "verdict"}:
            return context.aspect != "elsewhere" or "申请" in place.text
        return topic >= 0 or (context.topic and context.aspect != "elsewhere")

    def _of_another(self, place: Place) -> bool:
        """Whether the sentence says of another organ what it received: 县自然资源局收到12件 in the county's report."""
        if re.search("[其该](?:局|单位|机关|部门)?(?:收到|受理|办理)", place.clause):
            return True
        organ = _ORGAN.search(place.text[: place.mention.start])
        return (
            organ is not None
            and bool(self._unit)
            and organ[1] not in self._unit
            and self._unit not in organ[1]
        )

    def _noun(self, names: Sequence[Name], place: Place, context: Context) -> Tie | None:
        """``政府信息公开申请12件``: received, with or without those carried over, or answered."""
        if not self._is_request_talk(place, context) or is_scoped(place.clause):
            return None
        if not INERT.match(place.lead[names[-1].end :]):
            return None
        doubt = "这里没有写明是新收、办理还是办结"
        return Tie((NEW, HANDLED, DONE), "政府信息公开申请", "received", doubt=doubt)

    def _request(
        self, last: Name, strong: Sequence[Name], words: str, behind: bool, place: Place, context: Context
    ) -> Tie | None:
        verdict = any(n.key in _VERDICTS or n.key.startswith("refused.") for n in strong)
        rows = [n for n in strong if n.kind in {"result", "reason"}]
        kind = "verdict" if verdict else (rows or [last])[-1].kind
        if not self._is_request_talk(place, context, kind) or _AND_OTHERS.search(words[last.end :]):
            return None
        if (
            last.key == "total_results"
            and rows
            and (
                re.search("[以作]", words[: rows[0].start])
                or OF_THE_KIND.fullmatch(words[rows[-1].end : last.start])
            )
        ):
            last = rows[-1]  # 以无法提供答复的, 以不存在为由答复, 无法提供一类的答复
        if last.kind in {"received", "applicant"} and self._of_another(place):
            return None
        if _TOGETHER.search(words) and last.kind in {"applicant", "result", "reason"}:
            clauses = _STOP.split(place.text[: place.mention.start])
            strong = next(
                (s for c in reversed(clauses[-2:]) if (s := [n for n in names_in(c) if n.kind == last.kind])),
                strong,
            )
        if last.kind == "applicant":
            return self._of_applicants(last, strong, words, behind, place, context)
        role = role_of(words, self._unit)
        if _BUT_FOR.search(place.text[: place.mention.start]) or _FOR_THIS.search(words):
            role = "part"
        if last.kind in {"result", "reason"}:
            named = [n for n in strong if n.kind in {"result", "reason"}]
            keys = without_groups([n.key for n in named if n is last or not words[n.end :].startswith("等")])
            tie = self._result(keys, together=bool(_TOGETHER.search(words)) and len(keys) > 1)
            if len(keys) > 1 and re.search("[和及与或]", words):
                tie = replace(tie, choices=(*tie.choices, *self._result(keys, together=True).choices))
            among = re.search("中(?:有|的)?$", words) or (
                last.kind == "result" and "其中" in words and context.kinds[-1:] != ["received"]
            )
            part = among or (role == "part" and last.kind != "reason")
            return replace(tie, role="part") if part else tie
        if role_of(place.clause, self._unit) == "part" or re.search(r"涉及|有关|关于", place.ahead):
            role = "part"
        return self._received(last, strong, words, place, role)

    def _of_applicants(
        self, last: Name, strong: Sequence[Name], words: str, behind: bool, place: Place, context: Context
    ) -> Tie | None:
        role: Role = "part" if place.tail.startswith(("关于", "涉及", "有关")) else "whole"
        if not behind and not _APPLICANT_WORDS.match(words[last.end :]):
            if not _APPLIED.match(words[last.end :]):
                return None
            return replace(self._applicant(last.key, context), role=role, doubt=UNSURE)
        if not behind and place.text[: place.lead_start].endswith("、") and _HAND_IN.match(words[last.end :]):
            clause = _STOP.split(place.text[: place.mention.start])[-1]
            named = [n for n in names_in(clause) if n.kind == "applicant"]
            if len(named) > 1 and all(
                _ENUMERATED.fullmatch(clause[a.end : b.start]) for a, b in pairwise(named)
            ):
                tie = self._applicants(named, clause, context, behind=True)  # 企业、律所和其他组织提出5件
                return replace(tie, role=role)
        if behind:  # 另外5件来自科研机构、社会公益组织和其他组织
            words = _STOP.split(place.text[place.mention.end :])[0]
            strong = names_in(words)
        own = [n for n in strong if n.kind == "applicant"]
        return replace(self._applicants(own, words, context, behind=behind), role=role) if own else None

    def _received(
        self, last: Name, strong: Sequence[Name], words: str, place: Place, role: Role
    ) -> Tie | None:
        keys = {n.key for n in strong if n.kind == "received"}
        both = words + ("新收" if "新收" in place.sentence_before[-_SUM_REACH:] else "")
        if "之和" in words and "新收" in both and keys & {"over", "carried"}:
            return Tie((HANDLED,), "新收加上年结转", "received")
        if both_summed_up(place, words) or (
            keys & {"over", "carried"} and keys & {"new", "received"} and _TOGETHER.search(words)
        ):
            return Tie((HANDLED,), "新收加上年结转", "received")
        if last.key == "over":
            return Tie((OVER,), "上年结转", "received", role)
        if last.key == "forward":
            return forward(words[last.start : last.end], place, role)
        if last.key == "carried":
            choices = (OVER,) if _INCLUDING.search(words[: last.start]) else (OVER, FORWARD)
            return Tie(choices, "结转", "received", role)
        if last.key == "total_results":
            part = _PART_OF.search(place.clause_before + words) or re.search("中有?$", words)
            return Tie((DONE,), "办结", "received", "part" if part else role)
        if last.key == "should":
            due = "应办" in words
            return Tie(
                (HANDLED,) if due else (HANDLED, DONE, NEW), "应办" if due else "办理", "received", role
            )
        behind = place.text[place.mention.end :]
        if _WITH_CARRIED.match(behind) or (last.key != "new" and _BOTH_BEHIND.match(behind)):
            return Tie((HANDLED,), "收到", "received", role)
        if re.search(r"中的?$", words) or place.follows_requests:
            role = "part"  # “5件新收申请有4件”: the name is that of the number before
        apart = last.key == "new" or any(n.key == "over" for n in names_in(behind))
        return Tie((NEW,) if apart else (NEW, HANDLED), "新收" if apart else "收到", "received", role)

    def _result(self, keys: Sequence[str], *, together: bool = False) -> Tie:
        sets = [result_cells(key, self._form) for key in keys]
        if together:
            return Tie((tuple(dict.fromkeys(a for cells in sets for a in cells)),), "几项结果", "result")
        if keys[-1] == "other.any":
            sets.insert(0, result_cells("other", self._form))
        part = keys[-1].endswith(("/none", "/other", ".withdrawn"))
        doubt = "表三这一行还包括别的情形" if part else ""
        kind = "reason" if "." in keys[-1] else "result"
        name = result_name(keys[-1], self._form)
        return Tie(tuple(reversed(sets)), name, kind, "part" if part else "whole", doubt)

    def _applicants(self, names: Sequence[Name], words: str, context: Context, *, behind: bool) -> Tie:
        """One kind of applicant, two joined by 和, with 共 all those listed before, or all those that come behind."""
        ties = [self._applicant(name.key, context) for name in names]
        gaps = [words[a.end : b.start] for a, b in pairwise(names)]
        if behind and gaps and all(_ENUMERATED.fullmatch(gap) for gap in gaps):
            pass
        elif not _TOGETHER.search(words):
            joined = len(names) > 1 and _JOINED.fullmatch(words[names[-2].end : names[-1].start])
            ties = ties[-2:] if joined and _HAND_IN.match(words[names[-1].end :]) else ties[-1:]
        if len(ties) == 1:
            return ties[-1]
        rows = zip(*(t.choices for t in ties), strict=True)
        return replace(ties[-1], choices=tuple(tuple(a for cells in row for a in cells) for row in rows))

    def _applicant(self, key: str, context: Context) -> Tie:
        row = context.row.split("/", maxsplit=1)[0]
        return Tie(applicant_cells(key, row, self._form), "申请人", "applicant", doubt=WHOSE_APPLICANTS)

    # --- table four ---------------------------------------------------------------------------------

    def _case_or_outcome(
        self, last: Name, strong: Sequence[Name], words: str, place: Place, context: Context
    ) -> Tie | None:
        if not self._is_case_talk(last, place, context):
            return None
        context.case_talk = True
        cases = [n.key for n in strong if n.kind == "case"]
        if last.kind == "outcome":
            if cases:
                context.case = cases[-1]
            return self._outcome(last.key, context)
        outcome = next((n.key for n in strong if n.kind == "outcome" and n.start < last.start), "")
        if not outcome and place.text[: place.lead_start].endswith("、"):
            outcome = context.outcome
        ends_it = "" if outcome else outcome_behind(place)
        outcome = outcome or ends_it
        opened = max(place.text.rfind(mark, 0, place.mention.start) for mark in "（(")
        if not outcome and opened > 0 and not re.search("[）)]", place.text[opened : place.mention.start]):
            ahead = names_in(_STOP.split(place.text[:opened])[-1])
            outcome = next(
                (n.key for n in reversed(ahead) if n.kind == "outcome"), ""
            )  # 结果纠正的4件（复议3件
        if not outcome and "其中" in words:
            said = [n for n in names_in(place.text[: place.lead_start]) if n.kind in {"case", "outcome"}]
            outcome = said[-1].key if said and said[-1].kind == "outcome" else ""
        context.case, context.outcome = last.key, outcome
        named_before = [
            n.key for n in names_in(_SEGMENT.split(place.text[: place.lead_start])[-1]) if n.kind == "outcome"
        ]
        if (
            not outcome
            and named_before
            and last.key != "cases"
            and not re.search("[，；。]引|因", place.lead)
        ):
            whole = Tie((case_cells(last.key, "total"),), "案件", "case")
            such = self._outcome(named_before[-1], context)
            return replace(whole, choices=(*whole.choices, *(such.choices[:1] if such else ())))
        if outcome:  # “结果纠正的复议3件、诉讼1件”
            tie = self._outcome(outcome, context)
            return replace(tie, doubt=tie.doubt or UNSURE) if tie and ends_it not in {"", "pending"} else tie
        if last.key == "cases":
            doubt = "" if _TOGETHER.search(words) else "没有写明是两类合计"
            return Tie((case_cells("cases", "total"),), "复议、诉讼", "case", doubt=doubt)
        part = re.search("中(?:仍|还|又|已)?有?$", place.lead) or place.follows_number
        part = part or place.tail.startswith(("涉及", "关于", "有关", "因", "针对"))
        scoped = part or OF_SOME_ORGANS.search(place.clause)
        return Tie((case_cells(last.key, "total"),), "案件", "case", "part" if scoped else "whole")

    def _outcome(self, key: str, context: Context) -> Tie | None:
        """Outcomes are those of the case named last; of all suits or all cases where the sentence names several or none."""
        if not context.case:
            return Tie((DONE,), "办结", "received", doubt=UNSURE) if self._closed(key, context) else None
        own = set(CASES[context.case])
        others = [c for c in context.cases if not own <= set(CASES[c])]
        wider = [c for c in ("suits", "cases") if own < set(CASES[c]) and (others or not context.cases)]
        if key == "decided":
            columns = ("upheld", "corrected", "other")
            choices = tuple(
                tuple(a for column in columns for a in case_cells(c, column)) for c in (context.case, *wider)
            )
            return Tie(choices, "结果", "outcome", doubt="审结的可能含上年转来的案件，要看上下文")
        column = "other" if key == "other_outcome" else key
        doubt = "" if len(context.cases) == 1 else "是哪一类案件的结果，要看上下文"
        choices = tuple(case_cells(c, column) for c in (context.case, *wider))
        return Tie(choices, "结果", "outcome", doubt=doubt)

    def _closed(self, key: str, context: Context) -> bool:
        """``结案25件`` where requests alone are spoken of: answered."""
        return key == "decided" and context.topic and not context.cases and not context.case_talk

    def _is_case_talk(self, last: Name, place: Place, context: Context) -> bool:
        """Whether a case is about information: the words of the form are; else the sentence or the paragraph says."""
        behind = place.text[place.mention.end :]
        if OF_OTHER_MATTERS.match(behind) or self._of_another(place):
            return False
        if OTHER_CAUSES.search(place.since_stop) or NOT_OURS.search(place.text):
            return False
        if (
            "信息公开" in place.text
            or "公开类" in place.text
            or last.key in {"direct", "after"}
            or context.case_talk
        ):
            return True
        if OTHER_CASES.search(place.clause):
            return False
        if last.kind == "case" and self._cases.get(last.key) == place.mention.value >= HARDLY_BY_CHANCE:
            return True
        if re.search("被申请|被提起|引起|引发", place.clause):
            return True
        return context.aspect != "elsewhere" or bool(_REQUEST_TOPIC.search(place.text))

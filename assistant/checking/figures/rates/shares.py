"""Shares of a whole, reckoned anew: 占办结总数的, 两项合计占, 在办结的34件中占."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise
from typing import Final

from assistant.checking.case import Case
from assistant.checking.figures.rates.rate_clause import (
    RateClause,
    in_ten_thousands,
    loosely_true,
    said_of,
    shown,
    stands_for,
    sums_of,
    tied_before,
    told,
    ulp,
    whole_by_verb,
)
from assistant.checking.figures.rates.share_wholes import (
    carried_wholes,
    is_wider,
    may_be_whole,
    named_alone,
    right_before,
    wholes_of,
)
from assistant.checking.figures.ties.aliases import names_in
from assistant.checking.figures.ties.mentions import mentions
from assistant.checking.figures.ties.rows import DONE, applicant_cells, result_cells
from assistant.core.findings import Finding
from assistant.core.numbers import Mention, NumberKind, format_number

_TO_A_DECIMAL: Final = re.compile(r"\.\d")
_SUM_WORDS: Final = re.compile(
    r"两项|二者|两者|三项|合计|共计|之和|合占|共占|相加|加起来|合起来|加在一起|以上(?!，)"
)
_STOP: Final = re.compile(r"[。；]")
_IN_A_ROW: Final = re.compile(r"[、，和及与][^。；\d]{0,14}")
_JOINS: Final = re.compile(r"^[、和及与]")
_JOINS_LOOSELY: Final = re.compile(r"^[、，和及与](?!其中)[^，。；]{0,12}$")
"""What stands before 其中 is the whole of what is summed up, and no part of it."""
_PERIOD_END: Final = re.compile(r"[；。]")
_EACH: Final = re.compile(r"(?P<names>[^，。；\d]*)[，、]?(?:分别|均|都)?各(?:有|为)?$")
"""甲和乙，各7件，合计占: as many times as matters are named."""
_WRITTEN: Final = re.compile(
    r"(\d[\d,]*)\s*(?:件|条|篇|份|个|次|起|人次|人|批次|处|户|家|名|场|期|项|户次)[^，。；、\d]{0,8}$"
)
_OF_ANOTHER_YEAR: Final = re.compile(
    r"(?:\d{4}年|上年|去年)(?![^，。；\d]{0,2}(?:结转|转来|遗留))[^，。；\d]{0,4}$"
)
_A_MEAN: Final = re.compile("(?:平均|人均|每[天月日周件人])[^，。；]{0,6}$")
_OF_SOME: Final = re.compile(r"[一-龥]{2,}的$")
_GIVEN_SOMETHING: Final = re.compile(
    r"(?:提供|获得|得到|拿到|取得|满足)(?:了|到)?(?:全部|部分|或者?|和|所需|相应|申请)*(?:政府)?(?:信息|材料|内容)?(?:的|的申请)$"
)
"""公开25件、部分公开11件，提供信息的占: both of them."""
_WITHIN: Final = re.compile(
    r"在[^，。；\d]{0,10}(?P<whole>\d[\d,]*)\s*(?:件|条|篇|份|个|次|起|人次|人|批次|处|户|名|家)[^，。；\d]{0,10}(?:中|里|内)，?(?:所|约|大约|就|仅|只|已)*$"
)
"""在办结的34件中占比."""
_SHARE_WORD: Final = re.compile("(?:所)?占(?:比|到|了)?|(?:所占)?的?(?:比例|比重|份额)")
_LABELS: Final = re.compile(
    r"(?P<labels>[^，。；\d]{1,10}?(?:[和及与、][^，。；\d、]{1,10}?){1,2}?)(?:的|两项|两类|二者|两者|三项|三类|共|共同)*(?:合计|共计|相加|加起来|之和|合起来)(?:的)?$"
)
_PLAINLY_OF_IT: Final = re.compile("(?:其|其中|总数|总量|全部|这些|比重|比例|比|的)*")
_OWN_WORDS: Final = re.compile(
    r"合计|共计|共|两项|三项|两类|二者|两者|之和|相加|加起来|合起来|约|大约|大致|仅|只|就|各|均|都|分别|已|还|也|又|则|略|其|所|比例|比重|件数|数量|数|量|的|申请|提出|提交|总|一共|全部|同样|将近|接近|超过?|不足|不到|近|逾|过|几乎|刚好|恰好|恰|正好|高达|累计"
)
_REACH: Final = 200
_FEW: Final = re.compile("[两二三四五]")
_OTHER_OPENING: Final = re.compile(r"(?P<of>[^，。；\d]{2,14})(?<![集其])中，")


@dataclass(frozen=True)
class _Reading:
    """What a share may be of: any of `tops` in any of `wholes`.

    `sure`: the wholes are surely all. `definite`: the sentence leads to this whole. `named`: its words name it.
    """

    tops: Sequence[Decimal]
    wholes: Sequence[Decimal]
    sure: bool
    definite: bool = False
    named: bool = False


def share_of(case: Case, at: RateClause, of: str) -> Finding | None:
    """``占办结总数的45.8%``: of the number before it, or of what the words name."""
    reading = None if is_wider(case, of) else _reading(case, at, of)
    if reading is None or _any_fits(at, reading.tops, reading.wholes):
        return None
    tops, wholes = reading.tops, reading.wholes
    if not _told_to_be_summed(at, tops) and _explained(
        case, at, wholes, only_these=reading.definite or reading.named
    ):
        return None
    tied = tied_before(case, at)
    sums = sums_of(case, tied.choices) if tied is not None else []
    if tied is not None and tied.mention.value not in sums and _any_fits(at, sums, wholes):
        return None  # the number before it is the wrong one
    fractions = [(top, whole) for top in tops for whole in wholes if whole]
    top, whole = next(((t, w) for t, w in fractions if t <= w), fractions[0])
    real = top * 100 / whole
    close = in_ten_thousands(at) and abs(real - at.mention.value) <= ulp(at.mention)
    if close or (top >= whole and not reading.sure):
        return None
    doubtful = loosely_true(at, real) or (
        reading.definite and not reading.named and _may_be_of_others(case, at, reading)
    )
    return told(
        case,
        at,
        f"{format_number(top)}÷{format_number(whole)}",
        shown(real, at.mention),
        "error" if reading.sure and not doubtful else "warning",
        named=reading.definite or bool(names_in(of)),
    )


def _reading(case: Case, at: RateClause, of: str) -> _Reading | None:
    """What the words and the numbers before a share make it a share of; `None` where they do not say."""
    written = _WRITTEN.search(of) or _WITHIN.search(_SHARE_WORD.split(at.clause)[0])  # 占答复总数34件的
    labelled = _labelled(at)
    own = _tops(case, at, written=bool(written))
    if at.is_half and (not own or any(n.kind == "result" for n in names_in(of))):
        return None  # 自然人占一半以上, 占不予公开的一半: see trends
    tops = labelled or own or _named_tops(case, at) or _label_alone(at)
    if not tops:
        return None
    if (whole := whole_by_verb(at, of)) is not None:
        return _Reading(tops, [whole], sure=True, definite=True, named=True)
    if written:
        return _Reading(tops, [Decimal(written[1].replace(",", ""))], sure=True, definite=True, named=True)
    if _PLAINLY_OF_IT.fullmatch(of.strip()):
        opened, carried = at.opened(), carried_wholes(case, at)
        beside = right_before(case, at)
        if beside and max(beside) >= max(tops):  # 办结63件，其中予以公开36件，占58.1%
            return _Reading(tops, [*beside, *carried], sure=True, definite=True)
        if opened is not None and opened.value >= max(tops) and opened.value not in tops:
            wholes = [*_wholes_opened(case, at, opened, tops), *carried]
            return _Reading(tops, wholes, sure=True, definite=True)
    else:
        carried = []
    wholes, sure = wholes_of(case, at, of, tops)
    wholes = [*wholes, *carried]
    if not wholes and (labelled or not own):
        wholes, sure = _wholes_of_list(case, at)
    return _Reading(tops, wholes, sure, named=named_alone(of)) if any(wholes) else None


def _may_be_of_others(case: Case, at: RateClause, reading: _Reading) -> bool:
    """Whether it is just the share of another number of the sentence, or of the one before."""
    others = [m.value for m in at.counts_before() if m.value >= max(reading.tops)]
    return _any_fits(at, reading.tops, others) or _explained(case, at, reading.wholes, only_these=False)


def _any_fits(at: RateClause, tops: Sequence[Decimal], wholes: Sequence[Decimal]) -> bool:
    return any(stands_for(at, top * 100 / whole) for top in tops for whole in wholes if whole)


def _labelled(at: RateClause) -> list[Decimal]:
    """``满意98份、基本满意11份、不满意3份，满意和基本满意的合计占``: the numbers that stand behind those words."""
    told = _LABELS.search(at.clause.rpartition("占")[0])
    if told is None:
        return []
    counts = at.counts_before()
    values = []
    for label in re.split("[和及与、]", told["labels"]):
        own = [
            m for i, m in enumerate(counts)
            if _own_label(at.text[counts[i - 1].end if i else 0 : m.start]) == label.strip()
        ]  # fmt: skip
        values += [m.value for m in own[-1:]]
    return [sum(values, Decimal(0))] if len(values) == len(re.split("[和及与、]", told["labels"])) else []


_CHANNEL: Final = re.compile("(?:提交|提出|办理|渠道|方式|途径|类)$")
_LABEL: Final = re.compile(
    r"(?:，|^)(?P<label>[^，。；\d]{2,8}?)(?:提交|提出|办理|渠道|方式|途径|类)?(?:的|者|人数|部分|量|数量)$"
)


def _label_alone(at: RateClause) -> list[Decimal]:
    """``网上196件、邮寄121件、当面41件，网上提交的占近七成``: of the list before it, the number of that label."""
    told = _LABEL.match(at.clause.rpartition("占")[0])
    counts = at.counts_before()
    if told is None or len(counts) < 2:
        return []
    own = [
        m for i, m in enumerate(counts)
        if _CHANNEL.sub("", _own_label(at.text[counts[i - 1].end if i else 0 : m.start])) == told["label"]
    ]  # fmt: skip
    return [own[0].value] if len(own) == 1 else []


def _own_label(lead: str) -> str:
    """What a number is of, by the words right before it: ``其中评价满意`` → ``满意``."""
    own = re.split("[，。；、：:（(]", lead)[-1]
    return re.sub("^(?:其中|评价|表示|选择|认为)+|(?:的|有|为|共)+$", "", own.strip())


def _wholes_of_list(case: Case, at: RateClause) -> tuple[list[Decimal], bool]:
    """The sum of the list before, surely where a number before the list is just as many."""
    counts = at.counts_before()
    run = [counts[-1]]
    for mention in reversed(counts[:-1]):
        if mention.unit != run[0].unit or not _JOINS_LOOSELY.match(at.text[mention.end : run[0].start]):
            break
        run.insert(0, mention)
    values = [m.value for m in run]
    told = {*(m.value for m in counts), *_outside(case, at)}
    sums = [total for n in range(2, len(run) + 1) if (total := sum(values[-n:], Decimal(0))) in told]
    return (sums, True) if sums else ([sum(values, Decimal(0))], False)


def _wholes_opened(case: Case, at: RateClause, opened: Mention, tops: Sequence[Decimal]) -> list[Decimal]:
    """The number a list is opened with, and those after it that may be wholes of their own."""
    after = [
        m.value
        for m in at.counts_before()
        if m.start > opened.start and m.value > max(tops) and may_be_whole(at, m)
    ]
    tied = tied_before(case, at)
    apart = re.search("[；;]", at.text[opened.end : at.mention.start])
    cells = (
        sums_of(case, [DONE])
        if apart and tied is not None and tied.kind in {"result", "reason"} and opened.value != case.sum(DONE)
        and "result" not in {s.kind for s in said_of(case, at, opened)}
        else []
    )  # fmt: skip
    return [opened.value, *after, *cells]


def _told_to_be_summed(at: RateClause, tops: Sequence[Decimal]) -> bool:
    """``1535件、部分公开485件，二者之和占``: the words leave no choice what is the part."""
    before = at.counts_before()
    if len(tops) != 1 or any(m.value == tops[0] for m in before):
        return False
    last = max((m.end for m in before if m.value < tops[0]), default=0)
    return re.search("之和|合计|共计|相加", at.text[last : at.mention.start]) is not None


def _outside(case: Case, at: RateClause) -> list[Decimal]:
    """The counts of the sentence before."""
    text = case.prose.sections[at.period.section][: at.period.start]
    before = mentions(re.split("[。！？\n]", text.rstrip("。！？\n"))[-1])
    return [m.value for m in before if m.kind is NumberKind.COUNT and m.value]


def _explained(case: Case, at: RateClause, wholes: Sequence[Decimal], *, only_these: bool) -> bool:
    """Whether another number of the sentence is the part, or one of the sentence before the whole.

    Only of shares told to a decimal: with so many numbers some pair gives almost any whole percentage. `only_these`:
    the words tell the whole.
    """
    counts = [m for m in at.counts_before() if m.value]
    if not _TO_A_DECIMAL.search(at.mention.text) and "分之" not in at.mention.text:
        return only_these and any(
            _any_fits(at, [m.value], [w for w in wholes if w > m.value]) for m in counts[-2:-1]
        )
    stop = max(at.text.rfind(mark, 0, at.mention.start) for mark in "；;")
    here = [m.value for m in counts if m.start > stop]
    tops = [*here, *(a + b for a, b in pairwise(here))]
    known = [w for w in wholes if w]
    if not only_these:
        known += [*_outside(case, at), *(m.value for m in counts)]
    return any(stands_for(at, top * 100 / w) for top in tops for w in known if top < w)


def shares_in_a_row(case: Case, at: RateClause, of: str) -> Finding | None:
    """``甲3件、乙1件，分别占办结总数的60%、20%``: the first share is of the first of as many numbers as there are shares."""
    run = _STOP.split(at.text[at.mention.start :])[0]
    rates = [
        m
        for m in at.mentions[at.index :]
        if m.kind is NumberKind.RATE and m.start < at.mention.start + len(run)
    ]
    counts = _listed(at, len(rates))
    if len(counts) != len(rates):
        return None
    wholes, sure = wholes_of(case, at, of, [m.value for m in counts])
    wholes = [whole for whole in wholes if whole]
    for count, rate in zip(counts, rates, strict=True):
        here = replace(at, index=at.mentions.index(rate))
        if wholes and not any(stands_for(here, count.value * 100 / whole) for whole in wholes):
            real = shown(count.value * 100 / wholes[0], rate)
            says = f"{format_number(count.value)}÷{format_number(wholes[0])}"
            return told(case, here, says, real, "error" if sure else "warning")
    return None


def _listed(at: RateClause, how_many: int) -> list[Mention]:
    """The counts that as many shares are of: those of the list before, 前三类 its first; none where it has others too."""
    run: list[Mention] = []
    for mention in reversed(at.counts_before()):
        behind = run[0].start if run else at.mention.start
        if run and not _IN_A_ROW.fullmatch(at.text[mention.end : behind]):
            break
        run.insert(0, mention)
    if re.search("前[两二三四五]", at.clause):
        return run[:how_many]
    return run[-how_many:] if len(run) <= how_many + 1 else []


_OF_IT: Final = re.compile("占|(?:超过?|接近|不足|不到|约为?|达到?)(?=新收|办结|申请|受理|答复|总|全部)")
_DESCRIBED: Final = re.compile(r"[^，。；\d]{2,10}的占")


def _is_described(case: Case, at: RateClause, last: Mention) -> bool:
    """``135件予以公开的占办结总数的33.5%``: the words behind the number name the very cell that it is."""
    if not _DESCRIBED.match(at.text, last.end):
        return False
    said = [s for s in said_of(case, at, last) if s.kind in {"result", "reason", "applicant"}]
    return any(case.sum(cells) == last.value for s in said for cells in s.choices)


def _is_no_part(at: RateClause, last: Mention) -> bool:
    """Whether the number before counts no part: 四季度占, 两家合计占, last year's, an average."""
    if last.unit in {"季度", "月", "年"} or (_FEW.match(last.text) and _SUM_WORDS.match(at.text, last.end)):
        return True
    ahead = at.text[: last.start]
    return _OF_ANOTHER_YEAR.search(ahead) is not None or _A_MEAN.search(ahead) is not None


def _tops(case: Case, at: RateClause, *, written: bool) -> list[Decimal]:
    """What the share is of: the number right before, or the sum of those right before; empty when words name another.

    `written`: the last number before is the whole itself.
    """
    before = at.counts_before()[: -1 if written else None]
    if not before:
        return []
    last = before[-1]
    if _is_no_part(at, last) or _is_described(case, at, last):
        return [] if _is_no_part(at, last) else [last.value]
    between = at.text[last.end : at.mention.start]
    if written:
        between = re.sub(r"，?在[^，。；]{0,30}$", "", _SHARE_WORD.split(between)[0])
    own, comma, further = _OF_IT.split(between, maxsplit=1)[0].partition("，")
    further = further if comma else own  # 1件由企业提出，占25%: those words are of the number
    if _PERIOD_END.search(between) or any(n.kind not in {"received", "noun"} for n in names_in(further)):
        return []
    together = bool(_SUM_WORDS.search(between) or _GIVEN_SOMETHING.search(further))
    if not together and (_OF_SOME.search(further) or len(_OWN_WORDS.sub("", further.strip("，"))) > 1):
        return []  # 行政许可22万件，网上办理的占76%
    joins = _JOINS_LOOSELY if together else _JOINS
    run = [last]
    for earlier, later in zip(reversed(before[:-1]), reversed(before), strict=False):
        if earlier.unit != last.unit or not joins.match(at.text[earlier.end : later.start]):
            break
        run.insert(0, earlier)
    if (two := re.search("[两二三]项|[两二]者", between)) and len(run) > 1:
        run = run[-3 if two[0].startswith("三") else -2 :]
    total = sum((m.value for m in run), Decimal(0))
    if (each := _EACH.search(at.text[: last.start][-_REACH:])) and together:
        return [last.value * (len(re.findall("[、和及与]", each["names"])) + 1)]
    if together and len(run) > 1:
        return [total]
    if two:
        return []
    return [last.value] if len(run) == 1 else [last.value, total]


_ONE_KIND: Final = re.compile(
    "(?:其中|仅|光|单)?(?:行政)?(?:许可|处罚|强制)(?:处理)?(?:决定)?(?:[一这]项|[一这]类|部分)?(?:就|约|即|便|又)?"
)


def _named_tops(case: Case, at: RateClause) -> list[Decimal]:
    """``法人或其他组织提出的占17.4%``: the share is of what the words name."""
    words = at.clause.partition("占")[0]
    decisions = [n.key for n in names_in(words) if n.kind == "decision"]
    if len(decisions) == 1 and _ONE_KIND.fullmatch(words):
        return sums_of(case, [(f"proactive.{decisions[0]}.decisions",)])  # 行政处罚一项就占
    names = [n for n in names_in(words) if n.kind in {"applicant", "result", "reason"}]
    if not names or re.search(r"\d", words) or "申请" not in at.text.replace("依申请公开平台", ""):
        return []
    if len(_OWN_WORDS.sub("", re.sub("其中|由|来自", "", words[: names[0].start]))) > 1:
        return []  # 外地律师占一成多
    opening = _OTHER_OPENING.search(at.text, max(0, at.mention.start - _REACH), at.mention.start)
    if (
        opening
        and not re.search("(?<!依)申请|办结|新收|收到|答复", opening["of"])
        and not names_in(opening["of"])
    ):
        return []  # 平台登录用户中，律师占一成
    key, form = names[-1].key, case.report.form
    if names[-1].kind == "applicant":
        return sums_of(case, applicant_cells(key, "", form))
    both = tuple(a for n in names[-2:] if n.kind != "applicant" for a in result_cells(n.key, form))
    return sums_of(case, [result_cells(key, form), *([both] if re.search("[和及与或、]", words) else [])])

"""What stands before a number of a table: it decides which cell the number may be.

A number is true only of the row and column that the words before it mean. So those words are known one by one: what
names the cell, what may stand beside it, and what of the sentence before decides the rest (the whole behind 其中, the
case whose outcomes follow). Whatever else stands there is a statement nobody checked.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from assistant.core.relations import PREVIOUS
from assistant.drafting.draft import NOTES, YEAR, Claim, Sentence, TracedNumber
from assistant.drafting.matters import named_in
from assistant.drafting.phrases import CATEGORIES, REASONS
from assistant.drafting.vocabulary import PLACES

PUNCTUATION: Final = re.compile(r"[，。；：、（）〔〕【】“”！？ 　]")
_SHIELD: Final = str.maketrans({"、": "\ue000", "“": "\ue001", "”": "\ue002"})
_BACK: Final = str.maketrans({"\ue000": "、", "\ue001": "“", "\ue002": "”"})
_BROKEN: Final = re.compile("|".join(re.escape(w) for w in REASONS.values() if re.search("[、“”]", w)))
_INERT: Final = (
    "全年", "本年度", "本年", "今年", "年内", "我单位", "本单位", "本机关", "共计", "总计", "合计", "累计", "一共", "总共", "共有", "共",
    "分别", "为", "有", "的", "其中", "另有", "另外", "此外", "同时", "并", "和", "与", "及", "以及", "数量", "件数", "总数", "情况",
    "政府信息公开", "信息公开", "依申请公开",
)  # fmt: skip
_COUNTS: Final = (
    "共计",
    "总计",
    "合计",
    "累计",
    "一共",
    "总共",
    "共有",
    "共",
    "分别",
    "为",
    "有",
    "的",
    "数量",
    "件数",
    "总数",
)
_NEEDS: Final = {
    "new": r"新收到?|收到|接收|受理|接到",
    "carried_over": r"上(?:一)?年度?结转",
    "concluded_total": r"办结|答复",
    "carried_forward": r"结转(?:至|到)?下(?:一)?年度?(?:继续办理)?",
    "granted": "予以公开", "granted_in_part": "部分公开", "refused": "不予公开", "unavailable": "无法提供",
    "not_processed": "不予处理", "other": "其他处理",
    "reconsideration": "(?:行政)?复议", "direct_litigation": "未经复议直接起诉", "litigation_after_reconsideration": "复议后起诉",
    "suits": "行政诉讼",
    "natural_person": "自然人", "organizations": "法人或者?其他组织", "enterprise": "商业企业", "research_institution": "科研机构",
    "public_interest_organization": "社会公益组织", "legal_service_organization": "法律服务机构", "other_organization": "其他",
    "upheld": "(?:结果)?被?维持", "corrected": "(?:结果)?被?纠正", "other_outcome": "其他结果", "pending": "尚未审结",
    "licensing": "行政许可", "penalties": "行政处罚", "compulsion": "行政强制", "fees": "行政事业性收费",
    "issued": "制发", "repealed": "废止", "in_force": "现行有效",
    **{row: re.escape(words.translate(_SHIELD)) for row, words in REASONS.items()},
}  # fmt: skip
"""The words of which one must stand before the number."""
_BESIDE: Final = {
    "requests": ("公开申请", "申请", "各类"),
    "results": ("公开申请", "申请", "答复", "作出", "决定", "办理结果", "结果", "处理"),
    "reasons": ("申请", "属于", "因", "情形", "答复", "决定"),
    "applicants": ("公开申请", "申请人", "申请", "提交", "提出", "来自"),
    "cases": ("案件", "被申请", "被提起", "引起", "引发", "涉及", "因", "发生"),
    "outcomes": ("案件", "结果"),
    "decisions": ("作出", "做出", "处理决定", "决定"),
    "fees": ("收取", "金额", "总额"),
    "documents": ("行政", "规范性文件", "规章", "文件"),
}  # fmt: skip
"""Words that may stand before them, by the kind of number."""
_BEHIND: Final = {
    "requests": ("政府信息公开", "信息公开", "公开申请", "申请"), "results": ("申请", "决定", "答复"),
    "reasons": ("申请", "情形"), "applicants": ("申请人", "申请", "提交", "提出", "政府信息公开"),
    "cases": ("案件", "申请"), "outcomes": ("案件",), "decisions": ("处理决定", "决定"), "fees": ("金额", "总额"),
    "documents": ("行政", "规范性文件", "规章", "文件"),
}  # fmt: skip
"""Words that may stand between them and the number."""
_SUITS: Final = frozenset({"direct_litigation", "litigation_after_reconsideration"})
_FOUR: Final = frozenset({"new", "carried_over", "concluded_total", "carried_forward"})
_MAIN: Final = frozenset({"requests", "cases", "outcomes", "share", "change"})
"""Kinds that do not read as a part of the whole before, once a comma ended the list behind 其中."""
_CHANGED: Final = re.compile(
    r"[，、（]?(?:[比较]上(?:一)?年度?(?:同期)?|[与同]上年相比[，]?|同比)?(?:增加|减少|增长|下降|上升|增幅|降幅|增长率)了?(?:为|达)?"
)
_AGAINST: Final = re.compile(r"上(?:一)?年|同比")
_SHARE: Final = re.compile(
    r"[，、]?(两项|两者|二者)?(?:之和)?(合计|共计|共)?占(?:全部|年内)?(?:办结|答复)(?:申请)?(?:总数|数|总量|总件数|件数)?的?(?:比例)?为?"
)
_ROW_OF: Final = {"新收": "new", "办结": "concluded_total"}
_OF_THOSE: Final = re.compile(r"(新收|办结)到?的(?:政府信息公开)?申请")
_AMONG_THEM: Final = re.compile(rf"在?(?:{'|'.join((*CATEGORIES.values(), '办结'))})(?:的?申请)?中(?:的|，)?")
_RESPECTIVELY: Final = re.compile(r"分别为?(?:[\d,.]+件、)*\Z")


def shielded(text: str) -> str:
    """The text with the punctuation inside the form's own labels out of the way; as long as before."""
    return _BROKEN.sub(lambda m: m[0].translate(_SHIELD), text)


def unshielded(text: str) -> str:
    """The text as it was before `shielded`."""
    return text.translate(_BACK)


def scope_of(material: Sequence[Sentence]) -> tuple[str, ...]:
    """全市 and the like, as far as the material has it."""
    return tuple({m[0] for s in material for m in re.finditer(rf"全[{PLACES}]", s.text)})


@dataclass(frozen=True)
class Kind:
    """What a number of a table is: its group, and the name that must stand before it."""

    group: str
    need: str
    row: str = ""


def kind_of(number: TracedNumber) -> Kind:
    """What a number is, by its cells; ``other`` for what only the material's own words may introduce."""
    cells = number.cells
    if len({c.startswith(PREVIOUS) for c in cells}) == 2:
        return Kind("change", "")
    parts = [c.split(".") for c in cells]
    rows, columns = {".".join(p[1:-1]) for p in parts}, {p[-1] for p in parts}
    table, row, column = parts[0][0], next(iter(sorted(rows))), next(iter(sorted(columns)))
    if cells[0].startswith(PREVIOUS) or (len(cells) == 1 and number.formula):
        return Kind("other", "")
    if table == "requests" and "÷" in (number.formula or ""):
        return Kind("share", "")
    if table == "requests":
        return _request(rows, columns, row, column)
    if table == "disputes":
        if column == "total":
            return Kind("cases", "suits" if rows == _SUITS else row, "" if len(rows) > 1 else row)
        return Kind("outcomes", "other_outcome" if column == "other" else column, row)
    if table == "proactive" and len(cells) == 1:
        group = {"decisions": "decisions", "amount": "fees"}.get(column, "documents")
        need = row if group in {"decisions", "fees"} else column
        return Kind(group, need, row) if need in _NEEDS else Kind("other", "")
    return Kind("other", "")


def _request(rows: set[str], columns: set[str], row: str, column: str) -> Kind:
    if columns == {"total"}:
        groups = {r.split(".")[0] for r in rows}
        if len(rows) == 1 and (row in _FOUR or row in _NEEDS):
            group = "requests" if row in _FOUR else "reasons" if "." in row else "results"
            return Kind(group, row, row)
        return Kind("results", groups.pop(), row) if len(groups) == 1 and len(rows) > 1 else Kind("other", "")
    if len(rows) > 1 or "total" in columns:
        return Kind("other", "")
    return Kind("applicants", column if len(columns) == 1 else "organizations", row)


def misplaced(
    text: str,
    number: TracedNumber,
    before: Sequence[TracedNumber],
    claims: Sequence[Claim],
    material: Sequence[Sentence],
) -> str:
    """Why a number does not stand where it does, in words for staff; empty when it does.

    `before` are the numbers of the sentence up to it, `claims` what is said in it without a figure.
    """
    if number.cells[0].startswith(NOTES) or number.cells == (YEAR,) or _inside(number.start, claims):
        return ""
    if not number.text[0].isascii():
        return f"“{number.text}”要写成阿拉伯数字"
    text = shielded(text)
    kind = kind_of(number)
    before = [n for n in before if n.start < number.start and not n.cells[0].startswith(NOTES)]
    lead = lead_of(text, number.start, before, claims)
    in_a_row = kind.group == "decisions" and _RESPECTIVELY.search(text[: number.start]) is not None
    wrong = next((n.word for n in named_in(lead.translate(_BACK)) if not n.fits(number.cells)), "")
    if wrong and not in_a_row:
        return f"“{wrong}”不是“{number.text}”所在的行或者列"
    tables = [n for n in before if n.cells != (YEAR,)]
    if kind.group == "change":
        return _change_fault(text, number, tables, claims)
    if kind.group == "share":
        return _share_fault(text, number, tables)
    if not _named(text, lead, number, kind, scope_of(material)) and not _as_in_material(
        text, number, before, claims, material
    ):
        return f"“{number.text}”前面没有写明是哪一项"
    return _place_fault(text, number, kind, tables, claims)


def _inside(place: int, claims: Sequence[Claim]) -> bool:
    return any(c.start <= place < c.end and c.says in {"note", "quote", "label", "raw"} for c in claims)


def lead_of(text: str, start: int, before: Sequence[TracedNumber], claims: Sequence[Claim]) -> str:
    """The words right before a number, from the last punctuation, number or claim on; the year's 年 left off."""
    edges = [m.end() for m in PUNCTUATION.finditer(text, 0, start)]
    edges += [n.end + (n.cells == (YEAR,) and text.startswith("年", n.end)) for n in before]
    edges += [c.end for c in claims if c.end <= start]
    return text[max(edges, default=0) : start]


def inert(words: str, *beside: str, only_counts: bool = False) -> bool:
    """Whether words say nothing of their own: they count, join, or name whose year it is."""
    for word in sorted((*(_COUNTS if only_counts else _INERT), *beside), key=len, reverse=True):
        words = words.replace(word, "")
    return not words


def _named(text: str, lead: str, number: TracedNumber, kind: Kind, scope: Sequence[str]) -> bool:
    if kind.need not in _NEEDS:
        return False
    if kind.group == "decisions" and _RESPECTIVELY.search(text[: number.start]):
        return _in_a_row(text, number, scope)
    need = re.search(_NEEDS[kind.need], lead)
    if need is None or lead.count("其中") > 1:
        return False
    ahead, behind = lead[: need.start()], lead[need.end() :]
    if kind.group in {"results", "reasons"}:
        ahead = _AMONG_THEM.sub("", ahead)
    own = [n.word for n in named_in(ahead.translate(_BACK))] if kind.group != "applicants" else []
    beside = (*scope, *(w.translate(_SHIELD) for w in own), *_BESIDE[kind.group])
    return inert(ahead, *beside) and inert(behind, *_BEHIND[kind.group], only_counts=True)


def _in_a_row(text: str, number: TracedNumber, scope: Sequence[str]) -> bool:
    """``作出甲、乙处理决定分别为1件、2件``: as many names as numbers, and nothing else said of them."""
    head, _, behind = text[: number.start].rpartition("分别")
    clause = re.split("[，。；：]", head)[-1]
    clause = re.split(r"\d{4}年", clause)[-1]
    names = [n for n in named_in(clause) if not n.is_column]
    count = len(re.findall(r"[\d,.]+件", re.split("[，。；]", text[number.start :])[0])) + behind.count("、")
    plain = inert(clause, "、", *scope, *(n.word for n in names), *_BESIDE["decisions"])
    return plain and len(names) == count and names[behind.count("、")].fits(number.cells)


def _as_in_material(
    text: str, number: TracedNumber, before: Sequence[TracedNumber], claims: Sequence[Claim],
    material: Sequence[Sentence],
) -> bool:  # fmt: skip
    """Whether the material introduces the number with the same words; with none, behind the same number."""
    mine = lead_of(text, number.start, before, claims)
    for sentence in material:
        said = shielded(sentence.text)
        for i, there in enumerate(sentence.numbers):
            if (there.cells, there.formula) != (number.cells, number.formula):
                continue
            earlier = sentence.numbers[:i]
            if lead_of(said, there.start, earlier, sentence.claims) != mine:
                continue
            if mine or _gap(text, number, before) == _gap(said, there, earlier):
                return True
    return False


def _gap(text: str, number: TracedNumber, before: Sequence[TracedNumber]) -> tuple[tuple[str, ...], str]:
    """The number before and what stands between."""
    last = before[-1] if before else None
    return (last.cells, text[last.end : number.start]) if last else ((), text[: number.start])


# --- what of the sentence before decides --------------------------------------------------------------


def _change_fault(
    text: str, number: TracedNumber, before: Sequence[TracedNumber], claims: Sequence[Claim]
) -> str:
    """A comparison is of the number right before it, or of the row the sentence started with."""
    own = tuple(c for c in number.cells if not c.startswith(PREVIOUS))
    fault = f"“{number.text}”比的不是原来那一项"
    last = before[-1] if before else None
    start = last.end if last else 0
    if last is not None and last.cells not in (own, number.cells):
        return fault
    words = text[start : number.start]
    if last is None:
        zero = next(
            (c for c in claims if c.says == "zero" and c.cells == own and c.end <= number.start), None
        )
        head = _OF_THOSE.match(text)
        if zero is None and (head is None or f"requests.{_ROW_OF[head[1]]}.total" not in own):
            return fault
        words = text[zero.end if zero else head.end() if head else 0 : number.start]
    if not _CHANGED.fullmatch(words) or ((last is None or last.cells == own) and not _AGAINST.search(words)):
        return f"“{number.text}”前面没有写明是与上年相比"
    return ""


def _share_fault(text: str, number: TracedNumber, before: Sequence[TracedNumber]) -> str:
    """A share is of the numbers right before it, all of them and no other."""
    fault = f"“{number.text}”不是前面这几项的占比"
    parts = [c for c in number.cells if not c.startswith("requests.concluded_total.")]
    tops: list[TracedNumber] = []
    for n in reversed(before):
        if not set(n.cells) <= set(parts):
            break
        tops.insert(0, n)
    missing = set(parts) - {c for n in tops for c in n.cells}
    words = _SHARE.fullmatch(text[tops[-1].end : number.start]) if tops else None
    if words is None or missing:
        return fault
    if len(tops) > 1 and not (words[1] or words[2]):
        return fault
    earlier = [n for n in before if n.end <= tops[0].start]
    between = text[earlier[-1].end : tops[0].start] if earlier else "，"
    return "" if re.search("[，；。：]|其中", between) else fault


def _place_fault(
    text: str, number: TracedNumber, kind: Kind, before: Sequence[TracedNumber], claims: Sequence[Claim]
) -> str:
    """Whether the whole behind 其中, a bracket or the last case named is the number's own."""
    start = number.start
    if before and not _same_row(text[before[-1].end : start], kind, kind_of(before[-1])):
        return f"“{number.text}”和顿号前面的数不是一类"
    opened = text.rfind("（", 0, start)
    if opened > text.rfind("）", 0, start):
        whole = next((n for n in before if n.end == opened), None)
        return (
            "" if whole and is_part(number.cells, whole.cells) else f"“{number.text}”不是括号前面那个数里面的"
        )
    run_start = max(text.rfind("；", 0, start), text.rfind("。", 0, start)) + 1
    run = text[run_start:start]
    heads, among = list(_OF_THOSE.finditer(run)), run.rfind("其中")
    if among >= 0 or (heads and run[heads[-1].end() : heads[-1].end() + 1] == "中"):
        split = run_start + (among if among >= 0 else heads[-1].end())
        inside = [
            n for n in before if run_start <= n.start < split and kind_of(n).group not in {"change", "share"}
        ]
        chain = re.sub(r"（[^（）]*）", "", text[split + (2 if among >= 0 else 1) : start]).lstrip("，：")
        cells = inside[-1].cells if inside else (f"requests.{_ROW_OF[heads[-1][1]]}.total",) if heads else ()
        if inside and _interrupted(claims, inside[-1].end, split):
            return "“其中”和它前面的总数隔开了"
        if not is_part(number.cells, cells) and not ("，" in chain and kind.group in _MAIN):
            return f"“{number.text}”不是“其中”前面那个数里面的"
    if kind.group in {"applicants", "outcomes"} and before and _interrupted(claims, before[-1].end, start):
        return f"“{number.text}”和它前面的总数隔开了"
    if kind.group == "applicants":
        return _owner_fault(text, number, kind, before, heads)
    if kind.group == "outcomes":
        return _case_fault(text, number, kind, before)
    if kind.group == "documents":
        names = [n for n in named_in(run) if n.word in {"规章", "规范性文件"}]
        return "" if names and names[-1].fits(number.cells) else f"“{number.text}”前面没有写明是哪种文件"
    return ""


def _interrupted(claims: Sequence[Claim], start: int, end: int) -> bool:
    """Whether something else is said between two places of a sentence."""
    return any(
        start <= c.start < end and (c.says in {"note", "quote"} or (c.says == "zero" and "为" not in c.text))
        for c in claims
    )


def _same_row(between: str, kind: Kind, last: Kind) -> bool:
    """Whether numbers in one row are of one kind, and of one case or of one kind of applicants' row."""
    if not between.startswith("、"):
        return True
    return kind.group == last.group and (kind.group not in {"outcomes", "applicants"} or kind.row == last.row)


def is_part(cells: Sequence[str], whole: Sequence[str]) -> bool:
    """By the form: a row's columns are parts of its total, results of 办结, reasons of their group, outcomes of cases."""
    if len(whole) != 1:
        return set(cells) < set(whole)
    table, *row, column = whole[0].split(".")
    if column != "total":
        return False
    own = f"{table}.{'.'.join(row)}."
    if all(c.startswith(own) and not c.endswith(".total") for c in cells):
        return True
    results = own == "requests.concluded_total." and all(c.endswith(".total") for c in cells)
    return results and not any(c.split(".")[1] in _FOUR for c in cells)


def _owner_fault(
    text: str,
    number: TracedNumber,
    kind: Kind,
    before: Sequence[TracedNumber],
    heads: Sequence[re.Match[str]],
) -> str:
    """Applicants are those of the row named last."""
    whole = f"requests.{kind.row}.total"
    others = [n for n in before if not (kind_of(n).group == "applicants" and kind_of(n).row == kind.row)]
    others = [n for n in others if not (kind_of(n).group == "change" and whole in n.cells)]
    if others:
        fine = others[-1].cells == (whole,)
    else:
        named = [n for n in named_in(text[: number.start].translate(_BACK)) if not n.is_column]
        fine = all(n.fits([whole]) for n in named) and (bool(heads) or "申请" in text[: number.start])
    return "" if fine else f"“{number.text}”前面的数不是它的总数"


def _case_fault(text: str, number: TracedNumber, kind: Kind, before: Sequence[TracedNumber]) -> str:
    """Outcomes are those of the case named last."""
    whole = f"disputes.{kind.row}.total"
    others = [n for n in before if not (kind_of(n).group == "outcomes" and kind_of(n).row == kind.row)]
    start = others[-1].end if others else 0
    named = [n for n in named_in(text[start : number.start].translate(_BACK)) if not n.is_column]
    fine = all(n.fits(number.cells) for n in named)
    if others and others[-1].cells == (whole,):
        return "" if fine else f"“{number.text}”不是这一类案件的结果"
    own = any(n.fits(number.cells) and n.word not in {"行政诉讼", "诉讼"} for n in named)
    return "" if fine and own else f"“{number.text}”前面没有写明是哪一类案件的结果"

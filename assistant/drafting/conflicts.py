"""The user's words held against the tables: each figure with the cell its words name, and with that only.

A note that contradicts a cell is not put into the body; it stands in a mark, beside what the table says.
Words that name a part (涉及…的, 其中…) or another matter (建议提案, 登记申请) are not held against a whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final

from assistant.core.approximate import fits
from assistant.core.facts import Fact
from assistant.core.numbers import Mention, NumberKind, find_numbers
from assistant.core.relations import PREVIOUS
from assistant.drafting.figures import Figures
from assistant.drafting.notes import Note

NEW: Final = "requests.new.total"
HANDLED: Final = "requests.handled.total"
OVER: Final = "requests.carried_over.total"
FORWARD: Final = "requests.carried_forward.total"
DONE: Final = "requests.concluded_total.total"
_REVIEW: Final = "disputes.reconsideration."
_SUITS: Final = "disputes.litigation."

_COUNTERS: Final = frozenset({"件", "个", "份", "起", "宗", "件次", ""})
_CLAUSE: Final = re.compile(r"[^，。；,;！？]+")
_OTHER_APPLICATION: Final = re.compile(
    r"(?:登记|查询|补贴|救助|资助|补助|证明|许可|审批|备案|贷款|廉租|保障|入学|延期|补正)[^，。；]{0,4}申请|业务|服务事项"
)
_OTHER_ANSWERS: Final = re.compile(r"建议|提案|信箱|留言|热线|咨询|来信|投诉|信访|举报|来电|意见")
_PART: Final = re.compile(
    r"涉及|有关|关于|其中|类|重复|补正|延期|第三方|疑难|会商|领域|方面|月|季度|上半年|下半年|占|平均|指导|协助|审核|公示|事项|告知|参加|代理"
)
_CHANNEL: Final = re.compile(
    r"网上|网络|网站|平台|当面|现场|窗口|信函|邮寄|邮件|邮政|传真|线上|线下|电子|书面"
)
_CHANGE: Final = re.compile(r"增加|减少|增长|下降|上升|多了?|少了?")
_AGAINST_LAST: Final = re.compile(r"同比|比(?:上|去)年|较(?:上|去)年|与(?:上|去)年|增|减|下降|上升")
_DOWN: Final = re.compile(r"减|下降|少|降低")

_OUTCOMES: Final = (
    (re.compile(r"纠正|撤销|败诉|确认违法|责令"), "corrected"),
    (re.compile(r"未审结|没审结|审理中|未结|未决|没出结果|未出结果"), "pending"),
    (re.compile(r"维持|胜诉"), "upheld"),
)
_RESULTS: Final = (
    (re.compile(r"不予公开|不公开|未予公开"), "requests.refused.total"),
    (re.compile(r"部分公开"), "requests.granted_in_part.total"),
    (re.compile(r"无法提供|不能提供"), "requests.unavailable.total"),
    (re.compile(r"不予处理"), "requests.not_processed.total"),
    (re.compile(r"其他处理"), "requests.other.total"),
    (re.compile(r"(?:予以|全部|同意|已)公开(?!了?的?申请)"), "requests.granted.total"),
)
_DECISIONS: Final = (
    (re.compile(r"许可"), "proactive.licensing.decisions"),
    (re.compile(r"处罚"), "proactive.penalties.decisions"),
    (re.compile(r"强制"), "proactive.compulsion.decisions"),
)
_COLUMNS: Final = (
    (re.compile(r"废止"), ("repealed",)),
    (re.compile(r"有效"), ("in_force",)),
    (re.compile(r"制发|制定|出台|印发|新增|新制"), ("issued",)),
)
_DOCUMENTS: Final = (
    (re.compile(r"规范性文件|文件"), "normative_documents"),
    (re.compile(r"规章(?!制度)"), "rules"),
)

_RECEIVED: Final = re.compile(
    r"收到|新收|收了|受理|接到|接收|申请(?:量|数|总数)?(?:一?共|总共|为|是|有)*\s*$"
)
_OF_REQUESTS: Final = re.compile(r"^(?:政府信息公开|信息公开|依申请公开|公开)?的?申请")

Ids = tuple[str, ...]


def contradictions(note: Note, figures: Figures) -> list[Fact]:
    """What the tables say where the note says otherwise; empty when it agrees or cannot be compared."""
    if note.kind != "fact":
        return []
    found: dict[str, Fact] = {}
    for ids, holds in (*_numbers(note, figures), *_zeros(note, figures), *_wholes(note, figures)):
        if not holds:
            found |= {i: f for i in ids if (f := _fact(i, figures))}
    return list(found.values())


def _fact(fact_id: str, figures: Figures) -> Fact | None:
    """The fact, when every cell of it can be used."""
    fact = figures.facts.get(fact_id)
    if fact is None or not all(figures.usable(c.removeprefix(PREVIOUS)) for c in fact.cells):
        return None
    return fact


# --- figures ------------------------------------------------------------------------------------


def _numbers(note: Note, figures: Figures) -> Iterator[tuple[Ids, bool]]:
    """For each figure the facts it may be, and whether it is one of them."""
    matter, channels = "", list[Mention]()
    for clause in _CLAUSE.finditer(note.raw):
        before = 0
        mentions = find_numbers(clause[0])
        for i, mention in enumerate(mentions):
            last = i + 1 == len(mentions)
            lead = clause[0][before : mention.start]
            behind = clause[0][mention.end :] if last else ""
            before = mention.end
            matter = _matter(lead + behind) or matter
            if mention.kind is NumberKind.RATE:
                yield from _rate(mention, lead, matter, note, figures)
            elif mention.kind is NumberKind.COUNT:
                if _CHANNEL.search(lead) and "申请" in lead + behind and mention.unit in _COUNTERS:
                    channels.append(mention)
                else:
                    yield from _count(mention, lead, behind, matter, note, figures)
        matter = _matter(clause[0]) or matter
    yield from _channels(channels, figures)


def _matter(text: str) -> str:
    """Which table the words speak of; empty when they do not say."""
    if re.search(r"诉讼|起诉|应诉|败诉|官司", text):
        return "both" if re.search(r"复议.{0,3}(?:和|、|及|或|与).{0,4}诉讼", text) else "suits"
    if "复议" in text:
        return "review"
    if any(words.search(text) for words, _ in (*_DECISIONS, *_DOCUMENTS)):
        return "proactive"
    if "行政事业性收费" in text:
        return "fees"
    if _OTHER_APPLICATION.search(text) or _OTHER_ANSWERS.search(text):
        return "elsewhere"
    return "requests" if re.search(r"申请|结转|依申请", text) else ""


def _count(
    mention: Mention, lead: str, behind: str, matter: str, note: Note, figures: Figures
) -> Iterator[tuple[Ids, bool]]:
    words = lead + behind
    if matter == "fees":
        yield from _amount(mention, words, figures)
        return
    if mention.unit not in _COUNTERS:
        return
    if _CHANGE.search(lead) and _AGAINST_LAST.search(lead):
        yield from _difference(mention, lead, matter, figures)
        return
    ids = _named(lead, behind, matter or ("requests" if note.aspect == "requests" else ""))
    facts = [f for i in ids if (f := _fact(i, figures))]
    if not facts:
        return
    if _PART.search(lead):
        yield ids[:1] if ids[0] != NEW else (HANDLED,), mention.value <= max(f.value for f in facts)
        return
    yield ids if len(ids) < 3 and HANDLED not in ids else ids[:1], any(fits(mention, f.value) for f in facts)


def _named(lead: str, behind: str, matter: str) -> Ids:
    """The facts that the words around a figure name; those before it go first."""
    cases = matter in {"suits", "review"} and not any(p.search(lead) for p, _ in _OUTCOMES)
    if matter == "requests" and not _of(lead, matter) and _OF_REQUESTS.match(behind):
        return (NEW, HANDLED, DONE)
    for words in (lead + behind,) if cases else (lead, lead + behind):
        ids = _of(words, matter)
        if ids:
            return ids
    return ()


def _of(words: str, matter: str) -> Ids:
    if matter == "both":
        return ()
    if matter in {"suits", "review"}:
        return _dispute_ids(words, matter)
    if matter == "proactive":
        return _proactive_ids(words)
    return _request_ids(words) if matter == "requests" else ()


def _dispute_ids(words: str, matter: str) -> Ids:
    outcome = next((o for pattern, o in _OUTCOMES if pattern.search(words)), None)
    if matter == "review":
        return (_REVIEW + (outcome or "total"),)
    if re.search(r"未经复议|直接", words):
        return (f"disputes.direct_litigation.{outcome or 'total'}",)
    if "复议后" in words:
        return (f"disputes.litigation_after_reconsideration.{outcome or 'total'}",)
    return (_SUITS + (outcome or "total"),)


def _proactive_ids(words: str) -> Ids:
    for pattern, cell in _DECISIONS:
        if pattern.search(words):
            return () if re.search(r"信息|公示|事项", words) else (cell,)
    row = next((r for pattern, r in _DOCUMENTS if pattern.search(words)), "normative_documents")
    columns = next((c for pattern, c in _COLUMNS if pattern.search(words)), ())
    if not columns and "规范性" not in words and row != "rules":
        return ()
    if re.search(r"清理|审查|解读|备案|公开|发布|转发", words):
        return ()
    return tuple(f"proactive.{row}.{c}" for c in columns or ("issued", "repealed", "in_force"))


def _request_ids(words: str) -> Ids:
    if _OTHER_ANSWERS.search(words) or _OTHER_APPLICATION.search(words):
        return ()
    if re.search(r"自然人|公民|个人|企业|法人|组织|机构", words):
        return ()
    if re.search(r"下一?年|明年|来年", words):
        return (FORWARD,)
    if "结转" in words or re.search(r"(?:去|上)年.{0,4}(?:转|留)", words):
        if re.search(r"(?:去|上)一?年", words):
            return (OVER,)
        return (FORWARD,) if re.search(r"当年|本年|今年", words) else (OVER, FORWARD)
    result = next((i for pattern, i in _RESULTS if pattern.search(words)), None)
    if result:
        return (result,)
    if re.search(r"办结|答复|办完|回复|办理完", words):
        return (DONE,)
    return (NEW, HANDLED) if _RECEIVED.search(words) else ()


def _amount(mention: Mention, words: str, figures: Figures) -> Iterator[tuple[Ids, bool]]:
    fact = _fact("proactive.fees.amount", figures)
    if fact is None or mention.unit not in {"万元", "元"} or re.search(r"减|退|免|其中|增|多", words):
        return
    yan = fact.value if mention.unit == "万元" else fact.value * 10000
    yield (fact.id,), fits(mention, yan)


def _difference(mention: Mention, lead: str, matter: str, figures: Figures) -> Iterator[tuple[Ids, bool]]:
    cell = _compared(lead, matter)
    change = figures.change(cell) if cell else None
    if change and cell:
        word, difference, _ = change
        down = "减少" if _DOWN.search(lead) else "增加"
        holds = word == down and fits(mention, difference.value)
        yield (cell, f"{PREVIOUS}{cell}"), holds


def _compared(lead: str, matter: str) -> str:
    if matter == "review":
        return _REVIEW + "total"
    if matter == "proactive":
        return next((c for pattern, c in _DECISIONS if pattern.search(lead)), "")
    return NEW if matter in {"", "requests"} else ""


def _rate(
    mention: Mention, lead: str, matter: str, note: Note, figures: Figures
) -> Iterator[tuple[Ids, bool]]:
    """A rate of increase, against the one that both years' cells give."""
    if mention.unit != "%" or not _AGAINST_LAST.search(lead) or note.aspect not in {"requests", "proactive"}:
        return
    if not matter and note.aspect != "requests":
        return
    cell = _compared(lead + note.raw, matter)
    now, before = (figures.fact(cell), figures.before(cell)) if cell else (None, None)
    if now is None or before is None or not before.value:
        return
    real = (now.value - before.value) * 100 / before.value
    said = -mention.value if _DOWN.search(lead) else mention.value
    fine = "." in mention.text
    room = Decimal(5) if mention.approximate else Decimal("0.05") if fine else Decimal("0.5")
    yield (cell, f"{PREVIOUS}{cell}"), abs(real - said) <= room


def _channels(mentions: Sequence[Mention], figures: Figures) -> Iterator[tuple[Ids, bool]]:
    """Ways that requests came in: one may be any part of them, several make up the whole."""
    new, handled = _fact(NEW, figures), _fact(HANDLED, figures)
    if not mentions or new is None or handled is None or any(m.approximate for m in mentions):
        return
    whole = sum((m.value for m in mentions), Decimal(0))
    yield (NEW,), whole <= handled.value if len(mentions) == 1 else whole in {new.value, handled.value}


# --- zeros and wholes -----------------------------------------------------------------------------

_FILL: Final = (
    r"(?:收到过?|新收|收过?|接到|受理|发生过?|出现过?|产生|作出过?|实施|开展|办理|制定|制发|印发|出台|废止|因|由|政府信息公开|信息公开|依申请公开|公开"
    r"|引起|引发|导致|的|过|任何|行政|被|提起|涉及|新|有?人来?|一件|一起|一个|和|、|或者?|及|案件|规章|复议|诉讼|处罚|强制|许可|上年|去年|下年度?|到)*"
)
_MATTERS: Final[tuple[tuple[str, Ids], ...]] = (
    (r"复议", (_REVIEW + "total",)),
    (r"诉讼|被起诉|打官司", (_SUITS + "total",)),
    (r"申请", (NEW,)),
    (r"行政许可", ("proactive.licensing.decisions",)),
    (r"行政处罚|处罚", ("proactive.penalties.decisions",)),
    (r"行政强制|强制", ("proactive.compulsion.decisions",)),
    (r"规章", tuple(f"proactive.rules.{c}" for c in ("issued", "repealed", "in_force"))),
    (r"行政事业性收费|收费项目", ("proactive.fees.amount",)),
)
_NO: Final = r"(?:没有|没|未|无)"
_BEHIND: Final = r"(?:案件|决定|文件|项目|情况|的)*"


def _zeros(note: Note, figures: Figures) -> Iterator[tuple[Ids, bool]]:
    """没有 and a matter, or a matter and 没有, while the table counts some."""
    for clause in re.split(r"[，。；,;：]", note.raw):
        text = re.sub(r"^(?:今年|全年|本年度?|我局|我们|本单位|也|都|还)+", "", clause.strip())
        for words, ids in (*_MATTERS, *_more_matters(text)):
            ahead = re.fullmatch(rf"{_NO}{_FILL}(?:{words}){_BEHIND}(?:{_FILL}){_BEHIND}了?", text)
            after = re.fullmatch(
                rf"(?:政府信息公开|因|行政|依申请公开)*(?:{words}){_BEHIND}(?:今年|全年|也|都|为|是)*(?:没有|无|没|未发生|没发生|未收到|零)(?:发生|收到)?(?:了|过)?",
                text,
            )
            if (ahead or after) and (known := [f for i in ids if (f := _fact(i, figures))]):
                there = tuple(f.id for f in known if f.value)
                yield there, not there


def _more_matters(text: str) -> Iterator[tuple[str, Ids]]:
    """结转 and 规范性文件 by the words beside them."""
    over, forward = re.search(r"(?:上|去)年", text), re.search(r"下年|明年", text)
    yield r"结转", (OVER,) if over else (FORWARD,) if forward else (OVER, FORWARD)
    columns = next((c for p, c in _COLUMNS if p.search(text)), ("issued", "repealed", "in_force"))
    yield r"规范性文件", tuple(f"proactive.normative_documents.{c}" for c in columns)


_IN_TIME: Final = re.compile(r"按期|按时|期限|到期|限期")
_ALL_DONE: Final = re.compile(
    r"(?:都|均|全部|全都)(?:已经?|依法|及时)*(?:办结|答复|回复|办完|办理)(?:完?了|完毕|完成)?|(?:答复|办结|办理|回复)完(?:毕|了)|全部?办结|办结率(?:达到?|为)?100%"
)
_ALL_GIVEN: Final = re.compile(r"(?:都|均|全部|全都)(?:已经?|依法|予以|给予|同意)*公开(?:了|完毕)?$")
_ALL_ENDED: Final = re.compile(r"(?:都|均|全部|全都)(?:被|已经?|结果|为|予以|得到)*(维持|纠正|撤销|审结)")


def _wholes(note: Note, figures: Figures) -> Iterator[tuple[Ids, bool]]:
    """均, 都, 全部 and a result, while the table has other results as well."""
    matter = "requests" if note.aspect == "requests" else ""
    for clause in _CLAUSE.finditer(note.raw):
        matter = _matter(clause[0]) or matter
        forward, granted, done = (_fact(i, figures) for i in (FORWARD, "requests.granted.total", DONE))
        if matter == "requests" and forward and _ALL_DONE.search(clause[0]) and not _IN_TIME.search(note.raw):
            yield (FORWARD,), not forward.value
        files = re.search(r"文书|文件|材料", clause[0])
        if matter == "requests" and not files and granted and done and _ALL_GIVEN.search(clause[0]):
            yield (granted.id, DONE), granted.value == done.value
        ended = _ALL_ENDED.search(clause[0])
        if ended and matter in {"review", "suits"}:
            yield from _all_ended(ended[1], _REVIEW if matter == "review" else _SUITS, figures)


def _all_ended(word: str, row: str, figures: Figures) -> Iterator[tuple[Ids, bool]]:
    outcome = {"维持": "upheld", "审结": "pending"}.get(word, "corrected")
    part, whole = _fact(row + outcome, figures), _fact(row + "total", figures)
    if part and whole and whole.value:
        holds = not part.value if outcome == "pending" else part.value == whole.value
        yield (part.id, whole.id), holds

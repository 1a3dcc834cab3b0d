"""Which wish is this? Plain patterns in the project's own words; what they do not make plain is asked back.

Only what somebody typed comes here; what was pasted is told apart first (`pasted`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from assistant.conversation.chat import own_figures
from assistant.conversation.chat.cell_edits import row_words, sentence, short
from assistant.conversation.chat.cell_names import names
from assistant.conversation.chat.commands import cells, command, help_wanted, own_words, unit_or_year
from assistant.conversation.chat.events import Choice
from assistant.conversation.chat.pasted import part
from assistant.conversation.chat.phrasing import asks, clauses, ordinal, plain, without_politeness
from assistant.conversation.chat.wishes import Situation, Wish
from assistant.core.template import T2021

MOST_WISHES: Final = 4
"""Wishes of one message; what goes beyond is asked back."""

_COMPUTE: Final = re.compile(
    r"(?:\d{1,2}\s*(?:月|[-/.])\s*\d{1,2}\s*[日号]?|\d{1,2}[日号](?!文|令)|今[天日]|昨[天日]|前天).{0,40}?(?:到期|期限|最[晚迟]|截止|到哪[天日]|哪[天日]|什么时候|几号|延期)"
    r"|(?:到期|期限|最[晚迟]|截止).{0,20}?\d{1,2}月\d{1,2}[日号]"
    r"|(?<!\d)\d{1,9}\s*(?:件|页|份).{0,14}?(?:收费|收多少|多少钱|处理费|怎么收|费用|几块)|(?:收费|处理费|算一?下?费).{0,10}?\d{1,9}\s*(?:件|页)"
)
_NOTE: Final = re.compile(
    r"^(?:今年|全年|本年|一年来|我[局镇县市区委办院们]|本[局单机年]|局里|单位|去年的问题|下一步|明年|主要问题|存在问题|没有|没[收发开搞办做](?!几|什么)|未|无)|(?<![\d.])\d{1,12}(?:\.\d{1,6})?\s*(?:余|多)?(?:次|期|条|篇|人|人次|场|份|件|个|名|%|家|项|万|余)"
    r"|(?:组织|开展|举办|召开|开了|培训|发布|制定|修订|印发|成立|新建|建立|整改|考核|参加|接受|邀请|设立|开设|开通|上线|更新|改版|停更|合并|关停|办理|回应|出台|完善|加强|推进|落实)(?!吗|没)|(?:搞|弄|做|办|设|建|装|配|评|挂|贴)(?:了|过|起)"
)
_NO_NOTE: Final = re.compile(
    r"^(?:把|将|请把)|删(?:了|掉|除|去)|去掉|”(?:改成|换成)|那句|这句|那段|第.{1,3}[句段]|^新建一?[份个]|^(?:帮我|给我)"
)
_HINTS: Final = (
    (
        re.compile(r"(?:全部|都|所有|统统).{0,6}(?:按建议|改掉|不算|忽略|采纳)"),
        "请一条一条说，例如“第1条按建议改”“第2条不算错，因为……”，也可以在“体检”里点。",
    ),
    (
        re.compile(r"新建|另做|重新开始|清空|换一份|另一份|重来"),
        "要做另一份报告，请在“我的年报”里新建，这一份会留着；要回到以前的样子，请看“历史”。",
    ),
    (
        re.compile(
            r"(?:删|去掉|不要|改成|换成|加个|加上).{0,12}(?:句|段|词|标题|落款|字|前言|部分|“)|(?:句|段|标题|“).{0,20}(?:删|去掉|改成|换成|不要)|不要前言|^把“"
        ),
        "要改哪一句？请在“初稿”里点那一句直接改，或者说“第3句删掉”“第3句改成：……”。",
    ),
)
_NOTED: Final = re.compile(
    r"^(?:请?(?:帮我)?(?:记(?:一下|下|上)|补充(?:一下|一点|一条|说明)?|备注|加(?:上|个|入)?一(?:条|句|点|个)(?:素材|说明|情况)?|素材)|还有(?:就是|一(?:条|点|个))|对了)[:：,，\s]*"
)
_UNCLEAR_EDIT: Final = re.compile(
    r"^(?:把)?(?:那个?|这个?|它)?(?:数|数字|一个)?(?:改(?:成|为|一下)?|不对|错了)\s*[\d.]*"
)
_SHORTEST_NOTE: Final = 5
_SHORTEST_QUESTION: Final = 5
_MOST_CLAUSES: Final = 30
_SHORT_SET: Final = 40
_SHORT: Final = 16
"""Characters of a message all of whose clauses are about one thing."""
_ELLIPTIC: Final = 4
"""Characters of a clause that only repeats the question before it: “诉讼有没有，几件”."""
NOTE_MARK: Final = "记到要点里："
"""What stands behind it goes into the notes as it is, whatever it says."""
_MARKED: Final = re.compile(r"^记到要点里[:：]\s*(.+)$", re.S)
_CHINESE_MARKS: Final = str.maketrans(",;:!?()", "，；：！？（）")
_WEAK: Final = frozenset({"small"})
_ENDS_QUESTIONS: Final = frozenset({"go", "check", "compare", "export", "revise", "unclear", "own"})
_OURS: Final = re.compile(r"我们?|咱|今年|去年|本年|上年|表[里上二三四]|本[局单机]")
_TO_FILL: Final = re.compile(r"填|哪一?[行格栏列]")


def route(text: str, situation: Situation) -> tuple[Wish, ...]:
    """The wishes of a message in order, at least one. What cannot be told is one wish of the kind ``unclear``."""
    marked = _MARKED.match(text)
    if marked is not None:
        return (Wish("note", " ".join(marked[1].split())),)
    own = own_words(text, situation)
    if own is not None:
        return (own,)
    typed = part(text)
    words = plain(typed.words)
    if not typed.pasted:
        return tuple(_as_typed(wish, typed.words, situation) for wish in _route(words, situation))
    first = Wish("paste", typed.pasted)
    if not words:
        return (first,)
    with_report = replace(situation, has_report=True)
    return (first, *(w for w in _route(words, with_report) if w.kind not in {"unclear", "note", "small"}))


def _as_typed(wish: Wish, words: str, situation: Situation) -> Wish:
    """What goes into the report as it was typed, not as it was made plain."""
    if wish.kind == "set":
        return replace(wish, how=wish.how.translate(_CHINESE_MARKS))
    if wish.kind != "note":
        return wish
    alone = _route(plain(words), situation) == (wish,)
    return replace(wish, text=_NOTED.sub("", words.strip()) if alone else wish.text.translate(_CHINESE_MARKS))


_OF_YEAR: Final = re.compile(r"(?:是|做的?|写的?)*(20\d\d)年?度?的?(?:年报|报告)?")
"""Behind a unit's name: whose report of which year."""
_WHEN_DUE: Final = re.compile(
    r"(?:那|这个|这|我们)*(?:年报|报告)?(?:最[晚迟])?(?:是)?(?:什么时候|啥时候|几号|哪天|几月几号)(?:之?前)?(?:要|得|该|应该|必须)*(?:交|报|上报|报送|发|公布|公开)(?:出去|上去)?"
)
_DUE: Final = "年报什么时候之前公布"
_AND_THAT: Final = re.compile(
    r"(?:那|那么)?(?P<what>.{1,12}?)(?:的)?(?:呢|(?:是|有)?(?:多少|几)[件个次]?(?:呢|啊)?)[?？]?"
)


def _follow_up(text: str, situation: Situation) -> str:
    """“去年呢”, “那总计呢” behind a figure of the tables, as a question that can stand alone; "" when it is none."""
    found = _AND_THAT.fullmatch(text)
    if found is None or not situation.cell:
        return ""
    what = found["what"]
    last = re.fullmatch(r"去年|上年|上一年", what) is not None
    cell = situation.cell.removeprefix("previous.")
    if last or what in {"今年", "本年"}:
        return own_figures.question(cell, last=last)
    meant = names(what)
    if len(meant) != 1 or meant[0].start or meant[0].end != len(what):
        return ""
    row, _, column = cell.rpartition(".")
    other = f"{row}.{meant[0].id}" if meant[0].kind == "column" else f"{meant[0].id}.{column}"
    return own_figures.question(other, last=situation.cell != cell)


_BACK_TO: Final = re.compile(
    r"(?:不对|算了|不行|还是|要|得|又|再|给我|把它|它|,)*(?:改|填|写)(?:回|成|为|回成)(?:去)?\s*(\d{1,9}(?:\.\d{1,6})?)[吧了]?"
)


def _back_to(text: str, situation: Situation) -> Wish | None:
    """“还是改回20”: asked back, with the cell that was spoken of last as the answer at hand."""
    found = _BACK_TO.fullmatch(text)
    cell = situation.cell
    if found is None or cell not in T2021.addresses:
        return None
    return Wish("unclear", text, how="要改哪一格？不是下面这一格的，请连行和列一起写。",
                choices=(Choice(f"{short(cell)}改成{found[1]}", sentence(cell, found[1])),))  # fmt: skip


def _route(text: str, situation: Situation) -> tuple[Wish, ...]:
    back = _back_to(text, situation)
    if back is not None:
        return (back,)
    if _WHEN_DUE.fullmatch(text.strip("?？,。 呢啊呀")):
        return (Wish("ask", _DUE),)
    follow_up = _follow_up(text, situation)
    if follow_up:
        return (Wish("own", follow_up),)
    chosen = _offered(text, situation.offered)
    if chosen is not None:
        return _route(plain(chosen), replace(situation, offered=()))
    whole = _whole(text, situation)
    if whole is not None:
        return (_same_row(whole, situation) or whole,)
    return _several(text, situation)[:MOST_WISHES] or (_unclear(text, situation),)


def _same_row(wish: Wish, situation: Situation) -> Wish | None:
    """“总计也改成24” right behind a change: the row of the cell that was changed, where it is one of those it may be."""
    if wish.kind != "unclear" or "也" not in wish.text or situation.cell not in T2021.addresses:
        return None
    row = f"把{row_words(situation.cell)}的"
    meant = next((choice.text for choice in wish.choices if choice.text.startswith(row)), "")
    return _whole(plain(meant), situation) if meant else None


def _whole(text: str, situation: Situation) -> Wish | None:
    """The message as one wish, where it plainly is."""
    parts = clauses(text)
    if len(parts) <= 1 or help_wanted(text, situation):
        single = _one(text, situation, alone=True)
    else:
        single = _edits(text, parts, situation) or _unit_or_year(text, parts, situation)
    if single is not None:
        return single
    return (
        Wish("compute", text)
        if len(text) <= 120 and _COMPUTE.search(text) and asks(text) | ("算" in text)
        else None
    )


def _one(clause: str, situation: Situation, *, alone: bool = False) -> Wish | None:
    """What one clause wants: a figure that the cells hold, or a command."""
    if own_figures.asked(clause) not in ((), ("",)) and (
        alone or (_OURS.search(clause) and not _TO_FILL.search(clause))
    ):
        return Wish("own", clause)
    return command(clause, situation)


def _unit_or_year(text: str, parts: Sequence[str], situation: Situation) -> Wish | None:
    """“年份错了，是2024年”: one thing in several clauses, none of which says it alone."""
    if len(text) > _SHORT_SET or any(unit_or_year(clause, situation) for clause in parts):
        return None
    return unit_or_year(text, situation)


def _edits(text: str, parts: Sequence[str], situation: Situation) -> Wish | None:
    """Edits that run over several clauses (“新收自然人15，企业4”), when no clause wants anything else."""
    if len(parts) > _MOST_CLAUSES:
        return None
    other = [
        wish
        for clause in parts
        if (wish := _one(clause, situation)) and wish.kind not in {"cells", "unclear", "small"}
    ]
    return None if other else cells(text, situation)


def _offered(text: str, choices: Sequence[Choice]) -> str | None:
    """The text of the button that an answer in words means: its label, its number, or what only one of them says."""
    bare = re.sub(r"[\s,。.!！吧的了]+$", "", text)
    number = re.fullmatch(r"(?:选|要)?第?([\d一二三四五])(?:个|项|条)?", bare)
    if number is not None and 1 <= ordinal(number[1]) <= len(choices):
        return choices[ordinal(number[1]) - 1].text
    if len(bare) < 2 or len(bare) > 30:
        return None
    fitting = [c.text for c in choices if bare in (plain(c.label), plain(c.text))]
    fitting = fitting or [c.text for c in choices if bare in plain(c.label)]
    return fitting[0] if len(fitting) == 1 else None


def _several(text: str, situation: Situation) -> tuple[Wish, ...]:
    """The wishes of the clauses; what stands between two commands is a question, a note, or a reason given."""
    found: list[Wish] = []
    between: list[str] = []
    parts = clauses(text)
    if len(parts) > _MOST_CLAUSES:  # a story, not a list of wishes
        return tuple(_told(parts, situation, alone=True))
    now, short, to_fill = situation, len(text) <= _SHORT, _TO_FILL.search(text) is not None
    for clause in parts:
        if found and found[-1].kind == "set" and (year := _OF_YEAR.fullmatch(clause)):
            found.append(Wish("set", clause, where="year", how=year[1]))
            continue
        if (
            found
            and found[-1].kind in {"own", "ask", "explain"}
            and len(clause) <= _ELLIPTIC
            and asks(clause)
        ):
            continue
        wish = _one(clause, now, alone=short) or _compute(clause)
        if wish is not None and wish.kind == "own" and to_fill:
            wish = None
        if wish is None or (wish.kind == "unclear" and not wish.choices) or _asked_on(wish, between):
            between.append(clause)
            continue
        found = _after(found, between, now)
        between = []
        found.append(wish)
        now = replace(now, has_draft=now.has_draft or wish.kind == "draft")
    found = _after(found, between, now)
    strong = [wish for wish in found if wish.kind not in _WEAK]
    return tuple(_joined(strong or found[:1]))


def _after(found: list[Wish], between: Sequence[str], situation: Situation) -> list[Wish]:
    """The wishes so far and what the clauses since come to; behind a verdict on a finding they are its reason."""
    if between and found and found[-1].kind == "judge" and not any(asks(clause) for clause in between):
        return [*found[:-1], replace(found[-1], text="，".join([found[-1].text, *between]))]
    return found + _told(between, situation, alone=not found)


def _asked_on(wish: Wish, between: Sequence[str]) -> bool:
    """Whether a clause that reads like a command only ends a question (“…，依据在哪”, “…，接下来还要干啥”)."""
    return bool(between) and (wish.kind == "help" or (wish.kind in _ENDS_QUESTIONS and asks(wish.text)))


def _compute(clause: str) -> Wish | None:
    return Wish("compute", clause) if _COMPUTE.search(clause) and asks(clause) else None


def _joined(wishes: Sequence[Wish]) -> list[Wish]:
    """Edits that follow one another in one message as one; the same wish twice once."""
    joined: list[Wish] = []
    for wish in wishes:
        last = joined[-1] if joined else None
        if last and wish.kind == last.kind == "cells" and wish.previous == last.previous:
            merged = {**dict(last.cells), **dict(wish.cells)}
            joined[-1] = replace(last, text=f"{last.text}，{wish.text}", cells=tuple(merged.items()))
        elif (
            last
            and wish.kind == last.kind
            and wish.kind in {"draft", "check", "compare", "export", "ask", "note"}
        ):
            joined[-1] = replace(last, text=f"{last.text}，{wish.text}", where=wish.where or last.where)
        elif (
            last
            and wish.kind == last.kind == "revise"
            and (wish.where == last.where or not wish.where or not last.where)
        ):
            joined[-1] = replace(
                wish,
                where=wish.where or last.where,
                text=f"{last.text}，{wish.text}",
                how=f"{last.how}，{wish.how}"[:200],
            )
        else:
            joined.append(wish)
    return joined


def _told(between: Sequence[str], situation: Situation, *, alone: bool) -> list[Wish]:
    """Clauses that are no command: questions about own figures, about rules, or notes; else nothing."""
    if not between:
        return []
    text = "，".join(between)
    if any(asks(clause) for clause in between):
        return _questions(between)
    if alone and _UNCLEAR_EDIT.fullmatch(text):
        return []
    note = _NOTED.sub("", text)
    if note == text and _NO_NOTE.search(text):
        return []
    if len(note) >= _SHORTEST_NOTE and (_NOTE.search(note) or note != text):
        return [Wish("note", note)]
    return []


def _questions(between: Sequence[str]) -> list[Wish]:
    """Questions: what the cells answer is told apart from what the rules answer."""
    if len(between) > 1 and _TO_FILL.search("，".join(between)):
        return [Wish("ask", "，".join(between))]
    found: list[Wish] = []
    pending: list[str] = []
    for clause in between:
        wanted = own_figures.asked(clause)
        if wanted and (len(between) == 1 or (wanted != ("",) and _OURS.search(clause))):
            found.append(Wish("own", "，".join([*pending, clause]) if not _states(pending) else clause))
            pending = []
        else:
            pending.append(clause)
    if any(asks(clause) for clause in pending):
        found.append(Wish("ask", "，".join(pending)))
    return found


def _states(pending: Sequence[str]) -> bool:
    return any(len(clause) > 12 for clause in pending)


def _unclear(text: str, situation: Situation) -> Wish:
    """Nothing is plain: too short to be anything is asked back; the rest the library may know, or says that it does not."""
    bare = without_politeness(text)[:100]
    hint = next((how for pattern, how in _HINTS if pattern.search(bare)), "") if not asks(text) else ""
    if hint:
        return Wish("unclear", text, how=hint)
    if _UNCLEAR_EDIT.match(bare):
        return Wish(
            "unclear",
            text,
            how="要改哪一格？请连行和列一起写，例如“把新收自然人改成12”，也可以在“表格”里直接改。",
        )
    if len(bare) < _SHORTEST_QUESTION or not re.search(r"[\u4e00-\u9fff]{2}", bare):
        return Wish(
            "unclear", text, how="没有看明白。可以说要做的事（检查一下、起草、导出word），也可以直接问规定。"
        )
    return Wish("ask", text)

"""The words of a message made plain: width, usual slips of the input method, politeness; and cut into clauses."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_INVISIBLE: Final = re.compile(
    r"[\u0000-\u0008\u000b-\u001f\u007f\u200b-\u200f\u2028-\u202f\u2060\ufeff\u00ad]+"
)
_SLIPS: Final = (
    (r"工开", "公开"), (r"[启启起][早草]|启草|起操", "起草"), (r"检察(?=一下|下|$)|捡查|检査", "检查"), (r"申情|伸请", "申请"),
    (r"到处(?=成?\s*(?:word|excel|docx|文档|表格|网页|pdf|html))", "导出"), (r"导岀|倒出|导处", "导出"), (r"下栽", "下载"),
    (r"撒销|撤消|撤削", "撤销"), (r"撒回", "撤回"), (r"wrod|wrd|wold|word文挡", "word"), (r"execl|exel|exce(?!l)", "excel"),
    (r"答付", "答复"), (r"哪(?=[一]?[段块部]分?(?:再|在|太|写|改|短|长))", "那"), (r"(?<=[段块分话稿文])在(?=[短长正详简])", "再"),
    (r"初搞|初槁", "初稿"), (r"对必", "对比"), (r"体捡", "体检"),
)  # fmt: skip
"""What the input method makes of these words; only where nothing else can be meant."""

_ENDS: Final = re.compile(r"(?:,(?!\d{3}(?!\d))|[，。;；!！\n])+|(?<=[?？])")
_JOINTS: Final = re.compile(
    r"(?:,|，)?(?:然后|接着|随后|之后|顺便|顺带|另外|并且|最后再|完了|好了|(?<=[完好成\d件])再(?=重新|起草|检查|和|跟|写|导|看|核)|(?<=\d)再|(?<=完)(?:直接|就|再)?(?=导出|检查|下载|给|发|看|帮)|没(?:有)?(?:问题|错)(?:的话)?就(?=导出|检查|下载|给|发|看|帮))(?!的)"
)
_QUESTION: Final = re.compile(
    r"[?？]|吗|么[?？。]?$|呢[?？。]?$|什么|啥|几(?!乎)|多少|怎[么样]|咋|哪|是否|能否|可否|为何|如何|谁|请问|想问|问一?下|还是.{0,12}[呀啊呢]?$"
    r"|([\u4e00-\u9fff])不\1|[\u4e00-\u9fff]不[?？。]?$|有没[有得]|对不上|来着|多长|多久|[了过]没有?[?？。]?$"
)
_POLITE: Final = re.compile(
    r"^(?:你|您)?(?:能不能|可不可以|能否|可否|可以)(?=帮|给|把|将|再|先)|麻烦(?:您|你)?|帮(?:我|忙|一?下|个忙)|给我们?|(?<![申邀提])请(?![示求问])|劳驾|拜托"
)
_FILLER: Final = re.compile(
    r"[\s,，。;；!！?？、:：“”\"'~～…·.]|行了?|好的?|那(?!个数)|你|您|我们?|咱们?|再|先|就|一下子?|一遍|一次|下|吧|啊|呀|呢|了|哈|哦|噢|嘛|吗|的|这个?|把|将|能|可以|直接|现在|都"
    r"|全部|整个|想|要|看看|看|来|个|一份|份|给|帮|到|成|为|用|有|没有|没|是|不是|和|跟|与|得|过|去|遍|领导|让|说"
)


def plain(text: str) -> str:
    """NFKC, lower case, no invisible characters, blanks within a line as one; the usual slips put right."""
    folded = unicodedata.normalize("NFKC", _INVISIBLE.sub("", text)).lower()
    folded = re.sub(r"[^\S\n]+", " ", folded).strip()
    for wrong, right in _SLIPS:
        folded = re.sub(wrong, right, folded)
    return folded


def clauses(text: str) -> list[str]:
    """The text (plain) cut where one thing ends and another may begin; marks of questions stay."""
    parts = [p.strip(" ,") for piece in _ENDS.split(text) if piece for p in _JOINTS.split(piece) if p]
    return [p for p in parts if p]


def without_politeness(text: str) -> str:
    """The text without 请, 麻烦, 帮我 and the like."""
    return _POLITE.sub("", text).strip()


def asks(text: str) -> bool:
    """Whether a text (plain) has the form of a question."""
    return _QUESTION.search(without_politeness(text)) is not None


def left_over(text: str, *patterns: re.Pattern[str]) -> str:
    """What a text says beyond some patterns and words that say nothing by themselves."""
    for pattern in patterns:
        text = pattern.sub("", text)
    return _FILLER.sub("", without_politeness(text))


_CHINESE_DIGITS: Final = "一二三四五六七八九"


def ordinal(text: str) -> int:
    """``3``, ``三``, ``十二`` as a number; 0 for anything else or more than three digits."""
    if text.isascii() and text.isdecimal():
        return int(text) if len(text) <= 3 else 0
    tens, mark, ones = text.rpartition("十")
    first = _CHINESE_DIGITS.find(tens) + 1 if tens else int(bool(mark))
    last = _CHINESE_DIGITS.find(ones) + 1 if ones else 0
    if (tens and not first) or (ones and not last):
        return 2 if text == "两" else 0
    return first * 10 + last


_NEXT_POINT: Final = re.compile(r"[,，]\s*(?=[二三四五六]是(?!否))")
_SHORTEST_POINT: Final = 4


def apart(text: str) -> str:
    """A note whose clauses are about different sides of the work, cut between them with “；”.

    “培训搞了3次，网站上发了500条” is two things, and each belongs elsewhere in the report.
    """
    from assistant.drafting.notes import best_aspect  # noqa: PLC0415 - heavy

    text = _NEXT_POINT.sub("；", text)
    if _LABELLED.match(text) or "；" in text:
        return text
    said, current = "", ""
    for clause in re.split(r"(?<=[,，])", text):
        bare = clause.rstrip("，,")
        about = (best_aspect(bare) or "") if len(bare) >= _SHORTEST_POINT else ""
        if said and about and current and about != current:
            said = said.rstrip("，,") + "；"
        current = about or current
        said += clause
    return said


_LABELLED: Final = re.compile(r"[\u4e00-\u9fff]{1,8}[:：]")

"""Spoken jotting into written Chinese, by a small set of rewritings that add and drop nothing.

A rewriting that would touch a figure is not used: the figures before and after must be the same.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from assistant.core.numbers import Mention, find_numbers

_INVISIBLE: Final = frozenset({"Cc", "Cf", "Co", "Cs", "Cn"})
_PUNCTUATION: Final = {",": "，", ";": "；", "?": "？", "!": "！"}
_PAIRS: Final = {"（": "）", "“": "”", "‘": "’", "《": "》", "〈": "〉", "〔": "〕", "「": "」"}
_CJK: Final = r"[\u4e00-\u9fff]"

_CARRIER: Final = r"[\u4e00-\u9fff]{0,12}?(?:网站|官网|门户网|公众号|平台|专栏|栏目|微博|公开栏)"

_WHOLE: Final[tuple[tuple[str, str], ...]] = (
    (r"(?:公开)?事项(?:都|已|也|全部|已经)?(?:梳理|清理)(?:了|过|好了|完了)", "对公开事项作了梳理"),
    (rf"(?:信息)?(?:全都|都|均|全部)(?:挂在|放在|发在)({_CARRIER})(?:上面|上)?(?:了|的)?", r"依托\1集中公开"),
    (rf"(?:信息)?(?:全都|都|均|全部)在({_CARRIER})(?:上面|上)?(?:挂|公开|发布?|公布)(?:了|着|的)?", r"依托\1集中公开"),
    (rf"(?:挂|放|发)在({_CARRIER})(?:上面|上)?(?:了|的)?", r"在\1公开"),
    (r"保密审查(?:每|逐)(?:一)?条(?:信息)?都(?:做|审|进行|查|有)(?:了|过|的)?", "对拟公开的信息逐条进行保密审查"),
    (r"[“\"]?(三审三校|三级审核|先审后发)[”\"]?(?:制度)?(?:都|也|全部)?(?:落实|执行|做到|做)?(?:了|到位)?", r"落实“\1”"),
    (r"(?:办事|服务|政务|便民)?大厅(?:里|内)?(?:也)?(?:有|设了|设有|设|立了|放了)(?:个)?(?:政务|信息)?公开栏", "在办事大厅设置政务公开栏"),
    (r"(?:一共|共|今年)?(?:开展|组织|办|搞|举办)?了?(?:业务)?培训(?:班)?了?[：:]?\s*((?:\d+|[一二两三四五六七八九十]+)(?:余|多)?(?:次|场|期))[，,、；\s]*(?:一共|共)?(?:参加|参训|培训)?了?\s*(\d[\d,]*(?:余|多)?人次?)(?:参加|参训)?",
     r"组织培训\1，参训\2"),
    (r"(?:一共|共|今年)?(?:开展|组织|办|搞|举办)?了?(?:业务)?培训(?:班)?了?[：:]?\s*((?:\d+|[一二两三四五六七八九十]+)(?:余|多)?(?:次|场|期))", r"组织培训\1"),
    (r"(?:一共|共|今年)?(?:做|发|写|发布)?了?(政策解读|解读|图解)(?:材料|稿件|稿|文章)?了?[：:]?\s*((?:\d[\d,]*)(?:余|多)?(?:篇|条|件))", r"发布\1\2"),
    (r"(?:一共|共|今年)?(?:做|发|写|发布)了?\s*((?:\d[\d,]*)(?:余|多)?(?:篇|条|件))(?:的)?(政策解读|解读|图解)(?:材料|稿件|稿|文章)?", r"发布\2\1"),
    (r"(.{0,8}?(?:网站|公众号|微博|抖音号|视频号|头条号))(?:上)?(?:一共|共|今年)?(?:发布|发|挂|公开)?了?(?:信息)?[：:]?\s*((?:\d[\d,]*)(?:余|多)?[条篇])(?:信息)?",
     r"\1发布信息\2"),
    (r"(?:申请)?(?:都|全部|均)(?:是)?按(?:期|时)(答复|办结)了?", r"均按期\1"),
    (r"没(?:有)?(?:发生)?(?:被)?(?:追究责任|责任追究|追责)(?:的)?(?:情况|情形)?", "没有发生责任追究情形"),
)  # fmt: skip
"""Whole clauses; the right side may only say what the left one says."""

_PARTS: Final[tuple[tuple[str, str], ...]] = (
    (rf"(?<={_CJK})没(?=做|办|收|发|开展|组织|公开|更新|落实)", "没有"),
    (r"老百姓", "群众"),
    (rf"(?<={_CJK})搞了(?=\s*[\d一二两三四五六七八九十])", "开展"),
    (r"^搞了", "开展了"),
    (r"弄清楚", "弄清"),
    (r"截止(?=\d|目前|年底|[一二三四五六七八九十]+月)", "截至"),
    (r"(?<!\d)\s+(?!\d)", ""),
)  # fmt: skip

ADDED: Final = (
    "对拟公开的信息逐条进行", "均按期", "在办事大厅设置政务公开栏",
    "对公开事项作了", "集中公开", "发布信息", "组织培训", "依托", "落实", "参训", "发布", "没有", "群众", "开展", "截至", "作了",
    "政务", "信息", "设置", "本年度", "全年",
)  # fmt: skip
"""Words a rewriting may bring in; verifying allows these over and above the user's own."""


def cleaned(text: str) -> str:
    """The user's line made safe to stand in a draft; its words and figures stay.

    Control and invisible characters go, 【】 become 〔〕 so that nobody can write a mark of ours, western
    punctuation between Chinese becomes full-width, quotation marks and brackets come in pairs.
    """
    text = "".join(" " if c in "\t\u3000\xa0" else c for c in text)
    text = "".join(c for c in text if unicodedata.category(c) not in _INVISIBLE)
    text = text.replace("【", "〔").replace("】", "〕").replace("｛", "（").replace("｝", "）")
    text = re.sub(r"[「『]", "“", re.sub(r"[」』]", "”", text))
    text = _straight_quotes(text)
    text = re.sub(r"\(([^()]*)\)", r"（\1）", text)
    text = re.sub(rf"(?<={_CJK}|[”》）〕\d])\s*([,;?!])(?!\d{{3}}(?!\d))", lambda m: _PUNCTUATION[m[1]], text)
    text = re.sub(rf"(?<={_CJK}):(?!//)", "：", text)
    return _balanced(re.sub(r" +", " ", text).strip())


def _straight_quotes(text: str) -> str:
    parts = text.split('"')
    if len(parts) % 2 == 0:
        return "".join(parts)
    return "".join(part if i == 0 else ("“" if i % 2 else "”") + part for i, part in enumerate(parts))


def _balanced(text: str) -> str:
    """Brackets and quotation marks without a partner dropped."""
    closing = {v: k for k, v in _PAIRS.items()}
    stack: list[int] = []
    drop: set[int] = set()
    for i, char in enumerate(text):
        if char in _PAIRS:
            stack.append(i)
        elif char in closing:
            if stack and text[stack[-1]] == closing[char]:
                stack.pop()
            else:
                drop.add(i)
    drop.update(stack)
    return "".join(c for i, c in enumerate(text) if i not in drop)


def rewritten(text: str) -> tuple[str, bool]:
    """The clause in written Chinese, and whether a whole-clause rewriting made it (so that it starts with a verb)."""
    bare = text.strip(" ，。；、,;.！!")
    bare = re.sub(r"^今年(?:以来)?[，,]?(?=[^\d比])", "", bare).strip()
    for pattern, written in _WHOLE:
        match = re.fullmatch(pattern, bare)
        if match:
            result = match.expand(written)
            if _figures(result) == _figures(bare):
                return result, True
    result = bare
    for pattern, written in _PARTS:
        result = re.sub(pattern, written, result)
    return (result if _figures(result) == _figures(bare) else bare), False


NO_FEE: Final = "本年度没有收取信息处理费"
NOTHING_ELSE: Final = "没有其他需要报告的事项"
_NONE: Final = re.compile(
    r"(?:今年|本年度?|全年)?(?:都|也)?(?:没有?|未|不|无)(?:收取|收过|收|产生|涉及)?(?:政府信息公开)?(?:信息)?(?:处理)?(?:费用?|钱)?(?:收费)?(?:的)?(?:情况)?"
)
_NONE_TOPIC: Final = re.compile(
    r"(?:信息处理费|处理费|收费(?:情况)?)[：:]?(?:没有?收?取?过?|未收取?|无|没收|为零|没有发生)(?:情况)?"
)
_NO_MORE: Final = re.compile(r"(?:暂?无|没有了?|没)(?:其他|别的)?(?:需要报告的?)?(?:事项|情况)?")


_SOLVED: Final = re.compile(
    r"^(?:去年|上年).*?((?:今年|本年度?|目前|现|都|均|已)[^，。；]{0,8}(?:解决|整改|改进|改正|完成|到位|改善|纠正|配齐|补齐).*)$"
)


def solved(text: str) -> str:
    """What a line that starts with last year says was put right since, in its own words; else empty."""
    match = _SOLVED.match(text.strip(" ，。；"))
    return match[1] if match else ""


def says_no_fee(text: str) -> bool:
    """Whether the whole text says that no information fee was charged."""
    bare = text.strip(" ，。；")
    return bool(_NONE.fullmatch(bare) or _NONE_TOPIC.fullmatch(bare))


def says_nothing_else(text: str) -> bool:
    """Whether the whole text, written under 其他, says that there is nothing to report."""
    return _NO_MORE.fullmatch(text.strip(" ，。；")) is not None


def _figures(text: str) -> list[tuple[str, str, bool]]:
    return sorted(_figure(m) for m in find_numbers(text))


def _figure(mention: Mention) -> tuple[str, str, bool]:
    return (f"{mention.kind.value} {mention.value}", mention.unit, mention.approximate)

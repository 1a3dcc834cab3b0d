"""TYPO: words that are surely wrong (``typos.toml``) and words written twice."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from assistant.checking.case import Case
from assistant.checking.rulebook import apply
from assistant.checking.spelling import (
    confusables,
    either_or,
    field,
    garbled,
    homophones,
    likely,
    mistyped,
    scripts,
    slips,
    unit_name,
)
from assistant.core.findings import Finding
from assistant.core.places import Span, words_of
from assistant.core.template import quoted

CODE: Final = "TYPO"

_TWICE: Final = re.compile(r"([一-龥]{2,8})\1")
_TWICE_WITH_DIGITS: Final = re.compile(r"((?:\d{4}\s*年度?|\d{1,2}月\d{1,2}日))\1")
_MEANT: Final = re.compile(r"[一逐每件条次个户人天年月日家步层项点代]|规定$")
"""一项一项, 逐条逐条, 一步一步 are said twice on purpose; 有关规定规定应当 is a noun and a verb."""
_GOES_ON: Final = re.compile(
    r"(?:栏|专栏|专区|内容|制度|指南|目录|范围|时限|方式|形式|要点|机构|人员|机制|流程|小组|方案|专班|规定|办法|条例|清单|台账|导向|费"
    r"|人|表|书|员|站|所|局|处|科|室|部|会|法|率|期|点|权|性|化|者|量|类(?!似)|级|力(?!度)|型|度|家|平台|系统|中心|窗口|大厅|网站|渠道|事项|标准|体系)"
)
"""What makes the second of two like words the front of another: 政务公开公开栏, 监督管理管理办法."""
_NO_NOUN: Final = re.compile(
    r"通过|进行|收到|没有|出现|按照|根据|由于|以及|已经|需要|采用|依托|针对|围绕|结合|为了|不断|及时"
)
"""Words that are no front of another."""

_SINGLE: Final = re.compile(
    r"(?<!目)的的(?![确士])"
    r"|(?<![明为完除不就])了了(?![解结如然事断望])"
    r"|(?<![温随附柔])和和(?![美气睦谐平蔼善顺乐])"
    r"|(?<![参赋给])与与(?![会时民众])"
    r"|(?<![现存实正所旨内潜外])在在(?![线建职编校册场岗位乎押京网库途用于])"
    r"|(?<![涉以普顾])及及(?![时格])"
    r"|(?<!不)是是(?![非否])"
    r"|(?<![即])将将(?![来军近要就])"
    r"|(?<![对关由基属位等优大低高至])于于(?!\d?[都田])"
    r"|(?<![一万])共共(?![同享产建识有青治商和性])"
    r"|(?<![办])公公(?=[开示布告众])"
    r"|到到(?![位底场岗达期访处])"
    r"|把把(?![关握])"
    r"|被被(?![告征申])"
    r"|我我(?=[局县市区镇乡委办单处])"
    r"|(?<![所现])有有(?=[关效序力])(?<!没有有)"
)
_SPAN_OF_TIME: Final = re.compile(r"[从自由][^，。；\n]{0,16}$")
"""从收到到答复: the first 到 belongs to 收到, the second to 从."""
_THRICE: Final = re.compile(r"([一-龥])\1\1+")
_BLANKED: Final = frozenset("某叉〇零一二三")


def check(case: Case) -> list[Finding]:
    """Wrong words and words written twice; what stands inside 《…》 is left to the check of titles."""
    found = {
        f.where[0]: f
        for f in (
            *apply(case, "spelling/typos", CODE),
            *slips.check(case),
            *scripts.check(case),
            *_doubled(case),
        )
    }
    findings = list(found.values())
    for further in (
        unit_name.check,
        confusables.check,
        either_or.check,
        mistyped.check,
        homophones.check,
        garbled.check,
        likely.check,
        field.check,
    ):
        told = [_span(f) for f in findings]
        findings += [f for f in further(case) if not any(_span(f).overlaps(other) for other in told)]
    return _outermost(findings)


def _outermost(findings: list[Finding]) -> list[Finding]:
    """Of findings about the same characters those that say most: 政府信信息 is not also a doubled 信."""
    spans = [_span(f) for f in findings]
    return [
        f
        for f, own in zip(findings, spans, strict=True)
        if not any(other.covers(own) and other != own for other in spans)
    ]


def _span(finding: Finding) -> Span:
    """Every slip is about words."""
    span = words_of(finding)
    if span is None:
        raise ValueError(finding.where[0])
    return span


def _doubled(case: Case) -> Iterator[Finding]:
    prose = case.prose
    for pattern in (_TWICE, _TWICE_WITH_DIGITS):
        for passage, match in prose.matches(pattern):
            word = match[1]
            after = match.string[match.end() : match.end() + 2]
            if _MEANT.match(word) or word[0] == word[-1]:
                continue
            if _GOES_ON.match(after) and (not _NO_NOUN.fullmatch(word) or after.startswith(("率", "性"))):
                continue
            says = f"{quoted(word)}写了两遍，请核对是否多写了一遍。"
            yield prose.finding(CODE, "warning", passage, says, correction=word, expected=word)
    for passage, match in prose.matches(_SINGLE):
        single = match[0][0]
        if single == "到" and _SPAN_OF_TIME.search(match.string[max(0, match.start() - 20) : match.start()]):
            continue
        says = f"{quoted(single)}字写了两遍，请核对是否多写了一个。"
        yield prose.finding(CODE, "error", passage, says, correction=single, expected=single)
    for passage, match in prose.matches(_THRICE):
        if match[1] not in _BLANKED:
            says = f"{quoted(match[1])}字连写了几遍，请核对。"
            yield prose.finding(CODE, "warning", passage, says)

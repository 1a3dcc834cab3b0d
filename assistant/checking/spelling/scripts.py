"""TYPO: characters of another script left in the text: traditional ones (資料), pinyin (gongkai) and lone letters.

The traditional characters are data: ``traditional.txt``, each before its simplified one (from OpenCC, Apache licence), without
those that are right in names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Final

from assistant.checking.case import Case
from assistant.checking.rulebook import table
from assistant.core.findings import Finding
from assistant.core.template import quoted

CODE: Final = "TYPO"
_FILE: Final = Path(__file__).with_name("traditional.txt")
_HAN: Final = "一-龥"

_SYLLABLE: Final = (
    "(?:[bp](?:ang?|eng?|ing?|ian|iao|[ai]|ai|ao|ei|ie|o|u)|[mf](?:ang?|eng?|ing?|ian|iao|iu|[aeiou]|ai|ao|ei|ie|ou)"
    "|[dt](?:ang?|eng?|ing|ian|iao|iu|ong|uan|ui|un|uo|[aeiu]|ai|ao|ei|ie|ou)"
    "|[nl](?:iang?|ang?|eng?|ing?|iao|iu|ong|uan|un|uo|ue|ve|[aeiuv]|ai|ao|ei|ie|ou)"
    "|[gkh](?:uang?|uai|ang?|eng?|ong|ui|un|uo|ua|[aeu]|ai|ao|ei|ou)"
    "|[jqx](?:iang?|iong|iao|iu|ia|ie|ing?|uan|ue|un|[iu])"
    "|(?:[zcs]h?|r)(?:uang?|uai|ang?|eng?|ong|ui|un|uo|ua|[aeiu]|ai|ao|ei|ou)"
    "|y(?:ang?|ing?|ong|uan|ue|un|ao|ou|[aeiu])|w(?:ang?|eng?|ai|ei|[aou])|ang?|eng?|ai|ao|ei|er|ou|[aoe])"
)
_PINYIN: Final = re.compile(
    rf"(?<![A-Za-z\d@./:_-])(?=[a-z]{{4,30}}(?![A-Za-z\d@./:_-]))(?:{_SYLLABLE}){{2,6}}(?![a-z])"
)
_ONE_SYLLABLE: Final = re.compile(rf"(?<=[{_HAN}])(?=[a-z]{{3,6}}[{_HAN}]){_SYLLABLE}(?=[{_HAN}])")
_LETTERS: Final = re.compile(rf"(?<=[{_HAN}])[bcdfghjklmnpqrstwxyz]{{2,4}}(?=[{_HAN}])")
_NAMED: Final = re.compile(
    r"(?:网址|域名|账号|帐号|用户名|微信号|公众号|抖音号|视频号|邮箱|拼音|字母|代码|缩写|后缀|关键词|标识|命名|文件名|前缀)[^。；\n]{0,12}$"
)


def check(case: Case) -> Iterator[Finding]:
    """Each of them; what stands inside 《…》 is quoted as it is."""
    yield from _traditional(case)
    prose = case.prose
    for passage, match in prose.matches(_PINYIN):
        if match[0] not in _right("english") and not prose.in_title(passage) and not _named(match):
            says = f"{quoted(passage.text)}像是没有转成汉字的拼音，请改成汉字。"
            yield prose.finding(CODE, "error", passage, says)
    for pattern, known in ((_ONE_SYLLABLE, "english"), (_LETTERS, "abbreviations")):
        for passage, match in prose.matches(pattern):
            if match[0] not in _right(known) and not prose.in_title(passage) and not _named(match):
                says = f"{quoted(passage.text)}像是打字时留下的字母，请核对；本来就是名称、代号的，不用改。"
                yield prose.finding(CODE, "warning", passage, says, status="uncertain")


@cache
def _right(kind: str) -> frozenset[str]:
    """Words that happen to read as pinyin, or abbreviations."""
    return frozenset(word for line in table("spelling/typos")[kind] for word in line.split())


def _named(match: re.Match[str]) -> bool:
    """Whether letters are announced as such: 微信号为nanhegongkai."""
    return _NAMED.search(match.string[max(0, match.start() - 20) : match.start()]) is not None


def _traditional(case: Case) -> Iterator[Finding]:
    prose, simplified = case.prose, _simplified()
    for passage, match in prose.matches(_pattern()):
        if prose.in_title(passage):
            continue
        right = "".join(simplified.get(c, c) for c in match[0])
        says = f"{quoted(passage.text)}是繁体字或者旧字形，应为{quoted(right)}。"
        yield prose.finding(CODE, "error", passage, says, correction=right, expected=right)


@cache
def _simplified() -> Mapping[str, str]:
    return {pair[0]: pair[1] for pair in _FILE.read_text(encoding="utf-8").split()}


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile(f"[{''.join(_simplified())}]{{1,40}}")

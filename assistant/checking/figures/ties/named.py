"""What names in a stretch of words amount to: whether they say all there is, which are groups of others, which are two."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from assistant.checking.figures.ties.aliases import Name, names_in
from assistant.checking.figures.ties.places import Place

_PLAIN_WORDS: Final = re.compile(
    r"\d{4}年度?|全年度?|本年度?|今年|年内|当年|年度|上半年|我[局市县区镇办委]|本[局单位机关市县区镇]+|全[市县区镇局]|市本?级|县级|各级|共计|合计|总计|累计|总共|一共|共有|共|新|总"
    r"|的|了|为|是|有|其中|另有|另外|另|还有|还|并|依法|依规|按期|按时|及时|均已?|全部|各类|各|书面|作出|做出|决定|处理|答复|结果|政府信息公开|信息公开|依申请公开|公开"
    r"|申请人?|件数|数量|总数|总量|数|量|情况|案件|行政|提起|提出|提交|被|因|引起|引发|发生|由|属于|涉及|以|为由|理由|而|以及|和|与|及|或者?|判决|法院|复议机关|人民|经|已|后|予以|给予"
    r"|政府|部门|文件|规范性|规章|制发|收取|收到|金额|办理|受理|继续|至|到|类|对|中|本机关|相关|政务|年末|年底|截至|目前|实际|仍|尚|无|不|未|也|则|分别|收费|[\s，、：:（）()“”\ue000]"
)


_OUR_ANSWER: Final = re.compile("的|了?[我本][局委镇办县市区厅院]?(?:机关|单位|街道)?(?:原|作出)?的?")
"""被纠正的答复, 维持我局答复: what stands between an outcome and the answer that it is of."""
OF_THE_KIND: Final = re.compile("(?:这?一类|类)?的")
"""无法提供一类的答复, 不予公开的答复."""
UNDECIDED_BEHIND: Final = re.compile(r"(?:尚|仍|还)?(?:没有?|未)(?:审结|办结|结案)")


_ENDS_IT: Final = re.compile("(?:原答复|原决定|的)?(?:[、，。；）和及]|$)")


def outcome_behind(place: Place) -> str:
    """The outcome that stands right behind the number of cases and ends its part: 行政诉讼4件维持、1件未审结."""
    if UNDECIDED_BEHIND.match(place.tail):
        return "pending"
    names = names_in(place.tail) if place.tail[:1] in _OUTCOMES_BEGIN else ()
    if not names or names[0].kind != "outcome" or names[0].start or names[0].key == "decided":
        return ""
    return names[0].key if _ENDS_IT.match(place.text, place.mention.end + names[0].end) else ""


_OUTCOMES_BEGIN: Final = frozenset("维结被予纠撤败其")


def cut_out(words: str, names: Sequence[Name], put: str = "") -> str:
    """The words without the names in them, `put` in the place of each."""
    for name in reversed(names):
        words = words[: name.start] + put + words[name.end :]
    return words


def says_nothing_else(words: str, names: Sequence[Name]) -> bool:
    """Whether nothing stands before the number but names of the form and words that count or join."""
    return len(_PLAIN_WORDS.sub("", cut_out(words, names, " "))) <= 1


def without_groups(keys: Sequence[str]) -> list[str]:
    """Reasons without the name of the group they stand in, or of the end they led to (逾期不补正、不再处理)."""
    groups = {key.split(".")[0] for key in keys if "." in key}
    left = [k for k in keys if k not in groups and not (k == "not_processed" and "other" in groups)]
    return left or list(keys)


def without_petitions(words: str) -> str:
    """The words with the row of the form that names petitions itself (实为信访诉求的4件) blotted out."""
    for name in names_in(words):
        if name.key == "not_processed.petition_or_complaint":
            words = words[: name.start] + "□" * (name.end - name.start) + words[name.end :]
    return words


def split_cases(names: Sequence[Name]) -> list[Name]:
    """复议和诉讼 named in one breath as two."""
    found: list[Name] = []
    for name in names:
        if name.key == "cases":
            found += [
                Name("review", "case", name.start, name.end),
                Name("suits", "case", name.start, name.end),
            ]
        else:
            found.append(name)
    return found


def among_outcomes(names: Sequence[Name]) -> list[Name]:
    """Names behind outcomes of cases: what is 作其他处理 there is one of them, no result of a request."""
    return [replace(n, key="other_outcome", kind="outcome") if n.key == "other" else n for n in names]


def last_of(names: Sequence[Name], words: str) -> Name:
    """The name right before a number; the outcome where what stands behind it is but the answer that it is of: 被纠正的答复."""
    *_, before, last = (names[0], *names)
    outcome = last.key == "total_results" and before.kind == "outcome"
    return before if outcome and _OUR_ANSWER.fullmatch(words[before.end : last.start]) else last

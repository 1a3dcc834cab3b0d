"""TYPO: 既 and 即 taken for each other, told by what comes behind: 即要积极，又要稳妥; 扫码既可查看.

既 begins a pair (既要…又要), 即 stands alone. Both may be meant in many sentences, so it is a warning.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from assistant.checking.case import Case
from assistant.core.findings import Finding
from assistant.core.template import quoted

CODE: Final = "TYPO"
_PAIRED: Final = re.compile(
    r"(?<![立随当旋亦也一在若])即(?P<word>要|能|是|有|可|方便|便于|保证|保障|保护|满足|避免|节省|节约|减轻|解决|提高|提升|符合|让|做到|注重|体现)"
    r"(?=[^。；\n]{1,30}[，,、]?又(?P=word))"
    r"|(?<![立随当旋亦也一在若])即(?P<also>要|是)(?=[^。；\n，,]{1,16}[，,]也(?P=also))"
)
_ALONE: Final = re.compile(
    r"既(?P<word>可|能|刻|将|日|时)(?!往|成|定|得)(?![^。；\n]{0,60}(?:又|也|还|且|更|亦|并|同时|或))"
)


def check(case: Case) -> Iterator[Finding]:
    """Each such character with the other."""
    prose = case.prose
    for pattern, wrong, right, why in (
        (_PAIRED, "即", "既", "与后面的“又”“也”相应的是“既”"),
        (_ALONE, "既", "即", "后面没有“又”“也”，这里说的像是“就”的意思"),
    ):
        if not any(wrong in text for text in prose.plain.values()):
            continue
        for passage, match in prose.matches(pattern):
            if prose.in_title(passage):
                continue
            word = match["word"] or match["also"] if pattern is _PAIRED else match["word"]
            place = passage.cut(0, 1 + len(word))
            says = f"{quoted(place.text)}像是{quoted(right + word)}之误：{why}，请核对。"
            yield prose.finding(
                CODE,
                "warning",
                place,
                says,
                correction=right + word,
                expected=right + word,
                status="uncertain",
            )

"""CITATION: a rule's time told in days where it gives working days, or the other way round: 自形成之日起20日内公开.

What rules give is data (``day_units.toml``). An organ may set itself other times: only sentences that cite the rule count.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from assistant.checking.case import Case
from assistant.checking.rulebook import table
from assistant.core.findings import Finding
from assistant.core.template import quoted

CODE: Final = "CITATION"
_OWN_PACE: Final = re.compile(
    "压缩|缩短|提前|内部|承诺|平均|实际|力争|争取|优于|短于|早于|快于|减少|承办|初审|个工作日(?!内?(?:提起|申请|向))|本[局县市区镇]规定"
)
"""What an organ sets itself; and where working days are told as well, days may be something else."""


@cache
def _units() -> tuple[tuple[re.Pattern[str], re.Pattern[str], dict[str, str]], ...]:
    return tuple(
        (re.compile(e["pattern"]), re.compile(e["cites"]), e) for e in table("citing/day_units")["unit"]
    )


def check(case: Case) -> Iterator[Finding]:
    """Each such time once."""
    seen: set[str] = set()
    for pattern, cites, entry in _units():
        for passage, match in case.prose.matches(pattern):
            place = passage.of_match(match, "said")
            sentence = case.prose.around(passage).text
            rest = sentence.replace(place.text, "", 1)
            if place.span in seen or not cites.search(sentence) or _OWN_PACE.search(rest):
                continue
            seen.add(place.span)
            basis = f"《{entry['title']}》{entry['article']}"
            says = (
                f"{entry['about']}，{basis}规定的是{entry['right']}，这里写的是{quoted(place.text)}，请核对。"
            )
            yield case.prose.finding(
                CODE,
                "warning",
                place,
                says,
                correction=entry["right"],
                expected=entry["right"],
                basis=basis,
                status="uncertain",
            )

"""Questions about the asker's own unit: its counts, its files, its people. No rule answers them.

“我们今年不予公开多少件” is in the tables; “我们今年不予公开的填哪行” is in the rules. The first asks how many or
which, of something that is ours and happened; the second asks what ought to be done.
"""

from __future__ import annotations

import re
from typing import Final

_OURS: Final = re.compile(
    r"我们|咱们?|我局|本局|本单位|我单位|单位里|局里|镇里|街道里|我手[里上]|手[里上]|我这|我们?镇|我市|我县|我区|那份|这份"
)
_TIME: Final = re.compile(
    r"今年|去年|前年|上年|本年|全年|上个?月|这个?月|本月|现在|目前|当前|到底|至今|昨天|今天|往年|历年|\d号"
)
_HOW_MANY: Final = re.compile(
    r"多少(?:[件条次份个人家篇期万元钱项]|$|[，。？,?])|几(?:[件条次份人家篇期起宗项]|个(?![字点月工]))|了多少|几多|总计是?多少|共多少|发了?多少"
    r"|多了?还是少了?|哪几[件条个]|列给我|列出来|列一下|调出来|数一下|查一下|帮我[数查算列]|办到哪|回了没|发在哪天|是哪个|叫什么|电话多少"
)
_OUGHT: Final = re.compile(
    r"规定|应[当该]|能不能|可不可以|可以|要不要|该不该|行不行|必须|算不算|怎么[算计办答写]|填|哪[一]?[行格栏列]|合不合|违不违|合规|违规"
    r"|怎么编|报哪|查哪|归到|哪有|照着|按这|拿这|管什么|该是|应写|写\d|互相|正确|起算|留空|毛病|为啥|为什么|哪个时期|还是报|列几|要几"
    r"|期限|多少天|几天|最多|最少|至少|收费标准|收多少|超过|得[有办写发]|才够|才算|够不够|罚多少"
)


def asks_own_figures(question: str) -> bool:
    """Whether a question (normalised) is about figures or files that only the asker's own unit holds."""
    if _OUGHT.search(question) or not _HOW_MANY.search(question):
        return False
    return bool(_OURS.search(question) or _TIME.search(question))

"""What else numbers and claims may be of: matters that are no requests for information, cases about something else."""

from __future__ import annotations

import re
from typing import Final

ELSEWHERE: Final = re.compile(
    r"建议|提案|信箱|转学|转码|落户|留言|热线|咨询|来信(?!申请|索要|提出)|来电|来访|工单|诉求|信访件|信访事项|举报线索|问政|许可申请|登记申请|补贴|救助|资助|补助|证明|审批|备案"
    r"|(?:资格|工伤)认定(?:受理)?申请(?!公开)|受理举报|接收(?:的)?投诉举报|贷款|保障房|入学|延期申请|政务服务|服务事项|(?<![应在未待已存])办件|业务(?!科|股|处|部门|机构|单位|人员|室)|网民|群众反映|仲裁|听证|公证|信用|职称|执行案件|赔偿"
)
"""What else is applied for, asked or answered: matters that are not requests for information."""
ANOTHER_MATTER: Final = re.compile(f"{ELSEWHERE.pattern}|(?:行政)?(?:许可|处罚|强制)(?=[一-龥]{{0,4}}[0-9])")
OTHER_CAUSES: Final = re.compile(
    r"因(?![^，。；]{0,8}(?:信息|公开|答复|(?<!被)申请))[^，。；]{2,14}(?:被申请|被提起|引起|引发|发生)"
    r"|(?<!公开)(?:处罚|认定|登记|征收|征地|许可|拆迁|强制|执法|检查)[^，。；]{0,4}(?:引起|引发)的?(?:行政)?(?:复议|诉讼)"
)
"""因行政处罚等被申请行政复议27件: not about information."""
NOT_OURS: Final = re.compile(
    r"其他行政(?:复议|诉讼)|各类行政(?:复议|诉讼)|全部行政(?:复议|诉讼)|口径不同|(?<!信访事项)(?<!信访)另行统计|(?<!信访事项)(?<!信访)另外?统计|不计入|与(?:政府)?信息公开无关|不属于(?:政府)?信息公开"
)
"""What the sentence itself says is counted elsewhere."""
OTHER_CASES: Final = re.compile(r"办理(?:各类)?行政复议案件|行政复议应诉|应诉案件|审理")
OF_SOME_ORGANS: Final = re.compile(
    r"以[一-龥]{2,8}为被(?:申请人|告)|本级|局机关|各?县|区县|各区|各?部门|分局|各?乡镇"
)
"""Cases of some organs only."""
OF_OTHER_MATTERS: Final = re.compile(
    r"[，（(]?(?:其中|只有|仅有?)[^，。；]{0,8}(?:涉及|因|属于|与)?(?:政府)?信息公开|[，（(](?:政府)?信息公开(?:类|方面)的?\d"
)
"""行政诉讼23件，其中涉及政府信息公开8件: the first number is of all suits."""

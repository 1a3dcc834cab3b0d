"""TEXT-CONTRADICTION: acts denied, or said of all, that a sentence near by tells otherwise, whatever the act may be.

没有编制公开事项目录 beside 公开事项目录9月编制完成; 学校都公示了收费标准 beside 有2所还没有公示. Nothing decides which of
the two is right, so every finding is a warning. ``belied.toml`` has what needs its own words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice
from typing import Final

from assistant.checking.case import Case
from assistant.checking.figures.claims.claims import Broken
from assistant.checking.prose import MOST_MATCHES, Passage
from assistant.core.template import quoted

_KIN: Final = (
    "编制|编写|编印|制定|制订|印发|修订|更新|调整|完善|修改|重编|补充",
    "召开|举行|举办|组织|开展|进行|安排|参加",
    "设立|设置|设有|设|建立|开设|开通|建成|启用|新建|增设|搭建|成立|上线",
    "聘请|邀请|委托|引入|聘任",
    "配备|配置|购置|增配|安装",
    "发布|公布|公开|刊发|推送",
    "制作|采用|印制|拍摄|录制|绘制|编印|配发|发放|赠阅",
)
"""Verbs of which one told makes another denied untrue."""
_VERBS: Final = "|".join(_KIN)
_NO: Final = "(?:没有|未|尚未|从未|未曾|没)(?:再|能)?(?:专门|单独|另行|新)?"
_NOT_DONE: Final = re.compile(
    rf"{_NO}(?P<verb>{_VERBS}|搞|办)(?:过|了)?(?:任何|一次|新的?|相关|有关|专门的?)*(?P<what>[一-龥]{{2,12}})$"
)
_NOT_DONE_BEHIND: Final = re.compile(
    rf"(?P<what>[一-龥]{{2,12}}?)(?:全年|今年|本年度?|年内|至今|仍|还|尚|一直|也|均|都|一[场次期个块份]|从来|因故|临时)*{_NO}(?P<verb>{_VERBS}|开|办|搞)(?:过)?$"
    rf"|一[场次期个块份](?P<one>[一-龥]{{2,12}})(?:也|都){_NO}(?P<did>{_VERBS}|开|办|搞)(?:过)?$"
)
_CALLED_OFF: Final = re.compile(
    r"(?P<what>[一-龥]{2,12}?)(?:今年|全年|年内|本年度?|已|均|都|全部|一律|悉数|被)*(?:取消|停办|停开|停刊|停发|叫停|停止举办)了?$"
)
"""座谈会全部取消."""
_SAME: Final = re.compile(
    r"(?P<what>[一-龥]{2,12}?)(?:全年|今年|本年度?|年内|至今|仍|还|尚|一直|也|均|都|上|内容|名单|人员|队伍)*(?:没有|未|无|没)(?:作|做|有|发生|进行|出现)?(?:任何|过|大的)?(?P<verb>变动|变化|调整|更换|增减|改动|修改|修订|更新|变更|换人|换过|增补)(?:过)?$"
)
"""信息员全年没有变动, 指南没有修改."""
_CHANGED: Final = "更换|调换|调整|新增|增加|减少|增补|修改|修订|变更|更新|改动|重编|补充|换"
_OF_TABLES: Final = re.compile(
    "申请|文件|规章|复议|诉讼|收费|决定|处罚|许可|强制|答复|信息$|情况$|情形$|问题$|工作$|活动$|人员$|事项$|内容$|制度$|机制$|服务$"
)
_UNTOLD: Final = re.compile(
    r"[没未不无]|拟|计划|将|下一步|明年|次年|应当?|要求|争取|力争|需要|上一?年|去年|往年|20\d\d年|如|若|前|原"
)
_HEADS: Final = ("指南", "目录", "清单")
_SHORT: Final = frozenset(
    {
        "培训",
        "考核",
        "评议",
        "演练",
        "调研",
        "评估",
        "走访",
        "约谈",
        "督查",
        "讲座",
        "抽查",
        "直播",
        "专栏",
        "专区",
        "访谈",
        "图解",
        "折页",
        "视频",
        "动漫",
        "手册",
        "海报",
        "问卷",
        *_HEADS,
    }
)
"""What is done once and counted; other short words may mean anything."""
_LONGEST: Final = 6
_SHORTEST: Final = 3
_EVERY: Final = re.compile(
    r"(?:(?:均|都|全部|一律|悉数)|^(?:所有|全部|各)[^，。；\d]{1,8}?)(?:已经?|按(?:时|期|要求|规定|[月季]度?)|依法|统一|及时|在[一-龥]{2,8})*"
    r"(?P<verb>建成|建立|设立|设置|设有|公示|公布|公开|开通|配备|配有|制定|编制|更新|完成|落实|上网|入库|实现|联网|并网|贯通|签订|上墙|上线|报送|提交|参加|覆盖|安装|张贴|挂出|达标|接入|通过|改造|验收|备案|注册|认证|解读|发布|有)(?:了|好|起|出)?(?P<what>[一-龥]{0,12})$"
)
_BUT: Final = (
    r"(?:仍|还|尚|其中|仅|只|另|但|有|除|等|发现)[^。；]{{0,16}}?(?:\d+|[一二两三四五六])\s*(?:个|家|所|处|条|项|名|村|镇|块|篇)[^。；]{{0,26}}?"
    r"(?:没有|未|尚未|还没|无|缺少?|不能|没)(?:能|及时|予以|按[一-龥]{{1,4}}|固定|独立|专门|的)*[^。；，]{{0,6}}(?:{what})"
)
_COVERED: Final = re.compile(
    r"全覆盖$|(?:一个|一家|一村|一处|一人)不[落漏少缺]$|无一人?(?:遗漏|例外|缺席|缺训|落下|掉队|空白)[^，。；\d]{0,6}$|(?:人人|个个|户户|校校|村村|家家)(?:都)?(?:参加|到会|参训|达标|合格|上网|公示|公开)[^，。；\d]{0,8}$|(?:件件|条条|事事|处处|家家|村村)(?:都)?有[^，。；\d]{2,6}$|(?:公示|公开|设置|配备|内容|资料|设施)(?:齐全|齐备|完备|全部到位)$"
)
_NOT_COVERED: Final = re.compile(
    r"(?:仍|还|尚|其中|但|另)有?[^。；]{0,10}(?:\d+|[一二两三四五六])\s*(?:个|家|所|处|名|条|件|项)[^。；]{0,20}(?:没有|未|尚未|还没|无|缺|请假|空着)|(?:\d+|[一二两三四五六])\s*(?:个|家|所|处|名|人)[^，。；]{0,16}(?:没有|未)(?:能)?(?:参加|到|建|设|覆盖|纳入)"
)
_IN_TIME: Final = re.compile(
    r"(?:均|都|全部|一律|悉数)(?:做到|实现|能够?)?(?:按时|按期|及时|同步|如期|准时|按规定时间)(?:公开|发布|更新|报送|公布|公示|上网|答复|完成|上线|推送)[^，。；\d]{0,8}$|与文件同步(?:上线|发布|公布|公开)$"
)
_LATE: Final = re.compile(
    r"(?:晚|迟|推迟|延迟|超期|逾期|滞后|拖)(?:于|了|到|至)?[^，。；]{0,10}?(?:\d+|[一二两三四五六]|半)\s*个?(?:天|日|工作日|月|周)|\d+\s*(?:个|家|条|份|件|项|篇)[^。；]{0,20}(?:未|没有?)(?:能)?(?:按时|按期|及时|同步|如期)"
    r"|(?:迟报|晚报|迟交|漏报|未报|超期|逾期|补报|催报|滞后|迟发|晚发)(?:送|公开|公示|发布)?的?(?:共?有|仅|为|只有|是)?\s*(?:\d+|[一二两三四五])\s*(?:个|家|份|件|项|名|条)"
)
_ALL_CHANGED: Final = re.compile("(?:均|都|全部|一律|悉数)(?:已经?)?[一-龥]{2,10}$")
_OTHERS_LEFT: Final = re.compile(
    r"^[，。；]?(?:其余|剩余|余下|剩下|另外|另有|其他)(?:的)?\s*\d+\s*(?:个|家|所|处|名|块)[^。；]{0,6}(?:仍|还|尚|未|没|暂)"
)
_GONE: Final = re.compile(
    "(?:均|都|全部|悉数)(?:已经?|予以|被)*(?:停用|注销|关停|撤销|取消|废除|下线|淘汰|关闭)(?:了)?$"
)
_STILL: Final = re.compile(
    r"\d+\s*(?:个|家|处)[^，。；]{0,14}(?:仍|还在|继续|照常)|(?:仍|还|尚)(?:有|保留|在)[^。；]{0,8}\d+\s*(?:个|家|处)|(?:保留|留用|留下|继续运营)(?:了|的)?\s*\d+\s*(?:个|家|处)"
)
_WORKING: Final = re.compile(
    r"(?:台台|个个|处处|块块|部部|条条)(?:都)?(?:能用|可用|正常|完好|好用|畅通|能打通)$|(?:均|都|全部|全|一律)(?:能够?|可以?|处于|保持|得以)*(?:正常|完好|畅通|可用|良好)(?:地)?(?:运行|使用|运转|状态|访问|接听|工作|无损)?$"
)
_BROKEN: Final = re.compile(
    r"(?:\d+|[一二两三四五])\s*(?:台|个|处|部|条|块|套|家|张)[^。；]{0,20}(?:停用|停机|故障|损坏|损毁|报修|失灵|无法|不能|打不开|死机|破损|维修|关闭|无人接听|空号|停摆|黑屏|开不了机|用不了|失效)"
)
_WITHOUT_END: Final = re.compile(
    r"(?:常年|全年|每天|天天|长年|终年|不间断|全天候|全年无休)(?:地)?(?:对外|面向公众|向公众|免费|正常|不间断)*(?:开放|运行|值守|更新|接待|接听|运转)$|(?:没有|未|从未|从没|未曾)(?:停过机?|断过[网更电]?|关过门?|宕过?机|停机|断网|宕机)$|(?:没有|未|从未|从没|未曾)(?:出现|发生)?(?:过)?(?:断更|停更|中断|间断|关停|关闭|停办|闭馆|停摆)(?:过)?(?:的)?(?:情况|现象|情形)?$"
)
_ENDED: Final = re.compile(
    r"\d{1,2}月[^。；]{0,16}(?:关闭|停用|暂停|中断|停更|(?:未|没有|没)更新|闭馆|停办|断更|停止|停机|不对外|取消|(?:未|没有|没)(?:能)?(?:开展|举行|开放|接待))|(?:停机|宕机|断网|停摆|停更|中断|暂停|关闭|断更|停办|停用|闭馆)(?:了|过)?\s*(?:\d+|[一二两三四五半])\s*个?(?:多)?(?:月|周|天|星期|小时)"
)
_RHYTHM: Final = re.compile(
    r"(?:每(?:个)?(?:工作日|天|日|周|月|季度?)|逐[日月周]|天天|按[日月周季])(?:都|均|定期|按时|准时|及时|如期|能|能够)*(?:更新|推送|发布|更换|公示|张贴|召开|通报|公布|出刊|出版|编发|编印)(?:一次|一期)?$|一[天期周月次]不[落断漏缺](?:地)?(?:更新|推送|发布|公布|公示)?$"
)
_OUT_OF_RHYTHM: Final = re.compile(
    r"(?:连续|有|曾|其中|达|\d月)[^。；]{0,12}(?:\d+|[一二两三四五半])\s*个?(?:天|日|周|月|季度|期|次)[^，。；]{0,8}(?:没有|未|没|漏|中断|停|缺)|漏(?:发|更|报|登)了?\s*(?:\d+|[一二两三四五])\s*(?:期|次|天|周|条|个月)|停更|断更"
)
_ALL_BY: Final = re.compile(r"(?:均|都|全部|一律)(?:(?P<by>由|交由)|经过?)[^，。；\d]{2,14}$")
_SOME_NOT_BY: Final = re.compile(
    r"^[，。；]?(?:但|其中|另|不过)?(?:有)?\s*(?:\d+|[一二两三])\s*(?:条|篇|件|份|个)[^，。；]{0,6}(?:由(?!此)|委托|外包)"
)
_SOME_NOT_THROUGH: Final = re.compile(
    r"^[，。；]?(?:但|其中|另|不过)?(?:有)?\s*(?:\d+|[一二两三])\s*(?:条|篇|件|份|个)[^，。；]{0,6}(?:未经|没有经|没经|未走|直接发)"
)
_RENEWED: Final = re.compile(
    r"(?:均|都|全部|悉数|一律)(?:已|重新)*(?:换新|更换|换装|升级|改版|翻新|换成|更新)[^，。；\d]{0,6}$"
)
_OLD_STILL: Final = re.compile(
    r"(?:\d+|[一二两三])\s*(?:个|所|家|处|块|台|村)[^。；]{0,12}(?:仍|还|依旧|照旧)(?:在)?(?:用|使用|沿用|是|挂)(?:着|的|的是|的还是)?(?:旧|老|原)"
)
_FIXED: Final = re.compile(
    r"(?:均|都|全部)(?:已经?|得到|按期|如期)*(?:整改|解决|改正|落实|完成|办结|改进)(?:到位|完毕|完成|了)?$"
)
_NOT_FIXED: Final = re.compile(
    r"(?:其中|但|不过|只有?|仅|尚有|仍有|还有)[^。；]{0,30}(?:仍在(?:开发|整改|推进|建设|办理|改造|协调)|(?:尚未|还没有?|仍未|没有|未能)(?:完成|整改|解决|落实|到位|改正|动工|启动))"
)
_SOON: Final = re.compile("将|拟|计划|争取|力争|预计|要求|应当|需要|确保|逐步|下一步")
_OF_SOME: Final = re.compile(
    r"^(?:其中|另|已|现|目前|除|其余|剩余)?有?\d+\s*(?:个|家|所|处|名)(?!社区|乡镇|村|学校|部门|街道|镇|单位|窗口|科室|县|所|中心|站)|^(?:其中|另有|除|其余|剩余|已有|有)"
)
"""其中6个都已公示 says nothing of the others."""
_ALL: Final = re.compile(
    "均|都|同步|常年|[每逐]|台台|天天|一[天期周月次]不|按[日月周季]|长年|终年|不间断|[未没]|全|所有|悉数|一律|不[落漏少]|无一|件件|条条|事事|处处|村村|家家|人人|个个|户户|校校|齐|完备|各"
)
_BUT_SOME: Final = re.compile(
    r"[仍还尚但仅只另除余晚迟拖等停断闭漏曾]|其中|有|发现|\d个|\d{1,2}月|[一二两三]个|\d名"
)
_NEAR: Final = 120
"""Characters behind a claim in which its exception is looked for."""


def broken(case: Case, clause: Passage) -> Iterator[Broken]:
    """What a clause denies or says of all, and another sentence tells otherwise."""
    text = clause.text.rstrip()
    if _SOON.search(text) or _OF_SOME.search(text):
        return
    if "没" in text or "未" in text or "取消" in text or "停" in text:
        yield from _not_done(case, clause, text)
    section = case.prose.sections[clause.section]
    behind = section[clause.end : clause.end + _NEAR].split("\n")[0]
    if not _ALL.search(text) or not _BUT_SOME.search(behind):
        return
    for told in _exceptions(text):
        if match := told.search(behind):
            says = f"一处写{quoted(text.strip())}，紧接着又写{quoted(match[0])}，前后矛盾。"
            yield Broken(clause, (), says)
            return


def _exceptions(text: str) -> Iterator[re.Pattern[str]]:
    """What behind a clause would be the exception to what it says of all."""
    if _COVERED.search(text):
        yield _NOT_COVERED
    if _FIXED.search(text):
        yield _NOT_FIXED
    if _IN_TIME.search(text):
        yield _LATE
    if _GONE.search(text):
        yield _STILL
    if _WORKING.search(text):
        yield _BROKEN
    if _WITHOUT_END.search(text):
        yield _ENDED
    if _RHYTHM.search(text):
        yield _OUT_OF_RHYTHM
    if by := _ALL_BY.search(text):
        yield _SOME_NOT_BY if by["by"] else _SOME_NOT_THROUGH
    if _RENEWED.search(text):
        yield _OLD_STILL
    if _ALL_CHANGED.search(text) and not re.search(r"\d", text):
        yield _OTHERS_LEFT
    if match := _EVERY.search(text):
        what = match["what"].removeprefix("了")
        yield _but(match["verb"], what[-_SHORTEST:] if len(what) > 1 else "")


@lru_cache(maxsize=256)
def _but(verb: str, what: str) -> re.Pattern[str]:
    words = [w for w in (verb, what) if w and w != "有"]
    return re.compile(_BUT.format(what="|".join(words) or "(?!)"))


def _not_done(case: Case, clause: Passage, text: str) -> Iterator[Broken]:
    match = _NOT_DONE.search(text) or _NOT_DONE_BEHIND.search(text) or _CALLED_OFF.search(text)
    if match is None:
        yield from _not_changed(case, clause, text)
        return
    if re.search("上一?年|去年|往年", text):
        return
    said = match.groupdict()
    what, verb = (said.get(one) or said.get(other) or "" for one, other in (("what", "one"), ("verb", "did")))
    if _OF_TABLES.search(re.sub("活动$", "", what)):
        return
    if len(what) > _SHORTEST + 1:
        what = re.sub("(?:活动|会议|工作)$", "", what)
    what = what[-_LONGEST:]
    if len(what) < _SHORTEST and what not in _SHORT:
        return
    kin = next((k for k in _KIN if verb and verb in k.split("|")), _KIN[1])
    if kin == _KIN[0] and what.endswith(_HEADS):
        what = what[-2:]  # 公开指南没有修订, and then only 指南
    what = what if len(what) < _LONGEST else what[-_SHORTEST - 1 :]
    yield from _told_elsewhere(case, clause, clause.of(match), what, _done(what, kin))


def _not_changed(case: Case, clause: Passage, text: str) -> Iterator[Broken]:
    """``信息员没有变动`` beside 更换信息员9名."""
    match = _SAME.search(text)
    if match is None or re.search("上一?年|去年|往年|[比与和较]", text) or _OF_TABLES.search(match["what"]):
        return
    what = match["what"]
    what = what[-2:] if what.endswith(_HEADS) else what[-_SHORTEST - 1 :]
    if len(what) >= _SHORTEST or what.endswith(_HEADS):
        yield from _told_elsewhere(case, clause, clause.of(match), what, _altered(what))


def _told_elsewhere(
    case: Case, clause: Passage, said: Passage, what: str, told: re.Pattern[str]
) -> Iterator[Broken]:
    """The first place outside a clause that tells what the clause denies."""
    for section, words in case.prose.sections.items():
        own = section == clause.section
        if words.count(what) <= own:
            continue
        for start, piece in _told_in(words, told):
            inside = own and clause.start <= start < clause.end
            if not inside and not _UNTOLD.search(piece):
                says = f"一处写{quoted(clause.text.strip())}，另一处写{quoted(piece)}，前后矛盾。"
                yield Broken(said, (), says)
                return


@lru_cache(maxsize=64)
def _told_in(words: str, told: re.Pattern[str]) -> tuple[tuple[int, str], ...]:
    """Where a section tells that an act was done, and the words."""
    return tuple(
        (m.start(), words[max(words.rfind(mark, 0, m.start()) for mark in "，。；\n") + 1 : m.end()])
        for m in islice(told.finditer(words), MOST_MATCHES)
    )


@lru_cache(maxsize=256)
def _altered(what: str) -> re.Pattern[str]:
    """What is said not to have changed, changed: 更换信息员9名, 指南于6月更新了电话."""
    return re.compile(
        rf"(?:{_CHANGED})(?:了)?[^，。；、]{{0,6}}{what}(?!的|中)[^，。；\d]{{0,4}}(?=\d|[，。；])|{what}[^，。；没未无]{{0,12}}(?:{_CHANGED})(?:了|为|至|到|\s*\d)"
    )


@lru_cache(maxsize=256)
def _done(what: str, kin: str) -> re.Pattern[str]:
    """The act told: 目录9月编制完成, 修订了公开指南, 发布会上."""
    return re.compile(
        rf"{what}(?:已|于|在|\d{{1,2}}月(?:份|底|初|中旬)?|，|由[一-龥]{{2,8}}|重新|全面)*(?:{kin})(?:完成|完毕|了|并|上线|上网|后|出来|[，。；]|\d)"
        rf"|(?:{kin})(?:了|完成?了?|的?\s*(?:\d+|[一二两三四五六])\s*(?:名|位|个|家|次|场|支|块|套|册|本))[^，。；\d]{{0,10}}{what}"
        rf"|(?:{kin})的[^，。；\d]{{0,4}}{what}|新(?:设|建|开|增|辟|推出)(?:了)?[^，。；\d]{{0,14}}{what}"
        rf"|\d月(?:\d+日|份|底|初|[上中下]旬)?，?(?:{kin})[^，。；\d]{{0,10}}{what}"
        rf"|\d月(?:\d+日)?(?:的|举办的|召开的)?{what}|{what}(?:上|当天|期间|邀请|吸引|已于)"
        rf"|{what}(?:共|计|合计)?\s*\d+\s*(?:次|场|期|个|份|条|块|处|名|张|幅|部|本|台)|(?:\d+|[一两三四五])\s*(?:次|场|期|块|份|台|张|幅|部|本|套)[^，。；\d]{{0,6}}{what}"
    )

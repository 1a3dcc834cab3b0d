"""Everyday words for the rows and columns of the tables: 查无此件, 翻来覆去申请, 打官司, 废掉的文件, 个人递交.

The names of ``aliases`` are those of the form and of published reports; a clerk who tells the same in his own words uses
none of them. What such words may mean is likely rather than certain: a number tied by them is never more than doubtful,
and they are looked for only where no name stands.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Final

from assistant.checking.figures.ties.aliases import Kind, Name
from assistant.checking.figures.ties.places import Place
from assistant.checking.figures.ties.tie import Tie
from assistant.core.patterns import guarded

_ON: Final = r"[^，。；、\d]"
_HAND: Final = rf"(?:递|交|提|送|寄|来|发|申请(?![里中])){_ON}{{0,6}}"

_SPOKEN: Final[tuple[tuple[str, Kind, str], ...]] = (
    # (key, kind, pattern); where two begin at one place the first wins
    ("should", "received", r"新[老旧](?:申请|件|两拨|两批)+|(?:案头|手[上里头])(?:的申请)?(?:共|一共|总共)?(?:有|要办)"),
    ("received", "received", r"(?:来|到|向|找)[一-龥]{0,6}?(?:要|问|查|索要|索取)(?:政府)?(?:信息|材料|档案)的申请|(?:索要|索取)(?:政府)?信息的申请"),
    ("forward", "received", r"(?:跨年|跨过年|翻过年|过了年|年后|来年|开年)(?:度)?(?:还|仍|再)?(?:要|需)?(?:接着|继续|再|后)?(?:续)?办(?:理)?|(?:没|没有|未)来得及(?:办|答)[完结复]?|(?:答复|办理|法定)(?:期限?|时限)(?:还|尚|仍)?(?:未|没有?)(?:到|满|届满)|(?:留|拖|放|挪|压)(?:给|到|在)(?:了)?(?:新的一年|新年|年后|翌年)|(?:没|没有|未)(?:办|答)(?:出去|出|清)"),
    ("total_results", "received", r"(?:办|答复?|处理)(?:出去|妥|掉|清|讫|完)(?:了|的)*$|给出(?:了)?(?:书面)?答复"),
    ("after", "case", rf"复议(?:完|过|之后|后|结束|没成|不成)(?:又|再|还)?{_ON}{{0,6}}(?:告|诉|官司|法[院庭]){_ON}{{0,4}}"),
    ("direct", "case", rf"直接(?:告|打官司|到法院|找法院|上法院|上法庭){_ON}{{0,6}}|(?:没有?|未|不|绕过|跳过|越过)(?:走|经过?|申请|提)?(?:行政)?复议{_ON}{{0,8}}(?:法[院庭]|官司|起诉|诉讼){_ON}{{0,6}}"),
    ("suits", "case", r"官司|[打告诉闹]到(?:了)?法院|对簿公堂|告上(?:了)?法[庭院]|[走坐]上(?:了)?法庭"),
    ("corrected", "outcome", r"(?:复议|法院|被)?(?:推翻|否定)(?:了)?|(?:我[局方市县区镇办委]|机关)?(?:打?输|败|吃了败仗)(?:了|掉)?的?$|(?:要求|责成|被要求)(?:重做|重新作答|另行答复|重新答复)"),
    ("upheld", "outcome", r"(?:我[局方市县区镇办委]|机关)?(?:胜诉|打赢|赢)(?:了)?的?$|(?:得到|获得|予以)支持$"),
    ("pending", "outcome", r"(?:还|仍|尚)(?:没|未|没有)(?:出|有|见)?(?:结果|定论|了断|下文)|(?:还|仍|尚)在(?:审|等判决|等结果|走程序)"),
    ("refused.state_secret", "reason", r"(?:属|涉|是|有)(?:于)?(?:国家)?(?:机密|秘密|涉密|密件)(?:级|类)?"),
    ("refused.law_forbids", "reason", r"法(?:律|规|律、?法规)(?:上)?(?:明令|明文|规定)?不(?:让|准|许|得|允许)公开"),
    ("refused.third_party_rights", "reason", rf"(?:牵涉|牵扯|关系|事关|伤及|损害|侵犯|涉及)(?:到)?(?:第三[方者人]|他人|别人|旁人|当事人)(?:的)?(?:权益|利益|隐私|秘密|经营|权利){_ON}{{0,4}}|第三[方者人](?:不(?:愿|肯|让|答应|许)|没(?:有)?(?:点头|同意|答应)|未同意|摇头|回函反对){_ON}{{0,6}}|(?:企业|商业|经营)机密|经营秘密"),
    ("refused.internal_affairs", "reason", r"(?:机关|单位|局|本局)内部(?:的)?(?:管理|人事|后勤|工作)?(?:的|方面)*(?:信息|事务|事项|材料|事)|内部(?:人事|后勤|工作)(?:方面)?(?:的)?(?:信息|事务|事项|材料)"),
    ("refused.process_information", "reason", r"(?:讨论|会议|磋商|会商)(?:记录|纪要|过程稿?)|过程(?:稿|材料|文件|性材料|性文件)|(?:没有?|尚未|未|还没)定稿(?:的)?(?:材料|信息|文件)?"),
    ("refused.enforcement_files", "reason", r"(?:执法|办案|案件|处罚|侦查)(?:的)?(?:卷宗|案卷|档案|卷)(?:材料|里|类)?|卷宗(?:材料|里)?"),
    ("refused.administrative_inquiry", "reason", rf"(?:该|应|可以?|本应|需)(?:当)?(?:走|到|去|通过|向){_ON}{{0,8}}查询(?:窗口|渠道|途径|系统|事项)?|(?:属|是)(?:于)?(?:业务)?查询(?:类|性质)?(?:的)?(?:事项)?|查询类"),
    ("unavailable.not_held", "reason", rf"(?:本机关|我局|本局|局里|机关里|手里)(?:确实|根本|本就|的确)?没有(?=而|、|，|的$)|(?:没有|没|无)(?:这|该|此|所要|申请人要|要找|想要)(?:的)?(?:份|类|项|些|个|方面)?(?:的)?(?:政府)?(?:信息|材料|东西|文件|内容|资料)|查无(?:此|该|相关)?(?:信息|材料|件|结果|实据|资料)|(?:检索|查找|翻找|查遍|翻遍|找遍|搜索|搜寻){_ON}{{0,12}}(?:没有|未见|没|无|落空|无果|未果){_ON}{{0,6}}|不归(?:我|本)?[局机关单位镇县市区办委]+管|(?:归|该|由)(?:别的|其他|别家|外)(?:部门|单位|机关)(?:管|掌握|答复|保存)|(?:从未|从没|没有?|未曾)(?:制作|保存|形成|做)过?"),
    ("unavailable.needs_creation", "reason", rf"(?:需要?|要|须|得|才)(?:把|将|重新|专门|另外|对|临时|从头){_ON}{{0,12}}(?:加工|汇总|统计|整理|制作|编制|归集){_ON}{{0,8}}|(?:没有?|无)现成(?:的)?(?:材料|数据|表格|资料|东西)?|(?:重新|另外|专门|现)(?:编|统计|整理|汇总|加工)(?:一份|出来|数据)*"),
    ("unavailable.still_unclear", "reason", rf"补(?:正|充)(?:了|过|完)?(?:之|以)?后?{_ON}{{0,4}}(?:还|仍|依旧|依然){_ON}{{0,14}}|(?:内容|指向|所指)(?:始终|一直|仍|还|太)?(?:说不清|不清楚|不明确|含糊|含混|不具体|笼统|模糊)"),
    ("unavailable", "result", r"(?:给不了|给不出|拿不出|答复不了|答不了|无从答复|提供不了|没法(?:提供|给)|无从提供|无法给(?:出)?)"),
    ("other.not_corrected_in_time", "reason", rf"(?:(?:通知|要求|告知|请其)补(?:正|充)|补正(?:通知|告知)书?){_ON}{{0,8}}(?:没(?:有)?(?:回音|回应|下文|动静|理会|理睬)|不理|不回应|未回应|未予理会|不予理会|石沉大海|未作答|置之不理|不回|未回|杳无){_ON}{{0,4}}|(?:到|过|逾|超)(?:了)?(?:补正)?期(?:限)?(?:还|仍|也)?(?:没|没有|未|不)补(?:正|齐|来|充)?|没(?:有)?(?:在期限内|按期|按时|如期)?补(?:正|齐|来|充)"),
    ("other.fee_unpaid", "reason", r"(?:没|没有|未|不|拒)(?:按期|按时|按通知|如期|肯)?(?:交|缴)(?:钱|款|上)|拖?欠(?:缴|交|付)"),
    ("other.withdrawn", "reason", rf"(?:自己|本人|主动|自行|后来|中途)(?:又)?(?:撤|收|取|要)(?:回|走|了){_ON}{{0,4}}|撤(?:了|掉|走)(?:公开)?申请|(?:申请人)?不要了的?$"),
    ("not_processed.petition_or_complaint", "reason", rf"(?:借|以|用|拿){_ON}{{0,10}}(?:申请|公开|名义|名){_ON}{{0,6}}(?:反映|投诉|举报|信访|上访){_ON}{{0,6}}|(?:其实|说到底|骨子里|本质|性质|实[为际则质])(?:上)?(?:是|在|属)?(?:来)?(?:信访|投诉|举报|上访|反映问题){_ON}{{0,4}}|投诉举报(?:类|性质)?|(?:转|引导|指引)(?:到|至|入)?信访"),
    ("not_processed.excessive", "reason", rf"翻来覆去{_ON}{{0,10}}|(?:数量|频次|次数|频率|频度){_ON}{{0,8}}(?:不合理|超(?:出|过)|畸高|过多|过大|过高){_ON}{{0,14}}|(?:大批量|成批|大批|成堆|密集)(?:地)?{_ON}{{0,8}}(?:申请|提交|递交){_ON}{{0,4}}|(?:说不出|讲不出|没有|无|缺乏)(?:正当|合理)(?:的)?理由(?:地|而|却|还|仍|又|，)*(?:反复|多次|大量|一再|不断|频繁){_ON}{{0,8}}"),
    ("not_processed.repeated", "reason", rf"(?:反复|多次|一再|再三|屡次|重复)(?:提|问|要|索取|索要|递交|提交|提出){_ON}{{0,4}}(?:同[一样]|相同|一样){_ON}{{0,6}}|同(?:一|样)(?:的|个|份|件)?(?:内容|事项|信息|问题|材料|申请|事)?{_ON}{{0,4}}(?:又|再次|再度|反复|重复|多次|一再|第二次){_ON}{{0,8}}|(?:已经?|早已|之前|先前|此前|前面|上回|去年)(?:已经?)?答复过{_ON}{{0,8}}|内容(?:雷同|一样|相同)|重复(?:来|递|交|提|索要|索取){_ON}{{0,6}}"),
    ("not_processed.publications", "reason", rf"(?:要|索要|索取|想要|申请)(?:的)?(?:是)?{_ON}{{0,6}}(?:公开出版|正式出版|年鉴|报刊|书籍|公报|出版物|县志|市志){_ON}{{0,4}}"),
    ("not_processed.reconfirmation", "reason", rf"(?:要求|请|让)(?:我局|本局|我们|机关|我镇|本机关)?(?:再|重新)(?:次)?(?:确认|盖章|盖|出证|出具|开){_ON}{{0,10}}|已(?:经)?(?:拿到|获取|取得|到手)的?(?:信息|材料){_ON}{{0,8}}(?:确认|盖章|出具){_ON}{{0,4}}"),
    ("granted_in_part", "result", rf"(?:能?给|公开|提供)(?:出)?(?:了)?(?:申请人)?(?:其中)?(?:的)?(?:一部分|部分)(?:信息|内容|材料)?|(?:隐去|遮去|遮住|遮盖|抹去|去掉)(?:了)?{_ON}{{0,10}}后?(?:公开|提供|给出?|再给){_ON}{{0,4}}|一部分(?:公开|给)|(?<!没有)(?<![未没])区分处理"),
    ("granted", "result", r"要什么(?:就)?给什么|(?:给|提供|拿到|得到|获得|交)(?:了|给)?(?:申请人)?(?:了)?(?:所需|所要的?|想要的?)?(?:全部|全套|完整)(?:的)?(?:信息|内容|材料|答案)|(?:如数|悉数|完整|全文|全部|全数|照单)(?:给|提供|交付)(?:了|出)?(?:申请人)?"),
    ("refused", "result", r"(?:没有?|未|不|拒绝|不便|不对外|不准|不许)公开(?=的?(?:有|是|共|答复)?$|的?[，。；]|的(?:有|是|共))|不给(?:公开)?(?=的(?:有|是|共)?$)"),
    ("enterprise", "applicant", r"(?:公司|企业)(?:一类|这类|之类|类)(?:的)?(?:申请人|主体)?(?:提|交|递|申请)(?:出|交)?(?:了|的)*"),
    ("natural_person", "applicant", rf"(?:个人|群众|居民|村民|市民|百姓|农户|业主|家长)(?:自己|本人|们)?{_HAND}|以个人(?:名义|身份){_ON}{{0,6}}|(?:个人|群众|居民|村民|市民)的$"),
    ("enterprise", "applicant", rf"(?:公司|企业|厂家|厂商|商家|开发商|物业){_HAND}|公司的$"),
    ("research_institution", "applicant", rf"(?:高校|大学|学院|研究院|研究所|课题组){_HAND}"),
    ("legal_service_organization", "applicant", rf"(?:律师楼|法律援助机构|法律服务所){_ON}{{0,8}}"),
    ("organizations", "applicant", rf"(?:各类|各种)?(?:单位|机构|组织)(?:名义)?{_HAND}"),
    ("repealed", "column", r"废(?:掉|了|除|去|弃)|取消|宣布失效|停止执行|停用|清退|清出|退出|砍掉"),
    ("in_force", "column", r"(?:还|仍|继续|一直|照旧)(?:然|旧)?(?:在)?(?:管用|有用|执行|生效|起作用|算数)|留用|保留下来|留下来|留存"),
    ("issued", "column", r"新(?:发|订|拟|写|定|做|印)(?:了|的)?|印(?:了|出)|发(?:了|出)|出(?:了|的)|制(?:了|订)|推出"),
    ("penalties", "decision", r"(?:开(?:出|具)?(?:了|的)?)?罚单|罚了"),
    ("compulsion", "decision", r"(?:行政)?强制措施"),
)  # fmt: skip
_KINDS: Final = tuple((key, kind) for key, kind, _ in _SPOKEN)
_ONE: Final = re.compile(
    guarded("|".join(f"(?P<n{i}>{pattern})" for i, (_, _, pattern) in enumerate(_SPOKEN)))
)


@lru_cache(maxsize=4096)
def spoken_in(text: str) -> tuple[Name, ...]:
    """The rows, columns and cases that a text tells in everyday words, in order."""
    found = []
    for match in _ONE.finditer(text):
        key, kind = _KINDS[int((match.lastgroup or "n0")[1:])]
        found.append(Name(key, kind, match.start(), match.end()))
    return tuple(found)


_ITS_TOPIC: Final = {
    "column": re.compile("文件|规章"),
    "decision": re.compile("决定|执法|违法|违规|处罚|罚|强制"),
    "case": re.compile("公开|答复|申请|复议|诉讼"),
    "outcome": re.compile("复议|诉讼|官司|法[院庭]"),
}
_SAMPLES: Final = re.compile("抽[查取样看]|[文答复]书|样本")
_NOT: Final = re.compile("[没未]")
_ONE_OF_THEM: Final = re.compile("其中|其余|另")
EVERYDAY: Final = "这是照平常的说法对的，说的是不是这一格，要看上下文"
_OF_REQUESTS: Final = re.compile("申请|答复|补正|不予公开|无法提供|不予处理|不再处理|信息处理费")
"""Everyday words say nothing of their own matter: the sentence has to."""


def with_everyday_words(said: Sequence[Name], words: str, place: Place) -> Sequence[Name]:
    """The names of some words; where they name no row, also what they tell in everyday words, if the sentence is about it."""
    if any(n.kind != "noun" and n.key != "total_results" for n in said) or _SAMPLES.search(place.lead):
        return said
    more = [
        n for n in spoken_in(words)
        if not (n.key == "total_results" and _NOT.search(words))
        and _ITS_TOPIC.get(n.kind, _OF_REQUESTS).search(place.text)
        and not any(n.start < other.end and other.start < n.end for other in said)
    ]  # fmt: skip
    return sorted([*said, *more], key=lambda n: n.start) if more else said


def doubted(tie: Tie, place: Place) -> Tie:
    """What everyday words tie: doubtful; 一件经检索没有 and 其中3件 are but some of them."""
    some = place.mention.text[0] in "一1" or _ONE_OF_THEM.search(place.clause)
    return replace(tie, role="part" if some else tie.role, doubt=tie.doubt or EVERYDAY)

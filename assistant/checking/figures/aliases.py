"""The many names under which reports speak of the rows and columns of the tables.

Names were taken from published reports: 部分公开 is always itself, but 不予公开 is also 不同意公开, a request carried on
is 结转, 转下年 or 顺延, and “不存在” and “不属于本机关” stand in one row of the form. What a name may mean is a
list of rows; the words around it decide which.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal

Kind = Literal["received", "result", "reason", "applicant", "case", "outcome", "document", "column", "decision", "fee", "noun"]  # fmt: skip

_LAST: Final = r"(?:(?:上|前)(?:一)?年度?|去年|往年|以前年度)"
_NEXT: Final = r"(?:下(?:一)?年度?|次年|明年|来年|第二年)"
_CARRY: Final = r"(?:结转|转结|结存|转入|转|顺延|遗留|留存|跨年|延续|续办)"
_NOT_OURS: Final = r"(?:不(?:属于?|是|归)|非)(?:我|本|该)?(?:级|市|县|区|镇|乡|街道|局|委|厅|院|办|队|机关|单位|部门|行政机关)+(?:负责|职责|掌握|制作|保存|公开|管辖|权限|的)*(?:范围|信息|事项)?"

_NAMES: Final[tuple[tuple[str, Kind, str], ...]] = (
    # (key, kind, pattern); where two begin at one place the first wins
    ("over", "received", rf"(?:承接|接续|接办|接手){_LAST}(?:度)?(?:的)?(?:未办结|未办完|遗留)?(?:的)?(?:申请)?|{_LAST}(?:的|度)?(?:未办结|未答复|收到)?(?:的)?(?:申请)?(?:件)?{_CARRY}(?:至|到|入)?(?:本年度?|今年)?(?:的)?(?:办理)?|(?:{_LAST}|20\d\d年)(?:度)?(?:没有?办[完结]|未办完|留下|剩下|转来|带来)|(?:转|带|延续|滚)(?:到|入|至)(?:本年度?|今年|当年)(?:接着办|继续办理?|办理)?(?:的)?"),
    ("forward", "received", rf"(?:{_CARRY}(?:至|到|入)?{_NEXT}|{_NEXT}(?:继续)?(?:办理|答复)|(?:结转|转结|顺延|延期|延续|转入|转到)(?:至|到)?(?:20\d\d年|本?年?以?后))(?:\d{1,2}月)?(?:度)?(?:继续)?(?:办理|答复|处理)?"),
    ("forward", "received", r"(?:年末)?在办(?:的|中)?$|跨年度?办理|(?:尚|仍|正)?(?:正|仍)?在(?:法定期限内)?办理(?:之?中|过程中)?|尚?未(?:到期|办结|答复)(?!率)|未办理完毕|未到(?:答复|办理)?期限|(?:没有?|未)(?:办完|办理完|答复完)的?|(?:没有|未)办结的|(?:尚|仍|还)在办理的?|正在(?:征求|补正)"),
    ("carried", "received", r"结转|转结"),
    ("new", "received", r"新收(?:到)?|新(?:接收|受理|接到)|(?:本|当)年(?:度)?收(?:到|取)(?=的?(?:政府信息公开)?申请)"),
    ("should", "received", r"应办(?:理)?(?:件|申请)?|(?:共|合计)?办理(?!结果|时限|期限|情况|流程|程序|完|工作|平台|质量|规范|答复|事项|渠道)(?=的?(?:各类|政府)?(?:政府信息公开|信息公开|公开|依申请公开)?申请)|收办"),
    ("received", "received", r"收到(?!回复|反馈|复函|回函|意见)|接收|接到|(?<!不予)受理(?!渠道|窗口|点|工作|平台|程序|条件|机构)|登记(?=(?:政府信息|信息)?公开申请)|收件(?:数|量)?|申请(?:总)?(?:数|量|件数)(?:量)?"),
    ("total_results", "received", r"办结(?!率|时限)|办理完(?:毕|成|结)|办毕|办复|(?:作出|依法|按期|按时|及时|书面|予以|给予|均已?|已|全部|共|全年)?答复(?!率|书|意见|文书|口径|质量|模板|内容|期限|时限|工作|主体|规范|格式|机制)|(?<!收到)回复(?!率)"),
    ("refused.safety_and_stability", "reason", r"(?:危及|影响|危害)?“?三安全一稳定”?|(?:可能)?(?:影响|危及|危害)(?:社会稳定|国家安全|公共安全|经济安全)(?:[、和及与或](?:社会稳定|国家安全|公共安全|经济安全))*"),
    ("refused.state_secret", "reason", r"(?:属于|涉及|因|为)?国家秘密"),
    ("refused.law_forbids", "reason", r"法律、?行政法规(?:规定|明文|明令|明确|的|不得|、)*禁止(?:公开)?"),
    ("refused.third_party_rights", "reason", r"第三方(?:明确|书面|表示|均|都)*(?:不同意|反对|拒绝)(?:公开)?|(?:他人|第三人)(?:的)?(?:商业秘密|隐私|合法权益|利益)|第三方(?:合法)?(?:的)?(?:合法)?权益|商业秘密|个人隐私"),
    ("refused.internal_affairs", "reason", r"(?:三类)?内部(?:事务|管理)(?:性)?信息|内部(?:事务|管理)(?=[、，和及或与各共有的]|类|\d|$)"),
    ("refused.process_information", "reason", r"(?:四类)?过程性?信息|过程性(?=[、，和及或与各共有的]|类|\d|$)"),
    ("refused.enforcement_files", "reason", r"(?:行政)?执法案卷(?:信息)?"),
    ("refused.administrative_inquiry", "reason", r"行政查询(?:事项)?|另行查询|业务查询(?:事项)?|另有(?:查询|获取)(?:规定|途径|办法|方式)|依(?:照)?规定(?:的)?途径查询|(?:依照?|按照?)[^，。；\d]{0,4}(?:登记资料|登记档案|档案)[^，。；\d]{0,6}查询(?:的)?(?:规定|办法)?(?:办理|查询)?|有专门(?:的)?查询规定"),
    ("unavailable.not_held/other", "reason", _NOT_OURS),
    ("unavailable.not_held/none", "reason", r"(?:政府)?信息不存在|不存在|(?:没有|未)(?:检索|查询|查找|找)到(?:相关)?(?:政府)?(?:信息)?"),
    ("unavailable.not_held", "reason", r"(?:本|我)?(?:机关|单位|局)?(?:不|未|没有)掌握(?:相关)?(?:政府)?(?:信息)?|(?:未|没有)(?:制作|保存|留存|获取)(?:过|或者?|和|保存|获取)*(?:相关)?(?:政府)?信息"),
    ("unavailable.needs_creation", "reason", r"没有现成(?:的)?信息(?:、?需要?另行制作)?|(?:需要?|须)(?:另行|另外|重新|专门|对现有(?:政府)?信息(?:进行)?)?(?:制作|统计、?汇总|统计|加工、?分析|加工|汇总|归集)(?:、?(?:汇总|分析|加工|制作|统计))*|另行制作|要求(?:统计|汇总|加工|归集)(?:、?(?:汇总|统计|加工|分析))*"),
    ("unavailable.still_unclear", "reason", r"补正(?:之?后|以后)(?:申请内容)?仍?(?:然)?(?:不(?:够)?(?:明确|清楚|清晰)|无法确定)|(?:申请)?内容(?:仍|依然)?不(?:够)?(?:明确|清楚)|补正[^，。；、\d]{0,8}仍(?:然)?(?:看不出|不知|难以|没有|无法|不能)[^，。；、\d]{1,10}|补正(?:之?后|以后|仍|依然|还是)*(?:说不清|讲不清|不明|不清|无法(?:明确|辨认))(?:楚|确|要什么)?"),
    ("not_processed.petition_or_complaint", "reason", r"(?:投诉|举报|信访)[^，。；\d]{0,4}不按(?:政府)?信息公开(?:申请)?(?:处理|办理)|信访、?(?:举报)?、?(?:投诉)?(?:、?举报)?类?|举报、?投诉类?"),
    ("not_processed.repeated", "reason", r"重复(?:申请|提出|性申请)|就?同一(?:事项|内容|信息)(?:再次|多次|反复)(?:提出|申请)+|(?:此前|以前|先前|曾)(?:已经|已)?答复过?(?:又|再次|还)来?申请"),
    ("not_processed.publications", "reason", r"(?:要求提供)?公开出版物|(?:索要|索取)[^，。；\d]{0,8}(?:公报|县志|市志|区志|年鉴|报纸|期刊)"),
    ("not_processed.excessive", "reason", r"(?:无正当理由)?大量、?反复(?:申请)?|(?:频次|次数|数量)[^，。；\d]{0,6}(?:过高|过多)[^，。；\d]{0,8}(?:说不出|没有|无)(?:合理|正当)(?:的)?理由"),
    ("not_processed.reconfirmation", "reason", r"(?:要求)?(?:行政机关)?(?:确认或(?:者)?)?重新出具(?:已获取(?:的)?信息)?|要求再(?:次)?(?:出|出具|开具)(?:一份)?|再(?:次)?(?:出|出具|开具)(?:一份)?(?:证明|原件|信息)|重新(?:盖章|确认)|要求再(?:出|给|开)一份|要求[^，。；\d]{0,10}(?:加盖公章|盖章确认)"),
    ("other.not_corrected_in_time", "reason", r"(?:无正当理由)?(?:逾期|过期|到期)(?:未|不|没有|仍未)(?:予)?补正|(?:未|不)按(?:期|时|要求)补正|(?:逾期|过期)(?:不|未)补(?=的)"),
    ("other.fee_unpaid", "reason", r"(?:逾期)?(?:未|不|没有)(?:按[^，。；、]{0,12})?(?:缴(?:纳|费)?|交(?:纳|费))(?:[^，。；、\d]{0,6}费用?)?"),
    ("other.withdrawn", "reason", r"(?:申请人)?(?:主动|自行|自愿)(?:要求)?(?:撤回|撤销|放弃)(?:政府信息公开)?(?:申请)?|(?:撤回|撤销|放弃)(?:政府信息公开)?申请|申请人撤(?:回|件)"),
    ("refused", "result", r"不予公开|不同意公开|未予(?:以)?公开|不(?:能|宜)公开|决定不公开"),
    ("granted_any", "result", r"全部(?:或者?|和|及|与|、)部分(?:予以|给予|获得)?(?:公开|提供|满足)"),
    ("granted_in_part", "result", r"部分(?:予以|同意|给予)?公开|(?:予以)?部分公开|(?:区分处理后)?部分(?:满足|提供)(?=[^，。；\d]{0,4}\d|的|$)|区分处理后(?:公开|提供)"),
    ("unavailable", "result", r"无法提供|不能提供|未能提供|无法(?:予以)?公开"),
    ("not_processed", "result", r"不予处理|不作处理"),
    ("other.any", "reason", r"其[他它]情形"),
    ("other", "result", r"(?:其他|其它|作其他)(?:方式)?处理"),
    ("granted", "result", r"(?<=其中)公开$|(?:^|(?<=其中)|(?<=[，；的]))公开(?=(?:和|及|、|与|以及|或者?)部分公开)|(?:(?:全部)?予以|同意|给予|准予|决定|全部|完全)公开(?!的信息)|(?:全部|完全)满足(?:申请)?|公开答复|^公开$|(?<=[是为：])公开$"),
    ("natural_person", "applicant", r"自然人|公民(?:个人)?|(?:村民|市民|居民|群众|业主|家长)(?:个人)?(?=提出|提交|申请|递交)|村民个人|^个人$|(?<=其中)个人$|个人(?=(?:的)?(?:申请)?[，：]?(?:全部公开|予以公开|办结|提出|提交|新收|公开|部分公开|不予?公开|\d|$))"),
    ("organizations", "applicant", r"法人(?:、|和|或|或者|及)?(?:其他|其它)组织|法人(?:单位)?|(?<![本我各该])单位(?=提出|提交|递交)"),
    ("enterprise", "applicant", r"(?:商业)?企业(?!登记|档案|投资|投诉|用工|信息|诉求|服务|的?商业秘密)"),
    ("research_institution", "applicant", r"科研(?:机构|院所|单位)|高等?院?校(?=提出|提交|申请)"),
    ("public_interest_organization", "applicant", r"(?:社会)?公益(?:性)?(?:组织|机构|团体)|社会组织"),
    ("legal_service_organization", "applicant", r"法律服务机构|律师事务所|律所|律师"),
    ("other_organization", "applicant", r"其他组织|其它组织"),
    ("cases", "case", r"(?:行政)?复议(?:案件)?(?:、|和|与|及|或|以及)(?:提起|被提起)?(?:行政)?诉讼"),
    ("after", "case", r"先(?:经)?复议、?后(?:再)?(?:起诉|诉讼)|先(?:经)?复议后?再(?:起诉|诉讼)|先(?:经)?复议的|经过?复议后?再(?:提起)?(?:诉讼|起诉)|(?:经)?复议后(?:再|又)?(?:提起)?(?:行政)?(?:起诉|诉讼)"),
    ("after", "case", r"不服(?:行政)?复议(?:决定|结果)(?:而|后)?(?:再|又)?(?:提起|提出)?(?:行政)?(?:诉讼|起诉)(?:的)?"),
    ("direct", "case", r"直接向(?:人民)?法院(?:提起)?(?:行政)?(?:起诉|诉讼)|未经(?:行政)?复议(?:而)?直接(?:提起)?(?:行政)?(?:起诉|诉讼)|直接(?:起诉|提起(?:行政)?诉讼)"),
    ("review", "case", r"(?:行政)?复议(?!机关|决定|机构|应诉|前置|体制)|复议机关(?=(?:全年|共|依法|已)*(?:审结|受理|维持|纠正|撤销|责令))"),
    ("suits", "case", r"(?:行政)?诉讼(?!风险|请求|案例)|(?:行政)?应诉(?:案件)?|(?:被)?起诉"),
    ("upheld", "outcome", r"(?:结果)?(?:被|予以|均)?维持(?!秩序|稳定)(?:原(?:行政)?(?:行为|答复|决定|处理))?"),
    ("corrected", "outcome", r"(?:结果)?(?:被|予以)?(?:纠正|撤销(?!申请)|责令(?:限期)?(?:重新)?(?:答复|履行|处理))|纠错|败诉|(?:被)?(?:确认|判决)违法"),
    ("pending", "outcome", r"(?:尚|仍)?(?:未|没有?)(?:审结|办结|结案)|(?:正在|尚在|仍在)审理(?:之?中)?|审理中|在审|未结|未判决|未作出(?:判决|决定)"),
    ("decided", "outcome", r"(?<!未)(?:已|全年|共|均)?(?:审结|结案|审理终结|宣判|判决(?=[0-9]))(?!率|的)"),
    ("other_outcome", "outcome", r"其他结果|其它结果|以其[他它]方式(?:结案|审结|处理)|(?:被)?(?:终止|驳回)(?:审理|复议)?(?=\s*\d)"),
    ("rules", "document", r"规章(?!制度)"),
    ("normative_documents", "document", r"(?:行政)?规范性文件"),
    ("repealed", "column", r"废止|失效"),
    ("in_force", "column", r"(?:现行|继续)有效|(?:仍|继续|还)在?(?:执行|施行)|现执行|有效(?!性|期|标)"),
    ("issued", "column", r"制发|制定(?:出台|印发|发布)?|印发|出台|新制发|新增"),
    ("licensing", "decision", r"行政许可(?:处理)?(?:决定)?|许可决定|^(?:全[市县区镇局])?许可$"),
    ("penalties", "decision", r"行政处罚(?:处理)?(?:决定)?|处罚决定|^(?:全[市县区镇局])?处罚$"),
    ("compulsion", "decision", r"行政强制(?:处理)?(?:决定)?|强制决定|^(?:全[市县区镇局])?强制$"),
    ("fees", "fee", r"行政事业性收费"),
    ("requests", "noun", r"(?:政府信息公开|信息公开|依申请公开)(?:的)?申请|依申请公开(?:政府信息|信息|事项)?"),
    ("other_any", "noun", r"其他|其它"),
)  # fmt: skip

_KINDS: Final = tuple((key, kind) for key, kind, _ in _NAMES)
_ONE: Final = re.compile("|".join(f"(?P<n{i}>{pattern})" for i, (_, _, pattern) in enumerate(_NAMES)))

_MARKED: Final = re.compile(
    r"信访、举报、投诉|信访、投诉、举报|信访、投诉|信访、举报|举报、投诉|投诉、举报|大量、反复|法律、行政法规|加工、分析|信息、需要?另行制作|公共安全、经济安全、社会稳定|法人、其他组织|复议、(?:行政)?诉讼|复议(?:案件)?、(?:提起)?(?:行政)?诉讼"
)
"""Names with a 、 inside, which would part them."""
_HIDDEN: Final = "\ue000"


@dataclass(frozen=True)
class Name:
    """A word of a text that names a row, a column or a matter, with its offsets."""

    key: str
    kind: Kind
    start: int
    end: int


def hide_marks(text: str) -> str:
    """The text with the 、 inside names out of the way; as long as before."""
    return _MARKED.sub(lambda m: m[0].replace("、", _HIDDEN), text)


@lru_cache(maxsize=4096)
def names_in(text: str) -> tuple[Name, ...]:
    """The rows, columns and matters that a text (marks hidden) names, in order."""
    return tuple(_names(text.replace(_HIDDEN, "、")))


def _names(text: str) -> Iterator[Name]:
    for match in _ONE.finditer(text):
        key, kind = _KINDS[int((match.lastgroup or "n0")[1:])]
        yield Name(key, kind, match.start(), match.end())

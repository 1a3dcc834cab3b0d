"""COUNTER: requests, documents, decisions and cases are counted by 件, pieces of information on a site by 条.

Only where the counted thing is sure: number and counter stand directly before or behind the noun, and nothing that
could be counted instead follows (“申请12个问题”). Two counters together and a number without one are wrong whatever is
counted; a counter that hardly fits its noun (17座养老机构) is asked about.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from assistant.checking.case import Case
from assistant.checking.prose import Passage
from assistant.checking.wording import counter_ahead, counter_clauses, counter_rows, counter_table
from assistant.core.findings import Finding, Status
from assistant.core.report import Severity
from assistant.core.template import quoted

CODE: Final = "COUNTER"
_BASIS: Final = "国办公开办函〔2021〕30号 附件表格（件数）；通行量词"

_CHINESE: Final = "零〇一二两三四五六七八九十百千"
_NUMBER: Final = r"(?:\d[\d,，.]{0,12}\s*[余多]?[百千万亿]?[余多]?|[零〇一二两三四五六七八九十百千]{1,6})"
_END: Final = r"(?=[，。；、,;.：:！（(）)\s】”]|$|其中|均|已|全部|，|按|和|以及|及(?!时))"
_WRONG: Final = r"(?P<counter>人次|人|件次|条次|起|条|份|项|宗|个|例|单|笔|次|封|篇|则|批|户|张|名|桩|案)"
_TOTAL: Final = r"(?:总数|数量|总量|总计|共计|合计|量|数|共有|共|只有|仅有|有|为|达|累计|仅|：|:){0,2}"


@dataclass(frozen=True)
class Counted:
    """A thing and its counter: `pattern` finds a wrong one in its group ``counter``."""

    thing: str
    right: str
    pattern: re.Pattern[str]
    severity: Severity = "warning"


def _behind(noun: str, wrong: str = _WRONG) -> str:
    return rf"(?:{noun})\s*{_TOTAL}\s*{_NUMBER}\s*{wrong}{_END}"


_REQUEST: Final = r"(?:信息公开|依申请公开|公开)(?:的)?申请|依申请公开(?:政府)?(?:信息)?(?:的)?申请|依申请公开(?:政府)?信息|依申请公开(?:件|(?=数量|总数|总量))|依申请公开(?:事项)?(?=\s*(?:共|共计|合计|累计)?\s*\d)"
_COUNTED: Final = (
    Counted("政府信息公开申请", "件", re.compile(_behind(_REQUEST))),
    Counted(
        "政府信息公开申请",
        "件",
        re.compile(
            rf"(?<![第\d{_CHINESE}]){_NUMBER}\s*{_WRONG}\s*(?:群众|公民|自然人|法人)?(?:的)?(?:关于)?(?:政府信息公开|依申请公开|信息公开|公开)(?:的)?申请(?![表书人])"
        ),
    ),
    Counted(
        "政府信息公开申请",
        "件",
        re.compile(
            rf"(?:收到|受理|新收|办理|办结)(?:的)?依申请公开(?:政府信息)?\s*{_TOTAL}\s*{_NUMBER}\s*(?P<counter>人次|件次|条次|起|条|份|项|宗|个|例|单|笔|次|封){_END}"
        ),
    ),
    Counted(
        "政府信息公开申请",
        "件",
        re.compile(
            rf"(?:结转|新收|收到|受理|办结)(?:的)?{_NUMBER}\s*(?P<counter>条|项|份|起|个|宗|笔)(?:政府信息公开|依申请公开)?申请(?![表书人材])"
        ),
    ),
    Counted(
        "行政规范性文件",
        "件",
        re.compile(
            r"规范性文件[^。；]{0,16}(?:废止|失效|制发|现行有效)\s*"
            + rf"{_NUMBER}\s*(?P<counter>条|篇|个|项|部|则|起|期){_END}"
        ),
    ),
    Counted(
        "参加培训的人",
        "人次",
        re.compile(
            rf"(?:培训|会议|讲座)[^。；]{{0,12}}(?:参加|参训|到会)\s*{_NUMBER}\s*(?P<counter>次|件|个|份|条|项|场|期|起|篇|本|例){_END}"
        ),
    ),
    Counted(
        "政府公报",
        "期",
        re.compile(
            rf"公报》?[^。；，\d]{{0,8}}(?:出版|编印|编发|发行|印发)\s*{_NUMBER}\s*(?P<counter>份|篇|件|次|条|部|个|项|家|场|起|则|名){_END}"
        ),
    ),
    Counted(
        "行政规范性文件",
        "件",
        re.compile(
            _behind("(?:规范性文件|公开规章|制发规章|制定规章)", r"(?P<counter>条|篇|个|项|份|部|则|起|期)")
            + r"|"
            + rf"(?<![第\d{_CHINESE}]){_NUMBER}\s*(?P<ahead>条|篇|个|项|份|部|则|起|期)\s*(?:行政)?规范性文件"
        ),
    ),
    Counted(
        "文件",
        "件",
        re.compile(
            _behind(
                "(?:公开|发布|制发|印发|公布|出台|刊登|登载|刊发|收录|刊载)(?:各类|政策|政府|公文)*文件",
                r"(?P<counter>条|则|起|篇)",
            )
        ),
    ),
    Counted(
        "处理决定",
        "件",
        re.compile(
            _behind(
                "(?:处理|许可|处罚|强制)决定",
                r"(?P<counter>条|起|项|例|宗|个|份|次|笔|人次|件次|张|名|部|篇|场|封|本|则|批|单|桩|案|位|处)",
            )
        ),
    ),
    Counted(
        "行政复议、行政诉讼案件",
        "件",
        re.compile(
            _behind(
                "行政(?:复议|诉讼)(?:案件|案|申请)?",
                r"(?P<counter>条|份|项|个|次|人次|件次|篇|人|名|家|户|笔|单|封)",
            )
        ),
    ),
    Counted(
        "行政复议、行政诉讼案件",
        "件",
        re.compile(_behind("行政(?:复议|诉讼)(?:案件|案|申请)?", r"(?P<counter>起|例|宗)")),
        severity="info",
    ),
    Counted(
        "网站信息",
        "条",
        re.compile(
            _behind(
                "(?<!申请)(?:公开|发布|上传|更新)(?:各类|各种|政府|政务)*信息",
                r"(?P<counter>件|份|个|起|项|次|宗)",
            )
        ),
        severity="info",
    ),
)

_AT_HEAD: Final = re.compile(
    rf"(?<![第\d{_CHINESE}]){_NUMBER}\s*(?P<counter>项|起|份|宗|个|例|单|笔|条|件次|人次)申请(?=(?:均|都|全部|已|中|，|按|在|由|办结|予以|依法|为))"
)
_FROM_APPLICANTS: Final = re.compile(
    rf"(?:自然人|法人|其他组织|商业企业|企业|科研机构|社会公益组织|法律服务机构|公民)(?:提出|提交|申请|递交)(?:的)?(?:共|有|为)?\s*{_NUMBER}\s*(?P<counter>人次|起|份|项|宗|个|例|条|次|件次){_END}"
)
_RESULT: Final = re.compile(
    rf"(?:(?:书面|网上|网络|信函|邮寄|当面|现场|电子邮件|传真|线上|平台)(?:提交)?(?:的)?申请|办结|予以公开|(?:已|按期|按时|当年|书面|延期)答复|办复|部分公开|不予公开|无法提供|不予处理|其他处理|上年结转|结转(?:至|到)?下(?:一)?年度?(?:继续办理)?|尚未办结)(?:的)?(?:有|共|为)?\s*{_NUMBER}\s*(?P<counter>条|起|份|项|宗|个|例|单|笔|人次|件次|次|篇|名|处|场|家|户|位|则|封|桩|批|张|本|部|期|届){_END}"
)
_BARE_REQUEST: Final = re.compile(
    rf"(?:收到|受理|新收|接收|办理|办结)(?:群众|公民|企业|各类|书面|自然人|新)*(?:的)?申请\s*{_TOTAL}\s*{_NUMBER}\s*(?P<counter>条|起|份|项|宗|个|例|单|笔|人次|件次|次|家|篇|张|处|座|期|场|名|位){_END}"
)
_MORE: Final = re.compile(
    rf"(?:新收|收到|受理)[^。；，]{{0,14}}申请{_NUMBER}\s*件，[^。；，\d]{{0,8}}(?:增加|减少|增长|下降|多|少)了?{_NUMBER}\s*(?P<counter>起|份|个|项|条|宗|例|单|人次|件次|户|批){_END}"
)
_PERSONS: Final = re.compile(
    rf"(?:申请|其中)[^。；]{{0,24}}(?:自然人|公民|企业|法人|其他组织){_NUMBER}\s*(?P<counter>名|位|人|户|家|个){_END}(?=[^。；]{{0,40}}\d\s*件)"
)
_ANOTHER: Final = re.compile(
    rf"申请[^。；]{{0,30}}另(?:外|有)?{_NUMBER}\s*(?P<counter>份|起|个|项|宗|例|单|条)(?:为|是|系|由)?(?:上年)?(?:结转|转入)"
)
_COUNTED_AHEAD: Final = re.compile(
    rf"(?<![第\d{_CHINESE}]){_NUMBER}\s*(?P<counter>个|起|份|项|宗|例|单|笔|条)(?:政府信息公开)?申请(?:结转|继续|尚未|正在|转入|未办)"
)
_OF_A_KIND: Final = re.compile(
    rf"类(?:的)?申请{_NUMBER}\s*(?P<counter>起|份|项|宗|个|例|单|笔|条|次|件次|人次|批|户){_END}"
)
_TREATED_AS: Final = re.compile(
    rf"按(?:照)?[^，。；、\d]{{2,14}}(?:处理|答复|办理|告知|办结)(?:的)?(?:共|有)?{_NUMBER}\s*(?P<counter>起|份|项|宗|个|例|单|笔|条|次|件次|人次|批|户){_END}"
)
_AFTER_REVIEW: Final = re.compile(
    rf"(?:复议后|直接|未经复议)(?:提起)?(?:起诉|诉讼|的){_NUMBER}\s*(?P<counter>人次|件次|起|宗|例|个|项|份|次|人|名|位|家|户|条|篇|笔|单|桩|案|批|场|期|处|所|张|本){_END}"
)
_SUED: Final = re.compile(
    rf"(?:信息公开|公开)[^，。；\d]{{0,8}}(?:被诉|应诉|被起诉|败诉|被复议|复议|诉讼)\s*{_TOTAL}\s*{_NUMBER}\s*(?P<counter>条|份|项|个|次|人次|件次|篇|宗|起|例){_END}"
)
_LEFT: Final = re.compile(
    rf"(?:另外?有?|还有|其余|剩余|余下|尚有|仅有?|有|[，；]){_NUMBER}\s*(?P<counter>份|起|个|项|宗|例|单|条|笔|封|人)(?:申请)?(?:[^，。；、\d]{{0,6}}(?:结转|转入下|继续办理|(?:尚)?未办[结完]|没有?办[结完])|(?:均|都|已|全部|按期|按时|如期|依法|当场|及时){{1,3}}(?:办结|答复|办完|作出答复)|(?:正|仍|尚)在(?:办理|征求)|因[^，。；]{{0,14}}(?:延期|结转))"
)
_ASKED: Final = re.compile(
    r"(?<![第\d])\d{1,6}\s*(?P<counter>起|份|项|宗|例|单|笔|条|封)申请(?=(?:写得|写明|描述|要求(?![，。；、])|要的?是|涉及|未|没有|因|经|属于|被|需要|指向|里|所|超出))"
)
_JUDGED: Final = re.compile(
    rf"(?:维持|纠正|撤销|驳回|其他结果|未审结|审结|败诉|胜诉)(?:的)?(?:有|共|为)?\s*{_NUMBER}\s*(?P<counter>个|起|例|宗|份|条|项|人|名|次|桩|笔|单|家|户|位|批|部|则|封|处){_END}"
)
_OF_REQUESTS: Final = re.compile(
    r"公开(?:的)?申请|依申请|部分公开|不予公开|无法提供|不予处理|申请\s*\d|办理结果|予以公开|新收|补正|放弃申请|结转的?\s*\d|年度?继续办理|申请到20|申请(?:经批准)?延期"
)
_OPINIONS: Final = re.compile(r"(?:第三方|机关|部门)的?意见|征求意见")
_OF_CASES: Final = re.compile(r"复议|诉讼|起诉|应诉|审结")
_OF_FAULTS: Final = re.compile(r"问题|差错|错误|隐患|违法|整改|栏目|信息\d")
_OF_OTHERS: Final = re.compile(
    r"提案|建议|留言|信箱|热线|信访件|文件|问卷|意见|许可申请|补贴|救助|低保|资助|登记申请|资格|贷款"
)

_DOUBLED: Final = re.compile(
    r"(?<![第\d])\d[\d,]{0,9}\s*[余多]?万?(?P<counter>"
    r"[名位个次件家户人]人次|(?:人次[人名次]|件次件)(?=[，。；、）]|$)|"
    rf"(?!条件|个例|个案|个人|名人|家人|户人|[个条]项|人[家份名户]|本[人位]|部[件位]|[座名]位|[场处]所|[单位]位|位名|所本)(?:[件条份项个例篇则名位起宗家户封本册张部座所场期])[件条份项个例篇名位宗封本册张人](?:{_END}|(?<=[件份篇本])(?=申请|手册|资料|问卷|信息|材料|折页|告知书|决定书|宣传|政策)))"
)
"""Two counters after one number: 1200本份, 171名人次."""

_TABLED: Final = (
    r"(?:信息公开|依申请公开|公开)(?:的)?申请|依申请公开|行政(?:复议|诉讼)(?:案件|申请)?|(?:处理|许可|处罚|强制)决定|规范性文件|(?<!不)予以公开"
    r"|部分公开|不予公开|无法提供|不予处理|其他处理|上年结转|结转下(?:一)?年度?(?:继续办理)?|办结|新收|结果维持|结果纠正|其他结果|尚未审结|直接起诉|复议后起诉"
)
"""What the tables count by 件."""

_UNCOUNTED: Final = re.compile(
    rf"(?:{_TABLED}|(?P<other>(?:公开|发布|更新|推送|上传)(?:各类|各种|政府|政务|重点|领域)*信息|(?:举办|组织|开展)[^，。；、\d]{{0,12}}(?:培训|发布会|座谈会|讲座)|(?:办理|答复|收到)[^，。；、\d]{{0,10}}(?:建议|提案|留言|来信)|(?:参加|参训|到会|受训|培训)(?:人员|干部|信息员|村民|群众)?|(?:发放|印发|张贴|收回)[^，。；、\d]{{0,10}}(?:手册|折页|资料|问卷|材料|海报|明白卡)))"
    r"(?:共|共计|合计|总计|累计)?\s*(?P<number>(?!20[12]\d\D)[1-9](?:\d{0,8}|\d{0,2}(?:,\d{3}){1,2}))(?:(?=[，。；](?!\d{3}\D))|(?=、)(?P<listed>))"
)
"""A number that ends its clause with nothing to say what it counts: 新收政府信息公开申请62，."""

_BARE: Final = re.compile(
    r"(?<=[一-龥])(?:(?<![第为填于号比转列分机拨加减证话码层排栋期版卷室达是至到值数率量级名楼度前近表图例条项题本口案各型栏章款节])|(?<=增加))(?<!附件) ?(?P<number>(?!20[0-3]\d\D)[1-9]\d{0,3})(?= ?[，。；](?!\d{3}\D))"
)
"""The same of anything: 比上年减少3，. What follows 第, 电话 and the like is no count."""

_PARTICIPANTS: Final = re.compile(
    r"(?<=[，；])(?:共|共计|累计|合计)?(?P<number>[1-9]\d{0,6})(?=参加|参训|参会|到会|受训)"
)
_PLACES: Final = r"幼儿园|中小学|小学|学校|医院|卫生院|卫生室|派出所|司法所|乡镇|街道|社区|村(?!民|级|务)|部门|单位|企业|科室|股室|窗口|网站|账号|公众号|栏目|专栏|公[开示]栏|提案|建议|留言|申请(?!人|表)|案件|图解|手册|问卷|小区|养老机构|医疗机构|商户|工作人员|干部|群众|村民|居民|市民|家长|专家|律师|记者|学生|监督员|信息员|志愿者|代表"
_COUNTED_ONE: Final = rf"\d{{1,6}}\s*(?:个|所|家|处|件|条|份|名|项|篇|座)[^，。；、\d]{{0,6}}(?:{_PLACES})"
_UNCOUNTED_AHEAD: Final = re.compile(
    rf"{_COUNTED_ONE}(?:、|和|及|以及|与)(?P<number>(?!(?:12\d{{3}}|20[12]\d)\D)[1-9]\d{{0,5}})(?={_PLACES})"
    rf"|(?<![第\d])(?P<first>(?!(?:12\d{{3}}|20[12]\d)\D)[1-9]\d{{0,5}})(?:{_PLACES})(?:、|和|及|以及|与){_COUNTED_ONE}"
)
"""Of two things in a row one has its counter and the other has none: 32所中小学、41幼儿园."""

_NOT_COUNTED: Final = re.compile(r"(?:分别|依次)[^，。；\d]{0,8}\d|\d、\d|单位[：:]")


@dataclass(frozen=True)
class Fit:
    """Things that some counters hardly fit, with the counter that is usual.

    `behind`: counters that are wrong after the noun (培训1届); `ahead`: before it, where the noun ends what is said
    (29条账号。); `anywhere`: before it, whatever follows (17座养老机构的地址).
    """

    nouns: str
    right: str
    behind: str = ""
    ahead: str = ""
    anywhere: str = ""

    @cached_property
    def patterns(self) -> tuple[re.Pattern[str], ...]:
        """One pattern for each place of the counter."""
        number, named = rf"(?<![第\d{_CHINESE}]){_NUMBER}\s*", rf"{_KIND}(?:{self.nouns})"
        more = rf"(?:{_NOTHING_MORE}|(?=[在把将按]|于(?!是))|(?=的)(?!的[^，。；]{{0,10}}(?:企业|公司|机构|医院|银行|单位|学校|网点|商户|店|厂|园|所|楼|院)))"
        sources = (
            self.behind and _behind(self.nouns, rf"(?P<counter>{self.behind})"),
            self.ahead and rf"{number}(?P<counter>{self.ahead}){named}{_NOTHING_MORE}",
            self.anywhere and rf"{number}(?P<counter>{self.anywhere}){named}{more}",
        )
        return tuple(re.compile(source) for source in sources if source)


_KIND: Final = r"(?:政务|政府|官方|县级|市级|区级|镇级|民办|公办|基层|重点|下属|所属|辖区|直属|定点|公立|民营|各类|有关|相关|专职|兼职|省市|全部|原有){0,2}"
_NOTHING_MORE: Final = r"(?=[，。；）]|$|合并|整合|注销|关停|关闭|开设|备案|开通|保留|轮流|承办|派员|全部|均|都|已|参加|参与|到场|参训|（)"
_FITS: Final = (
    Fit(
        "政务新媒体(?:账号)?|新媒体账号|账号|公众号|抖音号|视频号|网站|(?:子|小|新)?栏目|专栏|专题|专区|板块|公开专区|平台",
        "个",
        behind="座|届|宗",
        ahead="件|条|份|起|篇|名|位|座|张|本|封|宗|幅|部|届|户",
    ),
    Fit(
        "乡镇|镇街|街道|社区|行政村|村居|村", "个", ahead="件|条|份|起|篇|名|户|本|张|宗", anywhere="家|座|所"
    ),
    Fit(
        "养老机构|医疗机构|培训机构|中介机构|敬老院|养老院|幼儿园|中小学|小学|学校|医院|卫生院|卫生室|派出所",
        "家”或者“所",
        ahead="件|条|份|起|篇|名|位|本|张|宗|则|项|封|部|届",
        anywhere="座|栋|幢",
    ),
    Fit(
        "企业|公司|商户|部门|单位|社会组织|合作社",
        "家”或者“个",
        ahead="件|条|份|起|篇|座|本|张|宗|则|封|届|幢|间|期|场|幅|台|栋|部|名|位|项",
    ),
    Fit(
        "窗口|公开栏|公示栏|公告栏|宣传栏|查阅点|查阅场所|查询机|一体机|电子屏|显示屏|触摸屏|资料架",
        "个”或者“处",
        ahead="件|条|份|起|篇|名|位|家|场|户|本|届|宗|封|则|人",
    ),
    Fit(
        "(?:培训|讲座|座谈|发布)(?:班|会)|培训|讲座|(?:座谈|推进|调度|动员|例)会|开放日活动|开放日",
        "次",
        behind="届|件|条|份|篇|起|张|本|座|宗|封|则|例|部",
        ahead="届|件|条|份|篇|起|张|本|座|宗|封|则|例|部",
    ),
    Fit(
        "问卷|(?:调查|评议|测评)表",
        "份",
        behind="件|条|个|起|座|项|篇|宗|封|例|届",
        ahead="条|起|位|名|座|人次|项|篇|宗|封|例|届",
    ),
    Fit(
        "手册|折页|传单|宣传[册单页]|明白[卡纸]",
        "份",
        behind="条|起|座|项|宗|封|例|届",
        ahead="条|起|位|名|座|人次|项|宗|例|届",
    ),
    Fit(
        "(?:参训|受训|参会|培训|参加)(?:人员|干部|学员)|接待(?:来访|查阅|办事|咨询|来电)?(?:群众|公众|市民|村民|居民)",
        "人次",
        behind="件|条|份|起|项|篇|宗|例|本",
    ),
    Fit(
        "(?:工作人|信息|联络|监督|讲解|联系|观察|网格)员|志愿者|村民代表|家长代表|群众代表|居民代表|律师",
        "名",
        ahead="件|条|份|项|家|起|场|篇|座|所|处|张|本|宗|则|部|封",
    ),
    Fit("(?:浏览|点击|阅读|访问|播放)(?:量|次数)", "次", behind="件|条|份|篇|个|起|项|本|家|户|张|例|名"),
    Fit("粉丝|(?:关注|订阅)(?:用户|人数)", "人", behind="件|条|份|篇|次|起|项|本|张|例|则|期"),
    Fit(
        "网民留言|群众留言|留言|来信|代表建议|政协提案|委员提案",
        "件",
        behind="起|座|张|场|部|所|届|本|宗|名|位|期",
    ),
    Fit(
        "(?:发布|公开|更新|推送|上传)(?:各类|各种|政府|政务)*信息",
        "条",
        behind="座|场|届|本|台|例|封",
    ),
)
_HANDED_OUT: Final = re.compile(
    rf"(?:(?:收回|回收)的?(?:有效)?(?:问卷|(?:调查|评议|测评)表)|(?:问卷|(?:调查|评议|测评)表)[^。；]{{0,24}}?(?:(?:收回|回收|发出|发放)(?:的)?(?:有效)?|(?P<of>(?:满意|有效)的?(?:共|有|为)?)))\s*{_NUMBER}\s*(?P<counter>人次|人|名|件|条|个|起|项|篇|封){_END}"
)
"""Of forms handed out and given back: 发出60份，收回57人."""


def check(case: Case) -> list[Finding]:
    """Wrong counters, each with the right one; a place is reported once, by the surest of the checks."""
    findings: dict[str, Finding] = {}
    for finding in (*_found(case), *_by_table(case)):
        findings.setdefault(finding.where[0], finding)
    return list(findings.values())


def _by_table(case: Case) -> Iterator[Finding]:
    """What the table of things and their counters tells, and what clauses, verbs and lists do."""
    for place, says, right, status in (
        *counter_table.told(case),
        *counter_clauses.told(case),
        *counter_rows.told(case),
        *counter_ahead.told(case),
    ):
        yield _told(case, "warning", place, says, right, status)


def _found(case: Case) -> Iterator[Finding]:
    for counted in _COUNTED:
        for passage, match in case.prose.matches(counted.pattern):
            group = "counter" if match["counter"] else "ahead"
            yield _finding(case, counted, passage.of_match(match, group))
    cases = Counted("行政复议、行政诉讼案件", "件", _SUED, severity="info")
    for passage, match in case.prose.matches(_SUED):
        yield _finding(case, cases, passage.of_match(match, "counter"))
    for passage, match in case.prose.matches(_AFTER_REVIEW):
        yield _finding(case, cases, passage.of_match(match, "counter"))
    results = Counted("政府信息公开申请的办理结果", "件", _RESULT)
    found = [
        m
        for pattern in (
            *(_RESULT, _AT_HEAD, _FROM_APPLICANTS, _BARE_REQUEST),
            *(_MORE, _PERSONS, _ANOTHER, _OF_A_KIND, _COUNTED_AHEAD, _TREATED_AS),
        )
        for m in case.prose.matches(pattern)
    ]
    for passage, match in found:
        sentence = case.prose.around(passage).text
        if _OF_REQUESTS.search(sentence + _before(case, passage)) and not _OF_OTHERS.search(sentence):
            yield _finding(case, results, passage.of_match(match, "counter"))
    for passage, match in (m for pattern in (_ASKED, _LEFT) for m in case.prose.matches(pattern)):
        # The words say little of what is counted, so the last thing spoken of has to be requests.
        said = _OPINIONS.sub("", _before(case, passage) + case.prose.around(passage).text)
        if _last(_OF_REQUESTS, said) > _last(_OF_OTHERS, said):
            yield _finding(case, results, passage.of_match(match, "counter"))
    for passage, match in case.prose.matches(_JUDGED):
        sentence = case.prose.around(passage).text
        if _OF_CASES.search(sentence) and not _OF_FAULTS.search(sentence):
            mixed = re.search(r"\d\s*件", sentence) or match["counter"] not in "起例宗"
            judged = Counted("行政复议、行政诉讼案件", "件", _JUDGED, "warning" if mixed else "info")
            yield _finding(case, judged, passage.of_match(match, "counter"))
    yield from _together(case)
    yield from _without(case)
    yield from _unfit(case)


def _before(case: Case, passage: Passage) -> str:
    """What was said shortly before: the counted thing is often named a sentence earlier."""
    return case.prose.sections[passage.section][max(0, passage.start - 160) : passage.start]


def _last(pattern: re.Pattern[str], text: str) -> int:
    """Where a pattern stands last in a text, or -1."""
    return max((m.start() for m in pattern.finditer(text)), default=-1)


def _together(case: Case) -> Iterator[Finding]:
    """Two counters after one number."""
    for passage, match in case.prose.matches(_DOUBLED):
        two = match["counter"]
        right = "人次" if "人次" in two else two[0] if len(set(two)) == 1 else None
        says = f"两个量词{quoted(two)}用在一起，只留一个。"
        yield _told(case, "error", passage.of_match(match, "counter"), says, right)


def _without(case: Case) -> Iterator[Finding]:
    """Numbers that say of nothing what they count, where everything around them does."""
    for passage, match in case.prose.matches(_UNCOUNTED):
        sentence = case.prose.around(passage)
        if _NOT_COUNTED.search(sentence.text):
            continue
        ahead = sentence.text[: passage.start - sentence.start]
        # A list may do without counters (复议29件：维持18、纠正11。), but not one item of a list that has them.
        listed = match["listed"] is not None
        if re.search(r"\d、[^，。；、\d]{0,10}$", ahead) or (
            listed and (match["other"] or not re.search(r"\d\s*件、$", ahead))
        ):
            continue
        number = match["number"]
        right = None if match["other"] else f"{number}件"
        says = f"数字{quoted(number)}后面缺少量词{'' if right is None else quoted('件')}。"
        yield _told(case, "error", passage.of_match(match, "number"), says, right)
    for passage, match in case.prose.matches(_BARE):
        sentence = case.prose.around(passage)
        ahead = sentence.text[: passage.start - sentence.start]
        if not _NOT_COUNTED.search(sentence.text) and not re.search(r"\d、[^，。；、\d]*$", ahead[-40:]):
            says = f"数字{quoted(match['number'])}后面好像缺少量词，请核对。"
            yield _told(case, "warning", passage.of_match(match, "number"), says, status="uncertain")
    for passage, match in case.prose.matches(_PARTICIPANTS):
        says = f"数字{quoted(match['number'])}后面缺少量词“人次”或者“人”。"
        yield _told(case, "error", passage.of_match(match, "number"), says, f"{match['number']}人次")
    for passage, match in case.prose.matches(_UNCOUNTED_AHEAD):
        group = "number" if match["number"] else "first"
        says = f"数字{quoted(match[group])}后面缺少量词，并列的另一项有量词。"
        yield _told(case, "error", passage.of_match(match, group), says)


def _unfit(case: Case) -> Iterator[Finding]:
    """Counters that hardly fit what they count."""
    for fit in _FITS:
        for pattern in fit.patterns:
            for passage, match in case.prose.matches(pattern):
                if counter_table.is_of_a_whole(match):
                    continue
                place = passage.of_match(match, "counter")
                says = f"{quoted(place.text)}一般不用来计这里说的事物，通常用“{fit.right}”；如果数的是别的，请写明。"
                yield _told(
                    case, "warning", place, says, None if "”" in fit.right else fit.right, "uncertain"
                )
    for passage, match in case.prose.matches(_HANDED_OUT):
        if match["of"] and match["counter"] in ("人次", "人", "名", "个", "项"):
            continue  # Of those who answered it may be said how many were content.
        place = passage.of_match(match, "counter")
        says = f"发出、收回的问卷和表格用量词“份”，不用{quoted(place.text)}，前后要一致。"
        yield _told(case, "warning", place, says, "份")


def _told(
    case: Case,
    severity: Severity,
    place: Passage,
    says: str,
    right: str | None = None,
    status: Status = "fail",
) -> Finding:
    return case.prose.finding(
        CODE,
        severity,
        place,
        says,
        correction=right,
        expected=right,
        basis="通行量词",
        status=status,
    )


def _finding(case: Case, counted: Counted, place: Passage) -> Finding:
    says = f"{counted.thing}用量词{quoted(counted.right)}，不用{quoted(place.text)}。"
    return case.prose.finding(
        CODE, counted.severity, place, says, correction=counted.right, expected=counted.right, basis=_BASIS
    )

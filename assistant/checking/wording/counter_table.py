"""COUNTER from a table: the counters that each thing in such reports is counted by; any other one is asked about.

The table (``counters.toml``) names every counter in use for a thing, so that what is rare but possible is left alone;
verbs count differently (检查12家企业), so a thing that is also a verb stands with the verb that makes it a noun (开展检查).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import cache
from typing import Final

from assistant.checking.case import Case
from assistant.checking.prose import Passage
from assistant.checking.rulebook import table
from assistant.checking.wording import counter_heads
from assistant.core.findings import Status
from assistant.core.template import quoted

_COUNTERS: Final = (
    "人次|场次|家次|户次|批次|班次|期次|件次|条次|余份|课时|方面|万元|件|条|个|份|篇|起|项|宗|例|次|人|名|位|户|家|所|处|座|张|本|册|部|台|块"
    "|幅|面|套|期|场|批|则|封|笔|单|桩|案|届|集|段|支|组|类|种|辆|栋|幢|间|页|枚|通|副|轮|回|天|元|版|辑|卷|路|点|角|分|节|级"
)
_MORE_DIGITS: Final = r"[\d,]{0,9}(?:\.\d{1,2})?\s*余?[百千万亿]?余?多?"
"""An amount after its first digit: a pattern that begins with a digit is found many times faster."""
_AMOUNT: Final = r"\d[\d,]{0,9}(?:\.\d{1,2})?\s*余?[百千万亿]?余?多?"
_END: Final = r"(?=[，。；、,;：（(）)\s]|$)"
_BEHIND: Final = re.compile(
    rf"\d(?:(?<=[一-龥”]\d)|(?<=[一-龥] \d)){_MORE_DIGITS}\s*(?P<counter>{_COUNTERS})(?:{_END}|(?=均|都|已|全部|逐|参[加训会与]|到(?![期账位])|列席|旁听|值班|走[进村]|深入|分?赴|进村|入户|上门|下[沉田乡]|担任|负责|组成|组建|前往|奔赴|轮流|跟班|包[村片联]))"
)
_TOTAL: Final = re.compile(
    r"(?:现有|已有|现存|拥有|共计|合计|累计|总计|达到|只有|仅有|全年|年内|本年|当年|共|有|为|达|仅|发出|送达|数量|总数)+$"
)
_DONE: Final = (
    r"(?:公布|公开|发布|印发|印制|编印|公示|发放|编发|推出|推送|上线|刊登|刊发|张贴|发出|送达|寄出|听取|采纳|吸纳|办结|办理|回复|答复|解决|整改|"
    r"改正|纠正|更新|新增|增设|收录|收集|征集|举办|召开|开展|组织|制作|制定|出台|修订|废止|清理|提供|报送|移交|梳理|交付|寄送|邮寄|归档|装订|整理|录入|上传|摆放|配备|设置|设立|更换|撤换|调整|补办|评查|抽查|受理|登记|转办|交办|指出|发现|提出|答疑|解答|完成|查出|查摆|核实|收回|回收|归集|汇总|评选|评出|播放|转发|分发|赠送|派发|借阅|调阅|录制|播出|编制)"
)
_VERB_LAST: Final = re.compile(
    rf"(?:(?:全年|年内|当年|本年度|累计|一共|共|已|均|都|再|又|先后|全部|也|仅|各){{0,2}}{_DONE}(?:了|完)?)$"
)
_ENDS_OF_VERBS: Final = frozenset("了完" + "".join(verb[-1] for verb in re.findall("[一-龥]+", _DONE)))
"""A verb between a thing and its number: 汇报听取了2次."""
_LONGEST: Final = 14

_CLAUSE_VERB: Final = re.compile(
    rf"(?:^|[，。；：\n])(?P<said>[一-龥]{{2,12}})(?:按|逐|分(?!析)|全部|统一|及时|已|均|都|由|经|随|同步|专|集中)[^，。；：\n\d]{{1,12}}，(?:全年|年内|共|累计|已|一共){{0,2}}{_DONE}了?(?:共|有)?{_AMOUNT}(?P<counter>{_COUNTERS}){_END}"
)
"""The same with a comma before the verb: 补贴政策按类汇总，公布36项."""

_BY_TIMES: Final = frozenset(
    ("次", "轮", "回", "天", "批", "类", "种", "级", "点", "分", "节", "课时", "元", "万元", "方面", "人")
)
"""Counters that stand before verbs as well (2次通报问题), or count those who do something (12人座谈)."""
_AHEAD: Final = re.compile(
    rf"\d(?<![第\d零〇一二两三四五六七八九十百千]\d){_MORE_DIGITS}(?P<counter>{_COUNTERS})(?P<thing>[一-龥]{{1,10}})(?=[，。；、（）\s]|$|(?<=[一-龥]{{2}})(?:均|都|已|全部|逐(?!年)|由(?!于)|因(?!素)|被|经(?!济|营|费|验))(?![一-龥]?[市县]))"
)
_AHEAD_OF_VERB: Final = re.compile(
    rf"\d(?<![第\d]\d){_MORE_DIGITS}(?P<counter>[件条份篇起宗张本册幅期场则封笔座届栋名位户家所项枚辆支处台块部])(?P<thing>[一-龥]{{2,8}}?)"
    r"(?=深入|走进|走村|参与(?!度|率|人)|参加|到场|负责(?!人)|承担|轮流|值守|值班|上门|驻点|入户|分别|共同|联合|设立|设有|建立|建成|开设|上墙|入驻|纳入|列入|接受|率先|陆续|先后|逐一|逐户|已经|"
    r"仍|签收|领取|派驻|组成|牵头|受邀|应邀|报名|旁听|列席|分组|分片|包片|包村|下沉|担任|组织(?=[了开学])|利用|结合|走访|手把手|挨家|轮值|巡回|持续|每[月周季年天日]|面向)"
)
"""The same with a verb behind the thing: 32家宣讲员深入田间地头."""
_IN_WORDS: Final = re.compile(
    r"[两三四五六七八九十](?<![第一二三四五六七八九十百千零几数半之前后近]\w)"
    r"(?P<counter>[条份篇起宗张本册幅期场则封笔单桩届座栋名位户家所项枚辆支])(?P<thing>[一-龥]{2,10}?)"
    r"(?=[，。；、（）\s]|$|(?<=[一-龥]{2})(?:均|都|已(?!经济)|全部|由|因|被|经(?!济|营|费|验)|在|分别|中))"
)
"""The same with the number in words: 两条复议案件由法制科答复."""
_OF_PLACES: Final = re.compile(
    rf"\d(?<![第\d]\d){_MORE_DIGITS}(?P<counter>[名位场起封篇届])(?P<kind>[一-龥]{{0,6}}?)"
    r"(?:企业|公司|机构|医院|卫生院|卫生室|学校|小学|中学|幼儿园|社区|乡镇|街道|行政村|部门|单位|窗口|项目|工程|小区|服务中心|商户|药店|公开栏|公示栏|网点|站点)"
    r"的(?![^，。；、]{0,16}[人员者师长生会训动讲演案件事诉函稿章读道论宣篇表材料文图])"
)
"""Whose something is, counted as persons or papers: 17篇养老机构的床位."""
_AHEAD_OF_THINGS: Final = re.compile(
    r"\d(?<![第\d]\d)\d{0,4}(?P<counter>[名位家户所])(?:(?![人员者师长生民户干教代表职工专企单家司店院校厂社所会局委部办村镇乡园有没无存在出达用])[一-龥]){0,8}?"
    r"(?:事项|项目|栏目|问题|文件|信息|制度|措施|意见|建议|清单|目录|指南|账号|公众号|网站|设备|手册|图解|文章|视频|案例|公告|方案|台账|流程)"
    r"(?![^，。；、]{0,8}(?:[人员者师长生民户家店院校厂社]|代表|企业|单位|公司|部门))"
    r"|\d(?<![第\d]\d)\d{0,4}(?P<at>[份篇本封起名位期届张])[一-龥]{0,4}(?:车站|出口|路口|广场|公园|景区|码头|机场|商场|超市|市场|校门|小区|公交站)(?=门口|出口|入口|周边|内|外|设|摆|张贴|开设|悬挂|公示|安装|投放|布设)"
    r"|\d(?<![第\d]\d)\d{0,4}(?P<of>座)(?=[一-龥]{2})(?![^，。；、]{0,14}[楼桥馆站厂场山水库塔亭墓厕坝机桩院寺窑棚电炉城矿仓闸井椅船园宫庙雕信函邮件书笺留复])"
)
"""Things counted as persons or bodies, places counted as papers, and what is neither built nor sent: 22名已取消的事项."""
_BEHIND_IN_WORDS: Final = re.compile(
    rf"[两三四五六七八九十](?<=[一-龥][两三四五六七八九十])(?<![第一二三四五六七八九十百千零几数半之前后近]\w)(?P<counter>[件条份篇起宗张本册幅期场则封笔单桩届座栋名位户家所项枚辆支]){_END}"
)
_OTHER_WORDS: Final = re.compile(
    r"[了配自在由对将把被经按向从给到与和及并等是有为于以让请使其均都已未不各之的后前中时内外]|"
    r"公布|公开(?!申请|专|栏|目录|指南|活动)|发布(?!会)|参与?|通知|开展|举办|组织(?!$)|召开|进行|制[定作]|印[发制]|提[出交供]|整改|完成|办[理结]|[答回]复|指导|检查|督促|反映|涉及|超|建立|设[立置]|开设|"
    r"新增|更新|编[制印]|梳理|听取|[收达]|采纳|发现|存[在]|推送|征[求集]|接[待受]|走访|要求|申报|起草|审[核查]|负责|旁听|学习|宣传(?!栏|活动|片|架|牌|稿|报|册|单)"
)
_OWNERS: Final = re.compile(
    r"[人员者家社所司厂店院校局委办部站会室镇村县区乡队组企户方民众商园街市省师生]|单位|机构|部门|主体|网站|平台"
)
"""Whose a thing is, so that the number may count them: 12家企业意见."""
_OF_OWNERS: Final = frozenset(("家", "名", "位", "人", "户", "个", "所", "处", "人次", "户次", "家次"))
_OF_ANYTHING: Final = frozenset(("人次", "批次", "期次", "天", "元", "万元"))
_OF_VERBS: Final = frozenset(("次", "轮", "回", "遍"))
_OF_DOERS: Final = frozenset(("件", "份", "项", "条"))
_WHERE: Final = re.compile(r"(?:每个?|各个?|进|到|在|入|下|于)$")
"""Ahead of those where something is done: 宣讲进社区26场, 每个社区48版."""
_DONE_TO: Final = re.compile(
    r"(?:检查|抽查|走访|巡查|覆盖|涉及|指导|督促|发动|动员|引导|吸收|招募|(?<!公益)(?<!社会)(?<!其他)组织|约谈|联系|培训|回访|邀请|聘请|聘任|配备|接待|帮扶|服务|访问|整改|关闭|新增|评选|表彰|明确|确定|指定|选派|选聘|增配|培养|慰问|救助|帮助|资助|迎来|吸引|惠及)(?:[一-龥]{0,2}|[一-龥]{2,5}、[一-龥]{0,2})$"
)
"""What may be said of a thing besides how many it is: 咨询政策326人次, 名单公示7天."""

_STACKED: Final = re.compile(
    r"\d(?<![第\d]\d)[\d,]{0,8}\s*[余多]?万?(?P<counter>"
    r"[人件条份项个篇家户场期批张处页本册]次[人件条份项个篇家户期张页册名位处则起场]"
    r"|[份页本张幅名位则起封个届]次|次[条件份项篇张页则]"
    r"|(?!名册|条件)[件条份项个篇期张页本册名位则起封场家户处幅][件条份项篇期张页册则起封场宗名届幅](?<!个项)"
    r"|(?:[件条份篇张本册则]|期|场|页)[处个家户部所]|(?:名|位)(?:人次|[个户家])"
    r")(?=[，。；、）]|$|参[加训会与]|(?:健康|安全|风险|消费)?提示|意见|建议|问题|事项|材料|手册|资料|问卷|信息|文件|申请|公告|公示|政策)"
)
"""More of two counters after one number: 31个期, 380张次页, 41件次项."""

_ORGANS: Final = r"部门|单位|乡镇|镇街|街道|社区|村|企业|学校|医院|机构|科室|公司"
_ORGANS_ROW: Final = re.compile(
    rf"\d[个家所][一-龥]{{0,6}}(?:{_ORGANS})(?:、|和|及|以及|与)\d{{1,5}}(?P<counter>条|件|份|项|篇|起|次|场|期|则|张|本|座|宗|封|名|位|届|幅|人)[一-龥]{{0,6}}(?:{_ORGANS})(?!的?[一-龥]{{0,4}}(?:意见|建议|申请|信息|问题|文件|制度|材料|名单|数据|报告|案例|简报|通知|清单|工作|动态|新闻|服务|培训|会议|活动|账号|网站|目录|预算|决算|规章|事项|指南|措施)(?:[，。；、]|$))"
    rf"|\d(?<![第\d]\d)\d{{0,4}}(?P<first>条|件|份|项|篇|起|次|场|期|则|张|本|座|宗|封|名|位|届|幅)[一-龥]{{0,6}}(?:{_ORGANS})(?=(?:、|和|及|以及|与)\d{{1,5}}[个家所][一-龥]{{0,6}}(?:{_ORGANS})(?:[，。；、的都均全]|$))"
)
"""Organs in a row of which one has the counter of something else: 68个市级部门、214条所属单位."""

_ROW: Final = re.compile(
    r"\d(?<![第\d]\d)\d{0,5}(?:件次|人次|[件条份个起项篇例宗次人名家户则期场张处])"
    r"(?:[、，和；][一-龥“”]{1,12}\d{1,6}(?:件次|人次|[件条份个起项篇例宗次人名家户则期场张处])){2,9}"
)
_LETTERS: Final = re.compile(r"\d([件人条份个起项篇例宗次名家户则期场张处]次?)")
_ONE_OF: Final = re.compile(r"(\d{1,6})(件次|人次|[件条份个起项篇例宗次人名家户则期场张处])")

_BEFORE: Final = 20
"""How far back the thing is named that two numbers are compared of."""

_LIKE: Final = "件|条|份|个|起|项|篇|例|宗|次|人次|人|名|家|户|则|期|场"
_FROM_TO: Final = re.compile(
    rf"(?:由|从)[^，。；\d]{{0,8}}{_AMOUNT}(?P<first>{_LIKE})(?:增加|减少|上升|下降|增长|升|降|增|减|提高|扩大|压减|缩减)(?:到|至|为){_AMOUNT}(?P<counter>(?!(?P=first))(?:{_LIKE})){_END}"
)
_THAN: Final = re.compile(
    rf"{_AMOUNT}(?P<first>{_LIKE})，(?:同比|(?:比|较)(?:上年|去年|上一年|前一年)(?:度|同期)?)[^，。；\d]{{0,8}}(?:增加|减少|增长|下降|增|减|多|少)了?{_AMOUNT}(?P<counter>(?!(?P=first))(?:{_LIKE})){_END}"
)
_REQUESTS_THAN: Final = re.compile(
    rf"(?:申请|申请量|诉讼|复议)(?:数量|总量|量)?(?:同比|(?:比|较)(?:上年|去年|上一年)(?:度|同期)?)[^，。；\d]{{0,6}}(?:增加|减少|增长|下降|多|少)了?{_AMOUNT}(?P<counter>条|份|个|起|项|篇|例|宗|次|人次|人|名|家|户){_END}"
)
_KINDS: Final = r"(?:自然人|公民|法人|企业|商业企业|科研机构|其他组织|法人和其他组织|社会公益组织|法律服务机构|律师事务所|社会组织|个体工商户|其他|网上|网络|信函|当面|邮寄|电子邮件|传真|现场|线上|线下|维持|纠正|撤销|驳回|其他结果|尚未审结|予以公开|部分公开|不予公开|无法提供|不予处理|其他处理|[一-龥]{2,4}类)(?:的|提交|申请|提出|方式|渠道){0,2}(?:有)?"
_MIXED: Final = re.compile(
    rf"{_KINDS}{_AMOUNT}(?P<first>{_LIKE})(?=[、，；和]{_KINDS}{_AMOUNT}(?P<counter>(?!(?P=first))(?:{_LIKE})){_END})"
)
_CHANNELS: Final = re.compile(
    rf"(?:网站|公众号|微博|微信|客户端|公开栏|新媒体)(?:发布|公开|推送)?(?:信息)?{_AMOUNT}条(?=[、，；和][^，。；、\d]{{0,6}}(?:网站|公众号|微博|微信|客户端|公开栏|新媒体)(?:发布|公开|推送)?(?:信息)?{_AMOUNT}(?P<counter>件|起|项|个|人|名|家|份|宗|例){_END})"
)
_NOUNS: Final = r"部门|单位|乡镇|镇街|街道|社区|监督员|信息员|代表|工作人员|专职人员|窗口|专栏|栏目|会议|座谈会|培训班|培训|政府信息|信息|政府信息公开申请|申请(?!人|表)|规范性文件|问题|建议|提案|文件|图解|账号|公众号|企业|学校|留言|查阅点|公开栏|发布会|案件|告知书|手册|问卷"
_BARE_AHEAD: Final = re.compile(
    rf"(?:共有|全[县市区镇省局]|组织|指导|督促|聘请|邀请|配备|设立|设置|开设|新增|召开|举办|开展|发布|公开|更新|新收|收到|受理|制发|制定|整改|发现|办理|答复|印发|制作|关停|走访|检查|抽查|覆盖|涉及|发放|收回|发出|对|等)(?P<number>(?!(?:19|20)\d\d\D|12345|12315)[1-9]\d{{0,4}})(?=(?:{_NOUNS})(?!\d))"
)
_BARE_PLACES_AHEAD: Final = re.compile(
    r"(?:(?<=[，。；：\n])|(?<=^)|(?<=全[县市区省镇旗]))(?P<number>[2-9]|[1-9]\d{1,2})(?=(?:乡镇|镇街|街道(?!口)|社区|行政村|村居|村(?=[，。、的都均全已和建])|科室|股室|中小学|幼儿园|卫生院|窗口))"
)
_BARE_LAST: Final = re.compile(
    r"\d(?:件|条|篇|份|期|场|人次)、[一-龥]{2,10}(?<![第为填列至到是达])(?P<number>(?!20\d\d\D)[1-9]\d{0,6})(?=[，。；]|、[一-龥]{2,8}\d{1,6}(?:件|条|篇|份|期|场|人次))"
)
_BARE_PLACES: Final = re.compile(
    r"(?<!到)(?<!在)(?<!第)(?<!看)(?<!点击)(?:专栏|栏目|账号|公众号|公开栏|电子屏|查询机|查阅点|图解|视频|公示栏|新媒体)(?P<number>[1-9]\d{0,3})(?=[，。；])"
)
_BARE_FIRST: Final = re.compile(
    r"[一-龥]{2}(?<![第为填列至到是达表图例款项条])(?P<number>(?!20\d\d\D)[1-9]\d{0,6})(?=、[一-龥]{2,8}\d{1,6}(?:件|条|篇|份|期|场|人次|[次个处家户名](?!工作))[、，。；和])"
)
_SPENT: Final = re.compile(
    r"(?:收费|费用?|经费|资金|款|金额|支出|收入|投入|预算|决算|罚没|采购)(?:总额|总计|合计|共计|共|为|达)?\d[\d,]{0,9}(?:\.\d{1,6})?(?P<counter>[万亿])(?=[，。；、）])"
)
_CLOSED: Final = re.compile(
    rf"(?:关停|注销|开辟|设立|设置|增设|设|建成|开通|新开|合并|整合|停用|停更|备案|运维|开设|新增)[一-龥]{{0,12}}(?:公众号|账号|新媒体|微博|视频号|抖音号|小程序|栏目|专栏|专题|公开栏|公示栏|窗口|查阅点){_AMOUNT}(?P<counter>家|条|件|篇|户|份|名|所|座|本|张|起|次|场|位|届|封|宗|幅){_END}"
)
_SCHOOLS: Final = re.compile(
    r"\d(?P<first>所|家|个)[一-龥]{0,4}(?:中小学|小学|中学|学校|幼儿园|医院|卫生院|养老院|敬老院|养老机构|医疗机构)(?=(?:、|和|及|以及|与)\d{1,5}(?P<counter>(?!(?P=first))[所家个])[一-龥]{0,4}(?:中小学|小学|中学|学校|幼儿园|医院|卫生院|养老院|敬老院|养老机构|医疗机构))"
)
_TWO: Final = re.compile(
    r"(?<![第\d])\d[\d,]{0,8}(?P<counter>个家|个名|个位|次人|个件|个份|位名|名位|件起|起件|件份|件条|件个|条次|次场|期次|期场|家户|家个|家所|所家|个项|项个|份本|人次次|人次个|次人次|场次期|场次次|次期|篇条|条篇|条件|张份|幅张|处个|个处|份张|台个|个台|名人(?=参|到|受))(?=[，。；、）]|$|参加|参与|参训|单位|部门|企业|代表|工作人员|申请|培训|会议|信息|专栏|栏目|窗口|乡镇|建议|提案|监督员|村|社区|学校|账号|问题)"
)
_WORKDAYS: Final = re.compile(
    r"(?<![\d.])(?P<counter>\d{1,3}(?:[日天]个?)?工作日|\d{1,3}个工作日[天日])(?=[内，。；、的]|$|答复|告知|办结|前)"
)
_REQUESTS_AHEAD: Final = re.compile(
    r"\d(?P<counter>名|位|家|户)(?:公开)?申请(?=(?:均|都|已|全部|还|仍|尚|正在?|未|因|结转|转)|[，。；])"
)
_PERSONS_AHEAD: Final = re.compile(
    r"(?:^|(?<=[，。；：有请约\n]))(?:\d{1,5}|[一两三四五六七八九十])[余多]?(?P<counter>条|份|篇|张|则|本|座|件|起|项|家次|件次|处|场|期|宗|封|届|幅|页)(?=(?:办事|来访|热心|社会|学生|企业)?(?:申请人|群众|村民|居民|市民|家长|代表|工作人员|干部|专家|职工|学生|老人|网民|网友|记者|律师|志愿者|信息员|监督员)(?:代表)?(?:[，。；、]|参观|提出|反映|多次|提交|来信|参|到|均|都|表示|来|走进|走入|进入|现场|观|体验|旁听|列席|受邀|应邀|听|报名|咨询|填|在))"
)
_DOING: Final = re.compile(
    r"\d(?:(?<=[，。；：、有由请约对邀集织\n]\d)|(?<=^\d))\d{0,4}[余多]?(?P<counter>条|份|篇|张|则|本|座|件|起|项|处|场|期|宗|封|届|幅|页|次)(?:[一-龥]{0,4}?)"
    r"(?:信息员|监督员|联络员|村民代表|居民代表|人大代表|政协委员|家长代表|企业代表|市民代表|志愿者|专家|律师|记者|单位|部门|乡镇|街道|社区|学校|医疗机构|养老机构|企业)"
    r"(?:的?(?:负责人|代表|工作人员|人员))?(?=参加|参与|参训|派员|到场|到会|轮流|值班|走进|视察|列席|旁听|入驻|签到|报名|座谈|观摩|评议|现场)"
)
"""Those who take part, counted as things: 26份单位参加会议."""
_PLACES: Final = re.compile(
    r"\d(?<![第\d]\d)\d{0,4}(?P<counter>条|份|篇|张|则|本|座|件|起|项|场|期|宗|封|届|幅|页|[名位](?![^，。；]{0,14}(?:负责人|[作息络]人?员)))[一-龥]{0,4}?"
    rf"(?:{_ORGANS}|医疗机构|养老机构|行政村|幼儿园|卫生院)的(?:(?!在)[一-龥]){{0,6}}?(?:栏|牌|窗口|大厅|屏|网站|账号|公众号|电话|地址|门口|负责人|工作人员|信息员|联络员|设备|大门|橱窗|咨询台)"
    r"|\d(?<=[到赴入进往访遍]\d)(?<![收接看听得达遇找]到\d)\d{0,4}(?P<at>条|份|篇|张|则|本|座|件|起|项|场|期|宗|封|届|幅|页|名|位)[一-龥]{0,4}?"
    rf"(?:{_ORGANS}|医疗机构|养老机构|行政村|幼儿园|卫生院)"
)
"""Places and organs counted as things: 到9件乡镇指导, 3条村的公开栏."""
_LONGEST_KIND: Final = 6
_FEWEST: Final = 3
_FAR: Final = 50
_FAR_WHOLE: Final = 80
_NEAR: Final = 12


@cache
def _allowed() -> dict[str, tuple[str, frozenset[str]]]:
    """Each thing with its usual counter and all that may count it."""
    things: dict[str, tuple[str, frozenset[str]]] = {}
    for entry in table("wording/counters")["thing"]:
        usual, others = entry["usual"], entry["others"].split()
        for noun in (*entry.get("nouns", "").split(), *entry.get("behind", "").split()):
            first, known = things.get(noun, (usual, frozenset[str]()))
            things[noun] = (first, known | {usual, *others})
    return things


@cache
def _nouns() -> frozenset[str]:
    """Things that no verb makes: they may be counted ahead and behind."""
    return frozenset(
        n for entry in table("wording/counters")["thing"] for n in entry.get("nouns", "").split()
    )


@cache
def _doers() -> frozenset[str]:
    """Those who hand in and tell things of their own."""
    things = table("wording/counters")["thing"]
    return frozenset(n for entry in things if entry.get("doers") for n in entry["nouns"].split())


@cache
def _telling() -> tuple[re.Pattern[str], dict[str, re.Pattern[str]]]:
    """Counters that say what they count, and for each what has to be named beside it."""
    of = {entry["name"]: re.compile(entry["of"]) for entry in table("wording/counters")["counter"]}
    number = rf"\d(?<=[一-龥]\d){_MORE_DIGITS}(?P<counter>{'|'.join(of)}){_END}"
    return re.compile(number), of


def told(case: Case) -> Iterator[tuple[Passage, str, str | None, Status]]:
    """Each place with what is to be said of it, the right counter where it is known, and how sure that is."""
    for place, right in _unlike(case):
        says = f"同一件事另一处用{quoted(right)}、这里用{quoted(place.text)}，量词要一致，请核对。"
        yield place, says, right, "uncertain"
    for place, right in _odd(case):
        says = f"并列的几项合起来是一个总数，别处用{quoted(right)}、这里用{quoted(place.text)}，量词要一致。"
        yield place, says, right, "fail"
    for place in _absent(case):
        yield place, f"数字{quoted(place.text)}后面缺少量词。", None, "fail"
    yield from _wrong(case)
    for place, right in _unusual(case):
        says = (
            f"{quoted(place.text)}一般不用来计这里说的事物，通常用{quoted(right)}；如果数的是别的，请写明。"
        )
        yield place, says, right, "uncertain"
    for place in _unnamed(case):
        says = f"这里没有写到用{quoted(place.text)}来计的事物，请核对量词。"
        yield place, says, None, "uncertain"


def _wrong(case: Case) -> Iterator[tuple[Passage, str, str | None, Status]]:
    """Counters that are wrong whatever else is said."""
    for place in _each(case, _STACKED):
        yield place, f"两个量词{quoted(place.text)}用在一起，只留一个。", None, "fail"
    for place in (*_each(case, _DOING), *_each(case, _PLACES)):
        yield place, f"人和单位用“名”“家”“个”来计，不用{quoted(place.text)}。", None, "fail"
    for place in _each(case, _AHEAD_OF_THINGS):
        yield place, f"{quoted(place.text)}一般不用来计这里说的事物，请核对量词。", None, "uncertain"
    for place in _each(case, _ORGANS_ROW):
        yield place, f"机关和单位用“个”或者“家”来计，不用{quoted(place.text)}。", "个", "fail"
    for place in _each(case, _TWO):
        yield place, f"两个量词{quoted(place.text)}用在一起，只留一个。", None, "fail"
    for place in _each(case, _WORKDAYS):
        number = re.match(r"\d+", place.text)
        right = f"{number[0] if number else ''}个工作日"
        yield place, f"期限写作{quoted(right)}。", right, "fail"
    for place in _each(case, _SPENT):
        yield place, "金额后面缺少“元”。", f"{place.text}元", "fail"
    for place in _each(case, _REQUESTS_AHEAD):
        yield (
            place,
            f"申请用“件”来计，不用{quoted(place.text)}；如果数的是申请人，请写明。",
            "件",
            "uncertain",
        )
    for place in _each(case, _PERSONS_AHEAD):
        yield place, f"人用“名”或者“位”来计，不用{quoted(place.text)}。", "名", "fail"


def _each(case: Case, pattern: re.Pattern[str]) -> Iterator[Passage]:
    """The group of each match that matched: ``counter``, or another where the pattern has two places for it."""
    for passage, match in case.prose.matches(pattern):
        yield passage.of_match(match, match.lastgroup or 0)


def _unusual(case: Case) -> Iterator[tuple[Passage, str]]:
    """Counters that the table does not know for their thing, with the usual one."""
    things = _allowed()
    for passage, match in (*case.prose.matches(_BEHIND), *case.prose.matches(_BEHIND_IN_WORDS)):
        right = _usual_behind(match)
        if right is not None and not is_of_a_whole(match):
            yield passage.of_match(match, "counter"), right
    ahead = (_AHEAD, _IN_WORDS, _AHEAD_OF_VERB)
    for passage, match in (found for pattern in ahead for found in case.prose.matches(pattern)):
        right = _usual_ahead(match["counter"], match["thing"])
        if right is not None:
            yield passage.of_match(match, "counter"), right
    for passage, match in case.prose.matches(_OF_PLACES):
        if not _OTHER_WORDS.search(match["kind"]):
            yield passage.of_match(match, "counter"), "个"
    for passage, match in case.prose.matches(_CLAUSE_VERB):
        noun = _last_thing(match["said"], _nouns())
        if noun is not None and match["counter"] not in things[noun][1] | _OF_ANYTHING:
            yield passage.of_match(match, "counter"), things[noun][0]
    for passage, match in case.prose.matches(_CLOSED):
        yield passage.of_match(match, "counter"), "个"


def _usual_behind(match: re.Match[str]) -> str | None:
    """The usual counter of what a number stands behind, where the one it has does not fit it."""
    ahead = match.string[max(0, match.start() - _LONGEST) : match.start()].rstrip(" ”")
    told = _TOTAL.sub("", ahead)
    noun, of_verb = _last_thing(told), frozenset[str]()
    if noun is None and told[-1:] in _ENDS_OF_VERBS:
        noun, of_verb = _last_thing(_VERB_LAST.sub("", told), _nouns()), _OF_VERBS
    if noun is None:
        return counter_heads.usual(_VERB_LAST.sub("", told), match["counter"])
    usual, known = _allowed()[noun]
    if noun in _nouns():
        known |= _OF_ANYTHING | of_verb
    if noun in _doers():
        before = ahead.rpartition(noun)[0]
        if _WHERE.search(before):
            return None
        they_take_part = match.string[match.end() : match.end() + 1] in ("参", "到", "列", "旁", "值")
        known |= frozenset() if they_take_part or _DONE_TO.search(before) else _OF_DOERS
    return None if match["counter"] in known or match["counter"] in ("万元", "元") else usual


def _last_thing(text: str, among: Collection[str] | None = None) -> str | None:
    """The longest thing of the table, or of some of it, that a text ends with."""
    things = _allowed() if among is None else among
    return next((text[i:] for i in range(len(text)) if text[i:] in things), None)


def is_of_a_whole(match: re.Match[str]) -> bool:
    """Whether the number is part of a whole with the same counter: 公开信息264条，其中校外培训33条."""
    counter = match["counter"]
    place = match.start("counter")
    ahead = match.string[max(0, place - _FAR_WHOLE) : place].rpartition("。")[2]
    listed = "其中" in ahead or "、" in ahead + match.string[match.end() : match.end() + 1]
    return listed and re.search(rf"\d{counter}[，：（、]", ahead) is not None


def _usual_ahead(counter: str, run: str) -> str | None:
    """The usual counter of what a number stands before, where the one it has does not fit it."""
    if counter in _BY_TIMES or counter == "人次":
        return None
    noun = _last_thing(run, _nouns())
    if noun is None:
        end = counter_heads.end_of(run)
        plain = end is not None and not _is_other(counter, run.removesuffix(end))
        return counter_heads.usual(run, counter) if plain else None
    usual, known = _allowed()[noun]
    kind = run[: -len(noun)]
    if counter in known or (noun in _doers() and counter in _OF_DOERS) or _is_other(counter, kind):
        return None
    return usual


def _is_other(counter: str, kind: str) -> bool:
    """Whether what stands between a counter and a thing may be what is counted, or is more than its kind."""
    return (
        len(kind) > _LONGEST_KIND
        or _OTHER_WORDS.search(kind) is not None
        or (counter in _OF_OWNERS and _OWNERS.search(kind) is not None)
    )


def _unnamed(case: Case) -> Iterator[Passage]:
    """Counters that say what they count, where nothing of the kind is named."""
    pattern, of = _telling()
    for passage, match in case.prose.matches(pattern):
        around = case.prose.sections[passage.section][max(0, passage.start - _FAR) : passage.end + _NEAR]
        if not of[match["counter"]].search(around.replace(f"{match['counter']}", "")):
            yield passage.of_match(match, "counter")


def _odd(case: Case) -> Iterator[tuple[Passage, str]]:
    """One of several items in a row that has another counter than the rest and the whole they add up to."""
    for passage, match in case.prose.matches(_ROW):
        if len(set(_LETTERS.findall(match[0]))) == 1:
            continue
        every = list(_ONE_OF.finditer(match.string, match.start(), match.end()))
        rest = case.prose.around(passage).text.replace(match[0], "")
        wholes = [(int(n), counter) for n, counter in _ONE_OF.findall(rest)]
        for items, whole in ((every, wholes), (every[1:], _whole(every[0])), (every[:-1], _whole(every[-1]))):
            counters = [item[2] for item in items]
            usual = max(sorted(set(counters)), key=counters.count)
            odd = [item for item in items if item[2] != usual]
            if len(items) >= _FEWEST and len(odd) == 1 and (sum(int(i[1]) for i in items), usual) in whole:
                yield Passage(passage.section, *odd[0].span(2), odd[0][2]), usual
                break


def _whole(item: re.Match[str]) -> list[tuple[int, str]]:
    """What an item counts, as the whole of the others."""
    return [(int(item[1]), item[2])]


def _unlike(case: Case) -> Iterator[tuple[Passage, str]]:
    """Counters that differ from what the same thing was counted by just before, with that one."""
    for pattern in (_FROM_TO, _THAN):
        for passage, match in case.prose.matches(pattern):
            two = (match["first"], match["counter"])
            if set(two) not in ({"人", "人次"}, {"人", "名"}):
                right = _usual(match.string[max(0, match.start() - _BEFORE) : match.end()], two)
                yield passage.of_match(match, "counter" if right == two[0] else "first"), right
    for passage, match in case.prose.matches(_SCHOOLS):
        yield passage.of_match(match, "first"), match["counter"]
        yield passage.of_match(match, "counter"), match["first"]
    for passage, match in case.prose.matches(_REQUESTS_THAN):
        yield passage.of_match(match, "counter"), "件"
    for passage, match in case.prose.matches(_MIXED):
        two = (match["first"], match["counter"])
        if "件" in two or "条" in two:
            wrong = "counter" if two[0] in ("件", "条") else "first"
            yield passage.of_match(match, wrong), "件" if "件" in two else "条"
    for passage, match in case.prose.matches(_CHANNELS):
        yield passage.of_match(match, "counter"), "条"


def _usual(text: str, two: tuple[str, str]) -> str:
    """Which of two counters fits what is spoken of; the first where that is not known."""
    for nouns, counter in (("申请|复议|诉讼|案", "件"), ("培训|会议|座谈", "次"), ("信息", "条")):
        if counter in two and re.search(nouns, text):
            return counter
    return two[0]


def _absent(case: Case) -> Iterator[Passage]:
    """Numbers that stand before what they count, or in a row of counted things, with no counter."""
    for pattern in (_BARE_AHEAD, _BARE_LAST, _BARE_FIRST, _BARE_PLACES, _BARE_PLACES_AHEAD):
        for passage, match in case.prose.matches(pattern):
            yield passage.of_match(match, "number")

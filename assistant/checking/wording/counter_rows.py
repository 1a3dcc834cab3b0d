"""COUNTER where what stands in a row, or what is told just after, shows the counter: 建议12件、提案30条; 培训1人次，31人参加.

Things of one kind are told of together with one counter; the kinds are data (``counters.toml``, ``kin``). Clauses whose
words leave no doubt of what is counted, or whose number has none at all, stand here as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final

from assistant.checking.case import Case
from assistant.checking.prose import Passage
from assistant.checking.rulebook import table
from assistant.checking.wording.counter_clauses import Slip
from assistant.core.findings import Status
from assistant.core.template import quoted

_N: Final = r"\d[\d,]{0,9}(?:\.\d{1,2})?\s*余?[百千万]?余?多?"
_END: Final = r"(?=[，。；、,;：（(）)\s]|$)"
_ONE: Final = re.compile(
    r"\d(?<=[一-龥]\d)[\d,]{0,9}(?:\.\d{1,2})?[余万]?(?P<counter>件次|人次|[件条份个起项篇例宗次人名家户则期场张处笔单])"
    r"(?=[，。；、和及与以（）]|$)"
)
_BETWEEN: Final = re.compile(r"(?:[、，和及与]|以及)[一-龥“”]{2,16}")
_NEAR: Final = re.compile(r"(?:[、和及与]|以及)[一-龥“”]{2,16}")
_LOOSE: Final = frozenset(
    ("件", "份", "个", "起", "项", "宗", "例", "笔", "单", "名", "家", "户", "场", "条", "人")
)
_LONGEST: Final = 8
_TOTAL: Final = re.compile(r"(?:共有|共计|合计|累计|共|有|为|达|的|了|数|数量|总数)+$")


@dataclass(frozen=True)
class Kin:
    """Things of one kind: how their words end, the counter of all, and what the sentence has to name."""

    right: str
    ends: frozenset[str]
    of: re.Pattern[str] | None
    near: bool


@cache
def _kin() -> tuple[Kin, ...]:
    return tuple(
        Kin(
            entry["right"],
            frozenset(entry["ends"].split()),
            re.compile(entry["of"]) if "of" in entry else None,
            entry.get("near", False),
        )
        for entry in table("wording/counters")["kin"]
    )


def _rows(case: Case) -> Iterator[tuple[Passage, str]]:
    """Counters of one thing of a row that differ from the one all of its kind have."""
    row: list[tuple[Passage, re.Match[str]]] = []
    for passage, match in case.prose.matches(_ONE):
        if row and not _joined(row[-1], (passage, match)):
            yield from _odd(case, row)
            row = []
        row.append((passage, match))
    yield from _odd(case, row)


def _joined(one: tuple[Passage, re.Match[str]], other: tuple[Passage, re.Match[str]]) -> bool:
    """Whether nothing but one thing's words stands between two numbers."""
    return (
        one[0].section == other[0].section
        and one[1].end() < other[1].start()
        and _BETWEEN.fullmatch(one[1].string[one[1].end() : other[1].start()]) is not None
    )


def _odd(case: Case, row: list[tuple[Passage, re.Match[str]]]) -> Iterator[tuple[Passage, str]]:
    if len({match["counter"] for _, match in row}) == 1 or len(row) == 1:
        return
    for kin in _kin():
        those = [item for item in row if _ends(item[1], kin.ends)]
        if len(those) == 1 or not any(match["counter"] == kin.right for _, match in those):
            continue
        if kin.of and not kin.of.search(case.prose.around(row[0][0]).text):
            continue
        for passage, match in those:
            if match["counter"] in _LOOSE - {kin.right} and (not kin.near or _is_near(match, row)):
                yield passage.of_match(match, "counter"), kin.right


def _ends(match: re.Match[str], ends: frozenset[str]) -> bool:
    ahead = _TOTAL.sub("", match.string[max(0, match.start() - _LONGEST - 4) : match.start()])
    return any(ahead[i:] in ends for i in range(max(0, len(ahead) - _LONGEST), len(ahead)))


def _is_near(match: re.Match[str], row: list[tuple[Passage, re.Match[str]]]) -> bool:
    """Whether a thing stands beside another of the row with no comma between."""
    text = match.string
    ends = [other.end() for _, other in row]
    starts = [other.start() for _, other in row]
    return any(_NEAR.fullmatch(text[end : match.start()]) for end in ends if end < match.start()) or any(
        _NEAR.fullmatch(text[match.end() : start]) for start in starts if start > match.end()
    )


def _slip(
    needs: str,
    pattern: str,
    says: str,
    right: str | None = None,
    *,
    unsure: bool = False,
    unless: str = "",
) -> Slip:
    return Slip(
        tuple(needs.split()),
        pattern,
        says,
        right,
        "uncertain" if unsure else "fail",
        re.compile(unless) if unless else None,
    )


_MADE: Final = (
    r"(?:新增|增设|设立|设置|设有|设|配备|配置|购置|办理|答复|承办|办结|收到|制定|出台|修订|发布|推出|刊发|撰写|采写|梳理|公布|公开|整理|扫描|移交|归档|发放|收回|回收|"
    r"发出|发现|整改|排查|查找|查摆|查出|指出|反馈|归纳|梳理出|查找出|检查出|编印|印制|印发|拟定|评查|开放|采集|形成|举办|编写|核发|共有|合计|共计|累计)"
)
_ONES: Final = (
    r"(?:问题|试题|科室|股室|处室|提案|议案|规章|文章|事项|窗口|档案|一体机|查询机|打印机|评议表|调查表|测评表|意见表|申请表|方案|预案|案卷|个案|"
    r"教室|阅览室|卫生室|许可证|范本|读本|样本|副本|条目|图例|专版|名录|栏目|短板|漏洞|案例|事例)"
)
_HELD: Final = r"培训班?|讲座|座谈会|培训会|推进会|发布会|会议|演练|观摩|宣讲|活动|开放日|测试|考试"
_ARTS: Final = r"手册|折页|传单|海报|问卷|资料|材料|公告|告知书|答复书|通知书|文件|简报|图解"
_KINDS: Final = (
    r"(?:校外|培训|社区|卫生|服务|民办|公办|养老|医疗|重点|排污|规模以上|涉[事企]|违[法规]|定点|下属|所属|直属|预算|成员|[市县区镇]级|中小|小微|民营|国有|外资|物业|建筑|施工|餐饮|食品|药品|"
    r"零售|连锁|金融|中介|检测|代理|社会|托育|教育|职业|技工|农民|专业|农业|化工|危化|生产|经营|相关|有关|责任|监管|管控|备案|新增|本地|辖[区内]|参[评与保]|试点|示范|基层|行政|村级|失信|守信|用[地水电能]|[市县区镇]直|校|考|签约|养殖|种植|加工|物流|医药|矿山|建材|汽修|旅游|文化|家政|房地产|供[水电气热]|公交|快递|电商|外贸|科技|高新|制造|印刷|住宿){0,3}"
)
_BODIES: Final = (
    r"(?:企业|公司|机构|社会组织|合作社|事务所|服务中心|卫生院|卫生室|医院|诊所|药店|学校|小学|中学|幼儿园|养老院|敬老院|商户|网吧|饭店|"
    r"村民小组|居民小组|社区|乡镇|街道|行政村|村委会|居委会|部门|单位|商会|协会|网点|门店|工厂|工地|物业小区|小区|派出所|司法所|校区)"
)
_THEN: Final = (
    r"(?=因|公布|公开|公示|下发|发放|发函|被|给予|作出|进行|开展|实[施行]|列入|纳入|设置|设立|未|已|均|都|全部|逐|同步|按|报送|张贴|安装|建立|派[员人]|提供|完成|配备|开通|率先|的(?:名单|处罚|公示|信用|检查|抽查|批后|监管|监测|许可|评价|结果)|[，。；）]|$)"
    r"(?![^，。；]{0,14}(?:人员|教师|职工|干部|学生|代表|负责人|志愿|[者员][，。；的]))"
)

_SLIPS: Final = (
    _slip(
        "参加 参训 参会 到会 受训 培训 出席",
        rf"(?:举办|组织|开展|召开|举行|参加)[^，。；、\d]{{0,16}}(?:{_HELD}){_N}(?P<at>人次|人|名|位)(?=[，；、](?!其中|包括|比|较|同比)[^，。；]{{0,10}}(?:参加|参训|参会|到会|受训|培训|出席)[^，。；\d]{{0,6}}\d[\d,]{{0,6}}(?:人|名)|[，；、](?!其中|包括|比|较|同比)[^，。；\d]{{0,8}}\d[\d,]{{0,6}}(?:余)?(?:人次|人|名)[^，。；\d]{{0,8}}(?:参加|参训|参会|到会|受训|出席))",
        "培训和会议用“次”或者“期”来计，不用“{}”；后面另写了参加的人数。",
        "次",
    ),
    _slip(
        "题 室 案 章 项 口 机 表 证 本 目 例 版 录 板 洞",
        rf"{_MADE}[^，。；、：（\d]{{0,16}}{_ONES}(?P<at>(?!20[0-3]\d\D|12345|12315)(?:[2-9]|[1-9]\d{{1,3}}))(?=[，。；]|、[^，。；、\d]{{2,10}}\d{{1,6}}[件条份个起项篇次人名家户期场张处])",
        "数字“{}”后面缺少量词。",
    ),
    _slip(
        "扫描 编目 归档 装订 著录 数字化",
        rf"(?:扫描|编目|归档|装订|著录|数字化|数字化加工)(?:了|共|完成|入库|上架){{0,2}}{_N}(?P<at>家|名|位|户|场|人|起|座|届|期|所|处|人次|栋){_END}",
        "档案、材料用“卷”“件”或者“页”来计，不用“{}”。",
    ),
    _slip(
        "复议 诉讼",
        r"行政(?:复议|诉讼)(?:案件?|申请)?[^，。；、\d]{0,6}\d{1,5}(?P<at>起|宗|例|个|份|次|项|桩|场|批|则)(?=[，；（][^。；]{0,40}\d\s*件)",
        "同一段里行政复议、行政诉讼有的用“件”、有的用“{}”，统一用“件”。",
        "件",
        unless="参加|出庭|培训|问题|审理期",
    ),
    _slip(
        "复议 诉讼",
        r"行政(?:复议|诉讼)(?:案件?|申请)?(?:共|为|有|计){0,2}\d{1,5}(?P<at>场|批|则|张|部|期|处|位|届|座|所|册|本|页|幅|台|栋|封|段)(?=[，。；、（]|$)",
        "行政复议、行政诉讼用“件”来计，不用“{}”。",
        "件",
    ),
    _slip(
        "信息",
        rf"(?:发布|公开|上传|推送|更新|刊登)(?:了|的|出)?{_N}(?P<at>起|份|宗|人次|名|家|场|部|例|户|位|本|张|座|届|封)(?:各类|政府|政务|主动公开|公开)*信息(?=[，。；、（]|$|均|都|按|逐|全部|已)",
        "网站上的信息用“条”来计，不用“{}”。",
        "条",
    ),
    _slip(
        "信息",
        rf"(?:发布|公开|上传|推送|更新|刊登)(?:了|的|出)?{_N}(?P<at>件|个|项)(?:各类|政府|政务|主动公开|公开)*信息(?=[，。；、（]|$|均|都|按|逐|全部|已)",
        "网站上的信息通常用“条”来计，不用“{}”；如果数的是别的，请写明。",
        "条",
        unsure=True,
        unless="申请|答复",
    ),
    _slip(
        "公报",
        rf"公报》?[^。；\d]{{0,20}}，[^，。；\d]{{0,6}}(?:全年|年内|共|累计){{0,2}}(?:出版|编印|刊印|出刊|印刷|编辑出版){_N}(?P<at>条|件|篇|个|项|家|场|起|则|名|次|部){_END}",
        "政府公报用“期”来计出版的次数，用“份”来计印数，不用“{}”。",
        "期",
    ),
    _slip(
        "个所 个处 个间 个台 个张 家间 所间 份张 张份 册份 份册 本册 册本 件例 例件 起例 例起 宗件 件宗 次轮 轮次场 次回 场轮 期届 个批 名人 户家 家间 台套个 台部 部台 条则 则条 条项 项条 块个 个块 面个 幅个 个篇 位个 篇则 则篇 封件 件封 期份 份期 次场 台个 个辆 个枚 个支 个栋",
        r"\d(?<![第\d]\d)[\d,]{0,8}\s*[余多]?(?P<at>"
        r"个所(?=[一-龥])(?![属在有需辖谓得]|学(?!校))|个处(?![室理级罚于所置分方])|个间(?![隔断接歇])|个台(?![账阶式风])|家间(?![的接])|所间|份张|张份|册份|份册|本册(?![子])|册本|件例|例件|起例(?![行会])|例起|宗件|件宗"
        r"|次轮(?![流换候训])|次回(?![复访收应])|场轮(?![流换候训])|期届|个批(?![次准复文示评])|户家(?![庭长])|台部|部台(?![账])|条则|则条|条项(?!目)|项条(?![件款例目])|块个|个块|面个|幅个|位个(?![人体])|篇则|则篇|封件|件封|期份|份期|次场(?![所地馆景次面合])|台个(?![人体性案别])|个辆|个枚|个支(?![部队持撑付援])|个栋"
        r")(?=[一-龥，。；、）]|$)",
        "两个量词“{}”用在一起，只留一个。",
    ),
    _slip(
        "出庭",
        rf"出庭(?:应诉)?{_N}(?P<at>份|条|篇|家|起|个|项|期|则|张|本|处|封|户|部|届|宗){_END}",
        "出庭用“次”或者“人次”来计，不用“{}”。",
        "次",
    ),
    _slip(
        "召开",
        rf"召开(?:了|过)?(?:[一-龥]{{0,10}}(?<!发布)(?<!例)会议?)?{_N}(?P<at>期|批|项|类|门|节|堂|本|天次){_END}",
        "会议用“次”或者“场”来计，一般不用“{}”；如果数的是别的，请写明。",
        "次",
        unsure=True,
        unless="发布会|培训",
    ),
    _slip(
        "只有 仅有 仅 一共",
        rf"(?:政府信息公开|信息公开|依申请公开)[^。；]{{0,24}}申请(?:只有|仅有|仅|一共)\s*(?:\d{{1,5}}|[一二两三四五六七八九十])(?P<at>份|个|条|项|起|例|宗|单|笔|封|次|人次){_END}",
        "政府信息公开申请用“件”来计，不用“{}”。",
        "件",
        unless="许可|补贴|救助|低保|登记申请",
    ),
    _slip(
        "名 位 座 届 幢",
        rf"\d(?<![第\d]\d)\d{{0,4}}(?P<at>[名位座届幢]){_KINDS}{_BODIES}{_THEN}",
        "单位用“家”“个”或者“所”来计，不用“{}”。",
    ),
    _slip(
        "座 届 幢",
        rf"\d(?<![第\d]\d)\d{{0,4}}(?P<at>[座届幢]){_KINDS}(?:部门|单位|社会组织|乡镇|街道|公司|机构|商户|事务所)(?![楼厂房桥仓车泵水电污锅塔基])",
        "单位用“家”“个”或者“所”来计，不用“{}”。",
    ),
    _slip(
        "接待 服务 惠及 邀请 吸引 迎来 慰问 回访",
        r"(?:接待|服务|惠及|邀请|吸引|迎来|慰问|回访)(?:了)?\d[\d,]{0,6}余?万?(?P<at>[件条份篇张本座起项场期宗封届幅页则])(?:办事|来访|来电|前来|咨询|参观|受访|困难|老年|学生){0,2}(?:群众|村民|居民|市民|家长|代表|申请人|学生|老人|游客|市民代表|企业家|专家|记者|律师)(?=[，。；、）]|$|参|到|走|现场|前来)",
        "人用“名”“人”或者“人次”来计，不用“{}”。",
        "人次",
    ),
    _slip(
        "/ ／",
        r"\d(?<![第\d]\d)[\d,]{0,8}\s*余?万?余?(?P<at>[人场家户批期班车台][/／]次|个[/／][家所处份件条项名]|[家所处份条项][/／][个件]|件[/／][个条份起宗项]|[条篇份][/／][条篇份])(?![一-龥/／]|年)",
        "“{}”是两个量词，只留一个，人次、场次中间不加斜线。",
    ),
    _slip(
        "（件 （条 （份 （起 （宗 （项 （个 (件 (条 (份 (起 (宗 (项 (个",
        r"(?:申请|复议|诉讼|文件|信息|提案|建议|留言|决定)(?:共|计)?\d{1,6}(?P<at>[件条份个项起宗][（(][件条份个项起宗][）)])",
        "“{}”是两个量词，只留一个。",
    ),
    _slip(
        "申请中 申请里 申请当中 申请之中",
        r"(?:这些|上述|以上|全部|此类|该类|所有|公开|收到的|新收的|办结的|未办结的)申请(?:当中|之中|中|里)，?(?:另|还)?有?\d{1,5}(?P<at>条|起|项|份|个|宗|例|单|笔|次|人次|件次|篇|封|批|张|桩)(?=[涉属因是经要由来未已被系占内均，。；]|$)",
        "政府信息公开申请用“件”来计，不用“{}”。",
        "件",
        unless="许可申请|补贴申请|救助申请|低保|登记申请|建议|提案",
    ),
    _slip(
        "申请",
        r"公开申请(?:共|有|为|合计)?\d{1,5}\s*件[，（；](?:其中|有|另有|包括)[^，。；\d]{0,6}\d{1,5}(?P<at>起|份|条|项|宗|例|单|笔|桩)(?=(?:已|为|是|由|经|均|予以|结转|涉及|属|来自|按|要求|办结))",
        "政府信息公开申请用“件”来计，不用“{}”。",
        "件",
    ),
    _slip(
        "结转 转入 跨年 转至 转到 顺延 续办",
        r"(?:结转|转入|跨年|转至|转到|顺延|续办)(?:到|至|入)?(?:20\d\d|下一?|次|本)?(?:年度?)?(?:继续)?(?:办理)?的?(?:的|有)\d{1,5}(?P<at>条|起|项|份|个|宗|例|单|笔|次|篇|封|批|张|桩)(?:公开|政府信息公开)?申请",
        "政府信息公开申请用“件”来计，不用“{}”。",
        "件",
        unless="许可|补贴|救助|低保|登记申请",
    ),
    _slip(
        "被访问 被浏览 被点击 被观看 被播放 被收听 被点赞 被检索 被调用 累计访问 累计浏览 累计点击 累计播放 总访问 总浏览 总点击 日均访问 月均访问 日均浏览 被阅读 被查询 被下载 被转发",
        rf"(?:(?:被|累计|总|[日月]均)(?:访问|浏览|点击|观看|播放|收听|点赞|检索|调用)(?:了|达|近|约|共|超过|突破){{0,2}}{_N}(?P<at>件|个|条|份|篇|项|户|家|名|张|本|期|起|例|场|部|处|位)|被(?:阅读|查询|下载|转发)(?:了|达|近|约|共|超过|突破){{0,2}}{_N}(?P<seen>名|户|家|起|位|场|处|例|座)){_END}",
        "访问、浏览、播放用“次”来计，不用“{}”。",
        "次",
        unsure=True,
    ),
    _slip(
        "会议 会",
        rf"(?:召开|举行)[一-龥]{{0,14}}(?:会议|例会|代表会|推进会|调度会|座谈会|听证会|协调会|恳谈会|联席会|专题会|评议会|听证会){_N}(?P<at>人次)(?=[，。；])",
        "会议用“次”或者“场”来计，不用“{}”；如果数的是参加的人，请写明。",
        "次",
        unsure=True,
        unless="参加|参会|到会|出席|列席|旁听|参与",
    ),
    _slip(
        "工单 决定 文件 专栏 栏目 账号 简报 规章 案卷 清单 制度 图解 批示件 交办件 转办件 督办件 督办单 提示函 公开指南 公开目录 预案 方案 告知书 答复书",
        rf"(?:工单|许可决定|处罚决定|规范性文件|专栏|栏目|账号|简报|规章|案卷|清单|制度|图解|批示件|交办件|转办件|督办件|督办单|提示函|公开指南|公开目录|预案|方案|告知书|答复书){_N}(?P<at>人次|户次|家次){_END}",
        "这里数的是事，不用“{}”来计，请核对量词。",
        unless="学习|查阅|查询|观看|培训|咨询|浏览|访问|下载|阅览|参观|惠及|领取|借阅|宣讲|点击",
    ),
    _slip(
        "现有 辖区 辖内 登记 现设 下辖 建有 备案",
        r"(?:现有|辖区|辖内|登记在册|现设|下辖|建有|备案|共有)(?:的)?(?:各类|民办|公办|社区|农村|定点|医疗|校外|[市县区镇]级){0,2}"
        r"(?:养老院|养老机构|敬老院|幼儿园|中小学|小学|学校|医院|诊所|卫生院|卫生室|培训机构|医疗机构|社会组织|企业|公司|合作社|药店|商户|行政村|社区|村民小组)\d[\d,]{0,6}(?P<at>名|位|件|条|份|场|张|期|篇|起|本|人次|届|封|幅)(?=[，。；、]|$)",
        "单位用“家”“个”或者“所”来计，不用“{}”。",
        unsure=True,
        unless="申请|信息|公开[^栏]{0,6}条",
    ),
    _slip(
        "涉及 覆盖 惠及",
        rf"(?:涉及|覆盖|惠及)(?:[一-龥]{{0,3}}、)?{_KINDS}{_BODIES}\d[\d,]{{0,6}}(?P<at>[名位座届幢])(?=[，。；]|$)",
        "单位用“家”“个”或者“所”来计，不用“{}”。",
        unsure=True,
    ),
    _slip(
        "关闭 下线 取消 归并 改版 裁撤 停办 迁移 清理 保留 整治 规范 激活",
        rf"(?:关闭|下线|取消|归并|改版|裁撤|停办|迁移|清理|保留|整治|规范|激活)了?[一-龥]{{0,14}}(?:专栏|栏目|专题|专区|板块|公众号|账号|新媒体|小程序|视频号|微博){_N}(?P<at>家|条|件|篇|户|份|名|所|座|本|张|起|位|场|人|期|幅|封|届){_END}",
        "栏目和账号用“个”来计，不用“{}”。",
        "个",
    ),
    _slip(
        "发布会 通气会 通报会 例会 座谈会 听证会 恳谈会 推进会 调度会 协调会 部署会 招待会",
        rf"(?:召开|举行|举办|组织)了?[一-龥]{{0,12}}(?:发布会|通气会|通报会|例会|座谈会|听证会|恳谈会|推进会|调度会|协调会|部署会|招待会){_N}(?P<at>个){_END}",
        "会议用“次”或者“场”来计，一般不用“{}”；如果数的是别的，请写明。",
        "次",
        unsure=True,
    ),
    _slip(
        "编发政策解读 编写政策解读 撰写政策解读 编发解读 编写解读 撰写解读 起草解读 采写解读 编发文字解读 撰写文字解读",
        rf"(?:编发|编写|撰写|起草|采写)(?:政策|文字)?解读稿?{_N}(?P<at>件|个|项|部|张){_END}",
        "解读稿用“篇”来计，一般不用“{}”；如果数的是被解读的文件，请写明。",
        "篇",
        unsure=True,
    ),
    _slip(
        "采纳 吸纳 吸收 转载 刊登 刊发 编发 撰写 采写 制发 转发",
        rf"(?:采纳|吸纳|吸收|转载|刊登|刊发|编发|撰写|采写|制发|转发)了?[一-龥]{{0,10}}(?:意见|建议|文件|信息|稿件?|公告|文章|消息|解读|动态|通知|简报){_N}(?P<at>人次|户次|家次|班次|场次){_END}",
        "这里数的是意见、文章一类的东西，不用“{}”来计，请核对量词。",
        unsure=True,
    ),
)


def told(case: Case) -> Iterator[tuple[Passage, str, str | None, Status]]:
    """Each place with what is to be said of it, the right counter where it is known, and how sure that is."""
    for place, right in _rows(case):
        says = f"并列的几项同类，别的用{quoted(right)}、这里用{quoted(place.text)}，量词要一致，请核对。"
        yield place, says, right, "uncertain"
    for slip in _SLIPS:
        if not case.prose.has_any(slip.needs):
            continue
        for passage, match in case.prose.matches(slip.pattern):
            place = passage.of_match(match, match.lastgroup or "at")
            if slip.unless and slip.unless.search(case.prose.around(passage).text):
                continue
            yield place, slip.says.replace("“{}”", quoted(place.text)), slip.right, slip.status

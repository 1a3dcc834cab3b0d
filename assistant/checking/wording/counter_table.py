"""COUNTER from a table: the counters that each thing in such reports is counted by; any other one is asked about.

The table names every counter in use for a thing, so that what is rare but possible is left alone; verbs count
differently (检查12家企业), so a thing that is also a verb stands with the verb that makes it a noun (开展检查).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from assistant.checking.case import Case
from assistant.checking.prose import Passage
from assistant.core.findings import Status
from assistant.core.template import quoted

_TABLE: Final = (
    (
        "告知书 答复书 决定书 判决书 裁定书 通知书 意见书 建议书 提示函 督办函 提醒函 整改函",
        "份",
        "封 个 张 次 件",
    ),
    ("印发通知 转发通知 下发通知 工作方案 实施方案 工作要点 实施意见", "份", "个 件 项 期 部 则"),
    ("管理制度 工作制度 修订制度 制定制度 出台制度 完善制度 建立制度 健全制度", "项", "个 件 部 份 套 种 类"),
    ("规范性文件 政策文件 公开文件 废止文件 清理文件", "件", "份 部 个 批 类 次 项 条 篇"),
    (
        "政策解读 解读稿件 解读材料 解读文章 文字解读 专家解读 视频解读 图文解读",
        "篇",
        "件 份 条 个 期 幅 张 则 项 部 组 套",
    ),
    ("图解 图表解读 一图读懂 长图 漫画", "幅", "篇 张 个 份 件 条 期 组 套 则 部 项"),
    ("短视频 微视频 宣传片 动漫 动画 音频 视频", "个", "条 部 期 集 段 支 则 组 场 篇 件 次 路"),
    (
        "制作短视频 拍摄短视频 制作视频 拍摄视频 录制视频 拍摄宣传片 制作动漫",
        "个",
        "条 部 期 集 段 支 则 组 篇",
    ),
    ("新闻稿 通稿 稿件 推文 图文 微博 帖文 文章 推送文章", "篇", "条 则 组 期 次 份 件 个"),
    ("推送图文 发布微博 发布推文", "条", "篇 则 组 期 次 份 个"),
    ("发布公告 发布公示 刊登公告 发布通告 刊发公告 张贴公告", "条", "则 份 期 篇 件 项 次 个 批 张"),
    (
        "发布会 座谈会 听证会 推进会 调度会 恳谈会 部署会 协调会 召开会议 专题会议 常务会议 工作会议 党组会议 工作例会 培训会 培训班 专题培训 业务培训"
        " 专题讲座 开展督查 开展检查 组织检查 组织督查 开展巡查 组织抽查 开展抽查 专项检查 专项督查 开展监测 开展评估 开展自查 开展考核 开放日 开放日活动"
        " 宣传活动 主题活动 集中宣传 组织演练 组织旁听",
        "次",
        "场 期 轮 个 场次 批 届 回 天 项 类 班次 批次 节 课时",
    ),
    (
        "专家 记者 律师 学员 志愿者 人大代表 政协委员 企业代表 群众代表 村民代表 居民代表 家长代表 邀请代表 组织代表 列席代表",
        "名",
        "人 位 人次 批 次 户",
    ),
    (
        "工作人员 专职人员 兼职人员 专兼职人员 信息员 联络员 监督员 观察员 审核员 讲解员 参训人员 参会人员 培训人员 培训干部 参训干部",
        "名",
        "人 位 人次 批 次 期 轮",
    ),
    (
        "走访群众 走访村民 走访居民 接待群众 接待来访 接待市民 接待办事群众 接待来访群众",
        "人次",
        "人 名 位 户 批 次 户次 批次 起 件",
    ),
    ("来电 咨询电话 接听电话 投诉电话 回访电话", "个", "次 件 部 通 人次 起"),
    (
        "解答咨询 咨询服务 接受咨询 接待咨询 答复咨询 现场咨询 电话咨询 网上咨询",
        "人次",
        "次 件 个 条 人 起 批 项",
    ),
    ("受理投诉 投诉举报 受理举报 办理投诉 信访件 信访投诉", "件", "起 条 次 宗 个 例 封"),
    (
        "网民留言 群众留言 答复留言 回复留言 办理留言 群众来信 信箱来信 答复来信 办理来信 咨询留言",
        "件",
        "条 封 次 个 份 则",
    ),
    (
        "征集意见 收集意见 收到意见 采纳意见 意见建议 征求意见 吸纳意见 反馈意见 合理化建议",
        "条",
        "件 个 项 份 次 批 类 点",
    ),
    (
        "政协提案 委员提案 建议提案 代表建议 人大建议 人大代表建议 议案 答复提案 办理提案",
        "件",
        "份 个 项 批 次",
    ),
    (
        "宣传单 传单 折页 宣传折页 明白卡 明白纸 宣传资料 宣传材料 宣传页",
        "份",
        "张 册 本 套 页 件 种 次 批 个 期 余份",
    ),
    (
        "手册 读本 口袋书 编印指南 印制指南 政策汇编 文件汇编 资料汇编",
        "本",
        "份 册 套 部 版 种 期 批 次 个 页",
    ),
    ("海报 挂图 宣传画", "张", "幅 份 块 套 个 组 期 版"),
    ("横幅 条幅 标语", "条", "幅 个 副 处 块"),
    ("展板 宣传板 公示牌", "块", "个 面 张 幅 套 处 期 版"),
    ("简报 工作简报 专报 快报", "期", "份 篇 辑"),
    ("出版公报 政府公报 编印公报 刊印公报", "期", "份 本 册 万份 辑 卷 次"),
    ("赠阅公报 发放公报 免费赠阅公报", "份", "本 册"),
    (
        "开设专栏 开设栏目 设置栏目 调整栏目 优化栏目 新增栏目 整合栏目 新增专题 开设专题 设置专区 开设专区 调整板块",
        "个",
        "期 类 次 处 块 项 级",
    ),
    (
        "政务新媒体 新媒体账号 关停账号 注销账号 开通账号 整合网站 关停网站 政府网站 抽查网站 检查网站 微信公众号 政务公众号 小程序",
        "个",
        "家 类 次 批 种 项 轮 期",
    ),
    (
        "公开栏 公示栏 宣传栏 公告栏 查阅点 查询点 公开点 查阅场所 公开专区 设立窗口 服务窗口 受理窗口 设置窗口 咨询窗口 服务点",
        "个",
        "处 块 面 期 批 类 次 家 所 间 组 条",
    ),
    ("查询机 一体机 自助机 自助终端 打印机 复印机 扫描仪 电脑 计算机", "台", "套 部 批 组 次"),
    ("电子屏 显示屏 触摸屏 大屏", "块", "台 个 面 处 套 组"),
    ("部门预算 部门决算 财政预算 财政决算 预决算", "份", "个 项 次 篇 家 条 件 张 类"),
    (
        "行政许可 行政处罚 行政强制 行政确认 许可事项 处罚事项 行政检查",
        "件",
        "项 个 条 起 宗 例 次 份 类 笔 人 户 家 批 种 处 人次 单 桩 案",
    ),
    ("收费项目 建设项目 重大项目 重点项目 民生项目 采购项目 招标项目", "个", "项 批 次 类 宗 笔 处"),
    (
        "服务事项 权责事项 公开事项 清单事项 审批事项 标准事项 梳理事项 办理事项 权力事项",
        "项",
        "个 类 件 次 条 种",
    ),
    ("公开目录 标准目录 编制目录 事项清单 权责清单 责任清单", "个", "份 项 条 类 张 部 本 套 批 次 件 级"),
    ("公布办事指南 更新办事指南 编制办事指南 办事指南 服务指南", "份", "项 个 篇 条 本 册 套 张 类"),
    (
        "公开信息 发布信息 更新信息 政府信息 政务信息 清理信息 删除信息 推送信息 采购信息 公示信息",
        "条",
        "件 个 份 项 次 起 宗 篇 则 批 类 处 期 万 户 家",
    ),
    ("推送信息 发布政务信息", "条", "件 个 份 项 起 宗 篇 则 批 类 期"),
    ("粉丝 粉丝量 粉丝数 关注人数 订阅用户 关注用户", "人", "个 名 户 位"),
    ("阅读量 点击量 访问量 浏览量 播放量 转发量", "次", "人次 个"),
    (
        "发现问题 整改问题 存在问题 反馈问题 查摆问题 纠正问题 梳理问题 整改完成问题 各类问题",
        "个",
        "项 条 处 件 类 次 起 点 种 批 方面 例 家次",
    ),
    (
        "错别字 错敏词 错链 死链 断链 错误链接 纠正错误 发现错误 发现差错 表述错误 隐患",
        "处",
        "个 条 次 项 件 起 类 例",
    ),
    (
        "走访企业 检查企业 走访商户 检查单位 抽查单位 抽查部门 检查部门 联系企业 服务企业 帮扶企业",
        "家",
        "个 户 次 家次 户次 批 类 轮 所 处",
    ),
    ("收回问卷 回收问卷 有效问卷 发放问卷 调查问卷 发出问卷 评议表 测评表", "份", "套 期 次 种 张"),
    ("意见 建议", "条", "件 个 项 份 次 批 类 点 处 起 轮 遍"),
    ("公众号 账号 视频号 抖音号", "个", "类 次 批 种 条 篇 期 则 家 件 人 户"),
    ("申请", "件", "份 个 次 人次 批 户 人 名 家 笔 项 起 宗 件次"),
    ("的申请", "件", "次 批 户 笔 家"),
    (
        "到场 听课 观摩 参会 到会 参训 受训 参加",
        "人次",
        "人 名 位 家 个 户 次 场 期 批 轮 天 所 支 届 方 场次 家次 批次 户次",
    ),
    ("座谈 恳谈 培训 讲座 宣讲", "次", "场 期 人次 人 名 轮 个 天 批 家 位 课时 班次 场次 节 户 回"),
    ("举办培训 开展培训 组织培训", "次", "场 期 人次 人 名 轮 天 批 班次 场次"),
)
"""Things, their usual counter, and the others that may count them."""

_COUNTERS: Final = (
    "人次|场次|家次|户次|批次|班次|期次|件次|条次|余份|课时|方面|万元|件|条|个|份|篇|起|项|宗|例|次|人|名|位|户|家|所|处|座|张|本|册|部|台|块"
    "|幅|面|套|期|场|批|则|封|笔|单|桩|案|届|集|段|支|组|类|种|辆|栋|幢|间|页|枚|通|副|轮|回|天|元|版|辑|卷|路|点|角|分|节|级"
)
_AMOUNT: Final = r"\d[\d,]{0,9}(?:\.\d{1,2})?\s*余?[百千万亿]?余?多?"
_END: Final = r"(?=[，。；、,;：（(）)\s]|$)"
_BEHIND: Final = re.compile(
    rf"[一-龥](?:共计|合计|累计|总计|达到|共|有|为|达)?\s*{_AMOUNT}\s*(?P<counter>{_COUNTERS}){_END}"
)
_TOTAL: Final = re.compile(r"(?:共计|合计|累计|总计|达到|共|有|为|达|发出|送达|数量|总数)+$")
_LONGEST: Final = 12

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
_KINDS: Final = r"(?:自然人|公民|法人|企业|商业企业|科研机构|其他组织|法人和其他组织|社会公益组织|网上|网络|信函|当面|邮寄|电子邮件|传真|现场|线上|线下|维持|纠正|撤销|驳回|其他结果|尚未审结|予以公开|部分公开|不予公开|无法提供|不予处理|其他处理|[一-龥]{2,4}类)(?:的|提交|申请|提出|方式|渠道){0,2}(?:有)?"
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
_BARE_LAST: Final = re.compile(
    r"\d(?:件|条|篇|份|期|场|人次)、[一-龥]{2,10}(?<![第为填列至到是达])(?P<number>(?!20\d\d\D)[1-9]\d{0,6})(?=[，。；]|、[一-龥]{2,8}\d{1,6}(?:件|条|篇|份|期|场|人次))"
)
_BARE_PLACES: Final = re.compile(
    r"(?<!到)(?<!在)(?<!第)(?<!看)(?<!点击)(?:专栏|栏目|账号|公众号|公开栏|电子屏|查询机|查阅点|图解|视频|公示栏|新媒体)(?P<number>[1-9]\d{0,3})(?=[，。；])"
)
_BARE_FIRST: Final = re.compile(
    r"[一-龥]{2}(?<![第为填列至到是达表图例款项条])(?P<number>(?!20\d\d\D)[1-9]\d{0,6})(?=、[一-龥]{2,8}\d{1,6}(?:件|条|篇|份|期|场|人次)[、，。；和])"
)
_SPENT: Final = re.compile(
    r"(?:收费|费用?|经费|资金|款|金额|支出|收入|投入|预算|决算|罚没|采购)(?:总额|总计|合计|共计|共|为|达)?\d[\d,]{0,9}(?:\.\d{1,6})?(?P<counter>[万亿])(?=[，。；、）])"
)
_CLOSED: Final = re.compile(
    rf"(?:关停|注销|设立|设置|增设|设|建成|开通|新开|合并|整合|停用|停更|备案|运维|开设|新增)[一-龥]{{0,12}}(?:公众号|账号|新媒体|微博|视频号|抖音号|小程序|栏目|专栏|专题|公开栏|公示栏|窗口|查阅点){_AMOUNT}(?P<counter>家|条|件|篇|户|份|名|所|座|本|张|起){_END}"
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
_PERSONS_AHEAD: Final = re.compile(
    r"(?:^|(?<=[，。；：有\n]))(?:\d{1,5}|[一两三四五六七八九十])(?P<counter>条|份|篇|张|则|本|座)(?=(?:申请人|群众|村民|居民|市民|家长|代表|工作人员|干部|专家)(?:[，。；、]|提出|反映|多次|提交|来信|参|到|均|都|表示|来))"
)


@cache
def _allowed() -> dict[str, tuple[str, frozenset[str]]]:
    """Each thing with its usual counter and all that may count it."""
    return {
        noun: (usual, frozenset((usual, *others.split())))
        for nouns, usual, others in _TABLE
        for noun in nouns.split()
    }


def told(case: Case) -> Iterator[tuple[Passage, str, str | None, Status]]:
    """Each place with what is to be said of it, the right counter where it is known, and how sure that is."""
    for place, right in _unlike(case):
        says = f"同一件事另一处用{quoted(right)}、这里用{quoted(place.text)}，量词要一致，请核对。"
        yield place, says, right, "uncertain"
    for place in _absent(case):
        yield place, f"数字{quoted(place.text)}后面缺少量词。", None, "fail"
    for place in _each(case, _TWO):
        yield place, f"两个量词{quoted(place.text)}用在一起，只留一个。", None, "fail"
    for place in _each(case, _WORKDAYS):
        number = re.match(r"\d+", place.text)
        right = f"{number[0] if number else ''}个工作日"
        yield place, f"期限写作{quoted(right)}。", right, "fail"
    for place in _each(case, _SPENT):
        yield place, "金额后面缺少“元”。", f"{place.text}元", "fail"
    for place in _each(case, _PERSONS_AHEAD):
        yield place, f"人用“名”或者“位”来计，不用{quoted(place.text)}。", "名", "fail"
    for place, right in _unusual(case):
        says = (
            f"{quoted(place.text)}一般不用来计这里说的事物，通常用{quoted(right)}；如果数的是别的，请写明。"
        )
        yield place, says, right, "uncertain"


def _each(case: Case, pattern: re.Pattern[str]) -> Iterator[Passage]:
    for passage, match in case.prose.matches(pattern):
        yield passage.of_match(match, "counter")


def _unusual(case: Case) -> Iterator[tuple[Passage, str]]:
    """Counters that the table does not know for their thing, with the usual one."""
    table = _allowed()
    for passage, match in case.prose.matches(_BEHIND):
        text = match.string
        ahead = _TOTAL.sub("", text[max(0, match.start() - _LONGEST) : match.start() + 1])
        noun = next((ahead[i:] for i in range(len(ahead)) if ahead[i:] in table), None)
        if noun is None:
            continue
        usual, known = table[noun]
        if match["counter"] not in known and match["counter"] not in ("万元", "元"):
            yield passage.of_match(match, "counter"), usual
    for passage, match in case.prose.matches(_CLOSED):
        yield passage.of_match(match, "counter"), "个"


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
    for pattern in (_BARE_AHEAD, _BARE_LAST, _BARE_FIRST, _BARE_PLACES):
        for passage, match in case.prose.matches(pattern):
            yield passage.of_match(match, "number")

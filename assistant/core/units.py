"""What kind of organ a unit's name says it is: pure data and one reader of names.

Who may make 规章: 立法法（2023年修正）第九十一条 (departments of the State Council) and 第九十三条 (governments of
provinces, of cities with districts and of autonomous prefectures). A name that does not tell stays `CITY` or
`UNKNOWN`: nothing is guessed.
"""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Final

from assistant.core.numbers import squeeze


class Level(StrEnum):
    """The kind of organ a name stands for."""

    STATE = "state"
    """国务院 or one of its departments."""
    PROVINCE = "province"
    """Government of a province, an autonomous region or a municipality under the State Council."""
    PREFECTURE = "prefecture"
    """Government of a city with districts or of an autonomous prefecture."""
    CITY = "city"
    """Government of a city of which the name alone does not tell whether it has districts."""
    COUNTY = "county"
    TOWNSHIP = "township"
    AGENCY = "agency"
    """地区行署, 盟行署, 开发区管委会: sent out by a government, no level of government of its own."""
    DEPARTMENT = "department"
    """A department or institution of a local government, or a local branch of a state organ."""
    UNKNOWN = "unknown"


LEVEL_NAMES: Final = {
    Level.STATE: "国务院部门",
    Level.PROVINCE: "省级政府",
    Level.PREFECTURE: "设区的市、自治州政府",
    Level.CITY: "市级政府（是否设区看不出）",
    Level.COUNTY: "县级政府",
    Level.TOWNSHIP: "乡镇、街道",
    Level.AGENCY: "派出机关或者管理委员会",
    Level.DEPARTMENT: "地方政府部门、单位或者驻地方机构",
    Level.UNKNOWN: "看不出层级的单位",
}

_MAY: Final = frozenset({Level.STATE, Level.PROVINCE, Level.PREFECTURE})
_UNSURE: Final = frozenset({Level.CITY, Level.UNKNOWN})

_PROVINCES: Final = {
    "北京": "北京市", "天津": "天津市", "上海": "上海市", "重庆": "重庆市", "河北": "河北省", "山西": "山西省",
    "辽宁": "辽宁省", "吉林": "吉林省", "黑龙江": "黑龙江省", "江苏": "江苏省", "浙江": "浙江省", "安徽": "安徽省",
    "福建": "福建省", "江西": "江西省", "山东": "山东省", "河南": "河南省", "湖北": "湖北省", "湖南": "湖南省",
    "广东": "广东省", "海南": "海南省", "四川": "四川省", "贵州": "贵州省", "云南": "云南省", "陕西": "陕西省",
    "甘肃": "甘肃省", "青海": "青海省", "台湾": "台湾省", "内蒙古": "内蒙古自治区", "广西": "广西壮族自治区",
    "西藏": "西藏自治区", "宁夏": "宁夏回族自治区", "新疆": "新疆维吾尔自治区",
}  # fmt: skip

_PREFECTURE_CITIES_LISTED: Final = """
石家庄 唐山 秦皇岛 邯郸 邢台 保定 张家口 承德 沧州 廊坊 衡水
太原 大同 阳泉 长治 晋城 朔州 晋中 运城 忻州 临汾 吕梁
呼和浩特 包头 乌海 赤峰 通辽 鄂尔多斯 呼伦贝尔 巴彦淖尔 乌兰察布
沈阳 大连 鞍山 抚顺 本溪 丹东 锦州 营口 阜新 辽阳 盘锦 铁岭 朝阳 葫芦岛
长春 吉林 四平 辽源 通化 白山 松原 白城
哈尔滨 齐齐哈尔 鸡西 鹤岗 双鸭山 大庆 伊春 佳木斯 七台河 牡丹江 黑河 绥化
南京 无锡 徐州 常州 苏州 南通 连云港 淮安 盐城 扬州 镇江 泰州 宿迁
杭州 宁波 温州 嘉兴 湖州 绍兴 金华 衢州 舟山 台州 丽水
合肥 芜湖 蚌埠 淮南 马鞍山 淮北 铜陵 安庆 黄山 滁州 阜阳 宿州 六安 亳州 池州 宣城
福州 厦门 莆田 三明 泉州 漳州 南平 龙岩 宁德
南昌 景德镇 萍乡 九江 新余 鹰潭 赣州 吉安 宜春 抚州 上饶
济南 青岛 淄博 枣庄 东营 烟台 潍坊 济宁 泰安 威海 日照 临沂 德州 聊城 滨州 菏泽
郑州 开封 洛阳 平顶山 安阳 鹤壁 新乡 焦作 濮阳 许昌 漯河 三门峡 南阳 商丘 信阳 周口 驻马店
武汉 黄石 十堰 宜昌 襄阳 鄂州 荆门 孝感 荆州 黄冈 咸宁 随州
长沙 株洲 湘潭 衡阳 邵阳 岳阳 常德 张家界 益阳 郴州 永州 怀化 娄底
广州 韶关 深圳 珠海 汕头 佛山 江门 湛江 茂名 肇庆 惠州 梅州 汕尾 河源 阳江 清远 东莞 中山 潮州 揭阳 云浮
南宁 柳州 桂林 梧州 北海 防城港 钦州 贵港 玉林 百色 贺州 河池 来宾 崇左
海口 三亚 三沙 儋州
成都 自贡 攀枝花 泸州 德阳 绵阳 广元 遂宁 内江 乐山 南充 眉山 宜宾 广安 达州 雅安 巴中 资阳
贵阳 六盘水 遵义 安顺 毕节 铜仁
昆明 曲靖 玉溪 保山 昭通 丽江 普洱 临沧
拉萨 日喀则 昌都 林芝 山南 那曲
西安 铜川 宝鸡 咸阳 渭南 延安 汉中 榆林 安康 商洛
兰州 嘉峪关 金昌 白银 天水 武威 张掖 平凉 酒泉 庆阳 定西 陇南
西宁 海东 银川 石嘴山 吴忠 固原 中卫 乌鲁木齐 克拉玛依 吐鲁番 哈密
"""
_PREFECTURE_CITIES: Final = frozenset(_PREFECTURE_CITIES_LISTED.split())
"""Cities at prefecture level, without 市; the few among them that have no districts may make 规章 all the same."""

_PREFECTURES_LISTED: Final = """
延边 恩施 湘西 阿坝 甘孜 凉山 黔西南 黔东南 黔南 楚雄 红河 文山 西双版纳 大理 德宏 怒江 迪庆
临夏 甘南 海北 黄南 海南 果洛 玉树 海西 昌吉 博尔塔拉 巴音郭楞 克孜勒苏 伊犁
"""
_PREFECTURES: Final = frozenset(_PREFECTURES_LISTED.split())
"""Autonomous prefectures by the short names that stand before a bare 州."""

_STATE_BODIES_LISTED: Final = """
国务院 国务院办公厅 外交部 国防部 国家发展和改革委员会 国家发展改革委 教育部 科学技术部 科技部 工业和信息化部
国家民族事务委员会 国家民委 公安部 国家安全部 民政部 司法部 财政部 人力资源和社会保障部 人力资源社会保障部 自然资源部
生态环境部 住房和城乡建设部 住房城乡建设部 交通运输部 水利部 农业农村部 商务部 文化和旅游部
国家卫生健康委员会 国家卫生健康委 退役军人事务部 应急管理部 中国人民银行 审计署
国务院国有资产监督管理委员会 国务院国资委 海关总署 国家税务总局 国家市场监督管理总局 市场监管总局
国家金融监督管理总局 金融监管总局 中国证券监督管理委员会 中国证监会 国家广播电视总局 国家体育总局 国家信访局
国家统计局 国家知识产权局 国家国际发展合作署 国家医疗保障局 国务院参事室 国家机关事务管理局
国家粮食和物资储备局 国家能源局 国家数据局 国家国防科技工业局 国家烟草专卖局 国家移民管理局
国家林业和草原局 国家铁路局 中国民用航空局 国家邮政局 国家文物局 国家中医药管理局
国家疾病预防控制局 国家矿山安全监察局 国家消防救援局 国家外汇管理局 国家药品监督管理局 中国气象局 中国地震局
国家档案局 国家保密局 国家密码管理局 国家新闻出版署 国家版权局 国家宗教事务局 国家互联网信息办公室
"""
_STATE_BODIES: Final = frozenset(_STATE_BODIES_LISTED.split())
_STATE_BY_LENGTH: Final = tuple(sorted(_STATE_BODIES, key=len, reverse=True))

_BRACKETS: Final = re.compile(r"[(（\[【〔][^()（）\[\]【】〔〕]*[)）\]】〕]")
_GOVERNMENT: Final = re.compile(r"(?:人民)?政府(?:办公厅|办公室|办)?$")
_DISPATCHED: Final = re.compile(
    r"(?:行政公署|行署|区公所|(?<!监督)管理委员会|管委会|地区|盟"
    r"|(?:开发|高新|保税|示范|度假|风景|管理|试验|合作|功能|产业|园|景)区)$"
)
_DEPARTMENT: Final = re.compile(
    r"(?:局|委|委员会|厅|办|办公室|部|院|所|站|中心|队|处|科|室|署|社|会|行|公司|集团|学校|大学|学院|中学|小学|医院|馆|台|海关"
    r"|办事处|银行|学会|基地|园|厂)$"
)
_CITY_IN_PREFECTURE: Final = re.compile(r".+(?:市|州|地区|盟).+市")


def unit_level(name: str | None) -> Level:
    """The kind of organ that a unit's name, as it stands in a report's title, says it is.

    ``示例县人民政府`` → county, ``示例市财政局`` → department, ``淮安市`` → prefecture, ``示例市人民政府`` → city
    (the name does not tell whether it has districts). `None`, an empty or an odd name → unknown. A government's
    office (…人民政府办公室) counts as its government: that is under whose name the summary report often goes out.
    """
    plain = without_brackets(name).removeprefix("中华人民共和国")
    if plain in _STATE_BODIES:
        return Level.STATE
    if any(plain.startswith(body) for body in _STATE_BY_LENGTH):
        return Level.DEPARTMENT
    place = _GOVERNMENT.sub("", plain)
    level = _place_level(place)
    if (
        level is Level.UNKNOWN
        and _DEPARTMENT.search(plain)
        and not plain.startswith(("国家", "中国", "中央"))
    ):
        return Level.DEPARTMENT
    return level


def without_brackets(name: str | None) -> str:
    """A unit's name without blanks and without what stands in brackets: 示例区人民政府（…管委会）."""
    return _BRACKETS.sub("", squeeze(name or ""))


def same_unit(one: str | None, other: str | None) -> bool:
    """Whether two names may be one unit's: blanks, brackets, 人民政府 and its office make no difference.

    ``示例县`` and ``示例县人民政府办公室`` are the same. A name that is not known differs from none.
    """
    names = {unit_key(one), unit_key(other)}
    return "" in names or len(names) == 1


def unit_key(name: str | None) -> str:
    """What `same_unit` compares: equal for names that may be one unit's, empty for no name at all."""
    plain = without_brackets(name) or squeeze(name or "")
    return _GOVERNMENT.sub("", plain) or plain


def may_issue_rules(level: Level) -> bool | None:
    """Whether organs of this kind may make 规章; `None` when the kind does not tell."""
    return None if level in _UNSURE else level in _MAY


def _place_level(place: str) -> Level:
    if place in _PROVINCES or place in _PROVINCES.values() or place.endswith(("省", "自治区", "特别行政区")):
        return Level.PROVINCE
    if _DISPATCHED.search(place):
        return Level.AGENCY
    if place.endswith(("街道", "街道办事处", "镇", "乡", "苏木")):
        return Level.TOWNSHIP
    if place.endswith(("县", "旗", "区")):
        return Level.COUNTY
    local = _without_province(place)
    if place.endswith("自治州") or local.removesuffix("州") in _PREFECTURES:
        return Level.PREFECTURE
    if local.removesuffix("市") in _PREFECTURE_CITIES:
        return Level.PREFECTURE
    if local.endswith("市"):
        return Level.COUNTY if _CITY_IN_PREFECTURE.fullmatch(local) else Level.CITY
    return Level.UNKNOWN


def _without_province(place: str) -> str:
    for short, full in _PROVINCES.items():
        for form in (full, short):
            rest = place.removeprefix(form)
            if rest != place and len(rest) > 1 and not rest.startswith(("市", "州")):
                return rest
    return place

"""A unit's level and field by its name alone, for finding past reports of units alike. Nothing is guessed."""

from __future__ import annotations

import re
from typing import Final

from assistant.core.units import Level, unit_level, without_brackets

LEVELS: Final = {
    Level.STATE: "国务院部门",
    Level.PROVINCE: "省级",
    Level.PREFECTURE: "市级",
    Level.CITY: "市级",
    Level.COUNTY: "县级",
    Level.TOWNSHIP: "乡镇街道",
    Level.AGENCY: "管委会",
    Level.DEPARTMENT: "部门",
    Level.UNKNOWN: "",
}
"""市级 is every government whose name ends in 市: whether the city has districts the name often does not say."""

_FIELDS_LISTED: Final = """
发展改革 发展和改革 发展与改革 发改
教育 教体
科学技术 科技
工业和信息化 工信 经济和信息化 经信
民族宗教 民族和宗教 民族事务 民宗
公安 交警 交通警察
民政
司法
财政
人力资源和社会保障 人力资源社会保障 人社
自然资源 国土资源 规划和自然资源
生态环境 环境保护
住房和城乡建设 住房城乡建设 住建
城市管理 城管 综合行政执法 综合执法
交通运输 公路
水利 水务
农业农村 畜牧 乡村振兴
商务
文化和旅游 文化广电 文旅 文体
卫生健康 卫健
退役军人
应急管理 消防
审计
市场监督管理 市场监管
统计 调查队
医疗保障 医保
信访
国有资产 国资
林业 林草
行政审批 政务服务 数据 大数据
体育
税务
气象
机关事务
档案
粮食
海关
烟草
地方金融 金融
""".strip()
_FIELDS: Final = {word: line.split()[0] for line in _FIELDS_LISTED.splitlines() for word in line.split()}
_NAMES: Final = {
    "发展改革": "发展改革", "科学技术": "科技", "工业和信息化": "工业和信息化", "住房和城乡建设": "住房城乡建设",
    "人力资源和社会保障": "人力资源社会保障", "市场监督管理": "市场监管", "文化和旅游": "文化旅游", "行政审批": "政务服务",
    "地方金融": "金融",
}  # fmt: skip
_WORD: Final = re.compile("|".join(sorted(map(re.escape, _FIELDS), key=len, reverse=True)))
_PLACE: Final = re.compile(r"^.+?(?:省|自治区|自治州|(?<!城)市(?!场)|县|旗|区|州|盟)(?=.)")
_PLACES: Final = 3
_SUBDISTRICT: Final = re.compile(r"街道(?:办事处|办)?$")


def level_of(unit: str) -> str:
    """A unit's level as people call it; empty when its name does not tell."""
    return LEVELS[unit_level(unit)] if unit else ""


def field_of(unit: str) -> str:
    """The field a unit works in: 教育, 公安, 自然资源; of governments 政府, 乡镇, 街道; empty when not told."""
    plain = without_brackets(unit)
    level = unit_level(unit)
    if _SUBDISTRICT.search(plain):
        return "街道"
    if level is Level.TOWNSHIP:
        return "乡镇"
    if level in {Level.PROVINCE, Level.PREFECTURE, Level.CITY, Level.COUNTY}:
        return "政府"
    if level is Level.AGENCY:
        return "管委会" if plain.endswith(("管委会", "管理委员会")) else ""
    for _ in range(_PLACES):
        plain = _PLACE.sub("", plain, count=1)
    match = _WORD.search(plain)
    if match is None:
        return ""
    field = _FIELDS[match[0]]
    return _NAMES.get(field, field)

"""What a unit's name says it is. Fictional names, and real ones as examples of each kind."""

import pytest

from assistant.core.units import LEVEL_NAMES, Level, may_issue_rules, same_unit, unit_level

UNITS = {
    Level.STATE: "国务院办公厅 财政部 中华人民共和国自然资源部 国家税务总局 中国人民银行 国家发展和改革委员会 审计署 海关总署",
    Level.PROVINCE: """江苏省人民政府 示例省人民政府 北京市人民政府 重庆市 新疆维吾尔自治区人民政府 内蒙古自治区人民政府办公厅
        吉林省人民政府 海南省人民政府办公厅""",
    Level.PREFECTURE: """淮安市人民政府 淮安市 江苏省淮安市人民政府 吉林市人民政府 吉林省吉林市人民政府 海口市人民政府 海南海口市人民政府
        示例自治州人民政府 恩施土家族苗族自治州人民政府 恩施州人民政府 海南州人民政府 伊犁哈萨克自治州人民政府 东莞市人民政府
        淮安市人民政府办公室 朝阳市人民政府""",
    Level.CITY: "示例市人民政府 示例市 江苏省示例市人民政府 昆山市人民政府 津市市人民政府 示例市人民政府办公室",
    Level.COUNTY: """示例县人民政府 示例县 示例区人民政府 示例自治县人民政府 示例旗人民政府 鄂伦春自治旗人民政府 神农架林区人民政府
        北京市海淀区人民政府 上海市浦东新区人民政府 朝阳区 江苏省淮安市示例县人民政府办公室 苏州市昆山市人民政府
        示例州示例市人民政府 克拉玛依区人民政府 示例市示例市人民政府""",
    Level.TOWNSHIP: """示例镇人民政府 示例乡人民政府 示例民族乡 示例街道办事处 示例街道 示例县示例镇人民政府 示例苏木人民政府
        示例市示例区示例街道办事处 示例区人民政府示例街道办事处""",
    Level.AGENCY: """示例经济技术开发区管理委员会 示例高新区管委会 示例新区管理委员会 大兴安岭地区行政公署 锡林郭勒盟行政公署
        示例地区行署 兴安盟 示例开发区""",
    Level.DEPARTMENT: """示例市自然资源和规划局 示例区自然资源（中心城）分局 示例省教育厅 示例县发展和改革委员会 示例市大数据办公室
        国家税务总局示例市税务局 中国人民银行示例市分行 国家统计局示例调查队 中华人民共和国示例海关 水利部长江水利委员会
        示例市人民政府国有资产监督管理委员会 示例市人民政府外事办公室 示例县人民医院 示例大学 示例市城市建设投资公司
        示例市红十字会 示例县供销合作社 示例县融媒体中心 示例县公安局交通警察大队""",
    Level.UNKNOWN: "示例 某某 新疆生产建设兵团 国家某某局",
}


@pytest.mark.parametrize(
    ("name", "level"), [(name, level) for level, names in UNITS.items() for name in names.split()]
)
def test_levels(name, level):
    assert unit_level(name) is level


@pytest.mark.parametrize("name", [None, "", "  ", "（）"])
def test_no_name(name):
    assert unit_level(name) is Level.UNKNOWN


@pytest.mark.parametrize(
    ("name", "level"),
    [
        (" 示例县　人民政府 ", Level.COUNTY),
        ("示例县人民政府（全县汇总）", Level.COUNTY),
        ("示例市自然资源局(林业局)", Level.DEPARTMENT),
        ("示例市政府", Level.CITY),
        ("示例县政府办公室", Level.COUNTY),
    ],
)
def test_blanks_brackets_and_short_forms(name, level):
    assert unit_level(name) is level


def test_who_may_make_rules():
    assert {level for level in Level if may_issue_rules(level)} == {
        Level.STATE,
        Level.PROVINCE,
        Level.PREFECTURE,
    }
    assert {level for level in Level if may_issue_rules(level) is None} == {Level.CITY, Level.UNKNOWN}


def test_every_level_has_a_name():
    assert set(LEVEL_NAMES) == set(Level)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("示例县人民政府", "示例县", True),
        ("示例县人民政府办公室", "示例县 人民政府", True),
        ("示例区人民政府（示例新区管委会）", "示例区人民政府", True),
        ("示例市财政局", None, True),
        ("示例市财政局", "示例市民政局", False),
        ("示例县人民政府", "示例县人民政府税务局", False),
        ("示例县财政局办公室", "示例县财政局", False),
    ],
)
def test_names_of_one_unit(one, other, same):
    assert same_unit(one, other) is same and same_unit(other, one) is same

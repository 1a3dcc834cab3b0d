"""Numbers in prose: each found, at its place, and told for what it is."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.core.numbers import NumberKind, find_numbers

COUNT, RATE = NumberKind.COUNT, NumberKind.RATE


def measured(text):
    """Counts and rates as (value, unit), approximate ones with “~”."""
    return [
        (format(m.value.normalize(), "f"), ("~" if m.approximate else "") + m.unit)
        for m in find_numbers(text)
        if m.kind in {COUNT, RATE}
    ]


PROSE = [
    (
        "2025年，本局共收到政府信息公开申请23件，上年结转2件，办结24件，结转下年度1件。",
        [("23", "件"), ("2", "件"), ("24", "件"), ("1", "件")],
    ),
    (
        "网站发布信息1,286条，微信公众号推送356篇，阅读量12.5万人次。",
        [("1286", "条"), ("356", "篇"), ("125000", "人次")],
    ),
    (
        "（一）主动公开。一是全年制发规范性文件2件；二是解读3篇，召开发布会两场。",
        [("2", "件"), ("3", "篇"), ("2", "场")],
    ),
    ("办结率100%，同比增长27.8%，比上年提高3.5个百分点。", [("100", "%"), ("27.8", "%"), ("3.5", "个百分点")]),
    ("同比-5.3%，较上年下降百分之十二点五。", [("-5.3", "%"), ("12.5", "%")]),
    ("收费769.5976万元，其中信息处理费3940元。", [("769.5976", "万元"), ("3940", "元")]),
    ("全年办理行政处罚十二件、行政许可一百零五件。", [("12", "件"), ("105", "件")]),
    ("发布信息5500余条，培训约120人次，近30家单位参加。", [("5500", "~条"), ("120", "~人次"), ("30", "~家")]),
    ("访问量30多万人次，惠及10余万户、十余万人。", [("30", "~万人次"), ("100000", "~户"), ("100000", "~人")]),
    ("开展培训十几次，走访几十户，发放材料数百份。", [("10", "~次")]),
    ("答复时间不超过20个工作日，平均用时10天左右。", [("20", "~个工作日"), ("10", "~天")]),
    ("最近3年附近2个街道预约5次。", [("3", "年"), ("2", "个"), ("5", "次")]),
    ("三分之二以上为网上申请，千分之三被纠正，九成以上按期办结，百分之百答复。",
     [("66.66666666666666666666666667", "~%"), ("0.3", "%"), ("90", "~%"), ("100", "%")]),
    ("2023、2024、2025年分别收到98，112，135件。", [("2023", ""), ("2024", ""), ("98", ""), ("112", ""), ("135", "件")]),
    ("处理费共收３件，计１，５００元。", [("3", "件"), ("1", ""), ("500", "元")]),
    ("答复 3050 件（含上年度结转申请 34\n件，另有 103 件顺延）", [("3050", "件"), ("34", "件"), ("103", "件")]),
    ("申请人为自然人的19件，占82.6%；办理3-5件，用时2~3天。",
     [("19", "件"), ("82.6", "%"), ("3", ""), ("5", "件"), ("2", ""), ("3", "天")]),
    ("共1,234,567条，编号12,3456件", [("1234567", "条"), ("12", ""), ("3456", "件")]),
    ("投入资金三点五万元，覆盖三万户。", [("3.5", "万元"), ("30000", "户")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), PROSE, ids=[t[:12] for t, _ in PROSE])
def test_counts_and_rates_of_a_passage(text, expected):
    assert measured(text) == expected


NO_AMOUNT = [
    ("报告所列统计期限自2025年1月1日至2025年12月31日。", ["date", "date"]),
    ("根据国令第711号和国办公开办函〔2021〕30号", ["document", "document"]),
    ("依据第三十六条第一项、第五十条", ["ordinal"] * 3),
    ("一、总体情况\n二、主动公开\n1.机构\n2.职能", ["ordinal"] * 4),
    ("（一）依申请（2）平台 ①网站②公报⑩其他", ["ordinal"] * 5),
    ("2021-2025年，2021年-2023年，二〇二四年", ["year"] * 5),
    ("3月、1至12月、三月份、十二月三十一日、12月31日", ["date"] * 5),
    ("电话：0517-83605210，手机13800000000，邮编：223001", ["contact"] * 3),
    ("请联系abc-1@example.gov.cn或访问https://www.example.gov.cn/col/2025/a1.html", ["contact"] * 2),
    ("落实三审三校、一事一审，两微一端，12345热线", ["idiom"] * 4),
    ("进一步统一认识，一般一次性告知", ["idiom"] * 4),
    ("一是强化学习；二是加强培训；三是健全机制", ["ordinal"] * 3),
]


@pytest.mark.parametrize(("text", "kinds"), NO_AMOUNT, ids=[t[:12] for t, _ in NO_AMOUNT])
def test_numbers_that_say_nothing_of_how_much(text, kinds):
    assert [m.kind.value for m in find_numbers(text)] == kinds


@pytest.mark.parametrize(
    "text",
    [
        "十四五期间",
        "二十大精神",
        "三四个科室",
        "几十件",
        "数百条",
        "上千名",
        "成百上千",
        "七八成",
        "一成不变",
    ],
)
def test_what_has_no_definite_number(text):
    assert measured(text) == []


def test_letters_before_an_address_are_not_part_of_it():
    mentions = find_numbers("共收到申请5件请联系zhang3@example.com，共6件")
    assert [(m.text, m.kind.value) for m in mentions] == [
        ("5件", "count"), ("zhang3@example.com", "contact"), ("6件", "count"),
    ]  # fmt: skip


def test_years_have_their_value():
    text = "2024年度和二〇二三年，2019—2021年"
    assert [m.value for m in find_numbers(text)] == [2024, 2023, 2019, 2021]


@pytest.mark.parametrize(
    "text", ["100件左右", "100件以上", "约100件", "超过100件", "100余件", "100多件", "不足100件"]
)
def test_about_so_many(text):
    (mention,) = find_numbers(text)
    assert (mention.value, mention.unit, mention.approximate) == (100, "件", True)


@pytest.mark.parametrize("text", ["共100件", "大幅增至100件", "公约100件", "附近100件"])
def test_exactly_so_many(text):
    assert [m.approximate for m in find_numbers(text)] == [False]


PIECES = st.sampled_from(
    ["收到申请", "12", "件", "，", "２０２５", "年", "一是", "①", "5.5", "%", "\n", " ", "三万", "元", "〔2021〕30号", "约", "余",
     "-", "百分之", "五", "十", "点", "1,234", "a@b.cn", "①", "成", "㎡", "½", "～"]
)  # fmt: skip


@given(st.lists(PIECES, max_size=25).map("".join))
def test_offsets_slice_back_to_the_text_and_never_overlap(text):
    end = 0
    for mention in find_numbers(text):
        assert text[mention.start : mention.end] == mention.text != ""
        assert mention.start >= end
        end = mention.end


@given(st.integers(0, 10**9), st.sampled_from(["件", "条", "篇", "人次", "元", "个"]))
def test_any_count_is_found_exactly(n, counter):
    for written in (str(n), f"{n:,}"):
        text = f"本年度共办理{written}{counter}，均按期办结。"
        (mention,) = find_numbers(text)
        assert (mention.value, mention.unit, mention.kind, mention.approximate) == (
            Decimal(n),
            counter,
            COUNT,
            False,
        )


@given(st.decimals(0, 1000, places=1))
def test_any_rate_is_found_exactly(rate):
    (mention,) = find_numbers(f"同比增长{rate}%。")
    assert (mention.value, mention.unit, mention.kind) == (rate, "%", RATE)


def test_a_number_too_long_to_be_one_is_left_out():
    assert find_numbers("编码" + "7" * 25) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("发布123456件", [("123456", "件", "count")]),
        ("发布12345件", [("12345", "件", "count")]),
        ("收费12345.67万元", [("12345.67", "万元", "count")]),
        ("办理12345 人次", [("12345", "人次", "count")]),
        ("约12345余条", [("12345", "条", "count")]),
        ("12345热线受理3件", [("12345", "", "idiom"), ("3", "件", "count")]),
        ("12345平台、热线12345，5件", [("12345", "", "idiom"), ("12345", "", "idiom"), ("5", "件", "count")]),
        ("12345处理3件", [("12345", "", "idiom"), ("3", "件", "count")]),
    ],
)
def test_the_hotline_is_no_count_and_a_count_no_hotline(text, found):
    assert [(str(m.value), m.unit, m.kind.value) for m in find_numbers(text)] == found

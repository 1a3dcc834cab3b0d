"""PRIVACY: people's numbers and names. Every number here is made up by rule."""

import pytest

from assistant.checking import check_report
from assistant.checking.wording.privacy import masked
from tests.checking.support import only, written


def identity(first="11010119900101001"):
    weighed = sum(int(d) * pow(2, 17 - n, 11) for n, d in enumerate(first))
    return first + "10X98765432"[weighed % 11]


def card(first="622202000000000000"):
    for last in "0123456789":
        digits = first + last
        doubled = [int(d) * 2 for d in digits[-2::-2]]
        if (sum(map(int, digits[-1::-2])) + sum(d - 9 * (d > 9) for d in doubled)) % 10 == 0:
            return digits
    raise AssertionError


def privacy(text, section="overview"):
    return [f for f in check_report(written(**{section: text})) if f.code == "PRIVACY"]


@pytest.mark.parametrize(
    "text",
    [
        f"申请人（身份证号{identity()}）提出申请。",
        "身份证号110101900101001的申请人提出申请。",
        f"退款至银行账户{card()}。",
        "申请人电话13800000001，已电话告知。",
        "申请人电话138 0000 0001，已电话告知。",
    ],
)
def test_numbers_of_people(text):
    finding = privacy(text)[0]
    assert (finding.severity, finding.status) == ("error", "fail")
    digits = "".join(c for c in str(finding.found) if c.isdigit())
    assert len(digits) == 5
    assert str(finding.found) in finding.message
    assert privacy(text.replace(str(finding.found), "")) != [], "the text itself is not changed"


def test_a_number_is_never_repeated_in_full():
    finding = privacy(f"申请人（身份证号{identity()}）提出申请。")[0]
    assert identity() not in finding.model_dump_json()


def test_the_offices_own_mobile_is_a_question():
    finding = only(privacy("联系电话：13800000001。统计期限为2024年1月1日至12月31日。", "preface"), "PRIVACY")
    assert (finding.severity, finding.status, finding.correction) == ("warning", "uncertain", None)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("对车辆鲁A12345的违法记录予以公开。", "鲁A****"),
        ("申请人王小明于3月提出申请。", "王某"),
        ("原告李建国不服，提起诉讼。", "李某"),
        ("张小红女士来电咨询。", "张某"),
    ],
)
def test_plates_and_names_are_questions(text, shown):
    finding = only(privacy(text), "PRIVACY")
    assert (finding.severity, finding.status, finding.found) == ("warning", "uncertain", shown)


@pytest.mark.parametrize(
    "text",
    [
        "咨询电话：0000-0000000，邮箱a@example.com，12345热线办理9568件。",
        "申请人电话138****0001，身份证号110101********0010。",
        "申请人王某提出申请，张某某不服，李××起诉。",
        "申请人向我局提出申请，申请人何时提交均予登记，申请人曾于3月提出。",
        "申请人陈述理由，申请人许可后公开，申请人任何时候提出。",
        "车管所发放新能源车牌12345副，京A段号牌用完。",
        "收费316441.5678万元，访问量13812345678次以外另有1234567890123456次。",
        "王女士来电咨询，居民马上收到通知，村民代表提出意见。",
        "统一社会信用代码11320800014299999X。",
    ],
)
def test_nobodys_numbers_and_names(text):
    assert [f.message for f in privacy(text) if "银行卡" in f.message or f.severity == "warning"] == []


def test_masked_keeps_the_shape():
    assert masked("138 0000 0001") == "138 **** **01"

"""TEXT-NUMBER, told in everyday words: 查无此件, 翻来覆去, 打官司, 废掉的文件; and what only looks like such a number."""

import pytest

from assistant.checking.figures.ties.aliases import names_in
from assistant.checking.figures.ties.spoken import spoken_in
from tests.checking.texts import REQUESTS, of_text, words

CODE = "TEXT-NUMBER"

# 新收23（自然人19、企业3、法律服务机构1），结转2，办结24，结转下年1；公开11、部分3、不予2、无法5、不予处理2、其他1
WRONG = [
    ("今年以来，村民向镇里提出政府信息公开申请28件。", ["28件"]),
    ("上年拖过来的申请5件，开春就办了。", ["5件"]),
    ("新老申请合在一起28件。", ["28件"]),
    ("转过年还要办的申请，跨年接着办的有4件。", ["4件"]),
    ("还有4件没来得及办完，转到2026年接着办。", ["4件"]),
    ("申请人要的材料照单给了的17件。", ["17件"]),
    ("遮去姓名以后再给的答复6件。", ["6件"]),
    ("翻遍档案没有结果的申请8件。", ["8件"]),
    ("同样的内容再次来问的申请7件，不予处理。", ["7件"]),
    ("翻来覆去提同一件事的申请6件。", ["6件"]),
    ("以个人名义写来的申请28件。", ["28件"]),
    ("全部公开的答复是17件。", ["17件"]),
    ("因公开答复打官司的4件。", ["4件"]),
    ("年内又废掉规范性文件7件。", ["7件"]),
]


@pytest.mark.parametrize(("text", "wrong"), WRONG)
def test_numbers_in_everyday_words(text, wrong):
    findings = of_text(REQUESTS + text, CODE)
    assert words(REQUESTS + text, findings) == wrong


RIGHT = [
    "告知不具体，应当走查询窗口的没有写明，抽查答复书40份。",
    "上年拖过来的申请2件，开春就办了。",
    "新老申请合在一起25件。",
    "申请人要的材料照单给了的11件。",
    "以个人名义写来的申请19件。",
    "全部公开的答复是11件。",
    "其中1件翻遍档案没有结果，已如实答复申请人。",
    "个人申请里有14件附了身份证复印件。",
    "单独印发文件16件，联合印发文件11件。",
]


@pytest.mark.parametrize("text", RIGHT)
def test_what_everyday_words_do_not_contradict(text):
    assert of_text(REQUESTS + text, CODE) == []


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("检索之后查无此件的", "unavailable.not_held"),
        ("通知补正以后没有回音的", "other.not_corrected_in_time"),
        ("拒交钱的", "other.fee_unpaid"),
        ("借申请反映投诉的", "not_processed.petition_or_complaint"),
        ("要求我局重新盖章的", "not_processed.reconfirmation"),
        ("需要把数据重新统计才有的", "unavailable.needs_creation"),
        ("补充以后仍讲不明白的", "unavailable.still_unclear"),
        ("牵涉他人秘密的", "refused.third_party_rights"),
        ("没定稿的材料", "refused.process_information"),
        ("没走复议直接到法院起诉的", "direct"),
        ("还在等判决的", "pending"),
    ],
)
def test_the_row_that_everyday_words_tell(text, key):
    assert key in {n.key for n in (*spoken_in(text), *names_in(text))}

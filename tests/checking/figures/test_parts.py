"""TEXT-PARTS: parts against their whole."""

import pytest

from tests.checking.texts import REQUESTS, of_text, words

CODE = "TEXT-PARTS"

MORE = [
    (
        "缴费5530元，其中按件计收3件400元、按量计收9件5230元。",
        "5530元，其中按件计收3件400元、按量计收9件5230元",
    ),
    ("网站公开信息320条，其中政策文件120条、工作动态250条。", "320条，其中政策文件120条、工作动态250条"),
    (
        "许可共412件，其中教师资格认定386件、学校设立和变更26件、校车许可11件。",
        "412件，其中教师资格认定386件、学校设立和变更26件、校车许可11件",
    ),
    (
        "上线信息8642条，由县直部门供稿4825条、乡镇供稿3917条。",
        "8642条，由县直部门供稿4825条、乡镇供稿3917条",
    ),
    ("举办培训3次，其中集中培训4次。", "3次，其中集中培训4次"),
    ("制作解读材料12篇（其中图解8篇、视频5篇）。", "12篇（其中图解8篇、视频5篇"),
    ("发布图解8条、视频5条，共计12条。", "8条、视频5条，共计12条"),
    (
        "抽查案卷60件，按内容分为三类：甲类29件，乙类14件，丙类18件。",
        "60件，按内容分为三类：甲类29件，乙类14件，丙类18件",
    ),
    (
        "作出决定18326件，其中违法停车16905件，占道经营、违法建设等1521件。",
        "18326件，其中违法停车16905件，占道经营、违法建设等1521件",
    ),
    (
        "办理建议提案30件，包括人大代表建议18件，政协提案14件。",
        "30件，包括人大代表建议18件，政协提案14件",
    ),
]


@pytest.mark.parametrize(("text", "where"), MORE)
def test_parts_that_exceed_their_whole(text, where):
    (finding,) = of_text(text, CODE)
    assert finding.severity == "error"
    assert words(text, [finding]) == [where]


@pytest.mark.parametrize(
    "text",
    [
        "培训4次，共268人次参加，局机关92人次，区县分局141人次，所属单位45人次。",
        "答复书24份，通过电子邮箱发送13份，邮政专递寄送7份，申请人自取5份。",
        "公开信息402条，一季度82条，二季度97条，三季度128条，四季度105条。",
        "建成查阅点164个，市级2个、县级9个、乡镇（街道）143个。",
        "收费公示342.15万元，占道费118.6万元、生活垃圾处理费196.25万元、停车费37.3万元。",
    ],
)
def test_lists_without_an_opener_that_come_to_more_are_doubtful(text):
    assert [f.severity for f in of_text(text, CODE)] == ["warning"]


def test_parts_that_fall_short():
    (finding,) = of_text("办理建议提案30件，包括人大代表建议15件，政协提案14件。", CODE)
    assert finding.severity == "warning"
    assert "少 1" in finding.message
    assert (finding.expected, finding.found) == (30, 29)


def test_a_notable_few_are_only_mentioned():
    (finding,) = of_text("网站公开信息412条，其中规划公示96条、土地公告57条。", CODE)
    assert finding.severity == "info"


FINE = [
    "行政诉讼均为21件，其中直接起诉由12件减半至6件，复议后起诉由9件增至15件。",
    "由25件增到56件，其中投诉类22件，多7件；重复申请19件，多11件；其余15件。",
    "75件申请中，网上提交46件、信函寄送23件、当面递交6件；从申请人看，个人70件，企业3件，律所2件。",
    "抽查案卷60件，其中甲类20件、乙类16件，合计36件；丙类24件。",
    "网站公开信息320条，其中政策文件120条、工作动态100条等。",
    "网站公开信息320条，主要是政策文件120条、工作动态100条。",
    "网站公开信息320条，其中政策文件120条、工作动态200条。",
    "发布信息320条，其中原创120条，阅读量5万次。",
    "公开信息500余条，其中图解300条、视频260条。",
    f"{REQUESTS}办理申请25件，其中新收23件，由自然人提出19件、商业企业3件、法律服务机构1件，另2件为上年结转。",
    f"{REQUESTS}办结24件，其中予以公开11件、部分公开3件，两项占58.3%；不予公开2件，无法提供5件，不予处理2件，其他处理1件。",
    f"{REQUESTS}行政复议2件，其中结果维持1件，尚未审结1件；没有行政诉讼。",
    "新增栏目12个，比上年增加3个，其中政策类8个、服务类4个。",
    "今年比上年增加31件，其中甲类22件，乙类19件。",
]


@pytest.mark.parametrize("text", FINE)
def test_lists_that_come_out_or_leave_things_out(text):
    assert of_text(text, CODE) == []


def test_a_number_told_already_is_not_told_twice():
    text = f"{REQUESTS}新收政府信息公开申请23件，其中自然人21件、商业企业3件、法律服务机构1件。"
    assert of_text(text, CODE) == []
    assert words(text, of_text(text, "TEXT-NUMBER")) == ["21件"]

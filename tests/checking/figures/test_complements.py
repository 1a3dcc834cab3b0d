"""TEXT-PARTS: what is left of a whole, what a list leaves out, what is all of a year or of a matter."""

import pytest

from tests.checking.texts import REQUESTS, of_text, words

CODE = "TEXT-PARTS"

RESTS = [
    ("收到提案30条，采纳21条，其余11条已说明理由。", "30条，采纳21条，其余11条"),
    ("检查查出缺项26处，补齐20处，剩余的8处限期补正。", "26处，补齐20处，剩余的8处"),
    ("清单所列16个栏目，14个已按季更新，尚有3个未更新。", "16个栏目，14个已按季更新，尚有3个"),
    ("列入计划的文件40件，已解读33件，余下9件正在起草解读稿。", "40件，已解读33件，余下9件"),
    (
        "村级点位60个，硬件齐全的41个，缺查询机的12个，剩下的9个等待搬迁。",
        "60个，硬件齐全的41个，缺查询机的12个，剩下的9个",
    ),
]

RESTS_THAT_FIT = [
    "收到提案30条，采纳21条，其余9条已说明理由。",
    "清单所列16个栏目，14个已按季更新，尚有2个未更新。",
    "查出缺项26处，补齐20处，其中当场补齐5处，剩余的6处限期补正。",
    "案件审结15件，其中维持11件，还有2件正在审理。",
    "前期排查26处，补齐20处；另有外部链接8处没有纳入。",
    "复核31件，尚有1件未结，督办18件，尚有2件未结。",
    "接受咨询约200人次，现场120人次，其余100多人次来自电话。",
]


@pytest.mark.parametrize(("text", "where"), RESTS)
def test_a_rest_that_fits_no_whole(text, where):
    found = of_text(text, CODE)
    assert words(text, found) == [where]
    assert found[0].severity == "warning"


@pytest.mark.parametrize("text", RESTS_THAT_FIT)
def test_a_rest_that_some_reading_explains(text):
    assert of_text(text, CODE) == []


YEARS = [
    ("一季度接听61个，二季度70个，三季度66个，四季度59个，全年合计266个。", 256),
    ("第1季度发布22条，第2季度25条，第3季度31条，第4季度20条，全年发布108条。", 98),
    ("制作短片36条，前三季度投放28条，第四季度投放9条。", 37),
    ("组织巡查，上半年11次，下半年16次，共计28次。", 27),
]


@pytest.mark.parametrize(("text", "total"), YEARS)
def test_parts_of_a_year(text, total):
    assert [f.found for f in of_text(text, CODE)] == [total]


PAIRS = [
    ("收到反馈34条，采纳19条，未采纳并书面答复的17条。", 36),
    ("办了5期讲座，面向村干部的3期，面向企业的4期。", 7),
    ("抽查点位48个，内容完整的39个，内容陈旧的11个。", 50),
    ("20个村的公示栏都换过，其中换顶棚的14个村，移到村口的7个村。", 21),
    ("向公众发放折页、挂图、手册三类材料，折页60份、挂图25张、手册30册，三类合计125份。", 115),
    ("全年受理举报450件，按来源分，来电210件、来信150件、网络110件。", 470),
    ("表彰单位12家，即县直单位8家和乡镇3家。", 11),
]


@pytest.mark.parametrize(("text", "total"), PAIRS)
def test_numbers_that_are_all_of_a_matter(text, total):
    assert [f.found for f in of_text(text, CODE)] == [total]


FINE = [
    "一季度接听61个，二季度70个，三季度66个，四季度59个，全年合计256个。",
    "上半年培训3次，下半年培训2次，累计参加210人次。",
    "收到反馈34条，采纳19条，未采纳15条。",
    "收到复函20份，同意9份、不同意7份，逾期未复4份。",
    "发出告知书18份，收回同意意见9份、不同意意见5份，未回复4份。",
    "网站发布320条，其中通过专栏发布250条，通过首页发布140条，部分信息同步发布。",
    "办了5期讲座，面向村干部的3期，面向企业的2期。",
    "来电反映的事项有违停类96件、占道类71件、噪声类48件。",
    "工单215件：扬尘96件，噪声71件，油烟48件。",
]


@pytest.mark.parametrize("text", FINE)
def test_lists_that_come_out(text):
    assert of_text(text, CODE) == []


def test_a_row_of_the_tables_that_a_list_leaves_out():
    # 无法提供5：不掌握3、没有现成信息1、补正后不明确1
    text = "办结24件申请，予以公开11件，部分公开3件，不予公开2件，无法提供5件。"
    found = of_text(REQUESTS + text, CODE)
    assert [(f.found, f.severity) for f in found] == [(21, "warning")]


@pytest.mark.parametrize(
    "text",
    [
        "办结24件申请，主要是予以公开11件，部分公开3件，无法提供5件。",
        "办结24件申请，予以公开11件，部分公开3件，不予公开2件，无法提供5件，其余作其他处理。",
        "办结24件申请，予以公开11件，部分公开3件，占58.3%。",
    ],
)
def test_a_list_that_leaves_rows_out_on_purpose(text):
    assert [f for f in of_text(REQUESTS + text, CODE) if f.severity != "info"] == []


EACH = [
    ("印制折页1500份，6个社区各领取200份，窗口留存400份。", "1500份，6个社区各领取200份"),
    ("培训3期，每期40人，共140人。", "3期，每期40人，共140人"),
    ("手册印了900本，20个站点每个站点40本，中心另放200本。", "900本，20个站点每个站点40本"),
]
PAIRS = [
    ("两期到会146人次：第一期71人次，讲发布；第二期85人次，讲答复。", "146人次：第一期71人次，讲发布；第二期85人次"),
    ("联络员36名，机关科室14名、所队20名。", "36名，机关科室14名、所队20名"),
    ("栏目29个，关了9个，并了8个，留下来的还有14个。", "29个，关了9个，并了8个，留下来的还有14个"),
    ("抽查文书3460件，其中2020年作出的1210件、2021年作出的1180件、2022年作出的1170件。", "3460件，其中2020年作出的1210件、2021年作出的1180件、2022年作出的1170件"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "where"), [*EACH, *PAIRS])
def test_so_many_of_each_and_what_is_told_in_turns(text, where):
    assert words(text, of_text(text, CODE)) == [where]


@pytest.mark.parametrize(
    "text",
    [
        "印制折页1600份，6个社区各领取200份，窗口留存400份。",
        "印制折页1500份，6个社区各领取200份。",
        "培训3期，每期40人，共120人。",
        "公开栏8个，8个社区公开栏每月更换两次，全年共192次。",
        "培训3期，平均每期40人，共125人。",
        "两期到会156人次：第一期71人次，讲发布；第二期85人次，讲答复。",
        "三期到会196人次：第一期71人次，讲发布；第二期85人次，讲答复；第三期40人次，讲保密。",
        "有效文件9件：年初8件，添2件，去1件。",
        "来件分三档：急事1日内答复、一般事项5日内答复、疑难事项10日内答复，共3档。",
        "座谈5次，网上3次，当面1次。",
        "有效文件27件，今年新出4件、废止6件，年末还剩27件。",
    ],
)
def test_each_and_turns_that_come_out(text):
    assert of_text(text, CODE) == []

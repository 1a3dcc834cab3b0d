"""Right words in the wrong place, sayings with a slip and terms cut short; the same characters where they are right."""

from __future__ import annotations

import pytest

from assistant.checking.rulebook import table
from tests.checking.texts import of_text


def found(overview: str) -> list[tuple[str, str | None, str]]:
    return [(str(f.found), f.correction, f.severity) for f in of_text(overview, "TYPO")]


@pytest.mark.parametrize(
    ("text", "wrong", "right"),
    [
        ("监督抽查结果按批次向社会公式。", "公式", "公示"),
        ("县政府办公室年内来局检察2次。", "检察", "检查"),
        ("处罚决定书上网前逐份检察有无遗漏。", "检察", "检查"),
        ("监督员现场录入、办公室次日复合。", "复合", "复核"),
        ("镇里派人上门和实，当面说明结果。", "和实", "核实"),
        ("申领条件、所需材料、办理实现逐条列清，法定实现内答复。", "实现", "时限"),
        ("多是把内部传阅当作不公开的一句。", "一句", "依据"),
        ("不让群众查到过时的信心。", "信心", "信息"),
        ("其于个人信息从文本中删去。", "其于", "其余"),
        ("当事人可到就进的执法队窗口查询。", "就进", "就近"),
        ("指出的5个问题均已整改道位。", "道位", "到位"),
        ("居民可在公开栏扫吗查看施工安排。", "扫吗", "扫码"),
        ("家长只需记往一个入口。", "记往", "记住"),
        ("由村干部上门宣将。", "宣将", "宣讲"),
        ("从原头上防止个人隐私外泄。", "原头", "源头"),
        ("申请人逾期不补正的，重新告知不正内容。", "不正", "补正"),
        ("依法旅行告知义务，旅行职责。", "旅行", "履行"),
        ("部门的法定指责调整后及时更新。", "指责", "职责"),
        ("市征服网站设专栏。", "征服", "政府"),
        ("区发展和改革局引发《工作要点》。", "引发", "印发"),
        ("申请材料设计个人隐私的，隐去后提供。", "设计", "涉及"),
        ("征求一见的时间不计入期限。", "一见", "意见"),
        ("答复口径前后不一直。", "一直", "一致"),
        ("存在一下问题：更新不及时。", "一下", "以下"),
        ("未经保密审的材料一律不得发布。", "保密审", "保密审查"),
        ("名单经街道党政办公核对后发布。", "党政办公", "党政办公室"),
        ("做到有据可察，过程留痕。", "有据可察", "有据可查"),
        ("防止公开流于型式。", "型式", "形式"),
        ("栏目偏旧，下一部拟全部重做。", "下一部", "下一步"),
        ("办理进度带后的，由科长督促。", "带后", "滞后"),
        ("各类台账正着手正合成一本。", "正合", "整合"),
        ("缺少的附件已由申请人补其。", "补其", "补齐"),
        ("各站点的信息员均已配其。", "配其", "配齐"),
        ("避免在次发生同类差错。", "在次", "再次"),
        ("著作权力人可凭证件查询进度。", "权力人", "权利人"),
        ("抽检数据由检验科初核、质量科复合。", "复合", "复核"),
        ("班车时刻调整后，站牌随即跟新。", "跟新", "更新"),
    ],
)
def test_a_word_that_is_wrong_beside_its_neighbours_is_an_error(text: str, wrong: str, right: str) -> None:
    told = found(text)
    assert any(wrong in w and right in str(r) and s == "error" for w, r, s in told), told


@pytest.mark.parametrize(
    "text",
    [
        "向社会公布计算公式，按公式计算。",
        "县人民检察院、检察机关和检察建议逐份登记，全面检察监督。",
        "复合材料和复合肥抽检结果上网。",
        "公布皮带后方的警示标识，随身携带后备电源。",
        "公示价格正合适，真正合理的建议予以采纳。",
        "要求其补其所短，对其公开工作逐项评议。",
        "将在次日公布，存在次要问题。",
        "公权力人人监督，看得见、管得住。",
        "看剧的下一部分内容另行公布。",
        "上门和实地走访相结合，上门核实。",
        "审批实现全程网办，办理实现闭环，目标实现后公布。",
        "窗口多问了一句话，增强了企业信心，坚定发展信心。",
        "由其于3月提出申请，群众就进出口问题来信。",
        "登记往来账目，宣将军纪念馆开放。",
        "作风不正之风，只需手机操作，旅行社名单公开。",
        "受到指责，智能部门锁，阻止违法行为。",
        "政策文件引发各方关注，因信息公开引发的行政复议。",
        "城市设计结果公示，设计第三方评估指标。",
        "一直保持更新，了解一下情况，提出一件建议。",
        "文件上未公开的部分，升级时发布公告，即使公开了也要保密。",
        "保密审查、保密审批、党政办公楼、党政办公会，只公布统计数。",
        "整治形同虚设的公开栏，三种形态。",
    ],
)
def test_the_same_words_in_their_own_sense_stay(text: str) -> None:
    assert found(text) == []


def test_what_may_be_meant_is_a_warning_that_says_so() -> None:
    (finding,) = of_text("招领启示在公告栏张贴，共2张。", "TYPO") or of_text("征集启示。", "TYPO")
    assert (finding.severity, finding.status, finding.correction) == ("warning", "uncertain", "启事")
    assert "请核对" in finding.message


def test_titles_are_quoted_as_they_are() -> None:
    assert found("学习《关于整改道位的通知》。") == []


def test_every_line_names_two_words_and_its_neighbours() -> None:
    data = table("spelling/confusables")
    for line in (*data["errors"], *data["warnings"]):
        words, before, behind = (part.split() for part in line.split("|"))
        assert len(words) == 2 and words[0] != words[1], line
        assert before or behind or len(words[0]) > 2, line
    lines = [*data["errors"], *data["warnings"], *data["cut_short"]]
    assert len(set(lines)) == len(lines)

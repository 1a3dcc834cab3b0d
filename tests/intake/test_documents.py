"""Documents without articles: answers, opinions, notices with what they issue, and the form of the yearly report."""

from __future__ import annotations

from datetime import date

from assistant.intake import take_in
from assistant.library.imported import ImportedText
from tests.intake.statutes import article, as_docx, as_html, labels, squeezed, text_of

ANSWER = [
    "示例院办公厅示例公开办公室",
    "关于示例期限有关问题的解释",
    "示办公开办函[2015]999号",
    "某某委信息公开办公室：",
    "来函收悉。经研究，现就示例期限有关问题答复如下：",
    "一、示例机关收到示例申请后，应当依照规定办理，期限从收到之日起计算，遇有特殊情形的另行处理。",
    "二、关于邮寄。以签收之日为收到之日。",
    "（一）当面提交的，当场登记；",
    "（二）邮寄的，以邮戳为准。",
    "示例院办公厅示例公开办公室",
    "2015年7月7日",
]
OPINION = [
    "示例市人民政府办公室关于推进示例工作的意见",
    "示政办发﹝2024﹞12号",
    "各区人民政府，市有关部门：",
    "为推进示例工作，经市人民政府同意，现提出以下意见。",
    "一、总体要求",
    "（一）指导思想。坚持示例，稳步推进。",
    "（二）工作目标。到2025年建成示例体系。",
    "二、重点任务",
    "（三）梳理事项。各单位应当梳理事项，编制目录，并向社会公布。",
    "1.目录要全。",
    "2.目录要新。",
    "（四）规范流程。",
    "按流程办理各项工作。",
    "三、保障措施",
    "加强领导，落实责任。",
    "附件：1.示例目录",
    "2.示例流程",
    "示例市人民政府办公室",
    "2024年3月1日",
    "（此件公开发布）",
    "附件1",
    "示例目录",
    "附件2",
    "示例流程",
]


def test_an_answer_of_an_office() -> None:
    text = text_of(ANSWER)
    assert text.title == "示例院办公厅示例公开办公室关于示例期限有关问题的解释"
    assert (text.number, text.version) == ("示办公开办函〔2015〕999号", "2015年")
    assert labels(text) == ["序言", "一、", "二、关于邮寄"]
    assert article(text, "一、") == ANSWER[5]
    assert article(text, "二、关于邮寄") == "\n".join(ANSWER[6:9])
    assert {"2015年7月7日", "某某委信息公开办公室："} <= set(text.about)
    assert text.unplaced == ()


def test_an_opinion_with_parts_counted_through() -> None:
    text = text_of(OPINION)
    assert (text.title, text.number) == (OPINION[0], "示政办发〔2024〕12号")
    assert [(a.label, a.chapter) for a in text.articles] == [
        ("序言", ""),
        ("（一）指导思想", "一、总体要求"),
        ("（二）工作目标", "一、总体要求"),
        ("（三）梳理事项", "二、重点任务"),
        ("（四）规范流程", "二、重点任务"),
        ("三、保障措施", ""),
        ("附件1", ""),
        ("附件2", ""),
    ]
    assert article(text, "（三）梳理事项") == "\n".join(OPINION[8:11])
    assert article(text, "三、保障措施") == "加强领导，落实责任。"
    assert (text.unplaced, text.characters_kept) == ((), text.characters_in)


def test_every_format_of_an_opinion() -> None:
    plain = text_of(OPINION)
    for data in (
        as_docx(OPINION),
        as_html(OPINION, "<p>当前位置：首页 > 文件</p>", "<p>【打印】【关闭】</p>"),
    ):
        text = take_in(data)
        assert isinstance(text, ImportedText)
        assert text.articles == plain.articles


def test_parts_with_the_same_heading_are_told_apart() -> None:
    lines = [
        "示例通知",
        "一、甲事",
        "（一）目标。甲一。",
        "（二）要求。甲二。",
        "二、乙事",
        "（一）目标。乙一。",
        "（二）要求。乙二。",
    ]
    text = text_of(lines)
    assert labels(text) == ["一、（一）目标", "一、（二）要求", "二、（一）目标", "二、（二）要求"]


def test_a_notice_and_what_it_issues() -> None:
    text = text_of(
        [
            "示例院办公厅关于印发《示例处理费管理办法》的通知", "示办函〔2020〕999号", "各省、自治区、直辖市人民政府：",
            "《示例处理费管理办法》已经示例院同意，现印发给你们，请认真贯彻执行。", "示例院办公厅", "2020年11月17日",
            "（此件公开发布）", "示例处理费管理办法", "第一条 为了规范示例处理费管理，制定本办法。",
            "第二条 本办法所称示例处理费，是指示例。", "第三条 示例。", "第四条 本办法自2021年1月1日起施行。",
        ]
    )  # fmt: skip
    assert (text.title, text.number) == ("示例处理费管理办法", "示办函〔2020〕999号")
    assert (text.version, text.in_force_from) == ("2020年", date(2021, 1, 1))
    assert labels(text) == ["第一条", "第二条", "第三条", "第四条"]
    assert "示例院办公厅关于印发《示例处理费管理办法》的通知" in text.about


def test_a_decision_to_amend_is_a_text_of_its_own() -> None:
    text = text_of(
        [
            "示例大会关于修改《中华人民共和国示例法》的决定", "（2024年2月1日通过）", "一、将第三条修改为：",
            "“第三条 示例机关应当公开。”", "二、删去第五条。", "三、本决定自2024年3月1日起施行。",
        ]
    )  # fmt: skip
    assert text.title == "示例大会关于修改《中华人民共和国示例法》的决定"
    assert [a.label[:2] for a in text.articles] == ["一、", "二、", "三、"]
    assert "“第三条示例机关应当公开。”" in squeezed(text.articles[0].text)
    assert text.in_force_from == date(2024, 3, 1)


def test_a_short_answer_without_sections_is_one_piece() -> None:
    body = "来函收悉。经研究，示例机关收到示例申请后应当依法答复；依法不属于本机关负责的，应当告知申请人并说明理由，同时告知其向谁提出。"
    text = text_of(
        ["示例部办公厅关于示例答复主体问题的复函", "示办函〔2014〕67号", "某省示例厅：", body, "2014年9月3日"]
    )
    assert labels(text) == ["全文"]
    assert article(text, "全文") == body
    assert (text.number, text.unplaced) == ("示办函〔2014〕67号", ())


def test_the_blank_form_of_the_report_is_a_document_not_a_report() -> None:
    rows = "".join(
        f"<tr><td>{name}</td><td></td><td></td></tr>" for name in ("规章", "行政规范性文件", "行政许可")
    )
    page = (
        "<html><body><p>示例院办公厅示例公开办公室关于印发《示例信息公开工作年度报告格式》的通知</p>"
        "<p>示办公开办函〔2021〕999号</p><p>各省人民政府办公厅：</p>"
        "<p>现将修订后的格式印发给你们，自2021年度政府信息公开工作年度报告起执行。</p><p>2021年9月26日</p>"
        "<p>示例信息公开工作年度报告格式</p><p>一、总体情况</p><p>围绕主动公开、依申请公开、监督保障等方面，写明情况。</p>"
        f"<p>二、主动公开政府信息情况</p><table>{rows}</table><p>三、收到和处理政府信息公开申请情况</p><p>（表略）</p>"
        "<p>四、政府信息公开行政复议、行政诉讼情况</p><p>（表略）</p><p>五、存在的主要问题及改进情况</p><p>写明问题和改进情况。</p>"
        "<p>六、其他需要报告的事项</p><p>写明收费情况。</p></body></html>"
    )
    text = take_in(page.encode())
    assert isinstance(text, ImportedText)
    assert (text.title, text.number) == ("示例信息公开工作年度报告格式", "示办公开办函〔2021〕999号")
    assert labels(text)[-6:] == [
        "一、总体情况", "二、主动公开政府信息情况", "三、收到和处理政府信息公开申请情况",
        "四、政府信息公开行政复议、行政诉讼情况", "五、存在的主要问题及改进情况", "六、其他需要报告的事项",
    ]  # fmt: skip
    assert article(text, "二、主动公开政府信息情况").split("\n") == ["规章", "行政规范性文件", "行政许可"]

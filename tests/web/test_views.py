"""What staff see of tables, findings and draft: the right marks, the right words, and never markup of theirs."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

import pytest
from lxml import html

from assistant import check_report, draft_report
from assistant.core.numbers import read_cell
from assistant.core.report import Cell, CellKind, Problem, Report
from assistant.drafting.draft import Doubt, Draft, Sentence, TracedNumber, Verification
from assistant.errors import ConfigurationError, InputError
from assistant.web.checkup import checkup, refusal
from assistant.web.desk import Desk, Reading
from assistant.web.draft_view import Origin, draft_html
from assistant.web.take import guide, open_points, take_html
from assistant.web.texts import NO_FINDINGS
from assistant.web.views import legend, place_id, summary, tables
from tests.support.reports import busy_report, make_report
from tests.web.tables import ATTACKS, faulty


def parsed(markup: str) -> html.HtmlElement:
    return html.fragment_fromstring(markup, create_parent="div")


def words(markup: str) -> str:
    return " ".join(parsed(markup).text_content().split())


def harmless(markup: str) -> None:
    """Only our own elements and attributes: nothing that runs, loads or leads elsewhere."""
    for node in parsed(markup).iter():
        assert node.tag not in {"script", "img", "svg", "iframe", "style", "form", "input"}, node.tag
        for name, value in node.attrib.items():
            assert not name.lower().startswith("on"), name
            assert name != "href" or value.startswith("#"), value


# --- tables -----------------------------------------------------------------------------------


@pytest.mark.parametrize("template", ["2021", "2019"])
def test_every_cell_of_the_form_stands_once_with_its_value(template: str) -> None:
    values = {} if template == "2019" else {"requests.new.total": "23", "proactive.fees.amount": "312.58"}
    report = make_report(values, template=template)
    page = parsed(tables(report, []))
    places = {td.get("id"): td.text_content() for td in page.iter("td")}
    assert set(places) == {place_id(a) for a in report.form.addresses}
    assert {a: places[place_id(a)] for a in values} == values
    assert len(page.findall(".//table")) == 3
    assert not page.find_class("nb-marked")
    assert not page.find_class("nb-legend")


def test_the_form_is_merged_as_printed() -> None:
    page = parsed(tables(busy_report(), []))
    (upright,) = page.find_class("nb-upright")
    assert (upright.text, upright.get("rowspan")) == ("三、本年度办理结果", "22")
    headings = [th.get("colspan") for th in page.iter("th") if th.text == "法人或其他组织"]
    assert headings == ["5"]
    assert len(page.find_class("nb-swipe")) == 2


@pytest.mark.parametrize(
    ("cell", "kind", "symbol", "shown"),
    [
        (None, "missing", "缺", ""),
        (Cell(value=Decimal(7), kind=CellKind.NUMBER, raw="7", certain=False), "uncertain", "？", "7"),
        (read_cell("-3"), "error", "✕", "-3"),
        (read_cell("/"), "warning", "！", "/"),
        (read_cell(""), "warning", "！", ""),
    ],
)
def test_a_doubtful_cell_is_marked_by_symbol_and_words(
    cell: Cell | None, kind: str, symbol: str, shown: str
) -> None:
    address = "proactive.licensing.decisions"
    report = busy_report().replace_cells({address: cell})
    page = parsed(tables(report, check_report(report)))
    td = page.get_element_by_id(place_id(address))
    assert f"nb-{kind}" in td.get("class").split()
    assert td.find("b").text == symbol
    assert (td.text or "") == shown
    assert td.get("title")
    assert td.find("span").text_content() == td.get("title")
    assert symbol in page.find_class("nb-legend")[0].text_content()


def test_all_reasons_for_a_mark_are_in_its_title() -> None:
    address = "requests.granted.natural_person"
    report = faulty().replace_cells(
        {address: Cell(value=Decimal(8), kind=CellKind.NUMBER, raw="8", certain=False)}
    )
    td = parsed(tables(report, check_report(report))).get_element_by_id(place_id(address))
    assert "存疑" in td.get("title")
    assert "应为 9" in td.get("title")


def test_a_table_that_was_not_there_is_asked_for_instead_of_drawn() -> None:
    report = busy_report(
        dict.fromkeys((a for a in busy_report().form.addresses if a.startswith("disputes.")), None)
    )
    page = tables(report, [])
    assert "没有读到表四" in words(page)
    assert len(parsed(page).findall(".//table")) == 2


@pytest.mark.parametrize("attack", ATTACKS)
def test_a_cell_never_becomes_markup(attack: str) -> None:
    cell = Cell(value=None, kind=CellKind.TEXT, raw=attack)
    report = busy_report({}, unit=attack).replace_cells({"requests.new.total": cell})
    findings = check_report(report)
    for markup in (
        tables(report, findings),
        checkup(report, findings, None),
        summary(report, report, attack),
    ):
        harmless(markup)
    td = parsed(tables(report, findings)).get_element_by_id(place_id("requests.new.total"))
    assert td.text.startswith(attack[:50])


def test_a_long_cell_is_cut_in_the_table() -> None:
    cell = Cell(value=None, kind=CellKind.TEXT, raw="长" * 10_000)
    page = parsed(tables(busy_report().replace_cells({"requests.new.total": cell}), []))
    assert page.get_element_by_id(place_id("requests.new.total")).text == "长" * 60 + "……"


# --- summary ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({}, ["读到200格", "没有存疑的格", "没有正文", "2021年表样"]),
        ({"requests.new.total": None}, ["读到199格", "缺1格（应有200格）"]),
    ],
)
def test_the_summary_counts_cells(changes: dict[str, None], says: list[str]) -> None:
    text = words(summary(busy_report(changes), None, "粘贴的内容"))
    assert [part for part in says if part not in text] == []
    assert "示例市自然资源和规划局，2025年" in text


def test_the_summary_names_doubt_prose_and_last_year() -> None:
    doubtful = {"requests.new.total": Cell(value=Decimal(23), kind=CellKind.NUMBER, raw="23", certain=False)}
    report = busy_report(unit=None, year=None, sections={"overview": "有", "preface": "有"}).replace_cells(
        doubtful
    )
    text = words(summary(report, busy_report(year=2024), "文件“一.docx”"))
    for part in (
        "单位未填，年度未填",
        "1格存疑",
        "正文读到：前言、一",
        "上年报告：示例市自然资源和规划局，2024年，读到200格",
    ):
        assert part in text
    assert "年度不明" in words(summary(report, busy_report(year=None), ""))


def test_nothing_read_says_what_to_do() -> None:
    assert "用示例试一试" in words(summary(None, None, ""))
    assert (tables(None, []), checkup(None, [], None), legend(set())) == ("", "", "")


# --- check-up ---------------------------------------------------------------------------------


def test_no_finding_says_so_and_what_was_not_checked() -> None:
    report = busy_report()
    assert words(checkup(report, [], None)).startswith(f"✓ {NO_FINDINGS}")
    assert "跨年的数字" in words(checkup(report, [], None))
    assert "跨年的数字" not in words(checkup(report, [], report))


def test_findings_stand_by_severity_with_counts_cells_and_basis() -> None:
    report = faulty()
    findings = check_report(report)
    problem = Problem(code="READ-X", severity="info", message="读表时的一句话。")
    page = parsed(checkup(report.model_copy(update={"problems": (problem,)}), findings, None))
    errors = sum(f.severity == "error" for f in findings)
    warnings = sum(f.severity == "warning" for f in findings)
    assert errors
    assert warnings
    assert [h.text for h in page.iter("h4")] == [
        f"错误（{errors}处）",
        f"提醒（{warnings}处）",
        "参考（1处）",
    ]
    assert page.find_class("nb-tag")[-1].text == "读表"
    links = {a.get("href"): a.text for a in page.iter("a")}
    assert links[f"#{place_id('requests.granted.natural_person')}"] == "表三“（一）予以公开”的“自然人”"
    assert "依据：国办公开办函〔2021〕30号" in words(checkup(report, findings, None))


def test_what_cannot_be_judged_is_told_apart_from_what_failed() -> None:
    report = busy_report({"requests.new.total": ""})
    findings = check_report(report)
    assert [f for f in findings if f.status == "uncertain"]
    tags = [tag.text for tag in parsed(checkup(report, findings, None)).find_class("nb-tag")]
    assert tags == ["暂时判断不了"] * sum(f.status == "uncertain" for f in findings)


def test_a_long_list_of_cells_and_findings_is_cut_but_counted() -> None:
    many = [
        Problem(
            code="READ-MISSING", severity="error", where=busy_report().form.addresses[:20], message=f"第{i}处"
        )
        for i in range(250)
    ]
    text = words(checkup(busy_report(problems=tuple(many)), [], None))
    assert "等20格" in text
    assert "还有50处同类的没有列出" in text


def test_passages_and_last_years_cells_are_pointed_at_in_words() -> None:
    where = (
        "overview:2-6",
        "problems:0-0",
        "nowhere:0-3",
        "previous.requests.carried_forward.total",
        "previous.bad",
    )
    problem = Problem(code="X", severity="warning", where=where, message="看这里。")
    report = busy_report(sections={"overview": "这里四字以上<b>"}, problems=(problem,))
    text = words(checkup(report, [], busy_report(year=2024)))
    assert "总体情况：“四字以上”" in text
    assert "存在的主要问题及改进情况" in text
    assert "上年表三“四、结转下年度继续办理”的“总计”" in text
    assert "nowhere" not in text
    long = busy_report(
        sections={"overview": "长" * 90}, problems=(problem.model_copy(update={"where": ("overview:0-90",)}),)
    )
    assert "长" * 40 + "……”" in words(checkup(long, [], None))


@pytest.mark.parametrize("kind", [InputError, ConfigurationError])
def test_a_refusal_is_said_calmly_and_escaped(kind: type[InputError | ConfigurationError]) -> None:
    markup = refusal([kind(f"文件“{ATTACKS[1]}”读不了。", "请换一个。")])
    harmless(markup)
    assert ATTACKS[1] in words(markup)
    assert parsed(markup).find_class("nb-refusal")[0].get("role") == "alert"
    assert refusal([]) == ""


# --- draft ------------------------------------------------------------------------------------

NOTES = "培训2次，58人次\n问题：栏目更新不够及时，措施：每月查一次"


def drafted(
    report: Report, previous: Report | None = None, notes: str = NOTES
) -> tuple[Draft, html.HtmlElement]:
    draft = draft_report(report, notes=notes, previous=previous)
    return draft, parsed(draft_html(draft, Origin(report, previous, notes)))


def tips(page: html.HtmlElement) -> Iterator[str]:
    for number in page.find_class("nb-number"):
        tip = number.find_class("nb-tip")[0]
        assert number.get("aria-describedby") == tip.get("id")
        assert number.get("tabindex") == "0"
        yield tip.text_content()


def test_every_number_shows_its_cells_and_formula() -> None:
    draft, page = drafted(
        busy_report(), busy_report({"requests.new.natural_person": 14, "requests.new.total": 18}, year=2024)
    )
    shown = list(tips(page))
    assert len(shown) == sum(len(s.numbers) for s in draft.sentences) > 25
    assert "23件 ← 表三“一、本年新收政府信息公开申请数量”的“总计”" in shown
    assert (
        "27.8% ← 表三“一、本年新收政府信息公开申请数量”的“总计”＝23、"
        "上年表三“一、本年新收政府信息公开申请数量”的“总计”＝18；算式：(23−18)÷18" in shown
    )
    assert "58人次 ← 您写的第1行“培训2次，58人次”" in shown
    assert any("其余" in tip and "格为0" in tip for tip in shown)
    ids = [tip.get("id") for tip in page.find_class("nb-tip")]
    assert len(set(ids)) == len(ids)
    listed = [li.text_content() for details in page.find_class("nb-origins") for li in details.iter("li")]
    assert sorted(listed) == sorted(shown)


def test_the_text_of_the_draft_stands_in_full_and_in_order() -> None:
    draft, page = drafted(busy_report())
    for gone in (*page.find_class("nb-tip"), *page.find_class("nb-origins")):
        gone.drop_tree()
    text = "".join(
        "".join(p.itertext()) for section in page.find_class("nb-section") for p in section.iter("p")
    )
    assert text == "".join(
        draft.sections[s].replace("\n", "") for s in ("preface", "overview", "problems", "other")
    )


def test_gaps_stand_out_and_the_verification_line_counts() -> None:
    draft, page = drafted(busy_report(unit=None, year=None))
    marked = [m.text_content() for m in page.find_class("nb-gap")]
    assert sum(text.startswith("【") and text.endswith("】") for text in marked) == len(marked)
    assert len(marked) >= len(draft.gaps)
    line = page.find_class("nb-verified")[0].text_content()
    numbers = draft.verification.numbers
    assert f"全文{numbers}个数，{numbers}个有出处。" in line


def invented(text: str, doubts: Sequence[tuple[str, str]], untraced: int) -> Draft:
    number = TracedNumber(
        text="23件", value=Decimal(23), cells=("requests.new.total",), start=text.index("23件")
    )
    sentence = Sentence(section="overview", text=text, numbers=(number,), status="unsupported")
    found = [Doubt(section="overview", sentence=0, text=t, reason=r) for t, r in doubts]
    return Draft(
        title="标题<b>",
        sections={"overview": text},
        sentences=[sentence],
        verification=Verification(
            numbers=2,
            traced=2 - untraced,
            untraced=tuple(found[:untraced]),
            unsupported=tuple(found[untraced:]),
        ),
    )


def test_what_has_no_origin_is_red_and_says_why() -> None:
    draft = invented(
        "收到23件，群众满意度大幅提升，公开99条。",
        [("99条", "没有注明来处"), ("大幅提升", "没有依据的评价")],
        1,
    )
    page = parsed(draft_html(draft, Origin(busy_report(), None, "")))
    red = {span.text_content(): span.get("title") for span in page.find_class("nb-untraced")}
    assert red == {"✕99条（没有注明来处）": "没有注明来处", "✕大幅提升（没有依据的评价）": "没有依据的评价"}
    assert page.find_class("nb-unsupported")
    line = page.find_class("nb-verified")[0].text_content()
    assert "全文2个数，1个有出处，1个没有出处，1处说法没有依据" in line


def test_a_number_whose_origin_does_not_hold_loses_its_popover() -> None:
    draft = invented("收到23件。", [("23件", "与单元格的数不等")], 1)
    page = parsed(draft_html(draft, Origin(busy_report(), None, "")))
    assert not page.find_class("nb-number")
    assert page.find_class("nb-untraced")[0].text_content() == "✕23件（与单元格的数不等）"


def test_a_doubt_about_words_not_found_is_said_for_the_sentence() -> None:
    draft = invented("收到23件。", [("另一句", "原话并没有这样说"), ("", "")], 0)
    page = parsed(draft_html(draft, Origin(busy_report(), None, "")))
    assert page.find_class("nb-unsupported")[0].get("title").startswith("另一句：原话并没有这样说")


@pytest.mark.parametrize(
    ("cells", "formula", "says"),
    [
        ((), None, "没有注明出处"),
        (("report.year",), None, "报告年度"),
        (("report.unit",), None, "单位名称"),
        (("notes.9",), None, "您写的情况"),
        (("notes.2",), None, "您写的第2行“问题：栏目更新不够及时，措施：每月查一次”"),
        (("sections.overview",), None, "本报告的“总体情况”"),
        (("previous.sections.problems",), None, "上年报告的“存在的主要问题及改进情况”"),
        (("previous.sections.none",), None, "上年报告"),
        (("requests.none.total",), None, "（不在表里的格）"),
        (("nonsense",), "1＋1", "1格为0；算式：1＋1"),
        (("previous.requests.new.total",), "|−2|", "1格为0；算式：|−2|"),
    ],
)
def test_any_origin_is_said_in_words(cells: tuple[str, ...], formula: str | None, says: str) -> None:
    number = TracedNumber(text="1", value=Decimal(1), cells=cells, formula=formula)
    assert Origin(busy_report(), None, NOTES).of(number) == says


def test_a_sum_over_many_cells_names_some_and_counts_all() -> None:
    report = make_report(
        dict.fromkeys((f"requests.{r.id}.total" for r in busy_report().form.table("requests").rows), 1)
    )
    cells = tuple(f"requests.{row.id}.total" for row in report.form.table("requests").rows)
    said = Origin(report, None, "").of(
        TracedNumber(text="25件", value=Decimal(25), cells=cells, formula="1＋1")
    )
    assert "等25格" in said
    assert said.count("＝1") == 8


@pytest.mark.parametrize("attack", ATTACKS)
def test_notes_unit_and_last_years_text_never_become_markup(attack: str) -> None:
    previous = busy_report(year=2024, sections={"problems": f"一是{attack}不够及时。", "preface": attack})
    report = busy_report(unit=f"示例市{attack}局")
    _, page = drafted(report, previous, f"培训2次{attack}\n{attack}\n问题：{attack}")
    markup = html.tostring(page, encoding="unicode")
    harmless(markup)
    assert "window" in page.text_content() or "点我" in page.text_content()


# --- taking away ------------------------------------------------------------------------------


def desk(report: Report, draft: Draft | None = None, **fields: object) -> Desk:
    made = Desk(now=Reading("k", "粘贴的内容", report), report=report, draft=draft, **fields)  # type: ignore[arg-type]
    return Desk(**{**made.__dict__, "findings": tuple(check_report(report))})


def test_what_is_open_is_said_first() -> None:
    report = faulty().replace_cells(
        {
            "requests.new.total": None,
            "disputes.reconsideration.upheld": Cell(
                value=Decimal(1), kind=CellKind.NUMBER, raw="1", certain=False
            ),
        }
    )
    report = report.model_copy(update={"unit": None, "year": None})
    draft = invented("收到23件，公开99条。", [("99条", "没有注明来处"), ("公开", "没有依据")], 1)
    points = "；".join(open_points(desk(report, draft)))
    for part in (
        "表里缺1格", "表里有1格存疑", "单位全称没有填", "报告年度没有填", "处错误", "处提醒", "1个数没有出处", "1处说法没有依据",
    ):  # fmt: skip
        assert part in points
    assert "【……】" in "；".join(open_points(desk(report, draft_report(report))))
    assert "没有出处" not in "；".join(open_points(desk(report, draft, original=True)))


def test_a_clean_report_has_nothing_open() -> None:
    sections = dict.fromkeys(("preface", "overview", "problems", "other"), "无。")
    clean = Desk(now=Reading("k", "", busy_report()), report=busy_report(sections=sections))
    assert open_points(clean) == []
    assert "没有还要处理的事项" in words(take_html(clean))
    assert "还没有起草" in words(take_html(clean))


@pytest.mark.parametrize(("original", "says"), [(False, "报告原来的正文不在里面"), (True, "不含初稿")])
def test_it_says_whose_text_is_in_the_files(original: bool, says: str) -> None:
    report = busy_report(sections={"overview": "自己写的。"})
    assert says in words(take_html(desk(report, draft_report(report), original=original)))


def test_the_guide_leads_to_the_steps_with_counts() -> None:
    empty = parsed(guide(Desk()))
    assert [a.get("href") for a in empty.iter("a")] == [
        "#nb-step-tables",
        "#nb-step-check",
        "#nb-step-draft",
        "#nb-step-take",
    ]
    assert not list(empty.iter("span"))
    report = faulty().replace_cells({"requests.new.total": None})
    assert "199格，缺1格" in words(guide(desk(report)))
    assert "未起草" in words(guide(desk(report)))
    assert "处待补充" in words(guide(desk(report, draft_report(report))))
    assert "没有缺口" in words(guide(desk(report, invented("收到23件。", [], 0))))
    assert take_html(Desk()).startswith('<p class="nb-empty">')

"""Terms with one character that sounds or looks like the right one, and right words that come near them."""

from __future__ import annotations

import pytest

from tests.checking.texts import of_text


def found(overview: str) -> list[tuple[object, str | None, str]]:
    return [(f.found, f.correction, f.severity) for f in of_text(overview, "TYPO")]


@pytest.mark.parametrize(
    ("text", "wrong", "right"),
    [
        ("制发行政规范姓文件4件，目录和文本同日更新。", "规范姓", "规范性"),
        ("区卫生建康局牵头公布抽查结果。", "建康", "健康"),
        ("监侧数据由监测机构复核后发布。", "监侧", "监测"),
        ("镇便民服物中心设查阅点1处。", "便民服物", "便民服务"),
        ("行政事业性收费为宾葬收费。", "宾葬", "殡葬"),
        ("市政府布署的任务均已完成。", "布署", "部署"),
        ("既使是转办的申请，也经会审后答复。", "既使", "即使"),
        ("现行有效的6件文件以经与解读材料互设链接。", "以经", "已经"),
        ("8件申请均按期答复复，予以公开3件。", "答复复", "答复"),
        ("先把可以公开的内容剥离出出来。", "出出", "出"),
        ("学生资助公事只写姓名和资助项目。", "公事", "公示"),
        ("收废标准变动后已经更正。", "收废", "收费"),
        ("把公告和补偿标准规并到一个专栏。", "规并", "归并"),
        ("行政处法处理决定12件。", "行政处法", "行政处罚"),
        ("信息管理理更加规范。", "管理理", "管理"),
        ("自然资员局公布审批结果。", "自然资员局", "自然资源局"),
    ],
)
def test_a_mistyped_term_is_an_error_with_its_correction(text: str, wrong: str, right: str) -> None:
    told = found(text)
    assert any(wrong in str(w) and right in str(r) and severity == "error" for w, r, severity in told), told


@pytest.mark.parametrize(
    "text",
    [
        "文件公布署名单位的，从其规定。",
        "既使用纸质公开栏，也使用电子屏。",
        "予以经济补偿的，按标准公布。",
        "答复复议机关的意见后，管理由市局负责。",
        "行政处理决定、行政处分决定分开统计。",
        "办结结果按月公示，公示公告及时撤下。",
        "工作作风建设与公开工作同部署。",
        "网站申请入口长期畅通，作出出让公告3条。",
        "公事公办，公务接待费用公开透明。",
        "从首页进入公开专栏，按科室开展培训。",
    ],
)
def test_right_words_near_a_term_stay(text: str) -> None:
    assert found(text) == []

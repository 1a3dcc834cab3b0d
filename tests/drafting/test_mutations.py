"""A model that garbles its material at random: whatever of it is kept is true, and nothing is lost."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.core.report import Report
from assistant.drafting.acceptance import accepted, tidied
from assistant.models.port import Request
from tests.drafting.situations import Situation, keeps_its_promises, material_of, situation

NEGATIONS = ("没有", "未", "不", "无", "均", "都", "已", "每", "各", "其中", "全部", "上年", "约", "近", "共", "等", "并", "对", "被", "由", "除", "不再")  # fmt: skip
NAMES = (
    "予以公开", "不予公开", "部分公开", "无法提供", "不予处理", "其他处理", "维持", "纠正", "尚未审结", "其他结果", "自然人", "法人或者其他组织", "商业企业",
    "法律服务机构", "行政许可", "行政处罚", "行政强制", "制发", "废止", "现行有效", "规章", "行政规范性文件", "未经复议直接起诉", "复议后起诉", "行政复议",
    "行政诉讼", "新收", "上年结转", "办结", "结转下年度", "增加", "减少", "增长", "下降", "网站", "公众号", "培训", "参训", "件", "次", "人次", "条", "篇",
    "万元", "元", "一是", "二是", "针对这一问题",
)  # fmt: skip
_PARTS = re.compile("([，；、：（）])")


def garbled(random: Random, texts: Sequence[str], elsewhere: Sequence[str]) -> str:
    """One of the texts after one to three mishaps."""
    text = random.choice(texts).rstrip("。")
    for _ in range(random.choice([1, 1, 2, 3])):
        text = random.choice(MISHAPS)(random, text, texts, elsewhere)
    return text + "。"


def other_figure(random: Random, text: str, texts: Sequence[str], elsewhere: Sequence[str]) -> str:
    places = list(re.finditer(r"\d+", text))
    if not places:
        return text
    there = random.choice(places)
    figures: list[str] = [*re.findall(r"\d+", "".join(texts)), str(int(there[0]) + 1), "二十三", "两"]
    return f"{text[: there.start()]}{random.choice(figures)}{text[there.end() :]}"


def swapped(random: Random, text: str, texts: Sequence[str], elsewhere: Sequence[str]) -> str:
    parts = _PARTS.split(text)
    i, j = (random.randrange(0, len(parts), 2) for _ in range(2))
    parts[i], parts[j] = parts[j], parts[i]
    return "".join(parts)


def dropped(random: Random, text: str, texts: Sequence[str], elsewhere: Sequence[str]) -> str:
    parts = _PARTS.split(text)
    i = random.randrange(0, len(parts), 2)
    del parts[i : i + 2]
    return "".join(parts) or text


def doubled(random: Random, text: str, texts: Sequence[str], elsewhere: Sequence[str]) -> str:
    parts = _PARTS.split(text)
    i = random.randrange(0, len(parts), 2)
    parts[i:i] = [parts[random.randrange(0, len(parts), 2)], random.choice("，；、")]
    return "".join(parts)


def renamed(random: Random, text: str, texts: Sequence[str], elsewhere: Sequence[str]) -> str:
    there = [name for name in NAMES if name in text]
    return text.replace(random.choice(there), random.choice(NAMES), 1) if there else text


def denied(random: Random, text: str, texts: Sequence[str], elsewhere: Sequence[str]) -> str:
    at = random.randrange(len(text) + 1)
    return text[:at] + random.choice(NEGATIONS) + text[at:]


def undenied(random: Random, text: str, texts: Sequence[str], elsewhere: Sequence[str]) -> str:
    for word in ("没有", "未", "不", "其中", "均", "都", "尚"):
        if random.random() < 0.5:
            text = text.replace(word, "", 1)
    return text or "无"


def mixed(random: Random, text: str, texts: Sequence[str], elsewhere: Sequence[str]) -> str:
    piece = random.choice(re.split("[，；、：。]", random.choice([*texts, *elsewhere]).rstrip("。")))
    parts = _PARTS.split(text)
    if random.random() < 0.5:
        return text + random.choice("，；、") + piece
    parts[random.randrange(0, len(parts), 2)] = piece
    return "".join(parts)


def torn(random: Random, text: str, texts: Sequence[str], elsewhere: Sequence[str]) -> str:
    at = random.randrange(len(text))
    return (text[:at] + text[at + random.randrange(1, 5) :]) or text


def repointed(random: Random, text: str, texts: Sequence[str], elsewhere: Sequence[str]) -> str:
    return text.replace(random.choice("，；、"), random.choice(["，", "；", "、", ""]), 1) or text


MISHAPS = (
    other_figure, other_figure, swapped, dropped, doubled, renamed, renamed, denied, undenied, mixed, torn, repointed,
)  # fmt: skip


# --- a second opinion ---------------------------------------------------------------------------------

_RESULTS = {
    "予以公开": ("granted",), "部分公开": ("granted_in_part",), "不予公开": ("refused.",), "无法提供": ("unavailable.",),
    "不予处理": ("not_processed.",), "其他处理": ("other.",), "上年结转": ("carried_over",), "结转下年度(?:继续办理)?": ("carried_forward",),
    "办结": ("concluded_total",),
}  # fmt: skip
_DECISIONS = {"行政许可": "licensing", "行政处罚": "penalties", "行政强制": "compulsion"}


def truths(report: Report) -> Iterator[tuple[str, set[Decimal]]]:
    """Names followed by a number, and the numbers that may follow: read off the tables in another way."""

    def total(*rows: str, column: str = "total") -> Decimal:
        return sum(
            (
                report.cell(a).value or Decimal(0)  # type: ignore[union-attr]
                for a in report.form.addresses
                if a.startswith("requests.") and a.endswith(f".{column}")
                and any(a.removeprefix("requests.").startswith(r) for r in rows)
            ),
            Decimal(0),
        )  # fmt: skip

    def value(address: str) -> Decimal:
        cell = report.cell(address)
        return (cell.value if cell else None) or Decimal(0)

    for name, rows in _RESULTS.items():
        yield f"(?<!的){name}", {total(*(r if r.endswith(".") else f"{r}." for r in rows))}
    for name, row in _DECISIONS.items():
        yield f"{name}(?:处理)?(?:决定)?", {value(f"proactive.{row}.decisions")}
    yield "自然人", {value("requests.new.natural_person")}
    yield "商业企业", {value("requests.new.enterprise")}
    yield "法律服务机构", {value("requests.new.legal_service_organization")}
    yield "新收到?(?:政府信息公开)?申请", {value("requests.new.total")}
    yield "未经复议直接起诉", {value("disputes.direct_litigation.total")}
    yield "复议后起诉", {value("disputes.litigation_after_reconsideration.total")}
    yield "行政复议", {value("disputes.reconsideration.total")}
    cases = ("reconsideration", "direct_litigation", "litigation_after_reconsideration")
    for name, column in {"结果维持": "upheld", "结果纠正": "corrected", "尚未审结": "pending"}.items():
        yield name, {value(f"disputes.{case}.{column}") for case in cases}


def contradictions(text: str, made: Situation) -> list[str]:
    """What a sentence says that the tables say otherwise, by a plain look at names and numbers."""
    found = []
    for name, values in truths(made.report):
        for match in re.finditer(rf"{name}(\d[\d.]*)件", text):
            if Decimal(match[1]) not in values:
                found.append(match[0])
    for match in re.finditer(r"(?:没有|未(?!经|审))[^，；。]*?(\d+)", text):
        found.append(match[0])
    if re.search(r"比上年(?:增加|减少)", text):
        said = "比上年增加" if "比上年增加" in text else "比上年减少"
        if all(said not in t for m in made.blocks.values() for t in m.texts):
            found.append(said)
    for match in re.finditer(
        r"(?:没有|未)(?:作出|制发|废止|收到|发生)?(行政许可|行政诉讼|行政复议|规章)", text
    ):
        if all(
            f"{match[1]}" not in re.sub(r"[^，；。]*\d[^，；。]*", "", t)
            for m in made.blocks.values()
            for t in m.texts
        ):
            found.append(match[0])
    return found


def test_the_second_opinion_sees_what_it_should() -> None:
    made = situation("busy")
    true = "".join(t for m in made.blocks.values() for t in m.texts)
    assert contradictions(true, made) == []
    for lie in (
        "予以公开3件",
        "新收到政府信息公开申请24件",
        "没有办结24件",
        "比上年减少5件",
        "没有作出行政许可决定",
    ):
        assert contradictions(lie, made), lie


# --- the tests ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["busy", "city", "gongan", "two", "xian"])
@settings(max_examples=10, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(seed=st.integers(0, 2**32))
def test_a_garbling_model_keeps_every_promise(name: str, seed: int) -> None:
    made = situation(name)
    random = Random(seed)
    elsewhere = [t for m in made.blocks.values() for t in m.texts]

    def script(request: Request) -> str:
        texts = material_of(request)
        said = [
            t if random.random() < 0.3 else garbled(random, texts, elsewhere)
            for t in texts
            if random.random() < 0.9
        ]
        return "".join(said)

    draft, _ = made.drafted(script)
    keeps_its_promises(draft, made.ours)
    for sentence in draft.sentences:
        if sentence.written_by != "grounded":
            assert contradictions(sentence.text, made) == [], sentence.text


@pytest.mark.parametrize(
    "name", ["busy", "city", "small", "gongan", "one", "two", "edu", "zhen", "xian", "hj", "cz"]
)
def test_no_garbled_sentence_that_stands_says_otherwise(name: str) -> None:
    made = situation(name)
    random = Random(f"{name} 2")
    elsewhere = [t for m in made.blocks.values() for t in m.texts]
    for (section, aspect), material in made.blocks.items():
        for _ in range(100):
            text = tidied(garbled(random, material.texts, elsewhere))
            verdict = accepted(text, material, made.sources, (section, aspect))
            if verdict.sentence is not None and text not in material.texts:
                assert contradictions(text, made) == [], text
                assert figures_as_told(text, material.texts), text
            else:
                assert verdict.sentence is not None or verdict.reason


def figures_as_told(text: str, texts: Sequence[str]) -> bool:
    """Every figure with its counter stands in the material, and each of its kind no more often than there."""
    told = re.findall(r"\d[\d.]*(?:万元|人次|%|[\u4e00-\u9fff])?", "".join(texts))
    return all(
        told.count(figure) >= 1 for figure in re.findall(r"\d[\d.]*(?:万元|人次|%|[\u4e00-\u9fff])?", text)
    )

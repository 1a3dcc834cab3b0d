"""Whatever a statute looks like: its articles come back as they were, and no character is lost."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from assistant.errors import InputError
from assistant.intake import take_in
from assistant.intake.articles import label_of
from assistant.library.imported import ImportedText, article_number
from tests.intake.statutes import labels, squeezed, text_of, wrapped

PHRASES = st.sampled_from(
    [
        "示例机关应当依法答复", "违反本条例第三条规定的", "依照第二十条第（一）项办理", "自收到之日起20个工作日内", "责令改正",
        "适用本章规定", "《中华人民共和国示例法》第四条、第五条", "第二章所称示例", "公民、法人或者其他组织", "（以下简称示例）",
    ]
)  # fmt: skip
SENTENCE = st.lists(PHRASES, min_size=1, max_size=6).map(lambda parts: "，".join(parts) + "。")
ITEMS = st.lists(PHRASES, max_size=4).map(
    lambda parts: [f"（{'一二三四'[n]}）{part}；" for n, part in enumerate(parts)]
)
ARTICLE = st.tuples(SENTENCE, ITEMS, st.lists(SENTENCE, max_size=2)).map(
    lambda parts: [parts[0], *parts[1], *parts[2]]
)
FURNITURE = st.sampled_from(
    ["【打印】 【关闭】", "— 7 —", "当前位置：首页 > 政策", "版权所有：示例网", "第3页 共9页"]
)


@st.composite
def statutes(draw: st.DrawFn) -> tuple[list[str], dict[str, str]]:
    """Lines of a statute with page furniture between its paragraphs, and its articles as they must come back."""
    lines, wanted = ["中华人民共和国示例条例", "（2019年4月3日示例令第9号公布）"], {}
    number, insert = 0, 0
    for body in draw(st.lists(ARTICLE, min_size=3, max_size=12)):
        if number and draw(st.integers(0, 5)) == 0:
            insert += 1
        else:
            number, insert = number + 1, 0
        if insert == 0 and draw(st.integers(0, 3)) == 0:
            lines.append(f"第{label_of((number, 0))[1:-1]}章　示例")
        label = label_of((number, insert))
        lines += [f"{label}　{body[0]}", *body[1:]]
        wanted[label] = "\n".join(body)
        if draw(st.integers(0, 4)) == 0:
            lines.append(draw(FURNITURE))
    return lines, wanted


@given(statutes())
def test_articles_come_back_as_they_were(made: tuple[list[str], dict[str, str]]) -> None:
    lines, wanted = made
    text = text_of(lines)
    assert {a.label: a.text for a in text.articles} == wanted
    assert labels(text) == list(wanted)
    assert text.number == "示例令第9号"


@given(statutes(), st.integers(19, 44))
def test_broken_lines_change_no_article(made: tuple[list[str], dict[str, str]], width: int) -> None:
    lines, wanted = made
    text = text_of(wrapped(lines, width))
    assert {a.label: squeezed(a.text) for a in text.articles} == {k: squeezed(v) for k, v in wanted.items()}


@given(statutes())
def test_no_character_is_lost_or_doubled(made: tuple[list[str], dict[str, str]]) -> None:
    text = text_of(made[0])
    chapters = dict.fromkeys(a.chapter for a in text.articles)
    parts = [text.title, *text.about, *chapters, *text.unplaced]
    parts += [part for a in text.articles for part in (a.label, a.text)]
    given_in = "".join(made[0])
    last = [line for line in made[0] if "章　示例" in line]
    assert Counter(squeezed("".join(parts))) == Counter(squeezed(given_in))
    assert len(chapters) == len(last) + (1 if "" in chapters else 0)
    assert text.characters_in == len(squeezed(given_in))
    assert text.characters_kept == text.characters_in - len(squeezed("".join(text.unplaced)))


LINE = st.one_of(
    PHRASES,
    SENTENCE,
    FURNITURE,
    st.integers(1, 12).map(lambda n: f"第{n}条 示例。"),
    st.integers(1, 12).map(lambda n: f"第{n}条规定的"),
    st.integers(1, 4).map(lambda n: f"{'一二三四'[n - 1]}、示例事项"),
    st.sampled_from(
        [
            "目录",
            "示例条例",
            "第一章 总则",
            "附件1",
            "附件：1.示例",
            "2019年4月3日",
            "示例市人民政府",
            "12",
            "《示例",
        ]
    ),
    st.text("第一二三条章节、。（）()《》 　1", max_size=20),
)


@given(st.lists(LINE, max_size=40))
def test_anything_is_taken_whole_or_refused(lines: list[str]) -> None:
    """Every character of whatever comes in is in an article, about the text, or told as unplaced."""
    try:
        text = take_in("\n".join(lines).encode())
    except InputError:
        return
    assert isinstance(text, ImportedText)
    plain = squeezed("".join(lines)).replace("\x1f", "")
    assert text.characters_in == len(plain)
    assert text.characters_kept + len(squeezed("".join(text.unplaced))) == text.characters_in
    chinese = Counter(c for c in plain if "\u4e00" <= c <= "\u9fff" and c not in "第一二三四五六七八九十条之")
    parts = [text.title, *text.about, *text.unplaced, *(a.chapter + a.label + a.text for a in text.articles)]
    assert not chinese - Counter("".join(parts))
    assert len(set(labels(text))) == len(text.articles)
    assert all(article_number(a.label) != (0, 0) for a in text.articles)

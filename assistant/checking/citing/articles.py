"""CITATION: articles that a document does not have, and articles beside words that are another's."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from assistant.checking.case import Case
from assistant.checking.citing.cited import Article, Citation, citations
from assistant.checking.citing.documents import Document, Topic, regulation, topics
from assistant.core.findings import Finding
from assistant.core.template import quoted

CODE: Final = "CITATION"
_STOPS: Final = re.compile(r"[。；;！？\n]|《|第[一二三四五六七八九十百\d]+条")
_LOOKED_AT: Final = 60
_AHEAD: Final = re.compile(r"[^。；;！？\n《》]*$")
"""What is said before the document's name in the same sentence."""
_GROUNDS: Final = re.compile(
    r"[，,]?(?:均|一律|分别|已|都|也|再|又|仍|还|[一-龥]{0,8}(?<![不])(?:是|即|系))?(?:严格|依法|分别|统一)?(?:依据|依照|根据|按照|按|依|适用|引用|对照|属于|是|系|这是)(?:的?规定)?[是为]?$"
)
_ARTICLE: Final = re.compile(r"第[一二三四五六七八九十百\d]{1,7}条[^，,]*[，,]?")
"""Another article and what its clause says of it."""
_NEXT_PART: Final = re.compile(r"[，,][^，,]{0,40}?第[（(]?[一二三四五六七八九十\d]{1,3}[）)]?[款项]")
"""Where the next paragraph or item of the article comes up."""
_LEARNT: Final = re.compile(r"培训|讲解|讲授|宣讲|学习|授课|辅导|测试|考试|问答|案例")
"""Where articles are learnt, what is said before them is about the lesson."""
_CLAUSE: Final = re.compile(r"[，,：:]")


def check(case: Case) -> Iterator[Finding]:
    """Articles, paragraphs and items that are not there; and articles beside the words of another."""
    for cited in citations(case):
        wrong = [] if cited.bare else list(_beyond(case, cited))
        yield from wrong
        topic = None if wrong else off_topic(cited) or _withheld(cited)
        if topic:
            yield _other_article(case, cited, topic)


def _beyond(case: Case, cited: Citation) -> Iterator[Finding]:
    """Articles and items that the document does not have."""
    for one in cited.articles:
        says = _not_there(cited.document, one, whole=cited.current)
        if says:
            basis = f"《{cited.document.title}》{cited.document.number}"
            yield case.prose.finding(CODE, "error", one.passage, says, basis=basis)


def _not_there(document: Document, cited: Article, *, whole: bool) -> str | None:
    """What to say of an article, paragraph or item that a document does not have; `None` when it has it or may.

    Without `whole` only of articles.
    """
    if document.articles is None:
        return None
    article, paragraph, item, said = cited.article, cited.paragraph, cited.item, cited.match
    name = f"《{document.title}》"
    if article > document.articles:
        return f"{name}一共{document.articles}条，没有第{said[1]}条。"
    if not whole:
        return None
    if document.paragraphs and paragraph is not None and paragraph > document.paragraphs.get(article, 1):
        only = document.paragraphs.get(article, 1)
        hint = (
            f"如果指的是第（{chinese(paragraph)}）项，请写“项”。"
            if paragraph <= document.items.get(article, 0)
            else ""
        )
        return f"{name}第{said[1]}条只有{only}款，没有第{said[2]}款。{hint}"
    items = document.items.get(article, 0 if document.paragraphs else None)
    if items is None or item is None or item <= items:
        return None
    if items:
        return f"{name}第{said[1]}条一共{items}项，没有第{said[3]}项。"
    hint = f"如果指的是第{chinese(item)}款，请写“款”。" if item <= document.paragraphs.get(article, 1) else ""
    return f"{name}第{said[1]}条不分项，没有第{said[3]}项。{hint}"


def off_topic(cited: Citation) -> Topic | None:
    """What the sentence is about, where that belongs to other articles than those cited.

    What is said behind the article counts, and what is said before it where nothing is said behind.
    """
    known_topics = topics(cited.document.title) if cited.current else ()
    for place, said in enumerate((behind(cited), *ahead(cited))):
        found = [t for t in known_topics if t.pattern.search(said) and not (place and t.behind)]
        found = [topic for topic in found if topic.alone] or found
        if found and any(cited.numbers & set(topic.articles) for topic in found):
            return None
        if found:
            return min(found, key=lambda t: _at(t.pattern, said))
    return None


_WITHHELD: Final = re.compile(r"(?:的规定)?[，,]?(?:作出|决定|答复|告知|依法)*不予(?:以)?公开")
_SECRETS: Final = re.compile("商业秘密|个人隐私")
_OTHER_GROUNDS: Final = re.compile(
    "国家秘密|内部事务|过程性|案卷|危及|安全|稳定|法律、?行政法规禁止|分别|等情形"
)
_NOT_ABOUT_SECRETS: Final = (14, 16)
"""The articles on what else is withheld: state secrets, and what goes on inside an office."""


def _withheld(cited: Citation) -> Topic | None:
    """涉及商业秘密的，…；理由成立的，依照《条例》第十四条不予公开: what the first clauses of the sentence are about."""
    if len(cited.articles) != 1 or not cited.current or cited.document is not regulation():
        return None
    if cited.articles[0].article not in _NOT_ABOUT_SECRETS or not _WITHHELD.match(behind(cited)):
        return None
    said = re.split("[。\n]", cited.text[max(0, cited.start - 2 * _LOOKED_AT) : cited.start])[-1]
    if not _SECRETS.search(said) or _OTHER_GROUNDS.search(said):
        return None
    return next((t for t in topics(cited.document.title) if t.articles[0] == _SECRETS_ARTICLE), None)


_SECRETS_ARTICLE: Final = 15


def behind(cited: Citation) -> str:
    """What is said behind the articles, in the same sentence and before the next article."""
    rest = cited.text[cited.end : cited.end + _LOOKED_AT]
    stop = _STOPS.search(rest)
    return _NEXT_PART.split(rest[: stop.start()] if stop else rest)[0]


def ahead(cited: Citation) -> list[str]:
    """What is said before 依据《条例》第…条: the clause next to it, that clause and the one behind, all of the sentence."""
    found = _AHEAD.search(cited.text[max(0, cited.start - _LOOKED_AT) : cited.start])
    said = _GROUNDS.sub("", _ARTICLE.split(found[0])[-1]) if found else ""
    if not said or _LEARNT.search(said):
        return []
    nearest = [clause for clause in _CLAUSE.split(said) if clause.strip()][-1:]
    return [*nearest, *(clause + _CLAUSE.split(behind(cited))[0] for clause in nearest), said]


def _other_article(case: Case, cited: Citation, topic: Topic) -> Finding:
    """A warning, for sentences may be read in many ways."""
    document, place = cited.document, cited.chain
    right = f"第{chinese(topic.articles[0])}条"
    name = "《条例》" if document is regulation() else f"《{document.title}》"
    says = f"这里说的是{topic.about}，{name}里是{right}，写的是{quoted(place.text)}，请核对条款。"
    return case.prose.finding(
        CODE,
        "warning",
        place,
        says,
        correction=right if len(cited.articles) == 1 else None,
        expected=right,
        basis=f"《{document.title}》{right}",
        status="uncertain",
    )


def _at(pattern: re.Pattern[str], text: str) -> int:
    """Where the words of a topic end; a pattern may begin with what must not stand before them."""
    found = pattern.search(text)
    return found.end() if found else len(text)


_TENS: Final = "零一二三四五六七八九"


def chinese(number: int) -> str:
    """A number below two hundred as articles have it: 四, 十五, 四十, 四十二, 一百零九."""
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    if hundreds:
        front = "一百" + (f"{_TENS[tens]}十" if tens else "零" if ones else "")
        return front + (_TENS[ones] if ones else "")
    front = "" if not tens else ("" if tens == 1 else _TENS[tens]) + "十"
    return front + (_TENS[ones] if ones or not tens else "")

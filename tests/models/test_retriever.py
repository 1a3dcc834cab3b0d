"""The library in somebody's own LangChain chain."""

from __future__ import annotations

import pytest

from assistant.library.search import Hit
from assistant.models import LibraryRetriever

HITS = [
    Hit(id="tiaoli/33", kind="regulation", title="政府信息公开条例", article="第三十三条",
        text="收到申请之日起20个工作日内答复。", score=2.0, source="国令第711号", part="第二款"),
    Hit(id="tiaoli/29", kind="regulation", title="政府信息公开条例", article="第二十九条",
        text="申请应当包括下列内容。", score=1.0, source="国令第711号"),
]  # fmt: skip


class Tiny:
    """As much of a library as the retriever uses."""

    def __init__(self):
        self.asked = []

    def search(self, query, k=10, kind=None):
        self.asked.append((query, k, kind))
        return HITS[:k]


def test_documents():
    library = Tiny()
    first, second = LibraryRetriever(library=library).invoke("多少天答复")
    assert library.asked == [("多少天答复", 5, "regulation")]
    assert (first.id, first.page_content) == ("tiaoli/33", "收到申请之日起20个工作日内答复。")
    assert first.metadata == {
        "id": "tiaoli/33", "kind": "regulation", "title": "政府信息公开条例", "article": "第三十三条", "score": 2.0,
        "source": "国令第711号", "part": "第二款", "version": "", "in_force": True, "silent": False,
    }  # fmt: skip
    assert second.id == "tiaoli/29"


@pytest.mark.parametrize("kind", ["report", None])
def test_how_many_and_of_what_kind(kind):
    library = Tiny()
    assert len(LibraryRetriever(library=library, k=1, kind=kind).invoke("期限")) == 1
    assert library.asked == [("期限", 1, kind)]


def test_in_a_chain():
    from langchain_core.language_models import FakeListChatModel
    from langchain_core.output_parsers import StrOutputParser
    from langchain_core.prompts import ChatPromptTemplate
    from langchain_core.runnables import RunnableLambda, RunnablePassthrough

    seen = []

    def noted(prompt):
        seen.append(prompt.to_string())
        return prompt

    context = LibraryRetriever(library=Tiny(), k=1) | (lambda found: "\n".join(d.page_content for d in found))
    prompt = ChatPromptTemplate.from_template("规定：{context}\n问题：{question}")
    model = FakeListChatModel(responses=["20个工作日。"])
    asked = {"context": context, "question": RunnablePassthrough()}
    chain = asked | prompt | RunnableLambda(noted) | model | StrOutputParser()
    assert chain.invoke("多少天答复") == "20个工作日。"
    assert seen == ["Human: 规定：收到申请之日起20个工作日内答复。\n问题：多少天答复"]

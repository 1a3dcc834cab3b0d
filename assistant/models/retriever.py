"""The library as a LangChain retriever, for people who build chains of their own."""

from __future__ import annotations

from typing import Any

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict

from assistant.environment import prepare


class LibraryRetriever(BaseRetriever):
    """Provisions and passages for a query, best first.

    `library` is an `assistant.Library`; `kind` is ``regulation``, ``report`` or `None` for both. A document's content
    is the hit's text; its metadata are the hit's other fields (``id``, ``title``, ``article``, ``source``, ``in_force``, …).
    """

    model_config = ConfigDict(arbitrary_types_allowed=True)

    library: Any
    k: int = 5
    kind: str | None = "regulation"

    def model_post_init(self, context: Any) -> None:
        """Tracing is off from here on: a stray setting would send every question abroad."""
        super().model_post_init(context)
        prepare()

    def _get_relevant_documents(
        self, query: str, *, run_manager: CallbackManagerForRetrieverRun
    ) -> list[Document]:
        hits = self.library.search(query, k=self.k, kind=self.kind)
        return [
            Document(page_content=hit.text, metadata=hit.model_dump(exclude={"text"}), id=hit.id)
            for hit in hits
        ]

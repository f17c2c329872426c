"""Documents that the customer asks for, by type."""

from __future__ import annotations

from collections.abc import Sequence

from agent.answers import DocumentAnswer
from agent.reading.intents import THRESHOLD, Judged
from agent.reading.labels import LOOSE_DOCUMENTS


def find_documents(judged: Sequence[Judged]) -> list[DocumentAnswer]:
    found: dict[str, DocumentAnswer] = {}
    for one in judged:
        if not one.does("document_request"):
            continue
        types = [t for t, chance in one.documents.items() if chance >= THRESHOLD]
        for kind in types or [max(one.documents, key=lambda t: one.documents[t])]:
            invoices = () if kind in LOOSE_DOCUMENTS else one.clause.invoices
            if kind in found:
                earlier = found[kind].invoices
                invoices = earlier + tuple(n for n in invoices if n not in earlier)
            found[kind] = DocumentAnswer(kind, invoices, one.clause.text)
    return list(found.values())

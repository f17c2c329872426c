"""Documents that the customer asks for, by type."""

from __future__ import annotations

from collections.abc import Sequence

from agent.answers import DocumentAnswer
from agent.reading.intents import THRESHOLD, Judged
from agent.reading.labels import LOOSE_DOCUMENTS


def find_documents(judged: Sequence[Judged]) -> list[DocumentAnswer]:
    """Types that stand out; only if none does anywhere, the likeliest of the likeliest clause."""
    asking = [one for one in judged if one.does("document_request")]
    found: dict[str, DocumentAnswer] = {}
    for one in asking:
        for kind in (t for t, chance in one.documents.items() if chance >= THRESHOLD):
            _add(found, kind, one)
    if not found and asking:
        one = max(asking, key=lambda one: one.chances["document_request"])
        _add(found, max(one.documents, key=lambda t: one.documents[t]), one)
    return list(found.values())


def _add(found: dict[str, DocumentAnswer], kind: str, one: Judged) -> None:
    loose = kind in LOOSE_DOCUMENTS or (kind == "other" and not one.clause.named)
    earlier = found[kind].invoices if kind in found else ()
    invoices = () if loose else one.clause.invoices
    found[kind] = DocumentAnswer(kind, earlier + tuple(n for n in invoices if n not in earlier), one.clause.text)

"""Documents that the customer asks for, by type."""

from __future__ import annotations

from collections.abc import Sequence

from agent.answers import DocumentAnswer
from agent.reading.disputes import find_disputes
from agent.reading.intents import THRESHOLD, Judged
from agent.reading.labels import LOOSE_DOCUMENTS


def find_documents(judged: Sequence[Judged]) -> list[DocumentAnswer]:
    """Types that stand out; only if none does anywhere, the likeliest of the likeliest clause."""
    asking = [one for one in judged if one.does("document_request")]
    naming = [one for one in asking if one.clause.named]
    named = {kind for one in naming for kind, chance in one.documents.items() if chance >= THRESHOLD}
    contested = tuple(number for dispute in find_disputes(judged) for number in dispute.invoices)
    found: dict[str, DocumentAnswer] = {}
    for one in asking:
        for kind in (t for t, chance in one.documents.items() if chance >= THRESHOLD):
            if kind in named and not one.clause.named:
                # "Signed delivery note re" of a list, and the number in the line below.
                continue
            _add(found, kind, one, contested)
    if not found and asking:
        one = max(asking, key=lambda one: one.chances["document_request"])
        _add(found, max(one.documents, key=lambda t: one.documents[t]), one, contested)
    return list(found.values())


def _add(found: dict[str, DocumentAnswer], kind: str, one: Judged, contested: tuple[str, ...]) -> None:
    earlier = found[kind].invoices if kind in found else ()
    invoices = _invoices(kind, one, contested)
    found[kind] = DocumentAnswer(kind, earlier + tuple(n for n in invoices if n not in earlier), one.clause.text)


def _invoices(kind: str, one: Judged, contested: tuple[str, ...]) -> tuple[str, ...]:
    if kind in LOOSE_DOCUMENTS:
        return ()
    if kind == "credit_note" and contested and not one.clause.named:
        return tuple(dict.fromkeys(contested))
    return one.clause.invoices

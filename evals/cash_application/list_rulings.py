"""A list in which every number but one is read: the sum tells which one that is."""

from __future__ import annotations

from evals.cash_application.intents import Citation, Intent
from evals.cash_application.ledger import Document
from evals.cash_application.likeness import BOTH, EXACT, MISREAD, level
from evals.cash_application.rulings import CLEAR, GREY, Ruling
from evals.cash_application.showing import Shown
from evals.cash_application.world import World

NUMBERED = ("invoice", "credit_note")


def rule_list(world: World, intent: Intent, shown: Shown, bad: Citation, ruling: Ruling) -> Ruling:
    """The one document that the sum leaves, if it is at one slip; `ruling` is what stands without the others' help."""
    pairs = [(c, text) for c, text in zip(intent.citations, shown.written, strict=True) if c is not bad]
    if intent.arithmetic != "exact" or not pairs or any(not _is_read(citation, text) for citation, text in pairs):
        return ruling
    read = {citation.value for citation, _ in pairs}
    owner = world.book.document(bad.value).customer_id
    if owner not in {world.book.document(number).customer_id for number in read}:
        return ruling
    if [document.number for document in _equal_ones(world, bad, owner) if document.number not in read] != [bad.value]:
        return ruling
    written = shown.written[intent.citations.index(bad)]
    # Some would take a second slip, or an open item of the customer's own, for something to ask about.
    return GREY if level(written, bad.value) > BOTH or _is_own_item(world, written, owner) else CLEAR


def _is_read(citation: Citation, text: str) -> bool:
    return citation.kind in NUMBERED and level(text, citation.value) <= MISREAD


def _equal_ones(world: World, bad: Citation, owner: str) -> list[Document]:
    """The customer's open documents of the amount that the sum leaves."""
    documents = [*world.book.invoices(owner), *world.book.credit_notes(owner)]
    return [document for document in documents if world.book.rest(document.number) == world.book.rest(bad.value)]


def _is_own_item(world: World, written: str, owner: str) -> bool:
    hits = world.numbers.near(written, EXACT)
    return any(world.book.document(number).customer_id == owner and world.book.rest(number) for number in hits)

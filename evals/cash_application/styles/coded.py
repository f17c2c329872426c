"""Purchase orders, creditor references and Swiss QR references instead of the invoice number."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from evals.cash_application.codes import creditor_reference, grouped, grouped_from_right, qr_reference
from evals.cash_application.intents import Citation, Intent
from evals.cash_application.ledger import Document
from evals.cash_application.likeness import bare
from evals.cash_application.places import BY_COUNTRY
from evals.cash_application.styles.plain import full
from evals.cash_application.styles.silent import unique_amount
from evals.cash_application.world import World


def order_only(world: World) -> Intent | None:
    """An order that one open invoice names."""
    document = _with_order(world, lambda count: count == 1)
    return _by_order(world, "order_only", [document]) if document else None


def shared_order(world: World) -> Intent | None:
    """All open invoices of one order."""
    document = _with_order(world, lambda count: count > 1)
    return _by_order(world, "shared_order", _open_of_order(world, document)) if document else None


def equal_shared_order(world: World) -> Intent | None:
    """One of several equal ones of an order."""
    for _ in range(40):
        document = _with_order(world, lambda count: count > 1)
        if document:
            rests = [world.book.rest(other.number) for other in _open_of_order(world, document)]
            if rests.count(world.book.rest(document.number)) > 1:
                intent = _by_order(world, "equal_shared_order", [document])
                reason = "several open invoices of this amount under the order"
                return replace(intent, pieces=(), arithmetic="none", ambiguous=reason)
    return None


def _with_order(world: World, fits: Callable[[int], bool]) -> Document | None:
    for _ in range(40):
        document = world.book.any_invoice(world.rng, world.day)
        if document and document.purchase_order and fits(len(_open_of_order(world, document))):
            return document
    return None


def _open_of_order(world: World, document: Document) -> list[Document]:
    numbers = world.book.of_order[document.purchase_order]
    return [world.book.document(number) for number in numbers if world.book.rest(number)]


def _by_order(world: World, style: str, documents: list[Document]) -> Intent:
    intent = full(world, style, world.customer_of(documents[0]), documents, topic="order", arithmetic="order")
    return replace(intent, citations=(Citation("order", documents[0].purchase_order, intent.amount),))


def rf_invoice(world: World) -> Intent | None:
    document = world.book.any_invoice(world.rng, world.day)
    if not document or not BY_COUNTRY[world.customer_of(document).country].iban:
        return None
    code = creditor_reference(bare(document.number))
    return _coded(world, "rf_invoice", document, code, grouped(code))


def rf_customer(world: World) -> Intent | None:
    intent = unique_amount(world)
    if not intent or not intent.debtor or not BY_COUNTRY[intent.debtor.country].iban:
        return None
    code = creditor_reference(bare(intent.debtor.customer_id))
    return _coded_customer(world, "rf_customer", intent, code, grouped(code))


def qr_invoice(world: World) -> Intent | None:
    document = _swiss(world)
    digits = re.sub(r"\D", "", document.number) if document else ""
    if not document or not digits:
        return None
    code = qr_reference(_participant(world) + digits.rjust(20, "0"))
    return _coded(world, "qr_invoice", document, code, grouped_from_right(code))


def qr_customer(world: World) -> Intent | None:
    document = _swiss(world)
    if not document:
        return None
    intent = replace(full(world, "qr_customer", world.customer_of(document), [document]), arithmetic="unique")
    digits = re.sub(r"\D", "", document.customer_id)
    code = qr_reference(digits.rjust(26, "0"))
    return _coded_customer(world, "qr_customer", intent, code, grouped_from_right(code))


def _participant(world: World) -> str:
    """Six digits of the bank's customer in front, or none; the same in all references of one ledger."""
    return ("000000", "210000", "130824")[len(world.ledger.customers) % 3]


def _swiss(world: World) -> Document | None:
    for _ in range(300):
        document = world.book.any_invoice(world.rng, world.day)
        if document and document.currency in ("CHF", "EUR") and world.customer_of(document).country == "CH":
            return document
    return None


def _coded(world: World, style: str, document: Document, code: str, printed: str) -> Intent:
    intent = full(world, style, world.customer_of(document), [document], topic="code", plain=True)
    citation = replace(intent.citations[0], kind="code", words=world.rng.choice((code, code, printed)))
    return replace(intent, citations=(citation,), arithmetic="exact")


def _coded_customer(world: World, style: str, intent: Intent, code: str, printed: str) -> Intent:
    assert intent.debtor
    words = world.rng.choice((code, code, printed))
    citation = Citation("customer", intent.debtor.customer_id, intent.amount, words=words)
    return replace(intent, style=style, citations=(citation,), topic="code", plain=True)

"""Somebody else pays: the parent, a sibling, a factor, a stranger."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from evals.cash_application.codes import account_number
from evals.cash_application.company_words import FACTORS, HEADS, PEOPLE, TAILS, THIRD_PARTIES
from evals.cash_application.intents import Intent, Payer
from evals.cash_application.ledger import Document
from evals.cash_application.places import PLACES
from evals.cash_application.styles.plain import full
from evals.cash_application.styles.silent import silent
from evals.cash_application.world import World


def parent_for_children(world: World) -> Intent | None:
    """Items of up to five children, all in one currency."""
    for _ in range(40):
        parent = world.ledger.customers[world.rng.choice(world.kin.parents)] if world.kin.parents else None
        if parent:
            pool = [d for key in world.kin.below(parent.customer_id)[1:] for d in world.book.invoices(key, world.day)]
            if pool:
                currency = world.rng.choice(pool).currency
                chosen = world.pick([d for d in pool if d.currency == currency], 1, world.rng.choice((2, 4, 6)))
                return full(world, "parent_for_children", parent, chosen)
    return None


def parent_unreferenced(world: World) -> Intent | None:
    """One item of a child without a word; the parent itself owes nothing."""
    for _ in range(40):
        parent = world.ledger.customers[world.rng.choice(world.kin.parents)] if world.kin.parents else None
        if parent and not world.book.invoices(parent.customer_id):
            pool = [d for key in world.kin.below(parent.customer_id) for d in world.book.invoices(key, world.day)]
            if pool:
                intent = silent(world, "parent_unreferenced", [world.rng.choice(pool)])
                return replace(intent, payer=world.payer(parent))
    return None


def child_for_sibling(world: World) -> Intent | None:
    document = _of_family(world)
    if not document:
        return None
    sibling = world.ledger.customers[world.rng.choice(world.kin.siblings(document.customer_id))]
    same = [d for d in world.book.invoices(document.customer_id, world.day) if d != document]
    more = world.pick(same, 1, 2) if world.rng.random() < 0.4 else []
    return full(world, "child_for_sibling", sibling, [document, *more])


def _of_family(world: World) -> Document | None:
    for _ in range(60):
        document = world.book.any_invoice(world.rng, world.day)
        if document and world.kin.siblings(document.customer_id):
            return document
    return None


def factor(world: World) -> Intent | None:
    name = world.rng.choice(FACTORS)
    # The same account each time: it pays for many.
    own = Random(name)
    payer = Payer(name, account_number(own, own.choice(("DE", "IT", "PL", "US", "FR"))))
    return _by_other(world, "factor", payer)


def third_party(world: World) -> Intent | None:
    return _by_other(world, "third_party", stranger(world))


def _by_other(world: World, style: str, payer: Payer) -> Intent | None:
    debtor = world.debtor()
    documents = world.book.invoices(debtor.customer_id, world.day) if debtor else []
    chosen = world.pick(documents, 1, world.rng.choice((1, 1, 1, 3)))
    if not debtor or not chosen:
        return None
    intent = full(world, style, debtor, chosen)
    body = f"{world.rng.choice(('o/b/o', 'for', 'i.A.', 'Mandant', 'client', 'wg.'))} {debtor.name}"
    return replace(intent, payer=payer, body=body if world.rng.random() < 0.55 else "")


def stranger(world: World) -> Payer:
    """Nobody in the customer file."""
    rng = world.rng
    made = f"{rng.choice(HEADS)}{rng.choice(TAILS)}{rng.choice(('o', 'ix', 'um'))} Treasury"
    name = rng.choice((rng.choice(THIRD_PARTIES), rng.choice(PEOPLE), made))
    return Payer(name, account_number(rng, rng.choice(PLACES).country) if rng.random() < 0.8 else "")

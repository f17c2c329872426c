"""Payments without a number: what the amount, a month or the word balance can say."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from itertools import combinations

from evals.cash_application.intents import Intent
from evals.cash_application.ledger import Document
from evals.cash_application.rulings import CLEAR, GREY, Ruling, only_payer
from evals.cash_application.world import World


def rule_silent(world: World, intent: Intent, known: set[str]) -> Ruling:
    people = _people(world, intent, known)
    if people is None:
        return only_payer("no reference, and the payer could be anyone")
    pool = [document for key in people for document in world.book.invoices(key) if document.currency == intent.currency]
    wanted = {piece.invoice for piece in intent.pieces if piece.kind == "invoice"}
    if not wanted <= {document.number for document in pool}:
        return GREY
    if intent.arithmetic == "balance":
        return CLEAR if len(people) == 1 else GREY
    if intent.arithmetic == "month":
        return _by_month(world, intent, pool)
    return _by_amount(world, intent, people, pool)


def _people(world: World, intent: Intent, known: set[str]) -> list[str] | None:
    """Whose items come into question, None if nobody can say. A customer number speaks for itself."""
    assert intent.debtor
    if any(citation.kind == "customer" for citation in intent.citations):
        return [intent.debtor.customer_id]
    # Whoever pays on behalf of a customer that the text names is not known, the customer is.
    payer = intent.payer.customer or intent.debtor
    if payer.customer_id not in known:
        return None
    if intent.style == "parent_unreferenced":
        return world.kin.below(payer.customer_id) if len(known) == 1 else None
    if len(known) == 1:
        return list(known)
    family = {world.kin.top(key) for key in known}
    return sorted(known) if len(family) == 1 else None


def _by_month(world: World, intent: Intent, pool: list[Document]) -> Ruling:
    wanted = {piece.invoice for piece in intent.pieces}
    issued = next(document.issued for document in pool if document.number in wanted)
    same = [d for d in pool if (d.issued.year, d.issued.month) == (issued.year, issued.month)]
    fit = [d for d in same if world.book.rest(d.number) == intent.amount]
    namesakes = [d for d in pool if d.issued.month == issued.month and world.book.rest(d.number) == intent.amount]
    return CLEAR if len(fit) == len(namesakes) == 1 else GREY


def _by_amount(world: World, intent: Intent, people: Iterable[str], pool: list[Document]) -> Ruling:
    """The only way to reach the sum: one item before two, two before three; near misses of other kinds are grey."""
    rests = [world.book.rest(document.number) for document in pool]
    count = len([piece for piece in intent.pieces if piece.kind == "invoice"])
    fits = sum(rest == intent.amount for rest in rests)
    if count == 1:
        if fits > 1:
            return only_payer("several open invoices of this amount and no reference")
        return GREY if sums(rests, intent.amount, 2) or _otherwise(world, intent, people, rests) else CLEAR
    ways = sum(sums(rests, intent.amount, size) for size in range(1, len(rests) + 1)) if len(rests) <= 12 else 2
    return CLEAR if ways == 1 and not _otherwise(world, intent, people, rests) else GREY


def sums(rests: list[Decimal], amount: Decimal, size: int) -> int:
    if size == 2 and len(rests) > 40:
        seen: set[Decimal] = set()
        found = 0
        for rest in rests:
            found += amount - rest in seen
            seen.add(rest)
        return found
    return sum(sum(chosen) == amount for chosen in combinations(rests, size))


def _otherwise(world: World, intent: Intent, people: Iterable[str], rests: list[Decimal]) -> bool:
    """A relative's item of the amount, an item less a credit note, or the whole balance."""
    assert intent.debtor
    family = world.family_rests(intent.debtor)
    if family.count(intent.amount) > rests.count(intent.amount):
        return True
    notes = [world.book.rest(note.number) for key in people for note in world.book.credit_notes(key)]
    return any(rest + note == intent.amount for rest in rests for note in notes)

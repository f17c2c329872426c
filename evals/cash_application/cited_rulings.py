"""Payments with numbers: could what is written, or the sum, mean something else?"""

from __future__ import annotations

from decimal import Decimal

from evals.cash_application.intents import Citation, Intent
from evals.cash_application.likeness import EXACT, ILLEGIBLE, MISREAD, SHORTENED, level, whole
from evals.cash_application.list_rulings import rule_list
from evals.cash_application.rulings import CLEAR, FAR_NUMBER, FAR_ORDER, GREY, UNREADABLE, Ruling, Verdict, only_payer
from evals.cash_application.showing import Shown
from evals.cash_application.silent_rulings import rule_silent, sums
from evals.cash_application.world import World


def rule_cited(world: World, intent: Intent, shown: Shown, known: set[str]) -> Ruling:
    family = {member for key in known for member in world.kin.family(key)}
    pairs = zip(intent.citations, shown.written, strict=True)
    for citation, written in pairs:
        if intent.style == "enumeration" or not written:
            continue
        ruling = _number(world, intent, citation, written, family)
        if ruling.verdict is Verdict.OPEN:
            ruling = rule_list(world, intent, shown, citation, ruling)
        if ruling.why in UNREADABLE:
            return _by_amount_after_all(world, intent, known, ruling)
        if ruling.verdict is not Verdict.CLEAR:
            return ruling
    return _arithmetic(world, intent, shown, family)


def _by_amount_after_all(world: World, intent: Intent, known: set[str], ruling: Ruling) -> Ruling:
    """A number that says nothing is as good as none."""
    if intent.arithmetic not in ("exact", "order") or any(piece.kind != "invoice" for piece in intent.pieces):
        return ruling
    silent = rule_silent(world, intent, known)
    return silent if silent.verdict is Verdict.CLEAR else ruling


def _number(world: World, intent: Intent, citation: Citation, written: str, family: set[str]) -> Ruling:
    if citation.kind in ("code", "customer"):
        return CLEAR
    distance = level(written, citation.value)
    if citation.kind == "order":
        hits = world.numbers.near(written, SHORTENED)
        if any(world.book.rest(number) == intent.amount for number in hits):
            return GREY
        return CLEAR if distance <= MISREAD else only_payer(FAR_ORDER)
    weak = intent.arithmetic in ("weak", "credit", "cut", "paid")
    if distance == ILLEGIBLE or (weak and distance > MISREAD):
        # Some would take a slip of a known customer for what it looks like, some would ask; and so with two digits.
        grey = (family and distance != ILLEGIBLE) or whole(written, citation.value)
        return GREY if grey else only_payer(FAR_NUMBER)
    return _rivals(world, intent, citation, written, distance, family, weak=weak)


def _rivals(
    world: World, intent: Intent, citation: Citation, written: str, distance: int, family: set[str], *, weak: bool
) -> Ruling:
    """Other documents that what is written fits as well."""
    near = world.numbers.near(written, distance) - {citation.value}
    rest = abs(world.book.rest(citation.value)) or abs(citation.amount)
    for number in sorted(near):
        rival = world.book.document(number)
        if rival.currency != intent.currency or rival.status == "void":
            continue
        at_home = rival.customer_id in family
        if family and not at_home and distance > EXACT:
            continue
        if abs(world.book.rest(number)) == rest:
            return only_payer("another number is as near, and of the same amount")
        if weak and (world.book.rest(number) or level(written, number) == EXACT):
            return only_payer("another number is as near, and the amount does not say which")
        # Whole digits and the exact sum outweigh a number that only lacks the prefix.
        if distance > MISREAD and level(written, number) == EXACT:
            return only_payer("cites another invoice than the amount speaks of")
    return CLEAR if family or distance <= SHORTENED or len(intent.pieces) == 1 else _strangers_slip(distance)


def _strangers_slip(distance: int) -> Ruling:
    return CLEAR if distance <= MISREAD else only_payer("a mistyped number from an unknown payer")


def _arithmetic(world: World, intent: Intent, shown: Shown, family: set[str]) -> Ruling:
    """Could the sum mean something else, given that the numbers are read?"""
    assert intent.debtor
    rests = world.family_rests(intent.debtor)
    cited = {c.value for c, written in zip(intent.citations, shown.written, strict=True) if written}
    if intent.arithmetic == "paid":
        equal = rests.count(intent.amount) or any(rests.count(citation.amount) for citation in intent.citations)
        return only_payer("cites a paid invoice while another of the same amount is open") if equal else CLEAR
    if intent.arithmetic == "weak":
        return _weak(world, intent, rests)
    if intent.arithmetic == "credit":
        return _uncited_credit(world, intent)
    if intent.arithmetic == "cut":
        return _cut(world, intent, cited) if family else only_payer("the list of numbers is cut off")
    if intent.arithmetic == "order":
        return _order(world, intent)
    return CLEAR


def _weak(world: World, intent: Intent, rests: list[Decimal]) -> Ruling:
    """The amount must not be that of other items, nor of the cited one with another."""
    rest = world.book.rest(intent.citations[0].value)
    more = intent.amount - rest
    if intent.amount in rests or more in rests or sums(rests, intent.amount, 2):
        return GREY
    notes = [world.book.rest(note.number) for note in world.book.credit_notes(_debtor(intent))]
    return GREY if more in notes or (more < 0 and _looks_reduced(world, intent, rest)) else CLEAR


def _debtor(intent: Intent) -> str:
    assert intent.debtor
    return intent.debtor.customer_id


def _looks_reduced(world: World, intent: Intent, rest: Decimal) -> bool:
    """A short payment that would pass for a discount in time or for bank fees, or the other way round."""
    document = world.book.document(intent.citations[0].value)
    share = 1 - intent.amount / rest
    early = world.book.earns_discount(document, world.day)
    if intent.style == "bank_fee":
        return abs(share - Decimal("0.02")) < Decimal("0.001")
    return bool(early and share < Decimal("0.031")) or (intent.style != "late_discount" and share < Decimal("0.055"))


def _uncited_credit(world: World, intent: Intent) -> Ruling:
    """One choice of credit notes only, and no discount of that size."""
    notes = [world.book.rest(note.number) for note in world.book.credit_notes(_debtor(intent))]
    off = sum((piece.amount for piece in intent.pieces if piece.kind == "credit_note"), Decimal())
    ways = sum(sums(notes, off, size) for size in range(1, min(len(notes), 4) + 1))
    gross = intent.amount - off
    return CLEAR if ways == 1 and abs(-off / gross - Decimal("0.02")) > Decimal("0.001") else GREY


def _cut(world: World, intent: Intent, cited: set[str]) -> Ruling:
    """What is missing must be one choice of the customer's other items."""
    missing = [piece.amount for piece in intent.pieces if piece.invoice not in cited]
    others = [world.book.rest(d.number) for d in world.book.invoices(_debtor(intent)) if d.number not in cited]
    ways = sum(sums(others, sum(missing, Decimal()), size) for size in (1, 2) if len(others) <= 40 or size == 1)
    if len(missing) > 1 and len(others) > 40:
        return only_payer("the list of numbers is cut off")
    return CLEAR if ways == 1 else only_payer("the list of numbers is cut off")


def _order(world: World, intent: Intent) -> Ruling:
    """All open items of the order, or the one of this amount."""
    order = intent.citations[0].value
    numbers = [number for number in world.book.of_order[order] if world.book.rest(number)]
    fits = [number for number in numbers if world.book.rest(number) == intent.amount]
    whole = sum((world.book.rest(number) for number in numbers), Decimal()) == intent.amount
    return CLEAR if whole or len(fits) == 1 else GREY

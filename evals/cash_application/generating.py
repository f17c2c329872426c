"""A ledger and its payments, day by day: an invoice that one payment settled is settled for the next."""

from __future__ import annotations

from random import Random

from evals.cash_application.customers import make_customers
from evals.cash_application.deck import StyleDeck
from evals.cash_application.intents import Intent
from evals.cash_application.invoices import make_documents
from evals.cash_application.learning import beyond_doubt
from evals.cash_application.ledger import Ledger, Payment
from evals.cash_application.profiles import FIRST_DAY, PROFILES, booking_days
from evals.cash_application.rulings import Ruling, Verdict
from evals.cash_application.showing import Shown, show
from evals.cash_application.styles import STYLES
from evals.cash_application.truth import rule
from evals.cash_application.world import World

ATTEMPTS = 2_000


def generate(*, profile: str, payments: int, customers: int, seed: int) -> Ledger:
    """The same for the same arguments, on every machine."""
    rng, chosen = Random(f"{profile}-{payments}-{customers}-{seed}"), PROFILES[profile]
    people = make_customers(rng, chosen, customers)
    ledger = Ledger(people, make_documents(rng, chosen, people, payments))
    world = World(rng, chosen, ledger, FIRST_DAY)
    deck, accidents = StyleDeck(rng, chosen.weights), 0
    for place, day in enumerate(booking_days(payments)):
        world.day = day
        room = accidents < chosen.accidents * (place + 1)
        payment, accident = _payment(world, deck, f"T{place + 1:06}", accident_allowed=room)
        accidents += accident
        world.book.record(payment)
        ledger.payments.append(payment)
    return ledger


def _payment(world: World, deck: StyleDeck, key: str, *, accident_allowed: bool) -> tuple[Payment, bool]:
    """The payment, and whether noise alone made it undecidable."""
    for _ in range(ATTEMPTS):
        style = deck.draw()
        for _ in range(4):
            intent = STYLES[style](world)
            if intent is None or intent.amount <= 0:
                continue
            shown = show(world, intent)
            ruling = rule(world, intent, shown)
            if ruling.verdict is Verdict.CLEAR:
                return _booked(world, key, intent, shown, ruling), False
            if ruling.verdict is Verdict.OPEN and accident_allowed:
                return _booked(world, key, intent, shown, ruling), True
        deck.miss(style)
    raise RuntimeError(f"No payment of any style could be made on {world.day}; make more customers.")


def _booked(world: World, key: str, intent: Intent, shown: Shown, ruling: Ruling) -> Payment:
    clear = ruling.verdict is Verdict.CLEAR
    world.written[key] = shown.written
    if clear and beyond_doubt(intent, shown.written):
        owners = {world.book.document(piece.invoice).customer_id for piece in intent.pieces}
        world.learned.learn(shown.payer_account, {world.kin.top(owner) for owner in owners})
    return Payment(
        transaction_id=key,
        booked_on=world.day,
        amount=intent.amount,
        currency=intent.currency,
        payer_name=shown.payer_name,
        payer_account=shown.payer_account,
        reference=shown.reference,
        method=shown.method,
        pieces=intent.pieces if clear else (),
        style=intent.style,
        noise=shown.noise,
        why=intent.ambiguous if clear else ruling.why,
    )

"""Payments and stories that no single sentence tells."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from agent.facts import AccountFacts, InvoiceFact
from agent.reading.advice import with_advice
from agent.reading.clauses import Clause, Context, find_in
from agent.reading.disputes import find_disputes
from agent.reading.intents import Judged, gathered
from agent.reading.labels import DISPUTE_REASONS, DOCUMENT_TYPES, INTENTS
from agent.reading.payments import find_payments

RECEIVED = date(2026, 10, 6)
ACCOUNT = AccountFacts(
    "Kern AG",
    "GB",
    "en",
    "EUR",
    invoices=(
        InvoiceFact("KS-4471", date(2026, 8, 1), date(2026, 9, 1), Decimal("1240.50"), "EUR"),
        InvoiceFact("KS-4502", date(2026, 8, 20), date(2026, 9, 20), Decimal("318.00"), "EUR"),
    ),
)
CONTEXT = Context(ACCOUNT, RECEIVED, ("en",))


def _judged(text: str, *, labels: tuple[str, ...] = (), reason: str = "", **chances: float) -> Judged:
    mentions, amounts = find_in(text, CONTEXT)
    named = tuple(dict.fromkeys(mention.number for mention in mentions))
    clause = Clause(text, 0, "", named, tuple(amounts), named or ("KS-4471", "KS-4502"), tuple(mentions))
    return Judged(
        clause,
        dict.fromkeys(INTENTS, 0.01) | chances,
        dict.fromkeys(DISPUTE_REASONS, 0.01) | ({reason: 0.8} if reason else {}),
        dict.fromkeys(DOCUMENT_TYPES, 0.0),
        labels,
    )


ADVICE = [
    "Payment date: 05/10/2026",
    "Payment reference: BGC-009917",
    "KS-4471   1,240.50",
    "KS-4502   318.00",
    "Total paid EUR   1,508.50",
]


def test_a_heading_and_its_lines_are_a_payment() -> None:
    judged = with_advice([_judged("REMITTANCE ADVICE"), *map(_judged, ADVICE)])
    (payment,) = find_payments(judged, CONTEXT)
    assert (payment.date, payment.amount) == (date(2026, 10, 5), Decimal("1508.50"))
    assert (payment.invoices, payment.reference) == (("KS-4471", "KS-4502"), "BGC-009917")


def test_a_deduction_contested_in_an_advice_ends_it_not() -> None:
    deduction = _judged("Less: broken (KS-4502)  -50.00", labels=("dispute",), reason="quality", dispute=0.9)
    lines = [*map(_judged, ADVICE[:4]), deduction, _judged(ADVICE[4])]
    (payment,) = find_payments(with_advice([_judged("Zahlungsavis"), *lines]), CONTEXT)
    assert payment.amount == Decimal("1508.50")


def test_a_sentence_about_an_advice_is_none() -> None:
    asked = with_advice([_judged("Did you get our remittance advice?"), *map(_judged, ADVICE)])
    assert not any(one.labels for one in asked)
    alone = with_advice([_judged("Remittance advice"), _judged("Thanks.")])
    assert not any(one.labels for one in alone)


def test_an_advice_of_what_is_only_promised_claims_nothing() -> None:
    promised = _judged("We will pay on Friday.", labels=("promise_to_pay",), promise_to_pay=0.9)
    judged = with_advice([promised, _judged("Payment advice"), *map(_judged, ADVICE)])
    assert [one.labels for one in judged if one.labels] == [("promise_to_pay",)]


def test_hints_of_one_thing_in_several_sentences_are_gathered() -> None:
    story = [_judged("The contract ended.", dispute=0.4), _judged("It is not due.", dispute=0.45), _judged("Regards")]
    assert [one.labels for one in gathered(story)] == [("dispute",), ("dispute",), ()]
    assert not any(one.labels for one in gathered([story[0], story[2]]))


def test_a_clear_reason_speaks_before_a_vague_refusal() -> None:
    broken = _judged("The oven is dead.", labels=("dispute",), reason="quality", dispute=0.9)
    refused = _judged("We do not accept it.", labels=("dispute",), reason="other", dispute=0.99)
    (dispute,) = find_disputes([broken, refused])
    assert dispute.reason == "quality"

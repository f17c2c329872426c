"""What a message may not say of the same invoice at once, and what it may."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from agent.answers import DisputeAnswer, PaymentAnswer, PromiseAnswer
from agent.reading.safety_contradictions import contradictions, contradicts

DAY, LATER = date(2026, 5, 4), date(2026, 5, 18)
PART = Decimal("50")


def _found(
    *,
    promises: tuple[PromiseAnswer, ...] = (),
    payments: tuple[PaymentAnswer, ...] = (),
    disputes: tuple[DisputeAnswer, ...] = (),
    intents: tuple[str, ...] = (),
) -> tuple[str, ...]:
    return contradictions(intents=intents, promises=promises, payments=payments, disputes=disputes)


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        (
            {"promises": (PromiseAnswer(LATER, None, ("A",)),), "payments": (PaymentAnswer(DAY, None, ("A",)),)},
            "The message says of the same invoice that it was paid and that it will be paid.",
        ),
        (
            {"promises": (PromiseAnswer(None, None, ("A", "B")),), "payments": (PaymentAnswer(None, None, ("B",)),)},
            "The message says of the same invoice that it was paid and that it will be paid.",
        ),
        (
            {
                "promises": (PromiseAnswer(DAY, None, ("A",)),),
                "disputes": (DisputeAnswer("quality", ("A",), None),),
            },
            "The message contests an invoice as a whole and promises to pay it as a whole.",
        ),
        (
            {"promises": (PromiseAnswer(DAY, None, ("A",)), PromiseAnswer(LATER, None, ("A",)))},
            "The message names two dates for the same payment.",
        ),
        (
            {"promises": (PromiseAnswer(DAY, None, ("A",)),), "intents": ("refusal", "promise_to_pay")},
            "The message says that it pays and that it does not pay.",
        ),
        (
            {"payments": (PaymentAnswer(DAY, None, ("A",)),), "intents": ("refusal", "payment_claimed")},
            "The message says that it pays and that it does not pay.",
        ),
    ],
)
def test_what_cannot_both_be_true_is_said_in_words(answers: dict[str, tuple], said: str) -> None:
    assert _found(**answers) == (said,)


@pytest.mark.parametrize(
    "answers",
    [
        {},
        {"promises": (PromiseAnswer(DAY, None, ("B",)),), "payments": (PaymentAnswer(DAY, None, ("A",)),)},
        {"promises": (PromiseAnswer(DAY, PART, ("A",)),), "payments": (PaymentAnswer(DAY, PART, ("A",)),)},
        {"promises": (PromiseAnswer(LATER, None, ("A",)),), "payments": (PaymentAnswer(DAY, PART, ("A",)),)},
        {"promises": (PromiseAnswer(DAY, PART, ("A",)), PromiseAnswer(LATER, PART, ("A",)))},
        {"promises": (PromiseAnswer(DAY, PART, ("A",)), PromiseAnswer(LATER, None, ("A",)))},
        {"promises": (PromiseAnswer(DAY, None, ("A",)), PromiseAnswer(LATER, None, ("B",)))},
        {"promises": (PromiseAnswer(DAY, None, ("A",)), PromiseAnswer(None, None, ("A",)))},
        {"promises": (PromiseAnswer(DAY, None, ("A",)), PromiseAnswer(DAY, None, ("A",)))},
        {
            "promises": (PromiseAnswer(DAY, None, ("A",)),),
            "disputes": (DisputeAnswer("quality", ("B",), None),),
        },
        {
            "promises": (PromiseAnswer(DAY, None, ("A",)),),
            "disputes": (DisputeAnswer("pricing", ("A",), PART),),
        },
        {
            "promises": (PromiseAnswer(DAY, PART, ("A",)),),
            "disputes": (DisputeAnswer("pricing", ("A",), None),),
        },
        {"intents": ("refusal",)},
        {"promises": (PromiseAnswer(DAY, None, ()),), "payments": (PaymentAnswer(DAY, None, ()),)},
    ],
    ids=[
        "nothing",
        "A paid, B promised",
        "a part paid, a part promised",
        "a part paid, the rest promised",
        "instalments on two days",
        "an instalment and the rest",
        "two invoices on two days",
        "a day and none",
        "the same promise twice",
        "A promised, B contested",
        "a part contested, the invoice promised",
        "the undisputed part promised",
        "a refusal alone",
        "no invoice at all",
    ],
)
def test_ordinary_messages_do_not_contradict_themselves(answers: dict[str, tuple]) -> None:
    assert _found(**answers) == ()


def test_paid_and_promised_contradict_only_as_a_whole() -> None:
    assert contradicts([PromiseAnswer(DAY, None, ("A",))], [PaymentAnswer(DAY, None, ("A",))])
    assert not contradicts([PromiseAnswer(DAY, None, ("A",))], [PaymentAnswer(DAY, PART, ("A",))])

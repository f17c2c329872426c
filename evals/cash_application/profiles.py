"""How much of what: the two mixes of payments, and the calendar that they are booked in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

# Monday; the payments are booked on the weekdays of six weeks from here.
FIRST_DAY = date(2026, 2, 16)
WEEKS = 6
LAST_DAY = FIRST_DAY + timedelta(days=7 * WEEKS - 3)


@dataclass(frozen=True)
class Profile:
    """Shares are of one. `accidents` bounds the payments that noise alone makes undecidable."""

    name: str
    listed_accounts: float
    pays_from_listed: float
    noise_counts: tuple[int, ...]
    decoys: float
    name_noise: float
    accidents: float
    open_documents: float
    weights: dict[str, float]


COMMON = {
    "single": 50.0, "several": 18.0, "enumeration": 3.0, "part_payment": 3.0, "rest_payment": 0.8, "cut_list": 1.0,
    "statement": 2.5, "credit_cited": 3.0, "credit_uncited": 1.6, "discount_one": 3.5, "discount_all": 1.5,
    "discount_some": 1.5, "late_discount": 0.8, "bank_fee": 3.5, "short_pay_words": 1.5, "short_pay": 1.2,
    "overpayment": 1.2, "duplicate": 1.0, "paid_in_history": 0.5, "unique_amount": 4.0, "unique_sum": 1.2,
    "month_words": 2.0, "parent_for_children": 3.5, "parent_unreferenced": 0.4, "child_for_sibling": 1.0,
    "factor": 2.0, "third_party": 2.0, "order_only": 3.5, "shared_order": 1.0, "customer_number": 2.5,
    "rf_invoice": 2.0, "rf_customer": 0.8, "qr_invoice": 2.0, "qr_customer": 0.6, "unrelated": 2.6,
}  # fmt: skip
AMBIGUOUS = {
    "cites_paid_equal_open": 0.75, "equal_amounts": 1.05, "equal_by_customer_number": 0.43, "equal_shared_order": 0.1,
    "unknown_payer": 0.38, "other_currency": 0.15, "several_sums": 0.2,
}  # fmt: skip

PROFILES = {
    "standard": Profile(
        name="standard", listed_accounts=0.8, pays_from_listed=0.93, noise_counts=(77, 19, 4), decoys=0.22,
        name_noise=0.35, accidents=0.004, open_documents=3.4, weights=COMMON | AMBIGUOUS,
    ),
    "hard": Profile(
        name="hard", listed_accounts=0.15, pays_from_listed=0.7, noise_counts=(48, 30, 17, 5), decoys=0.4,
        name_noise=0.6, accidents=0.015, open_documents=3.4,
        weights=COMMON
        | {"single": 42.0, "several": 16.5, "third_party": 5.0, "factor": 3.0, "unique_amount": 6.0}
        | {name: 2.35 * weight for name, weight in AMBIGUOUS.items()},
    ),
}  # fmt: skip


def booking_days(count: int) -> list[date]:
    """As many days as payments, sorted, spread evenly over the weekdays."""
    weekdays = [FIRST_DAY + timedelta(days=offset) for offset in range(7 * WEEKS) if offset % 7 < 5]
    return [weekdays[turn * len(weekdays) // count] for turn in range(count)]

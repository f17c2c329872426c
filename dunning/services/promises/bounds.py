"""What a promise or claim may say at most: beyond it is an error or an attack, and would quiet a case for good."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

# A longer wait is an arrangement, which a person agrees to.
LONGEST_PROMISE = timedelta(days=365)
# A payment is ordered ahead by days, not by months.
LONGEST_CLAIM_AHEAD = timedelta(days=31)
OLDEST = timedelta(days=3 * 365)
# More than any column of money holds.
LARGEST_AMOUNT = Decimal(10) ** 15
# A mail that promises more often than this is a list for a person to book.
MOST_IN_ONE_MAIL = 40


def implausible(*, amount: Decimal | None, day: date | None, given_on: date, is_claim: bool) -> str:
    """Why it cannot be booked, as a sentence; "" if it can."""
    if amount is not None and not Decimal() < amount < LARGEST_AMOUNT:
        return f"{amount} is no amount to be paid."
    if day is None:
        return ""
    ahead = LONGEST_CLAIM_AHEAD if is_claim else LONGEST_PROMISE
    if day - given_on > ahead:
        return f"{day} is more than {ahead.days} days away."
    if given_on - day > OLDEST:
        return f"{day} is long past."
    return ""

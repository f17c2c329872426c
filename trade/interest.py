"""Late-payment interest and recovery costs between businesses, as the law of a country has them. Pure.

Simple interest on the open amount, from the day after the due date up to and including the last day; actual days
over the days of their calendar year (365 or 366), so that no customary count gives less; the rate changes with the
half-year, and the sum is rounded once, half up, to the currency's smallest unit. Directive 2011/7/EU, art. 2 to 6.
Unknown is None: a country, a time or a rate that the tables do not hold is never guessed.
"""

from __future__ import annotations

from calendar import isleap
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from trade.interest_table import law_on, next_half_year, yearly_rate
from trade.money import quantize

ONE_DAY = timedelta(days=1)
HUNDRED = Decimal(100)


@dataclass(frozen=True)
class InterestPeriod:
    """Days of delay within one half-year, both ends included, at one rate in percent a year."""

    first: date
    last: date
    rate: Decimal

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1

    @property
    def share(self) -> Decimal:
        """Of the amount: rate × days ÷ days of the year."""
        return self.rate * self.days / HUNDRED / (366 if isleap(self.first.year) else 365)


def interest_rate(country: str, *, on: date) -> Decimal | None:
    """Percent a year for a delay that begins on a day; None where it is unknown."""
    law = law_on(country, on)
    return yearly_rate(law, on) if law else None


def interest_periods(country: str, *, due: date, until: date) -> tuple[InterestPeriod, ...] | None:
    """The half-years of a delay with their rates: empty before it begins, None where any rate is unknown.

    Where the law fixes the rate at the start of the delay (GB, IE, CZ), all periods have that one.
    """
    periods, day = [], due + ONE_DAY
    law = law_on(country, day)
    fixed = yearly_rate(law, day) if law and law.fixed_at_start else None
    while day <= until:
        law = law_on(country, day)
        rate = fixed if fixed is not None else yearly_rate(law, day) if law and not law.fixed_at_start else None
        if rate is None:
            return None
        last = min(next_half_year(day) - ONE_DAY, until)
        periods.append(InterestPeriod(day, last, rate))
        day = last + ONE_DAY
    return tuple(periods)


def statutory_interest(amount: Decimal, *, currency: str, country: str, due: date, until: date) -> Decimal | None:
    """Interest in the currency on an open amount, due on a day, up to and including another; None where unknown.

    Sources by country: `trade/data/late_payment_laws.toml`, among them § 288 BGB, § 456 UGB, art. L441-10 Code de
    commerce, Late Payment of Commercial Debts (Interest) Act 1998. Nothing is owed on a negative rate.
    """
    periods = interest_periods(country, due=due, until=until)
    if periods is None:
        return None
    share = sum((max(period.share, Decimal()) for period in periods), Decimal())
    return quantize(amount * share, currency)


def recovery_costs(amount: Decimal, *, currency: str, country: str, on: date) -> Decimal | None:
    """The fixed sum that the law grants for one late invoice of an amount; None where unknown or in another currency.

    40 € in the euro countries (Directive 2011/7/EU, art. 6), £40, £70 or £100 by size (Act of 1998, s. 5A).
    """
    law = law_on(country, on)
    if law is None or law.flat_currency != currency:
        return None
    reached = [flat for start, flat in law.flat if amount >= start]
    return reached[-1] if reached else None

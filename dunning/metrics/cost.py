"""What collecting cost beside what it brought."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from django.conf import settings
from django.db.models import Sum

from agent.models import LLMCall
from customers.metrics.rates import rate_between
from customers.models.rate import Rates
from dunning.metrics.period import Period
from dunning.metrics.reading import rows
from dunning.metrics.recovery import RECOVERY_DAYS

# An answered Review is one touch; an approval is one, too.
TOUCHES = """
SELECT c.creditor_id, count(*) FROM dunning_review r JOIN dunning_case c ON c.id = r.case_id
WHERE r.closed_at >= %(since)s AND r.closed_at < %(until)s AND r.closed_by_id IS NOT NULL {narrowed}
GROUP BY 1
"""
PRICED_IN = "USD"


@dataclass(frozen=True)
class Cost:
    """Model calls of the whole installation, and a creditor's touches at the price that the settings state, if any."""

    models: Decimal | None
    touches: int
    touch_price: Decimal | None

    @property
    def total(self) -> Decimal | None:
        """In the creditor's currency; None where nothing has a price."""
        if self.models is None and self.touch_price is None:
            return None
        return (self.models or Decimal()) + self.touches * (self.touch_price or Decimal())


def period_of_recovery(period: Period) -> Period:
    """The days whose reminders had their time: cost is set beside their money."""
    return Period(period.on - timedelta(days=RECOVERY_DAYS), period.days, period.debtor_ids)


def costs(period: Period, *, currencies: Mapping[int, str], rates: Rates) -> dict[int, Cost]:
    """By creditor, in its currency; several creditors share what the models cost. Two queries."""
    moved = period_of_recovery(period)
    touches = dict(rows(TOUCHES, moved, narrowed="c.debtor_id"))
    calls = LLMCall.objects.filter(called_at__gte=moved.since, called_at__lt=moved.until)
    spent = None if period.debtor_ids is not None else calls.aggregate(cost=Sum("cost"))["cost"]
    found = {}
    for creditor_id, currency in currencies.items():
        rate = rate_between(rates, PRICED_IN, currency)
        models = None if spent is None or rate is None else spent * rate / len(currencies)
        found[creditor_id] = Cost(models, touches.get(creditor_id, 0), touch_price(currency, rates))
    return found


def touch_price(currency: str, rates: Rates) -> Decimal | None:
    """COST_PER_TOUCH of the settings in this currency; None where it is not set or has no rate."""
    if not settings.COST_PER_TOUCH:
        return None
    amount, priced_in = settings.COST_PER_TOUCH
    rate = rate_between(rates, priced_in, currency)
    return None if rate is None else Decimal(amount) * rate

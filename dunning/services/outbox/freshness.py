"""Whether a source's data is new enough to chase on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from customers.models import LedgerSource
from trade.calendars import calendar_for
from trade.countries import local_date


@dataclass(frozen=True)
class StaleSource:
    source: LedgerSource
    text: str


def stale_sources(*, as_of: datetime) -> dict[int, StaleSource]:
    """Sources whose data is too old to chase on, by id; age in the creditor's business days. One query."""
    found = {}
    for source in LedgerSource.objects.select_related("creditor"):
        calendar = calendar_for(source.creditor.country)
        today = local_date(as_of, source.creditor.time_zone)
        known = (("invoices", source.invoices_as_of), ("payments", source.payments_as_of))
        old = [
            f"the {what} of “{source.name}” are of {day}"
            for what, day in known
            if day and calendar.business_days_between(day, today) > source.stale_after_business_days
        ]
        if old:
            words = " and ".join(old)
            found[source.pk] = StaleSource(source, f"{words[0].upper()}{words[1:]}; nobody is chased on old data.")
    return found

"""For whom and as of when a part is worked out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TypeVar

from django.db.models import Model, QuerySet

from customers.models import Creditor
from trade.calendars import calendar_for
from trade.countries import local_date

Row = TypeVar("Row", bound=Model)


@dataclass(frozen=True)
class Scope:
    """`debtor_ids` None: every customer; else those of one account manager."""

    as_of: datetime
    zone: str
    country: str = ""
    debtor_ids: tuple[int, ...] | None = None

    @classmethod
    def at(cls, as_of: datetime, *, debtor_ids: tuple[int, ...] | None = None) -> Scope:
        """By the time zone and the business days of the first creditor. One query."""
        found = Creditor.objects.order_by("pk").values_list("time_zone", "country").first()
        zone, country = found or ("UTC", "")
        return cls(as_of, zone, country, debtor_ids)

    @property
    def today(self) -> date:
        return local_date(self.as_of, self.zone)

    @property
    def since(self) -> date:
        """The business day before: on a Monday what happened on Friday and over the weekend is news."""
        return calendar_for(self.country).add_business_days(self.today, -1)

    def ahead(self, days: int) -> date:
        return self.today + timedelta(days=days)

    def rows(self, queryset: QuerySet[Row], *, debtor: str = "debtor") -> QuerySet[Row]:
        """Those of the scope's customers."""
        return queryset if self.debtor_ids is None else queryset.filter(**{f"{debtor}__in": self.debtor_ids})

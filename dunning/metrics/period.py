"""The days that a figure looks back over."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone

# A quarter, as for DSO.
PERIOD_DAYS = 90


@dataclass(frozen=True)
class Period:
    """The days up to and with `on`; of some debtors, or of all. Instants are midnights of the current time zone."""

    on: date
    days: int = PERIOD_DAYS
    debtor_ids: Collection[int] | None = None

    @property
    def since(self) -> datetime:
        """The first instant that belongs to it."""
        return _midnight(self.on - timedelta(days=self.days - 1))

    @property
    def until(self) -> datetime:
        """The first instant that does not belong to it any more."""
        return _midnight(self.on + timedelta(days=1))

    def narrowed(self, column: str) -> str:
        """A condition in SQL that goes with `parameters`."""
        return "" if self.debtor_ids is None else f"AND {column} = ANY(%(debtors)s::bigint[])"

    def parameters(self, **more: Any) -> dict[str, Any]:
        return {
            "on": self.on,
            "since": self.since,
            "until": self.until,
            "since_day": self.on - timedelta(days=self.days),
            "debtors": list(self.debtor_ids or ()),
            **more,
        }


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))

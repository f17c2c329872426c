"""Making the round look at a debtor again."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db.models import F

from dunning.models import Look

# A look-again time that has always come: the next round takes the debtor whatever its as-of is.
AT_ONCE = datetime.fromisoformat("1970-01-01T00:00:00+00:00")


def look_again(debtor_ids: Iterable[int], *, at: datetime | None = None) -> None:
    """Have the round look at these debtors at `at`, by default at once, in one query.

    A debtor never looked at needs no row.
    """
    Look.objects.filter(debtor_id__in=list(debtor_ids)).update(next_look_at=at or AT_ONCE, calls=F("calls") + 1)

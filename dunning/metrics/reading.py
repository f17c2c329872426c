"""Running a query of the metrics."""

from __future__ import annotations

from typing import Any

from django.db import connection

from dunning.metrics.period import Period


def rows(sql: str, period: Period, *, narrowed: str, **more: Any) -> list[tuple[Any, ...]]:
    """The query's rows; `narrowed`: the column that holds the debtor, for its place of that name."""
    with connection.cursor() as cursor:
        cursor.execute(sql.format(narrowed=period.narrowed(narrowed)), period.parameters(**more))
        return list(cursor.fetchall())

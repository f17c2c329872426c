"""Which debtors the round looks at: those whose ledger moved, whose time has come, or whose rules changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db import connection

from dunning.models import Policy
from dunning.services.cases.policies import rules_version


@dataclass(frozen=True, slots=True)
class Candidate:
    """A debtor to be looked at, with what the look must not overwrite."""

    debtor_id: int
    creditor_id: int
    ledger_version: int
    rules_version: str
    calls: int


def candidates(
    *, as_of: datetime, policies: dict[str, Policy], rates: dict[str, Decimal], everyone: bool = False
) -> list[Candidate]:
    """All debtors due for a look, or everyone, most overdue money first: so the day's caps go by priority. One query.

    `rates`: units of one comparison currency per unit of each currency; an unknown currency counts as one.
    """
    versions = {key: rules_version(policy) for key, policy in policies.items()}
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT c.id, s.creditor_id, c.ledger_version, coalesce(r.version, %(default)s), coalesce(l.calls, 0)
            FROM customers_customer c
            JOIN customers_ledgersource s ON s.id = c.source_id
            LEFT JOIN unnest(%(segments)s::text[], %(versions)s::text[]) AS r(segment, version) ON r.segment = c.segment
            LEFT JOIN dunning_look l ON l.debtor_id = c.id AND l.creditor_id = s.creditor_id
            LEFT JOIN LATERAL (
                SELECT sum(i.open_amount * coalesce(x.rate, 1)) AS overdue
                FROM customers_invoice i
                LEFT JOIN unnest(%(currencies)s::text[], %(rates)s::numeric[]) AS x(currency, rate)
                    ON x.currency = i.currency
                WHERE i.debtor_id = c.id AND i.closed_how = '' AND i.due_on < %(today)s
            ) o ON true
            WHERE c.ledger_version > 0 AND (
                %(everyone)s OR l.id IS NULL OR l.ledger_version <> c.ledger_version OR l.next_look_at <= %(as_of)s
                OR l.rules_version <> coalesce(r.version, %(default)s)
            )
            ORDER BY o.overdue DESC NULLS LAST, c.id
            """,
            {
                "everyone": everyone,
                "default": versions.get("", ""),
                "segments": list(versions),
                "versions": list(versions.values()),
                "currencies": list(rates),
                "rates": list(rates.values()),
                "today": as_of.date(),
                "as_of": as_of,
            },
        )
        return [Candidate(*row) for row in cursor.fetchall()]

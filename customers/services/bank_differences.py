"""The difference between bank and ERP: by source and currency, and row by row."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any, TextIO

from django.db import connection, transaction
from django.utils.translation import gettext_lazy

from customers.models import LedgerSource
from customers.services.difference_queries import AGES, BESIDE, OLDEST, QUERIES
from trade.countries import local_date

# What each figure is, in the order of the report.
WORDS = {
    "expected": gettext_lazy("At the bank, not in the ERP"),
    "erp_only": gettext_lazy("Paid in the ERP, no bank payment"),
    "unplaced": gettext_lazy("At the bank, on no invoice"),
    "amounts": gettext_lazy("Open amounts that differ"),
    "returns": gettext_lazy("Payments returned by the bank"),
}
PARTS = {
    "expected": (*(name for name, _ in AGES), OLDEST, BESIDE),
    "erp_only": ("closed", "lowered", "gone from its list"),
    "unplaced": ("on account", "unmatched"),
    "amounts": ("more open in the ERP", "less open in the ERP"),
    "returns": ("payment found", "payment not found"),
}
PART_WORDS = {
    "0-7 days": gettext_lazy("0-7 days"),
    "8-14 days": gettext_lazy("8-14 days"),
    "15-30 days": gettext_lazy("15-30 days"),
    OLDEST: gettext_lazy("over 30 days"),
    BESIDE: gettext_lazy("discounts and fees"),
    "closed": gettext_lazy("closed"),
    "lowered": gettext_lazy("lowered"),
    "gone from its list": gettext_lazy("gone from its list"),
    "on account": gettext_lazy("on account"),
    "unmatched": gettext_lazy("unmatched"),
    "more open in the ERP": gettext_lazy("more open in the ERP"),
    "less open in the ERP": gettext_lazy("less open in the ERP"),
    "payment found": gettext_lazy("payment found"),
    "payment not found": gettext_lazy("payment not found"),
}
PERIOD = timedelta(days=30)
# A cell that begins so is a formula to a spreadsheet.
FORMULA = ("=", "+", "-", "@", "\t", "\r")
FETCHED = 5000


@dataclass(frozen=True)
class Wanted:
    """What is asked for; None and "" are everything. `since` bounds what the ERP paid alone, and returns."""

    since: date
    today: date
    as_of: datetime
    source_id: int | None = None
    currency: str = ""
    what: str = ""
    part: str = ""


@dataclass(frozen=True)
class Figure:
    """How many pieces and their sum in `currency`; `oldest` is the day of the oldest."""

    source: str
    source_id: int
    truth: str
    currency: str
    what: str
    part: str
    count: int
    amount: Decimal
    oldest: date

    @property
    def words(self) -> str:
        return str(WORDS[self.what])

    @property
    def part_words(self) -> str:
        return str(PART_WORDS[self.part])


@dataclass(frozen=True)
class Difference:
    """One piece of a figure, `age` in days. Ids are None where there is no such row; open amounts are the invoice's."""

    source: str
    currency: str
    what: str
    part: str
    day: date
    age: int
    amount: Decimal
    customer_id: int | None
    customer: str
    invoice_id: int | None
    invoice: str
    open_amount: Decimal | None
    erp_open: Decimal | None
    transaction_id: int | None
    transaction: str
    payer: str


ROWS = """
SELECT source.name, piece.currency, piece.what, piece.part, piece.day, GREATEST(%(today)s - piece.day, 0), piece.amount,
    piece.customer_id, COALESCE(customer.name, ''), piece.invoice_id, COALESCE(invoice.number, ''),
    invoice.open_amount, invoice.erp_open_amount, piece.transaction_id, COALESCE(payment.external_id, ''),
    COALESCE(payment.payer_name, '')
FROM ({pieces}) AS piece
JOIN customers_ledgersource AS source ON source.id = piece.source_id
LEFT JOIN customers_customer AS customer ON customer.id = piece.customer_id
LEFT JOIN customers_invoice AS invoice ON invoice.id = piece.invoice_id
LEFT JOIN customers_banktransaction AS payment ON payment.id = piece.transaction_id
ORDER BY piece.day, piece.invoice_id, piece.transaction_id
"""

FIGURES = """
SELECT source.name, source.id, source.truth, piece.currency, piece.what, piece.part, count(*), sum(piece.amount),
    min(piece.day)
FROM ({pieces}) AS piece JOIN customers_ledgersource AS source ON source.id = piece.source_id
GROUP BY source.id, piece.currency, piece.what, piece.part
"""


def wanted_now(*, as_of: datetime, source: LedgerSource | None = None, since: date | None = None) -> Wanted:
    """A report of the last 30 days, or from `since` on; of one source by its creditor's day, of all by UTC's."""
    today = local_date(as_of, source.creditor.time_zone if source else "UTC")
    return Wanted(since or today - PERIOD, today, as_of, source.pk if source else None)


def difference_figures(wanted: Wanted) -> list[Figure]:
    """Figures of at least one piece: by source, currency, then as WORDS and PARTS have them. One query."""
    pieces, parameters = _pieces(wanted)
    with connection.cursor() as cursor:
        cursor.execute(FIGURES.format(pieces=pieces), parameters)
        found = [Figure(*row) for row in cursor.fetchall()]
    return sorted(found, key=_place)


def difference_rows(wanted: Wanted, *, first: int = 0, limit: int) -> list[Difference]:
    """The pieces behind the figures, oldest first, `limit` of them from `first` on. One query."""
    pieces, parameters = _pieces(wanted)
    with connection.cursor() as cursor:
        cursor.execute(f"{ROWS.format(pieces=pieces)} LIMIT {limit:d} OFFSET {first:d}", parameters)
        return [Difference(*row) for row in cursor.fetchall()]


def write_differences(file: TextIO, wanted: Wanted) -> int:
    """All pieces as CSV with plain amounts, one query through a cursor of the server; returns how many."""
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(Difference.__dataclass_fields__)
    count = 0
    for row in _streamed(wanted):
        writer.writerow([_safe(cell) for cell in row])
        count += 1
    return count


def _streamed(wanted: Wanted) -> Iterator[Sequence[Any]]:
    pieces, parameters = _pieces(wanted)
    with transaction.atomic(), connection.chunked_cursor() as cursor:
        cursor.execute(ROWS.format(pieces=pieces), parameters)
        while rows := cursor.fetchmany(FETCHED):
            yield from rows


def _pieces(wanted: Wanted) -> tuple[str, dict[str, Any]]:
    """One SELECT over the asked kinds of differences, and its parameters."""
    chosen = {what: query for what, query in QUERIES.items() if wanted.what in ("", what)}
    union = " UNION ALL ".join(
        f"SELECT '{what}' AS what, {what}.* FROM ({query}) AS {what}" for what, query in chosen.items()
    )
    conditions = [
        condition
        for condition, is_asked in (
            ("source_id = %(source)s", wanted.source_id is not None),
            ("currency = %(currency)s", bool(wanted.currency)),
            ("part = %(part)s", bool(wanted.part)),
        )
        if is_asked
    ]
    where = f" WHERE {' AND '.join(conditions)}" if conditions else ""
    parameters = {
        "today": wanted.today,
        "since": wanted.since,
        "as_of": wanted.as_of,
        "source": wanted.source_id,
        "currency": wanted.currency,
        "part": wanted.part,
    }
    return f"SELECT * FROM ({union}) AS every{where}", parameters


def _place(figure: Figure) -> tuple[str, str, int, int]:
    return (
        figure.source,
        figure.currency,
        list(WORDS).index(figure.what),
        PARTS[figure.what].index(figure.part),
    )


def _safe(cell: object) -> object:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA) else cell

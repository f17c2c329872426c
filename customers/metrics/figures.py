"""The figures of a ledger on a day, each currency by itself and all of them in the creditor's own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from customers.metrics import formulas
from customers.metrics.figure import Figure
from customers.metrics.ledger import SALES_DAYS, ledger_sums
from customers.metrics.rates import rate_between
from customers.metrics.sums import LedgerSums, total
from customers.models import Creditor, Rate

PLACES = Decimal("0.01")


@dataclass(frozen=True)
class LedgerFigures:
    """Figures of one creditor in one currency at the end of `on`.

    `converted`: every currency at the day's rate, but for those in `missing`, which have none.
    """

    creditor_id: int
    currency: str
    on: date
    sums: LedgerSums
    converted: bool = False
    missing: tuple[str, ...] = ()

    @property
    def dso(self) -> Decimal | None:
        """Standard DSO over SALES_DAYS."""
        return formulas.days_sales_outstanding(
            receivables=self.sums.receivables, sales=self.sums.sales, days=SALES_DAYS
        )

    @property
    def count_back_dso(self) -> Decimal | None:
        return formulas.count_back_dso(receivables=self.sums.receivables, months=self.sums.months_until(self.on))

    @property
    def best_possible_dso(self) -> Decimal | None:
        return formulas.best_possible_dso(current=self.sums.not_due, sales=self.sums.sales, days=SALES_DAYS)

    @property
    def average_days_delinquent(self) -> Decimal | None:
        return formulas.average_days_delinquent(dso=self.dso, best=self.best_possible_dso)

    @property
    def collection_effectiveness(self) -> Decimal | None:
        """CEI over FLOW_DAYS."""
        return formulas.collection_effectiveness(
            opening=self.sums.opening,
            sales=self.sums.flow_sales,
            closing=self.sums.receivables,
            closing_current=self.sums.not_due,
        )

    @property
    def overdue_share(self) -> Decimal | None:
        """Overdue invoices in percent of open ones, credits left out."""
        return formulas.share(self.sums.overdue, self.sums.open_invoices)

    def values(self) -> dict[str, Decimal | None]:
        """By the names of the catalogue, rounded to hundredths; None where a figure cannot be told."""
        sums = self.sums
        found: dict[str, Decimal | None] = {
            "dso": self.dso,
            "count_back_dso": self.count_back_dso,
            "best_possible_dso": self.best_possible_dso,
            "average_days_delinquent": self.average_days_delinquent,
            "collection_effectiveness": self.collection_effectiveness,
            "overdue_share": self.overdue_share,
            "receivables": sums.receivables,
            "overdue": sums.overdue,
            "current": sums.current,
            "days_1_30": sums.days_1_30,
            "days_31_60": sums.days_31_60,
            "days_61_90": sums.days_61_90,
            "days_over_90": sums.days_over_90,
            "credit": sums.credit,
            "sales": sums.sales,
            "written_off": sums.written_off,
            "open_items": Decimal(sums.open_items),
            "overdue_items": Decimal(sums.overdue_items),
        }
        return {name: value if value is None else value.quantize(PLACES) for name, value in found.items()}

    def listed(self) -> list[Figure]:
        return [
            Figure(self.creditor_id, name, value, self.currency, self.converted)
            for name, value in self.values().items()
        ]


def ledger_figures(*, on: date, debtor_ids: Collection[int] | None = None) -> list[LedgerFigures]:
    """Each creditor's figures: all converted first, then by currency, most owed first. Three queries.

    Converted sums are at the rates known on the day, sales of earlier months too, so that no rate moves a figure's
    trend within itself.
    """
    by_creditor: dict[int, dict[str, LedgerSums]] = defaultdict(dict)
    for (creditor_id, currency), sums in ledger_sums(on=on, debtor_ids=debtor_ids).items():
        by_creditor[creditor_id][currency] = sums
    rates = Rate.objects.known_on(on)
    bases = dict(Creditor.objects.filter(pk__in=by_creditor).values_list("pk", "currency"))
    found = []
    for creditor_id, sums_by_currency in sorted(by_creditor.items()):
        own = bases[creditor_id]
        known = {currency: rate_between(rates, currency, own) for currency in sums_by_currency}
        units = [sums.in_units(rate) for currency, sums in sums_by_currency.items() if (rate := known[currency])]
        missing = tuple(sorted(currency for currency, rate in known.items() if rate is None))
        found.append(LedgerFigures(creditor_id, own, on, total(units), converted=True, missing=missing))
        listed = sorted(sums_by_currency.items(), key=lambda pair: (-pair[1].receivables, pair[0]))
        found += [LedgerFigures(creditor_id, currency, on, sums) for currency, sums in listed]
    return found

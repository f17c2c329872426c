"""Every figure of the dunning on a day, in the form in which it is kept and handed out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date
from decimal import Decimal

from customers.metrics import Figure, ledger_figures
from customers.metrics.formulas import share
from customers.metrics.rates import rate_between
from customers.models import Creditor, Rate
from customers.models.rate import Rates
from dunning.metrics.cost import costs, period_of_recovery
from dunning.metrics.disputes import dispute_times
from dunning.metrics.outreach import outreach
from dunning.metrics.period import Period
from dunning.metrics.promises import PromisesKept, promises_kept
from dunning.metrics.quality import quality
from dunning.metrics.recovery import Recovery, recovery

PLACES = Decimal("0.01")


def all_figures(*, on: date, debtor_ids: Collection[int] | None = None) -> list[Figure]:
    """The ledger's figures and those of the dunning, at the end of a day."""
    ledger = [figure for one in ledger_figures(on=on, debtor_ids=debtor_ids) for figure in one.listed()]
    return ledger + dunning_figures(Period(on, debtor_ids=debtor_ids))


def dunning_figures(period: Period) -> list[Figure]:
    """Figures of the period's end by creditor; a fixed number of queries. Amounts by currency and converted."""
    currencies = dict(Creditor.objects.values_list("pk", "currency"))
    rates = Rate.objects.known_on(period.on)
    found = [
        *_promises(period, currencies, rates),
        *_disputes(period),
        *_outreach(period),
        *_recovery(period, currencies, rates),
        *_quality(period),
    ]
    return [figure._replace(value=_rounded(figure.value)) for figure in found]


def _promises(period: Period, currencies: Mapping[int, str], rates: Rates) -> list[Figure]:
    found: list[Figure] = []
    together: dict[int, PromisesKept] = defaultdict(PromisesKept)
    for (creditor_id, currency), kept in promises_kept(period).items():
        found += _kept(creditor_id, currency, kept, converted=False)
        rate = rate_between(rates, currency, currencies[creditor_id])
        if rate is not None:
            together[creditor_id] = together[creditor_id].plus(kept, rate=rate)
    for creditor_id, kept in together.items():
        found += _kept(creditor_id, currencies[creditor_id], kept, converted=True)
    return found


def _kept(creditor_id: int, currency: str, kept: PromisesKept, *, converted: bool) -> list[Figure]:
    return [
        Figure(creditor_id, "promises_kept", kept.rate, currency, converted),
        Figure(creditor_id, "promises_kept_by_amount", kept.rate_by_amount, currency, converted),
        Figure(creditor_id, "promised", kept.promised, currency, converted),
    ]


def _disputes(period: Period) -> list[Figure]:
    return [
        Figure(creditor_id, name, None if value is None else Decimal(value))
        for creditor_id, times in dispute_times(period).items()
        for name, value in (
            ("dispute_days", times.mean_days),
            ("dispute_days_median", times.median_days),
            ("disputes_resolved", times.resolved),
            ("disputes_open", times.still_open),
        )
    ]


def _outreach(period: Period) -> list[Figure]:
    return [
        Figure(creditor_id, name, None if value is None else Decimal(value))
        for creditor_id, out in outreach(period).items()
        for name, value in (
            ("messages_sent", out.sent),
            ("response_rate", out.response_rate),
            ("bounce_rate", out.bounce_rate),
            ("touchless_share", out.touchless_share),
        )
    ]


def _recovery(period: Period, currencies: Mapping[int, str], rates: Rates) -> list[Figure]:
    """What came after reminders, and what a thousand of it cost."""
    found = []
    by_creditor: dict[int, list[Recovery]] = defaultdict(list)
    for row in recovery(period):
        by_creditor[row.creditor_id].append(row)
    spent = costs(period, currencies=currencies, rates=rates)
    sent = outreach(period_of_recovery(period))
    for creditor_id, rows in by_creditor.items():
        own = currencies[creditor_id]
        money = _money(rows)
        found += [Figure(creditor_id, "recovered", amount, currency) for currency, amount in sorted(money.items())]
        converted = {currency: rate_between(rates, currency, own) for currency in money}
        together = sum((money[currency] * rate for currency, rate in converted.items() if rate), Decimal())
        followed, messages = sum(row.followed for row in rows), sum(row.messages for row in rows)
        cost, thousand = spent[creditor_id], together / 1000
        found += [
            Figure(creditor_id, "recovered", together, own, converted=True),
            Figure(creditor_id, "recovery_rate", share(followed, messages)),
            Figure(creditor_id, "touches", Decimal(cost.touches)),
            Figure(
                creditor_id,
                "cost_per_thousand",
                None if cost.total is None or not thousand else cost.total / thousand,
                own,
                converted=True,
            ),
        ]
        if creditor_id in sent and thousand:
            found.append(Figure(creditor_id, "messages_per_thousand", sent[creditor_id].sent / thousand, own, True))
    return found


def _money(rows: Collection[Recovery]) -> dict[str, Decimal]:
    found: dict[str, Decimal] = defaultdict(Decimal)
    for row in rows:
        for currency, amount in row.recovered.items():
            found[currency] += amount
    return found


def _quality(period: Period) -> list[Figure]:
    return [
        Figure(creditor_id, name, None if value is None else Decimal(value))
        for creditor_id, texts in quality(period).items()
        for name, value in (
            ("texts_unchanged", texts.unchanged),
            ("texts_alone", texts.alone),
            ("texts_edited", texts.edited),
            ("texts_rejected", texts.rejected),
            ("texts_blocked", texts.blocked),
            ("unchanged_share", texts.unchanged_share),
        )
    ]


def _rounded(value: Decimal | None) -> Decimal | None:
    return value if value is None else Decimal(value).quantize(PLACES)

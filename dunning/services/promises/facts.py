"""What the judging of promises rests on, read for many debtors in a fixed number of queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.db.models import Q, QuerySet

from dunning.judging import PromisedLine, PromiseFacts
from dunning.local_days import time_zone_of
from dunning.models import Promise, PromisedInvoice
from dunning.promise_money import Claimant, Money, share_money
from dunning.services.money.counted import (
    data_through,
    money_on_account,
    money_on_invoices,
    set_aside_reasons,
    tolerances,
)
from trade.countries import local_date

# A claim not seen is looked for so long; later money settles the invoice without it.
LOOK_FOR_UNSEEN = timedelta(days=60)
UNDECIDED = (Promise.Status.OPEN, Promise.Status.UNCLEAR)
# Promises that have, or may yet have, taken money for themselves.
CLAIMING = (*UNDECIDED, Promise.Status.KEPT, Promise.Status.PARTLY_KEPT)


@dataclass(frozen=True)
class JudgedRow:
    """A promise to be judged with its facts; amounts in `promise.currency`."""

    promise: Promise
    since: date
    facts: PromiseFacts


def rows_to_judge(debtor_ids: Iterable[int], *, as_of: datetime) -> list[JudgedRow]:
    """All undecided promises and unseen claims of the debtors, with the money known at `as_of`. Twelve queries."""
    listed = list(debtor_ids)
    wanted = Promise.objects.filter(_to_judge(as_of=as_of), debtor_id__in=listed)
    return rows_of(with_rules(wanted.order_by("pk")), as_of=as_of)


def with_rules(promises: QuerySet[Promise]) -> list[Promise]:
    """With debtor, case, creditor and policy; the last two are few and therefore fetched apart. Three queries."""
    return list(promises.select_related("debtor", "case").prefetch_related("case__creditor", "case__policy"))


def rows_of(promises: Sequence[Promise], *, as_of: datetime) -> list[JudgedRow]:
    """The facts of these promises, whatever their status; expects them from `with_rules`."""
    return _Reading(promises, as_of=as_of).rows() if promises else []


def _to_judge(*, as_of: datetime) -> Q:
    unseen = Q(status=Promise.Status.UNSEEN, quiet_until__gte=as_of.date() - LOOK_FOR_UNSEEN)
    return (Q(status__in=UNDECIDED) | unseen) & Q(recorded_at__lte=as_of)


class _Reading:
    """One pass over the promises of a chunk: every table once."""

    def __init__(self, promises: Sequence[Promise], *, as_of: datetime) -> None:
        self.promises = promises
        self.as_of = as_of
        self.debtor_ids = {promise.debtor_id for promise in promises}
        self.claiming = self._claiming()
        self.lines = _lines_by_promise([promise.pk for promise in self.claiming])

    def rows(self) -> list[JudgedRow]:
        own = [line.invoice_id for promise in self.promises for line in self.lines[promise.pk]]
        on_account = money_on_account(self.debtor_ids, as_of=self.as_of)
        claimants = {promise.pk: self._claimant(promise) for promise in self.claiming}
        shares = share_money(claimants.values(), [*self._money(), *on_account])
        self.set_aside = set_aside_reasons(own, as_of=self.as_of)
        self.moved = self._moved()
        self.through = data_through(self._source_ids())
        self.tolerances = tolerances(self.promises, as_of=self.as_of)
        return [self._row(promise, claimants[promise.pk], shares[promise.pk], on_account) for promise in self.promises]

    def _claiming(self) -> list[Promise]:
        """All promises of these debtors that money may belong to: those to be judged and others decided before."""
        rows = Promise.objects.filter(debtor_id__in=self.debtor_ids, status__in=CLAIMING, recorded_at__lte=self.as_of)
        others = rows.exclude(pk__in=[promise.pk for promise in self.promises])
        return [*self.promises, *others]

    def _money(self) -> list[Money]:
        """Money on promised invoices, and on all of a debtor where a promise names none: two queries, else one."""
        named = {line.invoice_id for lines in self.lines.values() for line in lines}
        money = money_on_invoices(Q(invoice_id__in=named), as_of=self.as_of)
        general = {promise.debtor_id for promise in self.promises if not self.lines[promise.pk]}
        if general:
            others = Q(invoice__debtor_id__in=general) & ~Q(invoice_id__in=named)
            money += money_on_invoices(others, as_of=self.as_of)
        return money

    def _claimant(self, promise: Promise) -> Claimant:
        lines = self.lines[promise.pk]
        ceiling = sum((line.amount for line in lines), Decimal()) if lines else promise.amount or Decimal()
        if promise.status == Promise.Status.PARTLY_KEPT:
            ceiling = promise.paid_amount
        return Claimant(
            promise_id=promise.pk,
            debtor_id=promise.debtor_id,
            currency=promise.currency,
            kind=promise.kind,
            promised_on=promise.promised_on,
            given_on=promise.given_on,
            recorded_at=promise.recorded_at,
            ceiling=ceiling,
            invoice_ids=frozenset(line.invoice_id for line in lines),
        )

    def _row(
        self,
        promise: Promise,
        claimant: Claimant,
        share: Mapping[int | None, Decimal],
        on_account: Iterable[Money],
    ) -> JudgedRow:
        lines = self.lines[promise.pk]
        today = local_date(self.as_of, time_zone_of(promise.debtor, promise.case.creditor))
        facts = PromiseFacts(
            kind=promise.kind,
            promised_on=promise.promised_on,
            last_day=promise.quiet_until,
            today=today,
            data_through=self._through(promise),
            tolerance=self.tolerances[promise.pk],
            amount=promise.amount,
            lines=tuple(self._line(promise, line, share, today) for line in lines),
            money=Decimal() if lines else sum(share.values(), Decimal()),
            unassigned=_unassigned(claimant, on_account) if lines else Decimal(),
        )
        return JudgedRow(promise=promise, since=claimant.since, facts=facts)

    def _line(
        self, promise: Promise, line: PromisedInvoice, share: Mapping[int | None, Decimal], today: date
    ) -> PromisedLine:
        invoice = line.invoice
        closed = invoice.closed_how if invoice.closed_on and invoice.closed_on <= today else ""
        moved = "moved" if (promise.pk, invoice.pk) in self.moved else ""
        return PromisedLine(
            invoice_id=invoice.pk,
            amount=line.amount,
            due_on=invoice.due_on,
            money=share.get(invoice.pk, Decimal()),
            left=closed or self.set_aside.get(invoice.pk, "") or moved,
        )

    def _moved(self) -> set[tuple[int, int]]:
        """Promise and invoice where a newer promise of another mail speaks of the same invoice."""
        newer: dict[int, list[Promise]] = defaultdict(list)
        for promise in self.claiming:
            for line in self.lines[promise.pk]:
                newer[line.invoice_id].append(promise)
        return {
            (promise.pk, line.invoice_id)
            for promise in self.promises
            for line in self.lines[promise.pk]
            if any(takes_the_place_of(other, promise) for other in newer[line.invoice_id])
        }

    def _source_ids(self) -> set[int]:
        invoices = {line.invoice.source_id for lines in self.lines.values() for line in lines}
        return invoices | {promise.debtor.source_id for promise in self.promises}

    def _through(self, promise: Promise) -> date | None:
        sources = {line.invoice.source_id for line in self.lines[promise.pk]} or {promise.debtor.source_id}
        days = [self.through[source_id] for source_id in sources]
        known = [day for day in days if day is not None]
        return min(known) if len(known) == len(days) else None


def takes_the_place_of(newer: Promise, older: Promise) -> bool:
    """Two promises of one mail stand side by side, such as half now and half next month."""
    same_mail = newer.mail_id is not None and newer.mail_id == older.mail_id
    return newer.pk > older.pk and newer.debtor_id == older.debtor_id and not same_mail


def _lines_by_promise(promise_ids: Iterable[int]) -> dict[int, list[PromisedInvoice]]:
    lines: dict[int, list[PromisedInvoice]] = defaultdict(list)
    for line in PromisedInvoice.objects.filter(promise_id__in=list(promise_ids)).select_related("invoice"):
        lines[line.promise_id].append(line)
    return lines


def _unassigned(claimant: Claimant, on_account: Iterable[Money]) -> Decimal:
    """The debtor's own money that could be this payment."""
    anywhere = (
        piece.amount
        for piece in on_account
        if piece.debtor_id == claimant.debtor_id
        and piece.currency == claimant.currency
        and piece.booked_on >= claimant.since
    )
    return sum(anywhere, Decimal())


def debtors_to_judge(*, as_of: datetime) -> list[int]:
    """Debtors that have a promise to judge, in order. One query."""
    rows = Promise.objects.filter(_to_judge(as_of=as_of)).order_by("debtor_id")
    return list(rows.values_list("debtor_id", flat=True).distinct())

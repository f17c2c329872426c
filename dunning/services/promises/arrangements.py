"""Extensions and instalment plans: granted by a person, ended by money or by a missed date."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext

from audit.models import AuditEvent
from audit.recording import EventRow, record_event, record_events
from customers.models import Invoice
from dunning.judging import ArrangementFacts, Judgement, Outcome, PlannedInstalment, judge_arrangement
from dunning.local_days import business_deadline, calendar_of, today_of
from dunning.models import Arrangement, Case, Instalment, InvalidState, Policy, Review
from dunning.promise_money import UNDER_WAY, Money
from dunning.services.cases.cases import account_changed, lock_case
from dunning.services.money.counted import data_through, money_on_invoices, tolerances
from dunning.services.promises.judging import judge_promises
from dunning.services.reviews.reviews import close_review, open_review

if TYPE_CHECKING:
    from django.contrib.auth.models import User

STATUS = {Outcome.KEPT: Arrangement.Status.FULFILLED, Outcome.BROKEN: Arrangement.Status.MISSED}


class ArrangementRefused(ValueError):
    """A plan that cannot be granted: the sentence says why."""


@transaction.atomic
def grant_arrangement(
    *,
    case_id: int,
    invoices: Sequence[int],
    instalments: Sequence[tuple[date, Decimal]],
    by: User,
    as_of: datetime,
    note: str = "",
) -> Arrangement:
    """Quiet the invoices (keys) while the instalments are paid; an extension is one instalment of all.

    Raises ArrangementRefused unless the invoices are open, of one currency and not arranged already, and the
    instalments are positive, on different days to come, and add up to the open amount within the short-pay tolerance.
    """
    case = lock_case(case_id)
    items = _arranged_items(case, invoices)
    _check_instalments(instalments, items, policy=case.policy, today=today_of(case, as_of=as_of))
    arrangement = Arrangement.objects.create(
        case=case,
        debtor_id=case.debtor_id,
        currency=items[0].currency,
        granted_by=by,
        granted_at=as_of,
        note=note,
    )
    arrangement.invoices.set(items)
    planned = [Instalment(arrangement=arrangement, due_on=due_on, amount=amount) for due_on, amount in instalments]
    Instalment.objects.bulk_create(planned)
    _record(arrangement, "arrangement.granted", by=by, as_of=as_of, reason=note)
    judge_promises(as_of=as_of, debtor_ids=[case.debtor_id])
    account_changed(case, why="An arrangement was granted.", as_of=as_of)
    return arrangement


@transaction.atomic
def end_arrangement(*, arrangement_id: int, by: User, as_of: datetime, reason: str = "") -> Arrangement:
    """Take an arrangement back: its invoices are chased again. Raises InvalidState when it is over."""
    arrangement = Arrangement.objects.select_for_update(of=("self",)).select_related("case").get(pk=arrangement_id)
    if arrangement.status != Arrangement.Status.ACTIVE:
        raise InvalidState(
            gettext("The arrangement is %(status)s already.") % {"status": arrangement.get_status_display()}
        )
    arrangement.status = Arrangement.Status.ENDED
    arrangement.save(update_fields=["status"])
    close_review(arrangement, outcome="ended", by=by, as_of=as_of)
    _record(arrangement, "arrangement.ended", by=by, as_of=as_of, reason=reason)
    account_changed(arrangement.case, why="An arrangement ended.", as_of=as_of)
    return arrangement


@transaction.atomic
def check_arrangements(*, as_of: datetime, debtor_ids: Iterable[int] | None = None) -> int:
    """Close what is paid, end what was missed with a Review. Returns how many ended; five queries when none did."""
    rows = Arrangement.objects.filter(status=Arrangement.Status.ACTIVE, granted_at__lte=as_of)
    if debtor_ids is not None:
        rows = rows.filter(debtor_id__in=list(debtor_ids))
    active = list(
        rows.select_related("case__policy", "case__creditor", "case__debtor", "debtor")
        .prefetch_related("instalments", "invoices")
        .order_by("pk")
    )
    if not active:
        return 0
    money = _money_by_invoice(active, as_of=as_of)
    through = data_through({invoice.source_id for one in active for invoice in one.invoices.all()})
    slack = tolerances(active, as_of=as_of)
    ended = 0
    for one in active:
        judgement = judge_arrangement(_facts(one, money=money, through=through, tolerance=slack[one.pk], as_of=as_of))
        ended += _book(one, judgement, as_of=as_of)
    return ended


@transaction.atomic
def reopen_arrangements(arrangement_ids: Iterable[int], *, by: User | None, as_of: datetime) -> int:
    """Have plans run again that money had fulfilled, because that money was taken back. Returns how many."""
    rows = Arrangement.objects.filter(pk__in=list(arrangement_ids), status=Arrangement.Status.FULFILLED)
    found = list(rows.select_for_update().values_list("pk", "debtor_id"))
    rows.filter(pk__in=[pk for pk, _ in found]).update(status=Arrangement.Status.ACTIVE)
    reason = "What had fulfilled it was taken back."
    events = [EventRow("arrangement.reopened", "arrangement", pk, debtor_id, reason) for pk, debtor_id in found]
    actor = AuditEvent.Actor.PERSON if by else AuditEvent.Actor.AGENT
    record_events(events, as_of=as_of, actor=actor, user_id=by.pk if by else None)
    return len(found)


def _arranged_items(case: Case, invoices: Sequence[int]) -> list[Invoice]:
    rows = Invoice.objects.still_open().filter(
        pk__in=list(invoices),
        debtor_id=case.debtor_id,
        source__creditor_id=case.creditor_id,
        kind=Invoice.Kind.INVOICE,
    )
    items = list(rows.order_by("due_on", "pk"))
    if not items:
        raise ArrangementRefused(gettext("None of these invoices is open for this debtor."))
    if len({item.currency for item in items}) > 1:
        raise ArrangementRefused(gettext("The invoices are in several currencies: make an arrangement for each."))
    if Arrangement.objects.filter(status=Arrangement.Status.ACTIVE, invoices__in=items).exists():
        raise ArrangementRefused(gettext("One of these invoices is in an arrangement already: end that one first."))
    return items


def _check_instalments(
    instalments: Sequence[tuple[date, Decimal]], items: Sequence[Invoice], *, policy: Policy, today: date
) -> None:
    days = [due_on for due_on, _ in instalments]
    if not instalments or any(amount <= 0 for _, amount in instalments):
        raise ArrangementRefused(gettext("Give one instalment or more, each above zero."))
    if len(set(days)) < len(days) or min(days) < today:
        raise ArrangementRefused(gettext("Give each instalment a day of its own, none in the past."))
    planned = sum((amount for _, amount in instalments), Decimal())
    owed = sum((item.open_amount for item in items), Decimal())
    if abs(planned - owed) > policy.short_pay_tolerance:
        raise ArrangementRefused(
            gettext("The instalments add up to %(planned)s, the invoices to %(owed)s %(currency)s.")
            % {"planned": planned, "owed": owed, "currency": items[0].currency}
        )


def _money_by_invoice(active: Iterable[Arrangement], *, as_of: datetime) -> dict[int, list[Money]]:
    wanted = Q(invoice__arrangements__in=[one.pk for one in active])
    found: dict[int, list[Money]] = defaultdict(list)
    for piece in money_on_invoices(wanted, as_of=as_of):
        if piece.invoice_id is not None:
            found[piece.invoice_id].append(piece)
    return found


def _facts(
    one: Arrangement,
    *,
    money: dict[int, list[Money]],
    through: dict[int, date | None],
    tolerance: Decimal,
    as_of: datetime,
) -> ArrangementFacts:
    invoices = list(one.invoices.all())
    days = [through[invoice.source_id] for invoice in invoices]
    known = [day for day in days if day is not None]
    calendar, since = calendar_of(one.debtor), one.granted_at.date() - UNDER_WAY
    policy = one.case.policy
    return ArrangementFacts(
        instalments=[
            PlannedInstalment(
                planned.due_on,
                calendar.add_business_days(planned.due_on, policy.promise_tolerance_days),
                planned.amount,
            )
            for planned in one.instalments.all()
        ],
        paid=sum((p.amount for i in invoices for p in money[i.pk] if _counts(p, since, one.granted_at)), Decimal()),
        settled=all(invoice.closed_how for invoice in invoices),
        today=today_of(one.case, as_of=as_of),
        data_through=min(known) if known and len(known) == len(days) else None,
        tolerance=tolerance,
    )


def _counts(money: Money, since: date, granted_at: datetime) -> bool:
    """Money known when the plan was granted was off its balance already."""
    return money.booked_on >= since and money.known_at >= granted_at


def _book(one: Arrangement, judgement: Judgement, *, as_of: datetime) -> bool:
    status = STATUS.get(judgement.outcome)
    if status is None or not Arrangement.objects.filter(pk=one.pk, status="active").update(status=status):
        return False
    close_review(one, outcome=status, by=None, as_of=as_of)
    data = {"paid": str(judgement.paid), "missing": str(judgement.missing)}
    event = EventRow(f"arrangement.{status}", "arrangement", one.pk, one.debtor_id, judgement.reason, data)
    record_events([event], as_of=as_of)
    if status == Arrangement.Status.MISSED:
        deadline = business_deadline(one.case.policy.reply_deadline_days, case=one.case, as_of=as_of)
        kind, why = Review.Kind.ARRANGEMENT, f"Instalment missed. {judgement.reason}"
        open_review(kind, why=why, subject=one, case=one.case, deadline=deadline, as_of=as_of)
    account_changed(one.case, why=f"An arrangement is {status}.", as_of=as_of)
    return True


def _record(arrangement: Arrangement, event: str, *, by: User, as_of: datetime, reason: str) -> None:
    debtor_id = arrangement.debtor_id
    record_event(event, subject=arrangement, as_of=as_of, by=by, debtor_id=debtor_id, reason=reason)

"""A word of thanks when a chased invoice is paid in full, where the rung for thanks allows it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models import Exists, Max, OuterRef, Q

from customers.models import Allocation, Customer, Invoice
from dunning.local_days import calendar_of, today_of
from dunning.models import Case, Message, Rung
from dunning.services.autonomy.rungs import Ladder, load_ladder, ruling_rung
from dunning.services.money.counted import MONEY
from dunning.services.outbox.outreach import queue_message

# Later thanks would puzzle more than please.
FRESH = timedelta(days=7)
PURPOSE = "payment_thanks"
# In these states nobody was thanked and nobody will be.
NOT_THANKED = (Message.Status.SUPERSEDED, Message.Status.REJECTED, Message.Status.FAILED)


def queue_payment_thanks(debtor_ids: Iterable[int], *, as_of: datetime) -> list[Message]:
    """Queue thanks for invoices that we had reminded of and that money has closed since the last thanks."""
    paid = _paid_after_reminder(debtor_ids, as_of=as_of)
    newest = {(invoice.source.creditor_id, invoice.debtor_id): invoice for invoice in paid}
    if not newest:
        return []
    ladder = load_ladder()
    queued = []
    for case in _newest_cases({debtor_id for _, debtor_id in newest}):
        invoice = newest.get((case.creditor_id, case.debtor_id))
        if invoice and _may_be_written_to(case.debtor, ladder) and not _is_thanked(case, invoice):
            queued.append(_queue(case, invoice, as_of=as_of))
    return [message for message in queued if message]


def thanks_still_true(debtor_ids: Iterable[int]) -> list[int]:
    """Unsent thanks (keys) of the debtors after which nothing moved on their account. One query."""
    later = Allocation.objects.filter(invoice__debtor_id=OuterRef("debtor_id"), known_at__gt=OuterRef("created_at"))
    unsent = Message.objects.filter(debtor_id__in=list(debtor_ids), purpose=PURPOSE, status__in=Message.UNSENT)
    return list(unsent.filter(~Exists(later)).values_list("pk", flat=True))


def _paid_after_reminder(debtor_ids: Iterable[int], *, as_of: datetime) -> list[Invoice]:
    """In the order in which the money became known."""
    reminder = Message.objects.filter(
        debtor_id=OuterRef("debtor_id"),
        kind=Message.Kind.REMINDER,
        status__in=Message.OUT,
        sent_at__date__gt=OuterRef("due_on"),
        sent_at__lte=as_of,
    )
    settled = Invoice.objects.filter(
        debtor_id__in=list(debtor_ids),
        kind=Invoice.Kind.INVOICE,
        closed_how=Invoice.ClosedHow.PAID,
        closed_on__gte=as_of.date() - FRESH,
    )
    money = Max("allocations__known_at", filter=Q(allocations__origin__in=MONEY, allocations__amount__gt=0))
    rows = settled.filter(Exists(reminder)).annotate(paid_at=money).filter(paid_at__lte=as_of)
    return list(rows.select_related("source").order_by("paid_at", "pk"))


def _newest_cases(debtor_ids: Iterable[int]) -> list[Case]:
    """The newest case of each creditor and debtor, with the instant of its last thanks as `thanked_at`."""
    rows = Case.objects.filter(debtor_id__in=list(debtor_ids)).order_by("creditor_id", "debtor_id", "-pk")
    newest = rows.distinct("creditor_id", "debtor_id").values("pk")
    thanked = Q(messages__purpose=PURPOSE) & ~Q(messages__status__in=NOT_THANKED)
    cases = Case.objects.filter(pk__in=newest).select_related("debtor", "creditor")
    return list(cases.annotate(thanked_at=Max("messages__created_at", filter=thanked)))


def _may_be_written_to(debtor: Customer, ladder: Ladder) -> bool:
    stopped = debtor.do_not_contact or debtor.insolvent or debtor.exit
    rung = ruling_rung(ladder, debtor.segment, Rung.Kind.THANKS, debtor_id=debtor.pk)
    return not stopped and rung.level > Rung.Level.MONITOR


def _is_thanked(case: Case, invoice: Invoice) -> bool:
    thanked_at = getattr(case, "thanked_at", None)
    return thanked_at is not None and thanked_at >= getattr(invoice, "paid_at", thanked_at)


def _queue(case: Case, invoice: Invoice, *, as_of: datetime) -> Message | None:
    return queue_message(
        case=case,
        kind=Message.Kind.THANKS,
        purpose=PURPOSE,
        anchor_kind="invoice",
        anchor_id=invoice.pk,
        send_on=calendar_of(case.debtor).next_business_day(today_of(case, as_of=as_of)),
        as_of=as_of,
    )

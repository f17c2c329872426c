"""What matching booked by itself, taken back by a person with all that it had led to; and asking matching again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from audit.models import AuditEvent
from audit.recording import record_event
from customers.matching.posting import NAMED
from customers.models import Allocation, AutomaticBooking, BankTransaction, Invoice
from customers.services.ledger import InvalidBooking, settle_invoices
from customers.services.match_booking import ERP_TAKEN_BACK
from customers.services.matching import MatchReport, match_payments
from customers.services.reversals import unreversed
from dunning.models import Review
from dunning.services.money.cash import follow_payments
from dunning.services.money.clearing import last_matched, lock_payment
from dunning.services.money.ledger_reviews import ask_about_ledger
from dunning.services.money.short_payments import REASON
from dunning.services.money.walking_back import Booked, Ended, walk_back

if TYPE_CHECKING:
    from django.contrib.auth.models import User

TAKEN_BACK = "payment.matching_undone"
# Events by which money ended something, each with what it ended.
ENDINGS = {"dispute.resolved": "disputes", "escalation.moot": "escalations", "arrangement.fulfilled": "arrangements"}


@transaction.atomic
def take_back_matched(*, transaction_id: int, by: User, as_of: datetime) -> BankTransaction:
    """Walk back what matching booked of a payment; it waits again, and matching leaves it alone.

    Raises InvalidBooking when there is no such booking, a person booked since, or the payment moved on.
    """
    payment = lock_payment(transaction_id)
    automatic = last_matched(transaction_id)
    if automatic is None:
        raise InvalidBooking(_("There is no booking by matching of this payment that could be taken back."))
    rows = list(payment.allocations.filter(known_at=automatic.booked_at, reverses=None))
    _refuse_moved(payment, automatic, rows)
    walk_back(payment, _booked(payment, automatic, rows), by=by, as_of=as_of)
    if automatic.code == "erp_paid":
        _put_erp_back(rows, automatic, as_of=as_of)
        follow_payments({row.invoice.debtor_id for row in rows}, as_of=as_of)
    AutomaticBooking.objects.filter(pk=automatic.pk).update(taken_back_at=as_of)
    data = {"booking": automatic.pk, "code": automatic.code}
    record_event(TAKEN_BACK, subject=payment, as_of=as_of, by=by, debtor_id=automatic.was_debtor_id, data=data)
    ask_about_ledger(as_of=as_of)
    return payment


@transaction.atomic
def match_again(*, transaction_id: int, by: User, as_of: datetime) -> MatchReport:
    """Have matching look at one payment that waits, whatever doubt kept it away. Raises InvalidBooking if none does."""
    payment = lock_payment(transaction_id)
    if payment.state != BankTransaction.State.UNMATCHED:
        raise InvalidBooking(_("Only a payment that waits can be matched again."))
    BankTransaction.objects.filter(pk=payment.pk).update(doubt="")
    record_event("payment.match_again", subject=payment, as_of=as_of, by=by, debtor_id=payment.debtor_id)
    report = match_payments(as_of=as_of, transaction_ids=[payment.pk])
    follow_payments(report.debtor_ids, as_of=as_of)
    ask_about_ledger(as_of=as_of)
    return report


def _refuse_moved(payment: BankTransaction, automatic: AutomaticBooking, rows: Collection[Allocation]) -> None:
    if payment.returned_by.exists():
        raise InvalidBooking(
            _("Transaction %(payment)s went back since; take that booking back first.")
            % {"payment": payment.external_id}
        )
    known = {row.pk for row in rows}
    later = payment.allocations.filter(known_at__gt=automatic.booked_at, reverses=None)
    if any(row.pk not in known for row in unreversed(list(later))):
        raise InvalidBooking(
            _("Transaction %(payment)s has moved on since; take its later rows back first.")
            % {"payment": payment.external_id}
        )


def _booked(payment: BankTransaction, automatic: AutomaticBooking, rows: Collection[Allocation]) -> Booked:
    invoice_ids = {row.invoice_id for row in payment.allocations.all()}
    given_up = Allocation.objects.filter(
        invoice_id__in={row.invoice_id for row in rows},
        origin=Allocation.Origin.WRITE_OFF,
        reason=REASON,
        known_at__gte=automatic.booked_at,
    )
    debtors = set(Invoice.objects.filter(pk__in=invoice_ids).values_list("debtor_id", flat=True))
    debtors |= {pk for pk in (payment.debtor_id, automatic.was_debtor_id) if pk}
    return Booked(
        at=automatic.booked_at,
        rows=(*(row.pk for row in rows), *given_up.values_list("pk", flat=True)),
        was_state=BankTransaction.State.UNMATCHED,
        was_debtor_id=automatic.was_debtor_id,
        had_taught=False,
        has_taught=automatic.code in NAMED,
        debtor_ids=tuple(sorted(debtors)),
        ended=_ended(debtors, since=automatic.booked_at),
    )


def _ended(debtor_ids: Collection[int], *, since: datetime) -> Ended:
    """What money ended on these accounts since then; what other money still answers ends again at once."""
    events = AuditEvent.objects.filter(debtor_id__in=list(debtor_ids), occurred_at__gte=since, action__in=ENDINGS)
    keys: dict[str, list[int]] = defaultdict(list)
    disputes: dict[datetime, list[int]] = defaultdict(list)
    instants = {since}
    listed = events.exclude(actor="person").exclude(subject_id=None)
    for action, key, instant in listed.values_list("action", "subject_id", "occurred_at"):
        assert key is not None
        instants.add(instant)
        keys[ENDINGS[action]].append(key)
        if action == "dispute.resolved":
            disputes[instant].append(key)
    return Ended(_reviews(debtor_ids, instants), disputes, keys["escalations"], keys["arrangements"])


def _reviews(debtor_ids: Collection[int], instants: Collection[datetime]) -> dict[datetime, list[int]]:
    """Reviews that nobody closed by hand at these instants, those of messages left out, which are drafted anew."""
    found: dict[datetime, list[int]] = defaultdict(list)
    place = Q(case__debtor_id__in=list(debtor_ids), closed_at__in=list(instants))
    rows = Review.objects.filter(place, closed_by=None, message=None)
    for key, instant in rows.values_list("pk", "closed_at"):
        if instant:
            found[instant].append(key)
    return found


def _put_erp_back(rows: Collection[Allocation], automatic: AutomaticBooking, *, as_of: datetime) -> None:
    """The ERP's own word for the same money, which the bank's had taken the place of, counts again."""
    invoice_ids = {row.invoice_id for row in rows}
    gone = Allocation.objects.filter(
        invoice_id__in=invoice_ids,
        origin=Allocation.Origin.ERP,
        known_at=automatic.booked_at,
        reason=ERP_TAKEN_BACK,
    )
    again = [
        Allocation(
            invoice_id=row.invoice_id,
            origin=row.origin,
            kind=row.kind,
            amount=-row.amount,
            booked_on=row.reverses.booked_on,
            known_at=as_of,
            reason=row.reverses.reason,
        )
        for row in gone.select_related("reverses")
        if row.reverses
    ]
    Allocation.objects.bulk_create(again)
    settle_invoices(invoice_ids)

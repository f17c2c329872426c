"""Bookings of waiting money by hand, each remembered whole, so that one click walks it back with what it led to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from audit.models import AuditEvent
from audit.recording import record_event
from customers.matching.posting import NAMED
from customers.models import Allocation, AutomaticBooking, BankTransaction
from customers.services.learned_payers import learn_payers
from customers.services.ledger import InvalidBooking
from dunning.models import Arrangement, Dispute, Escalation, Review
from dunning.services.money.cash import follow_payments
from dunning.services.money.walking_back import Booked, Ended, walk_back
from dunning.services.reviews.reviews import close_review

CLEARED, UNDONE = "payment.cleared", "payment.clearing_undone"
# What each kind of booking is called when it is told about.
WORDS = {
    "allocated": "allocated",
    "on_account": gettext_lazy("put on account"),
    "unrelated": gettext_lazy("set aside as no customer's payment"),
    "returned": gettext_lazy("booked as money that went back"),
}


@dataclass(frozen=True)
class Standing:
    """What is open on accounts: keys by kind. Reviews of messages are not among them, whose texts are drafted anew."""

    review: frozenset[int]
    dispute: frozenset[int]
    escalation: frozenset[int]
    arrangement: frozenset[int]


@dataclass(frozen=True)
class Before:
    """A payment as it stood before a booking, locked."""

    payment: BankTransaction
    state: str
    debtor_id: int | None
    taught: bool
    debtor_ids: frozenset[int]
    standing: Standing


def lock_payment(transaction_id: int, *, seen: Decimal | None = None) -> BankTransaction:
    """Compare-and-set for who books by hand: `seen` is what the person saw unallocated on a payment that waited.

    Raises InvalidBooking, with who was faster, when that is not so any more.
    """
    payment = BankTransaction.objects.select_for_update().filter(pk=transaction_id).first()
    if payment is None:
        raise InvalidBooking(
            _("There is no bank transaction with the id %(transaction_id)s.") % {"transaction_id": transaction_id}
        )
    waits = payment.state == BankTransaction.State.UNMATCHED
    if seen is not None and (not waits or payment.unallocated_amount != seen):
        raise InvalidBooking(_taken(payment))
    return payment


def _taken(payment: BankTransaction) -> str:
    last = last_booking(payment.pk)
    who = User.objects.filter(pk=last.user_id).first() if last and last.user_id else None
    now = WORDS.get(last.data["deed"], _("booked")) if last else payment.get_state_display().lower()
    said = [
        _("%(who)s was faster: this payment is %(state)s already.") % {"who": who or _("Somebody else"), "state": now}
        if last
        else _("It was booked meanwhile: this payment is %(state)s already.") % {"state": now}
    ]
    if payment.state == "unmatched":
        said.append(
            _("%(amount)s %(currency)s of it wait.")
            % {"amount": payment.unallocated_amount, "currency": payment.currency}
        )
    return " ".join([*said, _("Nothing was booked now.")])


def before_booking(payment: BankTransaction, debtor_ids: Iterable[int | None]) -> Before:
    """Six queries. `debtor_ids` are those whose accounts the booking will move."""
    concerned = frozenset(key for key in (*debtor_ids, payment.debtor_id) if key)
    taught = has_taught(payment.pk)
    return Before(payment, payment.state, payment.debtor_id, taught, concerned, _standing(concerned))


def _standing(debtor_ids: Iterable[int]) -> Standing:
    listed = list(debtor_ids)
    reviews = Review.objects.filter(closed_at__isnull=True, message__isnull=True, case__debtor_id__in=listed)
    disputes = Dispute.objects.filter(status=Dispute.Status.OPEN, debtor_id__in=listed)
    escalations = Escalation.objects.filter(status=Escalation.Status.OPEN, debtor_id__in=listed)
    arrangements = Arrangement.objects.filter(status=Arrangement.Status.ACTIVE, debtor_id__in=listed)
    rows = (reviews, disputes, escalations, arrangements)
    return Standing(*(frozenset(each.values_list("pk", flat=True)) for each in rows))


def finish_booking(
    before: Before, *, deed: str, rows: Sequence[Allocation] = (), by: User, as_of: datetime
) -> AuditEvent:
    """What the booking means for cases, what it teaches, and all that on one event, in the booking's transaction."""
    payment = before.payment
    payment.refresh_from_db()
    if payment.state != BankTransaction.State.UNMATCHED:
        close_review(payment, kind=Review.Kind.UNMATCHED_PAYMENT, outcome=deed, by=by, as_of=as_of)
    debtor_ids = before.debtor_ids | ({payment.debtor_id} if payment.debtor_id else set())
    follow_payments(debtor_ids, as_of=as_of)
    learn_payers([payment.pk], as_of=as_of)
    given_up = Allocation.objects.filter(
        invoice_id__in={row.invoice_id for row in rows}, origin=Allocation.Origin.WRITE_OFF, known_at=as_of
    )
    data = {
        "deed": deed,
        "rows": [row.pk for row in rows] + list(given_up.values_list("pk", flat=True)),
        "was": {"state": before.state, "debtor": before.debtor_id, "taught": before.taught},
        "became": _now(payment),
        "debtors": sorted(debtor_ids),
        "ended": _ended(before.standing, debtor_ids),
    }
    return record_event(CLEARED, subject=payment, as_of=as_of, by=by, debtor_id=payment.debtor_id, data=data)


def _ended(standing: Standing, debtor_ids: Iterable[int]) -> dict[str, list[int]]:
    now = _standing(debtor_ids)
    names = ("review", "dispute", "escalation", "arrangement")
    return {name: sorted(getattr(standing, name) - getattr(now, name)) for name in names}


def _now(payment: BankTransaction) -> dict[str, Any]:
    return {"state": payment.state, "debtor": payment.debtor_id, "left": str(payment.unallocated_amount)}


def last_booking(transaction_id: int) -> AuditEvent | None:
    """The newest booking by hand of this payment that was not undone. One query."""
    events = AuditEvent.objects.filter(
        subject_type="banktransaction", subject_id=transaction_id, action__in=(CLEARED, UNDONE)
    ).order_by("pk")
    standing: list[AuditEvent] = []
    for event in events:
        if event.action == CLEARED:
            standing.append(event)
        else:
            standing = [one for one in standing if one.pk != event.data["event"]]
    return standing[-1] if standing else None


def last_matched(transaction_id: int) -> AutomaticBooking | None:
    """What matching booked of this payment, not taken back and with no booking by hand on top of it. Two queries."""
    automatic = AutomaticBooking.objects.filter(transaction=transaction_id, taken_back_at=None).first()
    by_hand = last_booking(transaction_id)
    if automatic and by_hand and by_hand.occurred_at >= automatic.booked_at:
        return None
    return automatic


def has_taught(transaction_id: int) -> bool:
    """Whether what stands of this payment was counted for its payer. Matching counts only what the text names."""
    automatic = last_matched(transaction_id)
    return automatic.code in NAMED if automatic else last_booking(transaction_id) is not None


@transaction.atomic
def undo_booking(*, transaction_id: int, by: User, as_of: datetime) -> BankTransaction:
    """Walk the last booking by hand of a payment back: new rows turn its allocations and write-offs around.

    What it had ended waits again, promises are judged anew, the payer is unlearned; matching leaves the payment alone.
    Raises InvalidBooking when there is none, or the payment moved on since.
    """
    payment = lock_payment(transaction_id)
    event = last_booking(transaction_id)
    if event is None:
        raise InvalidBooking(_("There is no booking by hand of this payment that could be undone."))
    if _now(payment) != event.data["became"]:
        raise InvalidBooking(
            _("Transaction %(payment)s has moved on since; take its later rows back first.")
            % {"payment": payment.external_id}
        )
    walk_back(payment, _booked_by_hand(event), by=by, as_of=as_of)
    record_event(
        UNDONE,
        subject=payment,
        as_of=as_of,
        by=by,
        debtor_id=event.debtor_id,
        data={"event": event.pk, "deed": event.data["deed"]},
    )
    return payment


def _booked_by_hand(event: AuditEvent) -> Booked:
    was, ended = event.data["was"], event.data["ended"]
    return Booked(
        at=event.occurred_at,
        rows=tuple(event.data["rows"]),
        was_state=was["state"],
        was_debtor_id=was["debtor"],
        had_taught=was.get("taught", was["state"] != BankTransaction.State.UNMATCHED),
        has_taught=True,
        debtor_ids=tuple(event.data["debtors"]),
        ended=Ended(
            reviews={event.occurred_at: ended["review"]},
            disputes={event.occurred_at: ended["dispute"]},
            escalations=ended["escalation"],
            arrangements=ended["arrangement"],
        ),
    )

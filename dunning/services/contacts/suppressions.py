"""Addresses that get no mail."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Lower

from audit.recording import record_event
from customers.models import Contact
from dunning.models import Suppression
from dunning.services.cases.looks import look_again
from dunning.services.outbox.responses import book_complaint

if TYPE_CHECKING:
    from django.contrib.auth.models import User

# Which suppressions tell of a bad message, in words.
COMPLAINTS: dict[str, str] = {
    Suppression.Why.COMPLAINT: "marked a message as unwanted",
    Suppression.Why.OPT_OUT: "asked for no more mail",
}


@transaction.atomic
def suppress(
    email: str, *, why: str, detail: str = "", as_of: datetime, until: date | None = None, by: User | None = None
) -> Suppression:
    """Send nothing to this address until a day, or for good. An address already suppressed keeps the longer bound."""
    found = Suppression.objects.select_for_update().filter(email__iexact=email, lifted_at__isnull=True).first()
    if found is None:
        row = Suppression.objects.create(email=email.lower(), why=why, detail=detail, since=as_of, until=until)
    elif found.until is not None and (until is None or until > found.until):
        found.why, found.detail, found.until, row = why, detail, until, found
        found.save(update_fields=["why", "detail", "until"])
    else:
        return found
    record_event("suppression.set", subject=row, as_of=as_of, by=by, reason=why, data={"until": _iso(until)})
    if why in COMPLAINTS:
        book_complaint(email, why=f"{email} {COMPLAINTS[why]}.", as_of=as_of)
    _look_again_at_users_of(email)
    return row


@transaction.atomic
def lift_suppression(*, suppression_id: int, by: User | None, as_of: datetime) -> Suppression:
    """Write to the address again; lifting twice changes nothing."""
    row = Suppression.objects.select_for_update().get(pk=suppression_id)
    if row.lifted_at is None:
        row.lifted_at = as_of
        row.save(update_fields=["lifted_at"])
        record_event("suppression.lifted", subject=row, as_of=as_of, by=by)
        _look_again_at_users_of(row.email)
    return row


def suppressed_among(emails: Iterable[str], *, today: date) -> frozenset[str]:
    """Those of the addresses that get no mail today, in lower case. One query."""
    wanted = {email.lower() for email in emails if email}
    rows = Suppression.objects.annotate(address=Lower("email")).filter(address__in=wanted, lifted_at__isnull=True)
    return frozenset(rows.filter(Q(until__isnull=True) | Q(until__gte=today)).values_list("address", flat=True))


def _look_again_at_users_of(email: str) -> None:
    customers = Contact.objects.filter(email__iexact=email).values_list("customer_id", "customer__debtor_id")
    look_again({payer or customer for customer, payer in customers})


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None

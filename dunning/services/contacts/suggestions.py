"""Who a mail says should be written to: suggestions that a person confirms, and absences."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext as _

from audit.recording import record_event
from customers.models import Contact, Creditor
from dunning.models import Case, InvalidState
from dunning.services.inbox.reply_reviews import reply_deadline
from dunning.services.outbox.outreach import supersede_messages
from dunning.services.reviews.reviews import close_review, open_review

if TYPE_CHECKING:
    from django.contrib.auth.models import User

# An absence note without a date mostly means a few days; longer and its own next note says so.
UNDATED_ABSENCE = timedelta(days=5)
# Beyond this a date is a typing error or a joke, and the contact would never be written to again.
LONGEST_ABSENCE = timedelta(days=365)


@transaction.atomic
def suggest_contact(*, case: Case, email: str, name: str = "", why: str, as_of: datetime) -> Contact | None:
    """Keep an address that a mail named until a person confirms it. None for no address, ours, or an active one."""
    email = email.strip().lower()
    if not _is_address(email) or _is_ours(email):
        return None
    found = case.debtor.contacts.select_for_update().filter(email__iexact=email).first()
    if found and found.state == Contact.State.ACTIVE:
        return None
    contact = found or Contact(customer=case.debtor, email=email, origin="mail")
    contact.name, contact.state = name[:200] or contact.name, Contact.State.SUGGESTED
    contact.save()
    deadline = reply_deadline(case, as_of=as_of)
    open_review("contact", why=why, subject=contact, case=case, deadline=deadline, as_of=as_of)
    record_event(
        "contact.suggested", subject=contact, as_of=as_of, debtor_id=case.debtor_id, reason=why, data={"email": email}
    )
    return contact


@transaction.atomic
def confirm_contact(*, contact_id: int, by: User, as_of: datetime) -> Contact:
    """A person takes a suggested contact; it may be written to from now on. InvalidState if it waits for nobody."""
    contact = _suggested(contact_id)
    return _settle(contact, Contact.State.ACTIVE, outcome="confirmed", by=by, as_of=as_of)


@transaction.atomic
def decline_contact(*, contact_id: int, by: User | None, as_of: datetime) -> Contact:
    """A suggested contact is not to be written to. InvalidState if it waits for nobody."""
    contact = _suggested(contact_id)
    return _settle(contact, Contact.State.LEFT, outcome="declined", by=by, as_of=as_of)


@transaction.atomic
def mark_absent(
    *, contact: Contact, until: date | None, stand_in: Contact | None, today: date, as_of: datetime
) -> dict[str, object]:
    """Write to somebody else until the first day back at work. Returns the old values by column, {} if unchanged."""
    back = min(until or today + UNDATED_ABSENCE, today + LONGEST_ABSENCE)
    new: dict[str, date | int | None] = {
        "absent_until": back,
        "stand_in_id": stand_in.pk if stand_in else contact.stand_in_id,
    }
    old = {column: getattr(contact, column) for column in new}
    if back <= today or old == new:
        return {}
    contact.absent_until, contact.stand_in = back, stand_in or contact.stand_in
    contact.save(update_fields=["absent_until", "stand_in"])
    _contacts_changed(contact, why=f"{contact.email} is away until {back}", as_of=as_of)
    record_event(
        "contact.absent",
        subject=contact,
        as_of=as_of,
        debtor_id=contact.customer.debtor_or_self_id,
        data={"until": back.isoformat(), "said": until is not None},
    )
    return old


def _settle(contact: Contact, state: str, *, outcome: str, by: User | None, as_of: datetime) -> Contact:
    contact.state = state
    contact.save(update_fields=["state"])
    close_review(contact, kind="contact", outcome=outcome, by=by, as_of=as_of)
    if state == Contact.State.ACTIVE:
        _contacts_changed(contact, why=f"{contact.email} is a contact now", as_of=as_of)
    debtor_id = contact.customer.debtor_or_self_id
    record_event(f"contact.{outcome}", subject=contact, as_of=as_of, by=by, debtor_id=debtor_id)
    return contact


def _contacts_changed(contact: Contact, *, why: str, as_of: datetime) -> None:
    debtors = {contact.customer_id, contact.customer.debtor_or_self_id}
    supersede_messages(debtors, why=why[:200], as_of=as_of)


def _suggested(contact_id: int) -> Contact:
    contact = Contact.objects.select_for_update(of=("self",)).select_related("customer").get(pk=contact_id)
    if contact.state != Contact.State.SUGGESTED:
        raise InvalidState(_("This contact is no suggestion any more."))
    return contact


def _is_address(email: str) -> bool:
    try:
        validate_email(email)
    except ValidationError:
        return False
    return len(email) <= 254


def _is_ours(email: str) -> bool:
    addresses = Creditor.objects.values_list("sender_email", "reply_to", "ar_manager_email")
    return email in {address.lower() for row in addresses for address in row}

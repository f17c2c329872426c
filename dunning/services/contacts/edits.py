"""Contacts that a person adds or changes by hand."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from audit.recording import record_event
from customers.models import Contact
from dunning.models import Review
from dunning.services.outbox.outreach import supersede_messages
from dunning.services.reviews.reviews import close_reviews

if TYPE_CHECKING:
    from django.contrib.auth.models import User


@transaction.atomic
def save_contact(*, contact: Contact, by: User, as_of: datetime) -> Contact:
    """Keep it; messages that rest on the debtor's contacts are written anew, and nobody asks for one any more."""
    added = contact.pk is None
    contact.save()
    debtor_id = contact.customer.debtor_or_self_id
    supersede_messages({contact.customer_id, debtor_id}, why=f"{contact.email} was changed by hand"[:200], as_of=as_of)
    if contact.state == Contact.State.ACTIVE:
        asked = Review.objects.filter(kind=Review.Kind.NO_CONTACT, case__debtor_id=debtor_id)
        close_reviews(asked, outcome="contact_added", by=by, as_of=as_of)
    event = "contact.added" if added else "contact.changed"
    data = {"email": contact.email, "state": contact.state, "role": contact.role}
    record_event(event, subject=contact, as_of=as_of, by=by, debtor_id=debtor_id, data=data)
    return contact

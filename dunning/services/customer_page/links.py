"""The links to the customer page: made when a message leaves, closed by a person, looked up by whoever opens one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Lower

from audit.recording import record_event
from customers.models import Contact, Customer
from dunning.customer_links import message_id_from_token, page_address
from dunning.models import CustomerLink, Message, Review, Suppression

if TYPE_CHECKING:
    from django.contrib.auth.models import User

RELATED = ("message__case__debtor", "message__case__creditor", "message__case__policy", "contact__customer")
# What a person has to settle first: until then the page would be one more letter.
STOPPING = (Review.Kind.LEGAL, Review.Kind.INSOLVENCY, Review.Kind.OPT_OUT)
# As good as with the recipient; a link from a mail that bounced is in the wrong hands.
ARRIVED = (Message.Status.SENDING, Message.Status.SENT, Message.Status.DELIVERED, Message.Status.UNCERTAIN)
NO_ROW = -1


@dataclass(frozen=True)
class Visit:
    """Somebody who may see the page: whose account, by which mail. `preview`: a clerk looks and cannot act."""

    message: Message
    contact: Contact
    preview: bool = False
    link_id: int | None = None

    @property
    def debtor(self) -> Customer:
        return self.message.case.debtor

    @property
    def language(self) -> str:
        return self.message.language or self.contact.language or self.debtor.language

    @property
    def sees_all(self) -> bool:
        """The debtor's own contact; one of a child sees what the child bought and the mail was about."""
        return self.contact.customer_id == self.message.case.debtor_id


def make_customer_links(messages: Sequence[Message], *, as_of: datetime) -> int:
    """A row for each message that is about to leave with its link. One query; none where no message has a link."""
    rows = [
        CustomerLink(
            message=message,
            debtor_id=message.debtor_id,
            contact_id=message.contact_id,
            made_at=as_of,
            expires_at=as_of + timedelta(days=message.case.policy.customer_page_days),
        )
        for message in messages
        if message.contact_id and message.case.policy.customer_page and page_address(message.pk) in message.body_text
    ]
    if rows:
        CustomerLink.objects.bulk_create(rows, ignore_conflicts=True)
    return len(rows)


def visit_by_token(token: str, *, as_of: datetime) -> Visit | None:
    """Who opens this link, or None where it opens nothing. One query, for a forged token as for a true one."""
    message_id = message_id_from_token(token)
    link = _links(as_of=as_of).filter(message_id=NO_ROW if message_id is None else message_id).first()
    if link is None or not _opens(link, as_of=as_of):
        return None
    return Visit(message=link.message, contact=link.contact, link_id=link.pk)


def visit_as_preview(message: Message) -> Visit | None:
    """The page as a message's contact sees it, whether it left or not; expects what RELATED names."""
    return Visit(message=message, contact=message.contact, preview=True) if message.contact else None


@transaction.atomic
def revoke_customer_links(links: QuerySet[CustomerLink], *, by: User | None, as_of: datetime, reason: str = "") -> int:
    """Close these links for good; a second time changes nothing. Returns how many were closed."""
    found = list(links.select_for_update().filter(revoked_at__isnull=True))
    for link in found:
        link.revoked_at, link.revoked_by = as_of, by
        link.save(update_fields=["revoked_at", "revoked_by"])
        record_event("customer_link.revoked", subject=link, as_of=as_of, by=by, debtor_id=link.debtor_id, reason=reason)
    return len(found)


def _links(*, as_of: datetime) -> QuerySet[CustomerLink]:
    suppressed = Suppression.objects.annotate(address=Lower("email")).filter(
        Q(until__isnull=True) | Q(until__gte=as_of.date()),
        address=Lower(OuterRef("contact__email")),
        lifted_at__isnull=True,
    )
    stopping = Review.objects.filter(case=OuterRef("message__case"), kind__in=STOPPING, closed_at__isnull=True)
    rows = CustomerLink.objects.annotate(suppressed=Exists(suppressed), stopped=Exists(stopping))
    return rows.select_related(*RELATED)


def _opens(link: CustomerLink, *, as_of: datetime) -> bool:
    message, contact, case = link.message, link.contact, link.message.case
    return (
        link.revoked_at is None
        and link.expires_at > as_of
        and case.policy.customer_page
        and message.status in ARRIVED
        and message.contact_id == contact.pk
        and message.to_email.lower() == contact.email.lower()
        and contact.state == Contact.State.ACTIVE
        and not link.suppressed  # type: ignore[attr-defined]
        and not link.stopped  # type: ignore[attr-defined]
        and _still_its_debtor(link)
        and _may_be_written_to(case.debtor)
        and _may_be_written_to(contact.customer)
    )


def _still_its_debtor(link: CustomerLink) -> bool:
    """The case is the debtor's still, the debtor pays for itself, and the contact belongs to what it pays for."""
    case, customer = link.message.case, link.contact.customer
    own = link.debtor_id == case.debtor_id == case.debtor.debtor_or_self_id
    return own and customer.debtor_or_self_id == case.debtor_id


def _may_be_written_to(customer: Customer) -> bool:
    return not (customer.do_not_contact or customer.insolvent or customer.exit)

"""Whose mail is it? By our reply token, by the thread, by the sender, by invoice numbers. Looks only."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q
from django.db.models.functions import Lower

from customers.models import Contact, Creditor, Customer, Invoice, LedgerSource
from dunning.mail.free_mail import is_free_mail
from dunning.mail.incoming import addresses, message_ids
from dunning.mail.threading import case_id_from_address
from dunning.models import Case, IncomingMail, Message

ADDRESS_HEADERS = ("Delivered-To", "X-Original-To", "Envelope-To", "To", "Cc")
# A long thread's first and last ids say all; numbers beyond this are a table, not a mail.
MAX_REFERENCES = 50
MAX_NUMBERS = 300
_NUMBER = re.compile(r"[A-Za-z0-9][A-Za-z0-9/_.\-]{1,40}[A-Za-z0-9]|\d{3,}")


@dataclass(frozen=True)
class Match:
    creditor_id: int
    debtor_id: int
    by: str


def find_match(mail: IncomingMail) -> Match | None:
    for rule in (_by_token, _by_thread, _by_sender, _by_invoices):
        if match := rule(mail):
            return match
    return None


def known_contact(debtor_id: int, email: str) -> Contact | None:
    """The debtor's contact with this address, its children's after its own; whatever its state."""
    family = Q(customer_id=debtor_id) | Q(customer__debtor_id=debtor_id)
    found = Contact.objects.annotate(address=Lower("email")).filter(family, address=email.lower())
    return min(found, key=lambda contact: (contact.state != "active", contact.customer_id != debtor_id), default=None)


def _by_token(mail: IncomingMail) -> Match | None:
    for header in ADDRESS_HEADERS:
        for _, email in addresses(str(mail.headers.get(header, ""))):
            case_id = case_id_from_address(email)
            case = case_id and Case.objects.select_related("debtor").filter(pk=case_id).first()
            if case:
                return Match(case.creditor_id, case.debtor.debtor_or_self_id, "token")
    return None


def _by_thread(mail: IncomingMail) -> Match | None:
    """Our Message-ID in In-Reply-To or References, or the provider's that took its place."""
    text = f"{mail.headers.get('In-Reply-To', '')} {mail.headers.get('References', '')}"
    ids = message_ids(text)
    ids = ids[:MAX_REFERENCES] + ids[-MAX_REFERENCES:]
    if not ids:
        return None
    bare = [written.strip("<>") for written in ids]
    provider_ids = ids + bare + [written.partition("@")[0] for written in bare]
    sent = Message.objects.select_related("case__debtor").order_by("-pk")
    message = sent.filter(message_id__in=ids).exclude(message_id="").first() or (
        sent.filter(provider_id__in=provider_ids).exclude(provider_id="").first()
    )
    return Match(message.case.creditor_id, message.debtor.debtor_or_self_id, "thread") if message else None


def _by_sender(mail: IncomingMail) -> Match | None:
    """The sender is a contact of one debtor; one who writes for several is told apart by invoice numbers."""
    if not mail.from_email:
        return None
    contacts = Contact.objects.annotate(address=Lower("email")).filter(address=mail.from_email)
    payers = _payers(
        contact.customer for contact in contacts.select_related("customer__debtor__source", "customer__source")
    )
    if len(payers) > 1:
        named = {invoice.debtor_id for invoice in named_invoices(mail) if invoice.debtor_id in payers}
        payers = {payer: creditor for payer, creditor in payers.items() if payer in named}
    if len(payers) != 1:
        return None
    ((debtor_id, creditor_id),) = payers.items()
    return Match(creditor_id, debtor_id, "sender")


def _by_invoices(mail: IncomingMail) -> Match | None:
    """Invoice numbers of one debtor, written from the mail domain of one of its contacts."""
    domain = mail.from_email.rpartition("@")[2]
    if not domain or is_free_mail(domain):
        return None
    debtors = {(i.source.creditor_id, i.debtor_id) for i in named_invoices(mail)}
    if len(debtors) != 1:
        return None
    ((creditor_id, debtor_id),) = debtors
    family = Q(customer_id=debtor_id) | Q(customer__debtor_id=debtor_id)
    if Contact.objects.filter(family, email__iendswith=f"@{domain}").exists():
        return Match(creditor_id, debtor_id, "invoices")
    return None


def named_invoices(mail: IncomingMail) -> list[Invoice]:
    text = f"{mail.subject}\n{mail.body_text[:50_000]}"
    words = dict.fromkeys(word for word in _NUMBER.findall(text) if any(map(str.isdigit, word)))
    numbers = list(words)[:MAX_NUMBERS]
    sources = LedgerSource.objects.values_list("pk", flat=True)  # makes the unique index on (source, number) serve
    rows = Invoice.objects.filter(source_id__in=list(sources), number__in=numbers + [n.upper() for n in numbers])
    # A bare year or day count may happen to be somebody's invoice number: short ones prove nothing.
    return [row for row in rows.select_related("source", "debtor") if len(row.number) >= 5]


def _payers(customers: Iterable[Customer]) -> dict[int, int]:
    """Debtor id to creditor id of who pays for these customers."""
    payers = [customer.debtor or customer for customer in customers]
    return {payer.pk: payer.source.creditor_id for payer in payers}


def is_ours(email: str) -> bool:
    return bool(email) and Creditor.objects.filter(Q(sender_email__iexact=email) | Q(reply_to__iexact=email)).exists()

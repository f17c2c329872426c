"""Whose mail is it? By our reply token, by the thread, by the sender, by invoice numbers; else a person says."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Lower

from audit.recording import record_event
from customers.models import Contact, Creditor, Customer, Invoice, LedgerSource
from dunning.bell import ring
from dunning.mail.automatic import BOUNCE, COMPLAINT
from dunning.mail.free_mail import is_free_mail
from dunning.mail.incoming import addresses, message_ids
from dunning.mail.threading import case_id_from_address
from dunning.models import Case, IncomingMail, InvalidState, Message
from dunning.services.bounces import book_bounces
from dunning.services.cases import open_case, start_episode
from dunning.services.looks import look_again
from dunning.services.mail_work import finish_stage, locked_in, work_through
from dunning.services.outreach import supersede_messages
from dunning.services.reply_reviews import ask_about_mail
from dunning.services.reviews import close_review

if TYPE_CHECKING:
    from django.contrib.auth.models import User

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


def match_mails(*, as_of: datetime, limit: int = 10_000) -> int:
    """Find the account of every stored mail. Returns how many were taken."""
    return work_through("stored", lambda mail: match_mail(mail.pk, as_of=as_of), as_of=as_of, limit=limit)


@transaction.atomic
def match_mail(mail_id: int, *, as_of: datetime) -> IncomingMail | None:
    """Match one stored mail, book what its arrival means, hand it to the reader. None if it has moved on already."""
    mail = locked_in(mail_id, "stored")
    if mail is None:
        return None
    if mail.automatic in (BOUNCE, COMPLAINT):
        finish_stage(mail, "applied" if book_bounces(mail, as_of=as_of) else "ignored", "case", "debtor", "problem")
    elif _is_ours(mail.from_email):
        mail.problem = "Our own address wrote this."
        finish_stage(mail, "ignored", "problem")
    elif match := find_match(mail):
        _attach(mail, match, as_of=as_of)
    else:
        _leave_unmatched(mail, as_of=as_of)
    return mail


@transaction.atomic
def assign_mail(*, mail_id: int, case_id: int, by: User, as_of: datetime) -> IncomingMail:
    """A person says whose an unmatched mail is; the agent reads it then. InvalidState if it is matched already."""
    mail = locked_in(mail_id, "unmatched", "ignored")
    if mail is None:
        raise InvalidState("Only a mail that belongs to no account can be given to one.")
    case = Case.objects.get(pk=case_id)
    close_review(mail, kind="unmatched_mail", outcome="assigned", by=by, as_of=as_of)
    _attach(mail, Match(case.creditor_id, case.debtor_id, "person"), as_of=as_of, by=by)
    return mail


@transaction.atomic
def ignore_mail(*, mail_id: int, by: User, reason: str, as_of: datetime) -> IncomingMail:
    """A person says that a mail is nobody's business; its reviews are closed. InvalidState once it was applied."""
    mail = locked_in(mail_id, "unmatched", "queued", "failed")
    if mail is None:
        raise InvalidState("This mail is no longer waiting for a person.")
    mail.problem = reason
    finish_stage(mail, "ignored", "problem")
    close_review(mail, outcome="ignored", by=by, as_of=as_of)
    record_event("mail.ignored", subject=mail, as_of=as_of, by=by, debtor_id=mail.debtor_id, reason=reason)
    return mail


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


def _attach(mail: IncomingMail, match: Match, *, as_of: datetime, by: User | None = None) -> None:
    """Give the mail its case, and book that somebody wrote: drafts are stale, and the episode starts anew."""
    case = _case_of(match, as_of=as_of)
    mail.case, mail.debtor_id, mail.matched_by = case, case.debtor_id, match.by
    mail.contact = known_contact(case.debtor_id, mail.from_email)
    finish_stage(mail, "matched", "case", "debtor", "contact", "matched_by")
    supersede_messages([case.debtor_id], why=f"{mail.from_email} wrote: {mail.subject}"[:200], as_of=as_of)
    if not mail.automatic and (case.last_reply_at is None or mail.received_at > case.last_reply_at):
        start_episode(case=case, as_of=mail.received_at, replied=True)
    look_again([case.debtor_id])
    record_event("mail.matched", subject=mail, as_of=as_of, by=by, debtor_id=case.debtor_id, data={"by": match.by})
    ring("read")


def _leave_unmatched(mail: IncomingMail, *, as_of: datetime) -> None:
    """A person says whose it is; an automatic mail bothers nobody unless it names an invoice, as portals do."""
    named = _named_invoices(mail)
    if mail.automatic and not named:
        mail.problem = "An automatic mail of nobody that we know."
        finish_stage(mail, "ignored", "problem")
        return
    why = f"Nobody that we know: {mail.from_name} <{mail.from_email}> wrote “{mail.subject}”."
    if named:
        why += f" It names {', '.join(f'{i.number} of {i.debtor.name}' for i in named[:5])}."
    ask_about_mail(mail, kind="unmatched_mail", why=why, as_of=as_of)
    finish_stage(mail, "unmatched")


def _case_of(match: Match, *, as_of: datetime) -> Case:
    """The unclosed case, else the last closed one, else a new one."""
    cases = Case.objects.select_for_update(of=("self",)).filter(
        creditor_id=match.creditor_id, debtor_id=match.debtor_id
    )
    found = cases.exclude(status="closed").first() or cases.order_by("-pk").first()
    return found or open_case(creditor_id=match.creditor_id, debtor_id=match.debtor_id, as_of=as_of)


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
        named = {invoice.debtor_id for invoice in _named_invoices(mail) if invoice.debtor_id in payers}
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
    debtors = {(i.source.creditor_id, i.debtor_id) for i in _named_invoices(mail)}
    if len(debtors) != 1:
        return None
    ((creditor_id, debtor_id),) = debtors
    family = Q(customer_id=debtor_id) | Q(customer__debtor_id=debtor_id)
    if Contact.objects.filter(family, email__iendswith=f"@{domain}").exists():
        return Match(creditor_id, debtor_id, "invoices")
    return None


def _named_invoices(mail: IncomingMail) -> list[Invoice]:
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


def _is_ours(email: str) -> bool:
    return bool(email) and Creditor.objects.filter(Q(sender_email__iexact=email) | Q(reply_to__iexact=email)).exists()

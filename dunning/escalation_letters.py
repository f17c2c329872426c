"""The mails about escalations: what is owed and since when, and one link for each answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.template.loader import render_to_string
from django.urls import reverse

from customers.models import Creditor, Invoice
from dunning.local_days import today_of
from dunning.models import Dispute, Escalation, Installation, Promise, SignedLink
from dunning.signed_links import token_of
from trade.dates import format_date
from trade.money import format_amount

SHOWN_INVOICES = 15
SUBJECTS = {
    "question": "{debtor}: may we go on?",
    "nag": "Reminder: {debtor}: may we go on?",
    "expired": "No answer about {debtor}: chasing goes on",
}


@dataclass(frozen=True)
class OverdueLine:
    """One overdue invoice as an account manager reads it; `aside` says that it is disputed or promised."""

    number: str
    due: str
    days: int
    amount: str
    aside: str


def question_letter(escalation: Escalation, *, link: SignedLink, kind: str, as_of: datetime) -> EmailMessage:
    """`kind`: question, nag or expired. Two queries."""
    case = escalation.case
    lines = overdue_lines(escalation, as_of=as_of)
    text = render_to_string(
        "dunning/mail/escalation.txt",
        {
            "kind": kind,
            "escalation": escalation,
            "debtor": escalation.debtor.name,
            "exposure": format_amount(escalation.exposure, case.policy.currency, language="en"),
            "lines": lines[:SHOWN_INVOICES],
            "more": len(lines) - SHOWN_INVOICES,
            "deadline": format_date(escalation.deadline, language="en"),
            "answers": [(label, answer_url(link, value)) for value, label in Escalation.Answer.choices],
            "creditor": case.creditor.name,
        },
    )
    subject = SUBJECTS[kind].format(debtor=escalation.debtor.name)
    return _letter(link.email, subject, text, creditor=case.creditor, cc=case.policy.escalation_cc)


def digest_letter(email: str, escalations: Sequence[Escalation]) -> EmailMessage:
    """One notice about all of these; it asks nothing."""
    first = escalations[0]
    entries = [
        (one.debtor.name, format_amount(one.exposure, one.case.policy.currency, language="en"), one.reason_text)
        for one in escalations
    ]
    text = render_to_string("dunning/mail/heads_up.txt", {"entries": entries, "creditor": first.case.creditor.name})
    names = first.debtor.name if len(entries) == 1 else f"{len(entries)} customers"
    return _letter(email, f"For your information: {names}", text, creditor=first.case.creditor)


def overdue_lines(escalation: Escalation, *, as_of: datetime) -> list[OverdueLine]:
    """All that the debtor has overdue with us, oldest first. Three queries."""
    case = escalation.case
    today = today_of(case, as_of=as_of)
    invoices = (
        Invoice.objects.overdue(today)
        .filter(debtor_id=escalation.debtor_id, source__creditor_id=case.creditor_id)
        .order_by("due_on", "pk")
    )
    aside = _set_aside(escalation.debtor_id)
    return [
        OverdueLine(
            number=invoice.number,
            due=format_date(invoice.due_on, language="en"),
            days=invoice.days_past_due(today),
            amount=format_amount(invoice.open_amount, invoice.currency, language="en"),
            aside=aside.get(invoice.pk, ""),
        )
        for invoice in invoices
    ]


def answer_url(link: SignedLink, answer: str = "") -> str:
    arguments = [token_of(link), answer] if answer else [token_of(link)]
    return settings.PUBLIC_URL + reverse("portal:answer", args=arguments)


def _set_aside(debtor_id: int) -> dict[int, str]:
    promised = Promise.objects.filter(debtor_id=debtor_id, status=Promise.Status.OPEN)
    disputed = Dispute.objects.filter(debtor_id=debtor_id, status=Dispute.Status.OPEN)
    found: dict[int, str] = {}
    for invoice_id, kind in promised.values_list("lines__invoice_id", "kind"):
        found[invoice_id] = "promised" if kind == Promise.Kind.PROMISE else "said to be paid"
    for invoice_id in disputed.values_list("invoices", flat=True):
        found[invoice_id] = "disputed"
    return found


def _letter(email: str, subject: str, text: str, *, creditor: Creditor, cc: Sequence[str] = ()) -> EmailMessage:
    """A simulation's mail goes to files only."""
    simulated = Installation.current().simulation
    return EmailMessage(
        subject=subject,
        body=text,
        to=[email],
        cc=[address for address in cc if address != email],
        reply_to=[creditor.ar_manager_email] if creditor.ar_manager_email else None,
        headers={"Auto-Submitted": "auto-generated"},
        connection=get_connection("dunning.mail.outbox.OutboxBackend") if simulated else None,
    )

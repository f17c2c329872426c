"""What a reply is answered with: stored documents, how to pay, thanks. Written and checked like any message."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from customers.models import Document, Invoice
from dunning.how_to_pay import asks_how_to_pay
from dunning.local_days import today_of
from dunning.models import Dispute, IncomingMail, Message, Reading
from dunning.services.customer_page.statements import make_statement
from dunning.services.outbox.outreach import queue_message
from dunning.services.readings.effects import made

# Of these several belong to one customer; all others belong to an invoice.
WITHOUT_INVOICE = frozenset({"statement", "tax_form", "contract", "other"})
# An answer overtaken longer ago than this would puzzle whoever gets it.
ANSWER_WITHIN = timedelta(days=5)
# People rarely need a fourth answer on one day; machines that answer each other do.
LOOP_ANSWERS, LOOP_WINDOW = 3, timedelta(days=1)


def answers_too_often(mail: IncomingMail, *, as_of: datetime) -> bool:
    """Whether this case had so many answers within a day that two machines may be talking to each other."""
    kinds = (Message.Kind.ANSWER, Message.Kind.DOCUMENT, Message.Kind.THANKS)
    recent = Message.objects.filter(case=mail.case, kind__in=kinds, created_at__gt=as_of - LOOP_WINDOW)
    return recent.exclude(answers=mail).values("answers").distinct().count() >= LOOP_ANSWERS


def queue_documents(
    mail: IncomingMail, wanted: Sequence[tuple[str, Sequence[Invoice]]], *, as_of: datetime
) -> tuple[Message | None, list[str]]:
    """Queue one answer with every document asked for (type, invoices): stored ones, and a statement made of today.

    Returns it with, in words, what is missing.
    """
    found: list[Document] = []
    missing: list[str] = []
    for kind, invoices in wanted:
        if kind == Document.Kind.STATEMENT and (made_now := _statement(mail, as_of=as_of)):
            found.append(made_now)
            continue
        for invoice in invoices or (None,):
            document = _document(mail, kind, invoice)
            if document:
                found.append(document)
            else:
                named = f" of {invoice.number}" if invoice else ""
                asked = "a document" if kind == "other" else kind.replace("_", " ")
                missing.append(f"Asked for: {asked}{named}, which is not stored.")
    if not found:
        return None, missing
    message = _queue(mail, kind=Message.Kind.DOCUMENT, purpose="document_answer", as_of=as_of)
    if message:
        message.documents.set(found)
    return message, missing


def queue_how_to_pay(mail: IncomingMail, question: str, *, as_of: datetime) -> Message | None:
    """Queue our bank details as an answer; None if something else is asked or we have none to give."""
    creditor = mail.case.creditor if mail.case else None
    if creditor is None or not (creditor.bank_details or creditor.payment_link) or not asks_how_to_pay(question):
        return None
    return _queue(mail, kind=Message.Kind.ANSWER, purpose="how_to_pay_answer", as_of=as_of)


def queue_thanks(mail: IncomingMail, *, as_of: datetime) -> Message | None:
    return _queue(mail, kind=Message.Kind.THANKS, purpose="promise_thanks", as_of=as_of)


def queue_dispute_received(mail: IncomingMail, *, as_of: datetime) -> Message | None:
    """Queue thanks for the word on a dispute that this mail opened: what is set aside, and that it is looked into.

    None where the dispute is over, or was open before the mail came.
    """
    if not Dispute.objects.filter(mail=mail, status=Dispute.Status.OPEN).exists():
        return None
    return _queue(mail, kind=Message.Kind.THANKS, purpose="dispute_received", as_of=as_of)


def requeue_answers(*, as_of: datetime) -> int:
    """Queue anew what was overtaken before it left: the round decides chasers anew, not answers. Returns how many."""
    lost = Message.objects.filter(
        status=Message.Status.SUPERSEDED,
        kind__in=(Message.Kind.ANSWER, Message.Kind.DOCUMENT),
        answers__isnull=False,
        answers__readings__status=Reading.Status.APPLIED,
        created_at__gte=as_of - ANSWER_WITHIN,
    )
    count = 0
    for message in lost.select_related("answers__case__creditor", "answers__case__debtor").order_by("pk"):
        mail = message.answers
        alive = Message.objects.filter(answers=mail, kind=message.kind).exclude(status=Message.Status.SUPERSEDED)
        if mail is None or alive.exists():
            continue
        again = _queue(mail, kind=message.kind, purpose=message.purpose, as_of=as_of)
        if again:
            again.documents.set(_as_of_now(message, as_of=as_of))
            made(mail.readings.filter(status=Reading.Status.APPLIED).latest("pk"), again, as_of=as_of)
            count += 1
    return count


def _document(mail: IncomingMail, kind: str, invoice: Invoice | None) -> Document | None:
    documents = Document.objects.filter(kind=kind)
    if invoice:
        return documents.filter(invoice=invoice).first()
    if kind not in WITHOUT_INVOICE:
        return None
    return documents.filter(customer=mail.debtor, invoice__isnull=True).first()


def _statement(mail: IncomingMail, *, as_of: datetime) -> Document | None:
    """Made on the spot; None for who writes for a part of the account only: the rest is not theirs to see."""
    if mail.case is None or mail.contact is None or mail.contact.customer_id != mail.case.debtor_id:
        return None
    return make_statement(mail.case, as_of=as_of)


def _as_of_now(message: Message, *, as_of: datetime) -> list[Document]:
    """An overtaken answer's documents; a statement of the account is made anew, since the account has moved on."""
    kept = list(message.documents.exclude(kind=Document.Kind.STATEMENT))
    stated = message.documents.filter(kind=Document.Kind.STATEMENT).exists()
    return [*kept, make_statement(message.case, as_of=as_of)] if stated else kept


def _queue(mail: IncomingMail, *, kind: str, purpose: str, as_of: datetime) -> Message | None:
    if mail.case is None:
        return None
    today = today_of(mail.case, as_of=as_of)
    return queue_message(case=mail.case, kind=kind, purpose=purpose, as_of=as_of, send_on=today, answers=mail)

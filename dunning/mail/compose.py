"""A message row as a mail."""

from __future__ import annotations

from collections.abc import Iterable
from email.utils import formataddr
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.core.mail.backends.base import BaseEmailBackend

from dunning.customer_links import html_with_signed_link, with_signed_link
from dunning.mail.threading import reply_address
from dunning.models import Message

if TYPE_CHECKING:
    from customers.models import Document


def mail_of(
    message: Message, *, cc: Iterable[str] = (), documents: Iterable[Document] = (), connection: BaseEmailBackend | None
) -> EmailMultiAlternatives:
    """The mail for one message; expects case, creditor and policy with persona loaded. Reads the documents' files.

    Auto-Submitted only where no person wrote or approved it (RFC 3834), so that absence notes do not answer it.
    """
    creditor = message.case.creditor
    headers = {
        "Message-ID": message.message_id,
        "Reply-To": reply_address(message.case_id, mailbox=creditor.reply_to),
        "X-Dunwell-Message": str(message.pk),
    }
    if message.in_reply_to:
        headers["In-Reply-To"] = message.in_reply_to
    if message.references:
        headers["References"] = message.references
    if message.approved_by_id is None:
        headers["Auto-Submitted"] = "auto-generated"
    mail = EmailMultiAlternatives(
        subject=" ".join(message.subject.split()),
        body=with_signed_link(message.body_text, message.pk),
        from_email=sender_of(message),
        to=[formataddr((message.to_name, message.to_email)) if message.to_name else message.to_email],
        cc=list(cc),
        headers=headers,
        connection=connection,
    )
    # Comes back in a provider's tracking events.
    mail.metadata = {"message": str(message.pk)}  # type: ignore[attr-defined]
    if message.body_html:
        mail.attach_alternative(html_with_signed_link(message.body_html, message.pk), "text/html")
    for document in documents:
        with document.file.open("rb") as file:
            mail.attach(document.name, file.read())
    return mail


def sender_of(message: Message) -> str:
    """In the persona's name, from its address, else the creditor's, else the installation's."""
    persona, creditor = message.case.policy.persona, message.case.creditor
    address = (persona.sender_email if persona else "") or creditor.sender_email
    if not address:
        return str(settings.DEFAULT_FROM_EMAIL)
    name = (persona.sender_name if persona else "") or creditor.sender_name or creditor.name
    return formataddr((f"{name}, {creditor.name}" if name != creditor.name else name, address))

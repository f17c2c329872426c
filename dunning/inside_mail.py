"""Mail to our own people: plain text and simple HTML that fetches nothing, in their language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from anymail.exceptions import AnymailError
from django.core.mail import EmailMultiAlternatives, get_connection
from django.template.loader import render_to_string

from customers.models import AccountManager, Creditor
from dunning.inside_words import known_language, words_in
from dunning.models import Installation, Preference
from trade.countries import language_for

NO_MAIL = (AnymailError, OSError)  # smtplib's errors are OSErrors


def language_of_address(email: str, creditor: Creditor) -> str:
    """The account manager's own language, else that of the user's workspace, else the creditor's. Two queries."""
    manager = AccountManager.objects.filter(email__iexact=email).values_list("language", flat=True).first() or ""
    preferred = Preference.objects.filter(user__email__iexact=email, user__is_active=True).exclude(language="")
    own = manager or preferred.values_list("language", flat=True).first() or ""
    return known_language(own, language_for(creditor.country) if creditor.country else "")


def inside_letter(
    email: str,
    *,
    subject: str,
    template: str,
    context: Mapping[str, Any],
    language: str,
    creditor: Creditor,
    cc: Sequence[str] = (),
) -> EmailMultiAlternatives:
    """Rendered from `dunning/mail/<template>.txt` and `.html`; a simulation's mail goes to files only."""
    given = {**context, "words": words_in(language), "language": language, "creditor": creditor.name}
    text = render_to_string(f"dunning/mail/{template}.txt", given)
    letter = EmailMultiAlternatives(
        subject=" ".join(subject.split()),
        body=text,
        to=[email],
        cc=[address for address in cc if address != email],
        reply_to=[creditor.ar_manager_email] if creditor.ar_manager_email else None,
        headers={"Auto-Submitted": "auto-generated"},
        connection=get_connection("dunning.mail.outbox.OutboxBackend") if Installation.current().simulation else None,
    )
    letter.attach_alternative(render_to_string(f"dunning/mail/{template}.html", given), "text/html")
    return letter

"""A mail to oneself, by the way that letters leave: does sending work at all?"""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.contrib.auth.models import User
from django.core.mail import EmailMessage, get_connection
from django.utils.translation import gettext as _

from audit.recording import record_event
from customers.models import Creditor
from dunning.mail.failures import failure_of
from dunning.mail.leaving import leaves_in_files
from dunning.mail.outbox import OutboxBackend
from dunning.models import Installation


class NotSent(ValueError):
    """The mail server or provider refused; its words are in the sentence."""


def send_test_letter(*, by: User, as_of: datetime) -> str:
    """Send one plain mail to the person's own address; the sentence that says where it went.

    Raises NotSent with a sentence that says what to look at.
    """
    if not by.email:
        raise NotSent(_("Your own address is missing: add it to your user first."))
    installation = Installation.current()
    connection = OutboxBackend() if installation.simulation else get_connection()
    try:
        EmailMessage(
            subject=_("A test mail from Dunwell"),
            body=_("This mail left by the same way as letters to customers. Nothing else was sent."),
            from_email=_sender(),
            to=[by.email],
            connection=connection,
        ).send()
    except Exception as problem:  # every provider has errors of its own
        failure = failure_of(problem)
        record_event("setup.test_mail_failed", subject=installation, as_of=as_of, by=by, reason=failure.detail)
        words = _("The mail could not be sent. The mail server says: %(detail)s")
        raise NotSent(words % {"detail": failure.detail}) from problem
    record_event("setup.test_mail_sent", subject=installation, as_of=as_of, by=by)
    if installation.simulation or leaves_in_files():
        return _("Mail goes to files here: it lies in %(folder)s.") % {"folder": settings.OUTBOX_DIR.name}
    return _("It was handed over for %(address)s. Look whether it arrived, and not among spam.") % {"address": by.email}


def _sender() -> str:
    """As letters have it: the first creditor's."""
    creditor = Creditor.objects.exclude(sender_email="").order_by("pk").first()
    if creditor is None:
        return settings.DEFAULT_FROM_EMAIL
    return f'"{creditor.sender_name or creditor.name}" <{creditor.sender_email}>'

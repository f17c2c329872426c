"""The simulated clerk: approves most of what waits, edits one text, rejects one, settles some questions."""

from __future__ import annotations

from collections import Counter
from datetime import datetime

from django.contrib.auth.models import User

from dunning.models import Dispute, Message, Review
from dunning.services.approvals import GuardrailViolation, approve_message, edit_message, reject_message
from dunning.services.contact_suggestions import confirm_contact
from dunning.services.disputes import resolve_dispute

# Which drafts, counted over the weeks, are not simply approved.
REJECTED, EDITED = 5, 8
# The first dispute is settled after so many days; later ones are left to the visitor.
DISPUTE_DAYS = 6
POSTSCRIPT = {
    "en": "Many thanks for your help.",
    "de": "Vielen Dank für Ihre Unterstützung.",
    "fr": "Merci d'avance pour votre aide.",
    "es": "Muchas gracias por su ayuda.",
}


class Clerk:
    """One pair of eyes; counts what it did."""

    def __init__(self, user: User) -> None:
        self.user = user
        self.seen = 0
        self.done: Counter[str] = Counter()

    def work(self, *, as_of: datetime) -> None:
        """Go through the queue once."""
        self._confirm_contacts(as_of=as_of)
        self._settle_a_dispute(as_of=as_of)
        for message in Message.objects.filter(status=Message.Status.AWAITING_APPROVAL).order_by("pk"):
            self._look_at(message, as_of=as_of)

    def _look_at(self, message: Message, *, as_of: datetime) -> None:
        self.seen += 1
        if self.seen == REJECTED:
            reject_message(message_id=message.pk, by=self.user, reason="I spoke to them this morning.", as_of=as_of)
            self.done["rejected"] += 1
            return
        if self.seen == EDITED:
            text = f"{message.body_text.rstrip()}\n\n{POSTSCRIPT.get(message.language, POSTSCRIPT['en'])}\n"
            edit_message(message_id=message.pk, subject=message.subject, body_text=text, by=self.user, as_of=as_of)
            self.done["edited"] += 1
        self._approve(message, as_of=as_of)

    def _approve(self, message: Message, *, as_of: datetime) -> None:
        try:
            approve_message(message_id=message.pk, by=self.user, as_of=as_of)
        except GuardrailViolation:
            self.done["no longer true"] += 1
        else:
            self.done["approved"] += 1

    def _confirm_contacts(self, *, as_of: datetime) -> None:
        for review in Review.objects.filter(kind=Review.Kind.CONTACT, closed_at=None).order_by("pk"):
            if review.contact_id:
                confirm_contact(contact_id=review.contact_id, by=self.user, as_of=as_of)
                self.done["contacts confirmed"] += 1

    def _settle_a_dispute(self, *, as_of: datetime) -> None:
        if self.done["disputes settled"]:
            return
        first = Dispute.objects.filter(status=Dispute.Status.OPEN).order_by("pk").first()
        if first and (as_of - first.opened_at).days >= DISPUTE_DAYS:
            resolve_dispute(dispute_id=first.pk, outcome=Dispute.Outcome.INVALID, by=self.user, as_of=as_of)
            self.done["disputes settled"] += 1

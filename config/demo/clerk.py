"""The simulated clerk: approves most of what waits, edits one text, rejects one, settles some questions."""

from __future__ import annotations

from collections import Counter
from datetime import datetime

from django.contrib.auth.models import User

from config.demo.files import OUR_BANK
from customers.models import BankTransaction
from customers.services.on_account import mark_unrelated
from dunning.models import Dispute, IncomingMail, Message, Reading, Review
from dunning.services.contacts.suggestions import confirm_contact
from dunning.services.disputes.disputes import resolve_dispute
from dunning.services.outbox.approvals import GuardrailViolation, approve_message, edit_message, reject_message
from dunning.services.readings.readings import apply_reading

# Which drafts, counted over the weeks, are not simply approved.
REJECTED, EDITED = 5, 8
# The first dispute is settled after so many days; later ones are left to the visitor.
DISPUTE_DAYS = 6
THANKS = {
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
        self._agree_to_readings(as_of=as_of)
        self._confirm_contacts(as_of=as_of)
        self._sort_out_charges(as_of=as_of)
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
            letter, _, signature = message.body_text.rstrip().rpartition("\n\n")
            text = f"{letter}\n\n{THANKS.get(message.language, THANKS['en'])}\n\n{signature}\n"
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

    def _agree_to_readings(self, *, as_of: datetime) -> None:
        """Promises and claims that the agent was not sure enough of, where it understood the essential."""
        waiting = Reading.objects.filter(
            status=Reading.Status.PROPOSED, mail__status=IncomingMail.Status.QUEUED, needs_human=False
        )
        for reading in waiting.order_by("pk"):
            dated = [*reading.answer.get("promises", ()), *reading.answer.get("payments", ())]
            if dated and all(part["date"] for part in dated):
                apply_reading(reading_id=reading.pk, by=self.user, as_of=as_of)
                self.done["readings agreed to"] += 1

    def _sort_out_charges(self, *, as_of: datetime) -> None:
        """The bank's own charges are nobody's payment."""
        charges = BankTransaction.objects.filter(state=BankTransaction.State.UNMATCHED, payer_name=OUR_BANK)
        for charge in charges.order_by("pk"):
            mark_unrelated(transaction_id=charge.pk, as_of=as_of, by=self.user)

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

"""To whom each message of a chunk goes: who asked, a person's choice, a superior, else whom the case is written to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

from customers.models import Contact
from dunning.models import Message, Step
from dunning.services.contacts.choice import Recipient, choose_recipients, choose_superiors

INSIDE_ESCALATION = "inside_escalation"
# What is said to the usual contact, by stage, where there is no superior to turn to.
SAID_TO_USUAL_CONTACT: dict[str, str] = {
    Step.Stage.FIRST: "first_reminder",
    Step.Stage.FOLLOW_UP: "follow_up",
    Step.Stage.FIRM: "firm",
    Step.Stage.FINAL: "final",
}


def recipients_of(messages: Sequence[Message], *, as_of: datetime) -> dict[int, Recipient]:
    """By message id; never an address that bounced in the case where a message goes once more.

    A message meant for a superior that nobody can get becomes one of its stage for the usual contact: its `purpose` is
    set, and the caller stores it.
    """
    cases = {message.case_id: message.case for message in messages}
    bounced = _bounced_addresses([message for message in messages if message.retry])
    chosen = choose_recipients(list(cases.values()), as_of=as_of, avoid=bounced)
    upward = {message.case_id: message.case for message in messages if message.purpose == INSIDE_ESCALATION}
    superiors = choose_superiors(list(upward.values()), as_of=as_of, avoid=bounced) if upward else {}
    return {message.pk: _recipient(message, chosen[message.case_id], superiors) for message in messages}


def _recipient(message: Message, usual: Recipient, superiors: dict[int, Contact]) -> Recipient:
    asked = message.answers.contact if message.answers else None
    if message.kind == Message.Kind.MANUAL:
        return Recipient(message.contact)
    if asked and asked.state == Contact.State.ACTIVE and not asked.absent_until:
        return Recipient(asked)
    if message.purpose != INSIDE_ESCALATION:
        return usual
    if superior := superiors.get(message.case_id):
        return Recipient(superior)
    message.purpose = SAID_TO_USUAL_CONTACT.get(message.stage, "follow_up")
    return usual


def _bounced_addresses(retries: Sequence[Message]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    cases = {message.case_id for message in retries}
    if cases:
        bounced = Message.objects.filter(case__in=cases, status=Message.Status.BOUNCED)
        for case, email in bounced.values_list("case_id", "to_email"):
            found[case].append(email)
    return found

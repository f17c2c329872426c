"""The last look at an approved message before it leaves; decided without a query."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from agent.facts import AccountFacts
from customers.models import Contact
from dunning.facts_json import facts_digest, facts_from_json
from dunning.local_days import next_opening
from dunning.models import PROMISE_NOTE, Case, Message
from dunning.own_wording import OwnWording
from dunning.services.outbox.claim_facts import ClaimFacts
from dunning.services.outbox.drafting import draft_order
from dunning.writing import Unwritable, Written, still_untrue, verdict_marks, write_again
from trade.calendars import calendar_for
from trade.countries import local_date


class Say(StrEnum):
    SEND = "send"
    LATER = "later"
    SUPERSEDE = "supersede"
    # A person wrote it, or must approve it after all.
    ASK = "ask"


@dataclass
class Claim:
    """What is done with one message; `changed` where text or Cc were rendered anew."""

    message: Message
    today: date
    say: Say = Say.SEND
    why: str = ""
    until: datetime | None = None
    changed: bool = False

    def put_off(self, why: str, *, until: datetime | None = None) -> Claim:
        self.say, self.why, self.until = Say.LATER, why, until
        return self

    def take_back(self, why: str) -> Claim:
        own = self.message.kind == Message.Kind.MANUAL
        self.say, self.why = (Say.ASK if own else Say.SUPERSEDE), why
        return self

    def ask(self, why: str) -> Claim:
        self.say, self.why = Say.ASK, why
        return self


def look_again_at(message: Message, facts: ClaimFacts, *, as_of: datetime) -> Claim:
    """Send it, put it off, or take it back; the first reason counts."""
    claim = Claim(message, facts.todays[message.pk])
    if why := _not_to_be_written(message, facts):
        return claim.take_back(why)
    if why := _overtaken(message, facts, today=claim.today, as_of=as_of):
        return claim.take_back(why)
    if message.pk in facts.demoted:
        return claim.ask("The rung under which the agent approved it has been lowered.")
    if message.debtor_id in facts.unread_debtors or message.to_email.lower() in facts.unread_senders:
        return claim.put_off("A mail of this debtor has not been read yet.")
    if message.purpose == PROMISE_NOTE and (why := _note_comes_late(message, facts)):
        return claim.take_back(why)
    if message.is_unasked and _wait(claim, facts, as_of=as_of):
        return claim
    return _true_today(claim, facts.accounts[message.pk], facts)


def _not_to_be_written(message: Message, facts: ClaimFacts) -> str:
    """Debtor, address or contact that got out of bounds since the approval."""
    debtor, contact = message.case.debtor, message.contact
    if debtor.do_not_contact or debtor.insolvent or debtor.exit:
        return "The debtor is not written to any more."
    if message.to_email.lower() in facts.suppressed:
        return "The address gets no mail any more."
    if contact is None or contact.state != Contact.State.ACTIVE or contact.email.lower() != message.to_email.lower():
        return "The recipient is no contact any more."
    if contact.absent_until and contact.absent_until > facts.todays[message.pk]:
        return "The recipient is away."
    return ""


def _overtaken(message: Message, facts: ClaimFacts, *, today: date, as_of: datetime) -> str:
    """What happened since the approval that it did not know of."""
    case, since = message.case, facts.blocked_since.get(message.case_id)
    if message.is_unasked:
        if case.status == Case.Status.CLOSED:
            return "The case is closed."
        if case.hold_until and case.hold_until > today:
            return "The case is on hold."
        if since and message.approved_at and since > message.approved_at:
            return "A question for a person has come up."
    if _lapsed(message, as_of=as_of):
        return "The approval has lapsed."
    return ""


def _note_comes_late(message: Message, facts: ClaimFacts) -> str:
    """A note before a payment is for one day, and for a day on which nothing else is said."""
    if facts.todays[message.pk] > message.send_on:
        return "The day of this note has passed."
    return "The debtor got a message today." if message.debtor_id in facts.written_today else ""


def _lapsed(message: Message, *, as_of: datetime) -> bool:
    """Approvals hold for so many of our business days."""
    if message.approved_at is None:
        return True
    creditor = message.case.creditor
    approved_on, today = (local_date(at, creditor.time_zone) for at in (message.approved_at, as_of))
    passed = calendar_for(creditor.country).business_days_between(approved_on, today)
    return passed > message.case.policy.approval_lapses_days


def _wait(claim: Claim, facts: ClaimFacts, *, as_of: datetime) -> bool:
    message = claim.message
    if stale := facts.stale.get(message.case.debtor.source_id):
        claim.put_off(stale, until=as_of + timedelta(hours=1))
    elif message.debtor_id in facts.written_today:
        claim.put_off("The debtor got a message today.", until=facts.tomorrow(message))
    else:
        opening = next_opening(as_of, case=message.case, policy=message.case.policy)
        if opening > as_of:
            claim.put_off("Outside of the debtor's business hours.", until=opening)
    return claim.say == Say.LATER


def _true_today(claim: Claim, account: AccountFacts, facts: ClaimFacts) -> Claim:
    """The facts approved are the facts of now; day counts alone may be rendered anew."""
    message = claim.message
    same = facts_digest(account) == message.facts_digest
    if message.kind != Message.Kind.MANUAL and not same:
        return claim.take_back("What the debtor owes or said has changed since.")
    if (message.text_hash, message.guard_version) != verdict_marks(message.subject, message.body_text):
        return claim.take_back("The check of this text is out of date.")
    if why := _not_true_on(claim, account, facts.wording, same=same):
        return claim.take_back(why)
    kept = [address for address in message.cc if address.lower() not in facts.suppressed]
    if kept != message.cc:
        message.cc, claim.changed = kept, True
    return claim


def _not_true_on(claim: Claim, account: AccountFacts, wording: OwnWording, *, same: bool) -> str:
    """Why the text may not be said today. On the day of the check, over the same facts, the verdict stands as it is."""
    message, own = claim.message, claim.message.kind == Message.Kind.MANUAL
    if same and claim.today == message.send_on:
        return ""
    if claim.today > message.send_on and not own and not message.original_text:
        return _render_anew(claim, account, wording)
    untrue = _untrue(message, account)
    return f"The text is no longer true: {untrue}" if untrue else ""


def _untrue(message: Message, account: AccountFacts) -> str:
    found = still_untrue(
        subject=message.subject,
        body=message.body_text,
        language=message.language,
        facts=account,
        overruled=[entry["violation"] for entry in message.overruled],
    )
    return found[0].why if found else ""


def _render_anew(claim: Claim, account: AccountFacts, wording: OwnWording) -> str:
    """Write the same message with today's day counts; why not, if it cannot be."""
    message = claim.message
    alone = message.approved_by_id is None and message.case.policy.disclose_ai
    try:
        written = write_again(
            draft_order(message, account, wording=wording, disclose_ai=alone),
            before=facts_from_json(message.facts),
            written=Written(
                message.subject, message.body_text, message.body_html, message.language, author=message.author
            ),
        )
    except Unwritable as problem:
        return str(problem)
    if written.violations:
        return f"The text is no longer true: {written.violations[0].why}"
    message.subject, message.body_text, message.body_html = written.subject, written.text, written.html
    message.text_hash, _ = verdict_marks(written.subject, written.text)
    claim.changed = True
    return ""

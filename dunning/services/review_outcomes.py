"""How a person answers a review: the outcomes of each kind, and what each of them does."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction

from audit.recording import record_event
from dunning.local_days import business_deadline
from dunning.models import InvalidState, Reading, Review
from dunning.services.approvals import approve_message, reject_message
from dunning.services.cases import grant_attempts, hold_case, set_customer_flag
from dunning.services.cash_desk import apply_credits
from dunning.services.contact_suggestions import confirm_contact, decline_contact
from dunning.services.disputes import resolve_dispute, withdraw_dispute
from dunning.services.doubts import settle_uncertain
from dunning.services.ladder import refuse_step, take_step
from dunning.services.mail_matching import ignore_mail
from dunning.services.promises import decide_promise, withdraw_promise
from dunning.services.readings import apply_reading
from dunning.services.reviews import close_review

if TYPE_CHECKING:
    from django.contrib.auth.models import User

MORE_ATTEMPTS = 3
# A person who will call, or asked for a hold without a day, has so many business days.
CALL_BUSINESS_DAYS = 3


@dataclass(frozen=True)
class Given:
    """Who answers, when, with which words and, where an outcome takes one, until which day."""

    by: User
    as_of: datetime
    note: str = ""
    until: date | None = None


@dataclass(frozen=True)
class Outcome:
    """One answer: what a person picks, and in words what follows from it."""

    label: str
    effect: str
    act: Callable[[Review, Given], None]


@transaction.atomic
def resolve_review(
    *, review_id: int, outcome: str, by: User, as_of: datetime, note: str = "", until: date | None = None
) -> Review:
    """Answer an open review; its effect happens in the same transaction.

    Raises InvalidState if it is closed, ValueError for an outcome that its kind does not know, and whatever the service
    behind the outcome raises.
    """
    related = ("case__debtor", "case__creditor", "message", "promise", "dispute", "contact", "incoming")
    review = Review.objects.select_for_update(of=("self",)).select_related(*related).get(pk=review_id)
    if review.closed_at is not None:
        raise InvalidState("The review is closed already.")
    chosen = outcomes_of(review).get(outcome)
    if chosen is None:
        raise ValueError(f"“{outcome}” is no answer to {review.get_kind_display()}.")
    chosen.act(review, Given(by, as_of, note, until))
    close_review(review, outcome=outcome, by=by, as_of=as_of)
    record_event(
        "review.resolved",
        subject=review,
        as_of=as_of,
        by=by,
        debtor_id=review.case.debtor_id if review.case else None,
        reason=note,
        data={"kind": review.kind, "outcome": outcome},
    )
    review.refresh_from_db()
    return review


def outcomes_of(review: Review) -> Mapping[str, Outcome]:
    """The answers that a review of this kind takes, by key."""
    return OUTCOMES.get(review.kind, _DONE)


def _nothing_more(review: Review, given: Given) -> None:
    """Closing it is all: the round looks at the debtor again."""


def _hold(review: Review, given: Given) -> None:
    if review.case is None:
        raise InvalidState("There is no case to hold.")
    until = given.until or business_deadline(CALL_BUSINESS_DAYS, case=review.case, as_of=given.as_of)
    reason = given.note or review.get_kind_display()
    hold_case(case_id=review.case.pk, until=until, reason=reason[:200], by=given.by, as_of=given.as_of)


def _more_attempts(review: Review, given: Given) -> None:
    if review.case:
        grant_attempts(case_id=review.case.pk, more=MORE_ATTEMPTS, by=given.by, as_of=given.as_of)


def _flag(flag: str, value: bool | str) -> Callable[[Review, Given], None]:
    def act(review: Review, given: Given) -> None:
        if review.case is None:
            raise InvalidState("There is no debtor behind this.")
        set_customer_flag(customer_id=review.case.debtor_id, flag=flag, value=value, by=given.by, as_of=given.as_of)

    return act


def _approve(review: Review, given: Given) -> None:
    if review.message_id:
        approve_message(message_id=review.message_id, by=given.by, as_of=given.as_of)


def _reject(review: Review, given: Given) -> None:
    if review.message_id:
        reject_message(message_id=review.message_id, by=given.by, reason=given.note, as_of=given.as_of)


def _settle(went_out: bool) -> Callable[[Review, Given], None]:
    def act(review: Review, given: Given) -> None:
        if review.message_id:
            settle_uncertain(message_id=review.message_id, went_out=went_out, by=given.by, as_of=given.as_of)

    return act


def _resolve_dispute(outcome: str) -> Callable[[Review, Given], None]:
    def act(review: Review, given: Given) -> None:
        if review.dispute_id:
            resolve_dispute(
                dispute_id=review.dispute_id, outcome=outcome, by=given.by, as_of=given.as_of, note=given.note
            )

    return act


def _withdraw_dispute(review: Review, given: Given) -> None:
    if review.dispute_id:
        withdraw_dispute(dispute_id=review.dispute_id, by=given.by, as_of=given.as_of, note=given.note)


def _withdraw_promise(review: Review, given: Given) -> None:
    if review.promise_id:
        withdraw_promise(promise_id=review.promise_id, by=given.by, as_of=given.as_of)


def _decide_promise(outcome: str) -> Callable[[Review, Given], None]:
    def act(review: Review, given: Given) -> None:
        if review.promise_id:
            decide_promise(promise_id=review.promise_id, outcome=outcome, by=given.by, as_of=given.as_of)

    return act


def _take_step(review: Review, given: Given) -> None:
    if review.rung_change_id:
        take_step(change_id=review.rung_change_id, by=given.by, as_of=given.as_of)


def _refuse_step(review: Review, given: Given) -> None:
    if review.rung_change_id:
        refuse_step(change_id=review.rung_change_id, by=given.by, as_of=given.as_of, reason=given.note)


def _accept_reading(review: Review, given: Given) -> None:
    reading = Reading.objects.filter(mail=review.incoming_id, status=Reading.Status.PROPOSED).first()
    if reading is None:
        raise InvalidState("There is no reading left to accept; open the mail to see what was booked.")
    apply_reading(reading_id=reading.pk, by=given.by, as_of=given.as_of)


def _apply_credits(review: Review, given: Given) -> None:
    if review.case:
        apply_credits(debtor_id=review.case.debtor_id, by=given.by, as_of=given.as_of)


def _confirm_contact(review: Review, given: Given) -> None:
    if review.contact_id:
        confirm_contact(contact_id=review.contact_id, by=given.by, as_of=given.as_of)


def _decline_contact(review: Review, given: Given) -> None:
    if review.contact_id:
        decline_contact(contact_id=review.contact_id, by=given.by, as_of=given.as_of)


def _ignore_mail(review: Review, given: Given) -> None:
    if review.incoming_id:
        ignore_mail(mail_id=review.incoming_id, by=given.by, reason=given.note, as_of=given.as_of)


_DONE = {"done": Outcome("Done", "Closes the question; the case goes on by its rules.", _nothing_more)}
_HOLD = {"hold": Outcome("Hold", "Nothing is sent until the given day, else for three business days.", _hold)}
_CALL = {"call": Outcome("I will call", "Nothing is sent for three business days, or until the given day.", _hold)}
_EXITS = {
    "hand_over": Outcome(
        "Hand over", "The agent writes nothing more; money is still matched.", _flag("exit", "handed_over")
    ),
    "write_off": Outcome(
        "Write off", "The agent writes nothing more; book the loss in the ledger.", _flag("exit", "written_off")
    ),
}
_GO_ON = {"go_on": Outcome("Go on", "The case goes on by its rules.", _nothing_more)}
_LEGAL = {"legal": Outcome("Legal matter", "The agent writes nothing more.", _flag("exit", "legal"))}
_STOP = {"stop": Outcome("Stop", "This customer is not written to any more.", _flag("do_not_contact", True))}

OUTCOMES: Mapping[str, Mapping[str, Outcome]] = {
    Review.Kind.APPROVAL: {
        "approve": Outcome("Approve", "It is sent after the undo window.", _approve),
        "reject": Outcome("Reject", "It is never sent; the case moves on.", _reject),
    },
    Review.Kind.BLOCKED: {"reject": Outcome("Reject", "It is never sent; the case moves on.", _reject)},
    Review.Kind.REPLY: {
        "accept": Outcome("Accept the reading", "What it says is booked, and can be undone.", _accept_reading),
        **_DONE,
        **_HOLD,
        **_STOP,
    },
    Review.Kind.UNMATCHED_MAIL: {"ignore": Outcome("Nobody's", "The mail is left aside.", _ignore_mail)},
    Review.Kind.UNCERTAIN: {
        "went_out": Outcome("It went out", "It counts as sent.", _settle(went_out=True)),
        "not_sent": Outcome("It did not", "It counts as failed; the step comes again.", _settle(went_out=False)),
    },
    Review.Kind.FAILED: {**_DONE, **_HOLD},
    Review.Kind.DISPUTE: {
        "valid": Outcome("Valid", "A credit note is expected; the invoices wait for it.", _resolve_dispute("valid")),
        "partly": Outcome("Partly valid", "The rest is asked for again.", _resolve_dispute("partly")),
        "invalid": Outcome("Invalid", "The invoices are asked for again.", _resolve_dispute("invalid")),
        "reissued": Outcome("Issued anew", "The new invoice takes their place.", _resolve_dispute("reissued")),
        "withdrawn": Outcome("Withdrawn", "As if it had never been raised.", _withdraw_dispute),
    },
    Review.Kind.EXTENSION: {
        "granted": Outcome("Granted", "Record the arrangement; it keeps its invoices quiet.", _nothing_more),
        "refused": Outcome("Refused", "The case goes on by its rules.", _nothing_more),
        **_HOLD,
    },
    Review.Kind.REFUSAL: {**_GO_ON, **_HOLD, **_CALL, **_EXITS, **_LEGAL},
    Review.Kind.INSOLVENCY: {
        "insolvent": Outcome("Insolvent", "The agent writes nothing more.", _flag("insolvent", True)),
        "not_insolvent": Outcome("Not insolvent", "The case goes on by its rules.", _nothing_more),
    },
    Review.Kind.LEGAL: {**_LEGAL, **_HOLD, **_GO_ON},
    Review.Kind.OPT_OUT: {
        "other_contact": Outcome(
            "Somebody else", "The address stays silent; other contacts are written to.", _nothing_more
        ),
        **_STOP,
    },
    Review.Kind.NO_CONTACT: {
        "contact_added": Outcome("Contact added", "The next step goes to the new contact.", _nothing_more),
        **_CALL,
        **_HOLD,
        **_EXITS,
    },
    Review.Kind.CONTACT: {
        "confirm": Outcome("Confirm", "The contact may be written to.", _confirm_contact),
        "decline": Outcome("Decline", "The contact is not written to.", _decline_contact),
    },
    Review.Kind.ATTEMPTS: {
        "more": Outcome("Three more", "Three more reminders may go in this episode.", _more_attempts),
        **_HOLD,
        **_CALL,
        **_EXITS,
    },
    Review.Kind.CADENCE_END: {**_CALL, **_HOLD, **_EXITS, **_LEGAL},
    Review.Kind.WRITE_OFF: {
        "written_off": Outcome("Written off", "Book it in the ledger, which closes the rest.", _nothing_more),
        "leave": Outcome("Leave open", "The rest stays and rides along with later items.", _nothing_more),
    },
    Review.Kind.APPLY_CREDIT: {
        "apply": Outcome("Apply", "Set off against the oldest overdue invoices.", _apply_credits),
        **_HOLD,
    },
    Review.Kind.OPENING_BALANCE: {
        "chase": Outcome("Chase", "The old items are asked for like all others.", _nothing_more),
        "leave": Outcome("Leave", "The old items stay aside.", _nothing_more),
    },
    Review.Kind.PROMISE: {
        "accept": Outcome("Accept", "The promise stands and keeps its invoices quiet.", _nothing_more),
        "withdraw": Outcome("Do not accept", "The promise is withdrawn; the case goes on.", _withdraw_promise),
    },
    Review.Kind.CLAIM: {
        **_DONE,
        "withdraw": Outcome("Not paid", "The claim is withdrawn; the case goes on.", _withdraw_promise),
    },
    Review.Kind.UNCLEAR_PROMISE: {
        "kept": Outcome("Kept", "The money was meant for it.", _decide_promise("kept")),
        "broken": Outcome("Broken", "The customer is asked about it.", _decide_promise("broken")),
        "lapsed": Outcome("Counts neither way", "The case goes on by its rules.", _decide_promise("lapsed")),
        **_HOLD,
    },
    Review.Kind.RETURNED_PAYMENT: {**_GO_ON, **_HOLD, **_CALL},
    Review.Kind.ARRANGEMENT: {**_GO_ON, **_HOLD, **_CALL, **_EXITS},
    Review.Kind.ESCALATION: {**_GO_ON, **_HOLD, **_CALL, **_EXITS},
    Review.Kind.STEP_UP: {
        "take": Outcome("Step up", "The agent goes on from the next rung.", _take_step),
        "refuse": Outcome("Stay", "The rung stays; it is not proposed again for a month.", _refuse_step),
    },
    Review.Kind.STEP_DOWN: {
        "seen": Outcome("Seen", "The rung stays where it is now; people may raise it again.", _nothing_more)
    },
    Review.Kind.STOPPED: {**_DONE, **_EXITS},
}

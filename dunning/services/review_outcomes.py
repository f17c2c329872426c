"""How a person answers a review: the outcomes of each kind, each with what it does."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction

from audit.recording import record_event
from dunning.models import InvalidState, Review
from dunning.services.review_effects import (
    Given,
    accept_contact,
    accept_reading,
    approve,
    decide_dispute,
    drop_dispute,
    drop_promise,
    flagged,
    hold,
    judge_promise,
    leave_mail,
    more_attempts,
    nothing_more,
    refuse_contact,
    reject,
    set_off_credits,
    settle,
    stay,
    step_up,
)
from dunning.services.reviews import close_review

if TYPE_CHECKING:
    from django.contrib.auth.models import User


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


_DONE = {"done": Outcome("Done", "Closes the question; the case goes on by its rules.", nothing_more)}
_HOLD = {"hold": Outcome("Hold", "Nothing is sent until the given day, else for three business days.", hold)}
_CALL = {"call": Outcome("I will call", "Nothing is sent for three business days, or until the given day.", hold)}
_EXITS = {
    "hand_over": Outcome(
        "Hand over", "The agent writes nothing more; money is still matched.", flagged("exit", "handed_over")
    ),
    "write_off": Outcome(
        "Write off", "The agent writes nothing more; book the loss in the ledger.", flagged("exit", "written_off")
    ),
}
_GO_ON = {"go_on": Outcome("Go on", "The case goes on by its rules.", nothing_more)}
_LEGAL = {"legal": Outcome("Legal matter", "The agent writes nothing more.", flagged("exit", "legal"))}
_STOP = {"stop": Outcome("Stop", "This customer is not written to any more.", flagged("do_not_contact", True))}

OUTCOMES: Mapping[str, Mapping[str, Outcome]] = {
    Review.Kind.APPROVAL: {
        "approve": Outcome("Approve", "It is sent after the undo window.", approve),
        "reject": Outcome("Reject", "It is never sent; the case moves on.", reject),
    },
    Review.Kind.BLOCKED: {"reject": Outcome("Reject", "It is never sent; the case moves on.", reject)},
    Review.Kind.REPLY: {
        "accept": Outcome("Accept the reading", "What it says is booked, and can be undone.", accept_reading),
        **_DONE,
        **_HOLD,
        **_STOP,
    },
    Review.Kind.UNMATCHED_MAIL: {"ignore": Outcome("Nobody's", "The mail is left aside.", leave_mail)},
    Review.Kind.UNCERTAIN: {
        "went_out": Outcome("It went out", "It counts as sent.", settle(went_out=True)),
        "not_sent": Outcome("It did not", "It counts as failed; the step comes again.", settle(went_out=False)),
    },
    Review.Kind.FAILED: {**_DONE, **_HOLD},
    Review.Kind.DISPUTE: {
        "valid": Outcome("Valid", "A credit note is expected; the invoices wait for it.", decide_dispute("valid")),
        "partly": Outcome("Partly valid", "The rest is asked for again.", decide_dispute("partly")),
        "invalid": Outcome("Invalid", "The invoices are asked for again.", decide_dispute("invalid")),
        "reissued": Outcome("Issued anew", "The new invoice takes their place.", decide_dispute("reissued")),
        "withdrawn": Outcome("Withdrawn", "As if it had never been raised.", drop_dispute),
    },
    Review.Kind.EXTENSION: {
        "granted": Outcome("Granted", "Record the arrangement; it keeps its invoices quiet.", nothing_more),
        "refused": Outcome("Refused", "The case goes on by its rules.", nothing_more),
        **_HOLD,
    },
    Review.Kind.REFUSAL: {**_GO_ON, **_HOLD, **_CALL, **_EXITS, **_LEGAL},
    Review.Kind.INSOLVENCY: {
        "insolvent": Outcome("Insolvent", "The agent writes nothing more.", flagged("insolvent", True)),
        "not_insolvent": Outcome("Not insolvent", "The case goes on by its rules.", nothing_more),
    },
    Review.Kind.LEGAL: {**_LEGAL, **_HOLD, **_GO_ON},
    Review.Kind.OPT_OUT: {
        "other_contact": Outcome(
            "Somebody else", "The address stays silent; other contacts are written to.", nothing_more
        ),
        **_STOP,
    },
    Review.Kind.NO_CONTACT: {
        "contact_added": Outcome("Contact added", "The next step goes to the new contact.", nothing_more),
        **_CALL,
        **_HOLD,
        **_EXITS,
    },
    Review.Kind.CONTACT: {
        "confirm": Outcome("Confirm", "The contact may be written to.", accept_contact),
        "decline": Outcome("Decline", "The contact is not written to.", refuse_contact),
    },
    Review.Kind.ATTEMPTS: {
        "more": Outcome("Three more", "Three more reminders may go in this episode.", more_attempts),
        **_HOLD,
        **_CALL,
        **_EXITS,
    },
    Review.Kind.CADENCE_END: {**_CALL, **_HOLD, **_EXITS, **_LEGAL},
    Review.Kind.WRITE_OFF: {
        "written_off": Outcome("Written off", "Book it in the ledger, which closes the rest.", nothing_more),
        "leave": Outcome("Leave open", "The rest stays and rides along with later items.", nothing_more),
    },
    Review.Kind.APPLY_CREDIT: {
        "apply": Outcome("Apply", "Set off against the oldest overdue invoices.", set_off_credits),
        **_HOLD,
    },
    Review.Kind.OPENING_BALANCE: {
        "chase": Outcome("Chase", "The old items are asked for like all others.", nothing_more),
        "leave": Outcome("Leave", "The old items stay aside.", nothing_more),
    },
    Review.Kind.PROMISE: {
        "accept": Outcome("Accept", "The promise stands and keeps its invoices quiet.", nothing_more),
        "withdraw": Outcome("Do not accept", "The promise is withdrawn; the case goes on.", drop_promise),
    },
    Review.Kind.CLAIM: {
        **_DONE,
        "withdraw": Outcome("Not paid", "The claim is withdrawn; the case goes on.", drop_promise),
    },
    Review.Kind.EXPECTED_MONEY: {
        "clarified": Outcome(
            "Clarified", "It stays expected until the ERP has it; only newer money is asked about.", nothing_more
        ),
    },
    Review.Kind.UNCLEAR_PROMISE: {
        "kept": Outcome("Kept", "The money was meant for it.", judge_promise("kept")),
        "broken": Outcome("Broken", "The customer is asked about it.", judge_promise("broken")),
        "lapsed": Outcome("Counts neither way", "The case goes on by its rules.", judge_promise("lapsed")),
        **_HOLD,
    },
    Review.Kind.RETURNED_PAYMENT: {**_GO_ON, **_HOLD, **_CALL},
    Review.Kind.ARRANGEMENT: {**_GO_ON, **_HOLD, **_CALL, **_EXITS},
    Review.Kind.ESCALATION: {**_GO_ON, **_HOLD, **_CALL, **_EXITS},
    Review.Kind.STEP_UP: {
        "take": Outcome("Step up", "The agent goes on from the next rung.", step_up),
        "refuse": Outcome("Stay", "The rung stays; it is not proposed again for a month.", stay),
    },
    Review.Kind.STEP_DOWN: {
        "seen": Outcome("Seen", "The rung stays where it is now; people may raise it again.", nothing_more)
    },
    Review.Kind.STOPPED: {**_DONE, **_EXITS},
}

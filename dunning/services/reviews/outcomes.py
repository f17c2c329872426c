"""How a person answers a review: the outcomes of each kind, each with what it does."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from audit.recording import record_event
from dunning.models import InvalidState, Review
from dunning.services.outbox.approvals import StaleDraft
from dunning.services.reviews.effects import (
    Given,
    accept_contact,
    accept_reading,
    approve,
    await_credit,
    decide_dispute,
    drop_dispute,
    drop_promise,
    flagged,
    give_mail,
    hold,
    judge_promise,
    leave_mail,
    more_attempts,
    no_credit,
    nothing_more,
    refuse_contact,
    reject,
    set_off_credits,
    settle,
    stay,
    step_up,
)
from dunning.services.reviews.reviews import close_review

if TYPE_CHECKING:
    from django.contrib.auth.models import User
    from django.utils.functional import _StrPromise

    Words = str | _StrPromise


@dataclass(frozen=True)
class Outcome:
    """One answer: what a person picks, and in words what follows from it.

    `refuses`: it says no to what was asked; `takes`: "until" for a day, "case" for the case that something is given to.
    """

    label: Words
    effect: Words
    act: Callable[[Review, Given], None]
    refuses: bool = False
    takes: str = ""


def resolve_review(
    *,
    review_id: int,
    outcome: str,
    by: User,
    as_of: datetime,
    note: str = "",
    until: date | None = None,
    target: int | None = None,
) -> Review:
    """Answer an open review; its effect happens in the same transaction.

    Raises InvalidState if it is closed, ValueError for an outcome that its kind does not know, and whatever the service
    behind the outcome raises: then nothing has changed, but for StaleDraft, whose message is being written anew.
    """
    with transaction.atomic():
        review, stale = _resolve(review_id, outcome, Given(by, as_of, note, until, target))
    if stale:
        raise stale
    return review


def _resolve(review_id: int, outcome: str, given: Given) -> tuple[Review, StaleDraft | None]:
    related = ("case__debtor", "case__creditor", "message", "promise", "dispute", "contact", "incoming")
    review = Review.objects.select_for_update(of=("self",)).select_related(*related).get(pk=review_id)
    if review.closed_at is not None:
        raise AnsweredAlready(answered_words(review))
    chosen = outcomes_of(review).get(outcome)
    if chosen is None:
        raise ValueError(
            gettext("“%(outcome)s” is no answer to %(kind)s.") % {"outcome": outcome, "kind": review.get_kind_display()}
        )
    try:
        chosen.act(review, given)
    except StaleDraft as stale:  # its message goes back to the writer, and that is to stay
        return review, stale
    close_review(review, outcome=outcome, by=given.by, as_of=given.as_of)
    record_event(
        "review.resolved",
        subject=review,
        as_of=given.as_of,
        by=given.by,
        debtor_id=review.case.debtor_id if review.case else None,
        reason=given.note,
        data={"kind": review.kind, "outcome": outcome},
    )
    review.refresh_from_db()
    return review, None


class AnsweredAlready(InvalidState):
    """Somebody was faster; the sentence says who did what when."""


def answered_words(review: Review) -> str:
    """Who answered a closed review, with what and when; one query for the person."""
    outcome = outcomes_of(review).get(review.outcome)
    words = {
        "who": name_of(review.closed_by) if review.closed_by else gettext("Dunwell"),
        "what": str(outcome.label) if outcome else review.outcome.replace("_", " "),
        "when": date_format(timezone.localtime(review.closed_at), "SHORT_DATETIME_FORMAT"),
    }
    return gettext("%(who)s has answered this meanwhile: %(what)s, %(when)s.") % words


def name_of(user: User) -> str:
    return user.get_full_name() or user.get_username()


def outcomes_of(review: Review) -> Mapping[str, Outcome]:
    """The answers that a review of this kind takes, by key."""
    return OUTCOMES.get(review.kind, _DONE)


_DONE = {"done": Outcome(_("Done"), _("Closes the question; the case goes on by its rules."), nothing_more)}
_HOLD = {
    "hold": Outcome(
        _("Hold"), _("Nothing is sent until the given day, else for three business days."), hold, takes="until"
    )
}
_CALL = {
    "call": Outcome(
        _("I will call"), _("Nothing is sent for three business days, or until the given day."), hold, takes="until"
    )
}
_EXITS = {
    "hand_over": Outcome(
        _("Hand over"), _("The agent writes nothing more; money is still matched."), flagged("exit", "handed_over")
    ),
    "write_off": Outcome(
        _("Write off"), _("The agent writes nothing more; book the loss in the ledger."), flagged("exit", "written_off")
    ),
}
_GO_ON = {"go_on": Outcome(_("Go on"), _("The case goes on by its rules."), nothing_more)}
_LEGAL = {"legal": Outcome(_("Legal matter"), _("The agent writes nothing more."), flagged("exit", "legal"))}
_STOP = {"stop": Outcome(_("Stop"), _("This customer is not written to any more."), flagged("do_not_contact", True))}

OUTCOMES: Mapping[str, Mapping[str, Outcome]] = {
    Review.Kind.APPROVAL: {
        "approve": Outcome(_("Approve"), _("It is sent after the undo window."), approve),
        "reject": Outcome(_("Reject"), _("It is never sent; the case moves on."), reject, refuses=True),
    },
    Review.Kind.BLOCKED: {
        "reject": Outcome(_("Reject"), _("It is never sent; the case moves on."), reject, refuses=True)
    },
    Review.Kind.REPLY: {
        "accept": Outcome(_("Accept the reading"), _("What it says is booked, and can be undone."), accept_reading),
        **_DONE,
        **_HOLD,
        **_STOP,
    },
    Review.Kind.UNMATCHED_MAIL: {
        "give": Outcome(_("Give to a customer"), _("The agent reads it as that customer's."), give_mail, takes="case"),
        "ignore": Outcome(_("Nobody's"), _("The mail is left aside."), leave_mail, refuses=True),
    },
    Review.Kind.UNCERTAIN: {
        "went_out": Outcome(_("It went out"), _("It counts as sent."), settle(went_out=True)),
        "not_sent": Outcome(_("It did not"), _("It counts as failed; the step comes again."), settle(went_out=False)),
    },
    Review.Kind.FAILED: {**_DONE, **_HOLD},
    Review.Kind.DISPUTE: {
        "valid": Outcome(
            _("Valid"), _("A credit note is expected; the invoices wait for it."), decide_dispute("valid")
        ),
        "partly": Outcome(_("Partly valid"), _("The rest is asked for again."), decide_dispute("partly")),
        "invalid": Outcome(
            _("Invalid"), _("The invoices are asked for again."), decide_dispute("invalid"), refuses=True
        ),
        "reissued": Outcome(_("Issued anew"), _("The new invoice takes their place."), decide_dispute("reissued")),
        "withdrawn": Outcome(_("Withdrawn"), _("As if it had never been raised."), drop_dispute),
    },
    Review.Kind.CREDIT_NOTE: {
        "wait": Outcome(
            _("Wait longer"), _("It is awaited until the given day, else for five business days."), await_credit
        ),
        "chase": Outcome(_("It will not come"), _("All of the invoices is asked for again."), no_credit),
    },
    Review.Kind.EXTENSION: {
        "granted": Outcome(_("Granted"), _("Record the arrangement; it keeps its invoices quiet."), nothing_more),
        "refused": Outcome(_("Refused"), _("The case goes on by its rules."), nothing_more, refuses=True),
        **_HOLD,
    },
    Review.Kind.REFUSAL: {**_GO_ON, **_HOLD, **_CALL, **_EXITS, **_LEGAL},
    Review.Kind.INSOLVENCY: {
        "insolvent": Outcome(_("Insolvent"), _("The agent writes nothing more."), flagged("insolvent", True)),
        "not_insolvent": Outcome(_("Not insolvent"), _("The case goes on by its rules."), nothing_more),
    },
    Review.Kind.LEGAL: {**_LEGAL, **_HOLD, **_GO_ON},
    Review.Kind.OPT_OUT: {
        "other_contact": Outcome(
            _("Somebody else"), _("The address stays silent; other contacts are written to."), nothing_more
        ),
        **_STOP,
    },
    Review.Kind.NO_CONTACT: {
        "contact_added": Outcome(_("Contact added"), _("The next step goes to the new contact."), nothing_more),
        **_CALL,
        **_HOLD,
        **_EXITS,
    },
    Review.Kind.CONTACT: {
        "confirm": Outcome(_("Confirm"), _("The contact may be written to."), accept_contact),
        "decline": Outcome(_("Decline"), _("The contact is not written to."), refuse_contact, refuses=True),
    },
    Review.Kind.ATTEMPTS: {
        "more": Outcome(_("Three more"), _("Three more reminders may go in this episode."), more_attempts),
        **_HOLD,
        **_CALL,
        **_EXITS,
    },
    Review.Kind.CADENCE_END: {**_CALL, **_HOLD, **_EXITS, **_LEGAL},
    Review.Kind.WRITE_OFF: {
        "written_off": Outcome(_("Written off"), _("Book it in the ledger, which closes the rest."), nothing_more),
        "leave": Outcome(
            _("Leave open"), _("The rest stays and rides along with later items."), nothing_more, refuses=True
        ),
    },
    Review.Kind.APPLY_CREDIT: {
        "apply": Outcome(_("Apply"), _("Set off against the oldest overdue invoices."), set_off_credits),
        **_HOLD,
    },
    Review.Kind.OPENING_BALANCE: {
        "chase": Outcome(_("Chase"), _("The old items are asked for like all others."), nothing_more),
        "leave": Outcome(_("Leave"), _("The old items stay aside."), nothing_more, refuses=True),
    },
    Review.Kind.PROMISE: {
        "accept": Outcome(_("Accept"), _("The promise stands and keeps its invoices quiet."), nothing_more),
        "withdraw": Outcome(
            _("Do not accept"), _("The promise is withdrawn; the case goes on."), drop_promise, refuses=True
        ),
    },
    Review.Kind.CLAIM: {
        **_DONE,
        "withdraw": Outcome(_("Not paid"), _("The claim is withdrawn; the case goes on."), drop_promise, refuses=True),
    },
    Review.Kind.EXPECTED_MONEY: {
        "clarified": Outcome(
            _("Clarified"), _("It stays expected until the ERP has it; only newer money is asked about."), nothing_more
        ),
    },
    Review.Kind.UNCLEAR_PROMISE: {
        "kept": Outcome(_("Kept"), _("The money was meant for it."), judge_promise("kept")),
        "broken": Outcome(_("Broken"), _("The customer is asked about it."), judge_promise("broken")),
        "lapsed": Outcome(_("Counts neither way"), _("The case goes on by its rules."), judge_promise("lapsed")),
        **_HOLD,
    },
    Review.Kind.RETURNED_PAYMENT: {**_GO_ON, **_HOLD, **_CALL},
    Review.Kind.ARRANGEMENT: {**_GO_ON, **_HOLD, **_CALL, **_EXITS},
    Review.Kind.ESCALATION: {**_GO_ON, **_HOLD, **_CALL, **_EXITS},
    Review.Kind.STEP_UP: {
        "take": Outcome(_("Step up"), _("The agent goes on from the next rung."), step_up),
        "refuse": Outcome(_("Stay"), _("The rung stays; it is not proposed again for a month."), stay, refuses=True),
    },
    Review.Kind.STEP_DOWN: {
        "seen": Outcome(_("Seen"), _("The rung stays where it is now; people may raise it again."), nothing_more)
    },
    Review.Kind.STOPPED: {**_DONE, **_EXITS},
}

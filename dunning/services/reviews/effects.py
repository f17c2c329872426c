"""What a person's answer to a review does: one effect each, through the service that owns the change."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.utils.translation import gettext
from django.utils.translation import gettext as _

from audit.language import recorded_label
from dunning.local_days import business_deadline
from dunning.models import InvalidState, Reading, Review
from dunning.services.autonomy.ladder import refuse_step, take_step
from dunning.services.cases.cases import grant_attempts, hold_case, set_customer_flag
from dunning.services.contacts.suggestions import confirm_contact, decline_contact
from dunning.services.disputes.disputes import resolve_dispute, withdraw_dispute
from dunning.services.disputes.expected_credits import give_up_credits, wait_longer
from dunning.services.inbox.matching import assign_mail, ignore_mail
from dunning.services.money.cash_desk import apply_credits
from dunning.services.outbox.approvals import approve_message, reject_message
from dunning.services.outbox.doubts import settle_uncertain
from dunning.services.promises.promises import decide_promise, withdraw_promise
from dunning.services.readings.readings import apply_reading

if TYPE_CHECKING:
    from django.contrib.auth.models import User

MORE_ATTEMPTS = 3
# A person who will call, or asked for a hold without a day, has so many business days.
CALL_BUSINESS_DAYS = 3
# A credit note that is late is waited for so long once more.
CREDIT_BUSINESS_DAYS = 5


@dataclass(frozen=True)
class Given:
    """Who answers, when, with which words and, where an outcome takes one, until which day, or for which row."""

    by: User
    as_of: datetime
    note: str = ""
    until: date | None = None
    # The key of what an outcome is about beside the review's subject.
    target: int | None = None


def nothing_more(review: Review, given: Given) -> None:
    """Closing it is all: the round looks at the debtor again."""


def hold(review: Review, given: Given) -> None:
    if review.case is None:
        raise InvalidState(_("There is no case to hold."))
    until = given.until or business_deadline(CALL_BUSINESS_DAYS, case=review.case, as_of=given.as_of)
    reason = given.note or recorded_label(review, "kind")
    hold_case(case_id=review.case.pk, until=until, reason=reason[:200], by=given.by, as_of=given.as_of)


def more_attempts(review: Review, given: Given) -> None:
    if review.case:
        grant_attempts(case_id=review.case.pk, more=MORE_ATTEMPTS, by=given.by, as_of=given.as_of)


def flagged(flag: str, value: bool | str) -> Callable[[Review, Given], None]:
    def act(review: Review, given: Given) -> None:
        if review.case is None:
            raise InvalidState(_("There is no debtor behind this."))
        set_customer_flag(customer_id=review.case.debtor_id, flag=flag, value=value, by=given.by, as_of=given.as_of)

    return act


def approve(review: Review, given: Given) -> None:
    if review.message_id:
        approve_message(message_id=review.message_id, by=given.by, as_of=given.as_of)


def reject(review: Review, given: Given) -> None:
    if review.message_id:
        reject_message(message_id=review.message_id, by=given.by, reason=given.note, as_of=given.as_of)


def settle(went_out: bool) -> Callable[[Review, Given], None]:
    def act(review: Review, given: Given) -> None:
        if review.message_id:
            settle_uncertain(message_id=review.message_id, went_out=went_out, by=given.by, as_of=given.as_of)

    return act


def decide_dispute(outcome: str) -> Callable[[Review, Given], None]:
    def act(review: Review, given: Given) -> None:
        if review.dispute_id:
            resolve_dispute(
                dispute_id=review.dispute_id, outcome=outcome, by=given.by, as_of=given.as_of, note=given.note
            )

    return act


def drop_dispute(review: Review, given: Given) -> None:
    if review.dispute_id:
        withdraw_dispute(dispute_id=review.dispute_id, by=given.by, as_of=given.as_of, note=given.note)


def await_credit(review: Review, given: Given) -> None:
    if review.dispute_id and review.case:
        until = given.until or business_deadline(CREDIT_BUSINESS_DAYS, case=review.case, as_of=given.as_of)
        wait_longer(dispute_id=review.dispute_id, until=until, by=given.by, as_of=given.as_of)


def no_credit(review: Review, given: Given) -> None:
    if review.dispute_id:
        give_up_credits(dispute_id=review.dispute_id, by=given.by, as_of=given.as_of, note=given.note)


def drop_promise(review: Review, given: Given) -> None:
    if review.promise_id:
        withdraw_promise(promise_id=review.promise_id, by=given.by, as_of=given.as_of)


def judge_promise(outcome: str) -> Callable[[Review, Given], None]:
    def act(review: Review, given: Given) -> None:
        if review.promise_id:
            decide_promise(promise_id=review.promise_id, outcome=outcome, by=given.by, as_of=given.as_of)

    return act


def step_up(review: Review, given: Given) -> None:
    if review.rung_change_id:
        take_step(change_id=review.rung_change_id, by=given.by, as_of=given.as_of)


def stay(review: Review, given: Given) -> None:
    if review.rung_change_id:
        refuse_step(change_id=review.rung_change_id, by=given.by, as_of=given.as_of, reason=given.note)


def accept_reading(review: Review, given: Given) -> None:
    reading = Reading.objects.filter(mail=review.incoming_id, status=Reading.Status.PROPOSED).first()
    if reading is None:
        raise InvalidState(_("There is no reading left to accept; open the mail to see what was booked."))
    apply_reading(reading_id=reading.pk, by=given.by, as_of=given.as_of)


def set_off_credits(review: Review, given: Given) -> None:
    if review.case:
        apply_credits(debtor_id=review.case.debtor_id, by=given.by, as_of=given.as_of)


def accept_contact(review: Review, given: Given) -> None:
    if review.contact_id:
        confirm_contact(contact_id=review.contact_id, by=given.by, as_of=given.as_of)


def refuse_contact(review: Review, given: Given) -> None:
    if review.contact_id:
        decline_contact(contact_id=review.contact_id, by=given.by, as_of=given.as_of)


def leave_mail(review: Review, given: Given) -> None:
    if review.incoming_id:
        ignore_mail(mail_id=review.incoming_id, by=given.by, reason=given.note, as_of=given.as_of)


def give_mail(review: Review, given: Given) -> None:
    if given.target is None:
        raise ValueError(gettext("Say whose mail it is."))
    if review.incoming_id:
        assign_mail(mail_id=review.incoming_id, case_id=given.target, by=given.by, as_of=given.as_of)

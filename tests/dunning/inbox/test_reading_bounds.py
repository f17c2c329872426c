"""The worst that a reading can do is pause a case until a bounded day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from agent.answers import AbsenceAnswer, DisputeAnswer, PaymentAnswer, PromiseAnswer
from customers.models import Contact, Invoice
from dunning.models import Case, Dispute, IncomingMail, Promise, Review
from dunning.services.inbox.stages import drain_inbox, store_mail
from dunning.services.promises.bounds import LONGEST_CLAIM_AHEAD, LONGEST_PROMISE, MOST_IN_ONE_MAIL
from tests.dunning.inbox.conftest import eml
from tests.factories import AS_OF

pytestmark = pytest.mark.django_db
GIVEN_ON = date(2026, 3, 4)
NUMBER = ("INV-5521",)


@pytest.fixture(autouse=True)
def account(case: Case, contact: Contact, invoice: Invoice) -> None:
    """A known contact that owes one invoice, every rung autonomous."""


def arrives(says: Callable[..., None], intent: str, **parts: Any) -> IncomingMail:
    says(intent, **parts)
    store_mail(eml(), as_of=AS_OF)
    drain_inbox(as_of=AS_OF)
    return IncomingMail.objects.get()


@pytest.mark.parametrize("day", [date(9999, 12, 31), date(2100, 1, 1), GIVEN_ON + LONGEST_PROMISE + timedelta(1)])
def test_a_promise_beyond_a_year_quiets_nothing_and_asks_a_person(says: Callable[..., None], day: date) -> None:
    mail = arrives(says, "promise_to_pay", promises=(PromiseAnswer(day, None, NUMBER),))
    assert mail.status == IncomingMail.Status.APPLIED
    assert not Promise.objects.exists()
    assert f"{day} is more than 365 days away." in Review.objects.get(kind="reply").why


def test_the_longest_promise_is_quiet_for_a_year_and_a_few_days_and_asks_a_person(says: Callable[..., None]) -> None:
    arrives(says, "promise_to_pay", promises=(PromiseAnswer(GIVEN_ON + LONGEST_PROMISE, None, NUMBER),))
    assert Promise.objects.get().quiet_until <= GIVEN_ON + LONGEST_PROMISE + timedelta(days=14)
    assert Review.objects.filter(kind="promise").count() == 1


@pytest.mark.parametrize("day", [date(9999, 12, 31), date.min, GIVEN_ON + LONGEST_CLAIM_AHEAD + timedelta(1)])
def test_a_payment_claimed_for_a_day_beyond_belief_quiets_nothing(says: Callable[..., None], day: date) -> None:
    mail = arrives(says, "payment_claimed", payments=(PaymentAnswer(day, None, NUMBER),))
    assert mail.status == IncomingMail.Status.APPLIED
    assert not Promise.objects.exists()
    assert Review.objects.filter(kind="reply").count() == 1


@pytest.mark.parametrize("amount", [Decimal("1e40"), Decimal("-5"), Decimal(0)])
def test_an_amount_beyond_belief_quiets_nothing(says: Callable[..., None], amount: Decimal) -> None:
    mail = arrives(says, "promise_to_pay", promises=(PromiseAnswer(date(2026, 3, 6), amount, NUMBER),))
    assert mail.status == IncomingMail.Status.APPLIED
    assert not Promise.objects.exists()


def test_ten_thousand_promises_are_cut_short_for_a_person(says: Callable[..., None]) -> None:
    promises = tuple(PromiseAnswer(date(2026, 3, 6), Decimal(n + 1), NUMBER) for n in range(10_000))
    mail = arrives(says, "promise_to_pay", promises=promises)
    assert mail.status == IncomingMail.Status.APPLIED
    assert Promise.objects.count() == MOST_IN_ONE_MAIL
    assert "10000 promises" in Review.objects.get(kind="reply").why


def test_ten_thousand_disputes_are_one_with_a_deadline(says: Callable[..., None]) -> None:
    disputes = (DisputeAnswer("other", NUMBER, Decimal("1e40")),) * 10_000
    arrives(says, "dispute", disputes=disputes, needs_human=True, human_reasons=("The message says: dispute.",))
    dispute = Dispute.objects.get()
    assert dispute.deadline <= GIVEN_ON + timedelta(days=60)
    assert dispute.amount is None


@pytest.mark.parametrize("until", [date(9999, 12, 31), date(2099, 1, 1)])
def test_an_absence_for_decades_ends_within_a_year(says: Callable[..., None], contact: Contact, until: date) -> None:
    arrives(says, "out_of_office", absence=AbsenceAnswer(until))
    contact.refresh_from_db()
    assert contact.absent_until == GIVEN_ON + timedelta(days=365)


def test_an_absence_that_ended_long_ago_changes_nothing(says: Callable[..., None], contact: Contact) -> None:
    arrives(says, "out_of_office", absence=AbsenceAnswer(date.min))
    contact.refresh_from_db()
    assert contact.absent_until is None


def test_a_promise_never_closes_a_case_nor_an_invoice(says: Callable[..., None], case: Case, invoice: Invoice) -> None:
    arrives(says, "payment_claimed", payments=(PaymentAnswer(date(2026, 3, 3), None, NUMBER),))
    case.refresh_from_db()
    invoice.refresh_from_db()
    assert case.status != Case.Status.CLOSED
    assert (invoice.open_amount, invoice.closed_how) == (Decimal("1860.00"), "")

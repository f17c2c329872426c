"""What a promise keeps quiet, and for how long."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest

from customers.models import Invoice
from dunning.models import Promise, Review
from dunning.services.rounds.items import quiet_parts
from tests.factories import TODAY, CaseFactory, InvoiceFactory, PromiseFactory

pytestmark = pytest.mark.django_db


def invoice_and_promise(**more: object) -> tuple[Invoice, Promise]:
    case = CaseFactory()
    invoice = InvoiceFactory(customer=case.debtor)
    return invoice, PromiseFactory(case=case, invoices=[invoice], **more)


def promised(invoice: Invoice) -> Decimal:
    quiet = quiet_parts([invoice.debtor_id], today=TODAY).get(invoice.debtor_id)
    return quiet.promised.get(invoice.pk, Decimal()) if quiet else Decimal()


def test_a_dated_promise_is_quiet_until_it_is_judged() -> None:
    invoice, _ = invoice_and_promise(promised_on=TODAY - timedelta(9), quiet_until=TODAY - timedelta(4))
    assert promised(invoice) == Decimal("1000.00")


def test_an_undated_promise_is_quiet_for_its_time_only() -> None:
    invoice, promise = invoice_and_promise(promised_on=None, quiet_until=TODAY)
    assert promised(invoice) == Decimal("1000.00")
    Promise.objects.filter(pk=promise.pk).update(quiet_until=TODAY - timedelta(1))
    assert promised(invoice) == 0


def test_what_was_paid_of_a_stated_amount_is_not_quiet_twice() -> None:
    invoice, _ = invoice_and_promise(amount=Decimal("600.00"), paid_amount=Decimal("250.00"))
    assert promised(invoice) == Decimal("350.00")


def test_an_unclear_promise_is_quiet_until_its_review_is_due() -> None:
    invoice, promise = invoice_and_promise(status=Promise.Status.UNCLEAR, quiet_until=TODAY - timedelta(3))
    review = Review.objects.create(
        kind="unclear_promise", promise=promise, case=promise.case, opened_at=promise.recorded_at, deadline=TODAY
    )
    assert promised(invoice) == Decimal("1000.00")
    Review.objects.filter(pk=review.pk).update(deadline=TODAY - timedelta(1))
    assert promised(invoice) == 0


def test_a_kept_promise_is_quiet_no_more() -> None:
    invoice, _ = invoice_and_promise(status=Promise.Status.KEPT)
    assert promised(invoice) == 0

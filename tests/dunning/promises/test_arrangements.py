from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from audit.models import AuditEvent
from customers.models import Invoice, LedgerSource
from dunning.models import Arrangement, Case, Review
from dunning.services.promises.arrangements import (
    ArrangementRefused,
    check_arrangements,
    end_arrangement,
    grant_arrangement,
)
from tests.factories import AS_OF, AllocationFactory, CaseFactory, InvoiceFactory, PromiseFactory, UserFactory

pytestmark = pytest.mark.django_db

FIRST, SECOND = date(2026, 3, 10), date(2026, 4, 10)
# The first instalment is late after the 13th of March, a Friday.
LATE = datetime(2026, 3, 16, 10, 0, tzinfo=UTC)


@pytest.fixture
def case() -> Case:
    found = CaseFactory.create()
    LedgerSource.objects.update(payments_as_of=LATE.date())
    return found


@pytest.fixture
def invoice(case: Case) -> Invoice:
    return InvoiceFactory.create(customer=case.debtor)


def grant(case: Case, invoice: Invoice, *amounts: str) -> Arrangement:
    days = [FIRST, SECOND]
    instalments = [(days[at], Decimal(amount)) for at, amount in enumerate(amounts)]
    clerk = UserFactory.create()
    return grant_arrangement(case_id=case.pk, invoices=[invoice.pk], instalments=instalments, by=clerk, as_of=AS_OF)


def test_an_arrangement_lets_promises_on_its_invoices_lapse(case: Case, invoice: Invoice) -> None:
    promise = PromiseFactory.create(case=case, invoices=[invoice])
    arrangement = grant(case, invoice, "500.00", "500.00")
    promise.refresh_from_db()
    assert (arrangement.status, promise.status) == ("active", "lapsed")
    assert AuditEvent.objects.filter(action="arrangement.granted", subject_id=arrangement.pk).count() == 1


def test_a_missed_instalment_ends_it_with_a_review(case: Case, invoice: Invoice) -> None:
    arrangement = grant(case, invoice, "500.00", "500.00")
    assert check_arrangements(as_of=LATE) == 1
    arrangement.refresh_from_db()
    review = Review.objects.get()
    assert (arrangement.status, review.kind, review.arrangement) == ("missed", "arrangement", arrangement)
    assert review.why == "Instalment missed. 500.00 was due by 2026-03-10, 0 was paid."


def test_within_tolerance_it_goes_on(case: Case, invoice: Invoice) -> None:
    grant(case, invoice, "500.00", "500.00")
    assert check_arrangements(as_of=datetime(2026, 3, 13, 10, 0, tzinfo=UTC)) == 0
    assert not Review.objects.exists()


def test_a_paid_instalment_keeps_it_going(case: Case, invoice: Invoice) -> None:
    arrangement = grant(case, invoice, "500.00", "500.00")
    AllocationFactory.create(invoice=invoice, amount=Decimal("500.00"), known_at=LATE)
    assert check_arrangements(as_of=LATE) == 0
    arrangement.refresh_from_db()
    assert arrangement.status == "active"


def test_all_paid_fulfils_it(case: Case, invoice: Invoice) -> None:
    arrangement = grant(case, invoice, "500.00", "500.00")
    AllocationFactory.create(invoice=invoice, amount=Decimal("998.00"), known_at=LATE)
    assert check_arrangements(as_of=LATE) == 1
    arrangement.refresh_from_db()
    assert arrangement.status == "fulfilled"
    assert not Review.objects.exists()


def test_instalments_must_add_up(case: Case, invoice: Invoice) -> None:
    with pytest.raises(ArrangementRefused, match=r"add up to 900.00, the invoices to 1000.00 EUR"):
        grant(case, invoice, "500.00", "400.00")
    assert not Arrangement.objects.exists()


def test_an_invoice_is_in_one_arrangement_only(case: Case, invoice: Invoice) -> None:
    grant(case, invoice, "1000.00")
    with pytest.raises(ArrangementRefused, match="already"):
        grant(case, invoice, "1000.00")


def test_a_person_ends_it_early(case: Case, invoice: Invoice) -> None:
    arrangement = grant(case, invoice, "1000.00")
    end_arrangement(arrangement_id=arrangement.pk, by=UserFactory.create(), as_of=AS_OF)
    arrangement.refresh_from_db()
    assert arrangement.status == "ended"

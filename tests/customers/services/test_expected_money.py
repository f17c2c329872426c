"""Bank money in a ledger whose truth is the ERP: expected until the ERP's balance has it."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db.models import Sum

from customers.models import Allocation, BankTransaction, Invoice, LedgerSource
from customers.services.allocation import AllocationLine, allocate_payment
from customers.services.ledger import InvalidBooking
from customers.services.ledger_check import find_differences
from customers.services.matching import match_payments
from customers.services.returns import return_payment
from tests.factories import AS_OF, TODAY, BankTransactionFactory

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


@pytest.fixture
def erp(source: LedgerSource) -> LedgerSource:
    source.truth = "erp"
    source.save()
    return source


def line(open_amount: str, *, number: str = "INV-1", amount: str = "100.00", status: str = "open") -> str:
    return f"{number},C1,2026-01-10,2026-02-09,{amount},EUR,,{status},,{open_amount}"


def invoice(number: str = "INV-1") -> Invoice:
    return Invoice.objects.get(number=number)


def pay(source: LedgerSource, *lines: tuple[str, str] | tuple[str, str, str], amount: str, ago: int = 1, **extra):
    payment = BankTransactionFactory.create(source=source, amount=Decimal(amount), booked_on=TODAY - ago * DAY, **extra)
    wanted = [AllocationLine(invoice(each[0]).pk, Decimal(each[1]), *each[2:]) for each in lines]
    allocate_payment(transaction_id=payment.pk, lines=wanted, as_of=AS_OF - ago * DAY)
    return payment


def expected(number: str = "INV-1") -> Decimal:
    rows = Allocation.objects.filter(invoice__number=number, origin="expected")
    return rows.aggregate(total=Sum("amount"))["total"] or Decimal()


def standing(payment: BankTransaction) -> tuple[str, Decimal]:
    payment.refresh_from_db()
    return payment.state, payment.unallocated_amount


def state(number: str = "INV-1") -> tuple[str, Decimal, Decimal]:
    row = invoice(number)
    assert find_differences() == []
    return row.closed_how, row.open_amount, expected(number)


def test_a_balance_that_does_not_drop_absorbs_nothing(land, acme, erp) -> None:
    land("invoices", line("100.00"), as_of=TODAY - DAY)
    pay(erp, ("INV-1", "100.00"), amount="100.00")
    land("invoices", line("100.00"))
    assert state() == ("", Decimal("100.00"), Decimal("100.00"))


def test_the_erp_books_it_in_parts_until_all_is_absorbed(land, acme, erp) -> None:
    land("invoices", line("100.00"), as_of=TODAY - 3 * DAY)
    payment = pay(erp, ("INV-1", "100.00"), amount="100.00")
    land("invoices", line("60.00"), as_of=TODAY - DAY)
    assert state() == ("", Decimal("60.00"), Decimal("60.00"))
    land("invoices", line("25.00"), as_of=TODAY - DAY)
    assert state() == ("", Decimal("25.00"), Decimal("25.00"))
    land("invoices", line("0.00", status="paid"))
    assert state() == ("paid", Decimal(0), Decimal(0))
    assert standing(payment) == ("matched", Decimal(0))
    booked = Allocation.objects.filter(origin="erp").order_by("pk")
    assert [(row.amount, row.transaction_id) for row in booked] == [
        (Decimal("40.00"), payment.pk),
        (Decimal("35.00"), payment.pk),
        (Decimal("25.00"), payment.pk),
    ]


def test_the_oldest_of_several_payments_is_absorbed_first(land, acme, erp) -> None:
    land("invoices", line("100.00"), as_of=TODAY - 5 * DAY)
    newer = pay(erp, ("INV-1", "30.00"), amount="30.00", ago=1)
    older = pay(erp, ("INV-1", "50.00"), amount="50.00", ago=2)
    land("invoices", line("40.00"))
    assert state() == ("", Decimal("40.00"), Decimal("20.00"))
    booked = Allocation.objects.filter(origin="erp").order_by("booked_on")
    assert [(row.transaction, row.amount) for row in booked] == [(older, Decimal("50.00")), (newer, Decimal("10.00"))]


def test_another_payment_that_the_erp_booked_is_taken_for_it_and_the_next_drop_is_its_own(land, acme, erp) -> None:
    land("invoices", line("100.00"), as_of=TODAY - 3 * DAY)
    pay(erp, ("INV-1", "40.00"), amount="40.00")
    land("invoices", line("60.00"), as_of=TODAY - DAY)
    assert state() == ("", Decimal("60.00"), Decimal(0))
    land("invoices", line("20.00"))
    assert state() == ("", Decimal("20.00"), Decimal(0))
    assert Allocation.objects.filter(origin="erp", transaction=None).get().amount == Decimal("40.00")


def test_a_discount_stays_a_discount_when_the_erp_books_it(land, acme, erp) -> None:
    land("invoices", line("100.00"), as_of=TODAY - DAY)
    payment = pay(erp, ("INV-1", "98.00"), ("INV-1", "2.00", "discount"), amount="98.00")
    land("invoices", line("0.00", status="paid"))
    assert state() == ("paid", Decimal(0), Decimal(0))
    assert sorted(Allocation.objects.filter(origin="erp").values_list("kind", "amount")) == [
        ("discount", Decimal("2.00")),
        ("invoice", Decimal("98.00")),
    ]
    back = BankTransactionFactory.create(source=erp, amount=Decimal("-98.00"))
    return_payment(transaction_id=back.pk, original_id=payment.pk, as_of=AS_OF)
    assert state() == ("", Decimal("100.00"), Decimal(0))
    assert standing(back) == ("matched", Decimal(0))


def test_a_credit_note_that_the_payer_took_is_absorbed_with_its_sign(land, acme, erp) -> None:
    note = "CN-1,C1,2026-01-10,,-30.00,EUR,,credit_note,,{}".format
    land("invoices", line("100.00"), note("-30.00"), as_of=TODAY - DAY)
    payment = pay(erp, ("INV-1", "100.00"), ("CN-1", "-30.00"), amount="70.00")
    assert (expected("INV-1"), expected("CN-1")) == (Decimal("100.00"), Decimal("-30.00"))
    land("invoices", line("0.00", status="paid"), note("0.00"))
    assert state() == ("paid", Decimal(0), Decimal(0))
    assert state("CN-1") == ("credited", Decimal(0), Decimal(0))
    assert standing(payment) == ("matched", Decimal(0))


def test_a_void_invoice_gives_the_money_back_to_its_debtors_account(land, acme, erp) -> None:
    land("invoices", line("100.00"), as_of=TODAY - DAY)
    payment = pay(erp, ("INV-1", "100.00"), amount="100.00")
    land("invoices", line("", status="void"))
    assert state() == ("void", Decimal(0), Decimal(0))
    assert standing(payment) == ("on_account", Decimal("100.00"))
    assert Allocation.objects.filter(origin="erp").get().kind == "void"


def test_an_invoice_made_smaller_than_what_is_expected_gives_the_rest_back(land, acme, erp) -> None:
    land("invoices", line("100.00"), as_of=TODAY - DAY)
    older = pay(erp, ("INV-1", "60.00"), amount="60.00", ago=3)
    newer = pay(erp, ("INV-1", "40.00"), amount="40.00", ago=2)
    land("invoices", line("80.00", amount="80.00"))
    assert state() == ("", Decimal("80.00"), Decimal("80.00"))
    assert standing(older) == ("matched", Decimal(0))
    assert standing(newer) == ("on_account", Decimal("20.00"))


def test_what_the_erp_took_back_is_expected_again_and_not_asked_for(land, acme, erp) -> None:
    land("invoices", line("100.00"), as_of=TODAY - 3 * DAY)
    payment = pay(erp, ("INV-1", "100.00"), amount="100.00")
    land("invoices", line("0.00", status="paid"), as_of=TODAY - DAY)
    assert state() == ("paid", Decimal(0), Decimal(0))
    land("invoices", line("70.00"))
    assert state() == ("", Decimal("70.00"), Decimal("70.00"))
    assert standing(payment) == ("matched", Decimal(0))
    assert Allocation.objects.filter(origin="erp").aggregate(total=Sum("amount"))["total"] == Decimal("30.00")


def test_an_invoice_that_was_absent_and_comes_back_expects_its_money_again(land, acme, erp) -> None:
    others = [line("100.00", number=f"INV-{n}") for n in range(2, 9)]
    land("invoices", line("100.00"), *others, kind="snapshot", as_of=TODAY - 2 * DAY)
    pay(erp, ("INV-1", "100.00"), amount="100.00")
    land("invoices", *others, kind="snapshot", as_of=TODAY - DAY)
    assert state() == ("paid", Decimal(0), Decimal(0))
    land("invoices", line("100.00"), *others, kind="snapshot")
    assert state() == ("", Decimal("100.00"), Decimal("100.00"))


def test_the_same_file_twice_moves_nothing(land, acme, erp) -> None:
    land("invoices", line("100.00"), as_of=TODAY - DAY)
    pay(erp, ("INV-1", "100.00"), amount="100.00")
    land("invoices", line("60.00"))
    count = Allocation.objects.count()
    land("invoices", line("60.00"))
    assert Allocation.objects.count() == count


def test_expected_money_leaves_no_room_for_a_second_payment(land, acme, erp) -> None:
    land("invoices", line("100.00"))
    pay(erp, ("INV-1", "100.00"), amount="100.00")
    with pytest.raises(InvalidBooking, match="of which 0.00 is open"):
        pay(erp, ("INV-1", "1.00"), amount="1.00")


def test_a_payment_that_came_back_before_the_erp_had_it_is_no_longer_expected(land, acme, erp) -> None:
    land("invoices", line("100.00"), as_of=TODAY - DAY)
    payment = pay(erp, ("INV-1", "100.00"), amount="100.00")
    back = BankTransactionFactory.create(source=erp, amount=Decimal("-100.00"))
    return_payment(transaction_id=back.pk, original_id=payment.pk, as_of=AS_OF)
    assert state() == ("", Decimal("100.00"), Decimal(0))


def test_money_that_the_erp_had_before_the_bank_file_came_closes_at_once(land, acme, erp) -> None:
    land("invoices", line("100.00"), as_of=TODAY - 5 * DAY)
    paid = f"INV-1,C1,2026-01-10,2026-02-09,100.00,EUR,,paid,{TODAY - DAY},0.00"
    land("invoices", paid, as_of=TODAY - DAY)
    payment = BankTransactionFactory.create(
        source=erp, amount=Decimal("100.00"), booked_on=TODAY - DAY, reference="INV-1 of C1", known_at=AS_OF
    )
    match_payments(as_of=AS_OF)
    assert standing(payment)[0] == "matched"
    assert state() == ("paid", Decimal(0), Decimal(0))
    assert payment.allocations.get().origin == "erp"
    land("invoices", paid)
    assert state() == ("paid", Decimal(0), Decimal(0))

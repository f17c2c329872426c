from __future__ import annotations

from datetime import date

from customers.matching.deciding import Decision, decide
from customers.matching.directory import Directory
from customers.matching.items import Item, Party, Payment
from customers.matching.open_ledger import OpenLedger

NORTH = Party(1, "C-1001", ("Nordwind Textil GmbH",), 1, 1, accounts=("DE02120300000000202051",), country="DE")
SOUTH = Party(2, "C-1002", ("Südhang Möbel AG",), 2, 2, country="CH")


def item(number: str, amount: int, *, pk: int, customer: int = 1, **extra) -> Item:
    values = {
        "left": amount,
        "amount": amount,
        "currency": "EUR",
        "issued_on": date(2026, 1, 5),
        "due_on": date(2026, 2, 4),
    } | extra
    return Item(pk, number, customer, customer, **values)


def ask(amount: int, *items: Item, closed: tuple[Item, ...] = (), **extra) -> Decision:
    payment = Payment(amount, "EUR", date(2026, 3, 2), **extra)
    return decide(payment, OpenLedger.of(items, closed=closed, size=20_000), Directory.of([NORTH, SOUTH]))


def lines(decision: Decision) -> tuple[tuple[int, int, str], ...]:
    assert decision.applied and decision.best
    return decision.best.lines


def test_a_wrapped_number_with_the_exact_amount_is_booked() -> None:
    found = ask(12_345, item("INV-2026-00123", 12_345, pk=7), text="SVWZ+Rechnung INV-2026\n-00123")
    assert lines(found) == ((7, 12_345, "invoice"),)


def test_of_equal_invoices_none_is_taken_without_a_reference() -> None:
    found = ask(
        9_900, item("A-1001", 9_900, pk=1), item("A-1002", 9_900, pk=2), payer_account="DE02 1203 0000 0000 2020 51"
    )
    assert (found.applied, found.code) == (False, "two_ways")
    assert found.best and found.second


def test_a_settled_number_beside_an_equal_open_one_stays_with_a_person() -> None:
    paid = item("INV-2026-00100", 9_900, pk=1, left=0)
    found = ask(
        9_900, item("INV-2026-00200", 9_900, pk=2), closed=(paid,), text="INV-2026-00100", payer_name="Nordwind Textil"
    )
    assert (found.applied, found.code) == (False, "paid_or_other")


def test_a_settled_number_paid_again_goes_on_account() -> None:
    paid = item("INV-2026-00100", 9_900, pk=1, left=0)
    found = ask(9_900, closed=(paid,), text="INV-2026-00100", payer_name="Nordwind Textil GmbH")
    assert lines(found) == () and found.best and (found.best.rest, found.best.customer_id) == (9_900, 1)


def test_one_wrong_digit_is_read_where_payer_and_amount_leave_one_invoice() -> None:
    found = ask(
        81_235,
        item("RE202613897", 81_235, pk=3),
        item("RE202613871", 40_000, pk=4),
        text="Rechnung RE202613887",
        payer_name="NORDWIND TEXTIL",
    )
    assert lines(found) == ((3, 81_235, "invoice"),)


def test_discount_counts_beside_the_money_within_its_days() -> None:
    early = item("INV-2026-00300", 100_000, pk=5, issued_on=date(2026, 2, 20), country="DE")
    found = ask(98_000, early, text="INV-2026-00300 abzgl. 2% Skonto")
    assert lines(found) == ((5, 98_000, "invoice"), (5, 2_000, "discount"))


def test_a_discount_taken_too_late_is_a_part_payment() -> None:
    late = item("INV-2026-00300", 100_000, pk=5, issued_on=date(2026, 1, 20), country="DE")
    found = ask(98_000, late, text="INV-2026-00300", payer_name="Nordwind Textil GmbH", method="wire")
    assert lines(found) == ((5, 98_000, "invoice"),)


def test_bank_fees_are_short_paid_on_wires_only() -> None:
    owed = item("INV-2026-00300", 100_000, pk=5)
    wired = ask(98_500, owed, text="INV-2026-00300", payer_name="Nordwind Textil GmbH", method="wire")
    assert lines(wired) == ((5, 98_500, "invoice"), (5, 1_500, "bank_fee"))
    by_ach = ask(98_500, owed, text="INV-2026-00300", payer_name="Nordwind Textil GmbH", method="ach")
    assert lines(by_ach) == ((5, 98_500, "invoice"),)


def test_an_uncited_credit_note_that_makes_the_amount_is_taken() -> None:
    found = ask(
        75_555,
        item("INV-2026-00300", 90_000, pk=5),
        item("CN-2026-0044", -14_445, pk=6),
        text="INV-2026-00300",
        payer_name="Nordwind Textil GmbH",
    )
    assert sorted(lines(found)) == [(5, 90_000, "invoice"), (6, -14_445, "credit_note")]


def test_a_list_of_ends_is_read_by_the_sum() -> None:
    found = ask(
        60_047,
        item("RE2026/10023", 10_011, pk=1),
        item("RE2026/10024", 20_012, pk=2),
        item("RE2026/10127", 30_024, pk=3),
        item("RE2026/10927", 70_000, pk=4),
        text="RE2026/10023, 24, 127",
        payer_name="Nordwind Textil GmbH",
    )
    assert sorted(pk for pk, _, _ in lines(found)) == [1, 2, 3]


def test_a_list_that_is_not_understood_whole_is_no_overpayment() -> None:
    found = ask(
        60_047, item("RE2026/10023", 10_011, pk=1), text="RE2026/10023, 98765", payer_name="Nordwind Textil GmbH"
    )
    assert not found.applied


def test_a_tax_refund_is_nobodys_payment() -> None:
    found = ask(50_000, item("INV-1", 50_000, pk=1), payer_name="FINANZAMT NORD", text="Erstattung USt 12/2025")
    assert found.applied and found.best and (found.best.code, found.best.rest) == ("unrelated", 50_000)


def test_a_name_alone_without_the_amount_is_not_enough() -> None:
    found = ask(12_300, item("INV-2026-00300", 90_000, pk=5), payer_name="Nordwind Textil GmbH")
    assert not found.applied

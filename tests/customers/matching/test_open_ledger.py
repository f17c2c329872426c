from __future__ import annotations

from datetime import date

from customers.matching.deciding import Decision
from customers.matching.directory import Directory
from customers.matching.explanation import Explanation
from customers.matching.open_ledger import OpenLedger
from customers.matching.posting import take
from tests.customers.matching.matching_rows import item, party, payment

DAUGHTER = party(2, "Nordwind Logistik GmbH", root=1)


def booked(*lines: tuple[int, int, str], code: str) -> Decision:
    best = Explanation(lines, 30.0, code, ("It names it.",))
    return Decision(best, None, True, code, "It names it.")


def test_an_item_is_found_by_each_spelling_of_its_number() -> None:
    owed = item("INV-2026-00123", purchase_order="PO 5588")
    ledger = OpenLedger.of([owed])
    assert [sorted(keys) for keys in (ledger.by_key, ledger.by_digits, ledger.by_order)] == [
        ["INV202600123", "INV2026123"],
        ["202600123", "2026123"],
        ["PO5588"],
    ]


def test_few_digits_name_nothing_by_themselves() -> None:
    assert dict(OpenLedger.of([item("INV-12")]).by_digits) == {}


def test_a_payment_of_the_run_leaves_less_for_the_next() -> None:
    owed = item(amount=10_000)
    ledger = OpenLedger.of([owed])
    ledger.take(1, 4_000, position=(date(2026, 3, 2), 1))
    assert ledger.left(owed) == 6_000
    assert ledger.left_at(owed, (date(2026, 3, 2), 0)) == 10_000
    assert ledger.left_at(owed, (date(2026, 3, 2), 1)) == 6_000


def test_what_a_booked_decision_names_teaches_the_payers_account() -> None:
    ledger, directory = OpenLedger.of([item(customer=2)]), Directory.of([party(1, "Nordwind AG"), DAUGHTER])
    take(booked((1, 10_000, "invoice"), code="cited"), payment(payer_account="FR76 1"), ledger, directory)
    assert (ledger.room, directory.learned_accounts) == ({1: 0}, {"FR761": {1: 1}})


def test_an_amount_alone_teaches_nothing() -> None:
    ledger, directory = OpenLedger.of([item()]), Directory.of([party(1, "Nordwind AG")])
    take(booked((1, 10_000, "invoice"), code="payer_amount"), payment(payer_account="FR76 1"), ledger, directory)
    assert (ledger.room, directory.learned_accounts) == ({1: 0}, {})


def test_invoices_of_two_families_teach_nothing() -> None:
    ledger = OpenLedger.of([item("INV-1", pk=1), item("INV-2", pk=2, customer=3)])
    directory = Directory.of([party(1, "Nordwind AG"), party(3, "Factor Bank")])
    take(
        booked((1, 10_000, "invoice"), (2, 10_000, "invoice"), code="cited"),
        payment(20_000, payer_account="FR76 1"),
        ledger,
        directory,
    )
    assert (ledger.room, directory.learned_accounts) == ({1: 0, 2: 0}, {})

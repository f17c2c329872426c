from __future__ import annotations

import pytest

from customers.matching.citations import closed_mentions, mentions_in
from customers.matching.items import Item
from customers.matching.mention import Mention
from customers.matching.near_citations import near_mentions
from customers.matching.open_ledger import OpenLedger
from customers.matching.payment_text import PaymentText
from tests.customers.matching.matching_rows import item


def named(text: str, *items: Item) -> list[Mention]:
    return mentions_in(PaymentText(text, year=2026), OpenLedger.of(items, size=1_000))


def near(text: str, *items: Item, known: frozenset[int] = frozenset()) -> list[Mention]:
    return near_mentions(PaymentText(text, year=2026), items, (), known=known)


def invoices(mentions: list[Mention]) -> list[list[int]]:
    return [[each.invoice_id for each, _ in mention.meant] for mention in mentions]


@pytest.mark.parametrize("text", ["INV-2026-00123", "inv 2026 00123", "INV2026/123", "Zahlung INV-2026-\n00123."])
def test_a_whole_number_is_named_however_it_is_written(text: str) -> None:
    (found,) = named(text, item("INV-2026-00123"))
    assert (found.how, found.exact, found.bits) == ("named", True, 20.0)


def test_digits_alone_name_an_invoice_with_less_evidence() -> None:
    (found,) = named("Rechnung 202600123", item("INV-2026-00123"))
    assert (found.how, found.bits) == ("named by its digits", 13.0)


def test_digits_with_other_letters_are_another_number() -> None:
    assert invoices(named("CN-2026-00123", item("INV-2026-00123"))) == [[1]]
    assert named("CN202600124", item("INV-2026-00123")) == []


def test_an_order_number_names_all_of_its_invoices_together() -> None:
    items = [item(f"INV-{pk}00", pk=pk, purchase_order="PO-558812") for pk in (1, 2, 3)]
    (found,) = named("your order PO 558812", *items)
    assert (found.how, found.together, invoices([found])) == ("named by its order number", True, [[1, 2, 3]])


def test_a_number_that_two_invoices_have_says_less_of_each() -> None:
    (found,) = named("88991234", item("88991234", pk=1), item("88991234", pk=2, customer=2))
    assert (invoices([found]), found.bits) == ([[1, 2]], 19.0)


def test_short_numbers_of_a_large_ledger_are_chance() -> None:
    assert named("Flat 12 rent", item("12")) == []


def test_a_reference_with_check_digits_names_its_invoice() -> None:
    (found,) = named("RF18 5390 0754 7034", item("539007547034"))
    assert (found.how, found.bits) == ("named by a reference with check digits", 20.0)


def test_a_reference_with_wrong_check_digits_is_read_as_text_only() -> None:
    assert [mention.how for mention in named("RF19 5390 0754 7034", item("539007547034"))] == ["named"]


def test_a_swiss_reference_names_the_invoice_behind_customer_and_zeros() -> None:
    (found,) = named("21 00000 00003 13947 14300 09017", item("143000901"))
    assert found.how == "named by a reference with check digits"


def test_a_longer_reading_of_a_place_wins_over_a_shorter() -> None:
    found = named("INV-2026-00123", item("INV-2026-00123", pk=1), item("00123", pk=2))
    assert invoices(found) == [[1]]


def test_places_stand_in_the_order_of_the_text() -> None:
    found = named("INV-20071, INV-20035", item("INV-20035", pk=1), item("INV-20071", pk=2))
    assert invoices(found) == [[2], [1]]


def test_a_number_with_and_without_its_letters_means_both() -> None:
    (found,) = named("FV 20261332", item("FV20261332", pk=1), item("20261332", pk=2))
    assert invoices([found]) == [[1, 2]]


def test_a_settled_invoice_is_named_by_its_number_or_its_digits() -> None:
    ledger = OpenLedger.of([], closed=[item("INV-2026-00123", left=0)], size=1_000)
    found = [closed_mentions(PaymentText(text, year=2026), ledger) for text in ("INV-2026-00123", "202600123", "00123")]
    assert [[mention.how for mention in each] for each in found] == [["named"], ["named by digits"], []]


def test_the_last_digits_name_an_invoice_among_few() -> None:
    (found,) = near("Rechnung 00123", item("INV-2026-00123", pk=1), item("INV-2026-00124", pk=2))
    assert (found.how, found.exact, invoices([found])) == ("named by its end", True, [[1]])


def test_a_short_end_is_no_exact_reading() -> None:
    (found,) = near("Rechnung 123", item("INV-2026-00123"))
    assert (found.how, found.exact) == ("named by its end", False)


def test_two_digits_are_an_end_only_in_a_list() -> None:
    owed = [item("RE10023", pk=1), item("RE10024", pk=2)]
    assert near("Zimmer 24", *owed) == []
    assert invoices(near("10023, 24", *owed)) == [[1], [2]]


@pytest.mark.parametrize("slip", ["INV-2O26-OO123", "lNV-2026-00123", "INV-2026-00l23", "INV-2026-001Z3"])
def test_characters_that_scanners_mix_up_still_name_the_invoice(slip: str) -> None:
    found = near(slip, item("INV-2026-00123"))
    assert invoices(found) == [[1]] and found[0].bits >= 5


@pytest.mark.parametrize("slip", ["RE202613877", "RE20261387", "RE2026138711", "RE202613781"])
def test_one_wrong_missing_doubled_or_swapped_character_is_a_slip(slip: str) -> None:
    found = near(slip, item("RE202613871"))
    assert [(mention.how, mention.exact, mention.bits) for mention in found] == [("named with a slip", False, 6.0)]


def test_two_wrong_characters_are_another_number() -> None:
    assert near("RE202613899", item("RE202613871")) == []


def test_neighbours_at_the_same_distance_share_the_evidence() -> None:
    (found,) = near("RE202613887", item("RE202613897", pk=1), item("RE202613880", pk=2), item("RE202619999", pk=3))
    assert sorted(invoices([found])[0]) == [1, 2]
    assert [bits for _, bits in found.meant] == [5.0, 5.0]


def test_what_is_known_to_be_named_is_not_looked_for_again() -> None:
    assert near("RE202613887", item("RE202613897"), known=frozenset({1})) == []


def test_digits_of_an_amount_are_no_end_of_a_number() -> None:
    assert near("EUR 1.123,45", item("INV-2026-00123")) == []

"""What was typed, taken apart."""

from __future__ import annotations

from decimal import Decimal

import pytest

from customers.search.sought import take_apart

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("1.234,56", "1234.56"),
        ("1,234.56", "1234.56"),
        ("1234.56", "1234.56"),
        ("1 234,56 €", "1234.56"),
        ("EUR 1'234.56", "1234.56"),
        ("1234.56 EUR", "1234.56"),
        ("-80", "80.00"),
        ("12k", "12000.00"),
        ("1.5k", "1500.00"),
    ],
)
def test_an_amount_is_read_in_any_usual_notation(typed, amount):
    assert take_apart(typed).amount == Decimal(amount)


@pytest.mark.parametrize("typed", ["INV-10023", "Nordlicht", "1e400", "NaN", "9" * 40])
def test_what_is_no_amount_is_none(typed):
    assert take_apart(typed).amount is None


def test_words_are_folded_as_the_indexes_fold_them():
    assert take_apart("Łódź & MÜLLER-Straße, São  müller").words == ("lodz", "muller", "strasse", "sao")


def test_legal_forms_and_single_letters_do_not_name_anybody():
    assert take_apart("Weiss Handel GmbH").name_letters == ("weiss", "handel")
    assert take_apart("S.r.l.").name_letters == ("s", "r", "l")


def test_an_account_number_may_be_typed_in_groups():
    assert take_apart("de02 1203 0000 0000 2020 51").account == "DE02120300000000202051"
    assert take_apart("Nordlicht").account == ""


def test_a_pasted_page_is_searched_by_its_beginning():
    sought = take_apart("word " * 500)
    assert sought.cut
    assert len(sought.text) <= 200


@pytest.mark.parametrize("typed", ["", "  ", "a", "%", "_", "'", "🙂", "\x00", "\x00\x01", "-- ;"])
def test_less_than_two_letters_is_too_short(typed):
    assert take_apart(typed).too_short

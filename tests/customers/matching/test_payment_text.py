from __future__ import annotations

from datetime import date

import pytest

from customers.matching.payment_text import PaymentText


def read(text: str) -> PaymentText:
    return PaymentText(text, year=2026)


def spelled(text: str) -> set[str]:
    return {each.text for each in read(text).spellings}


def digits_named(text: str) -> set[str]:
    """What may be a number: digits that are neither a day nor of an amount."""
    return {each.text for each in read(text).spellings if each.is_digits and not each.is_date}


@pytest.mark.parametrize("width", [27, 35])
def test_a_number_that_a_bank_wrapped_is_spelled_whole(width: int) -> None:
    text = "SVWZ+Zahlung Rechnung vom Januar INV-2026-00123 danke"
    wrapped = "\n".join(text[start : start + width] for start in range(0, len(text), width))
    assert "INV202600123" in spelled(wrapped)


@pytest.mark.parametrize("cut", range(1, 14))
def test_a_number_is_spelled_whole_wherever_a_blank_cuts_it(cut: int) -> None:
    number = "INV-2026-00123"
    assert "INV202600123" in spelled(f"Rechnung {number[:cut]} {number[cut:]}")


@pytest.mark.parametrize("subfield", ["?21", "?29", "?60", "?63"])
def test_subfields_of_mt940_stand_inside_numbers(subfield: str) -> None:
    assert "RE20260012345" in spelled(f"?20SVWZ+RE2026-001{subfield}2345")


def test_field_tags_of_swift_part_numbers() -> None:
    assert read("1234\n:70:5678").pieces == ["1234", "5678"]
    assert spelled("1234\n:70:5678") == {"1234", "5678"}


@pytest.mark.parametrize("mark", [",", "(", ")", "&", ";", "+"])
def test_marks_between_two_numbers_part_them(mark: str) -> None:
    assert spelled(f"4711{mark}4712") == {"4711", "4712"}


def test_zeros_of_each_group_are_squeezed_out() -> None:
    (whole,) = [each for each in read("INV-2026-00123").spellings if each.text == "INV202600123"]
    assert whole.squeezed == "INV2026123"


@pytest.mark.parametrize("amount", ["1.769,52", "1,769.52", "1'769.52", "99.90", "12345,67"])
def test_the_digits_of_an_amount_are_no_number(amount: str) -> None:
    assert digits_named(f"EUR {amount} zu 4711") == {"4711"}


@pytest.mark.parametrize("day", ["17.07.26", "17/07/2026", "2026-07-17", "7.7.2026"])
def test_the_digits_of_a_day_are_no_number(day: str) -> None:
    assert digits_named(f"vom {day}, 4711") == {"4711"}


@pytest.mark.parametrize("digits", ["20260717", "17072026", "170726", "260717"])
def test_digits_that_spell_a_day_of_about_now_may_be_one(digits: str) -> None:
    assert [each.is_date for each in read(digits).spellings] == [True]


def test_digits_that_spell_a_day_long_ago_are_a_number() -> None:
    assert [each.is_date for each in read("20190717").spellings] == [False]


def test_days_are_read_day_before_month() -> None:
    assert read("per 03.02.26 / 2026-01-31 / 31.02.2026").dates == (date(2026, 2, 3), date(2026, 1, 31))


@pytest.mark.parametrize("to", ["-", "–", "...", "bis", "to", "au", "t/m", "bis INV"])
def test_a_range_is_read_in_many_languages(to: str) -> None:
    assert read(f"10023 {to} 10027").is_range(0, len(read(f"10023 {to} 10027").pieces) - 1)


def test_a_comma_is_no_range() -> None:
    assert not read("10023, 10027").is_range(0, 1)


@pytest.mark.parametrize(
    ("text", "has"),
    [("10023 bis 10027", True), ("INV 1 to INV-5", True), ("10023–10027", True), ("INV-2026-00123", False)],
)
def test_whether_a_text_has_a_range(text: str, has: bool) -> None:
    assert read(text).has_range is has


def test_short_digits_behind_a_number_are_in_its_list() -> None:
    text = read("RE 10023, 24 / 27 und 31")
    assert text.pieces == ["RE", "10023", "24", "27", "UND", "31"]
    assert [text.is_listed(index) for index in (1, 2, 3, 5)] == [False, True, True, False]


def test_numbers_beside_a_known_one_in_a_list_are_named_and_not_understood() -> None:
    text = read("98765, 10023, 10024 danke 555")
    assert text.listed_beside(frozenset({1})) == ["98765", "10024"]


def test_days_and_amounts_beside_a_known_number_are_no_part_of_its_list() -> None:
    assert read("10023, 17.07.26, 99.90").listed_beside(frozenset({0})) == []


def test_accents_and_sharp_s_are_folded() -> None:
    assert read("Straße été 1").plain == "STRASSE ETE 1"


def test_an_empty_text_says_nothing() -> None:
    assert (read("").spellings, read("").dates, read("").listed_beside(frozenset())) == ((), (), [])

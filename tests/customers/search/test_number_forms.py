"""The forms of an installation's numbers, learned from its own."""

from __future__ import annotations

import pytest

from customers.search.number_forms import Form, learn_forms, with_slips, written_out


def test_the_form_of_plain_numbers_is_their_prefix_and_their_length():
    assert learn_forms(["INV-0010023", "INV-0010024", "INV-0710025"]) == [Form("INV-", 7, "")]


def test_a_year_is_part_of_the_form_wherever_it_stands():
    assert learn_forms(["RE 2026/00123", "RE 2026/00777", "RE 2025/00123"]) == [
        Form("RE 2026/", 5, ""),
        Form("RE 2025/", 5, ""),
    ]
    assert learn_forms(["1661/2026", "1662/2026", "17/2026"]) == [Form("", 0, "/2026")]


def test_the_commonest_form_comes_first():
    assert learn_forms(["A-1", "B-1", "B-2", "B-3"])[0] == Form("B-", 1, "")


def test_numbers_without_digits_have_no_form():
    assert learn_forms(["final", ""]) == []


@pytest.mark.parametrize("typed", ["10023", "0010023", "inv 10023", "INV10023", "INV-10023", "#10023"])
def test_a_number_is_found_without_its_prefix_and_its_zeros(typed):
    assert "INV-0010023" in written_out(typed, [Form("INV-", 7, "")])


@pytest.mark.parametrize("typed", ["123", "2026-123", "2026/00123", "RE 2026 123"])
def test_a_number_is_found_by_its_running_part_with_or_without_the_year(typed):
    assert "RE 2026/00123" in written_out(typed, [Form("RE 2025/", 5, ""), Form("RE 2026/", 5, "")])


def test_another_year_than_the_typed_one_is_not_meant():
    assert written_out("2025-123", [Form("RE 2026/", 5, "")]) == []


def test_a_number_too_long_for_the_form_is_no_number_of_it():
    assert written_out("123456789", [Form("INV-", 7, "")]) == []


@pytest.mark.parametrize("typed", ["10032", "1023", "100233", "10029", "0010032"])
def test_one_slip_of_the_finger_is_forgiven(typed):
    assert "INV-0010023" in with_slips(typed, [Form("INV-", 7, "")])


def test_short_numbers_are_not_guessed_at():
    assert with_slips("12", [Form("INV-", 7, "")]) == []

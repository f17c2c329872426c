from __future__ import annotations

import pytest

from customers.matching.names import same_name
from customers.matching.references import is_sure, mentions


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Invoice INV-10023 thanks", "INV10023"),
        ("inv 10023", "INV10023"),
        ("INV-10\n023", "INV10023"),
        ("RE/2026/0042", "RE20260042"),
    ],
)
def test_a_number_is_found_whole_through_blanks_and_breaks(text: str, key: str) -> None:
    assert key in mentions(text).wholes


def test_digits_are_found_without_prefix_and_zeros() -> None:
    assert "10023" in mentions("Rg 0010023").digits
    assert mentions("room 12, floor 3").digits == frozenset()


@pytest.mark.parametrize(
    ("number", "sure"),
    [("INV-10023", True), ("1002399", True), ("1002", False), ("20260115", False), ("150126", False), ("R7", False)],
)
def test_only_numbers_that_can_be_nothing_else_are_sure(number: str, sure: bool) -> None:
    assert is_sure(number) is sure


@pytest.mark.parametrize(
    ("left", "right", "same"),
    [
        ("Müller & Söhne GmbH", "MUELLER SOEHNE", True),
        ("Acme Ltd.", "ACME LIMITED", True),
        ("Contoso Ltd", "Contoso Logistics Ltd", False),
        ("GmbH", "GmbH", False),
        ("", "", False),
    ],
)
def test_names_are_compared_without_accents_and_legal_forms(left: str, right: str, same: bool) -> None:
    assert same_name(left, right) is same

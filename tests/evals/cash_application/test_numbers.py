"""Check digits, and how near what is written comes to a number."""

from __future__ import annotations

import pytest

from evals.cash_application.codes import creditor_reference, iban, qr_reference
from evals.cash_application.likeness import EXACT, ILLEGIBLE, MISREAD, MISTYPED, SHORTENED, NumberIndex, level, whole


def test_check_digits_are_those_of_published_examples() -> None:
    assert iban("DE", "370400440532013000") == "DE89370400440532013000"
    assert iban("GB", "WEST12345698765432") == "GB82WEST12345698765432"
    assert creditor_reference("539007547034") == "RF18539007547034"
    assert qr_reference("21000000000313947143000901") == "210000000003139471430009017"


@pytest.mark.parametrize(
    ("text", "distance"),
    [
        ("inv 2026 00123", EXACT),
        ("2026-00123", SHORTENED),
        ("INV-2026-123", SHORTENED),
        ("RG 00123", SHORTENED),
        ("Nr. 2026-00123", SHORTENED),
        ("RG 2O26-00l23", MISREAD),
        ("Nr. 2026-00132", MISTYPED),
        ("1NV-Z026-0O123", MISREAD),
        ("INV-2026-00132", MISTYPED),
        ("INV-2026-0123", MISTYPED),
        ("INV-2025-00456", ILLEGIBLE),
    ],
)
def test_how_far_a_text_is_from_a_number(text: str, distance: int) -> None:
    assert level(text, "INV-2026-00123") == distance


def test_a_typo_finds_the_neighbours_that_it_could_have_meant() -> None:
    index = NumberIndex(["RE10023", "RE10024", "RE20024", "RE99999"])
    assert index.near("RE10024", EXACT) == {"RE10024"}
    assert index.near("RE10024", MISTYPED) == {"RE10023", "RE10024", "RE20024"}


def test_a_typo_behind_the_payers_own_prefix_finds_its_neighbours() -> None:
    assert NumberIndex(["95701", "RE95710", "96000"]).near("Nr.95710", MISTYPED) == {"95701", "RE95710"}


def test_digits_are_whole_whatever_stands_before_them() -> None:
    assert whole("#12", "INV-2026-00012")
    assert whole("RG 4507085", "4507085")
    assert not whole("RG 450785", "4507085")

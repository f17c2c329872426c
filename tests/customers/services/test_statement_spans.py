from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest

from customers.parsers.bank.statement import BankEntry
from customers.services.importing.entry_keys import external_id, key_from, key_of
from customers.services.importing.statement_gaps import gap_before
from customers.services.importing.statement_spans import Span, apart_from
from tests.customers.services.bank_files import IBAN

MONDAY, TUESDAY = date(2026, 3, 2), date(2026, 3, 3)


def span(key: int, opening: str, closing: str, entries: int, *, on: date = MONDAY, number: str = "") -> Span:
    return Span(key, IBAN, "EUR", number, on, Decimal(opening), on, Decimal(closing), entries)


@pytest.fixture
def entry_of() -> Callable[..., BankEntry]:
    def make(amount: str, **given: object) -> BankEntry:
        row = {"amount": Decimal(amount), "currency": "EUR", "payer_name": "Acme GmbH", "reference": "INV-1 of March"}
        return BankEntry(booked_on=MONDAY, **{**row, **given})  # type: ignore[arg-type]

    return make


HALF, REST, WHOLE = span(1, "0", "50", 1), span(2, "50", "100", 1), span(3, "0", "100", 2)


@pytest.mark.parametrize(
    ("asked", "others", "apart"),
    [
        (REST, [HALF], {1}),
        (HALF, [REST], {2}),
        (WHOLE, [HALF, REST], set()),
        (REST, [HALF, WHOLE], {1}),
        (span(4, "100", "150", 1), [HALF, WHOLE], {1, 3}),
        (span(4, "50", "150", 2), [HALF, REST, WHOLE], {1}),
        (span(4, "7", "8", 1), [HALF], set()),
        (span(4, "7", "8", 1, on=TUESDAY), [HALF], {1}),
        (Span(4, IBAN, "EUR"), [HALF], set()),
    ],
)
def test_statements_joined_end_to_end_have_no_entry_in_common(asked, others, apart) -> None:
    assert apart_from(asked, others) == apart


def test_an_account_swept_to_nothing_begins_anew_rather_than_goes_on() -> None:
    swept = span(1, "0", "0", 2)
    assert apart_from(span(2, "0", "0", 2), [swept]) == set()


def test_thousands_of_statements_of_one_day_are_placed_at_once() -> None:
    chain = [span(n, str(n), str(n + 1), 1) for n in range(3000)]
    assert apart_from(span(-1, "1500", "1501", 1), chain) == {n for n in range(3000) if n != 1500}


def test_a_gap_without_numbers_names_the_days() -> None:
    assert gap_before(span(2, "70", "80", 1, on=TUESDAY), [HALF]) == (
        f"Account {IBAN}: the statement of 2026-03-03 opens with 70.00 EUR, but the statement of 2026-03-02 closed "
        "with 50.00; what was booked between is missing: export from 2026-03-02 to 2026-03-03."
    )


def test_one_missing_number_is_named() -> None:
    last, now = span(1, "0", "50", 1, number="12/1"), span(2, "70", "80", 1, on=TUESDAY, number="14/1")
    assert gap_before(now, [last]).endswith("; statement 13 is missing.")


def test_a_statement_that_covers_the_opening_leaves_no_gap() -> None:
    covering = Span(1, IBAN, "EUR", "", date(2026, 3, 1), Decimal(), date(2026, 3, 9), Decimal(500), 9)
    assert gap_before(span(2, "70", "80", 1), [covering]) == ""


def test_a_key_is_found_again_in_its_external_id(entry_of) -> None:
    key = key_of(entry_of("50.00", bank_reference="NX 77"), account=IBAN)
    for times in (1, 2, 17):
        found = key_from(external_id(key, times=times), booked_on=MONDAY, amount=Decimal("50.00"), currency="EUR")
        assert found == key


@pytest.mark.parametrize(
    ("change", "same"),
    [
        ({"reference": "INV-1  of\nMarch"}, True),
        ({"reference": "INV-2 of March"}, False),
        ({"payer_name": "ACME GMBH"}, True),
        ({"payer_name": "Other"}, False),
        ({"currency": "USD"}, False),
    ],
)
def test_a_digest_ignores_how_the_text_is_wrapped_and_nothing_else(entry_of, change, same) -> None:
    before = key_of(entry_of("50.00"), account=IBAN)
    assert (key_of(entry_of("50.00", **change), account=IBAN).digest == before.digest) == same


def test_a_digest_has_no_figures(entry_of) -> None:
    assert key_of(entry_of("50.00"), account=IBAN).digest.isalpha()

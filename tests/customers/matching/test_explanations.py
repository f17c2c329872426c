from __future__ import annotations

from datetime import date

import pytest

from customers.matching.directory import Directory
from customers.matching.explanation import Explanation
from customers.matching.explanations import explanations
from customers.matching.first_look import scene_of
from customers.matching.items import AdvisedLine, Item
from customers.matching.open_ledger import OpenLedger
from customers.matching.statement_words import speaks_of_statement
from tests.customers.matching.matching_rows import item, party, payment

NORTH = party(1, "Nordwind Textil GmbH", accounts=("DE1",))
DAUGHTER = party(2, "Nordwind Logistik GmbH", root=1)
STRANGER = party(3, "Südhang Möbel AG")


def found(amount: int, *items: Item, closed: tuple[Item, ...] = (), text: str = "", **paid) -> list[Explanation]:
    ledger = OpenLedger.of(items, closed=closed, size=20_000)
    paid = {"payer_account": "DE1"} | paid
    return explanations(scene_of(payment(amount, text, **paid), ledger, Directory.of([NORTH, DAUGHTER, STRANGER])))


def paid_by(best: Explanation) -> list[int]:
    return sorted(pk for pk, _, _ in best.lines)


def test_a_named_invoice_of_the_amount_counts_text_payer_and_amount() -> None:
    (best,) = found(12_345, item("INV-2026-00123", 12_345), text="INV-2026-00123")
    assert (best.lines, best.code, best.bits) == (((1, 12_345, "invoice"),), "cited", pytest.approx(49.591590))
    assert best.reasons == ("It names INV-2026-00123.", "The payer's account is known.")
    assert best.customer_id == 1


def test_all_numbers_of_a_range_are_paid() -> None:
    owed = [item(f"RE1002{pk}", 10_011 + pk * 7, pk=pk) for pk in (1, 2, 3, 4, 5)]
    best = found(sum(each.left for each in owed[1:4]), *owed, text="RE10022 bis RE10024")[0]
    assert (paid_by(best), best.code) == ([2, 3, 4], "cited")


def test_an_invoice_beyond_a_text_that_was_cut_is_found() -> None:
    best = found(31_244, item("INV-70011", 10_111, pk=1), item("INV-70012", 21_133, pk=2), text="INV-70011, INV-7")[0]
    assert paid_by(best) == [1, 2]


def test_a_daughter_is_paid_for_by_its_mother() -> None:
    best = found(12_345, item("INV-2026-00123", 12_345, customer=2), text="INV-2026-00123")[0]
    assert best.reasons == ("It names INV-2026-00123.", "The payer's account is known.")
    own = found(12_345, item("INV-2026-00123", 12_345), text="INV-2026-00123")[0]
    assert own.bits - best.bits == pytest.approx(1.0)


def test_a_strangers_invoice_has_the_payer_against_it() -> None:
    best = found(12_345, item("INV-2026-00123", 12_345, customer=3), text="INV-2026-00123")[0]
    assert best.reasons[1] == "Somebody else pays."
    own = found(12_345, item("INV-2026-00123", 12_345), text="INV-2026-00123")[0]
    assert own.bits - best.bits == pytest.approx(24.0)


def test_a_slip_that_hits_a_strangers_number_may_mean_the_payers_own() -> None:
    best = found(
        12_345, item("RE202613887", 50_000, pk=1, customer=3), item("RE202613897", 12_345, pk=2), text="RE202613887"
    )[0]
    assert paid_by(best) == [2]


def test_all_that_is_open_is_one_way_to_pay() -> None:
    owed = [item(f"INV-7001{pk}", 10_000 + pk * 1_111, pk=pk) for pk in range(1, 16)]
    best = found(sum(each.left for each in owed), *owed)[0]
    assert (best.code, len(best.lines), best.reasons[0]) == ("payer_balance", 15, "It pays all that is open.")


def test_words_of_a_statement_speak_for_all_that_is_open() -> None:
    owed = [item(f"INV-7001{pk}", 10_000 + pk * 1_111, pk=pk) for pk in range(1, 16)]
    total = sum(each.left for each in owed)
    plain, said = found(total, *owed)[0], found(total, *owed, text="Ausgleich offene Posten")[0]
    assert said.bits - plain.bits == pytest.approx(6.0)


def test_the_month_in_the_text_tells_equal_invoices_apart() -> None:
    owed = [item(f"INV-7001{month}", 9_900, pk=month, issued_on=date(2026, month, 1)) for month in (1, 2, 3)]
    best, second = found(9_900, *owed, text="Miete Februar 2026")[:2]
    assert (paid_by(best), best.code, best.bits - second.bits) == ([2], "payer_month", 7.0)


def test_equal_invoices_without_a_word_are_equally_likely() -> None:
    owed = [item(f"INV-7001{pk}", 9_900, pk=pk) for pk in (1, 2)]
    best, second = found(9_900, *owed)
    assert best.bits == second.bits


def test_a_remittance_advice_says_what_is_paid_on_each() -> None:
    owed = [item("INV-70011", 10_000, pk=1), item("INV-70012", 20_000, pk=2), item("CN-70013", -3_000, pk=3)]
    lines = (AdvisedLine("INV 70011", 4_000), AdvisedLine("70012", 20_000), AdvisedLine("CN-70013", -3_000))
    best = found(21_000, *owed, advised=lines)[0]
    assert best.lines == ((1, 4_000, "invoice"), (2, 20_000, "invoice"), (3, -3_000, "credit_note"))
    assert best.reasons[0] == "Its remittance advice says what is paid on each of 3."


@pytest.mark.parametrize(
    "lines",
    [
        (AdvisedLine("INV-70011", 9_999),),
        (AdvisedLine("INV-70011", 5_000), AdvisedLine("INV-70011", 5_000)),
        (AdvisedLine("INV-70011", 5_000), AdvisedLine("INV-99999", 5_000)),
        (AdvisedLine("INV-70011", 12_000), AdvisedLine("INV-70011", -2_000)),
    ],
)
def test_an_advice_that_does_not_hold_explains_nothing(lines: tuple[AdvisedLine, ...]) -> None:
    assert not any("remittance" in each.reasons[0] for each in found(10_000, item("INV-70011"), advised=lines))


def test_remittance_lines_in_the_text_count_like_an_advice() -> None:
    best = found(5_000, item("INV-70011"), text="RMR*IV*INV-70011**50.00~")[0]
    assert (best.lines, best.code) == (((1, 5_000, "invoice"),), "cited")


def test_what_was_settled_is_paid_twice_and_stays_on_account() -> None:
    paid = item("INV-2026-00123", 12_345, left=0)
    (best,) = found(12_345, closed=(paid,), text="INV-2026-00123")
    assert (best.lines, best.rest, best.code, best.customer_id) == ((), 12_345, "duplicate", 1)


def test_nothing_known_explains_nothing() -> None:
    assert found(12_345, item("INV-2026-00123", 500), payer_account="") == []


@pytest.mark.parametrize("words", ["STATEMENT 2026-01", "OFFENEN POSTEN", "TOUTES LES FACTURES", "OP-LISTE", "WYCIAG"])
def test_a_statement_is_spoken_of_in_many_languages(words: str) -> None:
    assert speaks_of_statement(f"ZU {words}.")


@pytest.mark.parametrize("words", ["RESTATEMENTS", "EXTRASYSTOLE", "POSTEN", ""])
def test_parts_of_other_words_are_no_statement(words: str) -> None:
    assert not speaks_of_statement(words)

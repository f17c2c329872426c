from __future__ import annotations

from datetime import date
from decimal import Decimal

from customers.matching import Cited, OpenItem, Payment, Proposal, ProposedLine, Question, propose


def item(number: str, amount: str, *, pk: int = 1, debtor: int = 10, **extra) -> OpenItem:
    money = Decimal(amount)
    values = {"open_amount": money, "amount": money, "currency": "EUR", "issued_on": date(2026, 1, 1)} | extra
    return OpenItem(pk, number, debtor, **values)


def ask(amount: str, *cited: Cited, **extra) -> Proposal:
    return propose(Question(Payment(Decimal(amount), "EUR", date(2026, 3, 1)), cited, **extra))


def test_part_of_what_is_cited_is_never_guessed_for_several_invoices() -> None:
    proposal = ask("150", Cited(item("A-1001", "100"), True), Cited(item("A-1002", "100", pk=2), True))
    assert (proposal.code, proposal.lines, proposal.debtor_id) == ("cited_unequal", (), 10)


def test_an_unsure_citation_needs_the_exact_amount() -> None:
    cited = Cited(item("1001", "100"), False)
    assert ask("100", cited).lines == (ProposedLine(1, Decimal(100)),)
    assert ask("60", cited).code == "nothing"


def test_an_unsure_citation_does_not_hide_the_known_payers_amount() -> None:
    proposal = ask(
        "60", Cited(item("1001", "100"), False), payer_id=20, payer_items=(item("B-7", "60", pk=7, debtor=20),)
    )
    assert (proposal.code, proposal.lines) == ("payer_amount", (ProposedLine(7, Decimal(60)),))


def test_cited_items_of_two_debtors_are_paid_by_their_exact_sum_only() -> None:
    two = Cited(item("A-1001", "100"), True), Cited(item("B-1002", "50", pk=2, debtor=20), True)
    assert len(ask("150", *two).lines) == 2
    assert ask("170", *two).lines == ()


def test_a_sum_without_the_cited_credit_note_is_taken_as_invoices_only() -> None:
    cited = Cited(item("A-1001", "100"), True), Cited(item("CN-1002", "-20", pk=2), True)
    assert [line.amount for line in ask("80", *cited).lines] == [Decimal(100), Decimal(-20)]
    assert [line.amount for line in ask("100", *cited).lines] == [Decimal(100)]


def test_an_early_discount_is_two_percent_within_ten_days_fourteen_in_germany() -> None:
    late = {"issued_on": date(2026, 2, 17)}
    assert ask("98", Cited(item("A-1001", "100", country="DE", **late), True)).code == "discount"
    assert ask("98", Cited(item("A-1001", "100", country="FR", **late), True)).code == "part"


def test_nothing_known_is_left_to_a_person_without_a_payer() -> None:
    assert ask("5") == Proposal("nothing", "Neither reference, account nor name say what it pays.")

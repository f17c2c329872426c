from __future__ import annotations

import pytest

from customers.matching.deciding import Decision, decide
from customers.matching.directory import Directory
from customers.matching.items import Item
from customers.matching.open_ledger import OpenLedger
from customers.matching.unrelated import unrelated_kind
from tests.customers.matching.matching_rows import item, party, payment


@pytest.mark.parametrize(
    ("payer", "text", "kind"),
    [
        ("Finanzamt München", "Umsatzsteuer 12/2025", "money from a public office"),
        ("HMRC", "VAT REPAYMENT", "money from a public office"),
        ("DGFIP", "Remboursement crédit de TVA", "money from a public office"),
        ("Agenzia delle Entrate", "Rimborso IVA", "money from a public office"),
        ("Urząd Skarbowy", "zwrot VAT", "money from a public office"),
        ("Banco", "Intereses 2025", "interest or a dividend"),
        ("Nordea", "Talletuskorko", "interest or a dividend"),
        ("If Skadeförsäkring", "Skadeersättning 12", "an insurer's payment"),
        ("Bank", "Retour salaris maart", "a returned salary"),
        ("Eigene Firma GmbH", "Umbuchung Festgeld", "a transfer between own accounts"),
        ("Stripe Payments Europe", "STRIPE PAYOUT", "a card provider's payout"),
        ("Sparkasse", "Darlehensauszahlung 4711", "a loan, capital or a subsidy"),
        ("Bygg AB", "Återbetalning leverantör", "a supplier's refund"),
        ("Huisbaas BV", "Terugbetaling borg", "a supplier's refund"),
    ],
)
def test_words_of_many_languages_say_that_it_is_no_customers_money(payer: str, text: str, kind: str) -> None:
    assert unrelated_kind(payer, text) == kind


def test_the_words_of_a_longer_entry_may_stand_in_any_order() -> None:
    assert unrelated_kind("", "Kaution für das Büro: Rückzahlung") == "a supplier's refund"


@pytest.mark.parametrize(
    ("payer", "text"),
    [("Nordwind Textil GmbH", "Rechnung INV-1"), ("", ""), ("Pinstripe Ltd", "Invoice 7"), ("Taxi Huber", "Fahrt")],
)
def test_ordinary_payments_are_none_of_these(payer: str, text: str) -> None:
    assert unrelated_kind(payer, text) == ""


STRIPE_DESIGN = party(1, "Stripe Design GmbH")


def ask(amount: int, *items: Item, **paid) -> Decision:
    return decide(payment(amount, **paid), OpenLedger.of(items, size=20_000), Directory.of([STRIPE_DESIGN]))


def test_a_customer_with_a_card_providers_word_in_its_name_pays_its_invoice() -> None:
    found = ask(81_235, item("INV-2026-00123", 81_235), payer_name="Stripe Design GmbH", text="INV-2026-00123")
    assert found.applied and found.best and found.best.lines == ((1, 81_235, "invoice"),)


def test_a_customer_with_a_card_providers_word_in_its_name_is_never_nobodys() -> None:
    found = ask(40_000, item("INV-2026-00123", 81_235), payer_name="Stripe Design GmbH", text="payment on account")
    assert found.code != "unrelated"


def test_a_card_payout_is_nobodys_payment_beside_such_a_customer() -> None:
    found = ask(40_000, item("INV-2026-00123", 81_235), payer_name="STRIPE PAYMENTS EUROPE LTD", text="PAYOUT")
    assert found.applied and found.best
    assert (found.best.code, found.best.lines, found.best.rest) == ("unrelated", (), 40_000)


def test_a_named_invoice_is_stronger_than_a_word() -> None:
    found = ask(81_235, item("INV-2026-00123", 81_235), payer_name="Unbekannt", text="Zinsen zu INV-2026-00123")
    assert found.best and found.best.lines == ((1, 81_235, "invoice"),)

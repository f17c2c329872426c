"""How long something is open in words, and a name that is called before the sentence."""

import pytest

from agent.guardrails import check_facts
from tests.agent.drafting.accounts import account


def codes(body, language):
    found = check_facts(subject="100482", body=f"{body}\n", language=language, facts=account())
    return [violation.code for violation in found]


@pytest.mark.parametrize(
    ("body", "language"),
    [
        ("La factura 100482 lleva más de seis meses vencida.", "es"),
        ("A fatura 100482 está vencida há seis meses.", "pt"),
        ("La fattura 100482 è scaduta ormai da sei mesi.", "it"),
        ("Factura 100482 este restantă de șase luni.", "ro"),
        ("Faktura 100482 jest niezapłacona od sześciu miesięcy.", "pl"),
        ("Faktura 100482 je po splatnosti už šest měsíců.", "cs"),
        ("Το τιμολόγιο 100482 μένει ανεξόφλητο εδώ και έξι μήνες.", "el"),
        ("Το τιμολόγιο 100482 μένει ανεξόφλητο εδώ και τέσσερις μήνες.", "el"),
    ],
)
def test_months_longer_than_anything_is_open_are_a_wrong_fact(body, language):
    assert codes(body, language) == ["wrong_fact"]


def test_a_name_called_before_the_sentence_is_a_greeting():
    assert codes("Pane Dvořáku, kdy zaplatíte fakturu 100482?", "cs") == ["wrong_recipient"]


@pytest.mark.parametrize(
    ("body", "language"),
    [
        ("Invoice 100482 is now {} days overdue.", "en"),
        ("Die Rechnung 100482 ist {} Tage überfällig.", "de"),
        ("La facture 100482 a {} jours de retard.", "fr"),
        ("Faktura 100482 er nu {} dage forsinket.", "da"),
        ("Lasku 100482 on {} päivää myöhässä.", "fi"),
    ],
)
def test_days_late_are_those_of_the_invoice_and_not_of_its_terms(body, language):
    facts = account()
    invoice = facts.invoices[0]
    terms = (invoice.due - invoice.issued).days
    assert terms != invoice.days_overdue
    assert codes(body.format(invoice.days_overdue), language) == []
    assert codes(body.format(terms), language) == ["wrong_fact"]

"""An invoice called paid needs a payment of its own in the facts; thanks for another payment are no such claim."""

import pytest

from agent.guardrails import check_facts
from tests.agent.drafting.accounts import account, invoice

PAID = [
    ("en", "{} has been paid in full."),
    ("en", "{} has been paid."),
    ("en", "Thank you for paying {}."),
    ("en", "{}, issued on 1 March 2026, has been paid in full."),
    ("de", "{} ist bezahlt."),
    ("de", "Danke, dass Sie {} bezahlt haben."),
    ("fr", "{} a été payée."),
    ("fr", "Merci d'avoir payé {}."),
    ("es", "{} ha sido pagada."),
    ("es", "Gracias por pagar {}."),
    ("it", "{} è stata pagata."),
    ("it", "Grazie per aver pagato {}."),
    ("pt", "{} foi paga."),
    ("pt", "Obrigado por pagar {}."),
    ("nl", "{} is betaald."),
    ("nl", "Bedankt voor het betalen van {}."),
    ("pl", "{} została opłacona."),
    ("pl", "Dziękujemy za opłacenie {}."),
    ("cs", "{} byla uhrazena."),
    ("cs", "Děkujeme za úhradu {}."),
    ("da", "{} er betalt."),
    ("da", "Tak, fordi I har betalt {}."),
    ("nb", "{} er betalt."),
    ("sv", "{} är betald."),
    ("fi", "{} on maksettu."),
    ("hu", "{} ki van fizetve."),
    ("ro", "{} a fost achitată."),
    ("ru", "{} оплачен полностью."),
    ("uk", "{} оплачено повністю."),
    ("el", "Το {} έχει εξοφληθεί."),
    ("tr", "{} ödenmiştir."),
    ("ar", "تم سداد {}."),
    ("he", "{} שולמה."),
    ("hi", "{} का भुगतान हो चुका है।"),
    ("ja", "{}は支払済みです。"),
    ("ko", "{}은 결제 완료되었습니다."),
    ("zh", "{}已付清。"),
]


def codes(body: str, language: str = "en", **changes: object) -> list[str]:
    """Of a text about an account that holds one payment, on 100482."""
    found = check_facts(subject="", body=f"{body}\n", language=language, facts=account(**changes))
    return [violation.code for violation in found]


@pytest.mark.parametrize(("language", "sentence"), PAID)
def test_an_invoice_without_a_payment_is_not_paid(language, sentence):
    assert codes(sentence.format("100490"), language) == ["wrong_fact"]


@pytest.mark.parametrize(("language", "sentence"), PAID)
def test_an_invoice_with_a_payment_may_be_called_paid(language, sentence):
    assert codes(sentence.format("100482"), language) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "Thank you for your payment; 100490 is still open.",
        "Thank you for your payment of £51.60 on 100482, and please settle 100490.",
        "100490 is still open, so thank you for your payment on 100482.",
        "Until 100490 has been paid, the account stays open.",
        "Please confirm once 100490 has been paid.",
        "100490 has not been paid.",
    ],
)
def test_thanks_for_another_payment_are_no_claim(sentence):
    assert codes(sentence) == []


def test_an_invoice_closed_in_the_facts_is_paid():
    assert codes("100490 has been paid in full.", invoices=(invoice("100490", "0.00"),)) == []

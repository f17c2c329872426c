"""A sentence counts for what it speaks of: a demand, a condition, a time of day, how long something is open."""

import pytest

from agent.guardrails import check_facts
from tests.agent.drafting.accounts import account, invoice


def codes(body, language, **changes):
    found = check_facts(subject="100482", body=f"{body}\n", language=language, facts=account(**changes))
    return [violation.code for violation in found]


@pytest.mark.parametrize(
    ("body", "language"),
    [
        ("Your query is being looked into separately. Please pay invoice 100501 by Friday.", "en"),
        ("Ihre Reklamation wird gesondert geprüft. Bitte zahlen Sie die Rechnung 100501 bis Freitag.", "de"),
        ("Votre réclamation est examinée séparément. Merci de payer la facture 100501 avant vendredi.", "fr"),
        ("Uw klacht wordt apart bekeken. Betaal factuur 100501 voor vrijdag.", "nl"),
        ("Er reklamation utreds separat. Betala faktura 100501 senast på fredag.", "sv"),
        ("Jeres reklamation behandles særskilt. Betal faktura 100501 senest fredag.", "da"),
        ("Reklamasjonen deres behandles særskilt. Betal faktura 100501 innen fredag.", "nb"),
        ("Reklamaationne käsitellään erikseen. Maksakaa lasku 100501 perjantaihin mennessä.", "fi"),
    ],
)
def test_what_is_asked_for_outright_no_other_sentence_excuses(body, language):
    assert codes(body, language) == ["disputed_invoice_chased"]


@pytest.mark.parametrize(
    ("body", "language"),
    [
        ("Please leave 100501 out of your payment while it is looked into.", "en"),
        ("Die Rechnung 100501 müssen Sie im Moment nicht begleichen.", "de"),
        ("Lagret räknar om: 100501 lägger vi åt sidan.", "sv"),
        ("Lasku 100501 on toistaiseksi sivussa, sille ei tarvitse tehdä mitään.", "fi"),
    ],
)
def test_a_disputed_invoice_is_set_aside_in_everyday_words(body, language):
    assert codes(body, language) == []


@pytest.mark.parametrize(
    ("body", "language"),
    [
        ("Ik ben tot 17.00 uur bereikbaar.", "nl"),
        ("Jag nås på telefon fram till kl. 16.30.", "sv"),
        ("Jeg kan træffes til kl. 10.12.", "da"),
        ("Sie erreichen mich bis 16.45 Uhr.", "de"),
    ],
)
def test_a_time_of_day_is_no_amount(body, language):
    assert codes(body, language) == []


@pytest.mark.parametrize(
    ("body", "language"),
    [
        ("Derfor er kontoen stengt til den er betalt.", "nb"),
        ("Kontoen er lukket, indtil den er betalt.", "da"),
        ("Uudet tilauksenne odottavat, kunnes se on maksettu.", "fi"),
    ],
)
def test_a_condition_states_no_payment(body, language):
    assert "The facts hold no payment." not in [
        one.why for one in check_facts(subject="", body=body, language=language, facts=account(payments=()))
    ]


@pytest.mark.parametrize(
    ("body", "language"),
    [
        ("It has been outstanding for over ten months.", "en"),
        ("Der Betrag ist seit über zehn Monaten offen.", "de"),
        ("Elle est impayée depuis plus de dix mois.", "fr"),
        ("Het bedrag staat al meer dan tien maanden open.", "nl"),
        ("Beloppet har varit obetalt i över tio månader.", "sv"),
        ("Beløbet har været ubetalt i over ti måneder.", "da"),
        ("Beløpet har vært ubetalt i over ti måneder.", "nb"),
        ("Summa on ollut maksamatta yli kymmenen kuukautta.", "fi"),
    ],
)
def test_nothing_has_been_open_so_long(body, language):
    assert codes(body, language) == ["wrong_fact"]


@pytest.mark.parametrize(
    ("body", "language"),
    [
        ("Leaving 100501 aside while it is looked into, £99.00 is due.", "en"),
        ("Без спорного 100501, который мы проверяем, к оплате остаётся 99,00 GBP", "ru"),
        ("確認中の100501を除いた99.00 GBPをお支払いください。", "ja"),
    ],
)
def test_what_is_due_besides_a_disputed_invoice_is_no_balance_of_another(body, language):
    items = (invoice("100482", "99.00"), invoice("100501", "78.00", standing="disputed"))
    assert codes(body, language, invoices=items) == []


def test_a_balance_of_another_invoice_is_no_rest():
    items = (invoice("100482", "78.00"), invoice("100490", "99.00"))
    assert codes("100482 comes to £99.00.", "en", invoices=items) == ["wrong_fact"]


@pytest.mark.parametrize(
    ("body", "language"),
    [
        ("99.00 GBPを7日以内にお支払いください。", "ja"),
        ("请在10天内付清99.00 GBP。", "zh"),
        ("99.00 GBP를 10일이내에 결제해 주세요.", "ko"),
    ],
)
def test_a_deadline_needs_no_space_before_its_word(body, language):
    items = (invoice("100482", "99.00"),)
    assert codes(body, language, invoices=items) == []


def test_a_text_may_end_with_a_currency():
    items = (invoice("100482", "99.00", currency="UAH"),)
    found = check_facts(subject="100482", body="До сплати 99,00 грн.", language="uk", facts=account(invoices=items))
    assert [one.why for one in found] == []


def test_a_disputed_balance_is_not_asked_for_without_its_number_either():
    said = "We have not looked into your complaint of 100501 yet.\nPlease pay the GBP 78.00 for now."
    assert "disputed_invoice_chased" in codes(said, "en")

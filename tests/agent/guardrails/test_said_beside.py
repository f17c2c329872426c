"""A sentence counts for what it speaks of: a demand, a condition, a time of day, how long something is open."""

import pytest

from agent.guardrails import check_facts
from tests.agent.drafting.accounts import account


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

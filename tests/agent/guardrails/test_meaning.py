"""What must not be said, in the languages that have expressions, and the plain courtesy that may."""

import tomllib

import pytest

from agent.guardrails import GUARD_VERSION, check, text_hash
from agent.guardrails.lexicon import FOLDER, languages
from tests.agent.drafting.accounts import account


def codes(sentence, language):
    found = check(subject="100482", body=f"{sentence}\n", language=language, facts=account())
    return {violation.code for violation in found}


@pytest.mark.parametrize(
    ("sentence", "language", "code"),
    [
        ("Unless you pay we will instruct our solicitors.", "en", "legal_threat"),
        ("Bleibt die Zahlung aus, beauftragen wir ein Inkassobüro.", "de", "legal_threat"),
        ("Sans paiement, nous saisirons le tribunal.", "fr", "legal_threat"),
        ("De lo contrario iniciaremos acciones legales.", "es", "legal_threat"),
        ("In mancanza affideremo la pratica a un avvocato.", "it", "legal_threat"),
        ("Anders schakelen wij een deurwaarder in.", "nl", "legal_threat"),
        ("Caso contrário, o seu nome será negativado no Serasa.", "pt", "legal_threat"),
        ("W przeciwnym razie skierujemy sprawę do sądu.", "pl", "legal_threat"),
        ("Annars går ärendet till Kronofogden.", "sv", "legal_threat"),
        ("Ellers overgår sagen til inkasso.", "da", "legal_threat"),
        ("The mistake was ours: it was our fault.", "en", "admission_of_fault"),
        ("Das war unser Fehler.", "de", "admission_of_fault"),
        ("C'est notre erreur.", "fr", "admission_of_fault"),
        ("Fue un error de nuestra parte.", "es", "admission_of_fault"),
        ("È stato un nostro errore.", "it", "admission_of_fault"),
        ("You can pay in three instalments.", "en", "unauthorised_offer"),
        ("Gern räumen wir Ihnen noch Zeit bis Ende Mai ein.", "de", "unauthorised_offer"),
        ("Vous pouvez payer en plusieurs fois.", "fr", "unauthorised_offer"),
        ("Le ofrecemos pagar a plazos.", "es", "unauthorised_offer"),
        ("Je mag in drie termijnen betalen.", "nl", "unauthorised_offer"),
        ("Our bank account has changed.", "en", "payment_diversion"),
        ("Bitte nutzen Sie unsere neue Bankverbindung.", "de", "payment_diversion"),
        ("Shame on you, you are liars.", "en", "broken_tone"),
        ("Sie sollten sich schämen.", "de", "broken_tone"),
        ("C'est une honte.", "fr", "broken_tone"),
        ("Es una vergüenza.", "es", "broken_tone"),
    ],
)
def test_it_is_found(sentence, language, code):
    assert code in codes(sentence, language)


@pytest.mark.parametrize(
    ("sentence", "language"),
    [
        ("Sorry to trouble you again.", "en"),
        ("Apologies if your payment has crossed with this message.", "en"),
        ("Our bank details have not changed.", "en"),
        ("This is our final reminder; please pay within seven days.", "en"),
        ("Otherwise we will involve your account manager.", "en"),
        ("Bitte nennen Sie uns einen Zahlungstermin.", "de"),
        ("Ein kurzer Hinweis genügt.", "de"),
        ("Un court message suffit.", "fr"),
        ("Quedamos a su disposición.", "es"),
    ],
)
def test_courtesy_passes(sentence, language):
    assert codes(sentence, language) == set()


def test_english_in_a_letter_of_another_language_is_read_too():
    assert "legal_threat" in codes("We will take you to the county court.", "de")


@pytest.mark.parametrize("language", languages())
def test_every_language_has_every_topic(language):
    topics = set(tomllib.loads((FOLDER / "en.toml").read_text(encoding="utf-8")))

    assert set(tomllib.loads((FOLDER / f"{language}.toml").read_text(encoding="utf-8"))) == topics


def test_a_verdict_holds_for_one_text():
    assert text_hash("a", "b") == text_hash("a", "b") != text_hash("ab", "")
    assert GUARD_VERSION

"""Kept sentences in the reader's language: how a text is cut, what stays as it is, and that it is quick."""

from __future__ import annotations

import time

import pytest
from django.template import Context, Engine
from django.utils.translation import override

from audit import sentences
from audit.sentences import in_readers_language, unknown_words


def german(text: str) -> str:
    with override("de"):
        return in_readers_language(text)


def test_a_kept_sentence_is_german_with_its_day_and_its_amount() -> None:
    said = german("A payment of 8988.64 EUR came back on 2026-11-04.")

    assert said == "Eine Zahlung über 8.988,64 EUR kam am 04.11.2026 zurück."


def test_whoever_reads_english_gets_the_very_same_text_without_a_look_at_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sentences, "_cut", None)
    kept = "It is the first mail to this contact."

    with override("en"):
        assert in_readers_language(kept) is kept
    with override("en-de"):
        assert in_readers_language(kept) is kept
    with override(None):
        assert in_readers_language(kept) is kept


def test_days_and_figures_follow_the_formats_that_the_reader_chose() -> None:
    with override("de-us"):
        said = in_readers_language("A payment of 8988.64 EUR came back on 2026-11-04.")

    assert said == "Eine Zahlung über 8,988.64 EUR kam am 11/04/2026 zurück."


def test_joined_sentences_are_translated_one_by_one() -> None:
    kept = (
        "Invoice LI-1 is 33 days past due. The step “first” is due; 35,808.27 EUR and 20.00 USD is asked for."
        " The reading is 79% sure; 80% are asked for. The message may say: dispute."
    )

    assert german(kept) == (
        "Rechnung LI-1 ist seit 33 Tagen überfällig. Die Stufe „first“ ist fällig; angemahnt: 35.808,27 EUR und"
        " 20,00 USD. Die Deutung ist zu 79 % sicher; verlangt sind 80 %. Die Nachricht besagt vielleicht: Klärfall."
    )


def test_one_of_something_is_said_as_one() -> None:
    assert german("Invoice LI-1 is 1 days past due.") == "Rechnung LI-1 ist seit 1 Tag überfällig."


def test_the_parts_of_a_list_are_translated_and_joined() -> None:
    kept = "Escalated by rule “old”: 47,110.34 EUR overdue, 47 days past due, customer tier high value."

    assert german(kept) == (
        "Eskaliert nach Regel „old“: 47.110,34 EUR überfällig, seit 47 Tagen überfällig, Kundenklasse hoher Wert."
    )


def test_a_list_with_a_part_that_nobody_knows_stays_as_it_is() -> None:
    kept = "Escalated by rule “old”: wears a green hat."

    assert german(kept) == kept
    assert unknown_words(kept) == ("Escalated by rule “old”:", "wears a green hat.")


def test_a_place_may_hold_dots_and_the_words_of_other_sentences() -> None:
    kept = "No answer from Dr. E. Müller (Müller & Co. KG) by 2026-11-04. Rule: a.b. is disputed."
    assert german(kept).startswith("Keine Antwort von Dr. E. Müller (Müller & Co. KG) bis 04.11.2026.")

    quoted = "Pricing: LI-1. “Nothing is owed any more. The money is there.”"
    assert german(quoted) == "Preis: LI-1. „Nothing is owed any more. The money is there.“"


def test_a_dot_before_a_word_that_goes_on_ends_no_sentence() -> None:
    kept = "Claimed a second time. Unmatched and near it: 10.00 EUR from ACME Ltd. on 2026-01-02. It is a key account."

    assert german(kept) == (
        "Zum zweiten Mal gemeldet. Nicht zugeordnet und nahe daran: 10,00 EUR von ACME Ltd. am 02.01.2026."
        " Es ist ein Schlüsselkunde."
    )


def test_what_follows_a_colon_may_be_another_kept_sentence_or_a_persons_words() -> None:
    assert german("The check found: FV-2 is not yet due.") == "Die Prüfung fand: FV-2 ist noch nicht fällig."
    assert german("On hold until 2026-11-18: she calls us back. Soon.") == (
        "Zurückgestellt bis 18.11.2026: she calls us back. Soon."
    )
    assert german("On hold until 2026-11-18: check") == "Zurückgestellt bis 18.11.2026: check"


def test_what_refused_a_booking_is_german_too() -> None:
    kept = "A dispute could not be booked: None of these invoices is open for this debtor."

    assert german(kept) == (
        "Ein Klärfall konnte nicht gebucht werden: Keine dieser Rechnungen ist bei diesem Debitor offen."
    )


def test_a_customers_words_at_the_end_are_never_touched() -> None:
    kept = "The day of payment could not be booked. On the customer page: Nothing is owed any more.\nThe end."

    assert german(kept) == (
        "Der Zahlungstag konnte nicht gebucht werden. Auf der Kundenseite: Nothing is owed any more.\nThe end."
    )


def test_an_unknown_sentence_stays_between_known_ones() -> None:
    kept = "It is the first mail to this contact. Ask {Paula} for 5 %s first. More than one promise was broken."

    assert german(kept) == (
        "Es ist die erste Mail an diesen Ansprechpartner. Ask {Paula} for 5 %s first."
        " Mehr als eine Zusage wurde gebrochen."
    )
    assert unknown_words(kept) == ("Ask {Paula} for 5 %s first.",)


def test_a_place_that_begins_a_sentence_leaves_the_sentence_before_it_alone() -> None:
    kept = "It is a key account. 500.00 is overdue, above the limit of 100.00."

    assert german(kept) == ("Es ist ein Schlüsselkunde. 500,00 sind überfällig, mehr als die Grenze von 100,00.")


def test_a_template_escapes_what_it_shows() -> None:
    engine = Engine(libraries={"kept": "dunning.templatetags.kept_sentences"})
    template = engine.from_string("{% load kept %}{{ why|in_readers_language }}")

    with override("de"):
        shown = template.render(Context({"why": "To write to instead: <b>P</b>, without an address."}))

    assert shown == "Stattdessen anzuschreiben: &lt;b&gt;P&lt;/b&gt;, ohne Adresse."


@pytest.mark.parametrize(
    "text",
    [
        "It is the first mail to this contact. " * 55,
        "Case closed: " * 150,
        "The check found: The text is no longer true: " * 40,
        ". " * 1000,
        "a: “" * 500,
        "x@y named " * 200,
        "A promise for 1, " * 110,
        " and ".join(["the payer has its name"] * 80) + ".",
        "Escalated by rule “x”: " + ", ".join(["12 days past due"] * 110) + ".",
        "Invoice 1 is 3 days past due. The step “a” is due; 1.00 EUR is asked for. " * 27,
    ],
)
def test_a_long_text_is_cut_in_a_blink_whatever_it_holds(text: str) -> None:
    german(text[:2000])  # templates are made ready once
    sentences._cut.cache_clear()
    began = time.perf_counter()
    german(text[:2000])

    # Some milliseconds in life; a text that made it try again and again would take seconds.
    assert time.perf_counter() - began < 0.2

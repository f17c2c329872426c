"""Every language that letters are written in has the whole page, laid out in its own direction."""

from __future__ import annotations

import re

import pytest

from agent.drafting.catalogue import languages as letter_languages
from dunning.models import Dispute
from dunning.portal.customer.words import FALLBACK, languages, words_in
from tests.dunning.portal.conftest import Opened

FIELD = re.compile(r"{\w+}")
# The same word in English, or a sign.
MAY_BE_ENGLISH = {"name", "status", "issued", "optional", "optionally", "send", "reference", "number", "total_open"}


def test_the_page_speaks_every_language_that_letters_do() -> None:
    assert languages() == letter_languages()
    assert len(languages()) >= 25


@pytest.mark.parametrize("language", languages())
def test_a_language_has_every_sentence_with_the_same_fields(language: str) -> None:
    english, own = words_in(FALLBACK).texts, words_in(language).texts

    assert list(own) == list(english)
    assert {key: sorted(FIELD.findall(text)) for key, text in own.items()} == {
        key: sorted(FIELD.findall(text)) for key, text in english.items()
    }
    assert all(text.strip() == text and text for text in own.values())
    if language != FALLBACK:
        same = {key for key, text in own.items() if text == english[key]} - MAY_BE_ENGLISH
        assert len(same) <= 3, same


def test_every_reason_of_a_dispute_has_a_sentence() -> None:
    for reason in Dispute.Reason.values:
        assert words_in("en").say("other_reason" if reason == "other" else reason)


def test_an_unknown_language_is_english_and_a_region_is_its_language() -> None:
    assert words_in("xx").language == "en"
    assert words_in("pt-BR").language == "pt"
    assert words_in("").language == "en"


@pytest.mark.parametrize("language", languages())
def test_every_page_renders_in_every_language(open_page, language: str) -> None:
    page: Opened = open_page(language=language)
    words = words_in(language)

    for name in ("account", "promise", "dispute", "contact", "question"):
        answer = page.get(name)
        text = answer.content.decode()
        assert answer.status_code == 200 and answer["Content-Language"] == language
        assert f'<html lang="{language}" dir="{words.direction}">' in text
        assert not FIELD.search(text)
    assert page.get("done", "promise").status_code == 200
    assert page.get("statement").content.startswith(b"%PDF-")


@pytest.mark.parametrize("language", ["ar", "he"])
def test_numbers_keep_their_direction_in_a_line_from_right_to_left(open_page, language: str) -> None:
    text = open_page(language=language).get().content.decode()

    assert 'dir="rtl"' in text and '<bdi class="cp-nowrap">INV-1</bdi>' in text


def test_amounts_and_days_are_written_as_customary(open_page) -> None:
    text = open_page(language="de", country="DE").get().content.decode()

    assert "2.000,00\xa0€" in text and "22. Februar 2026" in text


def test_the_closed_page_speaks_the_browsers_language(page: Opened) -> None:
    answer = page.client.get("/account/forged/", HTTP_ACCEPT_LANGUAGE="fr-CH,fr;q=0.9")

    assert "Cette page n" in answer.content.decode() and answer.status_code == 404

"""Sentences of wrapped, listed and abbreviated text."""

from __future__ import annotations

import pytest

from agent.reading.sentences import MAX_SENTENCES, split_sentences


def _texts(text: str, language: str = "en") -> list[str]:
    return [sentence.text for sentence in split_sentences(text, language=language)]


@pytest.mark.parametrize(
    ("language", "text", "sentences"),
    [
        ("en", "4471 is paid. 4502 goes out on Friday!", ["4471 is paid.", "4502 goes out on Friday!"]),
        ("en", "Mr. Reed paid approx. 5 invoices.", ["Mr. Reed paid approx. 5 invoices."]),
        ("de", "Am 3. März bezahlt. Rest folgt.", ["Am 3. März bezahlt.", "Rest folgt."]),
        ("de", "Die haben wir am 3.2. überwiesen.", ["Die haben wir am 3.2. überwiesen."]),
        ("pt", "vou pagar dia 10. pode mandar a nota?", ["vou pagar dia 10.", "pode mandar a nota?"]),
        ("zh", "已付款。余款下周付。", ["已付款。", "余款下周付。"]),
        ("ar", "هل وصلت الفاتورة؟ شكرا لكم.", ["هل وصلت الفاتورة؟", "شكرا لكم."]),
        ("en", "- 4471 paid\n- 4502 on Friday", ["4471 paid", "4502 on Friday"]),
        ("en", "Dear Ms Kern,\nwe pay on Friday.", ["we pay on Friday."]),
    ],
)
def test_text_falls_into_sentences(language: str, text: str, sentences: list[str]) -> None:
    assert _texts(text, language) == sentences


def test_a_line_wrapped_by_the_mail_program_is_joined() -> None:
    text = "We have passed your invoice to the site manager for approval and he\nwill release it on Friday."
    assert _texts(text) == [text.replace("\n", " ")]


def test_paragraphs_are_counted() -> None:
    found = split_sentences("One. Two.\n\nThree.", language="en")
    assert [sentence.paragraph for sentence in found] == [0, 0, 1]


def test_a_flood_of_sentences_is_cut() -> None:
    assert len(_texts("Pay. " * 10_000)) == MAX_SENTENCES

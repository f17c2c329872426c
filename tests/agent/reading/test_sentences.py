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
        ("de", "Morgen bezahlen wir.", ["Morgen bezahlen wir."]),
        ("de", "Morgen Tom,\nist bezahlt.", ["ist bezahlt."]),
        ("fi", "Kuittaan viikolla 12. Ei muuta.", ["Kuittaan viikolla 12.", "Ei muuta."]),
        ("cs", "Zašlu 7. 5. 2027 celou částku.", ["Zašlu 7. 5. 2027 celou částku."]),
        ("cs", "Rozdíl dělá 580,80. Zbytek v pátek.", ["Rozdíl dělá 580,80.", "Zbytek v pátek."]),
        ("pl", "Budmex Sp. z o.o. zapłaci jutro.", ["Budmex Sp. z o.o. zapłaci jutro."]),
        ("pt", "A fatura n.º 4471 foi paga.", ["A fatura n.º 4471 foi paga."]),
        ("da", "Den er lukket pr. 21. oktober. Tak.", ["Den er lukket pr. 21. oktober.", "Tak."]),
        ("hi", "भुगतान हो गया। बाकी कल।", ["भुगतान हो गया।", "बाकी कल।"]),
        ("ur", "ادائیگی ہو گئی۔ باقی کل۔", ["ادائیگی ہو گئی۔", "باقی کل۔"]),
        ("ja", "→ 10/23に振込済みです。", ["10/23に振込済みです。"]),
        ("ja", "田中様\nお振込みいたします。", ["お振込みいたします。"]),
        ("en", "4471 paid\n4502 on Friday", ["4471 paid", "4502 on Friday"]),
        ("en", "We pay on Friday. Kind regards", ["We pay on Friday."]),
    ],
)
def test_text_falls_into_sentences(language: str, text: str, sentences: list[str]) -> None:
    assert _texts(text, language) == sentences


def test_long_thai_falls_apart_behind_a_polite_ending() -> None:
    found = _texts("โอนเงินค่าใบแจ้งหนี้ 4471 ไปแล้วเมื่อวานนี้ค่ะ ส่วนใบที่เหลือจะโอนให้ภายในสัปดาห์หน้านะคะ", "th")
    assert found == ["โอนเงินค่าใบแจ้งหนี้ 4471 ไปแล้วเมื่อวานนี้ค่ะ", "ส่วนใบที่เหลือจะโอนให้ภายในสัปดาห์หน้านะคะ"]


def test_nothing_of_a_sentence_without_end_is_lost() -> None:
    text = "and then we paid one more, " * 60
    assert "".join(_texts(text)).replace(" ", "") == text.replace(" ", "")


def test_a_line_wrapped_by_the_mail_program_is_joined() -> None:
    text = "We have passed your invoice to the site manager for approval and he\nwill release it on Friday."
    assert _texts(text) == [text.replace("\n", " ")]


def test_paragraphs_are_counted() -> None:
    found = split_sentences("One. Two.\n\nThree.", language="en")
    assert [sentence.paragraph for sentence in found] == [0, 0, 1]


def test_a_flood_of_sentences_is_cut() -> None:
    assert len(_texts("Pay. " * 10_000)) == MAX_SENTENCES

"""The same short letter in every writing language: what is true passes, one figure changed is found."""

from datetime import date
from decimal import Decimal

import pytest

from agent.facts import AccountFacts, Allowed, ContactFact, InvoiceFact, SenderFact
from agent.guardrails import check_facts

# Language, country, currency, balance, the amount and due date as written, the same with one figure wrong.
LETTERS = [
    ("en", "GB", "GBP", "3480.75", "HT-204 for £3,480.75 was due on 12 October 2026, 35 days ago.", "3,480.75", "3,408.75"),
    ("de", "DE", "EUR", "3480.75", "HT-204 über 3.480,75 € war am 12. Oktober 2026 fällig, also vor 35 Tagen.", "12. Oktober", "21. Oktober"),
    ("fr", "FR", "EUR", "3480.75", "HT-204 de 3 480,75 € est échue depuis le 12 octobre 2026, soit 35 jours.", "35 jours", "53 jours"),
    ("es", "ES", "EUR", "3480.75", "HT-204 de 3.480,75 € venció el 12 de octubre de 2026, hace 35 días.", "3.480,75", "3.840,75"),
    ("pt", "PT", "EUR", "3480.75", "HT-204 de 3.480,75 € venceu em 12 de outubro de 2026, há 35 dias.", "12 de outubro", "12 de novembro"),
    ("it", "IT", "EUR", "3480.75", "HT-204 di 3.480,75 € è scaduta il 12 ottobre 2026, da 35 giorni.", "HT-204", "HT-240"),
    ("nl", "NL", "EUR", "3480.75", "HT-204 van € 3.480,75 is op 12 oktober 2026 vervallen, 35 dagen geleden.", "3.480,75", "3.480,57"),
    ("pl", "PL", "PLN", "3480.75", "HT-204 na 3 480,75 zł miała termin 12 października 2026 r., 35 dni temu.", "12 października", "13 października"),
    ("sv", "SE", "SEK", "3480.75", "HT-204 på 3 480,75 kr förföll den 12 oktober 2026, för 35 dagar sedan.", "3 480,75", "4 380,75"),
    ("da", "DK", "DKK", "3480.75", "HT-204 på 3.480,75 kr. forfaldt den 12. oktober 2026 og er 35 dage forsinket.", "35 dage", "45 dage"),
    ("nb", "NO", "NOK", "3480.75", "HT-204 på 3 480,75 kr forfalt 12.10.2026 og er 35 dager forsinket.", "12.10.2026", "21.09.2026"),
    ("fi", "FI", "EUR", "3480.75", "HT-204, 3 480,75 €, erääntyi 12. lokakuuta 2026 ja on 35 päivää myöhässä.", "12. lokakuuta", "12. syyskuuta"),
    ("cs", "CZ", "CZK", "3480.75", "HT-204 na 3 480,75 Kč byla splatná 12. října 2026 a je 35 dní po splatnosti.", "12. října", "2. října"),
    ("hu", "HU", "HUF", "348075", "A HT-204 számla, 348 075 Ft, 2026. október 12-én járt le, 35 napja.", "348 075", "384 075"),
    ("ro", "RO", "RON", "3480.75", "HT-204 de 3.480,75 lei era scadentă la 12 octombrie 2026, de 35 de zile.", "3.480,75", "3.480,25"),
    ("el", "GR", "EUR", "3480.75", "Το HT-204 των 3.480,75 € έληξε στις 12 Οκτωβρίου 2026, πριν από 35 ημέρες.", "12 Οκτωβρίου", "15 Οκτωβρίου"),
    ("tr", "TR", "TRY", "3480.75", "HT-204 numaralı 3.480,75 TL tutarındaki faturanın vadesi 12 Ekim 2026 idi, 35 gün önce.", "12 Ekim", "12 Eylül"),
    ("uk", "UA", "UAH", "3480.75", "HT-204 на 3 480,75 грн прострочено з 12 жовтня 2026 р., це 35 днів.", "12 жовтня", "12 вересня"),
    ("ru", "KZ", "KZT", "348075", "HT-204 на 348 075 ₸ просрочен с 12 октября 2026 г., уже 35 дней.", "348 075", "348 705"),
    ("ar", "AE", "AED", "3480.75", "الفاتورة HT-204 بمبلغ 3,480.75 درهم مستحقة منذ 12 أكتوبر 2026، أي 35 يومًا.", "3,480.75", "3,480.57"),
    ("ar", "SA", "SAR", "3480.75", "الفاتورة HT-204 بمبلغ ٣٬٤٨٠٫٧٥ ريال مستحقة منذ ١٢ أكتوبر ٢٠٢٦.", "٣٬٤٨٠٫٧٥", "٣٬٤٨٠٫٥٧"),
    ("he", "IL", "ILS", "3480.75", "החשבונית HT-204 על סך 3,480.75 ₪ הייתה אמורה להיפרע ב-12/10/2026, לפני 35 ימים.", "12/10/2026", "21/09/2026"),
    ("hi", "IN", "INR", "348075", "HT-204 (₹3,48,075) की देय तिथि 12 अक्टूबर 2026 थी, 35 दिन हो गए।", "3,48,075", "3,84,075"),
    ("ja", "JP", "JPY", "348075", "HT-204につきまして、お支払期日の2026年10月12日から35日が過ぎ、348,075円が未入金です。", "348,075", "384,075"),
    ("ja", "JP", "JPY", "1280000", "HT-204の128万円は2026/10/12がお支払期日でした。", "128万", "138万"),
    ("ko", "KR", "KRW", "348075", "HT-204 대금 348,075원의 지급기일 2026년 10월 12일이 35일 지났습니다.", "10월 12일", "10월 21일"),
    ("zh", "CN", "CNY", "3480.75", "HT-204，3,480.75元，应于2026/10/12支付，已逾期35天。", "35天", "53天"),
    ("bg", "BG", "BGN", "3480.75", "HT-204 за 3 480,75 лв. беше с падеж 12 октомври 2026 г., преди 35 дни.", "3 480,75", "3 840,75"),
    ("hr", "HR", "EUR", "3480.75", "HT-204 na 3.480,75 EUR dospjela je 12. listopada 2026.", "3.480,75", "3.480,70"),
    ("ca", "ES", "EUR", "3480.75", "La factura HT-204 de 3.480,75 € va vèncer el 12 d'octubre de 2026.", "12 d'octubre", "13 d'octubre"),
    ("vi", "VN", "VND", "348075", "Hóa đơn HT-204 số tiền 348.075 ₫ đến hạn ngày 12 tháng 10 năm 2026.", "348.075", "384.075"),
    ("id", "ID", "IDR", "348075", "Tagihan HT-204 sebesar Rp348.075 jatuh tempo pada 12 Oktober 2026.", "12 Oktober", "12 September"),
]  # fmt: skip


def facts(language, country, currency, balance):
    invoice = InvoiceFact(
        number="HT-204",
        issued=date(2026, 9, 21),
        due=date(2026, 10, 12),
        balance=Decimal(balance),
        currency=currency,
        days_overdue=35,
    )
    return AccountFacts(
        customer="Harrow Timber",
        country=country,
        language=language,
        currency=currency,
        contact=ContactFact(name="Louise Pickering"),
        invoices=(invoice,),
        allowed=Allowed(),
        sender=SenderFact(name="Owen Birch", company="Calder"),
        today=date(2026, 11, 16),
        total_overdue=Decimal(balance),
    )


@pytest.mark.parametrize(("language", "country", "currency", "balance", "sentence", "right", "wrong"), LETTERS)
def test_a_true_sentence_passes_and_one_wrong_figure_is_found(
    language, country, currency, balance, sentence, right, wrong
):
    account = facts(language, country, currency, balance)

    def codes(text):
        found = check_facts(subject="HT-204", body=f"{text}\n", language=language, facts=account)
        return {violation.code for violation in found}

    assert codes(sentence) == set()
    assert right in sentence
    assert codes(sentence.replace(right, wrong)) == {"wrong_fact"}


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("de", "HT-204 ist seit dreißig Tagen überfällig."),
        ("en", "HT-204 is forty days overdue."),
        ("fr", "HT-204 a soixante jours de retard."),
        ("es", "HT-204 lleva cuarenta y cinco días de retraso."),
        ("tr", "HT-204 otuz gündür gecikmede."),
        ("ru", "HT-204 просрочен на тридцать дней."),
        ("ja", "HT-204は三十日過ぎております。"),
    ],
)
def test_days_in_words_must_be_true(language, sentence):
    account = facts(language, "DE", "EUR", "3480.75")
    found = check_facts(subject="HT-204", body=f"{sentence}\n", language=language, facts=account)
    assert {violation.code for violation in found} == {"wrong_fact"}


def test_the_day_of_issue_is_not_the_due_date():
    account = facts("en", "GB", "GBP", "3480.75")
    (found,) = check_facts(
        subject="HT-204", body="HT-204 was due on 21 September 2026.\n", language="en", facts=account
    )
    assert (found.code, found.why) == ("wrong_fact", "21 September 2026 is the day of issue, not the due date.")
    assert not check_facts(subject="", body="HT-204 of 21 September 2026 is open.\n", language="en", facts=account)

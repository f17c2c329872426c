"""Whatever the facts do not hold is found, in the national formats of letters; what they hold is let through."""

import dataclasses
from datetime import date
from decimal import Decimal

import pytest

from agent.facts import Allowed, ContactFact, DisputeFact, PaymentFact, PromiseFact
from agent.guardrails import check_facts
from tests.agent.drafting.accounts import account, invoice

NAKED = {"promises": (), "disputes": (), "payments": (), "credits": ()}


def codes(body, *, subject="Invoice 100482", language="en", **changes):
    facts = account(**changes)
    found = check_facts(subject=subject, body=f"{body}\n", language=language, facts=facts)
    return [violation.code for violation in found]


@pytest.mark.parametrize(
    ("amount", "language"),
    [
        ("£1,148.40", "en"),
        ("GBP 1,148.40", "en"),
        ("1.148,40 £", "de"),
        ("1 148,40 £", "fr"),
        ("GBP 1’148.40", "de"),
        ("£ 1148.40", "es"),
        ("１，１４８．４０ GBP", "ja"),
    ],
)
def test_an_amount_is_known_in_any_national_format(amount, language):
    assert codes(f"Invoice 100482: {amount}", language=language) == []


@pytest.mark.parametrize("amount", ["£1,184.40", "£11,484.00", "€1,148.40", "USD 1,148.40", "£1,148.41", "1.148,50"])
def test_another_amount_or_currency_is_a_wrong_fact(amount):
    assert codes(f"Invoice 100482: {amount}") == ["wrong_fact"]


def test_whole_amounts_may_end_in_a_dash():
    items = (invoice("100482", "1250.00", currency="CHF"),)

    assert codes("100482: CHF 1’250.–", language="de", invoices=items, **NAKED) == []
    assert codes("100482: CHF 1’260.–", language="de", invoices=items, **NAKED) == ["wrong_fact"]


@pytest.mark.parametrize(
    "sentence",
    [
        "In all £1,457.40 is past due; 100501 is being looked into.",  # every overdue balance, the disputed one too
        "Without the query it is £1,379.40.",
        "We ask for £1,227.40.",  # 1148.40 + 99.00 less the credit of 20.00
        "100482 and 100490 come to £1,247.40.",
        "Of £1,200.00 you paid £51.60.",
        "After your payment of £77.00 £1,380.40 is left.",
    ],
)
def test_sums_of_the_facts_are_facts(sentence):
    assert codes(sentence) == []


def test_a_balance_beside_another_invoice_is_a_wrong_fact():
    assert codes("100482: £99.00") == ["wrong_fact"]
    assert codes("100490: £99.00") == []


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("10 April 2026", "en"),
        ("April 10, 2026", "en"),
        ("10/04/2026", "en"),
        ("10.04.2026", "de"),
        ("10. April 2026", "de"),
        ("10 avril", "fr"),
        ("10 de abril de 2026", "es"),
        ("10 kwietnia 2026 r.", "pl"),
        ("2026. április 10.", "hu"),
        ("2026年4月10日", "ja"),
        ("2026-04-10", "sv"),
        ("10 апреля 2026 г.", "ru"),
        ("10 เมษายน 2569", "th"),
    ],
)
def test_a_date_is_known_in_any_national_format(text, language):
    assert codes(f"100482 ({text})", language=language) == []


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("11 April 2026", "en"),
        ("10 April 2025", "en"),
        ("04/10/2026", "en"),
        ("11.04.2026", "de"),
        ("11 avril", "fr"),
        ("2026年4月11日", "ja"),
        ("11 kwietnia 2026", "pl"),
    ],
)
def test_another_date_is_a_wrong_fact(text, language):
    assert codes(f"100482 ({text})", language=language) == ["wrong_fact"]


def test_days_overdue_must_be_right_and_a_deadline_may_be_set():
    assert codes("It is 5 days overdue.") == []
    assert codes("It is 7 days overdue.") == ["wrong_fact"]
    assert codes("Please pay within 7 days.") == []
    assert codes("Die Rechnung ist seit 8 Tagen überfällig.", language="de") == ["wrong_fact"]
    assert codes("Bitte zahlen Sie innerhalb von 8 Tagen.", language="de") == []


@pytest.mark.parametrize("number", ["100428", "KS-100482", "2026/4402", "INV-77"])
def test_an_unknown_invoice_number_is_a_wrong_fact(number):
    assert codes(f"Our invoice {number} is open.") == (["wrong_fact"] if number != "KS-100482" else [])


def test_a_line_may_begin_with_an_amount_or_a_date_whose_first_digits_are_an_invoice():
    items = (invoice("21", "21979.62", currency="EUR"), invoice("31", "50.00", currency="EUR"))

    assert codes("21 979,62 EUR sind offen.", invoices=items, language="de", **NAKED, subject="") == []
    assert codes("31 March 2026 is the due date.", invoices=items, **NAKED, subject="") == []
    assert codes("21  €21,979.62\n31  €50.00", invoices=items, **NAKED, subject="") == []
    assert codes("21  €50.00\n31  €21,979.62", invoices=items, **NAKED, subject="") == ["wrong_fact", "wrong_fact"]


@pytest.mark.parametrize(
    ("number", "code"),
    [
        ("DE89 3704 0044 0532 0130 00", "payment_diversion"),
        ("DE89370400440532013000", "payment_diversion"),
        ("pay@evil.example", "wrong_fact"),
    ],
)
def test_an_address_or_bank_account_is_none_of_ours_because_an_invoice_is_called_so(number, code):
    items = (invoice(number, "100.00"),)

    assert code in codes(f"Please pay to {number}.", invoices=items, subject="", **NAKED)
    assert codes("Please pay KS-22004711.", invoices=(invoice("KS-22004711", "1.00"),), subject="", **NAKED) == []


def test_a_fragment_of_a_number_is_known():
    items = (invoice("GIB2026000000712", "100.00"),)

    assert codes("712 is open.", invoices=items, subject="712", **NAKED) == []
    assert codes("713 is open.", invoices=items, subject="712", **NAKED) == ["wrong_fact"]


def test_only_the_allowed_link_and_account_may_be_given():
    assert codes("Pay here: https://pay.kestrel.example/1.") == []
    assert codes("Pay here: https://pay.kestrel.example/2") == ["payment_diversion"]
    assert codes("Pay here: https://pay-kestrel.example/1") == ["payment_diversion"]
    assert codes("Kestrel Ltd, sort code 00-11-22, account 30419526") == []
    assert codes("Kestrel Ltd, sort code 00-11-22, account 30415926") == ["payment_diversion"]
    assert codes("Our IBAN is DE89 3704 0044 0532 0130 00.") == ["payment_diversion"]
    assert codes("Pay to account 30419526.", allowed=Allowed()) == ["payment_diversion"]


def test_an_allowed_iban_may_be_grouped_otherwise():
    allowed = Allowed(bank_details="IBAN DE89370400440532013000")

    assert codes("IBAN: DE89 3704 0044 0532 0130 00", allowed=allowed, language="de") == []
    assert codes("IBAN: DE89 3704 0044 0532 0130 01", allowed=allowed, language="de") == ["payment_diversion"]


def test_an_address_that_the_facts_lack_is_a_wrong_fact():
    assert codes("Write to jo@fenway.example.", contact=ContactFact("Jo Prentice", "jo@fenway.example")) == []
    assert codes("Write to pay@evil.example.") == ["wrong_fact"]


def test_only_the_allowed_discount_is_a_fact():
    assert codes("You may take 2 % off.", allowed=Allowed(discount_percent=Decimal(2))) == []
    assert codes("You may take 5 % off.", allowed=Allowed(discount_percent=Decimal(2))) == ["unauthorised_offer"]
    assert "wrong_fact" in codes("We charge 9 % interest per year.")


@pytest.mark.parametrize(
    ("greeting", "language"),
    [
        ("Dear Mr Prentice,", "en"),
        ("Hi Jo,", "en"),
        ("Dear Sir or Madam,", "en"),
        ("Sehr geehrte Damen und Herren,", "de"),
        ("Guten Tag Frau Prentice", "de"),
        ("Bonjour,", "fr"),
        ("Szanowni Państwo,", "pl"),
    ],
)
def test_the_contact_or_nobody_in_particular_may_be_greeted(greeting, language):
    assert codes(greeting, language=language) == []


@pytest.mark.parametrize(
    ("greeting", "language"),
    [
        ("Dear Harriet,", "en"),
        ("Sehr geehrter Herr Kranz,", "de"),
        ("Bonjour Madame Tremblay,", "fr"),
        ("Hola, Rocío:", "es"),
    ],
)
def test_a_stranger_must_not_be_greeted(greeting, language):
    assert codes(greeting, language=language) == ["wrong_recipient"]


def test_a_vocative_is_the_same_person():
    assert codes("Dzień dobry, Pani Ewo,", language="pl", contact=ContactFact("Ewa Zielińska")) == []
    assert codes("Panie Marku,", language="pl", contact=ContactFact("Marek Sowa")) == []


def test_a_japanese_name_stands_before_its_title():
    contact = ContactFact("中村 健一")

    assert codes("中村 健一 様", language="ja", contact=contact) == []
    assert codes("佐藤 様", language="ja", contact=contact) == ["wrong_recipient"]


def test_a_disputed_invoice_may_be_set_aside_but_not_demanded():
    assert codes("100501 is being looked into separately.") == []
    assert codes("Please pay 100501 (£78.00) now.") == ["disputed_invoice_chased"]
    assert codes("We know your complaint about 100501. Even so it must be paid.") == ["disputed_invoice_chased"]


def test_a_sum_with_a_disputed_invoice_in_it_must_not_be_demanded():
    items = (invoice("A-1", "100.00"), invoice("A-2", "50.00"))
    disputed = NAKED | {"invoices": items, "disputes": (DisputeFact("quality", ("A-2",)),)}

    assert codes("Please pay £150.00.", subject="A-1", **disputed) == ["disputed_invoice_chased"]
    assert codes("Please pay £100.00.", subject="A-1", **disputed) == []


@pytest.mark.parametrize(
    "text",
    [
        "Dear {{name}},",
        "Dear [NAME],",
        "Amount: {total}",
        "Lorem ipsum",
        "As an AI language model I cannot.",
        "FÃ¼r Sie",
        "XXX",
        "Due: None",
    ],
)
def test_an_unfinished_text_is_a_placeholder(text):
    assert "placeholder" in codes(text)


@pytest.mark.parametrize(
    "text",
    [
        "Вот вежливый вариант письма клиенту:",
        "이메일 초안입니다.",
        "如需调整语气,请告诉我。",
        "Íme az udvarias levél szövege.",
    ],
)
def test_talk_about_the_text_itself_is_a_placeholder(text):
    assert "placeholder" in codes(text)


def test_a_tag_before_the_subject_is_no_template_mark_but_a_field_is():
    assert "placeholder" not in codes("-", subject="[최종 안내] 청구서")
    assert "placeholder" in codes("-", subject="[청구서 번호] 안내")


def test_an_empty_text_is_a_placeholder():
    assert codes("  ") == ["placeholder"]


def test_names_that_look_like_marks_are_names():
    assert codes("For XXX Lutz KG: 100482.", customer="XXX Lutz KG") == []


def test_money_received_needs_a_payment():
    sentence = "Thank you for your payment."

    assert codes(sentence, payments=(), invoices=(invoice("100482", "1148.40"),)) == ["wrong_fact"]
    assert codes(sentence, payments=(PaymentFact(date(2026, 4, 2), Decimal("51.60"), "GBP"),)) == []


def test_a_promise_that_nobody_gave_is_a_wrong_fact():
    assert codes("You promised to pay.", promises=()) == ["wrong_fact"]
    assert codes("You promised to pay.", promises=(PromiseFact(None, None, ("100482",)),)) == []


def test_fees_and_holds_need_to_be_allowed():
    assert codes("Late payment fees will be added.") == ["wrong_fact"]
    assert codes("Your account will be placed on credit hold.") == ["wrong_fact"]
    assert codes("Your account will be placed on credit hold.", allowed=Allowed(credit_hold=True)) == []


def test_a_violation_quotes_its_sentence():
    facts = dataclasses.replace(account())

    found = check_facts(
        subject="100482", body="Hello,\n\nAll fine. Please pay £9.99 today. Thanks.", language="en", facts=facts
    )

    assert [violation.sentence for violation in found] == ["Please pay £9.99 today."]


@pytest.mark.parametrize(
    ("language", "currency", "contact", "body"),
    [
        (
            "ru",
            "RUB",
            "Иван Петров",
            "Уважаемый Иван Сергеевич!\n\nСчёт 100482 на 1 148,40 руб. (10 апреля 2026 г.), 5 дней.",
        ),
        ("el", "EUR", "Γιώργος Παπαδόπουλος", "Αγαπητέ κύριε Παπαδόπουλε,\n\n100482: 1.148,40 € (10 Απριλίου 2026)"),
        ("ko", "KRW", "김민수", "김민수 부장님께,\n\n청구서 100482 (1,148.40원, 2026년 4월 10일)"),
        ("ar", "AED", "أحمد علي", "السيد أحمد علي المحترم،\n\n100482: 1,148.40 درهم (10 أبريل 2026)"),
        ("th", "THB", "สมชาย ใจดี", "เรียน คุณสมชาย\n\n100482: 1,148.40 บาท (10 เมษายน 2569)"),
        ("he", "ILS", "דנה כהן", "שלום דנה,\n\n100482: 1,148.40 ₪ ב-10 באפריל 2026"),
    ],
)
def test_letters_in_other_scripts_are_read(language, currency, contact, body):
    items = (invoice("100482", "1148.40", due=date(2026, 4, 10), currency=currency),)
    changes = NAKED | {"invoices": items, "contact": ContactFact(contact), "country": ""}

    assert codes(body, language=language, **changes) == []
    assert "wrong_fact" in codes(body.replace("148", "184"), language=language, **changes)

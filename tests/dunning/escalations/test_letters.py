"""What account managers read: complete in every language, whole on one page, and nothing that fetches or runs."""

from __future__ import annotations

import re
import string
from datetime import timedelta
from decimal import Decimal

import pytest
from django.core import mail
from django.core.mail import EmailMultiAlternatives

from dunning.escalation_letters import question_letter
from dunning.inside_words import LANGUAGES, known_language, words_in
from dunning.models import Escalation
from dunning.services.escalations.mail import notify_escalations
from dunning.signed_links import make_link
from tests.factories import (
    AS_OF,
    AccountManagerFactory,
    CaseFactory,
    EscalationFactory,
    EscalationRuleFactory,
    IncomingMailFactory,
    InvoiceFactory,
    MessageFactory,
    PromiseFactory,
)

ANNA = "anna@creditor.example"


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_all_words_with_the_same_places_to_fill(language: str) -> None:
    words, english = words_in(language), words_in("en")
    assert set(words) == set(english)
    assert [key for key in english if fields(words[key]) != fields(english[key])] == []
    assert [key for key, text in words.items() if not text.strip()] == []


@pytest.mark.parametrize("language", [one for one in LANGUAGES if one != "en"])
def test_no_sentence_was_left_in_english(language: str) -> None:
    words, english = words_in(language), words_in("en")
    same = {key for key, text in words.items() if text == english[key]}
    # Words that two languages share.
    assert same <= {"total", "open", "promise_open", "r_other", "a_quote", "stage_other", "undo", "promises", "dispute",
                    "last_words_on", "stage_first", "invoice"}  # fmt: skip


def test_a_language_without_words_falls_back() -> None:
    assert known_language("", "pt-BR") == "pt"
    assert known_language("ja", "de_AT") == "de"
    assert known_language("ja") == "en"


@pytest.fixture
def escalation() -> Escalation:
    case = CaseFactory.create(debtor__name="<b>Miller & Sons</b>")
    EscalationRuleFactory.create(
        policy=case.policy, key="large", exposure_over=Decimal(10_000), age_over_days=30, broken_promises_over=0
    )
    for number, days in (("INV-1", 45), ("INV-2", 12)):
        InvoiceFactory.create(customer=case.debtor, number=number, due_on=(AS_OF - timedelta(days=days)).date())
    PromiseFactory.create(case=case, status="broken", amount=Decimal("400.00"), judged_at=AS_OF)
    MessageFactory.create(case=case, status="delivered", stage="first", sent_at=AS_OF - timedelta(days=9))
    IncomingMailFactory.create(
        case=case,
        debtor=case.debtor,
        status="applied",
        body_text="We <script>alert(1)</script> will pay when the crane works.\n\nOn Monday we wrote:\n> Please pay.",
    )
    return EscalationFactory.create(case=case, rule_key="large", sent_to=ANNA)


def letter(escalation: Escalation, language: str) -> EmailMultiAlternatives:
    AccountManagerFactory.create(email=ANNA, language=language)
    link = make_link(escalation, email=ANNA, as_of=AS_OF)
    return question_letter(escalation, link=link, kind="question", as_of=AS_OF)


@pytest.mark.django_db
def test_the_mail_has_everything_on_one_page(escalation: Escalation) -> None:
    text = letter(escalation, "en").body
    for words in (
        "€12,000.00 is overdue.",
        "The oldest item has been overdue for 45 days.",
        "Broken promises: 1.",
        "31–60 days: €1,000.00",
        "INV-2, February 20, 2026, 12 days, €1,000.00",
        "Kept: 0. Broken: 1.",
        "Too few paid invoices to say.",
        "will pay when the crane works.",
        "Paula Payer, March 4, 2026",
        "February 23, 2026: First reminder",
        "Hold for 7 days",
        "/admin/dunning/case/",
    ):
        assert words in text
    assert "Please pay." not in text


@pytest.mark.django_db
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_html_escapes_what_the_customer_wrote_and_fetches_nothing(escalation: Escalation, language: str) -> None:
    sent = letter(escalation, language)
    html = sent.alternatives[0][0]
    assert "<script" not in html
    assert "&lt;b&gt;Miller &amp; Sons&lt;/b&gt;" in html
    assert not re.search(r"<img|<link|<iframe|@import|url\(|src=", html)
    assert f'<html lang="{language}">' in html
    assert not re.search(r"\{\w+\}", sent.body + re.sub(r"<style>.*?</style>", "", html, flags=re.S))
    assert sent.subject == words_in(language)["subject_question"].format(debtor=escalation.debtor.name)


@pytest.mark.django_db
def test_more_than_five_questions_a_day_come_as_one_mail() -> None:
    AccountManagerFactory.create(email=ANNA, language="en")
    for _ in range(6):
        EscalationFactory.create(sent_to=ANNA)
    assert notify_escalations(as_of=AS_OF).asked == 6
    (sent,) = mail.outbox
    assert sent.subject == "6 customers need your answer"
    assert len(set(re.findall(r"/answer/[^/\s]+/", sent.body))) == 6
    assert notify_escalations(as_of=AS_OF).asked == 0


@pytest.mark.django_db
def test_five_questions_are_five_mails_and_two_later_ones_come_together() -> None:
    AccountManagerFactory.create(email=ANNA, language="en")
    for _ in range(5):
        EscalationFactory.create(sent_to=ANNA)
    notify_escalations(as_of=AS_OF)
    assert len(mail.outbox) == 5
    EscalationFactory.create(sent_to=ANNA)
    EscalationFactory.create(sent_to=ANNA)
    notify_escalations(as_of=AS_OF)
    assert [sent.subject for sent in mail.outbox[5:]] == ["2 customers need your answer"]

"""What of a model's answer is believed: only what the message bears out."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from agent.answers import Reading
from agent.reading.clauses import Context
from agent.reading.llm.checking import Checker
from agent.reading.llm.form import ModelReading
from tests.agent.reading.llm.cases import ACCOUNT, BODY, RIGHT, SENTENCE, promise, said


def checked(answer: dict[str, Any], *, body: str = BODY) -> tuple[Reading, list[str]]:
    checker = Checker(body, Context(ACCOUNT, date(2026, 10, 6), ("en",)))
    reading = checker.reading(ModelReading.model_validate(answer), id="m-1", new_text=body)
    return reading, checker.flaws


def test_a_right_answer_is_taken_whole() -> None:
    reading, flaws = checked(RIGHT)
    assert flaws == []
    assert (reading.language, reading.intent_names(), reading.needs_human) == ("en", ("promise_to_pay",), False)
    (found,) = reading.promises
    assert (found.date, found.amount, found.invoices, found.quote) == (
        date(2026, 10, 9),
        None,
        ("KS-4471",),
        SENTENCE,
    )


def test_a_quote_may_differ_in_spaces_marks_and_case() -> None:
    reading, flaws = checked(said("acknowledgement", quote="“we’ll LOOK\ninto it…”"), body="We'll look  into it.")
    assert (reading.intent_names(), flaws) == (("acknowledgement",), [])


@pytest.mark.parametrize("quote", ["We will pay tomorrow.", "", ".", "d"])
def test_an_invented_quote_drops_its_answer_and_is_a_flaw(quote: str) -> None:
    reading, flaws = checked(said("promise_to_pay", promises=[promise(quote=quote)]))
    assert reading.promises == ()
    assert flaws == [f"It quotes words that are not in the message: “{quote}”."]


def test_an_intent_without_words_is_dropped_but_still_calls_a_person() -> None:
    reading, flaws = checked(said("insolvency", quote="We are bankrupt."))
    assert reading.intents == ()
    assert reading.confidence() == 0
    assert reading.human_reasons == ("The message may say: insolvency.",)
    assert flaws == ["It quotes words that are not in the message: “We are bankrupt.”."]


def test_an_invoice_of_somebody_else_drops_the_answer_instead_of_meaning_all() -> None:
    reading, flaws = checked(said("promise_to_pay", promises=[promise(invoices=["KS-9999"])]))
    assert reading.promises == ()
    assert flaws == ["It names an invoice that is not open on this account: “KS-9999”."]


def test_an_invoice_by_a_clear_fragment_is_the_accounts_own_and_none_means_what_is_due() -> None:
    (found,) = checked(said("promise_to_pay", promises=[promise(invoices=["4471"])]))[0].promises
    assert found.invoices == ("KS-4471",)
    (found,) = checked(said("promise_to_pay", promises=[promise(invoices=[])]))[0].promises
    assert found.invoices == ("KS-4471", "KS-4502")


def test_a_date_that_the_model_counted_wrong_is_a_flaw_and_the_calendars_day_stands() -> None:
    reading, flaws = checked(said("promise_to_pay", promises=[promise(date="2026-10-16")]))
    assert [p.date for p in reading.promises] == [date(2026, 10, 9)]
    assert flaws == ["By the calendar “on Friday” is not 2026-10-16."]


def test_a_date_is_counted_by_the_calendar_where_the_model_only_quotes_it() -> None:
    reading, flaws = checked(said("promise_to_pay", promises=[promise(date=None)]))
    assert ([p.date for p in reading.promises], flaws) == ([date(2026, 10, 9)], [])


def test_date_words_that_nobody_wrote_are_a_flaw() -> None:
    reading, flaws = checked(said("promise_to_pay", promises=[promise(date_words="next Monday", date="2026-10-12")]))
    assert [p.date for p in reading.promises] == [None]
    assert flaws == ["It quotes a date that is not in the message: “next Monday”."]


def test_a_date_without_words_for_it_is_a_flaw() -> None:
    body = "We will pay soon."
    answer = said("promise_to_pay", quote=body, promises=[promise(quote=body, date_words=None, date="2026-10-09")])
    assert checked(answer, body=body)[1] == ["By the calendar “We will pay soon.” is not 2026-10-09."]


def test_an_amount_that_nobody_wrote_is_a_flaw() -> None:
    reading, flaws = checked(said("promise_to_pay", promises=[promise(amount="99.00")]))
    assert [p.amount for p in reading.promises] == [None]
    assert flaws == ["It names an amount that is not in the message: 99.00."]


def test_an_amount_is_found_in_the_messages_own_format() -> None:
    body = "We paid 1.200,50 EUR for KS-4471 yesterday, ref HB/44120."
    given = {"quote": body, "date_words": "yesterday", "date": "2026-10-05", "amount": "1200.50"}
    answer = said("payment_claimed", quote=body, payments=[given | {"invoices": ["KS-4471"], "reference": "HB/44120"}])
    reading, flaws = checked(answer, body=body)
    (found,) = reading.payments
    assert (found.amount, found.date, found.reference) == (Decimal("1200.50"), date(2026, 10, 5), "HB/44120")
    assert flaws == []


def test_a_contact_that_the_model_made_up_is_left_out() -> None:
    body = "Please write to Jana Pohl from now on."
    given = {"quote": body, "name": "Jana Pohl", "email": "jana@evil.example"}
    reading, flaws = checked(said("contact_change", quote=body, contacts=[given]), body=body)
    assert [(c.name, c.email) for c in reading.contacts] == [("Jana Pohl", None)]
    assert flaws == ["It names a contact that is not in the message: “jana@evil.example”."]


def test_documents_of_no_invoice_have_none() -> None:
    body = "Please send a statement and a copy of KS-4471."
    given = [{"quote": body, "type": kind, "invoices": ["KS-4471"]} for kind in ("statement", "invoice_copy")]
    reading, _ = checked(said("document_request", quote=body, documents=given), body=body)
    assert [(d.type, d.invoices) for d in reading.documents] == [("statement", ()), ("invoice_copy", ("KS-4471",))]


def test_what_the_model_warns_of_calls_a_person() -> None:
    warned = said(
        "acknowledgement",
        instructs_the_reader=True,
        speaks_of_our_bank_details_changing=True,
        contradicts_itself=True,
    )
    reading, _ = checked(warned)
    assert reading.needs_human
    assert len(reading.human_reasons) == 3


def test_characters_that_no_database_takes_do_not_get_far() -> None:
    reading, flaws = checked(said("acknowledgement", quote="\x00\u202emade up", **{"language": "\x00e"}))
    assert flaws == ["It quotes words that are not in the message: “made up”."]
    assert reading.language == "e"

"""Examples out of corrected replies: which clause gets which label."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

from agent.answers import DisputeAnswer, DocumentAnswer, IntentAnswer, PromiseAnswer, Reading
from agent.facts import AccountFacts, InvoiceFact, ReceivedMail
from agent.reading.correction_quotes import with_quotes
from agent.reading.corrections import correction_examples
from agent.reading.heads import packaged_heads
from agent.reading.messages import LabelledMessage

DAMAGED = "The pump of KS-4471 arrived with a cracked housing."
FRIDAY = "KS-4502 will be paid on Friday."
ACCOUNT = AccountFacts(
    "Kern AG",
    "GB",
    "en",
    "EUR",
    invoices=(
        InvoiceFact("KS-4471", date(2026, 8, 1), date(2026, 9, 1), Decimal("1240.50"), "EUR"),
        InvoiceFact("KS-4502", date(2026, 8, 20), date(2026, 9, 20), Decimal("318.00"), "EUR"),
    ),
)


def _message(body: str, *intents: IntentAnswer, **parts: object) -> LabelledMessage:
    mail = ReceivedMail(
        "m-1", datetime.fromisoformat("2026-10-06T09:00:00+02:00"), "Ada", "ada@kern.example", "ar@us.example", "", body
    )
    return LabelledMessage(mail, ACCOUNT, (), Reading("m-1", "en", tuple(intents), **parts))  # type: ignore[arg-type]


def _examples(message: LabelledMessage) -> dict[str, tuple[tuple[str, ...], str, tuple[str, ...]]]:
    found = correction_examples([message], packaged_heads())
    return {example.text: (example.intents, example.reason, example.documents) for example in found}


def test_a_quoted_sentence_gets_its_intent_and_reason() -> None:
    message = _message(
        f"{DAMAGED}\n\n{FRIDAY}",
        IntentAnswer("dispute", 1.0, DAMAGED),
        IntentAnswer("promise_to_pay", 1.0, FRIDAY),
        disputes=(DisputeAnswer("quality", ("KS-4471",), None, DAMAGED),),
        promises=(PromiseAnswer(date(2026, 10, 9), None, ("KS-4502",), FRIDAY),),
    )
    assert _examples(message) == {
        DAMAGED: (("dispute",), "quality", ()),
        FRIDAY: (("promise_to_pay",), "", ()),
    }


def test_what_a_person_took_away_is_an_example_of_nothing() -> None:
    message = _message(f"{DAMAGED}\n\n{FRIDAY}", IntentAnswer("promise_to_pay", 1.0, FRIDAY))
    assert _examples(message)[DAMAGED] == ((), "", ())


def test_what_a_person_added_goes_to_the_likeliest_clause() -> None:
    message = _message(
        f"Good morning Tom.\n\nAnd a copy of KS-4471 would be a great help.\n\n{FRIDAY}",
        IntentAnswer("promise_to_pay", 1.0, FRIDAY),
        IntentAnswer("document_request", 1.0),
        documents=(DocumentAnswer("invoice_copy", ("KS-4471",)),),
    )
    found = _examples(message)
    assert found["And a copy of KS-4471 would be a great help."] == (("document_request",), "", ("invoice_copy",))
    assert found[FRIDAY][0] == ("promise_to_pay",)


def test_a_mail_without_words_teaches_nothing() -> None:
    assert correction_examples([_message("", IntentAnswer("question", 1.0))], packaged_heads()) == []


def test_a_changed_reason_keeps_its_sentence_and_a_new_dispute_has_none() -> None:
    read = Reading(
        "m-1",
        "en",
        (IntentAnswer("dispute", 0.9, DAMAGED),),
        disputes=(
            DisputeAnswer("quantity", ("KS-4471",), None, DAMAGED),
            DisputeAnswer("pricing", ("KS-4502",), None, "318 is too much."),
        ),
    )
    better = replace(
        read,
        intents=(IntentAnswer("dispute", 1.0), IntentAnswer("question", 1.0)),
        disputes=(DisputeAnswer("quality", ("KS-4471",)), DisputeAnswer("tax", ("KS-9999",))),
    )
    found = with_quotes(better, [read])
    assert [answer.quote for answer in found.intents] == [DAMAGED, ""]
    assert [dispute.quote for dispute in found.disputes] == [DAMAGED, ""]

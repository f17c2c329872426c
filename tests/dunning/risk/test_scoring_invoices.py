from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from io import StringIO
from statistics import mean

import pytest
from django.core.management import CommandError, call_command

from agent.models import TrainedModel
from agent.risk import fitting
from audit.models import AuditEvent
from customers.models import Customer, Invoice
from dunning.models import InvoiceScore
from dunning.risk_words import reason_words
from dunning.services.risk.evaluation import evaluate_model
from dunning.services.risk.models import bring_back_earlier, model_in_use
from dunning.services.risk.scoring import score_open_invoices
from dunning.services.risk.training import train_risk_model
from tests.factories import CustomerFactory, LedgerSourceFactory

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)
TODAY = NOW.date()


@pytest.fixture(autouse=True)
def fewer_trees(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is trained is not the question here."""
    monkeypatch.setitem(fitting.SMALL, "max_iter", 25)
    monkeypatch.setitem(fitting.SMALL, "learning_rate", 0.15)


def invoice(debtor: Customer, *, number: str, issued: date, late: int, amount: int) -> Invoice:
    """Due 30 days after issue; paid so many days late."""
    due = issued + timedelta(days=30)
    closed = due + timedelta(days=late)
    is_open = closed >= TODAY
    return Invoice(
        source=debtor.source,
        number=number,
        customer=debtor,
        debtor=debtor,
        issued_on=issued,
        due_on=due,
        amount=amount,
        open_amount=amount if is_open else 0,
        currency="EUR",
        closed_how="" if is_open else "paid",
        closed_on=None if is_open else closed,
        as_of=TODAY,
        known_at=NOW,
    )


@pytest.fixture
def debtors() -> list[Customer]:
    """Twenty debtors with an invoice every nine days of two years; half of them pay large ones 25 days late."""
    source = LedgerSourceFactory()
    made = CustomerFactory.create_batch(20, source=source)
    rows = []
    for place, debtor in enumerate(made):
        for turn in range(80):
            issued = TODAY - timedelta(days=1 + 9 * turn + place % 9)
            amount = 900 if turn % 3 else 9000
            late = (25 if place % 4 > 1 and amount == 9000 else -3) + (turn * 7 + place) % 5
            rows.append(invoice(debtor, number=f"{place}-{turn}", issued=issued, late=late, amount=amount))
    Invoice.objects.bulk_create(rows)
    return made


def test_it_trains_installs_scores_and_says_why(debtors: list[Customer]):
    trained = train_risk_model(as_of=NOW)
    found = score_open_invoices(as_of=NOW)

    assert trained.refusal == ""
    assert trained.trial.later_than[10]["auc"] > 0.9
    assert found.scored == found.by_model == Invoice.objects.still_open().count()
    not_due = InvoiceScore.objects.filter(invoice__due_on__gt=TODAY, invoice__amount=9000)
    punctual, slow = (not_due.filter(debtor__in=debtors[place::4]) for place in (0, 2))
    assert mean(score.late_10 for score in punctual) < 0.15
    assert mean(score.late_10 for score in slow) > 0.6
    score = slow.select_related("invoice").order_by("-late_10").first()
    assert 15 <= score.days_late(score.invoice.due_on) <= 32
    assert score.earliest_on <= score.expected_on <= score.latest_on
    assert any("usual amount" in words for words, raises in reason_words(score.reasons) if raises)


def test_scoring_again_replaces_and_forgets_what_was_closed(debtors: list[Customer]):
    score_open_invoices(as_of=NOW)
    closed = Invoice.objects.still_open().order_by("pk").first()
    Invoice.objects.filter(pk=closed.pk).update(closed_how="paid", closed_on=TODAY, open_amount=0)

    found = score_open_invoices(as_of=NOW + timedelta(days=1))

    assert not InvoiceScore.objects.filter(pk=closed.pk).exists()
    assert InvoiceScore.objects.count() == found.scored
    assert set(InvoiceScore.objects.values_list("scored_on", flat=True)) == {date(2026, 11, 21)}


def test_a_natural_person_is_not_scored(debtors: list[Customer]):
    Customer.objects.filter(pk=debtors[3].pk).update(natural_person=True)

    score_open_invoices(as_of=NOW)

    assert not InvoiceScore.objects.filter(debtor=debtors[3]).exists()
    assert InvoiceScore.objects.filter(debtor=debtors[4]).exists()


def test_without_a_model_the_scorecard_scores(debtors: list[Customer]):
    found = score_open_invoices(as_of=NOW)

    assert (found.by_model, found.drift) == (0, None)
    assert not InvoiceScore.objects.filter(by_model=True).exists()


def test_an_empty_ledger_scores_nothing(db: None):
    assert score_open_invoices(as_of=NOW).scored == 0


def test_a_model_that_is_no_better_than_the_medians_is_kept_but_not_used(
    debtors: list[Customer], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("agent.risk.trial.Trial.beats_own_median", False)

    trained = train_risk_model(as_of=NOW)

    assert "own medians are nearer" in trained.refusal
    assert model_in_use() is None
    assert TrainedModel.objects.get().refused == trained.refusal
    assert AuditEvent.objects.filter(action="model.refused").count() == 1


def test_a_second_training_replaces_the_first_and_can_be_taken_back(debtors: list[Customer]):
    first = train_risk_model(as_of=NOW).row
    second = train_risk_model(as_of=NOW + timedelta(days=7)).row

    assert TrainedModel.objects.get(installed_at__isnull=False, replaced_at=None) == second
    assert bring_back_earlier(as_of=NOW) == first
    assert TrainedModel.objects.get(installed_at__isnull=False, replaced_at=None) == first
    assert bring_back_earlier(as_of=NOW) is None
    assert model_in_use() is None


def test_the_evaluation_looks_only_at_what_was_settled_since_the_training(debtors: list[Customer]):
    train_risk_model(as_of=NOW - timedelta(days=60))

    found = evaluate_model(as_of=NOW)

    assert found.trial is not None
    assert found.trial.questions > 100
    assert found.trial.days["mae"] < 6


def test_a_model_of_another_version_leaves_the_scorecard(debtors: list[Customer]):
    train_risk_model(as_of=NOW)
    TrainedModel.objects.update(data=b"of another version")

    assert score_open_invoices(as_of=NOW).by_model == 0


def test_the_commands_say_what_they_did(debtors: list[Customer]):
    told = StringIO()
    call_command("evaluate_risk", stdout=told)
    call_command("train_risk", stdout=told)
    call_command("score_risk", stdout=told)
    call_command("evaluate_risk", stdout=told)
    call_command("train_risk", "--undo", stdout=told)

    said = told.getvalue()
    assert "No model is in use: the scorecard scores." in said
    assert "own median" in said
    assert "In use from the next scoring on" in said
    assert "open invoices scored in" in said
    assert "too few invoices were settled since" in said


def test_a_ledger_without_history_is_refused_in_a_sentence(db: None):
    with pytest.raises(CommandError, match="0 paid invoices are too few to learn from.*The scorecard goes on"):
        call_command("train_risk")

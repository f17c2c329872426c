"""Some rows of every model that has a page."""

from __future__ import annotations

from datetime import timedelta

from django.contrib.auth.models import Group

from agent.models import LLMCall, TrainedModel
from audit.recording import record_event
from customers.models import ImportRow, ImportRun, Rate, Snapshot
from dunning.models import (
    Activity,
    Attachment,
    Case,
    CustomerLink,
    Decision,
    Effect,
    EscalationRule,
    Forecast,
    Installation,
    Instalment,
    Pilot,
    Review,
    RungChange,
    Suppression,
    TrackingEvent,
    Wording,
)
from tests import factories as make
from tests.factories import AS_OF, TODAY, days_ago

FIGURES = {
    "questions": 1200,
    "days": {"mae": 2.75, "rmse": 7.05, "within_3": 0.799},
    "own_median": {"mae": 3.1},
    "inside": 0.81,
    "later_than": {
        "0": {"mean_chance": 0.4, "share": 0.39, "auc": 0.845},
        "30": {"mean_chance": 0.01, "share": 0.02, "auc": None},
    },
}


def some_rows(times: int = 2, *, start: int = 0) -> None:
    """`times` accounts with a row of everything, numbered from `start`; all of them under one policy."""
    Installation.objects.get_or_create(pk=1)
    for number in range(start, start + times):
        Group.objects.create(name=f"Clerks {number}")
        LLMCall.objects.create(called_at=AS_OF, purpose="read", prompt="read/1", model="local", outcome="timeout")
        TrainedModel.objects.create(
            kind="risk",
            trained_at=AS_OF,
            data=b"trees",
            refused="The debtors' own medians are nearer.",
            figures=FIGURES,
        )
        _one_account(number)


def _one_account(number: int) -> None:
    case = make.CaseFactory.create(debtor__account_manager=make.AccountManagerFactory.create())
    case.owner = make.UserFactory.create()
    case.save()
    invoice = make.InvoiceFactory.create(customer=case.debtor)
    make.ContactFactory.create(customer=case.debtor)
    _ledger(case, invoice, number)
    _talk(case, invoice)
    _rules(case, number)
    record_event("case.opened", subject=case, as_of=AS_OF, by=case.owner, debtor_id=case.debtor_id)


def _ledger(case: Case, invoice: object, number: int) -> None:
    payment = make.BankTransactionFactory.create(source=case.debtor.source, debtor=case.debtor)
    make.AllocationFactory.create(invoice=invoice, transaction=payment)
    make.DocumentFactory.create(customer=case.debtor, invoice=invoice)
    Rate.objects.create(currency="USD", base="EUR", day=days_ago(number), rate=2)
    Snapshot.objects.create(day=days_ago(number), creditor=case.creditor, figure="dso", value=40, taken_at=AS_OF)
    run = ImportRun.objects.create(
        source=case.debtor.source, layout="invoices", file_name="open.csv", as_of=TODAY, started_at=AS_OF, rejected=1
    )
    ImportRow.objects.create(run=run, row=3, column="due", value="13/13", why="13/13 is no date", raw={"due": "13/13"})


def _talk(case: Case, invoice: object) -> None:
    message = make.MessageFactory.create(
        case=case, status="awaiting_approval", subject="Reminder", body_text="Dear all"
    )
    contact = case.debtor.contacts.get()
    CustomerLink.objects.create(
        message=message, debtor=case.debtor, contact=contact, made_at=AS_OF, expires_at=AS_OF + timedelta(days=60)
    )
    TrackingEvent.objects.create(
        message=message, provider="test", event_id=str(message.pk), kind="opened", happened_at=AS_OF
    )
    mail = make.IncomingMailFactory.create(
        case=case, debtor=case.debtor, status="queued", body_html="<p>We will pay</p>"
    )
    Attachment.objects.create(mail=mail, name="proof.pdf", content_type="application/pdf", size=3)
    reading = make.ReadingFactory.create(
        mail=mail, answer={"intents": [{"intent": "promise_to_pay", "confidence": 0.9}]}
    )
    promise = make.PromiseFactory.create(case=case, invoices=[invoice], mail=mail)
    Effect.objects.create(reading=reading, kind="made", target="dunning.promise", target_id=promise.pk, made_at=AS_OF)
    make.DisputeFactory.create(case=case, invoices=[invoice], owner=case.owner, mail=mail)
    arrangement = make.ArrangementFactory.create(case=case, invoices=[invoice])
    Instalment.objects.create(arrangement=arrangement, due_on=TODAY, amount=1000)
    make.EscalationFactory.create(case=case)
    Activity.objects.create(case=case, kind="call", text="Called.", happened_at=AS_OF, by=case.owner)
    Decision.objects.create(case=case, decided_at=AS_OF, action="wait", reason="gap", reason_text="It is quiet.")
    Review.objects.create(
        kind="approval",
        why="Please look",
        message=message,
        case=case,
        opened_at=AS_OF,
        deadline=TODAY,
        owner=case.owner,
    )


def _rules(case: Case, number: int) -> None:
    EscalationRule.objects.create(policy=case.policy, key=f"rule-{number}", age_over_days=30)
    RungChange.objects.create(
        segment=make.SegmentFactory.create(), kind="reminder", stage="first", from_level=2, to_level=1, why="Blocked.",
        status="taken", proposed_at=AS_OF, decided_at=AS_OF,
    )  # fmt: skip
    Forecast.objects.create(
        creditor=case.creditor, currency="EUR", made_on=days_ago(number), made_at=AS_OF, open_amount=1, items=1
    )
    Pilot.objects.create(name=f"Pilot {number}", segment=make.SegmentFactory.create(), seed=1, started_at=AS_OF)
    Wording.objects.create(language="en", path="sign_off.line", variant=number, forms=["Yours"], changed_at=AS_OF)
    Suppression.objects.create(email=f"gone{number}@customer.example", why="bad_address", since=AS_OF)

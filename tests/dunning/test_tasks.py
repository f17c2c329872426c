from __future__ import annotations

from datetime import timedelta
from io import StringIO

import pytest
from django.core import mail
from django.core.management import call_command
from django.utils import timezone
from django_q.models import OrmQ, Schedule, Task

from config.schedules import SCHEDULES
from dunning import tasks
from dunning.bell import TASKS, ring
from dunning.models import Look, Message
from tests import factories as make

pytestmark = pytest.mark.django_db


def waiting() -> list[str]:
    return [row.func() for row in OrmQ.objects.order_by("pk")]


def test_a_bell_waits_at_most_once(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        ring("send")
        ring("send")
        ring("draft")
    assert waiting() == ["dunning.tasks.send", "dunning.tasks.draft"]


def test_a_job_under_way_does_not_silence_the_bell(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        ring("send")
    OrmQ.objects.update(lock=timezone.now() + timedelta(minutes=5))
    with django_capture_on_commit_callbacks(execute=True):
        ring("send")
    assert waiting() == ["dunning.tasks.send", "dunning.tasks.send"]


def test_nothing_is_rung_before_the_commit():
    ring("send")
    assert waiting() == []


def test_an_unknown_bell_is_a_mistake():
    with pytest.raises(KeyError):
        ring("dinner")


def test_every_bell_and_schedule_names_a_task():
    for path in [*TASKS.values(), *(scheduled.task for scheduled in SCHEDULES)]:
        assert callable(getattr(tasks, path.rpartition(".")[2]))


def test_a_queued_package_is_what_the_worker_reads(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        ring("draft")
    task = OrmQ.objects.get().task
    assert (task["func"], task["args"], task["kwargs"]) == ("dunning.tasks.draft", (), {})
    assert "sync" not in task


def test_the_sweeper_finds_what_a_lost_bell_left(django_capture_on_commit_callbacks):
    make.MessageFactory.create(send_on=timezone.now().date())
    make.MessageFactory.create(status="approved", send_after=timezone.now() - timedelta(minutes=1))
    make.IncomingMailFactory.create()
    customer = make.CustomerFactory.create(ledger_version=3)
    Look.objects.create(creditor=customer.source.creditor, debtor=customer, ledger_version=2)
    assert tasks.waiting_work() == ("draft", "send", "read", "follow")
    with django_capture_on_commit_callbacks(execute=True):
        tasks.sweep()
    assert sorted(waiting()) == sorted(TASKS[name] for name in ("draft", "send", "read", "follow"))


def test_a_quiet_installation_has_no_work():
    assert tasks.waiting_work() == ()


def test_draft_and_send_carry_a_message_out():
    now = timezone.now()
    message = make.MessageFactory.create(kind="thanks", purpose="payment_thanks", step_key="", send_on=now.date())
    invoice = make.InvoiceFactory.create(customer=message.debtor, paid=True)
    make.AllocationFactory.create(invoice=invoice, booked_on=now.date(), known_at=now - timedelta(hours=1))
    contact = make.ContactFactory.create(customer=message.debtor)
    make.MessageFactory.create(case=message.case, status="delivered", to_email=contact.email)
    assert tasks.draft() == 1
    assert tasks.send() == 1
    assert Message.objects.get(pk=message.pk).status == "sent"
    assert len(mail.outbox) == 1


def test_old_jobs_are_purged():
    now = timezone.now()
    for key, days in (("old", 8), ("new", 1)):
        at = now - timedelta(days=days)
        Task.objects.create(id=key, name=key, func="f", started=at, stopped=at, success=True)
    tasks.purge()
    assert list(Task.objects.values_list("id", flat=True)) == ["new"]


def test_schedules_are_what_the_code_says_however_often_it_is_said():
    Schedule.objects.create(name="by hand", func="os.remove", args="unquoted name")
    Schedule.objects.create(name="round", func="other.thing", minutes=1)
    for _ in range(2):
        call_command("sync_schedules", stdout=StringIO())
    rows = Schedule.objects.order_by("name").values_list("name", "func", "schedule_type", "minutes", "cron")
    assert list(rows) == [
        ("nightly forecast", "dunning.tasks.forecast", "C", None, "15 3 * * *"),
        ("nightly purge", "dunning.tasks.purge", "C", None, "30 2 * * *"),
        ("nightly scorecards", "dunning.tasks.judge_autonomy", "C", None, "10 2 * * *"),
        ("nightly scores", "dunning.tasks.score_risk", "C", None, "0 3 * * *"),
        ("nightly snapshots", "dunning.tasks.take_snapshots", "C", None, "20 1 * * *"),
        ("prepare pages", "dunning.tasks.prepare", "I", 1, None),
        ("round", "dunning.tasks.make_round", "I", 15, None),
        ("seal audit", "dunning.tasks.seal_audit", "I", 1, None),
        ("sweeper", "dunning.tasks.sweep", "I", 1, None),
        ("weekly figures", "dunning.tasks.mail_figures", "C", None, "0 6 * * 1"),
        ("weekly training", "dunning.tasks.train_risk", "C", None, "30 3 * * 0"),
    ]

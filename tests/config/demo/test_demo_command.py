"""The command itself: it makes the example in a database of its own and keeps its hands off any other."""

from __future__ import annotations

import socket
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path

import pytest
import time_machine
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command

from config.demo import database, serving
from config.demo.database import State
from config.demo.seeding import NotForDemo, mark_simulation
from config.management.commands import demo
from customers.models import Creditor, Customer, Invoice
from dunning.models import Case, IncomingMail, Installation, Message
from tests.factories import CreditorFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def files_elsewhere(tmp_path: Path, settings, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.OUTBOX_DIR, settings.MEDIA_ROOT = tmp_path / "outbox", tmp_path / "media"
    monkeypatch.setattr(demo, "VAR_DIR", tmp_path)


# Ten other days have other letters in them.
@time_machine.travel(datetime(2026, 11, 20, 10, tzinfo=UTC), tick=True)
def test_a_few_days_of_the_example_run_through_the_whole_loop(mailoutbox):
    said = StringIO()

    call_command("demo", "--no-serve", "--days", "10", stdout=said)

    assert Installation.current().simulation
    assert Customer.objects.count() == 60
    assert Invoice.objects.filter(closed_how="paid").count() > 700
    assert Message.objects.filter(status__in=Message.OUT).count() > 10
    assert IncomingMail.objects.filter(status="applied").exists()
    assert Message.objects.filter(purpose="dispute_received", status__in=Message.OUT).exists()
    assert Message.objects.filter(purpose="promise_due_tomorrow", status__in=Message.OUT).exists()
    assert Case.objects.filter(status="closed").exists()
    assert User.objects.get(username="demo").check_password("demo")
    assert mailoutbox == []
    assert database.state() is State.WHOLE
    assert "Ready after" in said.getvalue()


def test_a_database_with_data_of_its_own_is_refused_and_left_as_it_is():
    CreditorFactory.create()

    with pytest.raises(CommandError, match="never touches it"):
        call_command("demo", "--fresh", "--no-serve", stdout=StringIO())

    assert Creditor.objects.count() == 1
    assert not Installation.current().simulation
    assert not User.objects.filter(username="demo").exists()


def test_nothing_but_an_empty_database_becomes_a_simulation():
    CreditorFactory.create()

    with pytest.raises(NotForDemo):
        mark_simulation()
    with pytest.raises(RuntimeError, match="Only a simulation"):
        database.empty()

    assert database.state() is State.FOREIGN


def test_the_next_free_port_is_taken():
    with socket.socket() as taken:
        taken.bind((serving.HOST, 0))
        taken.listen()
        port = taken.getsockname()[1]

        assert serving.free_port(port) != port

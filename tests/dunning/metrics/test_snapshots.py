"""Figures are kept day by day, told by commands, and mailed."""

from __future__ import annotations

import csv
import json
from datetime import date, timedelta
from decimal import Decimal
from io import StringIO

import pytest
import time_machine
from django.contrib.auth.models import Group
from django.core.management import CommandError, call_command

from customers.models import Snapshot
from dunning.access import MANAGER
from dunning.models import WeeklyReport
from dunning.services.upkeep.snapshots import take_missing_snapshots, take_snapshot
from dunning.services.upkeep.weekly_report import send_weekly_reports, want_weekly_report
from tests.factories import AS_OF, TODAY, AllocationFactory, InvoiceFactory, UserFactory, days_ago

pytestmark = pytest.mark.django_db
SUNDAY = date(2026, 3, 1)


@pytest.fixture
def invoice():
    return InvoiceFactory.create(due_on=days_ago(10))


@pytest.fixture
def manager():
    user = UserFactory.create(username="mara", first_name="Mara", email="mara@creditor.example")
    user.groups.add(Group.objects.get_or_create(name=MANAGER)[0])
    return user


def kept(day: date, figure: str = "receivables") -> list[Decimal | None]:
    return list(Snapshot.objects.filter(day=day, figure=figure, converted=True).values_list("value", flat=True))


def test_the_same_day_twice_is_kept_once(invoice) -> None:
    first = take_snapshot(day=TODAY, as_of=AS_OF)
    assert take_snapshot(day=TODAY, as_of=AS_OF) == first == Snapshot.objects.count()
    assert kept(TODAY) == [1000]


def test_a_day_taken_anew_says_what_was_booked_late(invoice) -> None:
    take_snapshot(day=days_ago(1), as_of=AS_OF)
    AllocationFactory.create(invoice=invoice, amount=Decimal(400), booked_on=days_ago(2))
    invoice.open_amount = Decimal(600)
    invoice.save()
    take_snapshot(day=days_ago(1), as_of=AS_OF)
    assert kept(days_ago(1)) == [600]


def test_missing_days_are_filled_in_from_the_first_invoice_on(invoice) -> None:
    take_snapshot(day=days_ago(20), as_of=AS_OF)
    before = Snapshot.objects.filter(day=days_ago(20)).values_list("pk", flat=True)
    ids = set(before)
    taken = take_missing_snapshots(today=TODAY, as_of=AS_OF)
    assert taken == 39  # from 40 days ago until yesterday, one of them kept already
    assert set(before) == ids
    assert take_missing_snapshots(today=TODAY, as_of=AS_OF) == 1


def test_without_invoices_no_night_keeps_anything() -> None:
    assert take_missing_snapshots(today=TODAY, as_of=AS_OF) == 0


def test_the_command_takes_a_span_and_refuses_days_to_come(invoice) -> None:
    with time_machine.travel(AS_OF, tick=False):
        call_command("take_snapshots", "--from", str(days_ago(3)), "--to", str(days_ago(1)), stdout=StringIO())
        assert set(Snapshot.objects.values_list("day", flat=True)) == {days_ago(3), days_ago(2), days_ago(1)}
        with pytest.raises(CommandError, match="has not come yet"):
            call_command("take_snapshots", "--to", str(TODAY + timedelta(days=1)))
        with pytest.raises(CommandError, match="comes after"):
            call_command("take_snapshots", "--from", str(TODAY), "--to", str(days_ago(1)))
    with pytest.raises(CommandError, match="--from: “2026-02-30” is no day"):
        call_command("take_snapshots", "--from", "2026-02-30")


def test_the_command_tells_figures_as_words_json_and_csv(invoice) -> None:
    shown = {}
    for form in ("", "--json", "--csv"):
        out = StringIO()
        call_command("metrics", "--as-of", str(TODAY), *([form] if form else []), stdout=out)
        shown[form] = out.getvalue()
    assert "90.0 days" in shown[""] and "€1,000.00" in shown[""]
    figures = {(row["figure"], row["converted"]): row["value"] for row in json.loads(shown["--json"])["figures"]}
    assert figures["dso", True] == figures["dso", False] == "90.00"
    rows = list(csv.DictReader(StringIO(shown["--csv"])))
    assert {row["figure"]: row["value"] for row in rows}["overdue_share"] == "100.00"


def test_the_weeks_figures_go_once_to_managers_who_want_them(invoice, manager, mailoutbox) -> None:
    quiet = UserFactory.create(email="quiet@creditor.example")
    quiet.groups.add(Group.objects.get(name=MANAGER))
    want_weekly_report(user=quiet, wanted=False)
    UserFactory.create(email="clerk@creditor.example")
    for back in (0, 7, 28):
        take_snapshot(day=SUNDAY - timedelta(days=back), as_of=AS_OF)
    assert send_weekly_reports(as_of=AS_OF, today=TODAY) == 1
    assert send_weekly_reports(as_of=AS_OF, today=TODAY) == 0
    assert [letter.to for letter in mailoutbox] == [["mara@creditor.example"]]
    letter = mailoutbox[0]
    assert "Overdue: €1,000.00" in letter.body and "you do not want it" in letter.body
    name, pdf, kind = letter.attachments[0]
    assert (name, kind) == ("week-2026-03-01.pdf", "application/pdf")
    assert pdf.startswith(b"%PDF") and len(pdf) > 5_000


def test_a_mail_that_could_not_leave_is_tried_again(invoice, manager, mailoutbox, monkeypatch) -> None:
    take_snapshot(day=SUNDAY, as_of=AS_OF)

    def refuse(self: object, **kwargs: object) -> None:
        raise OSError("no server")

    with monkeypatch.context() as patched:
        patched.setattr("django.core.mail.EmailMessage.send", refuse)
        assert send_weekly_reports(as_of=AS_OF, today=TODAY) == 0
    assert WeeklyReport.objects.get().last_week is None
    assert send_weekly_reports(as_of=AS_OF, today=TODAY) == 1


def test_without_a_kept_sunday_no_mail_goes(invoice, manager, mailoutbox) -> None:
    assert send_weekly_reports(as_of=AS_OF, today=TODAY) == 0
    assert mailoutbox == []

"""Replays a public ledger day by day: `python -m evals.ledger_replay FILE [--from 2013-07-01] [--weeks 8] [--json]`.

FILE is IBM's sample of accounts receivable. On the first day the invoices issued by then are imported; after that each
day brings its new invoices and the settlements of that day as payments, and a round whose messages are approved and
sent into files. The sample has no addresses, so each customer gets one. The same counts are made over the file by plain
arithmetic and must agree.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import sys
import tempfile
import time
from collections import Counter
from dataclasses import asdict, dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("UTC")
HOUR = 10
HEADER = ("countryCode", "customerID", "invoiceNumber", "InvoiceDate", "DueDate", "InvoiceAmount", "SettledDate")


@dataclass(frozen=True)
class Row:
    number: str
    customer: str
    issued: date
    due: date
    settled: date
    amount: Decimal


@dataclass
class Counts:
    """Open and overdue on a day; overdue goes by the business day that a due date rolls to."""

    customers: int
    open_invoices: int
    open_total: str
    past_due_invoices: int
    past_due_total: str
    overdue_invoices: int
    overdue_total: str


@dataclass
class Replay:
    start: str
    by_hand: Counts
    by_dunwell: Counts
    first_round: dict[str, Any] = field(default_factory=dict)
    days: int = 0
    payments: int = 0
    cases_opened: int = 0
    cases_closed: int = 0
    messages_sent: int = 0
    messages_by_step: dict[str, int] = field(default_factory=dict)
    chased_after_paying: int = 0
    seconds: float = 0.0


def read_rows(path: Path) -> list[Row]:
    def day(text: str) -> date:
        month, day_of_month, year = text.split("/")
        return date(int(year), int(month), int(day_of_month))

    with path.open(newline="") as file:
        return [
            Row(
                row["invoiceNumber"],
                row["customerID"],
                day(row["InvoiceDate"]),
                day(row["DueDate"]),
                day(row["SettledDate"]),
                Decimal(row["InvoiceAmount"]),
            )
            for row in csv.DictReader(file)
        ]


def count_by_hand(rows: list[Row], on: date) -> Counts:
    """Plain arithmetic over the file, without Dunwell's code."""
    known = [row for row in rows if row.issued <= on]
    still_open = [row for row in known if row.settled > on]
    past_due = [row for row in still_open if row.due < on]
    overdue = [row for row in still_open if _monday(row.due) < on]
    return Counts(
        len({row.customer for row in rows}),
        len(still_open),
        str(sum(row.amount for row in still_open)),
        len(past_due),
        str(sum(row.amount for row in past_due)),
        len(overdue),
        str(sum(row.amount for row in overdue)),
    )


def _monday(day: date) -> date:
    """Saturday and Sunday count as the Monday after."""
    return day + timedelta(days=max(0, 7 - day.weekday()) if day.weekday() > 4 else 0)


def replay(path: Path, *, start: date, weeks: int, folder: Path) -> Replay:
    from django.conf import settings
    from django.core.management import call_command

    from customers.models import Contact, Customer
    from dunning.models import Installation
    from dunning.services.rounds import run_round

    rows, began = read_rows(path), time.monotonic()
    columns = Path(__file__).parent.parent / "docs/examples/ibm_receivables.toml"
    Installation.objects.update_or_create(pk=1, defaults={"simulation": True})
    settings.OUTBOX_DIR = folder / "outbox"
    shared = {"map": columns, "as_of": start, "verbosity": 0}
    call_command("import_customers", str(path), **shared)
    call_command("import_invoices", str(path), **shared)
    Contact.objects.bulk_create(
        Contact(customer=customer, name="", email=f"ap@{customer.external_id.lower()}.example")
        for customer in Customer.objects.all()
    )
    report = run_round(as_of=_instant(start))
    result = Replay(start.isoformat(), count_by_hand(rows, start), _count_by_report(report, Customer.objects.count()))
    result.first_round = report.as_json()
    result.cases_opened = report.cases_opened
    _deliver(start)
    for offset in range(1, 7 * weeks + 1):
        _play_day(rows, start + timedelta(days=offset), columns=columns, folder=folder, result=result)
    _sum_up(rows, result)
    result.seconds = round(time.monotonic() - began, 1)
    return result


def _instant(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, HOUR, tzinfo=ZONE)


def _count_by_report(report: Any, customers: int) -> Counts:
    def total(totals: dict[str, Decimal]) -> str:
        return str(totals.get("USD", Decimal("0.00")))

    return Counts(
        customers,
        report.open_invoices,
        total(report.open_totals),
        report.past_due_invoices,
        total(report.past_due_totals),
        report.overdue_invoices,
        total(report.overdue_totals),
    )


def _play_day(rows: list[Row], day: date, *, columns: Path, folder: Path, result: Replay) -> None:
    """New invoices, the day's money, a round, and what it wants to say."""
    from django.core.management import call_command

    from dunning.services.rounds import run_round

    issued = [row for row in rows if row.issued == day]
    paid = [row for row in rows if row.settled == day and row.issued <= day]
    if issued:
        file = _write(folder / "invoices.csv", issued, settled=False)
        call_command("import_invoices", str(file), map=columns, as_of=day, verbosity=0)
    if paid:
        file = _write(folder / "payments.csv", paid, settled=True)
        call_command("import_payments", str(file), map=columns, as_of=day, verbosity=0)
    report = run_round(as_of=_instant(day))
    result.days += 1
    result.payments += len(paid)
    result.cases_opened += report.cases_opened
    _deliver(day)


def _write(path: Path, rows: list[Row], *, settled: bool) -> Path:
    """In the sample's own layout."""
    with path.open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADER)
        for row in rows:
            dates = [f"{day.month}/{day.day}/{day.year}" for day in (row.issued, row.due, row.settled)]
            settled_on = dates[2] if settled else ""
            writer.writerow(["391", row.customer, row.number, dates[0], dates[1], str(row.amount), settled_on])
    return path


def _deliver(day: date) -> None:
    """Draft, approve everything as a patient clerk would, and send."""
    from django.contrib.auth.models import User

    from dunning.models import Message
    from dunning.services.outbox.approvals import approve_message
    from dunning.services.outbox.delivery import send_due_messages
    from dunning.services.outbox.drafting import draft_due_messages

    draft_due_messages(as_of=_instant(day))
    clerk, _ = User.objects.get_or_create(username="clerk", defaults={"is_superuser": True})
    for message in Message.objects.filter(status=Message.Status.AWAITING_APPROVAL):
        approve_message(message_id=message.pk, by=clerk, as_of=_instant(day))
    send_due_messages(as_of=_instant(day) + timedelta(minutes=15))


def _sum_up(rows: list[Row], result: Replay) -> None:
    from dunning.models import Case, Message

    settled = {row.number: row.settled for row in rows}
    sent = Message.objects.filter(sent_at__isnull=False, kind=Message.Kind.REMINDER)
    result.messages_sent = sent.count()
    result.messages_by_step = dict(Counter(sent.values_list("step_key", flat=True)))
    result.cases_closed = Case.objects.filter(status=Case.Status.CLOSED).count()
    for text, sent_at in sent.values_list("body_text", "sent_at"):
        words = set(text.replace(",", " ").replace(".", " ").split())
        result.chased_after_paying += any(settled[number] <= sent_at.date() for number in words & set(settled))


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m evals.ledger_replay", description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--from", dest="start", type=date.fromisoformat, default=date(2013, 7, 1))
    parser.add_argument("--weeks", type=int, default=8)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    import django

    django.setup()
    from benchmarks.database import fresh_database
    from config.embedded_postgres import ensure_if_used

    ensure_if_used()
    with fresh_database(), tempfile.TemporaryDirectory() as folder:
        result = replay(options.file, start=options.start, weeks=options.weeks, folder=Path(folder))
    print(json.dumps(asdict(result), indent=2) if options.json else in_words(result))
    return 0 if result.by_hand == result.by_dunwell and not result.chased_after_paying else 1


def in_words(result: Replay) -> str:
    lines = [f"{'on ' + result.start:<24}{'by hand':>14}{'Dunwell':>14}"]
    for name in asdict(result.by_hand):
        lines.append(f"{name:<24}{getattr(result.by_hand, name):>14}{getattr(result.by_dunwell, name):>14}")
    lines.append(f"first round: {result.first_round['seconds']} s, decisions {result.first_round['decisions']}")
    lines.append(
        f"{result.days} days: {result.payments} payments, cases opened {result.cases_opened}, closed "
        f"{result.cases_closed}, messages sent {result.messages_sent} {result.messages_by_step}, "
        f"chased after paying {result.chased_after_paying}, {result.seconds} s in all"
    )
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())

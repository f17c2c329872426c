"""Four weeks in seconds: files arrive, rounds are made, a clerk approves, mails leave, customers answer and pay."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

from django.conf import settings

from config.demo.behaviour import Customers
from config.demo.clerk import Clerk
from config.demo.files import OUR_BANK, Transfer, write_bank, write_invoices
from config.demo.ledger import DemoInvoice
from config.demo.letters import read_letter
from config.demo.managers import answer_escalations
from config.demo.seeding import Example, import_day
from customers.services.matching import match_payments
from dunning.models import Message
from dunning.services.autonomy.proposals import judge_ladder
from dunning.services.escalations.mail import notify_escalations
from dunning.services.inbox.stages import drain_inbox, store_mail
from dunning.services.money.cash import follow_payments
from dunning.services.outbox.delivery import send_due_messages
from dunning.services.outbox.drafting import draft_due_messages
from dunning.services.rounds import run_round
from trade.calendars import calendar_for

# Our office hours: once for Europe's morning, once when America is at its desk.
ROUNDS = (time(9, 30), time(16, 0))
EVENING = time(20, 0)
CLERK_AFTER, SENDING_AFTER = timedelta(minutes=15), timedelta(minutes=40)


@dataclass
class Simulation:
    """One example company over a stretch of days; `seen` are our messages that customers have received."""

    example: Example
    invoices: list[DemoInvoice]
    customers: Customers
    first_day: date
    days: int
    clerk: Clerk = field(init=False)
    counts: Counter[str] = field(default_factory=Counter)
    seen: set[int] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.clerk = Clerk(self.example.clerk)

    def run(self) -> Iterator[date]:
        """Live through the days, yielding each when it is over. On the last working day the clerk is out."""
        working = [day for day in self._all_days() if calendar_for("DE").is_business_day(day)]
        for day in working:
            self._files_arrive(day)
            for hour in ROUNDS:
                now = _instant(day, hour)
                self._work(now, clerk_is_in=day != working[-1])
            judge_ladder(as_of=_instant(day, EVENING))
            yield day

    def _all_days(self) -> list[date]:
        return [self.first_day + timedelta(days=day) for day in range(self.days)]

    def _files_arrive(self, day: date) -> None:
        """The ERP's new invoices and the bank's bookings since the last working day, and what they change."""
        now, folder = _instant(day, time(8, 0)), self.example.folder
        earlier = calendar_for("DE").add_business_days(day, -1)
        issued = [i for i in self.invoices if earlier <= i.issued < day] or self.invoices[:1]
        changed: set[int] = set()
        path = write_invoices(folder / f"invoices-{day}.csv", issued, today=day)
        changed.update(import_day(self.example, path, layout="invoices", as_of=day, known_at=now).debtor_ids)
        transfers = [*self.customers.transfers(day), *self._strangers(day)]
        self.counts["payments"] += len(transfers)
        path = write_bank(folder / f"bank-{day}.csv", transfers)
        changed.update(import_day(self.example, path, layout="payments", as_of=day, known_at=now).debtor_ids)
        changed.update(match_payments(as_of=now).debtor_ids)
        follow_payments(changed, as_of=now)

    def _strangers(self, day: date) -> list[Transfer]:
        """Bank charges every day, and on the eighth day money that nobody can place."""
        fee = Transfer(f"B{day:%y%m%d}-FEE", day, Decimal("-2.40"), "EUR", OUR_BANK, "", "Account fee")
        if (day - self.first_day).days != 8:
            return [fee]
        unknown = Transfer(f"B{day:%y%m%d}-X", day, Decimal("417.30"), "EUR", "E. Marquardt", "", "thank you")
        return [fee, unknown]

    def _work(self, now: datetime, *, clerk_is_in: bool) -> None:
        for at, raw in self.customers.take_post(until=now):
            store_mail(raw, mailbox="demo", as_of=at)
            self.counts["mails received"] += 1
        drain_inbox(as_of=now)
        report = run_round(as_of=now)
        self.counts["cases opened"] += report.cases_opened
        self.counts["cases closed"] += report.cases_closed
        notify_escalations(as_of=now)
        answer_escalations(as_of=now)
        draft_due_messages(as_of=now)
        if clerk_is_in:
            self.clerk.work(as_of=now + CLERK_AFTER)
        self.counts["mails sent"] += send_due_messages(as_of=now + SENDING_AFTER).sent
        self._letters_arrive()

    def _letters_arrive(self) -> None:
        """Customers get what lies in the outbox."""
        left = Message.objects.filter(status__in=Message.OUT).exclude(pk__in=self.seen).order_by("pk")
        for pk, kind, sent_at in left.values_list("pk", "kind", "sent_at"):
            self.seen.add(pk)
            if kind != Message.Kind.THANKS and sent_at:
                self.customers.receive(read_letter(_file_of(pk).read_bytes()), at=sent_at)


def _instant(day: date, hour: time) -> datetime:
    return datetime.combine(day, hour, tzinfo=ZoneInfo("Europe/Berlin"))


def _file_of(message_id: int) -> Path:
    """The newest of that number: an earlier example may have left its files in the outbox."""
    return max(settings.OUTBOX_DIR.glob(f"{message_id:09d}-*.eml"), key=lambda path: path.stat().st_mtime)

"""A small world to tell scenarios in: one creditor, its clock, a clerk who approves, customers who write and pay.

Days pass by `advance`, or by `live`, which also makes that day's round. All at ten o'clock UTC, from a Wednesday on.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from email.message import EmailMessage
from email.utils import format_datetime
from typing import Any

from django.contrib.auth.models import User

from agent.answers import IntentAnswer, Reading
from agent.facts import AccountFacts, ReceivedMail
from customers.models import BankTransaction, Contact, Customer, Invoice, LedgerSource
from customers.services.allocation import AllocationLine, allocate_payment
from customers.services.ledger import bump_ledger_versions
from dunning.mail.threading import reply_address
from dunning.models import Case, IncomingMail, Message, Review, Rung
from dunning.services.inbox.stages import drain_inbox, store_mail
from dunning.services.money.cash import follow_payments
from dunning.services.outbox.approvals import approve_message
from dunning.services.outbox.delivery import SendReport, send_due_messages
from dunning.services.outbox.drafting import draft_due_messages
from dunning.services.rounds import RoundReport, run_round
from tests.factories import (
    BankTransactionFactory,
    ContactFactory,
    CreditNoteFactory,
    CustomerFactory,
    InvoiceFactory,
    LedgerSourceFactory,
    PolicyFactory,
    SegmentFactory,
    StepFactory,
    UserFactory,
)

START = datetime(2026, 3, 4, 10, 0, tzinfo=UTC)
APPROVED_AFTER, SENT_AFTER = timedelta(minutes=5), timedelta(minutes=30)
EVENT_STEPS = (
    ("claim-unseen", "claim_unseen", "follow_up", "claim_unseen"),
    ("promise-broken", "promise_broken", "firm", "promise_broken"),
    ("dispute-resolved", "dispute_resolved", "first", "dispute_resolved"),
)


class World:
    """Reminders 3, 10, 20 and 30 days after the due date, a gap of four days; every rung autonomous."""

    def __init__(self, **policy: Any) -> None:
        self.now = START
        self.clerk: User = UserFactory.create()
        self.source: LedgerSource = LedgerSourceFactory.create()
        self.policy = PolicyFactory.create(**policy)
        self.segment = SegmentFactory.create(policy=self.policy)
        for key, anchor, stage, purpose in EVENT_STEPS:
            StepFactory.create(
                cadence=self.policy.cadence, key=key, position=0, anchor=anchor, offset=1, business_days=True,
                stage=stage, purpose=purpose,
            )  # fmt: skip
        self.answers: dict[str, Reading] = {}
        self.keep_fresh = True
        self.clerk_is_in = True
        self.letters_in = 0

    # The ledger

    @property
    def today(self) -> date:
        return self.now.date()

    def day(self, days: int) -> date:
        """So many days after (negative: before) today."""
        return self.today + timedelta(days=days)

    def customer(self, name: str = "Alder Creek Brewing", *, contact: str = "paula", **fields: Any) -> Customer:
        """A customer with one contact; `contact=""` for none."""
        customer: Customer = CustomerFactory.create(source=self.source, name=name, **fields)
        if contact:
            self.contact(customer, contact)
        return customer

    def contact(self, customer: Customer, name: str) -> Contact:
        email = f"{name}@{customer.external_id.lower()}.example"
        found: Contact = ContactFactory.create(customer=customer, name=f"{name.title()} Payer", email=email)
        return found

    def invoice(self, customer: Customer, amount: str = "1000.00", *, overdue: int = 5, **fields: Any) -> Invoice:
        """An open invoice, so many days overdue today (negative: not due yet)."""
        invoice: Invoice = InvoiceFactory.create(
            customer=customer, amount=Decimal(amount), due_on=self.day(-overdue), as_of=self.today, **fields
        )
        bump_ledger_versions([invoice.debtor_id])
        return invoice

    def credit_note(self, customer: Customer, amount: str, **fields: Any) -> Invoice:
        """A credit note over a positive amount, issued today."""
        note: Invoice = CreditNoteFactory.create(
            customer=customer, amount=-Decimal(amount), due_on=self.today, as_of=self.today, **fields
        )
        bump_ledger_versions([note.debtor_id])
        return note

    def pay(
        self, amount: str, *invoices: Invoice, by: Customer | None = None, currency: str = "EUR", **fields: Any
    ) -> BankTransaction:
        """Money on our account today, put on these invoices oldest first; without invoices it stays unmatched."""
        payment: BankTransaction = BankTransactionFactory.create(
            source=self.source, amount=Decimal(amount), currency=currency, booked_on=self.today, known_at=self.now,
            payer_name=by.name if by else "", **fields,
        )  # fmt: skip
        if invoices:
            lines = _lines(Decimal(amount), invoices)
            allocate_payment(transaction_id=payment.pk, lines=lines, as_of=self.now, by=self.clerk)
            follow_payments({invoice.debtor_id for invoice in invoices}, as_of=self.now)
        return payment

    # The clock and what is done every day

    def advance(self, days: int = 1) -> None:
        self.now += timedelta(days=days)
        if self.keep_fresh:
            LedgerSource.objects.update(invoices_as_of=self.today, payments_as_of=self.today)

    def round(self) -> RoundReport:
        """Decide, write, approve and send: everything that leaves today."""
        report = run_round(as_of=self.now)
        draft_due_messages(as_of=self.now)
        if self.clerk_is_in:
            self.approve_all()
        self.send()
        return report

    def suggest_only(self) -> None:
        """From now on the agent only suggests, whatever it does."""
        Rung.objects.update(level=Rung.Level.SUGGEST)

    def approve_all(self) -> int:
        waiting = Message.objects.filter(status=Message.Status.AWAITING_APPROVAL).order_by("pk")
        for message in waiting:
            approve_message(message_id=message.pk, by=self.clerk, as_of=self.now + APPROVED_AFTER)
        return len(waiting)

    def send(self) -> SendReport:
        return send_due_messages(as_of=self.now + SENT_AFTER)

    def live(self, days: int) -> None:
        """Let days pass with a round on each."""
        for _ in range(days):
            self.advance()
            self.round()

    # Mail

    def reply(
        self, text: str, *intents: str, to: Message | None = None, sender: str = "", headers: Any = (), **parts: Any
    ) -> IncomingMail:
        """The customer answers our last message (or `to`); the reader finds these intents and parts in it.

        The mail is stored and worked in at once. `parts` are fields of Reading, such as `promises=(…,)`.
        """
        mail = self.store(text, *intents, to=to, sender=sender, headers=headers, **parts)
        drain_inbox(as_of=self.now)
        mail.refresh_from_db()
        return mail

    def store(
        self, text: str, *intents: str, to: Message | None = None, sender: str = "", headers: Any = (), **parts: Any
    ) -> IncomingMail:
        """As `reply`, but the mail is only kept: nobody has read it yet."""
        raw = self.letter(text, *intents, to=to, sender=sender, headers=headers, **parts)
        stored = store_mail(raw, as_of=self.now)
        assert stored is not None
        return stored

    def letter(
        self, text: str, *intents: str, to: Message | None = None, sender: str = "", headers: Any = (), **parts: Any
    ) -> bytes:
        """As `reply`, but the mail is still on its way."""
        answered = to or self.sent()[-1]
        self.letters_in += 1
        named = tuple(IntentAnswer(intent, 0.95, text[:80]) for intent in intents or ("acknowledgement",))
        self.answers[text] = Reading(id="", language="en", intents=named, new_text=text, **parts)
        return self._eml(text, answered, sender=sender or answered.to_email, headers=dict(headers))

    def read(self, mail: ReceivedMail, account: AccountFacts) -> Reading:
        """In the reader's place: what the scenario said that this text means."""
        return next(answer for text, answer in self.answers.items() if text in mail.body)

    # What there is

    def sent(self, customer: Customer | None = None) -> list[Message]:
        """What left, oldest first."""
        rows = Message.objects.filter(status__in=Message.LEFT).order_by("sent_at", "pk")
        return list(rows.filter(debtor=customer) if customer else rows)

    def purposes(self, customer: Customer | None = None) -> list[str]:
        return [message.purpose for message in self.sent(customer)]

    def case(self, customer: Customer) -> Case:
        """The debtor's latest case."""
        return Case.objects.filter(debtor=customer).latest("pk")

    def reviews(self, customer: Customer | None = None) -> list[str]:
        """Kinds of what waits for a person, oldest first."""
        rows = Review.objects.filter(closed_at=None).order_by("pk")
        return list((rows.filter(case__debtor=customer) if customer else rows).values_list("kind", flat=True))

    def _eml(self, text: str, answered: Message, *, sender: str, headers: dict[str, str]) -> bytes:
        mail = EmailMessage()
        mail["From"] = sender
        mail["To"] = reply_address(answered.case_id, mailbox=self.source.creditor.reply_to)
        mail["Subject"] = f"Re: {answered.subject}"
        mail["Date"] = format_datetime(self.now)
        mail["Message-ID"] = f"<letter-{self.letters_in}@customer.example>"
        mail["In-Reply-To"] = mail["References"] = answered.message_id
        for name, value in headers.items():
            mail[name] = value
        mail.set_content(text)
        return mail.as_bytes()


def _lines(amount: Decimal, invoices: Sequence[Invoice]) -> list[AllocationLine]:
    """The amount over the invoices in their order, each up to what it owes."""
    lines = []
    for invoice in invoices:
        invoice.refresh_from_db()
        part = min(amount, invoice.open_amount)
        amount -= part
        if part:
            lines.append(AllocationLine(invoice_id=invoice.pk, amount=part))
    return lines

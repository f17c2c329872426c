"""Rows for tests. A bare call makes the simplest row that the database takes, with its parents.

Business days: everything hangs on AS_OF, a Wednesday.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import factory
from django.contrib.auth.models import User
from factory.django import DjangoModelFactory

from customers import models as ledger
from dunning import models as dunning

AS_OF = datetime(2026, 3, 4, 10, 0, tzinfo=UTC)
TODAY = AS_OF.date()


def days_ago(days: int) -> date:
    return TODAY - timedelta(days=days)


class UserFactory(DjangoModelFactory[User]):
    class Meta:
        model = User

    username = factory.Sequence(lambda n: f"clerk{n}")
    email = factory.LazyAttribute(lambda user: f"{user.username}@creditor.example")
    is_staff = True


class CreditorFactory(DjangoModelFactory[ledger.Creditor]):
    class Meta:
        model = ledger.Creditor

    name = factory.Sequence(lambda n: f"Nordlicht Handel {n} GmbH")
    currency = "EUR"
    country = "DE"
    time_zone = "Europe/Berlin"
    bank_details = "IBAN DE02 1203 0000 0000 2020 51"
    sender_name = "Clara Weiss"
    sender_email = "ar@creditor.example"
    reply_to = "ar@creditor.example"
    ar_manager_email = "manager@creditor.example"


class LedgerSourceFactory(DjangoModelFactory[ledger.LedgerSource]):
    class Meta:
        model = ledger.LedgerSource

    creditor = factory.SubFactory(CreditorFactory)
    name = factory.Sequence(lambda n: f"source-{n}")
    invoices_as_of = TODAY
    payments_as_of = TODAY


class AccountManagerFactory(DjangoModelFactory[ledger.AccountManager]):
    class Meta:
        model = ledger.AccountManager

    name = "Anna Berg"
    email = factory.Sequence(lambda n: f"anna.berg{n}@creditor.example")


class CustomerFactory(DjangoModelFactory[ledger.Customer]):
    class Meta:
        model = ledger.Customer

    source = factory.SubFactory(LedgerSourceFactory)
    external_id = factory.Sequence(lambda n: f"C{n:05d}")
    name = factory.Sequence(lambda n: f"Customer {n} Ltd")
    country = "GB"
    language = "en"
    time_zone = "Europe/London"
    currency = "EUR"


class ContactFactory(DjangoModelFactory[ledger.Contact]):
    class Meta:
        model = ledger.Contact

    customer = factory.SubFactory(CustomerFactory)
    name = "Paula Payer"
    email = factory.Sequence(lambda n: f"payables{n}@customer.example")


class InvoiceFactory(DjangoModelFactory[ledger.Invoice]):
    """Open in full and ten days overdue. Give `paid=True` for one that was settled on its due date."""

    class Meta:
        model = ledger.Invoice

    class Params:
        paid = factory.Trait(open_amount=Decimal(0), closed_how="paid", closed_on=factory.SelfAttribute("due_on"))

    source = factory.SelfAttribute("customer.source")
    number = factory.Sequence(lambda n: f"INV-{10000 + n}")
    customer = factory.SubFactory(CustomerFactory)
    debtor = factory.LazyAttribute(lambda invoice: invoice.customer.debtor or invoice.customer)
    issued_on = factory.LazyAttribute(lambda invoice: invoice.due_on - timedelta(days=30))
    due_on = days_ago(10)
    amount = Decimal("1000.00")
    open_amount = factory.SelfAttribute("amount")
    currency = "EUR"
    as_of = TODAY
    known_at = factory.LazyAttribute(
        lambda invoice: datetime.combine(invoice.issued_on, datetime.min.time(), tzinfo=UTC)
    )


class CreditNoteFactory(InvoiceFactory):
    number = factory.Sequence(lambda n: f"CN-{10000 + n}")
    kind = ledger.Invoice.Kind.CREDIT_NOTE
    amount = Decimal("-100.00")


class BankTransactionFactory(DjangoModelFactory[ledger.BankTransaction]):
    """Money without a debtor yet."""

    class Meta:
        model = ledger.BankTransaction

    source = factory.SubFactory(LedgerSourceFactory)
    external_id = factory.Sequence(lambda n: f"TX{n:06d}")
    booked_on = TODAY
    amount = Decimal("1000.00")
    unallocated_amount = factory.SelfAttribute("amount")
    currency = "EUR"
    method = "wire"
    known_at = AS_OF


class AllocationFactory(DjangoModelFactory[ledger.Allocation]):
    """A bare row: it does not touch the invoice's open amount."""

    class Meta:
        model = ledger.Allocation

    invoice = factory.SubFactory(InvoiceFactory)
    origin = ledger.Allocation.Origin.BANK
    amount = Decimal("1000.00")
    booked_on = TODAY
    known_at = AS_OF


class DocumentFactory(DjangoModelFactory[ledger.Document]):
    class Meta:
        model = ledger.Document

    customer = factory.SubFactory(CustomerFactory)
    kind = ledger.Document.Kind.INVOICE_COPY
    name = "invoice.pdf"
    file = factory.django.FileField(filename="invoice.pdf", data=b"%PDF-1.4 test")
    added_at = AS_OF


class CadenceFactory(DjangoModelFactory[dunning.Cadence]):
    """A ladder of four overdue steps: 3 first, 10 follow_up, 20 firm, 30 final days after due."""

    class Meta:
        model = dunning.Cadence
        skip_postgeneration_save = True

    key = factory.Sequence(lambda n: f"cadence-{n}")
    name = "Standard"

    @factory.post_generation
    def steps(self: Any, create: bool, extracted: bool | None, **kwargs: Any) -> None:
        if create and extracted is not False:
            for position, (offset, stage, purpose) in enumerate(LADDER, start=1):
                StepFactory.create(
                    cadence=self, key=stage, position=position, offset=offset, stage=stage, purpose=purpose
                )


LADDER = (
    (3, "first", "first_reminder"),
    (10, "follow_up", "follow_up"),
    (20, "firm", "firm"),
    (30, "final", "final"),
)


class StepFactory(DjangoModelFactory[dunning.Step]):
    class Meta:
        model = dunning.Step

    cadence = factory.SubFactory(CadenceFactory, steps=False)
    key = factory.Sequence(lambda n: f"step-{n}")
    position = 1
    anchor = dunning.Step.Anchor.DUE
    offset = 3
    stage = dunning.Step.Stage.FIRST
    purpose = "first_reminder"


class PersonaFactory(DjangoModelFactory[dunning.Persona]):
    class Meta:
        model = dunning.Persona

    name = factory.Sequence(lambda n: f"persona-{n}")
    sender_name = "Clara Weiss"
    sender_email = "ar@creditor.example"


class PolicyFactory(DjangoModelFactory[dunning.Policy]):
    class Meta:
        model = dunning.Policy

    name = factory.Sequence(lambda n: f"policy-{n}")
    cadence = factory.SubFactory(CadenceFactory)
    persona = factory.SubFactory(PersonaFactory)
    disclose_ai = False


class EscalationRuleFactory(DjangoModelFactory[dunning.EscalationRule]):
    class Meta:
        model = dunning.EscalationRule

    policy = factory.SubFactory(PolicyFactory)
    key = factory.Sequence(lambda n: f"rule-{n}")
    exposure_over = Decimal("10000.00")
    age_over_days = 30


class SegmentFactory(DjangoModelFactory[dunning.Segment]):
    """The segment for all others, with every rung autonomous; `level=` sets them all."""

    class Meta:
        model = dunning.Segment
        django_get_or_create = ("key",)
        skip_postgeneration_save = True

    key = ""
    name = "All others"
    policy = factory.SubFactory(PolicyFactory)

    @factory.post_generation
    def level(self: Any, create: bool, extracted: int | None, **kwargs: Any) -> None:
        if create:
            level = dunning.Rung.Level.AUTONOMOUS if extracted is None else extracted
            for kind in dunning.Rung.Kind.values:
                dunning.Rung.objects.update_or_create(segment=self, kind=kind, defaults={"level": level})


class CaseFactory(DjangoModelFactory[dunning.Case]):
    """An open case; its policy is the one of the segment for all others."""

    class Meta:
        model = dunning.Case

    class Params:
        segment = factory.SubFactory(SegmentFactory)

    debtor = factory.SubFactory(CustomerFactory)
    creditor = factory.SelfAttribute("debtor.source.creditor")
    policy = factory.SelfAttribute("segment.policy")
    cadence = factory.SelfAttribute("policy.cadence")
    opened_at = AS_OF - timedelta(days=7)
    episode_started_at = factory.SelfAttribute("opened_at")


class MessageFactory(DjangoModelFactory[dunning.Message]):
    """A reminder that is due today."""

    class Meta:
        model = dunning.Message

    case = factory.SubFactory(CaseFactory)
    debtor = factory.SelfAttribute("case.debtor")
    purpose = "first_reminder"
    stage = "first"
    step_key = factory.Sequence(lambda n: f"first-{n}")
    step_position = 1
    anchor_kind = "due"
    anchor_id = 1
    send_on = TODAY
    created_at = AS_OF


class IncomingMailFactory(DjangoModelFactory[dunning.IncomingMail]):
    """A mail as stored: not matched, not read."""

    class Meta:
        model = dunning.IncomingMail

    dedupe_key = factory.Sequence(lambda n: f"mail-{n}")
    raw = factory.LazyAttribute(lambda mail: f"Subject: {mail.subject}\r\n\r\n{mail.body_text}".encode())
    received_at = AS_OF
    stored_at = AS_OF
    message_id = factory.Sequence(lambda n: f"<reply-{n}@customer.example>")
    from_name = "Paula Payer"
    from_email = "payables@customer.example"
    to_email = "ar@creditor.example"
    subject = "Re: Overdue invoices"
    body_text = "We will pay on Friday."


class ReadingFactory(DjangoModelFactory[dunning.Reading]):
    class Meta:
        model = dunning.Reading

    mail = factory.SubFactory(IncomingMailFactory)
    reader = "embedded"
    answer = factory.LazyFunction(dict)
    confidence = 0.95
    needs_human = False
    read_at = AS_OF


class PromiseFactory(DjangoModelFactory[dunning.Promise]):
    """A promise for Friday of all that its `invoices` owe."""

    class Meta:
        model = dunning.Promise
        skip_postgeneration_save = True

    case = factory.SubFactory(CaseFactory)
    debtor = factory.SelfAttribute("case.debtor")
    currency = "EUR"
    promised_on = TODAY + timedelta(days=2)
    quiet_until = TODAY + timedelta(days=7)
    given_on = TODAY
    recorded_at = AS_OF

    @factory.post_generation
    def invoices(self: Any, create: bool, extracted: list[ledger.Invoice] | None, **kwargs: Any) -> None:
        for invoice in extracted or () if create else ():
            dunning.PromisedInvoice.objects.create(promise=self, invoice=invoice, amount=invoice.open_amount)


class DisputeFactory(DjangoModelFactory[dunning.Dispute]):
    class Meta:
        model = dunning.Dispute
        skip_postgeneration_save = True

    case = factory.SubFactory(CaseFactory)
    debtor = factory.SelfAttribute("case.debtor")
    reason = dunning.Dispute.Reason.PRICING
    opened_at = AS_OF
    deadline = TODAY + timedelta(days=14)

    @factory.post_generation
    def invoices(self: Any, create: bool, extracted: list[ledger.Invoice] | None, **kwargs: Any) -> None:
        if create and extracted:
            self.invoices.set(extracted)


class EscalationFactory(DjangoModelFactory[dunning.Escalation]):
    class Meta:
        model = dunning.Escalation

    case = factory.SubFactory(CaseFactory)
    debtor = factory.SelfAttribute("case.debtor")
    rule_key = factory.Sequence(lambda n: f"rule-{n}")
    level = 1
    reason_text = "More than 10,000 € is over 30 days late."
    exposure = Decimal("12000.00")
    opened_at = AS_OF
    deadline = TODAY + timedelta(days=5)


class ArrangementFactory(DjangoModelFactory[dunning.Arrangement]):
    class Meta:
        model = dunning.Arrangement
        skip_postgeneration_save = True

    case = factory.SubFactory(CaseFactory)
    debtor = factory.SelfAttribute("case.debtor")
    currency = "EUR"
    granted_by = factory.SubFactory(UserFactory)
    granted_at = AS_OF

    @factory.post_generation
    def invoices(self: Any, create: bool, extracted: list[ledger.Invoice] | None, **kwargs: Any) -> None:
        if create and extracted:
            self.invoices.set(extracted)

"""The example company in the database: who it is, its rules, and its ledger, imported as anybody would."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

from django.contrib.auth.models import User
from django.core.files.base import ContentFile

from audit.recording import record_event
from config.demo.companies import MANAGERS, Company, read_companies
from config.demo.files import write_contacts, write_customers, write_invoices
from config.demo.ledger import DemoInvoice
from config.demo.papers import invoice_pdf
from customers.models import AccountManager, Creditor, Document, Invoice, LedgerSource, Rate
from customers.services.importing import ImportReport, import_file
from dunning.models import Installation, Message, Persona, Policy, Rung, Segment
from dunning.services.cases.defaults import PERSONA_NAME, POLICY_NAME, ensure_defaults

CREDITOR = "Larkfield Instruments GmbH"
MAILBOX = "receivables@larkfield.example"
SOURCE = "erp"
CLERK = "clerk"
# Units of euro for one unit.
RATES = {"CHF": Decimal("1.06"), "GBP": Decimal("1.15"), "USD": Decimal("0.92"), "PLN": Decimal("0.23")}
NOTES_FROM = Decimal(500)
AUTOMATIC_LIMIT = Decimal(5_000)


class NotForDemo(Exception):
    """The database is somebody's own; the message says so in a sentence."""


@dataclass(frozen=True)
class Example:
    """What the simulation works with."""

    source: LedgerSource
    clerk: User
    folder: Path


def mark_simulation() -> None:
    """Only a database that holds nothing yet may become a simulation, whose mail goes to files only."""
    installation = Installation.current()
    if installation.simulation:
        return
    if Creditor.objects.exists() or Message.objects.filter(status__in=Message.LEFT).exists():
        raise NotForDemo("This database holds data that is not the example's. The demo needs a database of its own.")
    installation.simulation = True
    installation.save(update_fields=["simulation"])


def make_company(folder: Path, *, as_of: datetime) -> Example:
    """Creditor, account managers, rates, rules and the simulated clerk."""
    ensure_defaults()
    creditor = Creditor.objects.create(
        name=CREDITOR,
        currency="EUR",
        country="DE",
        time_zone="Europe/Berlin",
        bank_details="IBAN DE02 1203 0000 0000 2020 51, BIC BYLADEM1001",
        sender_name="Clara Weiss",
        sender_email=MAILBOX,
        reply_to=MAILBOX,
        ar_manager_email="head.of.receivables@larkfield.example",
    )
    AccountManager.objects.bulk_create([AccountManager(name=name, email=email) for name, email in MANAGERS])
    Rate.objects.bulk_create(
        [Rate(currency=currency, base="EUR", day=as_of.date(), rate=rate) for currency, rate in RATES.items()]
    )
    Persona.objects.filter(name=PERSONA_NAME).update(sender_name="Clara Weiss")
    _make_automatic_segment()
    Policy.objects.filter(name=POLICY_NAME).update(promise_notes=True, promise_notes_from=NOTES_FROM)
    # So that the example shows readings at work; an installation starts with a person accepting each.
    Rung.objects.filter(segment__key="", kind=Rung.Kind.READING).update(level=Rung.Level.ASSIST)
    clerk = User.objects.create_user(CLERK, first_name="Jonas", last_name="Falk", is_staff=True)
    source = LedgerSource.objects.create(creditor=creditor, name=SOURCE)
    record_event("demo.seeded", subject=creditor, as_of=as_of, actor="system")
    return Example(source=source, clerk=clerk, folder=folder)


def import_ledger(example: Example, invoices: list[DemoInvoice], *, today: date, known_at: datetime) -> int:
    """Customers, contacts and a year of invoices as of a day; returns how many invoices there are."""
    companies, folder = read_companies(), example.folder
    issued = [invoice for invoice in invoices if invoice.issued < today]
    files = {
        "customers": write_customers(folder / "customers.csv", companies),
        "contacts": write_contacts(folder / "contacts.csv", companies),
        "invoices": write_invoices(folder / "invoices.csv", issued, today=today),
    }
    for layout, path in files.items():
        import_day(example, path, layout=layout, as_of=today, known_at=known_at)
    LedgerSource.objects.filter(pk=example.source.pk).update(payments_as_of=today)
    _store_invoice_copies([i for i in issued if i.company.story == "wants_copy"], today=today, added_at=known_at)
    return len(issued)


def import_day(example: Example, path: Path, *, layout: str, as_of: date, known_at: datetime) -> ImportReport:
    """One file through the import that everybody uses. Raises RuntimeError when it does not land whole."""
    report = import_file(path=path, layout=layout, source=example.source, as_of=as_of, known_at=known_at)
    if report.refused or report.counts.rejected:
        why = report.run.problem or "; ".join(reject.why for reject in report.rejects[:3])
        raise RuntimeError(f"{path.name} did not land: {why}")
    return report


def _make_automatic_segment() -> None:
    """Small customers whom the agent may write to alone up to a limit."""
    segment = Segment.objects.create(
        key="automatic", name="Small customers, automatic", policy=Policy.objects.get(name=POLICY_NAME)
    )
    Rung.objects.bulk_create(
        Rung(segment=segment, kind=kind, level=Rung.Level.AUTONOMOUS, amount_limit=AUTOMATIC_LIMIT)
        for kind in Rung.Kind.values
    )


def _store_invoice_copies(invoices: list[DemoInvoice], *, today: date, added_at: datetime) -> None:
    """The documents of customers who are going to ask for them."""
    wanted = {invoice.number: invoice for invoice in invoices if invoice.status(today) == "open"}
    for row in Invoice.objects.filter(number__in=wanted).select_related("customer"):
        pdf = invoice_pdf(_lines(wanted[row.number], wanted[row.number].company))
        Document.objects.create(
            customer=row.customer,
            invoice=row,
            kind=Document.Kind.INVOICE_COPY,
            name=f"{row.number}.pdf",
            file=ContentFile(pdf, name=f"{row.number}.pdf"),
            added_at=added_at,
        )


def _lines(invoice: DemoInvoice, company: Company) -> list[str]:
    return [
        CREDITOR,
        f"Invoice {invoice.number}",
        f"To: {company.name}, {company.country}",
        f"Issued: {invoice.issued.isoformat()}   Due: {invoice.due.isoformat()}",
        f"Purchase order: {invoice.purchase_order or 'none'}",
        f"Total: {invoice.amount:,.2f} {invoice.currency}",
    ]

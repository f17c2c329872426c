"""An account as its own customer may see it: from the facts that mails are written from, so that page and mail agree.

No notes, no risk, nothing of other debtors; a child's contact sees only what the child bought and its mail was about.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal

from agent.facts import AccountFacts, Allowed, CreditFact, InvoiceFact, PromiseFact
from customers.models import Document, Invoice
from dunning.account_facts import account_facts
from dunning.services.customer_page.links import Visit
from dunning.statements.content import Statement, statement_of

# A longer list is a statement to print, not a page to read.
MOST_LINES = 200
# What may be downloaded: papers of the invoice itself, never contracts or what we keep beside it.
SHOWN_KINDS = (Document.Kind.INVOICE_COPY, Document.Kind.CREDIT_NOTE)
CHECKED_STANDINGS = ("disputed", "promised", "claimed", "arranged")

# An invoice as facts name it: number, currency, due date.
Key = tuple[str, str, date]


@dataclass(frozen=True)
class AccountLine:
    """One open invoice. `standing` is "disputed", "promised", "claimed", "arranged" or ""."""

    pk: int
    number: str
    issued_on: date
    due_on: date
    open_amount: Decimal
    currency: str
    days_overdue: int
    standing: str = ""
    documents: tuple[int, ...] = ()


@dataclass(frozen=True)
class CustomerAccount:
    """`due_now` is what mails ask for, by currency; `totals` all that is open, credits taken off."""

    customer: str
    company: str
    country: str
    today: date
    lines: tuple[AccountLine, ...]
    credits: tuple[CreditFact, ...]
    promises: tuple[PromiseFact, ...]
    due_now: Mapping[str, Decimal]
    totals: Mapping[str, Decimal]
    # Invoices beyond MOST_LINES.
    more: int
    bank_details: str
    payment_link: str
    facts: AccountFacts

    def statement(self, *, language: str) -> Statement:
        return statement_of(replace(self.facts, language=language), company=self.company, on=self.today)


def customer_account(visit: Visit, *, as_of: datetime) -> CustomerAccount:
    """The account of a visit. A constant number of queries."""
    case = visit.message.case
    rows = _rows(visit)
    facts = _narrowed(account_facts(case, as_of=as_of), rows, whole=visit.sees_all)
    shown = sorted(facts.invoices, key=lambda invoice: (invoice.due, invoice.number))
    keys = {_key(invoice): rows[_key(invoice)] for invoice in shown[:MOST_LINES]}
    documents = _documents(tuple(keys.values()))
    return CustomerAccount(
        customer=visit.contact.customer.name if not visit.sees_all else facts.customer,
        company=case.creditor.name,
        country=facts.country,
        today=facts.today or as_of.date(),
        lines=tuple(_line(invoice, rows[_key(invoice)], documents) for invoice in shown[:MOST_LINES]),
        credits=facts.credits,
        promises=tuple(promise for promise in facts.promises if promise.outcome == "open"),
        due_now={currency: amount for currency, amount in facts.net_asked().items() if amount > 0},
        totals=statement_of(facts, company="", on=as_of.date()).totals(),
        more=max(len(shown) - MOST_LINES, 0),
        bank_details=facts.allowed.bank_details or "",
        payment_link=facts.allowed.payment_link or "",
        facts=facts,
    )


def document_for(visit: Visit, document_id: int, *, as_of: datetime) -> Document | None:
    """A stored paper of an invoice that the visitor sees on the page, None for any other."""
    account = customer_account(visit, as_of=as_of)
    if not any(document_id in line.documents for line in account.lines):
        return None
    return Document.objects.filter(pk=document_id).first()


def _rows(visit: Visit) -> dict[Key, int]:
    """The open invoices that may be shown: key by number, currency and due date."""
    case = visit.message.case
    listed = Invoice.objects.still_open().filter(
        debtor_id=case.debtor_id, source__creditor_id=case.creditor_id, kind=Invoice.Kind.INVOICE
    )
    if not visit.sees_all:
        told = [str(invoice.get("number", "")) for invoice in visit.message.facts.get("invoices", ())]
        listed = listed.filter(customer_id=visit.contact.customer_id, number__in=told)
    columns = listed.values_list(
        "pk", "number", "currency", "due_on", "customer_id",
        "customer__do_not_contact", "customer__insolvent", "customer__exit",
    )  # fmt: skip
    return {
        (number, currency, due_on): pk
        for pk, number, currency, due_on, customer, *stopped in columns
        if customer == case.debtor_id or not any(stopped)
    }


def _narrowed(facts: AccountFacts, rows: Mapping[Key, int], *, whole: bool) -> AccountFacts:
    """The facts without what the visitor may not see."""
    invoices = tuple(invoice for invoice in facts.invoices if _key(invoice) in rows)
    numbers = {invoice.number for invoice in invoices}
    hidden = {invoice.number for invoice in facts.invoices} - numbers
    if whole:
        promises = tuple(promise for promise in facts.promises if not hidden & set(promise.invoices))
        return replace(facts, invoices=invoices, promises=promises, allowed=_allowed(facts, invoices))
    promises = tuple(p for p in facts.promises if p.invoices and set(p.invoices) <= numbers)
    return replace(facts, invoices=invoices, promises=promises, credits=(), allowed=_allowed(facts, invoices))


def _allowed(facts: AccountFacts, invoices: tuple[InvoiceFact, ...]) -> Allowed:
    """A payment link that was made for an invoice that is hidden must not show its number."""
    link = facts.allowed.payment_link or ""
    hidden = any(invoice.number in link for invoice in facts.invoices if invoice not in invoices)
    return replace(facts.allowed, payment_link=None) if hidden else facts.allowed


def _documents(invoices: tuple[int, ...]) -> dict[int, tuple[int, ...]]:
    """Ids of papers by invoice, newest first."""
    found: dict[int, tuple[int, ...]] = {}
    papers = Document.objects.filter(invoice_id__in=invoices, kind__in=SHOWN_KINDS, name__iendswith=".pdf")
    for pk, invoice in papers.order_by("-added_at", "-pk").values_list("pk", "invoice_id"):
        found[invoice] = (*found.get(invoice, ()), pk)
    return found


def _line(invoice: InvoiceFact, pk: int, documents: Mapping[int, tuple[int, ...]]) -> AccountLine:
    return AccountLine(
        pk=pk,
        number=invoice.number,
        issued_on=invoice.issued,
        due_on=invoice.due,
        open_amount=invoice.balance,
        currency=invoice.currency,
        days_overdue=invoice.days_overdue,
        standing=invoice.standing if invoice.standing in CHECKED_STANDINGS else "",
        documents=documents.get(pk, ())[:1],
    )


def _key(invoice: InvoiceFact) -> Key:
    return invoice.number, invoice.currency, invoice.due

"""AccountFacts of cases, for reader, writer and guard. Never used by `decide()`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

from django.db.models import prefetch_related_objects

from agent.facts import (
    AccountFacts,
    Allowed,
    ContactFact,
    CreditFact,
    DisputeFact,
    InvoiceFact,
    PaymentFact,
    PromiseFact,
    QuoteFact,
    SenderFact,
)
from customers.models import Contact
from dunning.account_rows import Account, AccountRows, OpenItem, Paid, account_rows
from dunning.late_payment import cases_at_fee_stage, with_late_payment
from dunning.local_days import calendar_of, today_of
from dunning.models import Case, Promise
from dunning.relation import relation_of
from trade.countries import language_for


def account_facts(case: Case, *, as_of: datetime) -> AccountFacts:
    """The facts of one account, told to nobody yet. A fixed number of queries."""
    return account_facts_by_case([case], as_of=as_of)[case.pk]


def account_facts_by_case(cases: Sequence[Case], *, as_of: datetime) -> dict[int, AccountFacts]:
    """By case id; the same number of queries for one case and for a thousand."""
    prefetch_related_objects(list(cases), "debtor", "creditor", "policy__persona")
    rows, late = account_rows(cases, as_of=as_of), cases_at_fee_stage(cases)
    return {
        case.pk: with_late_payment(_facts(case, rows, as_of=as_of), case, at_fee_stage=case.pk in late)
        for case in cases
    }


def addressed_to(facts: AccountFacts, contact: Contact | None, *, language: str = "", page: str = "") -> AccountFacts:
    """The same account, told to a contact, in its language unless one is given; as it is where there is none.

    `page` is the address of the page on which this contact sees the account, "" for none.
    """
    if contact is None:
        return facts
    person = ContactFact(contact.name, contact.email)
    allowed = replace(facts.allowed, account_link=page) if page else facts.allowed
    return replace(facts, contact=person, language=language or contact.language or facts.language, allowed=allowed)


def _facts(case: Case, rows: AccountRows, *, as_of: datetime) -> AccountFacts:
    account: Account = (case.debtor_id, case.creditor_id)
    debtor, today = case.debtor, today_of(case, as_of=as_of)
    items = [item for item in rows.items[account] if item.balance > 0]
    disputes = rows.disputes[account]
    disputed = {invoice for dispute in disputes for invoice in rows.disputed[dispute]}
    promises, covered = _promises(rows.promises[account], items, disputed=disputed | rows.arranged, today=today)
    go_live = None if case.pk in rows.chase_old else case.policy.go_live_age_days
    calendar, numbers = calendar_of(debtor), {item.pk: item.number for item in items}

    def invoice(item: OpenItem) -> InvoiceFact:
        overdue = today > calendar.next_business_day(item.due_on)
        return InvoiceFact(
            number=item.number,
            issued=item.issued_on,
            due=item.due_on,
            balance=item.balance,
            currency=item.currency,
            amount=item.amount,
            days_overdue=(today - item.due_on).days if overdue else 0,
            purchase_order=item.purchase_order,
            standing=_standing(
                item, overdue=overdue, disputed=disputed, arranged=rows.arranged, covered=covered, go_live=go_live
            ),
        )

    invoices = tuple(invoice(item) for item in items)
    return AccountFacts(
        customer=debtor.name,
        country=debtor.country,
        language=debtor.language or language_for(debtor.country),
        currency=_currency(case, invoices),
        contacts=tuple(ContactFact(known.name, known.email) for known in rows.contacts[case.debtor_id]),
        invoices=invoices,
        promises=promises,
        disputes=tuple(
            DisputeFact(dispute.reason, tuple(numbers[pk] for pk in rows.disputed[dispute.pk] if pk in numbers))
            for dispute in disputes.values()
        ),
        payments=_payments(rows.payments[account]),
        credits=_credits(rows, account),
        quotes=_quotes(rows, account),
        allowed=_allowed(case, invoices),
        sender=_sender(case),
        today=today,
        relation=relation_of(case, habit=rows.habits.get(case.debtor_id), promises=rows.promises[account], as_of=as_of),
    )


def _standing(
    item: OpenItem,
    *,
    overdue: bool,
    disputed: set[int],
    arranged: set[int],
    covered: Mapping[int, str],
    go_live: int | None,
) -> str:
    """How a text may treat the invoice; the first that applies. `go_live`: the age that was too old at first."""
    if item.pk in disputed:
        return "disputed"
    if item.pk in arranged:
        return "arranged"
    if item.child_stopped or (go_live is not None and (item.known_on - item.due_on).days > go_live):
        return "held"
    if item.collected:
        return "collected"
    if item.pk in covered:
        return covered[item.pk]
    return "ask" if overdue else "not_due"


def _promises(
    promises: Sequence[Promise], items: Sequence[OpenItem], *, disputed: set[int], today: date
) -> tuple[tuple[PromiseFact, ...], dict[int, str]]:
    """The facts, and which invoices are wholly quiet as "promised" or "claimed".

    A stated sum below its invoices' balance leaves them asked for: AccountFacts takes the sum off the total.
    """
    facts, covered = [], {}
    for promise in promises:
        named = [line.invoice for line in promise.lines.all()]
        fact_amount, numbers = promise.amount, tuple(invoice.number for invoice in named)
        outcome = promise.status
        if outcome == Promise.Status.OPEN and promise.promised_on and promise.quiet_until < today:
            outcome = Promise.Status.UNCLEAR  # its quiet is over, but nobody could judge it yet
        if outcome == Promise.Status.OPEN:
            if promise.amount is not None:
                fact_amount = max(promise.amount - promise.paid_amount, Decimal())
            lying_on = _lying_on(promise, {invoice.pk for invoice in named}, items, disputed, fact_amount)
            numbers = numbers or tuple(item.number for item in lying_on)
            whole = fact_amount is None or sum((item.balance for item in lying_on), Decimal()) <= fact_amount
            if whole and promise.quiet_until >= today:
                word = "claimed" if promise.kind == Promise.Kind.CLAIM else "promised"
                covered.update({item.pk: word for item in lying_on})
        facts.append(
            PromiseFact(
                date=promise.promised_on,
                amount=fact_amount,
                invoices=numbers,
                kind=promise.kind,
                outcome=str(outcome),
                given_on=promise.given_on,
            )
        )
    return tuple(facts), covered


def _lying_on(
    promise: Promise, named: set[int], items: Sequence[OpenItem], disputed: set[int], amount: Decimal | None
) -> list[OpenItem]:
    """The open invoices that a promise covers; without names the oldest of its currency, until its sum is used up."""
    if named:
        return [item for item in items if item.pk in named]
    chosen, rest = [], amount
    for item in items:
        if item.currency != promise.currency or item.pk in disputed:
            continue
        if rest is not None:
            if rest <= 0:
                break
            rest -= item.balance
        chosen.append(item)
    return chosen


def _payments(paid: Sequence[Paid]) -> tuple[PaymentFact, ...]:
    """One fact a bank transaction, or a day and currency where the ERP told us, newest last."""
    groups: dict[tuple[date, str, int | None], list[Paid]] = defaultdict(list)
    for row in paid:
        groups[row.booked_on, row.currency, row.transaction_id].append(row)
    return tuple(
        PaymentFact(
            booked_on=booked_on,
            amount=sum((row.amount for row in rows), Decimal()),
            currency=currency,
            invoices=tuple(row.number for row in rows),
            reference=rows[0].reference,
        )
        for (booked_on, currency, _), rows in groups.items()
    )


def _credits(rows: AccountRows, account: Account) -> tuple[CreditFact, ...]:
    notes = [CreditFact(i.number, -i.balance, i.currency) for i in rows.items[account] if i.balance < 0]
    money = [CreditFact("", amount, currency) for currency, amount in sorted(rows.money[account].items())]
    return (*notes, *money)


def _quotes(rows: AccountRows, account: Account) -> tuple[QuoteFact, ...]:
    said = [QuoteFact(promise.given_on, promise.quote) for promise in rows.promises[account] if promise.quote]
    contested = rows.disputes[account].values()
    return (*said, *(QuoteFact(d.opened_at.date(), d.quote) for d in contested if d.quote))


def _currency(case: Case, invoices: Sequence[InvoiceFact]) -> str:
    used = {invoice.currency for invoice in invoices}
    if not used or case.debtor.currency in used:
        return case.debtor.currency or case.creditor.currency
    return invoices[0].currency


def _allowed(case: Case, invoices: Sequence[InvoiceFact]) -> Allowed:
    creditor, asked = case.creditor, [invoice for invoice in invoices if invoice.standing == "ask"]
    link = creditor.payment_link
    if "{number}" in link:
        link = link.replace("{number}", asked[0].number) if asked else ""
    return Allowed(
        payment_link=link or None,
        bank_details=creditor.bank_details or None,
        credit_hold=case.policy.may_mention_credit_hold,
    )


def _sender(case: Case) -> SenderFact:
    persona = case.policy.persona
    name = persona.sender_name if persona else case.creditor.sender_name
    title = persona.sender_title if persona else ""
    return SenderFact(name=name, company=case.creditor.name, title=title)

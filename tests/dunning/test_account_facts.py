from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from customers.models import Allocation, BankTransaction
from dunning.account_facts import account_facts, account_facts_by_case, addressed_to
from dunning.facts_json import facts_digest, facts_from_json, facts_to_json
from dunning.models import Review
from tests import factories as make
from tests.factories import AS_OF, TODAY

pytestmark = pytest.mark.django_db


def standings(case, **given):
    return {i.number: i.standing for i in account_facts(case, as_of=AS_OF, **given).invoices}


def test_each_invoice_stands_as_what_a_text_may_say_about_it():
    case = make.CaseFactory.create()
    owed = {"customer": case.debtor}
    make.InvoiceFactory.create(**owed, number="ASK")
    make.InvoiceFactory.create(**owed, number="LATER", due_on=TODAY + timedelta(days=5))
    make.InvoiceFactory.create(**owed, number="DEBIT", payment_method="direct_debit")
    make.InvoiceFactory.create(**owed, number="RETURNED", payment_method="direct_debit", debit_returned=True)
    make.DisputeFactory.create(case=case, invoices=[make.InvoiceFactory.create(**owed, number="DISPUTED")])
    make.ArrangementFactory.create(case=case, invoices=[make.InvoiceFactory.create(**owed, number="ARRANGED")])
    make.PromiseFactory.create(case=case, invoices=[make.InvoiceFactory.create(**owed, number="PROMISED")])
    claimed = make.InvoiceFactory.create(**owed, number="CLAIMED")
    make.PromiseFactory.create(case=case, kind="claim", invoices=[claimed])
    child = make.CustomerFactory.create(source=case.debtor.source, debtor=case.debtor, do_not_contact=True)
    make.InvoiceFactory.create(customer=child, number="HELD")
    make.InvoiceFactory.create(**owed, number="SETTLED", paid=True)

    assert standings(case) == {
        "ASK": "ask",
        "LATER": "not_due",
        "DEBIT": "collected",
        "RETURNED": "ask",
        "DISPUTED": "disputed",
        "ARRANGED": "arranged",
        "PROMISED": "promised",
        "CLAIMED": "claimed",
        "HELD": "held",
    }


def test_due_on_a_saturday_is_not_overdue_on_monday():
    case = make.CaseFactory.create()
    make.InvoiceFactory.create(customer=case.debtor, due_on=TODAY - timedelta(days=4))  # Saturday
    monday = AS_OF - timedelta(days=2)
    assert [i.days_overdue for i in account_facts(case, as_of=monday).invoices] == [0]
    assert [i.days_overdue for i in account_facts(case, as_of=monday + timedelta(days=1)).invoices] == [3]


def test_a_part_promise_is_taken_off_the_total_and_a_promise_without_invoices_takes_the_oldest_first():
    case = make.CaseFactory.create()
    for number, age in (("OLD", 30), ("NEW", 10)):
        make.InvoiceFactory.create(customer=case.debtor, number=number, due_on=make.days_ago(age))
    make.PromiseFactory.create(case=case, amount=Decimal("400.00"))
    facts = account_facts(case, as_of=AS_OF)
    assert facts.promises[0].invoices == ("OLD",)
    assert facts.net_asked() == {"EUR": Decimal("1600.00")}


def test_credits_and_unallocated_money_are_taken_off_in_their_own_currency_only():
    case = make.CaseFactory.create()
    make.InvoiceFactory.create(customer=case.debtor)
    make.CreditNoteFactory.create(customer=case.debtor, number="CN-1")
    for amount, currency in (("50.00", "EUR"), ("70.00", "USD")):
        make.BankTransactionFactory.create(
            source=case.debtor.source,
            debtor=case.debtor,
            amount=Decimal(amount),
            currency=currency,
            state=BankTransaction.State.ON_ACCOUNT,
        )
    facts = account_facts(case, as_of=AS_OF)
    assert [(c.number, c.amount, c.currency) for c in facts.credits] == [
        ("CN-1", Decimal("100.00"), "EUR"),
        ("", Decimal("50.00"), "EUR"),
        ("", Decimal("70.00"), "USD"),
    ]
    assert facts.net_asked() == {"EUR": Decimal("850.00")}


def test_money_that_the_erp_has_not_booked_yet_is_not_asked_for():
    case = make.CaseFactory.create()
    invoice = make.InvoiceFactory.create(customer=case.debtor)
    make.AllocationFactory.create(
        invoice=invoice, origin=Allocation.Origin.EXPECTED, amount=Decimal("300.00"), booked_on=TODAY
    )
    facts = account_facts(case, as_of=AS_OF)
    assert [i.balance for i in facts.invoices] == [Decimal("700.00")]
    assert [(p.amount, p.invoices) for p in facts.payments] == [(Decimal("300.00"), (invoice.number,))]


def test_what_was_not_known_yet_is_not_seen():
    case = make.CaseFactory.create()
    make.InvoiceFactory.create(customer=case.debtor, known_at=AS_OF + timedelta(minutes=1))
    assert account_facts(case, as_of=AS_OF).invoices == ()


def test_facts_survive_json():
    case = make.CaseFactory.create()
    invoice = make.InvoiceFactory.create(customer=case.debtor)
    make.CreditNoteFactory.create(customer=case.debtor)
    make.PromiseFactory.create(case=case, invoices=[invoice], quote="We pay on Friday.")
    make.AllocationFactory.create(invoice=invoice, amount=Decimal("5.00"))
    contact = make.ContactFactory.create(customer=case.debtor)
    facts = addressed_to(account_facts(case, as_of=AS_OF), contact)
    assert facts_from_json(facts_to_json(facts)) == facts


def test_the_digest_leaves_the_day_out_and_holds_the_money():
    case = make.CaseFactory.create()
    invoice = make.InvoiceFactory.create(customer=case.debtor)
    digest = facts_digest(account_facts(case, as_of=AS_OF))
    assert facts_digest(account_facts(case, as_of=AS_OF + timedelta(days=1))) == digest
    invoice.open_amount = Decimal("999.00")
    invoice.save()
    assert facts_digest(account_facts(case, as_of=AS_OF)) != digest


def test_a_hundred_accounts_cost_as_many_queries_as_one():
    cases = [make.CaseFactory.create() for _ in range(6)]
    for case in cases:
        invoice = make.InvoiceFactory.create(customer=case.debtor)
        make.PromiseFactory.create(case=case, invoices=[invoice])
        make.DisputeFactory.create(case=case, invoices=[make.InvoiceFactory.create(customer=case.debtor)])
    counts = []
    for chunk in (cases[:1], cases):
        fresh = list(type(cases[0]).objects.filter(pk__in=[case.pk for case in chunk]))
        with CaptureQueriesContext(
            connection,
        ) as queries:
            account_facts_by_case(fresh, as_of=AS_OF)
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_items_that_were_old_when_we_learned_of_them_wait_for_a_persons_word():
    case = make.CaseFactory.create()
    make.InvoiceFactory.create(customer=case.debtor, number="OLD", due_on=make.days_ago(200), known_at=AS_OF)
    make.InvoiceFactory.create(customer=case.debtor, number="NEW")
    assert standings(case) == {"OLD": "held", "NEW": "ask"}
    Review.objects.create(
        kind="opening_balance",
        case=case,
        subject_case=case,
        opened_at=AS_OF,
        deadline=TODAY,
        closed_at=AS_OF,
        outcome="chase",
    )
    assert standings(case) == {"OLD": "ask", "NEW": "ask"}

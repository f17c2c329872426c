"""The round on a real database: what it writes down, once, and what it leaves alone."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, connections

from audit.models import AuditEvent
from customers.models import Customer, Invoice
from dunning.models import Case, Decision, Installation, Look, Message, Policy, Review, Rung, Segment
from dunning.services.cases.looks import look_again
from dunning.services.cases.policies import NoPolicy
from dunning.services.rounds import run_round
from dunning.services.rounds.applying import apply_chunk
from dunning.services.rounds.rules import load_round_rules
from dunning.services.rounds.running import ROUND_LOCK, plan_round
from tests.factories import (
    AS_OF,
    TODAY,
    AllocationFactory,
    ContactFactory,
    CreditNoteFactory,
    CustomerFactory,
    InvoiceFactory,
    LedgerSourceFactory,
    PolicyFactory,
    SegmentFactory,
    days_ago,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def segment() -> None:
    SegmentFactory()


def debtor(**more: object) -> Customer:
    customer = CustomerFactory(ledger_version=1, **more)
    ContactFactory(customer=customer)
    return customer


def owing_customer(*, overdue: int = 5, amount: str = "1000.00", **more: object) -> Customer:
    customer = debtor(**more)
    InvoiceFactory(customer=customer, due_on=days_ago(overdue), amount=Decimal(amount))
    return customer


def test_an_overdue_customer_gets_a_case_a_decision_and_a_message() -> None:
    customer = owing_customer()
    report = run_round(as_of=AS_OF)
    case = Case.objects.get(debtor=customer)
    assert (case.status, case.action, case.reason, case.exposure) == ("open", "send", "first", Decimal("1000.00"))
    assert case.carrying_invoice == Invoice.objects.get()
    message = Message.objects.get(case=case)
    assert (message.status, message.step_key, message.anchor_id) == ("due", "first", Invoice.objects.get().pk)
    assert Decision.objects.get(case=case).reason_text == case.reason_text
    assert (report.cases_opened, report.messages_due, report.open_totals) == (1, 1, {"EUR": Decimal("1000.00")})
    assert sorted(AuditEvent.objects.values_list("action", flat=True)) == ["case.opened", "message.due"]


def test_twice_in_a_row_sends_nothing_twice() -> None:
    owing_customer()
    run_round(as_of=AS_OF)
    look_again(Customer.objects.values_list("pk", flat=True))
    second = run_round(as_of=AS_OF)
    assert second.debtors_looked_at == 1
    assert second.decisions == {"wait: message_unfinished": 1}
    assert Message.objects.count() == 1


def test_a_round_looks_only_where_something_happened() -> None:
    customer = owing_customer()
    run_round(as_of=AS_OF)
    assert run_round(as_of=AS_OF).debtors_looked_at == 0
    Customer.objects.filter(pk=customer.pk).update(ledger_version=2)
    assert run_round(as_of=AS_OF).debtors_looked_at == 1


def test_a_changed_policy_makes_it_look_again() -> None:
    owing_customer()
    run_round(as_of=AS_OF)
    Policy.objects.update(version=2)
    assert run_round(as_of=AS_OF).debtors_looked_at == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.concurrency
def test_of_two_rounds_at_once_one_does_nothing() -> None:
    owing_customer()
    other = connections.create_connection("default")
    try:
        with other.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [ROUND_LOCK])
            assert run_round(as_of=AS_OF).already_running
            assert not Case.objects.exists()
            cursor.execute("SELECT pg_advisory_unlock(%s)", [ROUND_LOCK])
    finally:
        other.close()
    assert run_round(as_of=AS_OF).cases_opened == 1


def test_a_case_that_changed_meanwhile_is_left_alone() -> None:
    customer = owing_customer()
    run_round(as_of=AS_OF)
    look_again([customer.pk])
    (chunk,) = plan_round(load_round_rules(as_of=AS_OF))
    Case.objects.update(version=9, action="", reason="by_hand")
    assert apply_chunk(chunk, as_of=AS_OF) == 1
    assert Case.objects.get().reason == "by_hand"
    assert run_round(as_of=AS_OF).debtors_looked_at == 1


def test_a_call_for_a_look_while_the_round_decides_is_kept() -> None:
    customer = owing_customer()
    run_round(as_of=AS_OF)
    look_again([customer.pk])
    (chunk,) = plan_round(load_round_rules(as_of=AS_OF))
    look_again([customer.pk])
    apply_chunk(chunk, as_of=AS_OF)
    assert Look.objects.get().next_look_at < AS_OF


def test_a_dry_run_writes_nothing() -> None:
    owing_customer()
    report = run_round(as_of=AS_OF, dry_run=True)
    assert (report.cases_opened, report.messages_due) == (1, 1)
    assert not Case.objects.exists()
    assert not Message.objects.exists()
    assert not AuditEvent.objects.exists()
    assert not Look.objects.exists()


def test_paying_closes_the_case() -> None:
    customer = owing_customer()
    run_round(as_of=AS_OF)
    Invoice.objects.update(open_amount=0, closed_how="paid", closed_on=TODAY)
    Customer.objects.filter(pk=customer.pk).update(ledger_version=2)
    report = run_round(as_of=AS_OF)
    assert report.cases_closed == 1
    case = Case.objects.get()
    assert (case.status, case.closed_why) == ("closed", "Nothing is owed any more.")
    assert Message.objects.get().status == "superseded"


def test_what_is_not_due_opens_no_case() -> None:
    owing_customer(overdue=-20)
    assert run_round(as_of=AS_OF).cases_opened == 0
    assert not Case.objects.exists()


def test_the_daily_cap_goes_to_those_with_most_at_stake() -> None:
    Policy.objects.update(daily_cap_new_contacts=1)
    small, large = owing_customer(amount="100.00"), owing_customer(amount="9000.00")
    report = run_round(as_of=AS_OF)
    assert Message.objects.get().debtor == large
    assert Case.objects.get(debtor=small).reason == "daily_cap"
    assert report.messages_due == 1


def test_items_old_at_go_live_wait_for_one_review() -> None:
    customer = debtor()
    for _ in range(3):
        InvoiceFactory(customer=customer, due_on=days_ago(400), known_at=AS_OF)
    run_round(as_of=AS_OF)
    look_again([customer.pk])
    run_round(as_of=AS_OF)
    review = Review.objects.get()
    assert (review.kind, review.why) == ("opening_balance", "3 items are older than 180 days; may old items be chased?")
    assert not Message.objects.exists()


def test_ten_thousand_old_items_at_go_live_send_nothing_and_ask_once_a_debtor() -> None:
    customers = [debtor() for _ in range(20)]
    Invoice.objects.bulk_create(
        InvoiceFactory.build(
            customer=customer, debtor=customer, source=customer.source, due_on=days_ago(300), known_at=AS_OF,
            number=f"OLD-{customer.pk}-{n}",
        )
        for customer in customers
        for n in range(500)
    )  # fmt: skip
    report = run_round(as_of=AS_OF)
    assert (report.open_invoices, report.messages_due) == (10_000, 0)
    assert Review.objects.filter(kind="opening_balance").count() == 20


def test_a_credit_note_larger_than_the_debt_asks_for_nothing() -> None:
    customer = owing_customer(amount="80.00")
    CreditNoteFactory(customer=customer, amount=Decimal("-100.00"))
    run_round(as_of=AS_OF)
    assert not Message.objects.exists()
    assert Review.objects.get().kind == "apply_credit"


def test_a_stale_source_stops_its_debtors_and_opens_one_review() -> None:
    source = LedgerSourceFactory(invoices_as_of=days_ago(9))
    for _ in range(3):
        owing_customer(source=source)
    report = run_round(as_of=AS_OF)
    assert report.decisions == {"wait: stale_source": 3}
    assert [(review.kind, review.source) for review in Review.objects.all()] == [("stale_source", source)]


def test_the_global_stop_stops_everything() -> None:
    Installation.objects.update_or_create(pk=1, defaults={"global_stop": True, "global_stop_reason": "audit"})
    owing_customer()
    assert run_round(as_of=AS_OF).decisions == {"wait: global_stop": 1}
    assert not Message.objects.exists()


def test_a_parent_is_asked_for_its_children_in_one_case() -> None:
    parent = debtor()
    for _ in range(2):
        child = CustomerFactory(source=parent.source, parent=parent, debtor=parent)
        InvoiceFactory(customer=child, due_on=days_ago(5))
    run_round(as_of=AS_OF)
    case = Case.objects.get()
    assert (case.debtor, case.exposure) == (parent, Decimal("2000.00"))


def test_a_stopped_child_takes_its_items_out() -> None:
    parent = debtor()
    for insolvent in (True, False):
        child = CustomerFactory(source=parent.source, parent=parent, debtor=parent, insolvent=insolvent)
        InvoiceFactory(customer=child, due_on=days_ago(5), amount=Decimal("400.00"))
    run_round(as_of=AS_OF)
    assert Case.objects.get().exposure == Decimal("400.00")


def test_what_we_collect_ourselves_is_not_chased_unless_the_debit_came_back() -> None:
    customer = debtor(payment_method="direct_debit")
    invoice = InvoiceFactory(customer=customer, due_on=days_ago(5))
    assert run_round(as_of=AS_OF).messages_due == 0
    Invoice.objects.filter(pk=invoice.pk).update(debit_returned=True)
    look_again([customer.pk])
    assert run_round(as_of=AS_OF).messages_due == 1


def test_an_as_of_round_sees_only_what_was_known_by_then() -> None:
    customer = owing_customer()
    invoice = Invoice.objects.get()
    AllocationFactory(invoice=invoice, amount=Decimal("1000.00"), known_at=AS_OF + timedelta(days=2))
    Invoice.objects.update(open_amount=0, closed_how="paid", closed_on=TODAY + timedelta(days=2))
    InvoiceFactory(customer=customer, due_on=days_ago(8), known_at=AS_OF + timedelta(days=1))
    report = run_round(as_of=AS_OF, dry_run=True)
    assert report.open_totals == {"EUR": Decimal("1000.00")}


def test_a_settled_carrying_invoice_starts_a_new_episode() -> None:
    customer = owing_customer(overdue=30)
    InvoiceFactory(customer=customer, due_on=days_ago(5))
    run_round(as_of=AS_OF)
    Message.objects.all().delete()
    Case.objects.update(attempts=4)
    Invoice.objects.filter(due_on=days_ago(30)).update(open_amount=0, closed_how="paid", closed_on=TODAY)
    look_again([customer.pk])
    run_round(as_of=AS_OF + timedelta(days=1))
    case = Case.objects.get()
    assert (case.attempts, case.episode_started_at) == (0, AS_OF + timedelta(days=1))


def test_a_decision_row_is_written_only_when_action_or_reason_changed() -> None:
    customer = owing_customer(overdue=1)
    run_round(as_of=AS_OF)
    look_again([customer.pk])
    run_round(as_of=AS_OF)
    assert Decision.objects.count() == 1


def test_the_queries_of_a_chunk_do_not_grow_with_it() -> None:
    Installation.current()
    for _ in range(3):
        owing_customer()
    with CountQueries() as few:
        run_round(as_of=AS_OF)
    for _ in range(12):
        owing_customer()
    with CountQueries() as many:
        run_round(as_of=AS_OF)
    assert many.count == few.count
    assert many.count < 50


class CountQueries:
    def __enter__(self) -> CountQueries:
        self.count = 0
        self.wrapper = connection.execute_wrapper(self._count)
        self.wrapper.__enter__()
        return self

    def __exit__(self, *problem: object) -> None:
        self.wrapper.__exit__(*problem)

    def _count(self, execute, sql, params, many, context):  # type: ignore[no-untyped-def]
        self.count += 1
        return execute(sql, params, many, context)


def test_a_rejected_step_does_not_come_back_and_the_case_moves_on() -> None:
    customer = owing_customer(overdue=12)
    run_round(as_of=AS_OF)
    Message.objects.update(status=Message.Status.REJECTED)
    look_again([customer.pk])
    run_round(as_of=AS_OF)
    assert list(Message.objects.order_by("pk").values_list("step_key", "status")) == [
        ("first", "rejected"),
        ("follow_up", "due"),
    ]


def test_a_watched_customer_gets_each_shadow_once_and_they_stop_counting_when_the_rung_rises() -> None:
    Rung.objects.update(level=Rung.Level.MONITOR)
    customer = owing_customer()
    run_round(as_of=AS_OF)
    Message.objects.update(status=Message.Status.SHADOW)
    look_again([customer.pk])
    assert run_round(as_of=AS_OF).decisions == {"wait: next_step_later": 1}
    Rung.objects.update(level=Rung.Level.SUGGEST)
    look_again([customer.pk])
    run_round(as_of=AS_OF)
    assert list(Message.objects.values_list("step_key", "status")) == [("first", "shadow"), ("first", "due")]


def test_a_case_whose_invoices_somebody_else_pays_now_is_closed_as_moved() -> None:
    child = owing_customer()
    parent = debtor(source=child.source, name="Parent Group")
    run_round(as_of=AS_OF)
    Invoice.objects.update(debtor=parent)
    look_again([child.pk, parent.pk])
    run_round(as_of=AS_OF)
    assert Case.objects.get(debtor=child).closed_why == "moved to Parent Group"
    assert Case.objects.get(debtor=parent).exposure == Decimal("1000.00")


def test_another_segment_takes_back_what_was_drafted_under_the_old_rules() -> None:
    SegmentFactory(key="careful", policy=PolicyFactory())
    customer = owing_customer()
    run_round(as_of=AS_OF)
    Customer.objects.filter(pk=customer.pk).update(segment="careful")
    run_round(as_of=AS_OF)
    assert Message.objects.get().status == Message.Status.SUPERSEDED
    run_round(as_of=AS_OF)
    assert Message.objects.filter(status=Message.Status.DUE).count() == 1
    assert Case.objects.get().policy == Policy.objects.get(segments__key="careful")


def test_without_a_default_segment_it_says_so() -> None:
    Segment.objects.all().delete()
    with pytest.raises(NoPolicy, match="no default segment"):
        run_round(as_of=AS_OF)


def test_the_command_takes_no_date_that_is_none() -> None:
    with pytest.raises(CommandError, match="“31.3.2026” is no day or instant"):
        call_command("run_round", as_of="31.3.2026")


def test_another_day_than_today_is_a_dry_run_unless_simulated() -> None:
    owing_customer()
    call_command("run_round", as_of=TODAY.isoformat(), verbosity=0)
    assert not Case.objects.exists()
    Installation.objects.update_or_create(pk=1, defaults={"simulation": True})
    call_command("run_round", as_of=TODAY.isoformat(), verbosity=0)
    assert Case.objects.count() == 1


@pytest.mark.parametrize("text", ["nonsense", "2026-13-01", "0001-01-01", "9999-12-31"])
def test_a_day_that_no_round_can_look_from_is_a_sentence(text: str) -> None:
    with pytest.raises(CommandError, match=f"“{text}” is"):
        call_command("run_round", as_of=text)

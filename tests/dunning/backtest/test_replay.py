"""One debtor's past by hand, and what must not be seen of its future."""

from __future__ import annotations

import csv
import json
from datetime import UTC, date, datetime, time
from decimal import Decimal
from io import StringIO
from typing import Any
from xml.etree import ElementTree

import pytest
from django.core.management import CommandError, call_command

from customers.models import Allocation, Customer, Invoice
from dunning.models import Case, Decision, Dispute, Message, Promise
from dunning.services.backtest.replay import Replay, WouldSend
from dunning.services.cases.defaults import ensure_defaults
from tests.factories import CaseFactory, CustomerFactory

pytestmark = pytest.mark.django_db
START, END = date(2026, 1, 5), date(2026, 4, 30)
# A Monday. By the standard cadence the steps fall on 5, 12 and 23 February and 9 March.
DUE = date(2026, 2, 2)
NOW = datetime(2026, 6, 1, 9, tzinfo=UTC)


def at(day: date) -> datetime:
    return datetime.combine(day, time(7), tzinfo=UTC)


@pytest.fixture
def debtor() -> Customer:
    """Its source was first loaded on 1 May: with an invoice that says nothing about this debtor."""
    ensure_defaults()
    debtor = CustomerFactory()
    add_invoice(CustomerFactory(source=debtor.source), number="OTHER", due=date(2026, 4, 29))
    return debtor


def add_invoice(
    debtor: Customer, *, number: str = "R-1", due: date = DUE, known: date | None = None, **more: Any
) -> Invoice:
    values: dict[str, Any] = {
        "issued_on": date(due.year - (due.month == 1), (due.month - 2) % 12 + 1, 1),
        "due_on": due,
        "amount": Decimal("1000.00"),
        "open_amount": Decimal("1000.00"),
        "currency": "EUR",
        "as_of": due,
        "known_at": at(known or date(2026, 5, 1)),
    }
    return Invoice.objects.create(
        source=debtor.source, number=number, customer=debtor, debtor=debtor, **(values | more)
    )


def pay(invoice: Invoice, amount: str, *, on: date, known: date | None = None) -> None:
    Allocation.objects.create(
        invoice=invoice, origin="erp", amount=Decimal(amount), booked_on=on, known_at=at(known or date(2026, 5, 1))
    )


def played(*, start: date = START, end: date = END) -> list[WouldSend]:
    return list(Replay(start=start, end=end, as_of=NOW).messages())


def steps(debtor: Customer, **days: date) -> list[tuple[str, str]]:
    found = [message for message in played(**days) if message.debtor_id == debtor.pk]
    return [(f"{message.day:%m-%d}", message.step) for message in found]


def test_an_unpaid_invoice_walks_the_ladder_and_ends_with_a_question(debtor: Customer):
    add_invoice(debtor)
    replay = Replay(start=START, end=END, as_of=NOW)
    messages = [message for message in replay.messages() if message.debtor_id == debtor.pk]
    assert [(f"{one.day:%m-%d}", one.step) for one in messages] == [
        ("02-05", "first"),
        ("02-12", "follow-up"),
        ("02-23", "firm"),
        ("03-09", "final"),
    ]
    assert messages[0].asked == {"EUR": Decimal("1000.00")}
    assert messages[0].days_past_due == 3
    assert messages[0].why.startswith("Invoice R-1 is 3 days past due.")
    assert replay.tally.questions == {"cadence_end": 1}


def test_money_ends_the_ladder_the_day_after_it_was_booked_and_a_part_lowers_what_is_asked(debtor: Customer):
    invoice = add_invoice(debtor)
    pay(invoice, "400.00", on=date(2026, 2, 10))
    pay(invoice, "600.00", on=date(2026, 2, 20))
    messages = [message for message in played() if message.debtor_id == debtor.pk]
    assert [(one.step, one.asked["EUR"]) for one in messages] == [
        ("first", Decimal("1000.00")),
        ("follow-up", Decimal("600.00")),
    ]
    # Of the day itself nothing is known yet.
    Allocation.objects.filter(amount=600).update(booked_on=date(2026, 2, 23))
    assert steps(debtor)[-1] == ("02-23", "firm")


def test_money_taken_back_opens_the_invoice_again(debtor: Customer):
    invoice = add_invoice(debtor)
    pay(invoice, "1000.00", on=date(2026, 2, 6))
    pay(invoice, "-1000.00", on=date(2026, 2, 16))
    assert steps(debtor)[:2] == [("02-05", "first"), ("02-17", "first")]


def test_what_came_after_the_first_load_is_known_from_the_day_it_came(debtor: Customer):
    Invoice.objects.update(known_at=at(date(2026, 1, 2)))
    invoice = add_invoice(debtor, known=date(2026, 2, 15))
    assert steps(debtor)[0] == ("02-16", "first")
    pay(invoice, "1000.00", on=date(2026, 2, 4), known=date(2026, 2, 25))
    assert steps(debtor) == [("02-16", "first"), ("02-20", "follow-up"), ("02-24", "firm")]


def test_a_promise_is_quiet_until_it_was_judged_and_a_broken_one_is_spoken_of(debtor: Customer):
    invoice = add_invoice(debtor)
    promise = Promise.objects.create(
        case=CaseFactory(debtor=debtor, creditor=debtor.source.creditor),
        debtor=debtor,
        status="broken",
        currency="EUR",
        promised_on=date(2026, 2, 16),
        quiet_until=date(2026, 2, 19),
        given_on=date(2026, 2, 9),
        recorded_at=at(date(2026, 2, 9)),
        judged_at=at(date(2026, 2, 20)),
    )
    promise.lines.create(invoice=invoice, amount=Decimal("1000.00"))
    assert steps(debtor)[:2] == [("02-05", "first"), ("02-23", "promise-broken")]


def test_a_disputed_invoice_leaves_chasing(debtor: Customer):
    invoice = add_invoice(debtor)
    dispute = Dispute.objects.create(
        case=CaseFactory(debtor=debtor, creditor=debtor.source.creditor),
        debtor=debtor,
        reason="pricing",
        opened_at=at(date(2026, 2, 9)),
        deadline=date(2026, 2, 20),
    )
    dispute.invoices.add(invoice)
    assert steps(debtor) == [("02-05", "first")]


def test_the_future_moves_nothing_before_it(debtor: Customer):
    invoice = add_invoice(debtor)
    add_invoice(debtor, number="R-2", due=date(2026, 3, 2))
    turn = date(2026, 2, 18)
    before = [message for message in played() if message.day <= turn]
    assert [message.step for message in before] == ["first", "follow-up"]

    pay(invoice, "1000.00", on=turn)
    Invoice.objects.filter(pk=invoice.pk).update(open_amount=0, closed_how="paid", closed_on=turn)
    add_invoice(debtor, number="R-3", due=date(2026, 3, 20), amount=Decimal("90000.00"), issued_on=turn)
    promise = Promise.objects.create(
        case=CaseFactory(debtor=debtor, creditor=debtor.source.creditor),
        debtor=debtor,
        currency="EUR",
        quiet_until=date(2026, 3, 30),
        given_on=turn,
        recorded_at=at(turn),
    )
    promise.lines.create(invoice=invoice, amount=Decimal("1000.00"))

    after = played()
    assert [message for message in after if message.day <= turn] == before
    assert [message for message in after if message.day > turn] != []
    # Nor does it matter how far the replay goes on.
    assert played(end=turn) == before


def test_nothing_is_written_and_a_day_costs_one_query(debtor: Customer, django_assert_max_num_queries):
    add_invoice(debtor)
    with django_assert_max_num_queries((END - START).days + 1 + 25):
        assert played()
    assert not Case.objects.exists()
    assert not Message.objects.exists()
    assert not Decision.objects.exists()


def test_the_command_tells_writes_and_draws(debtor: Customer, tmp_path):
    add_invoice(debtor)
    rows, picture, out = tmp_path / "rows.csv", tmp_path / "chart.svg", StringIO()
    days = ("--from", "2026-01-05", "--to", "2026-04-30")
    files = ("--messages", str(rows), "--chart", str(picture))
    call_command("backtest", *days, *files, stdout=out, stderr=StringIO())
    assert "2026-01-05 to 2026-04-30: 4 messages to 1 customers" in out.getvalue()
    assert "nobody can know" in out.getvalue()
    with rows.open(newline="") as file:
        told = list(csv.DictReader(file))
    assert [row["step"] for row in told] == ["first", "follow-up", "firm", "final"]
    # Asked about on its day of issue; without history the scorecard answered.
    assert 0 < float(told[0]["late_10"]) < 1
    assert ElementTree.fromstring(picture.read_text()).tag.endswith("svg")

    out = StringIO()
    call_command("backtest", *days, "--without-model", "--json", stdout=out, stderr=StringIO())
    found = json.loads(out.getvalue())
    assert found["messages"] == 4
    assert found["months"]["2026-02"]["steps"] == {"first": 1, "follow-up": 1, "firm": 1}


def test_days_that_have_not_been_are_refused():
    with pytest.raises(CommandError, match="lie in the past"):
        call_command("backtest", "--from", "2026-01-01", "--to", "2999-01-01")

"""The first page: its figures, and that each of them leads to exactly its rows."""

from __future__ import annotations

import re
from datetime import timedelta
from decimal import Decimal
from html import unescape

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from customers.models import Rate, Snapshot
from dunning.access import ACCOUNT_MANAGER
from dunning.models import Installation, Message, Prepared
from dunning.services.reviews.reviews import open_review
from dunning.services.upkeep.preparing import prepared_for, refresh_prepared
from tests.dunning.admin.conftest import clerk
from tests.factories import (
    AS_OF,
    TODAY,
    AccountManagerFactory,
    BankTransactionFactory,
    CaseFactory,
    ContactFactory,
    CreditNoteFactory,
    CustomerFactory,
    DisputeFactory,
    IncomingMailFactory,
    InvoiceFactory,
    LedgerSourceFactory,
    MessageFactory,
    PromiseFactory,
    SegmentFactory,
    UserFactory,
    days_ago,
)

HOME = reverse("admin:index")


@pytest.fixture
def busy(boss):
    """Two customers of one creditor: mail out and in, promises, a dispute, money, things that wait."""
    source = LedgerSourceFactory.create()
    segment = SegmentFactory.create()
    for number in (1, 2):
        customer = CustomerFactory.create(source=source, name=f"Customer {number}")
        ContactFactory.create(customer=customer)
        case = CaseFactory.create(
            debtor=customer, segment=segment, action="wait", reason="gap", exposure=Decimal(1000 * number)
        )
        invoice = InvoiceFactory.create(customer=customer, due_on=days_ago(10 * number))
        InvoiceFactory.create(customer=customer, due_on=TODAY + timedelta(days=2), currency="USD")
        MessageFactory.create(case=case, status=Message.Status.SENT, sent_at=AS_OF - timedelta(hours=20))
        IncomingMailFactory.create(case=case, debtor=customer)
        PromiseFactory.create(case=case, invoices=[invoice])
        open_review(
            "reply",
            why="Please look.",
            subject=case,
            case=case,
            deadline=days_ago(1),
            as_of=AS_OF,
            owner=boss if number == 1 else None,
        )
    DisputeFactory.create(case=case)
    CreditNoteFactory.create(customer=customer)
    MessageFactory.create(case=case, status=Message.Status.SENT, sent_at=AS_OF - timedelta(days=5), send_on=days_ago(5))
    BankTransactionFactory.create(source=source, booked_on=days_ago(3))
    BankTransactionFactory.create(source=source, booked_on=days_ago(30))
    return source


def today(client: Client) -> dict:
    return client.get(HOME).context["today"]


def rows_at(client: Client, url: str) -> int:
    """How many rows the list at an address shows."""
    answer = client.get(url)
    assert answer.status_code == 200, url
    if "cl" in answer.context:
        return len(answer.context["cl"].result_list)
    if "rows" in answer.context:
        return len(answer.context["rows"])
    return len(answer.context["page"].object_list)


def test_every_count_of_what_was_done_leads_to_its_rows(busy, office) -> None:
    done = today(office)["done"]
    counts = {line.words: line.count for line in done.lines}
    assert counts["messages sent"] == 2
    assert counts["replies received"] == 2
    assert counts["promises to pay"] == 2
    assert counts["dispute opened"] == 1
    assert [line.count for line in done.held] == [2]
    for line in [*done.lines, *done.held]:
        assert rows_at(office, line.url) == line.count, line.words


def test_every_kind_that_needs_a_person_leads_to_its_rows(busy, office) -> None:
    needs = today(office)["needs"]
    assert (needs.count, needs.mine, needs.late) == (2, 1, 2)
    kind = needs.kinds[0]
    assert (kind.count, kind.mine, kind.deadline) == (2, 1, days_ago(1))
    assert kind.at_risk
    for url, count in ((needs.url, 2), (needs.mine_url, 1), (needs.late_url, 2), (kind.url, 2), (kind.mine_url, 1)):
        assert office.get(url).content.decode().count("Please look.") >= count, url
        assert rows_at(office, url) == count, url


def test_every_sum_of_cash_leads_to_its_rows(busy, office) -> None:
    cash = today(office)["cash"]
    for totals, count in ((cash.came, 1), (cash.promised, 2), (cash.due, 2)):
        assert [int(total.rows.split()[0]) for total in totals] == [count]
        assert rows_at(office, totals[0].url) == count
    assert cash.promised[0].amount == "€2,000.00"


def test_a_currency_without_a_rate_is_in_neither_sum_nor_list(busy, office) -> None:
    ledger = today(office)["ledger"]
    assert ledger.missing == "USD"
    assert sum(bucket.count for bucket in ledger.buckets) == 2
    assert [rows_at(office, bucket.url) for bucket in ledger.buckets] == [bucket.count for bucket in ledger.buckets]


@pytest.mark.parametrize("currency", ["all", "EUR", "USD"])
def test_every_bar_of_the_aging_leads_to_its_invoices(busy, office, currency) -> None:
    Rate.objects.create(currency="USD", base="EUR", day=TODAY, rate=Decimal("0.9"))
    ledger = office.get(HOME, {"aging": f"{busy.creditor_id}-{currency}"}).context["today"]["ledger"]
    assert sum(bucket.count for bucket in ledger.buckets) == {"all": 4, "EUR": 2, "USD": 2}[currency]
    for bucket in ledger.buckets:
        assert rows_at(office, bucket.url) == bucket.count, bucket.name


def test_the_agents_texts_lead_to_their_messages(busy, office) -> None:
    quality = today(office)["quality"]
    for part in quality.parts:
        assert rows_at(office, part.url) == part.count


def test_every_planned_day_leads_to_its_messages(busy, office) -> None:
    Message.objects.all().delete()
    Prepared.objects.all().delete()
    ahead = today(office)["ahead"]
    for day in ahead.days:
        answer = office.get(day.url)
        assert answer.context["page"].paginator.count == day.count
    assert office.get(ahead.held_url).context["held_total"] == ahead.held


def test_dso_has_its_trend_from_the_kept_days(busy, office) -> None:
    for back, value in ((40, 30), (31, 34), (1, 40)):
        Snapshot.objects.create(
            day=days_ago(back), creditor=busy.creditor, currency="EUR", converted=True, figure="dso",
            value=value, taken_at=AS_OF,
        )  # fmt: skip
    dso, effectiveness = today(office)["ledger"].gauges
    assert dso.trend is not None and dso.url.endswith("#dso")
    assert dso.better is False and "34" not in dso.change
    assert effectiveness.trend is None


def test_the_page_takes_a_fixed_number_of_queries(busy, office) -> None:
    office.get(HOME)
    Prepared.objects.update(took_ms=1000)
    counts = []
    for _turn in range(2):
        with CaptureQueriesContext(connection) as queries:
            office.get(HOME)
        counts.append(len(queries))
        for number in range(5):
            CaseFactory.create(debtor=CustomerFactory.create(source=busy, name=f"More {number}"))
    assert counts[0] == counts[1] <= 18
    asked = [query["sql"] for query in queries.captured_queries]
    # Of the setup, only whether there is any invoice: EXISTS.
    tables = " ".join(sql for sql in asked if '"has_ledger"' not in sql)
    assert not re.search(r'FROM "(customers_invoice|dunning_message|customers_allocation)"', tables)


def test_on_the_first_day_nothing_is_there_and_the_page_says_so(boss, office) -> None:
    SegmentFactory.create()
    text = office.get(HOME).content.decode()
    assert "Nothing waits for a person." in text
    assert "No invoices yet." in text
    assert "Nothing is planned for the coming days." in text
    assert "Good morning" in text


def test_a_large_ledger_is_not_read_while_the_page_waits(busy, boss, office, monkeypatch) -> None:
    monkeypatch.setattr("dunning.services.upkeep.preparing._is_large", lambda: True)
    answer = office.get(HOME)
    assert set(answer.context["today"]["missing"]) == {"ahead", "cash", "done", "ledger", "quality"}
    assert "being worked out for the first time" in answer.content.decode()
    refresh_prepared(as_of=AS_OF)
    assert today(office)["missing"] == []


def test_a_page_that_is_opened_again_and_again_for_hours_stays_up(busy, boss, office) -> None:
    for hour in range(12):
        kept = prepared_for(boss, as_of=AS_OF + timedelta(hours=hour))
    assert len({row.mark for row in kept.values()} - {""}) == 1
    assert all(len(row.mark) < 60 for row in kept.values())


def test_a_stale_source_and_a_global_stop_are_said_on_top(busy, office) -> None:
    busy.invoices_as_of = days_ago(30)
    busy.save()
    Installation.objects.update_or_create(pk=1, defaults={"global_stop": True, "global_stop_reason": "a rehearsal"})
    text = unescape(office.get(HOME).content.decode())
    assert "nobody is chased on old data" in text
    assert "a rehearsal" in text


def test_an_account_manager_sees_its_own_customers_alone(busy) -> None:
    user = UserFactory.create(username="anna")
    user.groups.add(Group.objects.get_or_create(name=ACCOUNT_MANAGER)[0])
    mine = CustomerFactory.create(source=busy, account_manager=AccountManagerFactory.create(user=user))
    case = CaseFactory.create(debtor=mine)
    InvoiceFactory.create(customer=mine, amount=Decimal("70.00"))
    open_review("reply", why="Mine.", subject=case, case=case, deadline=TODAY, as_of=AS_OF)
    found = prepared_for(user, as_of=AS_OF)
    assert [row["count"] for row in found["needs"].data["rows"]] == [1]
    assert found["ledger"].data["rows"][0]["values"]["receivables"] == "70.00"
    assert found["done"].data["sent"]["all"] == 0
    assert found["cash"].data["came"] == []


def test_somebody_without_rights_sees_no_part(busy) -> None:
    answer = clerk().get(HOME)
    assert answer.status_code == 200
    assert "today" not in answer.context or not answer.context["today"]


def test_who_may_see_reviews_alone_sees_what_waits_alone(busy) -> None:
    shown = today(clerk("dunning.view_review"))
    assert shown["needs"].count == 2
    assert [shown[name] for name in ("done", "ahead", "cash", "ledger", "quality")] == [None] * 5


def test_the_page_is_light(busy, office) -> None:
    assert len(office.get(HOME).content) < 100_000

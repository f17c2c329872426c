"""What operations does to the loop: old data, incomplete files, going live, stopping everything."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from customers.models import Customer, Invoice
from customers.services.importing import import_file
from customers.services.ledger import bump_ledger_versions
from dunning.models import Case, Installation, Review
from dunning.services.money.cash import follow_payments
from tests.factories import ContactFactory, CustomerFactory
from tests.scenarios.world import World


def test_a_stale_source_stops_all_chasing_and_asks_once(world: World):
    first, second = world.customer("Alder Creek Brewing"), world.customer("Birch Lane Bakery", contact="bert")
    world.invoice(first)
    world.invoice(second)
    world.keep_fresh = False
    world.advance(7)
    world.round()
    world.live(1)

    assert world.sent() == []
    assert list(Review.objects.filter(closed_at=None).values_list("kind", flat=True)) == ["stale_source"]


def test_with_fresh_data_chasing_goes_on(world: World):
    customer = world.customer()
    world.invoice(customer)
    world.keep_fresh = False
    world.advance(7)
    world.round()
    world.keep_fresh = True

    world.live(2)

    assert len(world.sent(customer)) == 1


def test_an_invoice_absent_from_a_snapshot_is_closed_and_not_chased(world: World, tmp_path: Path):
    customer = world.customer()
    world.source.snapshot_close_share = 1
    world.source.save()
    gone, kept = world.invoice(customer, "1000.00"), world.invoice(customer, "700.00")
    world.round()
    world.advance(5)
    report = _snapshot(world, tmp_path, [kept])
    world.round()
    world.live(2)

    gone.refresh_from_db()
    assert (gone.closed_how, gone.open_amount) == (Invoice.ClosedHow.ABSENT, 0)
    assert report.counts.closed == 1
    last = world.sent(customer)[-1]
    assert last.anchor_id == kept.pk
    assert kept.number in last.body_text
    assert gone.number not in last.body_text


def test_a_snapshot_that_would_close_too_much_lands_nothing(world: World, tmp_path: Path):
    customer = world.customer()
    invoices = [world.invoice(customer, "1000.00") for _ in range(4)]

    report = _snapshot(world, tmp_path, invoices[:1])

    assert report.refused
    assert Invoice.objects.still_open().count() == 4


def test_going_live_with_ten_thousand_old_items_sends_nothing_about_them_and_asks_once_a_debtor(world: World):
    debtors = CustomerFactory.create_batch(50, source=world.source)
    for debtor in debtors:
        ContactFactory.create(customer=debtor)
    Invoice.objects.bulk_create(_old_item(world, debtor, number) for debtor in debtors for number in range(200))
    world.invoice(debtors[0], "900.00", overdue=5)
    bump_ledger_versions(debtor.pk for debtor in debtors)

    world.round()

    assert Invoice.objects.still_open().count() == 10_001
    [letter] = world.sent()
    assert letter.debtor == debtors[0]
    assert "900.00" in letter.body_text
    assert Review.objects.filter(kind="opening_balance", closed_at=None).count() == 50


def test_the_global_stop_stops_the_round_and_the_sender(world: World):
    customer = world.customer()
    world.invoice(customer)
    world.clerk_is_in = False
    world.round()
    world.approve_all()
    installation = Installation.current()
    installation.global_stop, installation.global_stop_reason = True, "The bank file is wrong."
    installation.save()

    report = world.send()
    world.clerk_is_in = True
    world.live(3)

    assert report.stopped == "The bank file is wrong."
    assert world.sent() == []
    assert world.case(customer).status == Case.Status.OPEN


def _old_item(world: World, debtor: Customer, number: int) -> Invoice:
    """An invoice more than 200 days overdue that Dunwell learns of only now."""
    due = world.day(-200 - number)
    return Invoice(
        source=world.source,
        number=f"OLD-{debtor.pk}-{number}",
        customer=debtor,
        debtor=debtor,
        issued_on=due,
        due_on=due,
        amount=Decimal(100),
        open_amount=Decimal(100),
        currency="EUR",
        as_of=world.today,
        known_at=world.now,
    )


def _snapshot(world: World, folder: Path, invoices: list[Invoice]):
    path = folder / "open_items.csv"
    lines = ["number,customer_id,issued,due,amount,currency,status"]
    for invoice in invoices:
        customer = invoice.customer.external_id
        lines.append(
            f"{invoice.number},{customer},{invoice.issued_on},{invoice.due_on},{invoice.amount},{invoice.currency},open"
        )
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    world.source.refresh_from_db()
    report = import_file(
        path=path, layout="invoices", source=world.source, kind="snapshot", as_of=world.today, known_at=world.now
    )
    follow_payments(report.debtor_ids, as_of=world.now)
    return report

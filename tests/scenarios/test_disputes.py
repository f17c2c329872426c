"""A customer contests an invoice: that one leaves chasing, the rest goes on."""

from __future__ import annotations

from agent.answers import DisputeAnswer
from dunning.models import Dispute, Message
from dunning.services.disputes.disputes import resolve_dispute
from tests.scenarios.world import World


def test_a_dispute_of_one_of_three_invoices_leaves_the_other_two_in_chasing(world: World):
    customer = world.customer()
    contested, *others = [world.invoice(customer, "1000.00", overdue=days) for days in (8, 7, 6)]
    world.round()
    said = DisputeAnswer("quantity", (contested.number,), quote="Nine came, not twelve.")
    world.reply("Nine came, not twelve.", "dispute", disputes=(said,), needs_human=True)

    world.live(5)

    last = world.sent(customer)[-1]
    assert (last.kind, last.anchor_id) == (Message.Kind.REMINDER, others[0].pk)
    assert all(invoice.number in last.body_text for invoice in others)
    assert "2,000.00" in last.body_text
    assert "3,000.00" not in last.body_text
    assert "dispute" in world.reviews(customer)


def test_a_dispute_settled_in_our_favour_brings_its_invoice_back(world: World):
    customer = world.customer()
    contested = world.invoice(customer, "1000.00")
    world.round()
    said = DisputeAnswer("pricing", (contested.number,), quote="The price is wrong.")
    world.reply("The price is wrong.", "dispute", disputes=(said,), needs_human=True)
    world.live(6)
    assert world.purposes(customer) == ["first_reminder", "dispute_received"]

    dispute = Dispute.objects.get()
    resolve_dispute(dispute_id=dispute.pk, outcome="invalid", by=world.clerk, as_of=world.now)
    world.live(2)

    assert world.purposes(customer) == ["first_reminder", "dispute_received", "dispute_resolved"]
    assert "dispute" not in world.reviews(customer)

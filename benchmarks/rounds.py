"""A first round over a ledger that Dunwell has never seen, then one with nothing changed."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.database import analyse
from benchmarks.ledgers import AS_OF, fill_ledger
from benchmarks.measuring import Figure, measured
from dunning.models import Message, Policy
from dunning.services.cases.defaults import ensure_defaults
from dunning.services.rounds import run_round


def measure(*, debtors: int, target: str) -> Iterator[Figure]:
    """Every debtor gets a case and a first reminder: caps are lifted, which is the most work a round can have."""
    ensure_defaults()
    Policy.objects.update(daily_cap_messages=10_000_000, daily_cap_new_contacts=10_000_000)
    fill_ledger(debtors=debtors, invoices_each=10)
    analyse()
    with measured(f"first round, {debtors:,} debtors", unit="invoices", target=target) as first:
        report = run_round(as_of=AS_OF)
        first.count = report.open_invoices
    assert Message.objects.filter(status="due").count() == report.messages_due > 0.9 * debtors
    yield first
    with measured("the same again, nothing changed", unit="debtors", target="a tenth of the first") as again:
        again.count = run_round(as_of=AS_OF).debtors_looked_at
    yield again

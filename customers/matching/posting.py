"""What a booked decision changes for the payments after it: room on invoices, and what is known of payers."""

from __future__ import annotations

from customers.matching.deciding import Decision
from customers.matching.directory import Directory
from customers.matching.items import Payment
from customers.matching.open_ledger import OpenLedger

# A set of items that the text names, with enough evidence beside the payer's, teaches whose account it is.
NAMED = frozenset({"cited", "discount", "bank_fee"})


def take(decision: Decision, payment: Payment, ledger: OpenLedger, directory: Directory) -> None:
    best = decision.best
    if best is None:
        return
    for invoice_id, amount, _ in best.lines if best.code != "erp_paid" else ():
        ledger.take(invoice_id, amount, position=payment.position)
    if best.code in NAMED:
        roots = {directory.root(ledger.items[invoice_id].customer_id) for invoice_id, _, _ in best.lines}
        if len(roots) == 1:
            directory.learn(payment, roots.pop())

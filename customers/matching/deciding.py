"""Which explanation is booked without a person, and what a person is shown where none is."""

from __future__ import annotations

from dataclasses import dataclass

from customers.matching.directory import Directory
from customers.matching.explanations import Explanation, Scene, explanations, scene_of, unrelated
from customers.matching.items import Payment
from customers.matching.open_ledger import OpenLedger

# Bits that the best must have, and must be ahead of the next by, before money moves without a person. What the text
# names needs less than what only payer and amount say; measured on ledgers with known truth (docs/cash_application.md).
ENOUGH_UNNAMED, ENOUGH_PART, ENOUGH = 20.0, 18.0, 16.0
AHEAD = 6.0
# An explanation below this does not speak against money being nobody's payment.
WEAK = 12.0


@dataclass(frozen=True, slots=True)
class Decision:
    """`best` is booked when `applied`; else a person is shown `best` and `second`. `why` says which and why."""

    best: Explanation | None
    second: Explanation | None
    applied: bool
    code: str
    why: str
    payer_id: int | None = None


def decide(payment: Payment, ledger: OpenLedger, directory: Directory) -> Decision:
    """What a payment pays. Equal amounts without a reference are never taken oldest first: a person decides."""
    scene = scene_of(payment, ledger, directory)
    found = explanations(scene)
    if (not found or found[0].bits < WEAK) and (other := unrelated(scene)):
        return Decision(other, None, True, other.code, " ".join(other.reasons))
    if not found:
        return Decision(None, None, False, "nothing", "Neither reference, account nor name say what it pays.")
    best, second = found[0], found[1] if len(found) > 1 else None
    doubt = _doubt(scene, best, second)
    if doubt:
        return Decision(best, second, False, doubt[0], doubt[1])
    return Decision(best, second, True, best.code, " ".join(best.reasons))


def _doubt(scene: Scene, best: Explanation, second: Explanation | None) -> tuple[str, str] | None:
    if best.bits < _enough(best):
        return "weak", "What speaks for it is not enough."
    if second is not None and best.bits - second.bits < AHEAD:
        return "two_ways", "Two explanations are nearly as good."
    unnamed = best.code.startswith("payer_")
    if scene.closed and (unnamed or (best.code == "duplicate" and _equal_at(scene, scene.payment.amount))):
        return "paid_or_other", "It names a settled invoice while another of this amount is open."
    if (
        best.code == "payer_amount"
        and len(best.lines) == 1
        and _equal_at(scene, best.lines[0][1], but=best.lines[0][0])
    ):
        return "two_ways", "Two invoices of this amount were open when it came."
    return None


def _enough(best: Explanation) -> float:
    return {"payer_amount": ENOUGH_UNNAMED, "part": ENOUGH_PART, "duplicate": ENOUGH_PART}.get(best.code, ENOUGH)


def _equal_at(scene: Scene, amount: int, *, but: int = 0) -> bool:
    """Whether a likely payer owed another item of this amount when the payment came."""
    return any(
        scene.ledger.left_at(item, scene.payment.position) == amount
        for root in scene.roots
        for customer_id in scene.directory.families.get(root, [root])
        for item in scene.ledger.by_customer.get(customer_id, ())
        if item.invoice_id != but and item.currency == scene.payment.currency
    )

"""Which explanation is booked without a person, and what a person is shown where none is."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta

from customers.matching.directory import Directory
from customers.matching.explanation import Explanation
from customers.matching.explanations import explanations, unrelated
from customers.matching.first_look import scene_of
from customers.matching.items import Payment
from customers.matching.open_ledger import OpenLedger
from customers.matching.scene import Scene
from customers.matching.weights import SURE_PLACE

# Bits that the best must have, and must be ahead of the next by, before money moves without a person. What the text
# names needs less than what only payer and amount say; measured on ledgers with known truth (docs/cash_application.md).
ENOUGH_UNNAMED, ENOUGH_PART, ENOUGH = 15.0, 18.0, 16.0
AHEAD = 6.0
# The ERP's date of a payment and the bank's are so near.
ERP_DAYS = timedelta(days=5)
CERTAIN_PAYER, SURE = 14.0, 40.0
# An explanation below this does not speak against money being nobody's payment.
WEAK = 12.0
# Nor does one whose amount does not fit: the number in the text is something else's.
LOOSE = ("over", "part", "duplicate")
INEXACT = ("over", "part", "bank_fee")


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
    if booked := _booked_by_erp(scene):
        return Decision(booked, None, True, booked.code, " ".join(booked.reasons), booked.customer_id)
    found = explanations(scene)
    if (not found or found[0].bits < WEAK or found[0].code in LOOSE) and (other := unrelated(scene)):
        return Decision(other, None, True, other.code, " ".join(other.reasons))
    payer_id = _payer(scene)
    if not found:
        why = "Neither reference, account nor name say what it pays."
        return Decision(None, None, False, "nothing", why, payer_id)
    best, second = found[0], found[1] if len(found) > 1 else None
    doubt = _doubt(scene, best, second)
    if doubt:
        return Decision(best, second, False, doubt[0], doubt[1], payer_id)
    return Decision(best, second, True, best.code, " ".join(best.reasons), best.customer_id)


def _booked_by_erp(scene: Scene) -> Explanation | None:
    """The text names one invoice that the ERP closed by this very amount, days after the bank had it: this money.

    Closed before the money came it was paid otherwise, and this is paid twice.
    """
    named = [item for mention in scene.closed for item, _ in mention.meant]
    if len(named) != 1 or scene.mentions:
        return None
    item, payment = named[0], scene.payment
    near = item.closed_on is not None and timedelta() <= item.closed_on - payment.booked_on <= ERP_DAYS
    if not (near and item.closed_by_erp and (item.amount, item.currency) == (payment.amount, payment.currency)):
        return None
    why = f"The ERP booked {item.number} as paid before."
    line = (item.invoice_id, payment.amount, "invoice")
    return Explanation((line,), SURE, "erp_paid", (why,), customer_id=item.debtor_id)


def _payer(scene: Scene) -> int | None:
    """The debtor that pays, where account, number or a person say so for certain, though not what it pays."""
    certain = {scene.directory.parties[pk].debtor_id for pk, each in scene.payers.items() if each.bits >= CERTAIN_PAYER}
    if not certain:
        certain = {
            item.debtor_id
            for each in scene.mentions
            if each.exact
            for item, bits in each.meant
            if bits >= CERTAIN_PAYER
        }
    return certain.pop() if len(certain) == 1 else None


def _doubt(scene: Scene, best: Explanation, second: Explanation | None) -> tuple[str, str] | None:
    if best.bits < _enough(best):
        return "weak", "What speaks for it is not enough."
    if second is not None and best.bits - second.bits < AHEAD:
        return "two_ways", "Two explanations are nearly as good."
    unnamed = best.code.startswith("payer_")
    if scene.closed and (unnamed or (best.code == "duplicate" and _other_open(scene))):
        return "paid_or_other", "It names a settled invoice while another of this amount is open."
    if _names_other(scene, best) or (best.code in INEXACT and _equal_at(scene, scene.payment.amount, but=_taken(best))):
        return "two_ways", "It names one invoice, and the amount is another's."
    if best.code in ("payer_amount", "payer_balance") and _equal_beside(scene, best):
        return "two_ways", "Other invoices of this amount were open when it came."
    return None


def _other_open(scene: Scene) -> bool:
    """Whether something open has the amount of the payment, or of one of the settled invoices that it names."""
    amounts = {scene.payment.amount, *(item.amount for mention in scene.closed for item, _ in mention.meant)}
    return any(_equal_at(scene, amount) for amount in amounts)


def _taken(best: Explanation) -> set[int]:
    return {pk for pk, _, _ in best.lines}


def _names_other(scene: Scene, best: Explanation) -> bool:
    """Whether the text names something of the payer's beyond doubt that the explanation leaves out."""
    taken = _taken(best)
    return any(
        mention.exact
        and mention.bits >= SURE_PLACE
        and not mention.together
        and not any(item.invoice_id in taken for item, _ in mention.meant)
        and any(scene.payer([item]).bits > 0 for item, _ in mention.meant)
        for mention in scene.mentions
    )


def _equal_beside(scene: Scene, best: Explanation) -> bool:
    """Whether one that is taken without being named has an equal that is not."""
    equal = len({amount for _, amount, _ in best.lines}) == 1
    return equal and _equal_at(scene, best.lines[0][1], but=_taken(best))


def _enough(best: Explanation) -> float:
    return {"payer_amount": ENOUGH_UNNAMED, "part": ENOUGH_PART, "duplicate": ENOUGH_PART}.get(best.code, ENOUGH)


def _equal_at(scene: Scene, amount: int, *, but: Collection[int] = ()) -> bool:
    """Whether a likely payer owed another item of this amount when the payment came."""
    return any(
        scene.ledger.left_at(item, scene.payment.position) == amount
        for root in scene.roots
        for customer_id in scene.directory.families.get(root, [root])
        for item in scene.ledger.by_customer.get(customer_id, ())
        if item.invoice_id not in but and item.currency == scene.payment.currency
    )

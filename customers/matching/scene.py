"""A payment with what is known about it before anything is explained."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from customers.matching.directory import Directory, Evidence
from customers.matching.items import Item, Payment
from customers.matching.mention import Mention
from customers.matching.open_ledger import OpenLedger
from customers.matching.payment_text import PaymentText
from customers.matching.weights import KNOWN_PAYER, OF_FAMILY, OF_STRANGER

NOBODY = Evidence(0.0, "")


@dataclass
class Scene:
    """`payers` may have paid, `beneficiaries` are named by the text, by customer.

    `mentions`: places that name open items; `closed`: places that name settled ones. `roots`: heads of the families
    that may be concerned; `families`: what these owe in the payment's currency. Both stay empty where what is named
    leaves no question.
    """

    payment: Payment
    text: PaymentText
    ledger: OpenLedger
    directory: Directory
    payers: Mapping[int, Evidence]
    beneficiaries: Mapping[int, Evidence]
    mentions: list[Mention] = field(default_factory=list)
    closed: list[Mention] = field(default_factory=list)
    families: list[Item] = field(default_factory=list)
    roots: list[int] = field(default_factory=list)

    @property
    def best_payer(self) -> float:
        """Bits of the likeliest payer, 0 where nothing says who paid."""
        return max((each.bits for each in self.payers.values()), default=0.0)

    def left(self, item: Item) -> int:
        """Hundredths that the item can still take, below zero for a credit note."""
        return self.ledger.left(item)

    def takes(self, item: Item) -> bool:
        return item.currency == self.payment.currency and bool(self.left(item))

    def line(self, item: Item) -> tuple[int, int, str]:
        """All that is left of the item, as a line of an explanation."""
        left = self.left(item)
        return item.invoice_id, left, "credit_note" if left < 0 else "invoice"

    def payer(self, items: Iterable[Item]) -> Evidence:
        """How well who paid and who is named fit whose items these are: the weakest of them counts."""
        each = [self._payer(customer_id) for customer_id in {item.customer_id for item in items}]
        return min(each, key=lambda evidence: evidence.bits, default=NOBODY)

    def _payer(self, customer_id: int) -> Evidence:
        found = self._paying_for(customer_id)
        named = self.beneficiaries.get(customer_id)
        if named is None or customer_id in self.payers:
            return found
        return Evidence(found.bits + named.bits, f"{found.why}; {named.why}" if found.why else named.why)

    def _paying_for(self, customer_id: int) -> Evidence:
        root = self.directory.root(customer_id)
        best = NOBODY
        for payer_id, evidence in self.payers.items():
            if payer_id == customer_id:
                bits = evidence.bits
            elif self.directory.root(payer_id) == root:
                bits = evidence.bits - OF_FAMILY
            else:
                continue
            if bits > best.bits:
                best = Evidence(bits, evidence.why)
        if not best.why and self.best_payer >= KNOWN_PAYER:
            return Evidence(-OF_STRANGER, "somebody else pays")
        return best

    def is_strange(self, mention: Mention) -> bool:
        """Whether a place names only what others than the payer owe, while the payer is known."""
        return self.best_payer >= KNOWN_PAYER and all(self.payer([item]).bits < 0 for item, _ in mention.meant)

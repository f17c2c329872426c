"""The rules in their order: what is cited, who pays, and last the name beside one single amount."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal

from customers.matching.discounts import early_discount
from customers.matching.names import same_name
from customers.matching.questions import OpenItem, Proposal, ProposedLine, Question

NOTHING = Proposal("nothing", "Neither reference, account nor name say what it pays.")
Rule = Callable[[Question], Proposal | None]


def propose(question: Question) -> Proposal:
    """The first rule that answers. Equal amounts without a reference are never taken oldest first: a person decides."""
    for rule in (_cited_open, _cited_closed, _known_payer, _single_amount):
        if proposal := rule(question):
            return proposal
    return NOTHING


def _cited_open(question: Question) -> Proposal | None:
    money, currency = question.payment.amount, question.payment.currency
    cited = [found for found in question.cited if found.item.open_amount and found.item.currency == currency]
    if not cited:
        return None
    everything = [found.item for found in cited]
    sure = [found.item for found in cited if found.sure]
    for chosen in (everything, sure, _invoices(everything), _invoices(sure)):
        if chosen and _total(chosen) == money:
            return _settle(chosen, "cited", f"It names {_numbers(chosen)}, together {money} {currency}.")
    if not sure:
        return None
    return _cited_unequal(question, sure) or _left(question, sure, "cited_unequal")


def _cited_unequal(question: Question, sure: Sequence[OpenItem]) -> Proposal | None:
    """A discount or part payment of the one invoice named, or more than all that are named."""
    money, total = question.payment.amount, _total(sure)
    if not _invoices(sure):
        return None
    if len(sure) == 1:
        item = sure[0]
        discount = early_discount(item, paid_on=question.payment.booked_on)
        if discount and money == item.open_amount - discount:
            lines = (ProposedLine(item.invoice_id, money), ProposedLine(item.invoice_id, discount, "discount"))
            return Proposal(
                "discount", f"It names {item.number} less {discount} for early payment.", lines, item.debtor_id
            )
        if money < item.open_amount:
            paid = (ProposedLine(item.invoice_id, money),)
            return Proposal("part", f"It names {item.number} and pays a part.", paid, item.debtor_id)
    if 0 < total < money and len({item.debtor_id for item in sure}) == 1:
        over = _settle(sure, "over", f"It names {_numbers(sure)} and pays {money - total} too much.")
        return Proposal(over.code, over.why, over.lines, over.debtor_id, on_account=True)
    return None


def _cited_closed(question: Question) -> Proposal | None:
    closed = [found.item for found in question.cited if found.sure and not found.item.open_amount]
    if not closed:
        return None
    money, item = question.payment.amount, closed[0]
    if len(closed) > 1 or item.currency != question.payment.currency:
        return _left(question, closed, "cited_closed")
    if item.closed_by_erp and item.amount == money:
        lines = (ProposedLine(item.invoice_id, money),)
        return Proposal(
            "erp_paid",
            f"The ERP booked {item.number} as paid before.",
            lines,
            item.debtor_id,
            replaces_erp=item.invoice_id,
        )
    if any(
        other.debtor_id == item.debtor_id for other in (*question.same_amount, *_equal(question.payer_items, money))
    ):
        return _left(question, closed, "cited_closed_other_open")
    return Proposal(
        "duplicate", f"It names {item.number}, which is settled already.", (), item.debtor_id, on_account=True
    )


def _known_payer(question: Question) -> Proposal | None:
    if question.payer_id is None:
        return None
    money = question.payment.amount
    items = [item for item in question.payer_items if item.currency == question.payment.currency and item.open_amount]
    equal = _equal(items, money)
    if len(equal) == 1:
        return _settle(equal, "payer_amount", f"The payer is known and owes {money} on {equal[0].number} alone.")
    if not equal and items and _total(items) == money:
        return _settle(items, "payer_balance", "The payer is known and pays all that it owes.")
    why = f"The payer is known, but {len(equal)} of its invoices are of this amount." if equal else ""
    return Proposal("payer_only", why or "The payer is known, but not what it pays.", (), question.payer_id)


def _single_amount(question: Question) -> Proposal | None:
    """Names decide nothing alone: only with the one open item of exactly this amount among all of that name."""
    name = question.payment.payer_name
    found = [item for item in question.same_amount if any(same_name(name, known) for known in item.names)]
    if len(found) != 1:
        return None
    return _settle(found, "name_amount", f"{name} owes exactly this amount on {found[0].number} alone.")


def _settle(items: Sequence[OpenItem], code: str, why: str) -> Proposal:
    debtors = {item.debtor_id for item in items}
    lines = tuple(ProposedLine(item.invoice_id, item.open_amount) for item in items)
    return Proposal(code, why, lines, debtors.pop() if len(debtors) == 1 else None)


def _left(question: Question, items: Iterable[OpenItem], code: str) -> Proposal:
    """For a person; who paid is kept where it is certain."""
    listed = list(items)
    debtors = {item.debtor_id for item in listed}
    debtor_id = question.payer_id or (debtors.pop() if len(debtors) == 1 else None)
    return Proposal(code, f"It names {_numbers(listed)}, but the amount does not say what is paid.", (), debtor_id)


def _invoices(items: Iterable[OpenItem]) -> list[OpenItem]:
    return [item for item in items if not item.is_credit_note]


def _equal(items: Iterable[OpenItem], amount: Decimal) -> list[OpenItem]:
    return [item for item in items if item.open_amount == amount]


def _total(items: Iterable[OpenItem]) -> Decimal:
    return sum((item.open_amount for item in items), Decimal())


def _numbers(items: Sequence[OpenItem]) -> str:
    shown = ", ".join(item.number for item in items[:5])
    return f"{shown} and {len(items) - 5} more" if len(items) > 5 else shown

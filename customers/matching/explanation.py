"""One way to explain a payment, and the words that a person reads of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from customers.matching.amount_fit import Fit
from customers.matching.items import Item

# Numbers that a sentence names; of more the first.
NUMBERS_NAMED = 5


@dataclass(frozen=True, slots=True)
class Explanation:
    """`bits` of evidence that this is what was paid; `customer_id`: whose account keeps `rest`.

    `lines`: (invoice, hundredths, kind) with kind invoice, credit_note, discount or bank_fee; `rest` in hundredths.
    """

    lines: tuple[tuple[int, int, str], ...]
    bits: float
    code: str
    reasons: tuple[str, ...]
    rest: int = 0
    customer_id: int | None = None

    @property
    def outcome(self) -> tuple[object, ...]:
        """Equal for two explanations that would book the same."""
        return (tuple(sorted(self.lines)), self.rest)


def explain(fit: Fit, *, bits: float, code: str, why: str, payer_why: str, items: Sequence[Item]) -> Explanation:
    """`why` is a sentence, `payer_why` a clause or empty; the account is that of the only debtor among the items."""
    debtors = {item.debtor_id for item in items}
    return Explanation(
        lines=fit.lines,
        bits=bits,
        code=code,
        reasons=tuple(reason for reason in (why, _sentence(payer_why)) if reason),
        rest=fit.rest,
        customer_id=debtors.pop() if len(debtors) == 1 else None,
    )


def code_of(fit: Fit) -> str:
    """What an explanation by what the text names is called."""
    kinds = {kind for _, _, kind in fit.lines}
    if "discount" in kinds:
        return "discount"
    if "bank_fee" in kinds:
        return "bank_fee"
    if fit.rest:
        return "over"
    return "part" if fit.bits < 0 and len(fit.lines) == 1 else "cited"


def numbers_of(items: Iterable[Item]) -> str:
    return ", ".join(item.number for item in items)


def first_numbers_of(items: Sequence[Item]) -> str:
    return numbers_of(items[:NUMBERS_NAMED]) + (" …" if len(items) > NUMBERS_NAMED else "")


def _sentence(why: str) -> str:
    return why[:1].upper() + why[1:] + "." if why else ""

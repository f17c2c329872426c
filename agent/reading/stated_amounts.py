"""Which of a clause's amounts is the one that is paid, and what each invoice of a list gets."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from agent.reading.amounts import bare_numbers
from agent.reading.clauses import Clause, Context
from agent.reading.detail_words import LESS, halves
from agent.reading.folding import fold

_CENT = Decimal("0.01")


def balance_of(numbers: Iterable[str], context: Context) -> Decimal:
    wanted = set(numbers)
    return sum((i.balance for i in context.account.invoices if i.number in wanted), Decimal())


def stated_amount(clause: Clause, context: Context) -> Decimal | None:
    """What is paid for the clause's invoices; None where no amount is said or the amounts are their balances."""
    amounts = paid_amounts(clause)
    if not amounts:
        return half_of(clause, context) or _bare_part(clause, context)
    whole = balance_of(clause.invoices, context)
    if whole in amounts:
        return whole
    balances = {i.balance for i in context.account.invoices if i.number in clause.invoices}
    if len(amounts) > 1 and set(amounts) == balances:
        return None
    return amounts[0]


def paid_amounts(clause: Clause) -> list[Decimal]:
    """The clause's amounts without those taken off ("less 112.80"), unless nothing else is left."""
    folded = fold(clause.text)
    kept = [a.value for a in clause.amounts if not LESS.search(folded[max(a.start - 40, 0) : a.start])]
    return kept or [a.value for a in clause.amounts]


def stated_parts(clause: Clause, context: Context) -> list[Decimal]:
    """The clause's amounts; without any, bare numbers that come to what is open ("1000 tomorrow, 1090 on the 10th")."""
    amounts = [a.value for a in clause.amounts]
    if amounts:
        return amounts
    bare = _bare(clause, context)
    return bare if len(bare) > 1 and sum(bare, Decimal()) == balance_of(clause.invoices, context) else []


def half_of(clause: Clause, context: Context) -> Decimal | None:
    """Half of what is open, where the clause says so and no date is made of the word ("mid November")."""
    dates = context.dates(clause.text)
    spoken = [h for h in halves(clause.text) if not any(d.start < h[1] and h[0] < d.end for d in dates)]
    return (balance_of(clause.invoices, context) / 2).quantize(_CENT) if spoken else None


def per_invoice(clause: Clause, context: Context) -> list[tuple[str, Decimal]]:
    """ "500 for 4471 and 300 for 4502": each named invoice with its own part, where the text pairs them off."""
    numbers = list(dict.fromkeys(m.number for m in sorted(clause.mentions, key=lambda m: m.start)))
    amounts = [a.value for a in sorted(clause.amounts, key=lambda a: a.start)]
    if len(numbers) < 2 or len(numbers) != len(amounts) or set(numbers) != set(clause.invoices):
        return []
    return list(zip(numbers, amounts, strict=True))


def _bare_part(clause: Clause, context: Context) -> Decimal | None:
    """ "I send 500 on Friday": a lone round number that is less than the balance and nothing else."""
    numbers = _bare(clause, context)
    whole = balance_of(clause.invoices, context)
    return numbers[0] if len(numbers) == 1 and whole / 20 < numbers[0] < whole and not numbers[0] % 10 else None


def _bare(clause: Clause, context: Context) -> list[Decimal]:
    taken = [(m.start, m.end) for m in clause.mentions]
    taken += [(d.start, d.end) for past in (True, False) for d in context.dates(clause.text, past=past)]
    return [n.value for n in bare_numbers(clause.text, taken=taken)]

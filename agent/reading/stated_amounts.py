"""Which of a clause's amounts is the one that is paid, and what each invoice of a list gets."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from agent.reading.amounts import bare_numbers
from agent.reading.clauses import Clause, Context


def balance_of(numbers: Iterable[str], context: Context) -> Decimal:
    wanted = set(numbers)
    return sum((i.balance for i in context.account.invoices if i.number in wanted), Decimal())


def stated_amount(clause: Clause, context: Context) -> Decimal | None:
    """What is paid for the clause's invoices; None where no amount is said or the amounts are their balances."""
    amounts = [a.value for a in clause.amounts]
    if not amounts:
        return _bare_part(clause, context)
    whole = balance_of(clause.invoices, context)
    if whole in amounts:
        return whole
    balances = {i.balance for i in context.account.invoices if i.number in clause.invoices}
    if len(amounts) > 1 and set(amounts) == balances:
        return None
    return amounts[0]


def per_invoice(clause: Clause, context: Context) -> list[tuple[str, Decimal]]:
    """ "500 for 4471 and 300 for 4502": each named invoice with its own part, where the text pairs them off."""
    numbers = list(dict.fromkeys(m.number for m in sorted(clause.mentions, key=lambda m: m.start)))
    amounts = [a.value for a in sorted(clause.amounts, key=lambda a: a.start)]
    if len(numbers) < 2 or len(numbers) != len(amounts) or set(numbers) != set(clause.invoices):
        return []
    return list(zip(numbers, amounts, strict=True))


def _bare_part(clause: Clause, context: Context) -> Decimal | None:
    """ "I send 500 on Friday": a lone round number that is less than the balance and nothing else."""
    taken = [(m.start, m.end) for m in clause.mentions]
    taken += [(d.start, d.end) for past in (True, False) for d in context.dates(clause.text, past=past)]
    numbers = [n.value for n in bare_numbers(clause.text, taken=taken)]
    whole = balance_of(clause.invoices, context)
    return numbers[0] if len(numbers) == 1 and whole / 20 < numbers[0] < whole and not numbers[0] % 10 else None

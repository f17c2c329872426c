"""Which invoices each clause is about, where it names none itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import combinations

from agent.reading.clauses import Clause, Context, find_in
from agent.reading.pointers import complement
from agent.reading.references import default_invoices, in_account_order

# Sums of more invoices than these are looked for only among what is due.
_FEW = 8


@dataclass(frozen=True)
class _Message:
    """What the whole message names, and what its subject does."""

    everywhere: tuple[str, ...]
    in_subject: tuple[str, ...]
    default: tuple[str, ...]


def with_invoices(clauses: list[Clause], *, subject: str, context: Context) -> list[Clause]:
    account = context.account
    message = _Message(
        in_account_order((n for c in clauses for n in c.named), account),
        in_account_order((m.number for m in find_in(subject, context)[0]), account),
        default_invoices(account, context.received_on),
    )
    settled: list[Clause] = []
    for clause in clauses:
        own = _own(clause, settled, message, context)
        invoices = own or _inherited(clause, settled, message, context) or message.default
        settled.append(replace(clause, named=own, invoices=invoices))
    return settled


def _own(clause: Clause, before: Sequence[Clause], message: _Message, context: Context) -> tuple[str, ...]:
    """The invoices that the clause's own words mean; empty if they mean none."""
    kinds = {pointer.kind for pointer in clause.pointers}
    if "except" in kinds and clause.named and _excepts(clause):
        return tuple(n for n in message.default if n not in clause.named) or clause.named
    if clause.named:
        return clause.named
    summed = _by_sum(clause, message, context)
    if summed:
        return summed
    turning = next((p for p in clause.pointers if p.kind in ("other", "rest")), None)
    if turning is not None:
        return _left_over(clause, turning.kind, before, message, context)
    if "both" in kinds:
        return _pair(message, context)
    if "all" in kinds:
        return message.default
    return ()


def _excepts(clause: Clause) -> bool:
    """ "all but 4471": the word stands before the number."""
    ends = [p.end for p in clause.pointers if p.kind == "except"]
    told = any(p.kind in ("all", "rest", "both") for p in clause.pointers)
    return told and any(0 <= mention.start - end <= 30 for end in ends for mention in clause.mentions)


def _left_over(
    clause: Clause, kind: str, before: Sequence[Clause], message: _Message, context: Context
) -> tuple[str, ...]:
    """What the invoices spoken of so far leave; nothing where a part was paid and "the rest" is of the same invoice."""
    earlier = in_account_order((n for c in before for n in c.named), context.account)
    if kind == "rest" and _in_parts(before, earlier, context):
        return ()
    named = earlier or message.everywhere or message.in_subject
    if not named or len(named) >= len(context.account.invoices):
        named = before[-1].named if before and before[-1].named else message.in_subject
    if not named:
        return ()
    return complement(named, message.default, context.account, kind=kind, text=clause.text)


def _in_parts(before: Sequence[Clause], named: Sequence[str], context: Context) -> bool:
    balances = {i.number: i.balance for i in context.account.invoices}
    for clause in before:
        whole = sum((balances[n] for n in clause.invoices), Decimal())
        if any(a.value < whole and a.value not in balances.values() for a in clause.amounts):
            return True
    return not named


def _pair(message: _Message, context: Context) -> tuple[str, ...]:
    every = tuple(i.number for i in context.account.invoices)
    candidates = (message.everywhere, message.in_subject, message.default, every)
    return next((numbers for numbers in candidates if len(numbers) == 2), ())


def _by_sum(clause: Clause, message: _Message, context: Context) -> tuple[str, ...]:
    """The invoices whose balances make up a stated amount: those named, those due, all, or the only such group."""
    balances = {i.number: i.balance for i in context.account.invoices}
    every = tuple(balances)
    for amount in sorted((a.value for a in clause.amounts), reverse=True):
        for numbers in (message.everywhere, message.in_subject, message.default, every):
            if len(numbers) > 1 and sum(balances[n] for n in numbers) == amount:
                return numbers
        if 2 < len(every) <= _FEW:
            groups = [
                g for n in range(2, len(every)) for g in combinations(every, n) if sum(balances[i] for i in g) == amount
            ]
            if len(groups) == 1:
                return groups[0]
    return ()


def _inherited(clause: Clause, before: Sequence[Clause], message: _Message, context: Context) -> tuple[str, ...]:
    """The nearest before it in its paragraph, else the quoted ones, the message's, the subject's."""
    if any(pointer.kind == "all" for pointer in clause.pointers):
        return ()
    near = [c for c in before if c.paragraph == clause.paragraph and c.named]
    if near:
        return near[-1].named
    quoted = in_account_order((m.number for m in find_in(clause.answered, context)[0]), context.account)
    if quoted:
        return quoted
    if len(message.everywhere) == 1:
        return message.everywhere
    earlier = [c for c in before if c.named]
    return (earlier[-1].named if earlier else ()) or message.in_subject

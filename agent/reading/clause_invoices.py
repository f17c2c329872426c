"""Which invoices each clause is about, where it names none itself."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import combinations

from agent.reading.clauses import Clause, Context, find_in
from agent.reading.folding import fold
from agent.reading.pointers import all_of_count, complement
from agent.reading.references import default_invoices, in_account_order

# Sums of more invoices than these are looked for only among what is due.
_FEW = 8


@dataclass(frozen=True)
class _Message:
    """What the whole message names, and what its subject does."""

    everywhere: tuple[str, ...]
    in_subject: tuple[str, ...]
    default: tuple[str, ...]
    # Every amount that the message states, once for each time.
    stated: tuple[Decimal, ...]


def with_invoices(clauses: list[Clause], *, subject: str, context: Context) -> list[Clause]:
    account = context.account
    message = _Message(
        in_account_order((n for c in clauses for n in c.named), account),
        in_account_order((m.number for m in find_in(subject, context)[0]), account),
        default_invoices(account, context.received_on),
        tuple(a.value for c in clauses for a in c.amounts),
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
    if clause.named and _excepted_behind(clause):
        return tuple(n for n in message.default if n not in clause.named) or clause.named
    if clause.named:
        return _whole_of(clause, before, context) or clause.named
    summed = _by_sum(clause, message, context)
    if summed:
        return summed
    if any(p.kind == "all" and all_of_count(clause.text, p.start, context.account) for p in clause.pointers):
        return tuple(i.number for i in context.account.invoices)
    turning = next((p for p in clause.pointers if p.kind in ("other", "rest")), None)
    if turning is not None:
        return _left_over(clause, turning.kind, before, message, context)
    if "both" in kinds:
        return _pair(message, context)
    return ()


def _excepts(clause: Clause) -> bool:
    """ "all but 4471": the word stands before the number."""
    ends = [p.end for p in clause.pointers if p.kind == "except"]
    told = any(p.kind in ("all", "rest", "both") for p in clause.pointers)
    told = told or any(clause.text[p.start : p.end].lower().startswith(("all", "every")) for p in clause.pointers)
    return told and any(0 <= mention.start - end <= 30 for end in ends for mention in clause.mentions)


def _excepted_behind(clause: Clause) -> bool:
    """ "4431 dışındakiler", "4431 以外": the word right behind the number."""
    starts = [p.start for p in clause.pointers if p.kind == "except"]
    told = re.search(r"disind|haric|以外|を?除|除外|외|kivetelevel", fold(clause.text))
    return bool(told) and any(0 <= start - m.end <= 6 for start in starts for m in clause.mentions)


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
    """The invoices whose balances make up a stated amount, or the one that is stated in parts."""
    for amount in sorted((a.value for a in clause.amounts), reverse=True):
        for numbers in (message.everywhere, message.in_subject):
            if len(numbers) > 1 and _total(numbers, context) == amount:
                return numbers
        numbers = invoices_of_sum(amount, context)
        if numbers:
            return numbers
    return _in_stated_parts(clause, message, context)


def invoices_of_sum(amount: Decimal, context: Context, *, among: Sequence[str] = ()) -> tuple[str, ...]:
    """Two or more invoices that come to the amount: what is due, all, or the only such group; `among` are in it."""
    every = tuple(i.number for i in context.account.invoices)
    for numbers in (default_invoices(context.account, context.received_on), every):
        if len(numbers) > 1 and set(among) <= set(numbers) and _total(numbers, context) == amount:
            return numbers
    if not 2 < len(every) <= _FEW:
        return ()
    groups = [g for size in range(2, len(every)) for g in combinations(every, size) if set(among) <= set(g)]
    fitting = [g for g in groups if _total(g, context) == amount]
    return fitting[0] if len(fitting) == 1 else ()


def _total(numbers: Sequence[str], context: Context) -> Decimal:
    return sum((i.balance for i in context.account.invoices if i.number in numbers), Decimal())


def _in_stated_parts(clause: Clause, message: _Message, context: Context) -> tuple[str, ...]:
    """ "992 is missing, the other 8,928 I pay": the one invoice whose balance the parts come to."""
    own = [a.value for a in clause.amounts]
    if not own or len(context.account.invoices) < 2:
        return ()
    others = list(message.stated)
    for value in own:
        others.remove(value)
    sums = {sum(own, Decimal())} if len(own) > 1 else {own[0] * 2} if not others else set()
    sums |= {value + other for value in own for other in others} | {sum(message.stated, Decimal())}
    meant = [i.number for i in context.account.invoices if i.balance in sums]
    return tuple(meant) if len(meant) == 1 else ()


def _whole_of(clause: Clause, before: Sequence[Clause], context: Context) -> tuple[str, ...]:
    """Amounts that point at one invoice but are the parts of the one just spoken of ("in two parts: …")."""
    spans = {(a.start, a.end) for a in clause.amounts}
    by_amount = all((m.start, m.end) in spans for m in clause.mentions)
    near = next((c.named for c in reversed(before) if c.named and c.paragraph >= clause.paragraph - 1), ())
    parts = sum((a.value for a in clause.amounts), Decimal())
    if by_amount and len(clause.amounts) > 1 and near and near != clause.named and parts == _total(near, context):
        return near
    return ()


def _inherited(clause: Clause, before: Sequence[Clause], message: _Message, context: Context) -> tuple[str, ...]:
    """The nearest before it in its paragraph, else the quoted ones, the message's, the subject's."""
    if any(pointer.kind == "all" for pointer in clause.pointers):
        return ()
    values = {a.value for a in clause.amounts}
    repeated = [c.invoices for c in before if values & {a.value for a in c.amounts}]
    if repeated:
        return repeated[-1]
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

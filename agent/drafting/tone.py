"""How a customer is spoken to, by what the relation was like so far. It picks a sentence, never a demand."""

from __future__ import annotations

from dataclasses import dataclass

from agent.facts import AccountFacts

# Enough settled invoices for a habit to show, as the cadence's own rule for habits has it.
SETTLED_FOR_A_HABIT = 6
# A bank transfer and a weekend: within that, "on time" is true.
DAYS_LATE_OF_A_GOOD_PAYER = 3
# Beyond this age "it may have slipped through" is no longer believable.
DAYS_OF_A_SLIP = 60
# Two named dates, or one beside a due date this long past, are "several dates without a payment".
BROKEN_PROMISES = 2
DAYS_OPEN_AFTER_A_BROKEN_PROMISE = 30


@dataclass(frozen=True)
class Tone:
    """`name`: "warm", "plain" or "strained"; "" where nothing is known. `reason`: why, in words."""

    name: str
    reason: str


def tone_of(facts: AccountFacts) -> Tone:
    """The first rule that applies; strained before warm, since a broken word weighs more than old habits."""
    relation = facts.relation
    if relation is None:
        return Tone("", "Nothing is known of the relation.")
    oldest = max((invoice.days_overdue for invoice in facts.asked()), default=0)
    broken, kept = relation.promises_broken, relation.promises_kept
    if broken >= BROKEN_PROMISES and broken > kept:
        return Tone("strained", f"{broken} promises were broken and {kept} kept.")
    if broken > kept and oldest >= DAYS_OPEN_AFTER_A_BROKEN_PROMISE:
        return Tone("strained", f"A promise was broken, and the oldest invoice is {oldest} days overdue.")
    late, settled = relation.typical_days_late, relation.settled
    punctual = late is not None and late <= DAYS_LATE_OF_A_GOOD_PAYER
    if punctual and settled >= SETTLED_FOR_A_HABIT and not broken and oldest <= DAYS_OF_A_SLIP:
        return Tone("warm", f"{settled} invoices were settled, typically {late} days late; no promise was broken.")
    return Tone("plain", "Neither a good payer by habit nor broken promises.")

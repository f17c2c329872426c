"""May what a mail means be booked without a person? Pure: facts in, reasons against it out."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

ASSIST = 2

# Intents that end with a person whatever else is true, and the kind of Review that asks.
REVIEW_KINDS = {
    "insolvency": "insolvency",
    "legal_threat": "legal",
    "opt_out": "opt_out",
    "refusal": "refusal",
    "extension_request": "extension",
}
# They need a person too, but their own Review does the asking, so that the rest of the mail need not wait.
ASKED_APART = frozenset(REVIEW_KINDS) | {"dispute"}
# They change nothing, so nobody needs to agree to them.
WITHOUT_EFFECT = frozenset({"acknowledgement", "unrelated"})


@dataclass(frozen=True)
class ReadingFacts:
    """`exposure`: the debtor's total overdue in policy currency; `other_body`: another mail carried its Message-ID."""

    rung: int
    confidence: float
    minimum_confidence: Decimal
    needs_human: bool
    intents: frozenset[str]
    known_sender: bool
    human_reasons: tuple[str, ...] = ()
    automatic: bool = False
    contradicted_id: bool = False
    key_account: bool = False
    person_tier: bool = False
    natural_person: bool = False
    exposure: Decimal = Decimal()
    amount_limit: Decimal | None = None


def doubts(facts: ReadingFacts) -> tuple[str, ...]:
    """Why this reading may be wrong or forged: nothing of it is booked alone, not even what is on the safe side."""
    found = []
    if not facts.known_sender:
        found.append("The sender is no confirmed contact of this account.")
    if facts.confidence < float(facts.minimum_confidence):
        found.append(
            f"The reading is {facts.confidence:.0%} sure; {float(facts.minimum_confidence):.0%} are asked for."
        )
    if facts.contradicted_id:
        found.append("Another mail with a different text carried the same Message-ID.")
    return (*found, *_reasons_beyond_intents(facts))


def holds(facts: ReadingFacts) -> tuple[str, ...]:
    """Why a person must agree even where the reading is clear."""
    found = []
    if facts.rung < ASSIST:
        found.append("Replies of this segment are booked by a person.")
    if facts.key_account:
        found.append("It is a key account.")
    if facts.person_tier:
        found.append("Customers of this tier are a person's on this rung.")
    if facts.natural_person:
        found.append("The customer is a natural person.")
    if facts.amount_limit is not None and facts.exposure > facts.amount_limit:
        found.append(f"{facts.exposure} is overdue, above the limit of {facts.amount_limit}.")
    if facts.needs_human and facts.intents & ASKED_APART:
        found += facts.human_reasons or ("The reader asks for a person.",)
    return tuple(found)


def _reasons_beyond_intents(facts: ReadingFacts) -> tuple[str, ...]:
    """What the reader says against acting beside the intents that ask for a person by themselves: those come first."""
    apart = len(facts.intents & ASKED_APART)
    if facts.needs_human and not apart:
        return facts.human_reasons or ("The reader asks for a person.",)
    return facts.human_reasons[apart:] if facts.needs_human else ()


def may_pause_alone(facts: ReadingFacts) -> bool:
    """Disputes and opt-outs only stop something: from rung `assist` they are booked at once."""
    return facts.rung >= ASSIST and not doubts(facts)

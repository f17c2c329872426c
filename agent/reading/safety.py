"""What a customer writes is data: signs that a text speaks to the machine, or of a change of our bank details."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from agent.answers import PaymentAnswer, PromiseAnswer
from agent.reading.folding import fold
from agent.reading.intents import Judged
from agent.reading.labels import HUMAN_INTENTS, INJECTION, OUR_BANK_CHANGE
from agent.reading.safety_words import CHANGED, OUR_ACCOUNT, TO_THE_MACHINE
from agent.reading.trimming import Trimmed

# Missing one is worse than asking a person in vain.
_MARK_THRESHOLD = 0.3
_INVISIBLE = re.compile("[\u200b\u2060\u2062-\u2064\U000e0000-\U000e007f]")


def human_reasons(
    judged: Sequence[Judged],
    trimmed: Trimmed,
    *,
    intents: Sequence[str],
    promises: Sequence[PromiseAnswer],
    payments: Sequence[PaymentAnswer],
) -> tuple[str, ...]:
    """Why a person must look, each in words; empty if the agent may act."""
    reasons = [f"The message says: {intent.replace('_', ' ')}." for intent in intents if intent in HUMAN_INTENTS]
    # What was settled away as an echo still calls a person: a floor errs on the safe side.
    faint = {label for one in judged for label in one.labels if label in HUMAN_INTENTS} - set(intents)
    reasons += [f"The message may say: {intent.replace('_', ' ')}." for intent in sorted(faint)]
    whole = f"{trimmed.text}\n{trimmed.rest}"
    if speaks_to_machine(whole) or any(one.chances[INJECTION] >= _MARK_THRESHOLD for one in judged):
        reasons.append("The text tries to instruct the reader.")
    if any(one.chances[OUR_BANK_CHANGE] >= _MARK_THRESHOLD or _our_bank_change(one.clause.text) for one in judged):
        reasons.append("The message speaks of a change of our bank details.")
    if contradicts(promises, payments):
        reasons.append("The message says of the same invoice that it was paid and that it will be paid.")
    return tuple(reasons)


def speaks_to_machine(text: str) -> bool:
    """Words addressed to a program, hidden characters, or a comment that no mail program shows."""
    folded = fold(text)
    return bool(TO_THE_MACHINE.search(folded)) or len(_INVISIBLE.findall(text)) > 3 or _hidden_comment(text)


def _our_bank_change(text: str) -> bool:
    folded = fold(text)
    return bool(OUR_ACCOUNT.search(folded) and CHANGED.search(folded))


def contradicts(promises: Sequence[PromiseAnswer], payments: Sequence[PaymentAnswer]) -> bool:
    """The same invoice wholly paid and wholly promised; parts beside each other are none."""
    paid = {number for payment in payments if payment.amount is None for number in payment.invoices}
    return any(paid & set(promise.invoices) for promise in promises if promise.amount is None)


def _hidden_comment(text: str) -> bool:
    comments = re.findall(r"<!--(.*?)-->", text, re.S)
    return any(sum(unicodedata.category(c).startswith("L") for c in comment) > 25 for comment in comments)

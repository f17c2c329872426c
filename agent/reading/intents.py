"""What each clause does, by the trained heads, and what the message does as a whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from agent.answers import IntentAnswer
from agent.encoder import encode
from agent.reading.clauses import Clause
from agent.reading.heads import Heads, presented
from agent.reading.labels import INTENTS

# A calibrated chance above a half means more likely than not; below it nothing is claimed.
THRESHOLD = 0.5
# Said beside something weightier, these are mostly politeness or background.
_FAINT = {"acknowledgement": 0.6, "unrelated": 0.7, "question": 0.5}


@dataclass(frozen=True)
class Judged:
    """A clause with the calibrated chance of every intent, dispute reason and document type."""

    clause: Clause
    chances: dict[str, float]
    reasons: dict[str, float]
    documents: dict[str, float]
    labels: tuple[str, ...]

    def does(self, intent: str) -> bool:
        return intent in self.labels


def judge(clauses: Sequence[Clause], heads: Heads) -> list[Judged]:
    """All clauses through the encoder in one call, then through the heads."""
    if not clauses:
        return []
    rows = encode([presented(clause.text) for clause in clauses]) - heads.mean
    tables = [
        [dict(zip(head.labels, map(float, row), strict=True)) for row in head.probabilities(rows)]
        for head in (heads.intents, heads.reasons, heads.documents)
    ]
    return [
        Judged(clause, chances, reasons, documents, _labels(chances))
        for clause, chances, reasons, documents in zip(clauses, *tables, strict=True)
    ]


def _labels(chances: dict[str, float]) -> tuple[str, ...]:
    found = {intent for intent in INTENTS if chances[intent] >= THRESHOLD}
    for stronger, weaker in _rivals(chances):
        if stronger in found:
            found.discard(weaker)
    return tuple(sorted(found, key=lambda intent: -chances[intent]))


def _rivals(chances: dict[str, float]) -> list[tuple[str, str]]:
    """One clause either promises or reports a payment, and a proposal is no promise: the likelier one stands."""
    pairs = [("promise_to_pay", "payment_claimed"), ("extension_request", "promise_to_pay")]
    return [(a, b) if chances[a] >= chances[b] else (b, a) for a, b in pairs]


def message_intents(judged: Sequence[Judged], *, automatic: str = "") -> list[IntentAnswer]:
    """The message's intents, strongest first, never empty for a message with words. `automatic`: what headers say it is."""
    best: dict[str, IntentAnswer] = {}
    for one in judged:
        for intent in one.labels:
            chance = one.chances[intent]
            if intent not in best or chance > best[intent].confidence:
                best[intent] = IntentAnswer(intent, round(chance, 4), one.clause.text)
    if automatic and automatic not in best:
        best[automatic] = IntentAnswer(automatic, 0.9)
    found = _settled(best)
    return sorted(found, key=lambda answer: -answer.confidence) or [_fallback(judged)]


def _settled(best: dict[str, IntentAnswer]) -> list[IntentAnswer]:
    names = set(best)
    dropped: set[str] = set()
    if "dispute" in names:
        dropped.add("refusal")
    if "out_of_office" in names:
        dropped |= {"contact_change", "unrelated"} - ({"contact_change"} if best["out_of_office"].confidence < 0.7 else set())
    if len(names) > 1:
        dropped |= {name for name, least in _FAINT.items() if name in names and best[name].confidence < least}
    if names - {"unrelated", "question"}:
        dropped.add("unrelated")
    return [answer for name, answer in best.items() if name not in dropped] or list(best.values())


def _fallback(judged: Sequence[Judged]) -> IntentAnswer:
    """Nothing stands out: the likeliest intent with its own low confidence, so that policy sends it to a person."""
    ranked = [(one.chances[intent], intent, one.clause.text) for one in judged for intent in INTENTS]
    if not ranked:
        return IntentAnswer("acknowledgement", 0.05)
    chance, intent, quote = max(ranked)
    return IntentAnswer(intent, round(min(chance, 0.49), 4), quote)

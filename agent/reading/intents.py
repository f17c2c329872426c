"""What each clause does, by the trained heads, and what the message does as a whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import prod

from agent.answers import IntentAnswer
from agent.encoder import encode
from agent.reading.clauses import Clause, Context
from agent.reading.condition_words import is_conditional
from agent.reading.heads import Heads, in_context, presented
from agent.reading.labels import INTENTS
from agent.reading.no_promise_words import promises_nothing

# A calibrated chance above a half means more likely than not; below it nothing is claimed.
THRESHOLD = 0.5
# A second thing said in the same clause has to be clearer.
_SECOND = 0.6
_CLEAR = 0.75
# Several clauses that may each well do the same: together this sure that one of them does.
_HINT, _TOGETHER = 0.3, 0.6
# Below this the likeliest label is no better than a guess.
_FALLBACK = 0.15
# Headers and subject line of an absence note are set by a program and seldom wrong.
_BY_HEADER = 0.9
# The confidence in a message without words: policy sends it to a person.
_NOTHING = 0.05
# Beside something said this clearly, anything less likely than this is an echo of it.
_BESIDE = 0.5
# Enough for a change of contact in a message that speaks of insolvency.
_BESIDE_INSOLVENCY = 0.2
# Nobody writes these into an absence note.
_WEIGHTY = frozenset({"dispute", "legal_threat", "insolvency"})
# Said beside something weightier, these are mostly politeness or background.
_FAINT = {"acknowledgement": 0.7, "unrelated": 0.7, "question": 0.5}


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
    rows = in_context(encode([presented(clause.text) for clause in clauses]) - heads.mean)
    tables = [
        [dict(zip(head.labels, map(float, row), strict=True)) for row in head.probabilities(rows)]
        for head in (heads.intents, heads.reasons, heads.documents)
    ]
    return [
        Judged(clause, chances, reasons, documents, _labels(chances))
        for clause, chances, reasons, documents in zip(clauses, *tables, strict=True)
    ]


def _labels(chances: dict[str, float]) -> tuple[str, ...]:
    ranked = sorted(INTENTS, key=lambda intent: -chances[intent])
    found = [i for n, i in enumerate(ranked) if chances[i] >= (_SECOND if n else THRESHOLD)]
    for one, other in _RIVALS:
        if one in found and other in found:
            found.remove(min(one, other, key=lambda intent: chances[intent]))
    return tuple(found)


# One clause says one of the two: the likelier one stands.
_RIVALS = (
    ("promise_to_pay", "payment_claimed"),
    ("promise_to_pay", "extension_request"),
    ("promise_to_pay", "out_of_office"),
    ("promise_to_pay", "refusal"),
    ("payment_claimed", "acknowledgement"),
    ("document_request", "question"),
    ("document_request", "dispute"),
)


def without_conditions(judged: Sequence[Judged], context: Context) -> list[Judged]:
    """ "Once the credit note is here, we pay" is no promise; with a date of its own it is one.

    "I can't promise this week" is none either: the message was seen, and that is all.
    """
    return [_without_condition(one, context) for one in judged]


def _without_condition(one: Judged, context: Context) -> Judged:
    refused = promises_nothing(one.clause.text)
    if not refused and (not is_conditional(one.clause.text) or context.dates(one.clause.text)):
        return one
    labels = tuple(i for i in one.labels if i != "promise_to_pay")
    chances = one.chances | {"promise_to_pay": 0.0}
    if refused and "promise_to_pay" in one.labels and not labels:
        labels, chances = ("acknowledgement",), chances | {"acknowledgement": one.chances["promise_to_pay"]}
    return replace(one, labels=labels, chances=chances)


def gathered(judged: Sequence[Judged]) -> list[Judged]:
    """A story told over several sentences, none of them clear by itself, does what they hint at together."""
    found = list(judged)
    said = {label for one in judged for label in one.labels}
    for intent in (intent for intent in INTENTS if intent not in said):
        at = [n for n, one in enumerate(found) if not one.labels and one.chances[intent] >= _HINT]
        if len(at) < 2 or prod(1 - found[n].chances[intent] for n in at) > 1 - _TOGETHER:
            continue
        for n in at:
            chance = max(THRESHOLD, found[n].chances[intent])
            found[n] = replace(found[n], labels=(intent,), chances=found[n].chances | {intent: chance})
    return found


def with_fallback(judged: Sequence[Judged]) -> list[Judged]:
    """Where no clause does anything clearly, the likeliest one gets its likeliest label, at its own low chance."""
    if any(one.labels for one in judged) or not judged:
        return list(judged)
    chance, index, intent = max((one.chances[i], n, i) for n, one in enumerate(judged) for i in INTENTS)
    if chance < _FALLBACK:
        return list(judged)
    return [replace(one, labels=(intent,)) if n == index else one for n, one in enumerate(judged)]


def message_intents(judged: Sequence[Judged], *, automatic: str = "") -> list[IntentAnswer]:
    """The message's intents, strongest first, never empty. `automatic`: what headers and subject say it is."""
    best: dict[str, IntentAnswer] = {}
    about: dict[str, tuple[str, ...]] = {}
    for one in judged:
        for intent in one.labels:
            chance = one.chances[intent]
            if intent not in best or chance > best[intent].confidence:
                best[intent] = IntentAnswer(intent, round(chance, 4), one.clause.text)
                about[intent] = one.clause.named
    if "insolvency" in best:
        _add_administrator(best, about, judged)
    if automatic and _is_closed_mailbox(judged):
        automatic = ""
    if automatic and (automatic not in best or best[automatic].confidence < _BY_HEADER):
        best[automatic] = IntentAnswer(automatic, _BY_HEADER, best[automatic].quote if automatic in best else "")
    found = _settled(best, about) or [IntentAnswer("acknowledgement", _NOTHING)]
    return sorted(found, key=lambda answer: -answer.confidence)


def _is_closed_mailbox(judged: Sequence[Judged]) -> bool:
    """ "This mailbox is no longer monitored, write to …": an automatic answer of which nobody comes back."""
    away = max((one.chances["out_of_office"] for one in judged), default=0.0)
    moved = max((one.chances["contact_change"] for one in judged), default=0.0)
    return moved >= _CLEAR and away < _HINT


def _add_administrator(
    best: dict[str, IntentAnswer], about: dict[str, tuple[str, ...]], judged: Sequence[Judged]
) -> None:
    """Who writes of an insolvency nearly always says whom to write to from now on: a lower chance is enough."""
    chance, at = max((one.chances["contact_change"], n) for n, one in enumerate(judged))
    if chance >= _BESIDE_INSOLVENCY and "contact_change" not in best:
        best["contact_change"] = IntentAnswer("contact_change", max(round(chance, 4), _BESIDE), judged[at].clause.text)
        about["contact_change"] = judged[at].clause.named


def _settled(best: dict[str, IntentAnswer], about: dict[str, tuple[str, ...]]) -> list[IntentAnswer]:
    """What the message does as a whole: background and echoes of something weightier taken off.

    `about`: the invoices that an intent's clause names; what is said of an invoice of its own is no echo.
    """
    names = set(best)
    sure = {name for name in names if best[name].confidence >= _CLEAR}
    dropped: set[str] = set()
    if names & {"dispute", "extension_request"}:
        dropped.add("refusal")
    if "insolvency" in sure:
        dropped |= {"dispute", "refusal"} - sure
    if names & _WEIGHTY & sure:
        dropped.add("out_of_office")
    elif "out_of_office" in sure:
        dropped |= {"contact_change", "unrelated"}
    elif sure - {"contact_change", "acknowledgement"}:
        dropped.add("out_of_office")
    strongest = max(names, key=lambda name: best[name].confidence, default="")
    for name in names - {strongest}:
        own = set(about.get(name, ())) - set(about.get(strongest, ()))
        if best[name].confidence < _BESIDE <= best[strongest].confidence and not own:
            dropped.add(name)
    if len(names) > 1:
        dropped |= {name for name, least in _FAINT.items() if name in names and best[name].confidence < least}
    if names - {"unrelated", "question"}:
        dropped.add("unrelated")
    return [answer for name, answer in best.items() if name not in dropped] or list(best.values())

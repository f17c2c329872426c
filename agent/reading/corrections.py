"""Training examples out of replies that a person read better: each clause gets what the person said that it means."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from agent.answers import Reading
from agent.encoder import encode
from agent.reading.examples import Example
from agent.reading.heads import Heads, in_context, presented
from agent.reading.intents import THRESHOLD
from agent.reading.labelled_clauses import labelled_clauses
from agent.reading.messages import LabelledMessage

# Details say where their intent stands even if the intent's own quote lies elsewhere.
_DETAILS = (
    ("promises", "promise_to_pay"),
    ("payments", "payment_claimed"),
    ("disputes", "dispute"),
    ("documents", "document_request"),
)


def correction_examples(messages: Sequence[LabelledMessage], heads: Heads) -> list[Example]:
    """The clauses of the messages, labelled by what is `expected` of each.

    An intent belongs to the clauses that it is quoted from, and to those that the heads are sure of; an intent without
    either, such as one that a person added, to the clause where the heads give it the highest chance. A clause left
    with nothing is an example of nothing: so the heads unlearn what the person took away.
    """
    return [example for message in messages for example in _examples(message, heads)]


def _examples(message: LabelledMessage, heads: Heads) -> list[Example]:
    bare = [example for _, example in labelled_clauses(message)]
    if not bare:
        return []
    labels = _Labels(bare, heads)
    quotes = _quotes(message.expected)
    for intent in message.expected.intent_names():
        labels.add_intent(intent, quotes.get(intent, ()))
    for dispute in message.expected.disputes:
        labels.add_reason(dispute.reason, dispute.quote)
    for document in message.expected.documents:
        labels.add_document(document.type, document.quote)
    return labels.examples


def _quotes(expected: Reading) -> dict[str, list[str]]:
    """By intent, the sentences that it rests on."""
    found = {answer.intent: [answer.quote] for answer in expected.intents if answer.quote}
    for name, intent in _DETAILS:
        for part in getattr(expected, name):
            found.setdefault(intent, []).append(part.quote)
    if expected.absence:
        found.setdefault("out_of_office", []).append(expected.absence.quote)
    return found


class _Labels:
    """The clauses of one message, and what has been said of each so far."""

    def __init__(self, bare: Sequence[Example], heads: Heads) -> None:
        self.examples = list(bare)
        rows = in_context(encode([presented(example.text) for example in bare]) - heads.mean)
        self._heads, self._chances = heads, heads.intents.probabilities(rows)

    def add_intent(self, intent: str, quotes: Sequence[str]) -> None:
        if intent not in self._heads.intents.labels:
            return
        chances = self._chances[:, self._heads.intents.labels.index(intent)]
        places = {place for quote in quotes for place in self._quoted(quote)}
        places |= {place for place, chance in enumerate(chances) if chance >= THRESHOLD}
        for place in places or {int(chances.argmax())}:
            self.examples[place] = _with(self.examples[place], intent)

    def add_reason(self, reason: str, quote: str) -> None:
        """A clause has one reason; the first that is said of it stays."""
        for place in self._doing("dispute", quote):
            if not self.examples[place].reason:
                self.examples[place] = replace(self.examples[place], reason=reason)

    def add_document(self, kind: str, quote: str) -> None:
        for place in self._doing("document_request", quote):
            known = self.examples[place].documents
            self.examples[place] = replace(self.examples[place], documents=tuple(dict.fromkeys((*known, kind))))

    def _doing(self, intent: str, quote: str) -> list[int]:
        """Clauses with this intent: those quoted, else the only one there is; between several nobody could choose."""
        all_of_them = [place for place, example in enumerate(self.examples) if intent in example.intents]
        quoted = [place for place in self._quoted(quote) if place in all_of_them]
        return quoted or (all_of_them if len(all_of_them) == 1 else [])

    def _quoted(self, quote: str) -> list[int]:
        """Clauses that a quote is, else those that it was taken from or spans, whatever the spaces and marks."""
        wanted = _letters(quote)
        texts = [(place, _letters(example.text)) for place, example in enumerate(self.examples)]
        texts = [(place, text) for place, text in texts if wanted and text]
        same = [place for place, text in texts if text == wanted]
        return same or [place for place, text in texts if wanted in text or text in wanted]


def _with(example: Example, intent: str) -> Example:
    return replace(example, intents=tuple(dict.fromkeys((*example.intents, intent))))


def _letters(text: str) -> str:
    return "".join(character for character in text.casefold() if character.isalnum())

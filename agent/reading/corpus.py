"""What the reader learns from and what it is measured on: packaged sentences and the clauses of labelled replies."""

from __future__ import annotations

import hashlib

from agent.reading.examples import Example, packaged_examples
from agent.reading.labelled_clauses import labelled_clauses
from agent.reading.messages import LabelledMessage, packaged_messages

# One reply in five is never trained on.
_HELD_OUT = 5


def is_held_out(message_id: str) -> bool:
    """Whether a reply belongs to the measure; decided by its id alone, so that it stays there for good."""
    return int(hashlib.sha256(message_id.encode()).hexdigest(), 16) % _HELD_OUT == 0


def training_examples() -> list[Example]:
    """Sentences first, then the clauses of every reply that is not held out, in the order of their files."""
    examples = packaged_examples()
    for message in packaged_messages():
        if not is_held_out(message.mail.id):
            examples += [example for _, example in labelled_clauses(message)]
    return examples


def held_out_messages() -> list[LabelledMessage]:
    return [message for message in packaged_messages() if is_held_out(message.mail.id)]

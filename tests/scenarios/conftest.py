from __future__ import annotations

from collections.abc import Iterator

import pytest

from audit.sentences import unknown_words
from dunning import reader
from dunning.models import Decision, Escalation, Review
from tests.scenarios.world import World

# What a scenario itself writes down as a reason.
SAID_BY_SCENARIOS = {"Proof came.", "More than 10,000 € is over 30 days late."}


@pytest.fixture
def world(db: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    """A new world; what its mails mean is what the scenario says. All that it kept can be shown in German."""
    made = World()
    monkeypatch.setattr(reader, "read", made.read)
    yield made
    assert kept_in_english_alone() == {}


def kept_in_english_alone() -> dict[str, tuple[str, ...]]:
    """Reasons in the database of which some words are in no sentence that has German, with these words."""
    kept = {
        *Review.objects.values_list("why", flat=True),
        *Decision.objects.values_list("reason_text", flat=True),
        *Escalation.objects.values_list("reason_text", flat=True),
    }
    return {words: left for words in kept - SAID_BY_SCENARIOS if (left := unknown_words(words))}

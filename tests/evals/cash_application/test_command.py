"""Seeds for tuning and seeds for reporting are kept apart."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from evals.cash_application.__main__ import main
from evals.cash_application.seeds import purpose


def command(monkeypatch: pytest.MonkeyPatch, *words: str) -> int:
    monkeypatch.setattr(sys, "argv", ["cash_application", *words])
    return main()


def made(monkeypatch: pytest.MonkeyPatch, folder: Path, seed: int) -> int:
    size = ("--payments", "40", "--customers", "40", "--seed", str(seed))
    return command(monkeypatch, "generate", str(folder), *size)


def test_small_seeds_tune_and_large_ones_report() -> None:
    assert [purpose(seed) for seed in (0, 99, 1000, 20260)] == ["tuning", "tuning", "reporting", "reporting"]
    for seed in (-1, 100, 999):
        with pytest.raises(ValueError, match="neither"):
            purpose(seed)


def test_a_seed_between_makes_nothing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="neither below 100"):
        made(monkeypatch, tmp_path / "made", 500)
    assert not (tmp_path / "made").exists()


def test_a_score_says_what_its_seed_is_for(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    made(monkeypatch, tmp_path, 1000)
    command(monkeypatch, "score", str(tmp_path), "--baseline")
    assert capsys.readouterr().out.startswith("standard, seed 1000 (for reporting)\n")
    command(monkeypatch, "score", str(tmp_path), "--baseline", "--json")
    told = json.loads(capsys.readouterr().out)
    assert told["seed_is_for"] == "reporting"
    assert told["recipe"] == {"profile": "standard", "payments": 40, "customers": 40, "seed": 1000}


def test_misses_are_shown_for_tuning_only(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    made(monkeypatch, tmp_path / "tune", 1)
    made(monkeypatch, tmp_path / "report", 1000)
    command(monkeypatch, "score", str(tmp_path / "tune"), "--baseline", "--misses", "1")
    assert "(left to a person)" in capsys.readouterr().out
    with pytest.raises(SystemExit, match="stay unseen"):
        command(monkeypatch, "score", str(tmp_path / "report"), "--baseline", "--misses", "1")

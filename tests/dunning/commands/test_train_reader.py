from __future__ import annotations

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from dunning.management.commands import train_reader


def test_without_scikit_learn_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(train_reader, "find_spec", lambda name: None)
    with pytest.raises(CommandError, match="needs scikit-learn: pip install"):
        call_command("train_reader", output=tmp_path / "heads")
    assert not (tmp_path / "heads").exists()

from __future__ import annotations

import stat
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from config.secret_key import kept_key, secret_key


def test_production_refuses_to_start_without_a_secret_key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DUNWELL_ENV", "production")
    monkeypatch.delenv("SECRET_KEY")
    with pytest.raises(ImproperlyConfigured, match="SECRET_KEY must be set"):
        secret_key()


def test_the_environments_key_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_KEY", "given")
    assert secret_key() == "given"


def test_a_made_key_is_kept_for_its_owner_only(tmp_path: Path) -> None:
    first = kept_key(tmp_path / "var" / "secret_key")
    assert len(first) >= 50
    assert kept_key(tmp_path / "var" / "secret_key") == first
    assert stat.S_IMODE((tmp_path / "var" / "secret_key").stat().st_mode) == 0o600
    assert [path.name for path in (tmp_path / "var").iterdir()] == ["secret_key"]

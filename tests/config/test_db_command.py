from __future__ import annotations

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from config.management.commands import db
from config.postgres_cluster import Cluster


def said(*words: str) -> str:
    heard = StringIO()
    call_command("db", *words, stdout=heard)
    return heard.getvalue()


@pytest.fixture
def own_installation(own_server: Cluster, monkeypatch: pytest.MonkeyPatch) -> Cluster:
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.setattr(db, "own_cluster", lambda: own_server)
    return own_server


def test_the_server_is_stopped_and_started_by_hand(own_installation: Cluster) -> None:
    assert said("stop") == "PostgreSQL stopped.\n"
    assert said("status").startswith("PostgreSQL is not running.\n")
    assert said("stop") == "PostgreSQL was not running.\n"
    assert said("start").startswith("PostgreSQL runs as process ")
    assert f"Data: {own_installation.data_dir}\n" in said("status")


def test_a_backup_is_a_whole_file_and_is_not_overwritten(own_installation: Cluster, tmp_path: Path) -> None:
    target = tmp_path / "ledger.dump"
    assert said("backup", str(target)).startswith(f"Wrote {target} (")
    assert target.read_bytes().startswith(b"PGDMP")
    with pytest.raises(CommandError, match="already there"):
        said("backup", str(target))


def test_a_backup_that_cannot_be_written_leaves_nothing(own_installation: Cluster, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="No backup was written"):
        said("backup", str(tmp_path / "missing" / "ledger.dump"))
    assert list(tmp_path.iterdir()) == []


def test_another_server_is_not_dunwells_to_stop(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://db.example/ledger")
    with pytest.raises(CommandError, match="DATABASE_URL names a server that Dunwell does not run"):
        said("stop")

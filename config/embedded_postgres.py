"""The PostgreSQL server that Dunwell starts itself when no DATABASE_URL names one.

It listens on a Unix socket only, is shared by all processes of the installation and keeps running when they end:
`manage.py db stop` stops it. PostgreSQL refuses to run as root, so root starts it as PG_SYSTEM_USER or nobody.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import time
from dataclasses import dataclass
from pathlib import Path

import fasteners
import psutil

from config import environment
from config.postgres_programs import PostgresError, bin_dir, is_reachable, run

DATABASE = ROLE = "dunwell"
SYSTEM_DIR = Path("/var/lib/dunwell")
LONGEST_SOCKET_DIR = 90  # the kernel's limit for a socket's whole path is about 105
START_ATTEMPTS, PAUSE_SECONDS = 10, 0.5
# Sorts and folds the same on every machine, whatever its locale.
LOCALE = ("--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C")
INITDB_OPTIONS = ("-U", ROLE, "-E", "UTF8", "--auth=trust", "--no-instructions", *LOCALE)
SERVER_SETTINGS = {
    "listen_addresses": "''",
    "unix_socket_permissions": "0700",
    "max_connections": "200",
    "shared_buffers": "256MB",
    "max_wal_size": "2GB",
    "log_error_verbosity": "terse",  # with the next line: no rows and no statements, hence no amounts, in its log
    "log_min_error_statement": "panic",
}


@dataclass(frozen=True)
class Cluster:
    """A data directory and who runs its server; `user` None: whoever we are."""

    data_dir: Path
    user: str | None

    @property
    def socket_dir(self) -> Path:
        inside = self.data_dir / "socket"
        if len(str(inside)) <= LONGEST_SOCKET_DIR:
            return inside
        return Path("/tmp") / ("dunwell-" + hashlib.sha256(str(self.data_dir).encode()).hexdigest()[:12])

    @property
    def log(self) -> Path:
        return self.data_dir / "server.log"

    def address(self) -> dict[str, str]:
        """In the keys of Django's DATABASES."""
        return {"HOST": str(self.socket_dir), "PORT": "5432", "USER": ROLE, "PASSWORD": "", "NAME": DATABASE}

    def program(self, name: str) -> Path:
        return bin_dir(user=self.user, copies=self.data_dir.parent) / name


def cluster() -> Cluster:
    """This installation's. Its place is computed only: nothing is made or started."""
    user = environment.text("PG_SYSTEM_USER", "nobody") if os.geteuid() == 0 else None
    return Cluster(data_dir=Path(environment.text("PG_DATA_DIR", str(_usual_dir()))).absolute(), user=user)


def _usual_dir() -> Path:
    """`var/pg`; for root a system directory that the server's user can enter, one for each checkout."""
    if os.geteuid() != 0:
        return environment.VAR_DIR / "pg"
    return SYSTEM_DIR / hashlib.sha256(str(environment.VAR_DIR).encode()).hexdigest()[:12] / "pg"


def ensure_if_used() -> None:
    """Start the embedded server, unless DATABASE_URL names another."""
    if not environment.text("DATABASE_URL"):
        ensure(cluster())


def ensure(cluster: Cluster) -> None:
    """Make the database if it isn't there and start the server if it isn't running. Raises PostgresError."""
    _make_parents(cluster)
    with _lock(cluster):
        if not (cluster.data_dir / "PG_VERSION").exists():
            _create(cluster)
        if running_pid(cluster) is None:
            _start(cluster)


def stop(cluster: Cluster) -> bool:
    """Stop the server, ending its connections. False: it was not running."""
    if not cluster.data_dir.exists():
        return False
    with _lock(cluster):
        if running_pid(cluster) is None:
            return False
        run([cluster.program("pg_ctl"), "-D", cluster.data_dir, "-w", "-m", "fast", "stop"], user=cluster.user)
    return True


def running_pid(cluster: Cluster) -> int | None:
    """The server's process id, None if it isn't running.

    A postmaster.pid counts only if that process is a postgres on this directory: after a crash or a restart of the
    machine the number may be another program's, and the file then keeps PostgreSQL from starting; it is removed.
    A dead process's file stays: PostgreSQL looks itself whether children of it still hold the memory.
    """
    pid_file = cluster.data_dir / "postmaster.pid"
    try:
        pid = int(pid_file.read_text().split()[0])
        process = psutil.Process(pid)
        if process.status() == psutil.STATUS_ZOMBIE:
            return None
        if process.name().startswith("postgres") and str(cluster.data_dir) in process.cmdline():
            return pid
    except (FileNotFoundError, psutil.NoSuchProcess):
        return None
    except (ValueError, IndexError, psutil.AccessDenied):
        pass  # cut short by a power failure, or somebody else's process
    pid_file.unlink(missing_ok=True)
    return None


def log_tail(cluster: Cluster) -> str:
    return cluster.log.read_text(errors="replace")[-1500:] if cluster.log.exists() else ""


def _lock(cluster: Cluster) -> fasteners.InterProcessLock:
    return fasteners.InterProcessLock(f"{cluster.data_dir}.lock")


def _make_parents(cluster: Cluster) -> None:
    """Directories that we make are open to the server's user; those that were there stay as they are."""
    missing = [folder for folder in cluster.data_dir.parents if not folder.exists()]
    for folder in reversed(missing):
        folder.mkdir(exist_ok=True)
        if cluster.user:
            folder.chmod(0o755)
    if cluster.user and not is_reachable(cluster.data_dir.parent):
        raise PostgresError(
            f"The database's user {cluster.user} cannot enter {cluster.data_dir.parent}: "
            "set PG_DATA_DIR to a place that everybody may enter, or run Dunwell as a normal user."
        )


def _create(cluster: Cluster) -> None:
    """Beside its place first: a data directory with its own name is a whole one."""
    draft = cluster.data_dir.with_name(cluster.data_dir.name + ".draft")
    for remains in (draft, cluster.data_dir):
        shutil.rmtree(remains, ignore_errors=True)
    draft.mkdir(mode=0o700)
    _hand_over(cluster, draft)
    run([cluster.program("initdb"), "-D", draft, *INITDB_OPTIONS], user=cluster.user)
    run(
        [cluster.program("postgres"), "--single", "-D", draft, "-c", "exit_on_error=on", "postgres"],
        user=cluster.user,
        typed=f"CREATE DATABASE {DATABASE}\n",
    )
    draft.rename(cluster.data_dir)


def _start(cluster: Cluster) -> None:
    _close_to_others(cluster)
    settings = SERVER_SETTINGS | {"unix_socket_directories": f"'{cluster.socket_dir}'"}
    options = "-p 5432 " + " ".join(f"-c {name}={value}" for name, value in settings.items())
    where: list[str | Path] = ["-D", cluster.data_dir, "-l", cluster.log]
    for _attempt in range(START_ATTEMPTS):  # the children of a killed server need a moment to let go of its memory
        try:
            return run([cluster.program("pg_ctl"), *where, "-w", "-t", "60", "-o", options, "start"], user=cluster.user)
        except PostgresError as error:
            failure = error
            time.sleep(PAUSE_SECONDS)
    raise PostgresError(f"PostgreSQL did not start. {failure}\nThe end of its log:\n{log_tail(cluster)}")


def _close_to_others(cluster: Cluster) -> None:
    """PostgreSQL refuses a data directory that others may read, as volumes and `chmod -R` leave it."""
    cluster.socket_dir.mkdir(mode=0o700, exist_ok=True)
    if cluster.socket_dir.is_symlink():
        raise PostgresError(f"{cluster.socket_dir} is a link that somebody else made: remove it.")
    for folder in (cluster.data_dir, cluster.socket_dir):
        _hand_over(cluster, folder)
        folder.chmod(0o700)


def _hand_over(cluster: Cluster, folder: Path) -> None:
    if cluster.user:
        shutil.chown(folder, cluster.user)

"""The PostgreSQL server that Dunwell starts itself when no DATABASE_URL names one.

It listens on a Unix socket only, is shared by all processes of the installation and keeps running when they end:
`manage.py db stop` stops it. PostgreSQL refuses to run as root, so root starts it as PG_SYSTEM_USER or nobody.
"""

from __future__ import annotations

import shutil
import time
from pathlib import Path

import fasteners
import psutil

from config import environment
from config.postgres_cluster import DATABASE, ROLE, Cluster, own_cluster
from config.postgres_programs import PostgresError, is_reachable, run

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


def ensure_if_used() -> None:
    """Start the embedded server, unless DATABASE_URL names another."""
    if not environment.text("DATABASE_URL"):
        ensure(own_cluster())


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
    """The server's process id, None if it isn't running: the number in postmaster.pid may be another program's now."""
    pid = _noted_pid(cluster)
    try:
        process = psutil.Process(pid) if pid else None
        ours = process and process.name().startswith("postgres") and str(cluster.data_dir) in process.cmdline()
    except (psutil.NoSuchProcess, psutil.AccessDenied):  # a zombie has no command line: NoSuchProcess too
        return None
    return pid if ours else None


def log_tail(cluster: Cluster) -> str:
    return cluster.log.read_text(errors="replace")[-1500:] if cluster.log.exists() else ""


def _noted_pid(cluster: Cluster) -> int | None:
    """What postmaster.pid says; None if it is missing or was cut short by a power failure."""
    try:
        return int(cluster.pid_file.read_text().split()[0])
    except (FileNotFoundError, ValueError, IndexError):
        return None


def _drop_foreign_pid_file(cluster: Cluster) -> None:
    """Under the lock and with no server running: a cut file, or one with another program's number, forbids a start.

    A dead process's file stays: PostgreSQL looks itself whether children of it still hold the memory.
    """
    pid = _noted_pid(cluster)
    if pid is None or (psutil.pid_exists(pid) and psutil.Process(pid).status() != psutil.STATUS_ZOMBIE):
        cluster.pid_file.unlink(missing_ok=True)


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
    if cluster.data_dir.exists() and any(cluster.data_dir.iterdir()):
        raise PostgresError(f"{cluster.data_dir} holds something that is no database: set PG_DATA_DIR to a new place.")
    draft = cluster.data_dir.with_name(cluster.data_dir.name + ".draft")
    shutil.rmtree(draft, ignore_errors=True)
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
    _drop_foreign_pid_file(cluster)
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

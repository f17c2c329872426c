"""Web server, worker and inbox watcher as children of the demo: started together, ended together."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

from config.environment import BASE_DIR

HOST = "127.0.0.1"
PORTS_TRIED = 20
PATIENCE_SECONDS = 15
BASE_COMMAND = [sys.executable, "manage.py"]


@dataclass(frozen=True)
class Child:
    name: str
    process: subprocess.Popen[bytes]


def free_port(first: int) -> int:
    """The first port from there on that nobody listens on. Raises OSError where all that are tried are taken."""
    for port in range(first, first + PORTS_TRIED):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((HOST, port))
            except OSError:
                continue
            return port
    raise OSError(f"All ports from {first} to {first + PORTS_TRIED - 1} are taken; name another with --port.")


@contextmanager
def running(port: int, *, log: Path) -> Iterator[list[Child]]:
    """The children, each in a process group of its own, which is ended as a whole on the way out.

    What they say goes into the log.
    """
    environment = {"PUBLIC_URL": f"http://localhost:{port}", **os.environ}
    children: list[Child] = []
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("ab") as said:
        try:
            for name, command in commands(port).items():
                process = subprocess.Popen(
                    command, env=environment, cwd=BASE_DIR, stdout=said, stderr=said, start_new_session=True
                )
                children.append(Child(name, process))
            yield children
        finally:
            _end(children)


def commands(port: int) -> dict[str, list[str]]:
    """gunicorn; where it does not run, such as on Windows, Django's own server."""
    gunicorn = [
        *(sys.executable, "-m", "gunicorn", "config.wsgi", "--bind", f"{HOST}:{port}", "--workers", "2"),
        *("--no-control-socket", "--log-level", "warning"),
    ]
    own = [*BASE_COMMAND, "runserver", "--noreload", f"{HOST}:{port}"]
    return {
        "web server": own if sys.platform == "win32" else gunicorn,
        "worker": [*BASE_COMMAND, "qcluster"],
        "inbox watcher": [*BASE_COMMAND, "watch_inbox"],
    }


def wait_until_open(port: int) -> bool:
    """Whether the web server answers before patience runs out."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        with socket.socket() as probe:
            if probe.connect_ex((HOST, port)) == 0:
                return True
        time.sleep(0.2)
    return False


def wait_for_end(children: list[Child]) -> Child | None:
    """Block until Ctrl-C, SIGTERM or a closed terminal (None), or until a child ends by itself (that one)."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _as_interrupt)
    try:
        while True:
            for child in children:
                if child.process.poll() is not None:
                    return child
            time.sleep(0.5)
    except KeyboardInterrupt:
        return None


def _as_interrupt(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _end(children: list[Child]) -> None:
    """Ask each child, which ends its own children in order; what is left of its group after that is killed."""
    for child in children:
        child.process.terminate()
    deadline = time.monotonic() + PATIENCE_SECONDS
    for child in children:
        with suppress(subprocess.TimeoutExpired):
            child.process.wait(timeout=max(deadline - time.monotonic(), 0.1))
        with suppress(ProcessLookupError):
            os.killpg(child.process.pid, signal.SIGKILL)
        child.process.wait()

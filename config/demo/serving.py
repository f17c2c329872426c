"""The web server and the worker as children of the demo: started together, ended together."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from types import FrameType

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
def running(port: int) -> Iterator[list[Child]]:
    """Web server and worker, each in a process group of its own, which is ended as a whole on the way out."""
    environment = {"PUBLIC_URL": f"http://localhost:{port}", **os.environ}
    children: list[Child] = []
    try:
        for name, command in commands(port).items():
            process = subprocess.Popen(command, env=environment, start_new_session=True)
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
    return {"web server": own if sys.platform == "win32" else gunicorn, "worker": [*BASE_COMMAND, "qcluster"]}


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
    """Block until Ctrl-C or SIGTERM (None), or until one of the children ends by itself (that one)."""
    signal.signal(signal.SIGTERM, _as_interrupt)
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
    for child in children:
        _signal(child, signal.SIGTERM)
    deadline = time.monotonic() + PATIENCE_SECONDS
    for child in children:
        try:
            child.process.wait(timeout=max(deadline - time.monotonic(), 0.1))
        except subprocess.TimeoutExpired:
            _signal(child, signal.SIGKILL)
            child.process.wait()


def _signal(child: Child, number: signal.Signals) -> None:
    """To the whole group that the child leads; a group that is gone needs nothing."""
    try:
        os.killpg(child.process.pid, number)
    except ProcessLookupError:
        return

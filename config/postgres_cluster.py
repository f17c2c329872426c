"""Where the embedded server keeps its data, where it listens and who runs it. Nothing is made or started here."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path

from config import environment
from config.postgres_programs import bin_dir

DATABASE = ROLE = "dunwell"
SYSTEM_DIR = Path("/var/lib/dunwell")
LONGEST_SOCKET_DIR = 90  # the kernel's limit for a socket's whole path is about 105


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

    @property
    def pid_file(self) -> Path:
        return self.data_dir / "postmaster.pid"

    def address(self) -> dict[str, str]:
        """In the keys of Django's DATABASES."""
        return {"HOST": str(self.socket_dir), "PORT": "5432", "USER": ROLE, "PASSWORD": "", "NAME": DATABASE}

    def program(self, name: str) -> Path:
        return bin_dir(user=self.user, copies=self.data_dir.parent) / name


def own_cluster() -> Cluster:
    """This installation's."""
    user = environment.text("PG_SYSTEM_USER", "nobody") if os.geteuid() == 0 else None
    return Cluster(data_dir=Path(environment.text("PG_DATA_DIR", str(_usual_dir()))).absolute(), user=user)


def _usual_dir() -> Path:
    """`var/pg`; for root a system directory that the server's user can enter, one for each checkout."""
    if os.geteuid() != 0:
        return environment.VAR_DIR / "pg"
    return SYSTEM_DIR / hashlib.sha256(str(environment.VAR_DIR).encode()).hexdigest()[:12] / "pg"

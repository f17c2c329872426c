from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from config import embedded_postgres
from config.postgres_cluster import Cluster


@pytest.fixture(scope="module")
def open_dir() -> Iterator[Path]:
    """A directory that everybody may enter; pytest's own are closed to the user that root lends the server to."""
    folder = Path(tempfile.mkdtemp(prefix="dunwell-", dir="/tmp"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


@pytest.fixture(scope="module")
def own_server(open_dir: Path) -> Iterator[Cluster]:
    """A server of the test's own, running."""
    user = "nobody" if os.geteuid() == 0 else None
    cluster = Cluster(data_dir=open_dir / "pg", user=user)
    embedded_postgres.ensure(cluster)
    yield cluster
    embedded_postgres.stop(cluster)

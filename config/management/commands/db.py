"""The embedded database server by hand."""

from __future__ import annotations

import subprocess
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from config import embedded_postgres, environment
from config.postgres_cluster import Cluster, own_cluster
from config.postgres_programs import PostgresError


class Command(BaseCommand):
    help = "Start, stop or look at the embedded PostgreSQL server, or write a backup of the database."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        actions = parser.add_subparsers(dest="action", required=True)
        actions.add_parser("start", help="start the server; makes the database the first time")
        actions.add_parser("stop", help="stop the server, ending all connections")
        actions.add_parser("status", help="say where the database is and whether its server runs")
        backup = actions.add_parser("backup", help="write the whole database to a file for pg_restore")
        backup.add_argument("file", type=Path)

    def handle(self, *, action: str, **options: Any) -> None:
        if environment.text("DATABASE_URL"):
            raise CommandError("DATABASE_URL names a server that Dunwell does not run; look after it there.")
        cluster = own_cluster()
        try:
            if action == "backup":
                self.backup(cluster, target=options["file"].absolute())
            else:
                getattr(self, action)(cluster)
        except PostgresError as error:
            raise CommandError(str(error)) from None

    def start(self, cluster: Cluster) -> None:
        embedded_postgres.ensure(cluster)
        self.status(cluster)

    def stop(self, cluster: Cluster) -> None:
        stopped = embedded_postgres.stop(cluster)
        self.stdout.write("PostgreSQL stopped." if stopped else "PostgreSQL was not running.")

    def status(self, cluster: Cluster) -> None:
        pid = embedded_postgres.running_pid(cluster)
        self.stdout.write(f"PostgreSQL runs as process {pid}." if pid else "PostgreSQL is not running.")
        self.stdout.write(f"Data: {cluster.data_dir}\nSocket: {cluster.socket_dir}\nLog: {cluster.log}")

    def backup(self, cluster: Cluster, *, target: Path) -> None:
        """Under a draft name first, so that a file with the right name is a whole one."""
        if target.exists():
            raise CommandError(f"{target} is already there; name another file.")
        embedded_postgres.ensure(cluster)
        place = cluster.address()
        draft = target.with_name(target.name + ".draft")
        dump = [str(cluster.program("pg_dump")), "-Fc", "-h", place["HOST"], "-U", place["USER"]]
        try:
            subprocess.run([*dump, "-f", str(draft), place["NAME"]], check=True)
        except subprocess.CalledProcessError:
            draft.unlink(missing_ok=True)
            raise CommandError("No backup was written; pg_dump says above why.") from None
        draft.rename(target)
        self.stdout.write(f"Wrote {target} ({target.stat().st_size:,} bytes).")

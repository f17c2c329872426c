"""The program on a generated ledger: import, match and book, in a database of its own."""

from __future__ import annotations

import io
import os
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from evals.cash_application.files import read_rows
from evals.cash_application.profiles import LAST_DAY

AS_OF = datetime(LAST_DAY.year, LAST_DAY.month, LAST_DAY.day, 18, tzinfo=UTC) + timedelta(days=1)


def run_program(folder: Path, answers: Path) -> dict[str, float]:
    """Writes what was allocated to `answers`; seconds and payments a second of matching, booking and that."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    import django

    django.setup()
    from django.core.management import call_command

    from benchmarks.database import analyse, fresh_database
    from config.embedded_postgres import ensure_if_used

    ensure_if_used()
    with fresh_database():
        started = time.monotonic()
        _import(folder)
        analyse()
        imported = time.monotonic()
        call_command("match_payments", as_of=AS_OF, export=answers, stdout=io.StringIO())
        seconds = time.monotonic() - imported
    payments = len(read_rows(folder / "bank.csv"))
    return {
        "seconds_importing": round(imported - started, 2),
        "seconds_matching": round(seconds, 2),
        "payments_a_second": round(payments / seconds, 1),
    }


def _import(folder: Path) -> None:
    """All three files, and nothing matched before all is in."""
    from customers.models import Creditor, LedgerSource
    from customers.services.importing import import_file

    creditor = Creditor.objects.create(
        name="Muster Handel GmbH", country="DE", time_zone="Europe/Berlin", sender_email="ar@seller.example"
    )
    source = LedgerSource.objects.create(creditor=creditor, name="erp")
    for layout, name in (("customers", "customers.csv"), ("invoices", "invoices.csv"), ("payments", "bank.csv")):
        report = import_file(
            path=folder / name, layout=layout, source=source, as_of=LAST_DAY, known_at=AS_OF, kind="delta"
        )
        if report.refused or report.counts.rejected:
            problem = report.run.problem or report.rejects[0].sentence
            raise ValueError(f"{name} was not taken as it is: {problem}")

"""A large snapshot imported for the first time, and again unchanged."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

from django.core.management import call_command

from benchmarks.ledgers import TODAY, make_source, write_files
from benchmarks.measuring import Figure, measured
from customers.models import Invoice


def measure(*, customers: int, invoices: int) -> Iterator[Figure]:
    """Through the commands that people use."""
    make_source()
    with tempfile.TemporaryDirectory() as folder:
        customers_file, invoices_file = write_files(Path(folder), customers=customers, invoices=invoices)
        with measured("import customers", unit="rows") as figure:
            _import("import_customers", customers_file)
            figure.count = customers
        yield figure
        with measured("import invoices", unit="rows", target="50,000/s") as figure:
            _import("import_invoices", invoices_file)
            figure.count = Invoice.objects.count()
        assert figure.count == invoices
        yield figure
        with measured("import the same invoices again", unit="rows", target="100,000/s") as figure:
            _import("import_invoices", invoices_file)
            figure.count = invoices
        yield figure


def _import(command: str, path: Path) -> None:
    call_command(command, str(path), source="erp", as_of=TODAY, verbosity=0)

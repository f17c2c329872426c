"""Tables of payments that are no bank's statement: a preset or map with [payments] alone, row by row."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from django.db import transaction

from customers.parsers.presets import load_map, load_preset
from customers.services.importing.files import import_file
from customers.services.importing.report import ImportReport
from customers.services.importing.sources import source_for_import
from trade.countries import local_date


def is_payment_list(*, preset: str = "", mapping: Path | None = None) -> bool:
    """Whether the preset or map knows payments and no statement. Raises UnreadableFile for one that cannot be read."""
    if not preset and mapping is None:
        return False
    sections = (load_map(mapping) if mapping else load_preset(preset)).sections
    return "payments" in sections and "statement" not in sections


def import_payment_list(
    *,
    path: Path,
    known_at: datetime,
    source_name: str = "",
    preset: str = "",
    mapping: Path | None = None,
    dry_run: bool = False,
) -> ImportReport:
    """Good rows land, bad ones are kept with their reasons. Raises ImportRefused when it is not clear whose it is."""
    with transaction.atomic():
        source = source_for_import(source_name)
        report = import_file(
            path=path,
            layout="payments",
            source=source,
            as_of=local_date(known_at, source.creditor.time_zone),
            known_at=known_at,
            preset=preset or None,
            mapping=mapping,
            dry_run=dry_run,
        )
        if dry_run:
            transaction.set_rollback(True)
    return report

"""One file into the ledger, or a sentence why not."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from django.db import connection, transaction

from audit.recording import record_event
from customers.models import ImportRun, LedgerSource
from customers.parsers.errors import UnreadableFile
from customers.parsers.mapping import MappedTable, read_rows
from customers.services.importing.contact_rows import land_contacts
from customers.services.importing.customer_rows import land_customers
from customers.services.importing.debtors import bump_collected, start_collecting
from customers.services.importing.invoice_rows import land_invoices
from customers.services.importing.payment_rows import land_payments
from customers.services.importing.rejects import kept_rejects, not_kept_sentence, store_rejects
from customers.services.importing.report import Counts, ImportOrder, ImportRefused, ImportReport
from customers.services.importing.snapshots import SNAPSHOT
from customers.services.importing.staging import SETTINGS, RejectSink, stage_rows

if TYPE_CHECKING:
    from django.contrib.auth.models import User

Landing = Callable[..., None]
LANDINGS: dict[str, Landing] = {
    "customers": land_customers,
    "contacts": land_contacts,
    "invoices": land_invoices,
    "payments": land_payments,
}
# From this many changed rows on, the planner's statistics are renewed at once.
ANALYZE_FROM = 10_000


def import_file(
    *,
    path: Path,
    layout: str,
    source: LedgerSource,
    as_of: date,
    known_at: datetime,
    kind: str = "",
    preset: str | None = None,
    mapping: Path | None = None,
    dry_run: bool = False,
    accept_closing: bool = False,
    file_name: str = "",
    by: User | None = None,
) -> ImportReport:
    """Land a file of a layout in one transaction; what may not land is kept with its reason.

    `as_of` is the day that the data speaks of, `known_at` the instant from which rounds see it; `kind` "" = as the
    preset says, else delta. A file of which nothing may land ends as a refused run with its sentence.
    """
    run = ImportRun(
        source=source,
        layout=layout,
        kind=kind,
        file_name=file_name or path.name,
        as_of=as_of,
        started_at=known_at,
        by=by,
    )
    try:
        table = read_rows(path, layout, preset=preset, mapping=mapping)
        run.kind = kind or table.kind
        order = ImportOrder(source, layout, run.kind, as_of, known_at, accept_closing)
        with transaction.atomic():
            report = _land(run, order, table, dry_run=dry_run)
            if dry_run:
                transaction.set_rollback(True)
    except (UnreadableFile, ImportRefused) as refusal:
        return _refused(run, str(refusal), dry_run=dry_run)
    if not dry_run and report.counts.created + report.counts.updated >= ANALYZE_FROM:
        _analyze(layout)
    return report


def _land(run: ImportRun, order: ImportOrder, table: MappedTable, *, dry_run: bool) -> ImportReport:
    counts, sink = Counts(), RejectSink()
    order.source.refresh_from_db(from_queryset=_locked(order.source))
    with connection.cursor() as cursor:
        cursor.execute(SETTINGS)
        start_collecting(cursor)
    stage_rows(table, counts, sink)
    LANDINGS[order.layout](order=order, table=table, counts=counts, sink=sink)
    counts.rejected = sink.count
    counts.unchanged = counts.read - counts.created - counts.updated - counts.rejected - counts.skipped
    with connection.cursor() as cursor:
        debtor_ids = bump_collected(cursor)
    _move_as_of(order)
    rejects = kept_rejects(sink)
    warnings = tuple(filter(None, (*table.warnings, not_kept_sentence(counts, len(rejects)))))
    report = ImportReport(run, counts, rejects, debtor_ids, warnings, dry_run)
    if dry_run:
        _fill(run, report)
    else:
        _finish(report)
    return report


def _locked(source: LedgerSource):  # type: ignore[no-untyped-def]
    """One import of a source at a time, and no allocation meanwhile: those take the same row in share mode."""
    return LedgerSource.objects.select_for_update(no_key=True).filter(pk=source.pk)


def _move_as_of(order: ImportOrder) -> None:
    """The data's own date only moves forward."""
    source, changed = order.source, []
    fields = {"invoices": "invoices_as_of", "payments": "payments_as_of"}
    if name := fields.get(order.layout):
        changed.append(name)
    if order.layout == "invoices" and order.kind == SNAPSHOT:
        changed.append("snapshot_as_of")
    for name in changed:
        setattr(source, name, max(getattr(source, name) or order.as_of, order.as_of))
    if changed:
        source.save(update_fields=changed)


def _fill(run: ImportRun, report: ImportReport) -> None:
    counts = report.counts
    run.status, run.rows, run.created, run.updated = ImportRun.Status.DONE, counts.read, counts.created, counts.updated
    run.unchanged, run.closed, run.rejected = counts.unchanged, counts.closed, counts.rejected
    run.skipped, run.notes, run.finished_at = counts.skipped, "\n".join(report.warnings), run.started_at


def _finish(report: ImportReport) -> None:
    run, counts = report.run, report.counts
    _fill(run, report)
    run.save()
    store_rejects(run, report.rejects)
    record_event(
        f"{run.layout}.imported",
        subject=run,
        as_of=run.started_at,
        by=run.by,
        actor="" if run.by else "system",
        data={"file": run.file_name, "created": counts.created, "updated": counts.updated, "closed": counts.closed},
    )


def _refused(run: ImportRun, problem: str, *, dry_run: bool) -> ImportReport:
    run.status, run.problem, run.finished_at = ImportRun.Status.REFUSED, problem, run.started_at
    if not dry_run:
        with transaction.atomic():
            run.save()
            record_event(
                f"{run.layout}.refused",
                subject=run,
                as_of=run.started_at,
                by=run.by,
                actor="" if run.by else "system",
                reason=problem,
            )
    return ImportReport(run, Counts(), dry_run=dry_run)


def _analyze(layout: str) -> None:
    tables = {
        "invoices": "customers_invoice, customers_allocation",
        "customers": "customers_customer, customers_contact",
        "contacts": "customers_contact",
        "payments": "customers_banktransaction",
    }
    with connection.cursor() as cursor:
        cursor.execute(f"ANALYZE {tables[layout]}")

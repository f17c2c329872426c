"""One bank file into the ledger, all of it or nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.db import connection, transaction

from audit.recording import record_event
from customers.models import BankTransaction, ImportRun, LedgerSource
from customers.parsers.bank.detection import BankFile, detect_format, read_bank_file
from customers.parsers.bank.statement import BankStatement
from customers.parsers.errors import UnreadableFile
from customers.services.importing.report import Counts, ImportRefused
from customers.services.importing.statement_checks import account_of, checked
from customers.services.importing.statement_plan import Plan, plan_statements
from customers.services.importing.statement_report import StatementReport
from customers.services.importing.statement_rows import book_entries, keep_statements, known_accounts
from customers.services.importing.statement_sources import statement_source
from customers.services.remittances import Recorded, record_advices, tie_entry_advices
from trade.countries import local_date

if TYPE_CHECKING:
    from django.contrib.auth.models import User

# From this many new entries on, the planner's statistics are renewed at once.
ANALYZE_FROM = 10_000
SHOWN_NOTES = 50
State = BankTransaction.State


def import_bank_statement(
    *,
    path: Path,
    known_at: datetime,
    source_name: str = "",
    format: str = "auto",
    preset: str = "",
    mapping: Path | None = None,
    dry_run: bool = False,
    file_name: str = "",
    by: User | None = None,
) -> StatementReport:
    """Book the entries that no file brought before: one transaction, a fixed number of queries for any file.

    A file that cannot be used ends as a refused run with its sentence and books nothing. Raises ImportRefused when it
    is not clear whose ledger it belongs to.
    """
    run = ImportRun(layout=ImportRun.Layout.STATEMENT, file_name=file_name or path.name, started_at=known_at, by=by)
    try:
        file = read_statements(path, format=format, preset=preset, mapping=mapping)
        with transaction.atomic():
            run.source = statement_source(source_name, {account_of(each) for each in file.statements})
            report = _land(run, file, known_at=known_at, dry_run=dry_run)
            if dry_run:
                transaction.set_rollback(True)
    except UnreadableFile as refusal:
        return _refused(run, str(refusal), source_name=source_name, known_at=known_at, dry_run=dry_run)
    if not dry_run and report.counts.created >= ANALYZE_FROM:
        _analyze()
    return report


def read_statements(path: Path, *, format: str = "auto", preset: str = "", mapping: Path | None = None) -> BankFile:
    """A bank's table by its preset or map, any other format by itself. Raises UnreadableFile."""
    from customers.parsers.bank.table import read_bank_table

    is_table = format == "csv" or preset or mapping or path.suffix.lower() == ".xlsx"
    if is_table or (format == "auto" and detect_format(path) == "csv"):
        return BankFile("csv", statements=read_bank_table(path, preset=preset, mapping=mapping))
    return read_bank_file(path, format=format)


def _land(run: ImportRun, file: BankFile, *, known_at: datetime, dry_run: bool) -> StatementReport:
    source = run.source
    source.refresh_from_db(from_queryset=LedgerSource.objects.select_for_update(no_key=True).filter(pk=source.pk))
    today = local_date(known_at, source.creditor.time_zone)
    statements = [checked(each, currency=source.creditor.currency, today=today) for each in file.statements]
    plan = plan_statements(statements, known_accounts(source, {each.account for each in statements}, _days(statements)))
    run.as_of = min(_data_day(statements) or today, today)
    run.save()
    keys = keep_statements([result.span for result in plan.kept], run=run, known_at=known_at)
    book_entries(plan.entries, source=source, statements=keys, known_at=known_at)
    told = record_advices(file.advices, source=source, origin="file", as_of=known_at)
    tie_entry_advices([(new.external_id, new.entry) for new in plan.entries], source=source, as_of=known_at)
    if statements and (source.payments_as_of is None or source.payments_as_of < run.as_of):
        source.payments_as_of = run.as_of
        source.save(update_fields=["payments_as_of"])
    report = _report(run, file, plan, advices=told, dry_run=dry_run)
    _finish(report)
    return report


def _days(statements: Sequence[BankStatement]) -> tuple[date, date] | None:
    days = [entry.booked_on for statement in statements for entry in statement.entries]
    return (min(days), max(days)) if days else None


def _data_day(statements: Sequence[BankStatement]) -> date | None:
    """The last day that the file speaks of: of its closing balances, else of its entries."""
    closed = [statement.closing.on for statement in statements if statement.closing]
    days = _days(statements)
    return max(closed, default=days[1] if days else None)


def _report(run: ImportRun, file: BankFile, plan: Plan, *, advices: Recorded, dry_run: bool) -> StatementReport:
    known = sum(result.known for result in plan.results)
    counts = Counts(
        read=len(plan.entries) + known + plan.zero + len(file.advices),
        created=len(plan.entries) + len(advices.created),
        unchanged=known + advices.known,
        left_out=plan.zero,
    )
    states = Counter((new.state, new.entry.amount > 0) for new in plan.entries)
    return StatementReport(
        run,
        counts,
        warnings=tuple(plan.notes[:SHOWN_NOTES]) + _more(len(plan.notes) - SHOWN_NOTES),
        dry_run=dry_run,
        format=file.format,
        statements=tuple(plan.results),
        incoming=states[State.UNMATCHED, True],
        returned=states[State.UNMATCHED, False],
        own=states[State.UNRELATED, True] + states[State.UNRELATED, False],
        zero=plan.zero,
        advices=len(advices.created),
        known_advices=advices.known,
    )


def _more(count: int) -> tuple[str, ...]:
    return (f"{count} more statements do not follow on the one before.",) if count > 0 else ()


def _finish(report: StatementReport) -> None:
    run, counts = report.run, report.counts
    zero = [f"Entries of zero, left out: {report.zero}."] if report.zero else []
    run.status, run.rows, run.created, run.unchanged = run.Status.DONE, counts.read, counts.created, counts.unchanged
    run.skipped, run.notes, run.finished_at = counts.skipped, "\n".join([*report.warnings, *zero]), run.started_at
    run.save()
    data = {"file": run.file_name, "format": report.format, "created": counts.created, "known": report.known}
    _record("statement.imported", run, data=data)


def _refused(run: ImportRun, problem: str, *, source_name: str, known_at: datetime, dry_run: bool) -> StatementReport:
    """Raises ImportRefused with the problem where it is not even clear whose the file is."""
    run.status, run.problem, run.finished_at = run.Status.REFUSED, problem, known_at
    with transaction.atomic():
        try:
            run.source = statement_source(source_name, ())
        except ImportRefused:
            raise ImportRefused(problem) from None
        run.as_of = local_date(known_at, run.source.creditor.time_zone)
        if dry_run:
            transaction.set_rollback(True)
        else:
            run.save()
            _record("statement.refused", run, reason=problem)
    return StatementReport(run, Counts(), dry_run=dry_run)


def _record(action: str, run: ImportRun, *, reason: str = "", data: dict[str, Any] | None = None) -> None:
    actor = "" if run.by else "system"
    record_event(action, subject=run, as_of=run.started_at, by=run.by, actor=actor, reason=reason, data=data)


def _analyze() -> None:
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE customers_banktransaction, customers_bankstatement")

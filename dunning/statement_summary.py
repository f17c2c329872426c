"""The import of a bank file as JSON."""

from __future__ import annotations

from typing import Any

from customers.services.importing.report import ImportReport
from customers.services.importing.statement_report import StatementReport, StatementResult
from customers.services.matching import MatchReport


def report_as_json(report: ImportReport, *, matched: MatchReport | None) -> dict[str, Any]:
    """Amounts are decimal strings with a point, days ISO."""
    told: dict[str, Any] = {
        "file": report.run.file_name,
        "refused": "",
        "dry_run": report.dry_run,
        "created": report.counts.created,
        "known": report.counts.unchanged,
        "skipped": report.counts.skipped,
        "rejected": report.counts.rejected,
        "notes": list(report.warnings),
    }
    if isinstance(report, StatementReport):
        told |= {
            "format": report.format,
            "payments": report.incoming,
            "returned": report.returned,
            "own": report.own,
            "advices": report.advices,
            "statements": [_statement(result) for result in report.statements],
        }
    if matched is not None:
        told["matching"] = {"looked_at": matched.looked_at, "matched": matched.matched, "left": matched.left}
    return told


def _statement(result: StatementResult) -> dict[str, Any]:
    span = result.span
    values = {
        "account": span.account,
        "currency": span.currency,
        "number": span.number,
        "opening_on": span.opening_on,
        "opening": span.opening,
        "closing_on": span.closing_on,
        "closing": span.closing,
    }
    told = {name: None if value is None else str(value) for name, value in values.items()}
    return {**told, "created": result.created, "known": result.known}

"""What of a file's statements is new."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from customers.parsers.bank.statement import BankStatement
from customers.services.importing.entry_keys import cents, key_of
from customers.services.importing.known_entries import AccountEntries
from customers.services.importing.statement_gaps import gap_before
from customers.services.importing.statement_report import StatementResult
from customers.services.importing.statement_rows import Accounts, NewEntry
from customers.services.importing.statement_spans import Span


@dataclass
class Plan:
    """`kept`: statements that get a row; their keys are negative until then. `notes`: sentences on what is missing."""

    results: list[StatementResult] = field(default_factory=list)
    kept: list[StatementResult] = field(default_factory=list)
    entries: list[NewEntry] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    zero: int = 0


def plan_statements(statements: Sequence[BankStatement], accounts: Accounts) -> Plan:
    """`accounts`: what is known; what is planned is added to it, so that statements of one file know each other."""
    plan = Plan()
    for place, statement in enumerate(statements, start=1):
        account = accounts.setdefault((statement.account, statement.currency), AccountEntries())
        _plan_statement(statement, key=-place, account=account, plan=plan)
    plan.notes = [gap for result in plan.kept if not result.known and (gap := _gap(result.span, accounts))]
    return plan


def _gap(span: Span, accounts: Accounts) -> str:
    """Asked at the end: files have statements in any order."""
    spans = accounts[span.account, span.currency].spans
    return gap_before(span, [other for other in spans if other.key != span.key])


def _plan_statement(statement: BankStatement, *, key: int, account: AccountEntries, plan: Plan) -> None:
    entries = [entry for entry in statement.entries if cents(entry.amount)]
    plan.zero += len(statement.entries) - len(entries)
    span = _span(statement, key=key, entries=len(entries))
    keys = [key_of(entry, account=statement.account) for entry in entries]
    known = account.repeated(span, keys)
    result = StatementResult(span, created=len(entries) - len(known), known=len(known))
    plan.results.append(result)
    if not result.created and any(span.is_like(other) for other in account.spans):
        return
    for index, entry in enumerate(entries):
        if index not in known:
            plan.entries.append(NewEntry(account.add(keys[index], key), entry, key))
    account.spans.append(span)
    plan.kept.append(result)


def _span(statement: BankStatement, *, key: int, entries: int) -> Span:
    opening, closing = statement.opening, statement.closing
    return Span(
        key=key,
        account=statement.account,
        currency=statement.currency,
        number=statement.number,
        opening_on=opening.on if opening else None,
        opening=cents(opening.amount) if opening else None,
        closing_on=closing.on if closing else None,
        closing=cents(closing.amount) if closing else None,
        entries=entries,
    )

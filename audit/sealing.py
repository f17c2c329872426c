"""The hash chain over the audit trail: sealing what is new, and finding what was changed, removed or reordered."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from django.db import connection, transaction

BATCH = 20_000
# Any number, the same in every process: one sealer at a time.
LOCK = 7_303_021_415
FIRST = "0" * 64
# Events that became visible after so many later ones are found by `everything`, each night and by verify_audit.
LATE = 200_000

# What is sealed of an event, as text that does not depend on session settings; jsonb orders its own keys.
CONTENT = """
jsonb_build_array(
    e.id, to_char(e.occurred_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'),
    to_char(e.recorded_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'), e.actor, e.user_id, e.action,
    e.subject_type, e.subject_id, e.debtor_id, e.reason, e.data
)::text
"""

UNSEALED = f"""
SELECT e.id, {CONTENT} FROM audit_auditevent e
WHERE e.id > %s AND NOT EXISTS (SELECT 1 FROM audit_auditseal s WHERE s.event_id = e.id)
ORDER BY e.id LIMIT %s
"""

CHAIN = f"""
SELECT s.position, s.event_id, s.previous_hash, s.hash, CASE WHEN e.id IS NULL THEN NULL ELSE {CONTENT} END
FROM audit_auditseal s LEFT JOIN audit_auditevent e ON e.id = s.event_id
WHERE s.position > %s ORDER BY s.position LIMIT %s
"""


@dataclass(frozen=True)
class Finding:
    """One break of the chain, in words."""

    position: int
    event_id: int | None
    why: str


@dataclass(frozen=True)
class Verification:
    """`head` is the last hash: noted elsewhere, it also proves that nothing was cut off at the end."""

    sealed: int
    unsealed: int
    head: str
    findings: tuple[Finding, ...]


def link(previous_hash: str, position: int, content: str) -> str:
    """The hash of one seal: over its place in the chain and all of its event."""
    return sha256(f"{previous_hash}\n{position}\n{content}".encode()).hexdigest()


def seal_events(*, everything: bool = False) -> int:
    """Seal committed events in batches, each a transaction of its own. Returns how many; 0 beside another sealer.

    Events get their position in the order in which they are found, mostly that of their ids. `everything` also finds
    events whose transaction took so long that many later ones were sealed before it.
    """
    sealed = 0
    while True:
        done = _seal_batch(everything=everything)
        sealed += done
        if done < BATCH:
            return sealed


@transaction.atomic
def _seal_batch(*, everything: bool) -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [LOCK])
        if not cursor.fetchone()[0]:
            return 0
        cursor.execute("SELECT position, hash FROM audit_auditseal ORDER BY position DESC LIMIT 1")
        position, previous = cursor.fetchone() or (0, FIRST)
        cursor.execute("SELECT max(event_id) FROM audit_auditseal")
        newest = cursor.fetchone()[0] or 0
        cursor.execute(UNSEALED, [0 if everything else newest - LATE, BATCH])
        seals = []
        for event_id, content in cursor.fetchall():
            position += 1
            mark = link(previous, position, content)
            seals.append((position, event_id, previous, mark))
            previous = mark
        _insert(cursor, seals)
        return len(seals)


def _insert(cursor: Any, seals: list[tuple[int, int, str, str]]) -> None:
    if seals:
        cursor.execute(
            "INSERT INTO audit_auditseal (position, event_id, previous_hash, hash) "
            "SELECT * FROM unnest(%s::bigint[], %s::bigint[], %s::text[], %s::text[])",
            [list(column) for column in zip(*seals, strict=True)],
        )


def verify_chain(*, head: str = "") -> Verification:
    """Walk the whole chain: each seal in place, each event as it was sealed. Reads in batches; changes nothing.

    `head`, the last hash of an earlier walk, must still be found: else the chain was cut off or written anew.
    """
    findings: list[Finding] = []
    expected, previous, sealed, head_found = 1, FIRST, 0, not head
    for position, event_id, previous_hash, mark, content in _chain():
        sealed += 1
        if position != expected:
            findings.append(Finding(position, event_id, f"Seals {expected} to {position - 1} are missing."))
        elif previous_hash != previous:
            findings.append(Finding(position, event_id, "It does not follow the seal before it: reordered."))
        if content is None:
            findings.append(Finding(position, event_id, "Its event is missing."))
        elif link(previous_hash, position, content) != mark:
            findings.append(Finding(position, event_id, "Its event was changed after it was sealed."))
        expected, previous = position + 1, mark
        head_found = head_found or mark == head
    if not head_found:
        findings.append(Finding(expected - 1, None, "The given head is not in the chain: cut off or written anew."))
    return Verification(sealed, _count_unsealed(), previous if sealed else "", tuple(findings))


def _chain() -> Iterator[tuple[int, int, str, str, str | None]]:
    last = 0
    while True:
        with connection.cursor() as cursor:
            cursor.execute(CHAIN, [last, BATCH])
            rows = cursor.fetchall()
        yield from rows
        if len(rows) < BATCH:
            return
        last = rows[-1][0]


def _count_unsealed() -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM audit_auditevent e "
            "WHERE NOT EXISTS (SELECT 1 FROM audit_auditseal s WHERE s.event_id = e.id)"
        )
        return int(cursor.fetchone()[0])

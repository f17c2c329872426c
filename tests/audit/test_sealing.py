from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from audit import sealing
from audit.models import AuditEvent, AuditSeal
from audit.recording import EventRow, record_events
from audit.sealing import FIRST, seal_events, verify_chain

pytestmark = pytest.mark.django_db
AS_OF = datetime(2026, 3, 4, 10, 0, tzinfo=UTC)


def record(count: int) -> list[int]:
    """Ids of new events, in order."""
    known = set(AuditEvent.objects.values_list("pk", flat=True))
    rows = [EventRow("case.opened", "case", n, reason="Überfällig", data={"b": 1, "a": n}) for n in range(count)]
    record_events(rows, as_of=AS_OF)
    return sorted(set(AuditEvent.objects.values_list("pk", flat=True)) - known)


@contextmanager
def forger(table: str) -> Iterator[None]:
    """Somebody who owns the table and switches its triggers off."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER ALL")
        yield
        cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER ALL")


def whys() -> list[str]:
    return [finding.why for finding in verify_chain().findings]


def test_every_event_is_sealed_once_in_a_chain():
    ids = record(3)
    assert (seal_events(), seal_events()) == (3, 0)
    seals = list(AuditSeal.objects.order_by("position"))
    assert [(s.position, s.event_id) for s in seals] == [(1, ids[0]), (2, ids[1]), (3, ids[2])]
    assert [s.previous_hash for s in seals] == [FIRST, seals[0].hash, seals[1].hash]
    result = verify_chain()
    assert (result.sealed, result.unsealed, result.head, result.findings) == (3, 0, seals[2].hash, ())


def test_the_chain_goes_on_over_batches(monkeypatch):
    monkeypatch.setattr(sealing, "BATCH", 2)
    record(5)
    assert seal_events() == 5
    record(2)
    assert seal_events() == 2
    assert (verify_chain().sealed, whys()) == (7, [])


def test_an_event_that_became_visible_late_is_sealed_too(monkeypatch):
    late, *others = record(4)
    content = f"SELECT id, {sealing.CONTENT} FROM audit_auditevent e WHERE id <> {late} ORDER BY id"
    monkeypatch.setattr(sealing, "UNSEALED", content + " LIMIT greatest(%s, %s)")
    seal_events()
    monkeypatch.undo()
    monkeypatch.setattr(sealing, "LATE", 0)
    assert (seal_events(), seal_events(everything=True)) == (0, 1)
    assert list(AuditSeal.objects.order_by("position").values_list("event_id", flat=True)) == [*others, late]
    assert whys() == []


@pytest.mark.parametrize(
    "change",
    ["reason = 'other'", "data = '{}'", "user_id = NULL, actor = 'person'", "occurred_at = now()", "subject_id = 9"],
)
def test_a_changed_event_is_found(change):
    _, second, _ = record(3)
    seal_events()
    with forger("audit_auditevent"), connection.cursor() as cursor:
        cursor.execute(f"UPDATE audit_auditevent SET {change} WHERE id = %s", [second])
    (found,) = verify_chain().findings
    assert (found.position, found.event_id, found.why) == (2, second, "Its event was changed after it was sealed.")


def test_a_removed_event_is_found():
    _, second, _ = record(3)
    seal_events()
    with forger("audit_auditevent"), connection.cursor() as cursor:
        cursor.execute("DELETE FROM audit_auditevent WHERE id = %s", [second])
    assert whys() == ["Its event is missing."]
    with forger("audit_auditseal"), connection.cursor() as cursor:
        cursor.execute("DELETE FROM audit_auditseal WHERE event_id = %s", [second])


def test_an_event_removed_with_its_seal_is_found():
    _, second, _ = record(3)
    seal_events()
    with forger("audit_auditseal"), forger("audit_auditevent"), connection.cursor() as cursor:
        cursor.execute("DELETE FROM audit_auditseal WHERE event_id = %s", [second])
        cursor.execute("DELETE FROM audit_auditevent WHERE id = %s", [second])
    assert whys() == ["Seals 2 to 2 are missing."]


def test_swapped_events_are_found():
    first, second = record(2)
    seal_events()
    with forger("audit_auditseal"), connection.cursor() as cursor:
        cursor.execute("UPDATE audit_auditseal SET position = position + 10")
        cursor.execute("UPDATE audit_auditseal SET position = CASE event_id WHEN %s THEN 2 ELSE 1 END", [first])
    assert second and len(whys()) >= 2


def test_a_chain_cut_off_at_its_end_is_found_by_a_head_noted_before():
    ids = record(3)
    seal_events()
    head = verify_chain().head
    with forger("audit_auditseal"), forger("audit_auditevent"), connection.cursor() as cursor:
        cursor.execute("DELETE FROM audit_auditseal WHERE event_id = %s", [ids[2]])
        cursor.execute("DELETE FROM audit_auditevent WHERE id = %s", [ids[2]])
    assert whys() == []
    assert [f.why for f in verify_chain(head=head).findings] == [
        "The given head is not in the chain: cut off or written anew."
    ]


def test_the_time_zone_of_a_session_does_not_matter():
    record(1)
    seal_events()
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL TIME ZONE 'Asia/Tokyo'")
    assert whys() == []


def test_the_commands_seal_and_speak():
    record(2)
    out = StringIO()
    call_command("seal_audit", stdout=out)
    record(1)
    call_command("verify_audit", stdout=out)
    said = out.getvalue()
    assert "2 events sealed." in said
    assert "3 events sealed (1 now), 0 not yet; the chain is whole. Last hash: " in said


def test_a_broken_trail_makes_the_command_fail():
    (only,) = record(1)
    seal_events()
    with forger("audit_auditevent"), connection.cursor() as cursor:
        cursor.execute("UPDATE audit_auditevent SET reason = 'x' WHERE id = %s", [only])
    err = StringIO()
    with pytest.raises(CommandError, match="broken in 1 places"):
        call_command("verify_audit", stderr=err)
    assert f"Seal 1, event {only}" in err.getvalue()

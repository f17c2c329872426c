"""What doctor finds, and what it says to do."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone
from django_q.models import Schedule

from agent.reading.heads import heads_to_bytes, packaged_heads
from audit.recording import record_event
from config.checkup import NOTE, OK, PROBLEM, Finding, examine
from dunning.models import Installation, Segment
from tests.factories import CustomerFactory, LedgerSourceFactory, PolicyFactory, SegmentFactory

pytestmark = pytest.mark.django_db


def found(word: str) -> Finding:
    (finding,) = [finding for finding in examine(as_of=timezone.now()) if word in finding.what]
    return finding


def test_a_healthy_installation_has_nothing_to_do(capsys: pytest.CaptureFixture[str]) -> None:
    SegmentFactory()
    call_command("sync_schedules", verbosity=0)
    Schedule.objects.filter(name="sweeper").update(next_run=timezone.now())
    call_command("doctor")
    assert "PROBLEM" not in capsys.readouterr().out


def test_a_worker_that_does_not_run_is_a_problem() -> None:
    call_command("sync_schedules", verbosity=0)
    Schedule.objects.filter(name="sweeper").update(next_run=timezone.now() - timedelta(hours=1))
    finding = found("No worker has been running")
    assert (finding.level, finding.remedy) == (PROBLEM, "Start manage.py qcluster.")


def test_missing_schedules_are_named() -> None:
    Schedule.objects.all().delete()
    assert found("Schedules are missing").remedy == "manage.py sync_schedules"


def test_an_event_unsealed_for_ten_minutes_is_an_error() -> None:
    segment = SegmentFactory()
    record_event("test.made", subject=segment, as_of=timezone.now(), actor="system")
    assert found("audit trail").level == OK
    later = timezone.now() + timedelta(minutes=11)
    (finding,) = [f for f in examine(as_of=later) if "unsealed" in f.what]
    assert finding.level == PROBLEM


def test_old_data_and_a_missing_default_segment_are_problems() -> None:
    LedgerSourceFactory(name="erp")
    Segment.objects.all().delete()
    assert found("The invoices of “erp” are of").remedy == "Import the newest file."
    assert found("no segment for customers").remedy == "manage.py migrate"


def test_the_global_stop_is_mentioned() -> None:
    Installation.objects.update_or_create(
        pk=1, defaults={"global_stop": True, "global_stop_reason": "new bank account"}
    )
    assert found("global stop").what == "The global stop is on: new bank account"


def test_interest_that_no_table_can_work_out_is_mentioned() -> None:
    SegmentFactory(key="", policy=PolicyFactory(name="Standard", late_fee="interest", late_fee_law="debtor"))
    CustomerFactory(country="SE")
    (finding,) = [f for f in examine(as_of=datetime(2001, 11, 22, tzinfo=UTC)) if "interest" in f.what]
    assert (finding.level, finding.what) == (
        NOTE,
        "The policy “Standard” names interest, but its rate from 2001-07-01 on is in no table for SE: "
        "what needs it is not named.",
    )
    assert "docs/late_fees.md" in finding.remedy
    assert not [f for f in examine(as_of=datetime(2024, 11, 22, tzinfo=UTC)) if "interest" in f.what]


def test_it_says_which_heads_read(settings, tmp_path: Path) -> None:
    settings.READER_DIR = tmp_path
    assert found("packaged heads").level == OK
    (tmp_path / "heads.npz").write_bytes(heads_to_bytes(packaged_heads()))
    card = {"trained_at": "2026-03-04T09:00:00+00:00", "corrected_mails": ["1", "2"], "replies": {"learned": 0.91}}
    (tmp_path / "model_card.json").write_text(json.dumps(card), "utf-8")
    assert found("heads trained here").what == (
        "The reader uses heads trained here on 2026-03-04 with 2 corrections, F1 0.91 on packaged replies."
    )


def test_heads_that_do_not_fit_are_a_problem(settings, tmp_path: Path) -> None:
    settings.READER_DIR = tmp_path
    (tmp_path / "heads.npz").write_bytes(heads_to_bytes(replace(packaged_heads(), encoder="other.place:encoder")))
    finding = found("other.place:encoder")
    assert (finding.level, finding.remedy) == (PROBLEM, "manage.py train_reader --with-corrections, or --undo")


def test_problems_make_it_exit_with_1() -> None:
    with pytest.raises(CommandError, match="to do"):
        call_command("doctor")

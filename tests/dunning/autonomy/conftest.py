"""Cells of the ladder filled with evidence, as if so many texts had been decided one after another."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Permission, User

from dunning.models import Case, Evidence, Segment
from dunning.services.autonomy.ladder import Cell
from tests import factories as make
from tests.factories import AS_OF, TODAY


@pytest.fixture
def case(db: None) -> Case:
    made: Case = make.CaseFactory.create()
    return made


@pytest.fixture
def segment(case: Case) -> Segment:
    return Segment.objects.get(key="")


@pytest.fixture
def manager(db: None) -> User:
    """Whoever may raise a rung."""
    user: User = make.UserFactory.create()
    user.user_permissions.add(Permission.objects.get(content_type__app_label="dunning", codename="change_rung"))
    return User.objects.get(pk=user.pk)


def cell(segment: Segment, stage: str = "first", *, kind: str = "reminder") -> Cell:
    return Cell(segment.pk, kind, stage if kind == "reminder" else "")


def evidence(
    case: Case,
    outcome: str,
    times: int = 1,
    *,
    stage: str = "first",
    level: int = 3,
    from_: datetime = AS_OF - timedelta(days=10),
    status: str = "sent",
    **fields: Any,
) -> list[Evidence]:
    """`times` reminders of this outcome, an hour after one another from `from_` on."""
    rows = []
    segment = Segment.objects.get(key="")
    for number in range(times):
        at = from_ + timedelta(hours=number)
        message = make.MessageFactory.create(
            case=case, stage=stage, status=status, send_on=TODAY - timedelta(days=1000 - Evidence.objects.count()),
            created_at=at, sent_at=at if status in ("sent", "delivered") else None, to_email="pay@customer.example",
        )  # fmt: skip
        rows.append(
            Evidence.objects.create(
                message=message,
                segment=segment,
                kind="reminder",
                stage=stage,
                level=level,
                outcome=outcome,
                decided_at=at,
                touched_at=at,
                **fields,
            )  # fmt: skip
        )
    return rows

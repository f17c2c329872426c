"""People before the queue, on the day that all rows of the factories hang on."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from customers.models import Customer
from dunning.models import Review
from dunning.services.reviews.reviews import open_review
from tests import factories as make
from tests.dunning.admin.conftest import boss, clerk, office, that_day
from tests.factories import AS_OF, TODAY

__all__ = ["boss", "clerk", "office", "that_day"]


def review_of(kind: str = "attempts", *, exposure: int = 1000, subject: Any = None, **given: Any) -> Review:
    case = given.pop("case", None) or make.CaseFactory.create(exposure=exposure)
    given = {"deadline": TODAY, "why": "Because."} | given
    return open_review(kind, subject=subject or case, case=case, as_of=AS_OF, **given)


def draft(*, exposure: int = 1000, **given: Any) -> Review:
    case = make.CaseFactory.create(exposure=exposure)
    given = {"status": "awaiting_approval", "kind": "manual", "subject": "Reminder", "body_text": "Please pay."} | given
    return review_of("approval", subject=make.MessageFactory.create(case=case, **given), case=case)


def at(name: str = "", *keys: int) -> str:
    return reverse(f"admin:dunning_review_queue{name}", args=keys)


@pytest.fixture(autouse=True)
def nothing_counted() -> None:
    """The counts beside the filters are kept for some seconds."""
    cache.clear()


@pytest.fixture
def maria(db: None) -> User:
    return make.UserFactory.create(username="maria", first_name="Maria", last_name="Lopez", is_superuser=True)


@pytest.fixture
def marias(maria: User) -> Client:
    client = Client()
    client.force_login(maria)
    return client


def named(review: Review) -> Customer:
    assert review.case is not None
    return review.case.debtor

"""A clerk at the admin's pages, on the day that all rows of the factories hang on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import Permission, User
from django.contrib.messages import get_messages
from django.db import models
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from tests.factories import AS_OF, UserFactory


@pytest.fixture(autouse=True)
def that_day() -> Iterator[None]:
    with time_machine.travel(AS_OF, tick=False):
        yield


@pytest.fixture
def boss(db: None) -> User:
    return UserFactory.create(username="boss", is_superuser=True)


@pytest.fixture
def office(boss: User) -> Client:
    """Logged in with every right."""
    client = Client()
    client.force_login(boss)
    return client


def clerk(*permissions: str) -> Client:
    """Logged in as staff with these rights alone, written app.codename."""
    user = UserFactory.create()
    for permission in permissions:
        app, _, codename = permission.partition(".")
        user.user_permissions.add(Permission.objects.get(content_type__app_label=app, codename=codename))
    client = Client()
    client.force_login(user)
    return client


def page(row: models.Model) -> str:
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])


def do(client: Client, row: models.Model, name: str, **given: Any) -> HttpResponse:
    """Post a button's form."""
    url = reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_do", args=[row.pk, name])
    return client.post(url, given)


def said(response: HttpResponse) -> list[str]:
    """The sentences shown to the person who clicked."""
    return [str(message) for message in get_messages(response.wsgi_request)]

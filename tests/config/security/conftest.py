"""People at the login page, as a browser comes there."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from django_otp.oath import TOTP
from django_otp.plugins.otp_totp.models import TOTPDevice

from tests.factories import AS_OF

PASSWORD = "a long quiet river"


@pytest.fixture
def clock() -> Iterator[time_machine.Coordinates]:
    with time_machine.travel(AS_OF, tick=False) as traveller:
        yield traveller


@pytest.fixture
def ada(db: None) -> User:
    return User.objects.create_superuser("ada", "ada@creditor.example", PASSWORD)


def log_in(client: Client, *, password: str = PASSWORD, name: str = "ada", next: str = "") -> object:
    given = {"username": name, "password": password} | ({"next": next} if next else {})
    return client.post(reverse("admin:login"), given)


def code_of(device: TOTPDevice) -> str:
    totp = TOTP(device.bin_key, device.step, device.t0, device.digits, device.drift)
    return f"{totp.token():06d}"


def half_a_minute_later(clock: time_machine.Coordinates) -> None:
    """An app's code counts once: the next one has to be waited for."""
    clock.shift(timedelta(seconds=30))

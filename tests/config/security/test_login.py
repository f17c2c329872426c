"""Guessing passwords is slow, from anywhere and behind proxies; logins are on the audit trail."""

from __future__ import annotations

from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.test import Client, RequestFactory
from django.urls import reverse

from audit.models import AuditEvent
from config.client_address import client_address
from tests.config.security.conftest import PASSWORD, log_in

HERE = "203.0.113.7"


def guess(client: Client, times: int, **given: str) -> list[int]:
    return [log_in(client, password="wrong", **given).status_code for _ in range(times)]  # type: ignore[attr-defined]


def test_after_five_wrong_passwords_even_the_right_one_waits(client: Client, ada: User) -> None:
    assert guess(client, 5) == [200, 200, 200, 200, 429]
    answer: Any = log_in(client)
    assert answer.status_code == 429
    assert answer["Retry-After"] == "900"
    assert "cannot log in from here for 15 minutes" in answer.content.decode()
    assert list(AuditEvent.objects.values_list("action", "subject_id")) == [("login.locked_out", ada.pk)]


def test_the_wait_ends_by_itself(client: Client, ada: User, clock: Any) -> None:
    guess(client, 5)
    clock.shift(timedelta(minutes=16))
    assert log_in(client).status_code == 302  # type: ignore[attr-defined]


def test_the_same_person_elsewhere_and_others_here_are_let_in(client: Client, ada: User) -> None:
    User.objects.create_user("ben", password=PASSWORD, is_staff=True)
    guess(client, 5)
    assert log_in(client, name="ben").status_code == 302  # type: ignore[attr-defined]
    assert log_in(Client(REMOTE_ADDR=HERE)).status_code == 302  # type: ignore[attr-defined]


def test_a_right_password_forgets_the_wrong_ones(client: Client, ada: User) -> None:
    guess(client, 4)
    log_in(client)
    client.post(reverse("admin:logout"))
    assert guess(client, 4) == [200] * 4


def test_an_administrator_lets_somebody_in_again(client: Client, ada: User) -> None:
    guess(client, 5)
    office = Client()
    office.force_login(User.objects.create_superuser("boss"))
    office.post(reverse("admin:auth_user_do", args=[ada.pk, "unlock"]))
    assert log_in(client).status_code == 302  # type: ignore[attr-defined]


def test_the_command_of_the_manual_lets_somebody_in_again(client: Client, ada: User) -> None:
    guess(client, 5)
    call_command("axes_reset_username", "ada", stdout=StringIO())
    assert log_in(client).status_code == 302  # type: ignore[attr-defined]


def test_a_login_is_on_the_audit_trail_with_its_address(ada: User) -> None:
    log_in(Client(REMOTE_ADDR=HERE))
    event = AuditEvent.objects.get()
    assert (event.action, event.user, event.data) == ("login.succeeded", ada, {"address": HERE})


@pytest.mark.parametrize(
    ("proxies", "heard", "expected"),
    [
        (0, "198.51.100.1", "10.0.0.1"),
        (1, "198.51.100.1", "198.51.100.1"),
        (1, "1.1.1.1, 198.51.100.1", "198.51.100.1"),
        (2, "1.1.1.1, 198.51.100.1, 10.0.0.2", "198.51.100.1"),
        (2, "198.51.100.1", "10.0.0.1"),
        (1, "nonsense", "10.0.0.1"),
        (1, "", "10.0.0.1"),
    ],
)
def test_only_our_own_proxies_are_believed(settings: Any, proxies: int, heard: str, expected: str) -> None:
    settings.TRUSTED_PROXIES = proxies
    request = RequestFactory().get("/", REMOTE_ADDR="10.0.0.1", HTTP_X_FORWARDED_FOR=heard)
    assert client_address(request) == expected


@pytest.mark.parametrize("password", ["short-one-1", "password12345", "123456789012345", "ada-lovelace-1"])
def test_weak_passwords_are_refused(password: str) -> None:
    with pytest.raises(ValidationError):
        validate_password(password, User(username="ada-lovelace-1", email="ada@creditor.example"))


def test_a_password_is_changed_by_its_owner_and_by_an_administrator(client: Client, ada: User) -> None:
    log_in(client)
    new = "another quiet river 9"
    given = {"old_password": PASSWORD, "new_password1": new, "new_password2": new}
    assert client.get(reverse("admin:password_change")).status_code == 200
    assert client.post(reverse("admin:password_change"), given).status_code == 302
    ben = User.objects.create_user("ben", password=PASSWORD)
    page = reverse("admin:auth_user_password_change", args=[ben.pk])
    assert client.get(page).status_code == 200
    client.post(page, {"password1": new, "password2": new, "usable_password": "true"})
    ben.refresh_from_db()
    assert ben.check_password(new)


def test_the_audit_trail_keeps_no_password_of_a_new_user(client: Client, ada: User) -> None:
    client.force_login(ada)
    given = {"username": "new", "password1": "one more long river", "password2": "one more long river"}
    answer = client.post(reverse("admin:auth_user_add"), given | {"usable_password": "true"})
    assert answer.status_code == 302
    event = AuditEvent.objects.get(action="user.added")
    assert event.data == {"username": "new", "password1": "changed", "password2": "changed"}

"""A second step at login: set up, asked for, lost, turned off, and demanded by the installation."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Group, User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django_otp.plugins.otp_static.models import StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from audit.models import AuditEvent
from dunning.access import MANAGER
from dunning.services.upkeep.second_factor import has_device, turn_on, unconfirmed_device
from tests.config.security.conftest import PASSWORD, code_of, half_a_minute_later, log_in
from tests.factories import AS_OF

HOME = "/admin/customers/customer/"
SET_UP, CONFIRM = "/admin/two-factor/set-up/", "/admin/two-factor/confirm/"


@pytest.fixture
def codes(ada: User, clock: Any) -> list[str]:
    """Ada's backup codes; her app is confirmed and its next code is due."""
    device = unconfirmed_device(ada)
    made = turn_on(ada, code=code_of(device), as_of=AS_OF)
    assert made is not None
    half_a_minute_later(clock)
    return made[1]


def device_of(user: User) -> TOTPDevice:
    return TOTPDevice.objects.get(user=user)


def events() -> list[str]:
    return list(AuditEvent.objects.order_by("pk").values_list("action", flat=True))


def test_setting_it_up_shows_a_qr_code_and_the_backup_codes_once(client: Client, ada: User, clock: Any) -> None:
    log_in(client)
    page = client.get(SET_UP).content.decode()
    assert 'src="data:image/svg+xml' in page
    key = device_of(ada).key
    client.get(SET_UP)
    assert (device_of(ada).key, device_of(ada).confirmed) == (key, False)
    answer = client.post(SET_UP, {"code": code_of(device_of(ada))})
    shown = answer.context["codes"]
    assert len(shown) == 10
    assert all(code in answer.content.decode() for code in shown)
    assert client.get(HOME).status_code == 200
    assert client.get(SET_UP).url == "/admin/two-factor/"
    assert events() == ["login.succeeded", "two_factor.turned_on"]


def test_a_wrong_first_code_turns_nothing_on(client: Client, ada: User, clock: Any) -> None:
    log_in(client)
    client.get(SET_UP)
    answer = client.post(SET_UP, {"code": "000000"})
    assert "This code is wrong or too old." in answer.content.decode()
    assert not has_device(ada)


def test_the_password_alone_opens_no_page(client: Client, codes: list[str]) -> None:
    log_in(client)
    for path in ("/admin/", HOME, "/admin/dunning/case/", "/admin/two-factor/", "/admin/two-factor/turn-off/", SET_UP):
        assert client.get(path).url.partition("?")[0] == CONFIRM, path
    assert client.post("/admin/two-factor/turn-off/", {"code": "1"}).url == CONFIRM


def test_the_code_of_the_app_opens_the_page_that_was_wanted_under_a_new_session_key(
    client: Client, ada: User, codes: list[str]
) -> None:
    log_in(client)
    asked = client.get(HOME)
    first = client.session.session_key
    answer = client.post(asked.url, {"code": code_of(device_of(ada)), "next": HOME})
    assert answer.url == HOME
    assert client.get(HOME).status_code == 200
    assert client.session.session_key != first


def test_a_code_counts_once(ada: User, codes: list[str]) -> None:
    first, second = Client(), Client()
    code = code_of(device_of(ada))
    for client in (first, second):
        log_in(client)
        client.post(CONFIRM, {"code": code})
    assert first.get(HOME).status_code == 200
    assert second.get(HOME).status_code == 302


def test_a_backup_code_lets_in_once_however_it_is_typed(codes: list[str]) -> None:
    for expected in (200, 302):
        client = Client()
        log_in(client)
        client.post(CONFIRM, {"code": f" {codes[0].upper().replace('-', ' ')} "})
        assert client.get(HOME).status_code == expected
    assert StaticToken.objects.count() == 9


def test_wrong_codes_have_to_wait(client: Client, ada: User, codes: list[str], clock: Any) -> None:
    log_in(client)
    client.post(CONFIRM, {"code": "000000"})
    answer = client.post(CONFIRM, {"code": code_of(device_of(ada))})
    assert "Wrong too often. Try again in" in answer.content.decode()
    clock.shift(timedelta(seconds=31))
    client.post(CONFIRM, {"code": code_of(device_of(ada))})
    assert client.get(HOME).status_code == 200


def test_it_never_leads_to_another_site(client: Client, ada: User, codes: list[str]) -> None:
    log_in(client)
    answer = client.post(CONFIRM, {"code": code_of(device_of(ada)), "next": "https://evil.example/"})
    assert answer.url == "/admin/"


def test_turning_it_off_asks_for_a_code(ada: User, codes: list[str], client: Client, clock: Any) -> None:
    log_in(client)
    client.post(CONFIRM, {"code": codes[0]})
    client.post("/admin/two-factor/turn-off/", {"code": "000000"})
    assert has_device(ada)
    clock.shift(timedelta(minutes=1))
    client.post("/admin/two-factor/turn-off/", {"code": code_of(device_of(ada))})
    assert not has_device(ada)
    assert StaticToken.objects.count() == 0
    assert events()[-1] == "two_factor.turned_off"
    again = Client()
    log_in(again)
    assert again.get(HOME).status_code == 200


def test_new_backup_codes_end_the_earlier_ones(client: Client, codes: list[str]) -> None:
    log_in(client)
    client.post(CONFIRM, {"code": codes[0]})
    fresh = client.post("/admin/two-factor/new-codes/", {"code": codes[1]}).context["codes"]
    assert len(fresh) == 10
    assert not set(fresh) & set(codes)


def test_where_it_is_required_every_page_leads_to_the_setup(client: Client, ada: User, settings: Any) -> None:
    settings.TWO_FACTOR = "required"
    log_in(client)
    assert [client.get(path).url for path in ("/admin/", HOME, "/admin/two-factor/")] == [SET_UP] * 3
    client.get(SET_UP)
    client.post(SET_UP, {"code": code_of(device_of(ada))})
    assert client.get(HOME).status_code == 200
    client.post("/admin/two-factor/turn-off/", {"code": "123456"})
    assert has_device(ada)


def test_it_can_be_required_of_one_role_or_of_superusers_alone(ada: User, settings: Any) -> None:
    clerk = User.objects.create_user("clerk", password=PASSWORD, is_staff=True)
    manager = User.objects.create_user("manager", password=PASSWORD, is_staff=True)
    manager.groups.add(Group.objects.get(name=MANAGER))
    for roles, expected in (([MANAGER], [200, 302, 200]), (["superuser"], [200, 200, 302]), ([], [200, 200, 200])):
        settings.TWO_FACTOR_ROLES = roles
        found = []
        for user in (clerk, manager, ada):
            client = Client()
            client.force_login(user)
            found.append(client.get("/admin/password_change/").status_code)
        assert found == expected, roles


def test_an_administrator_turns_it_off_for_somebody_whose_phone_is_gone(ada: User, codes: list[str]) -> None:
    boss = User.objects.create_superuser("boss")
    client = Client()
    client.force_login(boss)
    url = reverse("admin:auth_user_do", args=[ada.pk, "second-factor-off"])
    client.post(url)
    assert not has_device(ada)
    event = AuditEvent.objects.get(action="two_factor.turned_off")
    assert (event.user, event.subject_id) == (boss, ada.pk)


def test_pages_without_a_login_do_not_take_the_password_alone_for_a_login(client: Client, codes: list[str]) -> None:
    log_in(client)
    answer = client.get("/answer/nothing/")
    assert not answer.wsgi_request.user.is_authenticated


def test_no_page_asks_for_the_second_factor_of_whoever_has_none(ada: User) -> None:
    client = Client()
    client.force_login(ada)
    with CaptureQueriesContext(connection) as asked:
        assert client.get("/admin/password_change/").status_code == 200
    assert not [query["sql"] for query in asked if "otp_" in query["sql"]]

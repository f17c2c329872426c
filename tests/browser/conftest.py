"""A real browser at a real server: Chromium, the live server, and people who are logged in.

The clock stands at the hour of `seeding.NOW` and goes on from there, in the server and in the pages, so that a test
says the same on a Sunday night. A test fails where a page says something wrong on its console or asks another host.
"""

from __future__ import annotations

import os
import re
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import time_machine
from django.contrib.auth.models import Group, User
from django.db import connection
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, sync_playwright

from tests.browser import seeding
from tests.browser.accessibility import assert_accessible
from tests.factories import UserFactory

HERE = Path(__file__).parent
AT_WORK = """
SELECT count(*) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid() AND state <> 'idle' AND backend_type = 'client backend'
"""
CHROMIUM = "/usr/bin/chromium"
DESKTOP = {"width": 1280, "height": 800}
PHONE = {"width": 390, "height": 844}
# Longer than any page takes on a busy machine, far shorter than a person would wait for a hung test.
PATIENCE = 15_000


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Every test here needs the browser."""
    for item in items:
        if HERE in Path(item.fspath).parents:
            item.add_marker(pytest.mark.system)


@dataclass
class Watch:
    """What went wrong in the pages of a test; `allow` takes a pattern of console words that this test provokes."""

    host: str
    wrong: list[str] = field(default_factory=list)
    allowed: list[str] = field(default_factory=list)

    def allow(self, pattern: str) -> None:
        self.allowed.append(pattern)

    def page(self, page: Page) -> None:
        page.on("pageerror", lambda error: self.wrong.append(f"error in a script: {error}"))
        page.on("console", self._console)
        page.on("request", self._request)

    def _console(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.wrong.append(f"console: {message.text} ({message.location.get('url', '')})")

    def _request(self, request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme in ("http", "https", "ws", "wss") and parts.netloc != self.host:
            self.wrong.append(f"a request leaves the host: {request.url}")

    def unforgiven(self) -> list[str]:
        return [words for words in self.wrong if not any(re.search(pattern, words) for pattern in self.allowed)]


OpenPage = Callable[..., Page]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    # Playwright runs a loop in this thread, and the ORM would refuse to work beside it.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        path = os.environ.get("CHROMIUM", CHROMIUM)
        started = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-dev-shm-usage"])
        yield started
        started.close()


@pytest.fixture(autouse=True)
def that_hour(browser: Browser) -> Iterator[None]:
    with time_machine.travel(seeding.NOW, tick=True):
        yield


@pytest.fixture
def watch(live_server: Any) -> Iterator[Watch]:
    """What the pages do wrong; asked at the end of every test that opens one."""
    watched = Watch(host=urlsplit(live_server.url).netloc)
    yield watched
    assert not watched.unforgiven(), "\n".join(watched.unforgiven())


@pytest.fixture
def open_page(browser: Browser, live_server: Any, transactional_db: None, watch: Watch) -> Iterator[OpenPage]:
    """`open_page(user, phone=False, dark=None, language="en")`: a page of a browser of that person's own.

    `dark` is the theme that this person chose; None leaves it to the browser's colour scheme, light at first.
    Without a user nobody is logged in. Addresses may be given from the root on: `page.goto("/admin/")`.
    """
    contexts: list[BrowserContext] = []

    def opened(
        user: User | None = None, *, phone: bool = False, dark: bool | None = None, language: str = "en", **options: Any
    ) -> Page:
        context = browser.new_context(
            base_url=live_server.url,
            viewport=PHONE if phone else DESKTOP,
            has_touch=phone,
            color_scheme="dark" if dark else "light",
            reduced_motion="reduce",
            locale=language,
            **options,
        )
        contexts.append(context)
        context.set_default_timeout(PATIENCE)
        context.clock.set_system_time(seeding.NOW)
        if dark is not None:
            theme = '"dark"' if dark else '"light"'
            context.add_init_script(f"try {{ localStorage.setItem('adminTheme', '{theme}') }} catch {{}}")
        context.on("page", watch.page)
        if user is not None:
            context.add_cookies([_session_cookie(user, url=live_server.url)])
        return context.new_page()

    yield opened
    for context in contexts:
        context.close()
    _let_the_server_finish()


def _let_the_server_finish() -> None:
    """What a closed page had still asked for is answered, and would lock out whoever empties the tables."""
    with connection.cursor() as cursor:
        for _ in range(200):
            cursor.execute(AT_WORK)
            if not cursor.fetchone()[0]:
                return
            time.sleep(0.05)


def _session_cookie(user: User, *, url: str) -> Any:
    client = Client()
    client.force_login(user)
    cookie = client.cookies["sessionid"]
    return {"name": cookie.key, "value": cookie.value, "url": url}


@pytest.fixture
def manager(transactional_db: None) -> User:
    """An AR manager who may do everything."""
    found: User = UserFactory.create(username="manager", first_name="Mara", is_superuser=True)
    found.groups.add(Group.objects.get_or_create(name="AR manager")[0])
    return found


@pytest.fixture
def clerk(transactional_db: None) -> User:
    """Of the group "AR clerk", with the rights that it has."""
    found: User = UserFactory.create(username="clerk", first_name="Cleo")
    found.groups.add(Group.objects.get_or_create(name="AR clerk")[0])
    return found


@pytest.fixture
def seeded(transactional_db: None) -> seeding.Seeded:
    """The small firm of `seeding`, on a Thursday morning."""
    return seeding.seed()


@pytest.fixture
def manager_page(open_page: OpenPage, manager: User) -> Page:
    return open_page(manager)


@pytest.fixture
def clerk_page(open_page: OpenPage, clerk: User) -> Page:
    return open_page(clerk)


@pytest.fixture
def phone_page(open_page: OpenPage, manager: User) -> Page:
    """The manager's telephone: 390 × 844."""
    return open_page(manager, phone=True)


@pytest.fixture
def visitor_page(open_page: OpenPage) -> Page:
    """Nobody is logged in."""
    return open_page()


@pytest.fixture
def axe() -> Callable[[Page], None]:
    """`axe(page)` fails with a readable list where the page violates WCAG 2.2 AA."""
    return assert_accessible

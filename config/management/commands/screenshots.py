from __future__ import annotations

import os
import threading
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.auth.models import User
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.management.base import BaseCommand, CommandError
from django.core.servers.basehttp import ThreadedWSGIServer, get_internal_wsgi_application
from django.db import connections

from config.demo.serving import HOST, free_port
from config.screenshots.camera import LOOKS, as_webp, chromium, opened, photograph
from config.screenshots.pages import Shot, shots

FIRST_PORT = 8790


class Command(BaseCommand):
    help = "Photograph the main pages, light, dark and on a phone, from the database at hand (make demo fills one)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--to", type=Path, required=True, help="folder for the pictures (WebP)")
        parser.add_argument("--only", nargs="*", default=[], help="names of pages, such as today queue case")
        parser.add_argument("--chromium", default=os.environ.get("CHROMIUM", "/usr/bin/chromium"))

    def handle(self, *, to: Path, only: list[str], **options: Any) -> None:
        if find_spec("playwright") is None:
            raise CommandError("Playwright is missing: pip install -r requirements-dev.txt.")
        person = User.objects.filter(is_superuser=True, is_active=True).order_by("pk").first()
        if person is None:
            raise CommandError("Nobody can log in: make demo, or manage.py createsuperuser.")
        wanted = [shot for shot in shots() if not only or shot.name in only]
        to.mkdir(parents=True, exist_ok=True)
        os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # playwright runs a loop in this thread
        with serving() as base, logged_in(person) as cookie:
            self._photograph(wanted, to, base=base, cookie=cookie, path=options["chromium"])

    def _photograph(self, wanted: list[Shot], to: Path, *, base: str, cookie: tuple[str, str], path: str) -> None:
        with chromium(path) as browser:
            for look in LOOKS:
                for shot in wanted:
                    with opened(browser, look, base=base, cookie=None if shot.public else cookie) as page:
                        try:
                            picture = as_webp(browser, photograph(page, shot.address))
                        except ValueError as problem:
                            self.stderr.write(str(problem))
                            continue
                    file = to / f"{shot.name}{look.ending}.webp"
                    file.write_bytes(picture)
                    self.stdout.write(f"{file.name} {len(picture) // 1000} kB")


class _Silent(WSGIRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:
        """A photographer's requests are nobody's news."""


@contextmanager
def serving() -> Iterator[str]:
    """This installation's pages at a free port of this machine, while the block runs."""
    settings.ALLOWED_HOSTS = [*settings.ALLOWED_HOSTS, HOST]
    server = ThreadedWSGIServer((HOST, free_port(FIRST_PORT)), _Silent)
    server.daemon_threads = True
    server.set_app(StaticFilesHandler(get_internal_wsgi_application()))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://{HOST}:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        connections.close_all()


@contextmanager
def logged_in(person: User) -> Iterator[tuple[str, str]]:
    """Name and value of the cookie of a session that ends with the block; the password is not needed."""
    session = SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[-1]
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session.create()
    try:
        yield settings.SESSION_COOKIE_NAME, session.session_key or ""
    finally:
        session.delete()

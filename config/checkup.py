"""What `manage.py doctor` looks at: one function a thing, each with what to do."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from agent.llm.chat import missing_package
from agent.llm.database_log import DatabaseLog
from agent.llm.options import configured
from audit.models import AuditEvent
from config.schedules import SCHEDULES
from customers.models import Creditor, ImportRun
from dunning.installed_heads import describe_heads
from dunning.mail.leaving import leaves_in_files
from dunning.models import Installation, Message, Segment
from dunning.services.outbox.freshness import stale_sources
from dunning.services.upkeep.worker_beat import is_beating, last_beat
from dunning.unknown_rates import unknown_rates
from trade.interest_table import half_year_of

UNSEALED = timedelta(minutes=10)
# Longer than the longest job may take with all its tries.
STUCK = timedelta(minutes=30)
OK, NOTE, PROBLEM = "ok", "note", "problem"


@dataclass(frozen=True)
class Finding:
    """`level` ok, note or problem; a problem makes doctor exit with 1."""

    level: str
    what: str
    remedy: str = ""


def examine(*, as_of: datetime) -> Iterator[Finding]:
    """All findings; where the database or its tables are missing, only those."""
    database = list(_database())
    yield from database
    if any(finding.level == PROBLEM for finding in database):
        return
    for look in LOOKS:
        yield from look(as_of)


def _database() -> Iterator[Finding]:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SHOW server_version")
            version = cursor.fetchone()[0]
    except DatabaseError as problem:
        text = str(problem).splitlines()[0]
        yield Finding(PROBLEM, f"The database does not answer: {text}", "manage.py db start, or check DATABASE_URL.")
        return
    yield Finding(OK, f"PostgreSQL {version} answers.")
    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if waiting:
        yield Finding(PROBLEM, f"{len(waiting)} migrations wait.", "manage.py migrate")
    else:
        yield Finding(OK, "All migrations are applied.")


def _schedules(as_of: datetime) -> Iterator[Finding]:
    from django_q.models import Schedule

    there = set(Schedule.objects.values_list("name", flat=True))
    missing = sorted({schedule.name for schedule in SCHEDULES} - there)
    if missing:
        yield Finding(PROBLEM, f"Schedules are missing: {', '.join(missing)}.", "manage.py sync_schedules")
    else:
        yield Finding(OK, "All schedules are there.")


def _worker(as_of: datetime) -> Iterator[Finding]:
    """A job that waits long finds no worker."""
    from django_q.models import OrmQ

    beat = last_beat()
    oldest = OrmQ.objects.order_by("lock").values_list("lock", flat=True).first()
    if not is_beating(beat, as_of=as_of):
        since = f" since {beat:%Y-%m-%d %H:%M}" if beat else ""
        yield Finding(PROBLEM, f"No worker has been running{since}.", "Start manage.py qcluster.")
    elif oldest and as_of - oldest > STUCK:
        yield Finding(PROBLEM, f"A job has been waiting since {oldest:%Y-%m-%d %H:%M}.", "Restart manage.py qcluster.")
    else:
        yield Finding(OK, "The worker is running.")


def _audit(as_of: datetime) -> Iterator[Finding]:
    unsealed = AuditEvent.objects.filter(seal__isnull=True, recorded_at__lt=as_of - UNSEALED).count()
    if unsealed:
        words = f"{unsealed} audit events have been unsealed for ten minutes."
        yield Finding(PROBLEM, words, "Start manage.py qcluster, or run manage.py seal_audit.")
    else:
        yield Finding(OK, "The audit trail is sealed.")


def _mail(as_of: datetime) -> Iterator[Finding]:
    simulation = Installation.current().simulation
    if simulation:
        yield Finding(NOTE, "This database is a simulation: mail goes to files only.")
    elif leaves_in_files():
        words = f"Mail goes to files in {_shown(settings.OUTBOX_DIR)}."
        yield Finding(NOTE, words, "For real mail set EMAIL_HOST or EMAIL_BACKEND, see docs/mail.md.")
    else:
        yield Finding(OK, f"Mail leaves through {settings.EMAIL_BACKEND}.")
    for creditor in Creditor.objects.filter(sender_email=""):
        yield Finding(NOTE, f"{creditor} has no sender address.", "Set it in the admin under Creditors.")
    uncertain = Message.objects.filter(status=Message.Status.UNCERTAIN).count()
    if uncertain:
        yield Finding(PROBLEM, f"{uncertain} deliveries are uncertain.", "Answer their reviews in the admin.")


def _model(as_of: datetime) -> Iterator[Finding]:
    options = configured()
    if options is None:
        yield Finding(OK, "The packaged reader and composer are in use.")
        return
    log = DatabaseLog(as_of)
    if missing := missing_package(options):
        yield Finding(PROBLEM, f"AGENT_MODEL is {options.name}, but {missing} is not installed.", "See docs/model.md.")
    elif log.rests():
        yield Finding(PROBLEM, f"{options.name} failed again and again just now.", "See Model calls in the admin.")
    elif options.daily_tokens and log.tokens_today() >= options.daily_tokens:
        yield Finding(NOTE, "The day's token budget is used up; people look at every reply.", "AGENT_DAILY_TOKENS")
    else:
        yield Finding(OK, f"{options.name} reads beside the packaged reader; {log.tokens_today()} tokens today.")


def _reader(as_of: datetime) -> Iterator[Finding]:
    heads = describe_heads()
    if heads.problem:
        yield Finding(PROBLEM, heads.problem, "manage.py train_reader --with-corrections, or --undo")
    if not heads.own:
        yield Finding(OK, f"The reader uses its packaged heads, F1 {heads.card.get('micro_f1')} on clauses held out.")
        return
    card = heads.card
    learned, figures = len(card.get("corrected_mails", ())), card.get("replies", {})
    words = f"The reader uses heads trained here on {str(card.get('trained_at', '?'))[:10]} with {learned} corrections"
    yield Finding(OK, f"{words}, F1 {figures.get('learned', '?')} on packaged replies.")


def _ledger(as_of: datetime) -> Iterator[Finding]:
    for stale in stale_sources(as_of=as_of).values():
        yield Finding(PROBLEM, stale.text, "Import the newest file.")
    refused = ImportRun.objects.order_by("source", "layout", "-id").distinct("source", "layout")
    for run in refused:
        if run.status == ImportRun.Status.REFUSED:
            yield Finding(PROBLEM, f"The last import of {run.layout} was refused: {run.problem}", "Mend the file.")


def _logins(as_of: datetime) -> Iterator[Finding]:
    """Whether guessing is slowed down for the right person, and who could come in by a password alone."""
    from axes.models import AccessAttempt
    from django.contrib.auth.models import User
    from django_otp.plugins.otp_totp.models import TOTPDevice

    recent = AccessAttempt.objects.filter(attempt_time__gt=as_of - settings.AXES_COOLOFF_TIME)
    waiting = recent.filter(failures_since_start__gte=settings.AXES_FAILURE_LIMIT).count()
    if waiting:
        words = f"{waiting} names have to wait after wrong passwords."
        yield Finding(NOTE, words, "manage.py axes_list_attempts shows whom; axes_reset_username NAME lets in at once.")
    if settings.SECURE_PROXY_SSL_HEADER and not settings.TRUSTED_PROXIES:
        words = "BEHIND_TLS_PROXY is on, but TRUSTED_PROXIES is 0: all visitors count as one address."
        yield Finding(NOTE, words, "Set TRUSTED_PROXIES to the number of proxies, see docs/install.md.")
    with_app = TOTPDevice.objects.filter(confirmed=True).values("user")
    alone = User.objects.filter(is_active=True, is_staff=True).exclude(pk__in=with_app).count()
    if alone and settings.TWO_FACTOR == "optional":
        yield Finding(NOTE, f"Two-factor login is optional, and {alone} people do without.", "TWO_FACTOR=required")
    else:
        yield Finding(OK, "Two-factor login is set up, or asked for at the next login.")


def _rules(as_of: datetime) -> Iterator[Finding]:
    if not Segment.objects.filter(key="").exists():
        yield Finding(PROBLEM, "There is no segment for customers that name none.", "manage.py migrate")
    installation = Installation.current()
    if installation.global_stop:
        yield Finding(NOTE, f"The global stop is on: {installation.global_stop_reason}", "Lift it in the admin.")


def _interest(as_of: datetime) -> Iterator[Finding]:
    today = as_of.date()
    for unknown in unknown_rates(on=today):
        words = (
            f"The policy “{unknown.policy}” names interest, but its rate from {half_year_of(today)} on is in no table "
            f"for {', '.join(unknown.countries)}: what needs it is not named."
        )
        yield Finding(NOTE, words, "Add the half-year to the tables (docs/late_fees.md), or limit the countries.")


def _shown(path: Path) -> str:
    return str(path.relative_to(settings.BASE_DIR)) if path.is_relative_to(settings.BASE_DIR) else str(path)


LOOKS: tuple[Callable[[datetime], Iterator[Finding]], ...] = (
    _schedules,
    _worker,
    _audit,
    _mail,
    _model,
    _reader,
    _ledger,
    _rules,
    _logins,
    _interest,
)

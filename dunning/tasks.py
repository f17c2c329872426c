"""What the worker runs: each task calls one service, may run twice, and drains rows until its time is up.

The clock enters here. A task that stops because of its budget rings again.
"""

from __future__ import annotations

from datetime import timedelta
from time import monotonic

from django.db.models import F, Q
from django.utils import timezone

from dunning.bell import ring

BUDGET_SECONDS = 60.0
FOLLOWED_AT_ONCE = 2000
TASKS_KEPT_FOR = timedelta(days=7)


def draft() -> int:
    from dunning.services.outbox.drafting import draft_due_messages

    now = timezone.now()
    taken = draft_due_messages(as_of=now, budget_seconds=BUDGET_SECONDS)
    if _drafts_wait():
        ring("draft")
    return taken


def send() -> int:
    from dunning.services.outbox.delivery import send_due_messages

    now = timezone.now()
    report = send_due_messages(as_of=now, budget_seconds=BUDGET_SECONDS)
    if report.sent and not report.stopped:
        ring("send")
    return report.sent


def read() -> None:
    """Match and read what came in."""
    from dunning.services.inbox.stages import drain_inbox

    drain_inbox(as_of=timezone.now(), budget_seconds=BUDGET_SECONDS)


def apply() -> None:
    """Apply what was read."""
    read()


def follow() -> int:
    """Book what moved money means for promises, drafts and reviews of debtors that no round has looked at since."""
    from dunning.services.money.cash import follow_payments

    debtors = moved_debtors()
    if debtors:
        follow_payments(debtors, as_of=timezone.now())
        ring("round")
    return len(debtors)


def make_round() -> None:
    from dunning.services.rounds import run_round

    run_round(as_of=timezone.now())
    ring("draft")


def carry_out() -> int:
    """Carry out the answers of the queue that can no longer be taken back."""
    from dunning.services.reviews.given_answers import carry_out_answers

    return carry_out_answers(as_of=timezone.now(), stop_at=monotonic() + BUDGET_SECONDS)


def sweep() -> None:
    """Each minute: find what a lost bell or a dead worker left behind."""
    from dunning.services.disputes.approval_mail import notify_approvers
    from dunning.services.disputes.expected_credits import ask_about_missing_credits
    from dunning.services.escalations.mail import notify_escalations
    from dunning.services.money.ledger_reviews import ask_about_ledger
    from dunning.services.outbox.answers import requeue_answers
    from dunning.services.outbox.delivery import recover_lost_leases
    from dunning.services.reviews.given_answers import forget_problems
    from dunning.services.reviews.ranks import refresh_ranks

    now = timezone.now()
    recover_lost_leases(as_of=now)
    requeue_answers(as_of=now)
    notify_escalations(as_of=now)
    notify_approvers(as_of=now)
    ask_about_missing_credits(as_of=now)
    ask_about_ledger(as_of=now)
    forget_problems(as_of=now)
    refresh_ranks(as_of=now)
    for name in waiting_work():
        ring(name)


def waiting_work() -> tuple[str, ...]:
    """The bells whose rows wait."""
    from dunning.models import GivenAnswer, IncomingMail

    waiting = {
        "draft": _drafts_wait(),
        "send": _messages_wait(),
        "read": IncomingMail.objects.filter(status__in=IncomingMail.UNREAD).exists(),
        "follow": bool(moved_debtors(limit=1)),
        "carry_out": GivenAnswer.objects.filter(due_at__lte=timezone.now(), problem="").exists(),
    }
    return tuple(name for name, waits in waiting.items() if waits)


def moved_debtors(*, limit: int = FOLLOWED_AT_ONCE) -> list[int]:
    """Debtors whose ledger moved since a round last looked at them."""
    from dunning.models import Look

    moved = Look.objects.exclude(ledger_version=F("debtor__ledger_version")).order_by("debtor_id")
    return list(moved.values_list("debtor_id", flat=True)[:limit])


def seal_audit() -> int:
    from audit.sealing import seal_events

    return seal_events()


def purge() -> None:
    """Each night: finished jobs of the worker, and seals for what the minute's sealing may have passed by.

    Counts of visits to the customer page go, too.
    """
    from django_q.models import Task

    from audit.sealing import seal_events
    from dunning.services.customer_page.visits import forget_visits

    forget_visits(as_of=timezone.now())
    Task.objects.filter(stopped__lt=timezone.now() - TASKS_KEPT_FOR).delete()
    seal_events(everything=True)


def judge_autonomy() -> int:
    """Each night: scorecards of the ladder, steps down that are due, steps up that are earned."""
    from dunning.services.autonomy.proposals import judge_ladder

    return judge_ladder(as_of=timezone.now()).scorecards


def prepare() -> int:
    """Each minute: the parts of the first page that something has happened to."""
    from dunning.services.upkeep.preparing import refresh_prepared

    return len(refresh_prepared(as_of=timezone.now()))


def take_snapshots() -> int:
    """Each night: yesterday's figures, and those of days that were missed."""
    from dunning.services.upkeep.snapshots import take_missing_snapshots

    return take_missing_snapshots(today=timezone.localdate(), as_of=timezone.now())


def mail_figures() -> int:
    """On Mondays: the week's figures to the AR managers who want them."""
    from dunning.services.upkeep.weekly_report import send_weekly_reports

    return send_weekly_reports(as_of=timezone.now(), today=timezone.localdate())


def score_risk() -> int:
    """Each night: when every open invoice will be paid, and which segments customers are in."""
    from dunning.services.reviews.ranks import rank_all_again
    from dunning.services.risk.scoring import score_open_invoices
    from dunning.services.segments.members import assign_segments

    now = timezone.now()
    scored = score_open_invoices(as_of=now).scored
    rank_all_again()
    assign_segments(as_of=now)
    return scored


def forecast() -> int:
    """Each night, after the scores: the cash of thirteen weeks, and what came of earlier forecasts."""
    from dunning.services.forecasting.making import make_forecasts

    return make_forecasts(as_of=timezone.now())


def train_risk() -> bool:
    """Each Sunday: the late-payment model anew, in use if it is better. Whether it is."""
    from agent.risk.training import TooLittleHistory
    from dunning.services.risk.training import train_risk_model

    try:
        return not train_risk_model(as_of=timezone.now()).refusal
    except TooLittleHistory:  # the scorecard goes on
        return False


def _drafts_wait() -> bool:
    from dunning.models import Message

    now = timezone.now()
    due = Q(status=Message.Status.DUE) | Q(status=Message.Status.DRAFT, lease_until__isnull=True)
    due |= Q(status=Message.Status.DRAFT, lease_until__lt=now)
    return Message.objects.filter(due, send_on__lte=now.date()).exists()


def _messages_wait() -> bool:
    from dunning.models import Message

    now = timezone.now()
    ready = Message.objects.filter(status=Message.Status.APPROVED, send_after__lte=now)
    return ready.filter(Q(next_attempt_at__isnull=True) | Q(next_attempt_at__lte=now)).exists()

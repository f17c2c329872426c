"""The first page: what waits for a person, and today's figures."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

from django.db.models import Count, Q, Sum
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from customers.admin.amounts import shown_amount
from customers.models import BankTransaction
from dunning.models import Case, IncomingMail, Message, Promise, Review
from dunning.services.reviews import open_reviews_ranked

SHOWN_REVIEWS = 12


def home_context(request: HttpRequest, context: dict[str, Any]) -> dict[str, Any]:
    """For unfold's DASHBOARD_CALLBACK; only what the person may see. At most ten queries."""
    today = timezone.localdate()
    context["title"] = "Today"
    if request.user.has_perm("dunning.view_review"):
        context |= waiting(today)
    if request.user.has_perm("dunning.view_case"):
        context["figures"] = figures(today)
    return context


def waiting(today: date) -> dict[str, Any]:
    """The reviews that come first, and how many of each kind there are; two queries."""
    ranked = open_reviews_ranked(today=today)
    kinds = ranked.order_by().values_list("kind").annotate(count=Count("pk")).order_by("-count", "kind")
    labels = dict(Review.Kind.choices)
    listed = [(labels.get(kind, kind), count, f"{_list('review')}?kind__exact={kind}") for kind, count in kinds]
    return {
        "waiting": list(ranked.select_related("case__debtor", "case__policy", "owner")[:SHOWN_REVIEWS]),
        "waiting_kinds": listed,
        "waiting_count": sum(count for _, count, _ in listed),
        "today": today,
    }


def figures(today: date) -> list[tuple[str, str, str]]:
    """Label, figure and address; counts of the local day. Seven queries."""
    start = timezone.make_aware(datetime.combine(today, time.min))
    cases = Case.objects.filter(status=Case.Status.OPEN).count()
    sent = Message.objects.filter(sent_at__gte=start).count()
    received = IncomingMail.objects.filter(stored_at__gte=start)
    replies = received.aggregate(all=Count("pk"), people=Count("pk", filter=Q(automatic="")))
    promised = Promise.objects.filter(status=Promise.Status.OPEN, promised_on=today).count()
    waits = Message.objects.filter(status=Message.Status.AWAITING_APPROVAL).count()
    return [
        ("Overdue in open cases", _overdue() or "–", f"{_list('case')}?status__exact=open"),
        (
            "Open cases",
            f"{cases:,}",
            f"{_list('case')}?status__exact=open",
        ),
        ("Await approval", f"{waits:,}", f"{_list('message')}?status__exact=awaiting_approval"),
        ("Sent today", f"{sent:,}", f"{_list('message')}?status__exact=sent"),
        ("Received today", f"{replies['all']:,} ({replies['people']:,} by people)", _list("incomingmail")),
        ("Promises due today", f"{promised:,}", f"{_list('promise')}?status__exact=open"),
        ("Money booked today", _booked(today) or "–", reverse("admin:customers_banktransaction_changelist")),
    ]


def _overdue() -> str:
    rows = Case.objects.filter(status=Case.Status.OPEN).values_list("policy__currency").annotate(total=Sum("exposure"))
    return " + ".join(shown_amount(total, currency) for currency, total in rows.order_by("-total") if total)


def _booked(today: date) -> str:
    rows = BankTransaction.objects.filter(booked_on=today).values_list("currency").annotate(total=Sum("amount"))
    return " + ".join(shown_amount(total, currency) for currency, total in rows.order_by("-total"))


def _list(model: str) -> str:
    return reverse(f"admin:dunning_{model}_changelist")

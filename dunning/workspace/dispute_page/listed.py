"""The list of disputes: what is open first by deadline, with who is asked and what is contested."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.contrib.admin import AdminSite
from django.db.models import Exists, OuterRef, Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from dunning.access import restrict
from dunning.models import Dispute, DisputeApproval, ExpectedCredit

PAGE = 50
# The list's own search: rows and what was typed in, the rows that fit out.
Search = Callable[[QuerySet[Dispute], str], QuerySet[Dispute]]
# Of an invoice list only so many numbers are spelled out.
NUMBERS = 3


@dataclass(frozen=True)
class ListedDispute:
    """One row; `amounts`: what is contested by currency; `state`: style and words of what it waits for."""

    dispute: Dispute
    numbers: str
    amounts: tuple[tuple[Decimal, str], ...]
    late: bool
    state: tuple[str, str]


def tabs() -> tuple[tuple[str, str], ...]:
    return (
        ("open", _("Open")),
        ("mine", _("Mine")),
        ("late", _("Late")),
        ("credit", _("Waiting for a credit note")),
        ("settled", _("Settled")),
    )


def disputes_view(request: HttpRequest, *, site: AdminSite, search: Search) -> HttpResponse:
    """Seven queries and those of the search, however many there are."""
    today, given = timezone.localdate(), request.GET
    tab = given.get("tab") if given.get("tab") in dict(tabs()) else "open"
    number = int(given["page"]) if given.get("page", "").isdecimal() and len(given["page"]) < 5 else 1
    start = (max(number, 1) - 1) * PAGE
    rows = restrict(_of_tab(str(tab), request, today=today), user=request.user)
    found = list(_narrowed(rows, given, search)[start : start + PAGE + 1])
    kept = {name: given[name] for name in ("reason", "q") if given.get(name)}
    context = {
        **site.each_context(request),
        "title": _("Disputes"),
        "tabs": tabs(),
        "tab": tab,
        "reasons": Dispute.Reason.choices,
        "given": kept,
        "rows": [listed(dispute, today=today) for dispute in found[:PAGE]],
        "page": number,
        "more": len(found) > PAGE,
    }
    return TemplateResponse(request, "dunning/workspace/dispute_page/list.html", context)


def listed(dispute: Dispute, *, today: date) -> ListedDispute:
    """Expects invoices, parts, approvals and awaited credits prefetched."""
    invoices = list(dispute.invoices.all())
    numbers = ", ".join(invoice.number for invoice in invoices[:NUMBERS])
    if len(invoices) > NUMBERS:
        numbers += " " + _("and %(count)d more") % {"count": len(invoices) - NUMBERS}
    late = dispute.status == Dispute.Status.OPEN and dispute.deadline < today
    return ListedDispute(dispute, numbers, contested(dispute), late, state_of(dispute, today=today))


def contested(dispute: Dispute) -> tuple[tuple[Decimal, str], ...]:
    """By currency: the stated sum, else the contested parts, else all that is open."""
    totals: dict[str, Decimal] = {}
    parts = {part.invoice_id: part.amount for part in dispute.parts.all()}
    for invoice in dispute.invoices.all():
        part = min(parts.get(invoice.pk, invoice.open_amount), invoice.open_amount or invoice.amount)
        totals[invoice.currency] = totals.get(invoice.currency, Decimal()) + part
    if dispute.amount is not None and len(totals) == 1 and not parts:
        return ((dispute.amount, next(iter(totals))),)
    return tuple((amount, currency) for currency, amount in sorted(totals.items()))


def state_of(dispute: Dispute, *, today: date) -> tuple[str, str]:
    if dispute.status == Dispute.Status.WITHDRAWN:
        return "", _("Withdrawn")
    if dispute.status == Dispute.Status.RESOLVED:
        if any(credit.settled_at is None for credit in dispute.expected_credits.all()):
            return "warn", _("Credit note awaited")
        return "good", str(dispute.get_outcome_display() or _("Settled"))
    asked = list(dispute.approvals.all())
    answered = [approval for approval in asked if approval.answered_at]
    waiting = [approval for approval in asked if approval.is_open]
    if waiting:
        late = any(approval.deadline < today for approval in waiting)
        return ("bad" if late else "info"), _("%(who)s is asked") % {"who": waiting[-1]}
    if answered:
        return "good", _("%(who)s has answered") % {"who": answered[-1]}
    return "", _("To be decided")


def _of_tab(tab: str, request: HttpRequest, *, today: date) -> QuerySet[Dispute]:
    rows = Dispute.objects.select_related("debtor", "owner").prefetch_related(
        "invoices",
        "parts",
        Prefetch("approvals", DisputeApproval.objects.order_by("pk")),
        "expected_credits",
    )
    opened = rows.filter(status=Dispute.Status.OPEN).order_by("deadline", "id")
    if tab == "mine":
        return opened.filter(owner=request.user.pk)
    if tab == "late":
        return opened.filter(deadline__lt=today)
    ended = rows.exclude(status=Dispute.Status.OPEN).order_by("-resolved_at", "-id")
    if tab == "credit":
        return ended.filter(Exists(ExpectedCredit.objects.filter(dispute=OuterRef("pk"), settled_at=None)))
    return ended if tab == "settled" else opened


def _narrowed(rows: QuerySet[Dispute], given: Mapping[str, Any], search: Search) -> QuerySet[Dispute]:
    if given.get("reason") in Dispute.Reason.values:
        rows = rows.filter(reason=given["reason"])
    words = str(given.get("q", "")).replace("\x00", "").strip()[:80]
    return search(rows, words) if words else rows

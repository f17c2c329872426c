"""The page of one dispute: what is contested and why, evidence, what was said, who is asked, and how it is settled."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.contrib.admin import AdminSite
from django.contrib.auth import get_user_model
from django.db.models import Prefetch, Q
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone

from audit.models import AuditEvent
from dunning.models import Dispute, DisputeApproval, DisputeFile
from dunning.services.disputes.amounts import contested_amounts
from dunning.services.disputes.evidence import LARGEST_FILE, MEGABYTE, offered_attachments
from dunning.workspace.dispute_page.history import Entry, history_of
from dunning.workspace.dispute_page.listed import contested, state_of

CHANGE = "dunning.change_dispute"
SHOWN_ATTACHMENTS, SHOWN_PEOPLE, SHOWN_EVENTS = 12, 200, 100
KILOBYTE = 1_000


@dataclass(frozen=True)
class ContestedInvoice:
    """`contested` of what is open; `awaited`: a credit note that has not come yet."""

    pk: int
    number: str
    due_on: date
    amount: Decimal
    open_amount: Decimal
    currency: str
    closed: str
    contested: Decimal
    awaited: Decimal | None
    awaited_until: date | None


def dispute_page(request: HttpRequest, dispute: Dispute, *, site: AdminSite) -> HttpResponse:
    """`dispute` as `whole_dispute` loads it. About fifteen queries, however much was said."""
    today = timezone.localdate()
    approvals = list(dispute.approvals.all())
    answered = [approval for approval in approvals if approval.answered_at]
    invoices = contested_invoices(dispute)
    context = {
        **site.each_context(request),
        "title": str(dispute.debtor),
        "dispute": dispute,
        "is_open": dispute.status == Dispute.Status.OPEN,
        "late": dispute.status == Dispute.Status.OPEN and dispute.deadline < today,
        "may_change": request.user.has_perm(CHANGE),
        "state": state_of(dispute, today=today),
        "contested": contested(dispute),
        "invoices": invoices,
        "awaited": [invoice for invoice in invoices if invoice.awaited is not None],
        "files": [(row, size_words(row.size)) for row in dispute.files.all() if row.removed_at is None],
        "attachments": [(row, size_words(row.size)) for row in offered_attachments(dispute)[:SHOWN_ATTACHMENTS]],
        "approvals": approvals,
        "advice": advice_of(answered[-1]) if answered else None,
        "entries": entries_of(dispute, approvals),
        "people": people(),
        "reasons": Dispute.Reason.choices,
        "today": today,
        "largest": LARGEST_FILE // MEGABYTE,
    }
    return TemplateResponse(request, "dunning/workspace/dispute_page/page.html", context)


def whole_dispute(pk: int) -> Dispute | None:
    rows = Dispute.objects.select_related(
        "debtor__account_manager", "case__creditor", "case__policy", "owner", "settled_by", "mail"
    ).defer("mail__raw", "mail__payload", "mail__body_html", "mail__headers")
    return (
        rows.prefetch_related(
            "invoices",
            "parts",
            "expected_credits",
            Prefetch("files", DisputeFile.objects.select_related("added_by")),
            Prefetch("approvals", DisputeApproval.objects.select_related("asked_by").order_by("pk")),
            "comments__by",
        )
        .filter(pk=pk)
        .first()
    )


def contested_invoices(dispute: Dispute) -> list[ContestedInvoice]:
    amounts = contested_amounts(dispute)
    waiting = {row.invoice_id: row for row in dispute.expected_credits.all() if row.settled_at is None}
    listed = sorted(dispute.invoices.all(), key=lambda invoice: (invoice.due_on, invoice.pk))
    return [
        ContestedInvoice(
            pk=invoice.pk,
            number=invoice.number,
            due_on=invoice.due_on,
            amount=invoice.amount,
            open_amount=invoice.open_amount,
            currency=invoice.currency,
            closed=str(invoice.get_closed_how_display()) if invoice.closed_how else "",
            contested=amounts.get(invoice.pk, Decimal()),
            awaited=waiting[invoice.pk].amount if invoice.pk in waiting else None,
            awaited_until=waiting[invoice.pk].due_on if invoice.pk in waiting else None,
        )
        for invoice in listed
    ]


def advice_of(approval: DisputeApproval) -> dict[str, Any] | None:
    """How the dispute would be settled as the approver said; None where the answer is a question."""
    if approval.answer == DisputeApproval.Answer.NEED_MORE:
        return None
    return {"who": str(approval), "outcome": approval.answer, "words": approval.get_answer_display(),
            "amount": approval.amount}  # fmt: skip


def entries_of(dispute: Dispute, approvals: list[DisputeApproval]) -> list[Entry]:
    events = AuditEvent.objects.filter(subject_type="dispute", subject_id=dispute.pk).select_related("user")
    return history_of(dispute, list(events.order_by("-id")[:SHOWN_EVENTS]), approvals)


def people() -> list[tuple[int, str]]:
    """Who a dispute can be given to: active people who may work in the admin."""
    users = (
        get_user_model()
        .objects.filter(is_active=True, is_staff=True)
        .filter(Q(is_superuser=True) | Q(groups__isnull=False) | Q(user_permissions__isnull=False))
    )
    found = users.distinct().order_by("first_name", "last_name", "username")[:SHOWN_PEOPLE]
    return [(user.pk, user.get_full_name() or user.get_username()) for user in found]


def size_words(size: int) -> str:
    return f"{size / MEGABYTE:.1f} MB" if size >= MEGABYTE else f"{max(round(size / KILOBYTE), 1)} kB"

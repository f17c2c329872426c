"""The page of one case, and the parts of it that come later: earlier entries, a mail's whole text."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.contrib.admin import AdminSite
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from dunning.admin.deeds import Deed
from dunning.admin.mail_text import LONGEST_SHOWN, framed_html
from dunning.local_days import today_of
from dunning.models import Case, IncomingMail
from dunning.services.outbox.approvals import OVERRULE
from dunning.workspace.case_page.drafts import waiting_drafts
from dunning.workspace.case_page.habit import habit_of
from dunning.workspace.case_page.head import answered_here, cadence_position, next_of, reviews_of
from dunning.workspace.case_page.history import place_from
from dunning.workspace.case_page.mails import labels
from dunning.workspace.case_page.neighbours import neighbours_of
from dunning.workspace.case_page.owed import account_of
from dunning.workspace.case_page.people import people_of
from dunning.workspace.case_page.risk import risk_of
from dunning.workspace.case_page.timeline import timeline_of

# What every case has. Parent and owner, which few have, are asked for by name: each table more doubles the planning.
RELATED = ("debtor__account_manager", "creditor", "policy", "cadence")
# Of rows with many columns the page shows a few.
_READ = {"policy": ("name",), "cadence": ("name",), "creditor": ("country", "time_zone")}
UNREAD = tuple(
    f"{related}__{field.name}"
    for related, shown in _READ.items()
    for field in Case._meta.get_field(related).related_model._meta.concrete_fields  # type: ignore[union-attr]
    if not field.primary_key and field.name not in shown
)
# What is said or booked, and what is done seldom: each behind one button.
RECORDED = ("activity", "promise", "dispute", "arrange")
SELDOM = ("attempts", "close", "stop", "resume")
KEYS = {"write": "w", "step": "s", "hold": "h", "activity": "n", "promise": "p", "dispute": "d", "escalate": "x"}

Offered = Sequence[tuple[Deed, str]]


def case_page(request: HttpRequest, case: Case, *, site: AdminSite, deeds: Offered) -> HttpResponse:
    """`deeds` are those that this person may do to this case, with their addresses. A fixed number of queries."""
    as_of = timezone.now()
    context = {
        **site.each_context(request),
        **case_context(request, case, as_of=as_of),
        **_grouped(deeds),
        "deeds": list(deeds),
        "title": case.debtor.name,
        "opts": Case._meta,
    }
    return TemplateResponse(request, "dunning/workspace/case_page/page.html", context)


def case_context(request: HttpRequest, case: Case, *, as_of: datetime) -> dict[str, Any]:
    today = today_of(case, as_of=as_of)
    drafts, account = waiting_drafts(case), account_of(case, today=today)
    reviews = reviews_of(case)
    overdue = [one for one in account.owed if one.overdue]
    return {
        "case": case,
        "debtor": case.debtor,
        "today": today,
        "drafts": drafts,
        "next": next_of(case, drafts, today=today),
        "reviews": answered_here(reviews),
        "position": cadence_position(case),
        "account": account,
        "overdue": overdue,
        "oldest": account.items[0].days if account.items else 0,
        "item_keys": {item.invoice.number: item.invoice.pk for item in account.items},
        "habit": habit_of(case.debtor, today=today),
        "risk": risk_of(case.debtor, account.items),
        "people": people_of(case, today=today, as_of=as_of),
        "timeline": timeline_of(case),
        "labels": labels,
        "neighbours": neighbours_of(case, reviews, user=request.user, today=today),  # type: ignore[arg-type]
        "can": can(request),
        "audit": f"{reverse('admin:audit_auditevent_changelist')}?debtor_id={case.debtor_id}",
    }


def can(request: HttpRequest) -> dict[str, bool]:
    """What this person may do to what stands in the timeline."""
    may = request.user.has_perm
    return {
        "message": may("dunning.change_message"),
        "overrule": may(OVERRULE),
        "reading": may("dunning.change_reading"),
        "review": may("dunning.change_review"),
        "escalation": may("dunning.change_escalation"),
        "promise": may("dunning.change_promise"),
        "customer": may("customers.view_customer"),
        "audit": may("audit.view_auditevent"),
    }


def earlier_entries(request: HttpRequest, case: Case) -> HttpResponse:
    """The next page of the timeline; 404 for a place that no page gave."""
    place = place_from(request.GET.get("before", ""))
    if place is None:
        raise Http404(_("That part of the timeline could not be found; load the page again."))
    context = {"case": case, "timeline": timeline_of(case, before=place), "can": can(request)}
    return TemplateResponse(request, "dunning/workspace/case_page/entries.html", context)


def whole_mail(request: HttpRequest, case: Case, mail_id: int) -> HttpResponse:
    """All of a mail's text, and its HTML cleaned, for a frame that may fetch and run nothing."""
    rows = IncomingMail.objects.filter(case=case).only("body_text", "body_html", "subject")
    mail = get_object_or_404(rows, pk=mail_id)
    context = {
        "mail": mail,
        "text": mail.body_text[:LONGEST_SHOWN],
        "framed": framed_html(mail.body_html) if mail.body_html else "",
    }
    return TemplateResponse(request, "dunning/workspace/case_page/whole_mail.html", context)


def _grouped(deeds: Offered) -> dict[str, Any]:
    keyed = [(deed, url, KEYS.get(deed.name, "")) for deed, url in deeds]
    return {
        "first": [one for one in keyed if one[0].name not in (*RECORDED, *SELDOM)],
        "recorded": [one for one in keyed if one[0].name in RECORDED],
        "seldom": [one for one in keyed if one[0].name in SELDOM],
    }

"""What matching booked in the last days, with its reasons, for a clerk to look over and to take back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Count, Prefetch, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from customers.models import Allocation, AutomaticBooking, Customer
from customers.models.automatic_booking import code_words
from dunning.access import require_all_customers

VIEW, BOOK = "customers.view_banktransaction", "customers.add_allocation"
SHOWN = 50
DAYS = (1, 7, 30)


@dataclass(frozen=True)
class Wanted:
    """What the clerk asked to see; empty is everything of the days. `debtor` is a customer's key."""

    days: int = 7
    code: str = ""
    text: str = ""
    debtor: int | None = None

    @classmethod
    def of(cls, query: Mapping[str, str]) -> Wanted:
        """From the address; what makes no sense is left out."""
        days, debtor = query.get("days", ""), query.get("debtor", "")
        plain = {name: query.get(name, "").replace("\x00", "").strip()[:100] for name in ("code", "text")}
        return cls(
            days=int(days) if days in map(str, DAYS) else 7,
            debtor=int(debtor) if debtor.isascii() and debtor.isdigit() and len(debtor) < 12 else None,
            **plain,
        )

    @property
    def is_narrow(self) -> bool:
        return bool(self.code or self.text or self.debtor)


def booked_view(request: HttpRequest, *, site: AdminSite) -> HttpResponse:
    """A fixed number of queries, however much was booked."""
    if not request.user.has_perm(VIEW):
        raise PermissionDenied
    require_all_customers(request.user)
    wanted, now = Wanted.of(request.GET), timezone.now()
    context = {
        **site.each_context(request),
        "title": _("Booked lately"),
        "wanted": wanted,
        "days": DAYS,
        "codes": _codes(wanted, as_of=now),
        "debtor": Customer.objects.filter(pk=wanted.debtor).first() if wanted.debtor else None,
        "page": Paginator(booked_lately(wanted, as_of=now), SHOWN).get_page(request.GET.get("page")),
        "may_book": request.user.has_perm(BOOK),
    }
    return TemplateResponse(request, "dunning/workspace/booked_lately.html", context)


def booked_lately(wanted: Wanted, *, as_of: datetime) -> QuerySet[AutomaticBooking]:
    """Newest first, with payment, debtor and the allocations that stand; taken back ones stay in sight."""
    standing = Allocation.objects.filter(reverses=None, reversed_by=None).select_related("invoice").order_by("pk")
    rows = _of_days(wanted, as_of=as_of).select_related("transaction__debtor", "transaction__returns")
    rows = rows.prefetch_related(Prefetch("transaction__allocations", standing, to_attr="standing"))
    if wanted.code:
        rows = rows.filter(code=wanted.code)
    if wanted.debtor:
        paid = Allocation.objects.filter(invoice__debtor=wanted.debtor, transaction__isnull=False)
        rows = rows.filter(Q(transaction__debtor=wanted.debtor) | Q(transaction__in=paid.values("transaction")))
    return rows.filter(_written(wanted.text)) if wanted.text else rows


def _of_days(wanted: Wanted, *, as_of: datetime) -> QuerySet[AutomaticBooking]:
    return AutomaticBooking.objects.filter(booked_at__gte=as_of - timedelta(days=wanted.days))


def _written(text: str) -> Q:
    """A word of payer, account, reference, debtor or reason, or an invoice's whole number."""
    number = Allocation.objects.filter(invoice__number__iexact=text, transaction__isnull=False)
    account = "".join(text.split())
    return (
        Q(transaction__payer_name__icontains=text)
        | Q(transaction__reference__icontains=text)
        | Q(transaction__payer_account__icontains=account)
        | Q(transaction__external_id__istartswith=text)
        | Q(transaction__debtor__name__icontains=text)
        | Q(why__icontains=text)
        | Q(transaction__in=number.values("transaction"))
    )


def _codes(wanted: Wanted, *, as_of: datetime) -> list[tuple[str, str, Any]]:
    """Code, its words and how often in these days. One query."""
    counted = _of_days(wanted, as_of=as_of).order_by().values_list("code").annotate(count=Count("pk"))
    return [(code, code_words(code), count) for code, count in counted.order_by("-count", "code")]

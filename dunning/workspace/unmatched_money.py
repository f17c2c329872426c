"""The page on which a clerk clears what matching left: a list of waiting money and one payment beside open items."""

from __future__ import annotations

from typing import Any

from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from customers.admin.amounts import shown_amount
from customers.models import BankTransaction
from customers.services.ledger import InvalidBooking
from dunning.access import require_all_customers
from dunning.services.money.clearing import undo_booking
from dunning.workspace.clearing_panel import panel_of
from dunning.workspace.clearing_posts import book
from dunning.workspace.likely_debtors import found_items
from dunning.workspace.waiting_money import ORDER_WORDS, Narrowed, choices, totals, waiting_rows

VIEW, BOOK = "customers.view_banktransaction", "customers.add_allocation"
SHOWN = 100
# Bookings of this session that can be undone, the newest last.
SESSION_KEY, KEPT = "cleared_payments", 50
PARTS = "dunning/workspace/unmatched_"


def unmatched_view(request: HttpRequest, *, site: AdminSite) -> HttpResponse:
    """The whole page, or with `part` the list alone. A fixed number of queries, however much waits."""
    _require(request, VIEW)
    listed = _listed(request)
    if "part" in request.GET:
        return TemplateResponse(request, f"{PARTS}list.html", listed)
    chosen = _chosen(request, listed)
    context = {
        **site.each_context(request),
        **listed,
        "title": gettext("Unmatched money"),
        "choices": choices(),
        "orders": list(ORDER_WORDS.items()),
        "may_book": request.user.has_perm(BOOK),
        "undoable": len(request.session.get(SESSION_KEY, [])),
        "chosen": chosen,
        "panel": panel_of(chosen) if chosen else None,
    }
    return TemplateResponse(request, f"{PARTS}money.html", context)


def panel_view(request: HttpRequest, transaction_id: int) -> HttpResponse:
    _require(request, VIEW)
    panel = panel_of(transaction_id)
    if panel is None:
        raise Http404
    context = {"panel": panel, "may_book": request.user.has_perm(BOOK)}
    return TemplateResponse(request, f"{PARTS}panel.html", context)


def items_view(request: HttpRequest, transaction_id: int) -> HttpResponse:
    """Open items that a person looks for beside a payment."""
    _require(request, VIEW)
    payment = BankTransaction.objects.select_related("source").filter(pk=transaction_id).first()
    if payment is None:
        raise Http404
    beside = found_items(payment, request.GET.get("text", ""))
    context = {"payment": payment, "beside": beside, "found": True, "may_book": request.user.has_perm(BOOK)}
    return TemplateResponse(request, f"{PARTS}items.html", context)


@require_POST
def book_view(request: HttpRequest, transaction_id: int) -> HttpResponse:
    """Books, and answers with the sentence, the new totals and the panel of the transaction `next`."""
    _require(request, VIEW, BOOK)
    try:
        said = book(transaction_id, request.POST, by=request.user, as_of=timezone.now())  # type: ignore[arg-type]
    except InvalidBooking as refusal:
        return JsonResponse({"refused": str(refusal), "stale": _is_stale(request, transaction_id)}, status=409)
    undoable = [*request.session.get(SESSION_KEY, []), transaction_id][-KEPT:]
    request.session[SESSION_KEY] = undoable
    waits = BankTransaction.objects.filter(pk=transaction_id, state=BankTransaction.State.UNMATCHED).exists()
    following = transaction_id if waits else _following(request)
    return JsonResponse(
        {"said": said, "waits": waits, "undoable": len(undoable), **_parts(request, following), "chosen": following}
    )


@require_POST
def undo_view(request: HttpRequest) -> HttpResponse:
    """Walks this session's last booking back and shows its payment again."""
    _require(request, VIEW, BOOK)
    undoable: list[int] = request.session.get(SESSION_KEY, [])
    if not undoable:
        refused = gettext("There is nothing to undo: you booked nothing since you logged in.")
        return JsonResponse({"refused": refused, "undoable": 0}, status=409)
    *left, transaction_id = undoable
    request.session[SESSION_KEY] = left
    try:
        payment = undo_booking(transaction_id=transaction_id, by=request.user, as_of=timezone.now())  # type: ignore[arg-type]
    except InvalidBooking as refusal:
        return JsonResponse({"refused": str(refusal), "undoable": len(left)}, status=409)
    said = gettext("Undone: %(amount)s waits again.") % {
        "amount": shown_amount(payment.unallocated_amount, payment.currency)
    }
    row = render_to_string(f"{PARTS}row.html", {"row": payment}, request)
    return JsonResponse(
        {"said": said, "undoable": len(left), "row": row, "chosen": payment.pk, **_parts(request, payment.pk)}
    )


def _require(request: HttpRequest, *permissions: str) -> None:
    if not request.user.has_perms(permissions):
        raise PermissionDenied
    require_all_customers(request.user)


def _listed(request: HttpRequest) -> dict[str, Any]:
    """The page of the list and the sums of all that it narrows down to. Two queries."""
    wanted = Narrowed.of(request.GET)
    rows = waiting_rows(wanted)
    sums = totals(rows)
    paginator = Paginator(rows, SHOWN)
    paginator.count = sum(count for _, count, _ in sums)
    return {"wanted": wanted, "totals": sums, "page": paginator.get_page(request.GET.get("page"))}


def _chosen(request: HttpRequest, listed: dict[str, Any]) -> int | None:
    asked = request.GET.get("chosen", "")
    if asked.isascii() and asked.isdigit() and len(asked) < 12:
        return int(asked)
    return next((row.pk for row in listed["page"].object_list), None)


def _following(request: HttpRequest) -> int | None:
    asked = request.POST.get("next", "")
    return int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 12 else None


def _is_stale(request: HttpRequest, transaction_id: int) -> bool:
    """Whether the payment stands otherwise than the page showed it, so that the page shows it anew."""
    payment = BankTransaction.objects.filter(pk=transaction_id, state=BankTransaction.State.UNMATCHED).first()
    return payment is None or str(payment.unallocated_amount) != request.POST.get("seen")


def _parts(request: HttpRequest, transaction_id: int | None) -> dict[str, str]:
    """What changes on the page with every booking: the totals and the payment shown."""
    sums = totals(waiting_rows(Narrowed.of(request.GET)))
    panel = panel_of(transaction_id) if transaction_id else None
    return {
        "totals": render_to_string(f"{PARTS}totals.html", {"totals": sums}, request),
        "panel": render_to_string(f"{PARTS}panel.html", {"panel": panel, "may_book": True}, request),
    }

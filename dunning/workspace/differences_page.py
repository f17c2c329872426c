"""Bank and ERP side by side: figures by source and currency, each opening the rows behind it; all of it as a file."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import groupby
from typing import Any

from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, HttpRequest
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from customers.admin.amounts import shown_amount
from customers.models import LedgerSource
from customers.services.bank_differences import (
    PART_WORDS,
    PARTS,
    WORDS,
    Difference,
    Figure,
    Wanted,
    difference_figures,
    difference_rows,
    wanted_now,
    write_differences,
)
from dunning.access import require_all_customers

PERMISSIONS = ("customers.view_banktransaction", "customers.view_invoice")
SHOWN = 50
# Further pages are left to the file.
LAST_PAGE = 1000
YEARS_BACK = timedelta(days=3660)
# A file up to so many bytes stays in memory.
IN_MEMORY = 5_000_000


@dataclass(frozen=True)
class Shown:
    """A figure or a row of the page with its amounts as the reader writes them."""

    row: Any
    amount: str
    open_amount: str = ""
    erp_open: str = ""


@dataclass(frozen=True)
class Ledger:
    """The figures of one source in one currency."""

    source: str
    truth: str
    currency: str
    figures: list[Shown]


def differences_view(request: HttpRequest, *, site: AdminSite) -> HttpResponseBase:
    """A fixed number of queries, whatever differs; `csv` hands out the rows that are asked for as a file."""
    if not request.user.has_perms(PERMISSIONS):
        raise PermissionDenied
    require_all_customers(request.user)
    sources = list(LedgerSource.objects.select_related("creditor").order_by("name"))
    wanted = _wanted(request, sources)
    if "csv" in request.GET:
        return _file(wanted)
    number = _page(request)
    rows = difference_rows(wanted, first=(number - 1) * SHOWN, limit=SHOWN + 1) if wanted.what else []
    context = {
        **site.each_context(request),
        "title": _("Bank and ERP"),
        "sources": sources,
        "wanted": wanted,
        "ledgers": _ledgers(difference_figures(replace(wanted, currency="", what="", part=""))),
        "words": WORDS.get(wanted.what, ""),
        "part_words": PART_WORDS.get(wanted.part, ""),
        "rows": [_row(row) for row in rows[:SHOWN]],
        "number": number,
        "following": number + 1 if len(rows) > SHOWN else None,
        "before": number - 1,
    }
    return TemplateResponse(request, "dunning/workspace/differences.html", context)


def _wanted(request: HttpRequest, sources: Sequence[LedgerSource]) -> Wanted:
    """From the address; what makes no sense is left out."""
    asked = request.GET.get("source", "")
    source = next((one for one in sources if str(one.pk) == asked), None)
    wanted = wanted_now(as_of=timezone.now(), source=source)
    what, part = request.GET.get("what", ""), request.GET.get("part", "")
    return replace(
        wanted,
        since=_since(request.GET.get("since", ""), wanted),
        currency=request.GET.get("currency", "").replace("\x00", "")[:3],
        what=what if what in WORDS else "",
        part=part if part in PARTS.get(what, ()) else "",
    )


def _since(text: str, wanted: Wanted) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return wanted.since
    return min(max(day, wanted.today - YEARS_BACK), wanted.today)


def _page(request: HttpRequest) -> int:
    asked = request.GET.get("page", "")
    return min(max(int(asked), 1), LAST_PAGE) if asked.isascii() and asked.isdigit() and len(asked) < 6 else 1


def _ledgers(figures: Sequence[Figure]) -> list[Ledger]:
    return [
        Ledger(source, truth, currency, [Shown(one, shown_amount(one.amount, currency)) for one in group])
        for (source, truth, currency), group in groupby(figures, key=lambda one: (one.source, one.truth, one.currency))
    ]


def _row(row: Difference) -> Shown:
    return Shown(
        row,
        shown_amount(row.amount, row.currency),
        shown_amount(row.open_amount, row.currency) if row.invoice_id else "",
        shown_amount(row.erp_open, row.currency) if row.invoice_id else "",
    )


def _file(wanted: Wanted) -> FileResponse:
    binary = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 - the response closes it
    text = _Utf8(binary)
    write_differences(text, wanted)  # type: ignore[arg-type]
    binary.seek(0)
    name = f"differences-{wanted.today.isoformat()}.csv"
    return FileResponse(binary, as_attachment=True, filename=name, content_type="text/csv; charset=utf-8")


class _Utf8:
    """Text written into a file of bytes, which stays open."""

    def __init__(self, binary: Any) -> None:
        self.binary = binary

    def write(self, text: str) -> int:
        return int(self.binary.write(text.encode()))

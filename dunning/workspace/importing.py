"""The upload page: a file in, a preview of what would land, a yes, and it lands."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from customers.management.commands._import_command import counts_sentence
from customers.models import LedgerSource
from customers.services.importing import ImportReport
from customers.services.importing.report import ImportRefused
from customers.services.importing.statement_report import StatementReport, StatementResult
from dunning.workspace.import_form import ImportForm
from dunning.workspace.import_order import ImportOrder, order_from
from dunning.workspace.uploads import keep_upload

PERMISSION = "customers.add_importrun"
SHOWN_REJECTS = 20
SHOWN_STATEMENTS = 50


def upload_view(request: HttpRequest, *, site: AdminSite) -> HttpResponse:
    """Three turns: the empty form, the preview of a posted file, and the import of a confirmed one."""
    if not request.user.has_perm(PERMISSION):
        raise PermissionDenied
    if request.method == "POST" and "order" in request.POST:
        return _confirmed(request, site)
    form = ImportForm(request.POST, request.FILES) if request.method == "POST" else ImportForm()
    if request.method == "POST" and form.is_valid():
        return _preview(request, site, form)
    return _page(request, site, form=form, sources=LedgerSource.objects.exists())


def _preview(request: HttpRequest, site: AdminSite, form: ImportForm) -> HttpResponse:
    order = _order(form)
    try:
        report = order.run(by=request.user, as_of=timezone.now(), dry_run=True)  # type: ignore[arg-type]
        problem = report.run.problem if report.refused else ""
    except ImportRefused as refusal:
        problem = str(refusal)
    if problem:
        order.upload.remove()
        form.add_error(None, problem)
        return _page(request, site, form=form, sources=True)
    preview = order.preview()
    return _page(
        request,
        site,
        order=order.signed(request.user),  # type: ignore[arg-type]
        file_name=order.file_name,
        sentence=_sentence(report),
        report=report,
        rejects=report.rejects[:SHOWN_REJECTS],
        preview=preview,
        statements=_statements(report),
        names=[name.replace("_", " ") for name in preview.fields],
    )


def _confirmed(request: HttpRequest, site: AdminSite) -> HttpResponse:
    order = order_from(request.POST["order"], by=request.user)  # type: ignore[arg-type]
    again = HttpResponseRedirect(reverse("admin:customers_importrun_upload"))
    if order is None:
        messages.error(request, _("This preview is no longer good. Choose the file again."))
        return again
    try:
        report = order.run(by=request.user, as_of=timezone.now(), dry_run=False)  # type: ignore[arg-type]
    except ImportRefused as refusal:
        messages.error(request, str(refusal))
        return again
    finally:
        order.upload.remove()
    if report.refused:
        messages.error(request, report.run.problem)
    else:
        messages.success(request, _sentence(report))
    return HttpResponseRedirect(reverse("admin:customers_importrun_change", args=[report.run.pk]))


def _sentence(report: ImportReport) -> str:
    return report.sentence if isinstance(report, StatementReport) else counts_sentence(report)


def _statements(report: ImportReport) -> list[StatementResult]:
    return list(report.statements[:SHOWN_STATEMENTS]) if isinstance(report, StatementReport) else []


def _order(form: ImportForm) -> ImportOrder:
    given = form.cleaned_data
    upload = keep_upload(given["file"], given["mapping"])
    return ImportOrder(
        token=upload.token,
        file_name=upload.file_name,
        has_map=upload.has_map,
        layout=given["layout"],
        source_id=given["source"].pk,
        preset=given["preset"],
        kind=given["kind"],
        as_of=given["as_of"].isoformat(),
        accept_closing=given["accept_closing"],
    )


def _page(request: HttpRequest, site: AdminSite, **context: Any) -> HttpResponse:
    context = {**site.each_context(request), "title": _("Import a file"), **context}
    return TemplateResponse(request, "dunning/workspace/import.html", context)

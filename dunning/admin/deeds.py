"""What a person does to a row: a button, perhaps a form, one service call and a sentence that says what came of it.

Asked by htmx, the form comes as the inside of a dialog, and what came of it as an event for the page that asked.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from customers.services.ledger import InvalidBooking
from dunning.admin.deed_forms import DeedForm
from dunning.models import InvalidState
from dunning.services.outbox.approvals import GuardrailViolation

# What a service says no with; its sentence is for the person who clicked.
REFUSALS = (InvalidState, GuardrailViolation, InvalidBooking, ValueError)


# (row, *, by, as_of, and what the form gave) -> the sentence that says what came of it.
Act = Callable[..., str]


def _always(row: Any) -> bool:
    return True


@dataclass(frozen=True)
class Deed:
    """`act` calls one service and returns the sentence shown; `when` says for which rows the button stands there.

    Without a form the button acts at once, unless `hint` asks for a second look. `permission` as Django names it.
    `explain` says of one row what will follow, a sentence each. `apart`: its button stands elsewhere on the page.
    """

    name: str
    label: str | Promise
    permission: str
    act: Act
    form: type[DeedForm] | None = None
    when: Callable[[Any], bool] = _always
    hint: str | Promise = ""
    icon: str = ""
    variant: str = "default"
    explain: Callable[[Any], Sequence[str]] | None = None
    apart: bool = False
    # The deed of the same row that takes this one back, offered right after it.
    undo: str = ""

    @property
    def asks(self) -> bool:
        return self.form is not None or bool(self.hint) or self.explain is not None


class DeedsMixin:
    """For a ModelAdmin: buttons above the page of a row, and the view that they lead to."""

    deeds: Sequence[Deed] = ()
    change_form_outer_before_template = "dunning/admin/deeds.html"
    opts: Any
    admin_site: Any

    def may(self, request: HttpRequest, deed: Deed, row: models.Model) -> bool:
        """Whether this person may do this to this row; the place to narrow rights down to one's own customers."""
        return self.has_view_permission(request, row) and request.user.has_perm(deed.permission)  # type: ignore[attr-defined]

    def deeds_for(self, request: HttpRequest, row: models.Model) -> list[Deed]:
        """Those whose button stands above the page."""
        return [deed for deed in self.deeds if not deed.apart and deed.when(row) and self.may(request, deed, row)]

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.deed_view)
        return [path("<path:object_id>/do/<slug:name>/", view, name=self._url_name("do")), *super().get_urls()]  # type: ignore[misc]

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any) -> Any:
        row = kwargs.get("obj")
        if row is not None:
            context["deeds"] = [(deed, self.deed_url(row, deed)) for deed in self.deeds_for(request, row)]
            context |= self.facts(request, row)
        return super().render_change_form(request, context, *args, **kwargs)  # type: ignore[misc]

    def facts(self, request: HttpRequest, row: Any) -> dict[str, Any]:
        """What the template above the form shows of the row."""
        return {}

    def named(self, row: models.Model) -> str:
        """What the form's page calls the row; "" where there is but one."""
        return str(row)

    def deed_url(self, row: models.Model, deed: Deed) -> str:
        return reverse(f"admin:{self._url_name('do')}", args=[row.pk, deed.name])

    def seen_mark(self, row: Any) -> str:
        """What a form carries of the row, to be refused when somebody changed it meanwhile; "" where nothing is."""
        return ""

    def deed_view(self, request: HttpRequest, object_id: str, name: str) -> HttpResponse:
        row = self.get_object(request, object_id)  # type: ignore[attr-defined]
        deed = next((deed for deed in self.deeds if deed.name == name), None)
        if row is None or deed is None:
            raise Http404
        if not self.may(request, deed, row):
            raise PermissionDenied
        if not deed.when(row):
            return self._too_late(request, deed, row)
        posted = request.POST if request.method == "POST" else None
        initial = request.GET.dict() or None
        form = deed.form(posted, row=row, by=request.user, given=initial) if deed.form else None
        refused = ""
        if request.method == "POST" and (form is None or form.is_valid()):
            done, words = self._done(request, deed, row, form)
            if done or form is None:
                return self._answer(request, row, words, refused=not done, undo=deed.undo if done else "")
            refused = words
            row = self.get_object(request, object_id) or row  # type: ignore[attr-defined]
        return self._ask(request, deed, row, form, refused=refused)

    def _done(self, request: HttpRequest, deed: Deed, row: models.Model, form: DeedForm | None) -> tuple[bool, str]:
        """Whether it was done, and the sentence that says what came of it or why not."""
        given = form.cleaned_data if form else {}
        seen = request.POST.get("seen", "")
        if not seen:
            return _acted(deed, row, by=request.user, given=given)
        with transaction.atomic():  # nobody changes the row between the look and the deed
            fresh = type(row)._default_manager.select_for_update(of=("self",)).get(pk=row.pk)
            if self.seen_mark(fresh) != seen:
                return False, _("Somebody changed this meanwhile. Look again; what you typed is kept.")
            return _acted(deed, row, by=request.user, given=given)

    def _answer(
        self, request: HttpRequest, row: models.Model, words: str, *, refused: bool, undo: str = ""
    ) -> HttpResponse:
        if _by_htmx(request):
            back = reverse(f"admin:{self._url_name('do')}", args=[row.pk, undo]) if undo else ""
            event = {"deed-done": {"said": words, "refused": refused, "undo": back}}
            return HttpResponse(status=204, headers={"HX-Trigger": json.dumps(event)})
        (messages.error if refused else messages.success)(request, words)
        return HttpResponseRedirect(self._back(request, row))

    def _too_late(self, request: HttpRequest, deed: Deed, row: models.Model) -> HttpResponse:
        words = _("“%(deed)s” is not possible any more.") % {"deed": deed.label}
        if _by_htmx(request):
            return self._answer(request, row, words, refused=True)
        messages.warning(request, words)
        return HttpResponseRedirect(self._back(request, row))

    def _ask(
        self, request: HttpRequest, deed: Deed, row: models.Model, form: DeedForm | None, *, refused: str
    ) -> HttpResponse:
        by_htmx = _by_htmx(request)
        if refused and not by_htmx:
            messages.error(request, refused)
        context = {
            **({} if by_htmx else self.admin_site.each_context(request)),
            "by_htmx": by_htmx,
            "shell": "dunning/workspace/case_page/dialog.html" if by_htmx else "admin/base_site.html",
            "title": ": ".join(filter(None, (str(deed.label), self.named(row)))),
            "deed": deed,
            "row": row,
            "form": form,
            "refused": refused,
            "explained": deed.explain(row) if deed.explain else (),
            "seen": self.seen_mark(row),
            "address": self.deed_url(row, deed),
            "media": form.media if form else "",
            "back": self._back(request, row),
        }
        template = deed.form.template if deed.form else "dunning/admin/deed.html"
        return TemplateResponse(request, template, context)

    def _back(self, request: HttpRequest, row: models.Model) -> str:
        wanted = request.POST.get("next") or request.GET.get("next") or ""
        if wanted and url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure()):
            return wanted
        return reverse(f"admin:{self._url_name('change')}", args=[row.pk])

    def _url_name(self, suffix: str) -> str:
        return f"{self.opts.app_label}_{self.opts.model_name}_{suffix}"


def _acted(deed: Deed, row: models.Model, *, by: Any, given: dict[str, Any]) -> tuple[bool, str]:
    try:
        return True, deed.act(row, by=by, as_of=timezone.now(), **given)
    except REFUSALS as refusal:
        return False, str(refusal)


def _by_htmx(request: HttpRequest) -> bool:
    return request.headers.get("HX-Request") == "true"

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.validators import validate_email
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin, TabularInline
from unfold.widgets import UnfoldAdminTextInputWidget

from customers.admin.audited import changed_values, record_change
from dunning.admin.deed_forms import DeedForm
from dunning.admin.deeds import Deed, DeedsMixin
from dunning.admin.message_facts import events_of
from dunning.admin.policy import changed_rows
from dunning.models import Cadence, Step
from dunning.services.cadences.versions import Ladder, change_cadence, copy_cadence, move_cases, running_cases
from dunning.workspace.timeline import timeline_of
from dunning.workspace.week_page import week_view

ACCOUNT_MANAGER = "account_manager"


class StepForm(forms.ModelForm):
    cc = forms.CharField(
        required=False,
        label=_("Copies to"),
        widget=UnfoldAdminTextInputWidget,
        help_text=_("Addresses with commas between, or account_manager."),
    )

    class Meta:
        model = Step
        fields = ("position", "key", "anchor", "offset", "business_days", "stage", "purpose", "cc")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["cc"] = ", ".join(self.initial.get("cc") or ())

    def clean_cc(self) -> list[str]:
        given = [word.strip() for word in self.cleaned_data["cc"].split(",") if word.strip()]
        for word in given:
            if word != ACCOUNT_MANAGER:
                validate_email(word)
        return given

    def clean_purpose(self) -> str:
        from agent.drafting import PURPOSES

        purpose = self.cleaned_data["purpose"]
        if purpose not in PURPOSES:
            raise forms.ValidationError(
                gettext("Nobody can write “%(purpose)s”; there are %(purposes)s.")
                % {"purpose": purpose, "purposes": ", ".join(sorted(PURPOSES))}
            )
        return purpose


class StepInline(TabularInline):
    model = Step
    form = StepForm
    extra = 0

    def has_add_permission(self, request: HttpRequest, obj: Cadence | None = None) -> bool:
        return super().has_add_permission(request, obj) and _open_to_change(obj)

    def has_change_permission(self, request: HttpRequest, obj: Cadence | None = None) -> bool:
        return super().has_change_permission(request, obj) and _open_to_change(obj)

    def has_delete_permission(self, request: HttpRequest, obj: Cadence | None = None) -> bool:
        return super().has_delete_permission(request, obj) and _open_to_change(obj)


def _open_to_change(cadence: Cadence | None) -> bool:
    return cadence is None or cadence.is_current


class CopyForm(DeedForm):
    key = forms.SlugField(max_length=40, help_text=_("Names the copy for good; no cadence has it yet."))
    name = forms.CharField(max_length=100)

    def prepare(self) -> None:
        self.fields["key"].initial = f"{self.row.key}-copy"[:40]
        self.fields["name"].initial = f"{self.row.name} (copy)"[:100]


def _copy(cadence: Cadence, /, *, by: Any, as_of: Any, key: str, name: str) -> str:
    copy = copy_cadence(cadence_id=cadence.pk, key=key, name=name, by=by, as_of=as_of)
    return gettext("“%(name)s” is there under the key %(key)s; a policy that is given it collects by it.") % {
        "name": copy.name,
        "key": copy.key,
    }


def _move(cadence: Cadence, /, *, by: Any, as_of: Any) -> str:
    moved = move_cases(cadence_id=cadence.pk, by=by, as_of=as_of)
    words = ngettext(
        "One running case goes on with version %(version)s.",
        "%(count)s running cases go on with version %(version)s.",
        moved,
    )
    return words % {"count": moved, "version": cadence.version}


def _has_cases_behind(cadence: Cadence) -> bool:
    return cadence.is_current and running_cases(cadence).exclude(cadence=cadence).exists()


@admin.register(Cadence)
class CadenceAdmin(DeedsMixin, ModelAdmin):
    """Saving makes a new version for the policies that use it; cases finish their episode on the version they are on.

    Keep the keys of steps: by them a step is known to have gone out.
    """

    list_display = ("name", "key", "version", "by_age", "used_by", "is_current")
    list_filter = ("is_current",)
    search_fields = ("name", "key")
    ordering = ("key", "-version")
    fields = (("name", "key", "version"), "by_age")
    readonly_fields = ("version",)
    inlines = (StepInline,)
    change_form_outer_before_template = "dunning/admin/cadence.html"
    deeds = (
        Deed("copy", _("Copy"), "dunning.add_cadence", _copy, CopyForm, icon="content_copy"),
        Deed(
            "move-cases",
            _("Move running cases here"),
            "dunning.change_cadence",
            _move,
            when=_has_cases_behind,
            hint=_("Open cases on older versions go on with this one at once, instead of with their next episode."),
            icon="move_up",
        ),
    )

    def get_urls(self) -> list[URLPattern]:
        return [
            path("week/", self.admin_site.admin_view(self.week_view), name="dunning_cadence_week"),
            *super().get_urls(),
        ]

    def week_view(self, request: HttpRequest) -> HttpResponse:
        return week_view(request, site=self.admin_site)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Cadence]:
        return super().get_queryset(request).prefetch_related("policies")

    def get_readonly_fields(self, request: HttpRequest, obj: Cadence | None = None) -> tuple[str, ...]:
        return ("version", "key") if obj else ("version",)

    @admin.display(description=_("Used by"))
    def used_by(self, cadence: Cadence) -> str:
        return ", ".join(policy.name for policy in cadence.policies.all()) or "–"

    def facts(self, request: HttpRequest, row: Cadence) -> dict[str, Any]:
        versions = versions_of(row)
        return {
            "cadence": row,
            "timeline": timeline_of(list(row.steps.all())),
            "versions": versions,
            "current": next((version for version in versions if version.is_current), None),
            "events": events_of(row),
        }

    def save_model(self, request: HttpRequest, obj: Cadence, form: forms.ModelForm, change: bool) -> None:
        """A version that is there is never changed: `save_related` makes the next one."""
        if not change:
            obj.made_at, obj.made_by = timezone.now(), request.user  # type: ignore[assignment]
            super().save_model(request, obj, form, change)

    def save_related(self, request: HttpRequest, form: forms.ModelForm, formsets: Any, change: bool) -> None:
        if not change:
            super().save_related(request, form, formsets, change)
            record_change(request, form.instance, "added", changed_values(form) | changed_rows(formsets))
            return
        for formset in formsets:
            formset.save(commit=False)
        changed = changed_values(form) | changed_rows(formsets)
        if changed:
            request.next_version = change_cadence(  # type: ignore[attr-defined]
                cadence_id=form.instance.pk,
                to=Ladder(form.instance.name, form.instance.by_age, _posted_steps(formsets)),
                changed=changed,
                by=request.user,  # type: ignore[arg-type]
                as_of=timezone.now(),
            )

    def response_change(self, request: HttpRequest, obj: Cadence) -> HttpResponse:
        """To the new version, where one was made."""
        made: Cadence | None = getattr(request, "next_version", None)
        if made is None:
            return super().response_change(request, obj)
        messages.success(
            request,
            gettext("%(made)s is in force; cases that run finish their episode on the version before.")
            % {"made": made},
        )
        name = "change" if "_continue" in request.POST else "changelist"
        return HttpResponseRedirect(
            reverse(f"admin:dunning_cadence_{name}", args=[made.pk] if name == "change" else [])
        )

    def has_change_permission(self, request: HttpRequest, obj: Cadence | None = None) -> bool:
        return super().has_change_permission(request, obj) and _open_to_change(obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


def versions_of(cadence: Cadence) -> list[Cadence]:
    """All versions under the key, newest first, with `cases`, the running ones, and `shown_steps`. Three queries."""
    rows = Cadence.objects.filter(key=cadence.key).select_related("made_by").prefetch_related("steps")
    running = dict(running_cases(cadence).values_list("cadence_id").annotate(count=Count("id")))
    versions: list[Any] = list(rows.order_by("-version"))
    for version in versions:
        version.cases = running.get(version.pk, 0)
        version.shown_steps = [f"{step.key} {step.offset:+d}" for step in version.steps.all()]
    return versions


def _posted_steps(formsets: Any) -> list[Step]:
    """The steps as the page was posted, those taken away left out."""
    return [
        form.instance
        for formset in formsets
        for form in formset.forms
        if (form.instance.pk or form.has_changed()) and not (formset.can_delete and formset._should_delete_form(form))
    ]

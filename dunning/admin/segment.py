from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.contrib.postgres.forms import SimpleArrayField
from django.db.models import Case, QuerySet, Value, When
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from unfold.admin import TabularInline
from unfold.widgets import UnfoldAdminCheckboxSelectMultipleWidget, UnfoldAdminTextInputWidget

from customers.admin.amounts import shown_amount
from customers.admin.audited import AuditedAdmin, changed_values, record_change
from customers.models import Customer
from dunning.admin.policy import changed_rows
from dunning.models import Rung, Segment, Step
from dunning.services.segments.members import assign_segments, customers_by_segment
from dunning.workspace.segment_counts import counts_view
from trade.countries import COUNTRIES, country_code


class RungForm(forms.ModelForm):
    """A level changed by hand starts the evidence anew."""

    stages_alone = forms.MultipleChoiceField(
        choices=Step.Stage.choices, required=False, widget=UnfoldAdminCheckboxSelectMultipleWidget
    )
    # Key accounts are a person's on every rung.
    person_tiers = forms.MultipleChoiceField(
        choices=[choice for choice in Customer.Tier.choices if choice[0] != Customer.Tier.KEY_ACCOUNT],
        required=False,
        widget=UnfoldAdminCheckboxSelectMultipleWidget,
    )

    class Meta:
        model = Rung
        fields = ("kind", "stage", "level", "amount_limit", "least_confidence", "stages_alone", "person_tiers")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("stage") and cleaned.get("kind") != Rung.Kind.REMINDER:
            self.add_error("stage", gettext("Only reminders have stages."))
        return cleaned

    def save(self, commit: bool = True) -> Any:
        if "level" in self.changed_data:
            self.instance.changed_at = timezone.now()
        return super().save(commit)


class RungInline(TabularInline):
    model = Rung
    form = RungForm
    extra = 0
    ordering = ("kind", "stage")


class SegmentForm(forms.ModelForm):
    """An order left empty is the last one."""

    position = forms.IntegerField(
        label=capfirst(Segment._meta.get_field("position").verbose_name),
        help_text=Segment._meta.get_field("position").help_text,
        min_value=0,
        max_value=32_000,
        initial=100,
        required=False,
        widget=UnfoldAdminTextInputWidget(attrs={"inputmode": "numeric"}),
    )
    tiers = forms.MultipleChoiceField(
        choices=Customer.Tier.choices, required=False, widget=UnfoldAdminCheckboxSelectMultipleWidget
    )

    countries = SimpleArrayField(
        forms.CharField(),
        help_text=Segment._meta.get_field("countries").help_text,
        required=False,
        widget=UnfoldAdminTextInputWidget(attrs={"placeholder": "DE, AT, CH"}),
    )

    tags = SimpleArrayField(
        forms.CharField(max_length=60),
        help_text=Segment._meta.get_field("tags").help_text,
        required=False,
        widget=UnfoldAdminTextInputWidget(attrs={"placeholder": "wholesale, vip"}),
    )

    class Meta:
        model = Segment
        fields = ("key", "name", "policy", "position", *Segment.CONDITIONS)
        # A browser hands nothing on of what it holds for no number, and the condition would be gone.
        widgets: ClassVar[dict[str, Any]] = {
            name: UnfoldAdminTextInputWidget(attrs={"inputmode": "decimal"}) for name in Segment.CONDITIONS[:5]
        }

    def clean_countries(self) -> list[str]:
        """Said here in words of the trade, before the column's length is."""
        codes = [country_code(code) for code in self.cleaned_data["countries"]]
        unknown = sorted(set(codes) - set(COUNTRIES))
        if unknown:
            raise forms.ValidationError(gettext("No ISO code of a country: %(codes)s.") % {"codes": ", ".join(unknown)})
        return codes

    def clean_position(self) -> int:
        return 100 if self.cleaned_data["position"] is None else self.cleaned_data["position"]


AMOUNTS = frozenset({"open_over", "sales_over", "sales_up_to"})


def condition_words(segment: Segment) -> str:
    """All of its conditions in one line; "" without any."""
    words = []
    for name in Segment.CONDITIONS:
        value = getattr(segment, name)
        if value in (None, []):
            continue
        if name == "tiers":
            shown = ", ".join(str(Customer.Tier(tier).label) for tier in value if tier in Customer.Tier.values)
        elif name in ("countries", "tags"):
            shown = ", ".join(value)
        elif name in AMOUNTS:
            shown = shown_amount(value, segment.policy.currency)
        else:
            shown = f"{value} %" if name == "chance_over" else str(value)
        field: Any = Segment._meta.get_field(name)
        words.append(f"{field.verbose_name} {shown}")
    return capfirst(" · ".join(words))


@admin.register(Segment)
class SegmentAdmin(AuditedAdmin):
    """Which policy rules which customers, and how far the agent may go alone with each kind of action."""

    form = SegmentForm
    list_display = ("name", "shown_key", "conditions", "customers", "policy", "position")
    list_display_links = ("name",)
    ordering = ("position", "key")
    readonly_fields = ("live_count",)
    list_select_related = ("policy",)
    inlines = (RungInline,)
    fieldsets = (
        (None, {"fields": (("key", "name"), "policy")}),
        (
            _("Conditions"),
            {
                "description": _(
                    "Customers whose own data names no segment are taken by the first segment whose conditions all "
                    "hold. Amounts are in the policy's currency."
                ),
                "fields": (
                    "position",
                    ("open_over", "overdue_days_over"),
                    "chance_over",
                    ("sales_over", "sales_up_to"),
                    "countries",
                    "tiers",
                    "tags",
                    "live_count",
                ),
            },
        ),
    )

    @admin.display(description=_("Key"), ordering="key")
    def shown_key(self, segment: Segment) -> str:
        return segment.key or gettext("all others")

    @admin.display(description=_("Conditions"))
    def conditions(self, segment: Segment) -> str:
        return condition_words(segment) or "–"

    @admin.display(description=_("Customers"))
    def customers(self, segment: Segment) -> int:
        return getattr(segment, "customer_count", 0)

    @admin.display(description=_("How many customers"))
    def live_count(self, segment: Segment) -> SafeString:
        return render_to_string("dunning/admin/segment_counts.html")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Segment]:
        """With the number of their customers, counted in one more query."""
        counts = customers_by_segment()
        known = [When(key=key, then=Value(count)) for key, count in counts.items()]
        return super().get_queryset(request).annotate(customer_count=Case(*known, default=Value(0)))

    def save_model(self, request: HttpRequest, obj: Any, form: forms.ModelForm, change: bool) -> None:
        obj.save()

    def save_related(self, request: HttpRequest, form: forms.ModelForm, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        changed = changed_values(form) | changed_rows(formsets)
        if changed:
            record_change(request, form.instance, "changed" if change else "added", changed)
        if set(form.changed_data) & {"key", "position", *Segment.CONDITIONS, "policy"}:
            assign_segments(as_of=timezone.now(), anew=False, by=request.user)  # type: ignore[arg-type]

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        super().delete_model(request, obj)
        assign_segments(as_of=timezone.now(), anew=False, by=request.user)  # type: ignore[arg-type]

    def get_urls(self) -> list[URLPattern]:
        counts = self.admin_site.admin_view(self.counts_view)
        return [path("counts/", counts, name="dunning_segment_counts"), *super().get_urls()]

    def counts_view(self, request: HttpRequest) -> HttpResponse:
        return counts_view(request)

    def has_delete_permission(self, request: HttpRequest, obj: Segment | None = None) -> bool:
        """The segment for all others stays: without it nobody's rules are known."""
        return super().has_delete_permission(request, obj) and (obj is None or obj.key != "")

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        return {}

"""How many customers the conditions on a segment's page would take, while they are edited."""

from __future__ import annotations

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone

from customers.models import Customer
from dunning.access import require_all_customers
from dunning.models import DebtorFigures, Segment
from dunning.services.segments.members import count_members

PERMISSIONS = ("dunning.view_segment", "dunning.change_segment", "dunning.add_segment")
NAMES = ("key", "policy", "position", *Segment.CONDITIONS)


class ConditionsForm(forms.ModelForm):
    tiers = forms.MultipleChoiceField(choices=Customer.Tier.choices, required=False)
    position = forms.IntegerField(min_value=0, required=False)

    class Meta:
        model = Segment
        fields = NAMES

    def clean_position(self) -> int:
        return 100 if self.cleaned_data["position"] is None else self.cleaned_data["position"]

    def validate_unique(self) -> None:
        """The row itself has the key already."""


def counts_view(request: HttpRequest) -> HttpResponse:
    """A part of a page; at most eight queries. Writes nothing."""
    if not any(request.user.has_perm(permission) for permission in PERMISSIONS):
        raise PermissionDenied
    require_all_customers(request.user)
    form = ConditionsForm(request.GET)
    counted = None
    if form.is_valid() and form.instance.has_conditions:
        form.instance.pk = Segment.objects.filter(key=form.instance.key).values_list("pk", flat=True).first()
        counted = count_members(form.instance, on=timezone.localdate())
    asked = form.is_valid() and form.instance.has_conditions
    known_on = DebtorFigures.objects.values_list("worked_out_on", flat=True).first()
    context = {"counted": counted, "asked": asked, "form": form, "known_on": known_on}
    return TemplateResponse(request, "dunning/workspace/segments/counts.html", context)

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.utils import label_for_field
from django.db import models
from django.http import HttpRequest
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from customers.admin.customer import CustomerAdmin
from customers.models import Customer
from dunning.admin.deed_forms import DeedForm
from dunning.admin.deeds import Deed, DeedsMixin
from dunning.models import Case
from dunning.services.cases.cases import set_customer_flag

CHANGE = "customers.change_customer"
SWITCHES = {
    "do_not_contact": _("Do not contact"),
    "insolvent": _("Insolvent"),
    "natural_person": _("Natural person: never written to without a person's approval, never scored"),
}
CHOICES: dict[str, list[tuple[str, Any]]] = {
    "exit": [
        ("", _("None")),
        ("handed_over", _("Handed over to collection")),
        ("legal", _("Legal")),
        ("written_off", _("Written off")),
    ],
    "tier": Customer.Tier.choices,
    "payment_method": [("", _("Pays itself")), ("direct_debit", _("Direct debit")), ("card", _("Card"))],
}


class SwitchForm(DeedForm):
    flag = forms.ChoiceField(choices=list(SWITCHES.items()))
    value = forms.TypedChoiceField(
        choices=[("yes", _("Yes")), ("no", _("No"))], coerce=lambda chosen: chosen == "yes", label=_("Set to")
    )


class ChoiceForm(DeedForm):
    """One flag with several values, as CHOICES has them; subclasses name it."""

    flag = ""
    value = forms.ChoiceField(required=False, label=_("Set to"))

    def prepare(self) -> None:
        self.fields["value"].choices = CHOICES[self.flag]  # type: ignore[attr-defined]
        self.initial = {"value": getattr(self.row, self.flag)}

    def clean(self) -> dict[str, Any]:
        return {**(super().clean() or {}), "flag": self.flag}


class ExitForm(ChoiceForm):
    flag = "exit"


class TierForm(ChoiceForm):
    flag = "tier"


class MethodForm(ChoiceForm):
    flag = "payment_method"


def _set(customer: Customer, /, *, by: Any, as_of: Any, flag: str, value: bool | str) -> str:
    set_customer_flag(customer_id=customer.pk, flag=flag, value=value, by=by, as_of=as_of)
    if isinstance(value, bool):
        words = gettext("yes") if value else gettext("no")
    else:
        words = next((str(label) for chosen, label in CHOICES[flag] if chosen == value), value)
    return gettext("%(flag)s: %(value)s. What was waiting to go out is taken back.") % {
        "flag": capfirst(str(label_for_field(flag, Customer))),
        "value": words,
    }


class CollectedCustomerAdmin(DeedsMixin, CustomerAdmin):
    """The ledger's page of a customer, with what collecting can change about it."""

    change_form_outer_before_template = "dunning/admin/customer.html"
    deeds = (
        Deed("flag", _("Set a flag"), CHANGE, _set, SwitchForm, icon="flag"),
        Deed("exit", _("Hand over or write off"), CHANGE, _set, ExitForm, icon="logout"),
        Deed("tier", _("Tier"), CHANGE, _set, TierForm, icon="star"),
        Deed("method", _("Payment method"), CHANGE, _set, MethodForm, icon="credit_card"),
    )

    def facts(self, request: HttpRequest, row: models.Model) -> dict[str, Any]:
        return {"cases": list(Case.objects.filter(debtor_id=row.debtor_or_self_id).order_by("-pk")[:5])}  # type: ignore[attr-defined]


admin.site.unregister(Customer)
admin.site.register(Customer, CollectedCustomerAdmin)

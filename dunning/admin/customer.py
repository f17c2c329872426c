from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.db import models
from django.http import HttpRequest

from customers.admin.customer import CustomerAdmin
from customers.models import Customer
from dunning.admin.deed_forms import DeedForm
from dunning.admin.deeds import Deed, DeedsMixin
from dunning.models import Case
from dunning.services.cases import set_customer_flag

CHANGE = "customers.change_customer"
SWITCHES = {
    "do_not_contact": "Do not contact",
    "insolvent": "Insolvent",
    "natural_person": "Natural person: never written to without a person's approval, never scored",
}
CHOICES = {
    "exit": [
        ("", "None"),
        ("handed_over", "Handed over to collection"),
        ("legal", "Legal"),
        ("written_off", "Written off"),
    ],
    "tier": Customer.Tier.choices,
    "payment_method": [("", "Pays itself"), ("direct_debit", "Direct debit"), ("card", "Card")],
}


class SwitchForm(DeedForm):
    flag = forms.ChoiceField(choices=list(SWITCHES.items()))
    value = forms.TypedChoiceField(
        choices=[("yes", "Yes"), ("no", "No")], coerce=lambda chosen: chosen == "yes", label="Set to"
    )


class ChoiceForm(DeedForm):
    """One flag with several values, as CHOICES has them; subclasses name it."""

    flag = ""
    value = forms.ChoiceField(required=False, label="Set to")

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
    shown = {True: "yes", False: "no", "": "none"}.get(value, value)
    return f"{flag.replace('_', ' ').capitalize()}: {shown}. What was waiting to go out is taken back."


class CollectedCustomerAdmin(DeedsMixin, CustomerAdmin):
    """The ledger's page of a customer, with what collecting can change about it."""

    change_form_outer_before_template = "dunning/admin/customer.html"
    deeds = (
        Deed("flag", "Set a flag", CHANGE, _set, SwitchForm, icon="flag"),
        Deed("exit", "Hand over or write off", CHANGE, _set, ExitForm, icon="logout"),
        Deed("tier", "Tier", CHANGE, _set, TierForm, icon="star"),
        Deed("method", "Payment method", CHANGE, _set, MethodForm, icon="credit_card"),
    )

    def facts(self, request: HttpRequest, row: models.Model) -> dict[str, Any]:
        return {"cases": list(Case.objects.filter(debtor_id=row.debtor_or_self_id).order_by("-pk")[:5])}  # type: ignore[attr-defined]


admin.site.unregister(Customer)
admin.site.register(Customer, CollectedCustomerAdmin)

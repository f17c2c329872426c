"""What a person records on a case by hand."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils import timezone

from customers.models import Contact, Invoice
from dunning.admin.deed_forms import DeedForm
from dunning.models import Activity, Dispute, Promise
from trade.dates import parse_date
from trade.numbers import parse_amount


def open_invoices(case: Any) -> Any:
    """The invoices that a person may name: open, of the case's debtor and creditor, oldest first."""
    rows = Invoice.objects.still_open().filter(kind=Invoice.Kind.INVOICE, debtor_id=case.debtor_id)
    return rows.filter(source__creditor_id=case.creditor_id).order_by("due_on", "pk")


class InvoicesField(forms.ModelMultipleChoiceField):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(queryset=Invoice.objects.none(), **kwargs)

    def label_from_instance(self, invoice: Invoice) -> str:
        return f"{invoice.number} · due {invoice.due_on} · {invoice.open_amount:,} {invoice.currency}"


class InvoicesForm(DeedForm):
    """A form with the case's open invoices to choose from."""

    def prepare(self) -> None:
        self.fields["invoices"].queryset = open_invoices(self.row)  # type: ignore[attr-defined]

    def clean_invoices(self) -> list[int]:
        return [invoice.pk for invoice in self.cleaned_data["invoices"]]


class PromiseForm(InvoicesForm):
    kind = forms.ChoiceField(choices=Promise.Kind.choices, label="What was said")
    invoices = InvoicesField(required=False, help_text="None and no amount: all that is overdue.")
    amount = forms.DecimalField(
        required=False, min_value=Decimal("0.01"), decimal_places=2, help_text="Empty: the invoices' whole balance."
    )
    currency = forms.CharField(required=False, max_length=3, min_length=3, help_text="Empty: that of the invoices.")
    promised_on = forms.DateField(required=False, label="Pays, or has paid, on", help_text="Empty: no date was said.")
    given_on = forms.DateField(initial=timezone.localdate, label="Said on")
    method = forms.ChoiceField(
        required=False, choices=[("", "not known"), ("wire", "wire transfer"), ("check", "check")], label="Paid by"
    )
    reference = forms.CharField(required=False, max_length=120)
    quote = forms.CharField(required=False, widget=forms.Textarea(attrs={"rows": 3}), label="In whose words")

    def clean_currency(self) -> str:
        return self.cleaned_data["currency"].upper()

    def clean_given_on(self) -> date:
        if self.cleaned_data["given_on"] > timezone.localdate():
            raise forms.ValidationError("It cannot have been said in the future.")
        return self.cleaned_data["given_on"]


class DisputeForm(InvoicesForm):
    invoices = InvoicesField()
    reason = forms.ChoiceField(choices=Dispute.Reason.choices)
    amount = forms.DecimalField(
        required=False, min_value=Decimal("0.01"), decimal_places=2, help_text="The contested part; empty: all."
    )
    quote = forms.CharField(required=False, widget=forms.Textarea(attrs={"rows": 3}), label="In whose words")


class ArrangementForm(InvoicesForm):
    invoices = InvoicesField()
    instalments = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 5, "placeholder": "2026-05-31 400.00\n2026-06-30 400.00"}),
        help_text="One to a line: the day, then the amount. An extension is one line with the whole sum.",
    )
    note = forms.CharField(required=False, widget=forms.Textarea(attrs={"rows": 2}))

    def clean_instalments(self) -> list[tuple[date, Decimal]]:
        lines = [line.split(maxsplit=1) for line in self.cleaned_data["instalments"].splitlines() if line.strip()]
        found = []
        for line in lines:
            if len(line) != 2:
                raise forms.ValidationError(f"“{line[0]}” has no amount: write the day, a space, then the amount.")
            try:
                found.append((parse_date(line[0]), parse_amount(line[1])))
            except ValueError as problem:
                raise forms.ValidationError(str(problem)) from None
        return found


class ActivityForm(DeedForm):
    kind = forms.ChoiceField(choices=Activity.Kind.choices, help_text="Calls and mails count as contact.")
    text = forms.CharField(widget=forms.Textarea(attrs={"rows": 5}))


class HoldForm(DeedForm):
    until = forms.DateField(help_text="That day the case is looked at again.")
    reason = forms.CharField(max_length=200)

    def clean_until(self) -> date:
        if self.cleaned_data["until"] <= timezone.localdate():
            raise forms.ValidationError("Choose a day to come.")
        return self.cleaned_data["until"]


class WriteForm(DeedForm):
    to_contact_id = forms.ModelChoiceField(queryset=Contact.objects.none(), label="To")
    subject = forms.CharField(max_length=300)
    body = forms.CharField(widget=forms.Textarea(attrs={"rows": 14}))

    def prepare(self) -> None:
        contacts = Contact.objects.filter(state=Contact.State.ACTIVE, customer__in=self._family())
        self.fields["to_contact_id"].queryset = contacts.order_by("role", "pk")  # type: ignore[attr-defined]

    def clean_to_contact_id(self) -> int:
        return self.cleaned_data["to_contact_id"].pk

    def _family(self) -> list[int]:
        debtor = self.row.debtor
        return [debtor.pk, *debtor.pays_for.values_list("pk", flat=True)]


class CloseForm(DeedForm):
    why = forms.CharField(max_length=200)


class AttemptsForm(DeedForm):
    more = forms.IntegerField(min_value=1, max_value=20, initial=2, label="How many more")

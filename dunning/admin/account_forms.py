"""What a person records on a case by hand."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from audit.sentences import part_in_readers_language
from customers.admin.amounts import shown_amount
from customers.models import Contact, Invoice
from dunning.admin.deed_forms import DeedForm
from dunning.models import Activity, Dispute, Step
from dunning.services.cadences.chosen_steps import steps_to_choose
from dunning.services.cases.stopping import STOPS
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
        day = date_format(invoice.due_on, "SHORT_DATE_FORMAT")
        owed = shown_amount(invoice.open_amount, invoice.currency)
        return gettext("%(number)s · due %(day)s · %(owed)s") % {"number": invoice.number, "day": day, "owed": owed}


class InvoicesForm(DeedForm):
    """A form with the case's open invoices to choose from."""

    def prepare(self) -> None:
        self.fields["invoices"].queryset = open_invoices(self.row)  # type: ignore[attr-defined]

    def clean_invoices(self) -> list[int]:
        return [invoice.pk for invoice in self.cleaned_data["invoices"]]


class PromiseForm(InvoicesForm):
    kind = forms.ChoiceField(
        choices=[("promise", _("It will pay")), ("claim", _("It has paid"))], label=_("What was said")
    )
    invoices = InvoicesField(required=False, help_text=_("None and no amount: all that is overdue."))
    amount = forms.DecimalField(
        required=False, min_value=Decimal("0.01"), decimal_places=2, help_text=_("Empty: the invoices' whole balance.")
    )
    currency = forms.CharField(required=False, max_length=3, min_length=3, help_text=_("Empty: that of the invoices."))
    promised_on = forms.DateField(
        required=False, label=_("Pays, or has paid, on"), help_text=_("Empty: no date was said.")
    )
    given_on = forms.DateField(initial=timezone.localdate, label=_("Said on"))
    method = forms.ChoiceField(
        required=False,
        choices=[("", _("not known")), ("wire", _("wire transfer")), ("check", _("check"))],
        label=_("Paid by"),
    )
    reference = forms.CharField(required=False, max_length=120)
    quote = forms.CharField(required=False, widget=forms.Textarea(attrs={"rows": 3}), label=_("In whose words"))

    def clean_currency(self) -> str:
        return self.cleaned_data["currency"].upper()

    def clean_given_on(self) -> date:
        if self.cleaned_data["given_on"] > timezone.localdate():
            raise forms.ValidationError(gettext("It cannot have been said in the future."))
        return self.cleaned_data["given_on"]


class DisputeForm(InvoicesForm):
    invoices = InvoicesField()
    reason = forms.ChoiceField(choices=Dispute.Reason.choices)
    amount = forms.DecimalField(
        required=False, min_value=Decimal("0.01"), decimal_places=2, help_text=_("The contested part; empty: all.")
    )
    quote = forms.CharField(required=False, widget=forms.Textarea(attrs={"rows": 3}), label=_("In whose words"))


class ArrangementForm(InvoicesForm):
    invoices = InvoicesField()
    instalments = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 5, "placeholder": "2026-05-31 400.00\n2026-06-30 400.00"}),
        help_text=_("One to a line: the day, then the amount. An extension is one line with the whole sum."),
    )
    note = forms.CharField(required=False, widget=forms.Textarea(attrs={"rows": 2}))

    def clean_instalments(self) -> list[tuple[date, Decimal]]:
        lines = [line.split(maxsplit=1) for line in self.cleaned_data["instalments"].splitlines() if line.strip()]
        found = []
        for line in lines:
            if len(line) != 2:
                raise forms.ValidationError(
                    gettext("“%(line)s” has no amount: write the day, a space, then the amount.") % {"line": line[0]}
                )
            try:
                found.append((parse_date(line[0]), parse_amount(line[1])))
            except ValueError as problem:
                raise forms.ValidationError(str(problem)) from None
        return found


class ActivityForm(DeedForm):
    kind = forms.ChoiceField(choices=Activity.Kind.choices, help_text=_("Calls and mails count as contact."))
    text = forms.CharField(widget=forms.Textarea(attrs={"rows": 5}))


class HoldForm(DeedForm):
    until = forms.DateField(label=_("Until"), help_text=_("That day the case is looked at again."))
    reason = forms.CharField(label=_("Why"), max_length=200)

    @property
    def presets(self) -> list[tuple[str, date]]:
        """Days that are often chosen, by their words: buttons that fill in the field `until`."""
        today = timezone.localdate()
        days = [(ngettext("%(days)s day", "%(days)s days", n) % {"days": n}, today + timedelta(days=n)) for n in (3, 7)]
        monday = today + timedelta(days=7 - today.weekday())
        following = (today.replace(day=1) + timedelta(days=32)).replace(day=1)
        return [
            *days,
            (gettext("Next Monday"), monday),
            (gettext("2 weeks"), today + timedelta(days=14)),
            (gettext("Beginning of next month"), following),
        ]

    def clean_until(self) -> date:
        if self.cleaned_data["until"] <= timezone.localdate():
            raise forms.ValidationError(gettext("Choose a day to come."))
        return self.cleaned_data["until"]


def _about(step: Step) -> str:
    return part_in_readers_language("purpose", step.purpose.replace("_", " "))


class StepForm(DeedForm):
    """The reminders that the case has not had yet, the next one first."""

    step_key = forms.ChoiceField(label=_("Which message"))

    def prepare(self) -> None:
        self.fields["step_key"].choices = [  # type: ignore[attr-defined]
            (step.key, f"{step.get_stage_display()}: {_about(step)} ({step.key})") for step in steps_to_choose(self.row)
        ]


class EscalateForm(DeedForm):
    note = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 4}),
        label=_("What should they know, and do?"),
        help_text=_("It goes into the mail, beside what is owed, what was promised and what was said last."),
    )


class StopForm(DeedForm):
    why = forms.ChoiceField(
        label=_("Why"),
        choices=[
            ("do_not_contact", _("Do not contact")),
            ("insolvent", _("Insolvent")),
            ("legal", _("Legal matter")),
            ("handed_over", _("Handed over to collection")),
            ("written_off", _("Written off")),
        ],
    )
    note = forms.CharField(widget=forms.Textarea(attrs={"rows": 3}), label=_("Note"), help_text=_("Kept on the case."))

    def clean_why(self) -> str:
        assert self.cleaned_data["why"] in STOPS
        return self.cleaned_data["why"]


class WriteForm(DeedForm):
    to_contact_id = forms.ModelChoiceField(queryset=Contact.objects.none(), label=_("To"))
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
    more = forms.IntegerField(min_value=1, max_value=20, initial=2, label=_("How many more"))

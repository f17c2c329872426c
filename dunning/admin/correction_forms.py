"""A person's better reading of a mail: its meanings, and the rows of each kind, as the reading contract has them."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from agent.reading.labels import DISPUTE_REASONS, DOCUMENT_TYPES, HUMAN_INTENTS, INTENTS
from customers.models import Invoice
from dunning.admin.account_forms import open_invoices
from dunning.admin.deed_forms import DeedForm, dress


def _choices(words: tuple[str, ...]) -> list[tuple[str, str]]:
    return [(word, word.replace("_", " ")) for word in words]


# Chosen at first, so that a row that nobody touched stays empty.
NOTHING = ("", "–")


class PartForm(forms.Form):
    """One row of an answer; `numbers` are the invoices that it may name."""

    def __init__(self, *args: Any, numbers: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "invoices" in self.fields:
            self.fields["invoices"].choices = [(number, number) for number in numbers]  # type: ignore[attr-defined]
        dress(self)

    def answer(self) -> dict[str, Any]:
        """As JSON of the contract: dates in ISO form, amounts as decimal strings, empty as null."""
        return {name: _json(value) for name, value in self.cleaned_data.items() if name != "DELETE"}


class InvoicesPart(PartForm):
    invoices = forms.MultipleChoiceField(required=False)


class PromisePart(InvoicesPart):
    date = forms.DateField(required=False)
    amount = forms.DecimalField(required=False, min_value=Decimal("0.01"), decimal_places=2)
    field_order = ("date", "amount", "invoices")


class PaymentPart(PromisePart):
    reference = forms.CharField(required=False, max_length=120)


class DisputePart(InvoicesPart):
    reason = forms.ChoiceField(choices=[NOTHING, *_choices(DISPUTE_REASONS)])
    amount = forms.DecimalField(required=False, min_value=Decimal("0.01"), decimal_places=2)
    field_order = ("reason", "amount", "invoices")


class DocumentPart(InvoicesPart):
    type = forms.ChoiceField(choices=[NOTHING, *_choices(DOCUMENT_TYPES)])
    field_order = ("type", "invoices")


class ContactPart(PartForm):
    name = forms.CharField(required=False, max_length=200)
    email = forms.EmailField(required=False)


PARTS: dict[str, type[PartForm]] = {
    "promises": PromisePart,
    "payments": PaymentPart,
    "disputes": DisputePart,
    "documents": DocumentPart,
    "contacts": ContactPart,
}


class CorrectionForm(DeedForm):
    """Gives `answer`, an output line of the reading contract."""

    template = "dunning/admin/correction.html"
    intents = forms.MultipleChoiceField(choices=_choices(INTENTS), label=_("What it means"))
    absent = forms.BooleanField(required=False, label=_("Somebody is away"))
    until = forms.DateField(required=False, label=_("Back on"), help_text=_("First day back at work, if said."))

    def prepare(self) -> None:
        answer, absence = self.row.answer, self.row.answer.get("absence")
        self.initial = {
            "intents": [intent["intent"] for intent in answer.get("intents", ())],
            "absent": absence is not None,
            "until": (absence or {}).get("until"),
        }
        numbers = _numbers(self.row)
        self.parts = [
            forms.formset_factory(part, extra=1, can_delete=True, can_delete_extra=False)(
                self.data if self.is_bound else None,
                prefix=name,
                initial=answer.get(name, ()),
                form_kwargs={"numbers": numbers},
            )
            for name, part in PARTS.items()
        ]

    def is_valid(self) -> bool:
        return super().is_valid() and self._parts_are_valid()

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        return {"answer": self._answer(given)} if self._parts_are_valid() else given

    def _parts_are_valid(self) -> bool:
        found = [part.is_valid() for part in self.parts]  # each of them, so that all mistakes are shown at once
        return all(found)

    def _answer(self, given: dict[str, Any]) -> dict[str, Any]:
        chosen = given.get("intents", [])
        return {
            "language": self.row.answer.get("language", ""),
            "intents": [{"intent": intent, "confidence": 1.0} for intent in chosen],
            **{str(part.prefix): [form.answer() for form in _filled(part)] for part in self.parts},
            "absence": {"until": _json(given.get("until"))} if given.get("absent") else None,
            "needs_human": bool(HUMAN_INTENTS & set(chosen)),
        }


def _filled(part: Any) -> list[PartForm]:
    return [form for form in part.forms if form.has_changed() or form.initial if not form.cleaned_data.get("DELETE")]


def _numbers(reading: Any) -> list[str]:
    """Open invoices of the mail's case, and those that the reading names already."""
    named = {number for name in PARTS for part in reading.answer.get(name, ()) for number in part.get("invoices", ())}
    rows = open_invoices(reading.mail.case) if reading.mail.case else Invoice.objects.none()
    return sorted({*rows.values_list("number", flat=True)[:200], *named})


def _json(value: Any) -> Any:
    if isinstance(value, list):
        return value
    return str(value) if value not in (None, "") else None

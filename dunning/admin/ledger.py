"""Ledger pages on which a person books: collecting takes them over, because it has to follow the money."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelect
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from customers.admin.allocation import AllocationAdmin
from customers.admin.amounts import shown_amount
from customers.admin.bank import BankTransactionAdmin
from customers.admin.invoice import InvoiceAdmin
from customers.models import Allocation, BankTransaction, Customer, Invoice
from customers.services.allocation import AllocationLine
from dunning.access import narrow, restrict
from dunning.admin.deed_forms import DeedForm, ReasonForm
from dunning.admin.deeds import Deed, DeedsMixin
from dunning.services.money import cash_desk
from dunning.services.money.clearing import last_matched
from dunning.services.money.matched_undo import match_again, take_back_matched
from dunning.workspace.booked_lately import booked_view
from dunning.workspace.unmatched_money import book_view, items_view, panel_view, undo_view, unmatched_view
from trade.numbers import parse_amount

ALLOCATE = "customers.add_allocation"
CHANGE_PAYMENT = "customers.change_banktransaction"


class WriteOffForm(ReasonForm):
    amount = forms.DecimalField(required=False, min_value=Decimal("0.01"), decimal_places=2, help_text=_("Empty: all."))


class AllocateForm(DeedForm):
    lines = forms.CharField(
        label=_("On which invoices"),
        widget=forms.Textarea(attrs={"rows": 5, "placeholder": "INV-10023 400.00\nINV-10024"}),
        help_text=_("One to a line: the number, then the amount; without an amount as much as is open, or left."),
    )

    def clean_lines(self) -> list[AllocationLine]:
        typed = [line.split() for line in self.cleaned_data["lines"].splitlines() if line.strip()]
        known = self._invoices([words[0] for words in typed])
        found, left = [], self.row.unallocated_amount
        for number, *rest in typed:
            if number not in known:
                raise forms.ValidationError(
                    gettext("There is no open invoice %(number)s in %(currency)s.")
                    % {"number": number, "currency": self.row.currency}
                )
            amount = _amount(rest) or min(known[number].open_amount, left)
            left -= amount
            found.append(AllocationLine(known[number].pk, amount))
        return found

    def _invoices(self, numbers: list[str]) -> dict[str, Invoice]:
        rows = Invoice.objects.still_open().filter(
            number__in=numbers, currency=self.row.currency, source__creditor_id=self.row.source.creditor_id
        )
        return {row.number: row for row in narrow(rows, user=self.by)}


class AccountForm(DeedForm):
    customer = forms.ModelChoiceField(
        queryset=Customer.objects.all(),
        widget=AutocompleteSelect(BankTransaction._meta.get_field("debtor"), admin.site),
    )

    def prepare(self) -> None:
        field = self.fields["customer"]
        field.queryset = restrict(field.queryset, user=self.by, customer="pk")  # type: ignore[attr-defined]


def _amount(words: list[str]) -> Decimal | None:
    if not words:
        return None
    try:
        return parse_amount(" ".join(words))
    except ValueError as problem:
        raise forms.ValidationError(str(problem)) from None


def _write_off(invoice: Invoice, /, *, by: Any, as_of: Any, **given: Any) -> str:
    row = cash_desk.write_off_invoice(invoice_id=invoice.pk, by=by, as_of=as_of, **given)
    return gettext("%(amount)s of %(number)s is written off.") % {
        "amount": shown_amount(row.amount, invoice.currency),
        "number": invoice.number,
    }


def _allocate(payment: BankTransaction, /, *, by: Any, as_of: Any, lines: list[AllocationLine]) -> str:
    rows = cash_desk.allocate_by_hand(transaction_id=payment.pk, lines=lines, by=by, as_of=as_of)
    booked = sum((row.amount for row in rows), Decimal())
    return gettext("%(amount)s is on its invoices now.") % {"amount": shown_amount(booked, payment.currency)}


def _keep(payment: BankTransaction, /, *, by: Any, as_of: Any, customer: Customer) -> str:
    kept = cash_desk.keep_on_account(transaction_id=payment.pk, debtor_id=customer.pk, by=by, as_of=as_of)
    return gettext("It is on account of %(debtor)s.") % {"debtor": kept.debtor}


def _set_aside(payment: BankTransaction, /, *, by: Any, as_of: Any) -> str:
    cash_desk.set_aside(transaction_id=payment.pk, by=by, as_of=as_of)
    return gettext("Set aside: it is no customer's payment.")


def _take_back_matched(payment: BankTransaction, /, *, by: Any, as_of: Any) -> str:
    back = take_back_matched(transaction_id=payment.pk, by=by, as_of=as_of)
    return gettext("Taken back: %(amount)s waits for a person now.") % {
        "amount": shown_amount(back.unallocated_amount, back.currency)
    }


def _match_again(payment: BankTransaction, /, *, by: Any, as_of: Any) -> str:
    report = match_again(transaction_id=payment.pk, by=by, as_of=as_of)
    return (
        gettext("Matching has looked again and left it to a person.")
        if report.left
        else gettext("Matching has booked it.")
    )


def _take_back(row: Allocation, /, *, by: Any, as_of: Any, reason: str) -> str:
    cash_desk.take_back(allocation_ids=[row.pk], reason=reason, by=by, as_of=as_of)
    return gettext("Taken back: %(number)s is open again by that amount.") % {"number": row.invoice.number}


def _is_matched(payment: BankTransaction) -> bool:
    return payment.state != BankTransaction.State.UNMATCHED and last_matched(payment.pk) is not None


def _waits(payment: BankTransaction) -> bool:
    return payment.state == BankTransaction.State.UNMATCHED


def _has_money(payment: BankTransaction) -> bool:
    return payment.unallocated_amount > 0 and payment.state != BankTransaction.State.UNRELATED


class BookedInvoiceAdmin(DeedsMixin, InvoiceAdmin):
    deeds = (
        Deed(
            "write-off",
            _("Write off"),
            ALLOCATE,
            _write_off,
            WriteOffForm,
            lambda row: row.kind == Invoice.Kind.INVOICE and row.open_amount > 0,
            icon="money_off",
        ),
    )


class BookedTransactionAdmin(DeedsMixin, BankTransactionAdmin):
    """With the page beside the list on which a clerk clears what matching left."""

    deeds = (
        Deed("allocate", _("Allocate"), ALLOCATE, _allocate, AllocateForm, _has_money, icon="rule", variant="primary"),
        Deed("keep", _("Put on account"), CHANGE_PAYMENT, _keep, AccountForm, _has_money, icon="savings"),
        Deed(
            "set-aside",
            _("No customer's payment"),
            CHANGE_PAYMENT,
            _set_aside,
            when=lambda row: row.state != BankTransaction.State.UNRELATED,
            hint=_("It is left out of matching from now on."),
            icon="block",
        ),
        Deed("take-back", _("Take back"), ALLOCATE, _take_back_matched, when=_is_matched, icon="undo"),
        Deed("match-again", _("Match again"), ALLOCATE, _match_again, when=_waits, icon="refresh"),
    )

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        return [
            path("unmatched/", wrap(self.unmatched_view), name="customers_banktransaction_unmatched"),
            path("unmatched/booked/", wrap(self.booked_view), name="customers_banktransaction_booked"),
            path("unmatched/undo/", wrap(undo_view), name="customers_banktransaction_undo"),
            path("unmatched/<int:transaction_id>/", wrap(panel_view), name="customers_banktransaction_panel"),
            path("unmatched/<int:transaction_id>/items/", wrap(items_view), name="customers_banktransaction_items"),
            path("unmatched/<int:transaction_id>/book/", wrap(book_view), name="customers_banktransaction_book"),
            *super().get_urls(),
        ]

    def unmatched_view(self, request: HttpRequest) -> HttpResponse:
        return unmatched_view(request, site=self.admin_site)

    def booked_view(self, request: HttpRequest) -> HttpResponse:
        return booked_view(request, site=self.admin_site)


class BookedAllocationAdmin(DeedsMixin, AllocationAdmin):
    deeds = (
        Deed(
            "take-back",
            _("Take back"),
            ALLOCATE,
            _take_back,
            ReasonForm,
            lambda row: row.reverses_id is None and not hasattr(row, "reversed_by"),
            hint=_("A new row turns it around; nothing is deleted."),
            icon="undo",
        ),
    )


for model, page in (
    (Invoice, BookedInvoiceAdmin),
    (BankTransaction, BookedTransactionAdmin),
    (Allocation, BookedAllocationAdmin),
):
    admin.site.unregister(model)
    admin.site.register(model, page)

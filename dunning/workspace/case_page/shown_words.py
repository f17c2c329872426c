"""Words of rows as a person reads them: meanings, purposes, days and how sure a reading is."""

from __future__ import annotations

from datetime import date

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

WORDS: dict[str, Promise] = {
    "promise_to_pay": _("Promises to pay"),
    "payment_claimed": _("Says it has paid"),
    "dispute": _("Contests something"),
    "document_request": _("Asks for a document"),
    "extension_request": _("Asks for more time"),
    "contact_change": _("Names another contact"),
    "out_of_office": _("Out of office"),
    "question": _("Asks a question"),
    "insolvency": _("Insolvency"),
    "legal_threat": _("Talks of lawyers or courts"),
    "refusal": _("Refuses to pay"),
    "opt_out": _("Wants no more mail"),
    "acknowledgement": _("Acknowledges"),
    "unrelated": _("Nothing to do with it"),
    "injection": _("Gives orders to a machine"),
    "our_bank_change": _("Talks of changed bank details"),
    "pricing": _("price"),
    "quantity": _("quantity"),
    "quality": _("quality"),
    "non_delivery": _("not delivered"),
    "duplicate": _("billed twice"),
    "missing_credit": _("credit note missing"),
    "missing_po": _("order number missing"),
    "tax": _("tax"),
    "billing_details": _("billing details"),
    "contract_terms": _("contract terms"),
    "other": _("something else"),
    "invoice_copy": _("copy of the invoice"),
    "statement": _("statement of account"),
    "proof_of_delivery": _("proof of delivery"),
    "purchase_order": _("purchase order"),
    "tax_form": _("tax form"),
    "bank_details": _("bank details"),
    "contract": _("contract"),
    "credit_note": _("credit note"),
}


def in_words(key: str) -> str:
    """The words of a key of the reading contract; of another key the key itself, readable."""
    return str(WORDS[key]) if key in WORDS else key.replace("_", " ")


def sure_in_words(confidence: float) -> str:
    if confidence >= 0.95:
        return gettext("sure")
    if confidence >= 0.85:
        return gettext("rather sure")
    if confidence >= 0.6:
        return gettext("not sure")
    return gettext("a guess")


def day_in_words(day: date | str | None) -> str:
    """ "" for none; a text that is no ISO date as it is."""
    if isinstance(day, str):
        try:
            day = date.fromisoformat(day)
        except ValueError:
            return str(day)
    return date_format(day, "DATE_FORMAT") if day else ""

"""The labels of the reading contract, and two marks of our own that only ever call a person."""

from __future__ import annotations

INTENTS = (
    "promise_to_pay",
    "payment_claimed",
    "dispute",
    "document_request",
    "extension_request",
    "contact_change",
    "out_of_office",
    "question",
    "insolvency",
    "legal_threat",
    "refusal",
    "opt_out",
    "acknowledgement",
    "unrelated",
)
# Always a person's matter.
HUMAN_INTENTS = frozenset({"dispute", "extension_request", "insolvency", "legal_threat", "refusal", "opt_out"})

INJECTION = "injection"
OUR_BANK_CHANGE = "our_bank_change"
MARKS = (INJECTION, OUR_BANK_CHANGE)

DISPUTE_REASONS = (
    "pricing",
    "quantity",
    "quality",
    "non_delivery",
    "duplicate",
    "missing_credit",
    "missing_po",
    "tax",
    "billing_details",
    "contract_terms",
    "other",
)
DOCUMENT_TYPES = (
    "invoice_copy",
    "statement",
    "proof_of_delivery",
    "purchase_order",
    "tax_form",
    "bank_details",
    "contract",
    "credit_note",
    "other",
)
# Documents that belong to no invoice.
LOOSE_DOCUMENTS = frozenset({"statement", "tax_form", "bank_details", "contract"})

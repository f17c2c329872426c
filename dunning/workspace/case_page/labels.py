"""One click to the right label: a reading's answer with another meaning in place of its own. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from agent.reading.labels import DISPUTE_REASONS, DOCUMENT_TYPES, HUMAN_INTENTS, INTENTS

DETAILS: Mapping[str, tuple[str, ...]] = {"dispute": DISPUTE_REASONS, "document_request": DOCUMENT_TYPES}
PARTS = ("promises", "payments", "disputes", "documents", "contacts")
# An undated promise, a payment without a sum: what the words left open stays open.
UNSAID: Mapping[str, Any] = {"date": None, "amount": None, "invoices": []}


def relabelled(answer: Mapping[str, Any], *, intent: str, detail: str = "") -> dict[str, Any]:
    """The same mail meaning this one thing; days, sums and invoices that were read are kept where they fit.

    Raises ValueError for an intent or detail that the reading contract does not know.
    """
    if intent not in INTENTS:
        raise ValueError(f"“{intent}” is no meaning of a mail.")
    if detail and detail not in DETAILS.get(intent, ()):
        raise ValueError(f"“{detail}” does not go with “{intent}”.")
    return {
        "language": answer.get("language", ""),
        "intents": [{"intent": intent, "confidence": 1.0}],
        **{name: [] for name in PARTS},
        **_parts(answer, intent, detail),
        "absence": (answer.get("absence") or {"until": None}) if intent == "out_of_office" else None,
        "needs_human": intent in HUMAN_INTENTS,
    }


def _parts(answer: Mapping[str, Any], intent: str, detail: str) -> dict[str, Any]:
    said = [*(answer.get("promises") or ()), *(answer.get("payments") or ())]
    match intent:
        case "promise_to_pay":
            return {"promises": [_money(part) for part in said] or [dict(UNSAID)]}
        case "payment_claimed":
            return {"payments": [{**_money(part), "reference": part.get("reference")} for part in said] or [_claim()]}
        case "dispute":
            reason = detail or "other"
            found = [{**part, "reason": reason} for part in answer.get("disputes") or ()]
            return {"disputes": found or [{"reason": reason, "amount": None, "invoices": _named(answer)}]}
        case "document_request":
            wanted = detail or "invoice_copy"
            found = [{**part, "type": wanted} for part in answer.get("documents") or ()]
            return {"documents": found[:1] or [{"type": wanted, "invoices": _named(answer)}]}
        case "contact_change":
            return {"contacts": list(answer.get("contacts") or ())}
    return {}


def _money(part: Mapping[str, Any]) -> dict[str, Any]:
    return {name: part.get(name, unsaid) for name, unsaid in UNSAID.items()}


def _claim() -> dict[str, Any]:
    return {**UNSAID, "reference": None}


def _named(answer: Mapping[str, Any]) -> list[str]:
    """Every invoice that the reading names, whatever for."""
    parts = (part for name in PARTS for part in answer.get(name) or ())
    return list(dict.fromkeys(number for part in parts for number in part.get("invoices") or ()))

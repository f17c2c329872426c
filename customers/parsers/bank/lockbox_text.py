"""Remittance advices as text of labelled lines: a lockbox bank's stubs, and mails that say what is paid."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

from customers.parsers.bank.statement import RemittanceAdvice, RemittanceLine
from customers.parsers.bank.text_files import bank_text
from customers.parsers.errors import UnreadableFile
from trade.dates import parse_date
from trade.numbers import parse_amount

LABELS = {
    "payer": ("payer", "remitter", "customer", "paid by", "customer name", "payer name"),
    "customer_number": ("account", "customer number", "customer account", "account number", "customer no"),
    "trace": ("check number", "check no", "cheque number", "check #", "trace", "trace number", "payment reference"),
    "amount": ("check amount", "cheque amount", "amount", "remitting", "payment amount", "total", "amount paid"),
    "paid_on": ("deposit date", "check date", "payment date", "date", "value date"),
    "documents": ("invoices", "invoice", "invoice number", "invoice numbers", "invoice no", "invoice(s)", "documents"),
    "purchase_order": ("po", "purchase order", "po number", "p.o."),
    "deduction": ("deduction", "deductions", "short pay", "shortpay", "short payment"),
    "note": ("memo", "note", "notes", "remarks", "comment"),
    "other": ("depository", "batch", "lockbox", "from", "to", "subject", "cc", "sent", "reply-to", "message-id"),
}
FIELD_OF = {label: field for field, labels in LABELS.items() for label in labels}
LINE = re.compile(r"[ \t]*([A-Za-z][A-Za-z.#() -]{0,30}?)[ \t]*:[ \t]*(.*)")
MONEY = re.compile(r"(?P<currency>[A-Z]{3} ?|[$€£] ?)?(?P<number>[0-9][0-9.,' ]*[0-9]|[0-9])")
SIGNS = {"$": "USD", "€": "EUR", "£": "GBP"}
# "apply $1,100.00 to INV-10580 and $400.00 to INV-10581"
APPLIED = re.compile(r"[$€£]? ?([0-9][0-9.,]*[0-9])\s+(?:to|against)\s+(?:invoice\s+)?([A-Z0-9][A-Z0-9/._-]*[0-9])")


def read_lockbox_text(data: bytes) -> tuple[RemittanceAdvice, ...]:
    """One advice for each stub. Raises UnreadableFile for a text that names neither payer nor amount."""
    text = bank_text(data, format_name="a remittance text")
    advices = tuple(advice for part in _stubs(text) if (advice := _advice(part)) is not None)
    if not advices:
        raise UnreadableFile("The text is no remittance advice: it has no lines such as “Payer:” and “Check amount:”.")
    return advices


def _stubs(text: str) -> list[str]:
    """A stub begins with its heading, or where none is, the text is one."""
    parts = re.split(r"(?im)^(?=[^\n:]*remittance advice[^\n:]*$)", text)
    return [part for part in parts if part.strip()]


def _advice(text: str) -> RemittanceAdvice | None:
    found, body = _labelled(text)
    if "amount" not in found or not (found.get("payer") or found.get("trace")):
        return None
    amount, currency = _money(found["amount"])
    if amount is None:
        return None
    return RemittanceAdvice(
        payer_name=found.get("payer", ""),
        amount=amount,
        currency=currency,
        paid_on=_day(found.get("paid_on", "")),
        trace=found.get("trace", ""),
        method="check" if re.search(r"(?i)che(?:ck|que) (?:number|no|amount|#)", text) else "",
        lines=_lines(found, body, amount),
        note="\n".join(part for part in (found.get("note", ""), " ".join(body.split())) if part),
        customer_number=found.get("customer_number", ""),
    )


def _labelled(text: str) -> tuple[dict[str, str], str]:
    """Fields by our names, the first that is filled counts, and the text without labels."""
    found: dict[str, str] = {}
    rest = []
    for line in text.split("\n"):
        match = LINE.fullmatch(line)
        field = FIELD_OF.get(match[1].strip().casefold()) if match else None
        if match is None or field is None:
            rest.append(line)
        elif match[2].strip():
            found.setdefault(field, match[2].strip())
    return found, "\n".join(line for line in rest if not re.search(r"(?i)remittance advice", line))


def _lines(found: dict[str, str], body: str, amount: Decimal) -> tuple[RemittanceLine, ...]:
    documents = [part for part in re.split(r"[,;\s]+", found.get("documents", "")) if part]
    applied = {document: parse_amount(number.rstrip(".,")) for number, document in APPLIED.findall(body)}
    kept_back, _ = _money(found.get("deduction", ""))
    reason = re.sub(rf"^{MONEY.pattern}\s*", "", found.get("deduction", ""))
    named = [document for document in documents if document in reason]
    short = named[0] if named else documents[0] if len(documents) == 1 else ""
    order = found.get("purchase_order", "")
    if not documents:
        return (RemittanceLine("", purchase_order=order),) if order else ()
    whole = amount if len(documents) == 1 and not _leaves_rest(body + found.get("note", "")) else None
    lines = [
        RemittanceLine(
            document,
            applied.get(document, whole),
            kept_back if kept_back and document == short else Decimal(),
            reason if document == short else "",
            order if len(documents) == 1 else "",
        )
        for document in documents
    ]
    if kept_back and not short:
        lines.append(RemittanceLine("", None, kept_back, reason))
    return tuple(lines)


def _leaves_rest(words: str) -> bool:
    """Whether the payer says that not all of the payment is for the invoice."""
    return re.search(r"(?i)\b(?:extra|plus|rest|remainder|on (?:the )?account)\b", words) is not None


def _money(text: str) -> tuple[Decimal | None, str]:
    match = MONEY.match(text)
    if match is None:
        return None, ""
    sign = (match["currency"] or "").strip()
    try:
        return parse_amount(match["number"]), SIGNS.get(sign, sign)
    except ValueError:
        return None, ""


def _day(text: str) -> date | None:
    """American order where both can be read: lockboxes are American."""
    try:
        return parse_date(text, order="mdy") if text else None
    except ValueError:
        return None

"""The admin's sidebar: the day's work first, then the ledger, the rules, and the installation itself."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from django.urls import reverse_lazy

Entry = dict[str, Any]


def _may(permission: str) -> Callable[[HttpRequest], bool]:
    return lambda request: request.user.has_perm(permission)


def _list(title: str, icon: str, model: str) -> Entry:
    """A model's list, for whoever may view or change it; `model` as app.model."""
    app, _, name = model.partition(".")
    view, change = _may(f"{app}.view_{name}"), _may(f"{app}.change_{name}")
    return {
        "title": title,
        "icon": icon,
        "link": reverse_lazy(f"admin:{app}_{name}_changelist"),
        "permission": lambda request: view(request) or change(request),
    }


def _group(title: str, *entries: Entry) -> Entry:
    return {"title": title, "separator": True, "collapsible": bool(title), "items": list(entries)}


def _on_imports(request: HttpRequest) -> bool:
    """On any of their pages but the upload's, which has an entry of its own."""
    return request.path.startswith(str(_IMPORTS)) and request.path != str(_UPLOAD["link"])


def _on_cadences(request: HttpRequest) -> bool:
    """On any of their pages but the week's, which has an entry of its own."""
    return request.path.startswith(str(_CADENCES)) and request.path != str(_WEEK["link"])


def _on_transactions(request: HttpRequest) -> bool:
    """On any of their pages but that of unmatched money, which has an entry of its own."""
    return request.path.startswith(str(_TRANSACTIONS)) and not request.path.startswith(str(_UNMATCHED["link"]))


def _on_sources(request: HttpRequest) -> bool:
    """On any of their pages but that of the differences, which has an entry of its own."""
    return request.path.startswith(str(_SOURCES)) and request.path != str(_DIFFERENCES["link"])


_TRANSACTIONS = reverse_lazy("admin:customers_banktransaction_changelist")
_UNMATCHED = {
    "title": "Unmatched money",
    "icon": "rule",
    "link": reverse_lazy("admin:customers_banktransaction_unmatched"),
    "permission": _may("customers.view_banktransaction"),
}
_SOURCES = reverse_lazy("admin:customers_ledgersource_changelist")
_DIFFERENCES = {
    "title": "Bank and ERP",
    "icon": "compare_arrows",
    "link": reverse_lazy("admin:customers_ledgersource_differences"),
    "permission": lambda request: (
        _may("customers.view_banktransaction")(request) and _may("customers.view_invoice")(request)
    ),
}
_CADENCES = reverse_lazy("admin:dunning_cadence_changelist")
_IMPORTS = reverse_lazy("admin:customers_importrun_changelist")
_AUTONOMY = {
    "title": "Autonomy",
    "icon": "elevation",
    "link": reverse_lazy("admin:dunning_rungchange_ladder"),
    "permission": lambda request: _may("dunning.view_rung")(request) or _may("dunning.change_rung")(request),
}
_WEEK = {
    "title": "The week ahead",
    "icon": "event_upcoming",
    "link": reverse_lazy("admin:dunning_cadence_week"),
    "permission": _may("dunning.view_message"),
}
_HOME = {"title": "Home", "icon": "home", "link": reverse_lazy("admin:index")}
_UPLOAD = {
    "title": "Import a file",
    "icon": "upload_file",
    "link": reverse_lazy("admin:customers_importrun_upload"),
    "permission": _may("customers.add_importrun"),
}

NAVIGATION: list[Entry] = [
    _group(
        "",
        _HOME,
        _list("Waiting", "inbox", "dunning.review"),
        _list("Cases", "folder_open", "dunning.case"),
        _list("Messages", "send", "dunning.message"),
        _WEEK,
        _list("Mails received", "mail", "dunning.incomingmail"),
        _list("Readings", "menu_book", "dunning.reading"),
    ),
    _group(
        "Said and done",
        _list("Promises", "handshake", "dunning.promise"),
        _list("Disputes", "gavel", "dunning.dispute"),
        _list("Arrangements", "calendar_month", "dunning.arrangement"),
        _list("Escalations", "escalator_warning", "dunning.escalation"),
        _list("Calls and notes", "call", "dunning.activity"),
        _list("Decisions", "alt_route", "dunning.decision"),
        _list("Suppressed addresses", "block", "dunning.suppression"),
    ),
    _group(
        "Ledger",
        _list("Customers", "groups", "customers.customer"),
        _list("Contacts", "contact_mail", "customers.contact"),
        _list("Invoices", "receipt_long", "customers.invoice"),
        _UNMATCHED,
        _list("Bank transactions", "account_balance", "customers.banktransaction") | {"active": _on_transactions},
        _list("Allocations", "swap_horiz", "customers.allocation"),
        _DIFFERENCES,
        _list("Documents", "description", "customers.document"),
        _UPLOAD,
        _list("Imports", "history", "customers.importrun") | {"active": _on_imports},
    ),
    _group(
        "Rules",
        _list("Policies", "rule", "dunning.policy"),
        _list("Cadences", "stairs", "dunning.cadence") | {"active": _on_cadences},
        _list("Segments and rungs", "category", "dunning.segment"),
        _AUTONOMY,
        _list("Wording", "edit_note", "dunning.wording"),
        _list("Personas", "badge", "dunning.persona"),
        _list("Creditors", "domain", "customers.creditor"),
        _list("Sources", "database", "customers.ledgersource") | {"active": _on_sources},
        _list("Account managers", "support_agent", "customers.accountmanager"),
        _list("Rates", "currency_exchange", "customers.rate"),
    ),
    _group(
        "Installation",
        _list("Global stop", "pan_tool", "dunning.installation"),
        _list("Audit trail", "fact_check", "audit.auditevent"),
        _list("Model calls", "smart_toy", "agent.llmcall"),
        _list("Users", "person", "auth.user"),
        _list("Groups", "group", "auth.group"),
    ),
]

"""The admin's sidebar: the day's work first, then the ledger, the rules, and the installation itself."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from django.urls import reverse_lazy
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Entry = dict[str, Any]


def _may(permission: str) -> Callable[[HttpRequest], bool]:
    return lambda request: request.user.has_perm(permission)


def _sees_figures(request: HttpRequest) -> bool:
    """They are sums over all customers."""
    from dunning.access import is_restricted

    return request.user.has_perm("customers.view_snapshot") and not is_restricted(request.user)


def _sees_forecast(request: HttpRequest) -> bool:
    from dunning.access import is_restricted

    return request.user.has_perm("dunning.view_forecast") and not is_restricted(request.user)


def _sees_pilots(request: HttpRequest) -> bool:
    from dunning.access import is_restricted

    return request.user.has_perm("dunning.view_pilot") and not is_restricted(request.user)


def _list(title: str | Promise, icon: str, model: str) -> Entry:
    """A model's list, for whoever may view or change it; `model` as app.model."""
    app, _, name = model.partition(".")
    view, change = _may(f"{app}.view_{name}"), _may(f"{app}.change_{name}")
    return {
        "title": title,
        "icon": icon,
        "link": reverse_lazy(f"admin:{app}_{name}_changelist"),
        "permission": lambda request: view(request) or change(request),
    }


def _group(title: str | Promise, *entries: Entry) -> Entry:
    return {"title": title, "separator": True, "collapsible": isinstance(title, Promise), "items": list(entries)}


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


def _on_reviews(request: HttpRequest) -> bool:
    """On any of their pages but the queue, which has an entry of its own."""
    return request.path.startswith(str(_REVIEWS)) and not request.path.startswith(str(_QUEUE["link"]))


_TRANSACTIONS = reverse_lazy("admin:customers_banktransaction_changelist")
_UNMATCHED = {
    "title": _("Unmatched money"),
    "icon": "rule",
    "link": reverse_lazy("admin:customers_banktransaction_unmatched"),
    "permission": _may("customers.view_banktransaction"),
}
_SOURCES = reverse_lazy("admin:customers_ledgersource_changelist")
_DIFFERENCES = {
    "title": _("Bank and ERP"),
    "icon": "compare_arrows",
    "link": reverse_lazy("admin:customers_ledgersource_differences"),
    "permission": lambda request: (
        _may("customers.view_banktransaction")(request) and _may("customers.view_invoice")(request)
    ),
}
_CADENCES = reverse_lazy("admin:dunning_cadence_changelist")
_IMPORTS = reverse_lazy("admin:customers_importrun_changelist")
_AUTONOMY = {
    "title": _("Autonomy"),
    "icon": "elevation",
    "link": reverse_lazy("admin:dunning_rungchange_ladder"),
    "permission": lambda request: _may("dunning.view_rung")(request) or _may("dunning.change_rung")(request),
}
_PILOTS = {
    "title": _("Pilots"),
    "icon": "science",
    "link": reverse_lazy("admin:dunning_pilot_board"),
    "permission": _sees_pilots,
}
_WEEK = {
    "title": _("The week ahead"),
    "icon": "event_upcoming",
    "link": reverse_lazy("admin:dunning_cadence_week"),
    "permission": _may("dunning.view_message"),
}
_REVIEWS = reverse_lazy("admin:dunning_review_changelist")
_QUEUE = {
    "title": _("Queue"),
    "icon": "inbox",
    "link": reverse_lazy("admin:dunning_review_queue"),
    "permission": _may("dunning.view_review"),
    "badge": "dunning.workspace.queue.badge.queue_badge",
}
_HOME = {"title": _("Today"), "icon": "home", "link": reverse_lazy("admin:index")}
_FIGURES = {
    "title": _("Figures"),
    "icon": "monitoring",
    "link": reverse_lazy("admin:customers_snapshot_figures"),
    "permission": _sees_figures,
}
_FORECAST = {
    "title": _("Cash forecast"),
    "icon": "finance_mode",
    "link": reverse_lazy("admin:dunning_forecast_weeks"),
    "permission": _sees_forecast,
}
_UPLOAD = {
    "title": _("Import a file"),
    "icon": "upload_file",
    "link": reverse_lazy("admin:customers_importrun_upload"),
    "permission": _may("customers.add_importrun"),
}

NAVIGATION: list[Entry] = [
    _group(
        "",
        _HOME,
        _QUEUE,
        _list(_("Cases"), "folder_open", "dunning.case"),
        _list(_("Messages"), "send", "dunning.message"),
        _WEEK,
        _FIGURES,
        _FORECAST,
        _list(_("Mails received"), "mail", "dunning.incomingmail"),
        _list(_("Readings"), "menu_book", "dunning.reading"),
        _list(_("All reviews"), "fact_check", "dunning.review") | {"active": _on_reviews},
    ),
    _group(
        _("Said and done"),
        _list(_("Promises"), "handshake", "dunning.promise"),
        _list(_("Disputes"), "gavel", "dunning.dispute"),
        _list(_("Arrangements"), "calendar_month", "dunning.arrangement"),
        _list(_("Escalations"), "escalator_warning", "dunning.escalation"),
        _list(_("Calls and notes"), "call", "dunning.activity"),
        _list(_("Decisions"), "alt_route", "dunning.decision"),
        _list(_("Suppressed addresses"), "block", "dunning.suppression"),
    ),
    _group(
        _("Ledger"),
        _list(_("Customers"), "groups", "customers.customer"),
        _list(_("Contacts"), "contact_mail", "customers.contact"),
        _list(_("Invoices"), "receipt_long", "customers.invoice"),
        _UNMATCHED,
        _list(_("Bank transactions"), "account_balance", "customers.banktransaction") | {"active": _on_transactions},
        _list(_("Allocations"), "swap_horiz", "customers.allocation"),
        _DIFFERENCES,
        _list(_("Documents"), "description", "customers.document"),
        _UPLOAD,
        _list(_("Imports"), "history", "customers.importrun") | {"active": _on_imports},
    ),
    _group(
        _("Rules"),
        _list(_("Policies"), "rule", "dunning.policy"),
        _list(_("Cadences"), "stairs", "dunning.cadence") | {"active": _on_cadences},
        _list(_("Segments and rungs"), "category", "dunning.segment"),
        _list(_("Priority"), "low_priority", "dunning.priorityrule"),
        _AUTONOMY,
        _PILOTS,
        _list(_("Wording"), "edit_note", "dunning.wording"),
        _list(_("Personas"), "badge", "dunning.persona"),
        _list(_("Creditors"), "domain", "customers.creditor"),
        _list(_("Sources"), "database", "customers.ledgersource") | {"active": _on_sources},
        _list(_("Account managers"), "support_agent", "customers.accountmanager"),
        _list(_("Rates"), "currency_exchange", "customers.rate"),
    ),
    _group(
        _("Installation"),
        _list(_("Global stop"), "pan_tool", "dunning.installation"),
        _list(_("Audit trail"), "fact_check", "audit.auditevent"),
        _list(_("Model calls"), "smart_toy", "agent.llmcall"),
        _list(_("Late-payment models"), "query_stats", "agent.trainedmodel"),
        _list(_("Users"), "person", "auth.user"),
        _list(_("Groups"), "group", "auth.group"),
    ),
]

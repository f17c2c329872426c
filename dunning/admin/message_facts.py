"""What a message's page shows above the form: text, findings, facts, who did what."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import get_user_model
from django.db import models
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from agent.facts import PromiseFact
from audit.models import AuditEvent
from customers.admin.amounts import shown_amount
from dunning.admin.case_facts import STANDINGS
from dunning.facts_json import facts_from_json
from dunning.models import Decision, Dispute, Evidence, Message, Promise
from dunning.models.autonomy import cell_words
from dunning.workspace.case_page.shown_words import day_in_words
from dunning.writing import violation_key

SHOWN_EVENTS = 30
SHOWN_PAYMENTS = 5


def message_facts(message: Message) -> dict[str, Any]:
    """Five queries: its events, its documents, the decision behind it, its evidence, and who overruled."""
    evidence = Evidence.objects.filter(message=message).select_related("segment").first()
    return {
        "approved_how": _rung_words(evidence),
        "outcome": _outcome(evidence),
        "message": message,
        "findings": _findings(message),
        "used": _facts_used(message),
        "because": _because(message),
        "events": events_of(message),
        "documents": list(message.documents.all()),
    }


def _rung_words(evidence: Evidence | None) -> str:
    """Which rung let the agent approve it alone."""
    if evidence is None:
        return _("the rules")
    place = f"{evidence.segment}, {cell_words(evidence.kind, evidence.stage)}"
    return _("the agent on the rung “%(rung)s” (%(place)s)") % {
        "rung": evidence.get_level_display().lower(),
        "place": place,
    }


def _outcome(evidence: Evidence | None) -> str:
    """What people changed, and what came of it."""
    if evidence is None:
        return ""
    found = []
    if evidence.changed_share is not None:
        found.append(
            _("A person changed %(percent)s %% of its words.") % {"percent": round(100 * evidence.changed_share)}
        )
    if evidence.complained_at:
        found.append(
            _("The customer complained on %(complained_at)s.")
            % {"complained_at": date_format(evidence.complained_at, "SHORT_DATE_FORMAT")}
        )
    if evidence.replied_at:
        found.append(
            _("A reply came on %(replied_at)s.") % {"replied_at": date_format(evidence.replied_at, "SHORT_DATE_FORMAT")}
        )
    return " ".join(found)


def _label(choices: type[models.TextChoices], value: str) -> str:
    return str(choices(value).label).lower() if value in choices.values else value


def _promise(promise: PromiseFact) -> str:
    said = f"{_label(Promise.Kind, promise.kind)}, {day_in_words(promise.date) or _('no date')}"
    return f"{said} ({_label(Promise.Status, promise.outcome)}): {', '.join(promise.invoices)}"


def _because(message: Message) -> str:
    """The decision that a step came from; answers and thanks say by their purpose why they are there."""
    if not message.step_key:
        return ""
    decided = Decision.objects.filter(
        case=message.case_id, step_key=message.step_key, decided_at__lte=message.created_at
    )
    found = decided.order_by("-id").first()
    return found.reason_text if found else ""


def events_of(row: Any) -> list[AuditEvent]:
    """The latest events about a row, newest first; one query."""
    rows = AuditEvent.objects.filter(subject_type=row._meta.model_name, subject_id=row.pk)
    return list(rows.select_related("user")[:SHOWN_EVENTS])


def _findings(message: Message) -> list[dict[str, str]]:
    """Each violation with its sentence, why, and if it was overruled, by whom and why."""
    if not message.violations:
        return []
    overruled = {entry["violation"]: entry for entry in message.overruled}
    people = _names({entry["by"] for entry in message.overruled})
    return [
        {
            **found,
            "overruled": _("Overruled by %(who)s: %(why)s")
            % {"who": people.get(entry["by"]) or _("somebody"), "why": entry["reason"]}
            if entry
            else "",
        }
        for found in message.violations
        for entry in [overruled.get(violation_key(**found))]
    ]


def _names(keys: set[int]) -> dict[int, str]:
    if not keys:
        return {}
    return {user.pk: user.get_username() for user in get_user_model().objects.filter(pk__in=keys)}


def _facts_used(message: Message) -> dict[str, Any]:
    if not message.facts:
        return {}
    facts = facts_from_json(message.facts)
    return {
        "today": facts.today,
        "totals": [shown_amount(amount, currency) for currency, amount in facts.net_asked().items()],
        "invoices": [
            {
                "number": invoice.number,
                "due": invoice.due,
                "balance": shown_amount(invoice.balance, invoice.currency),
                "days": invoice.days_overdue,
                "standing": STANDINGS[invoice.standing],
            }
            for invoice in facts.invoices
        ],
        "credits": [f"{credit.number} {shown_amount(credit.amount, credit.currency)}" for credit in facts.credits],
        "payments": [
            _("%(amount)s of %(booked_on)s")
            % {"amount": shown_amount(payment.amount, payment.currency), "booked_on": day_in_words(payment.booked_on)}
            + (f": {', '.join(payment.invoices)}" if payment.invoices else "")
            for payment in sorted(facts.payments, key=lambda payment: payment.booked_on, reverse=True)[:SHOWN_PAYMENTS]
        ],
        "promises": [_promise(promise) for promise in facts.promises],
        "disputes": [
            f"{_label(Dispute.Reason, dispute.reason)}: {', '.join(dispute.invoices)}" for dispute in facts.disputes
        ],
        "allowed": [words for words in (facts.allowed.bank_details, facts.allowed.payment_link) if words],
        "sender": f"{facts.sender.name}, {facts.sender.company}" if facts.sender else "",
    }

"""Rows in words: for each kind of row the entry that the timeline shows, who did it and why."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from audit.models import AuditEvent
from audit.sentences import part_in_readers_language
from customers.admin.amounts import shown_amount
from customers.models import Allocation
from dunning.models import Activity, Arrangement, Decision, Dispute, Escalation, Message, Promise
from dunning.workspace.case_page.entries import AGENT, CUSTOMER, MANAGER, PERSON, SYSTEM, Entry
from dunning.workspace.case_page.mails import ShownMail
from dunning.workspace.case_page.shown_words import day_in_words, in_words

GOOD, BAD, WARN = "good", "bad", "warn"
# How many invoice numbers a line names before it counts them.
MOST_NUMBERS = 4


def mail_received(shown: ShownMail, *, at: datetime) -> Entry:
    mail = shown.mail
    who = mail.from_name or mail.from_email
    title = mail.subject or _("No subject")
    return Entry("mail", at, who, CUSTOMER, title, template="mail", row=shown, minor=mail.automatic == "bounce")


def message(row: Any, *, at: datetime) -> Entry:
    """Sent ones in full; what never went out as a line that says why. `approver`: the name of who let it go."""
    who, by = _writer(row)
    title = row.subject or part_in_readers_language("purpose", row.purpose.replace("_", " ").capitalize())
    if row.status in (*Message.LEFT, Message.Status.FAILED):
        tone = {"bounced": BAD, "uncertain": WARN, "failed": BAD}.get(row.status, "")
        return Entry("message", at, who, by, title, tone=tone, template="message", row=row)
    words = {
        "superseded": _("Draft taken back"),
        "rejected": _("Draft rejected"),
        "shadow": _("Would have written"),
    }.get(row.status, row.get_status_display())
    return Entry("message", at, who, by, f"{words}: {title}", why=row.problem, minor=True, row=row)


def activity(row: Activity, *, at: datetime) -> Entry:
    titles = {"call": _("Call"), "mail": _("Mail sent outside Dunwell"), "note": _("Note")}
    who, by = (_name(row.by), PERSON) if row.by else (_("Account manager"), MANAGER)
    return Entry(row.kind, at, who, by, titles[row.kind], template="text", row=row.text)


def promise(row: Promise, *, at: datetime, judged: bool) -> Entry:
    claim = row.kind == Promise.Kind.CLAIM
    what = shown_amount(row.amount, row.currency) if row.amount is not None else _("the whole balance")
    invoices = _numbers([line.invoice.number for line in row.lines.all()])
    if judged:
        titles = {
            "kept": (_("Promise kept: %(what)s"), GOOD),
            "partly_kept": (_("Promise partly kept: %(what)s"), WARN),
            "broken": (_("Promise broken: %(what)s"), BAD),
            "unseen": (_("Claimed payment not seen: %(what)s"), BAD),
            "lapsed": (_("Promise lapsed, it counts neither way: %(what)s"), ""),
            "superseded": (_("A newer word took its place: %(what)s"), ""),
            "withdrawn": (_("Promise withdrawn: %(what)s"), ""),
        }
        words, tone = titles.get(row.status, (_("Promise judged: %(what)s"), ""))
        if claim and row.status == "kept":
            words = _("The payment came in: %(what)s")
        minor = row.status in ("superseded", "lapsed", "withdrawn")
        return Entry("promise", at, _("Ledger"), SYSTEM, words % {"what": what}, why=invoices, tone=tone, minor=minor)
    day = day_in_words(row.promised_on)
    if claim:
        words = _("Payment announced as made: %(what)s, %(day)s") if day else _("Payment announced as made: %(what)s")
    else:
        words = _("Promise: %(what)s by %(day)s") if day else _("Promise without a date: %(what)s")
    quiet = _("Quiet until %(day)s.") % {"day": day_in_words(row.quiet_until)}
    return Entry(
        "promise",
        at,
        _("Customer"),
        CUSTOMER,
        words % {"what": what, "day": day},
        why=" ".join(filter(None, (invoices, quiet))),
        template="" if row.mail_id or not row.quote else "quote",
        row=row.quote,
        beside={"status": row.get_status_display(), "link": ("promise", row.pk), "tone": _promise_tone(row)},
    )


def dispute(row: Dispute, *, at: datetime, resolved: bool) -> Entry:
    reason = in_words(row.reason)
    numbers = _numbers([invoice.number for invoice in row.invoices.all()])
    if resolved:
        words = _("Dispute withdrawn: %(reason)s") if row.status == "withdrawn" else _("Dispute resolved: %(reason)s")
        why = " ".join(filter(None, (row.get_outcome_display(), numbers)))
        return Entry("dispute", at, _owner(row), PERSON, words % {"reason": reason}, why=why, tone=GOOD)
    why = _("To be settled by %(day)s. %(numbers)s") % {"day": day_in_words(row.deadline), "numbers": numbers}
    return Entry(
        "dispute",
        at,
        _("Customer"),
        CUSTOMER,
        _("Dispute: %(reason)s") % {"reason": reason},
        why=why,
        tone=WARN if row.status == Dispute.Status.OPEN else "",
        template="" if row.mail_id or not row.quote else "quote",
        row=row.quote,
        beside={"status": row.get_status_display(), "link": ("dispute", row.pk)},
    )


def arrangement(row: Arrangement, *, at: datetime) -> Entry:
    dates = [
        f"{day_in_words(part.due_on)}: {shown_amount(part.amount, row.currency)}" for part in row.instalments.all()
    ]
    title = _("Arrangement granted: %(dates)s") % {"dates": "; ".join(dates)}
    why = " ".join(filter(None, (_numbers([invoice.number for invoice in row.invoices.all()]), row.note)))
    status = {"status": row.get_status_display(), "link": ("arrangement", row.pk)}
    return Entry("arrangement", at, _name(row.granted_by), PERSON, title, why=why, beside=status)


def escalation(row: Escalation, *, at: datetime, answered: bool) -> Entry:
    if answered:
        who = _name(row.answered_by) if row.answered_by else row.sent_to or _("Account manager")
        title = _("Answered: %(answer)s") % {"answer": row.get_answer_display()}
        return Entry("escalation", at, who, MANAGER, title, tone=GOOD)
    told = row.sent_to or _("nobody: the AR manager decides")
    words = _("Told %(who)s beforehand") if row.heads_up else _("Asked %(who)s")
    due = "" if row.heads_up else _("Answer by %(day)s.") % {"day": day_in_words(row.deadline)}
    return Entry(
        "escalation",
        at,
        _("Agent"),
        AGENT,
        words % {"who": told},
        why=" ".join(filter(None, (row.reason_text, due))),
        beside={"status": row.get_status_display(), "link": ("escalation", row.pk)},
    )


def decision(row: Decision, *, at: datetime) -> Entry:
    titles = {
        "send": _("Decided to write"),
        "wait": _("Decided to wait"),
        "escalate": _("Decided to escalate"),
        "review": _("Decided to ask a person"),
        "close": _("Decided to close"),
    }
    title = titles.get(row.action, row.action)
    return Entry("decision", at, _("Agent"), AGENT, title, why=row.reason_text, minor=True, row=row)


def event(row: AuditEvent, *, at: datetime) -> Entry:
    """What was done to the case itself."""
    titles = {
        "case.held": _("Held until %(day)s") % {"day": day_in_words(row.data.get("until", ""))},
        "case.hold_released": _("Hold ended"),
        "case.closed": _("Case closed"),
        "case.reopened": _("Case opened again"),
        "case.attempts_granted": _("%(more)s more messages allowed") % {"more": row.data.get("more", "")},
    }
    who, by = (_name(row.user), PERSON) if row.user else (row.get_actor_display(), AGENT)
    return Entry("event", at, who, by, titles.get(row.action, row.action), why=row.reason)


def money(rows: Sequence[Allocation], *, at: datetime) -> Entry:
    """What one payment, credit note or file of the ERP settled; taken back where it is less than nothing."""
    first, payment = rows[0], rows[0].transaction
    total = sum((row.amount for row in rows), Decimal())
    amount = shown_amount(abs(total), first.invoice.currency)
    words = {
        "bank": _("Payment of %(amount)s"),
        "erp": _("Settled in the ledger: %(amount)s"),
        "expected": _("Bank money of %(amount)s, not in the ledger yet"),
        "credit_note": _("Credit note of %(amount)s applied"),
        "write_off": _("%(amount)s written off"),
    }.get(first.origin, _("%(amount)s booked"))
    if total < 0:
        words = _("%(amount)s taken back")
    numbers = _numbers(list(dict.fromkeys(row.invoice.number for row in rows)))
    parts = [numbers, payment.reference[:140] if payment else "", first.reason]
    tone = GOOD if total > 0 and first.origin in ("bank", "erp", "expected") else WARN if total < 0 else ""
    why = " · ".join(part for part in parts if part)
    return Entry("money", at, _("Ledger"), SYSTEM, words % {"amount": amount}, why=why, tone=tone)


def _writer(row: Any) -> tuple[str, str]:
    if row.author.startswith("person:") or row.kind == Message.Kind.MANUAL:
        return row.approver or _("Person"), PERSON
    if row.approver:
        return _("Agent, approved by %(who)s") % {"who": row.approver}, AGENT
    return _("Agent"), AGENT


def _promise_tone(row: Promise) -> str:
    tones = {"kept": GOOD, "partly_kept": WARN, "broken": BAD, "unseen": BAD, "unclear": WARN, "open": "info"}
    return tones.get(row.status, "")


def _owner(row: Dispute) -> str:
    return _name(row.owner) if row.owner else _("AR team")


def _name(user: Any) -> str:
    return (user.get_full_name() or user.get_username()) if user else _("Somebody")


def _numbers(numbers: Sequence[str]) -> str:
    """Invoice numbers, the first few by name."""
    named, more = numbers[:MOST_NUMBERS], len(numbers) - MOST_NUMBERS
    words = ", ".join(named)
    if more <= 0:
        return words
    return ngettext("%(words)s and %(more)s more", "%(words)s and %(more)s more", more) % {"words": words, "more": more}

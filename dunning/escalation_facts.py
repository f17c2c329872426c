"""Everything an account manager needs to know about a customer on one page, in its language: for mail and answer page.

Read in ten queries, however much the customer owes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import partial
from typing import Any

from django.db.models import Q, Sum

from customers.history import payment_habits
from customers.models import Invoice
from customers.models.invoice import InvoiceQuerySet
from dunning.inside_words import words_in
from dunning.local_days import today_of
from dunning.models import Case, Dispute, Escalation, EscalationRule, IncomingMail, Message, Promise
from trade.dates import format_date
from trade.money import format_amount

SHOWN_INVOICES, SHOWN_PROMISES, SHOWN_MESSAGES = 15, 4, 4
QUOTE_LENGTH = 400
# Past the due date, by the buckets of an aging report; None: no end.
BUCKETS: tuple[tuple[int, int | None], ...] = ((1, 30), (31, 60), (61, 90), (91, None))
PROMISE_MEMORY = timedelta(days=365)
BROKEN = (Promise.Status.BROKEN, Promise.Status.UNSEEN)
HABIT_MINIMUM = 3


@dataclass(frozen=True)
class OverdueLine:
    """One overdue invoice; `aside` says that it is disputed, promised or said to be paid."""

    number: str
    due: str
    days: int
    amount: str
    aside: str


@dataclass(frozen=True)
class AgingLine:
    """What is open in one currency by age: not due, then the buckets, then all of it."""

    currency: str
    parts: tuple[str, ...]
    total: str


@dataclass(frozen=True)
class EscalationPage:
    """All of it in words and formatted figures."""

    debtor: str
    why: tuple[str, ...]
    exposure: str
    aging_heads: tuple[str, ...]
    aging: tuple[AgingLine, ...]
    lines: tuple[OverdueLine, ...]
    more: int
    kept: int
    broken: int
    promises: tuple[str, ...]
    pays: str
    quote: str
    quote_by: str
    sent: tuple[str, ...]


def escalation_page(escalation: Escalation, *, language: str, as_of: datetime) -> EscalationPage:
    case, words = escalation.case, words_in(language)
    today = today_of(case, as_of=as_of)
    overdue = Invoice.objects.overdue(today).filter(
        debtor_id=escalation.debtor_id, source__creditor_id=case.creditor_id
    )
    aside = _set_aside(escalation.debtor_id, words)
    tell = partial(_line, aside=aside, language=language, today=today)
    promises = _promises(escalation.debtor_id, as_of=as_of)
    quote, quote_by = _last_words(case, language=language)
    return EscalationPage(
        debtor=escalation.debtor.name,
        why=_why(escalation, overdue.exclude(pk__in=aside), language=language, today=today),
        exposure=format_amount(escalation.exposure, case.policy.currency, language=language),
        aging_heads=_aging_heads(words),
        aging=_aging(case, language=language, today=today),
        lines=tuple(tell(invoice) for invoice in overdue.order_by("due_on", "pk")[:SHOWN_INVOICES]),
        more=max(overdue.count() - SHOWN_INVOICES, 0),
        kept=sum(promise.status == Promise.Status.KEPT for promise in promises),
        broken=sum(promise.status in BROKEN for promise in promises),
        promises=tuple(_promise_words(promise, language=language) for promise in promises[:SHOWN_PROMISES]),
        pays=_pays(case.debtor_id, language=language, today=today),
        quote=quote,
        quote_by=quote_by,
        sent=_sent(case, language=language),
    )


def overdue_amount(escalation: Escalation, *, language: str) -> str:
    return format_amount(escalation.exposure, escalation.case.policy.currency, language=language)


def why_in_words(escalation: Escalation, *, language: str, as_of: datetime) -> tuple[str, ...]:
    """Why now, for a list of several customers. Three queries."""
    today = today_of(escalation.case, as_of=as_of)
    overdue = Invoice.objects.overdue(today).filter(
        debtor_id=escalation.debtor_id, source__creditor_id=escalation.case.creditor_id
    )
    return _why(escalation, overdue, language=language, today=today)


def _why(escalation: Escalation, overdue: InvoiceQuerySet, *, language: str, today: date) -> tuple[str, ...]:
    """By the conditions of the rule that was met; a question that a person put keeps its own words."""
    words, case = words_in(language), escalation.case
    rule = EscalationRule.objects.filter(policy_id=case.policy_id, key=escalation.rule_key).first()
    if rule is None:
        return (escalation.reason_text,)
    amount = overdue_amount(escalation, language=language)
    said = [words["why_exposure"].format(amount=amount)]
    oldest = overdue.order_by("due_on").values_list("due_on", flat=True).first()
    if rule.age_over_days is not None and oldest:
        said.append(words["why_age"].format(days=(today - oldest).days))
    if rule.silence_over_days is not None:
        since = (case.last_reply_at or case.episode_started_at).date()
        said.append(words["why_silence"].format(days=(today - since).days))
    if rule.broken_promises_over is not None:
        broken = Promise.objects.filter(debtor_id=escalation.debtor_id, status=Promise.Status.BROKEN).count()
        said.append(words["why_broken"].format(count=broken))
    if rule.tier and rule.heads_up:
        said.append(words["why_tier"])
    return tuple(said)


def _line(invoice: Invoice, *, aside: dict[int, str], language: str, today: date) -> OverdueLine:
    return OverdueLine(
        number=invoice.number,
        due=format_date(invoice.due_on, language=language),
        days=invoice.days_past_due(today),
        amount=format_amount(invoice.open_amount, invoice.currency, language=language),
        aside=aside.get(invoice.pk, ""),
    )


def _set_aside(debtor_id: int, words: Mapping[str, str]) -> dict[int, str]:
    promised = Promise.objects.filter(debtor_id=debtor_id, status=Promise.Status.OPEN)
    disputed = Dispute.objects.filter(debtor_id=debtor_id, status=Dispute.Status.OPEN)
    found: dict[int, str] = {}
    for invoice_id, kind in promised.values_list("lines__invoice_id", "kind"):
        found[invoice_id] = words["promised" if kind == Promise.Kind.PROMISE else "claimed"]
    for invoice_id in disputed.values_list("invoices", flat=True):
        found[invoice_id] = words["disputed"]
    found.pop(None, None)  # type: ignore[call-overload]
    return found


def _aging_heads(words: Mapping[str, str]) -> tuple[str, ...]:
    spans = tuple(
        words["days"].format(span=f"{first}–{last}") if last else words["over_days"].format(days=first - 1)
        for first, last in BUCKETS
    )
    return (words["not_due"], *spans)


def _aging(case: Case, *, language: str, today: date) -> tuple[AgingLine, ...]:
    """Open invoices by currency and age; one query."""
    sums = {"total": Sum("open_amount"), "p0": Sum("open_amount", filter=Q(due_on__gte=today))}
    for place, (first, last) in enumerate(BUCKETS, start=1):
        within = Q(due_on__lte=today - timedelta(days=first))
        if last:
            within &= Q(due_on__gte=today - timedelta(days=last))
        sums[f"p{place}"] = Sum("open_amount", filter=within)
    invoices = Invoice.objects.still_open().filter(
        debtor_id=case.debtor_id, source__creditor_id=case.creditor_id, kind=Invoice.Kind.INVOICE
    )
    found = []
    rows: Any = invoices.values("currency").annotate(**sums).order_by("currency")
    for row in rows:
        money = partial(format_amount, currency=row["currency"], language=language)
        parts = [row[f"p{place}"] for place in range(len(BUCKETS) + 1)]
        shown = tuple(money(part) if part else "–" for part in parts)
        found.append(AgingLine(row["currency"], shown, money(row["total"] or Decimal())))
    return tuple(found)


def _promises(debtor_id: int, *, as_of: datetime) -> list[Promise]:
    """Of the last twelve months, newest first."""
    told = (Promise.Status.KEPT, Promise.Status.PARTLY_KEPT, *BROKEN, Promise.Status.OPEN)
    rows = Promise.objects.filter(debtor_id=debtor_id, recorded_at__gte=as_of - PROMISE_MEMORY, status__in=told)
    return list(rows.order_by("-recorded_at", "-pk")[:50])


def _promise_words(promise: Promise, *, language: str) -> str:
    words = words_in(language)
    state = "broken" if promise.status in BROKEN else promise.status
    said = [words[f"promise_{state}"]]
    if promise.amount is not None:
        said.insert(0, format_amount(promise.amount, promise.currency, language=language))
    if promise.promised_on:
        said.insert(-1, words["promise_for"].format(date=format_date(promise.promised_on, language=language)))
    return ", ".join([" ".join(said[:-1]), said[-1]]) if len(said) > 1 else said[0]


def _pays(debtor_id: int, *, language: str, today: date) -> str:
    words = words_in(language)
    habit = payment_habits([debtor_id], on=today, minimum_settled=HABIT_MINIMUM).get(debtor_id)
    if habit is None:
        return words["no_history"]
    days = round(habit.median_days)
    key = "pays_after" if days > 0 else "pays_on_time"
    return words[key].format(days=days, count=habit.settled)


def _last_words(case: Case, *, language: str) -> tuple[str, str]:
    """The customer's own words of its last mail, short; and who wrote when. One query."""
    from agent.reading.cleaning import plain_text
    from agent.reading.trimming import trim

    mails = IncomingMail.objects.filter(case=case, automatic="").exclude(body_text="").order_by("-received_at", "-pk")
    mail = mails.only("body_text", "from_name", "from_email", "received_at", "to_email").first()
    if mail is None:
        return "", ""
    text = " ".join(trim(plain_text(mail.body_text), sender=mail.from_name, ours=mail.to_email).text.split())
    if len(text) > QUOTE_LENGTH:
        text = text[:QUOTE_LENGTH].rpartition(" ")[0] + " …"
    who = mail.from_name or mail.from_email
    when = format_date(mail.received_at.date(), language=language)
    return text, words_in(language)["last_words_on"].format(who=who, date=when)


def _sent(case: Case, *, language: str) -> tuple[str, ...]:
    words = words_in(language)
    out = Message.objects.filter(case=case, status__in=Message.LEFT, sent_at__isnull=False).order_by("-sent_at")
    return tuple(
        f"{format_date(sent_at.date(), language=language)}: {words.get(f'stage_{stage}', words['stage_other'])}"
        for stage, sent_at in out.values_list("stage", "sent_at")[:SHOWN_MESSAGES]
        if sent_at
    )

"""Recording and withdrawing a customer's word; `promise_judging` says what came of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from audit.recording import EventRow, record_event, record_events
from customers.models import Invoice
from dunning.local_days import business_deadline, calendar_of, today_of
from dunning.models import Case, IncomingMail, InvalidState, Policy, Promise, PromisedInvoice, Review
from dunning.services.cases.cases import account_changed, lock_case
from dunning.services.promises.bounds import implausible
from dunning.services.promises.claims import ask_about_claim
from dunning.services.promises.facts import UNDECIDED, takes_the_place_of
from dunning.services.promises.judging import judge_promises
from dunning.services.reviews.reviews import close_review, open_review
from trade.calendars import calendar_for

if TYPE_CHECKING:
    from django.contrib.auth.models import User

# Bank days that a claimed payment takes when neither the mail nor the policy knows its method.
USUAL_TRANSIT_DAYS = 3


class PromiseRefused(ValueError):
    """Nothing that could be promised: the sentence says why."""


@transaction.atomic
def record_promise(
    *,
    case_id: int,
    invoices: Sequence[int],
    amount: Decimal | None,
    currency: str,
    promised_on: date | None,
    given_on: date,
    as_of: datetime,
    quote: str = "",
    mail: IncomingMail | None = None,
    by: User | None = None,
    kind: str = Promise.Kind.PROMISE,
    method: str = "",
    reference: str = "",
) -> Promise:
    """Book a promise to pay, or with kind "claim" a payment said to be made, and quiet what it covers.

    `invoices` are keys; none and no amount mean all that is overdue in the currency (else all that is open), none with
    an amount the debtor as a whole. An empty currency is that of the invoices.
    Raises PromiseRefused where nothing is owed, or where day or amount are beyond belief.
    """
    is_claim = kind == Promise.Kind.CLAIM
    if why := implausible(amount=amount, day=promised_on, given_on=given_on, is_claim=is_claim):
        raise PromiseRefused(why)
    case = lock_case(case_id)
    judge_promises(as_of=as_of, debtor_ids=[case.debtor_id])
    items = _promised_items(case, invoices, amount=amount, currency=currency, as_of=as_of)
    currency = items[0].currency if items else currency or case.debtor.currency or case.creditor.currency
    if is_claim:
        promised_on = promised_on or given_on
    promise = Promise.objects.create(
        case=case,
        debtor=case.debtor,
        kind=kind,
        amount=amount,
        currency=currency,
        promised_on=promised_on,
        quiet_until=quiet_until(
            case, kind=kind, promised_on=promised_on, given_on=given_on, items=items, method=method
        ),
        given_on=given_on,
        recorded_at=as_of,
        quote=quote,
        reference=reference,
        mail=mail,
    )
    PromisedInvoice.objects.bulk_create(_lines(promise, items))
    again = _supersede_older(promise, as_of=as_of)
    _ask_a_person(promise, case=case, again=again, as_of=as_of)
    record_event(f"{kind}.recorded", subject=promise, as_of=as_of, by=by, debtor_id=case.debtor_id, data=_data(promise))
    account_changed(case, why=f"A {kind} was recorded.", as_of=as_of)
    return promise


@transaction.atomic
def withdraw_promise(*, promise_id: int, by: User | None, as_of: datetime, reason: str = "") -> Promise:
    """Undo a promise with its cause; what it had superseded counts again. Raises InvalidState the second time."""
    promise = Promise.objects.select_for_update().get(pk=promise_id)
    if promise.status == Promise.Status.WITHDRAWN:
        raise InvalidState(_("The promise is withdrawn already."))
    promise.status, promise.judged_at = Promise.Status.WITHDRAWN, as_of
    promise.save(update_fields=["status", "judged_at"])
    revived = list(Promise.objects.filter(superseded_by=promise).values_list("pk", flat=True))
    Promise.objects.filter(pk__in=revived).update(status=Promise.Status.OPEN, judged_at=None, superseded_by=None)
    close_review(promise, outcome="withdrawn", by=by, as_of=as_of)
    data = {"revived": revived}
    record_event(
        f"{promise.kind}.withdrawn",
        subject=promise,
        as_of=as_of,
        by=by,
        debtor_id=promise.debtor_id,
        reason=reason,
        data=data,
    )
    account_changed(lock_case(promise.case_id), why=f"A {promise.kind} was withdrawn.", as_of=as_of)
    return promise


@transaction.atomic
def decide_promise(*, promise_id: int, outcome: str, by: User, as_of: datetime) -> Promise:
    """A person says what came of an unclear promise or claim: kept, partly_kept, broken, unseen or lapsed."""
    promise = Promise.objects.select_for_update().get(pk=promise_id)
    if promise.status not in (*UNDECIDED, Promise.Status.UNSEEN):
        raise InvalidState(
            _("The %(kind)s is decided already: %(status)s.")
            % {"kind": promise.get_kind_display().lower(), "status": promise.get_status_display()}
        )
    if outcome not in ("kept", "partly_kept", "broken", "unseen", "lapsed"):
        raise ValueError(_("“%(outcome)s” is no outcome of a promise.") % {"outcome": outcome})
    promise.status, promise.judged_at = outcome, as_of
    promise.save(update_fields=["status", "judged_at"])
    close_review(promise, outcome=outcome, by=by, as_of=as_of)
    record_event(f"{promise.kind}.{outcome}", subject=promise, as_of=as_of, by=by, debtor_id=promise.debtor_id)
    account_changed(lock_case(promise.case_id), why=f"A {promise.kind} was decided.", as_of=as_of)
    return promise


def quiet_until(
    case: Case, *, kind: str, promised_on: date | None, given_on: date, items: Sequence[Invoice], method: str = ""
) -> date:
    """The last day of quiet: tolerance on the debtor's calendar, a payment's transit in the creditor's bank days."""
    policy, calendar = case.policy, calendar_of(case.debtor)
    if promised_on is None:
        return calendar.add_business_days(given_on, policy.undated_promise_days)
    if kind == Promise.Kind.CLAIM:
        transit = transit_days(policy, method)
        promised_on = calendar_for(case.creditor.country).add_business_days(promised_on, transit)
    elif items:
        # A date before the due date promises nothing before it.
        promised_on = max(promised_on, min(item.due_on for item in items))
    return calendar.add_business_days(promised_on, policy.promise_tolerance_days)


def transit_days(policy: Policy, method: str) -> int:
    known = policy.transit_days
    return int(known.get(method) or known.get("wire") or USUAL_TRANSIT_DAYS)


def _promised_items(
    case: Case, invoices: Sequence[int], *, amount: Decimal | None, currency: str, as_of: datetime
) -> list[Invoice]:
    """The open invoices meant, oldest due first and of one currency."""
    rows = Invoice.objects.still_open().filter(
        debtor_id=case.debtor_id, source__creditor_id=case.creditor_id, kind=Invoice.Kind.INVOICE
    )
    named = list(rows.filter(pk__in=list(invoices)).order_by("due_on", "pk")) if invoices else []
    if invoices and not named:
        raise PromiseRefused(_("None of these invoices is open for this debtor."))
    if not invoices and amount is None:
        wanted = currency or case.debtor.currency or case.creditor.currency
        every = list(rows.filter(currency=wanted).order_by("due_on", "pk"))
        named = [item for item in every if item.due_on <= today_of(case, as_of=as_of)] or every
        if not named:
            raise PromiseRefused(_("Nothing is open in %(wanted)s.") % {"wanted": wanted})
    return _of_one_currency(named, currency)


def _of_one_currency(items: list[Invoice], currency: str) -> list[Invoice]:
    found = {item.currency for item in items}
    if currency:
        items = [item for item in items if item.currency == currency]
    elif len(found) > 1:
        raise PromiseRefused(
            _("The invoices are in %(found)s: say which is promised.") % {"found": " and ".join(sorted(found))}
        )
    if found and not items:
        raise PromiseRefused(_("None of these invoices is in %(currency)s.") % {"currency": currency})
    return items


def _lines(promise: Promise, items: Sequence[Invoice]) -> list[PromisedInvoice]:
    """Each invoice's balance; an amount covers the oldest first."""
    left = promise.amount
    lines = []
    for item in items:
        part = item.open_amount if left is None else min(left, item.open_amount)
        left = None if left is None else left - part
        lines.append(PromisedInvoice(promise=promise, invoice=item, amount=part))
    return lines


def _supersede_older(promise: Promise, *, as_of: datetime) -> bool:
    """Take the place of undecided older ones for the same invoices. True when one of them was a claim too.

    An older promise that is moved after its date is broken; invoices of it that the newer one leaves out stay with it.
    """
    covered = set(promise.lines.values_list("invoice_id", flat=True))
    older = Promise.objects.filter(debtor_id=promise.debtor_id, currency=promise.currency, pk__lt=promise.pk)
    live = [*UNDECIDED, Promise.Status.UNSEEN]
    found = older.filter(status__in=live).prefetch_related("lines").select_for_update()
    again, events = False, []
    for one in found:
        lines = {line.invoice_id for line in one.lines.all()}
        if not takes_the_place_of(promise, one) or bool(covered) != bool(lines) or not lines <= covered:
            continue
        again = again or one.kind == promise.kind == Promise.Kind.CLAIM
        if one.status == Promise.Status.UNSEEN:
            continue
        one.status, one.superseded_by, one.judged_at = _status_when_moved(one, promise), promise, as_of
        one.save(update_fields=["status", "superseded_by", "judged_at"])
        close_review(one, outcome="superseded", by=None, as_of=as_of)
        reason = f"A newer {promise.kind} took its place."
        events.append(EventRow(f"{one.kind}.{one.status}", "promise", one.pk, one.debtor_id, reason))
    record_events(events, as_of=as_of)
    return again


def _status_when_moved(older: Promise, newer: Promise) -> str:
    moved_late = older.promised_on is not None and newer.given_on > older.promised_on
    if moved_late and older.kind == newer.kind == Promise.Kind.PROMISE:
        return Promise.Status.BROKEN
    return Promise.Status.SUPERSEDED


def _ask_a_person(promise: Promise, *, case: Case, again: bool, as_of: datetime) -> None:
    if promise.kind == Promise.Kind.CLAIM:
        ask_about_claim(promise, case=case, again=again, as_of=as_of)
        return
    policy = case.policy
    horizon = promise.given_on + timedelta(days=policy.promise_horizon_days)
    since = as_of - timedelta(days=policy.broken_promise_window_days)
    broken = Promise.objects.filter(
        debtor_id=promise.debtor_id, kind=Promise.Kind.PROMISE, status=Promise.Status.BROKEN, judged_at__gte=since
    ).count()
    reasons = []
    if promise.promised_on and promise.promised_on > horizon:
        reasons.append(f"It is for {promise.promised_on}, more than {policy.promise_horizon_days} days away.")
    if broken > 1:
        reasons.append(f"{broken} promises were broken within {policy.broken_promise_window_days} days.")
    if reasons:
        deadline = business_deadline(policy.reply_deadline_days, case=case, as_of=as_of)
        kind, why = Review.Kind.PROMISE, " ".join(reasons)
        open_review(kind, why=why, subject=promise, case=case, deadline=deadline, as_of=as_of)


def _data(promise: Promise) -> dict[str, str | None]:
    return {
        "amount": str(promise.amount) if promise.amount is not None else None,
        "currency": promise.currency,
        "promised_on": promise.promised_on.isoformat() if promise.promised_on else None,
        "quiet_until": promise.quiet_until.isoformat(),
    }

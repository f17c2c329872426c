"""The customer page, from a signed link in a mail: no login, no script. A GET shows; only a POST of a form acts."""

from __future__ import annotations

import secrets
from collections.abc import Mapping

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone

from dunning.models import Dispute
from dunning.portal.customer.account import AccountLine, customer_account, document_for
from dunning.portal.customer.forms import LARGEST_FILE, MOST_NAME, MOST_WORDS, Typed
from dunning.portal.customer.protection import closed, for_customers, page
from dunning.portal.customer.shown import Shown
from dunning.portal.customer.words import words_in
from dunning.services.customer_page.acts import (
    ASKED,
    PromiseForm,
    contact_by_page,
    dispute_by_page,
    promise_by_page,
    question_by_page,
)
from dunning.services.customer_page.letters import Letter
from dunning.services.customer_page.links import Visit
from dunning.services.customer_page.visits import PRINTING
from dunning.services.promises.bounds import LONGEST_PROMISE

DONE = ("promise", "asked", "dispute", "contact", "question")
# Of a form's own key, so that the same form sent twice counts once.
KEY_LENGTH = 22


@for_customers()
def account(request: HttpRequest, visit: Visit) -> HttpResponse:
    """What is open, and the one thing to do next."""
    shown = _shown(visit)
    return page(request, "account", shown.words, {**shown.context(), **_frame(request, visit, shown)})


@for_customers(limit=PRINTING)
def statement(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The same as PDF; made for this once, nothing is stored."""
    from dunning.statements import as_pdf

    shown = _shown(visit)
    pdf = as_pdf(shown.account.statement(language=shown.words.language))
    response = HttpResponse(pdf, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="statement-{shown.account.today.isoformat()}.pdf"'
    return response


@for_customers(limit=PRINTING)
def document(request: HttpRequest, visit: Visit, document_id: int) -> HttpResponse | FileResponse:
    """A stored paper of one of the invoices shown."""
    found = document_for(visit, document_id, as_of=timezone.now())
    if found is None:
        return closed(request)
    return FileResponse(found.file.open("rb"), as_attachment=True, filename=found.name, content_type="application/pdf")


@for_customers(acts=True)
def promise(request: HttpRequest, visit: Visit) -> HttpResponse:
    """A day of payment, for invoices that are not set aside."""
    shown, typed = _shown(visit), Typed(request)
    lines = tuple(line for line in shown.account.lines if line.standing not in ("disputed", "arranged"))
    if request.method == "POST":
        chosen, day = typed.invoices(lines), typed.day(today=shown.account.today)
        amount = typed.amount(chosen, language=shown.words.language, country=shown.account.country)
        if not typed.problems:
            total = shown.amount(amount, chosen[0].currency) if amount is not None else ""
            said = ", ".join(filter(None, (shown.day(day), total, *(line.number for line in chosen))))
            form = PromiseForm(tuple(line.pk for line in chosen), day, amount)
            words = f"{shown.words.say('promise_title')} {said}"
            became = promise_by_page(_letter(request, visit, words), form, as_of=timezone.now())
            return _done(request, visit, "asked" if became == ASKED else "promise")
    today = shown.account.today
    limits = {"first_day": today.isoformat(), "last_day": (today + LONGEST_PROMISE).isoformat()}
    ticked = {line.pk for line in lines if line.days_overdue and not line.standing} or {line.pk for line in lines}
    return _form(request, visit, shown, typed, "promise", lines=lines, ticked=ticked, more=limits)


@for_customers(acts=True)
def dispute(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Something is wrong with invoices: which, why, in words, with a file."""
    shown, typed = _shown(visit), Typed(request)
    lines = tuple(line for line in shown.account.lines if line.standing != "disputed")
    reasons = [
        (value, shown.words.say("other_reason" if value == "other" else value)) for value in Dispute.Reason.values
    ]
    if request.method == "POST":
        chosen, reason, words, file = typed.invoices(lines), typed.reason(), typed.words(required=False), typed.file()
        if not typed.problems:
            text = f"{', '.join(line.number for line in chosen)}: {dict(reasons)[reason]}\n\n{words}".strip()
            letter = Letter(visit, text, _key(request), file)
            invoices = [line.pk for line in chosen]
            became = dispute_by_page(letter, invoices=invoices, reason=reason, said=words, as_of=timezone.now())
            return _done(request, visit, "asked" if became == ASKED else "dispute")
    more = {"reasons": reasons, "file_hint": shown.words.say("file_hint", size=LARGEST_FILE)}
    return _form(request, visit, shown, typed, "dispute", lines=lines, ticked=set(), more=more)


@for_customers(acts=True)
def contact(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Somebody else is responsible."""
    shown, typed = _shown(visit), Typed(request)
    if request.method == "POST":
        name, email = typed.text("name", longest=MOST_NAME), typed.email()
        if not typed.problems:
            letter = _letter(request, visit, f"{shown.words.say('contact_title')} {name} {email}")
            became = contact_by_page(letter, name=" ".join(name.split()), email=email, as_of=timezone.now())
            return _done(request, visit, "asked" if became == ASKED else "contact")
    return _form(request, visit, shown, typed, "contact")


@for_customers(acts=True)
def question(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Anything else, in words."""
    shown, typed = _shown(visit), Typed(request)
    if request.method == "POST":
        words = typed.words(required=True)
        if not typed.problems:
            question_by_page(_letter(request, visit, words), as_of=timezone.now())
            return _done(request, visit, "question")
    return _form(request, visit, shown, typed, "question", more={"most_words": MOST_WORDS})


@for_customers()
def done(request: HttpRequest, visit: Visit, what: str) -> HttpResponse:
    """What became of the form."""
    shown = _shown(visit)
    if what not in DONE:
        return closed(request)
    return page(
        request, "done", shown.words, {"said": shown.words.say(f"done_{what}"), **_frame(request, visit, shown)}
    )


def _shown(visit: Visit) -> Shown:
    return Shown(customer_account(visit, as_of=timezone.now()), words_in(visit.language))


def _frame(request: HttpRequest, visit: Visit, shown: Shown) -> dict[str, object]:
    """What stands on every page; addresses keep the token that opened it."""
    names = ("account", "statement", "promise", "dispute", "contact", "question")
    token = _token(request)
    return {
        "company": shown.account.company,
        "customer": shown.account.customer,
        "private": shown.words.say("private", email=visit.contact.email),
        "preview": visit.preview,
        "token": token,
        "to": {name: reverse(f"customer_page:{name}", args=[token]) for name in names},
    }


def _form(
    request: HttpRequest,
    visit: Visit,
    shown: Shown,
    typed: Typed,
    name: str,
    *,
    lines: tuple[AccountLine, ...] = (),
    ticked: set[int] | None = None,
    more: Mapping[str, object] | None = None,
) -> HttpResponse:
    """The empty form, or what was typed with what is wrong beside it."""
    if request.method == "POST":
        ticked = {int(pk) for pk in request.POST.getlist("invoice")[: len(lines)] if pk.isdecimal() and len(pk) < 19}
    keys = {line.pk for line in lines}
    context: dict[str, object] = {
        "lines": [line for line in shown.lines() if line.pk in keys],
        "ticked": ticked or set(),
        "typed": {
            field: typed.text(field, longest=MOST_WORDS)
            for field in ("date", "amount", "reason", "words", "name", "email")
        },
        "wrong": typed.shown(shown.words.say),
        "key": secrets.token_urlsafe(16),
        **_frame(request, visit, shown),
        **(more or {}),
    }
    return page(request, name, shown.words, context, status=422 if typed.problems else 200)


def _letter(request: HttpRequest, visit: Visit, words: str) -> Letter:
    return Letter(visit, words, _key(request))


def _key(request: HttpRequest) -> str:
    """Of the form; one that somebody made up counts for this link alone."""
    return request.POST.get("key", "")[:KEY_LENGTH] or secrets.token_urlsafe(16)


def _done(request: HttpRequest, visit: Visit, what: str) -> HttpResponse:
    return HttpResponseRedirect(reverse("customer_page:done", args=[_token(request), what]))


def _token(request: HttpRequest) -> str:
    match = request.resolver_match
    return str(match.kwargs["token"]) if match else ""

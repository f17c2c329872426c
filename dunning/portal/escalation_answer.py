"""An account manager's answer to an escalation, by the link in its mail."""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import time_format

from customers.models import AccountManager
from dunning.escalation_facts import escalation_page
from dunning.escalation_letters import case_url
from dunning.inside_mail import language_of_address
from dunning.inside_words import words_in
from dunning.models import Escalation, InvalidState, SignedLink
from dunning.portal.answer_frame import answer_page, kept_private
from dunning.services.escalations.escalations import HoldUsed, answer_escalation
from dunning.services.escalations.handing import hand_on_escalation
from dunning.services.escalations.undo import undo_answer, undo_until
from dunning.signed_links import LinkSpent, is_expired, token_of
from trade.dates import format_date

SHOWN_MANAGERS = 200
LONGEST_NOTE = 1_000


def escalation_view(request: HttpRequest, link: SignedLink, answer: str) -> HttpResponse:
    escalation = _escalation(link)
    language = language_of_address(link.email, escalation.case.creditor)
    now = timezone.now()
    if link.used_at:
        if request.method == "POST" and answer == "undo":
            return _undo(request, link, language=language)
        return _answered(request, link, language=language)
    if escalation.status == Escalation.Status.ANSWERED:
        return _answered(request, link, language=language, status=410)
    if is_expired(link, as_of=now) or answer == "undo":
        words = words_in(language)
        context = {"title": words["expired_title"], "said": words["expired_said"], "case_url": case_url(escalation)}
        return answer_page(request, "closed", context, language=language, status=410)
    if request.method == "POST":
        return _act(request, link, request.POST.get("answer", answer), language=language)
    return answer_page(request, "answer", _question(link, answer, language=language), language=language)


def _escalation(link: SignedLink) -> Escalation:
    if link.escalation is None:
        raise ValueError("This link asks about something else.")
    return link.escalation


def _act(request: HttpRequest, link: SignedLink, answer: str, *, language: str) -> HttpResponse:
    words, given = words_in(language), request.POST
    note = given.get("note", "").replace("\x00", "").strip()[:LONGEST_NOTE]
    key = _escalation(link).pk
    try:
        if answer == Escalation.Answer.SOMEBODY_ELSE:
            named = given.get("address", "").strip() or given.get("manager", "")
            hand_on_escalation(escalation_id=key, to=named[:254], link=link, as_of=timezone.now())
        else:
            answer_escalation(escalation_id=key, answer=answer, link=link, note=note, as_of=timezone.now())
    except LinkSpent:
        return _redirect(link)
    except (InvalidState, ValueError) as refusal:
        problem = words["held_once"] if isinstance(refusal, HoldUsed) else words["try_again"]
        context = _question(link, "", language=language) | {"problem": problem}
        return answer_page(request, "answer", context, language=language, status=409)
    return _redirect(link)


def _undo(request: HttpRequest, link: SignedLink, *, language: str) -> HttpResponse:
    try:
        undo_answer(link, as_of=timezone.now())
    except InvalidState:
        return _answered(request, link, language=language, status=409, problem=words_in(language)["cannot_undo"])
    link.refresh_from_db()
    context = _question(link, "", language=language) | {"notice": words_in(language)["undone"]}
    return answer_page(request, "answer", context, language=language)


def _redirect(link: SignedLink) -> HttpResponse:
    """A reload then shows the answer instead of sending it again."""
    response = HttpResponseRedirect(reverse("portal:answer", args=[token_of(link)]))
    response.status_code = 303
    return kept_private(response)


def _question(link: SignedLink, chosen: str, *, language: str) -> dict[str, Any]:
    escalation, words, token = _escalation(link), words_in(language), token_of(link)
    deadline = format_date(escalation.deadline, language=language)
    choices = [
        {
            "value": value,
            "label": words[value],
            "effect": words[f"{value}_effect"],
            "confirm": words["send"].format(answer=words[value]),
            "url": reverse("portal:answer", args=[token, value]),
        }
        for value in Escalation.Answer.values
    ]
    debtor = escalation.debtor.name
    kind = "intro_expired" if escalation.status == Escalation.Status.EXPIRED else "intro_question"
    whom = escalation.sent_to or words["nobody"]
    return {
        "title": words["subject_question"].format(debtor=debtor),
        "intro": words[kind].format(debtor=debtor, deadline=deadline, whom=whom),
        "answer_by": words["answer_by"].format(deadline=deadline),
        "page": escalation_page(escalation, language=language, as_of=timezone.now()),
        "choices": choices,
        "chosen": next((choice for choice in choices if choice["value"] == chosen), None),
        "managers": _managers(link) if chosen == Escalation.Answer.SOMEBODY_ELSE else (),
        "home": reverse("portal:answer", args=[token]),
        "case_url": case_url(escalation),
    }


def _managers(link: SignedLink) -> list[AccountManager]:
    return list(AccountManager.objects.exclude(email__iexact=link.email).order_by("name", "email")[:SHOWN_MANAGERS])


def _answered(
    request: HttpRequest, link: SignedLink, *, language: str, status: int = 200, problem: str = ""
) -> HttpResponse:
    """Who answered what when, and for a short while a way to take it back."""
    words, escalation = words_in(language), _escalation(link)
    answer = link.answer or escalation.answer
    at = link.used_at if link.answer else escalation.answered_at
    by = escalation.answered_by
    who = link.email if link.answer else escalation.answered_email or (by.get_full_name() if by else "") or link.email
    until, zone = undo_until(link), escalation.case.creditor.time_zone
    own = bool(link.answer)
    said = words["thanks_said"].format(debtor=escalation.debtor.name, answer=words.get(answer, ""))
    if at is not None:
        local = at.astimezone(ZoneInfo(zone))
        when = f"{format_date(local.date(), language=language)}, {time_format(local.time(), 'H:i')}"
        said_by = words["spent_said"].format(who=who, when=when, answer=words.get(answer, ""))
    else:
        said_by = ""
    may_undo = until is not None and timezone.now() <= until and not problem
    context = {
        "title": words["thanks"] if own else words["spent"],
        "said": said if own else said_by,
        "said_by": said_by if own else "",
        "effect": words.get(f"{answer}_effect", "") if own else "",
        "problem": problem,
        "case_url": case_url(escalation),
        "undo_url": reverse("portal:answer", args=[token_of(link), "undo"]) if may_undo else "",
        "undo_until": words["undo_until"].format(time=time_format(until.astimezone(ZoneInfo(zone)).time(), "H:i"))
        if until and may_undo
        else "",
    }
    return answer_page(request, "closed", context, language=language, status=status)

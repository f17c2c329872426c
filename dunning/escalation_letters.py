"""The mails about escalations: everything on one page, and one link for each answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.urls import reverse

from dunning.escalation_facts import escalation_page, overdue_amount, why_in_words
from dunning.inside_mail import inside_letter, language_of_address
from dunning.inside_words import words_in
from dunning.models import Escalation, SignedLink
from dunning.signed_links import token_of
from trade.dates import format_date


@dataclass(frozen=True)
class Entry:
    """One customer of several in one mail; `url` leads to its question, "" where nothing is asked."""

    debtor: str
    exposure: str
    why: tuple[str, ...]
    deadline: str
    url: str


def question_letter(escalation: Escalation, *, link: SignedLink, kind: str, as_of: datetime) -> EmailMultiAlternatives:
    """`kind`: question, nag or expired."""
    case = escalation.case
    language = language_of_address(link.email, case.creditor)
    words, deadline = words_in(language), format_date(escalation.deadline, language=language)
    whom = escalation.sent_to or words["nobody"]
    debtor = escalation.debtor.name
    return inside_letter(
        link.email,
        subject=words[f"subject_{kind}"].format(debtor=debtor),
        template="escalation",
        context={
            "title": words["subject_question"].format(debtor=debtor),
            "intro": words[f"intro_{kind}"].format(debtor=debtor, deadline=deadline, whom=whom),
            "page": escalation_page(escalation, language=language, as_of=as_of),
            "answer_by": words["answer_by"].format(deadline=deadline),
            "answers": [
                (words[value], words[f"{value}_effect"], answer_url(link, value)) for value in Escalation.Answer.values
            ],
            "case_url": case_url(escalation),
            "personal": words["links_personal"].format(date=format_date(link.expires_at.date(), language=language)),
        },
        language=language,
        creditor=case.creditor,
        cc=case.policy.escalation_cc,
    )


def questions_letter(
    email: str, asked: Sequence[tuple[Escalation, SignedLink]], *, as_of: datetime
) -> EmailMultiAlternatives:
    """Several questions in one mail, each with a button to its own page."""
    first, link = asked[0]
    language = language_of_address(email, first.case.creditor)
    words = words_in(language)
    entries = [_entry(one, language=language, url=answer_url(own), as_of=as_of) for one, own in asked]
    return inside_letter(
        email,
        subject=words["subject_digest"].format(count=len(asked)),
        template="customers",
        context={
            "title": words["subject_digest"].format(count=len(asked)),
            "intro": words["intro_digest"],
            "entries": entries,
            "personal": words["links_personal"].format(date=format_date(link.expires_at.date(), language=language)),
        },
        language=language,
        creditor=first.case.creditor,
    )


def digest_letter(email: str, escalations: Sequence[Escalation], *, as_of: datetime) -> EmailMultiAlternatives:
    """One notice about all of these; it asks nothing."""
    first = escalations[0]
    language = language_of_address(email, first.case.creditor)
    words = words_in(language)
    one = len(escalations) == 1
    subject = words["subject_heads_up" if one else "subject_heads_up_many"]
    title = subject.format(debtor=first.debtor.name, count=len(escalations))
    return inside_letter(
        email,
        subject=title,
        template="heads_up" if one else "customers",
        context={
            "title": title,
            "intro": words["intro_heads_up"],
            "page": escalation_page(first, language=language, as_of=as_of) if one else None,
            "entries": [_entry(entry, language=language, url="", as_of=as_of) for entry in escalations],
            "case_url": case_url(first),
        },
        language=language,
        creditor=first.case.creditor,
    )


def answer_url(link: SignedLink, answer: str = "") -> str:
    arguments = [token_of(link), answer] if answer else [token_of(link)]
    return settings.PUBLIC_URL + reverse("portal:answer", args=arguments)


def case_url(escalation: Escalation) -> str:
    """Behind the login, which checks whose customer it is."""
    return settings.PUBLIC_URL + reverse("admin:dunning_case_change", args=[escalation.case_id])


def _entry(escalation: Escalation, *, language: str, url: str, as_of: datetime) -> Entry:
    return Entry(
        debtor=escalation.debtor.name,
        exposure=overdue_amount(escalation, language=language),
        why=why_in_words(escalation, language=language, as_of=as_of),
        deadline=format_date(escalation.deadline, language=language) if url else "",
        url=url,
    )

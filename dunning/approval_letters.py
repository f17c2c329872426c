"""The mails to people who are asked about a dispute, and to the AR manager when they do not answer."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.urls import reverse

from dunning.dispute_facts import dispute_facts
from dunning.inside_mail import inside_letter, language_of_address
from dunning.inside_words import words_in
from dunning.models import DisputeApproval, SignedLink
from dunning.signed_links import token_of
from trade.dates import format_date


def approval_letter(
    approval: DisputeApproval, *, link: SignedLink, kind: str, as_of: datetime
) -> EmailMultiAlternatives:
    """`kind`: question or nag."""
    dispute = approval.dispute
    language = approval_language(approval)
    words = words_in(language)
    link_url = settings.PUBLIC_URL + reverse("portal:answer", args=[token_of(link)])
    intro = approval_intro(approval, "a_intro" if kind == "question" else "a_intro_nag", language=language)
    personal = words["links_personal"].format(date=format_date(link.expires_at.date(), language=language))
    key = "a_subject" if kind == "question" else "a_subject_nag"
    context: dict[str, Any] = {
        "title": words[key].format(debtor=dispute.debtor.name),
        "intro": intro,
        "facts": dispute_facts(dispute, language=language),
        "question": approval.question,
        "button": words["a_open_page"],
        "url": link_url,
        "personal": personal,
    }
    return inside_letter(
        approval.email,
        subject=context["title"],
        template="approval",
        context=context,
        language=language,
        creditor=dispute.case.creditor,
    )


def late_letter(approval: DisputeApproval, *, to: str, as_of: datetime) -> EmailMultiAlternatives:
    dispute = approval.dispute
    language = language_of_address(to, dispute.case.creditor)
    words = words_in(language)
    title = words["a_subject_late"].format(debtor=dispute.debtor.name, whom=approval.name or approval.email)
    context = {
        "title": title,
        "intro": approval_intro(approval, "a_intro_late", language=language),
        "facts": dispute_facts(dispute, language=language),
        "question": approval.question,
        "button": words["more_on"],
        "url": settings.PUBLIC_URL + reverse("admin:dunning_dispute_page", args=[dispute.pk]),
    }
    return inside_letter(
        to, subject=title, template="approval", context=context, language=language, creditor=dispute.case.creditor
    )


def approval_language(approval: DisputeApproval) -> str:
    return approval.language or language_of_address(approval.email, approval.dispute.case.creditor)


def approval_intro(approval: DisputeApproval, key: str, *, language: str) -> str:
    asker = approval.asked_by
    creditor = approval.dispute.case.creditor.name
    return words_in(language)[key].format(
        debtor=approval.dispute.debtor.name,
        asker=(asker.get_full_name() or asker.get_username()) if asker else creditor,
        deadline=format_date(approval.deadline, language=language),
        whom=approval.name or approval.email,
    )

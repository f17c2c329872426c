"""Putting a mail before a person, with the deadline that its policy gives to replies."""

from __future__ import annotations

from datetime import date, datetime

from django.db import models

from dunning.local_days import business_deadline
from dunning.models import Case, IncomingMail, Review
from dunning.services.reviews.reviews import open_review
from trade.calendars import calendar_for
from trade.countries import local_date

# For mail of unknown accounts, which no policy rules: business days.
UNMATCHED_DEADLINE_DAYS = 2


def reply_deadline(case: Case | None, *, as_of: datetime) -> date:
    """The last business day on which a reply may wait for a person."""
    if case is None:
        return calendar_for("").add_business_days(local_date(as_of, "UTC"), UNMATCHED_DEADLINE_DAYS)
    return business_deadline(case.policy.reply_deadline_days, case=case, as_of=as_of)


def ask_about_mail(
    mail: IncomingMail, *, kind: str, why: str, as_of: datetime, subject: models.Model | None = None
) -> Review:
    """Open a Review of a kind about the mail, or about what it made."""
    deadline = reply_deadline(mail.case, as_of=as_of)
    return open_review(
        kind, why=why, subject=subject or mail, case=mail.case, deadline=deadline, as_of=as_of, look_again_on=deadline
    )

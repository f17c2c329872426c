"""Where a review's subject is to be seen."""

from __future__ import annotations

from django.urls import NoReverseMatch, reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from customers.models import BankTransaction
from dunning.models import Review
from dunning.models.review import SUBJECTS

RELATED = ("case__debtor", "case__policy", "owner", "closed_by", *SUBJECTS)


def subject_link(review: Review) -> tuple[str, str]:
    """Its words and address; ("", "") when it is gone. No query if the subject is loaded."""
    subject = next((getattr(review, name) for name in SUBJECTS if getattr(review, f"{name}_id")), None)
    if subject is None:
        return "", ""
    meta = subject._meta
    words = capfirst(f"{meta.verbose_name}: {subject}") if meta.model_name != "case" else _("The case")
    if isinstance(subject, BankTransaction) and subject.state == BankTransaction.State.UNMATCHED:
        return words, f"{reverse('admin:customers_banktransaction_unmatched')}?chosen={subject.pk}"
    if review.kind == Review.Kind.EXPECTED_MONEY:
        address = reverse("admin:customers_ledgersource_differences")
        return words, f"{address}?source={subject.pk}&what=expected"
    try:
        return words, reverse(f"admin:{meta.app_label}_{meta.model_name}_change", args=[subject.pk])
    except NoReverseMatch:
        return words, ""

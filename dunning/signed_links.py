"""Links that act without a login: signed, expiring, used once. The signature carries only the row's key."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.core import signing
from django.utils.translation import gettext as _

from dunning.models import DisputeApproval, Escalation, InvalidState, SignedLink

SIGNER = signing.Signer(salt="dunning.signed_links")
# An answer that comes after the deadline still helps.
VALID_FOR = timedelta(days=30)
RELATED = (
    "escalation__case__creditor",
    "escalation__case__policy",
    "escalation__case__debtor__account_manager__user",
    "escalation__debtor",
    "approval__dispute__case__creditor",
    "approval__dispute__case__policy",
    "approval__dispute__debtor",
    "approval__asked_by",
)


class LinkSpent(InvalidState):
    """The link was used or has expired."""


def make_link(subject: Escalation | DisputeApproval, *, email: str, as_of: datetime) -> SignedLink:
    about = {"escalation": subject} if isinstance(subject, Escalation) else {"approval": subject}
    return SignedLink.objects.create(**about, email=email, expires_at=as_of + VALID_FOR)


def token_of(link: SignedLink) -> str:
    return SIGNER.sign(str(link.pk))


def link_from_token(token: str) -> SignedLink | None:
    """None for a token that was not signed here, or whose row is gone. One query."""
    try:
        key = int(SIGNER.unsign(token))
    except (signing.BadSignature, ValueError):
        return None
    return SignedLink.objects.select_related(*RELATED).filter(pk=key).first()


def is_expired(link: SignedLink, *, as_of: datetime) -> bool:
    return link.expires_at <= as_of


def is_spent(link: SignedLink, *, as_of: datetime) -> bool:
    return link.used_at is not None or is_expired(link, as_of=as_of)


def spend_link(link: SignedLink, *, as_of: datetime) -> None:
    """Use it up, once, in the caller's transaction. Raises LinkSpent for the second."""
    fresh = SignedLink.objects.filter(pk=link.pk, used_at=None, expires_at__gt=as_of)
    if not fresh.update(used_at=as_of):
        raise LinkSpent(_("This link was used already or has expired."))
    link.used_at = as_of

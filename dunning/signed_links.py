"""Links that act without a login: signed, expiring, used once. The signature carries only the row's key."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.core import signing

from dunning.models import Escalation, InvalidState, SignedLink

SIGNER = signing.Signer(salt="dunning.signed_links")
# An answer that comes after the deadline still helps.
VALID_FOR = timedelta(days=30)


class LinkSpent(InvalidState):
    """The link was used or has expired."""


def make_link(escalation: Escalation, *, email: str, as_of: datetime) -> SignedLink:
    return SignedLink.objects.create(escalation=escalation, email=email, expires_at=as_of + VALID_FOR)


def token_of(link: SignedLink) -> str:
    return SIGNER.sign(str(link.pk))


def link_from_token(token: str) -> SignedLink | None:
    """None for a token that was not signed here, or whose row is gone."""
    try:
        key = int(SIGNER.unsign(token))
    except (signing.BadSignature, ValueError):
        return None
    rows = SignedLink.objects.select_related(
        "escalation__case__creditor", "escalation__case__policy", "escalation__case__debtor", "escalation__debtor"
    )
    return rows.filter(pk=key).first()


def is_spent(link: SignedLink, *, as_of: datetime) -> bool:
    return link.used_at is not None or link.expires_at <= as_of


def spend_link(link: SignedLink, *, as_of: datetime) -> None:
    """Use it up, once, in the caller's transaction. Raises LinkSpent for the second."""
    fresh = SignedLink.objects.filter(pk=link.pk, used_at=None, expires_at__gt=as_of)
    if not fresh.update(used_at=as_of):
        raise LinkSpent("This link was used already or has expired.")

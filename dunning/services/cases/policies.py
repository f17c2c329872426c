"""Which policy rules a customer: its segment's, else that of the segment with the empty key."""

from __future__ import annotations

from django.utils.translation import gettext as _

from dunning.models import Policy, Segment


class NoPolicy(Exception):
    """The installation has no default segment yet; `manage.py migrate` or `ensure_defaults` makes one."""


def policies_by_segment() -> dict[str, Policy]:
    """All policies by segment key with their cadences, in one query; "" is the default."""
    segments = Segment.objects.select_related("policy__cadence", "policy__persona")
    return {segment.key: segment.policy for segment in segments}


def rules_for_segment(key: str) -> Policy:
    """Raises NoPolicy where not even the default segment exists."""
    found = policies_by_segment()
    policy = found.get(key) or found.get("")
    if policy is None:
        raise NoPolicy(_("There is no default segment; run manage.py migrate."))
    return policy


def rules_version(policy: Policy) -> str:
    """Changes whenever the policy or its cadence changes, so that the round looks again."""
    return f"{policy.pk}.{policy.version}/{policy.cadence_id}.{policy.cadence.version}"

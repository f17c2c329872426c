"""Which pages are photographed: a name for the file, and where the page lies in the database at hand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Count
from django.urls import NoReverseMatch, reverse

from dunning import customer_links
from dunning.models import Case, CustomerLink, Dispute, Escalation, SignedLink
from dunning.signed_links import token_of


@dataclass(frozen=True)
class Shot:
    """`public`: opens without a login."""

    name: str
    address: str
    public: bool = False


_LISTS = {
    "today": "admin:index",
    "queue": "admin:dunning_review_queue",
    "money": "admin:customers_banktransaction_unmatched",
    "disputes": "admin:dunning_dispute_changelist",
    "figures": "admin:customers_snapshot_figures",
    "autonomy": "admin:dunning_rungchange_ladder",
    "setup": "admin:dunning_installation_setup",
}


def shots() -> Iterator[Shot]:
    """Those that this database has something to show for."""
    for name, view in _LISTS.items():
        try:
            yield Shot(name, reverse(view))
        except NoReverseMatch:
            continue
    case = _case()
    if case:
        yield Shot("case", reverse("admin:dunning_case_change", args=[case.pk]))
        words = case.debtor.name.partition(" ")[0]
        yield Shot("search", f"{reverse('search')}?q={words}")
    dispute = Dispute.objects.filter(status=Dispute.Status.OPEN).order_by("pk").first()
    if dispute:
        yield Shot("dispute", reverse("admin:dunning_dispute_page", args=[dispute.pk]))
    yield from _public()


def _public() -> Iterator[Shot]:
    link = SignedLink.objects.filter(escalation__status=Escalation.Status.OPEN, used_at=None).order_by("-pk").first()
    if link:
        yield Shot("escalation", reverse("portal:answer", args=[token_of(link)]), public=True)
    letter = CustomerLink.objects.filter(revoked_at=None).order_by("-pk").first()
    if letter:
        address = reverse("customer_page:account", args=[customer_links.token_of(letter.message_id)])
        yield Shot("customer", address, public=True)


def _case() -> Case | None:
    """The open case with the most mails from its customer; on equal terms the largest."""
    rows = Case.objects.filter(status=Case.Status.OPEN).annotate(said=Count("incoming"))
    return rows.select_related("debtor").order_by("-said", "-exposure").first()

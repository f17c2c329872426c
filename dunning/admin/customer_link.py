from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from customers.admin.read_only import ReadOnlyAdmin
from dunning.admin.deed_forms import ReasonForm
from dunning.admin.deeds import Deed, DeedsMixin
from dunning.customer_links import in_letters
from dunning.models import CustomerLink
from dunning.services.customer_page.links import revoke_customer_links


def _close(link: CustomerLink, /, *, by: Any, as_of: Any, reason: str) -> str:
    revoke_customer_links(CustomerLink.objects.filter(pk=link.pk), by=by, as_of=as_of, reason=reason)
    return gettext("This link opens nothing any more.")


@admin.register(CustomerLink)
class CustomerLinkAdmin(DeedsMixin, ReadOnlyAdmin):
    """Who can open the customer page by which mail; the address itself is shown to nobody."""

    list_display = ("contact", "debtor", "made_at", "expires_at", "revoked_at")
    list_filter = (("revoked_at", admin.EmptyFieldListFilter),)
    list_select_related = ("contact", "debtor")
    search_fields = ("contact__email__istartswith",)
    ordering = ("-id",)
    fields = readonly_fields = (
        "contact", "debtor", "message", "made_at", "expires_at", "revoked_at", "revoked_by", "preview",
    )  # fmt: skip
    deeds = (
        Deed(
            "close",
            _("Close this link"),
            "dunning.change_customerlink",
            _close,
            form=ReasonForm,
            when=lambda link: link.revoked_at is None and link.expires_at > timezone.now(),
            hint=_("Whoever holds the mail can no longer open the page by it. Later mails carry links of their own."),
            icon="link_off",
        ),
    )

    @admin.display(description=_("Preview"))
    def preview(self, link: CustomerLink) -> SafeString:
        address = reverse("customer_page:account", args=[in_letters(link.message_id)])
        return format_html('<a href="{}">{}</a>', address, gettext("See the page as this customer does"))

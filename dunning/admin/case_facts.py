"""How a text may treat an invoice, in the words of the trade, in the order in which they matter."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

STANDINGS = {
    "ask": _("asked for"),
    "promised": _("promised"),
    "claimed": _("said to be paid"),
    "disputed": _("disputed"),
    "arranged": _("arranged"),
    "held": _("held"),
    "collected": _("collected by us"),
    "not_due": _("not due yet"),
}

"""How the admin looks: title, palette, sidebar."""

from typing import Any

from django.templatetags.static import static
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy, gettext_noop
from django.utils.translation import gettext_lazy as _

from config.admin_sidebar import NAVIGATION

# The theme's own words that its German lacks.
gettext_noop("All applications")
gettext_noop("Previous")
gettext_noop("This item will be deleted.")

UNFOLD: dict[str, Any] = {
    "SITE_TITLE": "Dunwell",
    "SITE_HEADER": "Dunwell",
    "SITE_SUBHEADER": gettext_lazy("Receivables, calmly collected"),
    "SITE_SYMBOL": "water_drop",
    "SITE_FAVICONS": [
        {"rel": "icon", "type": "image/svg+xml", "href": lambda request: static("dunning/favicon.svg")},
    ],
    "SHOW_HISTORY": True,
    "SHOW_VIEW_ON_SITE": False,
    "BORDER_RADIUS": "6px",
    "COLORS": {
        "primary": {
            "50": "oklch(97.5% .012 205)",
            "100": "oklch(94.5% .026 205)",
            "200": "oklch(89.0% .046 205)",
            "300": "oklch(81.0% .068 207)",
            "400": "oklch(70.5% .084 210)",
            "500": "oklch(60.0% .086 213)",
            "600": "oklch(51.5% .080 217)",
            "700": "oklch(44.5% .068 220)",
            "800": "oklch(38.5% .055 222)",
            "900": "oklch(33.5% .044 224)",
            "950": "oklch(25.0% .036 226)",
        },
    },
    "SCRIPTS": [lambda request: static("dunning/names.js")],
    "STYLES": [lambda request: static("dunning/admin.css"), lambda request: static("dunning/search.css")],
    "DASHBOARD_CALLBACK": "dunning.workspace.today.page.home_context",
    "GLOBAL_CALLBACK": "dunning.workspace.global_stop.stop_context",
    "ACCOUNT": {
        "navigation": [
            {"title": _("Preferences"), "link": reverse_lazy("preferences")},
            {"title": _("Two-factor login"), "link": reverse_lazy("two_factor:overview")},
            {"title": _("Change password"), "link": reverse_lazy("admin:password_change")},
        ]
    },
    "SIDEBAR": {"show_search": True, "show_all_applications": True, "navigation": NAVIGATION},
    "COMMAND": {"search_models": False, "show_history": True},
}

"""The card of the first page while the installation is not set up: `{% load workspace_setup %}{% setup_card %}`."""

from __future__ import annotations

from typing import Any

from django import template

from dunning.models import Installation
from dunning.workspace.setup.steps import steps_left

register = template.Library()


@register.inclusion_tag("dunning/workspace/setup/card.html", takes_context=True)
def setup_card(context: template.Context) -> dict[str, Any]:
    """Nothing for whoever may not set it up, in a simulation, and once every step is done or skipped. Four queries."""
    request = context.get("request")
    if request is None or not request.user.has_perm("dunning.change_installation"):
        return {}
    if Installation.objects.filter(simulation=True).exists():
        return {}
    left = steps_left()
    return {"setup_open": len(left), "setup_next": left[0] if left else None}

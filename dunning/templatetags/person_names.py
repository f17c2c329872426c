"""What a person is called on a page."""

from __future__ import annotations

from typing import Any

from django import template

register = template.Library()


@register.filter
def person(user: Any) -> str:
    """The full name, else the user name; an en dash for nobody."""
    return (user.get_full_name() or user.get_username()) if user else "–"

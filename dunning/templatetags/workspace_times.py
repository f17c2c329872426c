"""Instants in the pages of the workspace."""

from __future__ import annotations

from datetime import datetime

from django import template
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timezone import localtime

register = template.Library()


@register.filter
def instant(at: datetime, css: str = "") -> SafeString:
    """In the reader's own zone and format, with the same for machines: brought there once for both."""
    local = localtime(at)
    words = date_format(local, "DATETIME_FORMAT")
    if css:
        return format_html('<time class="{}" datetime="{}">{}</time>', css, local.isoformat(), words)
    return format_html('<time datetime="{}">{}</time>', local.isoformat(), words)

"""What rows keep in English, in the language of whoever reads the page."""

from __future__ import annotations

from django import template

from audit.sentences import in_readers_language

register = template.Library()

register.filter("in_readers_language", in_readers_language)

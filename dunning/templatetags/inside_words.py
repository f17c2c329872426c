"""Filling the words of mails to our own people within templates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import template

register = template.Library()


@register.filter
def filled(text: str, creditor: str) -> str:
    return text.format(creditor=creditor)


@register.filter
def filled_count(text: str, count: int) -> str:
    return text.format(count=count)


@register.simple_tag(name="filled")
def filled_with(text: str, **values: Any) -> str:
    return text.format(**values)


@register.simple_tag
def nth(listed: Sequence[str], place: int) -> str:
    return listed[place]


@register.simple_tag
def promises_said(words: Mapping[str, str], page: Any) -> str:
    return words["promises_kept"].format(kept=page.kept, broken=page.broken)

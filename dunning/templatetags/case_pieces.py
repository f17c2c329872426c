"""What the marked pieces of a text on the page of a case lead to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import template
from django.urls import reverse
from django.utils.translation import gettext as _

from audit.sentences import part_in_readers_language

register = template.Library()


@register.filter
def first_finding(piece: Any, findings: Sequence[Any]) -> Any:
    """The finding that the piece lies in: one that stands, else one that was overruled."""
    found = [findings[mark] for mark in piece.marks] if findings else []
    return next((finding for finding in found if not finding.overruled), found[0] if found else None)


@register.filter
def item_of(fact: Any, items: Mapping[str, int]) -> int | None:
    """The key of the first row of the page's table of invoices that the fact comes from."""
    return next((items[number] for number in fact.invoices if number in items), None)


@register.filter
def items_of(fact: Any, items: Mapping[str, int]) -> str:
    return " ".join(str(items[number]) for number in fact.invoices if number in items)


@register.filter
def fact_words(fact: Any) -> str:
    """What the figure is, in words."""
    words = {
        "open": _("what is open"),
        "amount": _("the invoice's amount"),
        "credit": _("a credit"),
        "total": _("the total asked for"),
        "promised": _("promised"),
        "paid": _("paid"),
        "due": _("its due date"),
        "issued": _("its date of issue"),
    }.get(fact.words, fact.words)
    named = ", ".join(number for number in fact.invoices[:3] if number != fact.words)
    return f"{words} · {named}" if named else words


@register.filter
def row_link(entry: Any) -> str:
    """The page of the row behind an entry of the timeline."""
    model, pk = entry.beside["link"]
    return reverse(f"admin:dunning_{model}_change", args=[pk])


@register.filter
def about_message(message: Any) -> str:
    """Its stage and what it is about: "firm, promise broken"."""
    stage, purpose = (words.replace("_", " ") for words in (message.stage, message.purpose))
    words = (part_in_readers_language("stage", stage), part_in_readers_language("purpose", purpose))
    return ", ".join(dict.fromkeys(filter(None, words)))

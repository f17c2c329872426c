"""The columns of an admin's list, each prepared once and then asked for the cell of every row."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from django.contrib.admin.templatetags.admin_urls import add_preserved_filters
from django.contrib.admin.utils import label_for_field, quote
from django.core.exceptions import FieldDoesNotExist, ObjectDoesNotExist
from django.db.models import BooleanField, DateField, ForeignKey, Model, TimeField
from django.urls import reverse
from django.utils.html import conditional_escape, escape
from django.utils.translation import gettext
from unfold.templatetags.unfold_list import LINK_CLASSES, ROW_CLASSES
from unfold.utils import display_for_field, display_for_value
from unfold.views import ChangeList

Shown = tuple[str, bool]  # the escaped words of a cell, and whether they are held on one line
KEY = "row-key"  # stands for a row's key in the address of all rows


@dataclass(frozen=True)
class Column:
    opening: str
    opening_unbroken: str
    closing: str
    show: Callable[[Model], Shown]
    link: Callable[[Model], str] | None

    def cell(self, row: Model) -> str:
        shown, unbroken = self.show(row)
        opening = self.opening_unbroken if unbroken else self.opening
        return f"{opening}{self.link(row)}{shown}</a>{self.closing}" if self.link else opening + shown + self.closing


def columns_of(cl: ChangeList) -> list[Column]:
    """As `unfold_list.items_for_result` does it anew for each row."""
    link, is_head, found = _link(cl), True, []
    for place, name in enumerate(cl.list_display):
        linked = _is_linked(cl, name, is_first=is_head)
        label = _label(cl, name) if place or linked else gettext("Select record")
        tag = "th" if linked and is_head else "td"
        is_head = is_head and not linked
        classes = " ".join((f"field-{name}", *ROW_CLASSES))
        found.append(
            Column(
                opening=f'<{tag} class="{classes}" data-label="{label}">',
                opening_unbroken=f'<{tag} class="{classes} nowrap" data-label="{label}">',
                closing=f"</{tag}>",
                show=_shown(cl, name),
                link=link if linked else None,
            )
        )
    return found


def _label(cl: ChangeList, name: str) -> str:
    return conditional_escape(str(label_for_field(name, cl.model, model_admin=cl.model_admin)))


def _is_linked(cl: ChangeList, name: str, *, is_first: bool) -> bool:
    if cl.list_display_links is None:
        return False
    return name in cl.list_display_links if cl.list_display_links else is_first


def _link(cl: ChangeList) -> Callable[[Model], str]:
    """The address of each row is that of all rows with its key put in."""
    name = f"admin:{cl.opts.app_label}_{cl.opts.model_name}_change"
    address = reverse(name, args=(KEY,), current_app=cl.model_admin.admin_site.name)
    whole = add_preserved_filters({"preserved_filters": cl.preserved_filters, "opts": cl.opts}, address)
    before, _key, after = str(conditional_escape(whole)).partition(KEY)
    classes = " ".join(LINK_CLASSES)
    opened_by = str(cl.to_field) if cl.to_field else cl.pk_attname

    def link(row: Model) -> str:
        popup = f' data-popup-opener="{escape(row.serializable_value(opened_by))}"' if cl.is_popup else ""
        return f'<a href="{before}{escape(quote(row.pk))}{after}" class="{classes}" {popup}>'

    return link


def _shown(cl: ChangeList, name: str) -> Callable[[Model], Shown]:
    empty = cl.model_admin.get_empty_value_display()
    try:
        field = cl.opts.get_field(name)
    except FieldDoesNotExist:
        return _of_method(cl, name, empty)
    return _of_relation(field, empty) if isinstance(field, ForeignKey) else _of_field(field, empty)


def _of_relation(field: ForeignKey[Any, Any], empty: str) -> Callable[[Model], Shown]:
    def show(row: Model) -> Shown:
        try:
            related = getattr(row, field.name)
        except ObjectDoesNotExist:
            related = None
        return conditional_escape(empty if related is None else related), True

    return show


def _of_field(field: Any, empty: str) -> Callable[[Model], Shown]:
    """Equal values of a page are written once: choices, days, yes and no."""
    kept: dict[Any, str] = {}
    unbroken = isinstance(field, (DateField, TimeField))
    is_kept = unbroken or bool(field.flatchoices) or isinstance(field, BooleanField)

    def show(row: Model) -> Shown:
        value = getattr(row, field.attname)
        if not is_kept:
            return conditional_escape(display_for_field(value, field, empty)), unbroken
        if value not in kept:
            kept[value] = conditional_escape(display_for_field(value, field, empty))
        return kept[value], unbroken

    return show


def _of_method(cl: ChangeList, name: str, empty: str) -> Callable[[Model], Shown]:
    """Of the admin class, or else of the row; no list uses the theme's labels and menus."""
    own = getattr(cl.model_admin, name, None) if name != "__str__" else None

    def show(row: Model) -> Shown:
        method = own or getattr(row, name)
        try:
            value = method(row) if own else method() if callable(method) else method
        except ObjectDoesNotExist:
            return conditional_escape(empty), False
        nothing = getattr(method, "empty_value_display", empty)
        words = display_for_value(value, nothing, getattr(method, "boolean", False))
        return conditional_escape(words), isinstance(value, (date, time))

    return show

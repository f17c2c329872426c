"""Every address of the installation by its name, filled in for an account of the test's rows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.contrib import admin
from django.db import models
from django.urls import get_resolver
from django.urls.resolvers import URLPattern, URLResolver

# Redirects of old addresses and the catch-all have no name; anymail's webhooks have a secret of their own.
UNNAMED, WEBHOOKS = "", "anymail:"
PARAMETER = re.compile(r"<(?:\w+:)?(\w+)>")
AS_PATTERN = re.compile(r"\(\?P(<\w+>)[^)]*\)")


@dataclass(frozen=True)
class Address:
    """`name` with its namespaces; `route` with parameters in angle brackets."""

    name: str
    route: str

    @property
    def parameters(self) -> list[str]:
        return PARAMETER.findall(self.route)

    def filled(self, values: dict[str, Any]) -> str:
        return "/" + PARAMETER.sub(lambda found: str(values[found[1]]), self.route)


def every_address() -> list[Address]:
    found = {address.route: address for address in _walk(get_resolver(), "", ())}
    return [one for one in found.values() if one.name != UNNAMED and not one.name.startswith(WEBHOOKS)]


def _walk(resolver: URLResolver, route: str, spaces: tuple[str, ...]) -> Iterator[Address]:
    for pattern in resolver.url_patterns:
        whole = route + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from _walk(pattern, whole, spaces + ((pattern.namespace,) if pattern.namespace else ()))
        elif isinstance(pattern, URLPattern):
            yield Address(
                ":".join((*spaces, pattern.name)) if pattern.name else UNNAMED,
                AS_PATTERN.sub(r"\1", whole).strip("^$").replace("/^", "/"),
            )


def model_of(address: Address) -> type[models.Model] | None:
    """The model whose admin page it is."""
    for model in admin.site._registry:
        if address.route.startswith(f"admin/{model._meta.app_label}/{model._meta.model_name}/"):
            return model
    return None


def rows_of(account: str, model: type[models.Model]) -> models.Model | None:
    """`own` is the first account of the rows, `foreign` the last."""
    rows = model._default_manager.order_by("pk")
    return rows.first() if account == "own" else rows.last()


def named(label: str) -> type[models.Model]:
    return apps.get_model(label)

"""AccountFacts as JSON, kept beside each message: what its text was allowed to say."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields, is_dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cache, partial
from hashlib import sha256
from typing import Any, get_args, get_type_hints

from agent.facts import AccountFacts

# No part of what an approval rests on: day counts may be rendered anew, contacts, quotes and manners support no demand.
LOOSE = {"today": None, "contacts": (), "quotes": (), "language": "", "relation": None, "new_due": None}


def facts_to_json(facts: AccountFacts) -> dict[str, Any]:
    """Amounts as decimal strings, dates in ISO form; empty fields left out."""
    return _plain(AccountFacts, facts)


def facts_from_json(obj: Mapping[str, Any]) -> AccountFacts:
    """The inverse of `facts_to_json`."""
    return _built(AccountFacts, obj)


def facts_digest(facts: AccountFacts) -> str:
    """SHA-256 of what a text rests on: everything but the day, what counts by it and what only helps to read.

    Interest grows by the day, so of late-payment costs only that they may be named: policy and balances make the sum.
    """
    invoices = tuple(replace(invoice, days_overdue=min(invoice.days_overdue, 1)) for invoice in facts.invoices)
    allowed = replace(facts.allowed, late_fee=None if facts.allowed.late_fee is None else Decimal())
    firm = replace(facts, invoices=invoices, allowed=allowed, **LOOSE)  # type: ignore[arg-type]
    return sha256(repr(firm).encode()).hexdigest()


def _plain(cls: Any, value: Any) -> dict[str, Any]:
    plain = {}
    for name, write in _writers(cls):
        part = getattr(value, name)
        if part is not None and part != "" and part != ():
            plain[name] = write(part) if write else part
    return plain


def _built(cls: Any, obj: Mapping[str, Any]) -> Any:
    given = {name: read(obj[name]) for name, read in _readers(cls) if name in obj}
    return cls(**{**_omitted(cls), **given})


@cache
def _readers(cls: Any) -> tuple[tuple[str, Callable[[Any], Any]], ...]:
    hints = get_type_hints(cls)
    return tuple((column.name, _reader(hints[column.name])) for column in fields(cls))


@cache
def _writers(cls: Any) -> tuple[tuple[str, Callable[[Any], Any] | None], ...]:
    hints = get_type_hints(cls)
    return tuple((column.name, _writer(hints[column.name])) for column in fields(cls))


@cache
def _omitted(cls: Any) -> Mapping[str, Any]:
    """What an omitted empty field without a default stands for."""
    empty = {str: "", int: 0, bool: False}
    hints = get_type_hints(cls)
    bare = (c for c in fields(cls) if c.default is MISSING and c.default_factory is MISSING)
    return {c.name: () if get_args(hints[c.name])[-1:] == (...,) else empty.get(hints[c.name]) for c in bare}


def _parts(hint: Any) -> tuple[Any, bool]:
    """The type itself, without "or None"; and whether it is that of a tuple's parts."""
    options = [option for option in get_args(hint) if option is not type(None)]
    return options[0] if options else hint, bool(options) and options[-1] is ...


def _writer(hint: Any) -> Callable[[Any], Any] | None:
    """How a value of this type goes into JSON, None if as it is."""
    kind, many = _parts(hint)
    one: Callable[[Any], Any] | None = None
    if kind is Decimal:
        one = "{:f}".format
    elif kind is date:
        one = date.isoformat
    elif is_dataclass(kind):
        one = partial(_plain, kind)
    return (lambda value: [one(part) if one else part for part in value]) if many else one


def _reader(hint: Any) -> Callable[[Any], Any]:
    """How a value of this type comes back from JSON."""
    kind, many = _parts(hint)
    if many:
        inner = _reader(kind)
        return lambda value: tuple(inner(part) for part in value)
    if kind is Decimal:
        return Decimal
    if kind is date:
        return date.fromisoformat
    if is_dataclass(kind):
        return lambda value: _built(kind, value)
    return lambda value: value

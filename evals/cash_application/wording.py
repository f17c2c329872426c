"""The words around the numbers, in the payer's language."""

from __future__ import annotations

from datetime import timedelta
from random import Random

from evals.cash_application.intents import Intent
from evals.cash_application.payer_words import MONTHS, TERMS
from evals.cash_application.world import World

JOINTS = (", ", ", ", " ", "; ", " / ", ",", " + ", " und ", " & ")


def wording(world: World, intent: Intent, written: tuple[str, ...]) -> str:
    rng = world.rng
    language = intent.payer.customer.language if intent.payer.customer else rng.choice(("de", "en"))
    terms = TERMS[language]
    if intent.topic == "given":
        return intent.body
    if intent.topic == "month":
        return _month(world, intent, rng.choice(terms["month"]), language)
    if intent.topic == "statement":
        dated = f" {world.day - timedelta(days=rng.randrange(1, 9)):%d.%m.%Y}"
        return rng.choice(terms["statement"]) + rng.choice(("", "", dated))
    if intent.style == "enumeration":
        return f"{rng.choice(terms['invoices'])} {intent.body}".strip()
    return f"{_listed(rng, intent, written, terms)} {intent.body}".strip()


def _month(world: World, intent: Intent, term: str, language: str) -> str:
    """The month of issue in words or figures."""
    issued = world.book.document(_subject(intent)).issued
    name = MONTHS[language][issued.month - 1]
    forms = ("{name} {year}", "{name}", "{name} {year}", "{month:02}/{year}", "{short} {year}")
    form = "{term} " + world.rng.choice(forms)
    return form.format(term=term, name=name, short=name[:3], year=issued.year, month=issued.month)


def _subject(intent: Intent) -> str:
    return next(piece.invoice for piece in intent.pieces if piece.invoice)


def _listed(rng: Random, intent: Intent, written: tuple[str, ...], terms: dict[str, tuple[str, ...]]) -> str:
    """Invoices, then credit notes, each with a word in front most of the time."""
    pairs = list(zip(intent.citations, written, strict=True))
    invoices = [text for citation, text in pairs if citation.kind != "credit_note"]
    notes = [text for citation, text in pairs if citation.kind == "credit_note"]
    if intent.topic == "code":
        return rng.choice(("", "", "RF ", "Ref. ")) * (rng.random() < 0.3) + " ".join(invoices)
    joint = rng.choice(JOINTS)
    kind = _term(intent)
    word = "" if rng.random() < 0.12 else rng.choice(terms[kind])
    text = f"{word} {joint.join(invoices)}"
    if kind in ("part", "rest"):
        text = f"{word} {rng.choice(terms['invoice'])} {joint.join(invoices)}"
    if intent.topic == "discount":
        text += f" {rng.choice(terms['discount'])}"
    if notes:
        text += f" {rng.choice(terms['credit'])} {joint.join(notes)}"
    return " ".join(text.split())


def _term(intent: Intent) -> str:
    if intent.topic in ("order", "customer", "nothing", "part", "rest"):
        return intent.topic
    return "invoice" if len(intent.citations) == 1 else "invoices"

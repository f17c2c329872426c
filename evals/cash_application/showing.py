"""From what a payer means to what the bank file says."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from evals.cash_application.codes import grouped
from evals.cash_application.decoys import decoy
from evals.cash_application.intents import Citation, Intent
from evals.cash_application.layouts import Line, ach, card, slip, wire_sepa, wire_subfields, wire_swift, wrapped
from evals.cash_application.ledger import Payment
from evals.cash_application.noise import NUMBER_NOISE, SLIPS, scanned
from evals.cash_application.payer_names import printed_name
from evals.cash_application.wording import wording
from evals.cash_application.world import World

PAPER = frozenset({"check", "lockbox"})


@dataclass(frozen=True)
class Shown:
    """`written` are the citations as they came out, in the intent's order."""

    payer_name: str
    payer_account: str
    reference: str
    method: str
    written: tuple[str, ...]
    noise: tuple[str, ...]


def show(world: World, intent: Intent) -> Shown:
    if intent.repeats:
        return _once_more(world, intent.repeats)
    rng = world.rng
    method = intent.method or _method(rng, intent)
    written, noise = _numbers(world, intent, method)
    text = wording(world, intent, written)
    if intent.cut_off:
        text, written = _cut_off(rng, text, written, intent.cut_off)
    elif intent.topic != "given" and rng.random() < world.profile.decoys and (extra := decoy(world)):
        text = rng.choice((f"{text} {extra}", f"{extra} {text}")).strip()
        noise += ("decoy",)
    reference, more = _laid_out(rng, intent, method, text, written)
    name, account, named = _payer(world, intent, method)
    return Shown(name, account, reference, method, written, (*noise, *more, *named))


def _once_more(world: World, payment: Payment) -> Shown:
    """The same order, sent again."""
    written = world.written[payment.transaction_id]
    return Shown(payment.payer_name, payment.payer_account, payment.reference, payment.method, written, payment.noise)


def _cut_off(rng: Random, text: str, written: tuple[str, ...], count: int) -> tuple[str, tuple[str, ...]]:
    """The text ends within or before the first number that finds no room."""
    first = len(written) - count
    end = text.index(written[first]) + rng.choice((0, 0, len(written[first]) // 2, len(written[first]) - 1))
    return text[:end].rstrip(" ,;/+&"), (*written[:first], *[""] * count)


def _method(rng: Random, intent: Intent) -> str:
    country = intent.payer.customer.country if intent.payer.customer else rng.choice(("DE", "US", "GB"))
    if intent.topic == "code":
        return "wire"
    if country in ("US", "CA"):
        return rng.choices(("ach", "lockbox", "check", "wire", "card"), (42, 24, 16, 14, 4))[0]
    return rng.choices(("wire", "check", "card", "ach"), (91, 4, 3, 2))[0]


def _numbers(world: World, intent: Intent, method: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The citations after their mishaps."""
    texts = [citation.text for citation in intent.citations]
    if intent.plain or not texts:
        return tuple(texts), ()
    rng, done = world.rng, []
    count = rng.choices(range(len(world.profile.noise_counts)), world.profile.noise_counts)[0]
    for _ in range(count):
        kind = _kind(rng, method)
        places = [rng.randrange(len(texts))] if kind in SLIPS else list(range(len(texts)))
        changed = {place: _apply(rng, kind, texts[place]) for place in places}
        texts = [changed.get(place) or text for place, text in enumerate(texts)]
        done += [kind] if any(changed.values()) else []
    return tuple(texts), tuple(dict.fromkeys(done))


def _kind(rng: Random, method: str) -> str:
    if method in PAPER and rng.random() < 0.55:
        return "scanned"
    return rng.choices(list(NUMBER_NOISE), [weight for weight, _ in NUMBER_NOISE.values()])[0]


def _apply(rng: Random, kind: str, text: str) -> str | None:
    return scanned(rng, text) if kind == "scanned" else NUMBER_NOISE[kind][1](rng, text)


def _laid_out(
    rng: Random, intent: Intent, method: str, text: str, written: tuple[str, ...]
) -> tuple[str, tuple[str, ...]]:
    lines = [_line(citation, shown) for citation, shown in zip(intent.citations, written, strict=True)]
    if (
        intent.topic in ("customer", "code", "order", "part", "rest", "short", "credit")
        or intent.body
        or intent.cut_off
    ):
        lines = []
    if intent.topic == "given":
        return text, ()
    if method == "ach":
        return ach(rng, text, lines), ()
    if method in PAPER:
        return slip(rng, text.upper() if rng.random() < 0.5 else text, lines), ()
    if method == "card":
        return card(rng, text), ()
    return _wired(rng, intent, text, lines)


def _wired(rng: Random, intent: Intent, text: str, lines: list[Line]) -> tuple[str, tuple[str, ...]]:
    if intent.topic == "code" and rng.random() < 0.5:
        return text, ()
    sepa = intent.currency == "EUR" or rng.random() < 0.4
    printed = wire_sepa(rng, text) if sepa or not lines else wire_swift(rng, text, lines)
    if sepa and rng.random() < 0.03:
        return wire_subfields(printed), ("subfields",)
    if rng.random() < 0.25 and len(printed) > 27:
        broken, kind = wrapped(rng, printed)
        return broken, (kind,)
    if rng.random() < 0.15:
        return printed.upper(), ("upper_case",)
    return printed, ()


def _line(citation: Citation, written: str) -> Line:
    return Line(written, citation.kind, citation.amount, citation.gross or citation.amount)


def _payer(world: World, intent: Intent, method: str) -> tuple[str, str, tuple[str, ...]]:
    """Checks show an account in two of three cases, lockboxes often no name."""
    rng, payer = world.rng, intent.payer
    name, noise = printed_name(rng, payer.name, changes=world.profile.name_noise, slip=method in PAPER)
    account = payer.account
    if method in PAPER and rng.random() < 0.4 or method == "card":
        account = ""
    if account[:2].isalpha() and rng.random() < 0.05:
        account = grouped(account)
    if method == "lockbox" and account and rng.random() < 0.15:
        return "", account, (*noise, "no_name")
    return name, account, noise

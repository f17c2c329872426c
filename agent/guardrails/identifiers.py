"""Finds what the facts name: invoices, purchase orders, credit notes, references, and names that hold digits."""

from __future__ import annotations

import re
from collections.abc import Iterator

from agent.guardrails.dates import begins_named_date
from agent.guardrails.examined import Examined, Mention, occurrences
from agent.guardrails.normal import bare, one_line
from agent.guardrails.payment_channels import is_channel

# A shorter fragment of an invoice number could be anything.
FRAGMENT = 3
DIGITS = re.compile(r"[0-9]+")
GROUP = re.compile(r" [0-9]{3}(?![0-9/-])")


def take_identifiers(examined: Examined) -> None:
    """Take out every identifier of the facts, longest first, and note where invoices are mentioned."""
    for needle, invoice in sorted(_identifiers(examined), key=lambda item: -len(item[0])):
        for position in occurrences(examined.rest, needle):
            end = position + len(needle)
            if len(needle) < FRAGMENT and not _is_row(examined, position, end):
                continue
            examined.mentions.append(Mention(position, end, invoice))
            examined.take(position, end)
    examined.mentions.sort(key=lambda mention: mention.start)


def _is_row(examined: Examined, start: int, end: int) -> bool:
    """A number of one or two digits is an invoice only where a row begins with it: elsewhere it counts.

    "21 979,62 TRY" and "14 May 2026" begin a line with an amount and a date.
    """
    text = examined.rest
    if text[text.rfind("\n", 0, start) + 1 : start].strip(" -#"):
        return False
    return not (GROUP.match(text, end) or begins_named_date(text, start, language=examined.language))


def _identifiers(examined: Examined) -> Iterator[tuple[str, str]]:
    """As they stand in the text, each with its invoice. What has the form of a way to pay is left to its own check."""
    yield from ((needle, invoice) for needle, invoice in _named(examined) if not is_channel(needle))


def _named(examined: Examined) -> Iterator[tuple[str, str]]:
    facts = examined.facts
    for invoice in facts.invoices:
        yield one_line(invoice.number), invoice.number
        if len(invoice.purchase_order) >= FRAGMENT:
            yield one_line(invoice.purchase_order), ""
    others = [credit.number for credit in facts.credits] + [payment.reference for payment in facts.payments]
    names = [facts.customer, facts.contact.name if facts.contact else ""]
    names += [facts.sender.name, facts.sender.company] if facts.sender else []
    others += [name for name in names if any(character.isdigit() for character in name)]
    yield from ((one_line(other), "") for other in others if len(other.strip()) >= FRAGMENT)


def _groups(needle: str) -> list[str]:
    """The numbers of an identifier that tell it from others: "329" of "FV/329/2026", not the year."""
    return [group.lstrip("0") for group in DIGITS.findall(needle) if len(group) >= FRAGMENT and group[:2] != "20"]


def named_by_fragment(examined: Examined, token: str) -> str | None:
    """The invoice or other identifier that a shortened or regrouped number means, None if the facts hold none."""
    wanted = bare(token)
    if len(wanted) < FRAGMENT:
        return None
    for needle, invoice in _identifiers(examined):
        known = bare(needle)
        if (
            known == wanted
            or known.endswith(wanted)
            or wanted.lstrip("0") in _groups(needle)
            or (len(known) >= FRAGMENT and wanted.endswith(known) and not wanted[: -len(known)].isdigit())
        ):
            return invoice or needle
    return None

"""The reference of a payment: a token with digits that is no invoice, amount or date."""

from __future__ import annotations

from agent.reading.clauses import Clause, Context
from agent.reading.folding import fold
from agent.reading.payment_words import KEYWORD, TOKEN
from agent.reading.references import find_mentions


def find_reference(clause: Clause, context: Context, *, keyword: bool = False) -> str | None:
    """What stands after a word such as "ref", else (unless a `keyword` is asked for) what is plainly a bank's."""
    folded = fold(clause.text)
    firm = [(m.start, m.end) for m in find_mentions(clause.text, context.account.invoices)]
    loose = [(d.start, d.end) for d in context.dates(clause.text, past=True)]
    loose += [(a.start, a.end) for a in clause.amounts]
    plain: str | None = None
    for match in TOKEN.finditer(clause.text):
        token = match[0].rstrip("-/.")
        letters, digits = sum(c.isalpha() for c in token), sum(c.isdigit() for c in token)
        if _within(match.start(), match.start() + len(token), firm):
            continue
        told = KEYWORD.search(folded[: match.start()]) is not None
        if told and digits >= 3 and not _within(match.start(), match.start() + len(token), loose):
            return token
        capitals = token.upper() == token and letters >= 2 and digits >= 3 and len(token) >= 7
        bankish = capitals or (digits >= 5 and letters >= 1) or digits >= 8
        free = not any(match.start() < end and start < match.end() for start, end in loose)
        if plain is None and bankish and (free or letters >= 2):
            plain = token
    return None if keyword else plain


def _within(start: int, end: int, spans: list[tuple[int, int]]) -> bool:
    """Wholly inside one of the spans, or no longer than one it touches: "BRK88120" is more than invoice 88120."""
    return any(start < stop and begin < end and stop - begin >= (end - start) for begin, stop in spans)

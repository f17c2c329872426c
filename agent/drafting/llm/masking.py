"""What of a text the model may see: no address, link or account number; of other accounts no name and no figure."""

from __future__ import annotations

import re

from agent.drafting.llm.background import Example
from agent.facts import AccountFacts
from agent.guardrails.names import is_one_of, name_words
from agent.reading.llm.shown import without_account_numbers

MOST_EXAMPLE_CHARACTERS = 1_200
_ADDRESS = re.compile(r"\S+@\S+|https?://\S+|www\.\S+", re.IGNORECASE)
# Check digits that are wrong make it no less of an account number to somebody who looks for one.
_ACCOUNT = re.compile(
    r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?\b|(?<![\w-])\d(?:[ -]?\d){9,}(?![\w-])"
)
_FIGURE = re.compile(r"\S*\d\S*")
_WORD = re.compile(r"[^\W\d_][\w'’.-]*")
_TABLE = re.compile(r"\S {2,}\S")
_LIST = re.compile(r"^[-•*] ", re.MULTILINE)


def private(text: str) -> str:
    """A mail of the account itself: addresses, links and account numbers as words in brackets."""
    text = _ADDRESS.sub("[address]", without_account_numbers(text))
    return _ACCOUNT.sub("[number]", text)


def wording_of(example: Example) -> str:
    """Only how it says things: the prose between greeting and sign-off, every figure and name of its account masked.

    Empty where nothing of use is left.
    """
    blocks = [block.strip() for block in private(example.text).split("\n\n") if block.strip()]
    prose = [block for block in blocks[1:-1] if not _TABLE.search(block) and not _LIST.search(block)]
    masked = [_masked(block, _names(example.facts), language=example.language) for block in prose]
    return "\n\n".join(block for block in masked if block)[:MOST_EXAMPLE_CHARACTERS]


def _masked(block: str, names: frozenset[str], *, language: str) -> str:
    words = frozenset(word for name in names for word in name_words(name) if len(word) > 1)
    for name in sorted(names, key=len, reverse=True):
        block = block.replace(name, "…")

    def hidden(match: re.Match[str]) -> str:
        # A company's name holds everyday words too; only what is written like a name is one.
        written_as_name = not match[0].islower()
        return "…" if written_as_name and is_one_of(match[0], words, language=language) else match[0]

    return _FIGURE.sub("…", _WORD.sub(hidden, block)).replace("… …", "…")


def _names(facts: AccountFacts) -> frozenset[str]:
    people = [contact.name for contact in (facts.contact, *facts.contacts) if contact]
    sender = [facts.sender.name, facts.sender.company] if facts.sender else []
    return frozenset(name for name in (facts.customer, *people, *sender) if len(name) > 1)

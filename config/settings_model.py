"""What reads: where the reader's own heads lie, and the chat model beside it: which one, and what it may cost."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

from django.core.exceptions import ImproperlyConfigured

from config import environment

# Of nobody; of its own drafts; of what people write too.
JUDGED = ("off", "drafts", "everything")


def prices(words: str) -> dict[str, tuple[Decimal, Decimal]]:
    """`provider:model=in/out` by commas: US dollars for a million tokens read and written."""
    found = {}
    for word in words.split(","):
        if not word.strip():
            continue
        name, _, price = word.strip().rpartition("=")
        try:
            tokens_in, tokens_out = (Decimal(part) for part in price.split("/"))
        except (InvalidOperation, ValueError):
            raise ImproperlyConfigured(
                f"AGENT_MODEL_PRICES has {word.strip()!r}; write provider:model=0.25/1.50."
            ) from None
        found[name] = (tokens_in, tokens_out)
    return found


def model_name(word: str) -> str:
    provider, _, model = word.partition(":")
    if word and not (provider and model):
        raise ImproperlyConfigured(f"AGENT_MODEL is {word!r}; write provider:model.")
    return word


def judged(word: str) -> str:
    if word not in JUDGED:
        raise ImproperlyConfigured(f"AGENT_MODEL_JUDGES is {word!r}; write {', '.join(JUDGED)}.")
    return word


AGENT_MODEL = model_name(environment.text("AGENT_MODEL"))
# One answer, and all tries at it; a mail's lease (five minutes) has to outlast them.
AGENT_MODEL_SECONDS = min(max(environment.number("AGENT_MODEL_SECONDS", default=30), 1), 60)
AGENT_MODEL_TRIES = min(max(environment.number("AGENT_MODEL_TRIES", default=3), 1), 3)
AGENT_DAILY_TOKENS = max(environment.number("AGENT_DAILY_TOKENS", default=2_000_000), 0)
AGENT_MODEL_PRICES = prices(environment.text("AGENT_MODEL_PRICES"))
# Whether the model drafts too, and whose texts it gives a second opinion on.
AGENT_MODEL_DRAFTS = environment.flag("AGENT_MODEL_DRAFTS", default=True)
AGENT_MODEL_JUDGES = judged(environment.text("AGENT_MODEL_JUDGES", "drafts"))
# Heads that were trained here take the place of the packaged ones.
READER_DIR = environment.VAR_DIR / "reader"

"""What happens to a number between the invoice and the bank file. Each returns None where it does not apply."""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random

# What a scanner takes each character for.
SCANNED = dict(zip("0O1I5S8B2Z6G", ("O", "0", "Il", "1l", "S", "5", "B", "8", "Z", "2", "G", "6"), strict=True))
DIGITS = "0123456789"


def lost_prefix(rng: Random, text: str) -> str | None:
    """RE10023 becomes 10023, INV-2026-00123 becomes 2026-00123 or 00123."""
    rest = re.sub(r"^[A-Za-z]+[-/ ]?", "", text)
    if rng.random() < 0.4:
        rest = re.sub(r"^(20)?2[56][-/]", "", rest)
    return rest if rest != text and sum(map(str.isdigit, rest)) >= 3 else None


def lost_zeros(rng: Random, text: str) -> str | None:
    """INV-2026-00123 becomes INV-2026-123."""
    short = re.sub(r"(^|\D)0+(?=\d\d)", r"\1", text)
    return short if short != text else None


def spaced(rng: Random, text: str) -> str | None:
    if len(text) < 4:
        return None
    if rng.random() < 0.5 and re.search(r"[-/]", text):
        return re.sub(r"[-/]", rng.choice((" ", " - ", "- ")), text)
    places = sorted(rng.sample(range(1, len(text)), rng.choice((1, 1, 2))), reverse=True)
    for place in places:
        text = f"{text[:place]} {text[place:]}"
    return re.sub(" +", " ", text)


def separated(rng: Random, text: str) -> str | None:
    """Other marks between the parts, or none."""
    mark = rng.choice(("", "/", ".", "_", "-", " "))
    if re.search(r"[-/]", text):
        changed = re.sub(r"[-/]", mark, text)
    else:
        changed = re.sub(r"(?<=[A-Za-z])(?=\d)", mark or "-", text)
    return changed if changed != text else None


def lower_case(rng: Random, text: str) -> str | None:
    return text.lower() if text.lower() != text else None


def typo(rng: Random, text: str) -> str | None:
    """One wrong digit, one of the last four most of the time."""
    places = [place for place, sign in enumerate(text) if sign.isdigit()]
    if len(places) < 4:
        return None
    place = rng.choice(places[-4:])
    return text[:place] + rng.choice(DIGITS.replace(text[place], "")) + text[place + 1 :]


def swapped(rng: Random, text: str) -> str | None:
    places = [p for p in range(len(text) - 1) if text[p : p + 2].isdigit() and text[p] != text[p + 1]]
    if not places:
        return None
    place = rng.choice(places)
    return text[:place] + text[place + 1] + text[place] + text[place + 2 :]


def dropped(rng: Random, text: str) -> str | None:
    places = [place for place, sign in enumerate(text) if sign.isdigit()]
    if len(places) < 5:
        return None
    place = rng.choice(places[1:])
    return text[:place] + text[place + 1 :]


def doubled(rng: Random, text: str) -> str | None:
    places = [place for place, sign in enumerate(text) if sign.isdigit()]
    place = rng.choice(places)
    return text[: place + 1] + text[place:] if len(text) > 3 else None


def scanned(rng: Random, text: str) -> str | None:
    """One to three characters taken for others that look alike."""
    places = [place for place, sign in enumerate(text) if sign in SCANNED]
    if not places:
        return None
    for place in rng.sample(places, min(len(places), rng.choice((1, 1, 2, 3)))):
        text = text[:place] + rng.choice(SCANNED[text[place]]) + text[place + 1 :]
    return text.replace("RM", "RRN") if rng.random() < 0.1 else text


def misspelled_prefix(rng: Random, text: str) -> str | None:
    """The payer's own idea of the prefix."""
    rest = re.sub(r"^[A-Za-z]+[-/ ]?", "", text)
    if sum(map(str.isdigit, rest)) < 4 or re.search(r"[A-Za-z]", rest):
        return None
    return rng.choice(("RG", "IN", "Nr.", "#", "R-", "No ", "FA", "INV ", "RE-")) + rest


NUMBER_NOISE: dict[str, tuple[float, Callable[[Random, str], str | None]]] = {
    "lost_prefix": (5, lost_prefix), "lost_zeros": (3, lost_zeros), "spaced": (4, spaced),
    "separated": (4, separated), "lower_case": (1.5, lower_case), "typo": (2, typo), "swapped": (1.5, swapped),
    "dropped": (0.8, dropped), "doubled": (0.8, doubled), "misspelled_prefix": (1.5, misspelled_prefix),
}  # fmt: skip
# One slip spoils one number; habits show in all of them.
SLIPS = frozenset({"typo", "swapped", "dropped", "doubled", "scanned"})

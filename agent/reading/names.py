"""Names of people in a sentence, and the one that belongs to an address."""

from __future__ import annotations

import re

from agent.reading.contact_words import EAST_ASIAN, FULL_NAME, NO_NAME, TITLED, UNCASED_NAME, WORD

# A name stands this near before its address.
_NEAR = 90


def names_in(text: str) -> list[str]:
    """Full names and names with a title, in order."""
    found = [m for p in (FULL_NAME, TITLED) for m in p.finditer(text) if not NO_NAME.match(m[1])]
    return [match[1] for match in sorted(found, key=lambda match: (match.end(), match.end() - match.start(1)))]


def nearest_name(text: str, address: re.Match[str]) -> str | None:
    """The last name before the address, else the one in brackets behind it, else one like the address itself."""
    near = text[: address.start()][-_NEAR:]
    alike = _alike(text, address[0])
    if alike:
        return alike
    names = names_in(near)
    if names:
        return names[-1]
    for pattern in (EAST_ASIAN, UNCASED_NAME):
        match = pattern.search(near)
        if match and not NO_NAME.match(match[1]):
            return match[1]
    return _single(near)


def _alike(text: str, address: str) -> str | None:
    """The full name whose parts the address repeats: "Petra Vogel" of petra.vogel@… or p.vogel@…"""
    local = {part for part in re.split(r"[._+-]|\d", address.split("@")[0].lower()) if len(part) > 2}
    for name in reversed(names_in(text)):
        if any(part.lower() in local for part in name.split()):
            return name
    return None


def _single(near: str) -> str | None:
    """ "… with Ann (ann@…": one capitalised word right before the bracket."""
    match = re.search(rf"(?:^|\s)({WORD})(?:'s)?\s*[,:(<\[–—-]*\s*(?:(?:at|on|unter|via|auf|en|sur|a|à)\s+)?$", near)
    return match[1] if match and not NO_NAME.match(match[1]) else None

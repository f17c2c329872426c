"""People to write to instead: named in an absence note, or as the one who is responsible now."""

from __future__ import annotations

import re
from collections.abc import Sequence

from agent.answers import ContactAnswer
from agent.facts import ReceivedMail
from agent.reading.contact_words import EAST_ASIAN, FULL_NAME, NO_NAME, TITLED, WORD
from agent.reading.intents import Judged

_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+", re.ASCII)


def find_contacts(judged: Sequence[Judged], mail: ReceivedMail, *, intents: Sequence[str]) -> list[ContactAnswer]:
    """Contacts out of a message that says who else to write to; nobody's own or our address counts."""
    if not {"out_of_office", "contact_change"} & set(intents):
        return []
    own = {mail.from_email.lower(), mail.to.lower()}
    found: list[ContactAnswer] = []
    for one in judged:
        for match in _EMAIL.finditer(one.clause.text):
            address = match[0].rstrip(".")
            if address.lower() not in own and all(address != c.email for c in found):
                found.append(ContactAnswer(_name_before(one.clause.text[: match.start()]), address, one.clause.text))
    return found or _by_name_alone(judged, mail)


def _name_before(head: str) -> str | None:
    """The last name before the address, if it stands near it."""
    near = head[-90:]
    names = [m for m in (*FULL_NAME.finditer(near), *TITLED.finditer(near)) if not NO_NAME.match(m[1])]
    if names:
        return max(names, key=lambda m: (m.end(), m.end() - m.start(1)))[1]
    eastern = EAST_ASIAN.search(near)
    return eastern[1] if eastern else _single(near)


def _single(near: str) -> str | None:
    """ "… with Ann (ann@…": one capitalised word right before the bracket."""
    match = re.search(rf"\s({WORD})\s*[,:(<\[]\s*$", near)
    return match[1] if match and not NO_NAME.match(match[1]) else None


def _by_name_alone(judged: Sequence[Judged], mail: ReceivedMail) -> list[ContactAnswer]:
    for one in judged:
        if not one.does("contact_change"):
            continue
        names = [m[1] for p in (FULL_NAME, TITLED) for m in p.finditer(one.clause.text) if not NO_NAME.match(m[1])]
        others = [name for name in names if name.lower() not in mail.from_name.lower()]
        if others:
            return [ContactAnswer(others[-1], None, one.clause.text)]
    return []

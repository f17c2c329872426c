"""People to write to instead: named in an absence note, or as the one who is responsible now."""

from __future__ import annotations

import re
from collections.abc import Sequence

from agent.answers import ContactAnswer
from agent.facts import ReceivedMail
from agent.reading.contact_words import CALLED, GONE, NO_NAME, OBFUSCATED, ORDERS, OWN, TITLE
from agent.reading.folding import fold
from agent.reading.intents import Judged
from agent.reading.names import names_in, nearest_name

_EMAIL = re.compile(r"\w[\w.+-]*@[\w-]+(?:\.[\w-]+)+", re.ASCII)


def find_contacts(
    judged: Sequence[Judged], mail: ReceivedMail, *, intents: Sequence[str], known: Sequence[str] | None = None
) -> list[ContactAnswer]:
    """Contacts out of a message that says who else to write to; our own address never counts.

    The sender counts where it is the one to write to from now on: an administrator, a successor. `known`: addresses
    that the account has already, None if that cannot be told.
    """
    if not {"out_of_office", "contact_change"} & set(intents):
        return []
    changing = [one for one in judged if one.does("contact_change")]
    found = _addressed(changing, mail, own=True) or _addressed(judged, mail, own=False)
    if found:
        return found
    by_name = _by_name_alone(judged, mail)
    if {"insolvency", "legal_threat"} & set(intents) and changing and mail.from_email:
        own = not by_name or not _has_title(by_name[0]) or _is_sender(by_name[0], mail)
        by_name = [] if own else by_name
    if by_name or not changing:
        return by_name or _stand_in(judged, intents)
    stranger = known is not None and mail.from_email.lower() not in {address.lower() for address in known or ()}
    if mail.from_email and (stranger or _speaks_for_itself(changing, mail, intents)):
        return [ContactAnswer(mail.from_name or None, mail.from_email, changing[0].clause.text)]
    return []


def _has_title(contact: ContactAnswer) -> bool:
    return bool(re.search(rf"(?<![^\W_]){TITLE}\s+{re.escape(contact.name or '')}", contact.quote))


def _is_sender(contact: ContactAnswer, mail: ReceivedMail) -> bool:
    """Whether a part of the name stands in the sender's address."""
    local = mail.from_email.split("@")[0].lower()
    return any(len(part) > 2 and _joined(part) in local for part in (contact.name or "").split())


def _stand_in(judged: Sequence[Judged], intents: Sequence[str]) -> list[ContactAnswer]:
    """ "Please ring Dawn on the main number", in an absence note."""
    if "out_of_office" not in intents:
        return []
    for one in judged:
        match = CALLED.search(one.clause.text)
        if match and not NO_NAME.match(match["name"]):
            return [ContactAnswer(match["name"], None, one.clause.text)]
    return []


def _addressed(judged: Sequence[Judged], mail: ReceivedMail, *, own: bool) -> list[ContactAnswer]:
    """Everyone with an address; the sender's own only if `own`."""
    barred = {mail.to.lower()} | (set() if own else {mail.from_email.lower()})
    found: list[ContactAnswer] = []
    for one in judged:
        text = OBFUSCATED.sub(lambda match: "@" if match["at"] else ".", one.clause.text)
        for match in _EMAIL.finditer(text):
            address = match[0].rstrip(".")
            if address.lower() in barred or any(address.lower() == (c.email or "").lower() for c in found):
                continue
            if ORDERS.match(address.lower()) and not one.labels:
                continue
            if GONE.search(fold(text[match.end() : match.end() + 40])):
                continue
            name = mail.from_name if address.lower() == mail.from_email.lower() else nearest_name(text, match)
            found.append(ContactAnswer(name or None, address, one.clause.text))
    return found


def _speaks_for_itself(changing: Sequence[Judged], mail: ReceivedMail, intents: Sequence[str]) -> bool:
    """A lawyer or administrator who takes over, or a clause that names its own writer: by name, or by "to me"."""
    named = bool(mail.from_name) and any(_joined(mail.from_name) in _joined(one.clause.text) for one in changing)
    own = any(OWN.search(fold(one.clause.text)) for one in changing)
    return named or own or bool({"insolvency", "legal_threat"} & set(intents))


def _by_name_alone(judged: Sequence[Judged], mail: ReceivedMail) -> list[ContactAnswer]:
    sender = f"{mail.from_name} {mail.from_email}".lower()
    for one in judged:
        if not one.does("contact_change"):
            continue
        names = [n for n in names_in(one.clause.text) if n.lower() not in sender and _joined(n) not in _joined(sender)]
        if names and _is_told_to_write(one, names[-1]):
            return [ContactAnswer(names[-1], None, one.clause.text)]
    return []


def _joined(text: str) -> str:
    return "".join(re.findall(r"[^\W_]", fold(text)))


def _is_told_to_write(one: Judged, name: str) -> bool:
    """Not somebody of whom the sentence says that he is gone."""
    after = one.clause.text.split(name, 1)[1]
    return not GONE.match(fold(after[:40]).strip(" ,"))

"""People to write to instead: named in an absence note, or as the one who is responsible now."""

from __future__ import annotations

import re
from collections.abc import Sequence

from agent.answers import ContactAnswer
from agent.facts import ReceivedMail
from agent.reading.intents import Judged

_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+", re.ASCII)
_TITLE = r"(?:Mr|Mrs|Ms|Miss|Dr|Herrn?|Frau|M|Mme|Mlle|Monsieur|Madame|Sr|Sra|Sig|Sig\.ra|Dott|Dhr|Mevr|Pan|Pani|Panią|Panem|Hr|Fru|κ|г-н|г-жа|пан|пані)\.?"
_UPPER = r"A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĖĘĚĞĢĪĮİĶĻŁŃŅŇŌŐŒŔŘŚŞŠŢŤŪŮŰŲŹŻŽȘȚΑ-ΩΆΈΉΊΌΎΏА-ЯЁІЇЄҐ"
_WORD = rf"[{_UPPER}][^\W\d_]+(?:[-'’][^\W\d_]+)*"
_FULL_NAME = re.compile(rf"(?<![^\W_])(?:{_TITLE}\s+)?({_WORD}(?:\s+(?:van|von|de|der|den|di|da|del|la|le|bin|al|ter|{_WORD})){{0,2}}\s+{_WORD})(?![^\W_])")
_TITLED = re.compile(rf"(?<![^\W_])(?:{_TITLE})\s+({_WORD}(?:\s+{_WORD})?)(?![^\W_])")
_EAST_ASIAN = re.compile(r"([\u4e00-\u9fff]{2,4}|[가-힣]{2,4})(?:先生|女士|小姐|经理|様|さん|氏|部長|課長|님|씨|과장|대리|부장|팀장)?\s*[（(【<]?\s*$")
# Capitalised words that are departments, greetings or sentence openers and no names.
_NO_NAME = re.compile(
    r"^(?:Please|Dear|Accounts?|Payable|Team|Thank|Kind|Best|Hello|For|In|Mit|Bitte|Für|Buchhaltung|Abteilung|Service|Finance|Billing|Department|Ltd|GmbH|Inc|Monday|Tuesday|Wednesday|Thursday|Friday|Our|My|The|Shared|Center|Centre)\b",
    re.I,
)


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
    names = [m for m in (*_FULL_NAME.finditer(near), *_TITLED.finditer(near)) if not _NO_NAME.match(m[1])]
    if names:
        return max(names, key=lambda m: (m.end(), m.end() - m.start(1)))[1]
    eastern = _EAST_ASIAN.search(near)
    return eastern[1] if eastern else _single(near)


def _single(near: str) -> str | None:
    """ "… with Ann (ann@…": one capitalised word right before the bracket."""
    match = re.search(rf"\s({_WORD})\s*[,:(<\[]\s*$", near)
    return match[1] if match and not _NO_NAME.match(match[1]) else None


def _by_name_alone(judged: Sequence[Judged], mail: ReceivedMail) -> list[ContactAnswer]:
    for one in judged:
        if not one.does("contact_change"):
            continue
        names = [m[1] for p in (_FULL_NAME, _TITLED) for m in p.finditer(one.clause.text) if not _NO_NAME.match(m[1])]
        others = [name for name in names if name.lower() not in mail.from_name.lower()]
        if others:
            return [ContactAnswer(others[-1], None, one.clause.text)]
    return []

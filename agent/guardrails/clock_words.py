"""How times of day are written with a point, as an amount might be."""

import re

_TIME = r"(?:[01]?[0-9]|2[0-3])\.[0-5][0-9](?![\w.,]*[0-9])"
_BEFORE = (
    r"(?<!\w)(?:kl\.?|klo|klokken|klockan|klokka|godz\.?|godziny|godzin[ąęie]|ore|ora|orele|saat|um|om|tegen)"
    r" ?(?:senest |senast |ca\.? |gegen )?"
)
_BEHIND = r"(?= ?(?:Uhr|uur|hod|óra|óráig|h\b|a\.?m\b|p\.?m\b))"
TIME = re.compile(rf"{_BEFORE}{_TIME}(?:[–-]{_TIME})?|(?<![\w.,]){_TIME}(?:[–-]{_TIME})?{_BEHIND}", re.IGNORECASE)

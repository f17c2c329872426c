""":86: of German, Austrian, Polish and other banks: numbered subfields such as ?20 and SEPA tags such as SVWZ+.

Source: DFÜ-Abkommen der Deutschen Kreditwirtschaft, Anlage 3, chapter 8 (MT 940).
"""

from __future__ import annotations

import re

from customers.parsers.bank.details import PaymentDetails, stated, unwrapped

# Three digits of the kind of movement, then what parts the subfields: ? in Germany, ~ < > ^ elsewhere.
START = re.compile(r"\s*(?:(?P<code>[0-9]{3})(?P<mark>[?~<>^@$|])(?=[0-9]{2})|(?P<bare>[?~^<])(?=[02]0))")
LINE_WIDTH = 65
SUBFIELD_WIDTH = 27
TEXT_FIELDS = frozenset(f"{tens}{ones}" for tens in "26" for ones in range(10))
NAMES = ("32", "33")

TAGS = "EREF|KREF|MREF|CRED|DEBT|COAM|OAMT|SVWZ|ABWA|ABWE|PURP|IBAN|BIC|RREF|RTRN|BREF|SQTP|ORCR|ORMR|DDAT|MDAT"
TAG = re.compile(rf"(?P<tag>{TAGS})\+ ?")
# Savings banks repeat the tags with colons behind the text.
COLON_TAG = re.compile(r"(?:(?<=\s)|^)(?P<tag>EREF|KREF|MREF|CRED|ABWA|ABWE|ANAM|IBAN|BIC|PURP|SVWZ): ?")
WORDED = {"SVWZ", "ABWA", "ABWE", "ANAM"}
RETURN_CODES = {"009", "059", "108", "109", "110", "159", "160", "181", "182", "183", "184", "185"}


def is_structured(text: str) -> bool:
    return START.match(text) is not None


def read_structured(text: str) -> PaymentDetails:
    start = START.match(text)
    if start is None:
        return PaymentDetails(lines=(text,))
    mark, code = start["mark"] or start["bare"], start["code"] or ""
    subfields = _subfields(_one_line(text, mark), mark)
    found: dict[str, str] = {}
    for number, value in subfields:
        found.setdefault(number, value)
    tagged = _tagged(_running_text([value for number, value in subfields if number in TEXT_FIELDS]))
    end_to_end_id = stated(tagged.get("EREF", ""))
    return PaymentDetails(
        payer_name=_name([found.get(number, "") for number in NAMES]) or tagged.get("ANAM", ""),
        payer_account=_account(found.get("38") or found.get("31") or tagged.get("IBAN", "")),
        lines=_lines(tagged, end_to_end_id),
        end_to_end_id=end_to_end_id,
        code=code,
        returned=code in RETURN_CODES or "RTRN" in tagged,
    )


def _one_line(text: str, mark: str) -> str:
    """Subfields run over the ends of lines; a line one short of the width lost a blank at its end."""
    lines = text.split("\n")
    parts = [
        line + " " if len(line) == LINE_WIDTH - 1 and not following.startswith((mark, " ")) else line
        for line, following in zip(lines, [*lines[1:], mark], strict=True)
    ]
    return "".join(parts)


def _subfields(text: str, mark: str) -> list[tuple[str, str]]:
    # Other numbers behind a mark are a question mark in the text.
    parts = re.split(rf"{re.escape(mark)}(00|10|[2367][0-9])", text)
    return list(zip(parts[1::2], parts[2::2], strict=True))


def _running_text(pieces: list[str]) -> str:
    """A full subfield runs on in the next one, which may begin in the middle of a word; a short one ends its line."""
    width = max([SUBFIELD_WIDTH, *map(len, pieces)])
    return unwrapped("\n".join(piece for piece in pieces if piece.strip()), width=width)


def _name(pieces: list[str]) -> str:
    first, second = pieces
    between = "" if len(first) >= SUBFIELD_WIDTH else " "
    return " ".join(f"{first}{between}{second}".split())


def _account(text: str) -> str:
    return "".join(text.split())


def _tagged(text: str) -> dict[str, str]:
    """Text by SEPA tag; "" is what stands before the first one."""
    found = _parted(TAG, text)
    purpose = "SVWZ" if "SVWZ" in found else ""
    repeated = _parted(COLON_TAG, found[purpose])
    found[purpose] = repeated.pop("")
    return repeated | found


def _parted(pattern: re.Pattern[str], text: str) -> dict[str, str]:
    parts = pattern.split(text)
    found = {"": parts[0].strip()}
    for tag, value in zip(parts[1::2], parts[2::2], strict=True):
        words = value.strip()
        if tag not in WORDED:
            # An id ends with its line; what follows is text again.
            words, _, rest = words.partition("\n")
            found[""] = f"{found['']}\n{rest}".strip()
        found.setdefault(tag, words)
    return found


def _lines(tagged: dict[str, str], end_to_end_id: str) -> tuple[str, ...]:
    """Free text, then ids and the payer that somebody else pays for."""
    kept = [tagged.get("", ""), tagged.get("SVWZ", ""), end_to_end_id, stated(tagged.get("KREF", ""))]
    kept += [tagged.get("RREF", ""), tagged.get("RTRN", ""), tagged.get("ABWA", "")]
    return tuple(line for line in kept if line)

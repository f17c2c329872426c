"""Whether the text speaks to the contact, and of nobody else's affairs."""

from __future__ import annotations

import re
from collections.abc import Iterator

from agent.answers import Violation
from agent.guardrails.examined import Examined
from agent.guardrails.greeting_words import ADDRESS, GREETING
from agent.guardrails.lexicon import said
from agent.guardrails.names import CJK, WORD, is_one_of, name_words
from agent.guardrails.normal import normalise
from agent.guardrails.recipient_words import (
    CASELESS_ISSUED_TO,
    COMPANY,
    EAST_ASIAN_ADDRESS,
    EAST_ASIAN_TITLES,
    GREEK_COMPANY,
    ISSUED_TO,
    NO_NAME,
    OWN,
)

GREETING_START = re.compile(rf"(?:{GREETING})(?![^\W\d_])", re.IGNORECASE)
AFTER_GREETING = re.compile(r"(?<=[^\W\d_][!?]) (?=\S)")
ADDRESS_WORD = re.compile(rf"(?<![^\W\d_])(?:{GREETING}|{ADDRESS})(?![^\W\d_])\.?", re.IGNORECASE)
# A title that only a person has.
TITLE = re.compile(
    r"(?<!\w)(?:Mr|Mrs|Ms|Miss|Herrn?|Frau|Monsieur|Madame|Señora?|Sr|Sra|Signor[ae]?|Sig|Sig\.ra|Senhora?|Heer|Mevrouw|Pan[ie]?|Panie|Pani|Pane|Paní|Domnul[e]?|Doamn[ăa]|Bey|Hanım|Κύριε|Κυρία|Господин|Госпожа|Пане|Пані|Sayın)(?!\w)",
    re.IGNORECASE,
)
GREETING_WORDS = 9
UNMARKED_GREETING_WORDS = 4
SIGNATURE_LINES, SIGNATURE_WORDS = 5, 8


def check_recipient(examined: Examined) -> Iterator[Violation]:
    yield from _greeting(examined)
    yield from _other_companies(examined)
    for start, sentence in examined.shapes:
        if said("other_customers", examined.language, sentence):
            yield examined.violation("wrong_recipient", start, "It speaks of another customer.")


def _greeting(examined: Examined) -> Iterator[Violation]:
    body = examined.text[examined.body_start :]
    lines = [line.strip() for line in body.split("\n") if line.strip()][:3]
    if not lines or any(mark in lines[0] for mark in "[{<"):
        # An unfilled mark is a placeholder, no name.
        return
    known = _known_names(examined)
    if CJK.search(lines[0]) or any(EAST_ASIAN_ADDRESS.match(line) for line in lines):
        yield from _east_asian_greeting(examined, lines)
        return
    words = _addressed(lines[0])
    caseless = lines[0].upper() == lines[0].lower()
    strangers = [word for word in words if not is_one_of(word, known, language=examined.language)]
    if not strangers and _is_another_person(examined, lines[0], words):
        strangers = words
    if strangers and not (caseless and len(strangers) < len(words)):
        wanted = examined.facts.contact.name if examined.facts.contact else "nobody by name"
        yield examined.violation(
            "wrong_recipient",
            examined.text.find(lines[0]),
            f"The greeting names {' '.join(strangers)}; the contact is {wanted}.",
        )


def _is_another_person(examined: Examined, line: str, words: list[str]) -> bool:
    """ "Dear Mrs Rowan" to Miles Carver of Rowan Estates: with a title the name must be the contact's."""
    contact = examined.facts.contact
    if not contact or not words or not TITLE.search(line):
        return False
    own = name_words(normalise(contact.name))
    return not any(is_one_of(word, own, language=examined.language) for word in words)


def _addressed(line: str) -> list[str]:
    """The names in a greeting line, empty where the line is no greeting or names nobody."""
    # "Hei! Lasku UK-2041 …": the letter begins on the same line.
    line = AFTER_GREETING.split(line)[0]
    # "Mr Rowan, when will you pay?": the name is called before the sentence.
    called = line.split(",")[0] if "," in line else ""
    titled = TITLE.match(called) is not None and len(called.split()) < UNMARKED_GREETING_WORDS
    marked = line[-1] in ",:!،" and len(line.split()) <= UNMARKED_GREETING_WORDS
    if not GREETING_START.match(line) and not marked and not titled:
        return []
    if len(line.split()) > GREETING_WORDS or titled:
        line = line.split(",")[0]
        if len(line.split()) > GREETING_WORDS:
            return []
    # Thai writes the title and the name as one.
    line = line.replace("คุณ", " ")
    found = [
        word
        for word in WORD.findall(ADDRESS_WORD.sub(" ", line).replace("'", " ").replace("-", " "))
        if len(word.strip(".")) > 1
    ]
    if line.upper() == line.lower():
        # A script without capitals: nothing tells a name from another word, so one known word in the line is enough.
        return found
    return [word for word in found if word[0].isupper()]


def _known_names(examined: Examined) -> frozenset[str]:
    facts = examined.facts
    names = name_words(normalise(facts.customer))
    return names | name_words(normalise(facts.contact.name)) if facts.contact else names


def _east_asian_greeting(examined: Examined, lines: list[str]) -> Iterator[Violation]:
    """Names without spaces: the written name must be part of the contact's or the customer's, or be the surname."""
    facts = examined.facts
    known = [
        "".join(normalise(name).split())
        for name in (facts.contact.name if facts.contact else "", facts.customer)
        if name
    ]
    for line in lines:
        match = EAST_ASIAN_ADDRESS.match(line)
        words = [EAST_ASIAN_TITLES.sub("", word) for word in match["name"].split()] if match else []
        name = "".join(words)
        if not CJK.fullmatch(name) or not any(CJK.search(one) for one in known):
            continue
        # "ゆのさと 中村様": the company first, or part of its name, then the person.
        if not _is_known(name, known) and not all(_is_known(word, known) for word in words if word):
            yield examined.violation(
                "wrong_recipient", examined.text.find(line), f"It is addressed to {name}, not to the contact."
            )


def _is_known(name: str, known: list[str]) -> bool:
    return any(name in one or one in name for one in known)


def _other_companies(examined: Examined) -> Iterator[Violation]:
    facts = examined.facts
    parts = [facts.customer, facts.allowed.bank_details or "", facts.contact.name if facts.contact else ""]
    parts += (
        [facts.sender.company, facts.sender.name]
        if facts.sender
        else [line for line in examined.text.strip().split("\n")[-SIGNATURE_LINES:] if _may_sign(line)]
    )
    known = frozenset().union(*(name_words(normalise(part)) for part in parts))
    yield from _issued_to(examined, known)
    expressions = (COMPANY, GREEK_COMPANY) if examined.language.startswith("el") else (COMPANY,)
    for match in (match for one in expressions for match in one.finditer(examined.text, examined.body_start)):
        words = name_words(match["name"])
        if words and not words & known:
            yield examined.violation(
                "wrong_recipient", match.start(), f"It names another company: {match.group().strip()}."
            )


def _may_sign(line: str) -> bool:
    """Whether a line at the end can be a name, a company or a department, and no sentence of the letter."""
    return len(line.split()) <= SIGNATURE_WORDS and not any(mark.isdigit() for mark in line)


def _issued_to(examined: Examined, known: frozenset[str]) -> Iterator[Violation]:
    """An invoice or balance that is said to be somebody else's."""
    for match in ISSUED_TO.finditer(examined.wording, examined.body_start):
        name = match["name"]
        if not NO_NAME.match(name) and not _is_any_known(name, known, examined.language):
            yield examined.violation("wrong_recipient", match.start(), f"It speaks of {name}, not of the customer.")
    for match in CASELESS_ISSUED_TO.finditer(examined.wording, examined.body_start):
        name = match["name"] or match["before"]
        own = OWN.match(name.split()[0])
        if not own and not _is_any_known(name, known, examined.language):
            yield examined.violation("wrong_recipient", match.start(), f"It speaks of {name}, not of the customer.")


def _is_any_known(name: str, known: frozenset[str], language: str) -> bool:
    """Whether a word of it is one of the known names, a letter joined in front left aside."""
    return any(
        is_one_of(form, known, language=language)
        for word in WORD.findall(name)
        for form in (word, word[1:])
        if len(form) > 1
    )

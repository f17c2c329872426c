"""Whether two spellings can be the same person: short forms, initials, umlauts, vocatives."""

from __future__ import annotations

import re
from functools import lru_cache

from agent.facts import AccountFacts
from agent.guardrails.normal import plain_letters

# The vowel signs of Indian scripts are marks, not letters.
WORD = re.compile(r"[^\W\d_][\w\u0900-\u0963\u0980-\u0dff'’.-]*")
# Spoken to in Russian, Ukrainian and Bulgarian: "Иван Сергеевич". Ledgers seldom hold them.
PATRONYMIC = re.compile(r"(?:ович|евич|йович|івна|овна|евна|инична|ьич)у?$", re.IGNORECASE)
# The letters of "A/S" are no initials.
APART = re.compile(r"['’-]|\b[^\W\d_]/[^\W\d_]\b")
CJK = re.compile(r"[\u3005\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]+")
# Names are inflected when somebody is spoken to: Marek → Marku, Παπαδόπουλος → Παπαδόπουλε.
INFLECTING = frozenset(
    ["pl", "cs", "sk", "uk", "ru", "bg", "hr", "sr", "bs", "sl", "lt", "lv", "el", "ro", "mk", "hu", "tr", "fi", "et"]
)
NICKNAME_LENGTH = 3
# A shorter word stands in too many others.
LONG_ENOUGH = 5
# From this length on a word is known by all but its ending: "kancelarii", to Kancelaria Bielak.
INFLECTED, ENDING = 8, 2
# Titles of those who are written to, behind a name or what stands for one.
EAST_ASIAN_LAWYER = r" ?(?:律师|律師|法官|변호사|판사|검사|법무사|弁護士|司法書士|判事)(?:님|先生|女士|様|さん)?"
UMLAUTS = (
    ("ae", "a"),
    ("oe", "o"),
    ("ue", "u"),
    ("ss", "s"),
    ("ø", "o"),
    ("æ", "a"),
    ("å", "a"),
    ("ł", "l"),
    ("đ", "d"),
    ("ı", "i"),
)


@lru_cache(maxsize=8192)
def name_words(name: str) -> frozenset[str]:
    """The words of a name, folded."""
    return frozenset(_folded(word) for word in WORD.findall(APART.sub(" ", name)) if len(word.strip(".'")) > 0)


def is_one_of(word: str, known: frozenset[str], *, language: str) -> bool:
    """Whether a word of a greeting is one of a name's words."""
    folded = _folded(word)
    if PATRONYMIC.search(word):
        return True
    if language.startswith("ar"):
        # Arabic names have no initials: "أ." and "د." are titles.
        known = frozenset(other for other in known if len(other) > 1)
    return any(_same(folded, other, language in INFLECTING) for other in known)


def _folded(word: str) -> str:
    folded = plain_letters(word.split("'")[0].strip(".-"))
    for written, letter in UMLAUTS:
        folded = folded.replace(written, letter)
    return folded


def _same(one: str, other: str, inflecting: bool) -> bool:
    if one == other or (len(one) == 1 and other.startswith(one)) or (len(other) == 1 and one.startswith(other)):
        return True
    shorter, longer = sorted((one, other), key=len)
    if len(shorter) >= NICKNAME_LENGTH and longer.startswith(shorter):
        return True
    common = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), len(shorter))
    return inflecting and common >= max(2, len(shorter) - 3) and len(longer) - common <= 4


def without_names(sentence: str, facts: AccountFacts) -> str:
    """A sentence less the words of customer's and contact's names, whole or within a longer one.

    "Ihre Kanzlei", to Anwaltskanzlei Reuter, names the customer.
    """
    names = f"{facts.customer} {facts.contact.name if facts.contact else ''}".casefold()
    own = [word[:-ENDING] if len(word) >= INFLECTED else word for word in name_words(names) if len(word) >= LONG_ENOUGH]
    if facts.contact and CJK.match(facts.contact.name):
        family = facts.contact.name.split()[0] if " " in facts.contact.name else facts.contact.name[0]
        sentence = re.sub(rf"(?:\ue000+|{re.escape(family)}){EAST_ASIAN_LAWYER}", " ", sentence)

    sentence = _inflected(facts.customer).sub(" ", sentence)

    def left(match: re.Match[str]) -> str:
        word = match[0].casefold()
        known = len(word) >= LONG_ENOUGH and (word in names or any(one in plain_letters(word) for one in own))
        return " " if known else match[0]

    return WORD.sub(left, sentence)


@lru_cache(maxsize=1024)
def _inflected(name: str) -> re.Pattern[str]:
    """A name of several words with any endings: "Апеляційного суду Вінниці" for Апеляційний суд Вінниці."""
    words = [word for word in WORD.findall(name) if len(word) >= NICKNAME_LENGTH]
    stems = [re.escape(word[: max(NICKNAME_LENGTH, len(word) - ENDING - 1)]) + r"\w*" for word in words]
    return re.compile(r"\W+".join(stems) if len(stems) > 1 else r"(?!)", re.IGNORECASE)

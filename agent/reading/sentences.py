"""Sentences and clauses of the newly written text: what the heads judge and what an answer is quoted by."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

# A message with more sentences than this is a chain or an attack; the first ones say what it is about.
MAX_SENTENCES = 60
MAX_LENGTH = 500

_END = re.compile(r"(?<=[.!?…;\u061f\u06d4।])[\"')\]»”]*\s+(?=\S)|(?<=[。！？；])")
_BULLET = re.compile(r"^\s*(?:[-*•·–—]|\d{1,2}[.)]|[a-z]\))\s+(?=\S)")
# Languages that write ordinal numbers with a point: "am 3. März" is no end of a sentence.
_ORDINAL_POINT = frozenset({"de", "da", "nb", "fi", "cs", "sk", "hu", "sl", "hr", "sr", "bs", "pl", "et", "lv", "tr", "is"})
# A point after these ends no sentence: titles, "no.", ordinal days and initials.
_ABBREVIATION = re.compile(
    r"(?:\b(?:mr|mrs|ms|dr|prof|st|no|nos|nr|inv|approx|e\.g|i\.e|z\.b|d\.h|bzw|ca|ggf|evtl|str|co|ltd|inc|rs|fa|hr|fr|m|mme|mm|sr|sra|dhr|mevr|"
    r"ul|szt|wt|śr|cz|pt|tj|np|dz|fakt|rech|best|kl|kap|bl|evt|resp|ev|nom|art|tel|ext|acc|ref|ord|fact|vs|č|čj|tzv|лв|руб|грн|р|т|г|№|п|αρ)|\b[a-zà-ž])\.$",
    re.I,
)


_GREETING = re.compile(
    r"^(?:dear|hi|hello|hey|good (?:morning|afternoon|evening|day)|greetings|morning|to whom|hallo|guten (?:tag|morgen|abend)|moin|servus|gruezi|grüezi|grüß gott|sehr geehrte[rn]?|liebe[rn]?"
    r"|bonjour|bonsoir|madame|monsieur|cher|chère|salut|hola|buen(?:os|as)? (?:d[ií]as?|tardes|noches)|buenas|estimad[oa]s?|ol[áa]|oi|bom dia|boa tarde|boa noite|prezad[oa]s?|car[oi]s?|exm[oa]s?"
    r"|buongiorno|buonasera|salve|gentil[ei]|egregio|spett|ciao|beste|geachte|goedemorgen|goedemiddag|goedendag|dag|dzień dobry|witam|szanown[aiy]|cześć|hej(?:san)?|hejsa|god (?:dag|morgen|morgon)|kære|kjære"
    r"|hei|moi|hyvä|terve|päivää|dobrý (?:den|deň)|dobrý večer|vážen[áéíý]|ahoj|jó napot|tisztelt|kedves|szia|bună (?:ziua|dimineața|seara)|stimat[ăe]|καλημέρα|καλησπέρα|γεια|αγαπητ[έήοί]|αξιότιμ"
    r"|merhaba|sayın|iyi günler|selam|добрий (?:день|ранок)|доброго дня|вітаю|шановн|добрый день|здравствуйте|уважаем|добър ден|здравейте|dobar dan|poštovan|pozdrav|spoštovan|tere|labas|sveiki|labdien"
    r"|السلام عليكم|مرحبا|السيد|السادة|تحية|أهلا|שלום|בוקר טוב|नमस्ते|नमस्कार|आदरणीय|您好|你好|尊敬|お世話に|拝啓|안녕하|selamat|halo|kính|chào|xin chào|สวัสดี|เรียน|سلام)",
    re.I,
)


def is_greeting(text: str) -> bool:
    """A salutation with at most a name: it says nothing, and the heads need not see it."""
    short = len(text) <= 60 and len(text.split()) <= 6
    return short and bool(_GREETING.match(text)) and not re.search(r"[?\d]|[.!]\s+\w", text)


@dataclass(frozen=True)
class Sentence:
    """One sentence or clause. `paragraph` counts through the message, `answered` is the quoted text above it."""

    text: str
    paragraph: int
    answered: str = ""


def split_sentences(text: str, *, language: str, answered: str = "", first_paragraph: int = 0) -> list[Sentence]:
    """Sentences in order; line breaks inside a wrapped paragraph end none, those of lists and short lines do."""
    sentences: list[Sentence] = []
    for offset, paragraph in enumerate(_paragraphs(text)):
        for piece in _pieces(paragraph, ordinals=language in _ORDINAL_POINT):
            if is_greeting(piece):
                continue
            sentences.append(Sentence(piece[:MAX_LENGTH], first_paragraph + offset, answered))
            if len(sentences) >= MAX_SENTENCES:
                return sentences
    return sentences


def _paragraphs(text: str) -> Iterable[str]:
    for block in re.split(r"\n\s*\n", text):
        yield from _unwrapped(block.split("\n"))


def _unwrapped(lines: list[str]) -> Iterable[str]:
    """Join lines that were wrapped by the mail program: the line above is long, and this one is no list item."""
    current = ""
    for line in lines:
        wrapped = len(current) >= 55 and not current.endswith((".", "!", "?", ":")) and not _BULLET.match(line)
        if current and wrapped:
            current = f"{current.split(chr(10))[-1]} {line.strip()}"
        else:
            if current.strip():
                yield current
            current = line.strip()
    if current.strip():
        yield current


def _pieces(paragraph: str, *, ordinals: bool) -> Iterable[str]:
    paragraph = _BULLET.sub("", paragraph).strip()
    start = 0
    for match in _END.finditer(paragraph):
        head = paragraph[start : match.start()].strip()
        follows = paragraph[match.end() : match.end() + 1]
        if _ABBREVIATION.search(head) or (ordinals and _ordinal(head, follows)) or not re.search(r"\w", head):
            continue
        yield head
        start = match.end()
    if re.search(r"\w", paragraph[start:]):
        yield paragraph[start:].strip()


def _ordinal(head: str, follows: str) -> bool:
    """ "am 3. März", "am 3.2. überwiesen", but not "… am 15.03.2027. Danach"."""
    if follows.islower():
        return bool(re.search(r"\d\.$", head))
    return bool(re.search(r"(?<![\d.])\d{1,2}\.$", head))

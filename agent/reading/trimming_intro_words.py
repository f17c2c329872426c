"""The line above a quoted message, "On … wrote:", as mail programs translate it."""

from __future__ import annotations

import re

from agent.reading.folding import fold
from agent.reading.trimming_disclaimer_words import folded_line

_WROTE = (
    "wrote|writes|has written|wrote the following|schrieb|schrieb folgendes|hat geschrieben|a écrit|écrit|escribió"
    "|ha escrito|escreveu|ha scritto|scrive|scritto"
    "|schreef|heeft geschreven|het volgende geschreven|geskryf|skryf|napisał|napisała|napisał(a)|napisali|napsal"
    "|napsal(a)|napsala|píše"
    "|napísal|napísala|napísal(a)|skrev|skrev följande|skrev følgende|kirjoitti|írta|ezt írta|a scris|έγραψε|yazdı"
    "|şunu yazdı|şunları yazdı|написав"
    "|написав(ла)|написала|написал|написал(а)|написа|напиша|пише|пишет|je napisao|je napisao/la|je napisala"
    "|napisao je|napisala je|napisao"
    "|написао|је написао/ла|је написао|је написала|je oseba|rašė|parašė|rakstīja|kirjutas|skrifaði|skrifaði:|va"
    " escriure|ha escrit|shkroi"
    "|ka shkruar|aliandika|ameandika|sinulat ni|isinulat ni|nagsulat|লিখেছেন|লিখেছে|எழுதியது|எழுதினார்|نے لکھا|نے"
    " لکھا ہے|نوشت|نوشته است"
    "|hau idatzi du|idatzi du|দ্বারা লিখিত|כתב|כתבה|מאת|كتب|كتبت|تمت كتابة ما يلي|يلي بواسطة|ने लिखा|님이 작성|님이 작성한"
    " 메시지|님이 쓴 글"
    "|写道|寫道|来信|在写道|menulis|tulis|menuliskan|đã viết|viết|เขียนว่า|เขียน|書きました|のメール|wrote :|さんは書きました|დაწერა|მა"
    " დაწერა|yazdi|yozdi|жазды"
    "|scríobh|ysgrifennodd|scrisse|escribía"
)
_STARTS = (
    "on|am|le|el|em|op|den|il|dne|dňa|dnia|w dniu|på|στις|vào|pada|il giorno|ma|în|in data|på|i|na|у|в|на|dana"
    "|dana|kuupäev|mnamo|noong|më"
    "|në|fecha|a|po|út|st|čt|pá|so|ne|в|from|mensaje|em|em data de|missatge de|þann|am|an|v|v v|pe|la|om|2026年|在"
    "|في|در تاریخ|בתאריך|ในวันที่|เมื่อ"
)


def _either(phrases: str) -> str:
    ordered = sorted({fold(phrase) for phrase in phrases.split("|")}, key=len, reverse=True)
    return "|".join(re.escape(phrase) for phrase in ordered)


_TAIL = r"[\s:：.,>\-\u200e\u200f\u202a-\u202e]*$"
# The verb at the end ("… schrieb:", "… napisał(a):"), and the verb between date and writer ("Am … schrieb …:").
_VERB_LAST = re.compile(rf"(?:^|[\s>)\]،,；;，\"'»”\u200e\u200f\u202a-\u202e年-])?(?:{_either(_WROTE)}){_TAIL}")
_VERB_INSIDE = re.compile(rf"(?:^|[\s>)])(?:{_either(_WROTE)})\b.{{1,160}}[:：]\s*$")
_START = re.compile(rf"^[\s>\u200e\u200f\u202a-\u202e]*(?:{_either(_STARTS)})\b")
_ADDRESS = re.compile(r"[<(\[][^<>()\[\]\s]*\s?[^<>()\[\]\s]+@[^<>()\[\]\s]+[>)\]]|<mailto:[^>]+>")
_BARE_ADDRESS = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+")
_WHEN = re.compile(
    r"\b(?:19|20)\d\d\b|\d{1,2}[:.h時时点]\s?\d{2}|\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|(?:19"
    r"|20)\d\d(?=[\u5e74\ub144.년])"
)
_COLON = re.compile(r"[:：][\s\u200e\u200f\u202a-\u202e]*$")


def is_intro(joined: str, *, marked_below: bool) -> bool:
    """Whether this line, its wrapped parts joined, announces a quote. `marked_below`: lines with ">" follow.

    An address in brackets with a time and a colon at the end is one in any language; without the address it takes a
    known verb, or quote marks below.
    """
    folded = folded_line(joined)
    ends = bool(_COLON.search(folded))
    if not _WHEN.search(folded):
        return ends and marked_below and bool(_BARE_ADDRESS.search(folded) or _VERB_LAST.search(folded))
    addressed = bool(_ADDRESS.search(folded))
    if ends and (addressed or (marked_below and len(folded) < 200)):
        return True
    if ends and _VERB_LAST.search(folded):
        return True
    if ends and _VERB_INSIDE.search(folded):
        return bool(_START.search(folded)) or bool(_BARE_ADDRESS.search(folded))
    return addressed and bool(_VERB_LAST.search(folded))


def begins_intro(line: str) -> bool:
    """Whether the line begins as "On …" does in some language."""
    return bool(_START.search(folded_line(line)))

"""Own text that only points at what was passed on below it: "FYI", "see below"."""

from __future__ import annotations

import re

from agent.reading.folding import fold
from agent.reading.sentences import is_greeting
from agent.reading.trimming_closing_words import is_farewell, is_thanks
from agent.reading.trimming_disclaimer_words import folded_line

_POINTERS = (
    "fyi|fya|fyr|f.y.i|for your information|for info|for your info|see below|please see|pls see|as below|below|fwd"
    "|fw|forwarding|forwarded|trailing mail|ref below"
    "|zk|z.k|z. k|zur kenntnis|zur info|zur information|s.u|s. u|siehe unten|siehe nachricht|unten|untenstehend"
    "|nachstehend|anbei weitergeleitet|zur weiteren bearbeitung"
    "|pour info|pour information|pi|ci-dessous|cf ci-dessous|voir ci-dessous|ver abajo|abajo|a continuacion|para"
    " su informacion|para tu informacion|reenvio|te reenvio|les reenvio|le reenvio"
    "|abaixo|segue abaixo|para conhecimento|reencaminho|encaminho|ver abaixo|per conoscenza|vedi sotto|sotto|in"
    " calce|inoltro|ter info|ter informatie|ter kennisgeving|zie onder|zie hieronder|hieronder|onderstaand"
    "|se nedan|nedan|for kannedom|se nedenfor|nedenfor|se under|til info|til orientering|til underretning|katso"
    " alla|alla|tiedoksi|ks alla|ks. alla|sja ad nedan|fyrir nedan"
    "|do wiadomosci|ponizej|jw|j.w|przesylam|viz nize|nize|pro informaci|na vedomi|pozri nizsie|nizsie|na vedomie"
    "|lasd alabb|alabb|tajekoztatasul|vezi mai jos|mai jos|spre informare|spre stiinta"
    "|виж по-долу|по-долу|за сведение|за информация|для информации|к сведению|см. ниже|ниже|пересылаю|для відома"
    "|нижче|видете подолу|подолу|доле|испод|βλ. παρακατω|παρακατω|προς ενημερωση|bilgi icin|bilginize|asagida"
    "|asagidaki"
    "|见下|见下文|请见下文|下面|供参考|请参考|转发|転送します|転送いたします|ご参考|下記|以下|아래|참고|전달|للاطلاع|ادناه|أدناه|للعلم|زیر|جهت اطلاع|להלן"
    "|לידיעתך|למטה|लिए नीचे|नीचे|ด้านล่าง|เพื่อทราบ|xem ben duoi|ben duoi|de biet|di bawah|untuk info|sila lihat"
    "|vidi dolje|dolje|na znanje|u nastavku|glej spodaj|spodaj|v vednost|allpool|infoks|teadmiseks|zemak|zinasanai"
    "|zemiau|susipazinimui|vegeu avall|a sota|me poshte|hapo chini|sa ibaba|নিচে|கீழே|نیچے|hieronder|onderaan"
)
_POINTER = re.compile(
    r"(?:^|(?<=[\s(.,:!]))(?:"
    + "|".join(sorted({re.escape(fold(word)) for word in _POINTERS.split("|")}, key=len, reverse=True))
    + r")(?=$|[\s).,:!;…。！])"
)
_POINTER_CJK = re.compile(r"见下|下文|供参考|转发|転送|ご参考|下記|아래|참고|전달")
# "Please see the mail of our site manager below" is longer than "FYI", and says no more.
_MOST_WORDS = 14


def only_points_below(text: str, *, silent: bool) -> bool:
    """Nothing said, or nothing but a pointer; greetings, thanks and closings do not count.

    `silent`: a mere greeting is no message either, as above what the program itself calls a forwarded one.
    """
    lines = [line for line in text.split("\n") if line.strip()]
    said = " ".join(line for line in lines if not (is_greeting(line) or is_farewell(line) or is_thanks(line)))
    if not re.search(r"\w", said):
        return silent or not lines
    words = said.split()
    if len(words) > _MOST_WORDS or re.search(r"\d", said):
        return False
    folded = folded_line(said).strip()
    pointed = _POINTER.search(folded) or (len(folded) < 24 and _POINTER_CJK.search(folded))
    return bool(pointed) and ("?" not in said)

"""Abbreviations that end no sentence, and salutations."""

from __future__ import annotations

import re

# Languages that write ordinal numbers with a point: "am 3. März" is no end of a sentence.
ORDINAL_POINT = frozenset(
    {"de", "da", "nb", "fi", "cs", "sk", "hu", "sl", "hr", "sr", "bs", "pl", "et", "lv", "tr", "is"}
)
# A point after these ends no sentence: titles, "no.", ordinal days and initials.
ABBREVIATION = re.compile(
    r"(?:\b(?:mr|mrs|ms|dr|prof|st|no|nos|nr|inv|approx|e\.g|i\.e|z\.b|d\.h|bzw|ca|ggf|evtl|str|co|ltd|inc|rs|fa|hr|fr|m|mme|mm|sr|sra|dhr|mevr|"
    r"ul|szt|wt|śr|cz|pt|tj|np|dz|fakt|rech|best|kl|kap|bl|evt|resp|ev|nom|art|tel|ext|acc|ref|ord|fact|vs|č|čj|tzv|лв|руб|грн|р|т|г|№|п|αρ)|\b[a-zà-ž])\.$",
    re.I,
)
GREETING = re.compile(
    r"^(?:dear|hi|hello|hey|good (?:morning|afternoon|evening|day)|greetings|morning|to whom|hallo|guten (?:tag|morgen|abend)|moin|servus|gruezi|grüezi|grüß gott|sehr geehrte[rn]?|liebe[rn]?"
    r"|bonjour|bonsoir|madame|monsieur|cher|chère|salut|hola|buen(?:os|as)? (?:d[ií]as?|tardes|noches)|buenas|estimad[oa]s?|ol[áa]|oi|bom dia|boa tarde|boa noite|prezad[oa]s?|car[oi]s?|exm[oa]s?"
    r"|buongiorno|buonasera|salve|gentil[ei]|egregio|spett|ciao|beste|geachte|goedemorgen|goedemiddag|goedendag|dag|dzień dobry|witam|szanown[aiy]|cześć|hej(?:san)?|hejsa|god (?:dag|morgen|morgon)|kære|kjære"
    r"|hei|moi|hyvä|terve|päivää|dobrý (?:den|deň)|dobrý večer|vážen[áéíý]|ahoj|jó napot|tisztelt|kedves|szia|bună (?:ziua|dimineața|seara)|stimat[ăe]|καλημέρα|καλησπέρα|γεια|αγαπητ[έήοί]|αξιότιμ"
    r"|merhaba|sayın|iyi günler|selam|добрий (?:день|ранок)|доброго дня|вітаю|шановн|добрый день|здравствуйте|уважаем|добър ден|здравейте|dobar dan|poštovan|pozdrav|spoštovan|tere|labas|sveiki|labdien"
    r"|السلام عليكم|مرحبا|السيد|السادة|تحية|أهلا|שלום|בוקר טוב|नमस्ते|नमस्कार|आदरणीय|您好|你好|尊敬|お世話に|拝啓|안녕하|selamat|halo|kính|chào|xin chào|สวัสดี|เรียน|سلام)",
    re.I,
)

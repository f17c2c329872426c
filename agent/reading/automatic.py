"""Automatic messages by their headers and subject: absence notes and receipts."""

from __future__ import annotations

import re

from agent.facts import ReceivedMail
from agent.reading.folding import fold

_ABSENCE_SUBJECT = re.compile(
    r"automatic reply|auto(?:matic)?[- ]?repl|out of (?:the )?office|ooo\b|abwesen|automatische antwort|reponse automatique|absence du bureau|respuesta automatica|fuera de (?:la )?oficina"
    r"|resposta automatica|ausencia|risposta automatica|fuori (?:sede|ufficio)|automatisch antwoord|afwezig|automatyczna odpowiedz|autoodpowied|nieobecn|autosvar|automatiskt svar|franvaro|automatisk svar"
    r"|fravaer|automaattinen vastaus|poissa|automaticka odpoved|nepritomn|automatikus valasz|raspuns automat|αυτοματη απαντηση|otomatik yan[iı]t|автоматическ|автоматичн|رد تلقائي|תשובה אוטומטית|自动回复|自動回覆|自動応答|不在|자동 ?회신|부재"
)


def automatic_kind(mail: ReceivedMail) -> str:
    """ "out_of_office" for an absence note by its subject, "receipt" for other automatic mail, empty for a person's."""
    headers = {key.lower(): value.lower() for key, value in mail.headers.items()}
    marked = headers.get("auto-submitted", "no") != "no" or bool({"x-autoreply", "x-autorespond"} & set(headers))
    marked = marked or headers.get("precedence", "") in {"auto_reply", "bulk", "junk"}
    if _ABSENCE_SUBJECT.search(fold(mail.subject)):
        return "out_of_office"
    return "receipt" if marked else ""

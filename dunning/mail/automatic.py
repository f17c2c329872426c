"""Did a person write this mail? By headers first, as RFC 3834 asks, then by what mail programs put into the subject."""

from __future__ import annotations

import re

from dunning.mail.incoming import IncomingMessage

AUTO_REPLY, BOUNCE, COMPLAINT = "auto_reply", "bounce", "complaint"

_DAEMON = re.compile(r"^(mailer[-_.]daemon|postmaster|mail-daemon|mail\.?delivery|bounces?)[@+-]", re.I)
# Exchange, Gmail, Outlook and Postfix in the languages of our customers; a prefix such as AW: or Re: may stand before.
_BOUNCE_SUBJECT = re.compile(
    r"^(undeliver(able|ed)|undelivered mail|unzustellbar|nicht zustellbar|non recapitabile|impossibile recapitare"
    r"|non remis|échec de la remise|mail delivery (failed|failure|system)|delivery status notification \(failure\)"
    r"|returned mail|failure notice|delivery (status notification: failed|failure)|permanent delivery failure"
    r"|no se puede entregar|no entregado|onbestelbaar|não foi possível entregar)",
    re.I,
)
_DELAY_SUBJECT = re.compile(r"\((delay|delayed)\)|^(warning: )?(message|mail|delivery) .*delayed", re.I)
_NOTICE_SUBJECT = re.compile(
    r"^(zugestellt|gelesen|consegnato|letto|remis|lu|delivered|read|entregado|leído|lesebestätigung"
    r"|accusé de (lecture|réception)|return receipt|read receipt)\s*(:|$)",
    re.I,
)
_AUTO_SUBJECT = re.compile(
    r"^((re|aw|antw|sv|rv|r|tr|fw|fwd|wg)\s*:\s*)*"
    r"(auto(matic|mated)?[ -]?(reply|response)|out of (the )?office|ooo\b|automatische antwort|abwesenheit(snotiz|\b)"
    r"|risposta automatica|fuori (sede|ufficio)|réponse automatique|absence( du bureau)?\s*:|respuesta automática"
    r"|fuera de la oficina|resposta automática|automatisch antwoord|afwezig|autosvar|automatyczna odpowiedź)",
    re.I,
)


def automatic_kind(mail: IncomingMessage) -> str:
    """ "" for a person's mail, else auto_reply (also notices and newsletters), bounce or complaint."""
    content_type = mail.headers.get("Content-Type", "").lower()
    if "feedback-report" in content_type:
        return COMPLAINT
    if is_bounce(mail):
        return BOUNCE
    if _says_automatic(mail.headers) or _AUTO_SUBJECT.search(mail.subject) or _NOTICE_SUBJECT.search(mail.subject):
        return AUTO_REPLY
    if "disposition-notification" in content_type or _DELAY_SUBJECT.search(mail.subject):
        return AUTO_REPLY
    return ""


def is_bounce(mail: IncomingMessage) -> bool:
    content_type = mail.headers.get("Content-Type", "").lower()
    if "report-type=" in content_type and "delivery-status" in content_type:
        return True
    if "X-Failed-Recipients" in mail.headers or _BOUNCE_SUBJECT.search(mail.subject):
        return True
    return bool(_DAEMON.search(mail.from_email)) and not _AUTO_SUBJECT.search(mail.subject)


def _says_automatic(headers: dict[str, str]) -> bool:
    submitted = headers.get("Auto-Submitted", "no").split(";")[0].strip().lower()
    if submitted != "no" or "X-Autoreply" in headers or "X-Autorespond" in headers:
        return True
    if headers.get("Precedence", "").strip().lower() in ("auto_reply", "junk", "list"):
        return True
    if headers.get("Precedence", "").strip().lower() == "bulk" and "List-Id" in headers:
        return True
    # Exchange sets it on its own notices; a person's mail may carry it too, so only "All" counts.
    if headers.get("X-Auto-Response-Suppress", "").strip().lower() == "all":
        return True
    return headers.get("Return-Path", "").strip() == "<>"

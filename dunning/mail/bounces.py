"""What a bounce or complaint says: which recipient, which of our messages, and whether the address is bad for good.

The machine-readable part (RFC 3464 delivery-status, RFC 5965 feedback-report) comes first. Of bounces that are only
text, flufl.bounce knows many forms; it calls policy blocks permanent too, so codes (RFC 3463) and words decide.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable
from dataclasses import dataclass, replace

from dunning.mail.bounce_kinds import BAD_ADDRESS, COMPLAINT, TEMPORARY, judged, kind_of
from dunning.mail.bounce_text import Passage, envelope_recipients, forward_of, passages
from dunning.mail.bounce_words import STILL_TRYING
from dunning.mail.incoming import addresses
from dunning.mail.mime import header_text
from dunning.mail.report_parts import FEEDBACK, STATUS, Report, fields_of, recipients_of, report_of, values_of

logger = logging.getLogger(__name__)

MAX_RECIPIENTS = 20
# flufl.bounce's expressions take minutes over texts made to stop them; reports are shorter (characters).
MAX_RECOGNIZED = 50_000
_COMPLAINTS = ("abuse", "fraud", "opt-out", "opt-out-list", "not-spam", "other", "miscategorized")
_NO_FAILURE = ("delivered", "relayed", "expanded")
# Hotmail's complaints are no ARF: the mail that was complained about, with this in its head.
_COMPLAINED_OF = "x-hmxmroriginalrecipient"


@dataclass(frozen=True)
class Bounce:
    """One recipient's trouble. `final` False: the server still tries. `original_id`: our Message-ID, or "".

    `recipient` is "" where only the Message-ID says whom it is about.
    """

    recipient: str
    kind: str
    status: str
    detail: str
    final: bool = True
    original_id: str = ""
    # Whom the report says to write to instead, or "".
    forward: str = ""


def bounces_of(raw: bytes) -> tuple[Bounce, ...]:
    """Every recipient that a delivery report, complaint or free-text bounce names; () where it names none."""
    report = report_of(raw)
    original = report.original_id
    found = _complaints(report) or _reported(report) or _told(report) or _returned(report)
    unique: dict[str, Bounce] = {}
    for bounce in found:
        if bounce.recipient or original or bounce.kind == COMPLAINT:
            unique.setdefault(bounce.recipient, bounce)
    return tuple(_completed(bounce, report, original) for bounce in list(unique.values())[:MAX_RECIPIENTS])


def _completed(bounce: Bounce, report: Report, original: str) -> Bounce:
    """With our Message-ID and, for an address that is gone, whom to write to instead."""
    gone = bounce.kind == BAD_ADDRESS
    words = f"{bounce.detail}\n{report.words}"
    forward = forward_of(words, not_to={*report.ours, bounce.recipient}) if gone else ""
    return replace(bounce, original_id=original, forward=forward)


def _complaints(report: Report) -> list[Bounce]:
    says = "The recipient marked the mail as unwanted."
    for content_type, text in report.texts:
        if content_type != FEEDBACK:
            continue
        if fields_of(text).get("feedback-type", "abuse").strip().lower() not in _COMPLAINTS:
            return []
        named = values_of(text, "original-rcpt-to") or values_of(text, "removal-recipient") or [_original_to(report)]
        emails = [email for value in named for _, email in addresses(value)]
        return [Bounce(email, COMPLAINT, "", says) for email in emails or [""]]
    complained = fields_of(report.returned).get(_COMPLAINED_OF, "")
    if "X-Apple-Unsubscribe" in report.message:
        complained = header_text(report.message, "From")
    return [Bounce(email, COMPLAINT, "", says) for _, email in addresses(complained)]


def _reported(report: Report) -> list[Bounce]:
    told = passages(report.words, ours=report.ours)
    found = []
    for content_type, text in report.texts:
        if content_type in STATUS or (content_type == "text/plain" and "\nFinal-Recipient:" in text):
            for fields in recipients_of(text):
                if bounce := _one_recipient(fields, told=told, words=report.words):
                    found.append(bounce)
    return found


def _one_recipient(fields: dict[str, str], *, told: dict[str, Passage], words: str) -> Bounce | None:
    named = fields.get("original-recipient") or fields.get("final-recipient") or fields.get("x-actual-recipient")
    if not named:
        return None
    recipient = next((email for _, email in addresses(named.rpartition(";")[2])), "")
    action = fields.get("action", "failed").strip().lower()
    if not recipient or action in _NO_FAILURE:
        return None
    status, diagnostic = fields.get("status", "").strip(), " ".join(fields.get("diagnostic-code", "").split())
    final = action != "delayed"
    context = words if len(told) <= 1 else str(told.get(recipient, ""))
    kind = kind_of(status, diagnostic, context=context) if final else TEMPORARY
    return Bounce(recipient, kind, status[:20], (diagnostic or status)[:500], final)


def _told(report: Report) -> list[Bounce]:
    """Recipients that the words name: those that flufl.bounce recognizes, else all."""
    told = passages(report.words, ours=report.ours)
    temporary, permanent = _recognized(report)
    named = [email for email in told if email in temporary | permanent] or list(told)
    named += sorted((temporary | permanent) - set(named))
    named = named or [email for _, email in addresses(header_text(report.message, "X-Failed-Recipients"))]
    return [
        _by_words(email, told.get(email, Passage()), report, soft=email in temporary - permanent) for email in named
    ]


def _recognized(report: Report) -> tuple[set[str], set[str]]:
    from flufl.bounce import all_failures

    if sum(len(text) for _, text in report.texts) > MAX_RECOGNIZED:
        return set(), set()
    logging.getLogger("flufl.bounce").setLevel(logging.WARNING)  # it tells of every form that it tries
    try:
        temporary, permanent = all_failures(report.message)
    except Exception:
        logger.exception("flufl.bounce stumbled over a mail")  # hostile input: no verdict
        return set(), set()
    return _lower(temporary), _lower(permanent)


def _lower(emails: Iterable[bytes]) -> set[str]:
    return {email.decode("ascii", "replace").lower() for email in emails}


def _returned(report: Report) -> list[Bounce]:
    """The recipients of the mail that came back, where the report itself names nobody."""
    failed = addresses(fields_of(report.returned).get("x-failed-recipients", "")) or addresses(_original_to(report))
    named = [email for _, email in failed] or envelope_recipients(report.returned)
    return [_by_words(email, Passage(), report, soft=False) for email in named]


def _by_words(recipient: str, passage: Passage, report: Report, *, soft: bool) -> Bounce:
    words, subject = report.words, header_text(report.message, "Subject")
    detail = " ".join((str(passage) or words).split())[:500]
    if soft or STILL_TRYING.search(words):
        return Bounce(recipient, TEMPORARY, "", detail, final=not STILL_TRYING.search(words))
    said = next((text for text in ("\n".join(passage.own), str(passage), words) if judged("", text)), subject)
    context = str(passage) if len(passage.lines) > 1 else words
    if envelope_recipients(report.returned):
        context += "\nRCPT TO"
    return Bounce(recipient, kind_of("", said, context=context), "", detail)


def _original_to(report: Report) -> str:
    return fields_of(report.returned).get("to", "")

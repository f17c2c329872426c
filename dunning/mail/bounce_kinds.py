"""Is a bounced address bad for good, blocked, or full for today? By RFC 3463 codes and the servers' own words."""

from __future__ import annotations

import re

from dunning.mail.bounce_words import (
    ABOUT_THE_SENDER,
    ASLEEP,
    CERTAIN,
    LATER,
    MOVED,
    NO_SUCH_HOST,
    NO_SUCH_USER,
    ON_A_BLOCK_LIST,
)

BAD_ADDRESS, BLOCKED, TEMPORARY, COMPLAINT = "bad_address", "blocked", "temporary", "complaint"

_STATUS = re.compile(r"(?<![\d.])([245])\.(\d{1,3})\.(\d{1,3})(?![\d.])")
_REPLY_LATER = re.compile(r"(?:^|[\s;:<])4[25]\d[ -](?!\d)")
# A server that took the recipient and refuses after the text has read the text: its "unknown user" is a filter's.
_AFTER_TEXT = re.compile(r"in reply to end of DATA|>>> DATA\s*<<< 5\d\d|smtp command data", re.I)
# What a server answers to the recipient alone; a bare reply code may come from a gateway that filters.
_AT_RECIPIENT = re.compile(r"rcpt[ _]to|does not like recipient", re.I)
_BARE_REPLY = re.compile(r"(?:^|[\s;:<(])5[05]\d[ ,-]")
_NO_MAIL_HOST = re.compile(r"(?:^|[\s;:<])(521|556)[ -]")  # RFC 7504
# The code that says nothing.
_UNCLEAR = ("0", "0")
_SENDERS = frozenset({"7", "8", "9"})  # 5.1.7 to 5.1.9 speak of the sender's address


def kind_of(status: str, diagnostic: str, *, context: str = "") -> str:
    """bad_address, blocked or temporary, from an RFC 3463 code and the receiving server's words.

    `context` is what else the report says about this recipient: for codes and words that say nothing, and for doubts.
    What stays unclear counts as blocked: that heals, striking does not.
    """
    kind = judged(status, diagnostic) or judged("", context) or BLOCKED
    return BLOCKED if kind == BAD_ADDRESS and _doubtful(status, diagnostic, context) else kind


def _doubtful(status: str, diagnostic: str, context: str) -> bool:
    """Said to be unknown, yet nothing proves it: no 5.1.x, no refusal of the recipient itself.

    Many gateways say “user unknown” once they have read the text, and others call the account disabled beside it.
    """
    codes, told = _STATUS.findall(f"{status} {diagnostic}"), f"{diagnostic} {context}"
    if any(code[1] == "1" for code in codes):
        return False
    if CERTAIN.search(told):
        return False
    if NO_SUCH_USER.search(diagnostic) and _BARE_REPLY.search(diagnostic) and not _AT_RECIPIENT.search(told):
        return True
    return bool(_AFTER_TEXT.search(told) or ASLEEP.search(context))


def judged(status: str, text: str) -> str:
    """The kind, or "" where neither code nor words say one."""
    own, found = _STATUS.findall(status), _STATUS.findall(text)
    codes = found or own  # a relay's own code stands before the last server's
    family, subject, detail = codes[-1] if codes else ("5", *_UNCLEAR)
    if family == "4" or (not codes and _REPLY_LATER.search(text)):
        return TEMPORARY
    return (
        _by_words_with(subject, detail, f"{_words_of(status)} {text}")
        or _by_code(subject, detail)
        or _by_words_alone(text)
    )


def _words_of(status: str) -> str:
    """What some servers write behind the code, such as “(mailbox disabled)”."""
    return " ".join(re.findall(r"\(([^)]*)\)", status))


def _by_words_with(subject: str, detail: str, text: str) -> str:
    """Words that are stronger than a code which the server may have used for everything."""
    if CERTAIN.search(text):
        return BAD_ADDRESS
    if ON_A_BLOCK_LIST.search(text):
        return BLOCKED
    if subject == "1" and detail not in _SENDERS and detail != "0":
        if NO_SUCH_USER.search(text) or "recipient" in text.lower():
            return ""
        return BLOCKED if ABOUT_THE_SENDER.search(text) else TEMPORARY if LATER.search(text) else ""
    if (subject, detail) == ("4", "1") and "recipient address rejected" in text.lower():
        return BAD_ADDRESS  # Microsoft's “Access denied” for an address that is not there
    if ABOUT_THE_SENDER.search(text) and not (subject == "1" and detail == "0" and NO_SUCH_USER.search(text)):
        return BLOCKED
    if ASLEEP.search(text):
        return BLOCKED
    if _NO_MAIL_HOST.search(text) or NO_SUCH_HOST.search(text) or MOVED.search(text):
        return BAD_ADDRESS
    if (subject, detail) == ("2", "0"):
        return ""  # about a mailbox that exists, whatever the words
    if subject in ("2", "4") and LATER.search(text):
        return TEMPORARY
    if NO_SUCH_USER.search(text):
        return BAD_ADDRESS
    return ""


def _by_code(subject: str, detail: str) -> str:
    if subject == "1" and detail != "0":
        return BLOCKED if detail in _SENDERS else BAD_ADDRESS
    if subject == "7" or (subject, detail) == ("2", "1"):
        return BLOCKED
    if (subject, detail) == ("4", "4"):
        return BAD_ADDRESS
    return TEMPORARY if subject in ("2", "3", "4") else ""


def _by_words_alone(text: str) -> str:
    """For codes that say nothing, such as 5.0.0."""
    if LATER.search(text):
        return TEMPORARY
    return ""

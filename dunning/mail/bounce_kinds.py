"""Is a bounced address bad for good, blocked, or full for today? By RFC 3463 codes and the servers' own words."""

from __future__ import annotations

import re

BAD_ADDRESS, BLOCKED, TEMPORARY, COMPLAINT = "bad_address", "blocked", "temporary", "complaint"

_STATUS = re.compile(r"\b([245])\.(\d{1,3})\.(\d{1,3})\b")
_NO_SUCH_USER = re.compile(
    r"user (is )?unknown|unknown user|user_unknown|this user doesn.t have"
    r"|no such (user|recipient|mailbox|address|person|domain|host)|unknown host|no mx record"
    r"|host (or domain name )?(not found|unknown)|domain not found|does ?n.t exist|does not exist|not (found|listed)"
    r"|no mailbox here|unrouteable|disabled|(recipient|address|mailbox) unknown"
    r"|unknown (recipient|address|local|mailbox)|invalid (recipient|mailbox|address|user)|(address|recipient) rejected"
    r"|mailbox (not found|unavailable|is disabled|is inactive|inactive)|account (has been )?(closed|suspended)",
    re.I,
)
_ABOUT_THE_SENDER = re.compile(r"\bspf\b|\bdkim\b|dmarc|spamhaus|blacklist|sender (address )?rejected|mail from:", re.I)
_LATER = re.compile(
    r"quota|mailbox( is)? full|receiving mail at a rate|exceeded|too (large|big|many)|size limit|try again|temporar"
    r"|timed? ?out|timeout|delayed|greylist|insufficient|system (error|problem)|loop"
    r"|connection (refused|timed|dropped)",
    re.I,
)


def kind_of(status: str, diagnostic: str) -> str:
    """bad_address, blocked or temporary, from an RFC 3463 code and the receiving server's words."""
    found = _STATUS.findall(diagnostic) or _STATUS.findall(status)
    family, subject, detail = (
        found[-1] if found else ("5", "0", "0")
    )  # a relay's own code stands before the last server's
    if family == "4":
        return TEMPORARY
    if _ABOUT_THE_SENDER.search(diagnostic):
        return BLOCKED
    if (subject, detail) == ("4", "1") and _NO_SUCH_USER.search(diagnostic):
        return BAD_ADDRESS
    if subject == "1" and detail not in ("7", "8", "9"):  # 5.1.7 to 5.1.9 speak of the sender's address
        return BAD_ADDRESS
    if subject == "7" or (subject == "1" and detail in ("7", "8", "9")):
        return BLOCKED
    if (subject, detail) in (("2", "1"), ("4", "4")):
        return BAD_ADDRESS if not _LATER.search(diagnostic) else TEMPORARY
    if subject == "2" or subject in ("3", "4"):
        return TEMPORARY
    return _kind_by_words(diagnostic)


def _kind_by_words(text: str) -> str:
    """For codes that say nothing, such as 5.0.0. Unclear words count as blocked: that heals, striking does not."""
    if _LATER.search(text):
        return TEMPORARY
    if _NO_SUCH_USER.search(text):
        return BAD_ADDRESS
    return BLOCKED

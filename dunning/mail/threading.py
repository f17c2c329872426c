"""What keeps a conversation together: our Message-ID, the ids it answers, and a reply address that names the case."""

from __future__ import annotations

import hmac
import secrets
from base64 import b32encode
from collections.abc import Iterable

from django.conf import settings
from django.utils.crypto import salted_hmac
from django.utils.http import base36_to_int, int_to_base36

SALT = "dunning.mail.threading.reply"
# RFC 5322 lines are folded, but some servers refuse very long headers; the last ids matter most.
MAX_REFERENCES = 20
MAX_TOKEN_CASE = 12


def new_message_id(*, domain: str = "") -> str:
    """A Message-ID in angle brackets; made at draft, so that a second sending would carry the same."""
    return f"<{secrets.token_hex(16)}@{domain or settings.REPLY_DOMAIN}>"


def references_after(earlier: str, last: str) -> str:
    """The References header of an answer to `last`, whose own References were `earlier` (RFC 5322, 3.6.4)."""
    ids = [*earlier.split(), last] if last else earlier.split()
    kept = list(dict.fromkeys(ids))
    return " ".join(kept if len(kept) <= MAX_REFERENCES else [kept[0], *kept[1 - MAX_REFERENCES :]])


def reply_token(case_id: int) -> str:
    """Names a case and proves that we wrote it. Letters and digits in lower case: servers may change the case."""
    return f"{int_to_base36(case_id)}-{_mark(case_id, settings.SECRET_KEY)}"


def reply_address(case_id: int, *, mailbox: str = "") -> str:
    """`ar+TOKEN@domain` for the creditor's mailbox, else `reply+TOKEN@` the installation's reply domain."""
    local, _, domain = (mailbox or f"reply@{settings.REPLY_DOMAIN}").rpartition("@")
    return f"{local}+{reply_token(case_id)}@{domain}"


def case_id_from_address(address: str) -> int | None:
    """The case that a reply address names; None for another address or a token that is not ours."""
    local = address.strip().lower().rpartition("@")[0]
    number, _, mark = local.rpartition("+")[2].partition("-")
    if not mark or len(number) > MAX_TOKEN_CASE:
        return None
    try:
        case_id = base36_to_int(number)
    except ValueError:
        return None
    return case_id if any(hmac.compare_digest(_mark(case_id, key), mark) for key in _keys()) else None


def _keys() -> Iterable[str]:
    return (str(key) for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS))


def _mark(case_id: int, key: str) -> str:
    digest = salted_hmac(SALT, str(case_id), secret=key, algorithm="sha256").digest()
    return b32encode(digest[:10]).decode().lower()

"""Where a mailbox lies: `imaps://user@host:993/folder`, from the environment. The password stands apart."""

from __future__ import annotations

from dataclasses import dataclass, field
from ipaddress import ip_address
from urllib.parse import unquote, urlsplit

PORTS = {"imaps": 993, "imap": 143}


class WrongAddress(ValueError):
    """An IMAP_URL that names no mailbox, said in a sentence."""


@dataclass(frozen=True)
class ImapAccount:
    """`encrypted`: TLS from the start; else STARTTLS, except on this machine itself."""

    host: str
    port: int
    user: str
    folder: str
    encrypted: bool
    password: str = field(repr=False)

    @property
    def name(self) -> str:
        """What the mailbox is called in the database: user, host and folder."""
        return f"{self.user}@{self.host}/{self.folder}"[:100]

    @property
    def is_here(self) -> bool:
        """On this machine, so that nobody can listen in."""
        try:
            return ip_address(self.host).is_loopback
        except ValueError:
            return self.host == "localhost"


def account_from(url: str, *, password: str) -> ImapAccount:
    """Raises WrongAddress with a sentence. A password inside the address is refused: addresses are logged."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise WrongAddress("IMAP_URL is no address; write imaps://user@host/INBOX.") from None
    if parts.scheme not in PORTS or not parts.hostname or not parts.username:
        raise WrongAddress("IMAP_URL must look like imaps://user@host/INBOX (an @ within the user is written %40).")
    if parts.password:
        raise WrongAddress("IMAP_URL carries a password; put it into IMAP_PASSWORD instead.")
    if not password:
        raise WrongAddress("IMAP_URL is set, but IMAP_PASSWORD is not.")
    return ImapAccount(
        host=parts.hostname,
        port=port or PORTS[parts.scheme],
        user=unquote(parts.username),
        folder=unquote(parts.path.strip("/")) or "INBOX",
        encrypted=parts.scheme == "imaps",
        password=password,
    )

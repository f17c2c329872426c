"""Which files of a mail may carry what it means. Only people open them."""

from __future__ import annotations

from dunning.models import IncomingMail

# What a remittance advice, a proof or a form comes as.
PAPERS = (
    "application/pdf",
    "application/vnd.",
    "application/x-ole",
    "application/rtf",
    "application/xml",
    "image/",
    "text/csv",
    "text/xml",
)
# Smaller pictures are logos of a signature (bytes).
PICTURE = 20_000


def papers_of(mail: IncomingMail) -> list[str]:
    """Names of the files that may be a remittance advice, a proof of payment or a form."""
    files = mail.attachments.order_by("pk").values_list("name", "content_type", "size")
    return [name for name, kind, size in files if kind.startswith(PAPERS) and (size >= PICTURE or "image/" not in kind)]

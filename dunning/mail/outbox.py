"""Outgoing mail as files: one .eml per mail, ready to be opened by any mail program."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

UNFIT = re.compile(r"[^A-Za-z0-9.@_-]+")


class OutboxBackend(BaseEmailBackend):
    """Writes into `settings.OUTBOX_DIR`, or `folder`. The same message overwrites its own file: never two letters."""

    def __init__(self, fail_silently: bool = False, folder: str | Path | None = None, **kwargs: Any) -> None:
        super().__init__(fail_silently=fail_silently)
        self.folder = Path(folder or settings.OUTBOX_DIR)

    def open(self) -> bool:
        self.folder.mkdir(parents=True, exist_ok=True)
        return True

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        self.open()
        for mail in email_messages:
            self._write(mail)
        return len(email_messages)

    def _write(self, mail: EmailMessage) -> None:
        path = self.folder / f"{self._name(mail)}.eml"
        partial = path.with_suffix(f".{uuid4().hex}.part")
        partial.write_bytes(mail.message().as_bytes(linesep="\r\n"))  # type: ignore[call-arg]
        partial.rename(path)  # whoever watches the folder sees whole files only

    @staticmethod
    def _name(mail: EmailMessage) -> str:
        number = mail.extra_headers.get("X-Dunwell-Message")
        recipient = (mail.to or ["nobody"])[0].rpartition("<")[2].rstrip(">")
        start = f"{int(number):09d}" if number else uuid4().hex
        return UNFIT.sub("_", f"{start}-{recipient}")[:150]

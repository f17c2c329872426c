"""A maildir that a mail server delivers into: new mail lies in `new/` and moves to `cur/` once it is stored."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from dunning.mail.folder import MAX_BYTES, TooLarge


def is_maildir(path: Path) -> bool:
    return (path / "new").is_dir() and (path / "cur").is_dir()


def waiting_mails(maildir: Path) -> Iterator[Path]:
    """Delivered mails, oldest first: the name begins with the second of delivery. `tmp/` holds unfinished ones."""
    yield from sorted(path for path in (maildir / "new").iterdir() if path.is_file() and not path.name.startswith("."))


def take_mail(path: Path, store: Callable[[bytes], object]) -> None:
    """Hand a mail's bytes to `store`, then move it to `cur/` unseen; a crash between the two stores it twice, which
    deduplication catches. Raises TooLarge; such a mail moves to `cur/`, too, and stays there for a person.
    """
    size = path.stat().st_size
    if size <= MAX_BYTES:
        store(path.read_bytes())
    path.rename(path.parent.parent / "cur" / f"{path.name.partition(':2,')[0]}:2,")
    if size > MAX_BYTES:
        raise TooLarge(f"{path.name} is larger than {MAX_BYTES // 1_000_000} MB and was left unread in cur/.")

"""What an import did, or in a dry run would do."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from customers.models import ImportRun, LedgerSource


class ImportRefused(Exception):
    """Nothing of the file may land. The message is the sentence that stands on the run."""


@dataclass(frozen=True)
class RejectedRow:
    """A row that did not land, as kept in ImportRow. `why` reads on from “Row 17: ”."""

    row: int
    column: str
    value: str
    why: str
    raw: dict[str, str] = field(default_factory=dict)

    @property
    def sentence(self) -> str:
        return f"Row {self.row}: {self.why}{'' if self.why.endswith('?') else '.'}"


@dataclass
class Counts:
    """Rows of one import. What was read = created + updated + unchanged + rejected + skipped.

    `skipped` = left out by the preset + not issued or booked yet as of the file's date + older than what is known.
    `closed` counts invoices that a snapshot no longer has; they are no rows of the file.
    """

    read: int = 0
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    closed: int = 0
    rejected: int = 0
    left_out: int = 0
    not_yet: int = 0
    older: int = 0
    customers_made: int = 0

    @property
    def skipped(self) -> int:
        return self.left_out + self.not_yet + self.older


@dataclass(frozen=True)
class ImportOrder:
    """One file to be landed: whose it is, what it is, and the day that it speaks of.

    `as_of` is the data's own date, `known_at` the instant from which rounds may see it.
    """

    source: LedgerSource
    layout: str
    kind: str
    as_of: date
    known_at: datetime
    accept_closing: bool = False


@dataclass(frozen=True)
class ImportReport:
    """`run` is not saved in a dry run. `rejects` are those kept, `debtor_ids` are of accounts that changed."""

    run: ImportRun
    counts: Counts
    rejects: tuple[RejectedRow, ...] = ()
    debtor_ids: tuple[int, ...] = ()
    warnings: tuple[str, ...] = ()
    dry_run: bool = False

    @property
    def refused(self) -> bool:
        return self.run.status == ImportRun.Status.REFUSED

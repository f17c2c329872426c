"""One import as its page carries it from the preview to the yes: signed, bound to the person, good for a day."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.core import signing

from customers.models import LedgerSource
from customers.services.importing import ImportReport, Preview, import_file, preview_file
from customers.services.importing.bank_statements import import_bank_statement
from customers.services.importing.days import known_from
from dunning.services.money.matched import match_and_follow
from dunning.workspace.uploads import KEPT_SECONDS, Upload

if TYPE_CHECKING:
    from django.contrib.auth.models import User

SALT = "dunning.import"
STATEMENT = "statement"
MOVES_MONEY = ("invoices", "payments", STATEMENT)


@dataclass(frozen=True)
class ImportOrder:
    token: str
    file_name: str
    has_map: bool
    layout: str
    source_id: int
    preset: str
    kind: str
    as_of: str
    accept_closing: bool

    @property
    def upload(self) -> Upload:
        return Upload(self.token, self.file_name, self.has_map)

    def signed(self, by: User) -> str:
        return signing.dumps({**asdict(self), "by": by.pk}, salt=SALT)

    def run(self, *, by: User, as_of: datetime, dry_run: bool) -> ImportReport:
        """Land the file, or say what would land; payments are matched, and what moved money means is booked.

        Raises ImportRefused for a bank file whose account is another source's.
        """
        source = LedgerSource.objects.select_related("creditor").get(pk=self.source_id)
        run = self._run_statement if self.layout == STATEMENT else self._run_list
        report = run(source, by=by, as_of=as_of, dry_run=dry_run)
        if not dry_run and not report.refused and self.layout in MOVES_MONEY:
            match_and_follow(changed=report.debtor_ids, as_of=as_of)
        return report

    def _run_list(self, source: LedgerSource, *, by: User, as_of: datetime, dry_run: bool) -> ImportReport:
        day = date.fromisoformat(self.as_of)
        return import_file(
            path=self.upload.path,
            layout=self.layout,
            source=source,
            as_of=day,
            known_at=known_from(day, now=as_of, time_zone=source.creditor.time_zone),
            kind=self.kind,
            preset=self.preset or None,
            mapping=self.upload.mapping,
            dry_run=dry_run,
            accept_closing=self.accept_closing,
            file_name=self.file_name,
            by=by,
        )

    def _run_statement(self, source: LedgerSource, *, by: User, as_of: datetime, dry_run: bool) -> ImportReport:
        return import_bank_statement(
            path=self.upload.path,
            known_at=as_of,
            source_name=source.name,
            preset=self.preset,
            mapping=self.upload.mapping,
            dry_run=dry_run,
            file_name=self.file_name,
            by=by,
        )

    def preview(self) -> Preview:
        """The first rows of a list; a bank's file shows its statements instead."""
        if self.layout == STATEMENT:
            return Preview()
        upload = self.upload
        return preview_file(upload.path, self.layout, preset=self.preset or None, mapping=upload.mapping)


def order_from(signed: str, *, by: User) -> ImportOrder | None:
    """None for a text that this person was not given, or whose day is over."""
    try:
        given = signing.loads(signed, salt=SALT, max_age=KEPT_SECONDS)
    except signing.BadSignature:
        return None
    if given.pop("by") != by.pk:
        return None
    order = ImportOrder(**given)
    return order if order.upload.path.exists() else None

from __future__ import annotations

from customers.management.commands._import_command import ImportCommand
from customers.services.importing import ImportReport
from dunning.management.match_summary import match_sentence
from dunning.services.money.matched import match_and_follow


class Command(ImportCommand):
    help = "Import bank payments from CSV, XLSX or JSON Lines, match them, and book what they mean for the cases."
    layout = "payments"

    def after_import(self, report: ImportReport, *, dry_run: bool) -> None:
        if dry_run:
            return
        matched = match_and_follow(changed=report.debtor_ids, as_of=report.run.started_at)
        self.stdout.write(match_sentence(matched))

from __future__ import annotations

from customers.management.commands._import_command import ImportCommand
from customers.services.importing import ImportReport
from customers.services.matching import match_payments
from dunning.management.match_summary import match_sentence
from dunning.services.cash import follow_payments
from dunning.services.ledger_reviews import ask_about_ledger


class Command(ImportCommand):
    help = "Import bank payments from CSV, XLSX or JSON Lines, match them, and book what they mean for the cases."
    layout = "payments"

    def after_import(self, report: ImportReport, *, dry_run: bool) -> None:
        if dry_run:
            return
        as_of = report.run.started_at
        matched = match_payments(as_of=as_of)
        follow_payments({*report.debtor_ids, *matched.debtor_ids}, as_of=as_of)
        ask_about_ledger(as_of=as_of)
        self.stdout.write(match_sentence(matched))

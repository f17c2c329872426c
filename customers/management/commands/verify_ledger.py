from __future__ import annotations

import sys
from typing import Any

from django.core.management.base import BaseCommand

from customers.models import Invoice
from customers.services.ledger_check import find_differences


class Command(BaseCommand):
    help = "Work all balances out anew from the allocations; list what differs and exit with 1."

    def handle(self, **options: Any) -> None:
        differences = find_differences()
        for difference in differences:
            self.stdout.write(f"{difference.what} is {difference.stands}, should be {difference.should_be}")
        if differences:
            self.stderr.write(self.style.ERROR(f"{len(differences)} differences."))
            sys.exit(1)
        self.stdout.write(self.style.SUCCESS(f"{Invoice.objects.count()} invoices agree with their allocations."))

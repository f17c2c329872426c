from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from audit.sealing import seal_events, verify_chain

SHOWN = 20


class Command(BaseCommand):
    help = "Check that no event of the audit trail was changed, removed or reordered since it was sealed."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--head", default="", help="last hash of an earlier check, which must still be there")

    def handle(self, *args: Any, **options: Any) -> None:
        sealed_now = seal_events(everything=True)
        result = verify_chain(head=options["head"])
        for finding in result.findings[:SHOWN]:
            self.stderr.write(f"Seal {finding.position}, event {finding.event_id}: {finding.why}")
        if result.findings:
            raise CommandError(f"The audit trail is broken in {len(result.findings)} places.")
        self.stdout.write(
            f"{result.sealed} events sealed ({sealed_now} now), {result.unsealed} not yet; the chain is whole. "
            f"Last hash: {result.head or 'none'}"
        )

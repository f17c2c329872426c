from __future__ import annotations

from customers.services.matching import MatchReport


def match_sentence(report: MatchReport, *, dry_run: bool = False) -> str:
    parts = [f"{report.matched} matched", f"{report.on_account} on account", f"{report.returned} returned"]
    if report.unrelated:
        parts.append(f"{report.unrelated} no customer's payment")
    verb = "Would match" if dry_run else "Matched"
    return f"{verb} {report.looked_at} payments: {', '.join(parts)}, {report.left} left to a person."

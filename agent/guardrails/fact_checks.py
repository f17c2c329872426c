"""Whether a text says only what the facts hold. Pure and quick: it runs at drafting, approval and before sending."""

from __future__ import annotations

from agent.answers import Violation
from agent.facts import AccountFacts
from agent.guardrails.amounts import check_amounts, take_times
from agent.guardrails.dates import check_dates
from agent.guardrails.disputed import check_disputed
from agent.guardrails.examined import Examined
from agent.guardrails.figures import check_figures
from agent.guardrails.identifiers import take_identifiers
from agent.guardrails.invoice_counts import check_invoice_counts
from agent.guardrails.overdue_claims import check_overdue_claims
from agent.guardrails.payment_channels import check_payment_channels
from agent.guardrails.placeholders import check_placeholders
from agent.guardrails.recipients import check_recipient
from agent.guardrails.relative_days import check_relative_days
from agent.guardrails.stretches import check_stretches
from agent.guardrails.unsupported import check_unsupported
from agent.guardrails.written_sums import check_written_sums


def check_facts(*, subject: str, body: str, language: str, facts: AccountFacts) -> tuple[Violation, ...]:
    """Every number, date, invoice, link, address, account and greeting of the text that the facts do not support."""
    return facts_of(Examined(subject=subject, body=body, language=language, facts=facts))


def facts_of(examined: Examined) -> tuple[Violation, ...]:
    """The fact checks of a text under examination.

    The order matters: what one check recognises, the next no longer reads as something else.
    """
    violations = [*check_placeholders(examined)]
    take_identifiers(examined)
    violations += check_payment_channels(examined)
    take_times(examined)
    violations += check_dates(examined)
    violations += check_amounts(examined)
    violations += check_written_sums(examined)
    violations += check_figures(examined)
    violations += check_stretches(examined)
    violations += check_relative_days(examined)
    violations += check_invoice_counts(examined)
    violations += check_overdue_claims(examined)
    violations += check_recipient(examined)
    violations += check_disputed(examined)
    violations += check_unsupported(examined)
    return tuple(violations)

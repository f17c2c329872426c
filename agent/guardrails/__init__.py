"""What may leave: every outgoing text is checked here, whoever wrote it. No setting switches it off."""

from agent.guardrails.checking import GUARD_VERSION, check, text_hash
from agent.guardrails.fact_checks import check_facts

__all__ = ["GUARD_VERSION", "check", "check_facts", "text_hash"]

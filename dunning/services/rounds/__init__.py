"""The round: which debtors, what is known of them, what was decided, and writing it down."""

from dunning.services.rounds.report import RoundReport
from dunning.services.rounds.running import run_round

__all__ = ["RoundReport", "run_round"]

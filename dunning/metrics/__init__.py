"""How well the collecting works, as of any day: promises, disputes, replies, recovery, cost, quality of the agent."""

from dunning.metrics.figures import all_figures, dunning_figures
from dunning.metrics.period import PERIOD_DAYS, Period

__all__ = ["PERIOD_DAYS", "Period", "all_figures", "dunning_figures"]

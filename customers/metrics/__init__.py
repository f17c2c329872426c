"""How well a ledger turns into money, as of any day, by currency and in the creditor's own."""

from customers.metrics.figure import Figure
from customers.metrics.figures import LedgerFigures, ledger_figures
from customers.metrics.ledger import FLOW_DAYS, SALES_DAYS, ledger_sums
from customers.metrics.sums import LedgerSums, Month

__all__ = ["FLOW_DAYS", "SALES_DAYS", "Figure", "LedgerFigures", "LedgerSums", "Month", "ledger_figures", "ledger_sums"]

"""The form of a line in the log."""

from __future__ import annotations

import logging
import re

# PostgreSQL quotes the whole row below its message: `DETAIL:  Failing row contains (7, Contoso, 1250.00, ...).`
ROW_QUOTE = re.compile(r"^(DETAIL|CONTEXT): .*$", re.MULTILINE)


class LogLines(logging.Formatter):
    """Like logging's own, without the row that a database error quotes."""

    def format(self, record: logging.LogRecord) -> str:
        return ROW_QUOTE.sub(r"\1: (left out)", super().format(record))

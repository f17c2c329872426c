from __future__ import annotations

import logging
import sys

from config.log_lines import LogLines


def test_the_row_that_a_database_error_quotes_stays_out_of_the_log() -> None:
    said = "violates check constraint\nDETAIL:  Failing row contains (7, Contoso, 1250.00)."
    try:
        raise ValueError(said)
    except ValueError:
        record = logging.LogRecord("x", logging.ERROR, "x.py", 1, "import %s failed", (3,), sys.exc_info())
    line = LogLines("{message}", style="{").format(record)
    assert line.startswith("import 3 failed")
    assert "violates check constraint\nDETAIL: (left out)" in line
    assert "1250.00" not in line

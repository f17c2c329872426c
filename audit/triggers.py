"""Triggers that make a table insert-only, so that not even a slip of our own code can rewrite history."""

from __future__ import annotations

import pgtrigger

# TRUNCATE yields to a session setting that only the test settings set: test databases are flushed, real ones never.
_REFUSE = "RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;"
_REFUSE_TRUNCATE = f"IF current_setting('app.allow_truncate', true) = 'on' THEN RETURN NULL; END IF; {_REFUSE}"


def append_only() -> list[pgtrigger.Trigger]:
    """Refuse UPDATE, DELETE and TRUNCATE."""
    return [
        pgtrigger.Trigger(
            name="append_only",
            level=pgtrigger.Statement,
            when=pgtrigger.Before,
            operation=pgtrigger.Update | pgtrigger.Delete,
            func=_REFUSE,
        ),
        pgtrigger.Trigger(
            name="no_truncate",
            level=pgtrigger.Statement,
            when=pgtrigger.Before,
            operation=pgtrigger.Truncate,
            func=_REFUSE_TRUNCATE,
        ),
    ]

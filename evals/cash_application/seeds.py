"""Which ledgers the matcher is tuned on, and which it is reported on: nobody may have looked at the latter.

Seeds below 100 tune: read their misses, try thresholds on them, as often as it takes. Seeds from 1000 on report: their
figures go into the documentation, and their misses are not printed. Those between belong to neither.
"""

from __future__ import annotations

TUNING = range(100)
FIRST_REPORTED = 1000


def purpose(seed: int) -> str:
    """`tuning` or `reporting`. ValueError for seeds that belong to neither."""
    if seed in TUNING:
        return "tuning"
    if seed >= FIRST_REPORTED:
        return "reporting"
    raise ValueError(f"Seed {seed} is neither below {TUNING.stop} (tuning) nor from {FIRST_REPORTED} on (reporting).")

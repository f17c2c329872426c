"""django-q2 on the database: a job rung inside a transaction is part of it. Web and worker must read the same."""

import math

from config import environment

WORKERS = environment.number("Q_WORKERS", default=2)
TIMEOUT_SECONDS = 120
# A waiting task's lock ticks too: shorter than this and tasks run twice though nothing failed.
RETRY_SECONDS = math.ceil(TIMEOUT_SECONDS * (2 + (WORKERS + 1) / WORKERS))

Q_CLUSTER = {
    "name": "dunwell",
    "orm": "default",
    "workers": WORKERS,
    "queue_limit": WORKERS,
    "bulk": 1,
    "timeout": TIMEOUT_SECONDS,
    "retry": RETRY_SECONDS,
    "max_attempts": 3,
    "ack_failures": True,
    "catch_up": False,
    "save_limit": -1,  # a limit locks that many rows after each task; a nightly job purges instead
    "recycle": 500,
    "poll": 0.5,
    "time_zone": environment.text("TIME_ZONE", "UTC"),
}

"""`python -m benchmarks.office [CUSTOMERS]`: make the office's database or bring it up to date, and say its name."""

from __future__ import annotations

import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    import django

    django.setup()
    from benchmarks.office.database import open_office
    from config.embedded_postgres import ensure_if_used

    ensure_if_used()
    print(open_office(customers=int(sys.argv[1]) if len(sys.argv) > 1 else 100_000))


if __name__ == "__main__":
    main()

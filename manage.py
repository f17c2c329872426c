#!/usr/bin/env python
"""Dunwell's commands."""

import os
import sys

# What a shell reports for a program that Ctrl-C ended: 128 and the signal's number.
INTERRUPTED = 130
WITHOUT_DATABASE = {
    *("check", "collectstatic", "compilemessages", "db", "help", "makemessages", "startapp", "version"),
    *("evaluate_reader", "read_replies", "train_reader"),
}


def needs_database(arguments: list[str]) -> bool:
    """A command other than those above, and not only a question about it."""
    if not arguments or arguments[0].startswith("-"):
        return False
    if arguments[0] in WITHOUT_DATABASE and not _asks_the_model(arguments) and not _changes_the_reader(arguments):
        return False
    return not {"--help", "-h", "--version"} & set(arguments)


def _asks_the_model(arguments: list[str]) -> bool:
    """Then its calls are kept on record, and the day's budget is looked up."""
    from config import environment

    return arguments[0] == "read_replies" and bool(environment.text("AGENT_MODEL")) and "embedded" not in arguments


def _changes_the_reader(arguments: list[str]) -> bool:
    """Then corrections are looked up, and the audit trail says what was installed."""
    return arguments[0] == "train_reader" and bool({"--with-corrections", "--install", "--undo"} & set(arguments))


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    from django.core.management import execute_from_command_line

    from config.embedded_postgres import ensure_if_used
    from config.postgres_programs import PostgresError

    try:
        if needs_database(sys.argv[1:]):
            ensure_if_used()
        execute_from_command_line(sys.argv)
    except PostgresError as error:
        sys.exit(str(error))
    except KeyboardInterrupt:
        print("\nStopped.", file=sys.stderr)
        sys.exit(INTERRUPTED)


if __name__ == "__main__":
    main()

"""How days and numbers are written where the reader's language and the chosen country differ from Django's own."""

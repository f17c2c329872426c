"""The words of promises, disputes and notes in letters that every database finds; and those of why something waits."""

from django.db import migrations

WORDS = {
    "promise": "{fold}(left(quote, 2000) || ' ' || reference)",
    "dispute": "{fold}(left(quote, 2000))",
    "activity": "{fold}(left(text, 5000))",
}
NO_COLUMNS = "".join(f"ALTER TABLE dunning_{table} DROP COLUMN search;\n" for table in WORDS)
# Of what is closed nothing is looked for by its reason.
REVIEW = """
ALTER TABLE dunning_review ADD COLUMN search text GENERATED ALWAYS AS (search_letters(left(why, 1000))) STORED;
CREATE INDEX search_review ON dunning_review USING gin (search gin_trgm_ops) WHERE closed_at IS NULL;
ANALYZE dunning_review;
"""


def columns(fold: str) -> str:
    """Their columns made anew, each with its index, by a function of one text."""
    made = [
        f"ALTER TABLE dunning_{table} ADD COLUMN search text GENERATED ALWAYS AS ({words.format(fold=fold)}) STORED;\n"
        f"CREATE INDEX search_{table} ON dunning_{table} USING gin (search gin_trgm_ops);\n"
        for table, words in WORDS.items()
    ]
    return "".join(made) + "ANALYZE dunning_promise, dunning_dispute, dunning_activity;"


class Migration(migrations.Migration):
    dependencies = [
        ("customers", "0011_search_letters"),
        ("dunning", "0022_segments_priority_and_escalation"),
    ]

    operations = [
        migrations.RunSQL(NO_COLUMNS, columns("search_words")),
        migrations.RunSQL(columns("search_letters"), NO_COLUMNS),
        migrations.RunSQL(REVIEW, "ALTER TABLE dunning_review DROP COLUMN search;"),
    ]

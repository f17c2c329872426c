"""The words of promises, disputes and notes kept beside them, as those of customers are."""

from django.db import migrations

NO_FORMER_INDEXES = "DROP INDEX search_promise, search_dispute, search_activity;"
FORMER_INDEXES = """
CREATE INDEX search_promise ON dunning_promise USING gin (search_words(quote || ' ' || reference) gin_trgm_ops);
CREATE INDEX search_dispute ON dunning_dispute USING gin (search_words(quote) gin_trgm_ops);
CREATE INDEX search_activity ON dunning_activity USING gin (search_words(text) gin_trgm_ops);
"""
COLUMNS = """
ALTER TABLE dunning_promise ADD COLUMN search text
    GENERATED ALWAYS AS (search_words(left(quote, 2000) || ' ' || reference)) STORED;
ALTER TABLE dunning_dispute ADD COLUMN search text GENERATED ALWAYS AS (search_words(left(quote, 2000))) STORED;
ALTER TABLE dunning_activity ADD COLUMN search text GENERATED ALWAYS AS (search_words(left(text, 5000))) STORED;
CREATE INDEX search_promise ON dunning_promise USING gin (search gin_trgm_ops);
CREATE INDEX search_dispute ON dunning_dispute USING gin (search gin_trgm_ops);
CREATE INDEX search_activity ON dunning_activity USING gin (search gin_trgm_ops);
ANALYZE dunning_promise, dunning_dispute, dunning_activity, dunning_message, dunning_incomingmail;
"""
NO_COLUMNS = """
ALTER TABLE dunning_promise DROP COLUMN search;
ALTER TABLE dunning_dispute DROP COLUMN search;
ALTER TABLE dunning_activity DROP COLUMN search;
"""


class Migration(migrations.Migration):
    dependencies = [("customers", "0009_search_columns"), ("dunning", "0016_search")]

    operations = [
        migrations.RunSQL(NO_FORMER_INDEXES, FORMER_INDEXES),
        migrations.RunSQL(COLUMNS, NO_COLUMNS),
    ]

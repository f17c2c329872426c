"""What searching mail and notes needs: a vector beside each mail's text, kept by the database itself.

Models do not know the column: no page reads it, and no code could forget to fill it. A text is searched up to its first
60,000 characters, because a vector has a largest size that a hostile mail would exceed.
"""

from django.db import migrations

# Marks part words, so that 10023 is found in INV-10023 and a name in an address.
_MARKS = '-/_.,:;@+#*=<>|()[]{}"&!?~^%'
_BLANKS = " " * len(_MARKS)
VECTOR = f"""
CREATE FUNCTION search_vector(head text, body text) RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN to_tsvector('search_any_language'::regconfig,
    translate(left(head, 2000) || ' ' || left(body, 60000), '{_MARKS}', '{_BLANKS}'));
"""
COLUMNS = """
ALTER TABLE dunning_message ADD COLUMN search tsvector
    GENERATED ALWAYS AS (search_vector(subject || ' ' || to_name || ' ' || to_email, body_text)) STORED;
ALTER TABLE dunning_incomingmail ADD COLUMN search tsvector
    GENERATED ALWAYS AS (search_vector(subject || ' ' || from_name || ' ' || from_email, body_text)) STORED;
ALTER TABLE dunning_message ALTER COLUMN search SET STORAGE MAIN;
ALTER TABLE dunning_incomingmail ALTER COLUMN search SET STORAGE MAIN;
"""
NO_COLUMNS = "ALTER TABLE dunning_message DROP COLUMN search; ALTER TABLE dunning_incomingmail DROP COLUMN search;"
INDEXES = """
CREATE INDEX search_message ON dunning_message USING gin (search);
CREATE INDEX search_incomingmail ON dunning_incomingmail USING gin (search);
CREATE INDEX search_promise ON dunning_promise USING gin (search_words(quote || ' ' || reference) gin_trgm_ops);
CREATE INDEX search_dispute ON dunning_dispute USING gin (search_words(quote) gin_trgm_ops);
CREATE INDEX search_activity ON dunning_activity USING gin (search_words(text) gin_trgm_ops);
CREATE INDEX search_promise_amount ON dunning_promise (amount);
"""
NO_INDEXES = """
DROP INDEX search_message, search_incomingmail, search_promise, search_dispute, search_activity, search_promise_amount;
"""


class Migration(migrations.Migration):
    dependencies = [("customers", "0008_search"), ("dunning", "0015_preferences")]

    operations = [
        migrations.RunSQL(VECTOR, "DROP FUNCTION search_vector;"),
        migrations.RunSQL(COLUMNS, NO_COLUMNS),
        migrations.RunSQL(INDEXES, NO_INDEXES),
    ]

"""The words of a row kept beside it, so that looking at a thousand candidates costs nothing worth naming."""

from django.db import migrations

_WORDS = """
CREATE OR REPLACE FUNCTION search_words(said text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN {words};
"""
_FOLDED = "regexp_replace(lower(unaccent('unaccent', said)), '[^[:alnum:]]+', ' ', 'g')"
# A blank at the end too: "% bp %" finds a whole word.
WORDS = _WORDS.format(words=f"' ' || {_FOLDED} || ' '")
FORMER_WORDS = _WORDS.format(words=f"' ' || {_FOLDED}")
NO_FORMER_INDEXES = "DROP INDEX search_customer, search_contact, search_transaction;"
FORMER_INDEXES = """
CREATE INDEX search_customer ON customers_customer USING gin (search_customer(name, aliases, external_id) gin_trgm_ops);
CREATE INDEX search_contact ON customers_contact USING gin (search_words(name || ' ' || email) gin_trgm_ops);
CREATE INDEX search_transaction ON customers_banktransaction
    USING gin (search_words(payer_name || ' ' || reference || ' ' || external_id) gin_trgm_ops);
"""
COLUMNS = """
ALTER TABLE customers_customer ADD COLUMN search text
    GENERATED ALWAYS AS (search_customer(name, aliases, external_id)) STORED;
ALTER TABLE customers_contact ADD COLUMN search text
    GENERATED ALWAYS AS (search_words(name || ' ' || email)) STORED;
ALTER TABLE customers_banktransaction ADD COLUMN search text
    GENERATED ALWAYS AS (search_words(payer_name || ' ' || reference || ' ' || external_id)) STORED;
CREATE INDEX search_customer ON customers_customer USING gin (search gin_trgm_ops);
CREATE INDEX search_contact ON customers_contact USING gin (search gin_trgm_ops);
CREATE INDEX search_transaction ON customers_banktransaction USING gin (search gin_trgm_ops);
ANALYZE customers_customer, customers_contact, customers_banktransaction;
"""
NO_COLUMNS = """
ALTER TABLE customers_customer DROP COLUMN search;
ALTER TABLE customers_contact DROP COLUMN search;
ALTER TABLE customers_banktransaction DROP COLUMN search;
"""


class Migration(migrations.Migration):
    dependencies = [("customers", "0008_search")]

    operations = [
        migrations.RunSQL(NO_FORMER_INDEXES, FORMER_INDEXES),
        migrations.RunSQL(WORDS, FORMER_WORDS),
        migrations.RunSQL(COLUMNS, NO_COLUMNS),
    ]

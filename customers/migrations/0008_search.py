"""What searching the ledger needs. Of a million invoices nothing is kept that an import would have to pay for.

Numbers are found by their unique index; amounts and orders by BRIN filters of a few pages each, which a load leaves to
the vacuum that follows it.
"""

from django.contrib.postgres.operations import TrigramExtension, UnaccentExtension
from django.db import migrations

# Lower case, without accents, words parted by one blank; a blank in front, so that "% word%" finds beginnings of words.
WORDS = """
CREATE FUNCTION search_words(said text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN ' ' || regexp_replace(lower(unaccent('unaccent', said)), '[^[:alnum:]]+', ' ', 'g');

CREATE FUNCTION search_customer(name text, aliases text[], external_id text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN search_words(name || ' ' || array_to_string(aliases, ' ') || ' ' || external_id);
"""
CONFIGURATION = """
CREATE TEXT SEARCH CONFIGURATION search_any_language (COPY = simple);
ALTER TEXT SEARCH CONFIGURATION search_any_language ALTER MAPPING FOR hword, hword_part, word WITH unaccent, simple;
"""
INDEXES = """
CREATE INDEX search_customer ON customers_customer USING gin (search_customer(name, aliases, external_id) gin_trgm_ops);
CREATE INDEX search_contact ON customers_contact USING gin (search_words(name || ' ' || email) gin_trgm_ops);
CREATE INDEX search_transaction ON customers_banktransaction
    USING gin (search_words(payer_name || ' ' || reference || ' ' || external_id) gin_trgm_ops);
CREATE INDEX search_transaction_amount ON customers_banktransaction (amount);
CREATE INDEX search_transaction_account ON customers_banktransaction
    (upper(replace(payer_account, ' ', '')) text_pattern_ops) WHERE payer_account <> '';
CREATE INDEX search_customer_account ON customers_customer USING gin (bank_accounts) WHERE bank_accounts <> '{}';
CREATE INDEX search_invoice ON customers_invoice USING brin (
    amount numeric_bloom_ops (n_distinct_per_range = -0.2, false_positive_rate = 0.005),
    open_amount numeric_bloom_ops (n_distinct_per_range = -0.2, false_positive_rate = 0.005),
    purchase_order text_bloom_ops (n_distinct_per_range = -0.2, false_positive_rate = 0.005)
) WITH (pages_per_range = 16, autosummarize = on);
"""
NO_INDEXES = """
DROP INDEX search_customer, search_contact, search_transaction, search_transaction_amount, search_transaction_account,
    search_customer_account, search_invoice;
"""


class Migration(migrations.Migration):
    dependencies = [("customers", "0007_account_manager_language")]

    operations = [
        TrigramExtension(),
        UnaccentExtension(),
        migrations.RunSQL(WORDS, "DROP FUNCTION search_customer; DROP FUNCTION search_words;"),
        migrations.RunSQL(CONFIGURATION, "DROP TEXT SEARCH CONFIGURATION search_any_language;"),
        migrations.RunSQL(INDEXES, NO_INDEXES),
    ]

"""The words of names in letters that the trigrams of every database see: those of ASCII.

In a database whose character types are C, as our own server's is, pg_trgm sees no other letter at all. Alphabets are
transcribed, which makes beginnings and slips work in them as in Latin ones; of other scripts each character becomes a
word of three letters, so that they are found anywhere in a run that has no blanks.
"""

import json

from django.db import migrations

_CYRILLIC = (
    "аa бb вv гg дd еe жzh зz иi кk лl мm нn оo пp рr сs тt уu фf хkh цts чch шsh щshch ъ ыy ь эe юyu яya "
    "іi єye ґg ђdj јj љlj њnj ћc џdz ѕdz әa ғg қk ңn өo ұu үu һh"
)
_GREEK = "αa βv γg δd εe ζz ηi θth ιi κk λl μm νn ξx οo πp ρr σs ςs τt υy φf χch ψps ωo"
_HEBREW = "אa בb גg דd הh וv זz חh טt יy כk ךk לl מm םm נn ןn סs עa פp ףp צts ץts קk רr שsh תt"
_ARABIC = (
    "اa بb تt ثth جj حh خkh دd ذdh رr زz سs شsh صs ضd طt ظz عa غgh فf قq كk لl مm نn هh وw يy ىy ةh ء ٱa "
    "پp چch ژzh کk گg یy ەh ٹt ڈd ڑr ہh ںn ےy"
)
_DIGITS = ("٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹", "๐๑๒๓๔๕๖๗๘๙", "०१२३४५६७८९")
# Hiragana are written like the katakana of the same sound.
_HIRAGANA, _TO_KATAKANA = range(0x3041, 0x3097), 0x60

# Accents, vowel points, tone marks and characters without width.
_MARKS = (
    r"[\u00ad\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u0640"
    r"\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed\u0e47-\u0e4e\u200b-\u200f\u202a-\u202e\u2060-\u2064"
    r"\ufe00-\ufe0f\ufeff]+"
)
# What parts words, by number: what a database takes for a letter depends on how it was made.
_PARTING = (
    r"[\u0001-\u002f\u003a-\u0040\u005b-\u0060\u007b-\u00a9\u00ab-\u00ac\u00ae-\u00b4\u00b6-\u00b9\u00bb-\u00bf\u00d7"
    r"\u00f7\u02c2-\u02df\u055a-\u055f\u0589\u058a\u05be\u05c0\u05c3\u05c6\u05f3\u05f4\u0600-\u060f\u061b-\u061f"
    r"\u066a-\u066d\u06d4\u0964\u0965\u0e3f\u0e5a\u0e5b\u2000-\u200a\u2010-\u2029\u202f-\u205f\u2065-\u2bff"
    r"\u2e00-\u2e7f\u3000-\u3004\u3008-\u3020\u3030\u303d-\u303f\u30a0\u30fb\ue000-\uf8ff\ufe10-\ufe6f\uff00-\uff0f"
    r"\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65\ufff0-\uffff\U0001f000-\U0001faff]+"
)
_PLACES = "0123456789abcdefghijklmnopqrstuvwxyz"
# Prime, so that characters that stand together get words that have little in common.
_SPREAD, _SIZE = 7919, len(_PLACES) ** 3


def _word(number: int) -> str:
    spread = number * _SPREAD % _SIZE
    return f" {_PLACES[spread // 1296]}{_PLACES[spread // 36 % 36]}{_PLACES[spread % 36]} "


def _transcribed() -> dict[str, str]:
    letters = {pair[0]: pair[1:] for pair in f"{_CYRILLIC} {_GREEK} {_HEBREW} {_ARABIC}".split(" ")}
    capitals = {letter.upper(): latin for letter, latin in letters.items() if len(letter.upper()) == 1}
    digits = {digit: str(value) for row in _DIGITS for value, digit in enumerate(row)}
    sounds = {chr(number): _word(number + _TO_KATAKANA) for number in _HIRAGANA}
    return {**capitals, **letters, **digits, **sounds}


_TABLE = json.dumps(_transcribed(), ensure_ascii=False)
# The article stands apart, so that a name is found with and without it.
_ARTICLE = r"(^|[^\u0621-\u064a])ال(?=[\u0621-\u064a])"
_SPREAD_OF = f"(ascii(letter)::bigint * {_SPREAD} % {_SIZE})::int"
_PLACE = "substr('" + _PLACES + "', {} + 1, 1)"
_WORD_OF = " || ".join(
    _PLACE.format(place) for place in (f"{_SPREAD_OF} / 1296", f"{_SPREAD_OF} / 36 % 36", f"{_SPREAD_OF} % 36")
)

# With bodies of standard SQL, which a restored dump binds without a search path.
FUNCTIONS = rf"""
CREATE OR REPLACE FUNCTION search_words(said text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN ' ' || regexp_replace(lower(unaccent('unaccent', said)), '{_PARTING}', ' ', 'g') || ' ';

CREATE FUNCTION search_plain(said text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN lower(
    regexp_replace(normalize(regexp_replace(normalize(said, NFKD), '{_MARKS}', '', 'g'), NFKC), '{_PARTING}', ' ', 'g')
);

CREATE FUNCTION search_transcribed(plain text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN CASE WHEN octet_length(plain) = length(plain) THEN plain ELSE (
    SELECT string_agg(
        CASE WHEN letter <= '~' COLLATE "C" THEN letter
        ELSE coalesce('{_TABLE}'::jsonb ->> letter, ' ' || {_WORD_OF} || ' ') END,
        '' ORDER BY place
    )
    FROM string_to_table(regexp_replace(plain, '{_ARTICLE}', '\1ال ', 'g'), NULL) WITH ORDINALITY AS one(letter, place)
) END;

CREATE FUNCTION search_letters(said text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN regexp_replace(
    ' ' || lower((CASE
        WHEN octet_length(said) = length(said) THEN said
        WHEN octet_length(unaccent('unaccent', said)) = length(unaccent('unaccent', said)) THEN unaccent('unaccent', said)
        ELSE search_transcribed(search_plain(unaccent('unaccent', said))) END) COLLATE "C") || ' ',
    '[^a-z0-9]+', ' ', 'g'
);

CREATE OR REPLACE FUNCTION search_customer(name text, aliases text[], external_id text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN search_letters(name || ' ' || array_to_string(aliases, ' ') || ' ' || external_id);
"""
FORMER_FUNCTIONS = """
CREATE OR REPLACE FUNCTION search_words(said text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN ' ' || regexp_replace(lower(unaccent('unaccent', said)), '[^[:alnum:]]+', ' ', 'g') || ' ';

CREATE OR REPLACE FUNCTION search_customer(name text, aliases text[], external_id text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN search_words(name || ' ' || array_to_string(aliases, ' ') || ' ' || external_id);

DROP FUNCTION search_letters; DROP FUNCTION search_transcribed; DROP FUNCTION search_plain;
"""
CONTACT, TRANSACTION = "name || ' ' || email", "payer_name || ' ' || reference || ' ' || external_id"


def columns(fold: str) -> str:
    """Their columns made anew, each with its index, by a function of one text."""
    kept = {
        "customer": "search_customer(name, aliases, external_id)",
        "contact": f"{fold}({CONTACT})",
        "banktransaction": f"{fold}({TRANSACTION})",
    }
    added = [
        f"ALTER TABLE customers_{table} ADD COLUMN search text GENERATED ALWAYS AS ({words}) STORED;"
        for table, words in kept.items()
    ]
    return f"""
{"".join(added)}
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
    dependencies = [("customers", "0010_segment_by_rule")]

    operations = [
        migrations.RunSQL(NO_COLUMNS, columns("search_words")),
        migrations.RunSQL(FUNCTIONS, FORMER_FUNCTIONS),
        migrations.RunSQL(columns("search_letters"), NO_COLUMNS),
    ]

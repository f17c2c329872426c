"""How long something has been open, said in weeks or months: "for over two months", "seit gut sechs Wochen"."""

import re

COUNTS: dict[int, str] = {
    2: "two|zwei|deux|twee|två|to|kaksi|dos|dois|duas|due|două|dwóch|dwa|dva|dvou|δύο|δυο",
    3: "three|drei|trois|drie|tre|kolme|tres|três|trei|trzech|trzy|tři|tří|τρεις",
    4: "four|vier|quatre|fyra|fire|neljä|cuatro|quatro|quattro|patru|czterech|cztery|čtyři|čtyř|τέσσερις",
    5: "five|fünf|cinq|vijf|fem|viisi|cinco|cinque|cinci|pięciu|pěti|pět|πέντε",
    6: "six|sechs|zes|sex|seks|kuusi|seis|sei|șase|sześciu|šesti|šest|έξι",
    7: "seven|sieben|sept|zeven|sju|syv|seitsemän|siete|sete|sette|șapte|siedmiu|sedmi|sedm|επτά|εφτά",
    8: "eight|acht|huit|åtta|otte|åtte|kahdeksan|ocho|oito|otto|opt|ośmiu|osmi|osm|οκτώ|οχτώ",
    9: "nine|neun|neuf|negen|nio|ni|yhdeksän|nueve|nove|nouă|dziewięciu|devíti|devět|εννέα",
    10: "ten|zehn|dix|tien|tio|ti|kymmenen|diez|dez|dieci|zece|dziesięciu|deseti|deset|δέκα",
    12: "twelve|zwölf|douze|twaalf|tolv|kaksitoista|doce|doze|dodici|douăsprezece|dwunastu|dvanácti|δώδεκα",
}
VALUES = {word.casefold(): count for count, words in COUNTS.items() for word in words.split("|")}
_NUMBERS = "|".join(sorted("|".join(COUNTS.values()).split("|"), key=len, reverse=True))
_COUNT = rf"(?P<count>[0-9]{{1,2}}|{_NUMBERS})"
_MORE = (
    r"(?:more than|over|well over|about|nearly|almost|at least|now|the (?:last|past)|über|mehr als|gut|fast|rund|nun|jetzt|bereits|schon|inzwischen"
    r"|plus de|près de|environ|maintenant|bientôt|meer dan|ruim|bijna|al|nu|inmiddels|över|mer än|drygt|nästan|nu|over|mere end|mer enn|godt|snart|næsten|nesten|nå|jo|yli|lähes|jo|nyt"
    r"|más de|casi|ya|mais de|quase|já|oltre|più di|quasi|ormai|già|peste|mai mult de|aproape|deja|ponad|prawie|już|víc než|více než|skoro|už|již|πάνω από|σχεδόν|περίπου|ήδη) "
)
_UNIT = r"(?:(?P<weeks>weeks?|Wochen?|semaines?|weken|veckor|uger|uker|viikkoa|semanas|settimane|săptămâni|tygodni\w*|týdn\w+|εβδομάδες)|(?P<months>months?|Monaten?|mois|maanden|månader|måneder|kuukautta|kuukauden|meses|mesi|luni|miesięcy|miesiące|měsíce|měsíců|μήνες))"
_SINCE = (
    r"(?:(?:overdue|outstanding|unpaid|open|late|waiting|waited|pending|due|owing) (?:for|by)|seit|depuis|voilà|cela fait|ça fait"
    r"|(?:staat|wacht\w*|openstaat|open|te laat)|sedan|(?:varit|väntat|obetald|obetalt|försenad|öppen) i|siden|(?:været|ventet|ubetalt|forsinket|åben|vært|åpen) i|(?:maksamatta|auki|odottanut|odottaneet|myöhässä)"
    r"|(?:vencid[ao]s?|pendientes?|impagad[ao]s?|abiert[ao]s?|sin pagar) (?:desde )?hace|llevan?|(?:vencid[ao]s?|em atraso|por pagar|em aberto|em dívida) há"
    r"|(?:scadut[aeio]|apert[aeio]|insolut[aeio]|in ritardo|in sospeso|non pagat[aeio]) (?:(?:ormai|già) )?da|(?:restant[ăe]|neplătit[ăe]|neachitat[ăe]|scadent[ăe]|întârziat[ăe]) de"
    r"|(?:niezapłacon\w+|nieopłacon\w+|nieuregulowan\w+|po terminie|otwart\w+|zaległ\w+) (?:już )?od|(?:nezaplacen\w+|neuhrazen\w+|otevřen\w+)|po splatnosti"
    r"|(?:ανεξόφλητ\w+|απλήρωτ\w+|ληξιπρόθεσμ\w+|ανοιχτ\w+|εκκρεμεί|σε καθυστέρηση) (?:εδώ και|από|επί))"
)
STRETCH = re.compile(rf"(?<!\w){_SINCE} (?:{_MORE}){{0,3}}{_COUNT} {_UNIT}(?!\w)", re.IGNORECASE)

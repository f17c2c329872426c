"""How long something has been open, said in weeks or months: "for over two months", "seit gut sechs Wochen"."""

import re

COUNTS: dict[int, str] = {
    2: "two|zwei|deux|twee|två|to|kaksi",
    3: "three|drei|trois|drie|tre|kolme",
    4: "four|vier|quatre|fyra|fire|neljä",
    5: "five|fünf|cinq|vijf|fem|viisi",
    6: "six|sechs|zes|sex|seks|kuusi",
    7: "seven|sieben|sept|zeven|sju|syv|seitsemän",
    8: "eight|acht|huit|åtta|otte|åtte|kahdeksan",
    9: "nine|neun|neuf|negen|nio|ni|yhdeksän",
    10: "ten|zehn|dix|tien|tio|ti|kymmenen",
    12: "twelve|zwölf|douze|twaalf|tolv|kaksitoista",
}
VALUES = {word: count for count, words in COUNTS.items() for word in words.split("|")}
_COUNT = rf"(?P<count>[0-9]{{1,2}}|{'|'.join(sorted(VALUES, key=len, reverse=True))})"
_MORE = (
    r"(?:more than|over|well over|about|nearly|almost|at least|now|the (?:last|past)|über|mehr als|gut|fast|rund|nun|jetzt|bereits|schon|inzwischen"
    r"|plus de|près de|environ|maintenant|bientôt|meer dan|ruim|bijna|al|nu|inmiddels|över|mer än|drygt|nästan|nu|over|mere end|mer enn|godt|snart|næsten|nesten|nå|jo|yli|lähes|jo|nyt) "
)
_UNIT = r"(?:(?P<weeks>weeks?|Wochen?|semaines?|weken|veckor|uger|uker|viikkoa)|(?P<months>months?|Monaten?|mois|maanden|månader|måneder|kuukautta|kuukauden))"
_SINCE = (
    r"(?:(?:overdue|outstanding|unpaid|open|late|waiting|waited|pending|due|owing) (?:for|by)|seit|depuis|voilà|cela fait|ça fait"
    r"|(?:staat|wacht\w*|openstaat|open|te laat)|sedan|(?:varit|väntat|obetald|obetalt|försenad|öppen) i|siden|(?:været|ventet|ubetalt|forsinket|åben|vært|åpen) i|(?:maksamatta|auki|odottanut|odottaneet|myöhässä))"
)
STRETCH = re.compile(rf"(?<!\w){_SINCE} (?:{_MORE}){{0,3}}{_COUNT} {_UNIT}(?!\w)", re.IGNORECASE)

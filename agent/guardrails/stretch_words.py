"""How long something has been open, said in weeks or months: "for over two months", "seit gut sechs Wochen"."""

import re

COUNTS: dict[int, str] = {
    2: "two|iki|zwei|deux|twee|två|to|kaksi|dos|dois|duas|due|două|dwóch|dwa|dva|dvou|δύο|δυο|két|kettő|два|две|двух|двома|дві|двох|दो",
    3: "three|üç|drei|trois|drie|tre|kolme|tres|três|trei|trzech|trzy|tři|tří|τρεις|három|три|трёх|трех|трьох|तीन",
    4: "four|dört|vier|quatre|fyra|fire|neljä|cuatro|quatro|quattro|patru|czterech|cztery|čtyři|čtyř|τέσσερις|négy|четыре|четырёх|четырех|чотири|чотирьох|चार",
    5: "five|beş|fünf|cinq|vijf|fem|viisi|cinco|cinque|cinci|pięciu|pěti|pět|πέντε|öt|пять|пяти|п'ять|п'яти|पाँच|पांच",
    6: "six|altı|sechs|zes|sex|seks|kuusi|seis|sei|șase|sześciu|šesti|šest|έξι|hat|шесть|шести|шість|छह|छः",
    7: "seven|sieben|sept|zeven|sju|syv|seitsemän|siete|sete|sette|șapte|siedmiu|sedmi|sedm|επτά|εφτά|hét|семь|семи|сім|सात",
    8: "eight|acht|huit|åtta|otte|åtte|kahdeksan|ocho|oito|otto|opt|ośmiu|osmi|osm|οκτώ|οχτώ|nyolc|восемь|восьми|вісім|आठ",
    9: "nine|neun|neuf|negen|nio|ni|yhdeksän|nueve|nove|nouă|dziewięciu|devíti|devět|εννέα|kilenc|девять|девяти|дев'ять|дев'яти|नौ",
    10: "ten|zehn|dix|tien|tio|ti|kymmenen|diez|dez|dieci|zece|dziesięciu|deseti|deset|δέκα|tíz|десять|десяти|दस",
    12: "twelve|zwölf|douze|twaalf|tolv|kaksitoista|doce|doze|dodici|douăsprezece|dwunastu|dvanácti|δώδεκα|tizenkét|двенадцать|дванадцять|बारह",
}
UNSPACED_COUNTS = {
    **{1: "一|한", 2: "二|两|兩|두", 3: "三|세|석", 4: "四|네|넉", 5: "五|다섯", 6: "六|여섯"},
    **{7: "七|일곱", 8: "八|여덟", 9: "九|아홉", 10: "十|열"},
}
VALUES = {word.casefold(): count for count, words in COUNTS.items() for word in words.split("|")}
VALUES |= {word: count for count, words in UNSPACED_COUNTS.items() for word in words.split("|")}
VALUES |= {"ثلاثة": 3, "أربعة": 4, "خمسة": 5, "ستة": 6, "שלושה": 3, "ארבעה": 4, "חמישה": 5, "שישה": 6}
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
    r"|(?:staat|wacht\w*|openstaat|open|te laat)|sedan|(?:varit|väntat|obetald|obetalt|försenad|öppen) i|siden|(?:været|ventet|ubetalt|forsinket|åben|vært|åpen) i|(?:maksamatta|avoinna|auki|odottanut|odottaneet|myöhässä)"
    r"|(?:vencid[ao]s?|pendientes?|impagad[ao]s?|abiert[ao]s?|sin pagar) (?:desde )?hace|llevan?|(?:vencid[ao]s?|em atraso|por pagar|em aberto|em dívida) há"
    r"|(?:scadut[aeio]|apert[aeio]|insolut[aeio]|in ritardo|in sospeso|non pagat[aeio]) (?:(?:ormai|già) )?da|(?:restant[ăe]|neplătit[ăe]|neachitat[ăe]|scadent[ăe]|întârziat[ăe]) de"
    r"|(?:niezapłacon\w+|nieopłacon\w+|nieuregulowan\w+|po terminie|otwart\w+|zaległ\w+) (?:już )?od|(?:nezaplacen\w+|neuhrazen\w+|otevřen\w+)|po splatnosti"
    r"|(?:ανεξόφλητ\w+|απλήρωτ\w+|ληξιπρόθεσμ\w+|ανοιχτ\w+|εκκρεμεί|σε καθυστέρηση) (?:εδώ και|από|επί))"
)
STRETCH = re.compile(rf"(?<!\w){_SINCE} (?:{_MORE}){{0,3}}{_COUNT} {_UNIT}(?!\w)", re.IGNORECASE)
HALF = re.compile(r"半|(?<=[달월]) ?반")
_UNSPACED_COUNT = rf"(?P<count>[0-9]{{1,2}}|{'|'.join(UNSPACED_COUNTS.values())})"
STRETCHES = (
    STRETCH,
    # "Two months late", "jo kaksi kuukautta maksamatta".
    re.compile(
        rf"(?<!\w)(?<!within )(?<!every ){_COUNT} {_UNIT} (?:late|overdue|past due|in arrears|überfällig|im (?:Verzug|Rückstand)|te laat|over tijd|achterstallig"
        r"|försena\w+|forsinke\w*|over tid\w*|på overtid|myöhässä|maksamatta|(?:yli )?eräpäivä\w+|eräänty\w+)(?!\w)",
        re.IGNORECASE,
    ),
    re.compile(
        rf"(?<!\w){_COUNT} (?:(?P<weeks>hafta)|(?P<months>ay))(?:dır|dan (?:beri|fazla\w*)|(?:lık)? gecik\w*)(?!\w)",
        re.IGNORECASE,
    ),
    # "уже два месяца", "вже понад три тижні": the word for already tells past from future.
    re.compile(
        rf"(?<!\w)(?:уже|вже|просроч\w+|прострочен\w+|висит|висить|ждём|ждем|чекаємо)(?: уже| вже)? (?:(?:более|больше|свыше|почти|около|целых|понад|більше|майже|близько|цілих|на|як) ){{0,3}}"
        rf"{_COUNT} (?:(?P<weeks>недел\w+|тижн\w+)|(?P<months>месяц\w*|місяц\w*))(?!\w)",
        re.IGNORECASE,
    ),
    re.compile(rf"(?<!\w){_COUNT} (?:(?P<weeks>hete)|(?P<months>hónapja))(?!\w)", re.IGNORECASE),
    re.compile(rf"(?<!\w){_COUNT} (?:(?P<weeks>हफ़्त\w*|हफ्त\w*|सप्ताह\w*)|(?P<months>महीन\w*|माह))(?:े|ों)? से(?!\w)"),
    re.compile(
        rf"{_UNSPACED_COUNT} ?(?:(?P<weeks>週間)|(?P<months>[かヶカヵケ箇]月))半?(?:以上|近く|余り|ほど)?(?:が|を|も)?"
        r"(?:経過|超過|過ぎ|遅れ|遅延|滞納|延滞|未払|経[ちっつ]|お支払い(?:が|の)|ご?入金(?:が|の))"
    ),
    re.compile(
        rf"(?<![가-힣]){_UNSPACED_COUNT} ?(?:(?P<weeks>주일?)|(?P<months>달|개월))(?: ?반)?(?:이나| 이상| 넘게|째| 가까이|이| 동안)*"
        r" ?(?:연체|지났|지난|지나도록|밀린|밀려|미납|미결제|미지급|넘게|넘도록|경과|째)"
    ),
    re.compile(
        rf"(?:逾期|拖欠|拖了|欠了|超期|过期|過期|拖延|晚了)(?:[^。,0-9]{{0,4}}){_UNSPACED_COUNT} ?个?多?半?(?:(?P<weeks>周|星期|週)|(?P<months>个?月|個月))"
    ),
    # "Venció hace tres meses", "scaduta tre mesi fa", "vadesi üç ay önce doldu".
    re.compile(
        rf"(?<!\w)(?:(?:venció|vencieron|venceu|venceram) (?:desde )?(?:hace|há)|(?:scaden\w+) (?:\w+ )?acum|έληξ\w+ πριν(?: από)?)"
        rf" (?:{_MORE}){{0,2}}{_COUNT} {_UNIT}(?!\w)",
        re.IGNORECASE,
    ),
    re.compile(rf"(?<!\w)scadut[aeio] (?:{_MORE}){{0,2}}{_COUNT} {_UNIT} (?:or sono|fa)(?!\w)", re.IGNORECASE),
    re.compile(
        rf"(?<!\w){_COUNT} (?:(?P<weeks>hafta)|(?P<months>ay)) önce (?:doldu|dolmuş\w*|geçti|geçmiş\w*)(?!\w)",
        re.IGNORECASE,
    ),
    re.compile(
        r"(?<!\w)(?:استحق\w*|متأخر\w*|مستحق\w*|تأخر\w*)[^.،]{0,24} (?:قبل|منذ) (?:أكثر من |نحو )?(?P<count>ثلاثة|أربعة|خمسة|ستة|[3-9]) (?:(?P<weeks>أسابيع)|(?P<months>أشهر|شهور))(?!\w)"
    ),
    re.compile(
        r"(?<!\w)(?:חלף|חלפה|באיחור|פתוחה|פתוח|פג)[^.,0-9]{0,14} (?:לפני|של|כבר|מזה) (?:יותר מ)?(?P<count>שלושה|ארבעה|חמישה|שישה|[3-9]) (?:(?P<weeks>שבועות)|(?P<months>חודשים))(?!\w)"
    ),
)

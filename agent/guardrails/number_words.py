"""Numbers of days that are written in words, in the languages of letters."""

from __future__ import annotations

import re
from collections.abc import Iterator

from agent.guardrails.fact_words import DAY_ADJECTIVES, DAY_WORDS

# Words from ten up that stand before "days" in letters; smaller ones are deadlines and counts.
TENS: dict[int, str] = {
    10: "ten|zehn|dix|diez|dieci|dez|tien|dziesięć|tio|kymmenen|deset|tíz|zece|δέκα|десять|עשרה|दस|十|열",
    14: "fourteen|vierzehn|quatorze|catorce|quattordici|catorze|veertien|czternaście|fjorton|fjorten|neljätoista|čtrnáct|tizennégy|paisprezece|δεκατέσσερις|on dört|четырнадцать|чотирнадцять|चौदह|十四",
    15: "fifteen|fünfzehn|quinze|quince|quindici|vijftien|piętnaście|femton|femten|viisitoista|patnáct|tizenöt|cincisprezece|δεκαπέντε|on beş|пятнадцать|п'ятнадцять|पंद्रह|十五",
    20: "twenty|zwanzig|vingt|veinte|venti|vinte|twintig|dwadzieścia|tjugo|tyve|kaksikymmentä|dvacet|húsz|douăzeci|είκοσι|yirmi|двадцать|двадцять|עשרים|عشرين|عشرون|बीस|二十|스무",
    30: "thirty|dreißig|dreissig|trente|treinta|trenta|trinta|dertig|trzydzieści|trettio|tredive|tretti|kolmekymmentä|třicet|harminc|treizeci|τριάντα|otuz|тридцать|тридцять|שלושים|ثلاثين|ثلاثون|तीस|三十|삼십",
    40: "forty|vierzig|quarante|cuarenta|quaranta|quarenta|veertig|czterdzieści|fyrtio|fyrre|førti|neljäkymmentä|čtyřicet|negyven|patruzeci|σαράντα|kırk|сорок|ארבעים|أربعين|أربعون|चालीस|四十|사십",
    45: "forty-five|fünfundvierzig|quarante-cinq|cuarenta y cinco|quarantacinque|quarenta e cinco|vijfenveertig|czterdzieści pięć|fyrtiofem|femogfyrre|førtifem|neljäkymmentäviisi|čtyřicet pět|negyvenöt|patruzeci și cinci|σαράντα πέντε|kırk beş|сорок пять|сорок п'ять|四十五|사십오",
    50: "fifty|fünfzig|cinquante|cincuenta|cinquanta|cinquenta|vijftig|pięćdziesiąt|femtio|halvtreds|femti|viisikymmentä|padesát|ötven|cincizeci|πενήντα|elli|пятьдесят|п'ятдесят|חמישים|خمسين|خمسون|पचास|五十|오십",
    60: "sixty|sechzig|soixante|sesenta|sessanta|sessenta|zestig|sześćdziesiąt|sextio|tresindstyve|seksti|kuusikymmentä|šedesát|hatvan|șaizeci|εξήντα|altmış|шестьдесят|шістдесят|שישים|ستين|ستون|साठ|六十|육십",
    70: "seventy|siebzig|soixante-dix|setenta|settanta|zeventig|siedemdziesiąt|sjuttio|halvfjerds|sytti|seitsemänkymmentä|sedmdesát|hetven|șaptezeci|εβδομήντα|yetmiş|семьдесят|сімдесят|שבעים|سبعين|सत्तर|七十|칠십",
    80: "eighty|achtzig|quatre-vingts?|ochenta|ottanta|oitenta|tachtig|osiemdziesiąt|åttio|firs|åtti|kahdeksankymmentä|osmdesát|nyolcvan|optzeci|ογδόντα|seksen|восемьдесят|вісімдесят|שמונים|ثمانين|अस्सी|八十|팔십",
    90: "ninety|neunzig|quatre-vingt-dix|noventa|novanta|negentig|dziewięćdziesiąt|nittio|halvfems|nitti|yhdeksänkymmentä|devadesát|kilencven|nouăzeci|ενενήντα|doksan|девяносто|дев'яносто|תשעים|تسعين|नब्बे|九十|구십",
}
VALUES = {word: value for value, words in TENS.items() for word in re.sub(r"s\?", "", words).split("|")} | {
    "quatre-vingts": 80
}
# What stands for the units: those of the teens and, joined to the tens, those of the rest.
TEENS: dict[str, str] = {
    "pl": "jedenaście dwanaście trzynaście czternaście piętnaście szesnaście siedemnaście osiemnaście dziewiętnaście",
    "cs": "jedenáct dvanáct třináct čtrnáct patnáct šestnáct sedmnáct osmnáct devatenáct",
    "hu": "tizenegy tizenkét tizenhárom tizennégy tizenöt tizenhat tizenhét tizennyolc tizenkilenc",
    "ru": "одиннадцать двенадцать тринадцать четырнадцать пятнадцать шестнадцать семнадцать восемнадцать девятнадцать",
    "uk": "одинадцять дванадцять тринадцять чотирнадцять п'ятнадцять шістнадцять сімнадцять вісімнадцять дев'ятнадцять",
    "hi": "ग्यारह बारह तेरह चौदह पंद्रह सोलह सत्रह अठारह उन्नीस",
    "zh": "十一 十二 十三 十四 十五 十六 十七 十八 十九",
    "es": "once doce trece catorce quince dieciséis diecisiete dieciocho diecinueve",
    "pt": "onze doze treze catorze quinze dezasseis dezassete dezoito dezanove",
    "br": "onze doze treze quatorze quinze dezesseis dezessete dezoito dezenove",
    "it": "undici dodici tredici quattordici quindici sedici diciassette diciotto diciannove",
    "ro": "unsprezece douăsprezece treisprezece paisprezece cincisprezece șaisprezece șaptesprezece optsprezece nouăsprezece",
    "el": "έντεκα δώδεκα δεκατρείς δεκατέσσερις δεκαπέντε δεκαέξι δεκαεπτά δεκαοκτώ δεκαεννέα",
    "ko": "십일 십이 십삼 십사 십오 십육 십칠 십팔 십구",
}
# The tens, what joins them to the units, and the units.
JOINED: tuple[tuple[str, str, str], ...] = (
    ("dwadzieścia trzydzieści czterdzieści pięćdziesiąt sześćdziesiąt siedemdziesiąt osiemdziesiąt dziewięćdziesiąt", " ", "jeden dwa trzy cztery pięć sześć siedem osiem dziewięć"),
    ("dvacet třicet čtyřicet padesát šedesát sedmdesát osmdesát devadesát", " ", "jedna dva tři čtyři pět šest sedm osm devět"),
    ("huszon harminc negyven ötven hatvan hetven nyolcvan kilencven", "", "egy két három négy öt hat hét nyolc kilenc"),
    ("двадцать тридцать сорок пятьдесят шестьдесят семьдесят восемьдесят девяносто", " ", "один два три четыре пять шесть семь восемь девять"),
    ("двадцять тридцять сорок п'ятдесят шістдесят сімдесят вісімдесят дев'яносто", " ", "один два три чотири п'ять шість сім вісім дев'ять"),
    ("veinte treinta cuarenta cincuenta sesenta setenta ochenta noventa", " y ", "uno dos tres cuatro cinco seis siete ocho nueve"),
    ("vinte trinta quarenta cinquenta sessenta setenta oitenta noventa", " e ", "um dois três quatro cinco seis sete oito nove"),
    ("venti trenta quaranta cinquanta sessanta settanta ottanta novanta", "", "uno due tre quattro cinque sei sette otto nove"),
    ("douăzeci treizeci patruzeci cincizeci șaizeci șaptezeci optzeci nouăzeci", " și ", "una două trei patru cinci șase șapte opt nouă"),
    ("είκοσι τριάντα σαράντα πενήντα εξήντα εβδομήντα ογδόντα ενενήντα", " ", "μία δύο τρεις τέσσερις πέντε έξι επτά οκτώ εννέα"),
    ("on yirmi otuz kırk elli altmış yetmiş seksen doksan", " ", "bir iki üç dört beş altı yedi sekiz dokuz"),
    ("עשרים שלושים ארבעים חמישים שישים שבעים שמונים תשעים", " ו", "אחד שניים שלושה ארבעה חמישה שישה שבעה שמונה תשעה"),
    ("二十 三十 四十 五十 六十 七十 八十 九十", "", "一 二 三 四 五 六 七 八 九"),
    ("이십 삼십 사십 오십 육십 칠십 팔십 구십", "", "일 이 삼 사 오 육 칠 팔 구"),
)  # fmt: skip
for _teens in TEENS.values():
    VALUES |= {word: value for value, word in enumerate(_teens.split(), start=11)}
for _tens, _joint, _units in JOINED:
    VALUES |= {
        f"{ten}{_joint}{unit}": tens * 10 + value
        for tens, ten in enumerate(_tens.split(), start=10 - len(_tens.split()))
        for value, unit in enumerate(_units.split(), start=1)
    }
# Joined with a change in the word, or the unit first.
_SPANISH_TWENTIES = (
    "veintiuno veintidós veintitrés veinticuatro veinticinco veintiséis veintisiete veintiocho veintinueve"
)
VALUES |= {word: value for value, word in enumerate(_SPANISH_TWENTIES.split(), start=21)}
_ITALIAN_TENS = "vent trent quarant cinquant sessant settant ottant novant"
VALUES |= {
    f"{ten}{unit}": tens * 10 + value
    for tens, ten in enumerate(_ITALIAN_TENS.split(), start=2)
    for value, unit in ((1, "uno"), (8, "otto"))
}
_ARABIC_UNITS = "واحد اثنين ثلاثة أربعة خمسة ستة سبعة ثمانية تسعة"
_ARABIC_TENS = "عشرين ثلاثين أربعين خمسين ستين سبعين ثمانين تسعين"
VALUES |= {
    f"{unit} و{ten}": tens * 10 + value
    for tens, ten in enumerate(_ARABIC_TENS.split(), start=2)
    for value, unit in enumerate(_ARABIC_UNITS.split(), start=1)
}
_WORDS = "|".join(sorted({*VALUES, "quatre-vingts?"}, key=len, reverse=True))
SPELLED = re.compile(
    rf"(?:(?<![^\W_])|(?<=[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]))(?<![-一二三四五六七八九十百月第])(?P<number>{_WORDS})(?:[ -]|(?<=[\u3400-\u9fff\uac00-\ud7af]))(?:de )?(?:(?:{DAY_ADJECTIVES})[ -]?)?(?:{DAY_WORDS})(?![a-zà-öø-ÿа-яёіїα-ω])",
    re.IGNORECASE,
)


def spelled_days(text: str) -> Iterator[tuple[int, int, int]]:
    """Where each such number of days begins and ends, and what it is."""
    for match in SPELLED.finditer(text):
        value = VALUES.get(match["number"].casefold())
        if value is not None:
            yield *match.span(), value

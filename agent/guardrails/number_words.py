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
_WORDS = "|".join(sorted((word for words in TENS.values() for word in words.split("|")), key=len, reverse=True))
SPELLED = re.compile(
    rf"(?:(?<![^\W_])|(?<=[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]))(?<![-一二三四五六七八九十百月第])(?P<number>{_WORDS})(?:[ -]|(?<=[\u3400-\u9fff\uac00-\ud7af]))(?:de )?(?:(?:{DAY_ADJECTIVES})[ -]?)?(?:{DAY_WORDS})(?![a-zà-öø-ÿа-яёіїα-ω])",
    re.IGNORECASE,
)


def spelled_days(text: str) -> Iterator[tuple[int, int]]:
    """Where each such number stands, and what it is."""
    for match in SPELLED.finditer(text):
        value = VALUES.get(match["number"].casefold())
        if value is not None:
            yield match.start(), value

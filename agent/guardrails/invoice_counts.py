"""How many invoices a text speaks of, against how many the facts hold: "your three unpaid invoices"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from agent.answers import Violation
from agent.guardrails.examined import Examined

COUNTS: dict[int, str] = {
    2: "two|both|zwei|beide[nr]?|twee|två|båda|to|begge|kaksi|molemmat|iki|her iki",
    3: "three|drei|drie|tre|kolme|üç",
    4: "four|vier|fyra|fire|neljä|dört",
    5: "five|fünf|vijf|fem|viisi|beş",
    6: "six|sechs|zes|sex|seks|kuusi|altı",
    7: "seven|sieben|zeven|sju|syv|seitsemän|yedi",
}
VALUES = {word: count for count, words in COUNTS.items() for word in re.sub(r"\[nr\]\?", "", words).split("|")}
VALUES |= {"beiden": 2, "beider": 2}
_WORDS = "|".join(sorted(VALUES, key=len, reverse=True))
_OPEN = (
    r"(?:other|unpaid|open|overdue|outstanding|late|due|past|offene?n?|überfällige?n?|unbezahlte?n?|fällige?n?|openstaande|onbetaalde|vervallen|obetalda|förfallna|öppna"
    r"|ubetalte|forfaldne|forfalte|åbne|åpne|avointa|maksamatonta|erääntynyttä|açık|ödenmemiş|vadesi|geçmiş|gecikmiş|adet|of|your|von|Ihrer|av|af|era|jeres|dine|dina)"
)
_INVOICES = r"(?:invoices|bills|Rechnungen|facturen|rekeningen|fakturor|fakturaer|regninger|laskua|fatura\w*)"
COUNTED = re.compile(rf"(?<!\w)(?P<count>{_WORDS}) (?:{_OPEN} ){{0,3}}{_INVOICES}(?!\w)", re.IGNORECASE)

# Languages in which the number stands right before the word for invoices, whatever describes them follows.
_BESIDE: dict[int, str] = {
    2: "deux|dos|ambas|duas|due|entrambe|două|ambele|δύο|שתי",
    3: "trois|tres|três|tre|trei|τρία|שלוש|ثلاث",
    4: "quatre|cuatro|quatro|quattro|patru|τέσσερα|ארבע|أربع",
    5: "cinq|cinco|cinque|cinci|πέντε|חמש|خمس",
    6: "seis|sei|șase|έξι|שש|ست",
    7: "sept|siete|sete|sette|șapte|επτά|שבע|سبع",
}
BESIDE_VALUES = {word: count for count, words in _BESIDE.items() for word in words.split("|")}
_BESIDE_WORDS = "|".join(sorted(BESIDE_VALUES, key=len, reverse=True))
COUNTED_BESIDE = re.compile(
    rf"(?<![\w.,/-])(?P<count>[2-9]|{_BESIDE_WORDS})(?: (?:autres|sus|suas|otras|outras|altre|alte|άλλα))? "
    r"(?:factures|facturas|faturas|notas fiscais|fatture|facturi|τιμολόγια|ה?חשבוניות|(?:ال)?فواتير)(?!\w)",
    re.IGNORECASE,
)


def check_invoice_counts(examined: Examined) -> Iterator[Violation]:
    """More invoices than the account has; fewer may be a part of them."""
    known = len(examined.facts.invoices)
    for match in (match for one in (COUNTED, COUNTED_BESIDE) for match in one.finditer(examined.wording)):
        count = match["count"].casefold()
        if known and (int(count) if count.isdigit() else VALUES.get(count) or BESIDE_VALUES[count]) > known:
            yield examined.violation("wrong_fact", match.start(), f"{match.group()}: the account holds {known}.")

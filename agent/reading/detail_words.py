"""Words that turn a clause's date or amount: "the same day", "half", "less", "total", "your letter of"."""

from __future__ import annotations

import re

from agent.reading.folding import fold


def _pattern(*words: str, edges: bool = True) -> str:
    body = "|".join(fold(word) for word in words)
    return f"(?<![^\\W_])(?:{body})(?![^\\W_])" if edges else f"(?:{body})"


# The day that was spoken of before.
SAME_DAY = re.compile(
    _pattern(
        "(?:the )?(?:very )?same day|that (?:same |very )?day|(?:am|den) (?:selben|gleichen) tag|an (?:dem|diesem) tag",
        "le même jour|ce jour-là|ce même jour|el mismo día|ese (?:mismo )?día|mesmo dia|nesse dia|neste mesmo dia",
        "stesso giorno|quel giorno|(?:de)?zelfde dag|die dag|samma dag|den dagen|samme dag|samana päivänä|tuona päivänä",
        "samal päeval|sel päeval|tajā pašā dienā|tajā dienā|tą pačią dieną|tą dieną|tego (?:samego )?dnia|stejný den",
        "tentýž den|ten (?:samý|istý) deň|v ten istý deň|ugyanaznap|aznap|azon a napon|aceeași zi|ziua aceea|същия ден",
        "в тот же день|в этот день|тем же днём|того ж дня|в той же день|цього ж дня|την ίδια (?:μέρα|ημέρα)|εκείνη τη μέρα",
        "aynı gün|o gün|isti dan|istog dana|tog dana|istega dne|tisti dan|mateix dia|sama dag|istiot den|истиот ден",
        "نفس اليوم|في ذلك اليوم|اليوم نفسه|באותו (?:ה)?יום|همان روز|همون روز|उसी दिन|उस दिन|hari (?:yang )?sama|hari (?:itu|tersebut)",
        "cùng ngày|ngày đó|hôm đó|siku hiyo(?: hiyo)?|araw (?:ding )?iyon|ugyanazon a napon",
    )
    + "|"
    + _pattern("วันเดียวกัน|วันนั้น|同一天|当天|當天|同日|同じ日|その日|当日|같은 날|그날|당일|복귀하는 날", edges=False)
)
# One of two equal parts of what is open.
HALF = re.compile(
    _pattern(
        "half(?=\\s?(?:[,.;:!]|$|on|by|now|today|tomorrow|this|next|up front|at|in|before|then|of (?:it|that|the)|the (?:amount|balance|invoice|total)))|(?:die |der )?hälfte|(?:la )?moitié|(?:la )?mitad|(?:la|l'altra|una) metà|metà (?:subito|ora|adesso|entro|il|a|e)|metade|(?:de )?helft|hälften|halva(?: beloppet| summan)?",
        "halvdelen|puolet|poole|pool (?:summast|arvest|kohe)|pusi|pusę|połow[aęy]|polovin[aueoy]|polovic[aeuo]|felét|a fele|jumătate|jumatatea|наполовину",
        "половин[ауыу]|половина|половину|половината|yarısı\\w*|חצי|מחצית|نصف|النصف|نصفش|نصف مبلغ|आधा|आधी|setengah|separuh|nửa|một nửa|1 nửa|kalahati|nusu",
    )
    + "|"
    + _pattern("半額|半分|一半|절반|반액|ครึ่ง", edges=False)
)
_HALF_OF_TIME = re.compile(
    r"\s?(?:an? hour|past|year|of the (?:month|year|week)|stunde|heure|hora|ora\b|uur|del mes|des monats|month|jahr)"
)
# What was taken off before paying stands behind these.
LESS = re.compile(
    _pattern(
        "less|minus|deducting|after deduct\\w+|net of|abzüglich|abzgl|minus|unter abzug|moins|déduction faite de|menos|descontand\\w+|deducid\\w+",
        "meno|detratt\\w+|dedott\\w+|minus|verminderd met|na aftrek van|avdrag\\w*|minskat med|fratrukket|fradrag\\w*|vähennettynä|miinus",
        "po odjęciu|pomniejszon\\w+|minus|po odečtení|bez|mínusz|levonva|mai puțin|minus|за вычетом|минус|за вирахуванням|мінус|мінус|минус",
        "μείον|μειον|eksi|düşerek|بعد خصم|ناقص|בניכוי|פחות|منهای|काटकर|घटाकर|dikurangi|trừ|kurang|odbit\\w*|umanjen\\w*|atskaičiavus|atskaitot",
    )
    + r"[^\d€$£]{0,24}$|(?:差引|控除|扣除|扣掉|减去|減去|제외하고|공제|차감|หัก)[^\d]{0,12}$"
)
# A line of an advice that sums up.
TOTAL = re.compile(
    r"(?<![^\W_])(?:(?:grand |sub)?total\w*|net(?: paid| amount| payment)?|payment amount|amount paid|summe|gesamt\w*|zahlbetrag"
    r"|suma|importe|importo|valor pago|montant|totaal\w*|belopp|sammanlagt|i alt|sum|yhteensa|kokku|kopa|is viso|razem"
    r"|kwota|celkem|castka|spolu|osszesen|vegosszeg|συνολο|toplam|итого|сумма|всього|разом|сума|общо|ukupno|iznos|skupaj|tong(?: cong)?|jumlah"
    r"|कुल|الاجمالي|الإجمالي|المجموع|جمع)(?![^\W_])|סה\"?כ|差引|合計|総額|支払額|합계|총액|总计|合计|總計|รวม|ยอด"
)
# A date behind these belongs to a paper and says nothing of when money moves.
_PAPER = re.compile(
    r"(?:letter|notice|e-?mail|message|reminder|statement|order|contract|agreement|schreiben|brief|mahnung|mail|bestellung"
    r"|lettre|courrier|courriel|relance|carta|correo|aviso|lettera|sollecito|herinnering|aanmaning|brev\w*|paminnelse\w*|rykker\w*|purring\w*"
    r"|kirje\w*|pisma|pismo|dopis\w*|upominki|upominky|level\w*|scrisoare\w*|письм\w+|лист(?:а|ом|i)?|επιστολη\w*)"
    r",?\s(?:of|dated|from|vom|von|du|del|de|dal|van|fra|fran|av|af|z|ze|zo dna|ze dne|z dnia|от|вiд|din|της|από)\s(?:the\s)?"
)


def same_days(text: str) -> list[tuple[int, int]]:
    return [match.span() for match in SAME_DAY.finditer(fold(text))]


def halves(text: str) -> list[tuple[int, int]]:
    """Places where half of the money is meant."""
    folded = fold(text)
    return [
        m.span()
        for m in HALF.finditer(folded)
        if not _HALF_OF_TIME.match(folded, m.end())
        and not folded[: m.start()].endswith((" and a ", "first ", "second "))
    ]


def is_of_paper(text: str, start: int) -> bool:
    """Whether the date that begins here is a letter's or an order's."""
    from_here = max(start - 40, 0)
    return any(start <= from_here + m.end() <= start + 6 for m in _PAPER.finditer(fold(text[from_here : start + 6])))

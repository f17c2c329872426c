"""How currencies are marked in letters: codes, signs and words, and which currencies each may mean."""

from __future__ import annotations

import re

DOLLARS = frozenset(
    ["USD", "CAD", "AUD", "NZD", "SGD", "HKD", "TWD", "MXN", "ARS", "CLP", "COP", "UYU", "BSD", "BBD", "JMD", "TTD"]
)
CROWNS = frozenset(["SEK", "NOK", "DKK", "ISK"])
CODES = [
    "EUR",
    "USD",
    "GBP",
    "CHF",
    "JPY",
    "CNY",
    "SEK",
    "NOK",
    "DKK",
    "ISK",
    "PLN",
    "CZK",
    "HUF",
    "RON",
    "BGN",
    "HRK",
    "RSD",
    "TRY",
    "RUB",
    "UAH",
    "GEL",
    "KZT",
    "ILS",
    "AED",
    "SAR",
    "QAR",
    "KWD",
    "BHD",
    "OMR",
    "JOD",
    "EGP",
    "MAD",
    "TND",
    "DZD",
    "ZAR",
    "NGN",
    "KES",
    "GHS",
    "INR",
    "PKR",
    "BDT",
    "LKR",
    "NPR",
    "THB",
    "VND",
    "IDR",
    "MYR",
    "PHP",
    "SGD",
    "HKD",
    "TWD",
    "KRW",
    "AUD",
    "NZD",
    "CAD",
    "MXN",
    "BRL",
    "ARS",
    "CLP",
    "COP",
    "PEN",
    "UYU",
    "BOB",
    "PYG",
    "CRC",
    "DOP",
    "GTQ",
]

SIGNS: dict[str, frozenset[str]] = {
    "€": frozenset({"EUR"}), "£": frozenset({"GBP"}), "¥": frozenset({"JPY", "CNY"}), "円": frozenset({"JPY"}), "元": frozenset({"CNY"}),
    "₩": frozenset({"KRW"}), "원": frozenset({"KRW"}), "₹": frozenset({"INR"}), "₪": frozenset({"ILS"}), "₽": frozenset({"RUB"}),
    "₴": frozenset({"UAH"}), "₺": frozenset({"TRY"}), "฿": frozenset({"THB"}), "บาท": frozenset({"THB"}), "₫": frozenset({"VND"}),
    "₱": frozenset({"PHP"}), "₦": frozenset({"NGN"}), "US$": frozenset({"USD"}), "CA$": frozenset({"CAD"}), "A$": frozenset({"AUD"}),
    "NZ$": frozenset({"NZD"}), "HK$": frozenset({"HKD"}), "S$": frozenset({"SGD"}), "MX$": frozenset({"MXN"}), "R$": frozenset({"BRL"}),
    "JP¥": frozenset({"JPY"}), "CN¥": frozenset({"CNY"}), "RMB": frozenset({"CNY"}), "$US": frozenset({"USD"}), "$CA": frozenset({"CAD"}),
    "$AU": frozenset({"AUD"}), "$MX": frozenset({"MXN"}), "$AR": frozenset({"ARS"}), "$CL": frozenset({"CLP"}), "$CO": frozenset({"COP"}),
    "$HK": frozenset({"HKD"}), "$NZ": frozenset({"NZD"}), "$SG": frozenset({"SGD"}), "£GB": frozenset({"GBP"}), "AU$": frozenset({"AUD"}),
    "NT$": frozenset({"TWD"}), "C$": frozenset({"CAD"}), "₸": frozenset({"KZT"}), "₼": frozenset({"AZN"}), "₾": frozenset({"GEL"}), "₮": frozenset({"MNT"}),
    "₡": frozenset({"CRC"}), "₲": frozenset({"PYG"}), "₵": frozenset({"GHS"}), "֏": frozenset({"AMD"}), "₭": frozenset({"LAK"}), "៛": frozenset({"KHR"}), "৳": frozenset({"BDT"}),
    "RD$": frozenset({"DOP"}), "AR$": frozenset({"ARS"}), "COL$": frozenset({"COP"}), "TT$": frozenset({"TTD"}), "J$": frozenset({"JMD"}), "Q": frozenset({"GTQ"}), "Bs": frozenset({"BOB", "VES"}), "$": DOLLARS, "S/": frozenset({"PEN"}),
}  # fmt: skip
# Words and abbreviations in letters, compared without case.
WORDS: dict[str, frozenset[str]] = {
    "euros": frozenset({"EUR"}), "euro": frozenset({"EUR"}), "evro": frozenset({"EUR"}), "евро": frozenset({"EUR"}), "євро": frozenset({"EUR"}),
    "ευρώ": frozenset({"EUR"}), "eur": frozenset({"EUR"}), "dollars": DOLLARS, "dollar": DOLLARS, "dólares": DOLLARS, "pounds": frozenset({"GBP"}),
    "franken": frozenset({"CHF"}), "francs": frozenset({"CHF"}), "sfr.": frozenset({"CHF"}), "fr.": frozenset({"CHF"}), "yen": frozenset({"JPY"}),
    "yuan": frozenset({"CNY"}), "人民币": frozenset({"CNY"}), "kronor": frozenset({"SEK"}), "kronorna": frozenset({"SEK"}), "kronene": frozenset({"NOK"}), "kronerne": frozenset({"DKK"}), "kroner": frozenset({"NOK", "DKK"}), "kr.": CROWNS,
    "kr": CROWNS, "zł": frozenset({"PLN"}), "złotych": frozenset({"PLN"}), "kč": frozenset({"CZK"}), "korun": frozenset({"CZK"}),
    "ft": frozenset({"HUF"}), "forint": frozenset({"HUF"}), "lei": frozenset({"RON"}), "лв.": frozenset({"BGN"}), "лв": frozenset({"BGN"}),
    "tl": frozenset({"TRY"}), "lira": frozenset({"TRY"}), "руб.": frozenset({"RUB"}), "рублей": frozenset({"RUB"}), "руб": frozenset({"RUB"}),
    "грн": frozenset({"UAH"}), "гривень": frozenset({"UAH"}), "rs.": frozenset({"INR", "PKR", "LKR", "NPR"}), "rs": frozenset({"INR", "PKR", "LKR"}),
    "रुपये": frozenset({"INR"}), "रु.": frozenset({"INR"}), "rp": frozenset({"IDR"}), "rm": frozenset({"MYR"}), "đồng": frozenset({"VND"}),
    "vnđ": frozenset({"VND"}), "đ": frozenset({"VND"}), "reais": frozenset({"BRL"}), "درهم": frozenset({"AED", "MAD"}), "ريال": frozenset({"SAR", "QAR", "OMR"}),
    "دينار": frozenset({"KWD", "BHD", "JOD", "TND"}), "جنيه": frozenset({"EGP"}), "شيكل": frozenset({"ILS"}), 'ש"ח': frozenset({"ILS"}), "r": frozenset({"ZAR"}),
    "د.ك": frozenset({"KWD"}), "د.ب": frozenset({"BHD"}), "ر.ق": frozenset({"QAR"}), "ر.ع": frozenset({"OMR"}), "د.أ": frozenset({"JOD"}), "د.م": frozenset({"MAD"}), "د.ت": frozenset({"TND"}), "ج.م": frozenset({"EGP"}), "د.ج": frozenset({"DZD"}),
    "ريالا": frozenset({"SAR", "QAR", "OMR"}), "ريالًا": frozenset({"SAR", "QAR", "OMR"}), "درهما": frozenset({"AED", "MAD"}), "درهمًا": frozenset({"AED", "MAD"}), "دولار": DOLLARS, "دولارا": DOLLARS, "دولارًا": DOLLARS, "يورو": frozenset({"EUR"}), "جنيها": frozenset({"EGP"}), "جنيهًا": frozenset({"EGP"}), "دينارا": frozenset({"KWD", "BHD", "JOD", "TND", "DZD"}), "دينارًا": frozenset({"KWD", "BHD", "JOD", "TND", "DZD"}),
    "שקל": frozenset({"ILS"}), "שקלים": frozenset({"ILS"}), "ש''ח": frozenset({"ILS"}), "שח": frozenset({"ILS"}), "nis": frozenset({"ILS"}), "אירו": frozenset({"EUR"}), "יורו": frozenset({"EUR"}), "דולר": DOLLARS, "रु": frozenset({"INR"}), "रुपए": frozenset({"INR"}), "रूपये": frozenset({"INR"}), "रुपया": frozenset({"INR"}), "rupees": frozenset({"INR", "PKR", "LKR", "NPR"}), "यूरो": frozenset({"EUR"}), "डॉलर": DOLLARS,
    "ドル": DOLLARS, "ユーロ": frozenset({"EUR"}), "ポンド": frozenset({"GBP"}), "美元": DOLLARS, "美金": DOLLARS, "欧元": frozenset({"EUR"}), "歐元": frozenset({"EUR"}), "英镑": frozenset({"GBP"}), "英鎊": frozenset({"GBP"}), "港币": frozenset({"HKD"}), "港元": frozenset({"HKD"}), "港幣": frozenset({"HKD"}), "新台幣": frozenset({"TWD"}), "新台币": frozenset({"TWD"}), "人民幣": frozenset({"CNY"}), "日元": frozenset({"JPY"}), "日圆": frozenset({"JPY"}), "圓": frozenset({"CNY", "TWD", "JPY"}), "달러": DOLLARS, "유로": frozenset({"EUR"}), "엔": frozenset({"JPY"}), "위안": frozenset({"CNY"}),
    "тенге": frozenset({"KZT"}), "рубля": frozenset({"RUB"}), "рубль": frozenset({"RUB"}), "р.": frozenset({"RUB"}), "долл.": DOLLARS, "долларов": DOLLARS, "долларов сша": DOLLARS, "гривні": frozenset({"UAH"}), "гривня": frozenset({"UAH"}), "гривня.": frozenset({"UAH"}), "грн.": frozenset({"UAH"}), "доларів": DOLLARS, "доларів сша": DOLLARS, "белорусских рублей": frozenset({"BYN"}), "byn": frozenset({"BYN"}), "лева": frozenset({"BGN"}), "denari": frozenset({"MKD"}), "din": frozenset({"RSD"}), "rsd": frozenset({"RSD"}), "km": frozenset({"BAM"}), "azn": frozenset({"AZN"}), "mdl": frozenset({"MDL"}), "amd": frozenset({"AMD"}), "uzs": frozenset({"UZS"}), "all": frozenset({"ALL"}), "mkd": frozenset({"MKD"}), "bam": frozenset({"BAM"}),
    "δολάρια": DOLLARS, "λίρες": frozenset({"GBP", "TRY"}), "złote": frozenset({"PLN"}), "złoty": frozenset({"PLN"}), "korunách": frozenset({"CZK"}), "koruny": frozenset({"CZK"}), "koruna": frozenset({"CZK"}), "forintot": frozenset({"HUF"}), "forintos": frozenset({"HUF"}), "leu": frozenset({"RON"}), "de lei": frozenset({"RON"}), "lirası": frozenset({"TRY"}), "türk lirası": frozenset({"TRY"}), "avro": frozenset({"EUR"}), "dolar": DOLLARS, "dolarów": DOLLARS, "dolarů": DOLLARS, "dolari": DOLLARS, "dollari": DOLLARS, "dollaria": DOLLARS, "euroa": frozenset({"EUR"}), "eura": frozenset({"EUR"}), "eurot": frozenset({"EUR"}), "euró": frozenset({"EUR"}), "kruunua": CROWNS, "pesos": frozenset({"MXN", "ARS", "CLP", "COP", "UYU", "PHP"}), "soles": frozenset({"PEN"}), "libras": frozenset({"GBP"}), "libras esterlinas": frozenset({"GBP"}), "sterline": frozenset({"GBP"}), "livres": frozenset({"GBP"}), "francos": frozenset({"CHF"}), "franchi": frozenset({"CHF"}), "fr": frozenset({"CHF"}), "rand": frozenset({"ZAR"}), "dirhams": frozenset({"MAD", "AED"}), "dirham": frozenset({"MAD", "AED"}), "dh": frozenset({"MAD", "AED"}), "dhs": frozenset({"AED"}), "rupiah": frozenset({"IDR"}), "ringgit": frozenset({"MYR"}), "baht": frozenset({"THB"}),
    "د.إ": frozenset({"AED"}), "ر.س": frozenset({"SAR"}), "د.إ.": frozenset({"AED"}), "ر.س.": frozenset({"SAR"}),
}  # fmt: skip

MARKS: dict[str, frozenset[str]] = {
    **{code.casefold(): frozenset({code}) for code in CODES},
    **{sign.casefold(): one for sign, one in SIGNS.items()},
    **WORDS,
}
# Lengths of the marks by their first and last character, longest first: most neighbours of a number are no mark.
LENGTHS_BY_FIRST: dict[str, list[int]] = {}
LENGTHS_BY_LAST: dict[str, list[int]] = {}
for _mark in sorted(MARKS, key=len, reverse=True):
    for _lengths in (LENGTHS_BY_FIRST.setdefault(_mark[0], []), LENGTHS_BY_LAST.setdefault(_mark[-1], [])):
        if len(_mark) not in _lengths:
            _lengths.append(len(_mark))
# The rest of a whole amount ("1250.–", "500,-") and a space.
GAP = re.compile(r"(?:[.,]?[-–—]{1,2}(?!\d))? ?")


def mark_before(text: str, position: int, *, first: int = 0) -> tuple[int, frozenset[str]] | None:
    """Where the currency mark that ends at a position begins, and what it may mean. "US$ 5", "EUR -5".

    None if it would begin before `first`.
    """
    end = position
    while end > first and text[end - 1] in " -" and position - end < 2:
        end -= 1
    for length in LENGTHS_BY_LAST.get(text[end - 1].casefold(), ()) if end > first else ():
        start = end - length
        if start < first:
            continue
        currencies = MARKS.get(text[start:end].casefold())
        if currencies and not (text[start].isalpha() and start > first and text[start - 1].isalpha()):
            return start, currencies
    return None


def mark_after(text: str, position: int) -> tuple[int, frozenset[str]] | None:
    """Where the currency mark that begins at a position ends, and what it may mean. "5 €", "5.– Fr."."""
    gap = GAP.match(text, position)
    start = gap.end() if gap else position
    for length in LENGTHS_BY_FIRST.get(text[start : start + 1].casefold(), ()):
        end = start + length
        if end > len(text):
            continue
        currencies = MARKS.get(text[start:end].casefold())
        follower = text[end : end + 1]
        if currencies and not (text[end - 1].isalpha() and follower.isalpha() and follower.isascii()):
            # "5 £10": the sign belongs to the next number.
            return None if follower.isdigit() else (end, currencies)
    return None

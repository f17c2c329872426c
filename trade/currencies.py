"""Currencies that an invoice can be in: ISO 4217 and what it withdrew lately, minor units, written signs."""

from __future__ import annotations

import re
import unicodedata

_TWO_DECIMALS = """
AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CNY COP CRC CUP
CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HRK HTG HUF IDR ILS INR IRR JMD KES KGS
KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD PAB
PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SLL SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY
TTD TWD TZS UAH USD UYU UZS VED VES WST XCD XCG YER ZAR ZMW ZWG ZWL
"""
_NO_DECIMALS = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF"
_THREE_DECIMALS = "BHD IQD JOD KWD LYD OMR TND"

MINOR_UNITS: dict[str, int] = {
    **dict.fromkeys(_TWO_DECIMALS.split(), 2),
    **dict.fromkeys(_NO_DECIMALS.split(), 0),
    **dict.fromkeys(_THREE_DECIMALS.split(), 3),
}
CURRENCIES: frozenset[str] = frozenset(MINOR_UNITS)

# What stands before or after an amount in mails and files: casefolded, without a closing full stop.
_WORDS = """
euro euros dollar dollars pound pounds stg franken francs fr sfr kr kč zł ft lei lv лв руб р r rm rs rp tl din 元 円 원
"""
# How CLDR abbreviates the rest in the countries that use them, but for lone letters: "2 K" is thousands, "5 S" a debit.
_LOCAL_WORDS = """
afl, ar, br, bs, bs.s, cf, cfpf, cg, da, db, dt, f cfa, fbu, fc, fcfa, fcfp, fdj, fg, gs, km, ksh, kz, le, lekë,
mk, mtn, nfk, rf, s/, soʻm, sr, tsh, ush, vt, ден, сом, أ.م, ج.س, ج.م, د.أ, د.إ, د.ب, د.ع, د.ك, د.ل, د.م, ر.س,
ر.ع, ر.ق, ر.ي, ریال, ل.س, ل.ل, नेरू, ብር
"""
CURRENCY_WORDS: frozenset[str] = frozenset(_WORDS.split()) | {word.strip() for word in _LOCAL_WORDS.split(",")}
# Country letters may stand on either side: "US$", "$CA", "£stg".
_SIGN = re.compile(r"[a-z]{0,3}(?P<sign>[^\w\s])[a-z]{0,3}")


def is_currency_sign(text: str) -> bool:
    """Whether the text is nothing but a currency code, sign or word, such as "CHF", "kr." or "US$"."""
    word = text.strip().casefold().rstrip(".")
    if word in CURRENCY_WORDS or word.upper() in CURRENCIES:
        return True
    sign = _SIGN.fullmatch(word)
    return sign is not None and unicodedata.category(sign["sign"]) == "Sc"

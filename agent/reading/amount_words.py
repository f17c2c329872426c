"""Currency signs, codes and words around a number, and what may follow it."""

from __future__ import annotations

import re

SIGN = (
    r"€|\$|£|¥|₹|₩|₺|₪|₴|₽|฿|₫|₦|₱|R\$|US\$|A\$|C\$|NZ\$|S\$|EUR|USD|GBP|CHF|SEK|NOK|DKK|PLN|CZK|HUF|RON|BGN|TRY|UAH|RUB|INR|JPY|CNY|RMB|KRW|AUD|CAD|NZD|SGD|ZAR"
    r"|MXN|BRL|AED|SAR|ILS|IDR|VND|THB|HKD|TWD|MYR|PHP|ISK|RSD|EGP|KES|NGN|Rs\.?|Fr\.|R(?=\s?\d)"
)
WORD = (
    r"€|£|\$|¥|₹|₩|₺|₪|₴|₽|฿|₫|EUR|USD|GBP|CHF|SEK|NOK|DKK|PLN|CZK|HUF|RON|TRY|UAH|INR|JPY|CNY|KRW|AED|SAR|ILS|euros?|euroa|eura?|eur|ευρώ|ευρω|евро|євро|dollars?|bucks|pounds?|quid"
    r"|francs?|franken|kronor|kroner|kr\.?|koruna|korun|kč|zł(?:otych)?|zl|lei|ron|лв\.?|лева|грн\.?|гривень|руб\.?|рублей|₽|tl|lira|ft|forint|reais|rand|rupees|ريال|درهم|ש\"?ח|रुपये|रु\.?|円|元|人民币|원|บาท|đồng|đ|rupiah|kn"
)
NUMBER = re.compile(
    rf"(?<![\w.,/#-])(?:(?P<sign>{SIGN})\s?)?(?P<digits>\d{{1,3}}(?:[.,'’ \u00a0\u202f]\d{{2,3}})*(?:[.,]\d{{1,2}})?|\d+(?:[.,]\d{{1,2}})?)(?:[.,][-–—]{{1,2}})?"
    rf"(?:\s?(?P<times>k|K|tsd\.?|mio\.?|lakhs?|万|만)(?![^\W\d_]))?(?:\s?(?P<word>{WORD})(?![^\W\d_](?<![円元원])))?",
    re.I,
)
TIMES = {"k": 1000, "tsd": 1000, "mio": 1_000_000, "lakh": 100_000, "lakhs": 100_000, "万": 10_000, "만": 10_000}

"""Currency signs, codes and words around a number, multipliers after it, and units that make it no money."""

from __future__ import annotations

import re

# Before the number. Codes are told from words by their capitals.
_CODES = (
    r"(?-i:EUR|USD|GBP|CHF|SEK|NOK|DKK|PLN|CZK|HUF|RON|BGN|TRY|UAH|RUB|INR|JPY|CNY|RMB|KRW|AUD|CAD|NZD|SGD|ZAR|MXN|BRL"
    r"|AED|SAR|ILS|NIS|IDR|VND|THB|HKD|TWD|NTD|MYR|PHP|ISK|RSD|EGP|KES|NGN|GHS|TZS|UGX|MAD|TND|DZD|QAR|KWD|BHD|OMR"
    r"|JOD|IRR|PKR|BDT|LKR|NPR|MKD|BAM|GEL|AMD|AZN|KZT|UZS|ARS|CLP|COP|PEN|UYU|DOP|CRC|GTQ|XOF|XAF|BYN|MDL|MUR|RWF)"
)
_SIGNS = r"[€$£¥₹₩₺₪₴₽฿₫₦₱₡₲₵₸₾₼৳₨¢]|(?:R|US|A|C|CA|AU|NZ|S|HK|NT|MX)\$|US\$"
_BEFORE_WORDS = (
    r"rs\.?|fr\.?|sfr\.?|rp\.?|rm|kr\.?|ksh\.?|tsh\.?|sh\.?|gh₵|dhs?\.?|sr\.?|qr\.?|kd|bd|s/\.?|bs\.?|tk\.?|lei|euros?"
    r"|(?-i:N|R|P|Q|Ft)(?=\s?\d)|inr"
)
SIGN = rf"(?:{_SIGNS}|(?<![^\W_])(?:{_CODES}|{_BEFORE_WORDS}))"
# After the number; the second group needs no word edge.
_AFTER_WORDS = (
    r"euros?|euroa|eura|eurot?|eurų|eurai|eiro|evra|evrov|evro|eur|ευρώ|ευρω|евра|евро|євро|еur|ewro|yuro|dollars?"
    r"|dólares|dolares|dollari|bucks|pounds?|quid|libras|francs?|franken|fr\.?|frs|kronor|kronur|króna|krónur|kroner|kroon"
    r"|kr\.?|koruny?|korún|korun|kč|sk|złotych|złote|zł|zlotych|zl|lei|ron|лв\.?|лева|грн\.?|гривень|гривні|гривен"
    r"|руб\.?|рублей|рубля|рубли|р\.?|тг\.?|тенге|сом|ден\.?|денари|дин\.?|динара|dinara|din\.?|kuna|kn|km|lekë?|lek|tl"
    r"|lira|liraya|türk\s+lirası|ft|forint\w*|reais|real|pesos?|soles|rand|rupees?|rs\.?|rupiah|ringgit|rm|birr|shillings?|shilingi"
    r"|naira|cedis?|dirhams?|riyals?|dinars?|taka|đồng|dong|vnđ|vnd|đ|yen|yuan|rmb|won|baht|toman|bob|usd|dolar\w{0,4}|dolár\w{0,3}|долл\w{0,5}|avro\w{0,3}|euro'?\w{1,3}|yevro"
)
_AFTER_GLUED = (
    r"₽|€|£|\$|¥|₹|₩|₺|₪|₴|฿|₫|円|圓|圆|元|块|塊|人民币|원|บาท|บ\.|ريال|ريالات|درهم|دينار|جنيه|جنيها|دولار|يورو|تومان|تومن|ریال|روپے|روپئے"
    r"|ש\"ח|ש״ח|שקל(?:ים)?|₪|रुपये|रुपए|रुपया|रु\.?|টাকা|ரூபாய்|ரூ\.?|రూపాయలు|രൂപ|ರೂಪಾಯಿ|રૂપિયા|ლარი|դրամ|ብር"
)
WORD = rf"(?:(?:{_CODES}|{_AFTER_WORDS})(?![^\W\d_])|{_AFTER_GLUED})"

TIMES = {
    "k": 1000, "tsd": 1000, "tds": 1000, "t€": 1000, "mil": 1000, "mila": 1000, "mille": 1000, "thousand": 1000,
    "tausend": 1000, "duizend": 1000, "tusen": 1000, "tusind": 1000, "tuhat": 1000, "tuhatta": 1000, "tys": 1000,
    "tysięcy": 1000, "tysiące": 1000, "tis": 1000, "tisíc": 1000, "tisíce": 1000, "тыс": 1000, "тысяч": 1000, "тысячи": 1000, "тис": 1000, "тисяч": 1000,
    "хил": 1000, "хиляди": 1000, "хиљада": 1000, "hiljada": 1000, "tisuća": 1000, "tisoč": 1000, "tūkst": 1000,
    "tūkstančių": 1000, "tūkstoši": 1000, "ezer": 1000, "bin": 1000, "χιλ": 1000, "χιλιάδες": 1000, "mijë": 1000, "mii": 1000, "de mii": 1000,
    "ribu": 1000, "rb": 1000, "nghìn": 1000, "ngàn": 1000, "libo": 1000, "हजार": 1000, "हज़ार": 1000, "হাজার": 1000,
    "ஆயிரம்": 1000, "ألف": 1000, "الف": 1000, "آلاف": 1000, "הזאר": 1000, "אלף": 1000, "אלפים": 1000, "هزار": 1000,
    "ہزار": 1000, "พัน": 1000, "หมื่น": 10_000, "แสน": 100_000, "ล้าน": 1_000_000,
    "mio": 1_000_000, "mln": 1_000_000, "million": 1_000_000, "millions": 1_000_000, "millionen": 1_000_000,
    "millones": 1_000_000, "millón": 1_000_000, "milhões": 1_000_000, "milioni": 1_000_000, "milionu": 1_000_000,
    "miljoen": 1_000_000, "miljoner": 1_000_000, "millioner": 1_000_000, "milj": 1_000_000, "mil.": 1_000_000,
    "млн": 1_000_000, "миллиона": 1_000_000, "millió": 1_000_000, "milyon": 1_000_000, "milioane": 1_000_000, "εκατ": 1_000_000,
    "juta": 1_000_000, "jt": 1_000_000, "triệu": 1_000_000, "مليون": 1_000_000, "میلیون": 1_000_000, "ملیون": 1_000_000,
    "מיליון": 1_000_000, "lakh": 100_000, "lakhs": 100_000, "lac": 100_000, "lacs": 100_000, "लाख": 100_000, "লাখ": 100_000,
    "لاکھ": 100_000, "லட்சம்": 100_000, "crore": 10_000_000, "crores": 10_000_000, "करोड़": 10_000_000,
    "万": 10_000, "萬": 10_000, "만": 10_000, "千": 1000, "천": 1000, "百": 100, "백": 100,
    "億": 100_000_000, "亿": 100_000_000, "억": 100_000_000,
}  # fmt: skip
_GLUED_TIMES = "万萬만千천百백億亿억"
_TIMES_WORDS = "|".join(
    sorted((re.escape(w) for w in TIMES if w not in _GLUED_TIMES and w != "mil."), key=len, reverse=True)
)
_TIMES = rf"(?:(?P<times>(?:{_TIMES_WORDS}))(?![^\W\d_])\.?|(?P<glued>[{_GLUED_TIMES}]))"

_GROUPED = r"\d{1,3}(?:[.,'’ʼ٬ \u00a0\u202f]\d{2,3})*[.,'’ʼ٬ \u00a0\u202f]\d{3}(?:[.,٫]\d{1,2})?(?![\d])"
_PLAIN = r"\d+(?:[.,٫]\d{1,3})?(?!\d)"
NUMBER = re.compile(
    rf"(?:(?P<sign>{SIGN})\s?|(?<![A-Za-z0-9.,/#_])(?<![A-Za-z0-9.,\s]-)(?<!^-))(?P<digits>{_GROUPED}|{_PLAIN})"
    r"(?:(?P<dash>[.,][-–—]{1,2}|/[-=]|:-)(?![\w])|(?P<million>mn?)(?![^\W_]))?"
    rf"(?:\s?{_TIMES})?(?:\s{{0,2}}(?P<word>{WORD}))?",
    re.I,
)
# "38만6천원", "3万5千円": a smaller step after a larger one.
STEPS = re.compile(rf"(?P<digits>\d[\d,.]*)\s?(?P<glued>[{_GLUED_TIMES}])|(?P<rest>\d{{1,4}})")
STEPPED = re.compile(
    rf"(?<![\d.,])(?:\d[\d,.]*\s?[{_GLUED_TIMES}]\s?){{2,}}(?:\d{{1,4}})?(?=\s?(?:{_AFTER_GLUED})|)|"
    rf"(?<![\d.,])\d[\d,.]*\s?[{_GLUED_TIMES}]\s?\d{{1,4}}(?=\s?(?:{_AFTER_GLUED}))"
)
# Numerals in words: "五万元", "三十八万六千", "오십만원".
HAN_DIGITS = {
    c: n
    for n, cs in enumerate(
        ("〇零영", "一壱壹일", "二两兩弐贰이", "三参叁삼", "四肆사", "五伍오", "六陆육", "七柒칠", "八捌팔", "九玖구")
    )
    for c in cs
}
HAN_STEPS = {"十": 10, "拾": 10, "십": 10, "百": 100, "佰": 100, "백": 100, "千": 1000, "仟": 1000, "천": 1000}
HAN_BIG = {"万": 10_000, "萬": 10_000, "만": 10_000, "億": 100_000_000, "亿": 100_000_000, "억": 100_000_000}
_HAN = "".join((*HAN_DIGITS, *HAN_STEPS, *HAN_BIG))
HAN_AMOUNT = re.compile(rf"[{_HAN}]{{2,}}(?=\s?(?:円|圓|圆|元|块|塊|人民币|원)(?!청))")
# "6 and a half million": the half stands between the number and its multiplier.
HALVED = re.compile(
    rf"(?<![\d.,])(?P<whole>\d{{1,3}})\s?(?:و\s?نیم|و\s?نصف?|וחצי|and a half|半)\s?(?P<times>{_TIMES_WORDS}|[{_GLUED_TIMES}])"
)
UNITS = re.compile(
    r"\s?(?:%|‰|°|kgs?|g|gr|lbs?|t|tons?|tonnes?|l|ltr?|liters?|litres?|ml|m|mm|cm|km|m2|m3|m²|m³|qm|kwh|mwh|h|hrs?|hours?|std|stunden|uur"
    r"|min|pcs?|pieces|units?|stk|stck|stück|st|stycken|pz|pezzi|uds?|unidades|units|szt|sztuk|ks|kusů|kusov|db|buc|adet|kom|vnt|gab|tk|kpl"
    r"|шт|кг|тонн|adet|pax|days?|tage|jours|dias|días|giorni|dagen|dni|dnů|dní|dagar|dager|dage|päivää|nap|zile|gün|дней|дни|дні|днів|μέρες|ημέρες)"
    r"(?![^\W_])|\s?(?:公斤|千克|吨|个|個|箱|本|枚|台|件|名|日|年|月|番|号|號|개|건|장|명|일|년|월|번|호|박스|กก|กิโล|วัน|ชิ้น|กล่อง)",
    re.I,
)
# A name or number follows these, not money.
NO_MONEY_BEFORE = re.compile(
    r"(?:kl\.?|klo|tel|phone|fon|mob(?:ile)?|handy|fax|iban|bic|vat|ust-?id(?:nr)?|nif|cif|rfc|siret|siren|p\.?\s?iva|nip|ico|dic|oib|kvk|btw|abn|ein|gstin|pan|cvr|org\.?\s?nr"
    r"|hr[ab]|krs|regon|bulstat|еик|инн|p\.?o\.?\s?box|postfach|plz|zip|ref(?:erence|erenz|erencia)?|utr|trn|cro|cheque|check|chq|№|n[or°º]\.?|nr\.?|номер|番号|번호|号|رقم)[\s.:#-]*$",
    re.I,
)

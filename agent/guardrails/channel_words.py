"""How links and account numbers are written."""

import re

from agent.guardrails.fact_words import ACCOUNT_WORDS

LINK = re.compile(r"(?:[a-z][a-z0-9+.-]*://|www\.)[^\s<>\"')\]\ue000]+|(?<![\w@.])(?:[a-z0-9-]+\.)+(?:com|net|org|example|info|biz|io|co|app|link|pay|me|ly|top|xyz|site|online|shop)(?:/[^\s<>\"')\]\ue000]*)?(?![\w])", re.IGNORECASE)  # fmt: skip
# "account 30415926", "sort code 00-11-22", "Konto: 12 34", "BIC COBADEFFXXX"
ACCOUNT = re.compile(
    rf"(?<![^\W_])(?:{ACCOUNT_WORDS})(?![^\W\d_])\.?(?: ?(?:number|no|nr|nummer|numéro|n°|número|numero|numer|番号|号码)\.?)?[ :.=]*([A-Z0-9][A-Z0-9 ./-]{{3,}}[A-Z0-9])",
    re.IGNORECASE,
)
# Services that move money to a telephone number or a nickname. Never ours unless the allowed details name them.
SERVICES = re.compile(
    r"(?<!\w)(?:Revolut|MobilePay|Vipps|Swish|Bizum|TWINT|PayPal|BLIK|PIX|Pix|Satispay|Zelle|Venmo|Cash ?App|Paytm|PhonePe|Google ?Pay|GPay|UPI"
    r"|Western Union|MoneyGram|Paysafecard|Paysafe|Skrill|Bitcoin|BTC|USDT|Tether|Ethereum|Papara|Monobank|Qiwi|QIWI|M-?Pesa|MB ?WAY|Lydia|Paylib|Payconiq|Tikkie|N26|TransferWise|STC Pay)(?![A-Za-z])"
    r"|(?:微信(?=[^。！!?\n]{0,12}(?:支付|转账|轉帳|转给|转到|收款|红包|付款|付钱|打款|扫码))|支付宝|支付寶|カカオペイ|카카오페이|카카오뱅크|토스뱅크|토스|PayPay|LINE Pay|ペイペイ|биткоин\w*|біткоїн\w*|ביטקוין|פייבוקס|(?<!\w)בביט(?!\w)|(?<!\w)ביט(?!\w)|بيتكوين|ويسترن يونيون|बिटकॉइन|पेटीएम|गूगल पे|СБП)"
)
# Words of a sentence that says where money goes.
WAYS_TO_PAY = re.compile(
    rf"(?<![^\W\d_])(?:{ACCOUNT_WORDS}|transfer\w*|send|pay\w*|wire|card|überweis\w*|zahl\w*|karte|vire[rz]|virement|versez|envoyez|carte|transfier\w+|ingres\w+|envi\w+|tarjeta|bonific\w+|vers\w+|carta|overmaken|maak|stuur|kaart|transfira\w*|envi\w*|cartão"
    r"|przel\w+|wpła\w+|wysł\w+|kart\w+|betala\w*|skicka|sätt|betal\w*|send\w*|overfør\w*|indsæt|sett|maksa\w*|siirr\w*|lähet\w*|zapla\w+|pošl\w+|pouk\w+|utal\w*|küld\w*|fizess\w*|plăt\w*|trimite\w*|vira\w*|öde\w*|gönder\w*|yatır\w*|kart\w*"
    r"|перев[ео]\w+|перека\w+|отправ\w+|надішл\w+|скин\w+|плат\w+|карт\w+|καταθ\w+|στε[ίι]λ\w*|πληρ\w+|κάρτα\w*|حوّ?ل\w*|ارسل\w*|تحويل\w*|بطاقة|להעביר|העבר\w*|שלח\w*|כרטיס|भेज\w*|ट्रांसफर|खाते|कार्ड)"
    r"|振り?込|送金|口座|カード|お支払い|转账|轉帳|汇款|匯款|汇到|打到|打款|账户|账号|卡号|계좌|송금|입금|보내|이체|카드|โอน|บัญชี",
    re.IGNORECASE,
)

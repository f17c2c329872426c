"""Closing formulas, and the lines that mobile mail programs add, in many languages."""

from __future__ import annotations

import re

from agent.reading.folding import fold
from agent.reading.trimming_disclaimer_words import folded_line, folded_pattern

# A short line that holds one of these words and no digit closes a letter, whatever else is said politely around it.
_FAREWELL = (
    "regards|best wishes|yours truly|grussen|gruessen|grusse|gruesse|gruss|grusslich|gruess|salutations"
    "|bien a vous|bien a toi|a bientot|sentiments distingues|saludos|saludo|abrazo|un abrazo|salutacions"
    "|atentament|cordialment|cumprimentos|abraco|abracos|saudacoes|saluti|saluto|groet|groeten|groetjes"
    "|groete|vriendelike groete|pozdrawiam|pozdrowienia|powazaniem|poważaniem|wyrazami szacunku|szacunkiem"
    "|halsning|halsningar|hälsning|hilsen|hilsner|kvedja|kvedju|virdingarfyllst|terveisin|ystavallisin"
    "|terkuin|yst terv|pozdravem|pozdrav|pozdravom|pozdravi|pozdravy|uctou|poklonou|zdravim|s postovanjem"
    "|postovanjem|spostovanjem|pozdravljeni|udvozlettel|tisztelettel|koszonettel|baratsaggal|cu stima"
    "|cu respect|cu consideratie|salutari|cu drag|lugupidamisega|tervitades|parimate soovidega|ar cienu"
    "|ar sveicieniem|pagarbiai|su pagarba|geriausi linkejimai|με εκτιμηση|φιλικα|χαιρετισμους|με τιμη"
    "|saygilarimla|saygilarimizla|iyi calismalar|selamlar|kolay gelsin|saygilar|iyi gunler dilerim"
    "|hurmetle|hörmətlə|з повагою|с уважением|с уважение|со почит|с поштовањем|срдачан поздрав|поздрав"
    "|поздрави|поздравом|с наилучшими|з найкращими|с почит|مع التحية|مع اطيب|مع أطيب|تحياتي|مع خالص"
    "|وتفضلوا بقبول|فائق الاحترام|والسلام|والسلام عليكم|مع فائق|با احترام|با سپاس|ارادتمند|בברכה|בכבוד רב"
    "|בתודה|सादर|भवदीय|धन्यवाद सहित|शुभकामनाओं सहित|আন্তরিকভাবে|শুভেচ্ছান্তে|ধন্যবাদান্তে|বিনীত|শ্রদ্ধাসহ"
    "|இப்படிக்கு|நன்றியுடன்|அன்புடன்|والسلام،|نیک خواہشات|敬具|敬上|草々|此致|敬礼|敬禮|顺祝|順祝|祝好|商祺|谨启|顺颂|よろしくお願い"
    "|宜しくお願い|よろしくお願いいたします|드림|올림|배상|ขอแสดงความนับถือ|ด้วยความเคารพ|hormat kami|salam hormat|yang benar"
    "|yang ikhlas|wassalam|tran trong|trân trọng|kinh thu|kính thư|than men|me respekt|perzemerisht"
    "|përzemërsisht|wako mwaminifu|kwa heshima|gumagalang|lubos na gumagalang|sumasainyo|adeitasunez"
    "|agur bero bat|პატივისცემით|კეთილი სურვილებით|friendly greetings|with greetings|salam sejahtera"
)
# Words that sentences use too: they close a letter at the beginning of a line with at most a name behind them.
_FAREWELL_FIRST = (
    "sincerely|faithfully|respectfully|cordially|warmly|cordialement|sincerement|respectueusement"
    "|amicalement|atentamente|cordialmente|atenciosamente|respeitosamente|vanligen|venligst|srdacne"
    "|kunnioittavasti|hochachtungsvoll|hoogachtend|wako|ossequi|salam|cordiali|distinti saluti"
)
# Abbreviations, which mean something else in many sentences.
_FAREWELL_SHORT = (
    "grtz|grtjs|rgds|kr|br|rgs|bw|brgds|mfg|lg|vg|bg|mbg|hg|glg|cdt|cdlt|crdlt|slds|att|atte|atc|cpts|cptos|mvg|gr"
    "|mvh|vh|kh|terv|udv|pozdr|slts|yst|cheers|agur"
)
# These close a letter only where nothing but a signature follows; alone they may be the whole message.
_THANKS = (
    "thanks|thank you|many thanks|thx|ty|best|thanking you|thanks in advance|all the best|have a nice day|have a"
    " good one|tks|thks|nice weekend"
    "|danke|besten dank|vielen dank|schonen tag|schones wochenende|dank im voraus|herzlichen dank|merci|merci"
    " d'avance|bonne journee|bonne reception|bonne fin de journee"
    "|gracias|muchas gracias|mil gracias|gracias de antemano|obrigado|obrigada|obg|grato|grata|grazie|grazie mille"
    "|buona giornata|buon lavoro|dank|bedankt|alvast bedankt|dank u|fijne dag|dankie|mooi dag"
    "|dziekuje|z gory dziekuje|milego dnia|tack|tack pa forhand|tak|pa forhand tak|takk|takk fyrir|kiitos|hezky"
    " den|dekuji|diky|dakujem|pekny den"
    "|koszonom|elore is koszonom|szep napot|multumesc|multumim|o zi buna|ευχαριστω|ευχαριστουμε|tesekkurler"
    "|tesekkur ederim|дякую|спасибо|благодаря|благодарам|хвала|hvala|hvala unaprijed"
    "|aitah|tanan|paldies|aciu|faleminderit|asante|salamat|maraming salamat|gracies|eskerrik asko|شكرا|شكرا لكم"
    "|شكراً|متشکرم|با تشکر|ممنون|תודה|תודה רבה|धन्यवाद|শুকরিয়া|ধন্যবাদ|நன்றி|شکریہ"
    "|谢谢|謝謝|多谢|感谢|ありがとうございます|以上|감사합니다|감사드립니다|고맙습니다|수고하세요|ขอบคุณ|ขอบคุณค่ะ|ขอบคุณครับ|terima kasih|makasih|tq|cam"
    " on|xin cam on|cảm ơn|მადლობა"
)


def _plain(line: str) -> str:
    return folded_line(line).replace("ß", "ss").strip()


def _any(phrases: str) -> str:
    ordered = sorted({fold(phrase) for phrase in phrases.split("|")}, key=len, reverse=True)
    return "|".join(re.escape(phrase) for phrase in ordered)


_FAREWELL_WORD = re.compile(
    rf"(?:^|[\s,./&(]|(?<=[\u3000-\u9fff\uac00-\ud7af]))(?:{_any(_FAREWELL)})(?=$"
    rf"|[\s,.!:;&/)،。！，、-])"
)
_FIRST = re.compile(
    rf"^(?:yours |most |very |bien |muy |tres |mas |sehr |le saluda |les saluda |with )?(?:{_any(_FAREWELL_FIRST)})(?:$|\s?[,.!،-]|(?:\s[\w.]+){{1,3}}$)"
)
_SHORT = re.compile(rf"^(?:{_any(_FAREWELL_SHORT)})(?:$|[\s,.!:/-]+(?:[\w.&-]+[\s,.!]*){{0,3}}$)")
# "With regards to your letter we …" closes nothing.
_GOES_ON = re.compile(r"\bregards? (?:to|of|the)\b|\b(?:we|i|you) (?:are|have|will|do|did|can|would|ask|must)\b")
_CJK_FAREWELL = re.compile(
    folded_pattern(
        r"(?:お願い(?:いた|致|申し上げ|申しあげ)?(?:します|ます|し[ま]す|いたします|申し上げます)?|敬具|此致|敬礼|顺祝.{0,4}|祝好"
        r"|드림|올림|お願いします)[。.!！\s]*$"
    )
)
_THANKS_ONLY = re.compile(rf"^(?:{_any(_THANKS)})[\s.,!;:،。！，、\u00a0]*$")
_SPEAKS = re.compile(r"[?？؟]|\d")


def is_farewell(line: str) -> bool:
    """A closing formula, perhaps with the name after it: "Regards, Tom", "Mit freundlichen kollegialen Grüßen"."""
    text = _plain(line)
    if not text or len(text) > 70 or len(text.split()) > 8 or _SPEAKS.search(text):
        return False
    head = re.split(r"[.!:;。！]\s", text, maxsplit=1)[0]
    if _FIRST.match(head) or _SHORT.match(text) or (len(text) <= 24 and _CJK_FAREWELL.search(text)):
        return True
    return bool(_FAREWELL_WORD.search(head)) and len(head.split()) <= 7 and not _GOES_ON.search(text)


def is_thanks(line: str) -> bool:
    """Thanks or good wishes and nothing else: the end of a letter only if a signature follows."""
    return bool(_THANKS_ONLY.match(_plain(line)))


_DEVICE = (
    r"(?:i\s?phon|i\s?pad|android|galaxy|samsung|outlook|gmail|yahoo|blackberry|huawei|xiaomi|redmi|oneplus|pixel"
    r"|nokia|honor|oppo"
    r"|web\.de|gmx|t-online|telekom|mail\.ru|yandex|yandex\.mail|почт|proton|hotmail|windows (?:mail|phone|10)"
    r"|smartphone|handy|mobil|tablet|telefon|teléfono"
    r"|phone|portable|celular|movil|cellulare|smartfon|mobile|qq|foxmail|網易|网易|手机|手機|スマートフォン|아이폰|갤럭시|네이버|naver"
    r"|айфон|ايفون|الايفون|آیفون|ไอโฟน|spark|airmail|thunderbird|zoho|naver|cloud)"
)
_SENT = (
    r"(?:sent|get|gesendet|verschickt|geschrieben|envoye|telecharge|enviad[oa]|enviat|obtener|obtenha|inviat[oa]"
    r"|scarica|ottieni|verzonden|verstuurd|download|hamta|skickat|sendt|"
    r"lahetetty|hanki|wyslan[eo]|pobierz|odeslano|odoslane|ziskejte|kuldve|kuldott|trimis|отправлено|получить"
    r"|надіслано|надислано|изпратено|испратено|послато|послано|"
    r"σταλθηκε|εσταλη|gonderildi|gonderilmistir|発信|送信|发自|發自|发送|来自|보냄|보냈|나의|ارسلت|أرسلت|أُرسلت|مرسل|مرسلة|ارسال"
    r"|ارسال شده|נשלח|भेजा|পাঠানো|அனுப்ப|ส่งจาก|dikirim|dihantar|"
    r"gui tu|duoc gui|đa gui|da gui|poslano|poslato|saadetud|nosutits|issiusta|sent ur|gestuur|derguar|imetumwa"
    r"|ipinadala|bidali|გამოგზავნილ|بھیجا|von mein|meinem|de mon|from my|desde mi|do meu|dal mio|via )"
)
_SENT, _DEVICE = folded_pattern(_SENT), folded_pattern(_DEVICE)
_MOBILE = re.compile(rf"(?=.*{_SENT})(?=.*{_DEVICE})")
_MOBILE_ALONE = re.compile(
    r"^(?:sent|von unterwegs|sent from|gesendet (?:von|mit)|envoye (?:de|depuis)|enviado desde|enviado do|inviato"
    r" da|verzonden (?:van|vanaf|met)|skickat fran|sendt fra|wysłane z|wyslane z|odeslano z|отправлено (?:с"
    r"|из))\b(?:\s\S+){1,6}$"
)
_SENT_LAST = re.compile(
    folded_pattern(
        r"(?:gonderildi|送信|发送|發送|发出|보냄|보냈습니다|भेजा गया|পাঠানো|அனுப்பப்பட்டது|بھیجا گیا|bidalia|გამოგზავნილია)\W*$"
    )
)
_QUESTION = re.compile(r"[?？؟]|\b\d{4,}\b")


def is_mobile_line(line: str) -> bool:
    """ "Sent from my iPhone" in any of many languages, advertisements of mail programs included."""
    text = folded_line(line).strip(" *_<>[]()\t").replace("\u2019", "'")
    if not text or len(text) > 160 or len(text.split()) > 14 or _QUESTION.search(text.split("http")[0]):
        return False
    short = len(text.split()) <= 9
    begins = re.match(rf"^\W*(?:{_SENT}|diese nachricht wurde|this (?:message|email) was sent|{_DEVICE})", text)
    ends = _SENT_LAST.search(text)
    return bool((begins or ends) and _MOBILE.search(text)) or bool(short and _MOBILE_ALONE.match(text))

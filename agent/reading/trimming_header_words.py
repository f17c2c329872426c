"""Names of the header lines that mail programs put above a quoted or forwarded message, by what they mean."""

from __future__ import annotations

import re

from agent.reading.folding import fold

# Outlook, Apple Mail, Thunderbird, Lotus, Gmail, Yahoo, GMX, QQ, Naver, Yandex and Mail.ru translate them.
_HEADERS = {
    "from": "from|von|de|da|van|od|från|fra|frá|lähettäjä|expéditeur|remitente|mittente|afzender|avsändare|afsender|nadawca"
    "|от|от кого|отправитель|від|від кого|відправник|подател|kimden|gönderen|feladó|odesílatel|odosielateľ|发件人|寄件者"
    "|寄件人|發件人"
    "|差出人|送信者|送信元|보낸 사람|보낸사람|보낸이|발신인|발신|מאת|من|المرسل|از|فرستنده|प्रेषक|से|จาก|ผู้ส่ง|dari|daripada|từ|người gửi"
    "|pošiljatelj|pošiljalac|šalje|пошиљалац|од|испраќач|nuo|siuntėjas|no|sūtītājs|saatja|kellelt|saatja nimi"
    "|expeditor|expeditorul|de la"
    "|από|αποστολέας|nga|dërguesi|kutoka|kutoka kwa|mula kay|mula sa|প্রেরক|থেকে|அனுப்புநர்|منجانب|بھیجنے والا"
    "|nork|remitent"
    "|გამგზავნი|oddi wrth|ó|від:|kimdən|göndərən|кімнен|kimdan|हरू बाट|অনুপ্রেরক|પ્રેષક|పంపినవారు|അയച്ചയാൾ",
    "sent": "sent|date|sent on|gesendet|datum|envoyé|envoyé le|date d'envoi|enviado|enviado el|enviada|enviada em|enviado em|enviados|fecha"
    "|data|data e hora|inviato|data invio|verzonden|verzonden op|skickat|skickat den|sendt|sendt den|dato"
    "|lähetetty|päivämäärä|päiväys|pvm"
    "|wysłano|wysłane|data wysłania|odesláno|odoslané|odoslaná|dátum|küldve|elküldve|időpont|trimis|trimis la"
    "|trimisă|отправлено|дата"
    "|дата отправки|надіслано|изпратено|испратено|датум|послато|ημερομηνία|στάλθηκε|εστάλη|απεσταλμένα|gönderildi"
    "|gönderme tarihi|tarih"
    "|发送时间|发送日期|日期|寄件日期|傳送日期|時間|送信日時|日付|日時|送信日|보낸 날짜|보낸날짜|날짜|일자|보낸시간|발신일|נשלח|תאריך|نُشر|تاريخ الإرسال|أرسلت"
    "|التاريخ|تاریخ|تاریخ ارسال|ارسال شده|भेजा गया|दिनांक|तारीख|ส่ง|ส่งเมื่อ|วันที่|dikirim|tanggal|dihantar"
    "|tarikh|đã gửi|ngày|ngày gửi"
    "|poslano|poslato|išsiųsta|data ir laikas|nosūtīts|datums|saadetud|saatmisaeg|kuupäev|dags|dagsetning|enviat"
    "|dërguar|data e|imetumwa"
    "|tarehe|ipinadala|petsa|তারিখ|পাঠানো|অனুப்பியது|அனுப்பியது|தேதி|بھیجا گیا|تاریخ:|bidalia|გაგზავნილია|თარიღი"
    "|gestuur|anfonwyd|seolta|göndərildi",
    "to": "to|an|à|para|a|aan|till|til|do|vastaanottaja|vastaanottajat|kime|alıcı|címzett|címzettek|komu|către|destinatar|destinatarul|кому"
    "|до|за|получатель|получател|προς|παραλήπτης|收件人|收件者|宛先|受信者|받는 사람|받는사람|받는이|수신|수신인|אל|إلى|الى|به|گیرنده|प्रति"
    "|को|ถึง|ผู้รับ"
    "|kepada|untuk|đến|tới|người nhận|prima|za|primatelj|prejemnik|primalac|прима|примач|kam|kellele|adressaat"
    "|saaja|pour|destinatario"
    "|destinatário|destinataire|pre|adresat|till:|per a|për|kwa|para kay|para sa|প্রাপক|প্রতি|பெறுநர்|بنام|وصول"
    " کنندہ|nori|მიმღები|ontvanger"
    "|at|chuig|kimə|modtager|mottaker|mottagare|viðtakandi|gavėjas|saņēmējs|hartzailea|عمومی",
    "subject": "subject|re|betreff|betrifft|objet|sujet|asunto|assunto|oggetto|onderwerp|ämne|emne|temat|aihe|předmět|tárgy|subiect|subiectul"
    "|тема|относно|предмет|наслов|θέμα|konu|主题|主題|主旨|标题|件名|제목|נושא|الموضوع|موضوع|विषय|เรื่อง|หัวเรื่อง|perihal"
    "|subjek|hal|subyek|chủ đề|tiêu đề"
    "|zadeva|predmet|naslov|tema|teema|tēma|efni|subjekti|subjekt|mada|kichwa|paksa|বিষয়|பொருள்|عنوان|gaia"
    "|assumpte|თემა|pwnc|ábhar|mövzu|vec",
    "cc": "cc|kopie|kopie an|copie|copia|cópia|kopi|kopia|kopio|dw|do wiadomości|copie à|kopija|kópia|másolatot kap|másolat|копия|копія|копие"
    "|κοινοποίηση|κοιν|bilgi|抄送|副本|参照|참조|עותק|نسخة|رونوشت|प्रतिलिपि|สำเนา|tembusan|salinan|đồng kính gửi|vv|rasc"
    "|cc:|reply-to|reply to"
    "|importance|priority|wichtigkeit|attachments|anlagen|antwort an|répondre à|responder a|rispondi a|svara till"
    "|svar til",
}
HEADER_NAMES: dict[str, str] = {
    fold(name): meaning for meaning, names in _HEADERS.items() for name in names.split("|") if name
}

# What stands between dashes above a quoted message, and what alone announces a forwarded one.
_ORIGINAL = (
    "původní e-mail|původní mail|pôvodný e-mail|original message|original appointment|original|reply message|ursprüngliche nachricht|ursprungliche nachricht"
    "|ursprüngliche mail|originalnachricht|message d'origine"
    "|message original|message initial|mensaje original|mensagem original|messaggio originale|oorspronkelijk"
    " bericht|origineel bericht"
    "|ursprungligt meddelande|originalmeddelande|oprindelig meddelelse|oprindelig besked|opprinnelig melding"
    "|alkuperäinen viesti"
    "|wiadomość oryginalna|oryginalna wiadomość|původní zpráva|pôvodná správa|eredeti üzenet|mesaj original"
    "|mesajul original"
    "|исходное сообщение|оригинальное сообщение|оригінальне повідомлення|початкове повідомлення|оригинално"
    " съобщение|оригинална порака"
    "|αρχικό μήνυμα|orijinal ileti|orijinal mesaj|özgün ileti|原始邮件|原始郵件|原邮件|原始信件|元のメッセージ|元のメール|オリジナルメッセージ|원본 메시지"
    "|원본 메일"
    "|الرسالة الأصلية|پیام اصلی|הודעה מקורית|मूल संदेश|ข้อความต้นฉบับ|ข้อความเดิม|tin nhắn gốc|thư gốc|pesan asli"
    "|mesej asal|izvorna poruka"
    "|originalna poruka|оригинална порука|izvirno sporočilo|originalus laiškas|sākotnējais ziņojums|algne kiri"
    "|algne sõnum|upprunaleg skilaboð"
    "|missatge original|mesazhi origjinal|ujumbe asili|orihinal na mensahe|oorspronklike boodskap"
)
_FORWARDED = (
    "forwarded message|forwarded by|begin forwarded message|start of forwarded message|fwd.msg|weitergeleitete"
    " nachricht|weitergeleitet von"
    "|anfang der weitergeleiteten nachricht|anfang der weitergeleiteten e-mail|message transféré|message transmis"
    "|message réexpédié"
    "|début du message transféré|début du message réexpédié|mensaje reenviado|inicio del mensaje reenviado"
    "|mensagem encaminhada"
    "|mensagem reencaminhada|início da mensagem encaminhada|início da mensagem reencaminhada|messaggio inoltrato"
    "|inizio messaggio inoltrato"
    "|doorgestuurd bericht|begin doorgestuurd bericht|vidarebefordrat meddelande|vidarebefordrat mejl"
    "|vidarebefordrat brev"
    "|videresendt meddelelse|videresendt besked|start på videresendt besked|videresendt melding|välitetty viesti"
    "|edelleenlähetetty viesti"
    "|välitetty viesti alkaa|przekazana wiadomość|wiadomość przekazana dalej|treść przekazanej wiadomości|początek"
    " przekazywanej wiadomości"
    "|přeposlaná zpráva|začátek přeposílané zprávy|preposlaná správa|začiatok preposlanej správy|továbbított"
    " üzenet|továbbított levél"
    "|továbbított levél kezdete|mesaj redirecționat|mesaj transmis|începe mesajul redirecționat|пересылаемое"
    " сообщение"
    "|перенаправленное сообщение|пересланное сообщение|начало переадресованного сообщения|переслане повідомлення"
    "|перенаправлене повідомлення"
    "|початок листа, що пересилається|препратено съобщение|препратена порака|προωθημένο μήνυμα|iletilen ileti"
    "|iletilmiş mesaj|yönlendirilmiş ileti"
    "|i̇letilen ileti|i̇letilmiş mesaj|ileti başlangıcı|转发邮件|转发的邮件|轉寄郵件|已轉寄的郵件|転送されたメッセージ|転送メッセージ|전달된 메시지|전달 메일"
    "|رسالة معاد توجيهها"
    "|رسالة محولة|پیام ارسال شده|הודעה מועברת|הודעה שהועברה|अग्रेषित संदेश|ข้อความที่ส่งต่อ|tin nhắn được chuyển"
    " tiếp|thư được chuyển tiếp"
    "|pesan terusan|pesan diteruskan|mesej dimajukan|proslijeđena poruka|započni proslijeđenu poruku|prosleđena"
    " poruka|прослеђена порука"
    "|posredovano sporočilo|persiųstas laiškas|persiųsta žinutė|pārsūtīts ziņojums|edastatud kiri|edastatud sõnum"
    "|framsend skilaboð"
    "|missatge reenviat|mesazh i përcjellë|ujumbe uliosambazwa|aangestuurde boodskap"
)


def _either(phrases: str) -> str:
    return "|".join(re.escape(fold(phrase)).replace(r"\ ", r"\s+") for phrase in phrases.split("|"))


# Both are matched against a folded line.
ORIGINAL = re.compile(rf"^[-_=*\u2014\u2015\s]{{2,}}(?:{_either(_ORIGINAL)})[^\n]{{0,60}}?[-_=*\u2014\u2015\s]{{2,}}$")
FORWARDED = re.compile(
    rf"^(?:[-_=*\u2014\u2015\s]{{2,}}(?:{_either(_FORWARDED)})[^\n]{{0,80}}?[-_=*\u2014\u2015\s]{{2,}}"
    rf"|(?:{_either(_FORWARDED)})\s?:)$"
)
# Below this line of Outlook's, or of helpdesks, nothing is new.
RULE = re.compile(
    r"^(?:_{20,}|[-=#*_~\s]{2,}(?:please )?(?:do not|reply|type|write|svar|antworten|repondre"
    r"|responda)\b.{0,60}\b(?:above|over|oberhalb|dessus|acima|arriba)\b.{0,60})$"
)


def header_meaning(line: str) -> str:
    """from, sent, to, subject or cc for a line like "Von: Ada Kern", else empty."""
    name, colon, _ = line.strip(" *\t_|\u200e\u200f\u202a\u202b\u202c").replace("\uff1a", ":").partition(":")
    return HEADER_NAMES.get(fold(name.strip(" *_\t\u200e\u200f")), "") if colon and len(name) < 30 else ""

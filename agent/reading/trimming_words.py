"""Words by which mail programs and people mark quoted history, signatures and disclaimers."""

from __future__ import annotations

import re

from agent.reading.folding import fold

# Header names of a quoted block by what they mean: Outlook, Lotus, Apple Mail and Thunderbird translate them.
_HEADERS = {
    "from": "from von de da van od från fra lähettäjä expéditeur remitente mittente afzender avsändare afsender nadawca"
    " от кого від από kimden gönderen feladó odesílatel от 发件人 寄件者 差出人 送信者 보낸 사람 보낸사람 מאת من प्रेषक จาก"
    " dari từ pošiljatelj nuo kellelt no saatja frá expeditor de la šalje",
    "sent": "sent date gesendet datum envoyé date enviado enviado el fecha data inviato verzonden skickat sendt wysłano"
    " lähetetty päivämäärä odesláno dátum küldve trimis trimis la data: отправлено дата надіслано ημερομηνία στάλθηκε"
    " gönderildi tarih 发送时间 日期 寄件日期 送信日時 日付 보낸 날짜 날짜 날자 נשלח תאריך تاريخ الإرسال أرسلت التاريخ"
    " दिनांक ส่ง dikirim tanggal đã gửi ngày poslano изпратено dată elküldve vom dato",
    "to": "to an à para a aan till til do vastaanottaja kime alıcı címzett komu către кому до προς 收件人 宛先 받는 사람"
    " 받는사람 אל إلى प्रति ถึง kepada đến prima za til: an: pour destinatario destinataire",
    "subject": "subject betreff objet asunto assunto oggetto onderwerp ämne emne temat aihe předmět tárgy subiect тема"
    " θέμα konu 主题 主旨 件名 제목 נושא الموضوع विषय เรื่อง perihal subjek chủ đề zadeva predmet naslov относно predmet:",
    "cc": "cc kopie copie copia kopia kopi dw copie à kopija kópia másolat копия копія κοιν bilgi 抄送 참조 副本",
}
_TWO_WORDS = {
    "from": ["от кого", "보낸 사람", "de la"],
    "sent": [
        "enviado el",
        "enviada em",
        "trimis la",
        "보낸 날짜",
        "تاريخ الإرسال",
        "đã gửi",
        "envoyé le",
        "data invio",
    ],
    "to": ["받는 사람"],
    "subject": ["chủ đề"],
    "cc": ["copie à"],
}
HEADER_NAMES: dict[str, str] = {
    **{name: meaning for meaning, names in _HEADERS.items() for name in names.split()},
    **{name: meaning for meaning, names in _TWO_WORDS.items() for name in names},
}

_WROTE = (
    r"wrote|writes|schrieb|hat geschrieben|a [ée]crit|escribi[óo]|escreveu|ha scritto|schreef|heeft geschreven"
    r"|napisa[łl](?:\(a\)|a)?|napsal(?:\(a\)|a)?|nap[íi]sal(?:\(a\)|a)?|skrev|kirjoitti|[íi]rta|a scris|έγραψε|yazdı"
    r"|şunu yazdı|написав(?:\(ла\)|ла)?|написал(?:\(а\)|а)?|написа|пише|пишет|כתב|كتب|तब लिखा|ने लिखा|님이 작성|写道|寫道"
    r"|menulis|đã viết|เขียนว่า|napisao|napisala|je napisao|je napisal|je napisala|rašė|rakstīja|kirjutas|skrifaði"
    r"|va escriure|がwrote|書きました|のメール|tulis|aliandika|يلي بواسطة"
)
# The date may stand before or after; a digit in the line is asked for by the caller.
INTRO_PATTERNS = tuple(
    re.compile(pattern, re.I)
    for pattern in (
        rf"(?:{_WROTE})\W{{0,4}}$",
        rf"^(?:On|Am|Le|El|Em|Op|Den|Il|Dne|Dnia|W dniu|På|Στις|On|Vào|Pada|Il giorno|Ma|În)\b.{{5,250}}(?:{_WROTE})\b.{{0,120}}:\s*$",
        r"^.{0,80}\d.{0,80}<[^<>\s]+@[^<>\s]+>.{0,40}[:：]\s*$",
    )
)

_ORIGINAL = (
    r"original message|original appointment|forwarded message|forwarded by|urspr(?:ü|ue)ngliche (?:nachricht|mail)"
    r"|weitergeleitete nachricht|message d'origine|message original|message transf[ée]r[ée]|mensaje original"
    r"|mensaje reenviado|mensagem original|mensagem encaminhada|messaggio originale|messaggio inoltrato"
    r"|oorspronkelijk bericht|doorgestuurd bericht|ursprungligt meddelande|originalmeddelande|oprindelig meddelelse"
    r"|opprinnelig melding|alkuperäinen viesti|wiadomość oryginalna|oryginalna wiadomość|původní zpráva"
    r"|eredeti üzenet|mesaj original|mesajul original|исходное сообщение|пересылаемое сообщение|αρχικό μήνυμα|orijinal ileti"
    r"|原始邮件|原始郵件|元のメッセージ|original|원본 메시지|원본 메일|الرسالة الأصلية|הודעה מקורית|оригінальне повідомлення"
    r"|tin nhắn gốc|pesan asli|izvorna poruka|pôvodná správa|izvirno sporočilo"
)
SEPARATOR = re.compile(
    rf"^(?:[-_=\u2014\u2015 ]{{2,}}\s*(?:{_ORIGINAL})[^\n]{{0,60}}?[-_=\u2014\u2015 ]{{2,}}|begin forwarded message:?"
    rf"|anfang der weitergeleiteten nachricht:?|début du message (?:transféré|réexpédié) ?:?|inicio del mensaje reenviado:?"
    rf"|inizio messaggio inoltrato:?|_{{20,}})$",
    re.I,
)

MOBILE_LINE = re.compile(
    r"^\s*(?:(?:sent|get) (?:from|via|outlook|with) |von mein|gesendet (?:mit|von)|envoy[ée] (?:de|depuis) |enviado (?:desde|do|de|a partir)"
    r"|inviato da|verzonden (?:van|vanaf|met)|verstuurd van|wysłan[eo] z|skickat från|sendt fra|lähetetty (?:iph|andr|puh|mob)"
    r"|odesláno z|отправлено с|надіслано з|στάλθηκε από|iphone.?umdan gönderildi|(?:iphone|android|galaxy|outlook).{0,24}(?:gönderildi|から送信|에서 보냄)"
    r"|发自|發自|从我的|나의 |trimis de pe|küldve|elküldve|أرسلت من|أُرسلت من|נשלח מה|मेरे .{0,20}से भेजा|dikirim dari|được gửi từ|poslano s|poslané z"
    r"|télécharger outlook|obtener outlook|outlook für)",
    re.I,
)

DISCLAIMER = re.compile(
    r"intended (?:recipient|only)|confidential(?:ity)?\b.{0,80}(?:notice|intended|privileged|attach|recipient|may|and|may contain)|(?:e-?mail|message).{0,60}confidential"
    r"|vertraulich|unbefugte|confidentiel|destinataire|confidencial|destinatario|destinatário|riservat[eoi]|vertrouwelijk|geadresseerde|poufn|adresat"
    r"|konfidentiell|fortrolig|konfidenti|luottamuksel|důvěrn|bizalmas|confiden[țt]ial|конфиденц|конфіденц|εμπιστευτικ|gizli(?:dir| bilgi)|保密|機密|기밀|سري(?:ة)?\b.{0,40}المرسل|חסוי"
    r"|think before (?:you )?print|consider the environment|denken sie an die umwelt|aviso de privacidad|unsubscribe|virus-?free|antivirus"
    r"|registered in england|handelsregister|amtsgericht|geschäftsführer|sitz der gesellschaft",
    re.I | re.S,
)

_CLOSINGS = (
    "regards,best regards,kind regards,kindest regards,warm regards,many thanks,thanks,thank you,thx,ty,cheers,best,br,rgds,sincerely,yours sincerely,"
    "yours faithfully,yours truly,sincerely yours,respectfully,all the best,thanks & regards,thanks and regards,best wishes,with regards,with best regards,thanking you,"
    "mit freundlichen grüßen,mit freundlichen grüssen,freundliche grüße,freundliche grüsse,viele grüße,beste grüße,beste grüsse,liebe grüße,herzliche grüße,schöne grüße,gruß,grüße,"
    "grüsse,mfg,lg,vg,hochachtungsvoll,besten dank,mit freundlichem gruß,"
    "cordialement,bien cordialement,bien à vous,salutations,meilleures salutations,sincères salutations,bonne journée,bonne réception,cdt,cdlt,merci,merci d'avance,"
    "saludos,un saludo,saludos cordiales,atentamente,atte,cordialmente,muchas gracias,gracias,un cordial saludo,"
    "atenciosamente,cumprimentos,com os melhores cumprimentos,melhores cumprimentos,abraço,abraços,att,obrigado,obrigada,obg,grato,"
    "cordiali saluti,distinti saluti,saluti,un saluto,cordialmente,grazie,buona giornata,"
    "met vriendelijke groet,met vriendelijke groeten,vriendelijke groet,groet,groeten,gr,mvg,hoogachtend,"
    "pozdrawiam,z poważaniem,z wyrazami szacunku,serdecznie pozdrawiam,dziękuję,"
    "med vänliga hälsningar,vänliga hälsningar,mvh,hälsningar,vänligen,med vänlig hälsning,"
    "venlig hilsen,med venlig hilsen,hilsen,mange hilsner,vh,vennlig hilsen,med vennlig hilsen,"
    "terveisin,ystävällisin terveisin,terv,parhain terveisin,kiitos,yst terv,"
    "s pozdravem,děkuji,s přátelským pozdravem,hezký den,zdravím,s pozdravom,ďakujem,"
    "cu stimă,cu respect,o zi bună,mulțumesc,mulțumim,üdvözlettel,tisztelettel,köszönettel,köszönöm,"
    "με εκτίμηση,ευχαριστώ,φιλικά,saygılarımla,saygılarımızla,iyi çalışmalar,teşekkürler,selamlar,"
    "з повагою,дякую,с уважением,спасибо,с наилучшими пожеланиями,с уважение,поздрави,"
    "مع التحية,مع أطيب التحيات,تحياتي,وتفضلوا بقبول فائق الاحترام,شكرا,شكراً,בברכה,תודה,בתודה,"
    "以上,敬具,よろしくお願いいたします,よろしくお願いします,此致,谢谢,謝謝,顺祝商祺,祝好,감사합니다,감사드립니다,धन्यवाद,सादर,"
    "ขอแสดงความนับถือ,ขอบคุณ,ขอบคุณค่ะ,ขอบคุณครับ,hormat kami,terima kasih,salam,trân trọng,cảm ơn,xin cảm ơn,"
    "lijep pozdrav,srdačan pozdrav,s poštovanjem,hvala,lep pozdrav,pagarbiai,ar cieņu,lugupidamisega,kveðja,bestu kveðjur,salutacions,atentament"
)
_CLOSING_SET = frozenset(fold(word.strip()) for word in _CLOSINGS.split(","))


def is_closing(line: str) -> bool:
    """A line that is a closing formula, perhaps with the name after a comma: "Regards, Tom", "Gr. Kees"."""
    lowered = re.sub(r"[\s.,!;:\u3001\u3002，！]+$", "", fold(line))
    if not lowered or len(lowered) > 60:
        return False
    if lowered in _CLOSING_SET:
        return True
    head = re.split(r"[,.!\n，]", lowered, maxsplit=1)
    return head[0].strip() in _CLOSING_SET and len(head) > 1 and len(head[1].split()) <= 4

"""How mail programs and servers name automatic mail, in the languages of our customers."""

from __future__ import annotations

import re

DAEMON = re.compile(r"^(mailer[-_.]?daemon|post[-_]?master|mail-daemon|mail\.?delivery[\w.-]*|bounces?)($|[@+-])", re.I)
DAEMON_NAME = re.compile(r"^(mail(er)?|message)[ -.]?(deliver(y)?|daemon)\b|^mail administrator$|^postmaster$", re.I)
NO_REPLY = re.compile(r"^(no-?reply|do-?not-?reply|noreply)[@+-]", re.I)
COMPLAINT_SUBJECT = re.compile(r"^\s*complaint about message from", re.I)  # Hotmail's, which is no ARF
UNDELIVERED = re.compile(
    r"(could|was|were|has|is) ?n(o|.)t (be )?(able to )?deliver(ed)?|unable to deliver|cannot be delivered|(failed|trouble|error) (to deliver|(while )?(attempting to )?deliver)"
    r"|(permanent|delivery) (errors?|failure|problems?)|did not reach|could not be reached|returned to (you|sender)|undeliverable|konnte nicht zugestellt|n.a pas pu être (remis|distribu)"
    r"|no (se )?ha podido (ser )?entrega|non è stato possibile (recapitare|consegnare)|kon niet (worden )?(bezorgd|afgeleverd)|não foi (possível )?entreg",
    re.I,
)
# Exchange, Gmail, Outlook and Postfix in the languages of our customers; a prefix such as AW: or Re: may stand before.
BOUNCE_SUBJECT = re.compile(
    r"^(undeliver(able|ed)|undelivered mail|unzustellbar|nicht zustellbar|non recapitabile|impossibile recapitare|mancato recapito|onbezorgbaar|onbestelbaar"
    r"|non remis|échec de la remise|notification de non[- ]remise|mail delivery (failed|failure|system|error)|delivery status notification \(failure\)|mail could not be delivered"
    r"|returned mail|failure notice|delivery (status notification: (failed|error)|failure|has failed)|permanent delivery failure|mail system error|message undeliverable"
    r"|no se puede entregar|no entregado|não (foi possível )?entreg|não é possível entregar|niedostarczone|nie można dostarczyć|nelze doručit|nedoručiteln|kézbesíthetetlen|nelivrabil"
    r"|kan inte levereras|olevererbart|oläm|kan ikke leveres|uleverbar|ei voida toimittaa|teslim edilemedi|αδυναμία παράδοσης|μη παραδο|не доставлено|недоставлен|не вдалося доставити"
    r"|配信不能|配信できません|未送達|無法傳遞|无法投递|未傳遞|系统退信|退信通知|배달되지 않음|배달할 수 없음|تعذر التسليم|לא ניתן למסירה)",
    re.I,
)
DELAY_SUBJECT = re.compile(
    r"\((delay|delayed)\)|^(warning: )?(message|mail|delivery) .*delayed|delayed mail|still being retried", re.I
)
NOTICE_SUBJECT = re.compile(
    r"^(zugestellt|gelesen|consegnato|letto|remis|lu|delivered|read|entregado|leído|lido|entregue|gelezen|bezorgd|doręczono|przeczytano|přečteno|läst|lest|læst|luettu|okundu|прочитано|開封済み|已读|읽음"
    r"|lesebestätigung|accusé de (lecture|réception)|return receipt|read receipt|disposition notification|conferma di lettura|confirmación de lectura|confirmação de leitura|leesbevestiging|potwierdzenie odczytania)\s*(:|：|$)",
    re.I,
)
_PREFIXES = r"^((re|aw|antw|sv|vs|rv|r|tr|fw|fwd|wg|vb|odp|ynt|res|enc|回复|答复|回覆|回信)\s*[:：]\s*)*"
AUTO_SUBJECT = re.compile(
    _PREFIXES
    + r"(\[?auto(matic|mated)?\]?[ -]?(reply|response|answer|matisch)|auto:|out[ -]of[ -](the )?office|ooo\b|(currently |i am |i.m )?(on (annual |parental |maternity |sick )?leave|on vacation|on holiday)\b|away from (the |my )?(office|desk)|vacation (reply|response|notice)"
    r"|automatische (antwort|beantwoording|e-?mail)|automatisch(e)? antwoord|abwesend|abwesenheit(snotiz|snachricht|\b)|nicht im büro|im urlaub|urlaubs(meldung|benachrichtigung)"
    r"|risposta automatica|fuori (sede|ufficio)|assenza dall.ufficio|assente\b|réponse automatique|message automatique|absence\s*:|absence (du|de) |absent(e)? du bureau|en congés?\b"
    r"|respuesta automática|contestación automática|fuera de (la )?oficina|ausente\b|resposta automática|ausência (temporária|do escritório)|fora do escritório|afwezig|buiten kantoor|niet aanwezig"
    r"|autosvar|automatiskt? svar|frånvaro|frånvarande|fravær|ikke til stede|ikke på kontoret|automaattinen vastaus|poissa|poissaolo"
    r"|automatyczna odpowiedź|autoodpowiedź|odpowiedź automatyczna|nieobecność|poza biurem|automatická odpověď|mimo kancelář|automatická odpoveď|nepřítomn|neprítomn|automatikus válasz|házon kívül"
    r"|răspuns automat|absent din birou|automatski odgovor|samodejni odgovor|автоматичен отговор|automaatvastus|automātiskā atbilde|automatinis atsak|αυτόματη απάντηση|εκτός γραφείου|απουσία"
    r"|otomatik yanıt|ofis dışında|автоматический ответ|автоответ|вне офиса|отсутствие|в отпуске|автоматична відповідь|поза офісом|الرد التلقائي|رد تلقائي|خارج المكتب|תשובה אוטומטית|מחוץ למשרד|مرخصی|پاسخ خودکار"
    r"|自动回复|自動回覆|自動回复|自動応答|自動返信|不在通知|不在のお知らせ|休暇|자동 ?(회신|응답)|부재중|ตอบกลับอัตโนมัติ|trả lời tự động|vắng mặt|balasan otomatis|स्वचालित उत्तर|jibu otomatiki)",
    re.I,
)
# Only what a machine says about its own mail: a person may write about holidays, too.
AUTO_TEXT = re.compile(
    r"this is an? (automat(ic|ed)|auto-?generated) (e-?mail|message|reply|response|notification)|(e-?mail|message|response) (was|is|has been) (automatically generated|generated automatically)"
    r"|please do not (reply|respond) to this (e-?mail|message|automat)|thank you for (contacting|your (e-?mail|message)).{0,80}(ticket|case|request) (number|id|#)|your (request|ticket|case) (\S+ )?has been (received|created|logged)"
    r"|(dies|das) ist eine automati(sche|sch (generierte|erzeugte|erstellte))|diese (e-?mail|nachricht) wurde automatisch|bitte antworten sie nicht auf diese"
    r"|ceci est (un (message|e-?mail|courriel)|une réponse) automatique|ce (message|courriel|mail) (a été|est) (généré|envoyé) automatiquement|merci de ne pas répondre à ce"
    r"|este es un (mensaje|correo)( electrónico)? (automático|generado)|(mensaje|correo) (generado|enviado) automáticamente|no responda a este (mensaje|correo)"
    r"|questo è un messaggio automatico|messaggio (generato|inviato) automaticamente|(si prega di )?non rispondere a questa|esta é uma (mensagem|resposta) automática|não responda a est[ea]"
    r"|dit is een (automatisch|geautomatiseerd)|dit bericht is automatisch|to jest (automatyczna|wiadomość automatyczna)|wiadomość (została )?wygenerowana automatycznie|prosimy nie odpowiadać na"
    r"|toto je automatick|detta är ett automatiskt|dette er (en automatisk|et automatisk)|tämä on automaattinen|ez egy automatikus|acesta este un (mesaj|răspuns) automat|αυτό είναι (ένα )?αυτόματο"
    r"|bu (bir )?otomatik|это автоматическ|письмо (создано|сформировано|отправлено) автоматически|це автоматичн|هذه رسالة (آلية|تلقائية)|זוהי הודעה אוטומטית"
    r"|此(邮件|郵件|信|封邮件|為|为)?.{0,4}(系统|系統)?自[动動](发送|發送|回[复覆])|このメールは自動|自動(送信|配信)(されて|メール|です)|자동(으로)? ?(발송|회신)된?",
    re.I,
)

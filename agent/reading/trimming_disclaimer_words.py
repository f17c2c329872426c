"""What disclaimers, banners and contact data look like, in the words of many languages."""

from __future__ import annotations

import re
from functools import lru_cache

from agent.reading.folding import fold


@lru_cache(maxsize=2048)
def folded_line(line: str) -> str:
    """`fold`, remembered: the same line is looked at by many rules."""
    return fold(line)


def folded_pattern(pattern: str) -> str:
    """The letters of a pattern as the folded text has them; its ASCII part is syntax and stays."""
    return re.sub(r"[^\x00-\x7f]+", lambda found: fold(found[0]), pattern)


# Kinds of things that a disclaimer says. One alone may be a customer's own sentence; two of them are a disclaimer.
_SAYS = {
    "secret": r"confidential|privileged|vertraulich|confidenti|confidenciai|riservat|privilegiad|vertrouwelijk|poufn|konfidenti|konfidensi|fortrolig|luottamuksel"
    r"|trunadarmal|duvern|dovern|bizalmas|konfidenc|povjerljiv|poverljiv|zaupn|конфиденц|конфіденц|поверител"
    r"|доверлив|поверљив|εμπιστευτικ|gizli|保密|機密|机密"
    r"|기밀|سري|محرمانه|خفیہ|חסוי|סודי|गोपनीय|ความลับ|bao mat|rahasia|sulit|siri|kumpidensyal|গোপনীয়|ரகசிய"
    r"|vertroulik|კონფიდენციალ|legal notice|disclaimer|aviso legal|avis legal",
    "addressee": r"intended (?:only|solely|recipient|for)|addressee|named recipient|adressat|empfanger|destinatair|destinatari|geadresseerde|adresat|adressaadi|adresato|adresatam|adressat"
    r"|mottak|modtager|vastaanottaj|vidtakand|cimzett|примач|примаоц|адресат|παραληπτ|alicisi|收件人|宛先の方|受信者|수신인"
    r"|المرسل إليه|المرسل اليه|گیرنده|נמען|प्राप्तकर्ता|ผู้รับ"
    r"|nguoi nhan|penerima|prejemnik|naslovnik|primatelj|primaoc|marres|mpokeaji|tatanggap|প্রাপক|பெறுந|وصول کنندہ"
    r"|hartzaile|ადრესატ|mottagare",
    "error": r"(?:in|by) error|by mistake|mistakenly|irrtumlich|versehentlich|nicht der (?:richtige )?(?:adressat|empfanger|beabsichtigte)|par erreur|por error|por engano|por erro|per errore|ten onrechte|abusievelijk|per abuis|av misstag|av misstak|ved en (?:feil|fejl)"
    r"|erehdykses|mistok|omylem|omylom|pomylk|pomyłk|tevedes|din greseala|din eroare|по ошибке|помилков|по"
    r" погрешка|по грешка|грешком|greskom|pomotoma|ekslik|kludas|klaid|κατα λαθος|yanlislik|错收|误收|誤って|잘못 수신|عن"
    r" طريق الخطا|الخطأ|اشتباه|غلطی سے|בטעות|गलती से|ผิดพลาด"
    r"|nham lan|kesalahan|tersilap|keliru|gabimisht|kimakosa|hindi sinasadya|ভুলবশত|தவறுதலாக|akats|შეცდომით|per"
    r" error",
    "delete": r"\bdelete|destroy it|loschen|vernichten|detruire|supprimer|eliminarlo|eliminacion|eliminar|apague|apagar|cancellarlo|distruggere|verwijderen|radera|slette|slet den|poista|usunie|smaz|vymaz|torolje"
    r"|sterge|удалите|видал|изтри|избриш|обриш|izbris|obris|kustuta|izdzes|istrin|διαγραψ|siliniz|删除|刪除|削除|삭제|حذف"
    r"|احذف|हटा दें|ลบ|xoa|hapus|padam|fshi|ufute|burahin|মুছে|நீக்க|skrap|წაშალ|ezabat|eydum|eyda|elimineu|מחק",
    "notify": r"notify (?:the |us)|informieren sie|avertir|avisez|comunique al|avise o|avvisare|waarschuwen|meddela avs|beskjed til|giv besked|ilmoita|powiadomi|informujte|ertesit|anuntati|сообщите|повідом|уведом|известете|обавест|obavijest|obvestite|teavitage|informejiet|informuoti|ενημερωσ|bilgilendir|通知|알리|إبلاغ|اطلاع|सूचित|แจ้งผู้ส่ง|thong bao|beri tahu|maklumkan|njofto|mjulishe|ipaalam|জানান|தெரிவி|kennis|აცნობ|jakinaraz|مطلع|הודע לשולח",
    "copying": r"unauthori[sz]ed|unerlaubt|unbefugt|unzulassig|prohibited|strictly forbidden|nicht gestattet|interdit|prohibid|proibid|vietat|verboden|forbudt|forbjud|zabronion|zakazan|zakazano|запрещен|заборон|забранен|zabranjeno|tilos|interzis|απαγορευ|yasakt|禁止|금지|disclosure|distribution|dissemination|copying",
    "virus": r"virus|malware|scanned by|avast|viruses|вирус|вірус|ιου|mimecast",
    "print": r"before (?:you )?print|environment before|an die umwelt|pensez a l'environnement|imprim|stampare|umwelt|medio ambiente|meio ambiente|ymparisto|przyrod|miljo|prirodu|drukowaniem|vytisk|vytlac",
    "views": r"do not necessarily (?:represent|reflect)|views or opinions|opinions expressed|keine rechtsverbindlich|ne sauraient engager|liability|haftung|responsabilit",
    "attachment": r"attachments?|anhang|pieces jointes|adjunt|anexo|allegat|bijlage|bilag|bilaga|zalaczni|prilo[hg]|melleklet|附件|вложени",
    "message": r"\b(?:this|diese|ce|este|questo|dit|denne|detta|tama|ta|tato|tato|ez az|acest|данное|это|това|ова|το παρον|bu)\b.{0,12}(?:e-?mail|message|nachricht|mensaje|mensagem|messaggio|bericht|meddelande|viesti|wiadomos|zprava|sprava|uzenet|mesaj|сообщени|съобщени|порака|порука|μηνυμα|e-posta)|本(?:邮件|メール|메일)|본 메일",
}
_SAYS_ANY = {name: re.compile(folded_pattern(pattern)) for name, pattern in _SAYS.items()}
_TITLE = re.compile(
    r"(?:disclaimer|confidentiality (?:notice|note)|legal notice|vertraulichkeitshinweis|haftungsausschluss|aviso (?:legal|de confiden\w+)|avis de confidentialite|avviso di riservatezza|nota legale)\s?[:.-]"
)
# A sentence that says two things takes that many characters at least, in any script.
_SHORTEST = 25
_FIRM = frozenset({"secret", "error", "copying", "virus", "print", "views"})
_BANNER = re.compile(
    r"^\W*(?:caution|external|warning|achtung|vorsicht|extern|externe|attention|cuidado|atencion|atencao"
    r"|attenzione|let op|varning|advarsel|varoitus|uwaga|pozor|figyelem|внимание|увага|dikkat|注意|外部)\b.{0,80}"
    r"(?:e-?mail|mail|message|sender|nachricht|absender|courriel|correo|mensaje|mensagem|messaggio|bericht"
    r"|meddelande|viesti|wiadomos|zprava|письмо|лист|e-posta|邮件|メール|originated|organi[sz]ation|external)",
    re.S,
)
_CONTACT = re.compile(
    r"(?:^|[\s|:])(?:www\.|https?://)|[\w.+-]+@[\w-]+\.\w|\b(?:tel|phone|telefon|fon|fax|mob|mobile|mobil|handy"
    r"|cell|gsm|tlf|puh|t|m|f|d|p)\s?[.:]\s?\+?[\d(]|^\s*\+\d[\d\s()/.-]{7,}"
    r"|\b(?:registered (?:in|office)|hrb|handelsregister|amtsgericht|geschaftsfuhrer|sitz der gesellschaft|ust-?id"
    r"|vat (?:no|reg|id)|siret|siren|rcs|kvk|btw|p\.?\s?iva|nip|regon|krs|ico|dic|org\.?\s?nr|cvr|cif|nif|ogrn|инн"
    r"|огрн)\b"
)


def is_disclaimer(text: str, *, below_signature: bool) -> bool:
    """A disclaimer says at least two of its usual things; below a signature one is enough."""
    if len(text) < _SHORTEST and not below_signature:
        return False
    folded = folded_line(" ".join(text.split()))
    if _TITLE.match(folded):
        return True
    said = {name for name, pattern in _SAYS_ANY.items() if pattern.search(folded)}
    if below_signature:
        return bool(said & _FIRM)
    if said <= {"attachment", "message", "notify", "delete", "addressee"}:
        return False
    return len(said) >= 3 or (
        len(said - {"attachment", "message", "notify"}) >= 2 and bool(said & {"addressee", "error", "copying", "virus"})
    )


def is_banner(text: str) -> bool:
    """A mail gateway's warning about an external sender."""
    return bool(_BANNER.search(folded_line(" ".join(text.split()))[:300]))


def holds_contact_data(line: str) -> bool:
    """A telephone, an address of the web or of mail, or an entry of a register."""
    return bool(_CONTACT.search(folded_line(line)))

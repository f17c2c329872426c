"""East Asian forms of address, and how company names end."""

import re

EAST_ASIAN_ADDRESS = re.compile(
    r"^(?P<name>.{1,24}?) ?(?:様|さま|殿|さん|先生|先輩|님|귀하|律师|律師|先生|女士|小姐|经理|總|总|씨)(?:へ|께서|께|您好|你好)?(?:[、,:。!]? ?(?:안녕하세요|안녕하십니까|您好|你好))?[、,:。!.]?$"
)
EAST_ASIAN_TITLES = re.compile(
    r"(?:변호사|회계사|세무사|弁護士|税理士|律师|律師|尊敬的|敬爱的|亲爱的|您好|你好|안녕하세요|존경하는|부장|과장|대리|차장|사장|이사|팀장|선생|담당자|ご担当者|担当者|ご担当|御中|部長|課長|経理部|経理|財務|総務|購買|财务部|财务|公司|株式会社|[\s、,:。!])"
)
COMPANY = re.compile(
    r"(?P<name>(?:[A-ZÀ-ÝŁŚŻČŠŽ][\w&'.-]*,? (?:(?:&|and|und|et|y|e|de|van|von) )?){1,4})(?:Ltd|Limited|LLC|Inc|Corp|PLC|plc|LLP|GmbH|AG|KG|OHG|S\.?A\.?S?|SARL|SRL|S\.?r\.?l|S\.?p\.?A|S\.?L\.?U?"
    r"|B\.?V|N\.?V|AB|A/S|ApS|AS|ASA|Oy|Sp\. z o\.o|S\.A|Lda|S\.R\.L|S\.P\.A|S\.A\.S|s\.r\.o|a\.s|Kft|Ltda|A\.Ş|Pty|Pte)(?![\w]|[-/.]?\d)"
)
# Greek companies: the capitals of the two alphabets look the same.
GREEK_COMPANY = re.compile(
    r"(?P<name>(?:[Α-ΩΆ-Ώ][\w&'.-]*,? (?:(?:&|και) )?){1,4})(?:Α\.?Ε\.?(?:Β\.?Ε)?|Ε\.?Π\.?Ε|Ο\.?Ε|Ε\.?Ε|Ι\.?Κ\.?Ε|Μ\.?Ι\.?Κ\.?Ε)(?![\w]|[-/.]?\d)"
)
# Whose invoice, balance or account it is, where a name follows.
_NAME = r"(?P<name>[^\W\d_a-zà-öø-ÿα-ωά-ώ][\w&'.-]*(?: (?:de|da|do|del|della|di|y|e|și|&|και) (?=[^\W\d_a-zà-öø-ÿα-ωά-ώ])| (?=[^\W\d_a-zà-öø-ÿα-ωά-ώ])|[\w&'.-])*)"
ISSUED_TO = re.compile(
    r"(?<!\w)(?:(?i:emitid[ao]s? (?:a (?:nombre|cargo|favor) de|a|para|em nome d[eao]s?)|a nombre de|em nome d[eao]s?|intestat[aeio] a|emess[aeio] (?:a nome di|nei confronti di|a)|a nome di"
    r"|emis[ăe] (?:către|pe numele|pentru)|pe numele|(?:που )?εκδόθηκ\w+ (?:προς|στο όνομα|για|στ[ηο]ν?|στους)|στο όνομα|(?:saldo|cuenta|deuda|conta|dívida|conto|debito|soldul|contul|datoria)(?: (?:vencid[oa]|pendiente|em aberto|scaduto|aperto|restant\w*))? (?:de|da|do|di|della|del|a|al)|υπόλοιπο (?:της|του)|οφειλή (?:της|του)|λογαριασμό (?:της|του)))"
    rf" (?:(?i:la empresa|a empresa|empresa|azienda|ditta|società|firma|firmei|società|societății|την εταιρεία|της εταιρείας|l'azienda|los|las|el|la|os|as|o) )?{_NAME}"
)
# Scripts without capitals: the name is the word that follows, or stands before "adına".
CASELESS_ISSUED_TO = re.compile(
    r"(?<!\w)(?:ש(?:הונפקה|הוצאה|הופקה|נשלחה|שייכת) ל(?:חברת |חברה )?|על שם (?:חברת )?|(?:ה?חוב|ה?יתרה|ה?חשבון) של (?:חברת )?|(?:ال)?(?:صادرة|محررة) (?:باسم|إلى|لصالح) (?:شركة |مؤسسة )?|باسم (?:شركة|مؤسسة) |رصيد (?:شركة|مؤسسة) |حساب (?:شركة|مؤسسة) )(?P<name>[^\W\d_]{2,}(?: [^\W\d_]{2,})?)"
    r"|(?P<before>[A-ZÇĞİÖŞÜ]\w+(?: [A-ZÇĞİÖŞÜ]\w+)?) (?:adına|firmasına|unvanına) (?:düzenlenen|kesilen|kesilmiş|düzenlenmiş)"
)
# "To you", "in your name", "our account".
OWN = re.compile(
    r"(?:\w+(?:niz|nız|nuz|nüz)|לכם|לך|שמכם|שמך|שמנו|שלכם|שלך|חברתכם|חברתך|בית|ידי|כם|אצל\w*|החברה|ה?לקוח\w*|ה?חברה|שלנו|\w+תכם|\w+כם|\w+נו|\w+تكم|\w*كم|\w*نا|لكم|لك|شركتكم)$"
)
# Currencies, papers and words for the reader that are written with a capital.
NO_NAME = re.compile(
    r"[A-Z]{1,4}(?!\w)|\w*\d|(?:Vostr|Vs|Su[ao]|Sue|Suoi|Tu[ao]|Dvs|Dumneav|Dvoastr|Exa|Ex\.|Fatura|Factura|Fattura|Nota|Pedido|Cliente|Cuenta|Client|Dumnealui|Lei|Voi|Usted|Ud|Vd|Vossa|V\.|Σας|Εσάς|Τιμολ|[A-Z]\w* ?[€$£])"
)

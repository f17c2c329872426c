"""Words before the reference of a payment, accents off."""

from __future__ import annotations

import re

TOKEN = re.compile(r"(?<![\w@.-])(?=[\w/-]*\d)[A-Za-z0-9][\w/-]{2,40}(?![\w@])")
KEYWORD = re.compile(
    r"(?:ref(?:erence|erenz|erencia|erencia|erentie|eranse|erens|\.)?|check|cheque|chq|utr|trn|trx|cro|trn|sepa|vir|txn|transaction|confirmation|verwendungszweck|scheck|"
    r"beleg|virement|cheque|justificante|operaci\w+|folio|comprovante|comprobante|contabile|bonifico|assegno|kenmerk|betaal\w*|potwierdzenie|przelew\w*|verifikation|kvittering|bilag|"
    r"viite\w*|tosite|variabiln\w+|vs|hivatkozas|referint\w+|ordin\w* de plata|op|pozivom|референ\w+|платiжн\w+|платежн\w+|iнструкц\w+|поручени\w+|доручення|αναφορ\w+|αριθμ\w+|dekont|referans|"
    r"مرجع|المرجع|حوالة|الحوالة|אסמכתא|संदर्भ|यूटीआर|utr|no|nr|number|numero|num|№|n°|番号|管理|回单|流水|凭证|참조|번호|거래)"
    r"[\w.]*[\s:#.№°-]*(?:no\.?|nr\.?|n°|№|number|num(?:ero)?|号|號|番号|رقم)?[\s:#.()-]*$"
)

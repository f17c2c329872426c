"""Words before the reference of a payment, accents off."""

from __future__ import annotations

import re

TOKEN = re.compile(r"(?<![A-Za-z0-9@.-])(?=[A-Za-z/-]*\d)[A-Za-z0-9][A-Za-z0-9/-]{1,40}(?![A-Za-z0-9@])")
KEYWORD = re.compile(
    r"(?:ref(?:erence|erenz|erencia|erentie|eranse|erens|erensi|\.)?|check|cheque|chq|utr|trn|trx|cro|sepa|vir|txn|transaction\w*|transaksi|conf(?:irmation)?|confirmacion|confirmacao|conferma|bestatigung\w*"
    r"|code|codigo|kode|kod|end-?to-?end|session id|trace|receipt|ocr|avoir|credit note|gutschrift|dobropis\w*|kreditnota|nota de credito|zapocet\w*"
    r"|verwendungszweck|scheck|beleg|zahlungsreferenz|belegnr|virement|justificante|operaci\w+|folio|comprovante|comprobante|contabile|bonifico|assegno|kenmerk|betaal\w*|potwierdzenie|przelew\w*|verifikation|kvittering\w*|bilag"
    r"|viite\w*|tosite|arkistointi\w*|variabiln\w+|vs|hivatkozas|azonosito|referint\w+|ordin\w* de plata|op|pozivom|poziv na broj|референ\w+|платiжн\w+|платежн\w+|iнструкц\w+|поручени\w+|доручення|п/п|пп|αναφορ\w+|αριθμ\w+|dekont|referans"
    r"|rujukan|nomor|so tham chieu|ma giao dich|ma gd|مرجع|المرجع|حوالة|الحوالة|شیک|چک|الشيك|شيك|پیگیری|رهگیری|אסמכתא|संदर्भ|यूटीआर|utr|no|nr|number|numero|num|№|n°|番号|管理|回单|流水\w*|凭证\w*|참조|번호|거래|เลขที่|อ้างอิง)"
    r"[\w.]*[\s:#.№°\"'“„«-]*(?:no\.?|nr\.?|n°|№|number|num(?:ero)?|id|号|號|番号|رقم)?[\s:#.(\"'“„«-]*$|#$"
)

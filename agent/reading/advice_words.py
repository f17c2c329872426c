"""Headings of remittance advices, accents off."""

from __future__ import annotations

import re

HEADING = re.compile(
    r"(?<![^\W_])(?:remittance(?: advice| detail\w*| notification| slip)?|payment (?:advice|notification|remittance|confirmation|detail\w*)|proof of payment"
    r"|zahlungs?avis\w*|zahlungsmitteilung|zahlungsbestatigung|uberweisungs(?:beleg|bestatigung|avis)|avis de (?:paiement|virement|reglement)|confirmation de virement"
    r"|aviso de (?:pago|pagamento|transferencia)|comprobante de (?:pago|transferencia)|justificante de (?:pago|transferencia)|comprovativo de (?:pagamento|transferencia)|comprovante de pagamento"
    r"|avviso di (?:pagamento|bonifico)|contabile (?:di |del )?bonifico|distinta di pagamento|betalings?(?:advies|specificatie|avi\w*|bekreftelse|kvittering)|betaaladvies"
    r"|betalningsavi\w*|betalningsspecifikation|utbetalningsavi\w*|maksu(?:ilmoitus|erittely)|maksuerittely|awizo (?:platnosci|przelewu)|potwierdzenie (?:przelewu|platnosci)"
    r"|aviz\w* (?:o )?(?:platb\w+|uhrad\w+|plat\w+)|potvrzeni o (?:platbe|uhrade)|potvrdenie o (?:platbe|uhrade)|utalasi (?:ertesito|bizonylat)|atutalasi (?:ertesito|bizonylat)|fizetesi (?:avizo|ertesito)"
    r"|ordin de plata|dovada platii|αποδεικτικο (?:πληρωμης|καταθεσης)|ειδοποιηση πληρωμης|odeme (?:bildirimi|dekontu)|dekont|повiдомлення про (?:оплату|платiж)|повідомлення про (?:оплату|платіж)|платiжне доручення|платіжне доручення"
    r"|платежное поручение|уведомление об? (?:оплате|платеже)|obavijest o placanju|obvestilo o placilu|maksekorraldus|mokejimo pavedimas|maksajuma uzdevums|uy nhiem chi|giay bao no|bukti (?:transfer|pembayaran))(?![^\W_])"
    r"|إشعار (?:سداد|دفع|تحويل)|اشعار (?:سداد|دفع|تحويل)|הודעת תשלום|אישור (?:העברה|תשלום)|भुगतान (?:सूचना|विवरण)|支払通知|振込通知|送金通知|お支払明細|付款通知|汇款通知|付款水单|匯款通知|지급 ?통지|송금 ?(?:통지|확인)|이체 ?확인|หนังสือแจ้งการ(?:โอน|ชำระ)|หลักฐานการโอน"
)

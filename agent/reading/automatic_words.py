"""Subjects by which mail programs mark absence notes, accents off."""

from __future__ import annotations

import re

ABSENCE_SUBJECT = re.compile(
    r"automatic reply|auto(?:matic)?[- ]?repl|out of (?:the )?office|ooo\b|abwesen|automatische antwort|reponse automatique|absence du bureau|respuesta automatica|fuera de (?:la )?oficina"
    r"|resposta automatica|ausencia|risposta automatica|fuori (?:sede|ufficio)|automatisch antwoord|afwezig|automatyczna odpowiedz|autoodpowied|nieobecn|autosvar|automatiskt svar|franvaro|automatisk svar"
    r"|fravaer|automaattinen vastaus|poissa|automaticka odpoved|nepritomn|automatikus valasz|raspuns automat|αυτοματη απαντηση|otomatik yan[iı]t|автоматическ|автоматичн|رد تلقائي|תשובה אוטומטית|自动回复|自動回覆|自動応答|不在|자동 ?회신|부재"
    r"|εκτο[ςσ] γραφειου|απουσια απο|изван канцеларије|izvan ureda|van kancelarije|automatski odgovor|samodejni odgovor|izven pisarne|извън офиса|автоматичен отговор|вне офиса|поза офісом|автоответ"
    r"|házon kivul|hazon kivul|automaatvastus|kontorist eemal|automatiska atbilde|arpus biroja|automatinis atsak|ne biure|ofis disinda|خارج المكتب|خارج از دفتر|پاسخ خودکار|מחוץ למשרד"
    r"|自動返信|自动答复|외부 근무|ตอบกลับอัตโนมัติ|ไม่อยู่ที่สำนักงาน|tra loi tu dong|vang mat|balasan otomatis|di luar kantor|स्वचालित उत्तर|nje ya ofisi"
)

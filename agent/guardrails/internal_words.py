"""Words of an escalation inside the house: to a head of credit or a committee of ours, which is no threat."""

import re

INTERNAL = re.compile(
    r"(?<!\w)(?:internal\w*|in-house|head of (?:credit|receivables|finance)|credit (?:hold|committee|manager|control)|account manager|intern\w*|kreditleit\w*|finanzleit\w*|geschäftsleitung|kundenbetreu\w*|direction (?:du crédit|financière|générale)|direcci[óo]n|comité|direzione|responsabile|direção|comissão|gestor|leiding|directie|kredietmanager|accountmanager|kierownik\w*|dyrektor\w*|wewnętrzn\w*"
    r"|kreditchef\w*|ekonomichef\w*|kundansvarig\w*|kreditsjef\w*|økonomisjef\w*|økonomichef\w*|kundeansvarlig\w*|sisäi\w*|luottopäällik\w*|luottojohta\w*|vedení|vedoucí\w*|interní\w*|vedeni\w*|belső\w*|vezető\w*|conducer\w*|intern[ăe]?|directorul\w*|εσωτερικ\w*|διεύθυνσ\w*|υπεύθυν\w*|ekib\w*|ekip\w*|muhasebe\w*|yöneti\w*|müdür\w*|iç (?:süreç|değerlendirme)|керівни\w*|внутрішн\w*|руковод\w*|внутренн\w*|кредитн\w+ (?:комитет|комітет|отдел|відділ)\w*)"
    r"|داخلي|الداخلي|إدارة|الإدارة|مدير|פנימי|הנהלה|מנהל|आंतरिक|प्रबंधक|प्रबंधन|社内|上長|責任者|与信|内部|主管|经理|信用部|내부|담당 임원|책임자|여신",
    re.IGNORECASE,
)

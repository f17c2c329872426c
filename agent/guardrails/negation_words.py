"""Words that deny what a sentence says, in the languages of letters."""

import re

NEGATION = re.compile(
    r"(?<!\w)(?:no|not|never|without|nicht|kein\w*|ohne|ne|n'|pas|aucun\w*|sans|sin|ning[úu]n\w*|non|nessun\w*|senza|não|nenhum\w*|sem|niet|geen|nie|żadn\w+|bez|inte|ingen|inga|inget|ikke|intet|utan|uden|uten|ei|eivät|emme|ilman|nejsou|není|ne(?:byl|účtuj|obdrž|eviduj|přišl)\w*|žádn\w+|nem|nincs\w*|nu|niciun\w*|fără|δεν|χωρίς|καμία|değil|yok\w*|\w+m[ıiuü]yor\w*|\w+m[ae]d[ıi]\w*|не|без|нет|немає|жодн\w+|لا|لم|لن|دون|بدون|ليس\w*|לא|אין|ללא|नहीं|बिना)(?!\w)"
    r"|ません|ない|おりません|不|没有|沒有|未|无|않|없|아니",
    re.IGNORECASE,
)

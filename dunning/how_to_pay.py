"""Does a customer ask how or where to pay? Only plain words count; every other question goes to a person."""

from __future__ import annotations

import re

_HOW_TO_PAY = re.compile(
    r"""
    \b(how|where)\b[^.?!\n]{0,40}\b(pay|transfer|remit|send\ the\ (money|payment))
    | \bwhich\ (bank\ )?account\b | \b(your|the)\ (bank\ (details|account|data)|iban|account\ number|payment\ details)\b
    | \bpayment\ (link|instructions|options|methods?)\b | \bpay\ (online|by\ (card|credit))
    | \b(wie|wohin|worauf)\b[^.?!\n]{0,40}\b(zahlen|bezahlen|überweis\w*)
    | \bwelche[sn]?\ (bank)?konto | \b(ihre|eure|die)\ (bankverbindung|kontodaten|kontoverbindung|iban|bankdaten)
    | \b(comment|où)\b[^.?!\n]{0,40}\b(payer|régler|virer|virement)
    | \bquel(le)?\ compte\b | \b(votre|vos|le|les)\ (rib\b|iban\b|coordonnées\ bancaires)
    | \b(cómo|como|dónde|donde)\b[^.?!\n]{0,40}\b(pagar|transferir|abonar|ingresar)
    | \bqué\ cuenta\b | \b(su|sus|los|el)\ (datos\ bancarios|número\ de\ cuenta|iban)
    | \b(come|dove)\b[^.?!\n]{0,40}\b(pagare|bonifico) | \b(vostro|le\ vostre|il)\ (iban|coordinate\ bancarie)
    | \b(hoe|waar)\b[^.?!\n]{0,40}\b(betalen|overmaken) | \bwelk(e)?\ rekening
    """,
    re.I | re.X,
)
# Talk of a change of our account is how payment fraud begins: never answered by itself.
_CHANGED = re.compile(
    r"\b(new|changed|other|different|neue\w*|geändert\w*|nouve\w+|changé\w*|nuev\w+|cambiad\w+|nuov\w+)\b", re.I
)


def asks_how_to_pay(text: str) -> bool:
    return bool(_HOW_TO_PAY.search(text)) and not _CHANGED.search(text)

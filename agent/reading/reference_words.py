""" "All" and "both" in many languages, accents off."""

from __future__ import annotations

import re

ALL = re.compile(
    r"(?<![^\W_])(?:all|everything|alle[sn]?|samtliche|gesamt\w*|tous|toutes|tout|l'ensemble|todas?|todos?|tutt[eio]|wszystk\w+|alla|allt|samtliga|kaikki|kaikkien|koko|"
    r"vsechn\w+|vsetk\w+|osszes|mindent?|toate|sve|vse|всичк\w+|ολα|ολες|ολο|tum|tumu\w*|hepsi\w*|butun|все|всех|вс[iе]х?|усi|جميع|كافة|كل|כל|सभी|सारे|semua|tat ca)(?![^\W_])"
    r"|全部|所有|すべて|全て|全額|모두|모든|전부|ทั้งหมด"
)
BOTH = re.compile(
    r"(?<![^\W_])(?:both|beide[nr]?|les deux|ambas|ambos|entramb[ie]|obie|oba|bada|begge|molemmat|molempien|obe|mindketto|ambele|и двете|και τα δυο|her iki\w*|ikisi\w*|обе|оба|обидв[аi]|كلا|كلتا|שני|שתי|दोनों|kedua\w*|ca hai)(?![^\W_])"
    r"|两张|两笔|両方|둘 다|두 건"
)

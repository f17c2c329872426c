"""Words of somebody who cannot commit: "I can't promise you that it will be paid this week", accents off."""

from __future__ import annotations

import re

from agent.reading.folding import fold

_REFUSED = re.compile(
    r"(?<![^\W_])(?:(?:ca(?:n'?t|nnot|n not)|won'?t|(?:un|not )able to|not in a position to|wouldn'?t want to) (?:yet |really |honestly |quite |even )*(?:promise|guarantee|commit)"
    r"|(?:kann|konnen|darf|durfen|mochte|will) (?:\w+ ){0,5}(?:nichts?|keine?n?) (?:\w+ ){0,4}(?:versprechen|zusagen|zusichern|garantieren)"
    r"|(?:ne |n')?(?:peux|pouvons|peut|saurais) (?:pas |rien |vous |encore )*(?:pas|rien|vous)? ?(?:promettre|garantir|m'engager|nous engager)"
    r"|no (?:te |le |les |os )?(?:puedo|podemos|puede) (?:\w+ ){0,3}(?:promet\w+|garantiz\w+|asegur\w+|compromet\w+)"
    r"|nao (?:lhe |te )?(?:posso|podemos|consigo|conseguimos) (?:\w+ ){0,3}(?:promet\w+|garant\w+|compromet\w+)"
    r"|non (?:vi |le |ti )?(?:posso|possiamo|riesco|sono in grado di) (?:\w+ ){0,3}(?:promett\w+|garant\w+|impegnar\w+|assicurar\w+)"
    r"|(?:kan|kunnen|durf) (?:\w+ ){0,4}(?:niets?|geen) (?:\w+ ){0,3}(?:beloven|toezeggen|garanderen)|kan (?:\w+ ){0,3}(?:inte|inget|ikke|intet) (?:\w+ ){0,3}(?:lova|garantera|love|garantere)"
    r"|nie (?:moge|mozemy|jestem w stanie) (?:\w+ ){0,3}(?:obieca\w+|zagwarantow\w+|zareczy\w+)|(?:nemuzu|nemohu|nemuzeme|nemozem|nemozeme) (?:\w+ ){0,3}(?:slibit|zarucit|slubit|garantova\w+)"
    r"|en voi (?:\w+ ){0,3}(?:luvata|taata)|emme voi (?:\w+ ){0,3}luvata|nem (?:tudom|tudok|tudunk|merem) (?:\w+ ){0,3}(?:meg)?(?:iger\w+|garantal\w+)|nu (?:va |iti )?(?:pot|putem) (?:\w+ ){0,3}(?:promit\w+|garanta\w*)"
    r"|δεν μπορ\w+ να (?:\w+ ){0,3}(?:υποσχεθ\w+|εγγυηθ\w+)|soz ver(?:em|eme|emi)\w*|garanti ed?e?(?:em)\w*|не мож\w+ (?:\w+ ){0,3}(?:обiця\w+|обіця\w+|гаранту\w+|обеща\w+|пообеща\w+|гарантир\w+|да обеща\w+)"
    r"|ne mog(?:u|emo) (?:\w+ ){0,3}(?:obecat\w*|obecam\w*|garantir\w*|jamcit\w*)|ne morem\w* (?:\w+ ){0,3}(?:obljub\w+|jamcit\w*)|tidak (?:bisa|dapat|boleh) (?:\w+ ){0,2}(?:janji\w*|menjanjikan|menjamin)|hindi (?:ko |namin )?(?:maipapangako|mapapangako)|(?:promise|guarantee|vaada) nahi|khong (?:the |dam )hua)(?![^\W_])"
    r"|لا (?:استطيع|أستطيع|يمكنني|نستطيع|يمكننا|اقدر|أقدر) .{0,20}(?:اعد|أعد|الوعد|ضمان|اضمن|أضمن)|לא (?:יכול|יכולה|יכולים) .{0,12}להבטיח|वादा नहीं|गारंटी नहीं|お?約束(?:は)?(?:[でて]き|出来|致しかね|いたしかね)|(?:不能|没法|沒法|無法|无法|不敢)(?:给您|給您|向您)?(?:保证|保證|承诺|承諾|答应|答應|打包票)"
    r"|(?:약속|장담|확답|보장)(?:은|을|는)?\s?(?:드리기|하기)?\s?(?:못|어렵|힘들|드릴 수 없|할 수 없)|สัญญาไม่ได้|รับปากไม่ได้"
)


def promises_nothing(text: str) -> bool:
    return bool(_REFUSED.search(fold(text)))

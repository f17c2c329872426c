"""Words of absence notes: "until", after which one is back a day later, and "back", which says the day itself."""

from __future__ import annotations

import re

# Before the last day away.
UNTIL = re.compile(
    r"(?<![^\W_])(?:until|till|til|thru|through|up to|to|bis(?: einschliesslich| inkl\.?| zum)?|jusqu'?(?:au|a|en)?|au|hasta"
    r"|fino(?: al?| all'?)?|al|ate|fins(?: al?)?|tot(?: en met)?|t/m|t\.e\.m\.?|tem|tm|till och med|t\.?o\.?m\.?|til og med"
    r"|frem til|kuni|lidz|iki|do|po|az do|pana|(?:εως|μεχρι|ωσ|εωσ)(?: και)?(?: τισ| την)?|до|по|deri|hingga|sampai|sehingga|hanggang|het|den|mpaka"
    r"|حتى|لغاية|الى|إلى|تا|عد|עד)(?![^\W_])|至|到|ถึง|[-–—]\s*(?=\d|$)"
)
# Behind the last day away.
UNTIL_AFTER = re.compile(
    r"[\s.'’,)日]*(?:asti|saakka|(?:[-a-z]*\s)?ig(?![^\W_])|bezarolag|vegeig|tarihine kadar|[^\W\d_]{0,4}\s?kadar|dek|തീയതി|तक|পর্যন্ত|வரை|تک|まで|까지|止"
    r"|inclu\w*|included|inklusive|einschliesslich|compris|vratane|vcetne|vkljucno|zakljucno|wlacznie|включно|включительно|включително)"
)
BACK = re.compile(
    r"(?<![^\W_])(?:back|return\w*|resum\w*|available (?:again|from|on)|again|zuruck|wieder|erreichbar|ab dem|retour|reviens|revien\w*"
    r"|rentre\w*|vuelv\w*|vuelt\w*|regres\w*|reincorpor\w*|torn\w*|rientr\w*|volt\w*|retorn\w*|terug|tillbaka|ater|tilbake|tilbage"
    r"|igen|palaa\w*|takaisin|tagasi|atgriez\w*|griz\w*|wrac\w*|wroc\w*|powr\w*|zpet|vrat\w*|spat|vrn\w*|vrac\w*|revin|intorc|revenire"
    r"|ujra|vissza\w*|επιστρ\w*|πισω|donuyor\w*|donec\w*|donus\w*|geri|вернусь|вернуть\w*|выйду|возвращ\w*|поверн\w*|вийду|връщ\w*|назад"
    r"|се враќ\w*|вратам|kembali|balik|babalik|tro lai|quay lai|rudi|nitarudi|aftur|kthe\w*|[سو]{0,2}[اأن]عود|العودة|عودتي|برمی\w*|بازگشت"
    r"|در خدمت|אחזור|אשוב|חוזר\w*|חזרה|वापस|लौट\w*|wapas|ফির\w*|திரும்ப\w*|واپس)"
    r"|再開|復帰|戻り|出社|より(?:順次|通常|対応)|以降|복귀|출근|돌아|返回|回来|恢复|返崗|返岗|上班|กลับ",
)

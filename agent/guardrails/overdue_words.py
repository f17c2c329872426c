"""Words that call an invoice overdue, that join several, and that speak of a part or of what may still come."""

import re

# Only what says plainly that the day has passed; "open" and "unpaid" are also said of what is still to fall due.
PAST_DUE_WORDS = (
    r"overdue|past due|days late|überfällig|(?:im|in) Verzug|en retard|échue?s?(?! ?le)|vencid[ao]s?|vencieron|en mora|venceram|em atraso|scadut[aeoi]|in ritardo|te laat|over de vervaldatum|achterstallig"
    r"|förfall(?:en|na|et)\b|försena[dt]|forfald(?:en|ne|t)\b|overskredet|forfalt|erääntyn\w+|myöhässä|po terminie|przeterminowan\w+|zaległ\w+|po splatnosti|lejárt(?!á|a)\w*|késedelmes|restant[eă]?\b|ληξιπρόθεσμ\w+|vadesi (?:geç|dol)\w+|gecik(?:miş|ti)\w*"
    r"|простроч\w+|термін\w*(?: оплати)? (?:вже )?(?:минув|сплив)|просроч\w+|срок\w*(?: оплаты)? (?:уже )?(?:ист[её]к|прош[её]л)|متأخر\w*|באיחור|בפיגור|अतिदेय|(?:तिथि|तारीख|तारीख़) (?:निकल|बीत|पार)"
)
_PAST_DUE_UNSPACED = r"(?:期日|期限)を?(?:すでに|既に)?過ぎ|期限切れ|延滞|연체|(?:납기|기한|기일|결제일|지급일)\w{0,2}[^.,]{0,6}(?:지났|지난|경과)|逾期|已(?:经)?(?:到期|过期|過期)|超期"
BOTH_WORDS = r"both|beide|les deux|toutes deux|ambas|ambos|las dos|entrambe|as duas|båda|begge|molemmat|obie|oba|obě|obidvě|is|mindkettő|mindkét|ambele|και τα δύο|και οι δύο|her ikisi|her iki|обидва|оба|كلاهما|שתיהן|दोनों"
# A condition, a future or a boundary: nothing is said to have passed.
NOT_YET_WORDS = (
    r"if|will|before|until|becomes?|would|wenn|falls|wird|werden|bevor|si|sera|seront|avant|será|serán|antes|serão|caso|sarà|saranno|prima|als|wordt|worden|zal|voordat|blir|ska|innan|hvis|bliver|vil|inden|før|jos|ennen|tulee"
    r"|jeśli|jeżeli|gdyby|będzie|zanim|aby|żeby|stanie|pokud|bude|budou|než|aby|když|ha|lesz|nehogy|mielőtt|dacă|va|vor|înainte|αν|εάν|θα|πριν|eğer|olursa|olacak|önce|якщо|якби|буде|будуть|стане|щоб|перш|если|будет|будут|станет|чтобы|прежде"
    r"|إذا|سوف|قبل|אם|יהיה|לפני|यदि|अगर|होगा|होगी|होंगे|पहले|ताकि"
)
_NOT_YET_UNSPACED = r"場合|れば|前に|ないよう|予定|となります|になります|(?:으|하|되|지나)면|예정|전에|않도록|如果|若|如|将|將|之前|以免|避免"
PAST_DUE = re.compile(rf"(?<!\w)(?:{PAST_DUE_WORDS})|{_PAST_DUE_UNSPACED}", re.IGNORECASE)
BOTH = re.compile(rf"(?<!\w)(?:{BOTH_WORDS})(?!\w)|いずれも|どちらも|両方|ともに|모두|둘 다|都|均|皆", re.IGNORECASE)
NOT_YET = re.compile(rf"(?<!\w)(?:{NOT_YET_WORDS})(?!\w)|{_NOT_YET_UNSPACED}", re.IGNORECASE)
# Between "overdue" and a number: a new clause, not the invoice that is meant ("A is overdue and B …").
JOINT = re.compile(
    r"and|or|but|und|oder|aber|et|ou|mais|y|e|o|pero|ma|mas|en|maar|och|og|men|ja|mutta|i|oraz|a|ale|és|de|și|dar|και|αλλά|ve|та|і|й|але|и|а|но|и|و|और|तथा|पर|\w*(?:고|며|지만|는데)",
    re.IGNORECASE,
)
# "Of 8,000 in all, 5,000 is overdue".
PART = re.compile(
    r"중|のうち|中|其中|of which|of that|davon|dont|di cui|de los cuales|dos quais|waarvan|varav|heraf|herav|z czego|w tym|z toho|ebből|din care|из них|из котор|з них|з яких|में से",
    re.IGNORECASE,
)

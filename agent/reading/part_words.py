"""What joins a part and the rest, and what the rest is called where no invoice is meant; accents off."""

from __future__ import annotations

import re

JOIN = re.compile(
    r"[,;،؛]\s+|[、，；]\s*|\s[–—-]{1,2}\s|\s+(?:and|but|while|plus|then|und|aber|et|mais|puis|y|pero|e|mas|ma|poi|en|maar|i|ale|a|oraz|och|men|og|ja|mutta|și|si|iar|dar|és|de|meg|ve|ama|та|а|але|и|но|і|й|και|αλλά|ו|и|и|dan|và|at|और|aur|lekin|na)\s+",
    re.I,
)
# "5,000 of the remaining 8,000" is one sum.
OF_WHICH = re.compile(
    r"(?<![^\W_])(?:of|from|out of|von|aus|de|del|des|du|di|dei|do|da|van|af|av|z|ze|iz|из|з|από|of all)\s*$"
)
REST = re.compile(
    r"(?<![^\W_])(?:(?:the |my |our )?(?:balance(?! sheet| of | due)|remaining|remainder|rest(?! assured))(?! of the (?:week|month|year))|other half|second half"
    r"|de rest|het restant|der rest|den rest|rest(?:betrag|summe|zahlung)\w*|restlich\w*|le solde|le reste|les? \d[\d ., ]* restants?|el resto|el saldo|los? restantes?|lo que falta|il saldo|il resto|la differenza|i restanti"
    r"|o resto|o saldo|o restante|os restantes|aos restantes|resten|resterende|restbelop\w*|restbelob\w*|loppuosa\w*|loput|loppusumma\w*|reszt\w*|pozostal\w*|zbytek|zbyva\w*|zbyvajic\w*|doplatek"
    r"|zvysok|zostatok|ostatak|ostatka|preostal\w*|ostanek|maradek\w*|fennmarado\w*|a tobbi\w*|restul|diferenta|υπολοιπο|το υπολοιπο|kalan\w*|bakiye\w*|gerisi\w*|решт\w*|залишок|залишк\w*|остат\w*|остальн\w*|ulejaan\w*|likus\w*|likut\w*"
    r"|atlikum\w*|atlikus\w*|sisanya|sisa|baki\w*|con lai|phan con lai|natitira\w*|iliyobaki|kiasi kilichobaki|pjesa tjeter|baki|baaki)(?![^\W_])"
    r"|المتبقي|الباقي|باقي المبلغ|היתרה|יתרת|השאר|बाकी|शेष|残り|残額|残金|余款|尾款|剩余|剩下|其余|나머지|잔액|잔금|ที่เหลือ|ส่วนที่เหลือ|باقی|مابقی|বাকি"
)

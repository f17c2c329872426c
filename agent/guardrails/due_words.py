"""Words right before a date that make it a due date, and words for being overdue, in the languages of letters."""

DUE_BEFORE = (
    r"(?:\bdue(?: for payment)?(?: date)?|overdue|unpaid|payable|past due)(?: is| was| of|:)? ?(?:on|since|from|by|for)?,? ?$"
    r"|(?:fällig|zahlbar|überfällig)(?:keit)?(?: gewesen)?:? ?(?:war |ist )?(?:am|seit|seit dem|zum|bis)?(?: dem)? ?$|Fälligkeit(?:sdatum)?:? ?(?:war |ist )?(?:am |der )?$"
    r"|(?:échue?s?|exigible|échéance|payable)(?: (?:était|est|du|au|le|depuis))*(?: fixée)?:? ?(?:le|depuis le|au|du)? ?$"
    r"|(?:venci[óo]|vencida|vencimiento|vence)(?: (?:el|desde|desde el|en|era|es|fue))*:? ?$|(?:venceu|vencida|vencimento)(?: (?:em|a|desde|no dia|era|é|foi))*:? ?$"
    r"|(?:scadut[aoie]|scadenza|scadeva)(?: (?:il|dal|al|era|è|in data))*:? ?$|(?:vervallen|vervaldatum|verviel|vervalt|betaaldatum)(?: (?:op|sinds|was|is))*:? ?$"
    r"|(?:termin(?: płatności)?|płatn[aey]|wymagaln[aey])(?: (?:był|minął|upłynął|do|od|dnia|przypadał))*:? ?$|(?:förföll|förfallen|förfallodag|förfallodatum)(?: (?:var|den|sedan|är))*:? ?$"
    r"|(?:forfaldt|forfalden|forfaldsdato|forfald|forfalt|forfallsdato|forfalt)(?: (?:den|siden|var|er))*:? ?$|(?:eräpäivä|erääntyi|erääntynyt)(?: (?:oli|on))*:? ?$"
    r"|(?:splatn\w+|splatnost\w*)(?: (?:byla|je|od|dne|ke dni))*:? ?$|(?:esedékes\w*|határid\w+|lejárt)(?: (?:volt|napja))*:? ?$|(?:scaden\w+|scadent[ăe])(?: (?:la|din|era|a fost|este|pe))*:? ?$"
    r"|(?:vadesi|vade tarihi|vade|son ödeme tarihi):? ?$|(?:έληξε|ληξιπρόθεσμ\w+|λήξη\w*|προθεσμία)(?: (?:στις|από|ήταν|τις|την))*:? ?$"
    r"|(?:срок(?: оплаты)?|оплат\w+|просрочен\w*)(?: (?:истёк|истек|был|до|с|наступил))*:? ?$|(?:термін(?: оплати)?|прострочен\w*)(?: (?:минув|сплив|був|до|з|настав))*:? ?$"
    r"|(?:استحق\w*|الاستحقاق|مستحقة|تستحق)(?: (?:في|منذ|بتاريخ|كان|هو|يوم))*:? ?$|(?:להיפרע|לתשלום|מועד (?:ה)?תשלום|הפירעון)(?: (?:כבר|היה|הוא|עד|ביום))*:? ?(?:ב-|ב|:)? ?$"
    r"|(?:не оплачен\w*|неоплачен\w*|просрочен\w*|в просрочке|висит|числится)(?: \w+)? с ?$|(?:не сплачен\w*|несплачен\w*|прострочен\w*)(?: \w+)? (?:з|із|від)о? ?$|срок\w*(?: оплаты| платежа)?(?: \S+){0,2} (?:ист[её]к\w*|наступил|прош[её]л|вышел)(?: \w+)? ?$|(?:термін|строк)\w*(?: оплати| сплати)?(?: \S+){0,3} (?:минув|сплив|настав|вийшов|закінчився|—|-|до)(?: \w+)? ?$"
    r"|termin\w*(?: płatności| zapłaty)?(?: \S+){0,2} (?:minął|upłynął|przypadał|mijał|był)(?: \w+)? ?$|(?:po terminie|przeterminowan\w+|zaległ\w+|nieopłacon\w+|niezapłacon\w+)(?: już)? od ?$|(?:powinna|powinien|miał\w*)(?: \w+){0,3} (?:opłacon\w+|zapłacon\w+|uregulowan\w+|wpłynąć)(?: \w+)? (?:do|dnia) ?$"
    r"|splatnost\w*(?: \S+){0,2} (?:uplynula|vypršela|nastala|byla|byl)(?: \w+)? ?$|(?:po splatnosti|neuhrazen\w+|nezaplacen\w+)(?: už| již)? od ?$|měl[ao]?(?: \w+){0,3} (?:uhrazen\w*|zaplacen\w*)(?: \w+)? (?:do|k) ?$|(?:अंतिम तिथि|देय तिथि|आख़िरी तारीख|आखिरी तारीख)(?: \S+)? ?$|自$|(?:应|應|须)(?:该)?(?:在|于|於) ?$"
    r"|(?:देय तिथि|देय)(?: (?:थी|है))*:? ?$|(?:支払期日|支払期限|お支払期日|期日)(?:は|が|の|:)? ?$|(?:到期日|应付日期|付款期限|应于|到期)(?:为|是|:|于)? ?$|(?:지급기일|결제일|납기일|만기일|기한)(?:은|이|:)? ?$"
)
# Right behind a date: that it is the due date.
DUE_AFTER = (
    r"^(?:,? (?:zur Zahlung )?fällig(?!keit)|,? (?:war )?zahlbar\b| vervallen\b|(?: r\.)? (?:minął|upłynął) termin| (?:vypršela|uplynula) splatnost"
    r"|(?:\.|-[aáeé]n|-i)* (?:volt |lett )?(?:esedékes|lejárt|járt le|határid)|(?: г\.)? (?:был срок|ист[её]к срок|наступил срок)|(?: р\.)? (?:був термін|сплив термін|минув термін)"
    r"| (?:को )?(?:ही )?(?:देय|की देय तिथि)| ?(?:付で|が|は|に)?(?:ご?入金|お?支払い?)?の?(?:期日|期限)| ?(?:이|가|은|에)? ?(?:결제일|결제 ?기한|지급기일|납기|만기)| ?(?:已|就)?(?:到期|应付|應付|截止)| ?起(?:就|即|便)?(?:已|一直)?(?:逾期|拖欠|未付|到期)| ?之?前(?:应|應|就应|就该)?(?:付清|支付|付款|结清)(?! ?(?:的)?(?:款项|即可))"
    r"|(?:\.|-[a-záéóöőúüű]+)* ?(?:óta|napja) (?:\w+ )?(?:lejárt|késik|késedelm|esedékes|rendezetlen|kifizetetlen|tartozás)|(?:\.|-[a-z]+)*-?ig kellett volna| से (?:ही )?(?:बकाया|अतिदेय|लंबित|देय)| (?:को|तक) (?:ही )?(?:हो ?ना था|हो जाना चाहिए था|किया जाना था|भुगतान होना था)| ?(?:までに|まで)(?:お支払い?|ご入金|ご送金|お振込み?)\w{0,8}(?:はず|予定|約束)| ?(?:から|以降|より)(?:未払い|未入金|延滞|滞納|遅れ)| ?부터 (?:\S+ )?(?:연체|미납|밀려|지연)| ?까지 (?:\S+ )?(?:결제|입금|지급|납부)(?:되었어야|됐어야|되어야 했|하셨어야|하셔야 했|해야 했)|(?: г\.)?[^.\n]{0,14}(?:именно тогда|в этот день|тогда и) (?:ист[её]к|наступил|прош[её]л)|(?: р\.)?[^.\n]{0,14}(?:саме тоді|того дня|цього дня) (?:минув|сплив|настав))"
)
# Right before or behind a date: that it is the day of issue.
ISSUED_BEFORE = (
    r"(?:\b(?:issued|dated|billed|invoiced)(?: on)?|\b(?:ausgestellt|gestellt) am|\bRechnung(?:sdatum)? vom|\bémise? le|\bdatée? du|\bemitida? (?:el|em|a)|\bde fecha|\bemess[ao] il|\bdatat[ao]|\buitgeschreven op|\bgedateerd"
    r"|\bwystawion\w+(?: w)?(?: dni[au])?|\bz dnia|\bvystaven\w*(?: dne)?|\bze dne|выставлен\w*(?: от)?|виставлен\w*(?: від)?|выписан\w*|виписан\w*|जारी तिथि|発行日(?:は|:)|발행일(?:은|:)|开票日期(?:为|是|:)) ?$"
)
ISSUED_AFTER = r"^(?:(?:\.|-[aáeé]n|-i)* (?:kelt\w*|kiállított\w*|kiállít\w*)| को (?:जारी|बना)| ?(?:付(?:け)?の(?:ご?請求|請求)|に?発行|付発行)| ?(?:에|자로?) ?(?:발행|작성)| ?(?:开具|開具|开票|开出|開立))"
OVERDUE = (
    r"overdue|past due|late|behind|outstanding|unpaid|überfällig|fällig|Verzug|offen|rückständig|retard|impayée?|échue?|demora|retraso|vencid|atraso|ritardo|scadut|te laat|vervallen|achterstall|over tijd|po terminie|opóźni|spóźni|przeterminowan"
    r"|försenad|förfall|sen\b|forsinke|forfald|forfalt|over forfald|myöhässä|eräänty|po splatnosti|zpožděn|prodlení|késés|lejárt|késedelm|întârzi|restan|depășit|gecik|geçti|geçmiş|vadesi|καθυστέρησ|ληξιπρόθεσμ|έληξε|просроч|опозда|простроч|запізн|прострочен|закъсн"
    r"|تأخر|متأخر|تأخير|באיחור|איחור|פיגור|विलंब|देरी|बकाया|लंबित|अतिदेय|超過|遅れ|過ぎ|滞納|延滞|逾期|拖欠|超期|연체|지연|지났|지난|kasni|zakasn|omeškan|retard|quá hạn|trễ|เกินกำหนด|ค้าง|terlambat|tertunggak|lewat"
)

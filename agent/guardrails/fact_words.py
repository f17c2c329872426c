"""Words around figures in the languages of letters, as regular expressions: days, deadlines, overdue, accounts, percent."""

DAY_WORDS = (
    r"days?|Tag(?:e[ns]?)?|jours?|jrs?|d[ií]as?|giorn[oi]|dag(?:en|ar|er|e|s)?|dager|dni(?:ach)?|dzień|päiv\w*|den|dnů|dny|dne|dní|nap\w*|zile|zi|dan\w*"
    r"|дн\w+|день|ден|ημέρ\w*|μέρ\w*|gün\w*|hari|ngày|siku|dienas?|dienų|päeva|يوم\w*|أيام|ימים|יום|दिन\w*|দিন|நாட்கள்|วัน|日間?|天|일"
)
DAY_ADJECTIVES = r"calendar|business|working|banking|full|Kalender|Werk|Bank|volle|ganze|werk|kalender|kalendarzowych|roboczych|calendarios?|hábiles|ouvr[ée]s|calendaires|pracovních|работн\w+|календарн\w+"
WEEK_WORDS = r"weeks?|Wochen?|semaines?|semanas?|settiman[ae]|we[ek]+en|wek?en|tygodni\w*|veckor?|uger?|uker?|viikko\w*|týdn\w+|hét|hete|săptămâni|недел\w+|тижн\w+|εβδομάδ\w*|hafta\w*|週間|周|주|minggu|tuần"
HOUR_WORDS = r"hours?|hrs?|Stunden?|Uhr|heures?|horas?|or[ae]|uur|uren|godzin\w*|timm\w+|timer|tunti\w*|tuntia|hodin\w*|óra|órán|ore|час\w*|годин\w*|ώρες|saat\w*|時間?|小时|시간?|jam|giờ|ساعة|שעות|घंटे|ชั่วโมง"

# Before or after a number of days: a deadline or a plan, not a statement about the debt.
DEADLINE_WORDS = (
    r"within|next|in|under|another|further|after|every|coming|additional|binnen|innerhalb|nächsten|kommenden|innert|weiteren?|spätestens|sous|dans|d'ici|prochains?|délai"
    r"|en|dentro|próximos|plazo|entro|nei|prossimi|binnen|komende|volgende|em|prazo|até|ciągu|najbliższych|terminie|inom|närmaste|indenfor|inden|næste|innen|neste|om"
    r"|kuluessa|sisällä|seuraavan|do|během|následujících|najbližších|belül|következő|termen|următoarele|течение|ближайшие|протягом|найближчі|рамките|εντός|επόμενες|içinde|içerisinde"
    r"|önümüzdeki|以内|以內|之内|内|이내|ภายใน|vòng|trong|dalam|waktu|خلال|غضون|תוך|בתוך|भीतर|अंदर"
)
# Right before or after a number of days: there it is a deadline too, a word further off it need not be.
DEADLINE_RIGHT_BEFORE = (
    r"(?:dispon\w+|tienen?|tenéis|máximo|tem|têm|dispõe\w*|ha|hai|avete|giro|massimo|tra|fra|în|maxim\w*|dispoziție|decurs|mult|aveți|σε|έχετε"
    r"|לכם|לך|עד|לכל היותר|لديكم|لديك|أمامكم|أمامك|أقصاها)"
    r"(?: (?:un|una|de|di|em|la|al|el|los|as|os|solo|aún|ainda|ancora|altri|más|mais|încă|doar|ακόμη|ακόμα|άλλες|עוד|רק))*"
)
DEADLINE_RIGHT_AFTER = r"(?:de tiempo|para|di tempo|per|de prazo|de plazo|la dispoziție|timp|διάστημα|για|var|vaktiniz|süreniz|للسداد|للدفع|לשלם|לתשלום|להסד\w+|מהיום)"
# There it says how long a debt has been open, whatever else stands near.
OVERDUE_RIGHT_BEFORE = (
    r"(?:hace|llevan?|acumulan?|há|(?:scadut|apert|insolut|ritard|sospes|pendent|inevas)\w* d[ai]|(?:restant|întârzi|scadent|neachitat|neplătit)\w* (?:de|cu)"
    r"|εδώ και|καθυστέρηση|καθυστερεί|منذ|מזה|באיחור של)(?: (?:más de|casi|mais de|quase|ya|já|oltre|più di|quasi|ormai|già|peste|mai mult de|aproape|deja|πάνω από|σχεδόν|أكثر من|نحو|כבר|יותר מ))*"
)
OVERDUE_RIGHT_AFTER = r"(?:de |em |di |in |sin |por |en )?(?:atraso|atrasad\w+|retraso|retrasad\w+|mora|demora|vencid\w+|pagar|ritardo|scadut\w+|întârziere|restanță|καθυστέρησ\w*|gecik\w+|تأخير|متأخر\w*|איחור|באיחור)"
# So many days late: the number must be that of an invoice, however long its terms are.
LATE_RIGHT_AFTER = (
    r"(?:overdue|late\b(?! (?:fee|payment|charge))|past (?:due|(?:its|the) due date)|in arrears|behind|überfällig|(?:im|in) (?:Verzug|Rückstand)|de retard|en retard|te laat|over (?:de )?(?:tijd|datum|vervaldatum)|achterstallig"
    r"|försena\w*|sen(?:a|t)?|för sen\w*|över (?:tiden|förfallodagen)|forsinke\w*|for sen\w*|over (?:tid\w*|forfald\w*|forfall\w*|betalingsfristen)|på overtid|myöhässä|yli eräpäivän|erääntynyt|erääntyneenä"
    r"|de retraso|de atraso|em atraso|di ritardo|in ritardo|po terminie|po splatnosti)"
)
LATE_RIGHT_BEFORE = r"(?:(?:overdue|late|past due) (?:by|for)|en retard de|försenad (?:med|i|sedan)|forsinket (?:med|i)|forfalt (?:for|i)|myöhässä(?: jo)?)(?: now| already| nå| nu)?"
# "More than 30 days late" may be said of forty, and of a rule.
LOOSE_RIGHT_BEFORE = r"(?:than|over|beyond|least|nearly|almost|about|mehr als|über|gut|fast|plus de|près de|presque|meer dan|ruim|bijna|än|över|nästan|drygt|end|enn|næsten|nesten|yli|lähes|más de|mais de|più di|oltre)"
ACCOUNT_WORDS = (
    r"IBAN|account|acct|a/c|sort code|routing|ABA|BSB|transit|CLABE|CBU|CVU|IFSC|PIX|Konto(?:nummer|nr)?|Kto|BLZ|Bankleitzahl|compte|RIB|cuenta|conto|rekening(?:nummer)?|bankrekening"
    r"|conta|rachun(?:ek|ku|kiem)|nr konta|konto|kontonummer|bankgiro|plusgiro|bg|pg|tili(?:numero)?|účet|účtu|bankszámla\w*|számlaszám\w*|cont(?:ul)?|сметка|счет|счёт|рахунок|hesap|hesabı\w*"
    r"|λογαριασμ\w+|口座番?号?|账户|账号|帳戶|계좌\w*|rekening|tài khoản|บัญชี\w*|حساب|חשבון|खाता"
)
PERCENT_WORDS = r"%|٪|Prozent|percent|per cent|pour cent|por ciento|per ?cento|procent\w*|prosent\w*|por cento|prosenttia|százalék|процент\w*|відсотк\w*|τοις εκατό|yüzde|パーセント|퍼센트|प्रतिशत"

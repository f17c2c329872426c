"""Abbreviations that end no sentence, and salutations."""

from __future__ import annotations

import re

# Languages that write ordinal numbers with a point: "am 3. März" is no end of a sentence.
ORDINAL_POINT = frozenset(
    {
        "de",
        "da",
        "nb",
        "fi",
        "cs",
        "sk",
        "hu",
        "sl",
        "hr",
        "sr",
        "bs",
        "pl",
        "et",
        "lv",
        "tr",
        "is",
        "lt",
        "nn",
        "mk",
        "bg",
    }
)
# What may follow an ordinal number with a capital letter, as German nouns have it.
ORDINAL_WITH = re.compile(
    r"(?:Jan|Jän|Feb|Mär|Apr|Mai|Jun|Jul|Aug|Sep|Okt|Nov|Dez)\w*|(?:\w+)?(?:[Rr]ate|[Mm]ahnung|[Qq]uartal|[Tt]ag|[Ww]oche|[Mm]onats?|[Hh]albjahr|[Tt]eil(?:zahlung)?|[Ee]rinnerung"
    r"|[Ll]ieferung|[Aa]bschlag\w*|[Ii]nstanz|[Oo]G|[Ss]tock|[Mm]al|[Hh]älfte|[Kk]alenderwoche|[Jj]ahres?)\b|KW\b|I{1,3}V?\b"
)
# A point after these ends no sentence: titles, "no.", ordinal days and initials.
ABBREVIATION = re.compile(
    r"(?:\b(?:mr|mrs|ms|dr|prof|st|no|nos|nr|inv|approx|e\.g|i\.e|z\.b|d\.h|bzw|ca|ggf|evtl|str|co|ltd|inc|rs|fa|hr|fr|m|mme|mm|sr|sra|dhr|mevr|"
    r"ul|szt|wt|śr|cz|pt|tj|np|dz|fakt|rech|best|kl|kap|bl|evt|resp|ev|nom|art|tel|ext|acc|ref|ord|fact|vs|č|čj|tzv|лв|руб|грн|р|т|г|№|п|αρ|ziff|abs|bzgl|inkl|exkl|zzgl|max|min|mind|bspw|betr|betreff|gem|lt|sog|vgl|hd|z\.hd|i\.a|i\.v|i\.d\.r|u\.a|o\.g|s\.o|belegnr|rechnungsnr|rechnr|kdnr|kundennr|re-nr|kto|pos|abt|dipl|ing|mag|frl|str|tel|mio|mrd|tsd"
    r"|a\.s|s\.r\.o|sp|o\.o|z\s?o\.o|d\.o\.o|d\.d|a\.d|s\.a|s\.l|s\.p\.a|s\.r\.l|b\.v|n\.v|k\.s|v\.o\.s|t\.a\.v|n\.º|n\.o|n°|nº|núm|p\.a|kft|zrt|ltda|gmbh|pkt|poz|zał|woj|tys|mln|nip|dot|m\.in|itd|itp"
    r"|f\.eks|pr|m\.v|bl\.a|osv|dvs|pga|ang|iht|jf|mht|fra|adr|attn|att|esim|ym|nro|puh|alv|ns|ks|p\.ej|ej|pág|págs|sres|ud|uds|avda|depto|dpto|aprox|dra|lic|exmo|exma|v\.exa|cf|réf|env|mlle|etc\.?,|bijv|d\.d|t\.a\.v|o\.v\.v|m\.b\.t|jl|a\.s"
    r"|грн|коп|тыс|млн|ул|вул|буд|стр|ст|дог|рах|тел|т\.е|т\.к|напр|см|гр|бр|сч|чл|ал|тзв|κ|κα|κος|τηλ|αριθ|π\.χ|дин|ред|tzn|příp|např|popř|tj|napr|resp|príp|kap|odst|vč|tř|čl|nám|mgr|judr|bc|phdr|mudr|ing|npr|itd|oz|ipd|št|čl|tč|rb|br|sl|gđa|gosp|dipl|pl|ún|szla|sz|db|stb|kb|ill|dec|jan|feb|aug|sept|okt|nov|nr|skt|t\.d|kr|nb|sk|u\.þ\.b|lpp|piem|u\.c|t\.sk|u\.tml|pvz|t\.y|val|tūkst|eur|vnt)|\b[^\W\d_])\.$",
    re.I,
)
GREETING = re.compile(
    r"^(?:dear|hi|hello|hey|good (?:morning|afternoon|evening|day)|greetings|morning|to whom|hallo|guten (?:tag|morgen|abend)|moin|servus|gruezi|grüezi|grüß gott|sehr geehrte[rn]?|liebe[rn]?"
    r"|bonjour|bonsoir|madame|monsieur|cher|chère|salut|hola|buen(?:os|as)? (?:d[ií]as?|tardes|noches)|buenas|estimad[oa]s?|ol[áa]|oi|bom dia|boa tarde|boa noite|prezad[oa]s?|car[oi]s?|exm[oa]s?"
    r"|buongiorno|buonasera|salve|gentil[ei]|egregio|spett|ciao|beste|geachte|goedemorgen|goedemiddag|goedendag|dag|dzień dobry|witam|szanown[aiy]|cześć|hej(?:san)?|hejsa|god (?:dag|morgen|morgon)|kære|kjære"
    r"|hei|moi|hyvä|terve|päivää|dobrý (?:den|deň)|dobrý večer|vážen[áéíý]|ahoj|jó napot|tisztelt|kedves|szia|bună (?:ziua|dimineața|seara)|stimat[ăe]|καλημέρα|καλησπέρα|γεια|αγαπητ[έήοί]|αξιότιμ"
    r"|merhaba|sayın|iyi günler|selam|добрий (?:день|ранок)|доброго дня|вітаю|шановн|добрый день|здравствуйте|уважаем|добър ден|здравейте|dobar dan|poštovan|pozdrav|spoštovan|tere|labas|sveiki|labdien"
    r"|السلام عليكم|مرحبا|السيد|السادة|تحية|أهلا|درود|با سلام|سلام علیکم|السلام|محترم|جناب|صباح الخير|مساء الخير|حضرات|سعادة|عزيزي|הי|היי|ערב טוב|לכבוד|महोदय|प्रिय|श्रीमान|নমস্কার|প্রিয়|জনাব|আসসালামু|வணக்கம்|அன்புள்ள|মহাশয়|ఆర్యా|שלום|בוקר טוב|नमस्ते|नमस्कार|आदरणीय|您好|你好|尊敬|お世話に|拝啓|안녕하|selamat|halo|kính|chào|xin chào|สวัสดี|เรียน|ถึงคุณ|سلام|huomenta|iltaa|tere hommikust|tervist|lugupeetud|austatud|sveicin[āa]ti|cien[īi]j|godātais|labas rytas|gerbiam|laba diena|sveiki|góðan dag|sæl|sæll|blessuð|blessaður|kæri|kæra|tungumál"
    r"|sali\b|sal[uü]\b|hoi|gr[üu]e[sz]+ech|gr[üu]e[tz]+i|moinsen|mahlzeit|na\b|werte[rn]?\b|morgen\b|tach|goeie?dag|goeiem[oô]re|beste|middag|dagen|tjena|tjenare|halloj|heisann|hejsan|halloysan|dobr[éý] r[áa]no|hezk[ýé] den|pěkný den|pekn[ýé] (?:den|deň)|mil[áý]|ahojte|čau|nazdar"
    r"|tisztelt|üdvözlöm|üdv\b|szép napot|bun[ăa] (?:dimineata|seara)|salutare|domnule|doamn[ăa]|здравствуй|добрый вечер|доброе утро|доброго времени|привет|коллеги|уважаеми|драги|почитувани|почитуван|здраво|добар дан|поштован|pozdravljen|živjo|bok\b|cijenjen|dragi|draga|përshëndetje|mirëdita|i nderuar|e nderuar|tungjatjeta"
    r"|assalam|selamat (?:pagi|siang|sore|malam|petang|tengah hari|sejahtera)|kepada yth|yth\b|dengan hormat|bapak|ibu|pak\b|bu\b|kak\b|tuan\b|puan\b|encik|salam|habari|ndugu|mpendwa|shikamoo|hujambo|magandang|mahal na|kamusta|kumusta|bon dia|bona tarda|benvolgu|senyor|bos dias|boas|exm[oa]s|caríssim|egunon|arratsalde|kaixo|გამარჯობა|დილა მშვიდობისა|პატივცემულო|ողջույն"
    r"|お疲れ|いつもお世話|初めまして|はじめまして|ご担当者|経理ご?担当|平素|关于|各位|老师好|早上好|下午好|亲爱的|담당자|수고|선생님|anh\b|chị\b|thưa)",
    re.I,
)
# Japanese and Chinese put the honorific behind the name: 田中様, 御中.
ADDRESSEE_LAST = re.compile(r"(?:様|さま|さん|御中|殿|先生|各位|经理|老师|님|귀하|귀중|께)[、,，:：]?$")
# Polite words that end a Thai sentence.
THAI_ENDING = re.compile("(?:ครับ|ค่ะ|คะ|ค้า|จ้า|จ้ะ|นะ|แล้ว|ครับผม)$")
# What stands between a salutation and the name without a capital letter.
SMALL_WORDS = frozenset(
    re.findall(
        r"[\w'’]+",
        "und and et y e i og och en ja és és a à ao aos the to of team all alle alles allemaal everyone everybody there again together sir madam madame gentlemen ladies folks guys mate buddy zusammen allerseits frau herr herren damen hr fr"
        " tous toutes monsieur messieurs todos todas equipo señor señora señores don doña sr sra equipe senhor senhora tutti tutte signora signore signor dott heer mevrouw dhr mevr collega collega's alla kaikki hyvät herra rouva igjen igen"
        " pan pani pane panie panowie państwo paní páni slečno kolegové kolegovia kolege kolegice domnule doamnă doamna dragă úr asszony hölgyem uram kollégák gospod gospa gospodine gospođo g ga pozdrav všem všichni vsem svima"
        " bey hanım efendim arkadaşlar hocam пане пані панове колеги коллеги господин госпожа г жа всички сите господине госпођо κύριε κυρία κ κα yang terhormat terhormat bapak ibu pak bu kak tuan puan encik bos boss sahib ji sir po at ng mga anh chị em quý công ty"
        " härra proua kõigile visiem kungs kundze ponas ponia visi herra frú öll zoti zonja bwana mama ndugu al als del de la le dag middag morgen tag abend day morning afternoon evening hi hello you u geachte liebe lieber sehr geehrte geehrter geehrten vážený vážená vážení dear",
    )
)

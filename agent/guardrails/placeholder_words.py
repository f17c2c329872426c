"""Marks of unfinished texts: template syntax, empty values, talk of prompts and models, broken encoding."""

import re

TEMPLATE = re.compile(
    r"\{\{|\}\}|\{\d{1,2}\}|\$[A-Za-z_]{3,}|(?<!\w)%[A-Za-z_]{3,}%|@@\w+@@|\|[A-Z_]{3,}\||[?]{4,}|\w[?]{2,}\w|(?:[?]{2,} ){2,}|\{%|%\}|<%|\$\{|\{[^\W\d][\w\u0900-\u0dff '.-]{0,40}\}|<<|>>|<[^\W\d][\w\u0900-\u0dff .-]{1,40}>|%\([a-z_]+\)s|(?<!\w)%[sd](?!\w)"
    r"|\[(?=[^\]\n]*[^\W_][\w\u0900-\u0dff])[^\]\n]{2,160}\]|【[^】\n]{0,20}(?:姓名|日期|金额|金額|公司名|编号|填写|氏名|日付|会社名|番号|入力|날짜|이름)[^】\n]{0,10}】|[○〇◯]{2,}|×{2,}|(?<![A-Za-z])XX(?=先生|女士|公司|様|さん|님|사\b)|\[\s*\]|_{4,}|(?<!\w)[Xx]{3,}(?!\w)|(?<!\w)[Xx]{2}[./-][Xx]{2}(?:[./-](?:[Xx]{2,4}|20\d\d))?(?!\w)|(?<!\w)(?:DD|dd|JJ|jj|TT|GG|gg|ZZ|zz|HH|ΗΗ|ηη)[./-](?:MM|mm|LL|ΜΜ|μμ)[./-](?:YYYY|yyyy|AAAA|aaaa|JJJJ|jjjj|ΕΕΕΕ|εεεε|20\d\d)(?!\w)|(?<!\w)(?:#{3,}|\*{4,})|```|&(?:nbsp|amp|lt|gt|quot|#\d+);|\\n|\\u[0-9a-f]{4}|=\?utf-8\?|</?(?:p|br|b|td|tr|div|html|body)\s*/?>",
    re.IGNORECASE,
)
EMPTY_VALUE = re.compile(
    r"(?<![\w-])(?:None|null(?! (?:stress|Stress|problem\w*|prosent|Prozent|Komma|komma|Problem\w*|kroner))|NaN|undefined|N/A|#REF!|#N/A|TODO|TBD|FIXME|Invalid [Dd]ate)(?![\w-])"
)
LEAK = re.compile(
    r"lorem ipsum|(?:insert|fill in|add|enter|put) (?:\w+ ){0,4}here\b|(?:^|\n)\s*(?:note to (?:self|writer|editor|sender)|(?:tone|context|draft|persona|role|output|email draft|task|template|variables?)\s*:)|(?:sure|certainly|of course)[,!] here|do not (?:mention|reveal|include) (?:the |any )?(?:interest|discount|instruction|prompt|dispute)|keep (?:the|your) tone|\[?object object\]?"
    r"|(?:hier|bitte) (?:\w+ ){0,3}(?:einfügen|eintragen|ergänzen)\b|(?:insérer|à compléter|compléter) ici|(?:insertar|insertar aquí|completar aquí|poner aquí)|inserire qui|hier invullen|inserir aqui|wstaw(?:ić)? tutaj|buraya (?:\w+ )?(?:yaz|ekle)|вставьте|вставить сюда|вставте|συμπληρώστε εδώ|doplňte sem|beszúrni|ide (?:írja|kerül)|introduceți aici|ここに\w*(?:入力|記入|挿入)|(?:此处|在此)(?:填写|插入|填入)|여기에 \w*(?:입력|삽입)|यहाँ \w* ?(?:डालें|भरें|लिखें)|أدخل هنا|يُرجى إدخال|הכנס כאן|הזן כאן"
    r"|model(?:o|lo|e|u|ul|lu)? (?:d[aei]l? |ling[uv]\w+|język\w+|językow\w+)\w*|модел\w* (?:языка|мови)|мовн\w+ модел|как модель|γλωσσικό μοντέλο|(?:ως|σαν) (?:τεχνητή|AI|ΤΝ)|מודל שפה|בינה מלאכותית(?: אינ|,? לא)|כבינה מלאכותית|نموذج لغ\w+|(?:بصفتي|كوني|باعتباري) (?:نموذج|ذكاء|مساعد)|भाषा मॉडल|(?:एक )?(?:एआई|AI) (?:के रूप में|मॉडल)|언어 ?모델|(?:AI|인공지능)(?:로서|으로서| 모델)|mô hình ngôn ngữ|โมเดลภาษา|model bahasa|sebagai AI|(?:als|som|como|comme|jako|come|ca|mint|olarak|как|як) (?:(?:e[it]n|una?|une|ein[e]?) )?(?:AI|KI|IA|MI|YZ|ИИ|ШІ)\b"
    r"|\bas an? (?:AI|artificial|language|virtual assistant)|language model|I(?: am|'m) an AI|system prompt|my instructions|(?:^|\n)\s*(?:system|assistant|user|prompt|instructions?|subject)\s*:"
    r"|(?<!\w)(?:here(?: is|'s)|hier ist|hier is|hier haben Sie|voici|här är|här kommer|her er|her kommer|tässä on) (?:the|an?|your|de[nrt]?|die|das|eine?|une?|la|le|een|et|en|ett)? ?(?:[^\W\d_]+ ){0,2}(?:version|versie|versjon|versio|Fassung|draft|Entwurf|utkast|udkast|luonnos|brouillon|concept|ontwerp)(?!\w)(?![^.\n]*(?:invoice|rechnung|facture|factuur|faktura|lasku))"
    r"|here(?: is|'s) (?:the|a|your) (?:draft|e-?mail|message|revised)|als KI|Sprachmodell|als künstliche|modèle de langage|en tant qu'(?:IA|intelligence|assistant)|modelo de lengua|como (?:una )?IA\b|inteligencia artificial,? no"
    r"|modello linguistico|in quanto IA|come IA\b|als AI|taalmodel|modelo de linguagem|como (?:uma )?IA\b|model(?:em)? językow|jako (?:AI|sztuczna)|språkmodell|som (?:en )?AI\b|sprogmodel|yapay zek[aâ] (?:olarak|modeli|dil)|dil modeli"
    r"|(?:como|sou|soy) (?:un[a]? )?asist\w+ (?:virtual|de IA)|como assistente (?:virtual|de IA)|(?:come|in qualità di|sono un) assistente (?:virtuale|IA|AI)|ca asistent (?:virtual|AI)|jako (?:wirtualny )?asystent|jako (?:virtuální )?asistent|virtuális asszisztens|mesterséges intelligenciaként|(?:como|come|in quanto|ca|jako) (?:una? |uma |un')?(?:inteligencia artificial|inteligência artificial|intelligenza artificiale|inteligență artificială|umělá inteligence)|ως (?:ψηφιακός|εικονικός) βοηθός"
    r"|(?:claro|por supuesto|certo|certamente|sigur|desigur|oczywiście|jasne|jistě|samozřejmě|természetesen|persze|φυσικά|βεβαίως)[,!.:]? (?:aquí|aqui|ecco|iată|oto|zde|tady|itt|ορίστε)\b|(?:aquí|aqui) (?:tienes?|está|tem|va|vai) (?:\w+ )?(?:versión|versão|borrador|rascunho|correo|e-?mail)|ecco (?:\w+ )?(?:versione|bozza)|iată (?:\w+ )?(?:versiune|variant|draft|ciorn)\w*|oto (?:\w+ ){0,2}(?:wersj|szkic|propozycj)\w*|(?:zde|tady) je (?:\w+ ){0,2}(?:verz|návrh)\w*|íme (?:\w+ ){0,2}(?:változat|tervezet)\w*|ορίστε (?:\w+ ){0,3}(?:εκδοχή|κείμενο|προσχέδιο)"
    r"|\((?:data|fecha|datum|nome|nombre|imię|jméno|név|kwota|importe|valor|sum[aă]|částka|összeg|ποσό|όνομα|ημερομηνία) (?:de |do |da |di |del |della )?(?:venc\w+|scaden\w+|aquí|aqui|qui|tutaj|sem|ide|εδώ|cliente|klienta|clientului|zákazníka|ügyfél|πελάτη)\)|\(?(?:inserir|insertar|inserire|introduceți|introduceti|wstawić|wstaw|uzupełnij|uzupełnić|doplnit|doplňte|vložte|beilleszteni|kitöltendő|συμπληρώστε|εισάγετε) (?:(?:aquí|aqui|qui|aici|tu|tutaj|sem|ide|εδώ|o|a|el|la|il) )*(?:nom|nombre|nume|imi|kwot|dat|fech|import|valor|sum|jmén|část|név|összeg|όνομα|ποσό|ημερομ)\w*"
    r"|\([^)\n]{0,80}(?:this|diesen|diesem|ce|cet|este|esta|questo|questa|acest|deze|dit|ten|tento|αυτή την|αυτήν την|هذه|הזו|הזאת) ?(?:paragraph\w*|Absatz|párrafo|parágrafo|paragrafo|paragraf\w*|alinea|akapit\w*|odstavec|παράγραφο|الفقرة|פסקה)"
    r"|言語モデル|AIとして|(?:作为|作為)(?:一个|一個)?(?:AI|人工)|语言模型|언어 모델|AI로서|языков\w+ модел|как ИИ|jako (?:jazykový|AI)|jazykov\w+ model|nyelvi modell|tekoälynä|kielimalli",
    re.IGNORECASE,
)
MOJIBAKE = re.compile(
    r"\ufffd|Ã[\u0080-\u00bf\u0192\u201a-\u203a©¤¶¼ŸŸ¡±³ª«­§¨ ]|â€[\u0080-\u00ff™œžŸ\x9d\x9c“”˜]?|Â[£€°§ \u00a0·º]|Ð[\u0080-\u00bf°-¿]Ñ?|ï»¿|[ÐÑ][\u0080-\u00bf][ÐÑ]|ã[\u0080-\u0081][\u0080-\u00bf]"
)

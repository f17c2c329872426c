"""Titles, names and words that are no names."""

from __future__ import annotations

import re

TITLE = (
    r"(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Herrn?|Frau|Hrn|Fr|M|Mme|Mlle|Monsieur|Madame|Maître|Me|Sr|Sra|Srta|Don|Doña|D|Dña|Sig|Sigra|Sig\.ra|Dott|Dott\.ssa|Avv|Ing|Mag|Eng|Rag|Geom|Dhr|Mevr|Mevrouw|Meneer|Pan|Pana|Pani|Panią|Panem"
    r"|Paní|Pán|Panu|p|Hr|Fru|g|ga|gđa|gosp|gdin|gđica|Dl|Dna|Dlui|Doamna|Domnul|Doamnei|κ|κα|κο|κ\.κ|κυρία|κύριο|г-н|г-жа|г-жу|пан|пані|пана|пану|господин|госпожа|Pak|Bu|Bapak|Ibu|Bpk|Encik|Puan|Cik|anh|chị|Sayın|Bay|Bayan)\.?"
)
UPPER = r"A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĖĘĚĞĢĪĮİĶĻŁŃŅŇŌŐŒŔŘŚŞŠŢŤŪŮŰŲŹŻŽȘȚẠ-ỹΑ-ΩΆΈΉΊΌΎΏА-ЯЁІЇЄҐЂЈЉЊЋЏЃЌ"
WORD = rf"[{UPPER}][^\W\d_]+(?:[-'’][^\W\d_]+)*"
_LAST = rf"(?:{WORD}|[{UPPER}]\.)"
FULL_NAME = re.compile(
    rf"(?<![^\W_])(?:{TITLE}\s+)?({WORD}(?:\s+(?:van|von|de|der|den|di|da|do|dos|del|della|la|le|bin|al|ter|zu|{_LAST})){{0,2}}\s+{WORD})(?![^\W_])"
)
TITLED = re.compile(rf"(?<![^\W_])(?:{TITLE})\s+({WORD}(?:\s+{WORD})?)(?![^\W_])")
EAST_ASIAN = re.compile(
    r"([\u4e00-\u9fff々]{2,4}|[가-힣]{2,4})(?:\s?(?:先生|女士|小姐|经理|主任|会计|同事|様|さん|氏|宛|部長|課長|主任|님|씨|과장|대리|부장|팀장|차장|사원|주임|매니저)(?:님)?)?\s*(?:에게|께|로|まで)?[（(【<:：,，]?\s*$"
)
# Scripts without capitals: two words right before a bracket or the address.
UNCASED_NAME = re.compile(
    r"(?:الأستاذة?|السيدة?|الزميلة?|زميلتي|زميلي|المحامي|آقای|خانم|גב'|מר|עם|את|श्री|सुश्री|श्रीमती|คุณ|ดร\.)\s?((?:[^\W\d_]|\u0e31|[\u0e34-\u0e4e]|[\u0900-\u0903\u093a-\u094f]|')+(?:\s(?:[^\W\d_]|[\u0e31\u0e34-\u0e4e\u0900-\u0903\u093a-\u094f])+)?)\s*(?:على|عبر|به|ב|:|[-–—])?\s*[(<\[]?\s*$"
)
# Capitalised words that are departments, greetings or sentence openers and no names.
NO_NAME = re.compile(
    r"^(?:Please|Dear|Accounts?|Payable|Team|Thank|Thanks|Kind|Best|Hello|Hi|For|In|From|To|At|On|By|Mit|Bitte|Für|An|Ab|Von|Bei|Buchhaltung|Abteilung|Service|Finance|Billing|Department|Ltd|GmbH|Inc|Monday|Tuesday|Wednesday|Thursday|Friday"
    r"|January|February|March|April|May|June|July|August|September|October|November|December|Our|My|The|Your|All|Any|If|As|He|She|Shared|Cent(?:er|re)|Kreditoren\w*|Rechnung\w*|Debitoren\w*|Comptabilité|Service|Pour|Merci|Veuillez|Contactez|Para|Por|Contabilidad|Administraci\w+|Administrazione|Ufficio|Per|Voor|Vragen|För|Kontakta|Kontakt|Prosz\w*"
    r"|Proszę|Prosím|Kérjük|Vă|Pentru|Για|По|Для|Прошу|Просимо|Звертайтеся|Обращайтесь|Re|AW|Fwd|Ring|Contact|Email|E-Mail|Write|Urgent\w*|Invoice\w*|Claims?|Trustee|Office|Helpdesk|Mailbox|Nadomešča|Nadomesta|Zastępuje|Zastupuje|Vertretung\w*|Vertritt|Stand|Yerime|Lütfen|Hubungi|Silakan|Liên|Vui|Xin)\b",
    re.I,
)
# What is said of an address or a person that is no longer to be written to.
GONE = re.compile(
    r"(?:is|was|will be|has been|wird|ist|sudah|will)\b.{0,16}(?:switched|clos|retir|left|inactiv|abgeschalt|nicht mehr|plus|no longer|disabl|deactiv|pensiun|removed)"
    r"|(?:has |have |had )?(?:no longer|left|retired|switched off|closed|is no more|ist nicht|n'est plus|sudah pensiun|pensiun|ya no|nao trabalha|non e piu|is niet meer)\b"
)
# The writer names himself as the one to write to from now on.
OWN = re.compile(
    r"(?<![^\W_])(?:(?:to|with|for|by) me(?! know)|(?:write|email|mail|send|contact|copy|address|direct) (?:\w+ ){0,3}me|i (?:have |am |will be |'ve )?(?:taken over|taking over|took over|the new|now (?:handle|look after|responsible|do)|handle \w+ now)|i'm the new|an mich|mich (?:an)?schreiben|bin ich (?:zustandig|ansprechpartner\w*)|ich habe .{0,40}ubernommen|a moi|m'ecrire|m'adresser|m'envoyer|j'ai repris|je (?:suis la|remplace|reprends)"
    r"|a mi(?! cuenta)|escribirme|enviarme|enviadme|mandarme|envienme|escribanme|soy (?:yo|la nueva|el nuevo)|para mim|a mim|escrever-me|me (?:escrever|enviar)|sou (?:eu|a nova|o novo)|a me|scrivermi|scrivetemi|inviarmi|mandatemi|sono (?:io|la nuova|il nuovo)|aan mij|naar mij|mij (?:mailen|schrijven|sturen)|ik heb .{0,40}overgenomen|do mnie|mnie prosze|przejalem|przejelam|till mig|mig i stallet|jag har tagit over|til meg|til mig|jeg har overtaget|jeg har tatt over"
    r"|minulle|mulle|ke mne|na mne|mne prosim|prevzal jsem|prevzala jsem|nekem|hozzam|atvettem|catre mine|mie|imi (?:scrie|trimite)\w*|am preluat|σε μενα|σ'? ?εμενα|ανελαβα|bana|benim adresime|devraldim|на мене|мені|на меня|мне|я принял\w*|я перейняв|meni|mnoj|kepada saya|ke saya|saya yang|cho toi|cho minh|gui toi|sa akin|sakin|kwangu)(?![^\W_])"
    r"|إلي(?:ّ)?(?![^\W_])|لي أنا|توليت|אליי|אלי(?![^\W_])|החלפתי|मुझे|मेरे पास|私(?:宛|ま[でて]|に|[がか])|後任の|발령|저에게|제게|저한테|제가 (?:맡|담당)|发给我|给我|寄給我|我接手|由我|ส่งมาที่ผม|ส่งมาที่ดิฉัน|به من|برای من|আমাকে"
)
# "petra (at) vogel (dot) example", "petra [at] vogel.example".
OBFUSCATED = re.compile(r"\s?[(\[{]\s?(?:(?P<at>at|@|ät|arroba|chez)|(?P<dot>dot|punkt|point|punto))\s?[)\]}]\s?", re.I)
# A colleague to call, by first name or in full; nouns have capitals in German, so that a title is needed there.
CALLED = re.compile(
    r"(?:(?:[Rr]ing|[Cc]all|[Aa]sk for|[Ss]peak to|[Tt]alk to|[Pp]hone|[Rr]each out to|[Ss]ee|[Aa]ppelez|[Cc]ontactez|[Vv]oyez avec"
    r"|[Ll]lam[ea] a|[Hh]able con|[Ll]igue para|[Ff]ale com|[Cc]hiam\w+|[Ss]entite|[Bb]el|[Vv]raag naar|[Rr]ing til|[Rr]ing|[Kk]ontakta"
    r"|[Ss]pør|[Ss]pørg|[Ss]oita|[Zz]adzwo\w+ do|[Dd]zwoni\w+ do|[Vv]olejte|[Zz]avolajte|[Hh]ívja|[Ss]unați(?: pe| la)?|[Кк]личте|[Зз]воните"
    r"|[Дд]звоніть|[Hh]ubungi|[Tt]elefonujte)\s)"
    rf"(?:{TITLE}\s+)?(?P<name>{WORD}(?:\s+{WORD})?)(?=[\s,.;:!(]|$)"
)
# Mailboxes of other business, where the note says nothing about invoices beside them.
ORDERS = re.compile(
    r"(?:orders?|objednavk\w*|bestell\w*|pedidos?|ordini|commandes?|zamowieni\w*|tilaukset|sales|verkauf|vertrieb)@"
)

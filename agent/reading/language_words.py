"""Words and letters that tell a language from its sibling, and languages that people type in Latin letters."""

from __future__ import annotations

import re

# Common words that the sibling writes otherwise; what both share is left out.
_TELLING = {
    "da": "af jer jeres ikke også nogen noget hvad hvornår betaler betalt faktura fakturaen fakturaer rykker rykkeren regning regningen måned blevet dag uge ugen igen herom tirsdag lørdag onsdag ad modtaget penge kigger tjek lige bilag bogholder bogholderi overfører overført venligst vedhæftet hej tak skyldes endnu efter gerne selv bliver være meget næste forfalden forfaldne beløb beløbet kører kun lad hverdage svartid undertegnede ked modregnet",
    "nb": "av dere deres ikke også noen noe hva når betaler betalt faktura fakturaen fakturaer purring purringen regning regningen måned blitt dag uke uka uken igjen tirsdag lørdag onsdag mottatt penger ser sjekk bare bilag regnskapsfører regnskap overfører overført vennligst vedlagt hei takk skyldes ennå etter gjerne selv blir være mye neste forfalt beløp beløpet bestilt bestrider krav kravet til oss fått får har sett henhold viser",
    "sv": "av er era inte också någon något vad när betalar betalat betald faktura fakturan fakturor påminnelse påminnelsen räkning räkningen månad blivit dag vecka veckan igen tisdag lördag onsdag mottagit pengar kollar bara bilaga ekonomi överför överfört vänligen bifogad hej tack och är från för att jag till nästa förfallen belopp beloppet skickar skickat",
    "hr": "račun računa računi račune računu tjedan tjedna tjednu siječnja veljače ožujka travnja svibnja lipnja srpnja kolovoza rujna listopada studenoga studenog prosinca dvije poslije gdje uvijek tko tvrtka tvrtke općina tisuća uplatit jučer primatelj primatelja dospijeća ovrha ovrhu ispostava zaprimljeno zaprimili porukama ovdje cijena cijeni cijene svibanj lipanj srpanj rujan listopad prosinac studeni siječanj vaše sljedeći sljedeće prijenos prijenosom obrtnik što tjedno ponedijak",
    "sr": "dve faktura fakture fakturu fakturi faktura januara februara marta aprila maja juna jula avgusta septembra oktobra novembra decembra nedelja nedelje nedelju nedelji sledece sledeće sledeci sledeći posle gde uvek šta hiljada hiljade dinara preduzeće uplaćeno primalac ovde cena cene ceni valuta prijema sef ponedeljak sreda uvid saglasni hteli trebalo vreme dobili tačno",
    "bs": "sedmica sedmice sedmici sedmicu hiljada mart juni juli august historija opština firma fakturu faktura poslije gdje dvije sljedeće kantona maraka km općina",
    "sl": "račun računa računi je še ni bomo smo ste sem plačilo plačali plačamo plačan nakazali nakazilo teden tedna tedni zapadlost opomin prejeli prejel pošljite prosim hvala lep pozdrav spoštovani vrnem odsotna odsoten nadomešča živjo kdaj kje ali tudi lahko bilo bil bila ker pri glede januarja februarja aprila junija julija avgusta oktobra decembra vaš zavrnjen vzrok potrditev naslednji vodji zneska znesek",
    "cs": "jsme jsou jsem je není faktura fakturu faktury platba zaplatíme zaplaceno zaplatili uhradíme uhrazena uhrazeno děkuji dobrý den prosím měsíce měsíc týden týdne příští úterý středu čtvrtek pátek ještě která které který protože nebo jako však ale už budeme bude bych bylo byla jsou opravný daňový doklad peníze jeho její zašlete upomínka upomínku splatnosti pošlete vystavená podepsané účetní odešle",
    "sk": "sme sú som je nie faktúra faktúru faktúry platba zaplatíme zaplatené zaplatili uhradíme uhradená uhradené ďakujem dobrý deň prosím mesiaca mesiac týždeň týždňa budúci utorok stredu štvrtok piatok ešte ktorá ktoré ktorý pretože alebo ako však ale už budeme bude by bolo bola opravný peniaze jeho jej zašlite upomienka upomienku splatnosti pošlite vystavená podpísané účtovníčka účtovníčky že čo aj pekný pani medzitým písomnosti priatelia neprišli prišli tie tú áno takého nám vám zo so iba teraz lebo však hneď",
    "id": "tagihan faktur invoice pajak transfer bisa sudah belum kami kalau karena uang bayar dibayar kapan kantor besok kemarin minggu bulan mohon terima kasih pak bu kak nggak ga gak udah banget dulu soal kirim dikirim rekening perusahaan bahwa jatuh tempo lunas lunasi cuti silakan hubungi kembali faktur coba dicek komplain senin selasa rabu jumat kantor tolong",
    "ms": "invois bayaran cukai pindahan boleh sudah belum kami kalau kerana wang duit bayar dibayar bila pejabat esok semalam minggu bulan mohon terima kasih tuan puan encik en cik tak dah sila nak yg akaun syarikat bahawa tarikh rujukan penghantaran lampirkan dilampirkan sahaja ahad isnin selasa rabu khamis jumaat kat sy rm lagi satu hujung ringgit untuk hal nota resit daripada pembayaran telah",
    "pt": "não são vocês você pagamento fatura faturas boleto nota fiscal obrigado obrigada amanhã ontem segunda terça quarta quinta sexta feira já foi uma vamos está isso por favor ainda também depois mês os com em do da no na pelo pela nós nosso nossa até então muito",
    "es": "no son ustedes usted vosotros pago factura facturas gracias mañana ayer lunes martes miércoles jueves viernes ya fue una vamos está eso por favor aún también después mes los con en del el la las por pero nosotros nuestro nuestra hasta entonces muy y",
    "ca": "amb què això factura factures pagament gràcies demà ahir dilluns dimarts dimecres dijous divendres ja una vam està però també després mes els les del dels pel aquesta aquest nostre nostra fins molt i hem us han perdoneu podeu tinc bon dia seré fora darrera compte li en són",
    "gl": "non unha pagamento factura grazas mañá onte luns martes mércores xoves venres xa foi está isto tamén despois os coa polo pola nós noso nosa ata moi e vostede",
    "nl": "niet een het de wij wordt betaling betalen betaald factuur facturen bedankt morgen gisteren maandag dinsdag woensdag donderdag vrijdag deze volgende week maand ook nog naar maar zijn hebben heeft is ik jullie van met",
    "af": "nie 'n die ons word betaling betaal faktuur fakture dankie môre gister maandag dinsdag woensdag donderdag vrydag hierdie volgende week maand ook nog na maar is het ek julle jul van met asb verlede vir nie gaan kan wou sal eers mooi dit wat hy sy",
    "bg": "е са ще не от за на се да фактура фактурата плащане платим платено седмица месец благодаря моля утре вчера понеделник вторник сряда четвъртък петък сме което който съм беше още ви ни",
    "mk": "е се ќе не од за на да фактура фактурата плаќање платиме платено недела месец благодарам ве молам утре вчера понеделник вторник среда четврток петок сме кое кој сум беше уште ви ни го ја со што",
    "ru": "мы вы не что это оплата оплатим оплачено оплатили счет счёт счета на этой неделе месяц спасибо пожалуйста завтра вчера понедельник вторник среду четверг пятницу и уже еще ещё было будет или как так для от нас вас прошу здравствуйте",
    "uk": "ми ви не що це оплата оплатимо оплачено оплатили рахунок рахунки на цьому тижні місяць дякую будь ласка завтра вчора понеділок вівторок середу четвер п'ятницю і та вже ще було буде або як так для від нас вас прошу добрий день травневі мова про",
    "de": "nicht und die der das ist wir haben bezahlt rechnung überwiesen überweisung zahlung bitte danke morgen gestern ich sie ihr uns noch auch aber mit von werden wird ein eine zu im am",
    "en": "the and is are we you have not paid payment invoice please will to of for on this that with our your be has was it in my",
    "fi": "ei on ja me te lasku laskun laskut maksettu maksamme maksetaan kiitos huomenna eilen maanantaina tiistaina keskiviikkona torstaina perjantaina se että jo vielä myös mutta ensi viikolla",
    "et": "ei on ja me teie arve arved arve makstud maksame tasutud tasume aitäh homme eile esmaspäeval teisipäeval kolmapäeval neljapäeval reedel see et juba veel ka aga järgmisel nädalal",
    "sq": "është eshte nuk fatura faturën faturat faturen pagesa pagesën pageses do të te për per dhe me në ne që qe nga kemi jemi ju lutem faleminderit nesër neser dje hënën martën mërkurën enjten premten çmimin kursе osht tung shum ma sa krejt rregull paguar lek lekë javën muajin",
    "sw": "ni kwa na ya wa tutalipa malipo ankara nimetuma nitalipa tafadhali asante hela mwezi deni hapo tu hii yetu bado leo kesho jana habari sisi pesa lipa kulipa nimelipa naomba ndugu yenu lakini siku wiki hali yote kabisa imeingia",
    "tl": "po ang ng sa na ko kayo namin bayad hindi lang yung salamat mga natin kami pa nga pera bukas kahapon naman kasi ito yan nasa babayaran binayaran magbabayad pwede may ni ninyo opo paki pakisend babalitaan ingat wala meron linggo",
    # Hindi as many write it to each other.
    "hi": "hai hain nahi nahin kar karo kiya karna kya aap aapka aapke aapne humne hum hume ka ki ke ko se mein ho gaya gayi gaye bhej diya diye de kal abhi paisa paise bhai wala raha rahe rahi karke bhejo bheja bhej jaldi tha thi liye bhi aur par kijiye kijiyega yaar sirf bache kyunki kab tak haan ji mat hua chuke wapas theek kal parso agle mahine hafte karte batao bataiye batate mila mere mujhe konsa jayega lakh rupaye lete",
}
# The same languages without their accents, as typed on a foreign keyboard or a telephone.
_TYPED_PLAIN = {
    "pl": "zaplacimy zaplacone faktura faktury przelew dziekuje dzien dobry prosze tydzien tygodniu wplata wyslane wyslac zostala jest nie sie juz zeby ze bedzie bylo tylko mamy panstwo pieniadze czwartek piatek sroda poniedzialek jeszcze jutro wczoraj zrobie zrobimy ksiegowa",
    "tr": "odeme odedik odeyecegiz odenecek fatura faturayi faturanin tesekkurler tesekkur merhaba yarin dun pazartesi sali carsamba persembe cuma hafta haftaya icin degil degildir bize bizim yapildi yapacagiz gonderin gonderir misiniz musunuz var yok lutfen simdi kadar olarak ve bir bu",
    "el": "kalimera kalispera tha pliromi plirosoume timologio timologia efxaristo euxaristo eyxaristo parakalo ayrio avrio xthes deytera triti tetarti pempti paraskevi den einai kai tin ton tis gia apo sas mas exoume exei me se sto stin oti alla kala tora ksero xreos",
    "ru": "zdravstvuite privet spasibo oplata oplatim oplatili schet scheta zavtra vchera ponedelnik pyatnicu pozhaluista pojaluista uzhe eshe budet bylo nashi vashi dengi nedelya nedele my vy chto eto net",
    "bg": "zdraveite blagodarya molya shte platim plateno fakturata utre vchera ponedelnik petak sedmica oshte nyama imame vashata",
    "uk": "dobryi den dyakuyu rakhunok oplatymo oplachenо zavtra vchora tyzhden budlaska vzhe shche",
    "vi": "thanh toan hoa don chuyen khoan cam on ngay mai hom nay tuan sau chung toi ben em gui anh chi nhe khong duoc roi tien",
    "ro": "plata platim platit facturile factura multumesc multumim maine ieri luni marti miercuri joi vineri saptamana va rog nu este sunt am si pentru dar inca deja sa",
    "cs": "dobry den dekuji fakturu zaplatime zaplaceno prosim pristi tyden uz jeste bude nebo protoze posilam penize",
    "hu": "koszonom udvozlettel szamla szamlat fizetjuk fizettuk kifizettuk utaljuk utaltuk holnap tegnap hetfon kedden szerdan csutortokon penteken jovo het kerem nem es hogy mar meg",
    "fa": "salam pardakht faktor mikonim kardim farda diruz mamnoon lotfan nist hast shoma baraye",
    "ar": "salam inshallah fatoura fatura bokra ba3d 3ala el7amdulillah shukran ana e7na dafa3na ndfa3",
}


def _words(table: dict[str, str]) -> dict[str, frozenset[str]]:
    return {language: frozenset(words.split()) for language, words in table.items() if words}


TELLING = _words(_TELLING)
TYPED_PLAIN = _words(_TYPED_PLAIN)

# Letters that only one of a family writes.
TELLING_LETTERS: tuple[tuple[str, str], ...] = (
    ("řěů", "cs"),
    ("ľĺŕôä", "sk"),
    ("õã", "pt"),
    ("ñ¿¡", "es"),
    ("łżźśćńęą", "pl"),
    ("őű", "hu"),
    ("șțăţ", "ro"),
    ("ığş", "tr"),
    ("ëç", "sq"),
    ("þð", "is"),
    ("ģķļņ", "lv"),
    ("ėįų", "lt"),
)
# Families in which the words above decide; outside of them a shared word tells nothing.
FAMILIES: tuple[frozenset[str], ...] = (
    frozenset({"da", "nb", "sv"}),
    frozenset({"hr", "sr", "bs", "sl"}),
    frozenset({"cs", "sk"}),
    frozenset({"id", "ms"}),
    frozenset({"pt", "es", "ca", "gl"}),
    frozenset({"nl", "af", "de"}),
    frozenset({"bg", "mk", "ru", "uk", "sr"}),
    frozenset({"fi", "et"}),
)
# Languages that the detector is weak in, above all in short messages full of English words.
UNDERRATED = frozenset({"hi", "sw", "tl", "sq", "ms", "id", "af"})

# A letter of these scripts settles the language, or which few it can be.
SCRIPTS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile("[\u3041-\u30ff]"), "ja"),
    (re.compile("[\uac00-\ud7a3\u1100-\u11ff]"), "ko"),
    (re.compile("[\u4e00-\u9fff\u3400-\u4dbf]"), "zh"),
    (re.compile("[\u0e01-\u0e5b]"), "th"),
    (re.compile("[\u0590-\u05ff]"), "he"),
    (re.compile("[\u0370-\u03ff\u1f00-\u1fff]"), "el"),
    (re.compile("[\u0980-\u09ff]"), "bn"),
    (re.compile("[\u0b80-\u0bff]"), "ta"),
    (re.compile("[\u0c00-\u0c7f]"), "te"),
    (re.compile("[\u0c80-\u0cff]"), "kn"),
    (re.compile("[\u0d00-\u0d7f]"), "ml"),
    (re.compile("[\u0a80-\u0aff]"), "gu"),
    (re.compile("[\u0a00-\u0a7f]"), "pa"),
    (re.compile("[\u0d80-\u0dff]"), "si"),
    (re.compile("[\u10a0-\u10ff]"), "ka"),
    (re.compile("[\u0530-\u058f]"), "hy"),
    (re.compile("[\u1780-\u17ff]"), "km"),
    (re.compile("[\u0e80-\u0eff]"), "lo"),
    (re.compile("[\u1000-\u109f]"), "my"),
    (re.compile("[\u1200-\u137f]"), "am"),
    (re.compile("[\u0900-\u097f]"), "devanagari"),
    (re.compile("[\u0600-\u06ff]"), "arabic"),
    (re.compile("[\u0400-\u04ff]"), "cyrillic"),
)

"""Days that are told from today ("yesterday", "last Friday"), and words for falling due, by language."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class RelativeWords:
    """Regular expressions of a language. `weekdays` are Monday to Sunday; `last`, `next` and `on` stand before one.

    `due` is any form of falling due, `past` those that have happened: only these make "on Monday" the past one.
    """

    due: str
    past: str
    weekdays: tuple[str, ...]
    last: str
    next: str
    on: str
    phrases: dict[str, str]


NORDIC_DUE = r"forfald(?:t|er|et)|forfalt|forfaller|hadde forfall|har forfall"
WORDS = {
    "en": RelativeWords(
        due=r"(?:fell|falls?|was|were|is|are|went|became|comes?|came|been) (?:\w+ )?(?:(?:over)?due|payable)",
        past=r"(?:fell|was|were|went|became|came|had been) (?:\w+ )?(?:over)?due|overdue since|should have been paid",
        weekdays=("Mondays?", "Tuesdays?", "Wednesdays?", "Thursdays?", "Fridays?", "Saturdays?", "Sundays?"),
        last=r"(?:last|this past) ",
        next=r"next ",
        on=r"on ",
        phrases={
            "yesterday": r"(?<!before )yesterday",
            "day_before": r"the day before yesterday",
            "last_week": r"last week|a week ago",
            "last_month": r"last month",
            "tomorrow": r"tomorrow",
            "next_week": r"next week",
            "next_month": r"next month",
        },
    ),
    "de": RelativeWords(
        due=r"(?:über)?fällig",
        past=r"(?:war|waren|wurde|wurden)(?=\b[^,;.\n]{0,40} (?:über)?fällig)|fällig (?:war|geworden|gewesen|wurde)",
        weekdays=("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "(?:Samstag|Sonnabend)", "Sonntag"),
        last=r"(?:letzten|vergangenen|vorigen|letztem|vergangenem) ",
        next=r"(?:nächsten|kommenden) ",
        on=r"am ",
        phrases={
            "yesterday": r"gestern",
            "day_before": r"vorgestern",
            "last_week": r"(?:letzte[rn]?|vergangene[rn]?|vorige[rn]?) Woche|vor einer Woche",
            "last_month": r"(?:letzten|vergangenen|vorigen|letztem|vergangenem) Monat",
            "tomorrow": r"morgen",
            "next_week": r"(?:nächste[rn]?|kommende[rn]?) Woche",
            "next_month": r"(?:nächsten|kommenden) Monat",
        },
    ),
    "fr": RelativeWords(
        due=r"(?:est|était|sont|étaient) (?:\w+ )?(?:échue?s?|due?s?|à régler|payables?)|(?:arrivait|venait|arrivée?s?|venue?s?) à échéance|échéance (?:était|est tombée)|échue?s?(?= (?:depuis )?(?:avant-)?(?:hier|la semaine|le mois|\w+ dernier))",
        past=r"(?!)",
        weekdays=tuple(
            f"{day} dernier" for day in ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
        ),
        last=r"(?:depuis )?",
        next=r"(?!)",
        on=r"(?!)",
        # What is to come is asked for: "à régler demain".
        phrases={
            "yesterday": r"(?:depuis )?(?<!avant-)hier",
            "day_before": r"(?:depuis )?avant-hier",
            "last_week": r"(?:depuis )?la semaine (?:dernière|passée)",
            "last_month": r"(?:depuis )?le mois (?:dernier|passé)",
        },
    ),
    "nl": RelativeWords(
        due=r"vervalt|verval(?:len|dag was|datum was)(?! (?:\w+ )?(?:factu|post|bedrag|reken|termijn))|verviel(?:en)?|verstreken",
        past=r"verviel(?:en)?|(?:is|zijn|was|waren) (?:\w+ ){0,3}(?:vervallen|verlopen)",
        weekdays=("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag"),
        last=r"(?:afgelopen|vorige|verleden) ",
        next=r"(?:volgende|komende) ",
        on=r"op ",
        phrases={
            "yesterday": r"gister(?:en)?",
            "day_before": r"eergister(?:en)?",
            "last_week": r"(?:vorige|afgelopen) week|een week geleden",
            "last_month": r"(?:vorige|afgelopen) maand",
            "tomorrow": r"morgen",
            "next_week": r"(?:volgende|komende) week",
            "next_month": r"(?:volgende|komende) maand",
        },
    ),
    "sv": RelativeWords(
        due=r"förföll|förfaller|förfallit",
        past=r"förföll|förfallit",
        weekdays=("måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag"),
        last=r"(?:förra |i )(?=\w+?(?:en|s)\b)",
        next=r"(?:nästa|på) ",
        on=r"på ",
        phrases={
            "yesterday": r"i ?går",
            "day_before": r"i ?förrgår",
            "last_week": r"förra veckan|(?:för )?en vecka sedan",
            "last_month": r"förra månaden",
            "tomorrow": r"i ?morgon",
            "next_week": r"nästa vecka",
            "next_month": r"nästa månad",
        },
    ),
    "da": RelativeWords(
        due=NORDIC_DUE,
        past=r"forfaldt|er forfaldet",
        weekdays=("mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag"),
        last=r"(?:sidste |forrige |i (?=\w+s\b))",
        next=r"(?:næste|på) ",
        on=r"om ",
        phrases={
            "yesterday": r"i ?går",
            "day_before": r"i ?forgårs",
            "last_week": r"(?:sidste|forrige) uge|for en uge siden",
            "last_month": r"(?:sidste|forrige) måned",
            "tomorrow": r"i ?morgen",
            "next_week": r"næste uge",
            "next_month": r"næste måned",
        },
    ),
    "nb": RelativeWords(
        due=NORDIC_DUE,
        past=r"forfalt|hadde forfall",
        weekdays=("mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag"),
        last=r"(?:sist|forrige|siste) ",
        next=r"neste ",
        on=r"på ",
        phrases={
            "yesterday": r"i ?går",
            "day_before": r"i ?forgårs",
            "last_week": r"(?:sist|forrige|siste) uke|for en uke siden",
            "last_month": r"(?:sist|forrige|siste) måned",
            "tomorrow": r"i ?morgen",
            "next_week": r"neste uke",
            "next_month": r"neste måned",
        },
    ),
    "fi": RelativeWords(
        due=r"erään(?:tyi(?:vät)?|tyy|tyvät|tynyt|tyneet)(?! lasku)|eräpäivä (?:oli|on)",
        past=r"erään(?:tyi(?:vät)?|tynyt|tyneet)|eräpäivä oli",
        weekdays=tuple(
            f"{day}na"
            for day in ("maanantai", "tiistai", "keskiviikko", "torstai", "perjantai", "lauantai", "sunnuntai")
        ),
        last=r"viime ",
        next=r"ensi ",
        on=r"",
        phrases={
            "yesterday": r"eilen",
            "day_before": r"toissapäivänä",
            "last_week": r"viime viikolla|viikko sitten",
            "last_month": r"viime kuussa",
            "tomorrow": r"huomenna",
            "next_week": r"ensi viikolla",
            "next_month": r"ensi kuussa",
        },
    ),
    "tr": RelativeWords(
        due=r"vade(?:si|leri)|doldu|dolacak|doluyor",
        past=r"doldu|geçti|dolmuştu|geçmişti",
        weekdays=("pazartesi", "salı", "çarşamba", "perşembe", "cuma(?!rtesi)", "cumartesi", "pazar(?!tesi)"),
        last=r"geçen ",
        next=r"(?:gelecek|önümüzdeki) ",
        on=r"",
        phrases={
            "yesterday": r"dün",
            "day_before": r"(?:evvelsi|önceki) gün",
            "last_week": r"geçen hafta|bir hafta önce",
            "last_month": r"geçen ay",
            "tomorrow": r"yarın",
            "next_week": r"(?:gelecek|önümüzdeki) hafta|haftaya",
            "next_month": r"(?:gelecek|önümüzdeki) ay",
        },
    ),
}

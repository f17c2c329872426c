"""The contract's date rules, in the words of many languages. Received on Tuesday 6 October 2026 unless said."""

from __future__ import annotations

from datetime import date

import pytest

from agent.reading.calendar_rules import Moment
from agent.reading.dates import find_dates

TUESDAY = date(2026, 10, 6)


def _days(text: str, language: str, *, received: date = TUESDAY, past: bool = False, us: bool = False) -> list[str]:
    now = Moment(received, past=past, month_first=us)
    return [str(found.day) for found in find_dates(text, languages=(language, "en"), now=now)]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("today", "2026-10-06"),
        ("tomorrow", "2026-10-07"),
        ("on Friday", "2026-10-09"),
        ("on Tuesday", "2026-10-13"),
        ("next Friday", "2026-10-16"),
        ("Friday next week", "2026-10-16"),
        ("this week", "2026-10-09"),
        ("next week", "2026-10-16"),
        ("by the end of the month", "2026-10-31"),
        ("end of next month", "2026-11-30"),
        ("mid December", "2026-12-15"),
        ("early December", "2026-12-05"),
        ("end of January", "2027-01-31"),
        ("within 10 days", "2026-10-16"),
        ("in two weeks", "2026-10-20"),
        ("10 business days", "2026-10-20"),
        ("week 49", "2026-12-04"),
        ("on the 28th", "2026-10-28"),
        ("on the 5th", "2026-11-05"),
        ("3 March", "2027-03-03"),
        ("March 3rd, 2028", "2028-03-03"),
        ("2026-11-02", "2026-11-02"),
        ("30/11", "2026-11-30"),
        ("Tuesday, 20 October", "2026-10-20"),
    ],
)
def test_english_words_of_time(text: str, day: str) -> None:
    assert _days(text, "en") == [day]


@pytest.mark.parametrize(
    ("language", "text", "day"),
    [
        ("de", "bis Ende des Monats", "2026-10-31"),
        ("de", "in KW 49", "2026-12-04"),
        ("de", "Anfang nächster Woche", "2026-10-13"),
        ("de", "am 15.", "2026-10-15"),
        ("de", "bis zum 10.11. spätestens", "2026-11-10"),
        ("de", "übermorgen", "2026-10-08"),
        ("fr", "vendredi prochain", "2026-10-16"),
        ("fr", "sous quinzaine", "2026-10-21"),
        ("fr", "fin de mois", "2026-10-31"),
        ("es", "a finales de mes", "2026-10-31"),
        ("es", "la semana que viene", "2026-10-16"),
        ("es", "el 3 de marzo de 2027", "2027-03-03"),
        ("it", "entro fine mese", "2026-10-31"),
        ("it", "la prossima settimana", "2026-10-16"),
        ("nl", "eind van de maand", "2026-10-31"),
        ("nl", "volgende week vrijdag", "2026-10-16"),
        ("pt", "até ao fim do mês", "2026-10-31"),
        ("pt", "dia 10", "2026-10-10"),
        ("pl", "do końca miesiąca", "2026-10-31"),
        ("pl", "do piątku", "2026-10-09"),
        ("sv", "i slutet av månaden", "2026-10-31"),
        ("sv", "vecka 49", "2026-12-04"),
        ("da", "i næste uge", "2026-10-16"),
        ("nb", "innen 10 dager", "2026-10-16"),
        ("fi", "kuun loppuun mennessä", "2026-10-31"),
        ("fi", "ensi viikolla", "2026-10-16"),
        ("cs", "do konce měsíce", "2026-10-31"),
        ("cs", "15. března", "2027-03-15"),
        ("hu", "a hónap végéig", "2026-10-31"),
        ("ro", "până pe 15 noiembrie", "2026-11-15"),
        ("el", "μέχρι το τέλος του μήνα", "2026-10-31"),
        ("tr", "ocak sonunda", "2027-01-31"),
        ("ru", "до конца месяца", "2026-10-31"),
        ("uk", "наступного тижня", "2026-10-16"),
        ("ar", "١٥ مارس ٢٠٢٧", "2027-03-15"),
        ("he", "עד סוף החודש", "2026-10-31"),
        ("hi", "10 दिन में", "2026-10-16"),
        ("ja", "今月末までに", "2026-10-31"),
        ("ja", "来週金曜日", "2026-10-16"),
        ("zh", "下周五", "2026-10-16"),
        ("zh", "12月底", "2026-12-31"),
        ("ko", "다음 주 금요일", "2026-10-16"),
        ("ko", "11월 5일", "2026-11-05"),
    ],
)
def test_words_of_time_in_other_languages(language: str, text: str, day: str) -> None:
    assert _days(text, language) == [day]


@pytest.mark.parametrize(
    ("language", "text", "day"),
    [
        ("en", "yesterday", "2026-10-05"),
        ("en", "last Friday", "2026-10-02"),
        ("en", "on Tuesday", "2026-09-29"),
        ("en", "3 March", "2026-03-03"),
        ("en", "on the 28th", "2026-09-28"),
        ("de", "letzten Freitag", "2026-10-02"),
        ("sv", "i fredags", "2026-10-02"),
        ("ko", "어제", "2026-10-05"),
        ("hi", "कल", "2026-10-05"),
    ],
)
def test_a_payment_made_looks_back(language: str, text: str, day: str) -> None:
    assert _days(text, language, past=True) == [day]


def test_numeric_dates_follow_the_country() -> None:
    assert _days("03/04", "en", us=True) == ["2027-03-04"]
    assert _days("03/04", "en") == ["2027-04-03"]
    assert _days("04/22", "en") == ["2027-04-22"]


def test_this_week_on_a_friday_is_its_sunday() -> None:
    assert _days("this week", "en", received=date(2026, 10, 9)) == ["2026-10-11"]


def test_last_week_is_no_day() -> None:
    assert _days("last week", "en", past=True) == ["None"]


def test_the_29th_of_february_waits_for_a_leap_year() -> None:
    assert _days("29 February", "en") == ["2028-02-29"]


def test_two_dates_stay_two() -> None:
    assert _days("4471 mid December, 4502 early January", "en") == ["2026-12-15", "2027-01-05"]


@pytest.mark.parametrize("text", ["We may help", "version 2.5", "invoice 2026-0815", "30/11/99/12", "the 45th"])
def test_what_only_looks_like_a_date_is_none(text: str) -> None:
    assert _days(text, "en") == []


@pytest.mark.parametrize("text", ["", "\x00", "1" * 5000, "/" * 5000, "in 999999999 days", "31 February", "week 99"])
def test_hostile_text_gives_no_error(text: str) -> None:
    assert isinstance(_days(text, "en"), list)


def test_an_unknown_language_reads_iso_dates() -> None:
    assert _days("2026-11-02", "tlh") == ["2026-11-02"]

"""Dates in languages, scripts and calendars that have no phrases of their own in the tests."""

from __future__ import annotations

from datetime import date

import pytest
from babel.dates import format_date

from agent.reading import date_eras
from agent.reading.calendar_rules import Moment
from agent.reading.date_lexicon import expanded, lexicon
from agent.reading.dates import find_dates

NOW = Moment(date(2026, 10, 6))
# Written by CLDR, read back: languages in which customers may well write, most without hand-kept words.
WRITTEN = (
    *("af", "am", "ar", "as", "az", "be", "bg", "bn", "bs", "ca", "cs", "cy", "da", "de"),
    *("el", "en", "es", "et", "eu", "fa", "fi", "fil", "fo", "fr", "fy", "ga", "gl", "gu"),
    *("ha", "he", "hi", "hr", "hu", "hy", "id", "ig", "is", "it", "ja", "ka", "kk", "km"),
    *("kn", "ko", "ky", "lb", "lo", "lt", "lv", "mk", "ml", "mr", "ms", "mt", "nb", "ne"),
    *("nl", "nn", "or", "pa", "pl", "ps", "pt", "rm", "ro", "ru", "sd", "sk", "sl", "so"),
    *("sq", "sr", "sv", "sw", "ta", "te", "tg", "th", "tk", "tr", "uk", "ur", "uz", "vi"),
    *("wo", "xh", "yo", "zh", "zu"),
)


def _days(text: str, language: str, *, past: bool = False) -> list[str]:
    now = Moment(NOW.day, past=past)
    return [str(found.day) for found in find_dates(text, languages=(language, "en"), now=now)]


@pytest.mark.parametrize("language", WRITTEN)
def test_a_long_date_of_any_language_is_read(language: str) -> None:
    for month in (1, 3, 6, 8, 11, 12):
        day = date(2027, month, 15)
        found = find_dates(format_date(day, "long", locale=language), languages=(language,), now=NOW)
        assert [f.day for f in found] == [day], format_date(day, "long", locale=language)


@pytest.mark.parametrize(
    ("language", "text", "day"),
    [
        ("zu", "ezinsukwini ezingu-10 ezizayo", "2026-10-16"),
        ("cy", "ymhen 10 diwrnod", "2026-10-16"),
        ("lb", "an 10 Deeg", "2026-10-16"),
        ("uz", "10 kundan keyin", "2026-10-16"),
        ("yo", "ọ̀la", "2026-10-07"),
    ],
)
def test_relative_days_come_from_the_published_tables(language: str, text: str, day: str) -> None:
    assert _days(text, language) == [day]


@pytest.mark.parametrize(
    ("language", "text", "day"),
    [
        ("th", "15/11/2569", "2026-11-15"),
        ("fa", "۱۴۰۵/۰۸/۰۱", "2026-10-23"),
        ("fa", "۱۵ آبان ۱۴۰۵", "2026-11-06"),
        ("ar", "15 رمضان 1448", "2027-02-22"),
        ("zh", "民國115年11月5日", "2026-11-05"),
        ("ja", "令和8年11月5日", "2026-11-05"),
        ("ja", "２０２６年１１月５日", "2026-11-05"),
        ("zh", "二〇二六年十一月五日", "2026-11-05"),
        ("bn", "১৫ নভেম্বর ২০২৬", "2026-11-15"),
        ("hi", "१५ नवंबर २०२६", "2026-11-15"),
        ("pl", "15 XI 2026", "2026-11-15"),
        ("ja", "2026年5月3日", "2026-05-03"),
        ("vi", "ngày 15 tháng 6", "2027-06-15"),
        ("el", "15η Ιουνίου", "2027-06-15"),
        ("es", "15 de junio", "2027-06-15"),
    ],
)
def test_other_calendars_and_digits(language: str, text: str, day: str) -> None:
    assert _days(text, language) == [day]


def test_a_leap_day_of_the_solar_hijri_calendar_exists_in_leap_years_only() -> None:
    assert date_eras.from_other_calendar(1403, 12, 30) == date(2025, 3, 20)
    assert date_eras.from_other_calendar(1404, 12, 30) is None


@pytest.mark.parametrize(
    ("language", "text", "day"),
    [
        ("en", "between 10 and 15 May", "2027-05-15"),
        ("en", "10-15 May", "2027-05-15"),
        ("en", "November 18-19", "2026-11-19"),
        ("en", "before 15 May", "2027-05-15"),
        ("en", "not before 10 May", "2027-05-10"),
        ("en", "by the middle of next week", "2026-10-14"),
        ("en", "COB Friday", "2026-10-09"),
        ("en", "EOD", "2026-10-06"),
        ("en", "EOW", "2026-10-09"),
        ("en", "end of Q4", "2026-12-31"),
        ("en", "in November", "2026-11-30"),
        ("en", "Friday, Oct 16", "2026-10-16"),
        ("en", "16-Oct-2026", "2026-10-16"),
        ("en", "the 15th of next month", "2026-11-15"),
        ("en", "the next payment run on the 15th", "2026-10-15"),
        ("fr", "vendredi en huit", "2026-10-16"),
        ("fr", "30 jours fin de mois", "2026-11-30"),
        ("de", "Freitag in zwei Wochen", "2026-10-23"),
        ("ru", "через неделю", "2026-10-13"),
        ("pt", "dia 10 do próximo mês", "2026-11-10"),
        ("ja", "来月15日", "2026-11-15"),
    ],
)
def test_ways_to_say_a_day(language: str, text: str, day: str) -> None:
    assert _days(text, language) == [day]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "May I ask you"),
        ("en", "We sat down in the sun"),
        ("en", "One may ask"),
        ("en", "F27/0301 and 88/2027"),
        ("en", "PO 2026-0815, 4711"),
        ("en", "+49 30 123456-12"),
        ("en", "at 10:30 am"),
        ("en", "USD 15.10"),
        ("en", "€ 1,310.15 and 15.10 €"),
        ("en", "the 2nd invoice"),
        ("en", "the two invoices"),
        ("en", "10%, 3 pcs, 5kg"),
        ("en", "our terms were 30 days"),
        ("fr", "Mon collègue mar et sam"),
        ("de", "Guten Morgen"),
        ("es", "por la mañana"),
        ("pt", "a segunda via"),
        ("ko", "보내주신 내용"),
        ("sk", "zo strediska"),
        ("pl", "Dzień dobry"),
        ("ro", "în săptămâna de care vorbim"),
    ],
)
def test_what_only_looks_like_a_date(language: str, text: str) -> None:
    assert _days(text, language) == []


def test_hindi_says_yesterday_and_tomorrow_with_one_word() -> None:
    assert _days("कल", "hi") == ["2026-10-07"]
    assert _days("कल", "hi", past=True) == ["2026-10-05"]


def test_a_table_entry_stands_for_all_its_forms() -> None:
    assert expanded("fin[al|ales] de (mes|semana)") == [
        "fin de mes",
        "fin de semana",
        "final de mes",
        "final de semana",
        "finales de mes",
        "finales de semana",
    ]


def test_a_language_that_no_table_knows_has_no_words() -> None:
    assert lexicon("tlh").exact == {}

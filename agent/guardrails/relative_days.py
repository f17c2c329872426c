"""Due days that are told from today, "fell due last Friday", against the due dates of the facts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache

from agent.answers import Violation
from agent.guardrails.examined import Examined
from agent.guardrails.relative_day_words import WORDS, RelativeWords

# After the word for falling due the day stands right behind it; before it, in the same part of the sentence.
BEHIND = r"(?: (?!by |before )\w+)? "
BETWEEN = (
    r"(?:(?! (?:because|that|whether|about|as|if|and|weil|dass|ob|und|da|wegen|omdat|dat|of|en|att|om|och|eftersom"
    r"|parce|que|car|et|si|donc|at|fordi|og|hvis|että|koska|ja|jos|ve|için) )(?:[^,;:.()\n]|[.,](?=[0-9]))){0,45}?"
)
WEEK = timedelta(days=7)
# "Last Friday" may be the one of this week or of the week before.
EITHER_WEEK = 13
# "Last week" is the calendar week before, or about seven days ago.
ABOUT_A_WEEK = range(4, 11)


def check_relative_days(examined: Examined) -> Iterator[Violation]:
    today, code = examined.facts.today, examined.language.replace("_", "-").split("-")[0].lower()
    if not today or code not in WORDS:
        return
    for match in _expression(code).finditer(examined.wording):
        told = next(name for name, text in match.groupdict().items() if text)
        days = _days(examined, match.start())
        if days and not any(_fits(told.rstrip("_"), day, today) for day in days):
            yield examined.violation("wrong_fact", match.start(), f"{match.group()}: nothing of it is due then.")


def _days(examined: Examined, position: int) -> list[date]:
    """Due days of the invoices that the sentence names, else of all; days of promises, which are overdue as well."""
    facts = examined.facts
    named = set(examined.mentioned_in(*examined.sentence_span(position)))
    due = [one.due for one in facts.invoices if not named or one.number in named]
    return due + [one.date for one in facts.promises if one.date]


def _fits(told: str, day: date, today: date) -> bool:
    ago = (today - day).days
    if told[:-1] in ("last_day", "next_day", "on_day"):
        reach = range(1, EITHER_WEEK + 1) if told.startswith("last") else range(-EITHER_WEEK, 0)
        return day.weekday() == int(told[-1]) and ago in (range(1, 8) if told.startswith("on") else reach)
    exactly = {"yesterday": 1, "day_before": 2, "tomorrow": -1}
    if told in exactly:
        return ago == exactly[told]
    sign = 1 if told.startswith("last") else -1
    if told.endswith("week"):
        return sign * ago in ABOUT_A_WEEK or _week(day) == _week(today - sign * WEEK)
    return _month(day) == _month(today) - sign or 1 <= sign * ago <= 31


def _week(day: date) -> tuple[int, int]:
    return day.isocalendar()[:2]


def _month(day: date) -> int:
    return day.year * 12 + day.month


@lru_cache
def _expression(code: str) -> re.Pattern[str]:
    """Each way to tell a day is a group of its name, with "_" where it comes before the word for falling due."""
    words = WORDS[code]
    after = rf"(?:{words.due})(?!\w){BEHIND}(?:{_told(words, '')})"
    before = rf"(?:{_told(words, '_')})(?!\w){BETWEEN}(?<!\w)(?:{words.due})"
    on = "|".join(rf"(?P<on_day{at}>{words.on}{day})" for at, day in enumerate(words.weekdays))
    on_before = "|".join(rf"(?P<on_day{at}_>{words.on}{day})" for at, day in enumerate(words.weekdays))
    past = rf"(?:{words.past})(?!\w){BEHIND}(?:{on})|(?:{on_before})(?!\w){BETWEEN}(?<!\w)(?:{words.past})"
    return re.compile(rf"(?<!\w)(?:{after}|{before}|{past})(?!\w)", re.IGNORECASE)


def _told(words: RelativeWords, mark: str) -> str:
    parts = [f"(?P<{name}{mark}>{expression})" for name, expression in words.phrases.items()]
    for which, lead in (("last", words.last), ("next", words.next)):
        parts += [f"(?P<{which}_day{at}{mark}>{lead}{day}(?:s|en)?)" for at, day in enumerate(words.weekdays)]
    return "|".join(parts)

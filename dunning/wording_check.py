"""May a sentence of the installation's own stand in letters? Asked of the translators' rules and of the guardrails."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from agent.facts import DraftOrder
from dunning.sample_accounts import sample_orders

if TYPE_CHECKING:
    from agent.answers import Draft, Violation

ENGLISH = "en"
# Letters that one check reads; each differs from ours by the new sentence alone.
MOST_LETTERS = 40


@dataclass(frozen=True)
class Place:
    """One sentence of the writer's: `ours` in the language, `english` its source, each with its plural forms."""

    language: str
    path: str
    variant: int

    @property
    def ours(self) -> tuple[str, ...]:
        return self._forms(self.language)

    @property
    def english(self) -> tuple[str, ...]:
        return self._forms(ENGLISH)

    def _forms(self, language: str) -> tuple[str, ...]:
        """Raises KeyError or IndexError where there is no such sentence, LookupError without the language."""
        from agent.drafting.catalogue import catalogue_for

        return catalogue_for(language).wordings[self.path][self.variant].forms


@dataclass(frozen=True)
class Problem:
    """Why a wording is not kept; `sentence` and `account` are empty where no letter was needed to see it."""

    why: str
    sentence: str = ""
    account: str = ""


@dataclass(frozen=True)
class Tried:
    """A letter in the new wording: for which account, and what the guard says that it does not say of ours."""

    account: str
    draft: Draft
    found: tuple[Violation, ...]


def check_wording(place: Place, forms: Sequence[str], *, real: Sequence[tuple[str, DraftOrder]] = ()) -> list[Problem]:
    """What stands against it, the same reason once; empty where it may be kept. `real`: orders of true accounts."""
    from agent.drafting.catalogue import catalogue_for
    from agent.drafting.translation import wording_problems

    if len(forms) != len(place.ours):
        return [Problem(f"This sentence has {len(place.ours)} forms, not {len(forms)}.")]
    plural_form = catalogue_for(place.language).plural_form
    faults = wording_problems(place.english, forms, plural_form)
    if faults:
        return [Problem(fault) for fault in faults]
    letters = list(letters_with(place, forms, [*sample_orders(language=place.language, path=place.path), *real]))
    found = {
        (violation.code, violation.sentence): Problem(violation.why, violation.sentence, letter.account)
        for letter in letters
        for violation in letter.found
    }
    return list(found.values())


def letters_with(place: Place, forms: Sequence[str], orders: Sequence[tuple[str, DraftOrder]]) -> Iterator[Tried]:
    """The letters that the sentence stands in, written with it in place of every variant, so that it is picked."""
    from agent import guardrails
    from agent.drafting import NothingToAsk, compose
    from agent.drafting.catalogue import catalogue_for

    variants = range(len(catalogue_for(place.language).wordings[place.path]))
    own = {(place.path, number): tuple(forms) for number in variants}
    marked = {(place.path, number): tuple(f"\u2063{form}" for form in place.ours) for number in variants}
    shown = 0
    for account, order in orders:
        try:
            if "\u2063" not in _whole(compose(order, changed=marked)):
                continue
            draft, plain = compose(order, changed=own), compose(replace(order, changed=None))
        except (NothingToAsk, KeyError):
            continue
        ours = {
            v.code
            for v in guardrails.check(
                subject=plain.subject, body=plain.text, language=order.language, facts=order.facts
            )
        }
        found = guardrails.check(subject=draft.subject, body=draft.text, language=order.language, facts=order.facts)
        yield Tried(account, draft, tuple(violation for violation in found if violation.code not in ours))
        shown += 1
        if shown == MOST_LETTERS:
            return


def _whole(draft: Draft) -> str:
    return f"{draft.subject}\n{draft.text}"

"""May a sentence of the installation's own stand in letters? Asked of the translators' rules and of the guardrails."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from agent.facts import AccountFacts, DraftOrder, SenderFact
from dunning.sample_accounts import SENDER, sample_orders

if TYPE_CHECKING:
    from agent.answers import Draft, Violation

ENGLISH = "en"
# Letters to one account that a check reads; each differs from ours by the new sentence alone.
MOST_AN_ACCOUNT = 5
# Nothing that is printed: by it a sentence is found again in a letter.
MARK = "\u2063"


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
    letters = list(letters_with(place, forms, [*real, *sample_orders(language=place.language, path=place.path)]))
    found = {
        (violation.code, violation.sentence): Problem(violation.why, violation.sentence, letter.account)
        for letter in letters
        for violation in letter.found
    }
    return list(found.values())


def check_persona(*, name: str, title: str, sign_offs: Mapping[str, str]) -> list[Problem]:
    """What stands against a sender's name, title and sign-offs in letters; the same reason once."""
    found: dict[tuple[str, str], Problem] = {}
    for language, line in {ENGLISH: "", **sign_offs}.items():
        place = Place(language, "sign_off.line", 0)
        if "{" in line or "}" in line:
            return [Problem(f"“{line}” has a brace; nothing is filled in here.")]
        orders = []
        for account, order in sample_orders(language=language, path="purpose.firm.ask"):
            sender = replace(SENDER, name=name, title=title)
            orders.append((account, replace(order, facts=replace(order.facts, sender=sender))))
        for letter in letters_with(place, (line or place.ours[0],), orders, ours_by=SENDER):
            for violation in letter.found:
                problem = Problem(violation.why, violation.sentence, letter.account)
                found.setdefault((violation.code, violation.why), problem)
    return list(found.values())


def letters_with(
    place: Place, forms: Sequence[str], orders: Sequence[tuple[str, DraftOrder]], *, ours_by: SenderFact | None = None
) -> Iterator[Tried]:
    """The letters that the sentence stands in, written with it in place of every variant, so that it is picked.

    `found` leaves out what the guard says of our own letter too; `ours_by`: who signs that one.
    """
    from agent.drafting import NothingToAsk, compose
    from agent.drafting.catalogue import catalogue_for

    variants = range(len(catalogue_for(place.language).wordings[place.path]))
    own = {(place.path, number): tuple(forms) for number in variants}
    marked = {(place.path, number): tuple(f"{MARK}{form}" for form in place.ours) for number in variants}
    shown: Counter[str] = Counter()
    for account, order in orders:
        if shown[account] == MOST_AN_ACCOUNT:
            continue
        try:
            if MARK not in _whole(compose(order, changed=marked)):
                continue
            draft, facts = compose(order, changed=own), replace(order.facts, sender=ours_by or order.facts.sender)
            plain = compose(replace(order, changed=None, facts=facts))
        except (NothingToAsk, KeyError):
            continue
        ours = {violation.code for violation in _check(plain, facts)}
        yield Tried(account, draft, tuple(v for v in _check(draft, order.facts) if v.code not in ours))
        shown[account] += 1


def _check(draft: Draft, facts: AccountFacts) -> tuple[Violation, ...]:
    from agent import guardrails

    return tuple(guardrails.check(subject=draft.subject, body=draft.text, language=draft.language, facts=facts))


def _whole(draft: Draft) -> str:
    return f"{draft.subject}\n{draft.text}"

"""The installation's cadences as the simulation plays them, with the spacing of the policies that use them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from dunning.models import Cadence, Policy
from dunning.services.rounds.rules import load_ladders
from dunning.simulation.ladders import NAMED, PlayedCadence


class UnknownCadence(ValueError):
    """Neither a cadence of the installation nor one of the named ones."""


def played_cadences(names: Collection[str]) -> list[PlayedCadence]:
    """By key; without names every current cadence of the installation. An own cadence goes before a named one.

    Three queries. Raises UnknownCadence.
    """
    own = _own()
    if not names:
        return list(own.values())
    found = []
    for name in names:
        cadence = own.get(name) or NAMED.get(name)
        if cadence is None:
            known = ", ".join([*own, *(other for other in NAMED if other not in own)])
            raise UnknownCadence(f"“{name}” is no cadence; there are {known}.")
        found.append(cadence)
    return found


def _own() -> dict[str, PlayedCadence]:
    """Spacing comes from the first policy that uses a cadence."""
    ladders = load_ladders()
    spacing: dict[int, Policy] = {}
    for policy in Policy.objects.order_by("-pk"):
        spacing[policy.cadence_id] = policy
    found: dict[str, PlayedCadence] = {}
    for cadence in Cadence.objects.filter(is_current=True).order_by("key"):
        ladder, used_by = ladders.get(cadence.pk), spacing.get(cadence.pk)
        if ladder:
            played = PlayedCadence(cadence.key, ladder.steps, ladder.by_age)
            found[cadence.key] = _spaced(played, used_by) if used_by else played
    return found


def _spaced(played: PlayedCadence, policy: Policy) -> PlayedCadence:
    minimum = float(policy.pre_due_minimum)
    return replace(played, gap_days=policy.gap_days, attempt_ceiling=policy.attempt_ceiling, pre_due_minimum=minimum)

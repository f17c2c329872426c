"""Other figures that stand in references: dates, telephones, contracts, streets, amounts."""

from __future__ import annotations

from datetime import timedelta
from random import Random

from evals.cash_application.world import World


def decoy(world: World) -> str:
    """A few words with figures that are nobody's invoice number."""
    rng, day = world.rng, world.day
    ago = day - timedelta(days=rng.randrange(1, 60))
    text = rng.choice((
        f"vom {ago:%d.%m.%Y}", f"dated {ago:%Y%m%d}", f"{ago:%d/%m/%y}",
        f"Tel. 0{rng.randrange(30, 99)} {rng.randrange(10**5, 10**7)}",
        f"Vertrag {rng.randrange(10**6, 10**7)}", f"contract {rng.randrange(1000, 99999)}-{rng.randrange(10, 99)}",
        f"{rng.choice(('Hauptstr.', 'Main St', 'rue de Lyon', 'Bahnhofstr.'))} {rng.randrange(1, 240)}",
        f"Valuta {day:%d.%m.%y}", f"ref {rng.randrange(10**7, 10**8)}", f"KST {rng.randrange(100, 9999)}",
        f"Steuernr {rng.randrange(10, 99)}/{rng.randrange(100, 999)}/{rng.randrange(10000, 99999)}",
        f"batch {rng.randrange(100, 9999)}", f"Q{rng.randrange(1, 5)}/2025", f"phone {_phone(rng)}",
        f"{rng.randrange(10, 99)} Stk",
        f"proj {ago:%y}-{rng.randrange(100, 999)}", f"PLZ {rng.randrange(10115, 99998)}",
    ))  # fmt: skip
    return _harmless(world, text)


def _phone(rng: Random) -> str:
    return f"+{rng.choice((1, 41, 44, 49))} {rng.randrange(100, 999)} {rng.randrange(1000000, 9999999)}"


def _harmless(world: World, text: str) -> str:
    """A date may look like somebody's invoice, as it does in life; other figures must not by chance."""
    from evals.cash_application.likeness import bare

    hits = [part for part in text.split() if bare(part) in world.numbers.exact]
    return text if not hits or text.startswith("dated") else ""

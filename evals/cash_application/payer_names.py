"""How a payer's name comes out of the bank."""

from __future__ import annotations

import re
import unicodedata
from random import Random

from evals.cash_application.identity import WIDTHS, core, plain
from evals.cash_application.noise import scanned


def printed_name(rng: Random, name: str, *, changes: float, slip: bool) -> tuple[str, tuple[str, ...]]:
    """The name and what was done to it. `slip`: scanned from paper."""
    noise: list[str] = []
    if rng.random() < 0.45:
        name = name.upper()
    if rng.random() > changes:
        return name, ()
    for _ in range(rng.choice((1, 1, 2))):
        kind, name = rng.choice((_cut, _cut, _without_accents, _as_banks_print, _without_form, _dotless))(rng, name)
        noise += [kind]
    if slip and rng.random() < 0.3:
        name, noise = scanned(rng, name.upper()) or name, [*noise, "name_scanned"]
    return name.strip(), tuple(dict.fromkeys(noise))


def _cut(rng: Random, name: str) -> tuple[str, str]:
    width = rng.choice(WIDTHS)
    return f"name_cut_{width}", name[:width]


def _without_accents(rng: Random, name: str) -> tuple[str, str]:
    for umlaut, pair in (("Ä", "AE"), ("Ö", "OE"), ("Ü", "UE"), ("ä", "ae"), ("ö", "oe"), ("ü", "ue"), ("ß", "ss")):
        name = name.replace(umlaut, pair if rng.random() < 0.7 else pair[0])
    bare = "".join(sign for sign in unicodedata.normalize("NFKD", name) if not unicodedata.combining(sign))
    return "name_without_accents", bare.translate(str.maketrans("ŁłØø", "LlOo"))


def _as_banks_print(rng: Random, name: str) -> tuple[str, str]:
    polish = rng.choice(("SP Z O O", "SP Z O.O", "Z O.O"))
    return "name_plain", plain(name).replace("GMBHCOKG", "GMBH CO KG").replace("SPZOO", polish)


def _without_form(rng: Random, name: str) -> tuple[str, str]:
    return "name_without_form", core(name)


def _dotless(rng: Random, name: str) -> tuple[str, str]:
    return "name_dotless", re.sub(r"[.,&/]", "", name).replace("  ", " ")

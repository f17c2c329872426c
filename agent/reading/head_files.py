"""Where heads lie, packaged or trained, and the card beside them: plain JSON that a page may show without a model."""

from __future__ import annotations

import json
from importlib import resources
from pathlib import Path
from typing import Any

HEADS_FILE, CARD_FILE = "heads.npz", "model_card.json"


def packaged_card() -> dict[str, Any]:
    """The card of the packaged heads."""
    return json.loads((resources.files("agent") / "data" / CARD_FILE).read_text("utf-8"))


def card_in(folder: Path) -> dict[str, Any]:
    """The card in a folder of heads; empty where there is none or it cannot be read."""
    try:
        card = json.loads((folder / CARD_FILE).read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return card if isinstance(card, dict) else {}


def write_card(folder: Path, card: dict[str, Any]) -> None:
    (folder / CARD_FILE).write_text(json.dumps(card, indent=1, ensure_ascii=False) + "\n", "utf-8")

"""axe-core on a page, with a failure that says what to mend and where."""

from __future__ import annotations

from typing import Any

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa")
SHOWN_PLACES = 6


def violations(page: Page) -> list[dict[str, Any]]:
    """What axe-core finds against WCAG 2.0 to 2.2, A and AA."""
    options = {"runOnly": {"type": "tag", "values": list(RULES)}, "resultTypes": ["violations"]}
    # Half a megabyte that a page needs once only; of what is in order nothing comes back.
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    found: list[dict[str, Any]] = page.evaluate("options => axe.run(options).then(said => said.violations)", options)
    return found


def assert_accessible(page: Page) -> None:
    found = violations(page)
    assert not found, f"{page.url}\n" + "\n".join(in_words(violation) for violation in found)


def in_words(violation: dict[str, Any]) -> str:
    """The rule, and the first places with what is wrong there."""
    places = violation["nodes"]
    lines = [f"{violation['id']} ({violation['impact']}): {violation['help']}, {len(places)} places"]
    for place in places[:SHOWN_PLACES]:
        lines.append(f"    {' '.join(map(str, place['target']))}   {place['html'][:140]}")
        lines.extend(f"        {line.strip()}" for line in place["failureSummary"].splitlines()[1:])
    return "\n".join(lines)


def lightness(page: Page, selector: str) -> float:
    """Of the background that this element has, from 0 for black to 1 for white."""
    words = """place => {
        const brush = new OffscreenCanvas(1, 1).getContext("2d");
        brush.fillStyle = getComputedStyle(document.querySelector(place)).backgroundColor;
        brush.fillRect(0, 0, 1, 1);
        const [red, green, blue] = brush.getImageData(0, 0, 1, 1).data;
        return (red + green + blue) / 765;
    }"""
    return float(page.evaluate(words, selector))

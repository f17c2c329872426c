"""Charts as SVG files: bars beside each other and lines over time. Pure text, light and dark, no script."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from textwrap import wrap

WIDTH, MARGIN, ROW, TITLE = 860, 24, 22, 34
LABEL, PLOT_HEIGHT, FIGURE = 210, 180, 180
COLOURS = 6
NOTE_LETTERS = 120
STYLE = """
text{font:13px system-ui,sans-serif;fill:#1f2937}.t{font-weight:600;font-size:14px}.n{fill:#6b7280;font-size:12px}
.p{fill:#fff}.g{stroke:#d1d5db}.c0{fill:#2563eb;stroke:#2563eb}.c1{fill:#d97706;stroke:#d97706}
.c2{fill:#059669;stroke:#059669}.c3{fill:#be185d;stroke:#be185d}.c4{fill:#7c3aed;stroke:#7c3aed}
.c5{fill:#4b5563;stroke:#4b5563}.l{fill:none;stroke-width:2}
@media(prefers-color-scheme:dark){text{fill:#e5e7eb}.n{fill:#9ca3af}.p{fill:#111827}.g{stroke:#374151}
.c0{fill:#60a5fa;stroke:#60a5fa}.c1{fill:#fbbf24;stroke:#fbbf24}.c2{fill:#34d399;stroke:#34d399}
.c3{fill:#f472b6;stroke:#f472b6}.c4{fill:#a78bfa;stroke:#a78bfa}.c5{fill:#9ca3af;stroke:#9ca3af}}
"""


@dataclass(frozen=True)
class Part:
    """A piece of a chart of a given height, drawn from 0 downward."""

    height: int
    body: str


def chart(title: str, parts: Sequence[Part], *, note: str = "") -> str:
    """One SVG file; `note`: sentences below the title."""
    notes = wrap(note, NOTE_LETTERS)
    top, bodies = TITLE + 18 * len(notes) + MARGIN, []
    for part in parts:
        bodies.append(f'<g transform="translate(0 {top})">{part.body}</g>')
        top += part.height + MARGIN
    below = "".join(
        f'<text class="n" x="{MARGIN}" y="{MARGIN + 30 + 18 * place}">{escape(line)}</text>'
        for place, line in enumerate(notes)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {top}" role="img" aria-label="{escape(title)}">'
        f'<style>{STYLE}</style><rect class="p" width="{WIDTH}" height="{top}"/>'
        f'<text class="t" style="font-size:18px" x="{MARGIN}" y="{MARGIN + 8}">{escape(title)}</text>'
        f"{below}{''.join(bodies)}</svg>\n"
    )


def bars(title: str, rows: Sequence[tuple[str, float, str]]) -> Part:
    """Label, value from 0 up, and the value as shown. Bars start at 0."""
    most = max((value for _, value, _ in rows), default=0) or 1
    room = WIDTH - 2 * MARGIN - LABEL - FIGURE
    lines = [f'<text class="t" x="{MARGIN}" y="14">{escape(title)}</text>']
    for place, (label, value, shown) in enumerate(rows):
        top, left, wide = TITLE - 8 + place * ROW, MARGIN + LABEL, max(room * value / most, 1)
        lines.append(
            f'<text x="{MARGIN}" y="{top + 14}">{escape(label)}</text>'
            f'<rect class="c{place % COLOURS}" x="{left}" y="{top + 3}" width="{wide:.1f}" height="14" rx="2"/>'
            f'<text x="{left + wide + 8:.1f}" y="{top + 14}">{escape(shown)}</text>'
        )
    return Part(TITLE + len(rows) * ROW, "".join(lines))


def lines(
    title: str, series: Mapping[str, Sequence[float]], *, ends: tuple[str, str], highest: str, most: float | None = None
) -> Part:
    """Lines of equal length from 0 to the highest value, named below; `highest` is that value as shown."""
    top_value = most or max((value for values in series.values() for value in values), default=0) or 1
    left, right, base = MARGIN + 60, WIDTH - MARGIN, TITLE + PLOT_HEIGHT
    drawn = [
        f'<text class="t" x="{MARGIN}" y="14">{escape(title)}</text>',
        f'<path class="g" d="M{left} {base}H{right}M{left} {TITLE}H{right}"/>',
        f'<text class="n" x="{MARGIN}" y="{TITLE + 4}">{escape(highest)}</text>',
        f'<text class="n" x="{MARGIN}" y="{base + 4}">0</text>',
        f'<text class="n" x="{left}" y="{base + 18}">{escape(ends[0])}</text>',
        f'<text class="n" x="{right}" y="{base + 18}" text-anchor="end">{escape(ends[1])}</text>',
    ]
    for place, (name, values) in enumerate(series.items()):
        step = (right - left) / max(len(values) - 1, 1)
        points = [
            f"{left + at * step:.1f} {base - PLOT_HEIGHT * value / top_value:.1f}" for at, value in enumerate(values)
        ]
        dashed = ' stroke-dasharray="6 3"' if place >= COLOURS else ""
        drawn.append(f'<path class="c{place % COLOURS} l" style="fill:none"{dashed} d="M{"L".join(points)}"/>')
        at, row = place % 3, place // 3
        x, y = left + at * 250, base + 38 + row * ROW
        drawn.append(f'<rect class="c{place % COLOURS}" x="{x}" y="{y - 9}" width="14" height="8"/>')
        drawn.append(f'<text x="{x + 20}" y="{y}">{escape(name)}</text>')
    return Part(TITLE + PLOT_HEIGHT + 30 + ROW * ((len(series) + 2) // 3), "".join(drawn))

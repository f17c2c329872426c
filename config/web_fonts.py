"""Makes the admin's fonts small: `python -m config.web_fonts`, for a developer, after an icon or unfold has changed.

unfold ships 740 kB of fonts. Kept here, where they win over unfold's own: of its icons those that a page names, of its
letters three weights, each in a file for western Europe and one for the rest, fetched only by a page that needs it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

from config.environment import BASE_DIR

FONTS = BASE_DIR / "static" / "unfold" / "fonts"
ICONS = FONTS / "material-symbols" / "Material-Symbols-Outlined.woff2"
SOURCES = ("agent", "audit", "config", "customers", "dunning", "templates")
NAMED = re.compile(r"""[>"'\s]([a-z][a-z0-9_]{2,40})\s*(?=["'<{])""")
# The pickers of days and times have theirs from a style.
IN_STYLE = re.compile(r"""content:\s*["']([a-z][a-z0-9_]+)["']""")

WESTERN = "U+0000-00FF,U+0131,U+0152-0153,U+02C6,U+02DA,U+02DC,U+2010-2027,U+2030-203A,U+20AC,U+2122,U+2190-2193,U+2212"
OTHERS = "U+0100-0130,U+0132-0151,U+0154-024F,U+0370-03FF,U+0400-04FF,U+1E00-1EFF,U+20A0-20AB,U+20AD-20C0,U+2116"
FEATURES = ["kern", "tnum", "liga", "calt", "mark", "ccmp", "case"]
WEIGHTS: dict[str, int | str] = {"Regular": 400, "Medium": 500, "SemiBold": "600 700"}

FACE = """@font-face {{
  font-family: "Inter";
  font-style: normal;
  font-weight: {weight};
  font-display: swap;
  src: url({file}) format("woff2");
  unicode-range: {range};
}}
"""


def unfold_fonts() -> Path:
    return Path(str(files("unfold"))) / "static" / "unfold" / "fonts"


def named_words() -> set[str]:
    """Every word that a template, script or module of ours or of unfold, or its style, names where an icon could be."""
    style = (unfold_fonts().parent / "css" / "styles.css").read_text("utf-8")
    written = {word for path in _sources() for word in NAMED.findall(path.read_text("utf-8"))}
    return written | set(IN_STYLE.findall(style))


def _sources() -> Iterator[Path]:
    for folder in (*(BASE_DIR / name for name in SOURCES), Path(str(files("unfold")))):
        for pattern in ("**/*.html", "**/*.js", "**/admin*/**/*.py", "**/workspace/**/*.py", "**/admin_*.py"):
            yield from folder.glob(pattern)


def build() -> None:
    _icons(named_words())
    style = "".join(_letters(name, weight) for name, weight in WEIGHTS.items())
    (FONTS / "inter" / "styles.css").write_text(style)
    for folder in ("inter", "material-symbols"):
        (FONTS / folder / "LICENSE").write_bytes((unfold_fonts() / folder / "LICENSE").read_bytes())


def _icons(words: set[str]) -> None:
    from fontTools import subset
    from fontTools.ttLib import TTFont

    font = TTFont(unfold_fonts() / "material-symbols" / ICONS.name)
    options = subset.Options(flavor="woff2", layout_closure=False, layout_features=["*"], glyph_names=True)
    worker = subset.Subsetter(options)
    worker.populate(glyphs=sorted(words & set(font.getGlyphOrder())), text="abcdefghijklmnopqrstuvwxyz0123456789_")
    worker.subset(font)
    ICONS.parent.mkdir(parents=True, exist_ok=True)
    subset.save_font(font, str(ICONS), options)


def _letters(name: str, weight: int | str) -> str:
    from fontTools import subset

    style = ""
    for suffix, span in (("", WESTERN), ("-others", OTHERS)):
        options = subset.Options(
            flavor="woff2", layout_features=["kern", "tnum", "liga", "calt", "mark", "ccmp", "case"]
        )
        font = subset.load_font(str(unfold_fonts() / "inter" / f"Inter-{name}.woff2"), options)
        worker = subset.Subsetter(options)
        worker.populate(unicodes=subset.parse_unicodes(span.replace("U+", "")))
        worker.subset(font)
        file = f"Inter-{name}{suffix}.woff2"
        (FONTS / "inter").mkdir(parents=True, exist_ok=True)
        subset.save_font(font, str(FONTS / "inter" / file), options)
        style += FACE.format(weight=weight, file=file, range=span)
    return style


if __name__ == "__main__":
    build()

"""Which elements of an HTML mail a mail program does not show."""

from __future__ import annotations

import re
from collections.abc import Mapping

_HIDING = re.compile(
    r"display:none|visibility:hidden|mso-hide:all|opacity:0(?:\.0\d*)?(?![.\d])|font-size:(?:0(?:\.\d+)?|1)(?:px"
    r"|pt|em|rem|%)?(?:!important)?(?:;|$)"
    r"|(?:text-indent|left|top|margin-left):-\d{3,}|(?:max-)?(?:height|width):0(?:px|pt)?(?:;|!"
    r"|$)[^}]*overflow:hidden|overflow:hidden[^}]*(?:max-)?(?:height|width):0(?:px|pt)?(?:;|!|$)"
    r"|clip:rect\(0|clip-path:inset\(100%|transform:scale\(0"
)
_WHITE = (
    r"(?:#f[a-f]f[a-f]f[a-f]|#f[a-f]{2}|#fff|white|snow|rgba?\(25[0-5],25[0-5],25[0-5](?:,[\d.]+)?\)"
    r"|transparent|rgba\(\d+,\d+,\d+,0(?:\.0\d*)?\))"
)
_PALE_TEXT = re.compile(rf"(?:^|;)color:{_WHITE}(?:!important)?(?:;|$)")
_PALE = re.compile(rf"^{_WHITE}$")
_BACKGROUND = re.compile(r"background(?:-color|-image)?:([^;]+)")
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_NAME = re.compile(r"^\s*(?:[a-z0-9]+)?([.#][\w-]+)\s*$", re.I)


def is_hidden(attributes: Mapping[str, str], *, hidden_names: frozenset[str], painted: bool) -> bool:
    """`hidden_names`: ".class" and "#id" that the mail's style sheet hides. `painted`: something is painted behind."""
    style = _squeezed(attributes.get("style", ""))
    if "hidden" in attributes or _HIDING.search(style) or attributes.get("size") == "0":
        return True
    pale = _PALE_TEXT.search(style) or _PALE.match(_squeezed(attributes.get("color", "")))
    if pale and not painted:
        return True
    if not hidden_names:
        return False
    names = {f".{name.lower()}" for name in attributes.get("class", "").split()}
    return bool(hidden_names & (names | {f"#{attributes.get('id', '').lower()}"}))


def sets_background(attributes: Mapping[str, str]) -> bool:
    """A colour or a picture behind the text, white and transparent left out."""
    found = _BACKGROUND.search(_squeezed(attributes.get("style", "")))
    colour = found[1].removesuffix("!important") if found else _squeezed(attributes.get("bgcolor", ""))
    plain = colour in ("", "none", "inherit", "initial") or bool(_PALE.match(colour))
    return "background" in attributes or not plain


def hidden_classes(sheet: str) -> frozenset[str]:
    """Classes and ids that `sheet` hides everywhere; rules for some screens (@media) hide little from anyone."""
    plain = re.sub(r"/\*.*?\*/|<!--|-->", " ", sheet[:20_000], flags=re.S)
    plain = re.sub(r"@media[^{}]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}", " ", plain)
    found = set()
    for selectors, declarations in _RULE.findall(plain):
        if _HIDING.search(_squeezed(declarations)):
            found |= {name[1].lower() for name in map(_NAME.match, selectors.split(",")) if name}
    return frozenset(found)


def _squeezed(style: str) -> str:
    return re.sub(r"\s+", "", style).lower()

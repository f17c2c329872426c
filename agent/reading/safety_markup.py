"""What the markup of a mail hides from the eye: invisible elements and comments."""

from __future__ import annotations

import re
from html.parser import HTMLParser

_LOOKED_AT = 40_000
# More in one mail is no layout.
_MOST_COMMENTS = 40
_MARKUP = re.compile(r"<[a-zA-Z!/]")
_COMMENT = re.compile(r"<!--(?!\[)(.*?)(?:-->|$)", re.S)
_LAID_OUT = re.compile(r"<(?:html|body|div|p|table|span|br)\b", re.I)
# Where another tag begins before this one ends there was none; the parser takes quadratic time to find that out.
_NO_TAG = re.compile(r"<(?!!)(?=[^<>]*(?:<|$))")
_UNSEEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*[01](?:px|pt|em|%)?\s*(?:;|$)|opacity\s*:\s*0(?:\.0*\d?)?\s*(?:;|$)|mso-hide\s*:\s*all"
    r"|(?<!-)color\s*:\s*(?:#fff(?:fff)?\b|#fefefe|white|rgba?\(\s*255\s*,\s*255\s*,\s*255|transparent)|(?:max-)?(?:height|width)\s*:\s*0(?:px)?\s*(?:;|$)|text-indent\s*:\s*-\d{3,}|(?:left|top)\s*:\s*-\d{3,}",
    re.I,
)
_VOID = frozenset({"br", "img", "hr", "meta", "link", "input", "area", "base", "col", "embed", "source", "wbr"})
_NEVER_SHOWN = frozenset({"style", "head", "title", "template", "script"})


def hidden_text(body: str) -> str:
    """Text of elements that are styled out of sight, attributes read aloud by nobody, and comments of people."""
    body = body[:_LOOKED_AT]
    if not _MARKUP.search(body) or body.count("<!--") > _MOST_COMMENTS:
        return ""
    reader = _Hidden()
    reader.feed(_NO_TAG.sub("&lt;", body))
    reader.close()
    return "\n".join([*reader.pieces, *_unclosed_comment(body)])


def _unclosed_comment(body: str) -> list[str]:
    """A mail program hides all that follows."""
    start = body.rfind("<!--")
    return [body[start + 4 :]] if start > body.rfind("-->") else []


def comments_in_plain_text(body: str) -> bool:
    """A comment with words in a body that is no HTML: nobody's mail program put it there."""
    body = body[:_LOOKED_AT]
    if body.count("<!--") > _MOST_COMMENTS:
        return True
    if "<!--" not in body or _LAID_OUT.search(body):
        return False
    comments = _COMMENT.findall(body)
    return any(sum(character.isalpha() for character in comment) > 20 for comment in comments)


class _Hidden(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        # How deep in hidden elements, with the tag that opened the outermost.
        self.depth = 0
        self.silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.pieces += [given[name] for name in ("alt", "title", "aria-label") if len(given.get(name, "")) > 20]
        if tag in _VOID:
            return
        self.silent += tag in _NEVER_SHOWN
        if self.depth or "hidden" in given or _UNSEEN.search(given.get("style", "")) or _white(given):
            self.depth += 1

    def handle_endtag(self, tag: str) -> None:
        if tag in _VOID:
            return
        self.silent = max(0, self.silent - (tag in _NEVER_SHOWN))
        self.depth = max(0, self.depth - 1)

    def handle_data(self, data: str) -> None:
        if self.depth and not self.silent and data.strip():
            self.pieces.append(data)

    def handle_comment(self, data: str) -> None:
        if not data.lower().startswith(("[if", "[endif")):
            self.pieces.append(data)


def _white(given: dict[str, str]) -> bool:
    return given.get("color", "").lower() in {"white", "#fff", "#ffffff"}

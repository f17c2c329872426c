"""Visible text of an HTML mail as lines: quotes get "> " marks, the rest of what programs mark gets its plain form.

What a mail program does not show (display:none, zero size, white on white, comments) becomes a comment line: it is kept
from reading, and a person may still be told of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from agent.reading.cleaning_styles import hidden_classes, is_hidden, sets_background

_BREAKS = frozenset(
    {"p", "div", "tr", "li", "ul", "ol", "table", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "blockquote", "pre"}
    | {"section", "article", "header", "footer", "center", "dl", "dt", "dd"}
)
_SILENT = frozenset({"style", "script", "head", "title", "template", "noscript", "object", "svg"})
# Containers of quoted history by class, id or name: Gmail, Thunderbird, Yahoo, GMX, Zoho, Zimbra, NetEase.
_QUOTED = re.compile(
    r"gmail_attr|moz-cite-prefix|yahoo_quoted|zmail_extra|isreplycontent|tutanota_quote"
    r"|protonmail_quote|ntes-?quote"
)
# Everything below these is quoted: Outlook on the web and on phones, Outlook for Mac.
_RULE = re.compile(
    r"divrplyfwdmsg|appendonsend|olk_src_body_section|mail-editor-reference-message"
    r"|outlookmessageheader|x_divrplyfwdmsg"
)
_SIGNATURE = re.compile(
    r"gmail_signature(?!_prefix)|moz-signature|ms-outlook-mobile-signature|^signature$"
    r"|apple-mail-signature"
)
_RULE_LINE = "_" * 32


def text_of_html(markup: str) -> str:
    """Plain lines of `markup`; broken markup gives what can be read of it, never an error."""
    root = _parsed(markup)
    if root is None:
        return ""
    reader = _Reader(hidden_classes(" ".join(style.text or "" for style in root.iter("style"))))
    for event, element in _events(root):
        (reader.closed if event == "end" else reader.opened)(element)
    return reader.text()


def _parsed(markup: str) -> Any:
    from lxml import etree

    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, no_network=True)
    try:
        return etree.fromstring(markup.encode("utf-8", "ignore"), parser)
    except (etree.ParserError, etree.XMLSyntaxError):
        return None


def _events(root: Any) -> Iterator[tuple[str, Any]]:
    from lxml import etree

    yield from etree.iterwalk(root, events=("start", "end", "comment"))


class _Reader:
    """Walks the tree once; depths count how many open elements hide, quote or paint what is inside them."""

    def __init__(self, hidden: frozenset[str]) -> None:
        self.hidden_names = hidden
        self.pieces: list[str] = []
        self.hidden: list[str] = []
        self.open: list[tuple[bool, bool, bool, bool]] = []
        self.fresh = False
        self.silent = self.concealed = self.quoted = self.painted = 0

    def opened(self, element: Any) -> None:
        if not isinstance(element.tag, str):
            self._comment(element)
            return
        tag, marks = element.tag.lower(), _marks(element)
        silent = tag in _SILENT
        painted = sets_background(element.attrib)
        concealed = is_hidden(element.attrib, hidden_names=self.hidden_names, painted=bool(self.painted) or painted)
        quoted = bool(_QUOTED.search(marks)) or (tag == "blockquote" and not _is_indent(element.attrib, marks))
        quoted = quoted or (tag == "div" and element.get("name") == "quote")
        self.open.append((silent, concealed, quoted, painted))
        self._count(self.open[-1], 1)
        self._announce(element, tag, marks)
        self._add(element.text)

    def closed(self, element: Any) -> None:
        if not isinstance(element.tag, str):
            return
        self._count(self.open.pop(), -1)
        if element.tag.lower() in _BREAKS:
            self._break(again=element.tag.lower() == "p")
        self._add(element.tail)

    def text(self) -> str:
        lines = [re.sub(r"[ \t\xa0]+", " ", line).strip() for line in "".join(self.pieces).split("\n")]
        visible = re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n")
        shown = _letters(visible)
        secret = " ".join(" ".join(self.hidden).split())
        # A preview line that only repeats the text is no secret.
        keep = _letters(secret) and _letters(secret) not in shown
        return f"{visible}\n\n<!--{secret.replace('-->', '->')}-->" if keep else visible

    def _announce(self, element: Any, tag: str, marks: str) -> None:
        if tag in _BREAKS or tag == "br":
            self._break(again=tag in ("br", "p", "hr"))
        if self.silent or self.concealed:
            return
        if _RULE.search(marks) and not self.quoted:
            self.pieces.append(f"{_RULE_LINE}\n")
        elif _SIGNATURE.search(marks) and not self.quoted:
            self.pieces.append("\n-- \n")
        if tag == "li":
            self.pieces.append("- ")
        elif tag in ("td", "th"):
            self.pieces.append(" ")
        elif tag == "img" and element.get("alt") and len(element.get("alt")) <= 3:
            self.pieces.append(element.get("alt"))

    def _comment(self, element: Any) -> None:
        """Nobody sees a comment in a mail program, so what stands there is meant for a machine."""
        data = str(element.text or "")
        if not self.silent and not data.lstrip().startswith(("[if", "[endif", "<![")):
            self.hidden.append(data)
        self._add(element.tail)

    def _add(self, text: str | None) -> None:
        if not text or self.silent:
            return
        if self.concealed:
            self.hidden.append(text)
        else:
            self.pieces.append(re.sub(r"\s+", " ", text))
            self.fresh = self.fresh and not text.strip()

    def _break(self, *, again: bool = False) -> None:
        """A new line; where one has just begun, another only for what leaves a blank one (`again`)."""
        if self.fresh and not again:
            return
        self.fresh = True
        self.pieces.append("\n> " if self.quoted else "\n")

    def _count(self, opened: tuple[bool, bool, bool, bool], step: int) -> None:
        silent, concealed, quoted, painted = opened
        self.silent += step * silent
        self.concealed += step * concealed
        self.quoted += step * quoted
        self.painted += step * painted
        if quoted and bool(self.quoted) == (step > 0):
            self._break(again=True)


def _marks(element: Any) -> str:
    return f"{element.get('class', '')} {element.get('id', '')}".lower().strip()


def _is_indent(attributes: Mapping[str, str], marks: str) -> bool:
    """Gmail and others indent the writer's own lines with a bare block quote."""
    style = attributes.get("style", "").replace(" ", "").lower()
    return "border:none" in style and "cite" not in attributes.get("type", "") and "quote" not in marks


def _letters(text: str) -> str:
    return "".join(character for character in text if character.isalnum())

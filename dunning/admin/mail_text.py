"""How a received mail is shown: hostile input, so as text, and its HTML only cleaned and in a frame without rights."""

from __future__ import annotations

from django.utils.html import escape

from dunning.models import IncomingMail

# Beyond this nobody reads on, and trimming would only cost time.
LONGEST_SHOWN = 100_000
_TAGS = {
    *("a", "b", "blockquote", "br", "code", "div", "em", "h1", "h2", "h3", "h4", "hr", "i", "li", "ol", "p", "pre"),
    *("span", "strong", "table", "tbody", "td", "th", "thead", "tr", "u", "ul"),
}


def new_text(mail: IncomingMail) -> str:
    """What was newly written, as the reader takes it: quoted history, signature and disclaimer taken off.

    The whole if nothing is left.
    """
    from agent.reading.cleaning import plain_text
    from agent.reading.trimming import trim

    body = mail.body_text[:LONGEST_SHOWN]
    return trim(plain_text(body), sender=mail.from_name, ours=mail.to_email).text.strip() or body.strip()


def cleaned_html(html: str) -> str:
    """Without scripts, styles, pictures, forms and links that lead anywhere: nothing is fetched, nothing runs."""
    import nh3

    return nh3.clean(html[:LONGEST_SHOWN], tags=_TAGS, attributes={}, url_schemes=set(), link_rel=None)


def framed_html(html: str) -> str:
    """The document of a sandboxed frame, escaped for its `srcdoc`; its own policy forbids to fetch anything."""
    policy = "default-src 'none'; style-src 'unsafe-inline'"
    style = "body{font:14px/1.5 sans-serif;margin:12px;color:#222;background:#fff}"
    return escape(
        f'<!doctype html><meta http-equiv="Content-Security-Policy" content="{policy}"><style>{style}</style>'
        f"{cleaned_html(html)}"
    )

"""How a received mail is shown: hostile input, so as text, and its HTML only cleaned and in a frame without rights."""

from __future__ import annotations

from functools import lru_cache

from django.utils.html import escape

from dunning.models import IncomingMail

# Beyond this nobody reads on, and trimming would only cost time.
LONGEST_SHOWN = 100_000
# Of the texts that a process keeps, so that these never take more than some megabytes.
LONGEST_KEPT = 10_000
_TAGS = {
    *("a", "b", "blockquote", "br", "code", "div", "em", "h1", "h2", "h3", "h4", "hr", "i", "li", "ol", "p", "pre"),
    *("span", "strong", "table", "tbody", "td", "th", "thead", "tr", "u", "ul"),
}


def new_text(mail: IncomingMail) -> str:
    """What was newly written, as the reader takes it: quoted history, signature and disclaimer taken off.

    The whole if nothing is left.
    """
    body = mail.body_text[:LONGEST_SHOWN]
    take_off = _trimmed if len(body) <= LONGEST_KEPT else _trimmed.__wrapped__
    return take_off(body, mail.from_name, mail.to_email)


@lru_cache(maxsize=1_000)
def _trimmed(body: str, sender: str, ours: str) -> str:
    """Kept for who looks next: a mail never changes, and is shown again after each thing done about it."""
    from agent.reading.cleaning import plain_text
    from agent.reading.trimming import trim

    return trim(plain_text(body), sender=sender, ours=ours).text.strip() or body.strip()


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

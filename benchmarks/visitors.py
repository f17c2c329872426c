"""People who click through the workspace at once, over HTTP, and what they waited for."""

from __future__ import annotations

import gzip
import http.client
import random
import re
import threading
import time
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field

# A colleague who knows the program looks at a page for about this long.
THINKING_SECONDS = 2.0
_FETCHED = re.compile(r"""<(?:link|script|img|iframe)\b[^>]*?\b(?:href|src)=["']([^"']+)["']""", re.IGNORECASE)


@dataclass(frozen=True)
class Page:
    """`address` picks one of its addresses; `weight`: how often it is looked at among the others."""

    name: str
    address: Callable[[random.Random], str]
    weight: int = 1


@dataclass
class Seen:
    """Seconds of each page, by name, and answers that were no page."""

    seconds: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    failures: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Weight:
    """Kilobytes as they travel: the page, and everything that it fetches from its own host; what it asks of others."""

    page: float
    fetched: float
    outside: list[str]


class Visitor:
    """One connection, one session."""

    def __init__(self, *, port: int, session: str) -> None:
        self._port, self._session = port, session
        self._connection = self._connect()

    def _connect(self) -> http.client.HTTPConnection:
        return http.client.HTTPConnection("localhost", self._port, timeout=60)

    def get(self, address: str) -> tuple[int, bytes, float]:
        """Status, body, seconds until the last byte; a connection that the server had closed is opened anew."""
        headers = {"Cookie": f"sessionid={self._session}", "Accept-Language": "en"}
        for attempt in (1, 2):
            started = time.perf_counter()
            try:
                self._connection.request("GET", address, headers=headers)
                answer = self._connection.getresponse()
                body = answer.read()
                return answer.status, body, time.perf_counter() - started
            except (http.client.HTTPException, ConnectionError):
                self._connection.close()
                self._connection = self._connect()
                if attempt == 2:
                    raise
        raise AssertionError("unreachable")


def visit(pages: list[Page], *, port: int, sessions: list[str], seconds: float) -> Seen:
    """One thread a session until the time is over; each page is asked for once before."""
    for page in pages:
        for _worker in range(4):
            Visitor(port=port, session=sessions[0]).get(page.address(random.Random(0)))
    seen, until = Seen(), time.monotonic() + seconds
    threads = [
        threading.Thread(target=_click, args=(pages, seen, until, Visitor(port=port, session=session), number))
        for number, session in enumerate(sessions)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return seen


def _click(pages: list[Page], seen: Seen, until: float, visitor: Visitor, number: int) -> None:
    chance = random.Random(number)
    weights = [page.weight for page in pages]
    time.sleep(chance.random() * THINKING_SECONDS)
    while time.monotonic() < until:
        page = chance.choices(pages, weights)[0]
        address = page.address(chance)
        status, _body, taken = visitor.get(address)
        if status == 200:
            seen.seconds[page.name].append(taken)
        else:
            seen.failures.append(f"{status} {address}")
        time.sleep(chance.uniform(0.5, 1.5) * THINKING_SECONDS)


def weigh(address: str, *, visitor: Visitor) -> Weight:
    """Compressed as a proxy or whitenoise sends them; fonts and pictures as they are."""
    _status, body, _seconds = visitor.get(address)
    links = set(_FETCHED.findall(body.decode(errors="replace")))
    outside = sorted(link for link in links if re.match(r"(?:[a-z]+:)?//", link))
    files = sorted(link for link in links if link.startswith("/static/"))
    return Weight(_kilobytes(body), sum(_kilobytes(visitor.get(file)[1]) for file in files), outside)


def _kilobytes(body: bytes) -> float:
    return len(gzip.compress(body, 6)) / 1000

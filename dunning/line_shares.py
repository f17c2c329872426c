"""Lines of a file worked on one by one, by one process or several, answered in their order."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import islice
from multiprocessing import get_context
from pathlib import Path
from typing import TypeVar

# A worker's share at a time, and how many shares wait for each: memory stays the same however long the file is.
SHARE = 8
SHARES_AHEAD = 3

Numbered = tuple[int, bytes]
Answer = TypeVar("Answer")


def numbered_lines(path: Path) -> Iterator[Numbered]:
    """Numbered from 1, empty ones left out."""
    with path.open("rb") as source:
        for number, line in enumerate(source, start=1):
            if line.strip():
                yield number, line.removeprefix(b"\xef\xbb\xbf")


def answered(
    lines: Iterable[Numbered],
    *,
    jobs: int,
    work: Callable[[], Callable[[list[Numbered]], list[Answer]]],
    start: Callable[[], None] | None = None,
) -> Iterator[Answer]:
    """What the work makes of each line. `work` is asked for anew for every share, and what it gives must be picklable;
    `start` runs first in every further process."""
    if jobs == 1:
        for line in lines:
            yield from work()([line])
        return
    shares = _shares(iter(lines))
    # A fresh interpreter each: a forked one would share the encoder's threads and the database connection.
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn"), initializer=start) as pool:

        def handed_out(count: int) -> Iterator[Future[list[Answer]]]:
            for share in islice(shares, count):
                yield pool.submit(work(), share)

        waiting = deque(handed_out(jobs * SHARES_AHEAD))
        while waiting:
            yield from waiting.popleft().result()
            waiting.extend(handed_out(1))


def _shares(lines: Iterator[Numbered]) -> Iterator[list[Numbered]]:
    while share := list(islice(lines, SHARE)):
        yield share

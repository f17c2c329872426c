"""How often somebody may come to the customer page: counted in the database, so that all processes count as one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection
from django.utils.crypto import salted_hmac

from dunning.models import VisitCount

# Kept no longer than the longest span.
KEPT_FOR = timedelta(days=1)

COUNT = """
INSERT INTO dunning_visitcount (key, since, count)
SELECT key, %(as_of)s, 1 FROM unnest(%(keys)s::text[]) AS wanted(key) ORDER BY key
ON CONFLICT (key) DO UPDATE SET
    count = CASE WHEN dunning_visitcount.since > %(as_of)s - make_interval(secs => %(seconds)s)
        THEN dunning_visitcount.count + 1 ELSE 1 END,
    since = CASE WHEN dunning_visitcount.since > %(as_of)s - make_interval(secs => %(seconds)s)
        THEN dunning_visitcount.since ELSE EXCLUDED.since END
RETURNING key, count
"""


@dataclass(frozen=True)
class Limit:
    """So many visits of a link and of an address within a span."""

    kind: str
    of_link: int
    of_address: int
    span: timedelta


READING = Limit("read", of_link=120, of_address=240, span=timedelta(minutes=10))
# A PDF takes more of a processor than a page.
PRINTING = Limit("print", of_link=20, of_address=60, span=timedelta(minutes=10))
ACTING = Limit("act", of_link=20, of_address=60, span=timedelta(hours=1))


def too_many_visits(limit: Limit, *, link_id: int | None, address: str, as_of: datetime) -> bool:
    """Count one visit and say whether it is one too many. One statement, however many processes count at once."""
    allowed = {_key(limit.kind, "address", address): limit.of_address}
    if link_id is not None:
        allowed[_key(limit.kind, "link", str(link_id))] = limit.of_link
    counted = _count(sorted(allowed), span=limit.span, as_of=as_of)
    return any(count > allowed[key] for key, count in counted)


def forget_visits(*, as_of: datetime) -> int:
    """Delete what no limit looks at any more. Returns how many rows."""
    deleted, _ = VisitCount.objects.filter(since__lt=as_of - KEPT_FOR).delete()
    return deleted


def _count(keys: Sequence[str], *, span: timedelta, as_of: datetime) -> list[tuple[str, int]]:
    with connection.cursor() as cursor:
        cursor.execute(COUNT, {"keys": list(keys), "as_of": as_of, "seconds": span.total_seconds()})
        return [(str(key), int(count)) for key, count in cursor.fetchall()]


def _key(*parts: str) -> str:
    """Keyed, so that nobody who reads the table learns who came."""
    return salted_hmac("dunning.customer_visits", "\x00".join(parts), algorithm="sha256").hexdigest()

"""The full text of mails both ways, newest first, by the vector that the database keeps beside each text."""

from __future__ import annotations

from typing import Any, TypeVar

from django.contrib.auth.models import AnonymousUser, User
from django.contrib.postgres.search import SearchQuery, SearchVectorField
from django.db.models import Model, QuerySet
from django.db.models.expressions import RawSQL
from django.db.models.functions import Left

from customers.access import narrow
from customers.search.sought import Sought
from customers.search.words import SHORTEST_BEGINNING, newest
from dunning.models import IncomingMail, Message

SHOWN_TEXT = 20_000
_CONFIGURATION = "search_any_language"

Row = TypeVar("Row", bound=Model)


def received_mails(sought: Sought, *, user: User | AnonymousUser, limit: int) -> list[IncomingMail]:
    """With `said`, the beginning of the text, for an excerpt. At most three queries."""
    rows = IncomingMail.objects.select_related("debtor").defer("raw", "payload", "headers", "body_html", "body_text")
    return _found(narrow(rows, user=user), sought, limit)


def written_messages(sought: Sought, *, user: User | AnonymousUser, limit: int) -> list[Message]:
    """Letters of ours, drafts too; with `said`. At most three queries."""
    shown = ("subject", "to_name", "to_email", "status", "kind", "purpose", "sent_at", "created_at", "case_id")
    rows = Message.objects.select_related("debtor").only(*shown, "debtor__name")
    return _found(narrow(rows, user=user), sought, limit)


def saying(rows: QuerySet[Row], sought: Sought) -> QuerySet[Row, Any]:
    """Mails of either way with every word in their text, subject, or the name or address of who is outside."""
    if not sought.words:
        return rows.none()
    vector = RawSQL(f'"{rows.model._meta.db_table}"."search"', [], output_field=SearchVectorField())
    found: Any = rows.alias(vector=vector)
    return found.filter(vector=text_query(sought.words))


def keys_of_mails(model: type[Model], sought: Sought, *, limit: int) -> list[int]:
    """Of the newest that say it. One query."""
    rows: Any = model._default_manager.only("pk")
    found: Any = saying(rows, sought)
    listed: list[Any] = newest(found, limit)
    return [row.pk for row in listed]


def _found(rows: QuerySet[Row], sought: Sought, limit: int) -> list[Row]:
    found: Any = saying(rows, sought).annotate(said=Left("body_text", SHOWN_TEXT)) if sought.words else None
    return newest(found, limit) if sought.words else []


def text_query(words: tuple[str, ...]) -> Any:
    """Every word, the last one as far as it is typed; words are letters and digits alone."""
    *whole, last = words
    begun = f"'{last}':*" if len(last) >= SHORTEST_BEGINNING else f"'{last}'"
    query = " & ".join([*(f"'{word}'" for word in whole), begun])
    return SearchQuery(query, config=_CONFIGURATION, search_type="raw")

"""The full text of mails both ways, newest first, by the vector that the database keeps beside each text."""

from __future__ import annotations

from typing import Any, TypeVar

from django.contrib.auth.models import AnonymousUser, User
from django.contrib.postgres.search import SearchQuery, SearchVectorField
from django.db.models import Model, QuerySet
from django.db.models.expressions import RawSQL
from django.db.models.functions import Left

from customers.search.lookups import NOTHING, Condition, Lookup, rows_of
from customers.search.lookups import newest as newest_found
from customers.search.sought import Sought
from customers.search.words import SHORTEST_BEGINNING, newest
from dunning.models import IncomingMail, Message

SHOWN_TEXT = 20_000
_CONFIGURATION = "search_any_language"

Row = TypeVar("Row", bound=Model)


def received_mails(sought: Sought, *, user: User | AnonymousUser, limit: int) -> list[IncomingMail]:
    return rows_of(received(sought, user=user, limit=limit), shown_received())


def received(sought: Sought, *, user: User | AnonymousUser, limit: int) -> Lookup:
    return newest_found(IncomingMail, _said(IncomingMail, sought), user=user, limit=limit) if sought.words else NOTHING


def shown_received() -> QuerySet[IncomingMail, Any]:
    """With `said`, the beginning of the text, for an excerpt."""
    shown = ("subject", "from_name", "from_email", "status", "received_at", "case_id", "debtor__name")
    rows = IncomingMail.objects.select_related("debtor").only(*shown)
    return rows.annotate(said=Left("body_text", SHOWN_TEXT))


def written_messages(sought: Sought, *, user: User | AnonymousUser, limit: int) -> list[Message]:
    return rows_of(written(sought, user=user, limit=limit), shown_written())


def written(sought: Sought, *, user: User | AnonymousUser, limit: int) -> Lookup:
    """Letters of ours, drafts too."""
    return newest_found(Message, _said(Message, sought), user=user, limit=limit) if sought.words else NOTHING


def shown_written() -> QuerySet[Message, Any]:
    """With `said`."""
    shown = ("subject", "to_name", "to_email", "status", "kind", "purpose", "sent_at", "created_at", "case_id")
    rows = Message.objects.select_related("debtor").only(*shown, "debtor__name")
    return rows.annotate(said=Left("body_text", SHOWN_TEXT))


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


def _said(model: type[Model], sought: Sought) -> Condition:
    vector = f'"{model._meta.db_table}"."search"'
    return Condition(f"{vector} @@ to_tsquery('{_CONFIGURATION}', %s)", (_every_word(sought.words),))


def text_query(words: tuple[str, ...]) -> Any:
    return SearchQuery(_every_word(words), config=_CONFIGURATION, search_type="raw")


def _every_word(words: tuple[str, ...]) -> str:
    """All of them, the last one as far as it is typed; words are letters and digits alone."""
    *whole, last = words
    begun = f"'{last}':*" if len(last) >= SHORTEST_BEGINNING else f"'{last}'"
    return " & ".join([*(f"'{word}'" for word in whole), begun])

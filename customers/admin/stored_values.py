from __future__ import annotations

from typing import Any

from django.contrib.admin import AllValuesFieldListFilter
from django.db import connection
from django.db.models import Field
from django.http import HttpRequest

from customers.access import is_restricted

# From each value to the next greater one by the column's index: as many steps as there are values.
STEPS = """
WITH RECURSIVE found(value) AS (
    SELECT (SELECT {column} FROM {table} ORDER BY {column} LIMIT 1)
    UNION ALL
    SELECT (SELECT {column} FROM {table} WHERE {column} > found.value ORDER BY {column} LIMIT 1)
    FROM found WHERE found.value IS NOT NULL
)
SELECT value FROM found WHERE value IS NOT NULL
"""


class StoredValuesFilter(AllValuesFieldListFilter):
    """Offers each value of a column that has an index and is never null, without reading the table.

    An account manager is offered the values of its own rows, which are few enough to be read.
    """

    def __init__(self, field: Field[Any, Any], request: HttpRequest, *given: Any, **named: Any) -> None:
        super().__init__(field, request, *given, **named)
        if not is_restricted(request.user):
            self.lookup_choices: Any = _values(field)


def _values(field: Field[Any, Any]) -> list[Any]:
    names = {"table": field.model._meta.db_table, "column": field.attname}
    with connection.cursor() as cursor:
        cursor.execute(STEPS.format(**{name: connection.ops.quote_name(given) for name, given in names.items()}))
        return [value for (value,) in cursor.fetchall()]
